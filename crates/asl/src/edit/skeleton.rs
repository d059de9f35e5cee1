//! What a new state of each type is written with: the least that is valid, ready to be filled in.

use super::add::{NewState, StateType};
use crate::definition::{QueryLanguage, Resource};
use crate::tree::quote;

const INVOKE: &str = "arn:aws:states:::lambda:invoke";

/// The retrier that AWS recommends for every call of a Lambda function.
const LAMBDA_RETRY: &str = r#"[{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "FULL"}]"#;

/// A machine of one new state, as JSON text. Its ways on are left open.
pub(super) fn machine(name: &str, new: &NewState, language: QueryLanguage, say_language: bool) -> String {
    let mut members = vec![format!("\"Type\": \"{}\"", new.state_type.name())];
    if say_language {
        let language = if language == QueryLanguage::Jsonata { "JSONata" } else { "JSONPath" };
        members.push(format!("\"QueryLanguage\": \"{language}\""));
    }
    members.extend(fields(new, language));
    format!("{{\"StartAt\": {}, \"States\": {{{}: {{{}}}}}}}", quote(name), quote(name), members.join(", "))
}

fn fields(new: &NewState, language: QueryLanguage) -> Vec<String> {
    let fields: &[&str] = match new.state_type {
        StateType::Task => return task(new.resource.as_deref().unwrap_or(INVOKE), new.parameters.as_deref(), language),
        StateType::Pass => &["\"End\": true"],
        StateType::Wait => &["\"Seconds\": 5", "\"End\": true"],
        StateType::Succeed => &[],
        StateType::Fail => &["\"Error\": \"WorkflowFailed\""],
        StateType::Choice if language == QueryLanguage::Jsonata => {
            &[r#""Choices": [{"Condition": "{% $exists($states.input.value) %}", "Next": ""}]"#, "\"Default\": \"\""]
        }
        StateType::Choice => &[r#""Choices": [{"Variable": "$.value", "IsPresent": true, "Next": ""}]"#, "\"Default\": \"\""],
        StateType::Parallel => &[
            r#""Branches": [{"StartAt": "Branch 1", "States": {"Branch 1": {"Type": "Pass", "End": true}}}, {"StartAt": "Branch 2", "States": {"Branch 2": {"Type": "Pass", "End": true}}}]"#,
            "\"End\": true",
        ],
        StateType::Map => &[
            r#""ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "Process item", "States": {"Process item": {"Type": "Pass", "End": true}}}"#,
            "\"End\": true",
        ],
    };
    let items = (new.state_type == StateType::Map && language == QueryLanguage::Jsonata)
        .then(|| r#""Items": "{% $states.input %}""#.to_owned());
    items.into_iter().chain(fields.iter().map(|field| (*field).to_owned())).collect()
}

/// Whether a new Task that calls this resource has parameters by itself.
#[must_use]
pub fn has_parameters(resource: &str) -> bool {
    !arguments(resource, false).is_empty()
}

fn task(resource: &str, parameters: Option<&str>, language: QueryLanguage) -> Vec<String> {
    let jsonata = language == QueryLanguage::Jsonata;
    let mut fields = vec![format!("\"Resource\": {}", quote(resource))];
    let arguments = arguments(resource, jsonata);
    let field = if jsonata { "Arguments" } else { "Parameters" };
    if !arguments.is_empty() {
        fields.push(format!("\"{field}\": {{{arguments}}}"));
    } else if let Some(parameters) = parameters {
        fields.push(format!("\"{field}\": {parameters}"));
    } else if matches!(Resource::parse(resource), Resource::Optimized { .. } | Resource::Sdk { .. }) {
        // The service refuses an integration without them, even where there is nothing to say.
        fields.push(format!("\"{field}\": {{}}"));
    }
    if resource == INVOKE {
        let output = if jsonata { r#""Output": "{% $states.result.Payload %}""# } else { r#""OutputPath": "$.Payload""# };
        fields.push(output.to_owned());
    }
    if resource.contains(":lambda:") {
        fields.push(format!("\"Retry\": {LAMBDA_RETRY}"));
    }
    fields.push("\"End\": true".to_owned());
    fields
}

/// The parameters that the action cannot do without.
fn arguments(resource: &str, jsonata: bool) -> String {
    let input =
        |name: &str| if jsonata { format!("\"{name}\": \"{{% $states.input %}}\"") } else { format!("\"{name}.$\": \"$\"") };
    let (service, action) = match Resource::parse(resource) {
        Resource::Optimized { service, action, .. } | Resource::Sdk { service, action, .. } => (service, action),
        _ => return String::new(),
    };
    match (&*service, &*action) {
        ("lambda", "invoke") => format!(r#""FunctionName": "MyFunction", {}"#, input("Payload")),
        ("dynamodb", "putItem") => r#""TableName": "MyTable", "Item": {"id": {"S": "1"}}"#.to_owned(),
        ("dynamodb", "getItem" | "deleteItem") => r#""TableName": "MyTable", "Key": {"id": {"S": "1"}}"#.to_owned(),
        ("dynamodb", "updateItem") => {
            r#""TableName": "MyTable", "Key": {"id": {"S": "1"}}, "UpdateExpression": "SET done = :done", "ExpressionAttributeValues": {":done": {"BOOL": true}}"#.to_owned()
        }
        ("sns", "publish") => format!(r#""TopicArn": "arn:aws:sns:us-east-1:123456789012:MyTopic", {}"#, input("Message")),
        ("sqs", "sendMessage") => {
            format!(r#""QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/MyQueue", {}"#, input("MessageBody"))
        }
        ("events" | "eventbridge", "putEvents") => {
            let detail = input("Detail");
            format!(r#""Entries": [{{"EventBusName": "default", "Source": "my.workflow", "DetailType": "MyEvent", {detail}}}]"#)
        }
        ("s3", "getObject") => r#""Bucket": "my-bucket", "Key": "my-key""#.to_owned(),
        ("s3", "putObject") => format!(r#""Bucket": "my-bucket", "Key": "my-key", {}"#, input("Body")),
        ("http", "invoke") => {
            r#""ApiEndpoint": "https://api.example.com/items", "Method": "GET", "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/MyConnection/00000000-0000-0000-0000-000000000000"}"#.to_owned()
        }
        ("states", "startExecution") => {
            format!(r#""StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:MyStateMachine", {}"#, input("Input"))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integration_always_says_with_what_it_is_called() {
        for (resource, has) in [
            ("arn:aws:states:::aws-sdk:s3:listBuckets", true),
            ("arn:aws:states:::batch:submitJob.sync", true),
            ("arn:aws:states:::sns:publish", true),
            ("arn:aws:lambda:us-east-1:123456789012:function:F", false),
            ("arn:aws:states:us-east-1:123456789012:activity:A", false),
        ] {
            for (language, field) in [(QueryLanguage::JsonPath, "\"Parameters\""), (QueryLanguage::Jsonata, "\"Arguments\"")] {
                let fields = task(resource, None, language);
                assert_eq!(fields.iter().any(|written| written.starts_with(field)), has, "{resource}: {fields:?}");
            }
        }
    }
}
