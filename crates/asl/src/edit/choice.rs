//! New rules, retriers and catchers with sensible contents.

use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::{insert_loose, loose_edits};
use super::lists::entry_edit;
use super::names::unique_name;
use super::slots::set_target;
use super::{NewState, Refusal, StateType, skeleton};
use crate::definition::{QueryLanguage, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, target};
use crate::surgery::Style;
use crate::text::Transaction;
use crate::tree::quote;

/// Adds a rule to a Choice, last. It leads to `to`, or else where `Default` or the first rule leads.
pub fn add_rule(document: &Document, state: StateId, to: Option<StateId>) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let choice = definition.state(state);
    if !matches!(choice.kind, StateKind::Choice(_)) {
        return Err(Refusal::new("only a Choice has rules"));
    }
    check_scope(document, state, to)?;
    let led = |slot| match target(definition, slot) {
        Target::State(to) => Some(to),
        _ => None,
    };
    let to = to.or_else(|| led(Slot::Default(state))).or_else(|| led(Slot::Rule(state, 0)));
    let next = to.map_or_else(String::new, |to| definition.state(to).name.value.to_string());
    if next.is_empty() {
        return Err(Refusal::new("there is no state that the rule could lead to"));
    }
    let condition = match choice.query_language {
        QueryLanguage::JsonPath => r#""Variable": "$.value", "IsPresent": true"#,
        QueryLanguage::Jsonata => r#""Condition": "{% $exists($states.input.value) %}""#,
    };
    let draft = Draft::new(document, format!("add a rule to {}", choice.name.value))?;
    let edit = entry_edit(&draft.document, state, "/Choices", &format!("{{{condition}, \"Next\": {}}}", quote(&next)), None)?;
    draft.finish_with(vec![edit])
}

/// Gives a Choice a `Default` that leads to `to`, or else to a new Fail that says that nothing matched.
pub fn add_default(document: &Document, state: StateId, to: Option<StateId>) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let choice = definition.state(state);
    if !matches!(&choice.kind, StateKind::Choice(choice) if choice.default.is_none()) {
        return Err(Refusal::new("only a Choice without a `Default` can be given one"));
    }
    check_scope(document, state, to)?;
    let draft = Draft::new(document, format!("add a Default to {}", choice.name.value))?;
    let next = match to {
        Some(to) => definition.state(to).name.value.to_string(),
        None => unique_name(definition, "Nothing matched"),
    };
    let mut edits = set_target(document, Slot::Default(state), Some(&next))?;
    if to.is_none() {
        let new = NewState::of(StateType::Fail);
        let text = skeleton::machine(&next, &new, choice.query_language, false);
        edits.extend(loose_edits(&draft, state, &Fragment::formatted(&text, &Style::of(&document.tree)))?);
    }
    draft.finish_with(edits)
}

/// Adds a retrier for any error with AWS's defaults written out, before a last one for `States.ALL`.
pub fn add_retrier(document: &Document, state: StateId) -> Result<Transaction, Refusal> {
    check_catches(document, state)?;
    let holder = document.definition.state(state);
    let draft = Draft::new(document, format!("add a retrier to {}", holder.name.value))?;
    let last = holder.retry.last().filter(|last| last.error_equals.iter().any(|name| &*name.value == "States.ALL"));
    let errors = if last.is_some() { "States.TaskFailed" } else { "States.ALL" };
    let json = format!(r#"{{"ErrorEquals": ["{errors}"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2}}"#);
    let edit = entry_edit(&draft.document, state, "/Retry", &json, last.map(|_| holder.retry.len() - 1))?;
    draft.finish_with(vec![edit])
}

/// Adds a catcher for any error, or before a last one for `States.ALL` one for failed Tasks. It leads to `to`, or to a new
/// Fail.
pub fn add_catcher(document: &Document, state: StateId, to: Option<StateId>) -> Result<Transaction, Refusal> {
    check_catches(document, state)?;
    check_scope(document, state, to)?;
    let definition = &document.definition;
    let holder = definition.state(state);
    let mut draft = Draft::new(document, format!("add a catcher to {}", holder.name.value))?;
    let key = document.key(state);
    let next = match to {
        Some(to) => definition.state(to).name.value.to_string(),
        None => {
            let name = unique_name(definition, &format!("{} failed", holder.name.value));
            let text = skeleton::machine(&name, &NewState::of(StateType::Fail), holder.query_language, false);
            insert_loose(&mut draft, state, Fragment::formatted(&text, &Style::of(&document.tree)))?;
            name
        }
    };
    let last = holder.catch.last().filter(|last| last.error_equals.iter().any(|name| &*name.value == "States.ALL"));
    let errors = if last.is_some() { "States.TaskFailed" } else { "States.ALL" };
    let json = format!(r#"{{"ErrorEquals": ["{errors}"], "Next": {}}}"#, quote(&next));
    let index = last.map(|_| holder.catch.len() - 1);
    let state = draft.document.state(key).unwrap_or(state);
    let edit = entry_edit(&draft.document, state, "/Catch", &json, index)?;
    draft.finish_with(vec![edit])
}

fn check_scope(document: &Document, from: StateId, to: Option<StateId>) -> Result<(), Refusal> {
    let scope = |id: StateId| document.definition.state(id).scope;
    match to.is_some_and(|to| scope(to) != scope(from)) {
        true => Err(Refusal::new("no transition leads into or out of a Parallel's branch or a Map")),
        false => Ok(()),
    }
}

fn check_catches(document: &Document, state: StateId) -> Result<(), Refusal> {
    match document.definition.state(state).kind {
        StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_) => Ok(()),
        _ => Err(Refusal::new("only a Task, a Parallel or a Map can fail and be retried or caught")),
    }
}
