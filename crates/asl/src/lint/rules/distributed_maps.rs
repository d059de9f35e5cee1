//! What a Map's fields demand of each other.

use std::collections::BTreeSet;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::ObjectKind;
use crate::definition::{NodeId, ProcessorMode, State, StateKind};
use crate::tree::Kind;

pub const RULE: Rule = Rule {
    name: "map-fields",
    group: Group::Language,
    summary: "A Map's fields do not go together: fields of a distributed Map in an inline one, or CSV headers that are missing or not asked for.",
    why: "Only a distributed Map reads its items from S3, batches them, tolerates failures and writes results to S3. CSV headers are given exactly where `CSVHeaderLocation` is `GIVEN`.",
    example: "{ \"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\" }",
    check,
};

/// Fields that only a distributed Map has.
const DISTRIBUTED: &[&str] = &[
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];

fn check(context: &mut Context) {
    let definition = context.definition;
    for state in &definition.states {
        if matches!(state.kind, StateKind::Map(_)) {
            inline(context, state);
            resources(context, state);
        }
    }
    for object in context.objects.clone().iter().copied() {
        match object.kind {
            ObjectKind::ReaderConfig => reader(context, object.node),
            ObjectKind::ProcessorConfig => execution_type(context, object.node),
            _ => {}
        }
    }
}

fn inline(context: &mut Context, state: &State) {
    let StateKind::Map(map) = &state.kind else { return };
    let Some(scope) = map.processor.map(|scope| context.definition.scope(scope)) else { return };
    let mode = scope.processor_config.as_ref().and_then(|config| config.mode);
    let config = context.member(scope.node, "ProcessorConfig");
    let written = config.and_then(|config| context.member(config, "Mode"));
    // What a placeholder stands for may say it.
    if config.is_some_and(|config| context.tree.kind(config) != Kind::Object || context.is_open(config)) {
        return;
    }
    if mode.is_some_and(|mode| mode.value == ProcessorMode::Distributed) || (written.is_some() && mode.is_none()) {
        return;
    }
    for name in DISTRIBUTED {
        if let Some(node) = context.member(state.node, name) {
            let mark = context.tree.key_span(node).unwrap_or_default();
            let help = "set `Mode` in `ProcessorConfig` to `DISTRIBUTED`, with an `ExecutionType`, or leave the field out";
            context.warning("ONLY_DISTRIBUTED", node, format!("`{name}` is only for a distributed Map")).span(mark).help(help);
        }
    }
}

fn resources(context: &mut Context, state: &State) {
    for (name, actions) in [("ItemReader", &["getObject", "listObjectsV2"][..]), ("ResultWriter", &["putObject"])] {
        let Some(node) = context.member(state.node, name).and_then(|object| context.member(object, "Resource")) else { continue };
        let Some(text) = context.tree.string(node).filter(|text| !text.contains("${")) else { continue };
        let known = text.starts_with("arn:") && actions.iter().any(|action| text.ends_with(&format!(":states:::s3:{action}")));
        if !known {
            let names: Vec<String> = actions.iter().map(|action| format!("`arn:aws:states:::s3:{action}`")).collect();
            let examples: Vec<String> = actions.iter().map(|action| format!("arn:<partition>:states:::s3:{action}")).collect();
            let examples = examples.join(", ");
            let message = format!("The field 'Resource' does not match any of the allowed values. Examples: [{examples}]");
            context.schema(node, message).help(format!("`{name}` knows only {}", names.join(" and ")));
        }
    }
}

/// An inline Map has no child executions whose type could be chosen.
fn execution_type(context: &mut Context, config: NodeId) {
    let mode = context.member(config, "Mode").and_then(|mode| context.tree.string(mode));
    if let Some(node) = context.member(config, "ExecutionType").filter(|_| mode.as_deref() == Some("INLINE")) {
        let fix = context.removing("remove ExecutionType", node);
        let mark = context.tree.key_span(node).unwrap_or_default();
        let help = "only the children of a distributed Map have an `ExecutionType`";
        context.schema(config, "Field 'ExecutionType' is not supported").span(mark).help(help).fix(fix);
    }
}

/// Fields that an ItemReader's configuration may have beside those that every kind of input has.
const READ_AS: &[(&str, &[&str])] = &[
    ("CSV", &["ManifestType", "CSVDelimiter", "CSVHeaderLocation", "CSVHeaders"]),
    ("JSON", &["ItemsPointer"]),
    ("JSONL", &["ManifestType"]),
    ("MANIFEST", &["ManifestType"]),
    ("PARQUET", &["ManifestType"]),
];

/// Fields of an ItemReader's configuration that only some kinds of input have.
const SPECIAL: &[&str] = &["ManifestType", "CSVDelimiter", "CSVHeaderLocation", "CSVHeaders", "ItemsPointer"];

fn reader(context: &mut Context, config: NodeId) {
    let tree = context.tree;
    let text = |name| tree.member(config, name).and_then(|node| tree.string(node));
    let read_as = text("InputType").filter(|kind| !kind.contains("${") && !kind.starts_with("{%"));
    // Recorded: where the headers' place is missing, the service says nothing else.
    if read_as.as_deref() == Some("CSV") && context.member(config, "CSVHeaderLocation").is_none() && !context.is_open(config) {
        let help = "write `FIRST_ROW`, or `GIVEN` with the columns' names in `CSVHeaders`";
        context.schema(config, "The field 'CSVHeaderLocation' is required").help(help);
        return;
    }
    let fields = READ_AS.iter().find(|(kind, _)| Some(*kind) == read_as.as_deref());
    if let Some((kind, fields)) = fields
        && unsupported(context, config, kind, fields)
    {
        return;
    }
    if let Some(node) = context.member(config, "CSVHeaders") {
        headers(context, node);
    }
    let (location, headers) = (text("CSVHeaderLocation"), context.member(config, "CSVHeaders"));
    match (location.as_deref(), headers) {
        (Some("GIVEN"), None) => {
            let help = "list the columns' names in `CSVHeaders`, or use `FIRST_ROW`";
            context.schema(config, "These fields are required: [CSVHeaders]").help(help);
        }
        (Some("FIRST_ROW"), Some(headers)) => {
            let fix = context.removing("remove CSVHeaders", headers);
            let help = "the first row gives the names; set `CSVHeaderLocation` to `GIVEN` to give them here";
            context.warning("UNUSED_HEADERS", headers, "`CSVHeaders` are passed over").help(help).fix(fix);
        }
        _ => {}
    }
    if let (Some(node), Some(pointer)) = (context.member(config, "ItemsPointer"), text("ItemsPointer"))
        && !pointer.is_empty()
        && !pointer.starts_with('/')
        && !pointer.contains("${")
        && !pointer.starts_with("{%")
    {
        let help = "it is a JSON Pointer such as `/orders/items`";
        let message = format!("Value is not a JSON Pointer: JSON Pointer expression must start with '/': \"{pointer}\"");
        context.schema(node, message).help(help);
    }
}

/// Reports every field that this kind of input does not have.
fn unsupported(context: &mut Context, config: NodeId, kind: &str, fields: &[&str]) -> bool {
    let members: Vec<NodeId> = context.tree.children(config).collect();
    let mut found = false;
    for member in members {
        let Some(name) = context.tree.key(member) else { continue };
        if !SPECIAL.contains(&&*name) || fields.contains(&&*name) {
            continue;
        }
        found = true;
        let fix = context.removing(&format!("remove {name}"), member);
        let mark = context.tree.key_span(member).unwrap_or_default();
        let help = format!("input of the type {kind} has no `{name}`");
        context.schema(config, format!("Field '{name}' is not supported")).span(mark).help(help).fix(fix);
    }
    found
}

/// The columns' names: texts, at least one, none of them twice.
fn headers(context: &mut Context, node: NodeId) {
    let tree = context.tree;
    let open = |node| matches!(tree.kind(node), Kind::Placeholder | Kind::Missing | Kind::Error);
    let text = |node| tree.string(node).is_some();
    if open(node) || tree.string(node).is_some_and(|text| text.contains("${") || text.starts_with("{%")) {
        return;
    }
    let items: Vec<NodeId> = tree.children(node).collect();
    if tree.kind(node) != Kind::Array {
        let message = format!("`CSVHeaders` must be an array, not {}", tree.type_name(node));
        context.schema(node, message).help("list the columns' names");
    } else if items.is_empty() {
        context.schema(node, "Value cannot be empty").help("list the columns' names");
    } else if let Some(odd) = items.iter().copied().find(|item| !text(*item) && !open(*item)) {
        let message = format!("a column's name must be a string, not {}", tree.type_name(odd));
        context.schema(odd, message).help("write it in quotes");
    } else {
        let mut seen = BTreeSet::new();
        if let Some(twice) = items.iter().copied().find(|item| !seen.insert(tree.string(*item))) {
            let help = "the execution would fail there; give each column a name of its own";
            context.warning("DUPLICATE_HEADERS", twice, "CSV headers cannot contain duplicates.").help(help);
        }
    }
}
