//! What a step is called, what went in and came out: one visit of a state each.

use simulator::fold::{Index, Visit};
use simulator::recording::{
    Details, Event, PayloadId, Recording, Stage as RecordedStage, StageRecord, StepId, StepRecord, TextId,
};
use value::Value;

use super::status::status_words;
use super::{Run, words};
use crate::scene::Scene;
use crate::scene::text::visible_text;

pub use simulator::fold::visit_name;

/// What a visit was given, and what its work gave.
#[derive(Clone, Debug, PartialEq)]
pub struct StepData {
    /// The state's input, as indented JSON.
    pub input: String,
    /// The result of its work, where it is recorded.
    pub result: Option<String>,
}

/// The data at one stage of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The stage's name.
    pub name: String,
    /// The data, as indented JSON.
    pub json: String,
    /// Its size in words.
    pub size: String,
    /// `plain` or `error`.
    pub tone: &'static str,
}

impl Run {
    /// The step that is looked at as a place in the run: its state's name, and which visit of it this is, from 1.
    #[must_use]
    pub fn chosen_place(&self) -> Option<(String, usize)> {
        let (recording, step) = (self.recording()?, self.chosen_step?);
        let state = recording.steps.get(step)?.state;
        let visit = recording.steps[..=step].iter().filter(|other| other.state == state).count();
        Some((recording.texts.get(state as usize)?.to_string(), visit))
    }

    /// Looks at a visit of a state: in the iteration that is looked at, else where an error comes from, else the last one.
    /// At none where it was not visited by now.
    pub fn choose_latest_step_of(&mut self, key: asl::document::StateKey, scene: &Scene) {
        let Some(recording) = self.recording() else { return };
        let Some(state) = self.keys.iter().position(|known| *known == key) else { return };
        let is_of = |step: &StepId| recording.steps.get(step.0 as usize).is_some_and(|record| record.state as usize == state);
        let has_begun = |step: &StepId| self.inside.replay.visit(*step).is_some();
        let here = self
            .inside
            .focus
            .frames()
            .flat_map(|frame| self.inside.replay.index().steps(frame))
            .map(|step| StepId(*step))
            .filter(is_of);
        let here = here.filter(has_begun).max();
        let failed = || self.inside.outcomes.failures().iter().copied().filter(is_of).find(has_begun);
        let step = here.or_else(failed).or(self.inside.replay.state(state).step);
        (self.chosen_step, self.chosen_inner) = (step.map(|step| step.0 as usize), None);
        self.show_way(true);
        self.look_around(scene);
    }

    /// The data of the last visit of a state, over the whole run.
    #[must_use]
    pub fn latest_data_of(&self, key: asl::document::StateKey) -> Option<StepData> {
        let recording = self.recording()?;
        let state = self.keys.iter().position(|known| *known == key)? as u32;
        let step = recording.steps.iter().rposition(|step| step.state == state)?;
        let entered = entry_of(recording, &recording.steps[step])?;
        let pretty = |payload: PayloadId| recording.payloads.value(payload).to_json_pretty();
        let is_result = |stage: &&StageRecord| stage.step.0 as usize == step && stage.stage == RecordedStage::Result;
        let result = recording.stages.iter().rfind(is_result).map(|stage| pretty(stage.payload));
        Some(StepData { input: pretty(entered.1), result })
    }

    /// The step that the last of so many events belongs to.
    pub(super) fn step_at(&self, cursor: usize) -> Option<usize> {
        let events = self.recording()?.events();
        let shown = &events[..cursor.min(events.len())];
        shown.iter().rev().find_map(simulator::recording::Event::step).map(|step| step.0 as usize)
    }
}

/// How long a visit took.
pub fn duration(visit: &Visit) -> u64 {
    visit.left_at.map_or(0, |left| left.saturating_sub(visit.entered_at))
}

/// The name of the state that a step visited.
pub fn name<'a>(recording: &'a Recording, step: &StepRecord) -> &'a str {
    entry_of(recording, step).map_or("", |(name, _)| recording.text(name))
}

/// The name of the state that a step visited, for the eye: what cannot be seen in it is written out.
pub fn shown_name(recording: &Recording, step: StepId) -> String {
    visible_text(visit_name(recording, step)).into_owned()
}

/// The event of a visit's entry.
pub fn entry_event(recording: &Recording, step: StepId) -> Option<&Event> {
    let step = recording.steps.get(step.0 as usize)?;
    let history = recording.frames.get(step.frame as usize)?.history as usize;
    recording.histories.get(history)?.events.get(step.entered.index())
}

/// The input of a step.
pub(super) fn entered_with(recording: &Recording, step: usize) -> Option<PayloadId> {
    entry_of(recording, recording.steps.get(step)?).map(|(_, input)| input)
}

/// What the event of a step's entry says: the state's name, and its input.
fn entry_of(recording: &Recording, step: &StepRecord) -> Option<(TextId, PayloadId)> {
    let history = recording.frames.get(step.frame as usize)?.history as usize;
    match recording.histories.get(history)?.events.get(step.entered.index())?.details {
        Details::Entered { name, input } => Some((name, input)),
        _ => None,
    }
}

/// The input of a visit, and its output if it is left.
pub fn ends_of(recording: &Recording, index: &Index, step: StepId) -> (Option<PayloadId>, Option<PayloadId>) {
    let Some(record) = recording.steps.get(step.0 as usize) else { return (None, None) };
    let history = recording.frames.get(record.frame as usize).map_or(0, |frame| frame.history as usize);
    let last = index.events(step).last();
    let last = last.and_then(|number| recording.histories.get(history)?.events.get(number.index()));
    let output = match last.map(|event| event.details) {
        Some(Details::Exited { output, .. }) => Some(output),
        _ => None,
    };
    (entry_of(recording, record).map(|(_, input)| input), output)
}

/// How a visit stands, in words.
pub fn visit_words(visit: &Visit) -> String {
    let mut text = status_words(visit.status).to_owned();
    if visit.attempts > 1 {
        text += &format!(" after {} attempts", visit.attempts);
    }
    if duration(visit) > 0 {
        text += &format!(", {}", words::duration(duration(visit)));
    }
    text
}

/// What a stage is called.
pub fn stage_name(stage: RecordedStage) -> &'static str {
    match stage {
        RecordedStage::InputPath => "After InputPath",
        RecordedStage::Parameters => "After Parameters",
        RecordedStage::Arguments => "After Arguments",
        RecordedStage::Result => "Result",
        RecordedStage::ResultSelector => "After ResultSelector",
        RecordedStage::ResultPath => "After ResultPath",
        RecordedStage::Items => "Items",
    }
}

/// The data at a stage.
pub(crate) fn stage(name: &str, value: &Value) -> Stage {
    Stage { name: name.to_owned(), json: value.to_json_pretty(), size: words::size(value.json_size()), tone: "plain" }
}
