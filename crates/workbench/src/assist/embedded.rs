//! Which expression a place is in, and the words of JSON around it.

use std::ops::Range;

use crate::inspector::Grammar;

/// A language of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A path of JSONPath, or an intrinsic function.
    Path,
    /// JSONata.
    Jsonata,
}

/// A word of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonWord {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: JsonKind,
}

/// What a word of JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// A member's name.
    Key,
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
    /// A bracket, comma or colon.
    Sign,
}

/// The words of a JSON text, finished or not.
pub fn json_words(text: &str) -> Vec<JsonWord> {
    let bytes = text.as_bytes();
    let mut words: Vec<JsonWord> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let kind = match bytes[at] {
            b'"' => {
                at = string_end(bytes, at);
                JsonKind::Text
            }
            b'0'..=b'9' | b'-' => {
                while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
                    at += 1;
                }
                JsonKind::Number
            }
            b':' => {
                if let Some(key) = words.last_mut().filter(|word| word.kind == JsonKind::Text) {
                    key.kind = JsonKind::Key;
                }
                at += 1;
                JsonKind::Sign
            }
            b'{' | b'}' | b'[' | b']' | b',' => {
                at += 1;
                JsonKind::Sign
            }
            byte if byte.is_ascii_alphabetic() => {
                while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
                    at += 1;
                }
                JsonKind::Word
            }
            _ => {
                at += 1;
                continue;
            }
        };
        words.push(JsonWord { range: start..at, kind });
    }
    words
}

/// Behind the closing quote of the string that begins here, or the end of its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The expressions of a text with their bytes. What stands in a JSON string keeps its length: escapes are blanked out.
pub fn expressions(grammar: Grammar, text: &str) -> Vec<(Range<usize>, Language, String)> {
    match grammar {
        Grammar::Path | Grammar::PathOrCall => vec![(0..text.len(), Language::Path, text.to_owned())],
        Grammar::PathValue if is_path(text) => vec![(0..text.len(), Language::Path, text.to_owned())],
        Grammar::Json | Grammar::Errors => Vec::new(),
        Grammar::PathTemplate | Grammar::PathValue => in_json(text, false),
        Grammar::JsonataTemplate | Grammar::JsonataValue => match bare(text) {
            Some(range) => {
                let inner = text[range.clone()].to_owned();
                vec![(range, Language::Jsonata, inner)]
            }
            None => in_json(text, true),
        },
    }
}

/// Whether a bare text is a path or call rather than JSON.
pub fn is_path(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('$') || text.starts_with("States.")
}

/// The inside of a text that is `{% … %}` as a whole, finished or not.
pub fn bare(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let inner = text[start..].strip_prefix("{%")?;
    let end = inner.rfind("%}").unwrap_or(inner.len());
    Some(start + 2..start + 2 + end)
}

fn in_json(text: &str, jsonata: bool) -> Vec<(Range<usize>, Language, String)> {
    let words = json_words(text);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.kind == JsonKind::Text) {
        let range = content(text, &word.range);
        let raw = &text[range.clone()];
        let key = index.checked_sub(2).map(|key| &words[key]).filter(|key| key.kind == JsonKind::Key);
        let is_computed = key.is_some_and(|key| text[content(text, &key.range)].ends_with(".$"));
        if jsonata {
            if let Some(inner) = raw.strip_prefix("{%") {
                let end = inner.strip_suffix("%}").unwrap_or(inner).len();
                let range = range.start + 2..range.start + 2 + end;
                found.push((range.clone(), Language::Jsonata, masked(&text[range])));
            }
        } else if is_computed {
            found.push((range.clone(), Language::Path, masked(raw)));
        }
    }
    found
}

/// The inside of a string's quotes.
fn content(text: &str, string: &Range<usize>) -> Range<usize> {
    let closed = string.len() > 1 && text[string.clone()].ends_with('"');
    string.start + 1..if closed { string.end - 1 } else { string.end }
}

/// The inside of a JSON string with its escapes blanked out, so that places stay what they are.
fn masked(raw: &str) -> String {
    raw.replace("\\\"", " \"").replace("\\\\", " \\").replace("\\n", "  ").replace("\\t", "  ").replace("\\r", "  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(grammar: Grammar, text: &str) -> Vec<String> {
        expressions(grammar, text).into_iter().map(|(range, _, inner)| format!("{}|{inner}", &text[range])).collect()
    }

    #[test]
    fn expressions_are_found_where_they_are_computed() {
        let template = r#"{ "a.$": "$.b", "c": "$.d", "e": [{"f.$": "States.UUID()"}] }"#;
        assert_eq!(found(Grammar::PathTemplate, template), ["$.b|$.b", "States.UUID()|States.UUID()"]);
        assert_eq!(
            found(Grammar::JsonataTemplate, r#"{ "a": "{% $x & \"y\" %}", "b": "no" }"#),
            [r#" $x & \"y\" | $x &  "y " "#]
        );
        assert_eq!(found(Grammar::JsonataValue, "{% $now() %}"), [" $now() | $now() "]);
        assert_eq!(found(Grammar::JsonataValue, "{% $now("), [" $now(| $now("]);
        assert_eq!(found(Grammar::PathValue, "$.a"), ["$.a|$.a"]);
        assert_eq!(found(Grammar::PathValue, "[1, 2]"), Vec::<String>::new());
    }
}
