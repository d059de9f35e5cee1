//! How fast and how lean the simulator is natively: prints one line for each measurement.

use std::sync::Arc;
use std::time::{Duration, Instant};

use simulator::host::EchoHost;
use simulator::{Budget, Execution, Options, Program};
use value::Value;

/// How long each measurement repeats its run.
const LONG_ENOUGH: Duration = Duration::from_millis(700);

fn main() {
    println!("\nsimulator, natively: full histories recorded");
    let order = || value::parse(r#"{"order": {"id": 7, "items": [1, 2, 3]}}"#).unwrap_or_default();
    rate("chain of 1,000 Pass", &chain(1_000), order());
    rate("chain of 10,000 Pass", &chain(10_000), order());
    rate("counting loop of 3,000 rounds", COUNTING, Value::object([("count", 0)]));
    rate("Map of 1,000 items × 3 states", MAP, Value::array((0..1_000).map(|id| Value::object([("id", id)]))));
    let large = Value::object([("data", "x".repeat(200_000))]);
    memory("200 KB through 1,000 states", &chain(1_000), large);
    let items = Value::array((0..100_000).map(|id| Value::object([("id", id)])));
    memory("distributed Map of 100,000 items", DISTRIBUTED, items);
}

/// Transitions per second of the median run.
#[allow(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn rate(name: &str, definition: &str, input: Value) {
    let program = compile(definition);
    let (begun, mut times, mut transitions) = (Instant::now(), Vec::new(), 0);
    while begun.elapsed() < LONG_ENOUGH || times.len() < 5 {
        let start = Instant::now();
        transitions = run(&program, &input).recording().transitions();
        times.push(start.elapsed());
    }
    times.sort();
    let median = times[times.len() / 2];
    let per_second = transitions as f64 / median.as_secs_f64();
    println!("  {name:<48} {:>9.3} ms  {:>6.2} million transitions/s", median.as_secs_f64() * 1e3, per_second / 1e6);
}

/// How long a run takes, and how much memory the process has needed since it began.
#[allow(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn memory(name: &str, definition: &str, input: Value) {
    let program = compile(definition);
    let start = Instant::now();
    let execution = run(&program, &input);
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    let transitions = execution.recording().transitions();
    println!("  {name:<48} {elapsed:>9.3} ms  {transitions} transitions, at most {} MB so far", peak_megabytes());
}

fn compile(definition: &str) -> Arc<Program> {
    match simulator::load(definition) {
        Ok(program) => Arc::new(program),
        Err(problems) => panic!("{problems:?}"),
    }
}

fn run(program: &Arc<Program>, input: &Value) -> Execution {
    let mut execution = Execution::start(program.clone(), Options { input: input.clone(), ..Options::default() });
    execution.run(&mut EchoHost, Budget::default());
    assert!(execution.output().is_some(), "{:?}", execution.outcome());
    execution
}

/// The largest resident size so far, where the system tells it.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn chain(count: usize) -> String {
    let state = |at: usize| {
        let on = if at + 1 < count { format!(r#""Next": "S{}""#, at + 1) } else { r#""End": true"#.to_owned() };
        format!(r#""S{at}": {{"Type": "Pass", {on}}}"#)
    };
    format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, (0..count).map(state).collect::<Vec<_>>().join(", "))
}

const COUNTING: &str = r#"{"StartAt": "More", "States": {
    "More": {"Type": "Choice", "Choices": [{"Variable": "$.count", "NumericLessThan": 3000, "Next": "Add"}], "Default": "Done"},
    "Add": {"Type": "Pass", "Parameters": {"count.$": "States.MathAdd($.count, 1)"}, "Next": "More"},
    "Done": {"Type": "Succeed"}}}"#;

const MAP: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
    "A": {"Type": "Pass", "ResultPath": "$.a", "Result": 1, "Next": "B"},
    "B": {"Type": "Pass", "Parameters": {"id.$": "$.id", "sum.$": "$.a"}, "Next": "C"},
    "C": {"Type": "Pass", "End": true}}}}}}"#;

const DISTRIBUTED: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ResultPath": null, "OutputPath": null,
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "A", "States": {
    "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "B"},
    "B": {"Type": "Pass", "End": true}}}}}}"#;
