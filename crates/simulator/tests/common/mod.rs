//! Running workflows in tests, and their histories as short text.

#[allow(dead_code, reason = "not every test file looks at views")]
pub mod plain;

use std::sync::Arc;

use simulator::recording::Details;
use simulator::scenario::{Scenario, ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Recording};

/// Runs a definition with a scenario, time passing over open callbacks too.
#[allow(dead_code, reason = "some tests compile without running")]
pub fn run(definition: &str, scenario: &str) -> Execution {
    let program = simulator::load(definition).unwrap_or_else(|problems| panic!("{problems:?}"));
    let scenario: Scenario = read_scenario(scenario).expect("scenario");
    let mut host = ScenarioHost::new(&scenario);
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut host, Budget::default());
    execution
}

/// Sees that a run goes on to the same recording from every moment at which it can rest; `look` is shown each of them.
#[allow(dead_code, reason = "not every test file goes back")]
pub fn resumes_from_every_moment(definition: &str, scenario: &str, whole: &Recording, mut look: impl FnMut(&Recording)) {
    let program = simulator::load(definition).expect("program");
    let scenario = read_scenario(scenario).expect("scenario");
    let mut host = ScenarioHost::new(&scenario);
    let mut execution = Execution::start(program.into(), scenario.options());
    let one = Budget { turns: 1, ..Budget::default() };
    loop {
        look(execution.recording());
        let (checkpoint, kept) = (execution.checkpoint(), host.clone());
        execution.run(&mut host, Budget::default());
        assert_eq!(execution.recording(), whole);
        execution.restore(&checkpoint);
        host = kept;
        if execution.run(&mut host, one).is_finished() {
            break;
        }
    }
}

/// One event a line: time, id, previous, type and name.
#[allow(dead_code, reason = "not every test file looks at traces")]
pub fn trace(recording: &Recording) -> String {
    let events = recording.events().iter().enumerate().map(|(index, event)| {
        let more = match event.details {
            Details::Entered { name, .. } | Details::Exited { name, .. } => format!(" {}", recording.text(name)),
            Details::Iteration { index, .. } => format!(" {index}"),
            Details::Failure { error: Some(error), .. } | Details::CallFailure { error: Some(error), .. } => {
                format!(" {}", recording.text(error))
            }
            _ => String::new(),
        };
        format!("{}s {}<{} {}{more}", event.at as f64 / 1000.0, index + 1, event.previous.0, event.kind.name())
    });
    events.collect::<Vec<_>>().join("\n")
}
