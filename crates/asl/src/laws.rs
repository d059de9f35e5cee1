//! What must hold for every text: it is kept byte for byte, and every edit can be taken back byte for byte.
//!
//! The command line tool checks these laws on files, the tests on random texts.

use std::collections::BTreeMap;

use crate::definition::{State, StateId};
use crate::document::Document;
use crate::edit::{
    NewState, Place, Refusal, StateType, Wrapper, add_catcher, add_rule, add_state, convert_iterator, convert_state_to_jsonata,
    delete_states, duplicate_state, extract_states, insert_entry, move_entry, move_state, paste, remove_entry, remove_field,
    rename_state, set_comment, set_field, unique_name, unwrap_state, wrap_states,
};
use crate::graph::{Graph, Node, Slot, Target, slots};
use crate::text::Transaction;

/// What was checked, and what did not hold.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many edits were made and taken back.
    pub edits: usize,
    /// How many were refused.
    pub refused: usize,
    /// Laws that did not hold, each in a sentence.
    pub violations: Vec<String>,
}

/// Checks the laws on a text: for every state, renaming, adding after it, deleting, moving, copying and commenting it,
/// each taken back. `thorough` moves each state to every place instead of a few.
#[must_use]
pub fn check(text: &str, thorough: bool) -> Report {
    let document = Document::new(text);
    let mut report = Report::default();
    if **document.tree.text() != *text {
        report.violations.push("the text is not kept".to_owned());
    }
    let definition = &document.definition;
    let slots: Vec<Slot> = definition.states.iter().flat_map(slots).chain(starts(&document)).collect();
    let places = if thorough { slots.len() } else { slots.len().min(3) };
    for index in 0..definition.states.len() {
        let state = StateId(index as u32);
        let name = unique_name(definition, "Renamed");
        report.check(&document, rename_state(&document, state, &name));
        report.check(&document, delete_states(&document, &[state]));
        report.check_with(&document, duplicate_state(&document, state), dangling_within(&document, state));
        report.check(&document, set_comment(&document, Some(state), "A \"comment\""));
        report.check(&document, extract_states(&document, &[state], "").map(|extracted| extracted.change));
        report.check_undo(&document, wrap_states(&document, &[state], Wrapper::Map));
        report.check_undo(&document, set_field(&document, Some(state), "/ResultPath", "\"$.a\""));
        report
            .check_undo(&document, set_field(&document, Some(state), "/Retry", r#"[{"ErrorEquals": ["X"], "MaxAttempts": 1}]"#));
        report.check_undo(&document, remove_field(&document, Some(state), "/Type"));
        report.check_undo(&document, insert_entry(&document, state, "/Catch", r#"{"ErrorEquals": ["X"], "Next": "X"}"#, Some(0)));
        report.check_undo(&document, remove_entry(&document, state, "/Retry", 0));
        report.check_undo(&document, move_entry(&document, state, "/Choices", 0, 1));
        report.check_undo(&document, convert_state_to_jsonata(&document, state));
        if thorough {
            report.check_undo(&document, unwrap_state(&document, state));
            report.check_undo(&document, convert_iterator(&document, state));
            report.check_undo(&document, add_rule(&document, state, None));
            report.check_undo(&document, add_catcher(&document, state, None));
            report.check_undo(
                &document,
                paste(&document, Place::On(slots[index % slots.len()]), r#"{"P": {"Type": "Pass", "End": true}}"#),
            );
        }
        for slot in slots.iter().cycle().skip(index * 7).take(places) {
            report.check(&document, move_state(&document, state, Place::On(*slot)));
        }
    }
    let types = [StateType::Wait, StateType::Choice, StateType::Parallel, StateType::Succeed, StateType::Task, StateType::Map];
    for (slot, kind) in slots.iter().zip(types.into_iter().cycle()) {
        report.check(&document, add_state(&document, Place::On(*slot), &NewState::of(kind)));
    }
    report
}

impl Report {
    fn check(&mut self, document: &Document, change: Result<Transaction, Refusal>) {
        self.check_with(document, change, 0);
    }

    /// The same for an edit that may add so many transitions that lead nowhere: it copies them.
    fn check_with(&mut self, document: &Document, change: Result<Transaction, Refusal>, copied: usize) {
        let Ok(change) = change else {
            self.refused += 1;
            return;
        };
        let after = self.undone(document, &change);
        if let Some(name) = harmed(document, &after) {
            self.violations.push(format!("`{}` changes what `{name}` does", change.label));
        }
        let (before, after) = (dangling(document).len() + copied, dangling(&after).len());
        if after > before {
            self.violations.push(format!("`{}` leaves {} more transitions that lead nowhere", change.label, after - before));
        }
    }
}

impl Report {
    /// Checks an edit that may change what states do.
    fn check_undo(&mut self, document: &Document, change: Result<Transaction, Refusal>) {
        match change {
            Ok(change) => drop(self.undone(document, &change)),
            Err(_) => self.refused += 1,
        }
    }

    /// The document after a change, which must be whole, and which taking the change back must leave byte for byte.
    fn undone(&mut self, document: &Document, change: &Transaction) -> Document {
        self.edits += 1;
        let (after, inverse) = document.apply(change);
        if after.apply(&inverse).0.text != document.text {
            self.violations.push(format!("`{}` cannot be taken back", change.label));
        }
        if after.is_broken() {
            self.violations.push(format!("`{}` breaks the text", change.label));
        }
        after
    }
}

fn starts(document: &Document) -> impl Iterator<Item = Slot> {
    document.definition.scopes.iter().map(|scope| Slot::StartAt(scope.id)).collect::<Vec<_>>().into_iter()
}

/// A state that is there before and after under one name, which no other has, but does something else.
fn harmed(before: &Document, after: &Document) -> Option<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for state in &before.definition.states {
        *times.entry(&state.name.value).or_default() += 1;
    }
    let states = before.definition.states.iter().filter(|state| times.get(&*state.name.value) == Some(&1));
    let changed = states.filter(|state| {
        let same = after.definition.find(&state.name.value).map(|id| after.definition.state(id));
        same.is_some_and(|same| {
            let values = |state: &State| {
                let data = &state.data;
                [&data.parameters, &data.arguments, &data.result, &data.output, &data.assign]
                    .map(|field| field.as_ref().map(|field| field.value.clone()))
            };
            same.kind.type_name() != state.kind.type_name() || values(same) != values(state)
        })
    });
    changed.map(|state| state.name.value.to_string()).next()
}

/// The transitions that lead nowhere, each by the state that it begins at, or that its scope belongs to.
fn dangling(document: &Document) -> Vec<Option<StateId>> {
    let graph = Graph::new(&document.definition);
    let edges = graph.scopes.iter().flat_map(|scope| scope.edges.iter().map(|edge| (scope.owner, edge)));
    let lost = edges.filter(|(_, edge)| matches!(edge.target, Target::Missing(_) | Target::Unset));
    lost.map(|(owner, edge)| if let Node::State(id) = edge.from { Some(id) } else { owner }).collect()
}

/// How many of them begin at a state or at what is in it.
fn dangling_within(document: &Document, state: StateId) -> usize {
    let definition = &document.definition;
    let whole = definition.state(state).span;
    dangling(document).into_iter().flatten().filter(|id| whole.covers(definition.state(*id).span)).count()
}
