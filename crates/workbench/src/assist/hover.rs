//! What a word of an expression means: its documentation, and its value in the last run.

use std::ops::Range;

use expressions::{intrinsic, jsonata};

use super::complete::{jsonata_value, path_value};
use super::embedded::{Language, expressions};
use super::paths::brief;
use super::sight::Sight;
use crate::inspector::Grammar;

/// Words about a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that it is about.
    pub range: Range<usize>,
    /// What it is: a function's usage, a path, a field.
    pub title: String,
    /// A sentence about it.
    pub text: String,
    /// An example, or the value.
    pub detail: String,
}

/// What stands at a byte of a field's text.
#[must_use]
pub fn hover(sight: &Sight, grammar: Grammar, text: &str, offset: usize) -> Option<Hover> {
    if grammar == Grammar::Errors {
        return error(sight, text, offset);
    }
    let inside = expressions(grammar, text).into_iter().find(|(range, ..)| range.start <= offset && offset <= range.end)?;
    let (range, language, expression) = inside;
    let mut found = match language {
        Language::Jsonata => in_jsonata(sight, &expression, offset - range.start),
        Language::Path => in_path(sight, &expression, offset - range.start),
    }?;
    found.range = found.range.start + range.start..found.range.end + range.start;
    Some(found)
}

fn error(sight: &Sight, text: &str, offset: usize) -> Option<Hover> {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind(',').map_or(0, |comma| comma + 1);
    let end = offset + text[offset..].find(',').unwrap_or(text.len() - offset);
    let name = text[start..end].trim();
    let (_, about) = sight.errors.iter().find(|(known, _)| known == name)?;
    Some(Hover { range: start..end, title: name.to_owned(), text: about.clone(), detail: String::new() })
}

fn in_jsonata(sight: &Sight, text: &str, offset: usize) -> Option<Hover> {
    if let Some((range, known)) = jsonata::function_at(text, offset) {
        let detail = format!("Such as {}", known.example);
        return Some(Hover { range, title: known.usage.to_owned(), text: known.summary.to_owned(), detail });
    }
    let range = path_around(text, offset, |letter| matches!(letter, '`'))?;
    let value = jsonata_value(sight, &text[range.clone()])?;
    Some(Hover { title: text[range.clone()].to_owned(), range, text: format!("In the {}:", sight.source), detail: brief(&value) })
}

fn in_path(sight: &Sight, text: &str, offset: usize) -> Option<Hover> {
    let word = path_around(text, offset, |letter| letter == '\'')?;
    let name = &text[word.clone()];
    if name.starts_with("States.") {
        let known = intrinsic::CATALOGUE.iter().find(|known| known.signature.split('(').next() == Some(name))?;
        let detail = format!("Such as {}", known.example);
        return Some(Hover { range: word, title: known.signature.to_owned(), text: known.summary.to_owned(), detail });
    }
    let value = path_value(sight, name)?;
    Some(Hover { title: name.to_owned(), range: word, text: format!("In the {}:", sight.source), detail: brief(&value) })
}

/// The path around a place, up to the end of the word there.
fn path_around(text: &str, offset: usize, also: impl Fn(char) -> bool) -> Option<Range<usize>> {
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let is_part = |letter: char| is_word(letter) || matches!(letter, '.' | '[' | ']') || also(letter);
    let start =
        text[..offset].char_indices().rev().take_while(|(_, letter)| is_part(*letter)).last().map_or(offset, |(at, _)| at);
    let end = offset + text[offset..].find(|letter| !is_word(letter)).unwrap_or(text.len() - offset);
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use value::Value;

    use super::*;

    #[test]
    fn functions_and_values_are_told() {
        let data = value::parse(r#"{"a": {"b": 42}}"#).expect("JSON");
        let sight =
            Sight { root: data.clone(), states: Value::object([("input", data)]), source: "last run", ..Sight::default() };
        let at = |grammar, text: &str, offset| hover(&sight, grammar, text, offset).map(|found| (found.title, found.detail));
        assert_eq!(at(Grammar::Path, "$.a.b", 5), Some(("$.a.b".to_owned(), "42".to_owned())));
        assert_eq!(at(Grammar::Path, "$.a.b", 3), Some(("$.a".to_owned(), r#"{"b":42}"#.to_owned())));
        assert_eq!(at(Grammar::JsonataValue, "{% $states.input.a.b + 1 %}", 19).map(|found| found.1).as_deref(), Some("42"));
        let (title, _) = at(Grammar::JsonataValue, "{% $sum([1]) %}", 5).expect("a function");
        assert!(title.starts_with("$sum("), "{title}");
        let (title, _) = at(Grammar::PathOrCall, "States.Format('x')", 9).expect("a function");
        assert!(title.starts_with("States.Format("), "{title}");
    }
}
