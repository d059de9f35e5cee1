//! One edit of several states of a scope: moving, copying, setting a field of all.

use std::collections::BTreeSet;

use super::Refusal;
use super::draft::Draft;
use super::fields::set_edits;
use super::fragment::Fragment;
use super::heal::reachable_in_order;
use super::insert::{insert, insert_loose};
use super::place::Place;
use super::remove::{move_state, moved_to};
use super::slots::set_target;
use crate::definition::{Definition, StateId, StateKind};
use crate::document::Document;
use crate::graph::{Slot, Target, slots, target};
use crate::text::Transaction;

/// Moves states of one scope with all that is in them, as a chain in the order of the flow.
pub fn move_states(document: &Document, states: &[StateId], place: Place) -> Result<Transaction, Refusal> {
    if let [one] = states {
        return move_state(document, *one, place);
    }
    let chosen = of_one_scope(&document.definition, states)?;
    let label = format!("move {} states", chosen.len());
    moved_to(document, &chosen, chain(document, &chosen)?, place, label)
}

/// Copies states of one scope with all that is in them, under free names, and puts the copies behind them.
pub fn duplicate_states(document: &Document, states: &[StateId]) -> Result<Transaction, Refusal> {
    if let [one] = states {
        return super::duplicate_state(document, *one);
    }
    let definition = &document.definition;
    let chosen = of_one_scope(definition, states)?;
    let mut draft = Draft::new(document, format!("duplicate {} states", chosen.len()))?;
    let mut fragment = chain(document, &chosen)?;
    fragment.drop_anchors()?;
    let set: BTreeSet<StateId> = chosen.iter().copied().collect();
    let exit = chosen.iter().rev().find(|id| leaves(definition, &set, **id));
    match (exit, chosen.last()) {
        (Some(exit), _) => insert(&mut draft, Place::On(Slot::Next(*exit)), fragment)?,
        (None, Some(last)) => insert_loose(&mut draft, *last, fragment)?,
        (None, None) => {}
    }
    Ok(draft.finish())
}

/// Sets or removes a field of each of these states that can have it, as `allowed` says.
pub fn set_field_of_all(
    document: &Document,
    states: &[StateId],
    pointer: &str,
    json: Option<&str>,
    allowed: impl Fn(&StateKind) -> bool,
) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let field = pointer.trim_start_matches('/');
    let fitting: Vec<StateId> = states.iter().copied().filter(|id| allowed(&definition.state(*id).kind)).collect();
    if fitting.is_empty() {
        return Err(Refusal::new(format!("none of these states can have `{field}`")));
    }
    let verb = if json.is_some() { "set" } else { "remove" };
    let draft = Draft::new(document, format!("{verb} {field} of {} states", fitting.len()))?;
    let mut edits = Vec::new();
    for id in fitting {
        edits.extend(set_edits(document, definition.state(id).node, pointer, json)?);
    }
    draft.finish_with(edits)
}

/// A state and all that the flow can come to after it, in its scope, in the order of the flow.
#[must_use]
pub fn states_from(definition: &Definition, state: StateId) -> Vec<StateId> {
    let mut seen = BTreeSet::from([state]);
    let mut found = vec![state];
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        next += 1;
        for slot in slots(definition.state(id)) {
            if let Target::State(to) = target(definition, slot)
                && seen.insert(to)
            {
                found.push(to);
            }
        }
    }
    found
}

/// The states in the order of the flow, if they are of one scope.
fn of_one_scope(definition: &Definition, states: &[StateId]) -> Result<Vec<StateId>, Refusal> {
    let chosen: BTreeSet<StateId> = states.iter().copied().filter(|id| definition.states.len() > id.0 as usize).collect();
    let first = chosen.first().ok_or_else(|| Refusal::new("nothing is chosen"))?;
    let scope = definition.state(*first).scope;
    if chosen.iter().any(|id| definition.state(*id).scope != scope) {
        return Err(Refusal::new("these states are not in the same branch"));
    }
    let mut order: Vec<StateId> = reachable_in_order(definition, scope).into_iter().filter(|id| chosen.contains(id)).collect();
    let led_to: BTreeSet<StateId> = order.iter().copied().collect();
    order.extend(chosen.difference(&led_to));
    Ok(order)
}

/// Whether the ordinary way on of a state leads out of the chosen ones.
fn leaves(definition: &Definition, chosen: &BTreeSet<StateId>, id: StateId) -> bool {
    let has_next = slots(definition.state(id)).contains(&Slot::Next(id));
    has_next && !matches!(target(definition, Slot::Next(id)), Target::State(to) if chosen.contains(&to))
}

/// The states as one chain: what hangs together stays as it is, and what the flow led elsewhere leads to the next part.
fn chain(document: &Document, chosen: &[StateId]) -> Result<Fragment, Refusal> {
    let definition = &document.definition;
    let start = *chosen.first().ok_or_else(|| Refusal::new("nothing is chosen"))?;
    let set: BTreeSet<StateId> = chosen.iter().copied().collect();
    let mut parts: Vec<Vec<StateId>> = Vec::new();
    let mut seen = BTreeSet::new();
    for id in chosen {
        if seen.insert(*id) {
            let mut part: Vec<StateId> = vec![*id];
            let mut next = 0;
            while let Some(at) = part.get(next).copied() {
                next += 1;
                for slot in slots(definition.state(at)) {
                    if let Target::State(to) = target(definition, slot)
                        && set.contains(&to)
                        && seen.insert(to)
                    {
                        part.push(to);
                    }
                }
            }
            parts.push(part);
        }
    }
    let mut fragment = Fragment::of_states(document, chosen, start)?;
    for (index, part) in parts.iter().enumerate() {
        let onward = parts.get(index + 1).and_then(|next| next.first()).map(|id| &*definition.state(*id).name.value);
        let open: Vec<&str> =
            part.iter().filter(|id| leaves(definition, &set, **id)).map(|id| &*definition.state(*id).name.value).collect();
        if open.is_empty() && onward.is_some() {
            return Err(Refusal::new("nothing can follow one of these states; choose states that follow each other"));
        }
        let mut edits = Vec::new();
        for name in open {
            if let Some(id) = fragment.document.definition.find(name) {
                edits.extend(set_target(&fragment.document, Slot::Next(id), onward)?);
            }
        }
        fragment.change(edits)?;
    }
    Ok(fragment)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: &str = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Next": "C"},
        "C": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "D"},
        "D": {"Type": "Pass", "Next": "E"},
        "E": {"Type": "Pass", "End": true}
    }}"#;

    fn ids(document: &Document, names: &[&str]) -> Vec<StateId> {
        names.iter().map(|name| document.definition.find(name).expect("the state")).collect()
    }

    /// The names along `Next` from the start.
    fn way(document: &Document) -> String {
        let definition = &document.definition;
        let mut at = target(definition, Slot::StartAt(crate::definition::MACHINE));
        let mut names = Vec::new();
        while let Target::State(id) = at {
            names.push(&*definition.state(id).name.value);
            at = target(definition, Slot::Next(id));
        }
        names.join(" ")
    }

    #[test]
    fn states_that_follow_each_other_move_as_they_are_and_others_as_a_chain() {
        let document = Document::new(FLOW);
        for (names, behind, after) in [
            (["B", "C"], "D", "A D B C E"),
            (["C", "B"], "E", "A D E B C"),
            (["B", "D"], "E", "A C E B D"),
            (["A", "D"], "B", "B A D C E"),
        ] {
            let place = Place::On(Slot::Next(document.definition.find(behind).expect("the state")));
            let change = move_states(&document, &ids(&document, &names), place).expect("a change");
            let (moved, back) = document.apply(&change);
            assert_eq!(way(&moved), after);
            assert_eq!(&*moved.apply(&back).0.text, FLOW);
        }
    }

    #[test]
    fn copies_stand_behind_what_they_are_of() {
        let document = Document::new(FLOW);
        let change = duplicate_states(&document, &ids(&document, &["B", "C"])).expect("a change");
        assert_eq!(way(&document.apply(&change).0), "A B C B 2 C 2 D E");
    }

    #[test]
    fn a_field_of_all_is_set_where_it_can_be() {
        let document = Document::new(FLOW);
        let all = ids(&document, &["A", "B", "C"]);
        let tasks = |kind: &StateKind| matches!(kind, StateKind::Task(_));
        let change = set_field_of_all(&document, &all, "/TimeoutSeconds", Some("30"), tasks).expect("a change");
        assert_eq!(document.apply(&change).0.text.matches("\"TimeoutSeconds\": 30").count(), 1);
        let change = set_field_of_all(&document, &all, "/Comment", Some("\"x\""), |_| true).expect("a change");
        assert_eq!(document.apply(&change).0.text.matches("\"Comment\": \"x\"").count(), 3);
        assert!(set_field_of_all(&document, &all[..2], "/TimeoutSeconds", Some("30"), tasks).is_err());
    }

    #[test]
    fn all_after_a_state_is_what_it_leads_to() {
        let document = Document::new(FLOW);
        assert_eq!(states_from(&document.definition, ids(&document, &["C"])[0]), ids(&document, &["C", "D", "E"]));
    }
}
