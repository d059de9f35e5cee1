use value::parse;

use super::{JsonataTemplate, PathTemplate};
use crate::jsonata::{Bindings, Budget};
use crate::{NoVariables, Scope, SeededEnvironment};

fn check(template: &str, expected: Result<&str, &str>) {
    let (input, context) =
        (parse(r#"{"x":{"y":1},"l":[1,2]}"#).expect("input"), parse(r#"{"State":{"Name":"S"}}"#).expect("context"));
    let scope = Scope { input: &input, context: &context, variables: &NoVariables };
    let result = match PathTemplate::parse(&parse(template).expect(template)) {
        Ok(template) => template
            .evaluate(&scope, &mut SeededEnvironment::new(0, 1))
            .map(|value| value.to_json())
            .map_err(|error| format!("{}: {}", error.error, error.cause)),
        Err(errors) => {
            Err(errors.iter().map(|error| format!("{} {}", error.pointer, error.message)).collect::<Vec<_>>().join("; "))
        }
    };
    assert_eq!(result.as_deref().map_err(String::as_str), expected, "{template}");
}

#[test]
fn members_ending_in_dollar_are_evaluated_at_any_depth() {
    check(
        r#"{"a.$":"$.x.y","b":{"c.$":"$$.State.Name"},"d":[{"e.$":"$.l[*]"},"$.x"]}"#,
        Ok(r#"{"a":1,"b":{"c":"S"},"d":[{"e":[1,2]},"$.x"]}"#),
    );
    check(r#"{"a.$":"States.Format('{}', $.x.y)"}"#, Ok(r#"{"a":"1"}"#));
    check(r#""$.x""#, Ok(r#""$.x""#));
}

#[test]
fn failures_name_the_field_and_what_was_searched() {
    check(
        r#"{"k.$":"$.z"}"#,
        Err(
            r#"States.Runtime: The JSONPath '$.z' specified for the field 'k.$' could not be found in the input '{"x":{"y":1},"l":[1,2]}'"#,
        ),
    );
    check(
        r#"{"k.$":"$$.z"}"#,
        Err(
            r#"States.Runtime: The JSONPath '$$.z' specified for the field 'k.$' could not be found in the input '{"State":{"Name":"S"}}'"#,
        ),
    );
    check(
        r#"{"a":{"k.$":"States.ArrayLength($.x)"}}"#,
        Err(
            "States.Runtime: There was an error while evaluating the intrinsic function: States.ArrayLength($.x). Invalid arguments in \
             States.ArrayLength",
        ),
    );
}

#[test]
fn broken_expressions_are_all_listed_with_their_pointers() {
    let wanted = "must be a valid JSONPath or a valid intrinsic function call";
    check(
        r#"{"a.$":"x","b":[{"c.$":1}],"d.$":"$."}"#,
        Err(&format!(
            "/a.$ The value for the field 'a.$' {wanted}; /b/0/c.$ The value for the field 'c.$' {wanted}; /d.$ expected a name after `.`"
        )),
    );
}

#[test]
fn a_template_without_expressions_is_shared_not_copied() {
    let constant = parse(r#"{"a":[{"b":1}]}"#).expect("constant");
    let template = PathTemplate::parse(&constant).expect("template");
    assert!(template.is_constant());
    let value = template.evaluate(&Scope::of_input(&constant), &mut SeededEnvironment::new(0, 1)).expect("value");
    assert!(value.is_same(&constant));
}

fn check_jsonata(template: &str, expected: Result<&str, &str>) {
    let states = parse(r#"{"input":{"x":{"y":1},"l":[1,2]}}"#).expect("states");
    let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
    let result = match JsonataTemplate::parse(&parse(template).expect(template)) {
        Ok(template) => template
            .evaluate("Output", &bindings, &mut SeededEnvironment::new(0, 1), Budget::default())
            .map(|value| value.to_json())
            .map_err(|error| format!("{} {}: {}", error.error, error.field, error.cause)),
        Err(errors) => {
            let listed = errors
                .iter()
                .map(|error| format!("{} {}..{} {}", error.pointer, error.range.start, error.range.end, error.message));
            Err(listed.collect::<Vec<_>>().join("; "))
        }
    };
    assert_eq!(result.as_deref().map_err(String::as_str), expected, "{template}");
}

#[test]
fn texts_between_marks_are_evaluated_anywhere() {
    check_jsonata(
        r#"{"a":"{% $states.input.x.y + 1 %}","b":["{%$states.input.l%}"," {% 1 %} ",null],"c.$":"$.x"}"#,
        Ok(r#"{"a":2,"b":[[1,2]," {% 1 %} ",null],"c.$":"$.x"}"#),
    );
    check_jsonata(r#""{% $sum($states.input.l) %}""#, Ok("3"));
    check_jsonata(r#"{"v":"{% $states.input.none ? 1 : null %}"}"#, Ok(r#"{"v":null}"#));
}

#[test]
fn jsonata_failures_name_the_field_as_the_service_does() {
    let failed = |field: &str, expression: &str, what: &str| {
        format!(
            "States.QueryEvaluationError {field}: The JSONata expression '{expression}' specified for the field '{field}' {what}"
        )
    };
    check_jsonata(
        r#"{"a":{"b":"{% $states.input.missing %}"}}"#,
        Err(&failed("Output/a/b", "$states.input.missing", "returned nothing (undefined).")),
    );
    check_jsonata(
        r#"{"a":{"b":[[1,"{% $states.input.missing %}"]]}}"#,
        Err(&failed("Output/a/b[0][1]", "$states.input.missing", "returned nothing (undefined).")),
    );
    check_jsonata(r#""{% $sum %}""#, Err(&failed("Output", "$sum", "returned an unsupported result type.")));
    check_jsonata(
        r#"{"v":"{% $nope(1) %}"}"#,
        Err(&failed("Output/v", "$nope(1)", "threw an error during evaluation. T1006: Attempted to invoke a non-function")),
    );
    check_jsonata(
        r#"{"v":"{% ($f := function(){1 + $f()}; $f()) %}"}"#,
        Err(&failed(
            "Output/v",
            "($f := function(){1 + $f()}; $f())",
            "threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
        )),
    );
    check_jsonata(r#"{"a":["{% 1 + %}"]}"#, Err("/a/0 6..6 Unexpected end of expression"));
}

#[test]
fn a_field_that_wants_a_type_says_what_it_got() {
    let states = parse(r#"{"input":true}"#).expect("states");
    let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
    let template = JsonataTemplate::parse(&value::Value::from("{% $states.input %}")).expect("template");
    let error = template
        .evaluate_as("array", "Items", &bindings, &mut SeededEnvironment::new(0, 1), Budget::default())
        .expect_err("a boolean");
    assert_eq!(
        error.cause,
        "The JSONata expression '$states.input' specified for the field 'Items' returned an unexpected result type. \
         Expected 'array', but was 'boolean' for value: true"
    );
}
