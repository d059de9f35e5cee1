//! Choice conditions in words: short beside a transition, and as a sentence.

use value::{Number, Value};

use crate::definition::{Comparison, Condition, Setting};

/// Longer labels are cut.
const LONGEST_LABEL: usize = 48;

/// A condition as a label: `total > 1000`.
#[must_use]
pub fn condition_label(condition: &Condition) -> String {
    shortened(&words(condition, &Wording { long: false }, false))
}

/// A condition as a clause of an English sentence: `total is greater than 1000 and status is "paid"`.
#[must_use]
pub fn condition_sentence(condition: &Condition) -> String {
    words(condition, &Wording { long: true }, false)
}

/// The text cut to a label's length.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_LABEL {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST_LABEL - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The heart of an expression: without `{%` and `%}`, spaces collapsed, and the input's name left out.
pub(super) fn expression(written: &str) -> String {
    let inner = written.trim().trim_start_matches("{%").trim_end_matches("%}");
    let joined = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace("$states.input.", "")
}

/// A path without its `$.`; the context object is named.
pub(super) fn path(written: &str) -> String {
    match written.strip_prefix("$$.") {
        Some(rest) => rest.to_owned(),
        None => match written.strip_prefix("$.") {
            Some(rest) if !rest.is_empty() => rest.to_owned(),
            _ if written == "$" => "input".to_owned(),
            _ => written.to_owned(),
        },
    }
}

struct Wording {
    long: bool,
}

fn words(condition: &Condition, wording: &Wording, nested: bool) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| words(part, wording, true)).collect();
        let text = parts.join(word);
        if nested && parts.len() > 1 { format!("({text})") } else { text }
    };
    match condition {
        Condition::And(parts) => joined(parts, " and "),
        Condition::Or(parts) => joined(parts, " or "),
        Condition::Not(inner) => format!("not {}", parenthesised(inner, wording)),
        Condition::Expression(setting) => match &setting.value {
            Setting::Value(value) => if *value { "always" } else { "never" }.to_owned(),
            Setting::Expression(text) => expression(text),
        },
        Condition::Comparison(comparison) => compared(comparison, wording),
    }
}

fn parenthesised(condition: &Condition, wording: &Wording) -> String {
    match condition {
        Condition::Comparison(_) => format!("({})", words(condition, wording, false)),
        _ => words(condition, wording, true),
    }
}

fn compared(comparison: &Comparison, wording: &Wording) -> String {
    let variable = comparison.variable.as_ref().map_or_else(|| "nothing".to_owned(), |variable| path(&variable.value));
    let operator = &*comparison.operator.value;
    let operand = &comparison.operand.value;
    if let Some(test) = type_test(operator, operand) {
        return format!("{variable} {test}");
    }
    let (bare, by_path) = match operator.strip_suffix("Path") {
        Some(bare) => (bare, true),
        None => (operator, false),
    };
    let right = match operand {
        Value::String(text) if by_path => path(text),
        Value::String(text) if bare.starts_with("Timestamp") => text.to_string(),
        other => literal(other),
    };
    format!("{variable} {} {right}", relation(bare, wording.long))
}

/// An operand as the definition spells it. Lists and objects are no operands of a comparison.
fn literal(operand: &Value) -> String {
    match operand {
        Value::String(text) => format!("\"{text}\""),
        Value::Number(Number::Int(int)) => int.to_string(),
        Value::Number(Number::Float(float)) => float.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Null => "null".to_owned(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}

fn type_test(operator: &str, operand: &Value) -> Option<String> {
    let what = match operator {
        "IsPresent" => return Some(if operand.as_bool() == Some(false) { "is absent" } else { "is present" }.to_owned()),
        "IsNull" => "null",
        "IsNumeric" => "a number",
        "IsString" => "text",
        "IsBoolean" => "true or false",
        "IsTimestamp" => "a timestamp",
        _ => return None,
    };
    Some(if operand.as_bool() == Some(false) { format!("is not {what}") } else { format!("is {what}") })
}

fn relation(operator: &str, long: bool) -> &str {
    let time = operator.starts_with("Timestamp");
    let relation = ["String", "Numeric", "Boolean", "Timestamp"].iter().find_map(|family| operator.strip_prefix(family));
    match (relation, long, time) {
        (Some("Equals"), false, _) => "=",
        (Some("Equals"), true, _) => "is",
        (Some("LessThan"), false, _) => "<",
        (Some("LessThan"), true, false) => "is less than",
        (Some("LessThan"), true, true) => "is before",
        (Some("GreaterThan"), false, _) => ">",
        (Some("GreaterThan"), true, false) => "is greater than",
        (Some("GreaterThan"), true, true) => "is after",
        (Some("LessThanEquals"), false, _) => "≤",
        (Some("LessThanEquals"), true, false) => "is at most",
        (Some("LessThanEquals"), true, true) => "is not after",
        (Some("GreaterThanEquals"), false, _) => "≥",
        (Some("GreaterThanEquals"), true, false) => "is at least",
        (Some("GreaterThanEquals"), true, true) => "is not before",
        (Some("Matches"), _, _) => "matches",
        _ => operator,
    }
}
