//! Remedies for a run that failed, and data for a scenario that has none: asked of the engine, which tries each of them.

use engine::{Remedy, Ticket};

use super::{Run, Tried};

/// What a remedy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cure {
    /// The scenario's input, before anything has run.
    Input,
    /// The failure of the run that is looked at.
    Failure,
}

/// What was asked, and what was heard.
#[derive(Debug, Default)]
pub(super) struct Remedies {
    /// The latest question for each of both.
    input: Asked,
    failure: Asked,
}

/// A question and its answer.
#[derive(Debug, Default)]
struct Asked {
    about: Option<(Tried, Option<u32>)>,
    ticket: Option<Ticket>,
    heard: Vec<Remedy>,
}

impl Remedies {
    fn of(&mut self, cure: Cure) -> &mut Asked {
        match cure {
            Cure::Input => &mut self.input,
            Cure::Failure => &mut self.failure,
        }
    }

    fn seen(&self, cure: Cure) -> &Asked {
        match cure {
            Cure::Input => &self.input,
            Cure::Failure => &self.failure,
        }
    }
}

impl Run {
    /// The step that remedies are looked for: the run has failed at it, is looked at to its end, and is the scenario's own.
    pub(crate) fn failure_to_mend(&self) -> Option<u32> {
        let at_rest = self.has_recording() && !self.is_busy() && !self.playing && !self.behind && !self.stale;
        let own = !self.is_history && (!self.is_branch() || self.is_redriven()) && self.cursor == self.length();
        let failed = self.ending().is_some_and(|result| result.status != simulator::Status::Succeeded);
        if !at_rest || !own || !failed {
            return None;
        }
        let step = self.failed_step().or_else(|| self.recording()?.steps.len().checked_sub(1));
        step.and_then(|step| u32::try_from(step).ok())
    }

    /// Whether this has not been asked yet.
    pub(crate) fn wants_remedies(&self, cure: Cure, about: &(Tried, Option<u32>)) -> bool {
        let known = self.inside.lasting.more.remedies.seen(cure).about.as_ref();
        known.is_none_or(|(tried, step)| !tried.is_same_run(&about.0) || *step != about.1)
    }

    /// It was asked.
    pub(crate) fn ask_remedies(&mut self, cure: Cure, about: (Tried, Option<u32>), ticket: Ticket) {
        *self.inside.lasting.more.remedies.of(cure) = Asked { about: Some(about), ticket: Some(ticket), heard: Vec::new() };
    }

    /// Takes in an answer.
    pub(crate) fn hear_remedies(&mut self, ticket: Ticket, remedies: Vec<Remedy>) {
        for cure in [Cure::Input, Cure::Failure] {
            let asked = self.inside.lasting.more.remedies.of(cure);
            if asked.ticket == Some(ticket) {
                (asked.ticket, asked.heard) = (None, remedies);
                return;
            }
        }
    }

    /// The engine has stopped: nothing is awaited any more, and may be asked again.
    pub(crate) fn forget_remedies(&mut self) {
        self.inside.lasting.more.remedies = Remedies::default();
    }

    /// What is offered for the scenario as it is now, and whether the engine still looks for it.
    pub(crate) fn remedies_of(&self, cure: Cure, now: &Tried) -> (&[Remedy], bool) {
        let asked = self.inside.lasting.more.remedies.seen(cure);
        match &asked.about {
            Some((tried, _)) if tried.is_same_run(now) => (&asked.heard, asked.ticket.is_some()),
            _ => (&[], false),
        }
    }
}
