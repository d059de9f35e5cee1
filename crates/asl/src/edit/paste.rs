//! Pasting ASL text: a machine, a `States` object, some of its members, or a single state.

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::insert;
use super::place::Place;
use crate::document::Document;
use crate::graph::{Target, slots, target};
use crate::surgery::Style;
use crate::text::Transaction;
use crate::tree::{Kind, Tree, quote};

/// Puts the states of a text at a place, under free names, and leads the flow through them.
pub fn paste(document: &Document, place: Place, text: &str) -> Result<Transaction, Refusal> {
    let machine = as_machine(text)?;
    let mut draft = Draft::new(document, "paste states")?;
    insert(&mut draft, place, Fragment::formatted(&machine, &Style::of(&document.tree)))?;
    Ok(draft.finish())
}

/// Whether the text holds states that could be pasted.
#[must_use]
pub fn paste_is_possible(text: &str) -> bool {
    as_machine(text).is_ok()
}

/// The states of a text as a machine's text.
fn as_machine(text: &str) -> Result<String, Refusal> {
    let text = text.trim().trim_end_matches(',');
    let whole = if text.starts_with('"') { format!("{{{text}}}") } else { text.to_owned() };
    let tree = Tree::parse(whole.as_str());
    let Some(root) = tree.root().filter(|root| tree.kind(*root) == Kind::Object && !tree.is_broken()) else {
        return Err(Refusal::new("this text is no ASL"));
    };
    let is_state = |node| tree.member(node, "Type").is_some_and(|kind| tree.kind(kind) == Kind::String);
    if let Some(states) = tree.member(root, "States") {
        let start = tree.member(root, "StartAt").and_then(|start| tree.string(start).map(|start| start.into_owned()));
        return machine(tree.source(states), start);
    }
    if is_state(root) {
        let name = tree.member(root, "Type").and_then(|kind| tree.string(kind)).unwrap_or_default();
        return machine(&format!("{{{}: {whole}}}", quote(&name)), None);
    }
    if tree.children(root).next().is_some() && tree.children(root).all(is_state) {
        return machine(&whole, None);
    }
    Err(Refusal::new("this text holds no states"))
}

/// A machine of these states; it starts at `start`, or else at the first that no other leads to.
fn machine(states: &str, start: Option<String>) -> Result<String, Refusal> {
    let document = Document::new(format!("{{\"States\": {states}}}"));
    let definition = &document.definition;
    let own = &definition.machine().states;
    let led_to = |id| {
        own.iter()
            .filter(|from| **from != id)
            .flat_map(|from| slots(definition.state(*from)))
            .any(|slot| target(definition, slot) == Target::State(id))
    };
    let first = own.iter().copied().find(|id| !led_to(*id)).or(own.first().copied());
    let first = first.ok_or_else(|| Refusal::new("this text holds no states"))?;
    let start = start.unwrap_or_else(|| definition.state(first).name.value.to_string());
    Ok(format!("{{\"StartAt\": {}, \"States\": {states}}}", quote(&start)))
}
