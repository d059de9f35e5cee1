//! The steps of a run: one visit of a state each.

use simulator::fold::{self, Visit, VisitStatus};
use simulator::recording::{Details, PayloadId, Recording, Stage as RecordedStage, StageRecord, StepId, StepRecord, TextId};
use value::Value;

use super::status::{status_name, status_words};
use super::{Run, words};

/// So many rows are listed; earlier ones are counted.
const LISTED: usize = 300;
/// Deeper nesting is not indented further.
const DEEPEST: usize = 5;

/// The list of steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepRows {
    /// How many earlier ones are left out.
    pub hidden: usize,
    /// The rows, in the order of entry.
    pub rows: Vec<StepRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StepRow {
    /// The step's number.
    pub step: usize,
    /// The state's name.
    pub name: String,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// What people hear.
    pub words: String,
    /// How long it took, if it took time.
    pub time: String,
    /// How deeply it is nested.
    pub depth: usize,
    /// Whether the run branched off here, with other data.
    pub is_branch: bool,
}

/// The chosen step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The step's number.
    pub step: usize,
    /// The state's input, as indented JSON.
    pub input: String,
    /// The variables that it sees, as indented JSON; empty for none.
    pub variables: String,
    /// The state's name.
    pub name: String,
    /// What happened, in words.
    pub words: String,
    /// Its data, stage by stage.
    pub stages: Vec<Stage>,
}

/// What a visit was given, and what its work gave.
#[derive(Clone, Debug, PartialEq)]
pub struct StepData {
    /// The state's input, as indented JSON.
    pub input: String,
    /// The result of its work, where it is recorded.
    pub result: Option<String>,
}

/// The data at one stage of a step.
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
    /// The steps up to the present moment.
    #[must_use]
    pub fn step_rows(&self) -> StepRows {
        let Some(recording) = self.recording() else { return StepRows::default() };
        let hidden = self.replay.begun().saturating_sub(LISTED);
        let row = |visit: &Visit| {
            let took = duration(visit);
            StepRow {
                step: visit.step.0 as usize,
                name: visit_name(recording, visit.step).to_owned(),
                status: status_name(visit.status),
                words: visit_words(visit),
                time: if took > 0 { words::duration(took) } else { String::new() },
                depth: depth(recording, visit.frame),
                is_branch: self.branch_step() == Some(visit.step.0 as usize),
            }
        };
        let mut rows: Vec<StepRow> = self.replay.visits().rev().take(LISTED).map(row).collect();
        rows.reverse();
        StepRows { hidden, rows }
    }

    /// The step that is looked at.
    #[must_use]
    pub fn step_view(&self) -> Option<StepView> {
        let recording = self.recording()?;
        let view = fold::step_of(recording, self.visit(self.chosen_step?)?.clone(), self.moment());
        let step = view.visit.step.0 as usize;
        let mut stages = vec![payload_stage(recording, "Input", view.visit.input)];
        let variables = self.variables_at(step);
        let variables = if variables.is_empty() { String::new() } else { Value::from(variables).to_json_pretty() };
        let input = recording.payloads.value(view.visit.input).to_json_pretty();
        stages.extend(view.stages.iter().map(|(stage, payload)| payload_stage(recording, stage_name(*stage), *payload)));
        if view.visit.status != VisitStatus::Succeeded && (view.error.is_some() || view.cause.is_some()) {
            stages.push(error_stage(view.error.map(|id| recording.text(id)), view.cause.map(|id| recording.text(id))));
        }
        let first = view.assigned.start as usize;
        let assigned = recording.assigned.get(first..first + usize::from(view.assigned.count)).unwrap_or_default();
        if !assigned.is_empty() {
            let values = assigned.iter().map(|(name, value)| (recording.text(*name), recording.payloads.value(*value).clone()));
            stages.push(stage("Assigned variables", &Value::object(values)));
        }
        stages.extend(view.visit.output.map(|output| payload_stage(recording, "Output", output)));
        Some(StepView {
            step,
            input,
            variables,
            name: visit_name(recording, view.visit.step).to_owned(),
            words: visit_words(&view.visit),
            stages,
        })
    }

    /// Looks at the last visit of a state, if it was visited by now.
    pub fn choose_latest_step_of(&mut self, key: asl::document::StateKey) {
        let state = self.keys.iter().position(|known| *known == key);
        if let Some(step) = state.and_then(|state| self.replay.state(state).step) {
            self.chosen_step = Some(step.0 as usize);
        }
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

fn duration(visit: &Visit) -> u64 {
    visit.left_at.map_or(0, |left| left.saturating_sub(visit.entered_at))
}

/// The name of the state that a visit is of.
pub fn visit_name(recording: &Recording, step: StepId) -> &str {
    recording.steps.get(step.0 as usize).map_or("", |step| name(recording, step))
}

/// The name of the state that a step visited.
pub fn name<'a>(recording: &'a Recording, step: &StepRecord) -> &'a str {
    entry_of(recording, step).map_or("", |(name, _)| recording.text(name))
}

/// What the event of a step's entry says: the state's name, and its input.
fn entry_of(recording: &Recording, step: &StepRecord) -> Option<(TextId, PayloadId)> {
    let history = recording.frames.get(step.frame as usize)?.history as usize;
    match recording.histories.get(history)?.events.get(step.entered.index())?.details {
        Details::Entered { name, input } => Some((name, input)),
        _ => None,
    }
}

fn depth(recording: &Recording, frame: u32) -> usize {
    let mut depth = 0;
    let mut frame = recording.frames.get(frame as usize);
    while let Some(owner) = frame.and_then(|frame| frame.owner).filter(|_| depth < DEEPEST) {
        depth += 1;
        frame = recording.steps.get(owner.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
    }
    depth
}

fn visit_words(visit: &Visit) -> String {
    let mut text = status_words(visit.status).to_owned();
    if visit.attempts > 1 {
        text += &format!(" after {} attempts", visit.attempts);
    }
    if duration(visit) > 0 {
        text += &format!(", {}", words::duration(duration(visit)));
    }
    text
}

fn stage_name(stage: RecordedStage) -> &'static str {
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

fn payload_stage(recording: &Recording, name: &str, payload: PayloadId) -> Stage {
    stage(name, recording.payloads.value(payload))
}

/// The data at a stage.
pub(crate) fn stage(name: &str, value: &Value) -> Stage {
    Stage { name: name.to_owned(), json: value.to_json_pretty(), size: words::size(value.json_size()), tone: "plain" }
}

/// An error with its cause; a cause that is JSON itself is shown as such.
fn error_stage(error: Option<&str>, cause: Option<&str>) -> Stage {
    let cause = cause
        .map(|cause| value::parse(cause).ok().filter(|value| value.as_object().is_some()).unwrap_or_else(|| Value::from(cause)));
    let members = [("Error", error.map(Value::from)), ("Cause", cause)];
    let value = Value::object(members.into_iter().filter_map(|(name, value)| Some((name, value?))));
    Stage { tone: "error", ..stage("Error", &value) }
}
