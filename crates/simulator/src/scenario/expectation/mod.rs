//! What a scenario must give, and how a run differs from it.

mod pattern;
mod range;
mod state;

use std::collections::BTreeMap;
use std::fmt;

use expressions::jsonata::Expression;
use value::{Object, Value};

pub use pattern::{Difference, Pattern, differences};
pub use range::Range;
pub use state::{STATE_MEMBERS as STATE, StateExpectation};

use super::ScenarioError;
use crate::accounting::Account;
use crate::execution::Execution;
use crate::summary::Summary;
use range::number;

/// What a scenario must give; what is absent is not compared.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The status, such as `SUCCEEDED` or `WAITING`.
    pub status: Option<String>,
    /// The output.
    pub output: Option<Value>,
    /// What the output must look like.
    pub output_matches: Option<Pattern>,
    /// What must be true of the output, which is `$`: JSONata.
    pub output_where: Option<Expression>,
    /// The error's name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
    /// Virtual seconds from start to end.
    pub virtual_seconds: Option<Range>,
    /// State transitions, retries included.
    pub transitions: Option<Range>,
    /// Events of the execution's own history.
    pub events: Option<Range>,
    /// Dollars for the run as the type that it is.
    pub cost: Option<Range>,
    /// The states that the execution's own scope entered, in order.
    pub path: Option<Vec<String>>,
    /// What must come of states, by name.
    pub states: BTreeMap<String, Vec<StateExpectation>>,
}

/// What an expectation has.
pub const EXPECTATION: [&str; 12] = [
    "status",
    "output",
    "outputMatches",
    "outputWhere",
    "error",
    "cause",
    "virtualSeconds",
    "transitions",
    "events",
    "cost",
    "path",
    "states",
];

/// One point in which a run is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// What differs, such as `output` or `output.total`.
    pub what: String,
    /// What was expected, as it follows "not".
    pub expected: String,
    /// What came, in words or JSON.
    pub actual: String,
    /// The member of the expectation that is not met, step by step: `["output"]`, `["states", "Pay", "0", "attempts"]`. What is
    /// expected of a state is one of a list, even where it is written alone.
    pub at: Vec<String>,
    /// What that member would be for the run to be as expected; `None` where it had to go.
    pub instead: Option<Value>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is {}, not {}", self.what, self.actual, self.expected)
    }
}

impl PartialEq for Expectation {
    fn eq(&self, other: &Self) -> bool {
        self.write() == other.write()
    }
}

impl Expectation {
    /// Whether nothing is expected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads an expectation.
    pub fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        let members = Members::of(place, value, "an expectation", &EXPECTATION)?;
        Ok(Self {
            status: members.text("status")?,
            output: members.get("output").cloned(),
            output_matches: members.pattern("outputMatches")?,
            output_where: match members.text("outputWhere")? {
                Some(text) => Some(pattern::condition(&members.place("outputWhere"), &text)?),
                None => None,
            },
            error: members.text("error")?,
            cause: members.text("cause")?,
            virtual_seconds: members.range("virtualSeconds")?,
            transitions: members.range("transitions")?,
            events: members.range("events")?,
            cost: members.range("cost")?,
            path: members.names("path")?,
            states: match members.get("states") {
                Some(states) => state::read(&members.place("states"), states)?,
                None => BTreeMap::new(),
            },
        })
    }

    /// Writes it as [`Expectation::read`] reads it.
    #[must_use]
    pub fn write(&self) -> Value {
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let range = |range: &Option<Range>| range.as_ref().map(Range::write);
        let states = (!self.states.is_empty()).then(|| state::write(&self.states));
        written([
            ("status", text(&self.status)),
            ("error", text(&self.error)),
            ("cause", text(&self.cause)),
            ("output", self.output.clone()),
            ("outputMatches", self.output_matches.as_ref().map(|pattern| pattern.written().clone())),
            ("outputWhere", self.output_where.as_ref().map(|condition| Value::from(condition.source()))),
            ("virtualSeconds", range(&self.virtual_seconds)),
            ("transitions", range(&self.transitions)),
            ("events", range(&self.events)),
            ("cost", range(&self.cost)),
            ("path", self.path.as_ref().map(|path| Value::array(path.iter().map(String::as_str)))),
            ("states", states),
        ])
    }

    /// In which points a run is not as expected.
    #[must_use]
    pub fn compare(&self, execution: &Execution) -> Vec<Mismatch> {
        let summary = Summary::of(execution);
        let mut found = Found::default();
        found.text("status", self.status.as_deref(), Some(summary.status.name()));
        found.text("error", self.error.as_deref(), summary.error.as_deref());
        found.text("cause", self.cause.as_deref(), summary.cause.as_deref());
        found.value("output", self.output.as_ref(), self.output_matches.as_ref(), summary.output.as_ref());
        let output = summary.output.clone().unwrap_or_default();
        if let Some(condition) = &self.output_where
            && let Err(gives) = pattern::holds(condition, &output)
        {
            found.mismatches.push(Mismatch {
                what: format!("the condition `{}`", condition.source()),
                expected: "true".to_owned(),
                actual: format!("not met: it {gives} for {output}"),
                at: vec!["outputWhere".to_owned()],
                instead: None,
            });
        }
        found.range("virtualSeconds", self.virtual_seconds, summary.virtual_seconds());
        found.range("transitions", self.transitions, summary.transitions as f64);
        found.range("events", self.events, execution.recording().events().len() as f64);
        if let Some(cost) = self.cost {
            found.range("cost", Some(cost), dollars(execution));
        }
        if let Some(path) = self.path.as_ref().filter(|path| **path != summary.path) {
            let words = |path: &[String]| Value::array(path.iter().map(String::as_str));
            let (expected, came) = (words(path).to_json(), words(&summary.path));
            found.push("path", "path".to_owned(), expected, came.to_json(), Some(came));
        }
        state::compare(&self.states, execution.recording(), &mut found);
        found.mismatches
    }

    /// What a run gave, as an expectation that it meets and that names all there is but the output, which may be large, and
    /// the data of its states.
    #[must_use]
    pub fn observed(execution: &Execution) -> Self {
        let summary = Summary::of(execution);
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
        Self {
            status: Some(summary.status.name().to_owned()),
            error: text(&summary.error),
            cause: text(&summary.cause),
            virtual_seconds: Some(Range::exactly(summary.virtual_seconds())),
            transitions: Some(Range::exactly(summary.transitions as f64)),
            events: Some(Range::exactly(execution.recording().events().len() as f64)),
            cost: Some(Range::exactly(dollars(execution))),
            path: Some(summary.path),
            states: state::observed(execution.recording()),
            ..Self::default()
        }
    }
}

fn dollars(execution: &Execution) -> f64 {
    Account::of(execution.recording(), execution.program()).run_dollars(execution.workflow_type())
}

/// The mismatches found so far.
#[derive(Default)]
struct Found {
    /// Where what is compared stands in the expectation.
    at: Vec<String>,
    /// How it is called.
    place: String,
    mismatches: Vec<Mismatch>,
}

impl Found {
    /// What follows is of a part of the expectation.
    fn within(&mut self, place: String, at: Vec<String>) {
        (self.place, self.at) = (place, at);
    }

    fn push(&mut self, member: &str, what: String, expected: String, actual: String, instead: Option<Value>) {
        let at = self.at.iter().cloned().chain([member.to_owned()]).collect();
        let what = if self.place.is_empty() { what } else { format!("{}.{what}", self.place) };
        self.mismatches.push(Mismatch { what, expected, actual, at, instead });
    }

    fn text(&mut self, member: &str, expected: Option<&str>, actual: Option<&str>) {
        let Some(expected) = expected.filter(|expected| Some(*expected) != actual) else { return };
        let json = |text: &str| Value::from(text).to_json();
        let came = actual.map_or_else(|| "null".to_owned(), json);
        self.push(member, member.to_owned(), json(expected), came, actual.map(Value::from));
    }

    fn range(&mut self, member: &str, expected: Option<Range>, actual: f64) {
        if let Some(expected) = expected.filter(|expected| !expected.has(actual)) {
            let instead = expected.widened(actual).write();
            self.push(member, member.to_owned(), expected.words(), number(actual).to_json(), Some(instead));
        }
    }

    fn value(&mut self, member: &str, exact: Option<&Value>, pattern: Option<&Pattern>, actual: Option<&Value>) {
        if let Some(expected) = exact {
            self.differences(member, member, differences(expected, actual.unwrap_or(&Value::Null)), actual.cloned());
        }
        if let Some(pattern) = pattern {
            let instead = actual.map(|actual| pattern.accepting(actual));
            self.differences(&format!("{member}Matches"), member, pattern.differences(actual), instead);
        }
    }

    fn differences(&mut self, member: &str, what: &str, differences: Vec<Difference>, instead: Option<Value>) {
        for difference in differences {
            let actual = match &difference.actual {
                // What is not expected at all is told by its name; its value follows.
                Some(actual) if difference.expected == "there" => format!("there, and {actual}"),
                Some(actual) => actual.to_json(),
                None => "missing".to_owned(),
            };
            let expected = if difference.expected == "there" { "expected".to_owned() } else { difference.expected };
            self.push(member, format!("{what}{}", difference.place), expected, actual, instead.clone());
        }
    }
}

/// The members of an object, read with the place in messages.
struct Members<'a> {
    place: &'a str,
    members: &'a Object,
}

impl<'a> Members<'a> {
    fn of(place: &'a str, value: &'a Value, what: &str, known: &[&str]) -> Result<Self, ScenarioError> {
        let Some(members) = value.as_object() else {
            return Err(ScenarioError::new(place, format!("an object is needed here, not {}", value.type_phrase())));
        };
        if let Some(unknown) = members.keys().find(|key| !known.contains(&&***key)) {
            let message = format!("`{unknown}` is not known here; {what} has {}", known.join(", "));
            return Err(ScenarioError::new(place, message));
        }
        Ok(Self { place, members })
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    fn place(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    fn text(&self, name: &str) -> Result<Option<String>, ScenarioError> {
        let text = |value: &Value| match value.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(ScenarioError::new(self.place(name), format!("a text is needed here, not {}", value.type_phrase()))),
        };
        self.get(name).map(text).transpose()
    }

    fn range(&self, name: &str) -> Result<Option<Range>, ScenarioError> {
        self.get(name).map(|value| Range::read(&self.place(name), value)).transpose()
    }

    fn pattern(&self, name: &str) -> Result<Option<Pattern>, ScenarioError> {
        self.get(name).map(|value| Pattern::read(&self.place(name), value)).transpose()
    }

    fn names(&self, name: &str) -> Result<Option<Vec<String>>, ScenarioError> {
        let wrong = || ScenarioError::new(self.place(name), "a list of the names of states is needed here");
        let names = |value: &Value| {
            let names = value.as_array().ok_or_else(wrong)?.iter();
            names.map(|name| name.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        };
        self.get(name).map(names).transpose()
    }
}

/// An object of the members that are there.
fn written<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let mut object = Object::new();
    for (name, value) in members {
        if let Some(value) = value {
            object.insert(name, value);
        }
    }
    Value::from(object)
}
