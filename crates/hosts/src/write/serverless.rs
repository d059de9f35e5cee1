//! `serverless.yml` with the Step Functions plugin, which makes the role itself.

use super::{ALARMS, Wrapped, quoted, type_name};

pub fn write(wrapped: &Wrapped) -> String {
    let name = super::parameter(&wrapped.name);
    let mut text = format!(
        "service: {}\n\nprovider:\n  name: aws\n\nplugins:\n  - serverless-step-functions\n\nstepFunctions:\n  validate: true\n  stateMachines:\n    {name}:\n      id: {name}\n      type: {}\n      \
         tracingConfig:\n        enabled: true\n      loggingConfig:\n        level: ERROR\n        includeExecutionData: false\n        destinations:\n          - Fn::GetAtt: [{name}Logs, Arn]\n      definition: ${{file({})}}\n",
        quoted(&wrapped.name),
        type_name(wrapped),
        wrapped.definition_file
    );
    if !wrapped.placeholders.is_empty() {
        text.push_str("      definitionSubstitutions:\n");
        wrapped
            .placeholders
            .iter()
            .for_each(|name| text.push_str(&format!("        {}: ${{param:{}}}\n", quoted(name), super::parameter(name))));
    }
    text.push_str(&format!("\nresources:\n  Resources:\n    {name}Logs:\n      Type: AWS::Logs::LogGroup\n      Properties:\n        RetentionInDays: 30\n"));
    for (metric, why, threshold) in ALARMS {
        text.push_str(&format!("    {name}{metric}:\n      Type: AWS::CloudWatch::Alarm\n      Properties:\n        AlarmDescription: {why}\n        Namespace: AWS/States\n        MetricName: {metric}\n        Dimensions:\n          - Name: StateMachineArn\n            Value:\n              Ref: {name}\n        Statistic: Sum\n        Period: 300\n        EvaluationPeriods: 1\n        Threshold: {threshold}\n        ComparisonOperator: GreaterThanOrEqualToThreshold\n        TreatMissingData: notBreaching\n"));
    }
    text
}
