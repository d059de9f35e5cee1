//! Why the step that is looked at went as it went: asked of the engine, one question at a time.

use engine::{Expressed, FirstCause, Part, Reason, Request, Ticket};

use super::Run;

/// Why a step went as it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyView {
    /// The step's number.
    pub step: usize,
    /// What happened, in a sentence; names stand in backticks.
    pub headline: String,
    /// The reasons, in the order in which they came up.
    pub reasons: Vec<Reason>,
    /// What the execution's failure comes from in the end.
    pub first_cause: Option<FirstCause>,
}

/// What an expression gives on the data of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScratchView {
    /// The expression.
    pub text: String,
    /// Its parts, inner ones first, the whole last.
    pub parts: Vec<Part>,
}

/// The expressions of a step on its data, and what was tried beside them.
#[derive(Debug, Default)]
pub(super) struct Expressions {
    /// With the run and the step that they are of.
    own: Option<(Ticket, u32, Vec<Expressed>)>,
    scratch: Option<(Ticket, u32, ScratchView)>,
}

/// What was asked, and what was heard.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// The step and the moment that was asked for last.
    asked: Option<(u32, u32)>,
    /// Whether the answer is still to come.
    waits: bool,
    heard: Option<WhyView>,
}

impl Run {
    /// Why the step that is looked at went as it went, once it is known.
    #[must_use]
    pub fn why(&self) -> Option<&WhyView> {
        self.inside.asking.heard.as_ref().filter(|why| Some(why.step) == self.chosen_step)
    }

    /// Whether what is looked at is another step or moment than was asked for. A real history has no run to ask.
    pub(crate) fn wants_why(&self) -> bool {
        let at_rest = self.has_recording() && !self.is_busy() && !self.playing && !self.behind && !self.is_history;
        at_rest && !self.inside.asking.waits && self.looked_at().is_some_and(|now| self.inside.asking.asked != Some(now))
    }

    /// The question about what is looked at.
    pub(crate) fn ask_why(&mut self) -> Option<Request> {
        let (step, moment) = self.looked_at()?;
        self.inside.asking.asked = Some((step, moment));
        self.inside.asking.waits = true;
        Some(Request::Why { run: self.ticket, step, moment })
    }

    fn looked_at(&self) -> Option<(u32, u32)> {
        Some((u32::try_from(self.chosen_step?).ok()?, self.cursor as u32))
    }

    /// Takes in an answer.
    pub(crate) fn hear_why(&mut self, why: WhyView, expressions: Vec<Expressed>) {
        self.inside.lasting.more.expressed.own = Some((self.ticket, why.step as u32, expressions));
        self.inside.asking.waits = false;
        self.inside.asking.heard = Some(why).filter(|why| !why.headline.is_empty());
    }

    /// The question what an expression gives on the data of the step that is looked at.
    pub(crate) fn ask_scratch(&mut self, text: String) -> Option<Request> {
        let (step, moment) = self.looked_at().filter(|_| self.has_recording() && !self.is_history)?;
        Some(Request::Scratch { run: self.ticket, step, moment, text })
    }

    /// Takes in what it gives.
    pub(crate) fn hear_scratch(&mut self, step: u32, text: String, parts: Vec<Part>) {
        self.inside.lasting.more.expressed.scratch = Some((self.ticket, step, ScratchView { text, parts }));
    }

    /// What the expression in the scratch pad gives, where it was asked of the step that is looked at.
    #[must_use]
    pub fn scratch(&self) -> Option<&ScratchView> {
        let (ticket, step, scratch) = self.inside.lasting.more.expressed.scratch.as_ref()?;
        Some(scratch).filter(|_| *ticket == self.ticket && self.chosen_step == Some(*step as usize))
    }

    /// The expressions of the state of the step that is looked at, on its data.
    #[must_use]
    pub fn expressions(&self) -> &[Expressed] {
        match &self.inside.lasting.more.expressed.own {
            Some((ticket, step, own)) if *ticket == self.ticket && self.chosen_step == Some(*step as usize) => own,
            _ => &[],
        }
    }
}
