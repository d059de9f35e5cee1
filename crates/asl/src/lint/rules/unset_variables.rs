//! Variables that are read before they are set.

use super::super::context::Context;
use super::super::data::assigned;
use super::super::rule::{Group, Rule};
use crate::definition::QueryLanguage;
use crate::variables::readings;

pub const RULE: Rule = Rule {
    name: "unset-variable",
    group: Group::Data,
    summary: "A state reads a variable that is not set on any way, or not on every way, that leads to it.",
    why: "Reading a variable that is not set fails the execution. What a state assigns is there from the next state on.",
    example: "{ \"Type\": \"Pass\", \"Parameters\": { \"n.$\": \"$count\" }, \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let assigned = assigned(context.definition);
    for reading in readings(context.definition, context.tree) {
        let Some(before) = assigned.get(&reading.state) else { continue };
        let state = context.definition.state(reading.state);
        let name = &reading.name;
        if before.always.contains(name) {
            continue;
        }
        if before.sometimes.contains(name) {
            let message = format!("the variable `${name}` is not set on every way that leads here");
            let help = "set it before the ways part, or on each of them";
            context.warning("VARIABLE_MAYBE_UNSET", reading.node, message).help(help);
        } else if state.query_language == QueryLanguage::JsonPath {
            let message = format!("the variable `${name}` is not set on any way that leads here");
            let help = "set it by `Assign` in a state before this one; what a state assigns is there from the next state on";
            context.warning("VARIABLE_UNSET", reading.node, message).help(help);
        }
    }
}
