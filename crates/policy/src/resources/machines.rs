//! State machines, their executions, and this machine itself.

use super::storage::or_any;
use super::{Call, named};
use crate::pattern::{Pattern, join};

const MACHINE: &str = "arn:%p:states:%r:%a:stateMachine:{StateMachineName}";

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    match permission {
        "states:StartExecution" | "states:StartSyncExecution" => Some(started(call)),
        "states:DescribeExecution" | "states:StopExecution" if call.operation == "startExecution" => {
            Some(started(call).iter().map(execution_of).collect())
        }
        "states:DescribeExecution" | "states:StopExecution" | "states:GetExecutionHistory" | "states:RedriveExecution" => {
            let template = "arn:%p:states:%r:%a:execution:{Name}:*";
            Some(or_any(call.texts("ExecutionArn")).iter().map(|arn| named(arn, template, true)).collect())
        }
        // A machine's executions, or a Map Run's, whichever is asked for.
        "states:ListExecutions" => {
            let runs = call.parameters.get("MapRunArn").optional_texts();
            let runs: Vec<Pattern> = runs.iter().map(|arn| named(arn, "arn:%p:states:%r:%a:mapRun:{Name}", true)).collect();
            Some(if runs.is_empty() { started(call) } else { runs })
        }
        "states:InvokeHTTPEndpoint" => Some(vec![machine_itself(call.machine)]),
        // Whoever has the token may report: it names no resource.
        "states:SendTaskSuccess" | "states:SendTaskFailure" | "states:SendTaskHeartbeat" => Some(vec![Pattern::any()]),
        _ => None,
    }
}

fn started(call: &Call) -> Vec<Pattern> {
    let itself = call.parameters.value.and_then(|value| value.get("StateMachineArn.$")).and_then(value::Value::as_str);
    let argument = call.parameters.value.and_then(|value| value.get("StateMachineArn")).and_then(value::Value::as_str);
    let own = itself.is_some_and(|path| path.trim() == "$$.StateMachine.Id")
        || argument.is_some_and(|text| text.trim_matches(['{', '}', '%', ' ']) == "$states.context.StateMachine.Id");
    if own {
        return vec![machine_itself(call.machine)];
    }
    or_any(call.texts("StateMachineArn")).iter().map(|arn| named(arn, MACHINE, true)).collect()
}

/// This machine; any, where its name is not known.
#[must_use]
pub fn machine_itself(name: Option<&str>) -> Pattern {
    Pattern::arn(MACHINE, |_| name.map_or_else(Pattern::any, Pattern::text))
}

/// Every execution of a machine. Of a machine that a placeholder names, all that there are.
#[must_use]
pub fn execution_of(machine: &Pattern) -> Pattern {
    let parts = machine.split(':');
    let at = parts.iter().position(|part| part.known() == Some("stateMachine"));
    match at {
        Some(at) if parts.len() > at + 1 => {
            let head = join(&parts[..at], ":");
            head.then_text(":execution:").then(&parts[at + 1]).then_text(":").then_any()
        }
        _ => Pattern::arn("arn:%p:states:%r:%a:execution:{Any}", |_| Pattern::any()),
    }
}
