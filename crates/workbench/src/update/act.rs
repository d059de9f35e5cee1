//! What was chosen from a menu, a list or by its key, as the message it stands for.

use crate::commands::Action;
use crate::effect::Effect;
use crate::learn::LearnMessage;
use crate::message::{Edit, FileMessage, Message, Selected};
use crate::shelf::ShelfMessage;
use crate::workbench::Workbench;

/// Does it; what lay over the page to choose from is gone.
pub fn act(workbench: &mut Workbench, action: Action) -> Result<Vec<Effect>, String> {
    workbench.overlay.set_if_new(None);
    let message = match action {
        Action::Do(command) => command.message(workbench)?,
        Action::Add(state, place) => Message::Edit(Edit::Add { state, place }),
        Action::AddLed(state, from, way) => Message::Edit(Edit::AddLed { state, from, way }),
        Action::Workflow(key) => Message::Shelf(ShelfMessage::Open(key)),
        Action::Lesson(chapter, lesson) => Message::Learn(LearnMessage::Open(chapter, lesson)),
        Action::Example(slug) => Message::File(FileMessage::OpenExample(slug.to_owned())),
        Action::GoTo(key) => {
            let mut effects = super::try_update(workbench, Message::Select(Selected::State(key)))?;
            effects.push(Effect::GoOnCanvas);
            return Ok(effects);
        }
    };
    super::try_update(workbench, message)
}
