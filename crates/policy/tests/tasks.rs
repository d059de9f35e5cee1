//! What single Tasks and Maps need: written from AWS's pages on each integration.

use asl::document::Document;
use policy::{Options, Style, derive};

/// Derives from the states and compares every grant, written `ACTION RESOURCE`, in alphabetical order.
fn check_states(states: &str, expected: &[&str]) {
    let text = format!(r#"{{"StartAt": "A", "States": {states}}}"#);
    let document = Document::new(text.as_str());
    assert!(!document.is_broken(), "{states}");
    let options = Options { name: Some("M".to_owned()), ..Options::default() };
    let derived = derive(&document.definition, &options);
    let mut granted: Vec<String> =
        derived.grants.iter().map(|grant| format!("{} {}", grant.action, grant.resource.write(&Style::default()))).collect();
    granted.sort();
    granted.dedup();
    assert_eq!(granted, expected, "{states}");
}

/// The same for one Task with `Parameters`.
fn check(resource: &str, parameters: &str, expected: &[&str]) {
    let task =
        format!(r#"{{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {parameters}, "End": true}}"#);
    check_states(&format!(r#"{{"A": {task}}}"#), expected);
}

const RULE: [&str; 3] = ["events:DescribeRule", "events:PutRule", "events:PutTargets"];

/// `expected` and the rule by which a job's end is heard of.
fn check_job(resource: &str, parameters: &str, rule: &str, expected: &[&str]) {
    let rules = RULE.map(|action| format!("{action} arn:aws:events:*:*:rule/{rule}"));
    let mut all: Vec<&str> = expected.iter().copied().chain(rules.iter().map(String::as_str)).collect();
    all.sort_unstable();
    check(resource, parameters, &all);
}

#[test]
fn functions_are_named_in_many_ways() {
    let check = |name: &str, expected: &[&str]| check("lambda:invoke", &format!(r#"{{"FunctionName": {name}}}"#), expected);
    check(r#""f""#, &["lambda:InvokeFunction arn:aws:lambda:*:*:function:f"]);
    check(r#""f:prod""#, &["lambda:InvokeFunction arn:aws:lambda:*:*:function:f:prod"]);
    check(r#""123456789012:function:f""#, &["lambda:InvokeFunction arn:aws:lambda:*:*:function:f"]);
    let latest = [
        "lambda:InvokeFunction arn:aws:lambda:us-east-1:1:function:f",
        "lambda:InvokeFunction arn:aws:lambda:us-east-1:1:function:f:$LATEST",
    ];
    check(r#""arn:aws:lambda:us-east-1:1:function:f:$LATEST""#, &latest);
    check(r#""${FunctionArn}""#, &["lambda:InvokeFunction ${FunctionArn}"]);
    check(r#""${FunctionName}""#, &["lambda:InvokeFunction arn:aws:lambda:*:*:function:${FunctionName}"]);
}

#[test]
fn queues_are_told_by_their_url() {
    let check = |url: &str, expected: &str| check("sqs:sendMessage", &format!(r#"{{"QueueUrl": "{url}"}}"#), &[expected]);
    check("https://sqs.us-east-1.amazonaws.com/1/q", "sqs:SendMessage arn:aws:sqs:us-east-1:1:q");
    check("https://eu-west-1.queue.amazonaws.com/1/q", "sqs:SendMessage arn:aws:sqs:eu-west-1:1:q");
    check("${QueueArn}", "sqs:SendMessage ${QueueArn}");
}

#[test]
fn messages_go_to_topics_telephones_and_buses() {
    check("sns:publish", r#"{"TopicArn": "arn:aws:sns:us-east-1:1:t"}"#, &["sns:Publish arn:aws:sns:us-east-1:1:t"]);
    check("sns:publish", r#"{"TargetArn": "${Topic}"}"#, &["sns:Publish ${Topic}"]);
    check("sns:publish", r#"{"PhoneNumber.$": "$.n"}"#, &["sns:Publish *"]);
    let entries = r#"{"Entries": [{"Source": "s"}, {"EventBusName": "b"}]}"#;
    let buses = ["events:PutEvents arn:aws:events:*:*:event-bus/b", "events:PutEvents arn:aws:events:*:*:event-bus/default"];
    check("events:putEvents", entries, &buses);
    check("events:putEvents", r#"{"Entries.$": "$.e"}"#, &["events:PutEvents arn:aws:events:*:*:event-bus/*"]);
}

#[test]
fn tables_are_found_in_batches_transactions_and_statements() {
    let table = |action: &str, name: &str| format!("dynamodb:{action} arn:aws:dynamodb:*:*:table/{name}");
    check("dynamodb:putItem", r#"{"TableName": "t"}"#, &[&table("PutItem", "t")]);
    check("aws-sdk:dynamodb:query", r#"{"TableName": "t", "IndexName": "i"}"#, &[&table("Query", "t/index/i")]);
    check("aws-sdk:dynamodb:batchGetItem", r#"{"RequestItems": {"t": {}}}"#, &[&table("BatchGetItem", "t")]);
    let transaction = r#"{"TransactItems": [{"Put": {"TableName": "a"}}, {"ConditionCheck": {"TableName": "b"}}]}"#;
    check("aws-sdk:dynamodb:transactWriteItems", transaction, &[&table("ConditionCheckItem", "b"), &table("PutItem", "a")]);
    let statement = r#"{"Statement": "UPDATE \"Music\" SET x=1 WHERE y=2"}"#;
    check("aws-sdk:dynamodb:executeStatement", statement, &[&table("PartiQLUpdate", "Music")]);
    check("aws-sdk:dynamodb:scan", r#"{"TableName.$": "$.t"}"#, &[&table("Scan", "*")]);
}

#[test]
fn objects_are_read_and_written_by_key() {
    check(
        "aws-sdk:s3:getObject",
        r#"{"Bucket": "b", "Key.$": "States.Format('in/{}', $.k)"}"#,
        &["s3:GetObject arn:aws:s3:::b/in/*"],
    );
    check("aws-sdk:s3:listObjectsV2", r#"{"Bucket": "b"}"#, &["s3:ListBucket arn:aws:s3:::b"]);
    let copy = r#"{"Bucket": "to", "Key": "k", "CopySource": "/from/a/b"}"#;
    check("aws-sdk:s3:copyObject", copy, &["s3:GetObject arn:aws:s3:::from/a/b", "s3:PutObject arn:aws:s3:::to/k"]);
    let versioned = ["s3:GetObject arn:aws:s3:::b/k", "s3:GetObjectVersion arn:aws:s3:::b/k"];
    check("aws-sdk:s3:headObject", r#"{"Bucket": "b", "Key": "k", "VersionId": "v"}"#, &versioned);
    check(
        "aws-sdk:s3:deleteObjects",
        r#"{"Bucket": "b", "Delete": {"Objects.$": "$.o"}}"#,
        &["s3:DeleteObject arn:aws:s3:::b/*"],
    );
    check("aws-sdk:s3:listBuckets", "{}", &["s3:ListAllMyBuckets *"]);
}

#[test]
fn nested_executions_are_started_watched_and_stopped() {
    let machine = "arn:aws:states:us-east-1:1:stateMachine:C";
    let started = format!("states:StartExecution {machine}");
    check("states:startExecution", &format!(r#"{{"StateMachineArn": "{machine}"}}"#), &[&started]);
    let executions = "arn:aws:states:us-east-1:1:execution:C:*";
    check_job(
        "states:startExecution.sync:2",
        &format!(r#"{{"StateMachineArn": "{machine}"}}"#),
        "StepFunctionsGetEventsForStepFunctionsExecutionRule",
        &[&format!("states:DescribeExecution {executions}"), &started, &format!("states:StopExecution {executions}")],
    );
    let itself = "states:StartExecution arn:aws:states:*:*:stateMachine:M";
    check("states:startExecution", r#"{"StateMachineArn.$": "$$.StateMachine.Id"}"#, &[itself]);
}

#[test]
fn jobs_are_polled_heard_of_and_stopped() {
    check_job(
        "ecs:runTask.sync",
        r#"{"TaskDefinition": "d", "Cluster": "c"}"#,
        "StepFunctionsGetEventsForECSTaskRule",
        &[
            "ecs:DescribeTasks arn:aws:ecs:*:*:task/c/*",
            "ecs:RunTask arn:aws:ecs:*:*:task-definition/d:*",
            "ecs:StopTask arn:aws:ecs:*:*:task/c/*",
            "iam:PassRole arn:aws:iam::*:role/*",
        ],
    );
    check(
        "glue:startJobRun.sync",
        r#"{"JobName": "j"}"#,
        &["BatchStopJobRun", "GetJobRun", "GetJobRuns", "StartJobRun"]
            .map(|action| format!("glue:{action} arn:aws:glue:*:*:job/j"))
            .each_ref()
            .map(String::as_str),
    );
    check_job(
        "codebuild:startBuild.sync",
        r#"{"ProjectName": "p"}"#,
        "StepFunctionsGetEventForCodeBuildStartBuildRule",
        &["BatchGetBuilds", "StartBuild", "StopBuild"]
            .map(|action| format!("codebuild:{action} arn:aws:codebuild:*:*:project/p"))
            .each_ref()
            .map(String::as_str),
    );
    check_job(
        "sagemaker:createTrainingJob.sync",
        r#"{"TrainingJobName.$": "$.n", "RoleArn": "arn:aws:iam::1:role/r"}"#,
        "StepFunctionsGetEventsForSageMakerTrainingJobsRule",
        &[
            "iam:PassRole arn:aws:iam::1:role/r",
            "sagemaker:CreateTrainingJob arn:aws:sagemaker:*:*:training-job/*",
            "sagemaker:DescribeTrainingJob arn:aws:sagemaker:*:*:training-job/*",
            "sagemaker:ListTags *",
            "sagemaker:StopTrainingJob arn:aws:sagemaker:*:*:training-job/*",
        ],
    );
    check("eks:call", r#"{"ClusterName": "c"}"#, &[]);
}

#[test]
fn apis_ask_for_permission_only_with_iam_authorization() {
    let endpoint = r#""ApiEndpoint": "abc.execute-api.eu-west-1.amazonaws.com", "Stage": "prod", "Method": "GET""#;
    check("apigateway:invoke", &format!(r#"{{{endpoint}, "Path": "/x"}}"#), &[]);
    let invoked = ["execute-api:Invoke arn:aws:execute-api:eu-west-1:*:abc/prod/GET/x"];
    check("apigateway:invoke", &format!(r#"{{{endpoint}, "Path": "/x", "AuthType": "IAM_ROLE"}}"#), &invoked);
    let connections = r#""Path.$": "States.Format('/@connections/{}', $.c)", "AuthType": "IAM_ROLE""#;
    let managed = ["execute-api:ManageConnections arn:aws:execute-api:eu-west-1:*:abc/prod/GET/@connections/*"];
    check("apigateway:invoke", &format!("{{{endpoint}, {connections}}}"), &managed);
}

#[test]
fn http_tasks_take_the_connection_and_its_secret() {
    let connection = "arn:aws:events:us-east-1:1:connection/c/11";
    let parameters =
        format!(r#"{{"ApiEndpoint": "https://x.y/z", "Method": "GET", "Authentication": {{"ConnectionArn": "{connection}"}}}}"#);
    let secret = "arn:aws:secretsmanager:*:*:secret:events!connection/c/*";
    check(
        "http:invoke",
        &parameters,
        &[
            &format!("events:RetrieveConnectionCredentials {connection}"),
            &format!("secretsmanager:DescribeSecret {secret}"),
            &format!("secretsmanager:GetSecretValue {secret}"),
            "states:InvokeHTTPEndpoint arn:aws:states:*:*:stateMachine:M",
        ],
    );
}

#[test]
fn models_are_called_directly_or_through_profiles() {
    let check_model = |id: &str, expected: &[&str]| check("bedrock:invokeModel", &format!(r#"{{"ModelId": "{id}"}}"#), expected);
    check_model("anthropic.claude-v2", &["bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/anthropic.claude-v2"]);
    let through = [
        "bedrock:InvokeModel arn:aws:bedrock:*:*:inference-profile/us.amazon.nova-pro-v1:0",
        "bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0",
    ];
    check_model("us.amazon.nova-pro-v1:0", &through);
    let harness = r#"{"HarnessArn": "arn:aws:bedrock-agentcore:us-east-1:1:harness/h", "Messages": [{"Role": "user"}]}"#;
    let harnessed = ["InvokeAgentRuntime", "InvokeHarness"]
        .map(|action| format!("bedrock-agentcore:{action} arn:aws:bedrock-agentcore:us-east-1:1:harness/h"));
    check("bedrockagentcore:invokeHarness", harness, &harnessed.each_ref().map(String::as_str));
}

#[test]
fn services_use_their_callers_rights() {
    let image = r#"{"Image": {"S3Object": {"Bucket": "b", "Name": "n"}}}"#;
    check("aws-sdk:rekognition:detectLabels", image, &["rekognition:DetectLabels *", "s3:GetObject arn:aws:s3:::b/n"]);
    let media = r#"{"Media": {"MediaFileUri": "s3://b/k"}, "OutputBucketName": "o"}"#;
    let transcribed = ["s3:GetObject arn:aws:s3:::b/k", "s3:PutObject arn:aws:s3:::o/*", "transcribe:StartTranscriptionJob *"];
    check("aws-sdk:transcribe:startTranscriptionJob", media, &transcribed);
    let query = r#"{"WorkGroup": "w", "ResultConfiguration": {"OutputLocation": "s3://r/p/"}}"#;
    let queried = [
        "athena:StartQueryExecution arn:aws:athena:*:*:workgroup/w",
        "s3:GetBucketLocation arn:aws:s3:::r",
        "s3:PutObject arn:aws:s3:::r/p/*",
    ];
    check("athena:startQueryExecution", query, &queried);
    check(
        "aws-sdk:scheduler:createSchedule",
        r#"{"Name": "n", "GroupName": "g", "Target": {"RoleArn": "arn:aws:iam::1:role/r"}}"#,
        &["iam:PassRole arn:aws:iam::1:role/r", "scheduler:CreateSchedule arn:aws:scheduler:*:*:schedule/g/n"],
    );
}

#[test]
fn tags_take_a_permission_of_their_own() {
    let table = r#"{"TableName": "t", "Tags": [{"Key": "a", "Value": "b"}]}"#;
    let made = ["dynamodb:CreateTable arn:aws:dynamodb:*:*:table/t", "dynamodb:TagResource arn:aws:dynamodb:*:*:table/t"];
    check("aws-sdk:dynamodb:createTable", table, &made);
    check("aws-sdk:dynamodb:createTable", r#"{"TableName": "t"}"#, &made[..1]);
    check("aws-sdk:s3:createBucket", r#"{"Bucket": "b", "Tags": []}"#, &["s3:CreateBucket arn:aws:s3:::b"]);
    check(
        "aws-sdk:ec2:createKeyPair",
        r#"{"KeyName": "k", "TagSpecifications": []}"#,
        &["ec2:CreateKeyPair arn:aws:ec2:*:*:key-pair/k", "ec2:CreateTags arn:aws:ec2:*:*:*/*"],
    );
}

#[test]
fn parameters_are_known_by_other_names() {
    check("aws-sdk:ssm:getParameter", r#"{"Name": "/a/b"}"#, &["ssm:GetParameter arn:aws:ssm:*:*:parameter/a/b"]);
    check(
        "aws-sdk:ec2:stopInstances",
        r#"{"InstanceIds": ["i-1", "i-2"]}"#,
        &["ec2:StopInstances arn:aws:ec2:*:*:instance/i-1", "ec2:StopInstances arn:aws:ec2:*:*:instance/i-2"],
    );
    check("aws-sdk:rds:stopDBInstance", r#"{"DbInstanceIdentifier": "d"}"#, &["rds:StopDBInstance arn:aws:rds:*:*:db:d"]);
    check("aws-sdk:kms:decrypt", r#"{"KeyId": "alias/a"}"#, &["kms:Decrypt arn:aws:kms:*:*:key/*"]);
    check("aws-sdk:kms:decrypt", r#"{"KeyId": "1-2"}"#, &["kms:Decrypt arn:aws:kms:*:*:key/1-2"]);
    check(
        "aws-sdk:secretsmanager:getSecretValue",
        r#"{"SecretId": "s"}"#,
        &["secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:s-??????"],
    );
    check(
        "aws-sdk:s3:putObject",
        r#"{"Bucket": "b", "Key": "k", "Tagging": "a=b"}"#,
        &["s3:PutObject arn:aws:s3:::b/k", "s3:PutObjectTagging arn:aws:s3:::b/k"],
    );
    check("aws-sdk:kinesis:putRecord", r#"{"StreamName": "s"}"#, &["kinesis:PutRecord arn:aws:kinesis:*:*:stream/s"]);
    check(
        "aws-sdk:glue:getTable",
        r#"{"DatabaseName": "d", "Name": "t"}"#,
        &[
            "glue:GetTable arn:aws:glue:*:*:catalog",
            "glue:GetTable arn:aws:glue:*:*:database/d",
            "glue:GetTable arn:aws:glue:*:*:table/d/t",
        ],
    );
    check(
        "aws-sdk:cloudwatchlogs:putLogEvents",
        r#"{"LogGroupName": "/g", "LogStreamName": "s"}"#,
        &["logs:PutLogEvents arn:aws:logs:*:*:log-group:/g:log-stream:s"],
    );
    check(
        "aws-sdk:cognitoidentityprovider:adminGetUser",
        r#"{"UserPoolId": "p"}"#,
        &["cognito-idp:AdminGetUser arn:aws:cognito-idp:*:*:userpool/p"],
    );
}

#[test]
fn credentials_turn_everything_into_taking_a_role_on() {
    let task = r#"{"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
        "Credentials": {"RoleArn": "arn:aws:iam::2:role/r"}, "End": true}}"#;
    check_states(task, &["sts:AssumeRole arn:aws:iam::2:role/r"]);
}

#[test]
fn a_distributed_map_starts_its_own_machine_and_touches_buckets() {
    let map = r#"{"A": {"Type": "Map", "Label": "L", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "o", "Prefix": "p"}}, "End": true}}"#;
    let expected = [
        "s3:AbortMultipartUpload arn:aws:s3:::o/p/*",
        "s3:GetObject arn:aws:s3:::b/k",
        "s3:GetObject arn:aws:s3:::o/p/*",
        "s3:ListMultipartUploadParts arn:aws:s3:::o/p/*",
        "s3:PutObject arn:aws:s3:::o/p/*",
        "states:DescribeExecution arn:aws:states:*:*:execution:M:*",
        "states:RedriveExecution arn:aws:states:*:*:execution:M/L:*",
        "states:StartExecution arn:aws:states:*:*:stateMachine:M",
        "states:StopExecution arn:aws:states:*:*:execution:M:*",
    ];
    check_states(map, &expected);
    let inline = map.replace("DISTRIBUTED", "INLINE").replace("\"ItemReader\"", "\"X\"").replace("\"ResultWriter\"", "\"Y\"");
    check_states(&inline, &[]);
}

#[test]
fn jsonata_never_makes_it_fail() {
    for arguments in
        [r#""{% $states.input %}""#, r#"{"FunctionName": "{% ( %}"}"#, "[1]", "null", r#""x""#, r#"{"FunctionName": {"a": 1}}"#]
    {
        let task = format!(
            r#"{{"A": {{"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {arguments}, "End": true}}}}"#
        );
        check_states(&task, &["lambda:InvokeFunction arn:aws:lambda:*:*:function:*"]);
    }
}

#[test]
fn a_variable_that_is_always_the_same_is_known() {
    let states = r#"{"A": {"Type": "Pass", "Assign": {"bucket": "b"}, "Next": "B"},
        "B": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
              "Arguments": {"Bucket": "{% $bucket %}", "Key": "{% 'out/' & $states.input.id & '.json' %}", "Body": "x"}, "End": true}}"#;
    check_states(states, &["s3:PutObject arn:aws:s3:::b/out/*.json"]);
}

#[test]
fn what_the_definition_does_not_name_is_noted() {
    let noted = |resource: &str, parameters: &str| -> bool {
        let task =
            format!(r#"{{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {parameters}, "End": true}}"#);
        let document = Document::new(format!(r#"{{"StartAt": "A", "States": {{"A": {task}}}}}"#).as_str());
        let options = Options { name: Some("M".to_owned()), ..Options::default() };
        derive(&document.definition, &options).notes.iter().any(|note| note.text.contains("does not name what it acts on"))
    };
    for (resource, unnamed, named) in [
        ("lambda:invoke", r#"{"FunctionName.$": "$.f"}"#, r#"{"FunctionName.$": "States.Format('f-{}', $.f)"}"#),
        ("sqs:sendMessage", r#"{"QueueUrl.$": "$.q"}"#, r#"{"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q"}"#),
        ("sns:publish", r#"{"TopicArn.$": "$.t"}"#, r#"{"TopicArn": "${TopicArn}"}"#),
        ("aws-sdk:s3:getObject", r#"{"Bucket.$": "$.b", "Key": "k"}"#, r#"{"Bucket": "b", "Key.$": "$.k"}"#),
        ("dynamodb:getItem", r#"{"TableName.$": "$.t", "Key": {}}"#, r#"{"TableName": "t", "Key": {}}"#),
    ] {
        assert!(noted(resource, unnamed), "{resource} {unnamed}");
        assert!(!noted(resource, named), "{resource} {named}");
    }
}
