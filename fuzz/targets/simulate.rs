//! Any definition that compiles is run; the scenarios follow behind a line with `---`.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use simulator::recording::wire;
use simulator::scenario::{Scenario, ScenarioHost, read_scenarios};
use simulator::{Budget, Execution};

fuzz_target!(|text: &str| {
    let (definition, scenarios) = text.split_once("\n---\n").unwrap_or((text, "{}"));
    let Ok(program) = simulator::load(definition) else { return };
    let scenario = read_scenarios(scenarios).ok().and_then(|scenarios| scenarios.into_iter().next());
    let scenario: Scenario = scenario.unwrap_or_default();
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget { turns: 20_000, ..Budget::default() });
    let recording = execution.recording();
    let _ = wire::to_bytes(recording);
    let _ = recording.events().len();
});
