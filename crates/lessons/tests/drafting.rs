//! A draft is a lesson that can be read, and a review says what its author has to do.

use lessons::{Phase, draft, read, review};
use simulator::scenario::read_scenarios;

const OVEN: &str = r#"{"StartAt":"Heat","States":{"Heat":{"Type":"Wait","Seconds":60,"Next":"Hot?"},
    "Hot?":{"Type":"Choice","Choices":[{"Variable":"$.broken","BooleanEquals":true,"Next":"Stop"}],"Default":"Bake"},
    "Bake":{"Type":"Pass","Result":"bread","End":true},"Stop":{"Type":"Fail","Error":"Broken","Cause":"it is cold"}}}"#;

#[test]
fn a_workflow_with_scenarios_becomes_a_lesson() {
    let scenarios = r#"{"scenarios":[{"name":"It works","input":{"broken":false},"expect":{"status":"SUCCEEDED"}},
        {"name":"It is broken","input":{"broken":true}}]}"#;
    let text = draft("The old oven!", OVEN, &read_scenarios(scenarios).expect("scenarios")).expect("a draft");
    let lesson = read(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((lesson.id.as_str(), lesson.phases()), ("the-old-oven", vec![Phase::Predict, Phase::Modify]));
    let asked: Vec<_> = lesson.predict.iter().map(|question| (question.ask.as_str(), question.answer.to_json())).collect();
    assert_eq!(
        asked,
        [
            ("Which state is the last of “It works”?", "\"Bake\"".to_owned()),
            ("What comes out of “It works”?", "\"bread\"".to_owned()),
            ("How many seconds does “It works” take?", "60".to_owned()),
            ("Which state is the last of “It is broken”?", "\"Stop\"".to_owned()),
            ("With which error does “It is broken” fail?", "\"Broken\"".to_owned()),
            ("How many seconds does “It is broken” take?", "60".to_owned()),
        ]
    );
    let task = lesson.task(Phase::Modify).expect("a task");
    assert!(lessons::attempt(task, OVEN).passed);
    let missing: Vec<String> = review(&lesson).iter().map(ToString::to_string).collect();
    assert!(missing.contains(&"modify.start: it passes every check already".to_owned()), "{missing:#?}");
    assert!(missing.contains(&"idea: still to be written: The one new idea, as a sentence.".to_owned()), "{missing:#?}");
    assert!(missing.contains(&"predict[0]: no wrong answer is explained: which one do people give?".to_owned()), "{missing:#?}");
}

#[test]
fn a_workflow_alone_becomes_a_lesson_too() {
    let text = draft("…", r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#, &[]).expect("a draft");
    assert_eq!(read(&text).expect("a lesson").id, "lesson");
}

#[test]
fn what_cannot_be_run_is_told() {
    assert!(draft("Oven", r#"{"StartAt":"A"}"#, &[]).is_err_and(|why| !why.is_empty()));
    let round = r#"{"StartAt":"A","TimeoutSeconds":9,"States":{"A":{"Type":"Map","ItemProcessor":{"StartAt":"B","ProcessorConfig":{"Mode":"DISTRIBUTED"},
        "States":{"B":{"Type":"Choice","Choices":[{"Variable":"$","IsPresent":true,"Next":"B"}]}}},"End":true}}}"#;
    let scenario = read_scenarios(r#"{"scenarios":[{"name":"Round","input":[1,2,3,4,5,6,7,8,9,10]}]}"#).expect("scenarios");
    assert!(draft("Round", round, &scenario).is_err_and(|why| why.contains("it goes round and round")));
}
