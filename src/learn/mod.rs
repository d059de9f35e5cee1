//! The room of lessons: the map of chapters, the lesson that is open, the builder, beside the canvas. Judging is the engine's.

mod build_form;
mod build_question;
mod build_task;
mod builder;
mod groups;
mod lesson;
mod map;
mod question;
mod room;
mod task;

pub use groups::Groups;
pub use room::LearnRoom;
