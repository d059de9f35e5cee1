//! A definition that is too long.

use super::super::context::Context;
use super::super::rule::{Group, Rule};

pub const RULE: Rule = Rule {
    name: "definition-size",
    group: Group::Language,
    summary: "The definition is longer than 1 MB.",
    why: "Step Functions takes definitions of up to 1,048,576 bytes.",
    example: "",
    check,
};

const MOST: usize = 1_048_576;

fn check(context: &mut Context) {
    let length = context.tree.text().len();
    if length <= MOST {
        return;
    }
    if let Some(root) = context.tree.root() {
        let message = format!("the definition has {length} bytes; Step Functions takes at most {MOST}");
        let help = "blanks count too; or move a part into a state machine of its own that this one starts";
        context.error("DEFINITION_TOO_LARGE", root, message).help(help);
    }
}
