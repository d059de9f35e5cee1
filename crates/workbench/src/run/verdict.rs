//! How a run ended, where and why.

use engine::Summary;
use simulator::Status;
use simulator::fold::snapshot_of;
use simulator::recording::StepId;

use super::{Rest, Run, steps, words};

/// So many differences from what is expected are told, so long; the rest stands beside what came.
const TOLD: usize = 2;
const LONGEST: usize = 110;

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
    /// Whether its scenario expects something, and it came to that.
    pub is_expected: bool,
    /// Whether it can be redriven.
    pub can_be_redriven: bool,
    /// Whether it is a scenario's own run, so that it can be expected.
    pub can_be_expected: bool,
    /// The step where it failed.
    pub step: Option<usize>,
    /// That state's name.
    pub state_name: String,
}

impl Run {
    /// The step that made the execution fail, when it has failed by now.
    pub(super) fn failed_step(&self) -> Option<usize> {
        let failure = snapshot_of(self.recording()?, 0, &self.inside.replay).failure?;
        failure.step.map(|step| step.0 as usize)
    }

    /// The verdict, when the present moment is the last.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let recording = self.recording().filter(|_| self.cursor == self.length() && !self.behind)?;
        let step = self.failed_step().map(|step| StepId(step as u32));
        let state_name = step.map(|step| steps::shown_name(recording, step)).unwrap_or_default();
        let (status, title, cause, expectation) = match self.inside.rest.as_ref()? {
            Rest::Waiting(_) => ("waiting", "Waiting for an answer".to_owned(), String::new(), String::new()),
            Rest::Finished(summary) => {
                let owner = step.filter(|_| summary.error.as_deref() == Some(TOO_MANY)).and_then(|step| self.map_around(step));
                let failed = owner.map(|map| steps::shown_name(recording, map));
                let (status, title) = ended(summary, failed.as_ref().unwrap_or(&state_name));
                // A branch is not what the scenario is about.
                let unmet = if summary.unmet.is_empty() || self.inside.branch.is_some() {
                    String::new()
                } else {
                    let told = summary.unmet.iter().take(TOLD).map(|unmet| words::cut(&unmet.sentence(), LONGEST));
                    let told = told.collect::<Vec<_>>().join("; ");
                    let more = match summary.unmet.len().saturating_sub(TOLD) {
                        0 => String::new(),
                        more => format!("; and {more} more"),
                    };
                    format!("The scenario expects something else: {told}{more}.")
                };
                (status, title, said(summary.cause.as_deref().unwrap_or_default()), unmet)
            }
        };
        let stale = if self.stale { " · workflow or scenario have changed since; run again to see the effect" } else { "" };
        let facts = format!(
            "{} · {} of virtual time · {}",
            words::counted(recording.transitions(), "transition"),
            words::duration(recording.elapsed_millis()),
            words::counted(self.length(), "event")
        );
        Some(Verdict {
            status,
            title,
            cause,
            facts: facts + stale,
            expectation,
            is_expected: false,
            can_be_redriven: self.can_redrive().is_ok(),
            can_be_expected: self.result().is_some_and(|result| !result.observed.is_empty()) && !self.stale,
            step: step.map(|step| step.0 as usize),
            state_name,
        })
    }
}

/// The error of a Map of whose items more failed than it tolerates: its own, not its items'.
const TOO_MANY: &str = "States.ExceedToleratedFailureThreshold";

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

/// What a cause says; one that is JSON and says nothing, indented.
fn said(cause: &str) -> String {
    let view = super::error_view("", cause);
    match view.decoded {
        Some(value) if view.says.is_empty() => value.to_json_pretty(),
        _ => view.says,
    }
}
