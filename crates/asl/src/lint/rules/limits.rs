//! Numbers and words that must be within limits.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use super::super::schema::{Object, ObjectKind};
use crate::definition::NodeId;
use crate::language::{self, Field, Holds};

pub const RULE: Rule = Rule {
    name: "limit",
    group: Group::Language,
    summary: "A number or a word is outside what its field takes.",
    why: "Step Functions refuses it, when the definition is created or at the latest when the state runs.",
    example: "{ \"Type\": \"Map\", \"ToleratedFailurePercentage\": 120 }",
    check,
};

fn check(context: &mut Context) {
    for object in context.objects.clone().iter().copied() {
        let Some(place) = object.place(context.definition) else { continue };
        for field in language::fields_of(place) {
            match field.holds {
                Holds::Whole(..) | Holds::Number(..) => {
                    if let Some(limits) = Number::of(field) {
                        number(context, &object, &limits);
                    }
                }
                Holds::Words(_) if field.name == "Version" => version(context, object.node),
                // These words are looked at where the definition is read.
                Holds::Words(_) if matches!(field.name, "Type" | "QueryLanguage" | "Mode" | "JitterStrategy") => {}
                Holds::Words(words) => word(context, object.node, field.name, words),
                _ => {}
            }
        }
        match object.kind {
            ObjectKind::Retrier => delays(context, &object),
            ObjectKind::State(_) => heartbeat(context, &object),
            _ => {}
        }
    }
}

/// A field that takes a number.
struct Number {
    name: &'static str,
    least: f64,
    most: f64,
    whole: bool,
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
    fn of(field: &Field) -> Option<Self> {
        match field.holds {
            Holds::Whole(least, most) => Some(Self { name: field.name, least, most, whole: true }),
            Holds::Number(least, most) => Some(Self { name: field.name, least, most, whole: false }),
            _ => None,
        }
    }

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
}

/// What a field of an object holds, if it is a number that the field takes.
fn taken(context: &Context, object: &Object, name: &str) -> Option<(NodeId, f64)> {
    let node = context.member(object.node, name)?;
    let limits = Number::of(language::field(object.place(context.definition)?, name)?)?;
    let number = context.tree.number(node)?;
    let right = (limits.least..=limits.most).contains(&number) && (!limits.whole || number.fract() == 0.0);
    right.then_some((node, number))
}

/// A retrier's longest delay and its first.
fn delays(context: &mut Context, retrier: &Object) {
    let (first, longest) = (taken(context, retrier, "IntervalSeconds"), taken(context, retrier, "MaxDelaySeconds"));
    if let (Some((_, first)), Some((node, longest))) = (first, longest)
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
    let Some(text) = context.tree.string(node) else { return };
    if words.contains(&&*text) || text.contains("${") || text.starts_with("{%") {
        return;
    }
    let meant = crate::words::nearest(&text, words.iter().copied());
    let fix = meant.and_then(|meant| context.replacing("mend the word", node, &format!("\"{meant}\"")));
    let help = meant.map_or_else(|| format!("`{name}` is one of these words"), |meant| format!("did you mean `{meant}`?"));
    context.schema(node, format!("Value should be one of the following: [{}]", words.join(", "))).help(help).fix(fix);
}

fn heartbeat(context: &mut Context, state: &Object) {
    let (timeout, heartbeat) = (taken(context, state, "TimeoutSeconds"), taken(context, state, "HeartbeatSeconds"));
    if let (Some((_, timeout)), Some((node, heartbeat))) = (timeout, heartbeat)
        && heartbeat >= timeout
        && context.member(state.node, "TimeoutSecondsPath").is_none()
    {
        let help = "signs of life must come more often than the whole may last";
        context.schema(node, "`HeartbeatSeconds` must be smaller than `TimeoutSeconds`").help(help);
    }
}
