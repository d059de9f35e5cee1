//! What is still missing or not so in a lesson, found by trying everything that it says. Curriculum and lesson builder go by it.

mod definitions;
mod questions;
mod tasks;
mod texts;

use crate::{Lesson, LessonError, Phase};

/// Everything that is missing or not so, with its place. An empty list is a proof.
#[must_use]
pub fn review(lesson: &Lesson) -> Vec<LessonError> {
    let mut found = Findings::default();
    let names = definitions::state_names(&lesson.workflow);
    for (index, group) in lesson.groups.iter().enumerate() {
        for state in group.states.iter().filter(|state| !names.contains(state)) {
            found.add(format!("groups[{index}]"), format!("the workflow has no state `{state}`"));
        }
    }
    texts::review(lesson, &mut found);
    definitions::review("workflow", &lesson.workflow, None, &mut found);
    for (phase, name) in [(Phase::Predict, "predict"), (Phase::Investigate, "investigate")] {
        for (index, question) in lesson.questions(phase).iter().enumerate() {
            questions::review(&format!("{name}[{index}]"), lesson, question, &mut found);
        }
    }
    for (phase, name) in [(Phase::Modify, "modify"), (Phase::Make, "make")] {
        if let Some(task) = lesson.task(phase) {
            tasks::review(name, lesson, task, &mut found);
        }
    }
    found.0
}

#[derive(Default)]
struct Findings(Vec<LessonError>);

impl Findings {
    fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.0.push(LessonError { place: place.into(), message: message.into() });
    }

    fn check(&mut self, holds: bool, place: &str, message: impl FnOnce() -> String) {
        if !holds {
            self.add(place, message());
        }
    }
}
