//! A state's name is empty or too long.

use super::super::context::Context;
use super::super::rule::{Group, Rule};

const LONGEST: usize = 80;

pub const RULE: Rule = Rule {
    name: "state-name",
    group: Group::Language,
    summary: "A state's name is empty or longer than 80 characters.",
    why: "Step Functions takes names of up to 80 characters.",
    example: "",
    check,
};

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let length = state.name.value.chars().count();
        if length > LONGEST && !state.name.value.contains("${") {
            // The service's words, as linters' users report them (asl-validator issue 69, cfn-lint issue 4079).
            let name = &state.name.value;
            let message =
                format!("Invalid State name: State '{name}' exceeds the {LONGEST}-character limit allowed by the service");
            let help = format!("shorten it: it has {length} characters");
            context.error("INVALID_STATE_NAME", state.node, message).span(state.name.span).help(help);
        } else if length == 0 {
            context
                .error("INVALID_STATE_NAME", state.node, "A state name must not be empty")
                .span(state.name.span)
                .help("give it a name");
        }
    }
}
