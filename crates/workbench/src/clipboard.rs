//! States as text on the clipboard, and what a pasted text holds.

use asl::document::Document;
use asl::graph::{Slot, Target, target};
use asl::notation::Notation;
use asl::tree::Tree;

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

/// A text of one state without the way it led on where it was copied, so that it is led on anew where it is added. Any
/// other text as it is.
pub fn without_way_on(text: &str) -> String {
    let document = Document::new(match Notation::of(text).unwrap_or_default() {
        Notation::Json => {
            let whole = text.trim().trim_end_matches(',');
            let whole = if whole.starts_with('"') { format!("{{{whole}}}") } else { whole.to_owned() };
            format!("{{\"States\": {whole}}}")
        }
        Notation::Yaml => format!("States:\n  {}\n", text.trim_end().replace('\n', "\n  ")),
    });
    let [lone] = document.definition.machine().states[..] else { return text.to_owned() };
    if !matches!(target(&document.definition, Slot::Next(lone)), Target::Missing(_)) {
        return text.to_owned();
    }
    match asl::edit::retarget(&document, Slot::Next(lone), None) {
        Ok(change) => document.apply(&change).0.text.to_string(),
        Err(_) => text.to_owned(),
    }
}
