//! What must hold for every text: it is kept byte for byte, and every edit can be taken back byte for byte.
//!
//! The command line tool checks these laws on files, the tests on random texts.

use crate::definition::{State, StateId};
use crate::document::Document;
use crate::edit::{
    NewState, Place, Refusal, StateType, add_state, delete_states, duplicate_state, move_state, rename_state, set_comment,
    unique_name,
};
use crate::graph::{Graph, Slot, Target, slots};
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
        report.check(&document, duplicate_state(&document, state));
        report.check(&document, set_comment(&document, Some(state), "A \"comment\""));
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
        let Ok(change) = change else {
            self.refused += 1;
            return;
        };
        self.edits += 1;
        let (after, inverse) = document.apply(&change);
        if after.apply(&inverse).0.text != document.text {
            self.violations.push(format!("`{}` cannot be taken back", change.label));
        }
        if after.is_broken() {
            self.violations.push(format!("`{}` breaks the text", change.label));
        }
        if let Some(name) = harmed(document, &after) {
            self.violations.push(format!("`{}` changes what `{name}` does", change.label));
        }
        let (before, after) = (dangling(document), dangling(&after));
        if after > before {
            self.violations.push(format!("`{}` leaves {} more transitions that lead nowhere", change.label, after - before));
        }
    }
}

fn starts(document: &Document) -> impl Iterator<Item = Slot> {
    document.definition.scopes.iter().map(|scope| Slot::StartAt(scope.id)).collect::<Vec<_>>().into_iter()
}

/// A state that is there before and after under one name, but does something else.
fn harmed(before: &Document, after: &Document) -> Option<String> {
    let states = before.definition.states.iter();
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

/// How many transitions lead nowhere.
fn dangling(document: &Document) -> usize {
    let graph = Graph::new(&document.definition);
    let edges = graph.scopes.iter().flat_map(|scope| &scope.edges);
    edges.filter(|edge| matches!(edge.target, Target::Missing(_) | Target::Unset)).count()
}
