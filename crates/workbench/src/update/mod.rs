//! How each message changes the workbench; one file per room.

mod act;
mod edit;
mod file;
mod run;
mod scenario;
mod screen;
mod select;

use crate::effect::Effect;
use crate::message::Message;
use crate::problems::{Notice, Severity};
use crate::workbench::{Saved, Workbench};

/// Takes in a message; returns what the world outside is asked for.
#[must_use]
pub fn update(workbench: &mut Workbench, message: Message) -> Vec<Effect> {
    let late = workbench.read_on().then_some(Effect::FitCanvas);
    workbench.scenarios.unpack(&workbench.document);
    // Whatever comes next finds what was typed taken over.
    let mut effects = if message.follows_typing() { workbench.take_in_open_draft() } else { Vec::new() };
    effects.extend(match try_update(workbench, message) {
        Ok(effects) => effects,
        Err(why) => refuse(workbench, why),
    });
    if effects.contains(&Effect::StopEngine) {
        workbench.linting.engine_stopped();
        workbench.testing.engine_stopped();
        effects.extend(file::ask_for_example(workbench));
    }
    effects.extend(late);
    effects.extend(workbench.ask_linter());
    effects
}

/// Takes in a message, or says why it cannot be done; then nothing has changed.
pub(crate) fn try_update(workbench: &mut Workbench, message: Message) -> Result<Vec<Effect>, String> {
    Ok(match message {
        Message::Began | Message::Nothing => Vec::new(),
        Message::Act(action) => return act::act(workbench, action),
        Message::Edit(edit) => return edit::update(workbench, edit).map_err(|refusal| refusal.to_string()),
        Message::Draft(message) => workbench.draft(message),
        Message::Run(message) => run::update(workbench, message),
        Message::Test(message) => workbench.test(message),
        Message::Scenario(message) => return scenario::update(workbench, message),
        Message::File(message) => return file::update(workbench, message),
        Message::Screen(message) => screen::update(workbench, message),
        Message::Select(selected) => select::select(workbench, selected),
        Message::SelectNeighbour(direction) => select::neighbour(workbench, direction),
        Message::SelectAtOffset(offset) => select::at_offset(workbench, offset),
    })
}

/// Says why something cannot be done.
pub(crate) fn refuse(workbench: &mut Workbench, why: String) -> Vec<Effect> {
    workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
    vec![Effect::Announce(why)]
}

/// Asks for the project to be kept.
pub(crate) fn store(workbench: &mut Workbench) -> Effect {
    workbench.saved = Saved::Saving;
    Effect::Store
}
