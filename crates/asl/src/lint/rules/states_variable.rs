//! `$states` in JSONata: which of its members are there.

use std::rc::Rc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::analysis::data::Source;
use crate::analysis::sites::Site;
use crate::definition::{QueryLanguage, StateKind};
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "states-variable",
    group: Group::Data,
    summary: "An expression reads a member of `$states` that is not there at this point.",
    why: "`$states.result` is there only in `Output` and `Assign` of a Task, Parallel or Map that succeeded, `$states.errorOutput` only in a catcher. Step Functions refuses to read them elsewhere when the definition is created.",
    example: "{ \"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Output\": \"{% $states.result %}\", \"End\": true }",
    check,
};

fn check(context: &mut Context) {
    let reads = Rc::clone(&context.reads);
    for read in reads.iter().filter(|read| read.site.language == QueryLanguage::Jsonata) {
        let there = there(context, &read.site);
        let (name, known) = match &read.source {
            Source::Result => ("result", true),
            Source::ErrorOutput => ("errorOutput", true),
            Source::States => match read.steps.first() {
                Some((name, _)) => (name.as_str(), false),
                None => continue,
            },
            _ => continue,
        };
        if there.contains(&name) {
            continue;
        }
        let span = context.within(read.node, &read.range);
        if known {
            let help = if name == "result" {
                "it is there in `Output` and `Assign` of a Task, Parallel or Map; what the state got is `$states.input`"
            } else {
                "it is there in a catcher's `Output` and `Assign`"
            };
            context.error(UNSUPPORTED, read.node, missing(name)).span(span).help(help);
        } else {
            let help = match nearest(name, MEMBERS) {
                Some(meant) => format!("did you mean `$states.{meant}`?"),
                None => format!("there is {}", there.join(", ")),
            };
            context.error(UNSUPPORTED, read.node, missing(name)).span(span).help(help);
        }
    }
}

/// The service's code and sentence.
const UNSUPPORTED: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

fn missing(name: &str) -> String {
    format!("Field '$states.{name}' does not exist.")
}

const MEMBERS: [&str; 4] = ["input", "context", "result", "errorOutput"];

/// The members of `$states` where a field is computed.
fn there(context: &Context, site: &Site) -> Vec<&'static str> {
    let state = context.definition.state(site.state);
    let mut there = vec!["input", "context"];
    let name = context.tree.key(site.node);
    if !matches!(name.as_deref(), Some("Output" | "Assign")) {
        return there;
    }
    let holder = context.tree.parent(site.node);
    let has_result = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    if state.catch.iter().any(|catcher| holder == Some(catcher.node)) {
        there.push("errorOutput");
    } else if holder == Some(state.node) && (has_result || matches!(state.kind, StateKind::Unknown(_))) {
        there.push("result");
    }
    there
}
