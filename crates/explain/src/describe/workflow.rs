//! A whole definition as a short text in Markdown, for colleagues.

use std::fmt::Write;

use asl::definition::{Definition, QueryLanguage, ScopeId, State, StateId, StateKind, Transition};
use asl::document::Document;

use crate::words;

/// So deep are headings; deeper scopes share the last.
const DEEPEST: usize = 6;

/// A definition as Markdown: what it is, and what each state does, in the order of the flow.
#[must_use]
pub fn markdown(document: &Document, title: &str) -> String {
    let definition = &*document.definition;
    let mut text = format!("# {title}\n\n");
    if let Some(comment) = &definition.comment {
        let _ = writeln!(text, "{}\n", comment.value.trim());
    }
    let _ = writeln!(text, "{}\n", summary(definition));
    scope(definition, asl::definition::MACHINE, 2, &mut text);
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn summary(definition: &Definition) -> String {
    let machine = definition.machine();
    let languages: std::collections::BTreeSet<&str> = definition
        .states
        .iter()
        .map(|state| match state.query_language {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        })
        .collect();
    let start = machine
        .start_at
        .as_ref()
        .map_or_else(|| "It has no StartAt yet".to_owned(), |start| format!("It starts at `{}`", start.value));
    let languages: Vec<&str> = languages.into_iter().collect();
    let limit = match definition.timeout_seconds.as_ref().map(|limit| &limit.value) {
        Some(asl::definition::Setting::Value(limit)) => format!(" and may take {} at the most", words::seconds(*limit)),
        _ => String::new(),
    };
    format!(
        "{start}, has {} in {}{limit}.",
        words::counted(definition.states.len(), "state"),
        if languages.is_empty() { "no language".to_owned() } else { words::list(&languages, "and") }
    )
}

fn scope(definition: &Definition, id: ScopeId, depth: usize, text: &mut String) {
    for state in in_order(definition, id) {
        let state = definition.state(state);
        let _ = writeln!(text, "{} {} ({})\n", "#".repeat(depth.min(DEEPEST)), state.name.value, state.kind.type_name());
        if let Some(comment) = &state.comment {
            let _ = writeln!(text, "> {}\n", comment.value.trim().replace('\n', "\n> "));
        }
        let _ = writeln!(text, "{}\n", super::state(definition, state).join(" "));
        for inner in scopes_of(state) {
            scope(definition, inner, depth + 1, text);
        }
    }
}

fn scopes_of(state: &State) -> Vec<ScopeId> {
    match &state.kind {
        StateKind::Parallel(parallel) => parallel.branches.clone(),
        StateKind::Map(map) => map.processor.into_iter().collect(),
        _ => vec![],
    }
}

/// The states of a scope in the order of the flow, those that nothing leads to at the end.
fn in_order(definition: &Definition, id: ScopeId) -> Vec<StateId> {
    let scope = definition.scope(id);
    let mut order: Vec<StateId> = vec![];
    let mut seen = std::collections::BTreeSet::new();
    let mut open: Vec<StateId> =
        scope.start_at.as_ref().and_then(|start| definition.find_in_scope(id, &start.value)).into_iter().collect();
    while let Some(state) = open.pop() {
        if !seen.insert(state) {
            continue;
        }
        order.push(state);
        // The last one pushed comes first.
        let targets: Vec<StateId> =
            targets(definition.state(state)).into_iter().filter_map(|name| definition.find_in_scope(id, name)).collect();
        open.extend(targets.into_iter().rev());
    }
    order.extend(scope.states.iter().copied().filter(|state| !seen.contains(state)));
    order
}

fn targets(state: &State) -> Vec<&str> {
    let mut names: Vec<&str> = vec![];
    if let Some(Transition::Next(next)) = &state.transition {
        names.push(&next.value);
    }
    if let StateKind::Choice(choice) = &state.kind {
        names.extend(choice.rules.iter().filter_map(|rule| rule.next.as_ref()).map(|next| &*next.value));
        names.extend(choice.default.as_ref().map(|next| &*next.value));
    }
    names.extend(state.catch.iter().filter_map(|catcher| catcher.next.as_ref()).map(|next| &*next.value));
    names
}
