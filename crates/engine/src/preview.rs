//! What an expression gives on data, without a run.

use expressions::jsonata::{Bindings, Budget};
use expressions::jsonpath::Path;
use expressions::template::{JsonataTemplate, PathTemplate, TemplateError, TemplateSyntaxError};
use expressions::{Scope, SeededEnvironment};
use value::{Object, Value};

use crate::protocol::{Preview, PreviewKind};

/// 2026-01-01T00:00:00Z: the moment that previews are at.
const NOW: i64 = 1_767_225_600_000;
/// So many steps a preview may take, that typing stays quick.
const STEPS: u64 = 200_000;

/// The value as JSON, or what is wrong in the engine's words.
pub(crate) fn preview(asked: &Preview) -> Result<String, String> {
    let parsed = |json: &str| value::parse(json).map_err(|error| format!("not JSON yet: {error}"));
    let (root, states, context) = (parsed(&asked.root)?, parsed(&asked.states)?, parsed(&asked.context)?);
    let variables = match parsed(&asked.variables)? {
        Value::Object(variables) => (*variables).clone(),
        _ => Object::new(),
    };
    let mut chance = SeededEnvironment::new(NOW, 1);
    let scope = Scope { input: &root, context: &context, variables: &variables };
    let syntax = |errors: Vec<TemplateSyntaxError>| errors.first().map(|error| error.message.clone()).unwrap_or_default();
    let failed = |error: TemplateError| error.cause;
    let value = match asked.kind {
        PreviewKind::PathOrCall => {
            let template = PathTemplate::parse_expression(&asked.field, &asked.text).map_err(|error| error.message)?;
            template.evaluate(&scope, &mut chance).map_err(failed)?
        }
        PreviewKind::PathTemplate => {
            PathTemplate::parse(&parsed(&asked.text)?).map_err(syntax)?.evaluate(&scope, &mut chance).map_err(failed)?
        }
        PreviewKind::ResultPath => {
            let path = Path::parse(&asked.text).map_err(|error| error.message)?;
            path.set(&root, Value::from("the result")).map_err(|error| error.to_string())?
        }
        PreviewKind::Jsonata => {
            let template = JsonataTemplate::parse(&parsed(&asked.text)?).map_err(syntax)?;
            let bindings = Bindings { input: None, states: Some(&states), variables: &variables };
            let budget = Budget { steps: STEPS, ..Budget::default() };
            template.evaluate(&asked.field, &bindings, &mut chance, budget).map_err(failed)?
        }
    };
    Ok(value.to_json())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(kind: PreviewKind, text: &str) -> Result<String, String> {
        preview(&Preview {
            kind,
            field: "Output".to_owned(),
            text: text.to_owned(),
            root: r#"{"a": {"b": 42}}"#.to_owned(),
            states: r#"{"input": {"n": [1, 2]}}"#.to_owned(),
            context: r#"{"Execution": {"Name": "run"}}"#.to_owned(),
            variables: r#"{"limit": 7}"#.to_owned(),
        })
    }

    #[test]
    fn each_kind_of_expression_gives_its_value() {
        assert_eq!(asked(PreviewKind::PathOrCall, "$.a.b").as_deref(), Ok("42"));
        assert_eq!(asked(PreviewKind::PathOrCall, "$$.Execution.Name").as_deref(), Ok("\"run\""));
        assert_eq!(asked(PreviewKind::PathOrCall, "States.Format('{}!', $limit)").as_deref(), Ok("\"7!\""));
        assert_eq!(asked(PreviewKind::PathTemplate, r#"{"x.$": "$.a.b", "y": 1}"#).as_deref(), Ok(r#"{"x":42,"y":1}"#));
        assert_eq!(asked(PreviewKind::ResultPath, "$.r").as_deref(), Ok(r#"{"a":{"b":42},"r":"the result"}"#));
        assert_eq!(asked(PreviewKind::Jsonata, r#""{% $sum($states.input.n) + $limit %}""#).as_deref(), Ok("10"));
        assert_eq!(asked(PreviewKind::Jsonata, r#"{"a": "{% $limit %}"}"#).as_deref(), Ok(r#"{"a":7}"#));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (kind, text) in [
            (PreviewKind::PathOrCall, "$.none"),
            (PreviewKind::PathOrCall, "$.["),
            (PreviewKind::PathTemplate, "{"),
            (PreviewKind::Jsonata, r#""{% $sum( %}""#),
            (PreviewKind::Jsonata, r#""{% $states.input.none %}""#),
            (PreviewKind::Jsonata, r#""{% ($f := function() { $f() }; $f()) %}""#),
        ] {
            let said = asked(kind, text).expect_err(text);
            assert!(said.len() > 8, "{text}: {said}");
        }
    }
}
