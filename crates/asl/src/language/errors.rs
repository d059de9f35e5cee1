//! Names of errors: those of Step Functions itself, and those that services are known for.

/// The errors of Step Functions itself, with what each says.
pub const ERRORS: &[(&str, &str)] = &[
    ("States.ALL", "Any error, but for States.DataLimitExceeded and States.Runtime."),
    ("States.BranchFailed", "A branch of a Parallel failed."),
    ("States.DataLimitExceeded", "A payload has more than 256 KiB; States.ALL does not catch it."),
    ("States.ExceedToleratedFailureThreshold", "More items of a distributed Map failed than it tolerates."),
    ("States.HeartbeatTimeout", "The work gave no sign of life for HeartbeatSeconds."),
    ("States.Http.Socket", "An HTTP Task had no answer within 60 seconds."),
    ("States.IntrinsicFailure", "An intrinsic function could not be computed."),
    ("States.ItemReaderFailed", "A distributed Map could not read its items."),
    ("States.NoChoiceMatched", "No rule of a Choice was true, and it has no Default."),
    ("States.ParameterPathFailure", "A path in a template found nothing."),
    ("States.Permissions", "The execution role may not do what the Task asks for."),
    ("States.QueryEvaluationError", "A JSONata expression could not be evaluated, or gave the wrong type."),
    ("States.ResultPathMatchFailure", "ResultPath cannot be put into the state's input."),
    ("States.ResultWriterFailed", "A distributed Map could not write its results."),
    ("States.Runtime", "The execution met something that it cannot go on with; no Retry or Catch helps."),
    ("States.TaskFailed", "Any error of a Task but States.Timeout."),
    ("States.Timeout", "The work took longer than TimeoutSeconds, or gave no sign of life."),
];

/// Errors that Tasks of a service are known to fail with, by the service as a resource names it.
const USUAL: &[(&str, &[(&str, &str)])] = &[
    (
        "lambda",
        &[
            ("Lambda.ServiceException", "Lambda had a fault of its own; trying again helps."),
            ("Lambda.AWSLambdaException", "Lambda had a fault of its own; trying again helps."),
            ("Lambda.SdkClientException", "Lambda could not be reached; trying again helps."),
            ("Lambda.TooManyRequestsException", "More calls at a time than the account may make; trying again later helps."),
            ("Lambda.Unknown", "The function was killed: out of memory, out of time, or crashed."),
            ("Exception", "What a Python function raises, by its class."),
            ("Error", "What a Node.js function throws, by its name."),
        ],
    ),
    (
        "dynamodb",
        &[
            ("DynamoDB.ConditionalCheckFailedException", "The condition of the write was not true."),
            ("DynamoDB.ProvisionedThroughputExceededException", "More calls than the table has capacity for."),
            ("DynamoDB.TransactionCanceledException", "A part of the transaction could not be done."),
        ],
    ),
    (
        "ecs",
        &[("ECS.AmazonECSException", "ECS refused or failed the call."), ("ECS.ServerException", "ECS had a fault of its own.")],
    ),
    (
        "batch",
        &[("Batch.ServerException", "Batch had a fault of its own."), ("Batch.ClientException", "Batch refused the call.")],
    ),
    ("glue", &[("Glue.ConcurrentRunsExceededException", "The job runs as often at a time as it may.")]),
    ("athena", &[("Athena.TooManyRequestsException", "More queries at a time than the account may make.")]),
    ("sqs", &[("SQS.SdkClientException", "SQS could not be reached; trying again helps.")]),
    ("sns", &[("SNS.SdkClientException", "SNS could not be reached; trying again helps.")]),
    ("states", &[("StepFunctions.ExecutionAlreadyExistsException", "An execution of that name is there already.")]),
    (
        "bedrock",
        &[
            ("Bedrock.ThrottlingException", "More calls than the account may make; trying again later helps."),
            ("Bedrock.ModelTimeoutException", "The model took too long."),
        ],
    ),
    (
        "http",
        &[
            ("States.Http.StatusCode.429", "The endpoint asks for fewer calls."),
            ("States.Http.StatusCode.500", "The endpoint had a fault of its own."),
            ("States.Http.StatusCode.503", "The endpoint is not available now."),
        ],
    ),
];

/// The errors that a Task with this `Resource` is known to fail with.
#[must_use]
pub fn usual_errors(resource: &str) -> &'static [(&'static str, &'static str)] {
    let resource = resource.to_ascii_lowercase();
    let service = match resource.split(':').collect::<Vec<_>>()[..] {
        // A function's own ARN.
        [_, _, "lambda", ..] => "lambda",
        [_, _, "states", _, _, "aws-sdk", service, ..] => match service {
            "sfn" => "states",
            "bedrockruntime" => "bedrock",
            other => other,
        },
        [_, _, "states", _, _, service, ..] => service,
        _ => return &[],
    };
    USUAL.iter().find(|(known, _)| *known == service).map_or(&[], |(_, errors)| errors)
}

/// Whether this is an error of Step Functions itself.
#[must_use]
pub fn is_error_of_states(name: &str) -> bool {
    ERRORS.iter().any(|(known, _)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_tells_which_errors_are_usual() {
        let first = |resource: &str| usual_errors(resource).first().map(|(name, _)| *name);
        assert_eq!(first("arn:aws:states:::lambda:invoke"), Some("Lambda.ServiceException"));
        assert_eq!(first("arn:aws:lambda:us-east-1:123456789012:function:F"), Some("Lambda.ServiceException"));
        assert_eq!(first("arn:aws:states:::aws-sdk:dynamodb:query"), Some("DynamoDB.ConditionalCheckFailedException"));
        assert_eq!(first("arn:aws:states:::http:invoke"), Some("States.Http.StatusCode.429"));
        assert_eq!(first("${Function}"), None);
    }
}
