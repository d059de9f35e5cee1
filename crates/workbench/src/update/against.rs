//! A real history played against the open definition, an earlier version or another open workflow.

use std::collections::BTreeMap;

use asl::notation::Notation;
use asl::tree::Tree;
use engine::{Definition, Parted, Request, Ticket};

use crate::effect::Effect;
use crate::run::Basis;
use crate::sheet::SheetId;
use crate::versions::Other;
use crate::workbench::Workbench;

/// What is to be asked about the history that is looked at.
pub fn ask(workbench: &mut Workbench) -> Option<Effect> {
    let front = &workbench.front;
    if !front.run.is_history() || !workbench.panels.dock_open || front.document.is_broken() {
        return None;
    }
    let chosen = front.run.chosen_against().cloned();
    let changing = match &chosen {
        None => Some(front.document.text.clone()),
        Some(other) => workbench.open_text(other),
    };
    let basis = Basis { chosen: chosen.clone(), text: changing, placeholders: front.scenarios.placeholders() };
    let history = front.run.history_to_play(&basis)?.to_string();
    let text = match &chosen {
        None => front.definition_to_run(),
        // What is no longer there is not asked about.
        Some(other) => with_values(&workbench.project_of(other)?.definition, &basis.placeholders),
    };
    let notation = if chosen.is_none() { Some(front.document.tree.notation()) } else { Notation::of(&text) };
    let ticket = workbench.tickets.next(*workbench.front.id);
    workbench.front.run.ask_against(basis, ticket);
    let definition = Definition { text, yaml: notation == Some(Notation::Yaml) };
    Some(Effect::Engine(Request::PlayAgainst { ticket, definition, history }))
}

/// A version's text with the trial values of its placeholders.
fn with_values(text: &str, values: &BTreeMap<String, String>) -> String {
    if values.is_empty() { text.to_owned() } else { Tree::read(text).filled(values) }
}

/// Plays the history against another definition.
pub fn choose(workbench: &mut Workbench, other: Option<Other>) -> Vec<Effect> {
    workbench.front.run.choose_against(other);
    Vec::new()
}

/// Takes in where they part; it is said, and marked.
pub fn hear(workbench: &mut Workbench, ticket: Ticket, found: Result<Option<Parted>, String>) -> Vec<Effect> {
    let Some(sheet) = workbench.sheet_mut(SheetId(ticket.sheet)) else { return Vec::new() };
    if !sheet.run.hear_against(ticket, found) {
        return Vec::new();
    }
    let said = sheet.run.against().map(|view| super::mend::without_marks(&view.sentence));
    let in_front = workbench.front.id.0 == ticket.sheet;
    said.filter(|_| in_front).map(Effect::Announce).into_iter().collect()
}
