//! CDK stacks around a definition's file, in TypeScript and Python.

use value::Value;

use super::{Wrapped, parameter, quoted};
use asl::lint::WorkflowType;

pub fn typescript(wrapped: &Wrapped) -> String {
    let props: String = wrapped.placeholders.iter().map(|name| format!("  readonly {}: string;\n", parameter(name))).collect();
    let substitutions: String =
        wrapped.placeholders.iter().map(|name| format!("        {}: props.{},\n", quoted(name), parameter(name))).collect();
    let kind = if wrapped.workflow_type == WorkflowType::Express { "EXPRESS" } else { "STANDARD" };
    let mut text = format!(
        "import * as cdk from 'aws-cdk-lib';\nimport * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';\nimport * as iam from 'aws-cdk-lib/aws-iam';\nimport * as logs from 'aws-cdk-lib/aws-logs';\nimport * as sfn from 'aws-cdk-lib/aws-stepfunctions';\nimport {{ Construct }} from 'constructs';\n\n\
         export interface WorkflowStackProps extends cdk.StackProps {{\n{props}}}\n\n\
         export class WorkflowStack extends cdk.Stack {{\n  constructor(scope: Construct, id: string, props: WorkflowStackProps) {{\n    super(scope, id, props);\n\n    \
         const machine = new sfn.StateMachine(this, 'StateMachine', {{\n      stateMachineName: {},\n      stateMachineType: sfn.StateMachineType.{kind},\n      definitionBody: sfn.DefinitionBody.fromFile({}),\n      definitionSubstitutions: {{\n{substitutions}      }},\n      tracingEnabled: true,\n      \
         logs: {{\n        destination: new logs.LogGroup(this, 'LogGroup', {{ retention: logs.RetentionDays.ONE_MONTH }}),\n        level: sfn.LogLevel.ERROR,\n      }},\n    }});\n",
        quoted(&wrapped.name),
        quoted(&wrapped.definition_file)
    );
    for statement in statements(wrapped) {
        let json = statement.to_json_pretty().replace('\n', "\n    ");
        text.push_str(&format!(
            "\n    machine.addToRolePolicy(iam.PolicyStatement.fromJson({}));\n",
            with_expressions(&json, '`', "${cdk.Aws.", "${props.")
        ));
    }
    text.push_str("\n    const alarms: [string, cloudwatch.Metric][] = [\n      ['Failed', machine.metricFailed()],\n      ['TimedOut', machine.metricTimedOut()],\n      ['Throttled', machine.metricThrottled()],\n    ];\n    for (const [name, metric] of alarms) {\n      metric.createAlarm(this, `${name}Alarm`, {\n        threshold: 1,\n        evaluationPeriods: 1,\n        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,\n      });\n    }\n  }\n}\n");
    text
}

pub fn python(wrapped: &Wrapped) -> String {
    let parameters: String = wrapped.placeholders.iter().map(|name| format!(", {}: str", parameter(name))).collect();
    let substitutions: String =
        wrapped.placeholders.iter().map(|name| format!("                {}: {},\n", quoted(name), parameter(name))).collect();
    let kind = if wrapped.workflow_type == WorkflowType::Express { "EXPRESS" } else { "STANDARD" };
    let mut text = format!(
        "from aws_cdk import Aws, Stack\nfrom aws_cdk import aws_cloudwatch as cloudwatch\nfrom aws_cdk import aws_iam as iam\nfrom aws_cdk import aws_logs as logs\nfrom aws_cdk import aws_stepfunctions as sfn\nfrom constructs import Construct\n\n\n\
         class WorkflowStack(Stack):\n    def __init__(self, scope: Construct, id: str, *{parameters}, **kwargs) -> None:\n        super().__init__(scope, id, **kwargs)\n\n        \
         machine = sfn.StateMachine(\n            self,\n            \"StateMachine\",\n            state_machine_name={},\n            state_machine_type=sfn.StateMachineType.{kind},\n            definition_body=sfn.DefinitionBody.from_file({}),\n            definition_substitutions={{\n{substitutions}            }},\n            tracing_enabled=True,\n            \
         logs=sfn.LogOptions(\n                destination=logs.LogGroup(self, \"LogGroup\", retention=logs.RetentionDays.ONE_MONTH),\n                level=sfn.LogLevel.ERROR,\n            ),\n        )\n",
        quoted(&wrapped.name),
        quoted(&wrapped.definition_file)
    );
    // Without placeholders there is nothing after `*`.
    text = text.replace(", *, **kwargs", ", **kwargs");
    for statement in statements(wrapped) {
        let json = statement.to_json_pretty().replace('\n', "\n        ");
        text.push_str(&format!(
            "\n        machine.add_to_role_policy(iam.PolicyStatement.from_json({}))\n",
            with_expressions(&json, 'f', "{Aws.", "{")
        ));
    }
    text.push_str("\n        alarms = {\n            \"Failed\": machine.metric_failed(),\n            \"TimedOut\": machine.metric_timed_out(),\n            \"Throttled\": machine.metric_throttled(),\n        }\n        for name, metric in alarms.items():\n            metric.create_alarm(\n                self,\n                f\"{name}Alarm\",\n                threshold=1,\n                evaluation_periods=1,\n                treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,\n            )\n");
    text
}

fn statements(wrapped: &Wrapped) -> Vec<Value> {
    wrapped.statements.as_array().map(|statements| statements.iter().cloned().collect()).unwrap_or_default()
}

/// Strings of JSON with `${…}` as the language's templates: in backticks, or after an `f`.
fn with_expressions(json: &str, mark: char, place: &str, own: &str) -> String {
    let mut made = String::new();
    for (index, part) in json.split('"').enumerate() {
        let is_string = index % 2 == 1;
        let template = is_string && part.contains("${");
        match (template, mark) {
            (false, _) if is_string => made.push_str(&format!("\"{part}\"")),
            (false, _) => made.push_str(part),
            (true, 'f') => made.push_str(&format!("f\"{}\"", expressions(part, place, own))),
            (true, _) => made.push_str(&format!("`{}`", expressions(part, place, own))),
        }
    }
    made
}

fn expressions(text: &str, place: &str, own: &str) -> String {
    let named = [("AWS::Partition", "PARTITION"), ("AWS::Region", "REGION"), ("AWS::AccountId", "ACCOUNT_ID")];
    let mut made = text.to_owned();
    for (pseudo, name) in named {
        made = made.replace(&format!("${{{pseudo}}}"), &format!("\u{1}{name}}}"));
    }
    made.replace("${", own).replace('\u{1}', place)
}
