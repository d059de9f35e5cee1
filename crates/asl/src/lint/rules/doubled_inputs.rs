//! The execution's input beside the state's.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::{Read, Source};
use crate::definition::NodeId;

pub const RULE: Rule = Rule {
    name: "doubled-input",
    group: Group::Practice,
    summary: "A state hands on the whole input of the execution beside the whole of its own.",
    why: "What came in and is still in the state's data is then there twice, and a payload has 256 KiB at most: beyond, the execution fails with States.DataLimitExceeded.",
    example: "{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Parameters\": { \"FunctionName\": \"f\", \"Payload\": { \"first.$\": \"$$.Execution.Input\", \"now.$\": \"$\" } }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    let mut own: BTreeMap<NodeId, bool> = BTreeMap::new();
    for read in reads.iter().filter(|read| read.alone && read.whole) {
        *own.entry(read.site.node).or_default() |= read.source == Source::Input && read.steps.is_empty();
    }
    for read in reads.iter().filter(|read| is_execution_input(read)) {
        if own.get(&read.site.node) == Some(&true) {
            let span = context.within(read.node, &read.range);
            let message = "the execution's input is handed on beside the state's: data that is in both counts twice";
            let help = "hand on one of them, or the members of the other that are read";
            context.advice("INPUT_TWICE", read.node, message).span(span).help(help);
        }
    }
}

fn is_execution_input(read: &Read) -> bool {
    let names: Vec<&str> = read.steps.iter().map(|(name, _)| name.as_str()).collect();
    read.alone && read.whole && read.source == Source::Context && names == ["Execution", "Input"]
}
