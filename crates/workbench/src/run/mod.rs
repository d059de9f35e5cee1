//! The run that is looked at: its recording, the present moment in it, and every view of it as a fold up to that moment.

mod account;
mod against;
mod branch;
mod breaks;
mod compare;
mod errors;
mod events;
mod exports;
mod find;
mod focus;
mod generation;
mod inner;
mod inside;
mod items;
mod look;
mod playback;
mod remedies;
mod services;
mod stages;
mod status;
mod steps;
mod stopped;
mod table;
mod test_script;
mod ticks;
mod token;
mod tree;
mod tree_keys;
mod tree_rows;
mod trials;
mod verdict;
mod visit_data;
mod why;
pub(crate) mod words;

use std::sync::Arc;

use asl::document::StateKey;
use engine::{OpenTask, Summary, Ticket};
use simulator::fold::{self, Outcomes, Replay, Visit};
use simulator::recording::wire::Reader;
use simulator::recording::{EventId, Recording, StepId};
use value::Value;

pub use account::{AccountView, Tile};
pub use against::AgainstView;
pub(crate) use against::Basis;
pub(crate) use branch::check_variables;
pub use breaks::{BreakRow, Breakpoint};
pub use compare::Pinned;
pub use errors::{ErrorView, error_view};
pub use events::{EventFilter, EventRow};
pub use exports::Export;
pub use find::StepFilter;
pub use focus::ContainerMark;
pub use generation::GenerationView;
pub use look::{AttemptView, Data, PassedView, StepView};
pub use playback::Speed;
pub use remedies::Cure;
pub use services::{ServiceRow, ServiceView, service_views};
pub use simulator::fold::{Inner, Node};
pub use stages::DataStage;
pub use status::{NodeStatus, NodeStatuses};
pub(crate) use steps::stage;
pub use steps::{Stage, StepData};
pub use table::{TableRow, TimePart, TimeRow, scale_step};
pub use ticks::Tick;
pub use token::Token;
pub use tree_keys::TreeMove;
pub use tree_rows::{Counts, TreeRow};
pub use trials::{CoverageView, MissingArm, ScenarioFace, ScenarioRow, TrialSummary, Tried};
pub use verdict::Verdict;
pub use visit_data::VisitData;
pub use why::{ScratchView, WhyView};
pub use words::duration as duration_words;

use inside::{Ending, Hidden, Inside};

use crate::scene::Scene;
use crate::shared::Shared;

/// So many events are replayed before the page may do something else.
const EVENTS_AT_ONCE: usize = 50_000;

/// So many events are put into the index in the time in which one is replayed.
const INDEXED_FOR_ONE: usize = 8;

/// A run, or none.
#[derive(Debug, Default)]
pub struct Run {
    /// How fast it is played.
    pub speed: Speed,
    /// How far it has come in each state, at the present moment.
    pub statuses: Shared<NodeStatuses>,
    /// The number that the engine knows it by.
    ticket: Ticket,
    work: Work,
    /// The states' keys by their place in the definition that ran.
    keys: Arc<[StateKey]>,
    cursor: usize,
    /// Whether the replay is not there yet.
    behind: bool,
    /// The state up to which is run when the recording is there.
    run_to: Option<StateKey>,
    /// The step of one of them that is looked at, rather than the Task that started it.
    chosen_inner: Option<(u32, StepId)>,
    clock: u32,
    playing: bool,
    chosen_step: Option<usize>,
    stale: bool,
    /// Whether the data of the chosen step is being changed.
    editing: bool,
    /// Whether it was read from a real execution's history, so that nobody can go on with it.
    is_history: bool,
    /// All that is known of it once it has begun.
    inside: Hidden<Inside>,
}

/// What the engine is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Work {
    /// Nothing.
    #[default]
    Idle,
    /// It runs; afterwards the recording is played, or stands at its first step.
    Running { then_play: bool, events: u32 },
}

/// How the engine came to rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// The run is over.
    Finished(Summary),
    /// Somebody has to answer.
    Waiting(Vec<OpenTask>),
}

impl Run {
    /// Whether the engine is at work.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.work != Work::Idle
    }

    /// How the run ended, where it has, and is the scenario's own.
    #[must_use]
    pub fn result(&self) -> Option<&Summary> {
        self.ending().filter(|_| self.inside.branch.is_none())
    }

    /// How the run ended, where it has.
    fn ending(&self) -> Option<&Summary> {
        match &self.inside.rest {
            Some(Rest::Finished(summary)) if !self.is_history => Some(summary),
            _ => None,
        }
    }

    /// What came of the work of a state by the present moment, as the answer of a mock.
    #[must_use]
    pub fn answer_of(&self, key: StateKey) -> Option<Value> {
        let recording = self.recording()?;
        let state = self.keys.iter().position(|known| *known == key)? as u32;
        let replay = &self.inside.replay;
        let visit = replay.visits().rfind(|visit| visit.state == state)?;
        let step = fold::step_of(recording, replay.index(), visit.clone(), replay.moment());
        let attempt = step.attempts.iter().rev().find(|attempt| attempt.failed || attempt.result.is_some())?;
        if let Some(result) = attempt.result.filter(|_| !attempt.failed) {
            return Some(Value::object([("Return", recording.payloads.value(result).clone())]));
        }
        let text = |text: Option<simulator::recording::TextId>| text.map(|text| Value::from(recording.text(text)));
        let thrown = [("Error", text(attempt.error)), ("Cause", text(attempt.cause))];
        let thrown = thrown.into_iter().filter_map(|(name, text)| Some((name, text?)));
        Some(Value::object([("Throw", Value::object(thrown))]))
    }

    /// Whether there is something to look at.
    #[must_use]
    pub fn has_recording(&self) -> bool {
        !self.inside.is_empty() && self.inside.rest.is_some()
    }

    /// Whether the recording is being played.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// Whether the definition has changed since.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale && self.has_recording()
    }

    /// The present moment: so many events have happened.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// How many events there are.
    #[must_use]
    pub fn length(&self) -> usize {
        self.recording().map_or(0, |recording| recording.events().len())
    }

    /// The step that is looked at.
    #[must_use]
    pub fn chosen_step(&self) -> Option<usize> {
        self.chosen_step
    }

    /// The virtual time of the present moment, in words.
    #[must_use]
    pub fn clock_words(&self) -> String {
        match (self.recording(), self.work) {
            (_, Work::Running { events, .. }) if events > 0 => format!("{events} events…"),
            (_, Work::Running { .. }) => "Running…".to_owned(),
            (Some(recording), _) => {
                let at = self.cursor.checked_sub(1).and_then(|index| recording.events().get(index));
                words::duration(at.map_or(0, |event| event.at))
            }
            (None, _) => String::new(),
        }
    }

    /// The callbacks that somebody has to answer, when the present moment is the last: that of the state whose step is looked
    /// at first.
    #[must_use]
    pub fn waiting(&self) -> Vec<OpenTask> {
        let Some(Rest::Waiting(tasks)) = &self.inside.rest else { return Vec::new() };
        if self.cursor != self.length() || self.is_busy() {
            return Vec::new();
        }
        let mut tasks = tasks.clone();
        let looked_at = self.recording().zip(self.chosen_step);
        let name = looked_at.map(|(recording, step)| steps::visit_name(recording, StepId(step as u32)));
        tasks.sort_by_key(|task| Some(task.state.as_str()) != name);
        tasks
    }

    /// Whether time was to pass and nothing came of it.
    pub(crate) fn has_waited_in_vain(&mut self) -> bool {
        let before = self.inside.passing_from.take();
        before == Some(self.length()) && matches!(self.inside.rest, Some(Rest::Waiting(_)))
    }

    /// Time is to pass from now on.
    pub(crate) fn pass_time(&mut self) -> Ticket {
        self.inside.passing_from = Some(self.length());
        self.go_on()
    }

    /// Whether a reply is about this run, at work or at rest.
    #[must_use]
    pub(crate) fn is_of(&self, ticket: Ticket) -> bool {
        self.ticket == ticket
    }

    /// The number that the engine knows it by.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Takes in what the sandboxed services hold.
    pub(crate) fn show_services(&mut self, contents: &str) {
        self.inside.services = value::parse(contents).ok();
    }

    /// What the sandboxed services hold at the end of the run; `None` before.
    #[must_use]
    pub fn services(&self) -> Option<&Value> {
        self.inside.services.as_ref().filter(|_| self.has_recording())
    }

    /// The definition is another one: what is shown is from before.
    pub fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// What is to come is of the definition and the scenario as they are.
    pub(crate) fn mark_fresh(&mut self) {
        self.stale = false;
    }

    fn recording(&self) -> Option<&Recording> {
        self.inside.reader.as_ref().filter(|_| self.has_recording()).map(Reader::recording)
    }

    fn moment(&self) -> EventId {
        EventId(self.cursor as u32)
    }

    /// Whether the views are on the way to the present moment.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.behind || !matches!(self.inside.ending, Ending::Known)
    }

    /// Begins to replay what was recorded, from the start.
    fn look_anew(&mut self) {
        self.inside.replay = self.recording().map(Replay::new).unwrap_or_default();
        self.inside.ending = self.recording().map_or(Ending::Known, |_| Ending::Unknown);
        self.inside.spent = self.recording().map_or(0, |recording| recording.event_count() / INDEXED_FOR_ONE);
        self.inside.focus = self.recording().map(focus::Focus::of).unwrap_or_default();
        self.inside.outcomes = Outcomes::default();
        self.find_inner();
        self.list_events();
    }

    /// Goes on towards the present moment for as long as a frame may take, then on to how everything ends.
    pub(crate) fn look_on(&mut self, scene: &Scene) {
        let moment = self.moment();
        let mut replay = std::mem::take(&mut self.inside.replay);
        let left = EVENTS_AT_ONCE.saturating_sub(std::mem::take(&mut self.inside.spent));
        self.behind = self.recording().is_some_and(|recording| !replay.seek(recording, moment, left));
        self.inside.replay = replay;
        if !self.behind {
            self.follow_inner();
            self.look_to_the_end();
            self.choose_failure();
        }
        self.follow_running();
        self.fold(scene);
    }

    fn look_to_the_end(&mut self) {
        let ending = std::mem::take(&mut self.inside.ending);
        let Some(recording) = self.recording() else { return };
        let mut ending = match ending {
            Ending::Known => return,
            Ending::Unknown => Box::new(Replay::one_way(recording, self.inside.replay.index().clone())),
            Ending::Sought(replay) => replay,
        };
        let end = EventId(recording.events().len() as u32);
        if ending.seek(recording, end, EVENTS_AT_ONCE) {
            self.inside.outcomes = Outcomes::of(recording, &ending);
            self.list_steps();
        } else {
            self.inside.ending = Ending::Sought(ending);
        }
    }

    /// At the end of a run that failed, the step that made it fail is looked at, unless somebody chose another one.
    fn choose_failure(&mut self) {
        let at_end = self.cursor == self.length() && self.cursor > 0;
        if at_end && self.chosen_step == self.step_at(self.cursor) {
            let failure = self.failed_step();
            self.chosen_step = failure.or(self.chosen_step);
        }
    }

    /// The visit that is this step, if it has begun by now.
    fn visit(&self, step: usize) -> Option<&Visit> {
        self.inside.replay.visit(StepId(step as u32))
    }

    /// What follows from the present moment and the step that is looked at.
    fn fold(&mut self, scene: &Scene) {
        self.show_way(false);
        self.look_around(scene);
    }

    /// What follows from the step that is looked at.
    fn look_around(&mut self, scene: &Scene) {
        self.follow_focus();
        self.follow_chosen_events();
        if self.is_painted() {
            return;
        }
        self.statuses = match self.recording() {
            Some(recording) => {
                Shared::new(NodeStatuses::of_replay(&self.inside.replay, recording, &self.keys, scene, &self.inside.focus))
            }
            None => Shared::default(),
        };
    }

    /// Looks at a step that somebody chose: what was unfolded stays.
    pub fn choose_step(&mut self, step: usize, scene: &Scene) {
        self.editing = false;
        (self.chosen_step, self.chosen_inner) = (Some(step), None);
        self.show_way(true);
        self.look_around(scene);
    }
}
