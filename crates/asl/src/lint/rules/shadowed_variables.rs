//! Variables of an outer scope set again in an inner one.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::assigned;
use crate::analysis::sites::Role;
use crate::definition::{ProcessorMode, ScopeId};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "shadowed-variable",
    group: Group::Data,
    summary: "A state in a branch or an iteration sets a variable that is already set outside.",
    why: "Inner scopes read outer variables, but can neither change nor hide them: Step Functions refuses the definition (recorded).",
    example: "{ \"Type\": \"Map\", \"ItemProcessor\": { \"States\": { \"Count\": { \"Type\": \"Pass\", \"Assign\": { \"total\": 1 } } } } }",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    if definition.scopes.len() < 2 {
        return;
    }
    let assigned = assigned(definition, &context.ways);
    for site in context.sites.clone().iter().copied() {
        if site.role != Role::Assign || context.tree.kind(site.node) != Kind::Object {
            continue;
        }
        let Some(outer) = owner_within(context, definition.state(site.state).scope) else { continue };
        let Some(before) = assigned.get(&outer) else { continue };
        // What the state around sets itself, in a catcher for example, is set later: the service was seen to take that.
        for member in context.tree.children(site.node) {
            let Some(name) = context.tree.key(member).map(|key| key.trim_end_matches(".$").to_owned()) else { continue };
            if before.sometimes(&name) {
                let span = context.tree.key_span(member).unwrap_or_default();
                let message = format!("The variable name '{name}' was already defined in a parent scope.");
                let help = "give it another name here, and hand what is needed outside on as output";
                context.schema(member, message).span(span).help(help);
            }
        }
    }
}

/// The Parallel or Map around a scope, unless the scope's states run as executions of their own.
fn owner_within(context: &Context, scope: ScopeId) -> Option<crate::definition::StateId> {
    let scope = context.definition.scope(scope);
    let mode = scope.processor_config.as_ref().and_then(|config| config.mode);
    scope.owner.filter(|_| mode.is_none_or(|mode| mode.value == ProcessorMode::Inline))
}
