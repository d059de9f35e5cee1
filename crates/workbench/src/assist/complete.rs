//! What may be written at a place: functions, variables, members and paths that are known from data, error names.

use std::ops::Range;

use expressions::intrinsic;
use expressions::jsonata::{self, Wants};
use value::Value;

use super::embedded::{Language, expressions};
use super::paths::{self, brief};
use super::sight::Sight;
use crate::inspector::Grammar;

/// So many proposals are made at once.
const LISTED: usize = 80;

/// What may be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The bytes that a proposal takes the place of.
    pub replaces: Range<usize>,
    /// The proposals, best first.
    pub items: Vec<Completion>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown and matched with what is typed.
    pub label: String,
    /// What it is or holds, in a few words.
    pub detail: String,
    /// A sentence about it.
    pub info: String,
    /// What is written.
    pub insert: String,
    /// What it is: `function`, `variable`, `path`, `error`, `field`, `word`.
    pub kind: &'static str,
}

impl Completion {
    /// A proposal that is written as it is shown.
    pub(super) fn plain(
        label: impl Into<String>,
        kind: &'static str,
        detail: impl Into<String>,
        info: impl Into<String>,
    ) -> Self {
        let label = label.into();
        Self { insert: label.clone(), label, detail: detail.into(), info: info.into(), kind }
    }
}

/// What may be written at a byte of a field's text.
#[must_use]
pub fn complete(sight: &Sight, grammar: Grammar, text: &str, offset: usize) -> Option<Completions> {
    if grammar == Grammar::Errors {
        return Some(errors(sight, text, offset));
    }
    let inside = expressions(grammar, text).into_iter().find(|(range, ..)| range.start <= offset && offset <= range.end)?;
    let (range, language, expression) = inside;
    let within = offset - range.start;
    let mut found = match language {
        Language::Jsonata => in_jsonata(sight, &expression, within),
        Language::Path => in_path(sight, grammar, &expression, within),
    }?;
    let typed = expression.get(found.replaces.start..within).unwrap_or_default().to_owned();
    found.replaces = found.replaces.start + range.start..found.replaces.end + range.start;
    rank(&mut found.items, &typed);
    (!found.items.is_empty()).then_some(found)
}

/// Keeps what fits what is typed: what begins so first, then what holds its letters together.
pub(super) fn rank(items: &mut Vec<Completion>, typed: &str) {
    let typed = typed.to_lowercase();
    let bare = typed.trim_start_matches('$');
    let fit = |label: &str| {
        let label = label.to_lowercase();
        let name = label.trim_start_matches('$').trim_start_matches("states.");
        match () {
            () if label.starts_with(&typed) => Some(0),
            () if !bare.is_empty() && name.starts_with(bare) => Some(1),
            () if bare.len() > 1 && label.contains(bare) => Some(2),
            () => None,
        }
    };
    items.retain(|item| fit(&item.label).is_some());
    items.sort_by_key(|item| fit(&item.label));
    items.truncate(LISTED);
}

fn errors(sight: &Sight, text: &str, offset: usize) -> Completions {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind(',').map_or(0, |comma| comma + 1);
    let start = start + text[start..offset].len() - text[start..offset].trim_start().len();
    let end = offset + text[offset..].find(',').unwrap_or(text.len() - offset);
    let named: Vec<&str> = text.split(',').map(str::trim).collect();
    let typed = &text[start..offset];
    let possible = sight.errors.iter().filter(|(name, _)| name == typed || !named.contains(&name.as_str()));
    let mut items: Vec<Completion> = possible.map(|(name, about)| Completion::plain(name, "error", "", about)).collect();
    rank(&mut items, typed);
    Completions { replaces: start..end, items }
}

fn in_jsonata(sight: &Sight, text: &str, offset: usize) -> Option<Completions> {
    let cursor = jsonata::cursor(text, offset);
    let items = match cursor.wants {
        Wants::Nothing | Wants::Operator => return None,
        Wants::Variable => jsonata_words(sight),
        Wants::Operand => jsonata_words(sight),
        Wants::Member { of } | Wants::MemberOfItem { of } => {
            let value = jsonata_value(sight, text.get(of)?.trim())?;
            members(&value, |name| paths::jsonata_step(name)[1..].to_owned())
        }
    };
    Some(Completions { replaces: cursor.replaces, items })
}

/// What a simple path of JSONata leads to.
pub(super) fn jsonata_value(sight: &Sight, path: &str) -> Option<Value> {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let name = path[..end].strip_prefix('$')?;
    let root = match name {
        "states" => &sight.states,
        name => sight.variables.iter().find(|(known, _)| known == name)?.1.as_ref()?,
    };
    paths::at(root, &path[end..]).cloned()
}

fn members(value: &Value, written: impl Fn(&str) -> String) -> Vec<Completion> {
    let item =
        |(name, value): (&str, &Value)| Completion { insert: written(name), ..Completion::plain(name, "path", brief(value), "") };
    paths::members(value).into_iter().map(item).collect()
}

fn jsonata_words(sight: &Sight) -> Vec<Completion> {
    let mut items = Vec::new();
    for (name, value) in &sight.variables {
        let detail = value.as_ref().map(brief).unwrap_or_default();
        items.push(Completion::plain(format!("${name}"), "variable", detail, "A variable of the workflow."));
    }
    let states = paths::known("$states", &sight.states, paths::jsonata_step);
    let (context, data): (Vec<_>, Vec<_>) = states.into_iter().partition(|(path, _)| path.starts_with("$states.context."));
    items.push(Completion::plain("$states", "variable", "", "What the state is given: input, result, errorOutput, context."));
    items.extend(data.into_iter().chain(context).map(|(path, value)| Completion::plain(path, "path", brief(value), "")));
    let functions = jsonata::CATALOGUE.iter().filter(|known| known.in_step_functions);
    items.extend(functions.map(|known| Completion {
        insert: format!("${}(", known.name),
        ..Completion::plain(format!("${}", known.name), "function", known.usage, known.summary)
    }));
    items
}

fn in_path(sight: &Sight, grammar: Grammar, text: &str, offset: usize) -> Option<Completions> {
    let offset = offset.min(text.len());
    let before = text.get(..offset)?;
    if before.matches('\'').count() % 2 == 1 && !before.contains('[') {
        return None;
    }
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.' | '[' | ']' | '\'' | '-' | '*');
    let start = before.char_indices().rev().take_while(|(_, letter)| is_part(*letter)).last().map_or(offset, |(at, _)| at);
    let path = &before[start..];
    if let Some(dot) = path.rfind('.').filter(|_| path.starts_with('$')) {
        let value = path_value(sight, &path[..dot])?;
        let items = members(&value, |name| paths::path_step(name).trim_start_matches('.').to_owned());
        let end = offset
            + text[offset..].find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len() - offset);
        return Some(Completions { replaces: start + dot + 1..end, items });
    }
    let mut items = Vec::new();
    for (name, value) in &sight.variables {
        items.push(Completion::plain(
            format!("${name}"),
            "variable",
            value.as_ref().map(brief).unwrap_or_default(),
            "A variable of the workflow.",
        ));
    }
    items.push(Completion::plain("$", "path", brief(&sight.root), "All of the data that this field sees."));
    items.extend(
        paths::known("$", &sight.root, paths::path_step)
            .into_iter()
            .map(|(path, value)| Completion::plain(path, "path", brief(value), "")),
    );
    items.extend(
        paths::known("$$", &sight.context, paths::path_step)
            .into_iter()
            .map(|(path, value)| Completion::plain(path, "path", brief(value), "Of the context object.")),
    );
    if grammar != Grammar::Path {
        items.extend(intrinsic::CATALOGUE.iter().map(|known| {
            let name = known.signature.split('(').next().unwrap_or_default();
            Completion { insert: format!("{name}("), ..Completion::plain(name, "function", known.signature, known.summary) }
        }));
    }
    Some(Completions { replaces: start..offset, items })
}

/// What a simple path leads to.
pub(super) fn path_value(sight: &Sight, path: &str) -> Option<Value> {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let root = match &path[..end] {
        "$" => &sight.root,
        "$$" => &sight.context,
        name => {
            let name = name.strip_prefix('$')?;
            sight.variables.iter().find(|(known, _)| known == name)?.1.as_ref()?
        }
    };
    paths::at(root, &path[end..]).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight() -> Sight {
        let order = value::parse(r#"{"order": {"id": "a-17", "total": 3}, "odd name": 1}"#).expect("JSON");
        Sight {
            is_jsonata: true,
            root: order.clone(),
            states: Value::object([("input", order)]),
            context: value::parse(r#"{"Execution": {"Id": "x"}}"#).expect("JSON"),
            variables: vec![("limit".to_owned(), Some(Value::from(7)))],
            errors: vec![("States.ALL".to_owned(), String::new()), ("States.Timeout".to_owned(), String::new())],
            source: "last run",
        }
    }

    /// What is proposed where `|` stands, and the text with the first proposal taken.
    fn at(grammar: Grammar, marked: &str) -> (Vec<String>, String) {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let Some(found) = complete(&sight(), grammar, &text, offset) else { return (Vec::new(), text) };
        let mut taken = text.clone();
        if let Some(first) = found.items.first() {
            taken.replace_range(found.replaces.clone(), &first.insert);
        }
        (found.items.into_iter().map(|item| item.label).collect(), taken)
    }

    #[test]
    fn members_come_from_the_data_of_the_last_run() {
        assert_eq!(at(Grammar::Path, "$.order.t|"), (vec!["total".to_owned()], "$.order.total".to_owned()));
        assert_eq!(at(Grammar::JsonataValue, "{% $states.input.order.| %}").0, ["id", "total"]);
        assert_eq!(at(Grammar::JsonataTemplate, r#"{"a": "{% $states.input.| %}"}"#).1, r#"{"a": "{% $states.input.order %}"}"#);
        assert_eq!(at(Grammar::PathTemplate, r#"{"a.$": "$.|"}"#).0, ["order", "odd name"]);
    }

    #[test]
    fn functions_variables_and_whole_paths_are_proposed() {
        assert_eq!(at(Grammar::JsonataValue, "{% $su| %}").0[..2], ["$sum", "$substring"]);
        assert_eq!(at(Grammar::JsonataValue, "{% 1 + $lim| %}").1, "{% 1 + $limit %}");
        assert!(at(Grammar::Path, "$.ord|").0.contains(&"order".to_owned()));
        assert!(at(Grammar::PathOrCall, "|").0.contains(&"$.order.id".to_owned()));
        assert_eq!(at(Grammar::PathOrCall, "Form|").1, "States.Format(");
        assert!(at(Grammar::Path, "Form|").0.is_empty());
        assert!(at(Grammar::JsonataValue, "{% 'text $| %}").0.is_empty());
    }

    #[test]
    fn errors_are_proposed_one_by_one() {
        assert_eq!(
            at(Grammar::Errors, "States.ALL, ti|"),
            (vec!["States.Timeout".to_owned()], "States.ALL, States.Timeout".to_owned())
        );
    }

    #[test]
    fn nothing_is_proposed_in_plain_json() {
        assert_eq!(complete(&sight(), Grammar::Json, "{\"a\": 1}", 3), None);
        assert_eq!(complete(&sight(), Grammar::PathTemplate, "{\"a\": \"$.\"}", 9), None);
    }
}
