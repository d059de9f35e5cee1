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
use crate::workbench::{Saved, Workbench};

/// Takes in a message; returns what the world outside is asked for.
#[must_use]
pub fn update(workbench: &mut Workbench, message: Message) -> Vec<Effect> {
    let late = workbench.read_on().then_some(Effect::FitCanvas);
    workbench.scenarios.unpack(&workbench.document);
    let mut effects = match message {
        Message::Began => Vec::new(),
        Message::Act(action) => return act::act(workbench, action),
        Message::Edit(edit) => edit::update(workbench, edit),
        Message::Run(message) => run::update(workbench, message),
        Message::Test(message) => workbench.test(message),
        Message::Scenario(message) => scenario::update(workbench, message),
        Message::File(message) => file::update(workbench, message),
        Message::Screen(message) => screen::update(workbench, message),
        Message::Select(selected) => select::select(workbench, selected),
        Message::SelectNeighbour(direction) => select::neighbour(workbench, direction),
        Message::SelectAtOffset(offset) => select::at_offset(workbench, offset),
    };
    if effects.contains(&Effect::StopEngine) {
        workbench.linting.engine_stopped();
        workbench.testing.engine_stopped();
        effects.extend(file::ask_for_example(workbench));
    }
    effects.extend(late);
    effects.extend(workbench.ask_linter());
    effects
}

/// Asks for the project to be kept.
fn store(workbench: &mut Workbench) -> Effect {
    workbench.saved = Saved::Saving;
    Effect::Store
}
