//! The room of lessons: the map of chapters, and the lesson that is open, beside the canvas. Judging is the engine's.

mod lesson;
mod map;
mod question;
mod room;
mod task;

pub use room::LearnRoom;
