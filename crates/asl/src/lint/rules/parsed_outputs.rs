//! Parsing what is parsed already.

use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::Source;
use crate::definition::{IntegrationPattern, QueryLanguage, Resource, StateKind};

pub const RULE: Rule = Rule {
    name: "parsed-output",
    group: Group::Data,
    summary: "The output of a child workflow is parsed that `.sync:2` has parsed already.",
    why: "With `.sync` the `Output` of a child is text that holds JSON, with `.sync:2` it is the JSON itself. To parse it once more fails, unless the child's output is text that holds JSON.",
    example: "{ \"Type\": \"Task\", \"QueryLanguage\": \"JSONata\", \"Resource\": \"arn:aws:states:::states:startExecution.sync:2\", \"Arguments\": { \"StateMachineArn\": \"arn:aws:states:us-east-1:123456789012:stateMachine:Child\" }, \"Output\": \"{% $parse($states.result.Output) %}\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    for read in reads.iter() {
        let state = context.definition.state(read.site.state);
        let StateKind::Task(task) = &state.kind else { continue };
        let parsed = task
            .resource
            .as_ref()
            .is_some_and(|written| Resource::parse(&written.value).pattern() == IntegrationPattern::RunJobParsed);
        if !parsed {
            continue;
        }
        let (from, function) = match read.site.language {
            QueryLanguage::Jsonata => (Source::Result, "$parse"),
            QueryLanguage::JsonPath => (Source::Input, "States.StringToJson"),
        };
        let of_result = read.source == from
            && (from == Source::Result || context.tree.key(read.site.node).as_deref() == Some("ResultSelector"))
            && matches!(read.steps.as_slice(), [(name, _)] if name == "Output");
        let Some(text) = context.tree.string(read.node).filter(|_| of_result) else { continue };
        let before = text.get(..read.range.start).unwrap_or_default().trim_end();
        if !before.strip_suffix('(').is_some_and(|before| before.trim_end().ends_with(function)) {
            continue;
        }
        let span = context.within(read.node, &read.range);
        let help = format!("take `{function}` away");
        context.advice("OUTPUT_PARSED_TWICE", read.node, "`.sync:2` gives the child's output parsed").span(span).help(help);
    }
}
