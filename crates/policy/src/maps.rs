//! What a distributed Map needs: to start executions of its own machine, to read its items and to write its results.

use asl::definition::{Definition, ItemReader, MapState, ProcessorMode, State};

use crate::calls::Needs;
use crate::derive::Machine;
use crate::known::{Given, Parameters};
use crate::pattern::{Pattern, Piece};
use crate::resources::{bucket_arn, machine_itself, object_arn};

/// What a Map needs; an inline one nothing.
pub fn map_needs(state: &State, map: &MapState, definition: &Definition, machine: &Machine) -> Needs {
    let mut needs = Needs::default();
    let config = map.processor.and_then(|scope| definition.scope(scope).processor_config.as_ref());
    let mode = config.and_then(|config| config.mode.as_ref()).map(|mode| mode.value);
    if mode == Some(ProcessorMode::Distributed) {
        children(&mut needs, state, map, machine);
    }
    if let Some(reader) = &map.item_reader {
        read_items(&mut needs, state, reader, machine);
    }
    if let Some(writer) = &map.result_writer {
        let template = writer.parameters.as_ref().or(writer.arguments.as_ref());
        write_results(&mut needs, state, &Parameters::within(state, template, &machine.variables));
    }
    needs
}

fn children(needs: &mut Needs, state: &State, map: &MapState, machine: &Machine) {
    let itself = machine_itself(machine.name);
    needs.add(
        state,
        "states:StartExecution",
        vec![itself],
        None,
        "starts the Map's child executions, which are this machine's own",
    );
    let name = || machine.name.map_or_else(Pattern::any, Pattern::text);
    let executions = Pattern::arn("arn:%p:states:%r:%a:execution:{Name}:*", |_| name());
    for action in ["states:DescribeExecution", "states:StopExecution"] {
        needs.add(state, action, vec![executions.clone()], None, "watches the Map's child executions and stops them");
    }
    let label = map.label.as_ref().map_or_else(Pattern::any, |label| Pattern::text(&label.value));
    let labelled = Pattern::arn("arn:%p:states:%r:%a:execution:{Name}/{Label}:*", |variable| match variable {
        "Name" => name(),
        _ => label.clone(),
    });
    needs.add(
        state,
        "states:RedriveExecution",
        vec![labelled],
        None,
        "starts failed child executions again when the execution is redriven",
    );
}

fn read_items(needs: &mut Needs, state: &State, reader: &ItemReader, machine: &Machine) {
    let template = reader.parameters.as_ref().or(reader.arguments.as_ref());
    let parameters = Parameters::within(state, template, &machine.variables);
    let texts = |name| some_or_any(parameters.get(name));
    let resource = reader.resource.as_ref().map(|resource| &*resource.value).unwrap_or_default();
    let config = reader.reader_config.as_ref();
    let word =
        |text: Option<&asl::text::Spanned<std::sync::Arc<str>>>| text.map(|text| text.value.to_string()).unwrap_or_default();
    if resource.ends_with("s3:listObjectsV2") {
        let buckets = texts("Bucket");
        needs.add(state, "s3:ListBucket", buckets.iter().map(bucket_arn).collect(), None, "lists the Map's items");
        if word(config.and_then(|config| config.transformation.as_ref())) == "LOAD_AND_FLATTEN" {
            let prefixes = some_or_any(parameters.get("Prefix"));
            let objects =
                buckets.iter().flat_map(|bucket| prefixes.iter().map(|prefix| object_arn(bucket, &prefix.clone().then_any())));
            needs.add(state, "s3:GetObject", objects.collect(), None, "reads the objects that hold the Map's items");
        }
    } else if resource.ends_with("s3:getObject") {
        let (buckets, mut keys) = (texts("Bucket"), texts("Key"));
        // A manifest names further objects.
        let manifest = word(config.and_then(|config| config.manifest_type.as_ref())) == "ATHENA_DATA";
        if manifest || word(config.and_then(|config| config.input_type.as_ref())) == "MANIFEST" {
            keys.push(Pattern::any());
        }
        let objects: Vec<Pattern> = buckets.iter().flat_map(|bucket| keys.iter().map(|key| object_arn(bucket, key))).collect();
        needs.add(state, "s3:GetObject", objects.clone(), None, "reads the Map's items");
        if parameters.get("VersionId").is_written() {
            needs.add(state, "s3:GetObjectVersion", objects, None, "reads the Map's items");
        }
    }
}

fn write_results(needs: &mut Needs, state: &State, parameters: &Parameters) {
    let buckets = parameters.get("Bucket");
    if buckets.is_absent() {
        return;
    }
    let prefixes = parameters.get("Prefix");
    let below = |prefix: &Pattern| match prefix.known() {
        _ if prefix.is_any() => Pattern::any(),
        Some("") => Pattern::any(),
        // A slash at its end would stand twice.
        _ => match prefix.pieces().last() {
            Some(Piece::Text(text)) if text.ends_with('/') => prefix.clone().then_any(),
            _ => prefix.clone().then_text("/").then_any(),
        },
    };
    let prefixes: Vec<Pattern> = some_or_any(prefixes).iter().map(below).collect();
    let objects: Vec<Pattern> =
        buckets.texts().iter().flat_map(|bucket| prefixes.iter().map(|prefix| object_arn(bucket, prefix))).collect();
    for action in ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"] {
        needs.add(state, action, objects.clone(), None, "writes the Map's results, large ones in parts");
    }
}

fn some_or_any(given: Given) -> Vec<Pattern> {
    if given.is_absent() { vec![Pattern::any()] } else { given.texts() }
}
