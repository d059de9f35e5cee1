//! How each message changes the workbench; one file per room.

mod act;
mod against;
mod apis;
mod edit;
mod engine;
mod file;
mod find;
mod look;
mod mend;
mod run;
mod scenario;
mod screen;
mod select;
mod shelf;
mod unpack;

use asl::text::{Span, TextEdit, Transaction};
pub use file::file_stem;

use crate::effect::Effect;
use crate::history::{Change, Origin};
use crate::message::Message;
use crate::problems::{Notice, Severity};
use crate::project::Project;
use crate::sheet::{Held, SheetId};
use crate::workbench::{Saved, Workbench};

/// Takes in a message; returns what the world outside is asked for.
#[must_use]
pub fn update(workbench: &mut Workbench, message: Message) -> Vec<Effect> {
    let late = workbench.front.read_on().then_some(Effect::FitCanvas);
    // Whatever comes next finds what was typed taken over.
    let mut effects = if message.follows_typing() { workbench.take_in_open_draft() } else { Vec::new() };
    let (before, groups) = (*workbench.front.selected, matches!(message, Message::Choose(_)));
    let places = |workbench: &Workbench| (workbench.learn.shown, workbench.panels.dock_open);
    let places_before = places(workbench);
    effects.extend(match try_update(workbench, message) {
        Ok(effects) => effects,
        Err(why) => refuse(workbench, why),
    });
    effects.extend(late);
    // Whoever chooses anything else has let go of what was chosen together.
    if *workbench.front.selected != before && !groups && !workbench.front.group.is_empty() && !workbench.keeps_group() {
        *workbench.front.group = Default::default();
    }
    if places(workbench) != places_before {
        crate::learn::make_room(workbench);
    }
    let Workbench { front, tickets, .. } = workbench;
    effects.extend(front.ask_where_all_goes(tickets));
    effects.extend(front.ask_linter(tickets));
    if workbench.panels.shows_step() && workbench.front.run.wants_why() {
        effects.extend(workbench.front.run.ask_why().map(Effect::Engine));
    }
    effects.extend(mend::ask(workbench));
    effects.extend(against::ask(workbench));
    tell_saved(workbench, &effects);
    effects
}

/// Takes in a message, or says why it cannot be done; then nothing has changed.
pub(crate) fn try_update(workbench: &mut Workbench, message: Message) -> Result<Vec<Effect>, String> {
    if message.changes_the_workflow() {
        match workbench.front.keeping.held {
            Held::Here => {}
            Held::Elsewhere => return Err("Another tab has this workflow open; open a copy here, or take it over".to_owned()),
            Held::ByLink => return Err("This workflow came by a link; keep a copy to change it".to_owned()),
        }
    }
    let message = match apis::with_parameters(workbench, message) {
        Ok(message) => message,
        Err(effects) => return Ok(effects),
    };
    Ok(match message {
        Message::Began => shelf::began(workbench),
        Message::Nothing => Vec::new(),
        Message::Act(action) => return act::act(workbench, action),
        Message::Edit(edit) => return edit::update(workbench, edit).map_err(|refusal| refusal.to_string()),
        Message::Draft(message) => workbench.draft(message),
        Message::Run(message) => run::update(workbench, message),
        Message::Test(message) => {
            let Workbench { front, tickets, apis, .. } = workbench;
            return front.test(message, tickets, apis);
        }
        Message::Learn(message) => return crate::learn::update(workbench, message),
        Message::Production(message) => return crate::production::update(workbench, message),
        Message::Versions(message) => return crate::versions::update(workbench, message),
        Message::Preview(message) => {
            let Workbench { front, tickets, .. } = workbench;
            front.preview_message(message, tickets)
        }
        Message::Shelf(message) => return shelf::update(workbench, message),
        Message::Scenario(message) => return scenario::update(workbench, message),
        Message::File(message) => return file::update(workbench, message),
        Message::Apis(message) => return apis::update(workbench, message),
        Message::Screen(message) => screen::update(workbench, message),
        Message::Look(message) => look::update(workbench, message),
        Message::Find(message) => find::update(workbench, message),
        Message::Choose(choose) => select::choose_several(workbench, choose),
        Message::Select(selected) => select::select(workbench, selected),
        Message::SelectNeighbour(direction) => select::neighbour(workbench, direction),
        Message::NextLine(forwards) => select::next_line(workbench, forwards),
        Message::SelectAtOffset(offset) => select::at_offset(workbench, offset),
    })
}

/// Opens a workflow on a sheet of its own.
pub(crate) fn open(workbench: &mut Workbench, project: Project) -> Vec<Effect> {
    file::open(workbench, project)
}

/// Brings an open sheet to the front.
pub(crate) fn show_open(workbench: &mut Workbench, key: &str) -> Vec<Effect> {
    shelf::show_open(workbench, key)
}

/// Closes those of these sheets that nobody has changed and nobody looks at.
pub(crate) fn close_untouched(workbench: &mut Workbench, sheets: &[SheetId]) -> Vec<Effect> {
    shelf::close_untouched(workbench, sheets)
}

/// Tells something, to be seen and heard.
fn say(workbench: &mut Workbench, severity: Severity, text: String) -> Vec<Effect> {
    *workbench.notice = Some(Notice::new(severity, text.clone()));
    vec![Effect::Announce(text)]
}

/// Puts another text in the place of the definition's, as one step.
pub(crate) fn replace_text(workbench: &mut Workbench, label: &str, text: &str) -> Vec<Effect> {
    let whole = Span::new(0, workbench.front.document.text.len() as u32);
    let change = Transaction::new(label, vec![TextEdit::replace(whole, text)]);
    edit::apply(workbench, Change::of_definition(change), Origin::Command)
}

/// Makes a change as one step.
pub(crate) fn apply(workbench: &mut Workbench, change: Change) -> Vec<Effect> {
    edit::apply(workbench, change, Origin::Command)
}

/// Says why something cannot be done.
pub(crate) fn refuse(workbench: &mut Workbench, why: String) -> Vec<Effect> {
    *workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
    vec![Effect::Announce(why)]
}

/// Asks for the sheet in front to be kept.
pub(crate) fn store(workbench: &Workbench) -> Effect {
    Effect::Store(*workbench.front.id)
}

/// Says whether all sheets are stored as they are now.
fn tell_saved(workbench: &mut Workbench, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Store(id) = effect
            && let Some(sheet) = workbench.sheet_mut(*id)
        {
            sheet.keeping.due = true;
        }
    }
    if !matches!(*workbench.saved, Saved::Failed(_)) {
        let due = workbench.open_sheets().any(|sheet| sheet.keeping.due && sheet.keeping.held == Held::Here);
        workbench.saved.set_if_new(if due { Saved::Saving } else { Saved::Saved });
    }
}
