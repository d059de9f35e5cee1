//! Maps with where their items come from, resources and credentials.

use super::*;

#[test]
fn fields_of_maps() {
    for (field, wrong, right) in [
        ("MaxConcurrency", &["-1", "1.5", "\"1\"", "\"{% 1 %}\""][..], &["0", "40"][..]),
        ("ToleratedFailureCount", &["-1", "1.5", "null"], &["0", "5"]),
        ("ToleratedFailurePercentage", &["-1", "100.5", "\"5\""], &["0", "100", "5.5"]),
    ] {
        let with = |value: &&str| distributed(&format!("\"{field}\": {value}"));
        refused(&schema(&format!("/States/A/{field}")), wrong.iter().map(with));
        taken(right.iter().map(with));
        refused(&schema("/States/A"), [distributed(&format!(r#""{field}": 1, "{field}Path": "$.a""#))]);
        taken([distributed(&format!(r#""{field}Path": "$.a[0]""#)), distributed(&format!(r#""{field}Path": "$v""#))]);
        refused(
            &schema(&format!("/States/A/{field}Path")),
            ["$.a[*]", "a", "$$.Execution.Input.x"].map(|path| distributed(&format!(r#""{field}Path": "{path}""#))),
        );
    }
    refused(
        &schema("/States/A"),
        [
            state(r#""Type": "Map", "End": true"#),
            map(&format!(r#""Iterator": {INNER}"#)),
            map(r#""ItemSelector": {}, "Parameters": {}"#),
        ],
    );
    for label in ["", "a b", "a*", "a:b", "x".repeat(41).as_str()] {
        refused("INVALID_LABEL_NAME /States/A/Label", [distributed(&format!(r#""Label": "{label}""#))]);
    }
    let config =
        |config: &str| map("\"Comment\": \"c\"").replace(INNER, &format!("{{\"ProcessorConfig\": {config}, {}", &INNER[1..]));
    refused(
        &schema("/States/A/ItemProcessor/ProcessorConfig"),
        [r#"{"Mode": "DISTRIBUTED"}"#, r#"{"Mode": "INLINE", "ExecutionType": "STANDARD"}"#, r#"{"Mode": "INLINE", "Foo": 1}"#]
            .map(config),
    );
    refused(&schema("/States/A/ItemProcessor/ProcessorConfig/Mode"), [config(r#"{"Mode": "inline"}"#)]);
    taken([r#"{"Mode": "INLINE"}"#, r#"{"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}"#].map(config));
    let reader = |config: &str| {
        distributed(&format!(r#""ItemReader": {{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {config}}}"#))
    };
    taken(
        [
            r#"{"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "CSVDelimiter": "PIPE", "MaxItems": 5}"#,
            r#"{"InputType": "JSON", "ItemsPointer": "/a/b", "MaxItemsPath": "$.m"}"#,
            r#"{"InputType": "MANIFEST", "ManifestType": "ATHENA_DATA", "Transformation": "LOAD_AND_FLATTEN"}"#,
            r#"{"InputType": "PARQUET"}"#,
        ]
        .map(reader),
    );
    refused(
        &schema("/States/A/ItemReader/ReaderConfig"),
        [
            r#"{"InputType": "CSV"}"#,
            r#"{"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}"#,
            r#"{"InputType": "JSON", "CSVHeaderLocation": "FIRST_ROW"}"#,
            r#"{"MaxItems": 5, "MaxItemsPath": "$.m"}"#,
        ]
        .map(reader),
    );
    for (field, value) in [
        ("InputType", "\"XML\""),
        ("ManifestType", "\"x\""),
        ("Transformation", "\"COMPACT\""),
        ("MaxItems", "-1"),
        ("MaxItems", "100000001"),
        ("ItemsPointer", "\"a\""),
        ("CSVHeaders", "\"a\""),
        ("CSVHeaders", "[]"),
    ] {
        refused(&schema(&format!("/States/A/ItemReader/ReaderConfig/{field}")), [reader(&format!("{{\"{field}\": {value}}}"))]);
    }
    refused(
        &schema("/States/A/ItemReader/Resource"),
        [distributed(r#""ItemReader": {"Resource": "arn:aws:states:::s3:putObject"}"#)],
    );
    refused(
        &schema("/States/A/ItemReader"),
        [
            distributed(r#""ItemReader": {"ReaderConfig": {}}"#),
            distributed(r#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {}}"#),
        ],
    );
    refused(
        &schema("/States/A/ItemBatcher"),
        [
            distributed(r#""ItemBatcher": {}"#),
            distributed(r#""ItemBatcher": {"MaxItemsPerBatch": 1, "MaxItemsPerBatchPath": "$.a"}"#),
        ],
    );
    refused(
        &schema("/States/A/ItemBatcher/MaxInputBytesPerBatch"),
        [distributed(r#""ItemBatcher": {"MaxInputBytesPerBatch": 262145}"#)],
    );
    refused(&schema("/States/A/ResultWriter"), [distributed(r#""ResultWriter": {}"#)]);
    refused(
        &schema("/States/A/ResultWriter/WriterConfig/OutputType"),
        [distributed(r#""ResultWriter": {"WriterConfig": {"OutputType": "CSV"}}"#)],
    );
    taken([distributed(r#""ResultWriter": {"WriterConfig": {"OutputType": "JSONL", "Transformation": "FLATTEN"}}"#)]);
    check(Severity::Warning, &[(map(r#""ItemBatcher": {"MaxItemsPerBatch": 5}"#), "ONLY_DISTRIBUTED /States/A/ItemBatcher")]);
    let items = |value: &str| jsonata(&format!(r#""Type": "Map", "ItemProcessor": {INNER}, "End": true, "Items": {value}"#));
    taken(["[1, \"{% 2 %}\"]", "{\"a\": 1}", "\"{% [1] %}\""].map(items));
    refused(&schema("/States/A/Items"), ["5", "true", "\"{% [1]\""].map(items));
}

#[test]
fn resources_and_credentials() {
    let bare = |arn: &str| state(&format!(r#""Type": "Task", "Resource": "{arn}", "End": true"#));
    let resource =
        |arn: &str| state(&format!(r#""Type": "Task", "Resource": "{arn}", "Parameters": {{"${{Any}}": 1}}, "End": true"#));
    // Of integrations the parameters are required, even where there is nothing to say; of functions and activities not.
    refused(&schema("/States/A/Resource"), ["arn:aws:states:::sns:publish", "arn:aws:states:::aws-sdk:s3:listBuckets"].map(bare));
    taken(["arn:aws:lambda:us-east-1:123456789012:function:F", "arn:aws:states:us-east-1:123456789012:activity:A"].map(bare));
    taken(
        [
            "arn:aws:lambda:us-east-1:123456789012:function:F:PROD",
            "arn:aws:states:us-east-1:123456789012:activity:A",
            "arn:aws-cn:states:::ecs:runTask.sync",
            "arn:aws:states:::states:startExecution.sync:2",
            "arn:aws:states:::aws-sdk:s3:getObject",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "${Function}",
        ]
        .map(resource),
    );
    refused(
        &schema("/States/A/Resource"),
        [
            "function",
            "",
            "$.function",
            "{% $f %}",
            "arn:aws",
            "arn:aws:states:::lambda:invoke.sync",
            "arn:aws:states:::dynamodb:getItem.waitForTaskToken",
            "arn:aws:states:::glue:startJobRun.sync:2",
            "arn:aws:states:::aws-sdk:s3:getObject.sync",
        ]
        .map(resource),
    );
    let call = |parameters: &str| bare("arn:aws:states:::lambda:invoke").replace("\"End\"", &format!("{parameters}\"End\""));
    taken([r#""Parameters": {"FunctionName.$": "$.f"}, "#, r#""Parameters": {"FunctionName": "f", "Payload": {}}, "#].map(call));
    refused(&schema("/States/A/Parameters"), [call(r#""Parameters": {"Payload.$": "$"}, "#)]);
    let credentials = |value: &str| task(&format!("\"Credentials\": {value}"));
    taken([r#"{"RoleArn": "arn:aws:iam::123456789012:role/R"}"#, r#"{"RoleArn.$": "$.role"}"#].map(credentials));
    refused(&schema("/States/A/Credentials"), ["{}", r#"{"Role": "x"}"#, "5", "null"].map(credentials));
    refused(&schema("/States/A/Credentials/RoleArn"), [r#"{"RoleArn": 5}"#].map(credentials));
    refused(
        &schema("/States/A"),
        [credentials(r#"{"RoleArn": "r"}"#)
            .replace("arn:aws:lambda:us-east-1:123456789012:function:list", "arn:aws:states:us-east-1:123456789012:activity:A")],
    );
}
