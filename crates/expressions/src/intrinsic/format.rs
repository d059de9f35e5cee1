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

/// The template with each `{}` replaced by the next argument; `None` when their numbers differ.
pub(super) fn interpolate(template: &str, arguments: &[Value]) -> Option<String> {
    let mut text = String::with_capacity(template.len() + 16 * arguments.len());
    let mut arguments = arguments.iter();
    let mut chars = template.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(escaped @ ('\'' | '{' | '}' | '\\'))) => {
                text.push(*escaped);
                chars.next();
            }
            ('{', Some('}')) => {
                chars.next();
                write(arguments.next()?, &mut text);
            }
            _ => text.push(char),
        }
    }
    arguments.next().is_none().then_some(text)
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
        scalar => text.push_str(&scalar.to_json()),
    }
}
