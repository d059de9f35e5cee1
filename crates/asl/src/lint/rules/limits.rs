//! Numbers and words that must be within limits.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind};
use crate::definition::NodeId;

pub const RULE: Rule = Rule {
    name: "limit",
    group: Group::Language,
    summary: "A number or a word is outside what its field takes.",
    why: "Step Functions refuses it, when the definition is created or at the latest when the state runs.",
    example: "{ \"Type\": \"Map\", \"ToleratedFailurePercentage\": 120 }",
    check,
};

/// A field that takes a number.
struct Number {
    name: &'static str,
    least: f64,
    most: f64,
    whole: bool,
}

const fn whole(name: &'static str, least: f64, most: f64) -> Number {
    Number { name, least, most, whole: true }
}

const NUMBERS: &[Number] = &[
    whole("TimeoutSeconds", 1.0, 99_999_999.0),
    whole("HeartbeatSeconds", 1.0, 99_999_999.0),
    whole("Seconds", 0.0, 99_999_999.0),
    whole("MaxConcurrency", 0.0, 99_999_999.0),
    whole("ToleratedFailureCount", 0.0, 99_999_999_999.0),
    Number { name: "ToleratedFailurePercentage", least: 0.0, most: 100.0, whole: false },
    whole("MaxItems", 0.0, 100_000_000.0),
    whole("MaxItemsPerBatch", 0.0, 99_999_999.0),
    whole("MaxInputBytesPerBatch", 0.0, 262_144.0),
];

const RETRIER_NUMBERS: &[Number] = &[
    whole("IntervalSeconds", 0.0, 99_999_999.0),
    whole("MaxAttempts", 0.0, 99_999_999.0),
    whole("MaxDelaySeconds", 1.0, 31_622_400.0),
    Number { name: "BackoffRate", least: 1.0, most: f64::INFINITY, whole: false },
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
        let numbers = if object.kind == ObjectKind::Retrier { RETRIER_NUMBERS } else { NUMBERS };
        for limits in numbers {
            number(context, &object, limits);
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
            ObjectKind::Retrier => delays(context, object.node),
            _ => {}
        }
        heartbeat(context, object.node);
    }
}

/// Checks a number where there is one; the sentences on ranges are the service's.
fn number(context: &mut Context, object: &Object, limits: &Number) {
    let Some(node) = context.member(object.node, limits.name) else { return };
    let Some(number) = context.tree.number(node) else { return };
    let zero = number == 0.0;
    // The service takes 0 for these two; the specification wants a positive number.
    let tolerated = zero && (limits.name == "IntervalSeconds" || object.kind == ObjectKind::Machine);
    let message = if tolerated {
        let message = format!("`{}` is to be at least 1", limits.name);
        context.warning("ZERO_SECONDS", node, message).help("leave the field out, or write the seconds that are meant");
        return;
    } else if number < limits.least {
        format!("Minimum value is {}", limits.written(limits.least))
    } else if number > limits.most {
        format!("Maximum value is {}", limits.written(limits.most))
    } else if limits.whole && number.fract() != 0.0 {
        format!("`{}` must be a whole number, not {}", limits.name, context.tree.source(node))
    } else {
        return;
    };
    context.schema(node, message).help(limits.help());
}

impl Number {
    fn written(&self, number: f64) -> String {
        if self.whole { format!("{number}") } else { format!("{number:.1}") }
    }

    fn help(&self) -> String {
        let (name, least) = (self.name, self.least);
        let kind = if self.whole { "a whole number" } else { "a number" };
        if self.most.is_finite() {
            format!("`{name}` takes {kind} from {least} to {}", self.most)
        } else {
            format!("`{name}` takes {kind} of at least {least}")
        }
    }

    /// What a field holds, if it is a number that the field takes.
    fn taken(&self, context: &Context, object: NodeId) -> Option<(NodeId, f64)> {
        let node = context.member(object, self.name)?;
        let number = context.tree.number(node)?;
        let right = (self.least..=self.most).contains(&number) && (!self.whole || number.fract() == 0.0);
        right.then_some((node, number))
    }
}

/// A retrier's longest delay and its first.
fn delays(context: &mut Context, retrier: NodeId) {
    let [first, _, longest, _] = RETRIER_NUMBERS else { return };
    if let (Some((_, first)), Some((node, longest))) = (first.taken(context, retrier), longest.taken(context, retrier))
        && longest < first
    {
        let help = "no delay is longer than `MaxDelaySeconds`, the first one included";
        context.schema(node, "`MaxDelaySeconds` must be greater than `IntervalSeconds`").help(help);
    }
}

fn version(context: &mut Context, machine: NodeId) {
    let Some(node) = context.member(machine, "Version") else { return };
    if context.tree.string(node).is_some_and(|version| version != "1.0" && !version.contains("${")) {
        let fix = context.replacing("use 1.0", node, "\"1.0\"");
        context
            .schema(node, "Value should be one of the following: [1.0]")
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
    let help = meant.map_or_else(|| format!("`{name}` is one of these words"), |meant| format!("did you mean `{meant}`?"));
    context.schema(node, format!("Value should be one of the following: [{}]", words.join(", "))).help(help).fix(fix);
}

fn heartbeat(context: &mut Context, state: NodeId) {
    let [timeout, heartbeat, ..] = NUMBERS else { return };
    if let (Some((_, timeout)), Some((node, heartbeat))) = (timeout.taken(context, state), heartbeat.taken(context, state))
        && heartbeat >= timeout
        && context.member(state, "TimeoutSecondsPath").is_none()
    {
        let help = "signs of life must come more often than the whole may last";
        context.schema(node, "`HeartbeatSeconds` must be smaller than `TimeoutSeconds`").help(help);
    }
}
