//! Numbers and words that must be within limits.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::ObjectKind;
use crate::definition::NodeId;

pub const RULE: Rule = Rule {
    name: "limit",
    group: Group::Language,
    summary: "A number or a word is outside what its field takes.",
    why: "Step Functions refuses it, when the definition is created or at the latest when the state runs.",
    example: "{ \"Type\": \"Map\", \"ToleratedFailurePercentage\": 120 }",
    check,
};

/// Field, least, most, whether it must be whole.
const NUMBERS: &[(&str, f64, f64, bool)] = &[
    ("TimeoutSeconds", 1.0, 99_999_999.0, true),
    ("HeartbeatSeconds", 1.0, 99_999_999.0, true),
    ("Seconds", 0.0, 99_999_999.0, true),
    ("MaxConcurrency", 0.0, 99_999_999.0, true),
    ("ToleratedFailureCount", 0.0, 99_999_999_999.0, true),
    ("ToleratedFailurePercentage", 0.0, 100.0, false),
    ("MaxItems", 0.0, 100_000_000.0, true),
    ("MaxItemsPerBatch", 1.0, 99_999_999.0, true),
    ("MaxInputBytesPerBatch", 1.0, 262_144.0, true),
];

/// Field and its words.
const WORDS: &[(&str, &[&str])] = &[
    ("InputType", &["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
    ("ManifestType", &["ATHENA_DATA", "S3_INVENTORY"]),
    ("CSVDelimiter", &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
    ("CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]),
    ("ExecutionType", &["STANDARD", "EXPRESS"]),
    ("OutputType", &["JSON", "JSONL"]),
];

fn check(context: &mut Context) {
    for object in context.objects.clone() {
        let tree = context.tree;
        for (name, least, most, whole) in NUMBERS {
            let Some(node) = context.member(object.node, name) else { continue };
            let Some(number) = tree.number(node) else { continue };
            if number < *least || number > *most || (*whole && number.fract() != 0.0) {
                let kind = if *whole { "a whole number" } else { "a number" };
                context.schema(node, format!("`{name}` must be {kind} from {least} to {most}, not {}", tree.source(node)));
            }
        }
        if object.kind == ObjectKind::Machine {
            version(context, object.node);
        }
        for (name, words) in WORDS {
            word(context, object.node, name, words);
        }
        match object.kind {
            ObjectKind::ReaderConfig => word(context, object.node, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]),
            ObjectKind::WriterConfig => word(context, object.node, "Transformation", &["NONE", "COMPACT", "FLATTEN"]),
            _ => {}
        }
        heartbeat(context, object.node);
    }
}

fn version(context: &mut Context, machine: NodeId) {
    let Some(node) = context.member(machine, "Version") else { return };
    if context.tree.string(node).is_some_and(|version| version != "1.0" && !version.contains("${")) {
        let fix = context.replacing("use 1.0", node, "\"1.0\"");
        context
            .schema(node, "`Version` must be \"1.0\"")
            .help("it is the version of the language, not of your workflow")
            .fix(fix);
    }
}

fn word(context: &mut Context, object: NodeId, name: &str, words: &[&str]) {
    let Some(node) = context.member(object, name) else { return };
    let Some(text) = context.tree.string(node).map(|text| text.into_owned()) else { return };
    if words.contains(&&*text) || text.contains("${") || text.starts_with("{%") {
        return;
    }
    let meant = crate::words::nearest(&text, words.iter().copied());
    let fix = meant.and_then(|meant| context.replacing("mend the word", node, &format!("\"{meant}\"")));
    context.schema(node, format!("`{name}` must be one of: {}", words.join(", "))).fix(fix);
}

fn heartbeat(context: &mut Context, state: NodeId) {
    let number = |name| context.member(state, name).and_then(|node| Some((node, context.tree.number(node)?)));
    if let (Some((node, heartbeat)), Some((_, timeout))) = (number("HeartbeatSeconds"), number("TimeoutSeconds"))
        && heartbeat >= timeout
    {
        context.schema(node, "`HeartbeatSeconds` must be smaller than `TimeoutSeconds`");
    }
}
