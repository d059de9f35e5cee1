//! Remedies for a run that fails: edits of its definition or of its scenario, each of which is run before it is offered, so that
//! what comes of it is known.
//!
//! [`offers`] runs the scenario once, looks at a step that failed, and makes candidates by what went wrong: data that is not
//! there is added to the scenario (`data`), placeholders get trial values (`trial`), or data is asked for in the definition
//! (`guard`), errors are tried again, caught, or given more time (`errors`). An edit is a command of `asl::edit`, so that it is as small as any other.

mod case;
mod data;
mod errors;
mod guard;
mod trial;

use asl::text::Transaction;
use simulator::Status;
use simulator::recording::StepId;
use value::Value;

pub use case::{Broken, Case};

/// A remedy.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What kind it is, for style sheets and tests: `trial-values`, `sample-input`, `sample-data`, `guard`, `retry`, `catch`, `timeout`.
    pub kind: &'static str,
    /// What it does, in a few words; names stand in backticks.
    pub label: String,
    /// The same in a sentence.
    pub detail: String,
    /// The change.
    pub change: Change,
    /// What came of it when it was tried.
    pub outcome: Outcome,
}

/// What a remedy changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The definition.
    Definition(Transaction),
    /// The scenario: its input, mocks by state, and whatever else of it.
    Scenario {
        /// The whole input; `None` where it stays.
        input: Option<Value>,
        /// The mocks that are other ones.
        mocks: Vec<(String, Value)>,
        /// Other members of the scenario's file that are other ones: `services`, `type`.
        members: Vec<(String, Value)>,
    },
    /// Trial values of placeholders, by name.
    Trial(Vec<(String, String)>),
}

/// How a run ended with a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The status.
    pub status: Status,
    /// The error that it failed with.
    pub error: Option<String>,
    /// The state where it failed, or waits.
    pub state: Option<String>,
    /// Whether it ends better than before, or gets further.
    pub helps: bool,
}

impl Outcome {
    /// In words: `ends SUCCEEDED`, ``ends FAILED in `Pay` with `E` ``.
    #[must_use]
    pub fn words(&self) -> String {
        let at = self.state.as_ref().map_or_else(String::new, |state| format!(" in `{state}`"));
        let error = self.error.as_ref().map_or_else(String::new, |error| format!(" with `{error}`"));
        match self.status {
            Status::Waiting => format!("waits for an answer{at}"),
            Status::Running => "comes to no end".to_owned(),
            Status::Succeeded => "ends SUCCEEDED".to_owned(),
            status => format!("ends {}{at}{error}", status.name()),
        }
    }
}

/// Remedies for a scenario's run, those that help first. Without a step, only data for the scenario.
pub fn offers(case: &Case) -> Result<Vec<Offer>, Broken> {
    let base = case.run(case.document, &case.scenario)?;
    let mut offers = trial::offers(case, &base);
    offers.extend(data::offers(case, &base)?);
    let is_there = |step: &StepId| (step.0 as usize) < base.recording.steps.len();
    if let Some(step) = case.step.and_then(|step| Some(step).filter(is_there).or(base.step)) {
        offers.extend(guard::offers(case, &base, step));
        offers.extend(errors::offers(case, &base, step));
    }
    // What helps comes first, and keeps its order. A catcher lets any run end well, and leaves out all that should have been done.
    // A placeholder that stands for itself is nobody's wish.
    offers.sort_by_key(|offer| match (offer.outcome.status, offer.outcome.helps) {
        _ if offer.kind == "trial-values" => 0,
        (Status::Succeeded | Status::Waiting, _) if offer.kind != "catch" => 0,
        (_, true) if offer.kind != "catch" => 1,
        (Status::Succeeded | Status::Waiting, _) => 2,
        (_, true) => 3,
        (_, false) => 4,
    });
    Ok(offers)
}
