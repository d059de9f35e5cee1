//! Laws for any text and any value: nothing panics, everything ends, what is set is found again.

use expressions::intrinsic::Call;
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome, cursor, function_at, references};
use expressions::jsonpath::Path;
use expressions::template::{JsonataTemplate, PathTemplate};
use expressions::time::{Timestamp, format_millis};
use expressions::{NoVariables, Scope, SeededEnvironment};
use proptest::prelude::*;
use value::{Object, Value};

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(i64::from(number))),
        (-1e9..1e9_f64).prop_map(|number| value::Number::from_f64(number).map_or(Value::Null, Value::from)),
        "[a-c\\PC]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-e]", inner), 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Object>())),
        ]
    })
}

/// Text that is nearly an expression: the signs of the languages thrown together.
fn expression_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "$",
        "$$",
        "a",
        "b",
        ".",
        "..",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ",",
        ":",
        ";",
        ":=",
        "?",
        "*",
        "**",
        "%",
        "@$x",
        "#$i",
        "^(",
        "|",
        "~>",
        "&",
        "+",
        "-",
        "/",
        "=",
        "!=",
        "<",
        ">",
        "and",
        "or",
        "in",
        "1",
        "0.5",
        "1e300",
        "'t'",
        "\"u\"",
        "/a+/",
        "/(/",
        "`q`",
        "function(",
        "$x",
        "$map(",
        "$sum(",
        "$string(",
        "$replace(",
        "$split(",
        "$formatNumber(",
        "'#,##0.00'",
        "$fromMillis(",
        "'[Y0001]-[FNn]'",
        "$toMillis(",
        "$formatInteger(",
        "'Ww'",
        "$pad(",
        "$match(",
        "$sort(",
        "null",
        "true",
        " ",
        "\n",
        "é",
        "😀",
        "\\",
        "\"",
        "'",
        "/*",
        "*/",
        "?(@.a",
        "States.Format(",
        "'{}'",
        "==",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn evaluate(text: &str, input: &Value, dialect: Dialect) {
    let (expression, _) = Expression::parse(text, dialect);
    let bindings = Bindings { input: Some(input), states: Some(input), variables: &NoVariables };
    let budget = Budget { steps: 20_000, depth: 60, memory: 100_000 };
    let plain = expression.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), budget);
    let traced = expression.evaluate_traced(&bindings, &mut SeededEnvironment::new(0, 1), budget);
    // Tracing counts its steps differently, so only limits may differ.
    if let (Ok(Outcome::Value(plain)), Ok(Outcome::Value(traced))) = (plain, traced.result) {
        assert_eq!(plain.to_json(), traced.to_json(), "{text}");
    }
    for (range, _) in traced.parts {
        assert!(text.get(range.clone()).is_some(), "{range:?} is no part of {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn jsonata_never_panics_on_any_text(text in "\\PC{0,40}", input in any_value()) {
        evaluate(&text, &input, Dialect::Extended);
    }

    #[test]
    fn jsonata_never_panics_on_expression_like_text(text in expression_like(), input in any_value()) {
        evaluate(&text, &input, Dialect::Extended);
        evaluate(&text, &input, Dialect::StepFunctions);
    }

    #[test]
    fn errors_of_parsing_lie_within_the_text(text in expression_like()) {
        for error in Expression::parse(&text, Dialect::StepFunctions).1 {
            prop_assert!(text.get(error.range.clone()).is_some(), "{:?} of {text}", error);
        }
        if let Err(error) = Path::parse(&text) {
            prop_assert!(text.get(error.range.clone()).is_some(), "{:?} of {text}", error);
        }
        if let Err(error) = Call::parse(&text) {
            prop_assert!(text.get(error.range.clone()).is_some(), "{:?} of {text}", error);
        }
    }

    #[test]
    fn paths_and_calls_never_panic(text in expression_like(), input in any_value()) {
        let scope = Scope { input: &input, context: &input, variables: &NoVariables };
        for text in [format!("${text}"), format!("$.a{text}")] {
            if let Ok(path) = Path::parse(&text) {
                let _ = path.evaluate(&scope);
                let _ = path.set(&input, Value::Null);
            }
        }
        if let Ok(call) = Call::parse(&format!("States.Array({text})")) {
            let _ = call.evaluate(&scope, &mut SeededEnvironment::new(0, 1));
        }
    }

    #[test]
    fn regular_expressions_never_panic_and_always_end(pattern in "[a-c.*+?|()\\[\\]{}^$\\\\0-9,:=!<>bdwsBDWSuxpk\\-]{1,16}", flags in "[im]{0,2}", text in "[a-c0-9 \\n😀é]{0,12}") {
        let text = Value::from(text).to_json();
        for call in ["$match(", "$contains(", "$split("] {
            evaluate(&format!("{call}{text}, /{pattern}/{flags})"), &Value::Null, Dialect::Extended);
        }
        evaluate(&format!("$replace({text}, /{pattern}/{flags}, '$1$2$$')"), &Value::Null, Dialect::Extended);
    }

    #[test]
    fn templates_never_panic_and_name_the_place_of_their_errors(text in expression_like(), input in any_value(), around in any_value()) {
        let member = Value::object([("a", around.clone()), ("b.$", Value::from(format!("$.{text}"))), ("c.$", Value::from(format!("States.Format({text})")))]);
        let template = Value::from(vec![member.clone(), around.clone()]);
        match PathTemplate::parse(&template) {
            Ok(template) => {
                let scope = Scope { input: &input, context: &input, variables: &NoVariables };
                let _ = template.evaluate(&scope, &mut SeededEnvironment::new(0, 1));
            }
            Err(errors) => prop_assert!(errors.iter().all(|error| template.pointer(&error.pointer).is_some()), "{errors:?}"),
        }
        let template = Value::object([("a", Value::from(vec![Value::from(format!("{{%{text}%}}")), around]))]);
        match JsonataTemplate::parse(&template) {
            Ok(template) => {
                let bindings = Bindings { input: None, states: Some(&input), variables: &NoVariables };
                let budget = Budget { steps: 20_000, depth: 60, memory: 100_000 };
                let _ = template.evaluate("Output", &bindings, &mut SeededEnvironment::new(0, 1), budget);
            }
            Err(errors) => prop_assert!(errors.iter().all(|error| template.pointer(&error.pointer).is_some()), "{errors:?}"),
        }
    }

    #[test]
    fn what_editors_ask_never_panics(text in expression_like(), offset in 0..80_usize) {
        let at = cursor(&text, offset);
        prop_assert!(text.get(at.replaces).is_some(), "{text}");
        let _ = function_at(&text, offset);
        for reference in references(&text) {
            prop_assert!(text.get(reference.range).is_some(), "{text}");
        }
    }

    #[test]
    fn times_never_panic(text in "[0-9TZ:.+\\-tz ]{0,32}") {
        let _ = Timestamp::parse(&text);
        evaluate(&format!("$toMillis('{text}')"), &Value::Null, Dialect::Extended);
    }

    #[test]
    fn what_is_set_at_a_path_is_found_there(names in prop::collection::vec("[a-e]", 1..4), target in any_value(), new in any_value()) {
        let path = Path::parse(&format!("$.{}", names.join("."))).expect("a path");
        let target = if matches!(target, Value::Object(_)) { target } else { Value::from(Object::new()) };
        if let Ok(changed) = path.set(&target, new.clone()) {
            prop_assert_eq!(path.evaluate(&Scope::of_input(&changed)).expect("found"), new);
        }
    }

    #[test]
    fn timestamps_survive_printing(millis in -62_000_000_000_000_i64..250_000_000_000_000) {
        let text = format_millis(millis);
        if !text.starts_with(['+', '-']) {
            prop_assert_eq!(Timestamp::parse(&text).map(Timestamp::millis), Some(millis), "{}", text);
        }
    }

    #[test]
    fn functions_never_panic_on_any_arguments(index in 0..expressions::jsonata::CATALOGUE.len(), arguments in prop::collection::vec(any_value(), 0..4)) {
        let name = expressions::jsonata::CATALOGUE[index].name;
        let list: Vec<String> = arguments.iter().map(Value::to_json).collect();
        evaluate(&format!("${name}({})", list.join(", ")), &Value::Null, Dialect::StepFunctions);
        evaluate(&format!("${name}({})", list.join(", ")), &Value::Null, Dialect::Extended);
        evaluate(&format!("$map([{}], ${name}(?, ?))", list.join(", ")), &Value::Null, Dialect::Extended);
    }

    #[test]
    fn pictures_never_panic(picture in "[\\[\\]YMDdFWwXxHhPmsfZzCE0-9#,.;oNnTta%e‰ -]{0,16}", number in -1e15..1e15_f64) {
        let picture = Value::from(picture).to_json();
        for function in ["fromMillis", "formatNumber", "formatInteger"] {
            evaluate(&format!("${function}({number}, {picture})"), &Value::Null, Dialect::Extended);
        }
        for function in ["toMillis", "parseInteger"] {
            evaluate(&format!("${function}('2024-02-29 12:00 am 7 seven', {picture})"), &Value::Null, Dialect::Extended);
        }
    }
}

#[test]
fn runaways_end_with_their_budget() {
    for text in [
        "($f := function($n) { $f($n + 1) }; $f(0))",
        "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
        "$map([1..1000000], function($v) { $map([1..1000000], function($w) { $w }) })",
        "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /(a+)+b/, '')",
        "($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $d('xxxxxxxx', 60))",
        "($d := function($a, $n) { $n = 0 ? $a : $d($append($a, $a), $n - 1) }; $d([1, 2], 60))",
        "$pad('x', 1000000000)",
        "$join($map([1..100000], function($v) { 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' }))",
        "$sort([1..1000000], function($l, $r) { true })",
        "$string(($d := function($a, $n) { $n = 0 ? $a : $d([[$a], [$a]], $n - 1) }; $d([[]], 60)))",
        "($d := function($a, $n) { $n = 0 ? $a : $d([[$a], [$a]], $n - 1) }; $d([[]], 60))",
        "($x := {'a': 1}; $f := function($v, $n) { $f({'v': $v}, $n + 1) }; $f($x, 0))",
    ] {
        let expression = Expression::compile(text, Dialect::StepFunctions).expect(text);
        let bindings = Bindings { input: None, states: None, variables: &NoVariables };
        let budget = Budget { steps: 2_000_000, ..Budget::default() };
        let error = expression.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), budget).expect_err(text);
        assert_eq!(error.code, "U1001", "{text}: {error}");
    }
}

#[test]
fn deep_nesting_is_an_error_in_every_language() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{'a':", "}"),
        ("$sum(", ")"),
        ("function(){", "}"),
        ("-", ""),
        ("1+", ""),
        ("a.", "a"),
        ("a[", "]"),
    ] {
        let text = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        assert!(Expression::compile(&text, Dialect::Extended).is_err(), "{open}");
    }
    assert!(Expression::compile(&format!("1{}", "+1".repeat(10_000)), Dialect::Extended).is_err());
    assert!(Expression::compile(&format!("a{}", "[0]".repeat(10_000)), Dialect::Extended).is_err());
    let deep = Expression::parse(&"(".repeat(10_000), Dialect::Extended).1;
    assert_eq!(deep.iter().map(|error| error.code).collect::<Vec<_>>(), ["U1001"], "nothing more is said");
    assert!(Call::parse(&format!("{}1{}", "States.Array(".repeat(10_000), ")".repeat(10_000))).is_err());
    assert!(Path::parse(&format!("$.a{}", "[?(@.a".repeat(10_000))).is_err());
}
