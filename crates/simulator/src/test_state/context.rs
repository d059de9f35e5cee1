//! What a given context object may hold.

use asl::definition::IntegrationPattern;
use value::Value;

use super::TestError;
use crate::program::KindProgram;

/// Checks a context object that takes the place of a made one.
pub(super) fn check(context: &Value, kind: &KindProgram) -> Result<(), TestError> {
    let invalid = |what: String| TestError::validation(format!("Invalid Context object provided: {what}"));
    let Some(members) = context.as_object() else { return Err(invalid("it must be an object".to_owned())) };
    for (section, value) in members.iter() {
        let known: &[(&str, &str)] = match &**section {
            "Execution" => &[
                ("Id", "string"),
                ("Input", ""),
                ("Name", "string"),
                ("RoleArn", "string"),
                ("StartTime", "string"),
                ("RedriveCount", "number"),
                ("RedriveTime", "string"),
            ],
            "State" => &[("EnteredTime", "string"), ("Name", "string"), ("RetryCount", "number")],
            "StateMachine" => &[("Id", "string"), ("Name", "string")],
            "Task" => {
                let waits =
                    matches!(kind, KindProgram::Task(task) if task.integration.pattern() != IntegrationPattern::RequestResponse);
                if !waits {
                    return Err(invalid(
                        "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern"
                            .to_owned(),
                    ));
                }
                &[("Token", "string")]
            }
            "Map" => return Err(invalid("'Map' field is not supported when mocking a Context object".to_owned())),
            other => return Err(invalid(format!("Field '{other}' is not allowed"))),
        };
        let Some(fields) = value.as_object() else { return Err(invalid(format!("{section} must be an object"))) };
        for (name, field) in fields.iter() {
            let Some((_, wanted)) = known.iter().find(|(known, _)| *known == &**name) else {
                return Err(invalid(format!("Field '{name}' is not allowed")));
            };
            if !wanted.is_empty() && field.type_name() != *wanted {
                return Err(invalid(format!("{section}.{name} must be a {wanted}")));
            }
        }
    }
    Ok(())
}
