//! What runs leave behind, as one line each: natively and in WebAssembly every line must be the same.

use std::fmt::Write;
use std::sync::Arc;

use forecast::{Assumptions, Forecaster, Volume};
use simulator::recording::wire;
use simulator::scenario::{Scenario, ScenarioHost, read_scenario, read_scenarios};
use simulator::{Budget, Execution};

/// Seeds that every scenario of the gallery is run with.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=3;

/// A line for each run of the gallery, and for workflows that compute what machines may compute differently.
#[must_use]
pub fn digests() -> String {
    let mut lines = String::new();
    for example in gallery::examples() {
        for scenario in read_scenarios(example.scenarios).unwrap_or_default() {
            for seed in SEEDS {
                let scenario = Scenario { seed, ..scenario.clone() };
                let name = format!("{} / {} / seed {seed}", example.slug, scenario.name);
                line(&mut lines, &name, example.definition, &scenario);
            }
        }
        forecast_line(&mut lines, example);
    }
    for (name, definition, scenario) in COMPUTING {
        if let Ok(scenario) = read_scenario(scenario) {
            line(&mut lines, name, definition, &scenario);
        }
    }
    lines
}

fn line(lines: &mut String, name: &str, definition: &str, scenario: &Scenario) {
    let Ok(program) = simulator::load(definition) else {
        let _ = writeln!(lines, "{name}: it cannot be compiled");
        return;
    };
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    let mut host = ScenarioHost::new(scenario);
    execution.run(&mut host, Budget { time_passes_while_open: false, turns: 1_000_000, memory: None });
    let bytes = wire::to_bytes(execution.recording());
    let services = host.sandbox().contents().to_json();
    let digest = fnv(fnv(0xcbf2_9ce4_8422_2325, &bytes), services.as_bytes());
    let _ = writeln!(lines, "{name}: {} bytes, {digest:016x}", bytes.len());
}

/// A line for the forecast of an example: what many runs with chance come to.
fn forecast_line(lines: &mut String, example: &gallery::Example) {
    const RUNS: u64 = 50;
    let Ok(program) = simulator::load(example.definition) else { return };
    let scenarios = read_scenarios(example.scenarios).unwrap_or_default();
    let mut forecaster = Forecaster::new(Arc::new(program), &scenarios, Assumptions::default(), RUNS, 1);
    forecaster.advance(RUNS);
    let volume = Volume { monthly: 100_000, region: "eu-central-1".to_owned() };
    let printed = forecast::value(&forecaster.forecast(), &volume).to_json();
    let _ = writeln!(
        lines,
        "{} / forecast: {} bytes, {:016x}",
        example.slug,
        printed.len(),
        fnv(0xcbf2_9ce4_8422_2325, printed.as_bytes())
    );
}

/// FNV-1a over more bytes.
fn fnv(digest: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(digest, |digest, byte| (digest ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Powers, roots, rounding, printing of numbers, random numbers, backoff with jitter, sorting, hashes, times.
const COMPUTING: [(&str, &str, &str); 4] = [
    (
        "powers and roots",
        r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Output": {
            "powers": "{% $map([1..400], function($n) { $power(1.0 + $n / 97, ($n % 40) / 3) }) %}",
            "negative": "{% $map([1..100], function($n) { $power($n + 0.3, 0 - $n % 9) }) %}",
            "roots": "{% $map([1..400], function($n) { $sqrt($n * 1.7) }) %}",
            "quotients": "{% $map([1..400], function($n) { $n / 7 % 0.3 }) %}",
            "rounded": "{% $map([1..400], function($n) { $round($n / 8, 2) }) %}",
            "printed": "{% $map([1..100], function($n) { $formatNumber($n * 12345.6789 / 7, '#,##0.000') }) %}",
            "large": "{% $map([1..60], function($n) { $string($power(9.7, $n)) }) %}"}}}}"#,
        "{}",
    ),
    (
        "chance",
        r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Output": {
            "random": "{% $map([1..200], function($n) { $random() }) %}", "seeded": "{% $map([1..50], function($n) { $random($n) }) %}",
            "ids": "{% $map([1..20], function($n) { $uuid() }) %}", "shuffled": "{% $shuffle([1..50]) %}",
            "hash": "{% $hash($string([1..100]), 'SHA-256') %}", "now": "{% $now() %}"}}}}"#,
        r#"{"seed": 42}"#,
    ),
    (
        "backoff with jitter",
        r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 60, "BackoffRate": 1.37, "JitterStrategy": "FULL", "MaxDelaySeconds": 86400}]}}}"#,
        r#"{"seed": 7, "mocks": {"T": {"Throw": {"Error": "E", "Cause": ""}, "DelaySeconds": 0.123}}}"#,
    ),
    (
        "intrinsic functions",
        r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Parameters": {
            "range.$": "States.ArrayRange(1, 999, 7)", "random.$": "States.MathRandom(1, 1000000)", "seeded.$": "States.MathRandom(1, 99, 5)",
            "sum.$": "States.MathAdd(2.6, 111.4)", "text.$": "States.Format('{} and {}', $.n, $.list)", "id.$": "States.UUID()"}}}}"#,
        r#"{"input": {"n": 0.1, "list": [1e21, 1e-7, 123456789.125, -0.0]}}"#,
    ),
];
