//! What the reader makes of definitions right and wrong.

use super::super::{Condition, StateKind, Transition};
use super::*;

fn read_text(text: &str) -> (Definition, Vec<String>) {
    let (definition, problems) = read(&Tree::parse(text));
    (definition, problems.into_iter().map(|problem| problem.message).collect())
}

#[test]
fn nested_scopes_are_read_in_document_order_with_their_owners() {
    let (definition, problems) = read_text(
        r#"{"StartAt": "A", "QueryLanguage": "JSONata", "States": {
            "A": {"Type": "Parallel", "Next": "D", "Branches": [
                {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}},
                {"StartAt": "C", "States": {"C": {"Type": "Map", "End": true, "Iterator": {"StartAt": "E", "States": {"E": {"Type": "Fail"}}}}}}]},
            "D": {"Type": "Succeed", "Comment": "done"}}}"#,
    );
    assert_eq!(problems, [""; 0]);
    let names: Vec<&str> = definition.states.iter().map(|state| &*state.name.value).collect();
    assert_eq!(names, ["A", "B", "C", "E", "D"]);
    assert_eq!(
        definition.scopes.iter().map(|scope| scope.owner.map(|owner| owner.0)).collect::<Vec<_>>(),
        [None, Some(0), Some(0), Some(2)]
    );
    assert_eq!(definition.machine().states.len(), 2);
    assert_eq!(definition.state(super::super::StateId(3)).query_language, QueryLanguage::Jsonata);
    let StateKind::Map(map) = &definition.states[2].kind else { panic!("C is a Map") };
    assert!(map.iterator_name.is_some());
    assert!(matches!(definition.states[1].transition, Some(Transition::End(_))));
}

#[test]
fn what_has_a_wrong_type_is_absent_and_a_problem() {
    for (field, message) in [
        (r#""Type": "Task", "Resource": 5"#, "Expected value of type String"),
        (
            r#""Type": "Tsak""#,
            "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        ),
        (r#""Type": "Wait", "Seconds": "5""#, "Expected value of type Integer"),
        (r#""Type": "Pass", "InputPath": {}"#, "Expected value of type String"),
        (r#""Type": "Pass", "End": "true""#, "Expected value of type Boolean"),
        (r#""Type": "Task", "Retry": {}"#, "Expected value of type Array"),
        (r#""Type": "Parallel", "Branches": [1]"#, "Expected value of type Object"),
    ] {
        let (definition, problems) = read_text(&format!(r#"{{"StartAt": "A", "States": {{"A": {{{field}}}}}}}"#));
        assert_eq!(problems, [message]);
        assert_eq!(definition.states.len(), 1);
    }
    for text in ["", "[]", "5", "{\"States\": 1}", "null"] {
        let (definition, _) = read_text(text);
        assert_eq!((definition.scopes.len(), definition.states.len()), (1, 0), "{text}");
    }
}

#[test]
fn placeholders_are_absent_without_a_problem() {
    let (definition, problems) = read_text(
        r#"{"StartAt": "A", "TimeoutSeconds": ${T}, "States": {"A": {"Type": "Wait", "Seconds": ${S}, "End": true},
            "B": {"Type": "Task", "Resource": "${Fn}", "HeartbeatSeconds": "${H}", "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": ${M}}]}, ${More}}}"#,
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(definition.states.len(), 2);
    assert_eq!(definition.states[1].retry[0].max_attempts, None);
}

#[test]
fn conditions_nest() {
    let (definition, problems) = read_text(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [
            {"And": [{"Variable": "$.a", "NumericGreaterThan": 5}, {"Not": {"Variable": "$.b", "IsPresent": true}}], "Next": "A"},
            {"Condition": "{% $states.input.x %}", "Next": "A"}, {"Next": "A"}]}}}"#,
    );
    assert_eq!(problems, [""; 0]);
    let StateKind::Choice(choice) = &definition.states[0].kind else { panic!("a Choice") };
    let Some(Condition::And(both)) = &choice.rules[0].condition else { panic!("And") };
    let Condition::Comparison(first) = &both[0] else { panic!("a comparison") };
    assert_eq!((&*first.operator.value, first.operand.value.as_i64()), ("NumericGreaterThan", Some(5)));
    assert!(matches!(&both[1], Condition::Not(_)));
    assert!(matches!(choice.rules[1].condition, Some(Condition::Expression(_))));
    assert_eq!(choice.rules[2].condition, None);
}
