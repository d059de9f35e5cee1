//! How services and actions are named for people.

/// A service's name as people write it, from its name in a resource.
#[must_use]
pub fn service_title(service: &str) -> String {
    let known = match service {
        "apigateway" => "API Gateway",
        "athena" => "Athena",
        "batch" => "Batch",
        "bedrock" | "bedrockruntime" => "Bedrock",
        "cloudformation" => "CloudFormation",
        "cloudwatch" => "CloudWatch",
        "cloudwatchlogs" => "CloudWatch Logs",
        "codebuild" => "CodeBuild",
        "databrew" => "DataBrew",
        "dynamodb" => "DynamoDB",
        "ec2" => "EC2",
        "ecr" => "ECR",
        "ecs" => "ECS",
        "eks" => "EKS",
        "elasticmapreduce" | "emr" => "EMR",
        "emr-containers" => "EMR on EKS",
        "emr-serverless" => "EMR Serverless",
        "eventbridge" | "events" => "EventBridge",
        "glue" => "Glue",
        "http" => "HTTP",
        "iam" => "IAM",
        "iot" => "IoT",
        "kms" => "KMS",
        "lambda" => "Lambda",
        "mediaconvert" => "MediaConvert",
        "rds" => "RDS",
        "rdsdata" => "RDS Data",
        "redshiftdata" => "Redshift Data",
        "s3" => "S3",
        "sagemaker" => "SageMaker",
        "scheduler" => "EventBridge Scheduler",
        "secretsmanager" => "Secrets Manager",
        "ses" | "sesv2" => "SES",
        "sfn" | "states" => "Step Functions",
        "sns" => "SNS",
        "sqs" => "SQS",
        "ssm" => "Systems Manager",
        "sts" => "STS",
        "textract" => "Textract",
        _ => "",
    };
    if known.is_empty() { action_title(service) } else { known.to_owned() }
}

/// An action's name as the API writes it: `putItem` is `PutItem`.
#[must_use]
pub fn action_title(action: &str) -> String {
    let mut letters = action.chars();
    letters.next().map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(letters).collect())
}
