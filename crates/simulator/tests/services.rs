//! Workflows against sandboxed services, and what these hold afterwards.

use std::sync::Arc;

use simulator::scenario::{ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Summary};
use value::Value;

fn run(definition: &str, scenario: &str) -> (Summary, Value, Execution) {
    let program = simulator::load(definition).unwrap_or_else(|problems| panic!("{problems:?}"));
    let scenario = read_scenario(scenario).expect("scenario");
    let mut host = ScenarioHost::new(&scenario);
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut host, Budget::default());
    (Summary::of(&execution), host.sandbox().contents(), execution)
}

#[test]
fn tasks_change_what_services_hold() {
    let definition = r#"{"StartAt": "Price", "States": {
        "Price": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "price", "Payload.$": "$"},
                  "ResultSelector": {"price.$": "$.Payload.price"}, "ResultPath": "$.priced", "Next": "Put"},
        "Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "ResultPath": null, "Next": "Count",
                "Parameters": {"TableName": "Orders", "Item": {"id": {"S.$": "$.id"}, "sold": {"N": "1"}}}},
        "Count": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem", "ResultPath": null, "Next": "Get",
                  "Parameters": {"TableName": "Orders", "Key": {"id": {"S.$": "$.id"}}, "UpdateExpression": "SET sold = sold + :n",
                                 "ExpressionAttributeValues": {":n": {"N": "4"}}}},
        "Get": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "ResultPath": "$.found", "Next": "Send",
                "Parameters": {"TableName": "Orders", "Key": {"id": {"S.$": "$.id"}}}, "ResultSelector": {"sold.$": "$.Item.sold.N"}},
        "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "ResultPath": null, "End": true,
                 "Parameters": {"QueueUrl": "q", "MessageBody.$": "$.found"}}}}"#;
    let scenario = r#"{"input": {"id": "a", "amount": 3}, "services": {
        "lambda": {"price": "{% {'price': $event.amount * 10} %}"},
        "dynamodb": {"Orders": {"Key": ["id"], "Items": []}}, "sqs": {"q": []}}}"#;
    let (summary, contents, execution) = run(definition, scenario);
    let output = summary.output.map(|output| output.to_json());
    assert_eq!(
        output.as_deref(),
        Some(r#"{"id":"a","amount":3,"priced":{"price":30},"found":{"sold":"5"}}"#),
        "{:?}",
        summary.cause
    );
    let expected =
        r#"{"dynamodb":{"Orders":{"Key":["id"],"Items":[{"id":{"S":"a"},"sold":{"N":"5"}}]}},"sqs":{"q":[{"sold":"5"}]}}"#;
    assert_eq!(contents.to_json(), expected);
    assert!(execution.recording().notes.is_empty(), "{:?}", execution.recording().notes);
}

#[test]
fn services_fail_with_their_own_errors() {
    for (resource, parameters, services, error) in [
        ("lambda:invoke", r#"{"FunctionName": "other"}"#, r#"{"lambda": {"f": 1}}"#, "Lambda.ResourceNotFoundException"),
        (
            "dynamodb:getItem",
            r#"{"TableName": "T", "Key": {}}"#,
            r#"{"dynamodb": {"U": {"Key": ["id"]}}}"#,
            "DynamoDB.ResourceNotFoundException",
        ),
        (
            "dynamodb:putItem",
            r#"{"TableName": "U", "Item": {}}"#,
            r#"{"dynamodb": {"U": {"Key": ["id"]}}}"#,
            "DynamoDB.AmazonDynamoDBException",
        ),
        ("aws-sdk:s3:getObject", r#"{"Bucket": "b", "Key": "k"}"#, r#"{"s3": {"b": {}}}"#, "S3.NoSuchKeyException"),
        ("sqs:sendMessage", r#"{"QueueUrl": "x", "MessageBody": ""}"#, r#"{"sqs": {"q": []}}"#, "SQS.QueueDoesNotExistException"),
    ] {
        let definition = format!(
            r#"{{"StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {parameters}, "End": true}}}}}}"#
        );
        let (summary, ..) = run(&definition, &format!(r#"{{"services": {services}}}"#));
        assert_eq!(summary.error.as_deref(), Some(error), "{resource}");
    }
}

#[test]
fn a_distributed_map_reads_and_writes_sandboxed_objects() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                       "Parameters": {"Bucket": "in", "Key": "rows.csv"}},
        "ItemBatcher": {"MaxItemsPerBatch": 2}, "ToleratedFailurePercentage": 50,
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "runs"},
                         "WriterConfig": {"OutputType": "JSON", "Transformation": "COMPACT"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.Items[0].id", "StringEquals": "3", "Next": "F"}], "Default": "P"},
            "F": {"Type": "Fail", "Error": "Third"}, "P": {"Type": "Pass", "OutputPath": "$.Items[0].id", "End": true}}}}}}"#;
    let (summary, contents, execution) = run(definition, r#"{"services": {"s3": {"in": {"rows.csv": "id\n1\n2\n3\n4\n5\n"}}}}"#);
    assert_eq!(summary.status.name(), "SUCCEEDED", "{:?}", summary.cause);
    let run = &execution.recording().map_runs[0];
    assert_eq!((run.items, run.children, run.succeeded, run.failed), (5, 3, 2, 1));
    assert_eq!(execution.recording().histories.len(), 4);
    let written = contents.pointer("/s3/out").and_then(Value::as_object).expect("results");
    let file =
        |name: &str| written.iter().find(|(key, _)| key.ends_with(name)).and_then(|(_, body)| body.as_str().map(str::to_owned));
    assert_eq!(file("SUCCEEDED_0.json").as_deref(), Some(r#"["1","5"]"#));
    assert_eq!(file("FAILED_0.json").as_deref(), Some(r#"[{"Error":"Third","Cause":null}]"#));
    assert!(file("manifest.json").is_some());
    let output = summary.output.expect("output");
    assert_eq!(output.pointer("/ResultWriterDetails/Bucket").and_then(Value::as_str), Some("out"));
}

#[test]
fn services_that_cannot_be_read_are_told() {
    for (services, expected) in [
        (
            r#"{"ec2": {}}"#,
            "the scenario.services.ec2: `ec2` is not sandboxed; there are lambda, dynamodb, s3, sqs, sns and events",
        ),
        (
            r#"{"dynamodb": {"T": {}}}"#,
            "the scenario.services.dynamodb.T: tables are written as {\"NAME\": {\"Key\": [\"id\"], \"Items\": []}}",
        ),
    ] {
        let error = read_scenario(&format!(r#"{{"services": {services}}}"#)).map_err(|error| error.to_string());
        assert_eq!(error.err().as_deref(), Some(expected));
    }
}

#[test]
fn conditions_of_writes_are_checked_and_searches_are_filtered() {
    let task = |action: &str, parameters: &str, more: &str| {
        format!(r#"{{"Type": "Task", "Resource": "arn:aws:states:::{action}", "Parameters": {parameters}, {more}}}"#)
    };
    let guarded =
        r#"{"TableName": "T", "Item": {"id": {"S": "a"}, "n": {"N": "1"}}, "ConditionExpression": "attribute_not_exists(id)"}"#;
    let caught = r#""Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Query"}], "ResultPath": null, "Next": "Fail""#;
    let query = r##"{"TableName": "T", "KeyConditionExpression": "id = :id AND #s > :one", "FilterExpression": "contains(tags, :t)",
        "ProjectionExpression": "sort, tags", "ScanIndexForward": false, "ExpressionAttributeNames": {"#s": "sort"},
        "ExpressionAttributeValues": {":id": {"S": "a"}, ":one": {"N": "1"}, ":t": {"S": "x"}}}"##;
    let definition = format!(
        r#"{{"StartAt": "Put", "States": {{"Put": {}, "Query": {}, "Fail": {{"Type": "Fail"}}}}}}"#,
        task("dynamodb:putItem", guarded, caught),
        task("aws-sdk:dynamodb:query", query, r#""End": true"#)
    );
    let item = |id: &str, sort: u8, tag: &str| {
        format!(r#"{{"id": {{"S": "{id}"}}, "sort": {{"N": "{sort}"}}, "tags": {{"SS": ["{tag}"]}}}}"#)
    };
    let items = [item("a", 1, "x"), item("a", 2, "x"), item("a", 10, "x"), item("a", 3, "y"), item("b", 5, "x")].join(", ");
    let scenario = format!(r#"{{"services": {{"dynamodb": {{"T": {{"Key": ["id"], "Items": [{items}]}}}}}}}}"#);
    let scenario = scenario.replace(r#""Key": ["id"]"#, r#""Key": ["id", "sort"]"#);
    // The key has two attributes, so the put is refused for what it lacks, until the table is keyed by one.
    let (summary, _, _) = run(&definition.replace("attribute_not_exists(id)", "attribute_exists(id)"), &scenario);
    let expected = r#"{"Count":2,"Items":[{"sort":{"N":"10"},"tags":{"SS":["x"]}},{"sort":{"N":"2"},"tags":{"SS":["x"]}}],"ScannedCount":3}"#;
    assert_eq!(summary.output.map(|output| output.to_json()).as_deref(), Some(expected), "{:?}", summary.cause);

    let definition = definition.replace(caught, r#""End": true"#);
    let scenario = scenario.replace(r#""Key": ["id", "sort"]"#, r#""Key": ["id"]"#);
    let (summary, _, _) = run(&definition, &scenario);
    assert_eq!(summary.error.as_deref(), Some("DynamoDB.ConditionalCheckFailedException"));
    let cause = "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: 00000000-0000-4000-8000-000000000000; Proxy: null)";
    assert_eq!(summary.cause.as_deref(), Some(cause));
}

#[test]
fn what_is_written_as_a_number_is_one() {
    for (attribute, refused) in [
        (r#"{"N": "12.5e3"}"#, None),
        (r#"{"S": "n/a"}"#, None),
        (r#"{"N": "n/a"}"#, Some("n/a")),
        (r#"{"N": "Infinity"}"#, Some("Infinity")),
        (r#"{"L": [{"N": "1"}, {"M": {"deep": {"NS": ["1", "x"]}}}]}"#, Some("x")),
    ] {
        let put = r#"{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true"#;
        let item = format!(r#"{{"TableName": "T", "Item": {{"id": {{"S": "a"}}, "n": {attribute}}}}}"#);
        let definition = format!(r#"{{"StartAt": "Put", "States": {{"Put": {put}, "Parameters": {item}}}}}}}"#);
        let (summary, _, _) = run(&definition, r#"{"services": {"dynamodb": {"T": {"Key": ["id"], "Items": []}}}}"#);
        let expected = refused.map(|text| format!("The parameter cannot be converted to a numeric value: {text}"));
        assert_eq!(summary.cause.as_deref(), expected.as_deref(), "{attribute}");
        assert_eq!(summary.error.as_deref(), refused.map(|_| "DynamoDB.AmazonDynamoDBException"));
    }
}

#[test]
fn manifests_lead_to_the_objects_they_list() {
    let map = |config: &str, key: &str| {
        format!(
            r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true, "ItemReader": {{"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {{{config}}}, "Parameters": {{"Bucket": "b", "Key": "{key}"}}}},
            "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "StartAt": "P", "States": {{"P": {{"Type": "Pass", "End": true}}}}}}}}}}}}"#
        )
    };
    let scenario = r#"{"services": {"s3": {
        "b": {"manifest.json": {"destinationBucket": "arn:aws:s3:::lists", "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
                                "files": [{"key": "one.csv.gz"}, {"key": "two.csv.gz"}]},
              "orc.json": {"fileFormat": "ORC", "files": []}, "bare.csv": "b,k,1\n",
              "athena.csv": "s3://data/x.jsonl\ns3://data/y.jsonl\n", "gone.csv": "s3://data/z.jsonl\n"},
        "lists": {"one.csv.gz": "\"b\",\"first\",\"7\"\n", "two.csv.gz": "\"b\",\"second\",\"8\"\n"},
        "data": {"x.jsonl": "{\"id\":1}\n{\"id\":2}\n", "y.jsonl": "{\"id\":3}\n"}}}}"#;
    let inventory = r#"[{"Bucket":"b","Key":"first","Size":"7"},{"Bucket":"b","Key":"second","Size":"8"}]"#;
    for (config, key, expected) in [
        (r#""InputType": "MANIFEST""#, "manifest.json", Ok(inventory)),
        (r#""InputType": "CSV", "ManifestType": "S3_INVENTORY""#, "manifest.json", Ok(inventory)),
        (r#""InputType": "MANIFEST""#, "bare.csv", Ok(r#"[{"Bucket":"b","Key":"k","Size":"1"}]"#)),
        (r#""InputType": "JSONL", "ManifestType": "ATHENA_DATA""#, "athena.csv", Ok(r#"[{"id":1},{"id":2},{"id":3}]"#)),
        (
            r#""InputType": "MANIFEST""#,
            "orc.json",
            Err("Stepwright does not simulate inventories in ORC: make the inventory's list a CSV to run this Map here."),
        ),
        (
            r#""InputType": "JSONL", "ManifestType": "ATHENA_DATA""#,
            "gone.csv",
            Err(
                "The manifest lists `z.jsonl`. The specified key `z.jsonl` does not exist in bucket `data`. Give compressed objects as the text they hold.",
            ),
        ),
    ] {
        let (summary, _, _) = run(&map(config, key), scenario);
        match expected {
            Ok(output) => {
                assert_eq!(summary.output.map(|output| output.to_json()).as_deref(), Some(output), "{:?}", summary.cause)
            }
            Err(cause) => {
                assert_eq!((summary.error.as_deref(), summary.cause.as_deref()), (Some("States.ItemReaderFailed"), Some(cause)))
            }
        }
    }
}

#[test]
fn a_test_of_a_map_shows_what_its_reader_selector_and_batcher_made() {
    let parameters = r#"{"inspectionLevel": "DEBUG", "input": {"who": "x"}, "mock": {"result": "[1]"},
        "stateConfiguration": {"mapItemReaderData": "{\"deep\": [1, 2, 3]}"},
        "definition": {"Type": "Map", "End": true, "ItemSelector": {"n.$": "$$.Map.Item.Value", "who.$": "$.who"},
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"},
                           "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/deep"}},
            "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"all": true}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}"#;
    use simulator::test_state::{TestRequest, test_state};
    let request = TestRequest::from_parameters(&value::parse(parameters).expect("parameters"));
    let answer = Value::from(test_state(&request, &mut ScenarioHost::default()).expect("a test"));
    let stage = |name: &str| answer.pointer(&format!("/inspectionData/{name}")).map(Value::to_json);
    assert_eq!(stage("afterItemsPointer").as_deref(), Some("[1,2,3]"), "{answer}");
    let selected = r#"[{"n":1,"who":"x"},{"n":2,"who":"x"},{"n":3,"who":"x"}]"#;
    assert_eq!(stage("afterItemSelector").as_deref(), Some(selected));
    let batches = r#"[{"BatchInput":{"all":true},"Items":[{"n":1,"who":"x"},{"n":2,"who":"x"}]},{"BatchInput":{"all":true},"Items":[{"n":3,"who":"x"}]}]"#;
    assert_eq!(stage("afterItemBatcher").as_deref(), Some(batches));
}
