use value::parse;

use super::PathTemplate;
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
            "States.Runtime: The function 'States.ArrayLength($.x)' had the following error: Invalid arguments in States.ArrayLength",
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
