//! A run as a trace, in the form of X-Ray's segment documents.

use simulator::Recording;
use simulator::recording::{Details, EventType};
use value::{Number, Object, Value};

/// One visit of a state.
#[derive(Clone, Default)]
struct Visit {
    name: String,
    from: u64,
    to: u64,
    calls: Option<String>,
    error: Option<String>,
}

/// The segment of an execution, with a subsegment for each visit of a state, those inside a Parallel or Map below it. Times are
/// seconds since 1970.
#[must_use]
pub fn trace(recording: &Recording) -> Value {
    let visits = visits(recording);
    let seconds = |at: u64| number(recording.start_millis as f64 / 1000.0 + at as f64 / 1000.0);
    let mut children: Vec<Vec<usize>> = vec![vec![]; visits.len()];
    let mut roots = vec![];
    for (index, step) in recording.steps.iter().enumerate() {
        let owner = recording.frames.get(step.frame as usize).and_then(|frame| frame.owner);
        match owner.and_then(|owner| children.get_mut(owner.0 as usize)) {
            Some(inside) => inside.push(index),
            None => roots.push(index),
        }
    }
    // From the last on, as what is inside comes after what it is in.
    let mut made: Vec<Option<Value>> = vec![None; visits.len()];
    for (index, visit) in visits.iter().enumerate().rev() {
        let mut segment = Object::new();
        segment.insert("id", format!("{:016x}", index as u64 + 2));
        segment.insert("name", visit.name.as_str());
        segment.insert("start_time", seconds(visit.from));
        segment.insert("end_time", seconds(visit.to));
        if let Some(calls) = &visit.calls {
            segment.insert("namespace", "aws");
            segment.insert("aws", Value::object([("operation", calls.as_str())]));
        }
        if let Some(error) = &visit.error {
            segment.insert("fault", true);
            let exceptions = vec![Value::object([("type", error.as_str())])];
            segment.insert("cause", Value::object([("exceptions", Value::from(exceptions))]));
        }
        let inside: Vec<Value> = children[index].iter().filter_map(|child| made.get_mut(*child)?.take()).collect();
        if !inside.is_empty() {
            segment.insert("subsegments", inside);
        }
        made[index] = Some(segment.into());
    }
    let failed = recording.events().last().is_some_and(|event| event.kind != EventType::ExecutionSucceeded);
    let mut root = Object::new();
    root.insert("trace_id", format!("1-{:08x}-{:024x}", recording.start_millis / 1000, digest(recording.arn())));
    root.insert("id", format!("{:016x}", 1));
    root.insert("name", machine(recording.arn()));
    root.insert("origin", "AWS::StepFunctions::StateMachine");
    root.insert("start_time", seconds(0));
    root.insert("end_time", seconds(recording.elapsed_millis()));
    if failed {
        root.insert("fault", true);
    }
    root.insert("subsegments", roots.iter().filter_map(|index| made.get_mut(*index)?.take()).collect::<Vec<_>>());
    Value::from(root)
}

fn visits(recording: &Recording) -> Vec<Visit> {
    let name = |state: u32| recording.texts.get(state as usize).map(ToString::to_string).unwrap_or_default();
    let mut visits: Vec<Visit> =
        recording.steps.iter().map(|step| Visit { name: name(step.state), ..Visit::default() }).collect();
    for event in recording.histories.iter().flat_map(|history| &history.events) {
        let Some(visit) = event.step().and_then(|step| visits.get_mut(step.0 as usize)) else { continue };
        if event.kind.is_state_entered() {
            visit.from = event.at;
        }
        visit.to = event.at;
        match event.details {
            Details::Call(call) => {
                let resource = recording.calls.get(call.0 as usize).map(|call| recording.text(call.resource).to_owned());
                visit.calls = resource.or(visit.calls.take());
            }
            Details::Failure { error: Some(error), .. } | Details::CallFailure { error: Some(error), .. } => {
                visit.error = Some(recording.text(error).to_owned());
            }
            Details::Exited { .. } => visit.error = None,
            _ => {}
        }
    }
    visits
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
