//! What is said to a learner.

use simulator::scenario::Scenario;
use value::Value;

use crate::{Lesson, Phase, Score};

/// What a learner gives.
#[derive(Clone, Copy, Debug)]
pub enum Submission<'a> {
    /// An answer to a question of the phase, by its place.
    Answer(usize, &'a Value),
    /// The text of a definition.
    Definition(&'a str),
}

/// What is said to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Whether it is right.
    pub passed: bool,
    /// The reason if it is right, else what is mistaken; empty where nobody foresaw the mistake.
    pub explanation: String,
    /// Why the definition cannot be run at all: the linter's first sentences.
    pub refused: Vec<String>,
    /// What is mistaken in the text of a definition that can be run all the same: names that stand twice.
    pub doubts: Vec<String>,
    /// What was checked, in order; none for an answer or a definition that cannot be run.
    pub checks: Vec<Checked>,
    /// How lean a workflow is that passes.
    pub score: Option<Score>,
}

/// One check and how it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What was expected, in words.
    pub says: String,
    /// Whether it is hidden until it is tried.
    pub hidden: bool,
    /// Whether it passed.
    pub passed: bool,
    /// What came instead, in words.
    pub came: Vec<String>,
    /// The scenario that was run, as it was run, to open it in the stepper.
    pub scenario: Option<Scenario>,
}

impl Verdict {
    pub(crate) fn of_answer(passed: bool, explanation: String) -> Self {
        Self { passed, explanation, ..Self::default() }
    }

    /// What is not as it should be, in one line.
    #[must_use]
    pub fn told(&self) -> String {
        let failed = self.checks.iter().filter(|checked| !checked.passed);
        let failed = failed.map(|checked| format!("“{}”: {}", checked.says, checked.came.join("; ")));
        self.refused.iter().chain(&self.doubts).cloned().chain(failed).collect::<Vec<_>>().join(" | ")
    }
}

/// Judges what a learner gives in a phase of a lesson. What the lesson does not ask is not passed, and that is said.
#[must_use]
pub fn check(lesson: &Lesson, phase: Phase, submission: Submission) -> Verdict {
    let nothing = |message: &str| Verdict::of_answer(false, message.to_owned());
    match submission {
        Submission::Answer(index, given) => match lesson.questions(phase).get(index) {
            Some(question) => crate::answer(lesson, question, given),
            None => nothing("This phase of the lesson has no such question."),
        },
        Submission::Definition(text) => match lesson.task(phase) {
            Some(task) => crate::attempt(task, text),
            None => nothing("This phase of the lesson asks for no workflow."),
        },
    }
}
