//! Terraform's HCL.

use crate::pattern::{Pattern, Style, identifier};
use crate::statement::Statement;

/// A role, who may take it on, and its policy.
#[must_use]
pub fn terraform(statements: &[Statement], name: &str) -> String {
    let name = identifier(name);
    let mut text = "data \"aws_partition\" \"current\" {}\n\ndata \"aws_region\" \"current\" {}\n\ndata \"aws_caller_identity\" \"current\" {}\n\n".to_owned();
    text.push_str(&format!(
        "data \"aws_iam_policy_document\" \"{name}_trust\" {{\n  statement {{\n    actions = [\"sts:AssumeRole\"]\n\n"
    ));
    text.push_str("    principals {\n      type        = \"Service\"\n      identifiers = [\"states.amazonaws.com\"]\n    }\n\n");
    text.push_str("    condition {\n      test     = \"StringEquals\"\n      variable = \"aws:SourceAccount\"\n      values   = [data.aws_caller_identity.current.account_id]\n    }\n  }\n}\n\n");
    text.push_str(&format!(
        "resource \"aws_iam_role\" \"{name}\" {{\n  assume_role_policy = data.aws_iam_policy_document.{name}_trust.json\n}}\n"
    ));
    if statements.is_empty() {
        return text;
    }
    text.push_str(&format!("\ndata \"aws_iam_policy_document\" \"{name}\" {{\n"));
    let blocks: Vec<String> = statements.iter().map(block).collect();
    text.push_str(&blocks.join("\n"));
    text.push_str("}\n\n");
    text.push_str(&format!(
        "resource \"aws_iam_role_policy\" \"{name}\" {{\n  role   = aws_iam_role.{name}.id\n  policy = data.aws_iam_policy_document.{name}.json\n}}\n"
    ));
    text
}

fn block(statement: &Statement) -> String {
    let mut text = String::new();
    if !statement.states.is_empty() {
        let states: Vec<&str> = statement.states.iter().map(|state| &**state).collect();
        text.push_str(&format!("  # {}\n", states.join(", ").replace(['\n', '\r'], " ")));
    }
    let actions: Vec<String> = statement.actions.iter().map(|action| format!("\"{action}\"")).collect();
    text.push_str(&format!("  statement {{\n    sid       = \"{}\"\n    actions   = [{}]\n", statement.sid, actions.join(", ")));
    text.push_str(&format!("    resources = [{}]\n", list(&statement.resources)));
    for (operator, key, values) in statement.condition.iter().flat_map(|condition| &condition.tests) {
        text.push_str(&format!(
            "\n    condition {{\n      test     = \"{operator}\"\n      variable = \"{key}\"\n      values   = [{}]\n    }}\n",
            list(values)
        ));
    }
    text.push_str("  }\n");
    text
}

fn list(patterns: &[Pattern]) -> String {
    let quoted =
        |pattern: &Pattern| format!("\"{}\"", pattern.write(&Style::Terraform).replace('\\', "\\\\").replace('"', "\\\""));
    patterns.iter().map(quoted).collect::<Vec<_>>().join(", ")
}
