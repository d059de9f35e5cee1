//! Why a step of a run went as it went: which rule, retrier or catcher was taken and why the ones before were not, where a
//! wait's time came from, what an error comes from in the end, and what became of the data.

mod causes;
mod choice;
mod data;
mod errors;
mod placeholders;
mod scopes;
mod wait;

use asl::definition::{Definition, State, StateKind};
use asl::document::Document;
use asl::tree::Tree;
use simulator::fold::{Replay, StepView, Visit, VisitStatus, events_at, step_of};
use simulator::recording::{Decision, EventId, Recording, StepId};

use crate::expressed::{Lack, lacking};
use crate::sight::Sight;
use crate::words;

pub use causes::{Cause, decode_cause, first_cause, first_cause_words};

/// Why a step went as it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// What happened, in a sentence.
    pub headline: String,
    /// The reasons, in the order in which they came up.
    pub reasons: Vec<Reason>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// How what it is about was decided.
    pub verdict: Verdict,
    /// Where that is written, from the state on: `Choices[1]`, `ResultPath`; empty for the state as a whole.
    pub place: String,
    /// A sentence.
    pub sentence: String,
}

/// How something was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was taken.
    Taken,
    /// It was looked at, and not taken.
    NotTaken,
    /// It was not looked at.
    NotReached,
    /// It went wrong.
    Failed,
    /// Something to know.
    Note,
}

impl Verdict {
    /// Its name, for style sheets and programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::NotTaken => "not-taken",
            Self::NotReached => "not-reached",
            Self::Failed => "failed",
            Self::Note => "note",
        }
    }
}

/// A step with all that is known of it.
pub(crate) struct Case<'a> {
    pub tree: &'a Tree,
    pub definition: &'a Definition,
    pub state: &'a State,
    pub recording: &'a Recording,
    pub replay: &'a Replay,
    pub view: StepView,
    pub sight: Sight,
    pub decisions: Vec<Decision>,
}

/// Why a step went as it went by a moment of the run; `None` for a step that had not begun. The document is the definition
/// that ran, placeholders filled in.
#[must_use]
pub fn why(document: &Document, recording: &Recording, step: StepId, moment: EventId) -> Option<Why> {
    let replay = Replay::at(recording, moment);
    let visit = replay.visit(step)?.clone();
    let definition = &*document.definition;
    let state = definition.states.get(visit.state as usize)?;
    let until = events_at(recording, visit.history as usize, moment);
    let view = step_of(recording, replay.index(), visit, moment);
    let decisions = recording.decisions.iter().filter(|decision| decision.step == step && decision.after.0 as usize <= until);
    let decisions = decisions.map(|decision| decision.made).collect();
    let sight = Sight::of(recording, &view);
    let lacks = lacking(document, recording, step, moment);
    let tree = &document.tree;
    Some(Case { tree, definition, state, recording, replay: &replay, view, sight, decisions }.why(&lacks))
}

impl Case<'_> {
    fn why(&self, lacks: &[Lack]) -> Why {
        // What is missing comes first: the rest follows from it.
        let missing = lacks.iter().map(|lack| Reason::new(Verdict::Failed, lack.place.as_str(), lack.words()));
        let mut reasons: Vec<Reason> = missing.collect();
        reasons.extend(self.placeholders());
        match &self.state.kind {
            StateKind::Choice(choice) => reasons.extend(self.rules(choice)),
            StateKind::Wait(wait) => reasons.extend(self.waiting(wait)),
            StateKind::Fail(fail) => reasons.extend(self.failing(fail)),
            StateKind::Map(map) => reasons.extend(self.iterations(map)),
            StateKind::Parallel(parallel) => reasons.extend(self.branches(parallel)),
            _ => {}
        }
        reasons.extend(self.errors());
        reasons.extend(self.lost());
        Why { headline: words::capital(&self.headline()), reasons }
    }

    /// The state's name in code marks.
    fn name(&self) -> String {
        format!("`{}`", self.state.name.value)
    }

    fn visit(&self) -> &Visit {
        &self.view.visit
    }

    fn headline(&self) -> String {
        let name = self.name();
        let took = self.visit().left_at.map_or(0, |left| left.saturating_sub(self.visit().entered_at));
        let after = if took > 0 { format!(" after {}", words::millis(took)) } else { String::new() };
        let tried = match self.visit().attempts {
            0 | 1 => String::new(),
            attempts => format!(" with the {} attempt", words::ordinal(attempts as usize)),
        };
        let error = error_of(self.definition, self.recording, self.replay, &self.view);
        let error = error.map_or_else(String::new, |error| format!(" with `{error}`"));
        match (self.visit().status, &self.state.kind) {
            (VisitStatus::Succeeded, StateKind::Choice(choice)) => self.way(choice),
            (VisitStatus::Succeeded, StateKind::Succeed) => format!("{name} ends {} well", self.scope_words()),
            (VisitStatus::Succeeded, StateKind::Wait(_)) => format!("{name} was left{after}"),
            (VisitStatus::Succeeded, _) => format!("{name} succeeded{tried}{after}"),
            (VisitStatus::Caught, _) => format!("{name} failed{error}{after}, and a catcher took that"),
            (VisitStatus::Failed, StateKind::Fail(_)) => format!("{name} ends {}{error}", self.scope_words()),
            (VisitStatus::Failed, _) => format!("{name} failed{error}{after}"),
            (VisitStatus::TimedOut, _) => format!("{name} timed out{after}"),
            (VisitStatus::Aborted, _) => format!("{name} was ended from outside{after}: {}", self.why_aborted()),
            (VisitStatus::Retrying, _) => format!("{name} failed{error} and waits to be tried again"),
            (VisitStatus::Running, _) => format!("{name} is at work"),
        }
    }

    /// What the step's scope is.
    fn scope_words(&self) -> String {
        match self.owner() {
            None => "the execution".to_owned(),
            Some((owner, index)) => match &owner.kind {
                StateKind::Map(_) => format!("iteration {index} of `{}`", owner.name.value),
                _ => format!("branch {} of `{}`", index + 1, owner.name.value),
            },
        }
    }

    /// The Parallel or Map around the step, with the number of the branch or iteration, from 0.
    fn owner(&self) -> Option<(&State, u32)> {
        let frame = self.recording.frames.get(self.visit().frame as usize)?;
        let owner = self.recording.steps.get(frame.owner?.0 as usize)?;
        Some((self.definition.states.get(owner.state as usize)?, frame.index))
    }

    fn why_aborted(&self) -> String {
        let Some((owner, _)) = self.owner() else { return "the execution was stopped".to_owned() };
        let frame = self.recording.frames.get(self.visit().frame as usize);
        let owner_step = frame.and_then(|frame| frame.owner);
        match owner_step.and_then(|step| self.first_failure_in(step)) {
            Some(failed) => {
                let name = self.name_of(failed.state);
                let place = self.place_words(failed.frame, owner);
                format!("`{name}` failed{place}, which ends all of `{}`", owner.name.value)
            }
            None => format!("`{}` around it ended", owner.name.value),
        }
    }

    fn name_of(&self, state: u32) -> &str {
        self.definition.states.get(state as usize).map_or("", |state| &state.name.value)
    }

    /// Where in a Parallel or Map a frame is, as in " in iteration 3".
    fn place_words(&self, frame: u32, owner: &State) -> String {
        let index = self.recording.frames.get(frame as usize).map_or(0, |frame| frame.index);
        match owner.kind {
            StateKind::Map(_) => format!(" in iteration {index}"),
            _ => format!(" in branch {}", index + 1),
        }
    }
}

/// The error that a step failed with. A Fail state in a branch leaves no event that says it: its definition does. A Parallel
/// or Map has the error of what failed in it.
pub(crate) fn error_of(definition: &Definition, recording: &Recording, replay: &Replay, view: &StepView) -> Option<String> {
    if let Some(error) = view.error {
        return Some(recording.text(error).to_owned());
    }
    let StateKind::Fail(fail) = &definition.states.get(view.visit.state as usize)?.kind else {
        let inner = causes::inner_failure(recording, replay, view.visit.step, None)?;
        let inner = step_of(recording, replay.index(), inner.clone(), replay.moment());
        return error_of(definition, recording, replay, &inner);
    };
    let sight = Sight::of(recording, view);
    let computed = match (&fail.error, &fail.error_path) {
        (Some(error), _) if error.value.trim_start().starts_with("{%") => sight.jsonata(&error.value).ok().flatten(),
        (Some(error), _) => return Some(error.value.to_string()),
        (None, Some(path)) => sight.path(&path.value).ok(),
        (None, None) => None,
    };
    computed.and_then(|value| value.as_str().map(str::to_owned))
}

impl Reason {
    fn new(verdict: Verdict, place: impl Into<String>, sentence: impl AsRef<str>) -> Self {
        Self { verdict, place: place.into(), sentence: words::capital(sentence.as_ref()) }
    }
}
