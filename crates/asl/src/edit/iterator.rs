//! A Map's old field names made new.

use super::Refusal;
use super::draft::Draft;
use crate::definition::{ProcessorMode, StateId, StateKind};
use crate::document::Document;
use crate::surgery::{Spot, Style, formatted, insert_member, rename_member};
use crate::text::{TextEdit, Transaction};
use crate::tree::Tree;

/// Turns `Iterator` into `ItemProcessor`, which says its mode, and `Parameters` into `ItemSelector`.
pub fn convert_iterator(document: &Document, state: StateId) -> Result<Transaction, Refusal> {
    let draft = Draft::new(document, format!("modernise {}", document.definition.state(state).name.value))?;
    let edits = modern_names(document, state)?;
    draft.finish_with(edits)
}

fn modern_names(document: &Document, state: StateId) -> Result<Vec<TextEdit>, Refusal> {
    let (tree, definition) = (&document.tree, &document.definition);
    let state = definition.state(state);
    let StateKind::Map(map) = &state.kind else { return Err(Refusal::new("only a Map has an `Iterator`")) };
    let iterator = tree.member(state.node, "Iterator").filter(|_| tree.member(state.node, "ItemProcessor").is_none());
    let Some(iterator) = iterator else { return Err(Refusal::new("it has an `ItemProcessor` already")) };
    let mut edits: Vec<TextEdit> = rename_member(tree, iterator, "ItemProcessor").into_iter().collect();
    let config = map.processor.and_then(|scope| definition.scope(scope).processor_config.as_ref());
    if config.and_then(|config| config.mode).is_none_or(|mode| mode.value == ProcessorMode::Inline) && config.is_none() {
        let value = formatted(&Tree::parse(r#"{"Mode": "INLINE"}"#), &Style::of(tree));
        edits.push(insert_member(tree, iterator, "ProcessorConfig", &value, Spot::First));
    }
    if let (Some(old), None) = (tree.member(state.node, "Parameters"), tree.member(state.node, "ItemSelector")) {
        edits.extend(rename_member(tree, old, "ItemSelector"));
    }
    Ok(edits)
}
