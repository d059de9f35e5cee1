//! Payloads that came near the limit in the last run.

use super::super::context::Context;
use super::super::rule::{Group, Rule};

pub const RULE: Rule = Rule {
    name: "payload-size",
    group: Group::Practice,
    summary: "In the last run a state's data came near 256 KiB, or went beyond.",
    why: "A state's input or output of more than 262,144 bytes ends the execution with States.DataLimitExceeded, which `States.ALL` does not catch.",
    example: "",
    check,
};

/// Bytes of JSON that a payload may have.
const MOST: usize = 262_144;

/// From this part of the limit on, in percent, there is something to say.
const NEAR: usize = 80;

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let Some(bytes) = context.facts.largest_payloads.get(&state.name.value).copied() else { continue };
        if bytes * 100 < MOST * NEAR {
            continue;
        }
        let percent = bytes * 100 / MOST;
        let message =
            format!("in the last run its data came to {bytes} bytes, {percent} % of the 262,144 that a payload may have");
        let help = "keep only what later states read (`ResultSelector`, `OutputPath` or `Output`), or store the data in S3 and pass its place";
        context.warning("PAYLOAD_NEAR_LIMIT", state.node, message).span(state.name.span).help(help);
    }
}
