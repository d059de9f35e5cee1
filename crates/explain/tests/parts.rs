//! Expressions taken apart, on given data.

use explain::Sight;
use explain::parts::{Gives, parts};
use value::Object;

fn told(text: &str) -> Vec<String> {
    let input = value::parse(r#"{"order": {"id": 7, "lines": [{"qty": 2}, {"qty": 3}]}, "limit": 4}"#).expect("JSON");
    let mut variables = Object::new();
    variables.insert("rate", 2);
    let sight = Sight { effective: input.clone(), input, variables, ..Sight::default() };
    let gives = |gives: &Gives| match gives {
        Gives::Value(value) => value.to_json(),
        Gives::Nothing => "nothing".to_owned(),
        Gives::Function => "a function".to_owned(),
        Gives::Error(error) => format!("error: {error}"),
    };
    parts(text, &sight).iter().map(|part| format!("{} → {}", &text[part.range.clone()], gives(&part.gives))).collect()
}

#[test]
fn each_part_gives_its_value() {
    for (text, expected) in [
        (
            "$.order.id",
            &[
                "$ → {\"order\":{\"id\":7,\"lines\":[{\"qty\":2},{\"qty\":3}]},\"limit\":4}",
                "$.order → {\"id\":7,\"lines\":[{\"qty\":2},{\"qty\":3}]}",
                "$.order.id → 7",
            ][..],
        ),
        ("$rate", &["$rate → 2"]),
        (
            "States.Format('{}-{}', $.order.id, States.MathAdd($.limit, 1))",
            &[
                "$.order.id → 7",
                "$.limit → 4",
                "States.MathAdd($.limit, 1) → 5",
                "States.Format('{}-{}', $.order.id, States.MathAdd($.limit, 1)) → \"7-5\"",
            ],
        ),
        (
            "{% $sum($states.input.order.lines.qty) > $states.input.limit %}",
            &[
                "$sum → a function",
                "$states.input.order.lines.qty → [2,3]",
                "$sum($states.input.order.lines.qty) → 5",
                "$states.input.limit → 4",
                "$sum($states.input.order.lines.qty) > $states.input.limit → true",
            ],
        ),
        ("{% $states.input.none %}", &["$states.input.none → nothing"]),
        ("plain text", &[]),
    ] {
        let all = told(text);
        for part in expected {
            assert!(all.iter().any(|told| told == part), "{text}: {part} is not among\n{}", all.join("\n"));
        }
        assert_eq!(all.last().map(String::as_str), expected.last().copied(), "{text}");
    }
}

#[test]
fn what_cannot_be_evaluated_says_where_and_why() {
    let last = |text: &str| told(text).pop().unwrap_or_default();
    assert!(last("$.order.none").contains("error: "), "{}", last("$.order.none"));
    assert!(last("{% 1 + 'a' %}").contains("error: "), "{}", last("{% 1 + 'a' %}"));
    assert!(last("{% 1 + %}").contains("error: "), "{}", last("{% 1 + %}"));
    assert!(last("States.MathAdd('a', 1)").contains("error: "), "{}", last("States.MathAdd('a', 1)"));
}
