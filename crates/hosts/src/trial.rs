//! Trial values for what only a deployment knows: names and ARNs of resources, made up from their kinds.

/// The account of trial values.
pub const ACCOUNT: &str = "123456789012";
/// The region of trial values.
pub const REGION: &str = "us-east-1";

/// What a pseudo parameter of CloudFormation is on trial.
pub fn pseudo(name: &str) -> Option<&'static str> {
    Some(match name {
        "AWS::Partition" => "aws",
        "AWS::Region" | "aws:region" => REGION,
        "AWS::AccountId" | "aws:accountId" => ACCOUNT,
        "sls:stage" => "dev",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackName" => "stack",
        "AWS::StackId" => "arn:aws:cloudformation:us-east-1:123456789012:stack/stack/1",
        _ => return None,
    })
}

/// The ARN of a resource of a CloudFormation type and this name; `None` where the type is not known.
pub fn arn(kind: &str, name: &str) -> Option<String> {
    let here = |service: &str, resource: &str| format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}{name}");
    Some(match kind {
        "AWS::Serverless::Function" | "AWS::Lambda::Function" | "aws_lambda_function" => here("lambda", "function:"),
        "AWS::Lambda::Alias" | "aws_lambda_alias" => here("lambda", "function:"),
        "AWS::Serverless::StateMachine" | "AWS::StepFunctions::StateMachine" | "aws_sfn_state_machine" => {
            here("states", "stateMachine:")
        }
        "AWS::StepFunctions::Activity" | "aws_sfn_activity" => here("states", "activity:"),
        "AWS::DynamoDB::Table" | "AWS::Serverless::SimpleTable" | "AWS::DynamoDB::GlobalTable" | "aws_dynamodb_table" => {
            here("dynamodb", "table/")
        }
        "AWS::SQS::Queue" | "aws_sqs_queue" => here("sqs", ""),
        "AWS::SNS::Topic" | "aws_sns_topic" => here("sns", ""),
        "AWS::S3::Bucket" | "aws_s3_bucket" => format!("arn:aws:s3:::{}", name.to_ascii_lowercase()),
        "AWS::IAM::Role" | "aws_iam_role" => format!("arn:aws:iam::{ACCOUNT}:role/{name}"),
        "AWS::Events::EventBus" | "aws_cloudwatch_event_bus" => here("events", "event-bus/"),
        "AWS::Events::Connection" | "aws_cloudwatch_event_connection" => here("events", "connection/"),
        "AWS::ECS::Cluster" | "aws_ecs_cluster" => here("ecs", "cluster/"),
        "AWS::ECS::TaskDefinition" | "aws_ecs_task_definition" => here("ecs", "task-definition/") + ":1",
        "AWS::Batch::JobQueue" | "aws_batch_job_queue" => here("batch", "job-queue/"),
        "AWS::Batch::JobDefinition" | "aws_batch_job_definition" => here("batch", "job-definition/") + ":1",
        "AWS::Logs::LogGroup" | "aws_cloudwatch_log_group" => here("logs", "log-group:"),
        "AWS::KMS::Key" | "aws_kms_key" => here("kms", "key/"),
        "AWS::SecretsManager::Secret" | "aws_secretsmanager_secret" => here("secretsmanager", "secret:"),
        "AWS::Glue::Job" | "aws_glue_job" => here("glue", "job/"),
        "AWS::CodeBuild::Project" | "aws_codebuild_project" => here("codebuild", "project/"),
        "AWS::Kinesis::Stream" | "aws_kinesis_stream" => here("kinesis", "stream/"),
        "AWS::KinesisFirehose::DeliveryStream" | "aws_kinesis_firehose_delivery_stream" => here("firehose", "deliverystream/"),
        "AWS::Athena::WorkGroup" | "aws_athena_workgroup" => here("athena", "workgroup/"),
        "AWS::SSM::Parameter" | "aws_ssm_parameter" => here("ssm", "parameter/"),
        "AWS::EMRServerless::Application" | "aws_emrserverless_application" => here("emr-serverless", "/applications/"),
        "AWS::ECS::Service" | "aws_ecs_service" => here("ecs", "service/"),
        "AWS::Scheduler::ScheduleGroup" | "aws_scheduler_schedule_group" => here("scheduler", "schedule-group/"),
        "AWS::CloudWatch::Alarm" | "aws_cloudwatch_metric_alarm" => here("cloudwatch", "alarm:"),
        "AWS::Bedrock::Agent" | "aws_bedrockagent_agent" => here("bedrock", "agent/"),
        "AWS::ECR::Repository" | "aws_ecr_repository" => here("ecr", "repository/"),
        _ => return None,
    })
}

/// What `Ref` gives for a resource: its ARN for some types, the queue's URL, else its name.
pub fn reference(kind: &str, name: &str) -> String {
    const BY_ARN: [&str; 9] = [
        "AWS::SNS::Topic",
        "AWS::StepFunctions::StateMachine",
        "AWS::Serverless::StateMachine",
        "AWS::StepFunctions::Activity",
        "AWS::ECS::TaskDefinition",
        "AWS::Batch::JobQueue",
        "AWS::Batch::JobDefinition",
        "AWS::SecretsManager::Secret",
        "AWS::Lambda::Alias",
    ];
    match kind {
        "AWS::SQS::Queue" => queue_url(name),
        "AWS::S3::Bucket" => name.to_ascii_lowercase(),
        kind if BY_ARN.contains(&kind) => arn(kind, name).unwrap_or_else(|| name.to_owned()),
        _ => name.to_owned(),
    }
}

/// The URL of a queue.
pub fn queue_url(name: &str) -> String {
    format!("https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}")
}

/// What an output of a Terraform module is, by the end of its name; `None` where that is none of the usual.
pub fn output(module: &str, output: &str) -> Option<String> {
    const OUTPUTS: [(&str, &str, &str); 9] = [
        ("function_arn", "aws_lambda_function", "arn"),
        ("function_name", "aws_lambda_function", "name"),
        ("topic_arn", "aws_sns_topic", "arn"),
        ("queue_arn", "aws_sqs_queue", "arn"),
        ("queue_url", "aws_sqs_queue", "url"),
        ("table_arn", "aws_dynamodb_table", "arn"),
        ("table_id", "aws_dynamodb_table", "id"),
        ("bucket_id", "aws_s3_bucket", "id"),
        ("state_machine_arn", "aws_sfn_state_machine", "arn"),
    ];
    let (_, kind, of) = OUTPUTS.iter().find(|(end, ..)| output.ends_with(end))?;
    attribute(kind, module, of)
}

/// What an attribute of a resource is; `None` where it is none of the usual.
pub fn attribute(kind: &str, name: &str, attribute: &str) -> Option<String> {
    match attribute.to_ascii_lowercase().as_str() {
        "arn" | "topicarn" | "statemachinearn" => arn(kind, name),
        "name" | "queuename" | "topicname" | "function_name" | "functionname" | "bucket" | "tablename" => Some(name.to_owned()),
        "qualified_arn" => arn(kind, name).map(|arn| arn + ":1"),
        "queueurl" | "url" => Some(queue_url(name)),
        "id" if kind == "aws_sqs_queue" => Some(queue_url(name)),
        "id" if matches!(kind, "aws_sfn_state_machine" | "aws_sfn_activity" | "aws_sns_topic" | "aws_secretsmanager_secret") => {
            arn(kind, name)
        }
        "id" => Some(name.to_owned()),
        _ => None,
    }
}
