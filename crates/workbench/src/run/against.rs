//! A real history played against definitions: the open one, an earlier version of it, another open workflow. The engine says
//! where the two part.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::{Parted, Ticket};

use super::Run;
use crate::versions::Other;

/// What the history is played against, and what came of it.
#[derive(Debug, Default)]
pub(super) struct Against {
    /// The history as it was read.
    history: Arc<str>,
    /// The version that was chosen; `None` for the open definition.
    chosen: Option<Other>,
    /// What was asked about.
    asked: Option<Basis>,
    ticket: Option<Ticket>,
    found: Option<Result<Option<Parted>, String>>,
}

/// What an answer depends on: compared with every message, so that texts are only looked at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Basis {
    /// The version that was chosen.
    pub chosen: Option<Other>,
    /// Its text, if that can change.
    pub text: Option<Arc<str>>,
    /// What placeholders stand for.
    pub placeholders: BTreeMap<String, String>,
}

/// What came of it, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct AgainstView {
    /// The version that was chosen; `None` for the open definition.
    pub chosen: Option<Other>,
    /// As style sheets name it: `waits`, `same`, `parts`, `broken`.
    pub mark: &'static str,
    /// In a sentence; names stand in backticks.
    pub sentence: String,
    /// The step of the history at which they part.
    pub step: Option<usize>,
}

impl Run {
    /// What comes next is a real execution's history.
    pub(crate) fn expect_history(&mut self, history: Arc<str>) {
        self.is_history = true;
        self.inside.against = Against { history, ..Against::default() };
    }

    /// The version that the history is played against; `None` for the open definition.
    pub(crate) fn chosen_against(&self) -> Option<&Other> {
        self.inside.against.chosen.as_ref()
    }

    /// Chooses another one.
    pub(crate) fn choose_against(&mut self, other: Option<Other>) {
        self.inside.against.chosen = other;
    }

    /// The history, if it is still to be played against this.
    pub(crate) fn history_to_play(&self, basis: &Basis) -> Option<Arc<str>> {
        let against = &self.inside.against;
        let is_new = against.asked.as_ref() != Some(basis);
        (self.is_history && self.has_recording() && !self.is_busy() && is_new).then(|| against.history.clone())
    }

    /// The engine was asked.
    pub(crate) fn ask_against(&mut self, basis: Basis, ticket: Ticket) {
        let against = &mut self.inside.against;
        (against.asked, against.ticket, against.found) = (Some(basis), Some(ticket), None);
    }

    /// Takes in what it says; whether that was awaited.
    pub(crate) fn hear_against(&mut self, ticket: Ticket, found: Result<Option<Parted>, String>) -> bool {
        let against = &mut self.inside.against;
        let is_awaited = against.ticket == Some(ticket);
        if is_awaited {
            (against.ticket, against.found) = (None, Some(found));
        }
        is_awaited
    }

    /// What came of playing the history against a definition.
    #[must_use]
    pub fn against(&self) -> Option<AgainstView> {
        let against = &self.inside.against;
        if !self.is_history || !self.has_recording() {
            return None;
        }
        let (mark, sentence, step) = match &against.found {
            None => ("waits", "Played against the definition…".to_owned(), None),
            Some(Ok(None)) => ("same", "This definition goes the way of the history, step by step".to_owned(), None),
            Some(Ok(Some(parted))) => ("parts", parted.sentence.clone(), parted.step.map(|step| step as usize)),
            Some(Err(why)) => ("broken", format!("This definition cannot be played: {why}"), None),
        };
        Some(AgainstView { chosen: against.chosen.clone(), mark, sentence, step })
    }

    /// The step at which the history and the definition part.
    pub(super) fn parting_step(&self) -> Option<usize> {
        let found = self.inside.against.found.as_ref()?.as_ref().ok()?.as_ref()?;
        found.step.filter(|_| self.is_history).map(|step| step as usize)
    }
}
