//! What is wrong with a lesson is told with its place and what to do; nothing that a stranger writes is believed.

mod common;

use lessons::{LessonError, Phase, read};

const LESSON: &str = r#"{
  "version": 1, "id": "tea", "title": "Tea", "idea": "Water first.",
  "workflow": {"StartAt": "Boil", "States": {"Boil": {"Type": "Pass", "End": true}}},
  "scenarios": [{"name": "One cup", "input": {"cups": 1}}],
  "predict": [{"ask": "How many states?", "kind": "number", "answer": 1, "tells": "$count(path)", "reason": "There is one."}],
  "modify": {
    "goal": "End with nothing.",
    "checks": [{"says": "It ends with nothing.", "like": "One cup", "expect": {"output": {}}}],
    "solution": {"from": "start", "set": {"/States/Boil/Result": {}}}
  }
}"#;

#[test]
fn a_small_lesson_is_read() {
    let lesson = read(LESSON).expect("a lesson");
    assert_eq!(lesson.phases(), [Phase::Predict, Phase::Modify]);
    let task = lesson.task(Phase::Modify).expect("a task");
    assert_eq!(task.start, lesson.workflow);
    let solution = value::parse(&task.solution.text).unwrap();
    assert_eq!(solution.to_json(), r#"{"StartAt":"Boil","States":{"Boil":{"Type":"Pass","Result":{},"End":true}}}"#);
}

#[test]
fn the_example_of_the_documentation_is_a_lesson_that_works() {
    let page = include_str!("../../../docs/lessons.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let lesson = read(example).expect("a lesson");
    let question = &lesson.predict[0];
    assert!(lessons::answer(&lesson, question, &question.answer).passed);
    assert_eq!(lessons::answer(&lesson, question, &question.wrong[0].answer).explanation, question.wrong[0].because);
    let task = lesson.task(Phase::Modify).expect("a task");
    assert!(!lessons::attempt(task, &task.start.text).passed);
    assert!(lessons::attempt(task, &task.solution.text).passed);
    assert_eq!(lessons::attempt(task, &task.wrong[0].definition.text).explanation, task.wrong[0].says);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let changes = [
        ("/version", "2", "version: only version 1 is known here: perhaps a newer Stepwright can read it"),
        ("/id", r#""Tea Time""#, "id: an id has at most 60 characters: small letters a to z, digits and hyphens"),
        ("/title", r#"" ""#, "title: this text is empty: the name that a reader sees"),
        ("/idea", "7", "idea: a text is needed, not a number"),
        ("/minutes", "0", "minutes: a whole number of minutes from 1 to 120 is needed"),
        ("/workflow", "{}", "workflow: this is no definition: it has neither StartAt nor States, nor `from`"),
        ("/workflow", "1", "workflow: a definition is an object or its text, not a number"),
        ("/scenarios", "[]", "the lesson: `scenarios` is missing: at least one run to look at"),
        ("/scenarios", "{}", "scenarios: a list is needed, not an object"),
        (
            "/scenarios/0/mock",
            "{}",
            "scenarios[0]: `mock` is not known here; a scenario has name, description, type, input, seed, startTime, mocks, services, workflows, expect",
        ),
        (
            "/predict/0/kind",
            r#""guess""#,
            "predict[0].kind: `guess` is not known; an answer is state, json, text, number, place, choice or input",
        ),
        ("/predict/0/answer", r#""one""#, "predict[0].answer: a number is needed"),
        ("/predict/0/scenario", r#""Two cups""#, "predict[0].scenario: no scenario of the lesson has the name `Two cups`"),
        ("/predict/0/wrong", r#"[{"answer": 2}]"#, "predict[0].wrong[0]: `because` is missing: what is mistaken in it"),
        (
            "/modify/solution",
            r#"{"from": "goal"}"#,
            "modify.solution.from: `goal` cannot be begun with here; there is workflow, start",
        ),
        (
            "/modify/solution",
            r#"{"from": "start", "set": {"/States/Cool/Next": "A"}}"#,
            "modify.solution.set: `/States/Cool/Next` leads nowhere: there is no `Cool`",
        ),
        ("/modify/checks", "[]", "modify: `checks` is missing: what the workflow must do"),
        (
            "/modify/checks/0",
            r#"{"says": "It works."}"#,
            "modify.checks[0]: nothing is checked: give it `expect`, or one of uses, avoids, mostStates",
        ),
        (
            "/modify/checks/0",
            r#"{"says": "It works.", "uses": {}}"#,
            "modify.checks[0].uses: one of field, type, resource, text or state is needed",
        ),
    ];
    for (pointer, new, expected) in changes {
        assert_eq!(error(&changed(pointer, new)), expected, "{pointer} {new}");
    }
    assert!(error(&changed("/predict/0/tells", r#""$count(""#)).starts_with("predict[0].tells: this is no JSONata expression:"));
    assert!(error("[").starts_with("the lesson: this is not JSON:"));
    assert_eq!(error("[]"), "the lesson: a lesson is an object, not an array");
}

#[test]
fn lessons_of_any_size_are_refused_at_once() {
    assert!(error(&" ".repeat(2_000_000)).contains("a lesson has at most"));
    let long = format!("\"{}\"", "a".repeat(5_000));
    assert_eq!(error(&changed("/title", &long)), "title: this text has 5000 bytes; a lesson's text has at most 4000");
    let many = format!("[{}]", vec!["\"a\""; 100].join(","));
    assert_eq!(error(&changed("/story", &many)), "story: this list has 100 entries; a lesson's list has at most 60");
    assert!(error(&"[".repeat(100_000)).contains("this is not JSON"));
}

#[test]
fn a_lesson_of_any_shape_is_read_or_refused() {
    let variants = common::variants(LESSON);
    assert!(variants.len() > 300);
    for variant in variants {
        // Whatever comes of it, it comes as a value or a sentence.
        if let Err(LessonError { place, message }) = read(&variant) {
            assert!(!place.is_empty() && !message.is_empty(), "{variant}");
        }
    }
}

fn error(text: &str) -> String {
    read(text).map_or_else(|error| error.to_string(), |lesson| panic!("{} is read", lesson.id))
}

/// The lesson with another value at a place.
fn changed(pointer: &str, new: &str) -> String {
    common::changed(LESSON, pointer, new)
}
