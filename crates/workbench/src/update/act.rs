//! What was chosen from a menu, a list or by its key, as the message it stands for.

use crate::commands::Action;
use crate::effect::Effect;
use crate::message::{Edit, FileMessage, Message, Selected};
use crate::problems::{Notice, Severity};
use crate::workbench::Workbench;

/// Does it; what lay over the page to choose from is gone.
pub fn act(workbench: &mut Workbench, action: Action) -> Vec<Effect> {
    workbench.overlay = None;
    let message = match action {
        Action::Do(command) => match command.message(workbench) {
            Ok(message) => message,
            Err(why) => {
                workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
                return vec![Effect::Announce(why)];
            }
        },
        Action::Add(state, place) => Message::Edit(Edit::Add { state, place }),
        Action::Example(slug) => Message::File(FileMessage::OpenExample(slug.to_owned())),
        Action::GoTo(key) => {
            let mut effects = super::update(workbench, Message::Select(Selected::State(key)));
            effects.push(Effect::ShowOnCanvas);
            return effects;
        }
    };
    super::update(workbench, message)
}
