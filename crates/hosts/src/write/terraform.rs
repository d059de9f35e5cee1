//! Terraform.

use std::collections::BTreeMap;

use super::{ALARMS, Wrapped, parameter, quoted, type_name};

pub fn write(wrapped: &Wrapped) -> String {
    let mut text = String::new();
    for name in &wrapped.placeholders {
        text.push_str(&format!("variable \"{}\" {{\n  type = string\n}}\n\n", parameter(name)));
    }
    let path = quoted(&format!("${{path.module}}/{}", wrapped.definition_file));
    let definition = match variables(&wrapped.placeholders) {
        variables if variables.is_empty() => format!("file({path})"),
        variables => format!("templatefile({path}, {{\n{variables}  }})"),
    };
    text.push_str(&format!(
        "resource \"aws_sfn_state_machine\" \"state_machine\" {{\n  name       = {}\n  type       = \"{}\"\n  role_arn   = aws_iam_role.state_machine.arn\n  definition = {definition}\n\n  \
         logging_configuration {{\n    level                  = \"ERROR\"\n    include_execution_data = false\n    log_destination        = \"${{aws_cloudwatch_log_group.state_machine.arn}}:*\"\n  }}\n\n  \
         tracing_configuration {{\n    enabled = true\n  }}\n}}\n\n",
        quoted(&wrapped.name),
        type_name(wrapped)
    ));
    text.push_str(&format!(
        "resource \"aws_cloudwatch_log_group\" \"state_machine\" {{\n  name              = {}\n  retention_in_days = 30\n}}\n\n",
        quoted(&format!("/aws/vendedlogs/states/{}", wrapped.name))
    ));
    for (metric, why, threshold) in ALARMS {
        text.push_str(&format!("resource \"aws_cloudwatch_metric_alarm\" \"{metric}\" {{\n  alarm_name          = {}\n  alarm_description   = \"{why}\"\n  namespace           = \"AWS/States\"\n  metric_name         = \"{metric}\"\n  statistic           = \"Sum\"\n  period              = 300\n  evaluation_periods  = 1\n  threshold           = {threshold}\n  comparison_operator = \"GreaterThanOrEqualToThreshold\"\n  treat_missing_data  = \"notBreaching\"\n\n  dimensions = {{\n    StateMachineArn = aws_sfn_state_machine.state_machine.arn\n  }}\n}}\n\n", quoted(&format!("{}-{metric}", wrapped.name))));
    }
    text + &wrapped.terraform_role
}

/// The variables of the template; a name with dots is an object within objects.
fn variables(placeholders: &[String]) -> String {
    #[derive(Default)]
    struct Tree(BTreeMap<String, Tree>, Option<String>);
    let mut root = Tree::default();
    for name in placeholders {
        let mut tree = &mut root;
        for part in name.split('.') {
            tree = tree.0.entry(part.to_owned()).or_default();
        }
        tree.1 = Some(format!("var.{}", parameter(name)));
    }
    fn print(tree: &Tree, depth: usize) -> String {
        let pad = "  ".repeat(depth);
        let line = |(name, inner): (&String, &Tree)| match &inner.1 {
            Some(value) if inner.0.is_empty() => format!("{pad}{name} = {value}\n"),
            _ => format!("{pad}{name} = {{\n{}{pad}}}\n", print(inner, depth + 1)),
        };
        tree.0.iter().map(line).collect()
    }
    print(&root, 2)
}
