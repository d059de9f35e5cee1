//! When an answer of ours agrees with the reference's, and what explains it when it does not.

use value::Value;

/// How two answers relate.
pub enum Agreement {
    /// They are the same: the value, or the code of the error.
    Same,
    /// They differ for a known reason.
    Explained(&'static str),
    /// They differ.
    None,
}

/// Compares our answer with the reference's as it is and without its known defects.
pub fn agreement(expression: &str, ours: &Value, answer: &Value) -> Agreement {
    let plain = answer.get("plain").cloned().unwrap_or_default();
    if agree(expression, ours, &plain) {
        return Agreement::Same;
    }
    if answer.get("mended").is_some_and(|mended| agree(expression, ours, mended)) {
        return Agreement::Explained("the reference without its defects agrees");
    }
    let theirs = answer.get("mended").unwrap_or(&plain);
    let message = theirs.get("message").and_then(Value::as_str).unwrap_or("");
    let cause = HOST_ERRORS
        .iter()
        .find(|(part, function, _)| theirs.get("host").is_some() && message.contains(part) && expression.contains(function));
    cause.map_or(Agreement::None, |(_, _, reason)| Agreement::Explained(reason))
}

/// What the reference's host language throws, an expression's part that makes it, and why.
const HOST_ERRORS: [(&str, &str, &str); 16] = [
    ("(reading 'split')", "$formatNumber", "a picture is not there"),
    ("(reading 'lastIndexOf')", "Integer(", "a picture is not there"),
    ("Invalid regular expression", "/", "a broken pattern is an error of the language here"),
    ("(reading 'length')", "$formatNumber", "a picture without digits is no picture"),
    ("Cannot create property", "|", "a transform gives a member to what is no object"),
    ("Cannot set properties of null", "|", "a transform gives a member to what is no object"),
    ("Cannot set properties of undefined", "|", "a transform gives a member to what is no object"),
    ("(reading 'apply')", "$", "a pattern or function is not there"),
    ("(reading '@')", "{", "no tuples are grouped"),
    ("Invalid array length", "$pad", "a width is no whole number"),
    ("is not a function", "?", "a partly applied function checks no arguments"),
    ("is not iterable", "?", "a partly applied function checks no arguments"),
    ("(reading 'forEach')", "?", "a partly applied function checks no arguments"),
    ("Invalid code point", "$formatInteger", "digits of another family have no negative numbers"),
    ("Maximum call stack", "I", "a Roman numeral is too long"),
    ("Maximum call stack", "$", "a value contains itself"),
];

fn agree(expression: &str, ours: &Value, theirs: &Value) -> bool {
    match (ours.get("code"), theirs.get("code")) {
        (Some(ours), Some(theirs)) => ours == theirs,
        // Powers are computed by each machine's own library, to the last digit but one.
        (None, None) => same(ours, theirs, if expression.contains("$power") { 1e-14 } else { 0.0 }),
        _ => false,
    }
}

/// Equality up to a part of the greater number.
fn same(one: &Value, other: &Value, part: f64) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64(), other.as_f64());
            one == other || (one - other).abs() <= part * one.abs().max(other.abs())
        }
        (Value::Number(number), Value::String(text)) => &**text == "not finite" && !number.as_f64().is_finite(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| same(one, other, part))
        }
        (Value::Object(one), Value::Object(other)) => {
            let member = |(key, one): (&value::Key, &Value)| other.get(key).is_some_and(|other| same(one, other, part));
            one.len() == other.len() && one.iter().all(member)
        }
        _ => one == other,
    }
}
