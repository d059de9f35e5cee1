//! Edits of the definition: each command gives a transaction or a refusal.

use std::collections::HashSet;
use std::sync::Arc;

use asl::definition::{StateId, StateKind};
use asl::document::{Document, StateKey};
use asl::edit::{self, NewState, NewWay, Place, Refusal};
use asl::text::Transaction;

use crate::commands;
use crate::effect::Effect;
use crate::history::{Change, Origin};
use crate::message::{Edit, Selected, Utf16Edit};
use crate::opening;
use crate::problems::{Notice, Offer, Severity};
use crate::project::Project;
use crate::scene::NodeKey;
use crate::workbench::Workbench;

type Outcome = Result<Transaction, Refusal>;
type Effects = Result<Vec<Effect>, Refusal>;

/// Takes in an edit.
pub fn update(workbench: &mut Workbench, edit: Edit) -> Effects {
    let document = &workbench.front.document;
    match edit {
        Edit::Type { revision, .. } if revision != workbench.front.text_log.revision() => {
            Err(Refusal("the text has changed meanwhile; type that again".to_owned()))
        }
        Edit::Type { edits, after_pause, .. } => {
            typed(workbench, edits, if after_pause { Origin::TypingAfterPause } else { Origin::Typing })
        }
        Edit::Undo | Edit::Redo => Ok(travel(workbench, matches!(edit, Edit::Undo))),
        Edit::Add { state, place } => add(workbench, &state, &place),
        Edit::AddAtSelection(state) => {
            let place = workbench.front.place_at_selection();
            add(workbench, &state, &place)
        }
        Edit::AddLed { state, from, way } => {
            let outcome = with(document, from, |id| edit::lead_to_new(document, id, way, &state));
            named(commit_and_choose(workbench, outcome))
        }
        Edit::Lead { from, way, to } => {
            let outcome = with(document, from, |id| match way {
                NewWay::Rule => edit::add_rule(document, id, Some(to)),
                NewWay::Catcher => edit::add_catcher(document, id, Some(to)),
            });
            commit(workbench, outcome)
        }
        Edit::SetForAll { pointer, json } => {
            let states = workbench.front.chosen_ids();
            let outcome = edit::set_field_of_all(document, &states, pointer, json.as_deref(), |kind| takes(kind, pointer));
            commit(workbench, outcome)
        }
        Edit::Move { state, place } => {
            let chosen = workbench.front.chosen();
            let moved = if chosen.contains(&state) { chosen } else { vec![state] };
            let ids: Vec<StateId> = moved.iter().filter_map(|key| document.state(*key)).collect();
            let outcome = if ids.is_empty() { Err(gone()) } else { edit::move_states(document, &ids, place) };
            commit(workbench, outcome)
        }
        Edit::Delete(state) => delete(workbench, &[state]),
        Edit::DeleteThese(states) => delete(workbench, &states),
        Edit::DeleteSelected => match *workbench.front.selected {
            Selected::State(_) => delete(workbench, &workbench.front.chosen()),
            Selected::Transition(slot) => {
                let outcome = edit::clear(document, slot);
                commit(workbench, outcome)
            }
            Selected::Machine => Ok(Vec::new()),
        },
        Edit::Structure(structure) => {
            let outcome = commands::outcome(workbench, structure);
            if structure.makes_states() { commit_and_choose(workbench, outcome) } else { commit(workbench, outcome) }
        }
        Edit::CopySelected | Edit::CutSelected => copy(workbench, matches!(edit, Edit::CutSelected)),
        Edit::KeepPattern => keep_pattern(workbench),
        Edit::ExtractSelected => extract(workbench),
        Edit::Paste(text) => {
            let outcome = edit::paste(document, workbench.front.place_at_selection(), &opening::without_way_on(&text));
            commit_and_choose(workbench, outcome)
        }
        Edit::Rename { state, name } => {
            let outcome = with(document, state, |id| edit::rename_state(document, id, name.trim()));
            commit(workbench, outcome)
        }
        Edit::Retarget { slot, target } => {
            let outcome = edit::retarget(document, slot, target);
            commit(workbench, outcome)
        }
        Edit::Field { state, pointer, json, removing } => {
            let outcome = field(document, state, &pointer, json.as_deref(), &removing);
            commit(workbench, outcome)
        }
        Edit::Fields { state, changes } => {
            let changes: Vec<(&str, Option<&str>)> = changes.iter().map(|(at, json)| (at.as_str(), json.as_deref())).collect();
            let outcome = with(document, state, |id| edit::set_fields(document, Some(id), &changes));
            commit(workbench, outcome)
        }
        Edit::RenameField { state, pointer, name, json } => {
            let outcome = with(document, state, |id| edit::rename_field(document, Some(id), &pointer, &name, json.as_deref()));
            commit(workbench, outcome)
        }
        Edit::ListAdd { state, pointer, json } => {
            let outcome = with(document, state, |id| edit::insert_entry(document, id, &pointer, &json, None));
            commit(workbench, outcome)
        }
        Edit::ListRemove { state, pointer, index } => {
            let outcome = with(document, state, |id| edit::remove_entry(document, id, &pointer, index));
            commit(workbench, outcome)
        }
        Edit::ListMove { state, pointer, from, to } => {
            let outcome = with(document, state, |id| edit::move_entry(document, id, &pointer, from, to));
            commit(workbench, outcome)
        }
        Edit::ReplaceState { state, json } => {
            let outcome = with(document, state, |id| edit::replace_state_text(document, id, &json));
            commit(workbench, outcome)
        }
        Edit::Fix(index) => match workbench.front.diagnostics.get(index).and_then(|diagnostic| diagnostic.fix.clone()) {
            Some(fix) if workbench.front.is_linted() => commit(workbench, Ok(fix)),
            _ => Ok(Vec::new()),
        },
        Edit::FixAll(indices) if workbench.front.is_linted() => {
            let fixes = indices.iter().filter_map(|index| workbench.front.diagnostics.get(*index)?.fix.as_ref());
            let outcome = all_fixes(fixes);
            commit(workbench, outcome)
        }
        Edit::FixAll(_) => Ok(Vec::new()),
    }
}

/// Several fixes as one change. Of two that concern the same text the first is done; the other is found again afterwards.
fn all_fixes<'f>(fixes: impl Iterator<Item = &'f Transaction>) -> Outcome {
    let mut all: Vec<&Transaction> = fixes.collect();
    all.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span.start));
    let (mut edits, mut done, mut end) = (Vec::new(), 0, None);
    for fix in &all {
        let start = fix.edits.iter().map(|edit| edit.span.start).min();
        if start <= end && end.is_some() {
            continue;
        }
        end = fix.edits.iter().map(|edit| edit.span.end).max().max(end);
        edits.extend(fix.edits.iter().cloned());
        done += 1;
    }
    match (done, all.first()) {
        (1, Some(fix)) => Ok((*fix).clone()),
        (0, _) => Err(Refusal("there is nothing to fix".to_owned())),
        (many, _) => Ok(Transaction::new(format!("fix {many} problems"), edits)),
    }
}

fn with<T>(document: &Document, key: StateKey, command: impl FnOnce(StateId) -> Result<T, Refusal>) -> Result<T, Refusal> {
    match document.state(key) {
        Some(id) => command(id),
        None => Err(gone()),
    }
}

fn gone() -> Refusal {
    Refusal("this state is no longer in the definition".to_owned())
}

fn field(document: &Document, state: Option<StateKey>, pointer: &str, json: Option<&str>, removing: &[String]) -> Outcome {
    let target = state.map(|key| document.state(key).ok_or_else(gone)).transpose()?;
    // What takes another field's place may stand where that one stood, so it is set first.
    let mut changes = vec![(pointer, json)];
    let present = |gone: &&String| {
        let base = target.map_or(String::new(), |id| document.tree.pointer(document.definition.state(id).node));
        document.tree.find(&format!("{base}{gone}")).is_some()
    };
    changes.extend(removing.iter().filter(present).map(|gone| (gone.as_str(), None)));
    edit::set_fields(document, target, &changes)
}

fn add(workbench: &mut Workbench, state: &NewState, place: &Place) -> Effects {
    let outcome = edit::add_state(&workbench.front.document, *place, state);
    named(commit_and_choose(workbench, outcome))
}

/// Whoever adds a state is asked for its name.
fn named(effects: Effects) -> Effects {
    effects.map(|mut effects| {
        effects.push(Effect::NameOnCanvas);
        effects
    })
}

/// Whether a state of a kind can have a field.
fn takes(kind: &StateKind, pointer: &str) -> bool {
    match pointer {
        "/Retry" => matches!(kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)),
        "/TimeoutSeconds" => matches!(kind, StateKind::Task(_)),
        _ => true,
    }
}

/// Takes the chosen states out into a workflow of its own, which simulations start from now on and which can be opened.
fn extract(workbench: &mut Workbench) -> Effects {
    let chosen = workbench.front.chosen_ids();
    let extracted = edit::extract_states(&workbench.front.document, &chosen, "")?;
    let taken = Document::new(extracted.definition.as_str());
    let names: Vec<Arc<str>> = taken.definition.states.iter().map(|state| state.name.value.clone()).collect();
    let kept = workbench.front.scenarios.keep_extracted(&extracted.name, &extracted.definition, &names).map_err(Refusal)?;
    let change = Change { scenarios: Some(kept), ..Change::of_definition(extracted.change) };
    let mut effects = choose_new(workbench, |workbench| Ok(apply(workbench, change, Origin::Command)))?;
    // Where it came from and what to know of it stands in the new state's form; a notice is short.
    let said = format!("{} is a workflow of its own now, which simulations start", extracted.name);
    let notes = extracted.notes.join(". ");
    *workbench.notice = Some(Notice { offer: Some(Offer::OpenExtracted), ..Notice::new(Severity::Advice, said) });
    effects.push(Effect::Announce(notes));
    let scenarios = workbench.front.scenarios.of_workflow(&extracted.name);
    let (name, definition) = (extracted.name, extracted.definition);
    workbench.shelf.extracted = Some(Project { name, definition, scenarios, ..Project::empty() });
    Ok(effects)
}

/// Puts the chosen states' text on the clipboard; when they are cut, they are deleted as well.
fn copy(workbench: &mut Workbench, cut: bool) -> Effects {
    let (keys, ids) = (workbench.front.chosen(), workbench.front.chosen_ids());
    let name = match ids.as_slice() {
        [] => return Ok(Vec::new()),
        [id] => workbench.front.document.definition.state(*id).name.value.to_string(),
        several => format!("{} states", several.len()),
    };
    let text: Arc<str> = edit::copy_states(&workbench.front.document, &ids)?.into();
    workbench.clipboard = Some(Arc::clone(&text));
    let said = format!("{} {name}; paste it here or in any editor", if cut { "Cut" } else { "Copied" });
    // What is cut goes when it is safe elsewhere.
    Ok(vec![Effect::Copy { text: text.to_string(), said, cuts: if cut { keys } else { Vec::new() } }])
}

/// Keeps the chosen states among the user's own patterns.
fn keep_pattern(workbench: &mut Workbench) -> Effects {
    let ids = workbench.front.chosen_ids();
    let document = &workbench.front.document;
    let name = match ids.as_slice() {
        [] => return Ok(Vec::new()),
        [id] => document.definition.state(*id).name.value.to_string(),
        [first, others @ ..] => format!("{} and {} more", document.definition.state(*first).name.value, others.len()),
    };
    let states = edit::copy_states(document, &ids)?;
    let said = format!("Kept “{name}” among your own patterns, at the foot of the palette");
    *workbench.notice = Some(Notice::new(Severity::Advice, said.clone()));
    Ok(vec![Effect::KeepPattern { name, states }, Effect::Announce(said)])
}

fn delete(workbench: &mut Workbench, keys: &[StateKey]) -> Effects {
    let next = neighbour_after_delete(workbench, keys);
    let document = &workbench.front.document;
    let ids: Vec<StateId> = keys.iter().filter_map(|key| document.state(*key)).collect();
    let outcome = if ids.is_empty() { Err(gone()) } else { edit::delete_states(document, &ids) };
    let effects = commit(workbench, outcome)?;
    workbench.front.selected.set_if_new(next.map_or(Selected::Machine, Selected::State));
    Ok(effects)
}

/// What is chosen once a state is gone: the state before it, or else that after it, so that the keyboard goes on from there.
fn neighbour_after_delete(workbench: &Workbench, keys: &[StateKey]) -> Option<StateKey> {
    let gone: HashSet<StateKey> = keys.iter().copied().collect();
    let is_gone = |node: NodeKey| matches!(node, NodeKey::State(key) if gone.contains(&key));
    let leads_in = workbench.front.scene.edges.iter().filter(|edge| edge.to.is_some_and(is_gone));
    let leads_out = workbench.front.scene.edges.iter().filter(|edge| is_gone(edge.key.from));
    let neighbours = leads_in.map(|edge| Some(edge.key.from)).chain(leads_out.map(|edge| edge.to));
    neighbours.flatten().find_map(|node| match node {
        NodeKey::State(key) if !gone.contains(&key) => Some(key),
        _ => None,
    })
}

/// Applies a change as one step.
pub(super) fn commit(workbench: &mut Workbench, outcome: Outcome) -> Effects {
    outcome.map(|change| apply(workbench, Change::of_definition(change), Origin::Command))
}

/// The same, and chooses the state that is new.
fn commit_and_choose(workbench: &mut Workbench, outcome: Outcome) -> Effects {
    choose_new(workbench, |workbench| commit(workbench, outcome))
}

/// Does something, and chooses the state that is new after it.
fn choose_new(workbench: &mut Workbench, change: impl FnOnce(&mut Workbench) -> Effects) -> Effects {
    let before: HashSet<StateKey> = workbench.front.document.keys().iter().copied().collect();
    let mut effects = change(workbench)?;
    let document = &workbench.front.document;
    let is_new = |key: &&StateKey| !before.contains(key) && workbench.front.is_drawn(**key);
    let scope = |key: StateKey| document.state(key).map(|id| document.definition.state(id).scope);
    if let Some(new) = document.keys().iter().find(is_new).copied() {
        let together: Vec<StateKey> =
            document.keys().iter().filter(is_new).copied().filter(|key| scope(*key) == scope(new)).collect();
        *workbench.front.group = Arc::new(if together.len() > 1 { together } else { Vec::new() });
        workbench.front.selected.set_if_new(Selected::State(new));
        effects.push(Effect::ShowOnCanvas);
    }
    Ok(effects)
}

/// Applies a change that is known to be wanted.
pub fn apply(workbench: &mut Workbench, change: Change, origin: Origin) -> Vec<Effect> {
    let label = change.label.clone();
    if !workbench.front.apply(change, origin) {
        return Vec::new();
    }
    workbench.notice.set_if_new(None);
    let said = (origin == Origin::Command).then_some(Effect::Announce(label));
    said.into_iter().chain([super::store(workbench)]).collect()
}

fn typed(workbench: &mut Workbench, edits: Vec<Utf16Edit>, origin: Origin) -> Effects {
    let (text, lines) = (&workbench.front.document.text, &workbench.front.document.lines);
    let edits = edits.into_iter().map(|edit| {
        let span = asl::text::Span::new(lines.from_utf16(text, edit.from), lines.from_utf16(text, edit.to));
        asl::text::TextEdit::replace(span, edit.insert)
    });
    let change = Transaction::new("Typing", edits.collect());
    match change.fits(text) {
        true => Ok(apply(workbench, Change::of_definition(change), origin)),
        false => Err(Refusal("this does not fit the text; type it again".to_owned())),
    }
}

fn travel(workbench: &mut Workbench, back: bool) -> Vec<Effect> {
    let chosen = match *workbench.front.selected {
        Selected::State(key) => Some((key, neighbour_after_delete(workbench, &[key]))),
        _ => None,
    };
    let Some(label) = workbench.front.travel(back) else { return Vec::new() };
    workbench.notice.set_if_new(None);
    // What was chosen before a state was added is, mostly, what that state was put behind.
    if let Some((key, Some(before))) = chosen
        && workbench.front.document.state(key).is_none()
        && workbench.front.is_drawn(before)
    {
        workbench.front.selected.set_if_new(Selected::State(before));
    }
    let verb = if back { "Undid" } else { "Did again" };
    vec![Effect::Announce(format!("{verb}: {label}")), super::store(workbench)]
}
