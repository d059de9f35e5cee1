//! States on their way into a document, as a small machine of their own.

use std::collections::BTreeSet;

use super::Refusal;
use super::draft::Draft;
use super::names::unique;
use super::rename::rename_edits;
use super::slots::set_target;
use crate::definition::{Definition, ScopeId, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, slots, target};
use crate::surgery::{Spot, Style, at_margin, formatted, insert_member};
use crate::tree::{Tree, quote};

/// A machine whose states are put into another. Its `End`s, and transitions to names that neither machine has, become
/// transitions to whatever follows.
pub(super) struct Fragment {
    pub document: Document,
}

impl Fragment {
    /// From JSON text, laid out in the style of the document it goes into.
    pub fn formatted(text: &str, style: &Style) -> Self {
        Self { document: Document::new(formatted(&Tree::parse(text), style)) }
    }

    /// From text that keeps its layout.
    pub fn new(text: &str) -> Self {
        Self { document: Document::new(text) }
    }

    /// From states of a document, each with its text as written.
    pub fn of_states(document: &Document, states: &[StateId], start: StateId) -> Result<Self, Refusal> {
        Self::would_lose(document, states)?;
        let definition = &document.definition;
        let colon = Style::of(&document.tree).colon;
        let members: Vec<String> = states
            .iter()
            .map(|id| {
                let state = definition.state(*id);
                format!("{}{colon}{}", quote(&state.name.value), at_margin(&document.tree, state.node))
            })
            .collect();
        let start = quote(&definition.state(start).name.value);
        Ok(Self::new(&format!("{{\"StartAt\"{colon}{start}, \"States\"{colon}{{{}}}}}", members.join(", "))))
    }

    /// Whether copying these states would lose comments, tags or anchors of YAML.
    fn would_lose(document: &Document, states: &[StateId]) -> Result<(), Refusal> {
        let lossy = |id: &StateId| {
            let source = document.tree.source(document.definition.state(*id).node);
            let node = document.tree.span(document.definition.state(*id).node);
            let tree = &document.tree;
            let alias = || tree.descendants(document.definition.state(*id).node).any(|inner| !node.covers(tree.span(inner)));
            source.contains(['#', '&', '|', '>']) || source.contains(" !") || alias()
        };
        if document.tree.is_yaml() && states.iter().any(lossy) {
            return Err(Refusal::new("it holds comments, tags or text blocks of YAML that would be lost; move it in the code"));
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

    /// Its states' names and texts, the texts' further lines at the margin.
    pub fn members(&self) -> Vec<(String, String)> {
        let definition = &self.document.definition;
        let states = definition.machine().states.iter().map(|id| definition.state(*id));
        states.map(|state| (state.name.value.to_string(), at_margin(&self.document.tree, state.node))).collect()
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
