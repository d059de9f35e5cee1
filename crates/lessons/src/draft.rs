//! A lesson to begin with, made from a workflow and its scenarios: what they show becomes questions and checks.

use std::sync::Arc;

use simulator::scenario::{Scenario, write_scenario};
use simulator::{Execution, Status, Summary};
use value::{Number, Object, Value};

use crate::run::run;

/// Longer outputs are nothing to type.
const LARGEST_ANSWER: usize = 400;

/// A lesson's text to begin with. It can be read; what an author still has to say is in square brackets, and
/// [`crate::review`] tells what is missing. `Err` says why the workflow cannot be run.
pub fn draft(title: &str, definition: &str, scenarios: &[Scenario]) -> Result<String, String> {
    let problem = |problems: Vec<simulator::CompileProblem>| problems.first().map_or_else(String::new, ToString::to_string);
    let program = Arc::new(simulator::load(definition).map_err(problem)?);
    let nothing = [Scenario { name: "A first run".to_owned(), ..Scenario::default() }];
    let scenarios = if scenarios.is_empty() { &nothing[..] } else { scenarios };
    let mut seen = Vec::new();
    for scenario in scenarios {
        seen.push((scenario, run(&program, scenario).map_err(|endless| endless.sentence())?));
    }
    let written = value::parse(definition).unwrap_or_else(|_| Value::from(definition));
    let texts = |texts: &[&str]| Value::array(texts.iter().copied());
    let lesson = Value::object([
        ("version", Value::from(1)),
        ("id", Value::from(id(title))),
        ("title", Value::from(title)),
        ("idea", Value::from("[The one new idea, as a sentence.]")),
        ("trap", Value::from("[What people believe instead.]")),
        ("minutes", Value::from(7)),
        ("story", texts(&["[What it is about, in a few sentences.]"])),
        ("workflow", written.clone()),
        ("scenarios", scenarios.iter().map(without_expectation).collect::<Vec<_>>().into()),
        ("predict", questions(&seen).into()),
        ("run", Value::from("[What to do and look at.]")),
        ("modify", task(written, &seen)),
        ("remember", Value::from("[What to remember.]")),
    ]);
    Ok(lesson.to_json_pretty())
}

/// What came of a run, as an expectation.
#[must_use]
pub fn seen(execution: &Execution) -> Value {
    let summary = Summary::of(execution);
    let mut expect = Object::new();
    expect.insert("status", summary.status.name());
    if let Some(output) = &summary.output {
        expect.insert("output", output.clone());
    }
    if let Some(error) = &summary.error {
        expect.insert("error", error.clone());
    }
    if let Some(cause) =
        summary.cause.as_ref().filter(|_| !summary.error.as_ref().is_some_and(|error| error.starts_with("States.")))
    {
        expect.insert("cause", cause.clone());
    }
    expect.insert("path", Value::array(summary.path.iter().map(String::as_str)));
    if summary.virtual_millis > 0 {
        expect.insert("virtualSeconds", seconds(&summary));
    }
    Value::from(expect)
}

/// What can be asked of any run: where it ends, what comes out or with which error it fails, how long it takes, how often
/// something is tried again. An author keeps what serves the lesson.
fn questions(seen: &[(&Scenario, Execution)]) -> Vec<Value> {
    let mut questions = Vec::new();
    for (scenario, execution) in seen {
        let summary = Summary::of(execution);
        let Some(last) = summary.path.last() else { continue };
        let about = |ask: String, kind: &str, answer: Value, tells: &str| {
            Value::object([
                ("ask", Value::from(ask)),
                ("scenario", Value::from(scenario.name.as_str())),
                ("kind", Value::from(kind)),
                ("answer", answer),
                ("tells", Value::from(tells)),
                ("reason", Value::from("[Why is it so?]")),
            ])
        };
        let name = &scenario.name;
        let ask = format!("Which state is the last of “{name}”?");
        questions.push(about(ask, "state", Value::from(last.as_str()), "path[-1]"));
        if let Some(output) = summary.output.as_ref().filter(|output| output.json_size() <= LARGEST_ANSWER) {
            questions.push(about(format!("What comes out of “{name}”?"), "json", output.clone(), "output"));
        }
        if let Some(error) = &summary.error {
            questions.push(about(format!("With which error does “{name}” fail?"), "text", Value::from(error.clone()), "error"));
        }
        if summary.virtual_millis > 0 {
            let ask = format!("How many seconds does “{name}” take?");
            questions.push(about(ask, "number", seconds(&summary), "seconds"));
        }
        let retries = execution.recording().retries;
        if retries > 0 {
            let ask = format!("How often is something tried again in “{name}”?");
            questions.push(about(ask, "number", Value::from(i64::from(retries)), "retries"));
        }
    }
    questions
}

/// The workflow is the solution; what the learner begins with is the author's to break.
fn task(written: Value, seen: &[(&Scenario, Execution)]) -> Value {
    let check = |(index, (scenario, execution)): (usize, &(&Scenario, Execution))| {
        let says = match Summary::of(execution).status {
            Status::Succeeded => format!("“{}” comes to what it should.", scenario.name),
            status => format!("“{}” ends as {}.", scenario.name, status.name()),
        };
        let mut check = Object::new();
        check.insert("says", says);
        if index > 0 && index + 1 == seen.len() {
            check.insert("hidden", true);
        }
        check.insert("like", scenario.name.as_str());
        check.insert("expect", self::seen(execution));
        Value::from(check)
    };
    Value::object([
        ("goal", Value::from("[What is to be reached?]")),
        ("start", Value::object([("from", "workflow")])),
        ("checks", seen.iter().enumerate().map(check).collect::<Vec<_>>().into()),
        ("hints", Value::array(["[The first small thing.]", "[The next one.]"])),
        ("solution", written),
    ])
}

fn without_expectation(scenario: &Scenario) -> Value {
    let mut written = write_scenario(scenario);
    if let Value::Object(members) = &mut written {
        Arc::make_mut(members).remove("expect");
    }
    written
}

fn seconds(summary: &Summary) -> Value {
    Number::from_f64(summary.virtual_seconds()).map_or(Value::Null, Value::Number)
}

/// A title as an id: small letters, digits and hyphens.
fn id(title: &str) -> String {
    let plain: String =
        title.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let id: String = words.join("-").chars().take(60).collect();
    if id.is_empty() { "lesson".to_owned() } else { id }
}
