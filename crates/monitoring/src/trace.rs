//! A run as a trace, in the form of X-Ray's segment documents.

use simulator::Recording;
use simulator::fold::{Replay, Visit, VisitStatus, visit_name};
use simulator::recording::{Details, EventId, EventType};
use value::{Number, Object, Value};

/// What a segment says of a visit beside its place and time.
#[derive(Clone, Default)]
struct Told {
    calls: Option<String>,
    error: Option<String>,
}

/// The segment of an execution, with a subsegment for each visit of a state, those inside a Parallel or Map below it. Times are
/// seconds since 1970.
#[must_use]
pub fn trace(recording: &Recording) -> Value {
    let replay = Replay::at(recording, EventId(recording.events().len() as u32));
    let visits: Vec<&Visit> = replay.visits().collect();
    let told = told(recording, &visits);
    let mut children: Vec<Vec<usize>> = vec![vec![]; visits.len()];
    let mut roots = vec![];
    for (index, visit) in visits.iter().enumerate() {
        let owner = recording.frames.get(visit.frame as usize).and_then(|frame| frame.owner);
        match owner.and_then(|owner| children.get_mut(owner.0 as usize)) {
            Some(inside) => inside.push(index),
            None => roots.push(index),
        }
    }
    // From the last on, as what is inside comes after what it is in.
    let mut made: Vec<Option<Value>> = vec![None; visits.len()];
    for index in (0..visits.len()).rev() {
        let mut segment = segment(recording, visits[index], &told[index]);
        let inside: Vec<Value> = children[index].iter().filter_map(|child| made.get_mut(*child)?.take()).collect();
        if !inside.is_empty() {
            segment.insert("subsegments", inside);
        }
        made[index] = Some(segment.into());
    }
    let failed = recording.events().last().is_some_and(|event| event.kind != EventType::ExecutionSucceeded);
    let mut root = Object::new();
    root.insert("trace_id", format!("1-{:08x}-{:024x}", recording.start_millis / 1000, digest(&recording.arn())));
    root.insert("id", format!("{:016x}", 1));
    root.insert("name", machine(&recording.arn()));
    root.insert("origin", "AWS::StepFunctions::StateMachine");
    root.insert("start_time", seconds(recording, 0));
    root.insert("end_time", seconds(recording, recording.elapsed_millis()));
    if failed {
        root.insert("fault", true);
    }
    root.insert("subsegments", roots.iter().filter_map(|index| made.get_mut(*index)?.take()).collect::<Vec<_>>());
    Value::from(root)
}

fn segment(recording: &Recording, visit: &Visit, told: &Told) -> Object {
    let mut segment = Object::new();
    segment.insert("id", format!("{:016x}", u64::from(visit.step.0) + 2));
    segment.insert("name", visit_name(recording, visit.step));
    segment.insert("start_time", seconds(recording, visit.entered_at));
    match visit.left_at {
        Some(left) => segment.insert("end_time", seconds(recording, left)),
        None => segment.insert("in_progress", true),
    };
    if let Some(calls) = &told.calls {
        segment.insert("namespace", "aws");
        segment.insert("aws", Value::object([("operation", calls.as_str())]));
    }
    if matches!(visit.status, VisitStatus::Failed | VisitStatus::TimedOut | VisitStatus::Aborted | VisitStatus::Caught) {
        segment.insert("fault", true);
    }
    if let Some(error) = &told.error {
        let exceptions = vec![Value::object([("type", error.as_str())])];
        segment.insert("cause", Value::object([("exceptions", Value::from(exceptions))]));
    }
    segment
}

fn told(recording: &Recording, visits: &[&Visit]) -> Vec<Told> {
    let mut told = vec![Told::default(); visits.len()];
    for event in recording.histories.iter().flat_map(|history| &history.events) {
        let Some(told) = event.step().and_then(|step| told.get_mut(step.0 as usize)) else { continue };
        match event.details {
            Details::Call(call) => {
                let resource = recording.calls.get(call.0 as usize).map(|call| recording.text(call.resource).to_owned());
                told.calls = resource.or(told.calls.take());
            }
            _ => told.error = failure(recording, event.details).or(told.error.take()),
        }
    }
    for (visit, told) in visits.iter().zip(&mut told) {
        match visit.status {
            VisitStatus::Succeeded => told.error = None,
            VisitStatus::Failed if told.error.is_none() => told.error = what_ended(recording, visit),
            _ => {}
        }
    }
    told
}

/// The error of what a visit ended without an event of its own: a Fail state, or an error of the workflow itself.
fn what_ended(recording: &Recording, visit: &Visit) -> Option<String> {
    let events = &recording.histories.get(visit.history as usize)?.events;
    events.get(visit.latest.index()..)?.iter().find_map(|event| failure(recording, event.details))
}

fn failure(recording: &Recording, details: Details) -> Option<String> {
    match details {
        Details::Failure { error: Some(error), .. } | Details::CallFailure { error: Some(error), .. } => {
            Some(recording.text(error).to_owned())
        }
        _ => None,
    }
}

fn seconds(recording: &Recording, at: u64) -> Value {
    number(recording.start_millis as f64 / 1000.0 + at as f64 / 1000.0)
}

/// The machine's name from an execution's ARN.
fn machine(arn: &str) -> &str {
    arn.split(':').nth(6).unwrap_or("execution")
}

fn digest(text: &str) -> u128 {
    let fold = |start: u64| text.bytes().fold(start, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (u128::from(fold(0xcbf2_9ce4_8422_2325)) << 32) | u128::from(fold(7) as u32)
}

fn number(number: f64) -> Value {
    Value::from(Number::from_f64(number).map(Value::Number))
}
