//! What Express workflows cannot do.

use super::super::WorkflowType;
use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{IntegrationPattern, ProcessorMode, Resource, StateKind};

pub const RULE: Rule = Rule {
    name: "express",
    group: Group::Practice,
    summary: "The machine is to be an Express workflow, and this needs a Standard one.",
    why: "Express workflows run up to five minutes and only ask and get an answer: no `.sync`, no task tokens, no activities, no distributed Map.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::ecs:runTask.sync\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    if context.workflow_type != WorkflowType::Express {
        return;
    }
    for state in &context.definition.states {
        match &state.kind {
            StateKind::Task(task) => {
                let Some(written) = &task.resource else { continue };
                let node = context.member(state.node, "Resource").unwrap_or(state.node);
                let resource = Resource::parse(&written.value);
                // The service's sentences, spacing and all.
                match resource.pattern() {
                    IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => {
                        context.schema(node, "Express state machine does not support '.sync' service integration");
                    }
                    IntegrationPattern::Callback => {
                        context.schema(node, "Express state machine does not support '.waitForTaskToken' service integration ");
                    }
                    IntegrationPattern::RequestResponse if matches!(resource, Resource::Activity { .. }) => {
                        context.schema(node, "Express state machine does not support Activity ARN");
                    }
                    IntegrationPattern::RequestResponse => {}
                }
            }
            StateKind::Map(map) => {
                let config = map.processor.and_then(|scope| context.definition.scope(scope).processor_config.as_ref());
                if config.and_then(|config| config.mode).is_some_and(|mode| mode.value == ProcessorMode::Distributed) {
                    let help = "make the machine a Standard workflow, or the Map an inline one";
                    let node = map.processor.and_then(|scope| {
                        let config = context.member(context.definition.scope(scope).node, "ProcessorConfig")?;
                        context.member(config, "Mode")
                    });
                    let message = "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines";
                    context.schema(node.unwrap_or(state.node), message).help(help);
                }
            }
            _ => {}
        }
    }
}
