//! Errors for retriers and catchers: thrown by a Task, or by one inside of a Parallel or Map, or by time.

use std::sync::Arc;

use simulator::recording::StepId;
use simulator::scenario::{Answer, Delay, Reply, Scenario};
use value::Value;

use crate::definition::Written;
use crate::edit::{answer, throw, with_answer};
use crate::origin::Tracer;
use crate::repair::spoiled;

/// An error that no definition names.
const ANY: &str = "Example.Failure";

/// Scenarios in which a visit may fail with what a retrier (`Retry`) or catcher (`Catch`) is for.
#[must_use]
pub fn candidates(tracer: &Tracer, step: StepId, field: &str, index: u16) -> Vec<Scenario> {
    let name = tracer.run.name(step);
    let Some(state) = tracer.machine.state(&name) else { return vec![] };
    let errors = errors(state, field, index);
    let scenario = &tracer.run.scenario;
    let mut scenarios = vec![];
    if state.kind() == "Task" {
        let first = tracer.run.calls(step).0;
        for error in &errors {
            let lasts = if field == "Retry" { [Some(first), None] } else { [None, Some(first + all_attempts(state))] };
            for last in lasts {
                scenarios.extend(by_time(state, error, first, last).map(|answer| with_answer(scenario, &name, answer)));
                scenarios.push(with_answer(scenario, &name, answer(first, last, throw(error))));
            }
        }
    }
    for inner in tracer.machine.within(&name) {
        let Some(task) = tracer.machine.state(inner).filter(|inner| inner.kind() == "Task") else { continue };
        let first = first_call_within(tracer, step, inner);
        for error in errors.iter().map(String::as_str).chain([ANY]) {
            let enough = first + all_attempts(task);
            let lasts = if field == "Retry" { [Some(enough), None] } else { [None, Some(enough)] };
            for last in lasts {
                scenarios.push(with_answer(scenario, inner, answer(first, last, throw(error))));
            }
        }
    }
    scenarios.extend(spoiled(tracer, step));
    let inside = (0..tracer.run.recording.steps.len()).map(|at| StepId(at as u32)).filter(|at| is_within(tracer, step, *at));
    const MOST: usize = 12;
    scenarios.extend(inside.take(MOST).flat_map(|at| spoiled(tracer, at)));
    scenarios
}

/// Errors that a retrier or catcher takes and none before it.
#[must_use]
pub fn errors(state: &Written, field: &str, index: u16) -> Vec<String> {
    let before: Vec<&str> = (0..index).flat_map(|before| state.errors(field, before)).collect();
    let own = state.errors(field, index);
    let mut errors: Vec<String> = own.iter().filter(|error| !before.contains(error)).map(|error| (*error).to_owned()).collect();
    // A name that stands for several is taken by whatever has no name of its own; it can be thrown itself, too.
    if errors.iter().any(|error| matches!(error.as_str(), "States.ALL" | "States.TaskFailed")) {
        errors.insert(0, ANY.to_owned());
        errors.push("States.Timeout".to_owned());
    }
    errors
}

/// So many calls use up all retriers.
fn all_attempts(state: &Written) -> u32 {
    let retriers = 0..state.list("Retry").len() as u16;
    retriers.map(|retrier| state.attempts(retrier)).fold(0, u32::saturating_add).min(1000)
}

/// An answer that comes too late, where a Task has limits.
fn by_time(state: &Written, error: &str, first: u32, last: Option<u32>) -> Option<Answer> {
    let field = match error {
        "States.Timeout" => "TimeoutSeconds",
        "States.HeartbeatTimeout" => "HeartbeatSeconds",
        _ => return None,
    };
    let seconds = state.value.get(field)?.as_f64()?.clamp(0.0, 1e9) as u64;
    let reply = Reply::Return(Value::object::<&str, Value>([]));
    let delay = Delay::Always((seconds + 1) * 1000);
    Some(Answer { delay, heartbeats: field != "HeartbeatSeconds", ..answer(first, last, reply) })
}

fn first_call_within(tracer: &Tracer, step: StepId, inner: &Arc<str>) -> u32 {
    let run = tracer.run;
    let visits = (step.0 + 1..run.recording.steps.len() as u32).map(StepId);
    let mut inside = visits.filter(|visit| run.name(*visit) == *inner && is_within(tracer, step, *visit));
    inside.next().map_or(0, |visit| run.calls(visit).0)
}

fn is_within(tracer: &Tracer, outer: StepId, step: StepId) -> bool {
    let mut at = step;
    while let Some((owner, _)) = tracer.run.around(at) {
        if owner == outer {
            return true;
        }
        at = owner;
    }
    false
}
