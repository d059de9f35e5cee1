//! A run as one value, over which a question's `tells` is evaluated. `docs/lessons.md` lists its members.

use std::collections::BTreeMap;
use std::sync::Arc;

use simulator::accounting::Account;
use simulator::fold::{Attempt, Replay, StepView, Visit, status_word, step_of};
use simulator::recording::{EventId, PayloadId, Recording, Stage, TextId};
use simulator::{Execution, Summary};
use value::{Number, Object, Value};

/// So many visits are shown in full; all are counted.
const MOST_STEPS: usize = 1_000;
/// Memory of an Express workflow as it is billed, in megabytes.
const EXPRESS_MEGABYTES: u64 = 64;

/// A run as one value.
pub(crate) fn view(execution: &Execution) -> Value {
    let recording = execution.recording();
    let summary = Summary::of(execution);
    let account = Account::of(recording, execution.program());
    let mut run = Object::new();
    run.insert("status", summary.status.name());
    run.insert("output", summary.output.clone());
    run.insert("error", summary.error.clone());
    run.insert("cause", summary.cause.clone());
    run.insert("path", Value::array(summary.path.iter().map(String::as_str)));
    run.insert("seconds", number(summary.virtual_seconds()));
    run.insert("transitions", summary.transitions as i64);
    run.insert("retries", i64::from(recording.retries));
    run.insert("events", recording.events().len() as i64);
    run.insert("childExecutions", recording.histories.len().saturating_sub(1) as i64);
    run.insert("largestPayload", account.largest_payload.map(|(_, bytes)| i64::from(bytes)));
    run.insert("notExpress", Value::array(account.not_express.iter().map(String::as_str)));
    run.insert("standardDollars", number(account.transitions as f64 / 1000.0 * simulator::accounting::STANDARD_PER_THOUSAND));
    run.insert("expressDollars", number(account.express_dollars(1, EXPRESS_MEGABYTES)));
    visits(recording, &mut run);
    Value::from(run)
}

/// Adds `steps`, the visits in order, and `visits`, their number by state.
fn visits(recording: &Recording, run: &mut Object) {
    let moment = EventId(recording.events().len() as u32);
    let replay = Replay::at(recording, moment);
    let mut counts: BTreeMap<u32, i64> = BTreeMap::new();
    let mut steps = Vec::new();
    for visit in replay.visits() {
        let count = counts.entry(visit.state).or_default();
        *count += 1;
        if steps.len() < MOST_STEPS {
            let step = step_of(recording, replay.index(), visit.clone(), moment);
            steps.push(Step { recording, visit, step: &step, number: *count }.value());
        }
    }
    run.insert("steps", steps);
    let counts: Object = counts.iter().map(|(state, count)| (name(recording, *state), Value::from(*count))).collect();
    run.insert("visits", counts);
}

struct Step<'a> {
    recording: &'a Recording,
    visit: &'a Visit,
    step: &'a StepView,
    /// Which visit of its state it is, from 1.
    number: i64,
}

impl Step<'_> {
    fn value(&self) -> Value {
        let Visit { frame, .. } = *self.visit;
        let mut members = Object::new();
        members.insert("state", name(self.recording, self.visit.state));
        members.insert("visit", self.number);
        if let Some(frame) = self.recording.frames.get(frame as usize).filter(|frame| frame.owner.is_some()) {
            members.insert("within", i64::from(frame.index));
        }
        members.insert("status", status_word(self.visit.status));
        members.insert("input", self.payload(self.visit.input));
        self.stages(&mut members);
        if let Some(output) = self.visit.output {
            members.insert("output", self.payload(output));
        }
        if let Some(error) = self.step.error {
            members.insert("error", text(self.recording, error));
        }
        if let Some(cause) = self.step.cause {
            members.insert("cause", text(self.recording, cause));
        }
        members.insert("attempts", self.step.attempts.iter().map(|attempt| self.attempt(attempt)).collect::<Vec<_>>());
        members.insert("assigned", self.assigned());
        members.insert("began", seconds(self.visit.entered_at));
        members.insert("ended", self.visit.left_at.map(seconds));
        Value::from(members)
    }

    /// What data was after each of the fields that changed it, and what was sent and came back.
    fn stages(&self, members: &mut Object) {
        for (stage, payload) in &self.step.stages {
            let name = match stage {
                Stage::InputPath => "afterInputPath",
                Stage::Parameters => "afterParameters",
                Stage::Arguments => "afterArguments",
                Stage::Result => "result",
                Stage::ResultSelector => "afterResultSelector",
                Stage::ResultPath => "afterResultPath",
                Stage::Items => "items",
            };
            members.insert(name, self.payload(*payload));
        }
        let last = self.step.attempts.last();
        if let Some(result) = last.and_then(|attempt| attempt.result) {
            members.insert("result", self.payload(result));
        }
        if let Some(call) = last.and_then(|attempt| attempt.call) {
            members.insert("sent", self.payload(self.recording.calls[call.0 as usize].parameters));
        }
    }

    fn attempt(&self, attempt: &Attempt) -> Value {
        let mut members = Object::new();
        members.insert("began", seconds(attempt.began_at));
        members.insert("ended", attempt.ended_at.map(seconds));
        if let Some(error) = attempt.error {
            members.insert("error", text(self.recording, error));
        }
        Value::from(members)
    }

    fn assigned(&self) -> Value {
        let range = self.step.assigned;
        let all = self.recording.assigned.iter().skip(range.start as usize).take(usize::from(range.count));
        Value::object(all.map(|(name, value)| (text(self.recording, *name), self.payload(*value))))
    }

    fn payload(&self, payload: PayloadId) -> Value {
        self.recording.payloads.value(payload).clone()
    }
}

/// A state's name.
fn name(recording: &Recording, state: u32) -> Arc<str> {
    recording.texts.get(state as usize).cloned().unwrap_or_default()
}

fn text(recording: &Recording, text: TextId) -> Arc<str> {
    Arc::from(recording.text(text))
}

fn seconds(millis: u64) -> Value {
    number(millis as f64 / 1000.0)
}

fn number(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
