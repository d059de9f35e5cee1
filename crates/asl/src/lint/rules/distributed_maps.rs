//! What a Map's fields demand of each other.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::ObjectKind;
use crate::definition::{NodeId, ProcessorMode, State, StateKind};

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
    for object in context.objects.clone() {
        if object.kind == ObjectKind::ReaderConfig {
            reader(context, object.node);
        }
    }
}

fn inline(context: &mut Context, state: &State) {
    let StateKind::Map(map) = &state.kind else { return };
    let Some(scope) = map.processor.map(|scope| context.definition.scope(scope)) else { return };
    let mode = scope.processor_config.as_ref().and_then(|config| config.mode);
    let written = context.member(scope.node, "ProcessorConfig").and_then(|config| context.member(config, "Mode"));
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
            let message = format!("`{name}` knows only {}", names.join(" and "));
            context.warning("UNKNOWN_MAP_RESOURCE", node, message);
        }
    }
}

fn reader(context: &mut Context, config: NodeId) {
    let tree = context.tree;
    let text = |name| tree.member(config, name).and_then(|node| tree.string(node));
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
        && !pointer.starts_with('/')
        && !pointer.contains("${")
        && !pointer.starts_with("{%")
    {
        let help = "it is a JSON Pointer such as `/orders/items`";
        context.schema(node, "`ItemsPointer` must begin with `/`").help(help);
    }
}
