//! What a state saw when it was entered: its variables and its context object, from the recording alone.

use value::{Object, Value};

use crate::recording::{Details, EventId, EventType, History, Recording, StepId, StepRecord};

/// The variables that a step sees when it is entered, as an object.
#[must_use]
pub fn variables_at(recording: &Recording, step: StepId) -> Object {
    let mut variables = Object::new();
    let Some(record) = recording.steps.get(step.0 as usize) else { return variables };
    // Its own scope and those around it; inner ones come later and hide outer ones.
    let mut scopes = vec![record.frame];
    while let Some(owner) = scopes.last().and_then(|frame| recording.frames.get(*frame as usize)).and_then(|frame| frame.owner) {
        let Some(outer) = recording.steps.get(owner.0 as usize) else { break };
        scopes.push(outer.frame);
    }
    let history = recording.frames.get(record.frame as usize).map_or(0, |frame| frame.history as usize);
    let events = recording.histories.get(history).map_or(&[][..], |history| &history.events);
    let EventId(entered) = record.entered;
    for scope in scopes.iter().rev() {
        for event in events.iter().take(entered as usize) {
            let Details::Exited { assigned, .. } = event.details else { continue };
            let at = event.step().and_then(|step| recording.steps.get(step.0 as usize)).map(|step| step.frame);
            if at != Some(*scope) {
                continue;
            }
            let first = assigned.start as usize;
            for (name, value) in recording.assigned.get(first..first + usize::from(assigned.count)).unwrap_or_default() {
                variables.insert(recording.text(*name), recording.payloads.value(*value).clone());
            }
        }
    }
    variables
}

/// The context object that a step sees when it is entered, as far as a recording tells it: tokens and the items of a Map
/// that selects others are not in it.
#[must_use]
pub fn context_at(recording: &Recording, step: StepId) -> Value {
    let Some(record) = recording.steps.get(step.0 as usize) else { return Value::Null };
    let time = |at: u64| {
        let millis = recording.start_millis.saturating_add(i64::try_from(at).unwrap_or(i64::MAX));
        Value::from(expressions::time::format_millis_short(millis))
    };
    let history = recording.frames.get(record.frame as usize).map_or(0, |frame| frame.history as usize);
    let history = recording.histories.get(history);
    let arn = history.map(|history| history.execution_arn.to_string()).unwrap_or_default();
    let arn = arn.as_str();
    let first = history.and_then(|history| history.events.first());
    let input = match first.map(|event| event.details) {
        Some(Details::Input(input)) => recording.payloads.value(input).clone(),
        _ => Value::Null,
    };
    let machine = arn.rsplit_once(':').map_or(arn, |(machine, _)| machine).replacen(":execution:", ":stateMachine:", 1);
    let name = |arn: &str| Value::from(arn.rsplit(':').next().unwrap_or_default());
    let execution = Value::object([
        ("Id", Value::from(arn)),
        ("Input", input),
        ("StartTime", time(first.map_or(0, |event| event.at))),
        ("Name", name(arn)),
        ("RoleArn", Value::from(recording.role_arn.as_str())),
        ("RedriveCount", Value::from(redrives(history, record.entered))),
    ]);
    let entered = entry(recording, record);
    let state = Value::object([
        ("Name", Value::from(recording.texts.get(record.state as usize).map_or("", |name| name))),
        ("EnteredTime", time(entered.map_or(0, |event| event.at))),
        ("RetryCount", Value::from(0)),
    ]);
    let mut context = Object::new();
    context.insert("Execution", execution);
    context.insert("StateMachine", Value::object([("Name", name(&machine)), ("Id", Value::from(machine))]));
    context.insert("State", state);
    if let Some((index, item)) = item_of(recording, record) {
        let mut printed = Object::new();
        printed.insert("Index", i64::from(index));
        if let Some(item) = item {
            printed.insert("Value", item.clone());
        }
        context.insert("Map", Value::object([("Item", printed)]));
    }
    Value::from(context)
}

/// The iteration of the nearest Map around a step, and what its first state was given.
fn item_of<'a>(recording: &'a Recording, record: &StepRecord) -> Option<(u32, Option<&'a Value>)> {
    let mut frame = record.frame;
    loop {
        let here = recording.frames.get(frame as usize)?;
        let owner = recording.steps.get(here.owner?.0 as usize)?;
        if entry(recording, owner)?.kind == EventType::MapStateEntered {
            let first = recording.steps.iter().find(|step| step.frame == frame);
            let input = first.and_then(|step| entry(recording, step)).and_then(|event| match event.details {
                Details::Entered { input, .. } => Some(recording.payloads.value(input)),
                _ => None,
            });
            return Some((here.index, input));
        }
        frame = owner.frame;
    }
}

fn entry<'a>(recording: &'a Recording, step: &StepRecord) -> Option<&'a crate::recording::Event> {
    let history = recording.frames.get(step.frame as usize)?.history as usize;
    recording.histories.get(history)?.events.get(step.entered.index())
}

/// How often an execution was redriven before an event of it.
fn redrives(history: Option<&History>, before: EventId) -> i64 {
    let events = history.map_or(&[][..], |history| &history.events);
    let events = events.get(..before.index().min(events.len())).unwrap_or_default();
    events.iter().filter(|event| event.kind == EventType::ExecutionRedriven).count() as i64
}
