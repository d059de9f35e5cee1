//! What moves along the transitions while a run is played.

use asl::document::StateKey;
use simulator::recording::Details;

use super::{Run, Speed};

/// A transition that is taken at the present moment of playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// The state that is left; `None` for the start of its scope.
    pub from: Option<StateKey>,
    /// The state that is entered.
    pub to: StateKey,
    /// The moment, so that the same way taken again is another one.
    pub moment: usize,
    /// Whether it may take its time.
    pub is_slow: bool,
}

impl Run {
    /// The transition that playing has just gone along.
    #[must_use]
    pub fn token(&self) -> Option<Token> {
        let recording = self.recording().filter(|_| self.playing)?;
        let event = recording.events().get(self.cursor.checked_sub(1)?)?;
        let Details::Entered { .. } = event.details else { return None };
        let step = event.step()?;
        let record = recording.steps.get(step.0 as usize)?;
        let steps = self.inside.replay.index().steps(record.frame);
        let before = steps.partition_point(|other| *other < step.0).checked_sub(1).and_then(|at| steps.get(at));
        let before = before.and_then(|before| recording.steps.get(*before as usize));
        let key = |state: u32| self.keys.get(state as usize).copied();
        let from = match before {
            Some(before) => Some(key(before.state)?),
            None => None,
        };
        Some(Token { from, to: key(record.state)?, moment: self.cursor, is_slow: self.speed == Speed::Slow })
    }
}
