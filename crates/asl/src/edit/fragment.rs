//! States on their way into a document, as a small machine of their own.

use std::collections::BTreeSet;

use super::Refusal;
use super::draft::Draft;
use super::fields::set_fields;
use super::names::unique;
use super::rename::rename_edits;
use super::slots::set_target;
use crate::definition::{Definition, NodeId, QueryLanguage, ScopeId, State, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, slots, target};
use crate::notation::Notation;
use crate::surgery::{Content, Entry, Spot, Style, Written, formatted, insert_member, is_between_brackets, taken, yaml_text};
use crate::text::{Span, TextEdit};
use crate::tree::Tree;
use crate::tree::json_text;

/// A machine whose states are put into another. Its `End`s, and transitions to names that neither machine has, become
/// transitions to whatever follows.
pub(super) struct Fragment {
    pub document: Document,
}

impl Fragment {
    /// From JSON text, laid out in the style of the document it goes into.
    pub fn formatted(text: &str, style: &Style) -> Self {
        Self { document: Document::of(Tree::parse(formatted(&Tree::parse(text), style))) }
    }

    /// From states of a document, each with its text as written.
    pub fn of_states(document: &Document, states: &[StateId], start: StateId) -> Result<Self, Refusal> {
        let (tree, definition) = (&document.tree, &document.definition);
        let taken = states.iter().map(|id| taken(tree, definition.state(*id).node)).collect();
        let start = Entry::new("StartAt", Content::text(&definition.state(start).name.value));
        let mut machine = vec![start, Entry::new("States", Content::Object(taken))];
        let style = Style::of(tree);
        if !tree.is_yaml() {
            let style = Style { one_line: true, gap: " ".to_owned(), padding: String::new(), ..style };
            return Ok(Self { document: Document::of(Tree::parse(Content::Object(machine).json(&style))) });
        }
        machine.splice(0..0, anchors_of(document, states)?);
        let text = yaml_text(&Content::Object(machine), &style);
        let document = Document::of(Tree::read_as(text, Notation::Yaml));
        if document.is_broken() {
            return Err(Refusal::new("it is written in a way that cannot be taken out; move it in the code"));
        }
        Ok(Self { document })
    }

    /// Takes anchors away, which a copy would define anew.
    pub fn drop_anchors(&mut self) -> Result<(), Refusal> {
        let (tree, definition) = (&self.document.tree, &self.document.definition);
        let mut edits = vec![];
        for state in &definition.machine().states {
            let state = definition.state(*state);
            for node in tree.descendants(state.node).filter(|node| tree.span(state.node).covers(tree.span(*node))) {
                let Some((name, span)) = anchor(tree, node) else { continue };
                if aliases(tree.source(state.node)).contains(name) {
                    let reason = format!("it marks a part of itself as `&{name}` and repeats it; copy it in the code");
                    return Err(Refusal::new(reason));
                }
                edits.push(TextEdit::delete(span));
            }
        }
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(edits)?;
        self.document = draft.document;
        Ok(())
    }

    /// Writes out what aliases stand for that have their anchors elsewhere.
    pub fn write_aliases_out(&mut self) -> Result<(), Refusal> {
        let (tree, definition) = (&self.document.tree, &self.document.definition);
        let Some(outside) = tree.root().and_then(|root| tree.member(root, OUTSIDE)) else { return Ok(()) };
        let known: BTreeSet<&str> = tree.children(outside).filter_map(|node| Some(anchor(tree, node)?.0)).collect();
        let mut edits = vec![];
        for state in &definition.machine().states {
            let state = definition.state(*state);
            for node in tree.descendants(state.node).filter(|node| tree.source(*node).starts_with('*')) {
                let span = tree.span(node);
                if known.contains(&tree.source(node)[1..]) && tree.span(state.node).covers(span) {
                    edits.push(TextEdit::replace(span, json_text(tree, node)));
                }
            }
        }
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(edits)?;
        self.document = draft.document;
        Ok(())
    }

    /// Writes into every state that it is in JSONata, as the machine says that they come from.
    pub fn say_jsonata(&mut self) -> Result<(), Refusal> {
        self.set_language(Some("\"JSONata\""), |state| state.written_query_language.is_none())
    }

    /// Takes away what the machine says already that the states go into.
    pub fn leave_language_to(&mut self, inherited: QueryLanguage) -> Result<(), Refusal> {
        if inherited == QueryLanguage::JsonPath {
            return Ok(());
        }
        let is_same = |state: &State| state.written_query_language.is_some_and(|written| written.value == inherited);
        self.set_language(None, is_same)
    }

    fn set_language(&mut self, json: Option<&str>, of: impl Fn(&State) -> bool) -> Result<(), Refusal> {
        let chosen: Vec<StateId> =
            self.document.definition.states.iter().filter(|state| of(state)).map(|state| state.id).collect();
        for state in chosen {
            let change = set_fields(&self.document, Some(state), &[("/QueryLanguage", json)])?;
            self.change(change.edits)?;
        }
        Ok(())
    }

    /// The state it starts with.
    pub fn start(&self) -> Option<&str> {
        self.document.definition.machine().start_at.as_ref().map(|start| &*start.value)
    }

    /// Forgets where its only state led on its ordinary way, so that it is led anew. Rules and catchers stay.
    pub fn forget_way_on(&mut self) -> Result<(), Refusal> {
        let own = &self.document.definition;
        let Some(state) = own.machine().states.first().map(|id| own.state(*id)) else { return Ok(()) };
        let edits = match &state.kind {
            StateKind::Choice(choice) if choice.default.is_some() => {
                set_target(&self.document, Slot::Default(state.id), Some(""))?
            }
            StateKind::Choice(_) | StateKind::Succeed | StateKind::Fail(_) => return Ok(()),
            _ => set_target(&self.document, Slot::Next(state.id), None)?,
        };
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(edits)?;
        self.document = draft.document;
        Ok(())
    }

    /// Does a small change to the states.
    pub fn change(&mut self, edits: Vec<TextEdit>) -> Result<(), Refusal> {
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(edits)?;
        self.document = draft.document;
        Ok(())
    }

    /// Its states as members.
    pub fn members(&self) -> Vec<Entry> {
        let definition = &self.document.definition;
        let states = definition.machine().states.iter().map(|id| definition.state(*id));
        states.map(|state| taken(&self.document.tree, state.node)).collect()
    }

    /// Refuses a place between brackets for what cannot be written there.
    pub fn fits_into(&self, tree: &Tree, container: NodeId) -> Result<(), Refusal> {
        let lost = |entry: &Entry| entry.written.as_ref().is_some_and(|written| written.has_more && !written.in_brackets);
        if is_between_brackets(tree, container) && self.members().iter().any(lost) {
            let reason = "this place is written in brackets, where its comments, tags and anchors cannot stand";
            return Err(Refusal::new(reason));
        }
        Ok(())
    }

    /// Gives other names to states whose names the other definition has.
    pub fn avoid_names_of(&mut self, other: &Definition) -> Result<(), Refusal> {
        loop {
            let own = &self.document.definition;
            let Some(clash) = own.states.iter().find(|state| other.find(&state.name.value).is_some()) else { return Ok(()) };
            let free = unique(&clash.name.value, |name| other.find(name).is_some() || own.find(name).is_some());
            let mut draft = Draft::new(&self.document, "")?;
            draft.change(rename_edits(&self.document, clash.id, &free))?;
            self.document = draft.document;
        }
    }

    /// Leads every way out to `onward`, a state of `scope` in `other`, or to the end. Whether there is a way out.
    pub fn lead_on(&mut self, other: &Definition, scope: ScopeId, onward: Option<&str>) -> Result<bool, Refusal> {
        let own = &self.document.definition;
        let slots = own.machine().states.iter().flat_map(|id| slots(own.state(*id)));
        let exits: BTreeSet<Slot> = slots.filter(|slot| self.leaves(other, scope, *slot)).collect();
        let companion = match onward {
            None if exits.iter().any(|slot| !matches!(slot, Slot::Next(_))) => Some(self.add_succeed(other)?),
            _ => None,
        };
        let mut edits = Vec::new();
        for slot in &exits {
            let name = if matches!(slot, Slot::Next(_)) { onward } else { onward.or(companion.as_deref()) };
            edits.extend(set_target(&self.document, *slot, name)?);
        }
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(edits)?;
        self.document = draft.document;
        Ok(!exits.is_empty())
    }

    fn leaves(&self, other: &Definition, scope: ScopeId, slot: Slot) -> bool {
        match target(&self.document.definition, slot) {
            Target::State(_) => false,
            Target::End | Target::Unset => true,
            Target::Missing(name) => other.find_in_scope(scope, &name).is_none(),
        }
    }

    /// Adds a Succeed, after the other states so that their ids stay, for ways out that cannot simply end.
    fn add_succeed(&mut self, other: &Definition) -> Result<String, Refusal> {
        let own = &self.document.definition;
        let name = unique("Success", |name| other.find(name).is_some() || own.find(name).is_some());
        let states = own.machine().states_node.ok_or_else(|| Refusal::new("there are no states in this text"))?;
        let style = Style::of(&self.document.tree);
        let text = formatted(&Tree::parse(r#"{"Type": "Succeed"}"#), &style);
        let mut draft = Draft::new(&self.document, "")?;
        draft.change(vec![insert_member(&self.document.tree, states, &name, &text, Spot::Last)])?;
        self.document = draft.document;
        Ok(name)
    }
}

/// The member of a fragment that holds what its aliases stand for.
const OUTSIDE: &str = "Anchors";

/// What aliases in these states stand for that is written elsewhere, as a member for their fragment.
fn anchors_of(document: &Document, states: &[StateId]) -> Result<Option<Entry>, Refusal> {
    let (tree, definition) = (&document.tree, &document.definition);
    let inside = |node: NodeId| states.iter().any(|id| tree.span(definition.state(*id).node).covers(tree.span(node)));
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for state in states {
        used.extend(aliases(tree.source(definition.state(*state).node)));
    }
    let mut lines = String::new();
    let mut defined: BTreeSet<&str> = BTreeSet::new();
    for node in tree.root().into_iter().flat_map(|root| tree.descendants(root)) {
        let Some((name, _)) = anchor(tree, node) else { continue };
        let is_taken = inside(node);
        if !defined.insert(name) && (used.contains(name) || is_taken) {
            let reason = format!("the anchor `&{name}` is set more than once, so its place decides what it means");
            return Err(Refusal::new(reason));
        }
        if used.contains(name) && !is_taken {
            lines.push_str(&format!("\n  - &{name} {}", json_text(tree, node)));
        }
    }
    let written = Written { text: format!("{OUTSIDE}:{lines}"), in_brackets: false, has_more: true };
    let entry = Entry { written: Some(written), ..Entry::json(OUTSIDE, "null") };
    Ok((!lines.is_empty()).then_some(entry))
}

/// The name of a node's anchor, and its place with the space behind or before it.
fn anchor(tree: &Tree, node: NodeId) -> Option<(&str, Span)> {
    let source = tree.source(node);
    let mut at = 0;
    while source[at..].starts_with('!') {
        at += source[at..].find(char::is_whitespace)?;
        at += source[at..].len() - source[at..].trim_start().len();
    }
    let name = source[at..].strip_prefix('&')?;
    let name = &name[..name.find(char::is_whitespace).unwrap_or(name.len())];
    let start = tree.span(node).start + at as u32;
    let end = start + 1 + name.len() as u32;
    let text = tree.text();
    let behind = text[end as usize..].starts_with(' ');
    let before = text[..start as usize].ends_with(' ');
    Some((name, Span::new(start - u32::from(!behind && before), end + u32::from(behind))))
}

/// The names of the aliases in a text of YAML, and perhaps more.
fn aliases(text: &str) -> BTreeSet<&str> {
    let name = |at: usize| {
        let rest = &text[at + 1..];
        &rest[..rest.find(|letter: char| letter.is_whitespace() || ",[]{}".contains(letter)).unwrap_or(rest.len())]
    };
    text.match_indices('*').map(|(at, _)| name(at)).filter(|name| !name.is_empty()).collect()
}
