//! Pasting ASL text: a machine, a `States` object, some of its members, or a single state.

use super::Refusal;
use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::insert;
use super::place::{Place, place_scope};
use crate::convert::to_json;
use crate::definition::StateId;
use crate::document::Document;
use crate::graph::{Target, slots, target};
use crate::notation::Notation;
use crate::surgery::{Style, moved};
use crate::text::Transaction;
use crate::tree::{Kind, Tree, quote};

/// Puts the states of a text, in JSON or YAML, at a place, under free names, and leads the flow through them.
pub fn paste(document: &Document, place: Place, text: &str) -> Result<Transaction, Refusal> {
    let mut draft = Draft::new(document, "paste states")?;
    let mut fragment = fragment_of(document, text)?;
    if let Some(scope) = place_scope(&document.definition, place) {
        fragment.leave_language_to(document.definition.scope(scope).default_query_language)?;
    }
    insert(&mut draft, place, fragment)?;
    Ok(draft.finish())
}

/// The states of a text, in JSON or YAML, as the document's own are written.
pub(super) fn fragment_of(document: &Document, text: &str) -> Result<Fragment, Refusal> {
    Ok(match Notation::of(text).unwrap_or_default() {
        Notation::Json => Fragment::formatted(&as_machine(text)?, &Style::of(&document.tree)),
        Notation::Yaml => of_yaml(document, text)?,
    })
}

/// Whether the text holds states that could be pasted.
#[must_use]
pub fn paste_is_possible(text: &str) -> bool {
    match Notation::of(text).unwrap_or_default() {
        Notation::Json => as_machine(text).is_ok(),
        Notation::Yaml => yaml_machine(text).is_ok(),
    }
}

/// States of a text in YAML, as they are written if the document is YAML, too.
fn of_yaml(document: &Document, text: &str) -> Result<Fragment, Refusal> {
    let source = yaml_machine(text)?;
    if !document.tree.is_yaml() {
        return Ok(Fragment::formatted(&as_machine(&to_json(&source.tree))?, &Style::of(&document.tree)));
    }
    let machine = source.definition.machine();
    let start = machine.start_at.as_ref().and_then(|start| source.definition.find_in_scope(machine.id, &start.value));
    let start = start.or_else(|| first(&source)).ok_or_else(no_states)?;
    Fragment::of_states(&source, &machine.states, start)
}

/// The states of a text in YAML as a machine.
fn yaml_machine(text: &str) -> Result<Document, Refusal> {
    let read = |text: String| Document::of(Tree::read_as(text, Notation::Yaml));
    let text = text.trim_end();
    let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let margin = first_line.len() - first_line.trim_start_matches(' ').len();
    let text = moved(&format!("\n{text}"), margin, 0);
    let whole = read(text.trim_start_matches('\n').to_owned());
    let tree = &whole.tree;
    let root = tree.root().filter(|root| tree.kind(*root) == Kind::Object && !tree.is_broken());
    let Some(root) = root else { return Err(Refusal::new("this text is no ASL")) };
    let is_state = |node| tree.member(node, "Type").is_some_and(|kind| tree.kind(kind) == Kind::String);
    let under = |head: &str, columns| read(format!("{head}{}\n", moved(&text, 0, columns)));
    let machine = if tree.member(root, "States").is_some() {
        whole
    } else if is_state(root) {
        let name = tree.member(root, "Type").and_then(|kind| tree.string(kind)).unwrap_or_default();
        under(&format!("States:\n  {name}:"), 4)
    } else if tree.children(root).next().is_some() && tree.children(root).all(is_state) {
        under("States:", 2)
    } else {
        return Err(no_states());
    };
    if machine.is_broken() || machine.definition.machine().states.is_empty() { Err(no_states()) } else { Ok(machine) }
}

fn no_states() -> Refusal {
    Refusal::new("this text holds no states")
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
    Err(no_states())
}

/// A machine of these states; it starts at `start`, or else at the first that no other leads to.
fn machine(states: &str, start: Option<String>) -> Result<String, Refusal> {
    let document = Document::of(Tree::parse(format!("{{\"States\": {states}}}")));
    let definition = &document.definition;
    let first = first(&document).ok_or_else(no_states)?;
    let start = start.unwrap_or_else(|| definition.state(first).name.value.to_string());
    Ok(format!("{{\"StartAt\": {}, \"States\": {states}}}", quote(&start)))
}

/// The first state that no other leads to, or else the first.
fn first(document: &Document) -> Option<StateId> {
    let definition = &document.definition;
    let own = &definition.machine().states;
    let led_to = |id| {
        own.iter()
            .filter(|from| **from != id)
            .flat_map(|from| slots(definition.state(*from)))
            .any(|slot| target(definition, slot) == Target::State(id))
    };
    own.iter().copied().find(|id| !led_to(*id)).or(own.first().copied())
}
