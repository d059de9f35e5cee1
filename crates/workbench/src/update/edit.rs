//! Edits of the definition: each command gives a transaction or a refusal.

use std::sync::Arc;

use asl::definition::StateId;
use asl::document::{Document, StateKey};
use asl::edit::{self, NewState, Place, Refusal};
use asl::history::Origin;
use asl::text::Transaction;

use crate::clipboard;
use crate::commands;
use crate::effect::Effect;
use crate::message::{Edit, Selected, Utf16Edit};
use crate::problems::{Notice, Severity};
use crate::workbench::Workbench;

type Outcome = Result<Transaction, Refusal>;
type Effects = Result<Vec<Effect>, Refusal>;

/// Takes in an edit.
pub fn update(workbench: &mut Workbench, edit: Edit) -> Effects {
    let document = &workbench.document;
    match edit {
        Edit::Type { revision, .. } if revision != workbench.text_log.revision() => {
            Err(Refusal("the text has changed meanwhile; type that again".to_owned()))
        }
        Edit::Type { edits, after_pause, .. } => {
            typed(workbench, edits, if after_pause { Origin::TypingAfterPause } else { Origin::Typing })
        }
        Edit::Undo | Edit::Redo => Ok(travel(workbench, matches!(edit, Edit::Undo))),
        Edit::Add { state, place } => add(workbench, &state, &place),
        Edit::AddAtSelection(state) => {
            let place = workbench.place_at_selection();
            add(workbench, &state, &place)
        }
        Edit::Move { state, place } => {
            let outcome = with(document, state, |id| edit::move_state(document, id, place));
            commit(workbench, outcome)
        }
        Edit::Delete(state) => delete(workbench, state),
        Edit::DeleteSelected => match workbench.selected {
            Selected::State(key) => delete(workbench, key),
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
        Edit::ExtractSelected => extract(workbench),
        Edit::Paste(text) => {
            let outcome = edit::paste(document, workbench.place_at_selection(), &clipboard::without_way_on(&text));
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
        Edit::Fix(index) => match workbench.diagnostics.get(index).and_then(|diagnostic| diagnostic.fix.clone()) {
            Some(fix) if workbench.is_linted() => commit(workbench, Ok(fix)),
            _ => Ok(Vec::new()),
        },
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
    let outcome = edit::add_state(&workbench.document, *place, state);
    commit_and_choose(workbench, outcome)
}

/// Takes the chosen state out into a workflow of its own, which simulations start from now on and which is offered as a file.
fn extract(workbench: &mut Workbench) -> Effects {
    let Selected::State(key) = workbench.selected else { return Ok(Vec::new()) };
    let extracted = with(&workbench.document, key, |id| edit::extract_states(&workbench.document, &[id], ""))?;
    let taken = Document::new(extracted.definition.as_str());
    let names: Vec<Arc<str>> = taken.definition.states.iter().map(|state| state.name.value.clone()).collect();
    workbench.scenarios.keep_extracted(&extracted.name, &extracted.definition, &names);
    let name_of = |workbench: &Workbench| {
        let document = &workbench.document;
        document.state(key).map(|id| document.definition.state(id).name.value.clone())
    };
    let before = name_of(workbench);
    let mut effects = commit_and_choose(workbench, Ok(extracted.change))?;
    if let (Some(starter), Some(taken)) = (name_of(workbench), before) {
        workbench.scenarios.leave_mocks(&starter, &taken);
    }
    let said = format!(
        "{} is a workflow of its own now: it is downloaded, and simulations start it (see Services, Set up). {}",
        extracted.name,
        extracted.notes.join(". ")
    );
    workbench.notice = Some(Notice::new(Severity::Advice, said));
    effects.push(Effect::Download {
        name: super::file::file_name(&extracted.name, taken.tree.notation()),
        text: extracted.definition,
    });
    Ok(effects)
}

/// Puts the chosen state's text on the clipboard; when it is cut, it is deleted as well.
fn copy(workbench: &mut Workbench, cut: bool) -> Effects {
    let Selected::State(key) = workbench.selected else { return Ok(Vec::new()) };
    let Some(id) = workbench.document.state(key) else { return Ok(Vec::new()) };
    let name = workbench.document.definition.state(id).name.value.clone();
    let text: Arc<str> = edit::copy_states(&workbench.document, &[id])?.into();
    workbench.clipboard = Some(Arc::clone(&text));
    let mut effects = if cut { delete(workbench, key)? } else { Vec::new() };
    let said = format!("{} {name}; paste it here or in any editor", if cut { "Cut" } else { "Copied" });
    effects.push(Effect::Copy { text: text.to_string(), said });
    Ok(effects)
}

fn delete(workbench: &mut Workbench, key: StateKey) -> Effects {
    let next = neighbour_after_delete(workbench, key);
    let document = &workbench.document;
    let outcome = with(document, key, |id| edit::delete_states(document, &[id]));
    let effects = commit(workbench, outcome)?;
    workbench.selected = next.map_or(Selected::Machine, Selected::State);
    Ok(effects)
}

/// What is chosen once a state is gone: the state before it, so that the keyboard goes on from there.
fn neighbour_after_delete(workbench: &Workbench, key: StateKey) -> Option<StateKey> {
    let own = crate::scene::NodeKey::State(key);
    let from = workbench.scene.edges.iter().find(|edge| edge.to == Some(own)).map(|edge| edge.key.from);
    match from {
        Some(crate::scene::NodeKey::State(before)) if before != key => Some(before),
        _ => None,
    }
}

/// Applies a change as one step.
fn commit(workbench: &mut Workbench, outcome: Outcome) -> Effects {
    outcome.map(|change| apply(workbench, &change, Origin::Command))
}

/// The same, and chooses the state that is new.
fn commit_and_choose(workbench: &mut Workbench, outcome: Outcome) -> Effects {
    let before: std::collections::HashSet<StateKey> = workbench.document.keys().iter().copied().collect();
    let mut effects = commit(workbench, outcome)?;
    if let Some(new) = workbench.document.keys().iter().find(|key| !before.contains(key)) {
        workbench.selected = Selected::State(*new);
        effects.push(Effect::ShowOnCanvas);
    }
    Ok(effects)
}

/// Applies a change that is known to be wanted.
pub fn apply(workbench: &mut Workbench, change: &Transaction, origin: Origin) -> Vec<Effect> {
    if change.is_empty() {
        return Vec::new();
    }
    let (document, inverse) = workbench.document.apply(change);
    workbench.history.record(inverse, origin);
    let said = (origin == Origin::Command).then(|| Effect::Announce(change.label.clone()));
    arrive(workbench, document, change, said)
}

fn typed(workbench: &mut Workbench, edits: Vec<Utf16Edit>, origin: Origin) -> Effects {
    let (text, lines) = (&workbench.document.text, &workbench.document.lines);
    let edits = edits.into_iter().map(|edit| {
        let span = asl::text::Span::new(lines.from_utf16(text, edit.from), lines.from_utf16(text, edit.to));
        asl::text::TextEdit::replace(span, edit.insert)
    });
    let change = Transaction::new("Typing", edits.collect());
    match change.fits(text) {
        true => Ok(apply(workbench, &change, origin)),
        false => Err(Refusal("this does not fit the text; type it again".to_owned())),
    }
}

fn travel(workbench: &mut Workbench, back: bool) -> Vec<Effect> {
    if back && workbench.history.undo_label().is_none() {
        return super::file::bring_back(workbench);
    }
    let label = if back { workbench.history.undo_label() } else { workbench.history.redo_label() }.map(str::to_owned);
    let document = workbench.document.clone();
    let step = if back { workbench.history.undo(&document) } else { workbench.history.redo(&document) };
    let Some((document, change)) = step else { return Vec::new() };
    let verb = if back { "Undid" } else { "Did again" };
    let said = Effect::Announce(format!("{verb}: {}", label.unwrap_or_default()));
    arrive(workbench, document, &change, Some(said))
}

/// The document is another one: everything that follows from it, too.
fn arrive(workbench: &mut Workbench, document: Document, change: &Transaction, said: Option<Effect>) -> Vec<Effect> {
    if let Selected::Transition(slot) = workbench.selected {
        let after = workbench.document.slot_after(slot, change, &document);
        workbench.selected = after.map_or(Selected::Machine, Selected::Transition);
    }
    workbench.text_log.note(&workbench.document, change);
    workbench.document = document;
    workbench.notice = None;
    workbench.run.mark_stale();
    workbench.derive_after(change);
    let mut effects: Vec<Effect> = said.into_iter().collect();
    effects.push(super::store(workbench));
    effects
}
