//! Lessons: read into what the page shows, and what learners give judged by simulating it.

use asl::document::Document;
use lessons::{Kind, Lesson, Question, Submission, Task, Test, Verdict, check, par, pieces, read, typed};
use serde::{Deserialize, Serialize};
use simulator::scenario::{Scenario, read_scenarios, write_scenario, write_scenarios};
use value::Value;

/// A lesson as the page shows it. Texts may hold code in backticks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonView {
    /// Its name in addresses and in a learner's progress.
    pub id: String,
    /// What a reader sees.
    pub title: String,
    /// The one new idea.
    pub idea: String,
    /// The wrong belief that it meets; empty for none.
    pub trap: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it tells before anything is asked, by paragraphs.
    pub story: Vec<String>,
    /// The workflow that is looked at.
    pub workflow: String,
    /// Its runs, as a scenario file.
    pub scenarios: String,
    /// The names of these runs.
    pub runs: Vec<String>,
    /// Groups of its states: what each is for, and their names.
    pub groups: Vec<(String, Vec<String>)>,
    /// Names of all its states, in the order they are written.
    pub states: Vec<String>,
    /// Asked before anything was run.
    pub predict: Vec<QuestionView>,
    /// What to do and look at while running it.
    pub run: String,
    /// Answered by finding a place in a run.
    pub investigate: Vec<QuestionView>,
    /// A working workflow to change.
    pub modify: Option<TaskView>,
    /// A workflow to build.
    pub make: Option<TaskView>,
    /// What to remember.
    pub remember: String,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionView {
    /// The question.
    pub ask: String,
    /// The run that it is about, by its place in the lesson.
    pub scenario: u32,
    /// Whether it is about a run at all, and not about what might be.
    pub about_run: bool,
    /// What an answer is.
    pub kind: KindView,
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KindView {
    /// A state's name.
    State,
    /// JSON.
    Json,
    /// A text.
    Text,
    /// A number of these; empty for a bare number.
    Number(String),
    /// A visit of a state.
    Place,
    /// One of these sentences.
    Choice(Vec<String>),
    /// An input; to begin with, this one.
    Input(String),
}

/// A workflow to change or build.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskView {
    /// What is to be reached.
    pub goal: String,
    /// What the learner begins with.
    pub start: String,
    /// Runs to try, as a scenario file: those of the checks that are not hidden.
    pub scenarios: String,
    /// What is looked at that is not hidden.
    pub checks: Vec<String>,
    /// How many more checks are hidden.
    pub hidden: u32,
    /// Each names the next small thing.
    pub hints: Vec<String>,
    /// States of a solution among others, by name, as JSON.
    pub pieces: Vec<(String, String)>,
    /// A solution.
    pub solution: String,
    /// Other ways, with what is different about them.
    pub others: Vec<(String, String)>,
    /// What the solution needs, in words.
    pub par: String,
}

/// A phase that asks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What a learner gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// An answer to a question of the phase, by its place, as typed or chosen.
    Answer(u32, String),
    /// A definition.
    Definition(String),
}

/// What is said to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether it is right.
    pub passed: bool,
    /// The reason if it is right, else what is mistaken.
    pub explanation: String,
    /// Why the definition cannot be run at all.
    pub refused: Vec<String>,
    /// What does not count in a definition that can be run all the same.
    pub doubts: Vec<String>,
    /// What was checked.
    pub checks: Vec<JudgedCheck>,
    /// How lean a workflow is that passes, in words.
    pub score: String,
}

/// A check and how it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedCheck {
    /// What was expected.
    pub says: String,
    /// Whether it was hidden until now.
    pub hidden: bool,
    /// Whether it passed.
    pub passed: bool,
    /// What came instead.
    pub came: Vec<String>,
    /// The scenario that was run, as JSON, to look at.
    pub scenario: Option<String>,
}

/// Reads a lesson into what the page shows.
pub(crate) fn lesson(text: &str) -> Result<Box<LessonView>, String> {
    let lesson = read(text).map_err(|error| error.to_string())?;
    let document = Document::new(&*lesson.workflow.text);
    let question = |question: &Question| QuestionView {
        ask: question.ask.clone(),
        scenario: question.scenario as u32,
        about_run: question.tells.is_some(),
        kind: kind(&lesson, question),
    };
    Ok(Box::new(LessonView {
        workflow: lesson.workflow.text.to_string(),
        scenarios: write_scenarios(&lesson.scenarios).to_json_pretty(),
        runs: lesson.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
        groups: lesson.groups.iter().map(|group| (group.label.clone(), group.states.clone())).collect(),
        states: document.definition.states.iter().map(|state| state.name.value.to_string()).collect(),
        predict: lesson.predict.iter().map(question).collect(),
        investigate: lesson.investigate.iter().map(question).collect(),
        modify: lesson.modify.as_ref().map(task),
        make: lesson.make.as_ref().map(task),
        id: lesson.id,
        title: lesson.title,
        idea: lesson.idea,
        trap: lesson.trap,
        minutes: lesson.minutes,
        story: lesson.story,
        run: lesson.run,
        remember: lesson.remember,
    }))
}

fn kind(lesson: &Lesson, question: &Question) -> KindView {
    match &question.kind {
        Kind::State => KindView::State,
        Kind::Json => KindView::Json,
        Kind::Text => KindView::Text,
        Kind::Number { unit } => KindView::Number(unit.clone()),
        Kind::Place => KindView::Place,
        Kind::Choice { options } => KindView::Choice(options.clone()),
        Kind::Input => {
            let scenario = lesson.scenarios.get(question.scenario);
            KindView::Input(scenario.map_or_else(|| "{}".to_owned(), |scenario| scenario.input.to_json_pretty()))
        }
    }
}

fn task(task: &Task) -> TaskView {
    let open = task.checks.iter().filter(|check| !check.hidden);
    let scenarios: Vec<Scenario> = open
        .clone()
        .filter_map(|check| match &check.test {
            Test::Runs(scenario) => Some(named(scenario, &check.says)),
            Test::Has(_) => None,
        })
        .collect();
    let scenarios = if scenarios.is_empty() { String::new() } else { write_scenarios(&scenarios).to_json_pretty() };
    TaskView {
        goal: task.goal.clone(),
        start: task.start.text.to_string(),
        scenarios,
        checks: open.map(|check| check.says.clone()).collect(),
        hidden: task.checks.iter().filter(|check| check.hidden).count() as u32,
        hints: task.hints.clone(),
        pieces: pieces(task).into_iter().map(|piece| (piece.name, piece.state.to_json_pretty())).collect(),
        solution: task.solution.text.to_string(),
        others: task.others.iter().map(|other| (other.says.clone(), other.definition.text.to_string())).collect(),
        par: par(task).map(|score| score_words(&score)).unwrap_or_default(),
    }
}

/// A scenario with a name to find it by.
fn named(scenario: &Scenario, says: &str) -> Scenario {
    let name = if scenario.name.is_empty() { says.replace('`', "") } else { scenario.name.clone() };
    Scenario { name, ..scenario.clone() }
}

fn score_words(score: &lessons::Score) -> String {
    let counted = |count: usize, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    let together = if score.runs > 1 { format!(" in {} runs together", score.runs) } else { String::new() };
    format!("{}, {}{together}", counted(score.states, "state"), counted(score.transitions, "transition"))
}

/// Judges what a learner gives.
pub(crate) fn judge(text: &str, phase: Phase, given: &Given) -> Judgement {
    let said = |explanation: String| Judgement { explanation, ..Judgement::default() };
    let lesson = match read(text) {
        Ok(lesson) => lesson,
        Err(error) => return said(format!("This lesson cannot be read: {error}")),
    };
    let phase = match phase {
        Phase::Predict => lessons::Phase::Predict,
        Phase::Investigate => lessons::Phase::Investigate,
        Phase::Modify => lessons::Phase::Modify,
        Phase::Make => lessons::Phase::Make,
    };
    match given {
        Given::Definition(text) => judgement(check(&lesson, phase, Submission::Definition(text))),
        Given::Answer(index, text) => {
            let index = *index as usize;
            let Some(question) = lesson.questions(phase).get(index) else { return said("There is no such question.".to_owned()) };
            match typed(&question.kind, text) {
                Ok(value) => judgement(check(&lesson, phase, Submission::Answer(index, &value))),
                Err(why) => said(why),
            }
        }
    }
}

fn judgement(verdict: Verdict) -> Judgement {
    let checks = verdict.checks.into_iter().map(|checked| JudgedCheck {
        scenario: checked.scenario.map(|scenario| Value::to_json(&write_scenario(&named(&scenario, &checked.says)))),
        says: checked.says,
        hidden: checked.hidden,
        passed: checked.passed,
        came: checked.came,
    });
    Judgement {
        passed: verdict.passed,
        explanation: verdict.explanation,
        refused: verdict.refused,
        doubts: verdict.doubts,
        checks: checks.collect(),
        score: verdict.score.map(|score| score_words(&score)).unwrap_or_default(),
    }
}

/// Makes a lesson to begin with.
pub(crate) fn draft(title: &str, definition: &str, scenarios: &str) -> Result<String, String> {
    let scenarios = if scenarios.trim().is_empty() {
        Vec::new()
    } else {
        read_scenarios(scenarios).map_err(|error| format!("the scenarios cannot be read: {error}"))?
    };
    lessons::draft(title, definition, &scenarios)
}

/// What is missing or not so in a lesson.
pub(crate) fn review(text: &str) -> Vec<(String, String)> {
    let findings = match read(text) {
        Ok(lesson) => lessons::review(&lesson),
        Err(error) => vec![error],
    };
    findings.into_iter().map(|finding| (finding.place, finding.message)).collect()
}
