//! Judging definitions: by what they do in every scenario of the task, never by their text.

use std::sync::Arc;

use asl::document::Document;
use asl::lint::{Diagnostic, Options, Severity, WorkflowType, lint};
use asl::tree::Tree;
use simulator::scenario::{Mismatch, Scenario};
use simulator::{Program, Status, Summary};
use value::Value;

use crate::requirement::{State, states};
use crate::run::run;
use crate::{Check, Checked, Score, Task, Test, Verdict};

/// A definition larger than the service takes is not looked at.
const LARGEST_DEFINITION: usize = 1024 * 1024;
/// So many sentences of the linter are told at once.
const MOST_REFUSALS: usize = 3;

/// Judges a definition against a task.
#[must_use]
pub fn attempt(task: &Task, text: &str) -> Verdict {
    let outcome = Outcome::of(task, text);
    let mut verdict = Verdict {
        passed: outcome.refused.is_empty() && outcome.tried.iter().all(|tried| tried.checked.passed),
        explanation: String::new(),
        score: None,
        refused: outcome.refused.iter().take(MOST_REFUSALS).map(|(_, sentence)| sentence.clone()).collect(),
        checks: outcome.tried.iter().map(|tried| tried.checked.clone()).collect(),
    };
    if verdict.passed {
        verdict.score = Some(Score::of(&outcome.definition, outcome.transitions));
    } else if let Some(known) = task.wrong.iter().find(|wrong| Outcome::of(task, &wrong.definition.text).resembles(&outcome)) {
        verdict.explanation = known.says.clone();
    }
    verdict
}

/// What came of a definition.
struct Outcome {
    definition: Value,
    /// Codes and sentences of what makes it impossible to run.
    refused: Vec<(&'static str, String)>,
    tried: Vec<Tried>,
    transitions: usize,
}

/// What came of one check.
struct Tried {
    checked: Checked,
    /// How the run ended and with what, for comparing mistakes.
    came_to: Option<End>,
    /// In which points it is not as expected.
    differs: Vec<String>,
    transitions: usize,
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

impl End {
    fn of(summary: Summary) -> Self {
        let of_engine = summary.error.as_ref().is_some_and(|error| error.starts_with("States."));
        Self { status: summary.status, output: summary.output, error: summary.error, cause: summary.cause.filter(|_| of_engine) }
    }
}

impl Outcome {
    fn of(task: &Task, text: &str) -> Self {
        let nothing = |refused| Self { definition: Value::Null, refused, tried: Vec::new(), transitions: 0 };
        if text.len() > LARGEST_DEFINITION {
            let message = format!("The definition has {} bytes; a workflow has at most {LARGEST_DEFINITION}.", text.len());
            return nothing(vec![("TOO_LARGE", message)]);
        }
        let document = Document::new(text);
        let findings = lint(&document, Options { workflow_type: workflow_type(task), ..Options::default() });
        let errors: Vec<_> = findings.iter().filter(|found| found.severity == Severity::Error).collect();
        if !errors.is_empty() {
            return nothing(errors.iter().map(|found| (found.code, sentence(found))).collect());
        }
        let program = match simulator::load(text) {
            Ok(program) => Arc::new(program),
            Err(problems) => return nothing(problems.iter().map(|problem| ("CANNOT_RUN", problem.to_string())).collect()),
        };
        let definition = whole(&document.tree);
        let solution = value::parse(&task.solution.text).unwrap_or_default();
        let trial = Trial { program, definition: &definition, own: states(&definition), solution: states(&solution) };
        let tried: Vec<Tried> = task.checks.iter().map(|check| trial.of(check)).collect();
        let transitions = tried.iter().map(|tried| tried.transitions).sum();
        Self { definition, refused: Vec::new(), tried, transitions }
    }

    /// Whether it fails in the same way: the same runs come to the same, and the same checks are not passed.
    fn resembles(&self, other: &Self) -> bool {
        let codes = |outcome: &Self| outcome.refused.iter().map(|(code, _)| *code).collect::<Vec<_>>();
        let same = |(one, other): (&Tried, &Tried)| {
            (one.checked.passed, &one.came_to, &one.differs) == (other.checked.passed, &other.came_to, &other.differs)
        };
        codes(self) == codes(other) && self.tried.len() == other.tried.len() && self.tried.iter().zip(&other.tried).all(same)
    }
}

/// A definition that is tried.
struct Trial<'a> {
    program: Arc<Program>,
    definition: &'a Value,
    own: Vec<State<'a>>,
    solution: Vec<State<'a>>,
}

impl Trial<'_> {
    fn of(&self, check: &Check) -> Tried {
        let checked = |came: Vec<String>, scenario| Checked {
            says: check.says.clone(),
            hidden: check.hidden,
            passed: came.is_empty(),
            came,
            scenario,
        };
        match &check.test {
            Test::Has(requirement) => {
                let came = requirement.unmet(self.definition).into_iter().collect();
                Tried { checked: checked(came, None), came_to: None, differs: Vec::new(), transitions: 0 }
            }
            Test::Runs(scenario) => {
                let scenario = self.fitted(scenario);
                let execution = match run(&self.program, &scenario) {
                    Ok(execution) => execution,
                    Err(endless) => {
                        let checked = checked(vec![endless.sentence()], Some(scenario));
                        return Tried { checked, came_to: None, differs: vec!["endless".to_owned()], transitions: 0 };
                    }
                };
                let summary = Summary::of(&execution);
                let mismatches = scenario.expect.compare(&execution);
                let mut came: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
                let differs = mismatches.iter().map(kind_of).collect();
                if !came.is_empty() {
                    came.extend(scenario.mocks_without_state(&self.program).iter().map(|note| unanswered(note)));
                }
                Tried {
                    checked: checked(came, Some(scenario)),
                    differs,
                    transitions: summary.transitions,
                    came_to: Some(End::of(summary)),
                }
            }
        }
    }

    /// The scenario with mocks and expectations at the states that do the same work, whatever the learner calls them.
    fn fitted(&self, scenario: &Scenario) -> Scenario {
        let mut fitted = scenario.clone();
        fitted.mocks = scenario.mocks.iter().map(|(name, mock)| (Arc::from(self.here(name)), mock.clone())).collect();
        let states = scenario.expect.states.iter();
        fitted.expect.states = states.map(|(name, expected)| (self.here(name).to_owned(), expected.clone())).collect();
        fitted
    }

    /// The learner's name of a state of the solution: the same, or that of the only state that does the same work.
    fn here<'a>(&'a self, name: &'a str) -> &'a str {
        if self.own.iter().any(|state| state.name == name) {
            return name;
        }
        let theirs = self.solution.iter().find(|state| state.name == name).and_then(work);
        let mut same = self.own.iter().filter(|state| theirs.is_some() && work(state) == theirs);
        match (same.next(), same.next()) {
            (Some(state), None) => state.name,
            _ => name,
        }
    }
}

/// What kind of mistake a mismatch is. Two ways or numbers of attempts that differ are two mistakes; two wrong durations are one.
fn kind_of(mismatch: &Mismatch) -> String {
    const BY_DEGREES: [&str; 4] = ["virtualSeconds", "transitions", "events", "cost"];
    if BY_DEGREES.contains(&&*mismatch.what) { mismatch.what.clone() } else { mismatch.to_string() }
}

/// What a Task calls: its resource, and the function if that is given beside it.
fn work(state: &State) -> Option<(Value, Option<Value>)> {
    let resource = state.fields.get("Resource")?.clone();
    let parameters = ["Parameters", "Arguments"].iter().find_map(|name| state.fields.get(name));
    Some((resource, parameters.and_then(|parameters| parameters.get("FunctionName")).cloned()))
}

/// The whole definition as a value.
fn whole(tree: &Tree) -> Value {
    tree.root().map(|root| tree.value(root)).unwrap_or_default()
}

/// The type that the task's scenarios run as.
fn workflow_type(task: &Task) -> WorkflowType {
    let is_express = |check: &Check| match &check.test {
        Test::Runs(scenario) => scenario.workflow_type == simulator::WorkflowType::Express,
        Test::Has(_) => false,
    };
    if task.checks.iter().any(is_express) { WorkflowType::Express } else { WorkflowType::Standard }
}

fn sentence(found: &Diagnostic) -> String {
    let help = found.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
    format!("{}: {}{help}", found.location, found.message)
}

fn unanswered(note: &str) -> String {
    format!("A prepared answer was not used: {note}.")
}
