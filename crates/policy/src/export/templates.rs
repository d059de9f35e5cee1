//! YAML of SAM and CloudFormation.

use crate::grant::Condition;
use crate::pattern::{Pattern, Piece, Style};
use crate::statement::Statement;

/// The `Policies` of an `AWS::Serverless::StateMachine`, from which SAM makes its role.
#[must_use]
pub fn sam(statements: &[Statement]) -> String {
    if statements.is_empty() {
        return "Policies: []\n".to_owned();
    }
    let mut text = "Policies:\n  - Version: \"2012-10-17\"\n    Statement:\n".to_owned();
    statements.iter().for_each(|statement| write_statement(&mut text, statement, 6));
    text
}

/// A role with its policy as resources of a template. `name` is the resource's logical name.
#[must_use]
pub fn cloudformation(statements: &[Statement], name: &str) -> String {
    let mut text = format!(
        "{name}:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument:\n      Version: \"2012-10-17\"\n      Statement:\n        \
         - Effect: Allow\n          Principal:\n            Service: states.amazonaws.com\n          Action: sts:AssumeRole\n          \
         Condition:\n            StringEquals:\n              aws:SourceAccount: !Ref AWS::AccountId\n"
    );
    if !statements.is_empty() {
        text.push_str("    Policies:\n      - PolicyName: StateMachine\n        PolicyDocument:\n          Version: \"2012-10-17\"\n          Statement:\n");
        statements.iter().for_each(|statement| write_statement(&mut text, statement, 12));
    }
    text
}

fn write_statement(text: &mut String, statement: &Statement, indent: usize) {
    let pad = " ".repeat(indent);
    if !statement.states.is_empty() {
        let states: Vec<&str> = statement.states.iter().map(|state| &**state).collect();
        text.push_str(&format!("{pad}# {}\n", states.join(", ").replace(['\n', '\r'], " ")));
    }
    text.push_str(&format!("{pad}- Sid: {}\n{pad}  Effect: Allow\n{pad}  Action:\n", statement.sid));
    statement.actions.iter().for_each(|action| text.push_str(&format!("{pad}    - {action}\n")));
    text.push_str(&format!("{pad}  Resource:\n"));
    statement.resources.iter().for_each(|resource| text.push_str(&format!("{pad}    - {}\n", scalar(resource))));
    if let Some(condition) = &statement.condition {
        write_condition(text, condition, &pad);
    }
}

fn write_condition(text: &mut String, condition: &Condition, pad: &str) {
    text.push_str(&format!("{pad}  Condition:\n"));
    let mut last = "";
    for (operator, key, values) in &condition.tests {
        if *operator != last {
            text.push_str(&format!("{pad}    {operator}:\n"));
            last = operator;
        }
        text.push_str(&format!("{pad}      {key}:\n"));
        values.iter().for_each(|value| text.push_str(&format!("{pad}        - {}\n", scalar(value))));
    }
}

/// A pattern as a YAML scalar, with `!Sub` where something is to be put in.
fn scalar(pattern: &Pattern) -> String {
    let open = pattern.pieces().iter().any(|piece| !matches!(piece, Piece::Text(_) | Piece::Any));
    if open {
        return format!("!Sub {}", asl::tree::quote(&pattern.write(&Style::Sub)));
    }
    asl::tree::quote(&pattern.write(&Style::default()))
}
