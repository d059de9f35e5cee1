//! What people type finds what they mean.
#![allow(clippy::disallowed_methods, reason = "how long a search takes is what one of these tests is about")]

mod files;

use std::time::Instant;

use files::index;

#[test]
fn the_first_hit_is_what_is_meant() {
    let index = index();
    for (query, expected) in [
        ("glue start", "glue:startJobRun"),
        ("bedrock invoke", "bedrock:invokeModel"),
        ("s3 get obj", "aws-sdk:s3:getObject"),
        ("s3 getobject", "aws-sdk:s3:getObject"),
        ("lambda", "lambda:invoke"),
        ("dynamodb put", "dynamodb:putItem"),
        ("dynamo query", "aws-sdk:dynamodb:query"),
        ("step functions start", "states:startExecution"),
        ("sfn describe exec", "aws-sdk:sfn:describeExecution"),
        ("SendMessage", "sqs:sendMessage"),
        ("queue send", "sqs:sendMessage"),
        ("start db instance", "aws-sdk:rds:startDBInstance"),
        ("textract analyze exp", "aws-sdk:textract:analyzeExpense"),
        ("secret value", "aws-sdk:secretsmanager:getSecretValue"),
        ("eventbridge put events", "events:putEvents"),
        ("ecs:runTask", "ecs:runTask"),
        ("aws-sdk:ec2:describeInstances", "aws-sdk:ec2:describeInstances"),
        ("arn:aws:states:::glue:startJobRun", "glue:startJobRun"),
    ] {
        let found = index.search(query, 20);
        let first = found.hits.first().map(|hit| hit.resource().trim_start_matches("arn:aws:states:::").to_owned());
        assert_eq!(first.unwrap_or_default(), expected, "{query}");
    }
}

#[test]
fn hits_are_counted_and_every_word_must_fit() {
    let index = index();
    let found = index.search("list", 10);
    assert!(found.hits.len() == 10 && found.total > 1_000);
    assert_eq!(index.search("glue elephant", 10).total, 0);
    assert_eq!((index.search("", 10).total, index.search(" : ", 10).total), (0, 0));
    assert_eq!(index.search("glue", 1_000).hits.len(), index.search("glue", 10).total);
    let found = index.search("kinesis subscribe", 10);
    assert!(found.hits.iter().any(|hit| hit.action == "subscribeToShard" && !hit.supported));
}

#[test]
fn a_search_of_everything_is_quick() {
    let index = index();
    let begin = Instant::now();
    let queries = ["glue start", "s", "list tags for resource", "describe", "bedrock invoke model"];
    for query in queries {
        assert!(index.search(query, 50).total > 0);
    }
    let each = begin.elapsed() / queries.len() as u32;
    // Without optimisation it takes twenty times as long.
    let most = if cfg!(debug_assertions) { 200 } else { 5 };
    assert!(each.as_millis() < most, "a search takes {each:?}");
}
