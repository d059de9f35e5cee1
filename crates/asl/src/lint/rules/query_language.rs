//! A state goes back from JSONata to JSONPath.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::QueryLanguage;

pub const RULE: Rule = Rule {
    name: "query-language",
    group: Group::Language,
    summary: "A state asks for JSONPath in a machine whose query language is JSONata.",
    why: "A state may use JSONata in a JSONPath machine, but not the other way round.",
    example: "{ \"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": { \"A\": { \"Type\": \"Pass\", \"QueryLanguage\": \"JSONPath\", \"End\": true } } }",
    check,
};

const MESSAGE: &str = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";

const HELP: &str = "leave it out: all states of a machine in JSONata are in JSONata";

fn check(context: &mut Context) {
    for scope in &context.definition.scopes {
        let outer =
            scope.owner.map(|owner| context.definition.scope(context.definition.state(owner).scope).default_query_language);
        let written = scope.query_language.filter(|written| written.value == QueryLanguage::JsonPath);
        if let (Some(written), Some(QueryLanguage::Jsonata)) = (written, outer) {
            let fix = context.member(scope.node, "QueryLanguage").and_then(|node| context.removing("use JSONata here", node));
            context.schema(scope.node, MESSAGE).span(written.span).help(HELP).fix(fix);
        }
    }
    for state in &context.definition.states {
        let inherited = context.definition.scope(state.scope).default_query_language;
        let written = state.written_query_language.filter(|written| written.value == QueryLanguage::JsonPath);
        if let (Some(written), QueryLanguage::Jsonata) = (written, inherited) {
            let fix = context.member(state.node, "QueryLanguage").and_then(|node| context.removing("use JSONata here", node));
            context.schema(state.node, MESSAGE).span(written.span).help(HELP).fix(fix);
        }
    }
}
