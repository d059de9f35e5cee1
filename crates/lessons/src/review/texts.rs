//! What a draft leaves to the author stands in square brackets.

use super::Findings;
use crate::{Lesson, Phase};

pub(super) fn review(lesson: &Lesson, found: &mut Findings) {
    let mut check = |place: String, text: &str| {
        let is_left = text.starts_with('[') && text.ends_with(']');
        found.check(!is_left, &place, || format!("still to be written: {}", text.trim_matches(['[', ']'])));
    };
    for (place, text) in [("idea", &lesson.idea), ("trap", &lesson.trap), ("run", &lesson.run), ("remember", &lesson.remember)] {
        check(place.to_owned(), text);
    }
    for (index, text) in lesson.story.iter().enumerate() {
        check(format!("story[{index}]"), text);
    }
    for (index, group) in lesson.groups.iter().enumerate() {
        check(format!("groups[{index}].label"), &group.label);
    }
    for (phase, name) in [(Phase::Predict, "predict"), (Phase::Investigate, "investigate")] {
        for (index, question) in lesson.questions(phase).iter().enumerate() {
            check(format!("{name}[{index}].reason"), &question.reason);
            for (wrong, mistake) in question.wrong.iter().enumerate() {
                check(format!("{name}[{index}].wrong[{wrong}].because"), &mistake.because);
            }
        }
    }
    for (phase, name) in [(Phase::Modify, "modify"), (Phase::Make, "make")] {
        let Some(task) = lesson.task(phase) else { continue };
        check(format!("{name}.goal"), &task.goal);
        for (index, hint) in task.hints.iter().enumerate() {
            check(format!("{name}.hints[{index}]"), hint);
        }
        for (list, ways) in [("wrong", &task.wrong), ("others", &task.others)] {
            for (index, way) in ways.iter().enumerate() {
                check(format!("{name}.{list}[{index}]"), &way.says);
            }
        }
    }
}
