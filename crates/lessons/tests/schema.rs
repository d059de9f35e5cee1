//! The published schema says of lessons what the reader does.

mod common;
#[path = "common/validator.rs"]
mod validator;

use lessons::read;
use validator::Validator;
use value::Value;

#[test]
fn every_lesson_is_valid_by_the_schema() {
    let schema = schema();
    for chapter in lessons::curriculum::chapters() {
        for text in chapter.lessons {
            let lesson = value::parse(text).expect("a lesson is JSON");
            assert_eq!(Validator(&schema).check(&schema, &lesson, ""), Ok(()), "{}", lesson.get("id").unwrap_or(&Value::Null));
        }
    }
}

#[test]
fn what_is_read_is_valid_by_the_schema() {
    let schema = schema();
    let (mut valid, mut refused) = (0, 0);
    for variant in common::variants(lessons::curriculum::chapters()[0].lessons[0]) {
        let by_schema = Validator(&schema).check(&schema, &value::parse(&variant).expect("JSON"), "");
        match read(&variant) {
            Ok(_) => {
                assert_eq!(by_schema, Ok(()), "{variant}");
                valid += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(valid > 100 && refused > 100, "{valid} valid, {refused} refused");
}

#[test]
fn the_schema_refuses_what_it_should() {
    let schema = schema();
    for (lesson, expected) in [
        ("{}", "/ lacks version"),
        (r#"{"version": 2}"#, "/ lacks id"),
        (r#"{"version":1,"id":"a","title":"A","idea":"B","workflow":"","scenarios":[]}"#, "/scenarios has too few entries"),
        (r#"{"version":1,"id":"a","title":"A","idea":"B","workflow":"","scenarios":[{}],"more":1}"#, "/ has more"),
    ] {
        let found = Validator(&schema).check(&schema, &value::parse(lesson).expect("JSON"), "");
        assert_eq!(found, Err(expected.to_owned()));
    }
}

fn schema() -> Value {
    value::parse(include_str!("../../../docs/lesson.schema.json")).expect("the schema is JSON")
}
