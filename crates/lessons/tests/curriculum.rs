//! Every lesson proves itself: what it says of runs is so, its tasks can be solved and are not solved by what it calls wrong.

mod common;

use std::collections::BTreeSet;

use common::{Complaints, lessons};
use expressions::jsonata::{Dialect, Expression};
use lessons::{Kind, Lesson, Phase, Question, Task, answer, attempt, par, pieces, review};
use value::Value;

const QUESTIONS: [Phase; 2] = [Phase::Predict, Phase::Investigate];
const TASKS: [Phase; 2] = [Phase::Modify, Phase::Make];

/// What every definition has, and what the first lesson begins with.
const KNOWN_BEFORE: [&str; 6] = ["Type", "Next", "End", "Comment", "QueryLanguage", "Resource"];

/// Before retrying is taught, functions are called without.
const UNTIL_RETRY_IS_KNOWN: &str = "(lambda-retry)";

#[test]
fn the_table_lists_the_folders_in_order() {
    let listed: Vec<String> = lessons::curriculum::chapters()
        .iter()
        .enumerate()
        .flat_map(|(chapter, listed)| {
            let id = |(place, text): (usize, &&str)| {
                format!("{}-{}/{:02}-{}", chapter + 1, listed.id, place + 1, lessons::read(text).expect(text).id)
            };
            listed.lessons.iter().enumerate().map(id).collect::<Vec<_>>()
        })
        .collect();
    let folders: Vec<String> = lessons().into_iter().map(|(file, _)| file).collect();
    assert_eq!(listed, folders);
}

#[test]
fn ids_and_titles_are_unique() {
    let all = lessons();
    let ids: BTreeSet<_> = all.iter().map(|(_, lesson)| &lesson.id).collect();
    let titles: BTreeSet<_> = all.iter().map(|(_, lesson)| &lesson.title).collect();
    assert_eq!((ids.len(), titles.len()), (all.len(), all.len()));
}

#[test]
fn every_lesson_goes_through_its_phases() {
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        let mut check = |holds: bool, what: &str| complaints.check(holds, || format!("{file}: {what}"));
        check(lesson.scenarios.len() >= 3, "three runs to switch between");
        check(!lesson.predict.is_empty(), "something to predict");
        check(!lesson.investigate.is_empty(), "something to find");
        check(lesson.modify.is_some() || lesson.make.is_some(), "something to do");
        check(!lesson.run.is_empty() && !lesson.remember.is_empty() && !lesson.story.is_empty(), "story, run and remember");
        check((3..=12).contains(&lesson.minutes), "minutes");
        check(tasks(&lesson).all(|task| !task.wrong.is_empty()), "a wrong attempt");
        for question in questions(&lesson) {
            check(question.wrong.len() >= 2 || question.kind == Kind::Input, &format!("two wrong answers: {}", question.ask));
        }
    }
    complaints.none();
}

#[test]
fn every_lesson_is_proven() {
    let mut complaints = Complaints::default();
    let mut retry_is_known = false;
    for (file, lesson) in lessons() {
        retry_is_known |= lesson.teaches.iter().any(|word| word == "Retry");
        let mut found = review(&lesson);
        found.retain(|found| retry_is_known || !found.message.contains(UNTIL_RETRY_IS_KNOWN));
        found.iter().for_each(|found| complaints.check(false, || format!("{file}: {found}")));
    }
    complaints.none();
}

#[test]
fn what_is_to_be_found_is_not_where_a_run_stands_at_its_end() {
    const AT_THE_END: &str = "status = 'FAILED' and $exists(steps[status='FAILED']) ? steps[status='FAILED'][-1] : steps[-1]";
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        for question in lesson.investigate.iter().filter(|question| question.kind == Kind::Place) {
            let chosen =
                Question { tells: Some(Expression::compile(AT_THE_END, Dialect::Trial).expect("JSONata")), ..question.clone() };
            let is_chosen = answer(&lesson, &chosen, &question.answer).passed;
            complaints.check(!is_chosen, || format!("{file}: this step is chosen anyway when the run is over: {}", question.ask));
        }
    }
    complaints.none();
}

#[test]
fn par_is_what_the_solution_needs() {
    each_task(|place, task, complaints| {
        let mark = par(task);
        complaints.check(mark.is_some_and(|mark| mark.states > 0), || format!("{place}: par"));
        complaints
            .check(attempt(task, &task.solution.text).score == mark, || format!("{place}: the solution does not reach par"));
    });
}

#[test]
fn pieces_hold_the_solution() {
    each_task(|place, task, complaints| {
        let pieces = pieces(task);
        let fitting = pieces.iter().filter(|piece| piece.fits).count();
        let solution = value::parse(&task.solution.text).unwrap_or_default();
        let own = solution.get("States").and_then(Value::as_object).map_or(0, |states| states.len());
        complaints.check(fitting == own, || format!("{place}: the solution has {own} states, {fitting} pieces fit"));
        complaints.check(pieces.len() > own, || format!("{place}: every piece fits"));
        let placed = pieces.iter().any(|piece| piece.state.get("Next").is_some() || piece.state.get("End").is_some());
        complaints.check(!placed, || format!("{place}: a piece says where it goes"));
    });
}

#[test]
fn many_tasks_have_solutions_of_different_kinds() {
    let all = lessons();
    let several = all.iter().flat_map(|(_, lesson)| tasks(lesson)).filter(|task| !task.others.is_empty()).count();
    let count = all.iter().flat_map(|(_, lesson)| tasks(lesson)).count();
    assert!(several * 2 >= count, "{several} of {count} tasks have a second solution");
}

#[test]
fn a_solution_is_judged_by_what_it_does_not_by_how_it_is_written() {
    each_task(|place, task, complaints| {
        let verdict = attempt(task, &common::written_otherwise(&task.solution.text));
        complaints.check(verdict.passed, || format!("{place}: {}", verdict.told()));
    });
}

#[test]
fn par_needs_only_what_was_taught() {
    let mut complaints = Complaints::default();
    let mut taught: BTreeSet<String> = KNOWN_BEFORE.iter().map(|word| (*word).to_owned()).collect();
    for (file, lesson) in lessons() {
        taught.extend(lesson.teaches.iter().cloned());
        for task in tasks(&lesson) {
            let words = common::words_of(&task.solution.text);
            let unknown: Vec<_> = words.difference(&taught).collect();
            complaints.check(unknown.is_empty(), || format!("{file}: {unknown:?} was not taught"));
        }
    }
    complaints.none();
}

#[test]
fn texts_are_short_and_end_like_sentences() {
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        for (what, text, most) in common::texts(&lesson) {
            let place = format!("{file}: {what}: {text}");
            complaints
                .check(text.chars().count() <= most, || format!("{place} has {} of {most} characters", text.chars().count()));
            let ends = text.ends_with(['.', '?', '!', ':', '”', ')', '`']);
            complaints.check(what == "title" || what == "label" || ends, || format!("{place} does not end like a sentence"));
            for sentence in text.split(['.', '?', '!', ';', ':', '–']) {
                let words = sentence.split_whitespace().count();
                complaints.check(words <= 30, || format!("{place}: a sentence of {words} words"));
            }
        }
    }
    complaints.none();
}

#[test]
fn the_curriculum_is_whole() {
    let chapters = lessons::curriculum::chapters();
    let count: usize = chapters.iter().map(|chapter| chapter.lessons.len()).sum();
    assert_eq!(chapters.len(), 6);
    assert!(count >= 24, "{count} lessons");
    let bytes: usize = chapters.iter().flat_map(|chapter| chapter.lessons).map(|text| text.len()).sum();
    assert!(bytes < 600_000, "{bytes} bytes of texts");
}

fn questions(lesson: &Lesson) -> impl Iterator<Item = &Question> {
    QUESTIONS.into_iter().flat_map(|phase| lesson.questions(phase))
}

fn tasks(lesson: &Lesson) -> impl Iterator<Item = &Task> {
    TASKS.into_iter().filter_map(|phase| lesson.task(phase))
}

fn each_task(mut check: impl FnMut(&str, &Task, &mut Complaints)) {
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        for phase in TASKS {
            if let Some(task) = lesson.task(phase) {
                check(&format!("{file}: {phase:?}"), task, &mut complaints);
            }
        }
    }
    complaints.none();
}
