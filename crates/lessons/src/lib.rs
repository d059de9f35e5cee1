//! Lessons: what they say, and whether an answer or a workflow is right, judged by simulating it.
//!
//! A lesson is one JSON text of five phases (`docs/lessons.md` is for those who write them). [`read`] reads it, also from
//! strangers; [`check`] judges what a learner gives; [`draft`] and [`review`] help authors to write one. The curriculum's
//! texts come with [`curriculum::chapters`] alone: who does not call it carries none of them.

mod answer;
mod attempt;
pub mod curriculum;
mod draft;
mod lesson;
mod notation;
mod patch;
mod pieces;
mod place;
mod read;
mod requirement;
mod review;
mod run;
mod score;
mod trial;
mod verdict;
mod view;

pub use answer::{answer, truth, typed};
pub use attempt::attempt;
pub use draft::{draft, seen};
pub use lesson::{
    Attempt, Check, Definition, Group, Kind, Lesson, LessonError, Phase, Question, Requirement, Subject, Task, Test, Wrong,
};
pub use pieces::{Piece, pieces};
pub use read::read;
pub use review::review;
pub use score::{Score, par};
pub use verdict::{Checked, Submission, Verdict, check};
