//! Texts of intrinsic functions: escapes, `{}` places, and how `States.Format` writes a value.

use value::Value;

/// A literal text without its escapes: `\'`, `\{`, `\}` and `\\` stand for the second character.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(escaped @ ('\'' | '{' | '}' | '\\'))) => {
                text.push(*escaped);
                chars.next();
            }
            _ => text.push(char),
        }
    }
    text
}

/// The template with each `{}` replaced by the next argument. The error is the service's sentence.
pub(super) fn interpolate(template: &str, arguments: &[Value]) -> Result<String, String> {
    let pieces = pieces(template)?;
    if pieces.len() != arguments.len() + 1 {
        return Err("Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.".to_owned());
    }
    let mut text = String::with_capacity(template.len() + 16 * arguments.len());
    for (position, piece) in pieces.iter().enumerate() {
        text.push_str(piece);
        if let Some(argument) = arguments.get(position) {
            write(argument, &mut text);
        }
    }
    Ok(text)
}

/// The texts around the `{}` of a template.
fn pieces(template: &str) -> Result<Vec<String>, String> {
    let unmatched = |missing, given| format!("Invalid template in States.Format: matching '{missing}' not found for '{given}'.");
    let mut pieces = vec![];
    let mut piece = String::new();
    let mut chars = template.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(escaped @ ('\'' | '{' | '}' | '\\'))) => {
                piece.push(*escaped);
                chars.next();
            }
            ('{', Some('}')) => {
                chars.next();
                pieces.push(std::mem::take(&mut piece));
            }
            ('{', _) => return Err(unmatched('}', '{')),
            ('}', _) => return Err(unmatched('{', '}')),
            _ => piece.push(char),
        }
    }
    pieces.push(piece);
    Ok(pieces)
}

/// A value as `States.Format` writes it.
pub(super) fn text_of(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// Scalars as JSON without quotes; arrays and objects as `[1, a]` and `{Key=1}`.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => text.push_str(string),
        Value::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(object) => {
            text.push('{');
            for (position, (key, member)) in object.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                text.push_str(key);
                text.push('=');
                write(member, text);
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_java_json()),
    }
}
