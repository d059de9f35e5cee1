//! Where playing stops: breakpoints on states; over, out of and up to a state.

use asl::document::StateKey;
use simulator::recording::{Details, Event, StepId};

use super::Run;

impl Run {
    /// The states that playing stops at.
    #[must_use]
    pub fn breakpoints(&self) -> &[StateKey] {
        &self.breakpoints
    }

    /// Sets or takes away a breakpoint; whether there is one now.
    pub(crate) fn toggle_breakpoint(&mut self, key: StateKey) -> bool {
        let before = self.breakpoints.len();
        self.breakpoints.retain(|other| *other != key);
        let is_set = self.breakpoints.len() == before;
        if is_set {
            self.breakpoints.push(key);
        }
        is_set
    }

    /// The next moment at which a state with a breakpoint is entered.
    #[must_use]
    pub(crate) fn next_break(&self) -> Option<usize> {
        if self.breakpoints.is_empty() {
            return None;
        }
        self.next_entry(|key| self.breakpoints.contains(&key))
    }

    /// The next moment at which a state is entered, else the first at all.
    #[must_use]
    pub(crate) fn entry_of(&self, key: StateKey) -> Option<usize> {
        let entered = |event: &Event| self.enters(event, &|other| other == key);
        self.next_entry(|other| other == key).or_else(|| Some(self.recording()?.events().iter().position(entered)? + 1))
    }

    fn next_entry(&self, is_wanted: impl Fn(StateKey) -> bool) -> Option<usize> {
        let events = self.recording()?.events();
        let ahead = events.get(self.cursor..)?;
        Some(self.cursor + ahead.iter().position(|event| self.enters(event, &is_wanted))? + 1)
    }

    /// Whether the latest event by now enters a state with a breakpoint.
    pub(super) fn is_at_break(&self) -> bool {
        let latest = self.cursor.checked_sub(1).and_then(|at| self.recording()?.events().get(at));
        latest.is_some_and(|event| self.enters(event, &|key| self.breakpoints.contains(&key)))
    }

    fn enters(&self, event: &Event, is_wanted: &dyn Fn(StateKey) -> bool) -> bool {
        if !matches!(event.details, Details::Entered { .. }) {
            return false;
        }
        let step = event.step().and_then(|step| self.recording()?.steps.get(step.0 as usize));
        step.and_then(|step| self.keys.get(step.state as usize)).is_some_and(|key| is_wanted(*key))
    }

    /// The moment at which the step of the present moment is over, with all that it does inside.
    #[must_use]
    pub(crate) fn moment_over(&self) -> Option<usize> {
        let step = self.step_at(self.cursor)?;
        Some(self.moment_of(step)?).filter(|moment| *moment > self.cursor).or_else(|| Some(self.next_stop()))
    }

    /// The moment at which the Parallel or Map around the step that is looked at is over; the end where there is none.
    #[must_use]
    pub(crate) fn moment_out(&self) -> Option<usize> {
        let recording = self.recording()?;
        let step = recording.steps.get(self.chosen_step?)?;
        let owner = recording.frames.get(step.frame as usize)?.owner;
        Some(owner.and_then(|StepId(owner)| self.moment_of(owner as usize)).unwrap_or_else(|| self.length()))
    }
}
