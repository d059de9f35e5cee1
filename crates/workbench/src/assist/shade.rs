//! Colours of what is written in a field of code.

use std::ops::Range;

use expressions::jsonata;

use super::embedded::{JsonKind, Language, bare, expressions, is_path, json_words};
use crate::inspector::Grammar;

/// What a piece of code is, as style sheets name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// A member's name.
    Key,
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true`, `null`, `and`.
    Word,
    /// A variable, or where a path begins.
    Variable,
    /// A function.
    Function,
    /// A name in a path.
    Name,
    /// `{%` and `%}`.
    Mark,
}

impl Shade {
    /// Its name in style sheets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Text => "text",
            Self::Number => "number",
            Self::Word => "word",
            Self::Variable => "variable",
            Self::Function => "function",
            Self::Name => "name",
            Self::Mark => "mark",
        }
    }
}

/// The coloured pieces of a text, in order and apart; what lies between has no colour.
#[must_use]
pub fn shades(grammar: Grammar, text: &str) -> Vec<(Range<usize>, Shade)> {
    let mut found = Vec::new();
    let inner = expressions(grammar, text);
    for (range, language, expression) in &inner {
        let words = match language {
            Language::Jsonata => of_jsonata(expression),
            Language::Path => of_path(expression),
        };
        found.extend(words.into_iter().map(|(word, shade)| (range.start + word.start..range.start + word.end, shade)));
        if *language == Language::Jsonata && range.start >= 2 {
            found.push((range.start - 2..range.start, Shade::Mark));
            if text[range.end..].starts_with("%}") {
                found.push((range.end..range.end + 2, Shade::Mark));
            }
        }
    }
    let is_json = match grammar {
        Grammar::Json | Grammar::PathTemplate => true,
        Grammar::JsonataTemplate | Grammar::JsonataValue => bare(text).is_none(),
        Grammar::PathValue => !is_path(text),
        Grammar::Path | Grammar::PathOrCall | Grammar::Errors => false,
    };
    if is_json {
        of_json(text, &inner.into_iter().map(|(range, ..)| range).collect::<Vec<_>>(), &mut found);
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn of_json(text: &str, inner: &[Range<usize>], found: &mut Vec<(Range<usize>, Shade)>) {
    for word in json_words(text) {
        let shade = match word.kind {
            JsonKind::Key => Shade::Key,
            JsonKind::Text if inner.iter().any(|range| word.range.start < range.end && range.start < word.range.end) => continue,
            JsonKind::Text => Shade::Text,
            JsonKind::Number => Shade::Number,
            JsonKind::Word => Shade::Word,
            JsonKind::Sign => continue,
        };
        found.push((word.range, shade));
    }
}

fn of_jsonata(text: &str) -> Vec<(Range<usize>, Shade)> {
    let shade = |shade| match shade {
        jsonata::Shade::Name => Some(Shade::Name),
        jsonata::Shade::Variable => Some(Shade::Variable),
        jsonata::Shade::Function => Some(Shade::Function),
        jsonata::Shade::Text => Some(Shade::Text),
        jsonata::Shade::Number => Some(Shade::Number),
        jsonata::Shade::Word => Some(Shade::Word),
        jsonata::Shade::Sign => None,
    };
    jsonata::shades(text).into_iter().filter_map(|(range, word)| Some((range, shade(word)?))).collect()
}

/// The words of a path or an intrinsic function.
fn of_path(text: &str) -> Vec<(Range<usize>, Shade)> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut take = |fits: &dyn Fn(char) -> bool| {
            let mut end = start + letter.len_utf8();
            while let Some((at, next)) = letters.next_if(|(_, next)| fits(*next)) {
                end = at + next.len_utf8();
            }
            end
        };
        let is_name = |next: char| next.is_alphanumeric() || next == '_' || next == '-';
        match letter {
            '$' => found.push((start..take(&|next| next == '$' || next.is_alphanumeric() || next == '_'), Shade::Variable)),
            '\'' => {
                let end = text[start + 1..].find('\'').map_or(text.len(), |end| start + end + 2);
                while letters.next_if(|(at, _)| *at < end).is_some() {}
                found.push((start..end, Shade::Text));
            }
            '0'..='9' => found.push((start..take(&|next| next.is_ascii_digit() || next == '.'), Shade::Number)),
            _ if text[start..].starts_with("States.") => {
                found.push((start..take(&|next| next.is_alphanumeric() || next == '.'), Shade::Function));
            }
            _ if is_name(letter) => {
                let end = take(&is_name);
                let shade = match &text[start..end] {
                    "true" | "false" | "null" => Shade::Word,
                    _ => Shade::Name,
                };
                found.push((start..end, shade));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(grammar: Grammar, text: &str) -> Vec<(&str, &'static str)> {
        let found = shades(grammar, text);
        assert!(found.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "{found:?} overlap in {text}");
        found.into_iter().map(|(range, shade)| (&text[range], shade.name())).collect()
    }

    #[test]
    fn each_grammar_has_its_colours() {
        assert_eq!(
            words(Grammar::PathOrCall, "States.Format('a {}', $$.Execution.Id, 3)"),
            [
                ("States.Format", "function"),
                ("'a {}'", "text"),
                ("$$", "variable"),
                ("Execution", "name"),
                ("Id", "name"),
                ("3", "number")
            ]
        );
        assert_eq!(
            words(Grammar::PathTemplate, r#"{"a.$": "$.b", "c": "x"}"#),
            [("\"a.$\"", "key"), ("$", "variable"), ("b", "name"), ("\"c\"", "key"), ("\"x\"", "text")]
        );
        assert_eq!(words(Grammar::JsonataValue, "{% $now() %}"), [("{%", "mark"), ("$now", "function"), ("%}", "mark")]);
        assert_eq!(
            words(Grammar::JsonataTemplate, r#"["{% 'é' & $x %}", 1]"#),
            [("{%", "mark"), ("'é'", "text"), ("$x", "variable"), ("%}", "mark"), ("1", "number")]
        );
        assert_eq!(words(Grammar::JsonataValue, "60"), [("60", "number")]);
    }
}
