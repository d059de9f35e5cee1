//! What a called service does with its caller's rights: it reads and writes objects, reads secrets, calls a further service.
//! From AWS's pages of each service; without these the call is refused although its own permission is there.

use asl::definition::State;

use super::Needs;
use crate::known::Given;
use crate::pattern::Pattern;
use crate::resources::{Call, bucket_arn, model_arns, object_arn, uri_arns};

/// Adds what a call of this service (optimised or by SDK name) takes besides its own permission.
pub fn add(needs: &mut Needs, state: &State, service: &str, call: &Call) {
    match service {
        "athena" => athena(needs, state, call),
        "bedrock" | "bedrockruntime" => bedrock(needs, state, call),
        "rekognition" => objects_read(needs, state, call, "Name"),
        "textract" => textract(needs, state, call),
        "transcribe" => transcribe(needs, state, call),
        "polly" => polly(needs, state, call),
        "translate" => translate(needs, state, call),
        "redshiftdata" => redshift(needs, state, call),
        "rdsdata" => secret(needs, state, call),
        "bedrockagentruntime" if call.operation.starts_with("retrieveAndGenerate") => retrieved(needs, state, call),
        "dynamodb" if call.operation == "importTable" => imported(needs, state, call),
        "dynamodb" if call.operation == "exportTableToPointInTime" => exported(needs, state, call),
        _ => {}
    }
}

fn athena(needs: &mut Needs, state: &State, call: &Call) {
    match call.operation {
        "startQueryExecution" => {
            let location = call.parameters.at(&["ResultConfiguration", "OutputLocation"]);
            let (buckets, objects) = locations(&location.texts());
            needs.add(state, "s3:GetBucketLocation", buckets, None, "Athena looks where the results' bucket is");
            needs.add(state, "s3:PutObject", objects, None, "Athena writes the results with the caller's rights");
            let text = "Athena reads the query's data with the caller's rights, too: allow `glue:GetTable` and the like on its tables, \
                        `s3:GetObject` and `s3:ListBucket` on its buckets";
            needs.note(state, text.to_owned());
        }
        "getQueryResults" | "getQueryResultsStream" => {
            needs.add(
                state,
                "s3:GetObject",
                vec![object_arn(&Pattern::any(), &Pattern::any())],
                None,
                "Athena reads the results with the caller's rights",
            );
        }
        _ => {}
    }
}

/// The optimised call may take its input from an object, and write its output to one.
fn bedrock(needs: &mut Needs, state: &State, call: &Call) {
    for (path, action) in [(["Input", "S3Uri"], "s3:GetObject"), (["Output", "S3Uri"], "s3:PutObject")] {
        let uri = call.parameters.at(&path);
        if call.operation == "invokeModel" && uri.is_written() {
            let objects = uri.texts().iter().map(|uri| uri_arns(uri, false).1).collect();
            needs.add(state, action, objects, None, "the model's input or output is an object");
        }
    }
    let output = call.parameters.at(&["OutputDataConfig", "S3OutputDataConfig", "S3Uri"]);
    if call.operation == "startAsyncInvoke" && output.is_written() {
        needs.add(
            state,
            "s3:PutObject",
            locations(&output.texts()).1,
            None,
            "the model's output is written with the caller's rights",
        );
    }
}

fn textract(needs: &mut Needs, state: &State, call: &Call) {
    objects_read(needs, state, call, "Name");
    let bucket = call.parameters.at(&["OutputConfig", "S3Bucket"]);
    if bucket.is_written() {
        let prefix = call.parameters.at(&["OutputConfig", "S3Prefix"]);
        let prefix = if prefix.is_absent() { vec![Pattern::any()] } else { prefix.texts() };
        let objects = bucket.texts().iter().flat_map(|bucket| below(bucket, &prefix)).collect();
        needs.add(state, "s3:PutObject", objects, None, "Textract writes the result with the caller's rights");
    }
}

/// Every `S3Object` among the parameters is read.
fn objects_read(needs: &mut Needs, state: &State, call: &Call, key: &str) {
    for (name, given) in call.parameters.all(3) {
        if name.eq_ignore_ascii_case("S3Object") {
            let bucket = call.parameters.inside(&given, "Bucket");
            let names = call.parameters.inside(&given, key);
            let objects = read(&bucket.texts(), &names.texts());
            needs.add(state, "s3:GetObject", objects, None, "the object is read with the caller's rights");
        }
    }
    // An image or document that only a run knows may lie in a bucket.
    let unknown = ["Image", "Video", "SourceImage", "TargetImage", "Document", "DocumentLocation"];
    let unknown = unknown.iter().any(|name| matches!(call.parameters.get(name), Given::Unknown | Given::Untold));
    if unknown {
        needs.add(state, "s3:GetObject", read(&[], &[]), None, "the object is read with the caller's rights");
    }
}

fn read(buckets: &[Pattern], keys: &[Pattern]) -> Vec<Pattern> {
    let any = [Pattern::any()];
    let buckets = if buckets.is_empty() { &any } else { buckets };
    let keys = if keys.is_empty() { &any } else { keys };
    buckets.iter().flat_map(|bucket| keys.iter().map(|key| object_arn(bucket, key))).collect()
}

fn transcribe(needs: &mut Needs, state: &State, call: &Call) {
    let own_role = call.parameters.at(&["JobExecutionSettings", "DataAccessRoleArn"]);
    if !call.operation.starts_with("start") || !own_role.is_absent() {
        return;
    }
    let media = call.parameters.at(&["Media", "MediaFileUri"]);
    if !media.is_absent() {
        let objects = media.texts().iter().map(|uri| uri_arns(uri, false).1).collect();
        needs.add(state, "s3:GetObject", objects, None, "Transcribe reads the recording with the caller's rights");
    }
    let buckets = call.parameters.get("OutputBucketName");
    if buckets.is_written() {
        let keys = call.parameters.get("OutputKey");
        let keys = if keys.is_absent() { vec![Pattern::any()] } else { keys.texts() };
        let objects = buckets.texts().iter().flat_map(|bucket| below(bucket, &keys)).collect();
        needs.add(state, "s3:PutObject", objects, None, "Transcribe writes the transcript with the caller's rights");
    }
}

fn polly(needs: &mut Needs, state: &State, call: &Call) {
    if call.operation != "startSpeechSynthesisTask" {
        return;
    }
    let prefixes = call.parameters.get("OutputS3KeyPrefix");
    let prefixes = if prefixes.is_absent() { vec![Pattern::any()] } else { prefixes.texts() };
    let buckets = call.parameters.get("OutputS3BucketName").texts();
    let objects = buckets.iter().flat_map(|bucket| below(bucket, &prefixes)).collect();
    needs.add(state, "s3:PutObject", objects, None, "Polly writes the speech with the caller's rights");
    let topics = call.parameters.get("SnsTopicArn").texts();
    needs.add(state, "sns:Publish", topics, None, "Polly tells the topic with the caller's rights");
}

fn translate(needs: &mut Needs, state: &State, call: &Call) {
    let automatic = call.parameters.get("SourceLanguageCode") == Given::Texts(vec![Pattern::text("auto")]);
    if automatic {
        needs.add(state, "comprehend:DetectDominantLanguage", vec![Pattern::any()], None, "Translate has the language detected");
    }
}

/// Who runs statements logs in by a secret, or by credentials for the moment.
fn redshift(needs: &mut Needs, state: &State, call: &Call) {
    if !matches!(
        call.operation,
        "executeStatement" | "batchExecuteStatement" | "describeTable" | "listDatabases" | "listSchemas" | "listTables"
    ) {
        return;
    }
    let one = |name: &str| call.parameters.get(name).texts().into_iter().next().unwrap_or_else(Pattern::any);
    let (cluster, user, database) = (one("ClusterIdentifier"), one("DbUser"), one("Database"));
    let fill = |template: &str| {
        Pattern::arn(template, |variable| match variable {
            "Cluster" => cluster.clone(),
            "User" => user.clone(),
            _ => database.clone(),
        })
    };
    let names = "arn:%p:redshift:%r:%a:dbname:{Cluster}/{Database}";
    let has = |name: &str| call.parameters.get(name).is_written();
    match () {
        () if has("SecretArn") => secret(needs, state, call),
        () if has("WorkgroupName") => {
            let groups = vec![Pattern::arn("arn:%p:redshift-serverless:%r:%a:workgroup/*", |_| Pattern::any())];
            needs.add(state, "redshift-serverless:GetCredentials", groups, None, "the Data API logs in with the caller's rights");
        }
        () if has("DbUser") => {
            let resources = vec![fill("arn:%p:redshift:%r:%a:dbuser:{Cluster}/{User}"), fill(names)];
            needs.add(state, "redshift:GetClusterCredentials", resources, None, "the Data API logs in with the caller's rights");
        }
        () if has("ClusterIdentifier") => {
            let reason = "the Data API logs in with the caller's rights";
            needs.add(state, "redshift:GetClusterCredentialsWithIAM", vec![fill(names)], None, reason);
        }
        () => {}
    }
}

fn secret(needs: &mut Needs, state: &State, call: &Call) {
    let secrets = ["SecretArn", "ResourceSecretArn"].iter().flat_map(|name| call.parameters.get(name).texts());
    let secrets: Vec<Pattern> = secrets
        .map(|arn| if arn.is_any() { Pattern::arn("arn:%p:secretsmanager:%r:%a:secret:*", |_| Pattern::any()) } else { arn })
        .collect();
    needs.add(
        state,
        "secretsmanager:GetSecretValue",
        secrets,
        None,
        "the Data API reads the database's secret with the caller's rights",
    );
}

fn exported(needs: &mut Needs, state: &State, call: &Call) {
    let objects: Vec<Pattern> =
        call.parameters.get("S3Bucket").texts().iter().map(|bucket| object_arn(bucket, &Pattern::any())).collect();
    for action in ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"] {
        needs.add(state, action, objects.clone(), None, "the export is written with the caller's rights");
    }
}

/// The import reads its objects and logs what it could not take over.
fn imported(needs: &mut Needs, state: &State, call: &Call) {
    let (bucket, prefix) = (["S3BucketSource", "S3Bucket"], ["S3BucketSource", "S3KeyPrefix"]);
    let buckets = call.parameters.at(&bucket).texts();
    let prefix = call.parameters.at(&prefix);
    let prefixes = if prefix.is_written() { prefix.texts() } else { vec![Pattern::any()] };
    let objects = buckets.iter().flat_map(|bucket| below(bucket, &prefixes)).collect();
    needs.add(state, "s3:GetObject", objects, None, "the import reads its objects with the caller's rights");
    let buckets = buckets.iter().map(bucket_arn).collect();
    needs.add(state, "s3:ListBucket", buckets, None, "the import lists its objects with the caller's rights");
    let groups = || vec![Pattern::arn("arn:%p:logs:%r:%a:log-group:/aws-dynamodb/*", |_| Pattern::any())];
    for action in
        ["CreateLogGroup", "CreateLogStream", "DescribeLogGroups", "DescribeLogStreams", "PutLogEvents", "PutRetentionPolicy"]
    {
        needs.add(state, &format!("logs:{action}"), groups(), None, "the import logs its errors with the caller's rights");
    }
}

/// An answer is made of what the knowledge base holds and what the model says.
fn retrieved(needs: &mut Needs, state: &State, call: &Call) {
    let base = ["RetrieveAndGenerateConfiguration", "KnowledgeBaseConfiguration"];
    let base = |name: &str| call.parameters.at(&[base[0], base[1], name]);
    let source = ["RetrieveAndGenerateConfiguration", "ExternalSourcesConfiguration", "ModelArn"];
    let ids = base("KnowledgeBaseId");
    if !ids.is_absent() {
        let arn = |id: &Pattern| Pattern::arn("arn:%p:bedrock:%r:%a:knowledge-base/{Id}", |_| id.clone());
        let reason = "the answer is made of what the knowledge base holds";
        needs.add(state, "bedrock:Retrieve", ids.texts().iter().map(arn).collect(), None, reason);
    }
    let models = [base("ModelArn").optional_texts(), call.parameters.at(&source).optional_texts()].concat();
    let models = if models.is_empty() { vec![Pattern::any()] } else { models };
    needs.add(state, "bedrock:InvokeModel", models.iter().flat_map(model_arns).collect(), None, "the model writes the answer");
}

/// The buckets of locations and everything below them; any, where none is told.
fn locations(uris: &[Pattern]) -> (Vec<Pattern>, Vec<Pattern>) {
    if uris.is_empty() {
        return (vec![bucket_arn(&Pattern::any())], vec![object_arn(&Pattern::any(), &Pattern::any())]);
    }
    uris.iter().map(|uri| uri_arns(uri, true)).unzip()
}

fn below(bucket: &Pattern, prefixes: &[Pattern]) -> Vec<Pattern> {
    prefixes.iter().map(|prefix| object_arn(bucket, &prefix.clone().then_any())).collect()
}
