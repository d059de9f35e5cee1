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
    match theirs.get("host") {
        Some(_) => Agreement::Explained("an error of the reference's host language"),
        None => Agreement::None,
    }
}

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
