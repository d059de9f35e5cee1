//! A SAM template.

use super::{ALARMS, Wrapped, parameter, quoted, type_name};

pub fn write(wrapped: &Wrapped) -> String {
    let mut text = format!(
        "AWSTemplateFormatVersion: \"2010-09-09\"\nTransform: AWS::Serverless-2016-10-31\nDescription: {}\n",
        quoted(&wrapped.name)
    );
    if !wrapped.placeholders.is_empty() {
        text.push_str("\nParameters:\n");
        wrapped.placeholders.iter().for_each(|name| text.push_str(&format!("  {}:\n    Type: String\n", parameter(name))));
    }
    text.push_str("\nResources:\n  StateMachine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n");
    text.push_str(&format!("      Type: {}\n      DefinitionUri: {}\n", type_name(wrapped), quoted(&wrapped.definition_file)));
    if !wrapped.placeholders.is_empty() {
        text.push_str("      DefinitionSubstitutions:\n");
        wrapped
            .placeholders
            .iter()
            .for_each(|name| text.push_str(&format!("        {}: !Ref {}\n", quoted(name), parameter(name))));
    }
    text.push_str("      Logging:\n        Level: ERROR\n        IncludeExecutionData: false\n        Destinations:\n          - CloudWatchLogsLogGroup:\n              LogGroupArn: !GetAtt LogGroup.Arn\n");
    text.push_str("      Tracing:\n        Enabled: true\n");
    wrapped.sam_policies.lines().for_each(|line| text.push_str(&format!("      {line}\n")));
    text.push_str("\n  LogGroup:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: !Sub /aws/vendedlogs/states/${AWS::StackName}\n      RetentionInDays: 30\n");
    for (metric, why, threshold) in ALARMS {
        text.push_str(&format!("\n  {metric}Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      AlarmDescription: {why}\n      Namespace: AWS/States\n      MetricName: {metric}\n      Dimensions:\n        - Name: StateMachineArn\n          Value: !Ref StateMachine\n      Statistic: Sum\n      Period: 300\n      EvaluationPeriods: 1\n      Threshold: {threshold}\n      ComparisonOperator: GreaterThanOrEqualToThreshold\n      TreatMissingData: notBreaching\n"));
    }
    text.push_str("\nOutputs:\n  StateMachineArn:\n    Value: !Ref StateMachine\n");
    text
}
