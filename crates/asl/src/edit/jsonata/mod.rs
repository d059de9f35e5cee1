//! Turning states from JSONPath into JSONata. What cannot be said in JSONata for certain is refused, never guessed.

mod conditions;
mod paths;
mod states;
mod templates;

use super::Refusal;
use super::draft::Draft;
use super::fields::spot_for;
use crate::definition::{QueryLanguage, StateId};
use crate::document::Document;
use crate::surgery::{insert_member, remove_children, replace_value};
use crate::text::{TextEdit, Transaction};
use crate::tree::Kind;

/// Turns one state of a JSONPath machine into JSONata. States within it stay as they are.
pub fn convert_state_to_jsonata(document: &Document, state: StateId) -> Result<Transaction, Refusal> {
    let converted = document.definition.state(state);
    if converted.query_language == QueryLanguage::Jsonata {
        return Err(Refusal::new("it is in JSONata already"));
    }
    let draft = Draft::new(document, format!("turn {} into JSONata", converted.name.value))?;
    let mut edits = states::convert(document, state)?;
    let tree = &document.tree;
    edits.push(match tree.member(converted.node, "QueryLanguage") {
        Some(written) => replace_value(tree, written, "\"JSONata\""),
        None => {
            insert_member(tree, converted.node, "QueryLanguage", "\"JSONata\"", spot_for(tree, converted.node, "QueryLanguage"))
        }
    });
    draft.finish_with(sorted(edits))
}

/// Turns a whole machine into JSONata, with all states in all its branches.
pub fn convert_machine_to_jsonata(document: &Document) -> Result<Transaction, Refusal> {
    let draft = Draft::new(document, "turn the workflow into JSONata")?;
    let (tree, definition) = (&document.tree, &document.definition);
    let root = tree.root().filter(|root| tree.kind(*root) == Kind::Object);
    let root = root.ok_or_else(|| Refusal::new("there is no definition here"))?;
    let mut edits = vec![];
    let mut failures = vec![];
    for state in &definition.states {
        if state.query_language == QueryLanguage::JsonPath {
            match states::convert(document, state.id) {
                Ok(more) => edits.extend(more),
                Err(refusal) => failures.push(format!("{}: {refusal}", state.name.value)),
            }
        }
    }
    if !failures.is_empty() {
        return Err(Refusal::new(failures.join("; ")));
    }
    for node in definition.states.iter().map(|state| state.node).chain(definition.scopes.iter().skip(1).map(|scope| scope.node)) {
        if let Some(written) = tree.member(node, "QueryLanguage") {
            edits.push(replace_value(tree, written, "\"JSONata\""));
        }
    }
    edits.push(match tree.member(root, "QueryLanguage") {
        Some(written) => replace_value(tree, written, "\"JSONata\""),
        None => insert_member(tree, root, "QueryLanguage", "\"JSONata\"", spot_for(tree, root, "QueryLanguage")),
    });
    draft.finish_with(sorted(edits))
}

fn sorted(edits: Vec<TextEdit>) -> Vec<TextEdit> {
    Transaction::new("", edits).edits
}

/// The edits that take these members of one object out.
fn without(document: &Document, object: crate::definition::NodeId, names: &[&str]) -> Vec<TextEdit> {
    let gone: Vec<_> = names.iter().filter_map(|name| document.tree.member(object, name)).collect();
    remove_children(&document.tree, object, &gone)
}

#[cfg(test)]
mod tests;
