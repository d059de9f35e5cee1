//! Comparing an answer with a recording whose changing parts were replaced by placeholders.

use value::Value;

/// Whole texts that stand for something that changes from run to run.
const PLACEHOLDERS: [&str; 16] = [
    "timestamp",
    "date",
    "time",
    "RequestId",
    "snf_role_arn",
    "sfn_role_arn",
    "RandomNumberGenerated",
    "generated-uuid",
    "2022-07-13T13:48:01.000Z",
    "start-time",
    "start-date",
    "entered-time",
    "map_run_arn",
    "x-amzn-RequestId",
    "X-Amzn-Trace-Id",
    "<timestamp>",
];

/// Where and how an answer differs from what was recorded; `None` where it does not.
pub fn difference(expected: &Value, actual: &Value) -> Option<String> {
    differ("", expected, actual)
}

/// Whether an answer is as recorded.
pub fn matches(expected: &Value, actual: &Value) -> bool {
    difference(expected, actual).is_none()
}

fn differ(place: &str, expected: &Value, actual: &Value) -> Option<String> {
    let unlike = || Some(format!("{place}: expected {}, got {}", expected.to_json(), actual.to_json()));
    match (expected, actual) {
        (Value::String(pattern), _) if is_placeholder(pattern) => None,
        (Value::String(pattern), Value::String(text)) if matches_text(pattern, text) => None,
        (Value::String(pattern), Value::String(text)) => match (parsed(pattern), parsed(text)) {
            // The same JSON, spaced otherwise.
            (Some(expected), Some(actual)) => differ(place, &expected, &actual),
            _ => unlike(),
        },
        // A text of JSON that was replaced by its value when it was recorded.
        (Value::Object(_), Value::String(text)) => match parsed(text) {
            Some(value) => differ(place, expected, &value),
            None => unlike(),
        },
        (Value::Object(members), Value::Object(others)) => {
            let missing = members.keys().find(|key| !others.contains_key(key));
            let surplus = others.keys().find(|key| !members.contains_key(key));
            match (missing, surplus) {
                (Some(key), _) => {
                    Some(format!("{place}/{key}: missing, expected {}", members.get(key).cloned().unwrap_or_default()))
                }
                (_, Some(key)) => {
                    Some(format!("{place}/{key}: not expected, got {}", others.get(key).cloned().unwrap_or_default()))
                }
                _ => members.iter().find_map(|(key, member)| differ(&format!("{place}/{key}"), member, others.get(key)?)),
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others.iter()).enumerate();
            pairs.find_map(|(index, (item, other))| differ(&format!("{place}/{index}"), item, other))
        }
        _ if expected == actual => None,
        _ => unlike(),
    }
}

/// Whether a whole text stands for anything.
pub fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text)
        // The name of a member that was replaced as a whole.
        || text.ends_with("EventDetails.output")
        || (text.starts_with('<') && text.ends_with('>') && text.len() > 2 && !text[1..text.len() - 1].contains(['<', '>', ' ']))
}

fn parsed(text: &str) -> Option<Value> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    value::parse(text).ok()
}

/// Whether a text has the literal pieces of a pattern, with anything for `<…>` between them.
fn matches_text(pattern: &str, text: &str) -> bool {
    if pattern == text {
        return true;
    }
    let pieces = literal_pieces(pattern);
    let [first, rest @ ..] = pieces.as_slice() else { return false };
    let Some(mut remaining) = text.strip_prefix(first) else { return false };
    let Some((last, middle)) = rest.split_last() else { return remaining.is_empty() };
    for piece in middle {
        let Some(at) = remaining.find(piece) else { return false };
        remaining = &remaining[at + piece.len()..];
    }
    remaining.ends_with(last)
}

fn literal_pieces(pattern: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    let mut from = 0;
    while let Some(open) = rest[from..].find('<').map(|at| at + from) {
        let inside = &rest[open + 1..];
        let end = inside.find(|char: char| !(char.is_alphanumeric() || "-_:<".contains(char)));
        match end {
            Some(end) if end > 0 && inside[end..].starts_with('>') => {
                pieces.push(&rest[..open]);
                // A placeholder may be doubled: `<<task_token>:1>`.
                let mut after = &inside[end + 1..];
                if inside[..end].contains('<')
                    && let Some(close) = after.find('>')
                {
                    after = &after[close + 1..];
                }
                rest = after;
                from = 0;
            }
            _ => from = open + 1,
        }
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_match_anything_and_the_rest_must_be_equal() {
        for (expected, actual, same) in [
            (r#""<uuid:1>""#, "42", true),
            (r#""a:<ArnPart_0idx>:b""#, r#""a:x:b""#, true),
            (r#""a:<ArnPart_0idx>:b""#, r#""a:x:c""#, false),
            (r#"{"input": {"a": 1}}"#, r#"{"input": "{\"a\":1}"}"#, true),
            (r#"{"input": "[1,2]"}"#, r#"{"input": "[1, 2]"}"#, true),
            (r#""1""#, "1", false),
            ("1", "1.0", true),
            (r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#, false),
            (r#""timestamp""#, r#""2026""#, true),
            (r#""<a> < b""#, r#""x < b""#, true),
        ] {
            let (expected, actual) = (value::parse(expected).expect("json"), value::parse(actual).expect("json"));
            assert_eq!(matches(&expected, &actual), same, "{expected} {actual}");
        }
    }
}
