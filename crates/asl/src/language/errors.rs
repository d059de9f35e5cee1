//! Names of errors: those of Step Functions itself, and those that services are known for.

/// An error of Step Functions itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatesError {
    /// Its name.
    pub name: &'static str,
    /// Who raises it, and when.
    pub about: &'static str,
    /// What can be done about it.
    pub remedy: &'static str,
}

/// The errors of Step Functions itself, in alphabetical order.
pub const ERRORS: &[StatesError] = &[
    name("States.ALL", "Stands for every error in Retry and Catch. No state raises it.", "Write it alone and last."),
    name(
        "States.BranchFailed",
        "A branch of a Parallel has failed, and nothing in it caught that.",
        "Look at the branch's own error.",
    ),
    name(
        "States.DataLimitExceeded",
        "A state's data is larger than 256 KiB.",
        "Pass a reference, such as a key in S3. Only its own name catches it.",
    ),
    name(
        "States.ExceedToleratedFailureThreshold",
        "More items of a distributed Map failed than it tolerates.",
        "Raise the tolerance, or mend the items.",
    ),
    name("States.HeartbeatTimeout", "A Task sent no heartbeat within HeartbeatSeconds.", "Retry it, or give it more time."),
    name("States.Http.Socket", "An HTTP Task got no answer within 60 seconds.", "Retry it."),
    name(
        "States.IntrinsicFailure",
        "An intrinsic function could not be evaluated.",
        "Look at its arguments on the state's data.",
    ),
    name(
        "States.ItemReaderFailed",
        "A distributed Map could not read its items.",
        "Look at the bucket, the key and the role's permissions.",
    ),
    name("States.NoChoiceMatched", "No rule of a Choice holds, and it has no Default.", "Add a Default."),
    name(
        "States.ParameterPathFailure",
        "A path in Parameters finds nothing.",
        "Ask with IsPresent before, or write the member in a state before it.",
    ),
    name("States.Permissions", "A Task's role may not do what it asks.", "Allow the action to the execution's role."),
    name(
        "States.QueryEvaluationError",
        "A JSONata expression cannot be evaluated, or gives what the field cannot take.",
        "Look at its parts on the state's data.",
    ),
    name(
        "States.ResultPathMatchFailure",
        "ResultPath does not fit the input.",
        "The input must be an object, and what lies on the path, too.",
    ),
    name(
        "States.ResultWriterFailed",
        "A distributed Map could not write its results.",
        "Look at the bucket and the permissions.",
    ),
    name(
        "States.Runtime",
        "The execution cannot go on: a path finds nothing, or the data does not fit. It can be neither retried nor caught.",
        "Guard the path, or change the data before.",
    ),
    name("States.TaskFailed", "A Task failed. In Retry and Catch it stands for every error but a timeout.", "Look at the cause."),
    name("States.Timeout", "A Task or the execution took longer than TimeoutSeconds.", "Give it more time, or retry it."),
];

const fn name(name: &'static str, about: &'static str, remedy: &'static str) -> StatesError {
    StatesError { name, about, remedy }
}

/// What is known of an error of Step Functions itself.
#[must_use]
pub fn error_of_states(name: &str) -> Option<&'static StatesError> {
    ERRORS.iter().find(|known| known.name == name)
}

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

    #[test]
    fn errors_are_sorted_found_and_told_in_sentences() {
        assert!(ERRORS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(ERRORS.iter().all(|known| known.about.ends_with('.') && known.remedy.ends_with('.')));
        assert_eq!(error_of_states("States.Timeout").map(|known| known.name), Some("States.Timeout"));
        assert_eq!(error_of_states("Mine"), None);
    }
}
