//! Scenarios in the making for what none reaches, and what was found out about the rest.

use std::sync::Arc;

use asl::document::StateKey;
use engine::{Ticket, Unreached};

use super::Run;

/// What is known of generating.
#[derive(Debug, Default)]
pub(super) struct Generation {
    going: Option<Going>,
    /// Why parts of the definition were not reached, by state and place; of this text.
    unreached: Vec<(StateKey, Unreached)>,
    of: Arc<str>,
}

#[derive(Debug)]
struct Going {
    ticket: Ticket,
    definition: Arc<str>,
    keys: Arc<[StateKey]>,
    reached: (u32, u32),
    runs: u32,
}

/// How far generating is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationView {
    /// Arms that are reached.
    pub reached: u32,
    /// All arms; 0 while nothing is known.
    pub all: u32,
    /// Runs so far.
    pub runs: u32,
}

impl Run {
    /// The engine was asked.
    pub(crate) fn begin_generating(&mut self, ticket: Ticket, definition: Arc<str>, keys: Arc<[StateKey]>) {
        self.inside.lasting.more.generation.going = Some(Going { ticket, definition, keys, reached: (0, 0), runs: 0 });
    }

    /// What is being made, by its ticket.
    pub(crate) fn generating(&self) -> Option<Ticket> {
        self.inside.lasting.more.generation.going.as_ref().map(|going| going.ticket)
    }

    /// Nobody awaits it any more.
    pub(crate) fn give_up_generating(&mut self) {
        self.inside.lasting.more.generation.going = None;
    }

    /// How far it is, while it goes on.
    #[must_use]
    pub fn generation(&self) -> Option<GenerationView> {
        let going = self.inside.lasting.more.generation.going.as_ref()?;
        let (reached, all) = going.reached;
        Some(GenerationView { reached, all, runs: going.runs })
    }

    /// Takes in how far it is.
    pub(crate) fn hear_generating(&mut self, ticket: Ticket, reached: (u32, u32), runs: u32) {
        if let Some(going) = self.inside.lasting.more.generation.going.as_mut().filter(|going| going.ticket == ticket) {
            (going.reached, going.runs) = (reached, runs);
        }
    }

    /// Takes in what was not reached; whether the definition is still the one that was asked about. `None` where nobody awaits
    /// it.
    pub(crate) fn hear_generated(&mut self, ticket: Ticket, missing: Vec<Unreached>, now: &Arc<str>) -> Option<bool> {
        let generation = &mut self.inside.lasting.more.generation;
        let going = generation.going.take_if(|going| going.ticket == ticket)?;
        let key = |missing: &Unreached| going.keys.get(missing.arm.state as usize).copied();
        generation.unreached = missing.into_iter().filter_map(|missing| Some((key(&missing)?, missing))).collect();
        generation.of = going.definition;
        Some(generation.of == *now)
    }

    /// Why a part of the definition was not reached, and whether nothing can reach it, where that was found out for this text.
    pub(crate) fn why_unreached(&self, state: StateKey, place: &str, now: &Arc<str>) -> Option<(&str, bool)> {
        let generation = &self.inside.lasting.more.generation;
        let found = generation.unreached.iter().filter(|_| generation.of == *now);
        let mut found = found.filter(|(key, missing)| *key == state && missing.arm.place == place);
        found.next().map(|(_, missing)| (missing.reason.as_str(), missing.dead))
    }
}
