//! Judging is about behaviour, says what came in words, and always ends.

mod common;

use lessons::{Kind, Lesson, Phase, Submission, Verdict, check, read, typed};
use value::Value;

const BREWING: &str = r#"{
  "version": 1, "id": "brew", "title": "Brew", "idea": "Ask until it is hot.",
  "workflow": {"StartAt": "Ask", "States": {
    "Ask": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Ask", "Next": "Hot?"},
    "Hot?": {"Type": "Choice", "Choices": [{"Variable": "$.hot", "BooleanEquals": true, "Next": "Pour"}], "Default": "Pour"},
    "Pour": {"Type": "Pass", "Result": {"cup": "full"}, "End": true}}},
  "scenarios": [
    {"name": "Hot", "mocks": {"Ask": {"Return": {"hot": true}}}},
    {"name": "Cold", "mocks": {"Ask": {"Return": {"hot": false}}}}],
  "predict": [
    {"ask": "Which state is last?", "kind": "state", "answer": "Pour", "tells": "path[-1]", "reason": "It ends there.",
     "wrong": [{"answer": "Ask", "because": "It is first."}], "otherwise": "Follow Next."},
    {"ask": "How long?", "kind": "number", "unit": "seconds", "answer": 99, "tells": "seconds", "reason": "At once."},
    {"ask": "Give an input.", "kind": "input", "answer": {}, "tells": "steps[0].input.sugar = 2", "reason": "Two."}],
  "modify": {
    "goal": "Fail with TooCold if it is not hot.",
    "checks": [
      {"says": "Hot water is poured.", "like": "Hot", "expect": {"status": "SUCCEEDED", "output": {"cup": "full"}}},
      {"says": "Cold water is an error.", "like": "Cold", "expect": {"error": "TooCold", "states": {"Ask": {"attempts": 1}}}},
      {"says": "No Wait is needed.", "avoids": {"type": "Wait"}},
      {"says": "Four states are enough.", "mostStates": 4}],
    "solution": {"from": "start", "set": {"/States/Hot?/Default": "Stop", "/States/Stop": {"Type": "Fail", "Error": "TooCold"}}},
    "wrong": [{"definition": {"from": "solution", "set": {"/States/Stop/Error": "Cold"}}, "because": "The name is another one."}]
  }
}"#;

#[test]
fn an_answer_is_judged_by_the_run_not_by_what_is_written() {
    let lesson = brewing();
    let say = |index, answer: Value| check(&lesson, Phase::Predict, Submission::Answer(index, &answer));
    assert_eq!(say(0, Value::from("Pour")), right("It ends there."));
    assert_eq!(say(0, Value::from("Ask")), wrong("It is first."));
    assert_eq!(say(0, Value::from("Hot?")), wrong("Follow Next."));
    assert_eq!(say(1, Value::from(0)), right("At once."));
    assert_eq!(say(1, Value::from(99)), wrong("Not this one. Go through it once more, state by state."));
    assert_eq!(say(2, value::parse(r#"{"sugar": 2, "milk": true}"#).unwrap()), right("Two."));
    assert!(!say(2, Value::Null).passed);
    assert_eq!(say(3, Value::Null), wrong("This phase of the lesson has no such question."));
}

#[test]
fn what_is_typed_becomes_an_answer_or_is_told_what_is_wrong() {
    let number = Kind::Number { unit: String::new() };
    assert_eq!(typed(&number, " 2.50 "), Ok(value::parse("2.5").unwrap()));
    assert_eq!(typed(&number, "two"), Err("A number is needed here, such as 12 or 2.5.".to_owned()));
    assert_eq!(typed(&number, "\"2\""), Err("A number is needed here, such as 12 or 2.5.".to_owned()));
    assert_eq!(typed(&Kind::Text, " States.Runtime\n"), Ok(Value::from("States.Runtime")));
    assert_eq!(typed(&Kind::Json, "[1, 2]").map(|answer| answer.to_json()), Ok("[1,2]".to_owned()));
    assert_eq!(typed(&Kind::Json, " Eli "), Err("In JSON a text stands in double quotes: `\"Eli\"`.".to_owned()));
    assert_eq!(typed(&Kind::Json, "{a}"), Err("This is not JSON: key must be a string at line 1 column 2.".to_owned()));
}

#[test]
fn what_is_nearly_json_is_told_by_the_rule_that_it_breaks() {
    for (given, said) in [
        ("0, 2, 6, 14", "In JSON a list stands in square brackets: `[0, 2, 6, 14]`."),
        ("0 2 6 14", "In JSON a list stands in square brackets and a comma stands between two values: `[0, 2, 6, 14]`."),
        ("[0, 2, 6, 14", "In JSON every bracket that is opened is closed: `[0, 2, 6, 14]`."),
        ("[0, 2,]", "In JSON no comma stands behind the last value: `[0, 2]`."),
        ("a: 1", "In JSON names with values stand in braces and a name stands in double quotes: `{\"a\": 1}`."),
        ("\"a\": 1, \"b\": {\"c\": []}", "In JSON names with values stand in braces: `{\"a\": 1, \"b\": {\"c\": []}}`."),
        ("{a: 1}", "In JSON a name stands in double quotes: `{\"a\": 1}`."),
        ("{'a': 'it is'}", "In JSON a name stands in double quotes and a text stands in double quotes: `{\"a\": \"it is\"}`."),
        ("{\"a\": red wine}", "In JSON a text stands in double quotes: `{\"a\": \"red wine\"}`."),
        ("“Eli”", "In JSON a text stands in double quotes: `\"Eli\"`."),
        ("arn:aws:states", "In JSON a text stands in double quotes: `\"arn:aws:states\"`."),
        ("https://example.com", "In JSON a text stands in double quotes: `\"https://example.com\"`."),
        (
            "{\"a\"=True}",
            "In JSON a colon stands between a name and its value and `true`, `false` and `null` have small letters: `{\"a\": true}`.",
        ),
        (
            "{\"a\": 1 \"b\": .5}",
            "In JSON a comma stands between two values and a number is written like 12, -3 or 0.5: `{\"a\": 1, \"b\": 0.5}`.",
        ),
    ] {
        assert_eq!(typed(&Kind::Json, given), Err(said.to_owned()), "{given}");
    }
    assert!(typed(&Kind::Json, " ").is_err_and(|said| said.starts_with("Write your answer first")));
}

#[test]
fn what_is_told_of_the_notation_of_an_answer_can_be_typed_in_its_place() {
    const SIGNS: [&str; 16] = ["{", "}", "[", "]", ",", ":", "'", "\"", " ", "\n", "a", "b c", "1", "-", "True", "“"];
    let mut seed = 7_u32;
    let mut told = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(SIGNS[(seed >> 24) as usize % SIGNS.len()]);
        }
        let Err(said) = typed(&Kind::Json, &text) else { continue };
        let Some((_, meant)) = said.split_once(": `").filter(|_| said.starts_with("In JSON")) else { continue };
        let meant = meant.trim_end_matches("`.");
        assert!(typed(&Kind::Json, meant).is_ok(), "{text:?}: {said}");
        told += 1;
    }
    assert!(told > 400, "{told}");
    let deep = "[".repeat(100_000);
    assert!(typed(&Kind::Json, &deep).is_err());
}

#[test]
fn a_failed_check_says_what_came_and_carries_its_scenario() {
    let verdict = attempt(&brewing().workflow.text);
    let passed: Vec<bool> = verdict.checks.iter().map(|checked| checked.passed).collect();
    assert_eq!((verdict.passed, passed), (false, vec![true, false, true, true]));
    assert_eq!(verdict.checks[1].came, [r#"error is null, not "TooCold""#]);
    let scenario = verdict.checks[1].scenario.as_ref().expect("what was run");
    assert_eq!(scenario.name, "Cold water is an error");
    assert!(scenario.mocks.contains_key("Ask"));
}

#[test]
fn a_prepared_answer_that_nobody_asks_for_is_told() {
    let other_work = solution().replace("\"Ask\"", "\"Look\"").replace("function:Ask", "function:Look");
    let came = &attempt(&other_work).checks[1].came;
    assert_eq!(
        came.last().map(String::as_str),
        Some("an answer is prepared for `Ask`, but no state of that name asks for it"),
        "{came:?}"
    );
}

#[test]
fn states_may_have_other_names_where_they_do_the_same_work() {
    let renamed = solution().replace("\"Ask\"", "\"LookAtTheThermometer\"");
    assert!(attempt(&renamed).passed, "{}", attempt(&renamed).told());
}

#[test]
fn a_definition_in_yaml_is_judged_alike() {
    let yaml = "StartAt: Ask\nStates:\n  Ask: {Type: Task, Resource: 'arn:aws:lambda:us-east-1:123456789012:function:Ask', Next: Hot}\n  \
                Hot:\n    Type: Choice\n    Default: Stop\n    Choices:\n    - {Variable: $.hot, BooleanEquals: true, Next: Pour}\n  \
                Pour: {Type: Pass, Result: {cup: full}, End: true}\n  Stop: {Type: Fail, Error: TooCold}\n";
    let verdict = attempt(yaml);
    assert!(verdict.passed, "{}", verdict.told());
    assert_eq!(verdict.score.map(|score| (score.states, score.transitions, score.runs)), Some((4, 6, 2)));
}

#[test]
fn a_foreseen_mistake_is_known_by_what_it_does() {
    let written_otherwise = common::written_otherwise(&solution().replace("TooCold", "Cold"));
    assert_eq!(attempt(&written_otherwise).explanation, "The name is another one.");
    assert_eq!(attempt(&solution().replace("TooCold", "VeryCold")).explanation, "");
}

#[test]
fn a_path_that_a_function_cannot_find_is_the_same_mistake_whatever_the_functions_text() {
    let lesson = read(&common::lesson("4-failure/03-catch")).expect("a lesson");
    let task = lesson.task(Phase::Modify).expect("a task");
    let told = |function: &str| {
        let text =
            task.start.text.replace(r#""Message": "Please apologise to the guests""#, &format!(r#""Message.$": "{function}""#));
        lessons::attempt(task, &text).explanation
    };
    let explained = told("States.Format('Table {}: {}', $.table, $.Cause)");
    assert!(explained.contains("`ResultPath`"), "{explained}");
    assert_eq!(told("States.Format('At {}, {}!', $.table, $.error.Cause)"), explained);
    assert_ne!(told("States.Format('Table {}: {}', $.seat, $.Cause)"), explained);
}

#[test]
fn a_foreseen_mistake_that_cannot_be_run_is_known_by_what_is_wrong() {
    let both = solution().replace("\"Error\":", "\"Cause\":\"cold\",\"CausePath\":\"$.why\",\"Error\":");
    let lesson = BREWING.replace(
        r#""because": "The name is another one."}"#,
        &format!(
            r#""because": "The name is another one."}}, {{"definition": {}, "because": "One of both."}}"#,
            Value::from(&*both).to_json()
        ),
    );
    let lesson = read(&lesson).expect("a lesson");
    let told = |text: &str| check(&lesson, Phase::Modify, Submission::Definition(text)).explanation;
    assert_eq!(told(&both.replace("Stop", "Halt")), "One of both.");
    assert_eq!(told(&both.replace("\"Cause\":\"cold\",", "").replace("$.why", "why")), "");
}

#[test]
fn what_cannot_be_run_is_refused_with_the_linters_sentences() {
    for (text, expected) in [
        ("{", "/"),
        ("", "/"),
        ("{}", "/: These fields are required"),
        (r#"{"StartAt":"A","States":{"A":{"Type":"Pass"}}}"#, "/States/A"),
    ] {
        let verdict = attempt(text);
        assert!(!verdict.passed && verdict.checks.is_empty());
        assert!(verdict.refused.iter().any(|sentence| sentence.starts_with(expected)), "{text}: {:?}", verdict.refused);
        assert!(verdict.refused.len() <= 3);
    }
    assert!(attempt(&" ".repeat(1_100_000)).refused[0].contains("a workflow has at most 1048576"));
}

#[test]
fn a_name_that_stands_twice_is_told_though_it_can_be_run() {
    let lesson = read(&common::lesson("4-failure/01-retry")).expect("a lesson");
    let task = lesson.task(Phase::Make).expect("a task");
    let retry =
        r#""Retry": [{"ErrorEquals": ["ScaleMoving"], "IntervalSeconds": 1, "MaxAttempts": 5, "BackoffRate": 1}], "Retry": ["#;
    let twice = task.start.text.replacen(r#""Retry": ["#, retry, 1);
    assert_ne!(*twice, *task.start.text);
    let verdict = lessons::attempt(task, &twice);
    assert!(!verdict.passed && !verdict.checks.is_empty(), "it is run, without the retrier");
    assert_eq!(verdict.doubts.len(), 1, "{:?}", verdict.doubts);
    assert!(verdict.doubts[0].contains("\"Retry\" stands twice"), "{:?}", verdict.doubts);
    assert!(verdict.told().starts_with(&verdict.doubts[0]));
    assert_eq!(lessons::attempt(task, &task.start.text).doubts, [""; 0]);
}

#[test]
fn a_run_without_end_is_stopped_and_told() {
    let round = r#"{"StartAt":"A","States":{
        "A":{"Type":"Map","ItemProcessor":{"StartAt":"I","ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
             "States":{"I":{"Type":"Pass","Next":"J"},"J":{"Type":"Choice","Choices":[{"Variable":"$","IsPresent":false,"Next":"K"}],"Default":"I"},
             "K":{"Type":"Succeed"}}},"ItemsPath":"$$.Execution.Input.list","End":true}}}"#;
    let text = BREWING.replace(r#""mocks": {"Ask": {"Return": {"hot": true}}}"#, r#""input": {"list": [1]}"#);
    let lesson = read(&text).unwrap();
    let verdict = check(&lesson, Phase::Modify, Submission::Definition(round));
    assert!(verdict.refused.is_empty(), "{:?}", verdict.refused);
    assert!(verdict.checks[0].came[0].contains("it goes round and round"), "{:?}", verdict.checks[0].came);
}

#[test]
fn an_expression_without_end_is_stopped_and_told() {
    for endless in ["($f := function($n) { $f($n + 1) }; $f(1))", "$pad('', 1000000000, 'x')"] {
        let lesson = read(&BREWING.replace("\"path[-1]\"", &value::Value::from(endless).to_json())).expect("a lesson");
        let verdict = check(&lesson, Phase::Predict, Submission::Answer(0, &Value::from("Pour")));
        assert!(!verdict.passed && verdict.explanation.contains("does not work"), "{}", verdict.explanation);
    }
}

#[test]
fn whatever_is_written_is_judged() {
    for lesson in lessons::curriculum::chapters().iter().flat_map(|chapter| chapter.lessons) {
        let lesson = read(lesson).expect("a lesson");
        for task in [Phase::Modify, Phase::Make].into_iter().filter_map(|phase| lesson.task(phase)) {
            let text = &task.solution.text;
            for end in (0..text.len()).step_by(997).filter(|end| text.is_char_boundary(*end)) {
                assert!(!lessons::attempt(task, &text[..end]).passed, "{}: {}", lesson.id, &text[..end]);
            }
        }
    }
}

fn brewing() -> Lesson {
    read(BREWING).expect("a lesson")
}

fn solution() -> String {
    brewing().modify.expect("a task").solution.text.to_string()
}

fn attempt(text: &str) -> Verdict {
    check(&brewing(), Phase::Modify, Submission::Definition(text))
}

fn right(explanation: &str) -> Verdict {
    Verdict { passed: true, ..wrong(explanation) }
}

fn wrong(explanation: &str) -> Verdict {
    Verdict { passed: false, explanation: explanation.to_owned(), ..Verdict::default() }
}
