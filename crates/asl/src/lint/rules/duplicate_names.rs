//! Two states share a name.

use value::ShortMap;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::document::Document;
use crate::edit::{rename_state, unique_name};

pub const RULE: Rule = Rule {
    name: "duplicate-state-name",
    group: Group::Language,
    summary: "Two states of the machine have the same name, in the same or in different branches.",
    why: "Names are unique over the whole machine, nested states included; histories and metrics name states by them alone.",
    example: "{ \"Type\": \"Parallel\", \"Branches\": [{ \"States\": { \"Load\": { } } }, { \"States\": { \"Load\": { } } }] }",
    check,
};

fn check(context: &mut Context) {
    let mut seen = ShortMap::default();
    for state in &context.definition.states {
        let name = &state.name.value;
        let Some(first) = seen.insert(name, state.scope) else { continue };
        let mut free = String::new();
        let mut rename = |document: &Document| {
            free = unique_name(&document.definition, name);
            rename_state(document, state.id, &free)
        };
        let fix = if first == state.scope { None } else { context.command(&mut rename) };
        let message = format!("Duplicate State name: {name}");
        let found = context.error("DUPLICATE_STATE_NAME", state.node, message).span(state.name.span).fix(fix);
        if found.fix.is_some() {
            found.help(format!("rename one of them, for example to `{free}`"));
        } else {
            found.help("only the last one in this object counts; rename or remove one of them");
        }
    }
}
