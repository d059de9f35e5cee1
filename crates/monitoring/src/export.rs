//! Alarms, log group and dashboard written for the tools that deploy them.

use asl::tree::quote;
use value::{Object, Value};

use crate::alarms::{Alarm, Comparison};
use crate::day::{PERIOD, Series};

/// Resources of a CloudFormation template. The state machine is a parameter.
#[must_use]
pub fn cloudformation(alarms: &[Alarm], dashboard: &Value) -> String {
    let mut text = "AWSTemplateFormatVersion: \"2010-09-09\"\n\nParameters:\n  StateMachineArn:\n    Type: String\n  LogRetention:\n    Type: Number\n    Default: 30\n\nResources:\n  LogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: !Sub /aws/vendedlogs/states/${AWS::StackName}\n      RetentionInDays: !Ref LogRetention\n".to_owned();
    for alarm in alarms {
        let value = if alarm.of.is_empty() { "!Ref StateMachineArn".to_owned() } else { with_sub(&alarm.of) };
        text.push_str(&format!(
            "  {}:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: {}\n      Namespace: AWS/States\n      MetricName: {}\n      Dimensions:\n        - Name: {}\n          Value: {value}\n      {}\n      Period: {}\n      EvaluationPeriods: {}\n      Threshold: {}\n      ComparisonOperator: {}\n      TreatMissingData: {}\n",
            alarm.name,
            quote(&alarm.reason),
            alarm.metric,
            alarm.dimension,
            statistic(alarm),
            alarm.period,
            alarm.periods,
            alarm.threshold,
            operator(alarm),
            missing(alarm)
        ));
    }
    let body = dashboard.to_json().replace("\"STATE_MACHINE_ARN\"", "\"${StateMachineArn}\"");
    text.push_str(&format!("  Dashboard:\n    Type: AWS::CloudWatch::Dashboard\n    Properties:\n      DashboardName: !Sub ${{AWS::StackName}}\n      DashboardBody: !Sub {}\n", quote(&body)));
    text
}

/// Resources of Terraform. The state machine's ARN is a variable.
#[must_use]
pub fn terraform(alarms: &[Alarm], dashboard: &Value) -> String {
    let mut text = "variable \"state_machine_arn\" {\n  type = string\n}\n\nresource \"aws_cloudwatch_log_group\" \"state_machine\" {\n  name_prefix       = \"/aws/vendedlogs/states/\"\n  retention_in_days = 30\n}\n".to_owned();
    for alarm in alarms {
        let value = if alarm.of.is_empty() { "var.state_machine_arn".to_owned() } else { quote(&alarm.of).replace("${", "$${") };
        let statistic = if alarm.statistic == "p99" { "extended_statistic  = \"p99\"" } else { "statistic           = \"Sum\"" };
        text.push_str(&format!(
            "\nresource \"aws_cloudwatch_metric_alarm\" \"{}\" {{\n  alarm_name          = \"{}\"\n  alarm_description   = {}\n  namespace           = \"AWS/States\"\n  metric_name         = \"{}\"\n  {statistic}\n  period              = {}\n  evaluation_periods  = {}\n  threshold           = {}\n  comparison_operator = \"{}\"\n  treat_missing_data  = \"{}\"\n\n  dimensions = {{\n    {} = {value}\n  }}\n}}\n",
            alarm.name,
            alarm.name,
            quote(&alarm.reason).replace("${", "$${").replace("%{", "%%{"),
            alarm.metric,
            alarm.period,
            alarm.periods,
            alarm.threshold,
            operator(alarm),
            missing(alarm),
            alarm.dimension
        ));
    }
    let body = dashboard.to_json().replace("${", "$${").replace("\"STATE_MACHINE_ARN\"", "\"${var.state_machine_arn}\"");
    text.push_str(&format!("\nresource \"aws_cloudwatch_dashboard\" \"state_machine\" {{\n  dashboard_name = \"state-machine\"\n  dashboard_body = <<-JSON\n    {body}\n  JSON\n}}\n"));
    text
}

/// The body of a dashboard: one plot for executions, one for their time, one for each thing that is called.
#[must_use]
pub fn dashboard(series: &[Series], region: &str) -> Value {
    let mut plots: Vec<(String, Vec<&Series>)> = vec![];
    for series in series {
        let title = match (series.of.is_empty(), series.unit) {
            (true, "Count") => "Executions".to_owned(),
            (true, _) => "Execution time".to_owned(),
            (false, "Count") => series.of.clone(),
            (false, _) => format!("{}, time", series.of),
        };
        match plots.iter_mut().find(|(other, _)| *other == title) {
            Some((_, inside)) => inside.push(series),
            None => plots.push((title, vec![series])),
        }
    }
    let widgets = plots.iter().enumerate().map(|(index, (title, series))| {
        let metrics = series.iter().map(|series| {
            let of = if series.of.is_empty() { "STATE_MACHINE_ARN" } else { &series.of };
            let options = Value::object([("stat", series.statistic)]);
            Value::from(vec![
                Value::from("AWS/States"),
                Value::from(series.metric.as_str()),
                Value::from(series.dimension),
                Value::from(of),
                options,
            ])
        });
        let mut properties = Object::new();
        properties.insert("title", title.as_str());
        properties.insert("region", region);
        properties.insert("period", i64::from(PERIOD));
        properties.insert("metrics", metrics.collect::<Vec<_>>());
        let mut widget = Object::new();
        widget.insert("type", "metric");
        widget.insert("x", (index % 2 * 12) as i64);
        widget.insert("y", (index / 2 * 6) as i64);
        widget.insert("width", 12);
        widget.insert("height", 6);
        widget.insert("properties", properties);
        Value::from(widget)
    });
    Value::object([("widgets", widgets.collect::<Vec<_>>())])
}

fn with_sub(text: &str) -> String {
    if text.contains("${") { format!("!Sub {}", quote(text)) } else { quote(text) }
}

fn statistic(alarm: &Alarm) -> &'static str {
    if alarm.statistic == "p99" { "ExtendedStatistic: p99" } else { "Statistic: Sum" }
}

fn operator(alarm: &Alarm) -> &'static str {
    match alarm.comparison {
        Comparison::AtLeast => "GreaterThanOrEqualToThreshold",
        Comparison::Less => "LessThanThreshold",
    }
}

/// Where silence is what is looked for, it is the alarm.
fn missing(alarm: &Alarm) -> &'static str {
    match alarm.comparison {
        Comparison::AtLeast => "notBreaching",
        Comparison::Less => "breaching",
    }
}
