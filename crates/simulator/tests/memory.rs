//! A simulation that would take more memory than there is ends with a clear message, and leaves what it recorded.

use std::sync::atomic::{AtomicUsize, Ordering};

use simulator::scenario::ScenarioHost;
use simulator::{Budget, Execution, Memory, Progress, Summary};

static IN_USE: AtomicUsize = AtomicUsize::new(0);

/// As an allocator would tell it of a simulation that takes a kilobyte with each turn.
fn in_use() -> usize {
    IN_USE.fetch_add(1_000, Ordering::Relaxed)
}

#[test]
fn more_memory_than_there_is_ends_the_simulation_with_a_clear_message() {
    let endless = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#;
    let options = simulator::Options::default();
    let mut execution = Execution::start(simulator::load(endless).expect("program").into(), options);
    let memory = Some(Memory { in_use, most: 2_000_000 });
    let progress = execution.run(&mut ScenarioHost::default(), Budget { memory, ..Budget::default() });
    assert!(matches!(progress, Progress::Finished(_)), "{progress:?}");
    let summary = Summary::of(&execution);
    assert_eq!((summary.status.name(), summary.error.as_deref()), ("FAILED", Some("States.Runtime")));
    let cause = summary.cause.unwrap_or_default().to_string();
    assert!(cause.starts_with("Stepwright stopped the simulation: it took more than 2 MB of memory"), "{cause}");
    let events = execution.recording().events().len();
    assert!((1_000..25_000).contains(&events), "{events} events");
}
