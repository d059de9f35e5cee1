//! A definition that is tried: read, linted, compiled, and run in one scenario after the other.

use std::sync::Arc;

use asl::document::Document;
use asl::lint::{Diagnostic, Options, Severity, WorkflowType, lint};
use simulator::scenario::{Mismatch, Scenario};
use simulator::{Execution, Program, Status, Summary};
use value::{Object, Value};

use crate::requirement::{State, states};
use crate::run::{Endless, run};
use crate::{Check, Checked, Task, Test};

/// A definition larger than the service takes is not looked at.
const LARGEST_DEFINITION: usize = 1024 * 1024;

/// The linter's code for a name that stands twice in one object: of its values only the last counts.
const TWICE: &str = "DUPLICATE_NAME";

/// A definition that can be run.
pub(crate) struct Trial {
    program: Arc<Program>,
    definition: Value,
    solution: Value,
    doubts: Vec<String>,
}

/// Why a definition cannot be run.
pub(crate) struct Refusal {
    pub code: &'static str,
    pub sentence: String,
    /// What is wrong, wherever it stands: many mistakes have the same code.
    mistake: String,
}

/// What came of one check.
pub(crate) struct Tried {
    pub checked: Checked,
    pub transitions: usize,
    /// How the run ended and with what.
    end: Option<End>,
    /// In which points it is not as expected.
    differs: Vec<String>,
}

/// How a run ended and with what.
#[derive(PartialEq)]
struct End {
    status: Status,
    output: Option<Value>,
    error: Option<Arc<str>>,
    /// Only the engine's own: it tells which field went wrong. An author's cause may be put in any words.
    cause: Option<Arc<str>>,
}

impl Trial {
    /// Prepares a definition, or says what the service would say, or why it cannot be simulated.
    pub fn new(task: &Task, text: &str) -> Result<Self, Vec<Refusal>> {
        if text.len() > LARGEST_DEFINITION {
            let sentence = format!("The definition has {} bytes; a workflow has at most {LARGEST_DEFINITION}.", text.len());
            return Err(vec![Refusal { code: "TOO_LARGE", sentence, mistake: String::new() }]);
        }
        let document = Document::new(text);
        let findings = lint(&document, Options { workflow_type: workflow_type(task), ..Options::default() });
        let errors = findings.iter().filter(|found| found.severity == Severity::Error);
        let doubts = findings.iter().filter(|found| found.code == TWICE);
        let errors: Vec<Refusal> = errors.map(Refusal::of).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let program = simulator::load(text).map_err(|problems| {
            let refusal = |sentence: String| Refusal { code: "CANNOT_RUN", mistake: sentence.clone(), sentence };
            problems.iter().map(ToString::to_string).map(refusal).collect::<Vec<_>>()
        })?;
        Ok(Self {
            program: Arc::new(program),
            definition: document.tree.root().map(|root| document.tree.value(root)).unwrap_or_default(),
            solution: value::parse(&task.solution.text).unwrap_or_default(),
            doubts: doubts.map(|found| Refusal::of(found).sentence).collect(),
        })
    }

    /// The definition as a value.
    pub fn definition(&self) -> &Value {
        &self.definition
    }

    /// What in the text does not count, though it can be run.
    pub fn doubts(&self) -> &[String] {
        &self.doubts
    }

    /// Makes a check.
    pub fn of(&self, check: &Check) -> Tried {
        match &check.test {
            Test::Has(requirement) => {
                let came = requirement.unmet(&self.definition).into_iter().collect();
                Tried { checked: checked(check, came, None), transitions: 0, end: None, differs: Vec::new() }
            }
            Test::Runs(scenario) => {
                let scenario = self.fitted(scenario);
                match run(&self.program, &scenario) {
                    Ok(execution) => self.ended(check, scenario, &execution),
                    Err(endless) => without_end(check, scenario, endless),
                }
            }
        }
    }

    fn ended(&self, check: &Check, scenario: Scenario, execution: &Execution) -> Tried {
        let mismatches = scenario.expect.compare(execution);
        let mut came: Vec<String> = mismatches.iter().map(in_plain_words).collect();
        if !came.is_empty() {
            let states = self.program.state_names();
            let unused = scenario.mocks.keys().filter(|name| !states.contains(name));
            came.extend(unused.map(|name| format!("an answer is prepared for `{name}`, but no state of that name asks for it")));
        }
        let summary = Summary::of(execution);
        Tried {
            checked: checked(check, came, Some(scenario)),
            transitions: summary.transitions,
            differs: mismatches.iter().map(kind_of).collect(),
            end: Some(End::of(summary)),
        }
    }

    /// The scenario with mocks and expectations at the states that do the same work, whatever the learner calls them.
    fn fitted(&self, scenario: &Scenario) -> Scenario {
        let (own, theirs) = (states(&self.definition), states(&self.solution));
        let here = |name: &str| here(&own, &theirs, name);
        let mut fitted = scenario.clone();
        fitted.mocks = scenario.mocks.iter().map(|(name, mock)| (Arc::from(here(name)), mock.clone())).collect();
        let states = scenario.expect.states.iter();
        fitted.expect.states = states.map(|(name, expected)| (here(name), expected.clone())).collect();
        fitted
    }
}

impl Refusal {
    fn of(found: &Diagnostic) -> Self {
        let help = found.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let sentence = format!("{}: {}{help}", found.location, found.message);
        Self { code: found.code, sentence, mistake: found.message.clone() }
    }

    /// Whether it is the same mistake, wherever it stands.
    pub fn resembles(&self, other: &Self) -> bool {
        self.code == other.code && self.mistake == other.mistake
    }
}

impl Tried {
    /// Whether it is the same mistake.
    pub fn resembles(&self, other: &Self) -> bool {
        self.checked.passed == other.checked.passed && self.end == other.end && self.differs == other.differs
    }
}

impl End {
    fn of(summary: Summary) -> Self {
        let of_engine = summary.error.as_ref().is_some_and(|error| error.starts_with("States."));
        let cause = summary.cause.filter(|_| of_engine).map(|cause| Arc::from(missing(&cause).unwrap_or(&cause)));
        Self { status: summary.status, output: summary.output, error: summary.error, cause }
    }
}

/// The path that a function could not find, without the function's own text: that may be put in any words, too.
fn missing(cause: &str) -> Option<&str> {
    cause.find("The JsonPath argument for the field").map(|at| &cause[at..])
}

/// What came instead, for somebody who does not know the members of an expectation.
fn in_plain_words(mismatch: &Mismatch) -> String {
    let Mismatch { what, expected, actual, at, .. } = mismatch;
    let at: Vec<&str> = at.iter().map(String::as_str).collect();
    let bare = |text: &str| text.trim_matches('"').to_owned();
    match at.as_slice() {
        ["status"] => format!("the run ends {}, not {}", bare(actual), bare(expected)),
        ["virtualSeconds", ..] => format!("the run takes {actual} seconds, not {expected}"),
        ["transitions" | "events", ..] => format!("the run has {actual} {what}, not {expected}"),
        ["states", state, _, "visits"] => format!("`{state}` is entered {actual} times, not {expected}"),
        ["states", state, _, "attempts"] => format!("`{state}` is called {actual} times, not {expected}"),
        ["output", ..] => match what.strip_prefix("output").map(|rest| rest.trim_start_matches('.')) {
            Some("") => format!("the output is {actual}, not {expected}"),
            Some(rest) => format!("`{rest}` of the output is {actual}, not {expected}"),
            None => mismatch.to_string(),
        },
        _ => mismatch.to_string(),
    }
}

fn checked(check: &Check, came: Vec<String>, scenario: Option<Scenario>) -> Checked {
    Checked { says: check.says.clone(), hidden: check.hidden, passed: came.is_empty(), came, scenario }
}

fn without_end(check: &Check, scenario: Scenario, endless: Endless) -> Tried {
    let checked = checked(check, vec![endless.sentence()], Some(scenario));
    Tried { checked, transitions: 0, end: None, differs: vec!["endless".to_owned()] }
}

/// What kind of mistake a mismatch is. Two ways or numbers of attempts that differ are two mistakes; two wrong durations are one.
fn kind_of(mismatch: &Mismatch) -> String {
    const BY_DEGREES: [&str; 4] = ["virtualSeconds", "transitions", "events", "cost"];
    if BY_DEGREES.contains(&&*mismatch.what) { mismatch.what.clone() } else { mismatch.to_string() }
}

/// The learner's name of a state of the solution: the same, or that of the only state that does the same work.
fn here(own: &[State], theirs: &[State], name: &str) -> String {
    if own.iter().any(|state| state.name == name) {
        return name.to_owned();
    }
    let wanted = theirs.iter().find(|state| state.name == name).and_then(|state| work(state.fields));
    let mut same = own.iter().filter(|state| wanted.is_some() && work(state.fields) == wanted);
    match (same.next(), same.next()) {
        (Some(state), None) => state.name.to_owned(),
        _ => name.to_owned(),
    }
}

/// What a Task calls: its resource, and the function if that is given beside it.
fn work(fields: &Object) -> Option<(&Value, Option<&Value>)> {
    let parameters = ["Parameters", "Arguments"].iter().find_map(|name| fields.get(name));
    Some((fields.get("Resource")?, parameters.and_then(|parameters| parameters.get("FunctionName"))))
}

/// The type that the task's scenarios run as.
pub(crate) fn workflow_type(task: &Task) -> WorkflowType {
    let is_express = |check: &Check| match &check.test {
        Test::Runs(scenario) => scenario.workflow_type == simulator::WorkflowType::Express,
        Test::Has(_) => false,
    };
    if task.checks.iter().any(is_express) { WorkflowType::Express } else { WorkflowType::Standard }
}
