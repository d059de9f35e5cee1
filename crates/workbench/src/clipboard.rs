//! States as text on the clipboard, and what a pasted text holds.

use asl::definition::StateId;
use asl::document::Document;
use asl::graph::{Slot, Target, target};
use asl::tree::Tree;

use crate::inspector::reader::dedent;

/// What a pasted text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A whole definition, or whatever else is to be opened.
    Definition,
    /// States to add.
    States,
    /// The history of a real execution.
    History,
}

/// What a text holds: states without a `StartAt` are added, everything else is opened.
pub fn holds(text: &str) -> Held {
    let tree = Tree::read(text);
    let starts = tree.root().is_some_and(|root| tree.member(root, "StartAt").is_some());
    if is_history(&tree) {
        Held::History
    } else if !starts && asl::edit::paste_is_possible(text) {
        Held::States
    } else {
        Held::Definition
    }
}

/// Whether a text is what `aws stepfunctions get-execution-history` gives, or the list of events in it.
pub fn is_history(tree: &Tree) -> bool {
    let Some(root) = tree.root() else { return false };
    let events = tree.member(root, "events").unwrap_or(root);
    let first = tree.children(events).next().filter(|_| tree.kind(events) == asl::tree::Kind::Array);
    first.is_some_and(|event| tree.member(event, "type").is_some() && tree.member(event, "timestamp").is_some())
}

/// A state with its name, as an object of one member at the left edge.
pub fn state_text(document: &Document, state: StateId) -> String {
    let node = document.definition.state(state).node;
    let member = dedent(document.tree.member_span(node).of(&document.text));
    format!("{{\n  {}\n}}\n", member.replace('\n', "\n  "))
}

/// A text of one state without the way it led on where it was copied, so that it is led on anew where it is added. Any
/// other text as it is.
pub fn without_way_on(text: &str) -> String {
    let whole = text.trim().trim_end_matches(',');
    let whole = if whole.starts_with('"') { format!("{{{whole}}}") } else { whole.to_owned() };
    let document = Document::new(format!("{{\"States\": {whole}}}"));
    let [lone] = document.definition.machine().states[..] else { return text.to_owned() };
    if !matches!(target(&document.definition, Slot::Next(lone)), Target::Missing(_)) {
        return text.to_owned();
    }
    match asl::edit::retarget(&document, Slot::Next(lone), None) {
        Ok(change) => document.apply(&change).0.text.to_string(),
        Err(_) => text.to_owned(),
    }
}
