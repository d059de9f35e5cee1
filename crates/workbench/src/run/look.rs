//! The step that is looked at: its data at every stage, its attempts, its variables, its error.

use asl::document::StateKey;
use simulator::fold::{self, Attempt, VisitStatus};
use simulator::limits;
use simulator::recording::{Details, EventType, PayloadId, Recording, StepId};
use value::Value;

use super::errors::{ErrorView, error_of};
use super::inner::Sight;
use super::stages::{DataStage, stages};
use super::status::{status_name, status_words};
use super::{Run, items, steps, words};

/// The step that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The step's number.
    pub step: usize,
    /// The state's name.
    pub name: String,
    /// The iterations and branches that it lies in, from the outermost on.
    pub way: Vec<String>,
    /// Whether it is a step of another workflow that a Task started.
    pub is_inner: bool,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// What happened, in words.
    pub words: String,
    /// The state's input.
    pub input: Data,
    /// The state's output, once it is left.
    pub output: Option<Data>,
    /// Its data, stage by stage, from the input to the output.
    pub stages: Vec<DataStage>,
    /// The attempts at its work.
    pub attempts: Vec<AttemptView>,
    /// Whether its state does work that may be tried again.
    pub works: bool,
    /// The variables that it sees, and how they are when it is left.
    pub variables: (Value, Value),
    /// What went wrong, if something did.
    pub error: Option<ErrorView>,
}

/// A value with its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The value.
    pub value: Value,
    /// Its size in words.
    pub size: String,
    /// Which part of what may be handed from state to state it is.
    pub share: f64,
}

/// One attempt at a state's work.
#[derive(Clone, Debug, PartialEq)]
pub struct AttemptView {
    /// Its number, from 1.
    pub number: usize,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// When it began, since the start.
    pub began: String,
    /// How long it took.
    pub took: String,
    /// How long was waited for it since the one before; empty for the first.
    pub waited: String,
    /// What it failed with.
    pub error: Option<ErrorView>,
    /// What was sent.
    pub call: Option<Value>,
    /// What came back.
    pub result: Option<Value>,
}

/// A transition that is looked at: what passed it.
#[derive(Clone, Debug, PartialEq)]
pub struct PassedView {
    /// From where to where.
    pub title: String,
    /// How often, in words.
    pub times: String,
    /// What passed it last by now.
    pub data: Option<Data>,
}

impl Data {
    pub(super) fn of(value: Value) -> Self {
        let bytes = value.json_size();
        Self { size: words::size(bytes), share: bytes as f64 / f64::from(limits::PAYLOAD_BYTES), value }
    }
}

impl Run {
    /// The step that is looked at.
    #[must_use]
    pub fn step_view(&self) -> Option<StepView> {
        let (Sight { recording, replay, .. }, step) = self.looked_in()?;
        let view = fold::step_of(recording, replay.index(), replay.visit(step)?.clone(), replay.moment());
        let value = |payload: PayloadId| recording.payloads.value(payload).clone();
        let before = fold::variables_at(recording, step);
        let mut after = before.clone();
        let first = view.assigned.start as usize;
        for (name, assigned) in recording.assigned.get(first..first + usize::from(view.assigned.count)).unwrap_or_default() {
            after.insert(recording.text(*name), value(*assigned));
        }
        let has_failed = view.visit.status != VisitStatus::Succeeded;
        let error = error_of(recording, view.error, view.cause).filter(|_| has_failed);
        Some(StepView {
            step: step.0 as usize,
            name: steps::shown_name(recording, step),
            way: self.whole_way(),
            is_inner: self.chosen_inner.is_some(),
            status: status_name(view.visit.status),
            words: steps::visit_words(&view.visit),
            input: Data::of(value(view.visit.input)),
            output: view.visit.output.map(|output| Data::of(value(output))),
            stages: stages(recording, &view),
            attempts: attempts(recording, &view.attempts),
            works: steps::entry_event(recording, step).is_some_and(|event| {
                matches!(event.kind, EventType::TaskStateEntered | EventType::ParallelStateEntered | EventType::MapStateEntered)
            }),
            variables: (before.into(), after.into()),
            error,
        })
    }

    /// The step that is looked at in a sentence.
    #[must_use]
    pub fn step_words(&self) -> Option<String> {
        let (Sight { recording, replay, .. }, step) = self.looked_in()?;
        let visit = replay.visit(step)?;
        let way = self.whole_way();
        let name = steps::shown_name(recording, visit.step);
        let place = if way.is_empty() { name } else { format!("{name} in {}", way.join(", ")) };
        Some(format!("{place}: {}", steps::visit_words(visit)))
    }

    /// What the step that is looked at lies in: iterations, branches, another workflow.
    fn whole_way(&self) -> Vec<String> {
        let (Some(recording), Some(step)) = (self.recording(), self.chosen_step) else { return Vec::new() };
        let step = StepId(step as u32);
        let mut way = self.way_words(recording, step);
        if let Some(nested) = self.chosen_inner.and_then(|(nested, _)| self.nested(nested)) {
            way.push(steps::shown_name(recording, step));
            way.push(nested.workflow.clone());
        }
        way
    }

    /// The iterations and branches that a step lies in.
    fn way_words(&self, recording: &Recording, step: StepId) -> Vec<String> {
        let index = self.inside.replay.index();
        let mut way = Vec::new();
        let mut at = recording.steps.get(step.0 as usize);
        while let Some(frame) = at.map(|step| step.frame) {
            let Some(owner) = recording.frames.get(frame as usize).and_then(|frame| frame.owner) else { break };
            let field = index.group_of(frame).and_then(|group| self.field_of(group));
            let is_map = self.is_map(recording, frame);
            let (number, note) = items::frame_words(recording, index, frame, field.as_deref(), is_map);
            let owner_name = steps::shown_name(recording, owner);
            let note = if note.is_empty() || !is_map { String::new() } else { format!(" · {note}") };
            way.push(format!("{owner_name} {number}{note}"));
            at = recording.steps.get(owner.0 as usize);
        }
        way.reverse();
        way
    }

    /// What passed between two states by now.
    #[must_use]
    pub fn passed(&self, from: StateKey, to: StateKey, caught: bool) -> Option<PassedView> {
        let recording = self.recording()?;
        let place = |key: StateKey| self.keys.iter().position(|known| *known == key).map(|at| at as u32);
        let (from, to) = (place(from)?, place(to)?);
        let count = self.inside.replay.count(fold::Leg::Between { from, to, caught });
        let is_leg = |step: &StepId| {
            let Some(record) = recording.steps.get(step.0 as usize).filter(|record| record.state == to) else { return false };
            let steps = self.inside.replay.index().steps(record.frame);
            let before = steps.partition_point(|other| *other < step.0).checked_sub(1).map(|at| StepId(steps[at]));
            let before = before.and_then(|before| self.inside.replay.visit(before));
            self.inside.replay.visit(*step).is_some()
                && before.is_some_and(|visit| visit.state == from && (visit.status == VisitStatus::Caught) == caught)
        };
        let here = self.inside.focus.frames().flat_map(|frame| self.inside.replay.index().steps(frame)).map(|step| StepId(*step));
        let last = || (0..recording.steps.len() as u32).rev().map(StepId).find(is_leg);
        let step = here.filter(is_leg).max().or_else(|| if count > 0 { last() } else { None });
        let name = |state: u32| {
            let step = self.inside.replay.state(state as usize).step;
            step.map(|step| steps::shown_name(recording, step)).unwrap_or_default()
        };
        let data = step
            .and_then(|step| self.inside.replay.visit(step))
            .map(|visit| Data::of(recording.payloads.value(visit.input).clone()));
        let times = match count {
            0 => "Not taken by now".to_owned(),
            1 => "Taken once".to_owned(),
            count => format!("Taken {count} times"),
        };
        Some(PassedView { title: format!("{} → {}", name(from), name(to)), times, data })
    }
}

fn attempts(recording: &Recording, attempts: &[Attempt]) -> Vec<AttemptView> {
    let mut ended = None;
    let mut views = Vec::new();
    for (number, attempt) in (1..).zip(attempts) {
        let status = match (attempt.failed, attempt.ended_at) {
            (true, _) => VisitStatus::Failed,
            (false, Some(_)) => VisitStatus::Succeeded,
            (false, None) => VisitStatus::Running,
        };
        let waited = ended.map(|ended: u64| words::duration(attempt.began_at.saturating_sub(ended)));
        ended = attempt.ended_at;
        let took = attempt.ended_at.map(|ended| words::duration(ended.saturating_sub(attempt.began_at)));
        let call = attempt.call.and_then(|call| recording.calls.get(call.0 as usize));
        views.push(AttemptView {
            number,
            status: status_name(status),
            began: words::duration(attempt.began_at),
            took: took.unwrap_or_else(|| status_words(status).to_owned()),
            waited: waited.unwrap_or_default(),
            error: error_of(recording, attempt.error, attempt.cause),
            call: call.map(|call| recording.payloads.value(call.parameters).clone()),
            result: attempt.result.map(|result| recording.payloads.value(result).clone()),
        });
    }
    views
}

/// Whether events of this type end in an error.
pub(super) fn is_bad(kind: EventType) -> bool {
    ["Failed", "TimedOut", "Aborted"].iter().any(|ending| kind.name().ends_with(ending))
}

/// The resource that a visit calls, in short, such as `lambda:invoke`.
pub(super) fn resource(run: &Run, recording: &Recording, step: StepId) -> String {
    let history = recording.steps.get(step.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
    let Some(events) = history.and_then(|frame| recording.histories.get(frame.history as usize)) else { return String::new() };
    let calls = run.inside.replay.index().events(step).filter_map(|number| match events.events.get(number.index())?.details {
        Details::Call(call) => recording.calls.get(call.0 as usize),
        _ => None,
    });
    let Some(call) = calls.take(1).last() else { return String::new() };
    let resource = recording.text(call.resource);
    match call.resource_type {
        Some(service) => format!("{}:{resource}", recording.text(service)),
        None => resource.rsplit(':').next().unwrap_or_default().to_owned(),
    }
}
