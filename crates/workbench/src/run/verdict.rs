//! How a run ended, where and why.

use asl::document::StateKey;
use engine::Summary;
use simulator::Status;
use simulator::fold::snapshot_of;

use super::{Rest, Run, steps, words};

/// The end of a run in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The status, as style sheets name it.
    pub status: &'static str,
    /// What happened.
    pub title: String,
    /// Why, where it failed.
    pub cause: String,
    /// Transitions, time, events.
    pub facts: String,
    /// Whether it was as the scenario expects.
    pub expectation: String,
    /// The state where it failed.
    pub state: Option<StateKey>,
    /// That state's name.
    pub state_name: String,
}

impl Run {
    /// The verdict, when the present moment is the last.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let recording = self.recording().filter(|_| self.cursor == self.length() && !self.behind)?;
        let snapshot = snapshot_of(recording, 0, &self.replay);
        let step = snapshot.failure.and_then(|failure| failure.step);
        let state_name = step.map(|step| steps::visit_name(recording, step).to_owned()).unwrap_or_default();
        let (status, title, cause, expectation) = match self.rest.as_ref()? {
            Rest::Waiting(_) => ("waiting", "Waiting for an answer".to_owned(), String::new(), String::new()),
            Rest::Finished(summary) => {
                let (status, title) = ended(summary, &state_name);
                // A branch is not what the scenario is about.
                let unmet = if summary.mismatches.is_empty() || self.branch.is_some() {
                    String::new()
                } else {
                    format!(
                        "The scenario expects something else: {}.",
                        summary.mismatches.iter().map(|unmet| words::cut(unmet, 160)).collect::<Vec<_>>().join("; ")
                    )
                };
                (status, title, decoded(summary.cause.as_deref().unwrap_or_default()), unmet)
            }
        };
        let stale = if self.stale { " The workflow has changed since; run again to see its effect." } else { "" };
        let facts = format!(
            "{} · {} of virtual time · {}",
            words::counted(recording.transitions(), "transition"),
            words::duration(recording.elapsed_millis()),
            words::counted(self.length(), "event")
        );
        let key = step.and_then(|step| recording.steps.get(step.0 as usize)).and_then(|step| self.keys.get(step.state as usize));
        Some(Verdict { status, title, cause, facts: facts + stale, expectation, state: key.copied(), state_name })
    }
}

/// The status as style sheets name it, and what happened.
fn ended(summary: &Summary, state: &str) -> (&'static str, String) {
    let at = if state.is_empty() { String::new() } else { format!(" in {state}") };
    let error = summary.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    match summary.status {
        Status::Succeeded => ("succeeded", "Succeeded".to_owned()),
        Status::Failed => ("failed", format!("Failed{at}{error}")),
        Status::TimedOut => ("timed-out", format!("Timed out{error}")),
        Status::Aborted => ("aborted", "Aborted".to_owned()),
        Status::Waiting | Status::Running => ("waiting", "Not finished".to_owned()),
    }
}

/// A cause that is JSON itself, indented.
fn decoded(cause: &str) -> String {
    match value::parse(cause) {
        Ok(value) if value.as_object().is_some() => value.to_json_pretty(),
        _ => cause.to_owned(),
    }
}
