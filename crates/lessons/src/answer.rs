//! Judging answers. Where the run can tell, the run is asked; what is written as the answer stands in for the rest.

use std::sync::Arc;

use expressions::jsonata::{Bindings, Budget, Expression, Outcome};
use expressions::{NoVariables, SeededEnvironment};
use simulator::scenario::Scenario;
use value::Value;

use crate::notation;
use crate::run::run;
use crate::view::view;
use crate::{Kind, Lesson, Question, Verdict};

/// The right answer: what the run tells, or what is written. `Err` says why there is none.
pub fn truth(lesson: &Lesson, question: &Question) -> Result<Value, String> {
    match (&question.tells, &question.kind) {
        (None, _) | (_, Kind::Input) => Ok(question.answer.clone()),
        (Some(tells), _) => tell(lesson, &lesson.scenarios[question.scenario], tells),
    }
}

/// Judges an answer.
#[must_use]
pub fn answer(lesson: &Lesson, question: &Question, given: &Value) -> Verdict {
    let right = match &question.kind {
        Kind::Input => input_is_right(lesson, question, given),
        kind => truth(lesson, question).map(|truth| same(kind, &truth, given)),
    };
    match right {
        Ok(true) => Verdict::of_answer(true, question.reason.clone()),
        Ok(false) => Verdict::of_answer(false, mistake(lesson, question, given)),
        Err(why) => Verdict::of_answer(false, why),
    }
}

/// The answer that somebody has typed or chosen as text, or what is wrong with it. A place in a run is never typed.
pub fn typed(kind: &Kind, text: &str) -> Result<Value, String> {
    match kind {
        Kind::State | Kind::Text | Kind::Choice { .. } => Ok(Value::from(text.trim())),
        Kind::Number { .. } => match value::parse(text.trim()) {
            Ok(Value::Number(number)) => Ok(Value::Number(number)),
            _ => Err("A number is needed here, such as 12 or 2.5.".to_owned()),
        },
        Kind::Json | Kind::Input | Kind::Place => {
            value::parse(text).map_err(|error| notation::explained(text, &error.to_string()))
        }
    }
}

/// What is mistaken in a wrong answer.
fn mistake(lesson: &Lesson, question: &Question, given: &Value) -> String {
    if question.kind == Kind::Place && given.is_null() {
        return "No step is chosen yet. Run the example, then choose the step in the list or on the diagram.".to_owned();
    }
    if let Some(listed) = question.wrong.iter().find(|wrong| same(&question.kind, &wrong.answer, given)) {
        return listed.because.clone();
    }
    if let Some(other) = where_right(lesson, question, given) {
        let asked = &lesson.scenarios[question.scenario].name;
        return format!("So it is in the run of “{other}”. The question is about “{asked}”.");
    }
    let said = &question.otherwise;
    if said.is_empty() { "Not this one. Go through it once more, state by state.".to_owned() } else { said.clone() }
}

/// The other run of the lesson in which the answer would be right.
fn where_right<'a>(lesson: &'a Lesson, question: &Question, given: &Value) -> Option<&'a str> {
    let tells = question.tells.as_ref().filter(|_| question.kind != Kind::Input && !given.is_null())?;
    let others = lesson.scenarios.iter().enumerate().filter(|(index, _)| *index != question.scenario);
    let right = |scenario: &Scenario| tell(lesson, scenario, tells).is_ok_and(|truth| same(&question.kind, &truth, given));
    others.map(|(_, scenario)| scenario).find(|scenario| right(scenario)).map(|scenario| scenario.name.as_str())
}

fn same(kind: &Kind, one: &Value, other: &Value) -> bool {
    match kind {
        Kind::Place => whole_place(one) == whole_place(other),
        Kind::Number { .. } => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-6 * one.abs().max(1.0),
            _ => false,
        },
        _ => one == other,
    }
}

/// A place in a run: the first visit where none is named, and nothing of a step but its place.
fn whole_place(value: &Value) -> Value {
    let visit = value.get("visit").and_then(Value::as_i64).unwrap_or(1);
    Value::object([("state", value.get("state").cloned().unwrap_or_default()), ("visit", Value::from(visit))])
}

fn input_is_right(lesson: &Lesson, question: &Question, given: &Value) -> Result<bool, String> {
    let scenario = Scenario { input: given.clone(), ..lesson.scenarios[question.scenario].clone() };
    match &question.tells {
        Some(tells) => Ok(tell(lesson, &scenario, tells)? == Value::Bool(true)),
        None => Ok(given == &question.answer),
    }
}

/// What an expression tells of a run.
fn tell(lesson: &Lesson, scenario: &Scenario, tells: &Expression) -> Result<Value, String> {
    let program = simulator::load(&lesson.workflow.text).map_err(|problems| {
        let first = problems.first().map_or_else(String::new, ToString::to_string);
        format!("The lesson's workflow cannot be run: {first}")
    })?;
    let execution = run(&Arc::new(program), scenario).map_err(|endless| endless.sentence())?;
    let view = view(&execution);
    let bindings = Bindings { input: Some(&view), states: None, variables: &NoVariables };
    let mut environment = SeededEnvironment::new(scenario.start_millis, scenario.seed);
    match tells.evaluate(&bindings, &mut environment, Budget::default()) {
        Ok(Outcome::Value(value)) => Ok(value),
        Ok(_) => Ok(Value::Null),
        Err(error) => Err(format!("The lesson's expression `{}` does not work: {error}", tells.source())),
    }
}
