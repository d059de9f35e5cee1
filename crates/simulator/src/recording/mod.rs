//! What a run leaves behind: the events of its histories, the payloads and texts they share, and what each visit of a
//! state did to its data. Every view of a run is a fold over a prefix of a recording.

mod arn;
mod decision;
mod event;
pub mod import;
mod payloads;
pub mod print;
pub mod wire;

use std::num::NonZeroU32;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::Value;

pub use arn::ExecutionArn;
pub use decision::{Decision, DecisionRecord};
pub use event::{AssignedRange, CallId, Details, Event, EventId, EventType, PayloadId, StepId, TextId};
pub use payloads::{Measure, Payloads};

/// A run: the history of the execution and of the children that its distributed Maps started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// When virtual time began, in milliseconds since 1970-01-01T00:00:00Z.
    pub start_millis: i64,
    /// The role that the execution runs under.
    pub role_arn: String,
    /// The texts that events refer to; the program's names come first.
    pub texts: Vec<Arc<str>>,
    /// The JSON values that events refer to.
    pub payloads: Payloads,
    /// The execution's history at 0, then those of child executions in the order they started.
    pub histories: Vec<History>,
    /// Where visits happened: the execution itself, a branch, an iteration.
    pub frames: Vec<FrameRecord>,
    /// Visits of states, in the order of their entry.
    pub steps: Vec<StepRecord>,
    /// What became of data inside visits, in the order it happened.
    pub stages: Vec<StageRecord>,
    /// Which arm was taken where there were several, in the order it happened.
    pub decisions: Vec<DecisionRecord>,
    /// Assigned variables, as exits refer to them.
    pub assigned: Vec<(TextId, PayloadId)>,
    /// Task calls.
    pub calls: Vec<Call>,
    /// Failed evaluations.
    pub evaluations: Vec<EvaluationRecord>,
    /// Map Runs, in the order they started.
    pub map_runs: Vec<MapRun>,
    /// How often states were retried: each retry is billed like a transition.
    pub retries: u32,
    /// What the simulator wants the user to know, such as a Task that had no mock.
    pub notes: Vec<Note>,
    /// Executions of other workflows that Tasks have started, in the order they started.
    pub nested: Vec<NestedExecution>,
}

/// An execution of another workflow that a Task has started.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedExecution {
    /// The workflow's name.
    pub workflow: String,
    /// The history that its Task belongs to, in the recording around.
    pub history: u32,
    /// The visit of its Task, in the recording around.
    pub step: StepId,
    /// When it started, in virtual milliseconds of the recording around.
    pub started_at: u64,
    /// How many states its workflow has: its recording's texts begin with their names.
    pub states: u32,
    /// Its own recording, whose time begins when it starts.
    pub recording: Recording,
}

/// The events of one execution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The execution's ARN.
    pub execution_arn: ExecutionArn,
    /// The Map Run that started it; `None` for the execution itself.
    pub map_run: Option<u32>,
    /// Its place among the Map Run's children.
    pub index: u32,
    /// Its events; the event with id n is at n − 1.
    pub events: Vec<Event>,
}

/// Where visits happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameRecord {
    /// The visit of the Parallel or Map that it is in; `None` for an execution's own scope.
    pub owner: Option<StepId>,
    /// The branch or iteration, from 0.
    pub index: u32,
    /// The history its events go to.
    pub history: u32,
    /// The scope of the definition it runs.
    pub scope: u32,
    /// Which attempt of its owner it belongs to, from 0.
    pub attempt: u32,
}

/// One visit of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// The state, by its place in the definition.
    pub state: u32,
    /// Where it happened.
    pub frame: u32,
    /// The `…StateEntered` event.
    pub entered: EventId,
}

/// A stage of a state's data processing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// After `InputPath`.
    InputPath,
    /// After `Parameters`, or `ItemSelector` as a whole.
    Parameters,
    /// After `Arguments`.
    Arguments,
    /// The raw result of the work.
    Result,
    /// After `ResultSelector`.
    ResultSelector,
    /// After `ResultPath`.
    ResultPath,
    /// A Map's items.
    Items,
}

/// What data was after a stage. Stages that change nothing are not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRecord {
    /// The visit.
    pub step: StepId,
    /// The stage.
    pub stage: Stage,
    /// The attempt, from 0.
    pub attempt: u32,
    /// The data.
    pub payload: PayloadId,
    /// How many events its history had when it was recorded.
    pub after: EventId,
}

/// A task's call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The full resource of a function or activity, or the action of an integration, such as `invoke.waitForTaskToken`.
    pub resource: TextId,
    /// The integration's service, such as `lambda`; `None` for a function or activity called by its ARN.
    pub resource_type: Option<TextId>,
    /// What is sent.
    pub parameters: PayloadId,
    /// `timeoutInSeconds`.
    pub timeout_seconds: Option<NonZeroU32>,
    /// `heartbeatInSeconds`.
    pub heartbeat_seconds: Option<NonZeroU32>,
    /// `taskCredentials.roleArn`.
    pub role: Option<TextId>,
}

/// A failed evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationRecord {
    /// The error's name.
    pub error: TextId,
    /// The cause.
    pub cause: TextId,
    /// The field, such as `Output/a/b`.
    pub location: Option<TextId>,
    /// The state.
    pub state: TextId,
}

/// A Map Run and how its items fared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapRun {
    /// Its ARN.
    pub arn: TextId,
    /// The visit of the Map.
    pub step: StepId,
    /// How many items there are.
    pub items: u32,
    /// How many child executions there will be: fewer than items where they are batched.
    pub children: u32,
    /// Children that succeeded.
    pub succeeded: u32,
    /// Children that failed.
    pub failed: u32,
    /// Children that timed out.
    pub timed_out: u32,
    /// Children that were aborted.
    pub aborted: u32,
    /// `MaxConcurrency` in force; 0 for no limit.
    pub max_concurrency: u32,
    /// `ToleratedFailureCount` in force.
    pub tolerated_failure_count: u32,
    /// `ToleratedFailurePercentage` in force.
    pub tolerated_failure_percentage: f64,
}

/// Something the user should know about the simulation itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The state it concerns, by its place in the definition.
    pub state: Option<u32>,
    /// A sentence.
    pub message: String,
}

/// How long each list of a recording is, and how Map Runs stand: enough to return to that moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lengths {
    texts: usize,
    payloads: usize,
    histories: Vec<usize>,
    frames: usize,
    steps: usize,
    stages: usize,
    decisions: usize,
    assigned: usize,
    calls: usize,
    evaluations: usize,
    retries: u32,
    notes: usize,
    map_runs: Vec<MapRun>,
    nested: Vec<Lengths>,
}

impl Recording {
    /// Whether a visit goes on, after a redrive, where its execution stood.
    #[must_use]
    pub fn is_redriven(&self, step: StepId) -> bool {
        let Some(record) = self.steps.get(step.0 as usize) else { return false };
        let history = self.frames.get(record.frame as usize).and_then(|frame| self.histories.get(frame.history as usize));
        let before = record.entered.index().checked_sub(1);
        let before = history.zip(before).and_then(|(history, before)| history.events.get(before));
        before.is_some_and(|event| event.kind == EventType::ExecutionRedriven)
    }

    /// The execution's ARN.
    #[must_use]
    pub fn arn(&self) -> String {
        self.histories.first().map(|history| history.execution_arn.to_string()).unwrap_or_default()
    }

    /// The execution's input.
    #[must_use]
    pub fn input(&self) -> Option<&Value> {
        match self.events().first()?.details {
            Details::Input(input) => Some(self.payloads.value(input)),
            _ => None,
        }
    }

    /// The text with this id; empty for an id of another recording.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id.index()).map_or("", |text| text)
    }

    /// Adds a text, unless it is among the few latest, and returns its id.
    pub fn add_text(&mut self, text: &str) -> TextId {
        const LATEST: usize = 8;
        let from = self.texts.len().saturating_sub(LATEST);
        let known = self.texts[from..].iter().rposition(|known| **known == *text);
        TextId::from_index(known.map_or_else(
            || {
                self.texts.push(Arc::from(text));
                self.texts.len() - 1
            },
            |index| from + index,
        ))
    }

    /// The execution's own events.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.histories.first().map_or(&[], |history| &history.events)
    }

    /// How many events there are, child executions' included.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.histories.iter().map(|history| history.events.len()).sum()
    }

    /// How many state transitions were made, retries and children's included: what a Standard workflow is billed by.
    #[must_use]
    pub fn transitions(&self) -> usize {
        self.steps.len() + self.retries as usize
    }

    /// The virtual time of the last event, in milliseconds since the start.
    #[must_use]
    pub fn elapsed_millis(&self) -> u64 {
        self.events().last().map_or(0, |event| event.at)
    }

    /// How long each list is now.
    #[must_use]
    pub fn lengths(&self) -> Lengths {
        Lengths {
            texts: self.texts.len(),
            payloads: self.payloads.len(),
            histories: self.histories.iter().map(|history| history.events.len()).collect(),
            frames: self.frames.len(),
            steps: self.steps.len(),
            stages: self.stages.len(),
            decisions: self.decisions.len(),
            assigned: self.assigned.len(),
            calls: self.calls.len(),
            evaluations: self.evaluations.len(),
            retries: self.retries,
            notes: self.notes.len(),
            map_runs: self.map_runs.clone(),
            nested: self.nested.iter().map(|nested| nested.recording.lengths()).collect(),
        }
    }

    /// Goes back to an earlier moment of the same recording.
    pub fn truncate(&mut self, lengths: &Lengths) {
        self.texts.truncate(lengths.texts);
        self.payloads.truncate(lengths.payloads);
        self.histories.truncate(lengths.histories.len());
        for (history, length) in self.histories.iter_mut().zip(&lengths.histories) {
            history.events.truncate(*length);
        }
        self.frames.truncate(lengths.frames);
        self.steps.truncate(lengths.steps);
        self.stages.truncate(lengths.stages);
        self.decisions.truncate(lengths.decisions);
        self.assigned.truncate(lengths.assigned);
        self.calls.truncate(lengths.calls);
        self.evaluations.truncate(lengths.evaluations);
        self.retries = lengths.retries;
        self.notes.truncate(lengths.notes);
        self.map_runs.clone_from(&lengths.map_runs);
        self.nested.truncate(lengths.nested.len());
        for (nested, lengths) in self.nested.iter_mut().zip(&lengths.nested) {
            nested.recording.truncate(lengths);
        }
    }
}
