//! Why playing stopped: at a breakpoint, where somebody wanted to go, or because nothing comes any more.

use asl::document::StateKey;

use super::Run;

/// Why playing stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// It was played up to here.
    Played,
    /// Somebody wanted to go to where this state is entered.
    RunTo(StateKey),
}

impl Run {
    /// Playing has come to rest at the present moment.
    pub(crate) fn stop_here(&mut self) {
        self.inside.stopped = self.has_recording().then_some((self.cursor, Stopped::Played));
    }

    /// The present moment is where a state is entered, as somebody wanted.
    pub(crate) fn ran_to(&mut self, key: StateKey) {
        self.inside.stopped = Some((self.cursor, Stopped::RunTo(key)));
    }

    /// Why playing stopped, in a sentence, for as long as the present moment is the one at which it did; names stand in
    /// backticks. `name` gives a state's name where it is still there.
    pub(crate) fn stop_words(&self, name: impl Fn(StateKey) -> Option<String>) -> Option<String> {
        let (moment, why) = self.inside.stopped?;
        if moment != self.cursor || self.playing || self.is_busy() {
            return None;
        }
        if let Stopped::RunTo(key) = why {
            return Some(format!("Stopped: `{}` is entered, as you wanted", name(key)?));
        }
        let rows = self.break_rows(&name);
        let mut here = self.breaks_at(moment).filter_map(|index| rows.iter().find(|row| row.index == index));
        match (here.next(), here.count()) {
            (Some(row), 0) => Some(format!("Stopped: {}", row.words)),
            (Some(row), more) => Some(format!("Stopped at {} breakpoints: {}", more + 1, row.words)),
            (None, _) if self.cursor < self.length() => None,
            (None, _) if !self.waiting().is_empty() => Some("Stopped: a callback waits for its answer".to_owned()),
            (None, _) => Some("Played to the end".to_owned()),
        }
    }
}
