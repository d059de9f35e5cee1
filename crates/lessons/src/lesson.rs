//! What a lesson consists of.

use std::sync::Arc;

use expressions::jsonata::Expression;
use simulator::scenario::Scenario;
use value::Value;

/// Why a lesson cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct LessonError {
    /// Where, such as `modify.checks[2].expect`.
    pub place: String,
    /// What is wrong and what to do, lower case.
    pub message: String,
}

/// A lesson: one new idea, met in up to five phases.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its name in addresses and in a learner's progress, such as `result-path`.
    pub id: String,
    /// What a reader sees.
    pub title: String,
    /// The one new idea, as a sentence.
    pub idea: String,
    /// The wrong belief that it meets, as somebody would say it; empty for none.
    pub trap: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it tells before anything is asked, by paragraphs.
    pub story: Vec<String>,
    /// Fields, state types and functions that are new here.
    pub teaches: Vec<String>,
    /// The workflow that is looked at.
    pub workflow: Definition,
    /// Groups of its states with what each is for.
    pub groups: Vec<Group>,
    /// Runs of the workflow to switch between.
    pub scenarios: Vec<Scenario>,
    /// Asked before anything was run.
    pub predict: Vec<Question>,
    /// What to do and look at while running it.
    pub run: String,
    /// Answered by finding a place in a run.
    pub investigate: Vec<Question>,
    /// A working workflow to change.
    pub modify: Option<Task>,
    /// A workflow to build.
    pub make: Option<Task>,
    /// What to remember, in a sentence or two.
    pub remember: String,
}

/// The phases that ask something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Say what will come.
    Predict,
    /// Find it in the run.
    Investigate,
    /// Change a workflow to a goal.
    Modify,
    /// Build one.
    Make,
}

/// A definition of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its text.
    pub text: Arc<str>,
    /// Whether the linter is meant to find something in it.
    pub faulty: bool,
}

/// States that serve one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The purpose, such as “Ask until it is ready”.
    pub label: String,
    /// Names of states.
    pub states: Vec<String>,
}

/// A question about a run.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// The scenario it is about, by its place in the lesson.
    pub scenario: usize,
    /// What an answer is.
    pub kind: Kind,
    /// The right answer, as written; for [`Kind::Input`] one of those that are right.
    pub answer: Value,
    /// Tells the right answer from the run.
    pub tells: Option<Expression>,
    /// Wrong answers, each with what is mistaken in it.
    pub wrong: Vec<Wrong>,
    /// What is told to any other wrong answer.
    pub otherwise: String,
    /// Why the right answer is right.
    pub reason: String,
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A state's name.
    State,
    /// JSON.
    Json,
    /// A text, as it is.
    Text,
    /// A number and what it counts; empty for a bare number.
    Number {
        /// Such as `seconds`.
        unit: String,
    },
    /// A visit of a state: `{"state": NAME, "visit": from 1}`.
    Place,
    /// One of these sentences.
    Choice {
        /// The sentences.
        options: Vec<String>,
    },
    /// An input with which the run does what was asked.
    Input,
}

/// A wrong answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The answer.
    pub answer: Value,
    /// What is mistaken in it.
    pub because: String,
}

/// A workflow to change or build until it does what it should.
#[derive(Clone, Debug)]
pub struct Task {
    /// What is to be reached, in words.
    pub goal: String,
    /// What the learner begins with.
    pub start: Definition,
    /// What is looked at.
    pub checks: Vec<Check>,
    /// Each names the next small thing.
    pub hints: Vec<String>,
    /// States that look right and are not, by name, for arranging.
    pub distractors: Vec<(String, Value)>,
    /// A solution.
    pub solution: Definition,
    /// Other ways to the goal, with what is different about them.
    pub others: Vec<Attempt>,
    /// Ways that do not lead there, with what is mistaken in them.
    pub wrong: Vec<Attempt>,
}

/// A definition and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The definition.
    pub definition: Definition,
    /// The sentence.
    pub says: String,
}

/// One thing that a workflow must do or be.
#[derive(Clone, Debug)]
pub struct Check {
    /// What is expected, in words.
    pub says: String,
    /// Whether it is shown only after it was tried.
    pub hidden: bool,
    /// How it is found out.
    pub test: Test,
}

/// How a check is made.
#[derive(Clone, Debug)]
pub enum Test {
    /// By a run.
    Runs(Box<Scenario>),
    /// By the definition.
    Has(Requirement),
}

/// What a definition must have, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// It is there.
    Uses(Subject),
    /// It is not.
    Avoids(Subject),
    /// At most so many states, those of branches and iterations included.
    MostStates(usize),
}

/// Something that can be found in a definition; all that is given must be found at one state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// A field's name.
    pub field: Option<String>,
    /// A state type.
    pub state_type: Option<String>,
    /// The beginning of a Task's `Resource`.
    pub resource: Option<String>,
    /// A part of any text, such as a function's name.
    pub text: Option<String>,
    /// Only at the state of this name.
    pub state: Option<String>,
}

impl Lesson {
    /// The questions of a phase; none for phases that have tasks.
    #[must_use]
    pub fn questions(&self, phase: Phase) -> &[Question] {
        match phase {
            Phase::Predict => &self.predict,
            Phase::Investigate => &self.investigate,
            Phase::Modify | Phase::Make => &[],
        }
    }

    /// The task of a phase.
    #[must_use]
    pub fn task(&self, phase: Phase) -> Option<&Task> {
        match phase {
            Phase::Modify => self.modify.as_ref(),
            Phase::Make => self.make.as_ref(),
            Phase::Predict | Phase::Investigate => None,
        }
    }

    /// The phases that it has, in order.
    #[must_use]
    pub fn phases(&self) -> Vec<Phase> {
        let all = [Phase::Predict, Phase::Investigate, Phase::Modify, Phase::Make];
        all.into_iter().filter(|phase| !self.questions(*phase).is_empty() || self.task(*phase).is_some()).collect()
    }
}
