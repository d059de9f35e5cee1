//! Every lesson proves itself: what it says of runs is so, its tasks can be solved and are not solved by what it calls wrong.

mod common;

use std::collections::BTreeSet;

use asl::document::Document;
use asl::lint::{MATTERS_OF_TASTE, Options, lint};
use common::{Complaints, lessons};
use lessons::{Definition, Kind, Lesson, Phase, Question, Task, Test, answer, attempt, par, pieces, truth};
use value::Value;

const QUESTIONS: [Phase; 2] = [Phase::Predict, Phase::Investigate];
const TASKS: [Phase; 2] = [Phase::Modify, Phase::Make];

/// What every definition has, and what the first lesson begins with.
const KNOWN_BEFORE: [&str; 6] = ["Type", "Next", "End", "Comment", "QueryLanguage", "Resource"];

/// Before retrying is taught, functions are called without.
const UNTIL_RETRY_IS_KNOWN: &str = "lambda-retry";

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
        let names = common::state_names(&lesson.workflow.text);
        for group in &lesson.groups {
            check(group.states.iter().all(|state| names.contains(state)), &format!("states of the group {}", group.label));
        }
        for task in tasks(&lesson) {
            check(task.hints.len() >= 2, "at least two stages of hints");
            check(task.checks.iter().any(|check| check.hidden), "a hidden check");
            check(task.checks.iter().any(|check| !check.hidden), "a check that is shown");
            check(!task.wrong.is_empty(), "a wrong attempt");
        }
        for question in questions(&lesson) {
            check(question.wrong.len() >= 2 || question.kind == Kind::Input, &format!("two wrong answers: {}", question.ask));
            let needs_run = !matches!(question.kind, Kind::Choice { .. });
            check(question.tells.is_some() || !needs_run, &format!("the run tells the answer: {}", question.ask));
        }
    }
    complaints.none();
}

#[test]
fn answers_agree_with_the_simulation() {
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        for question in questions(&lesson) {
            let place = format!("{file}: {}", question.ask);
            let told = truth(&lesson, question);
            let right = answer(&lesson, question, &question.answer);
            complaints.check(right.passed, || {
                let told = told.map_or_else(|why| why, |told| told.to_json());
                format!("{place} {} is written, but the run tells {told}: {}", question.answer.to_json(), right.explanation)
            });
            complaints.check(!right.passed || right.explanation == question.reason, || format!("{place} gives its reason"));
        }
    }
    complaints.none();
}

#[test]
fn every_wrong_answer_gets_its_own_explanation() {
    let mut complaints = Complaints::default();
    for (file, lesson) in lessons() {
        for question in questions(&lesson) {
            let mut said = BTreeSet::new();
            for wrong in &question.wrong {
                let verdict = answer(&lesson, question, &wrong.answer);
                let place = format!("{file}: {} {}", question.ask, wrong.answer.to_json());
                complaints.check(!verdict.passed, || format!("{place} is listed as wrong and passes"));
                complaints.check(verdict.explanation == wrong.because, || format!("{place}: {}", verdict.explanation));
                complaints.check(said.insert(&wrong.because), || format!("{place}: told twice"));
            }
        }
    }
    complaints.none();
}

#[test]
fn what_a_task_starts_with_does_not_pass() {
    each_task(|place, task, complaints| {
        let verdict = attempt(task, &task.start.text);
        complaints.check(!verdict.passed, || format!("{place}: the start passes"));
    });
}

#[test]
fn solutions_pass_and_reach_par() {
    each_task(|place, task, complaints| {
        let solutions = task.others.iter().map(|other| &other.definition).chain([&task.solution]);
        for (index, solution) in solutions.enumerate() {
            let verdict = attempt(task, &solution.text);
            complaints.check(verdict.passed, || format!("{place}: solution {index}: {}", common::told(&verdict)));
            complaints.check(verdict.score.is_some() == verdict.passed, || format!("{place}: solution {index} has a score"));
        }
        let mark = par(task);
        complaints.check(mark.is_some_and(|mark| mark.states > 0), || format!("{place}: par"));
        let texts: BTreeSet<_> = task.others.iter().map(|other| &other.definition.text).chain([&task.solution.text]).collect();
        complaints.check(texts.len() == task.others.len() + 1, || format!("{place}: two solutions are the same"));
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
        complaints.check(verdict.passed, || format!("{place}: {}", common::told(&verdict)));
    });
}

#[test]
fn every_wrong_attempt_gets_its_own_explanation_and_none_passes() {
    each_task(|place, task, complaints| {
        let mut said = BTreeSet::new();
        for (index, wrong) in task.wrong.iter().enumerate() {
            let verdict = attempt(task, &wrong.definition.text);
            complaints.check(!verdict.passed, || format!("{place}: wrong {index} passes"));
            complaints
                .check(verdict.explanation == wrong.says, || format!("{place}: wrong {index} is told: {}", verdict.explanation));
            complaints.check(said.insert(&wrong.says), || format!("{place}: wrong {index} is told what another one is"));
            for checked in verdict.checks.iter().filter(|checked| !checked.passed) {
                complaints.check(!checked.came.is_empty(), || format!("{place}: {} says nothing", checked.says));
            }
        }
    });
}

#[test]
fn every_check_can_fail() {
    each_task(|place, task, complaints| {
        let tried = task.wrong.iter().map(|wrong| &wrong.definition).chain([&task.start]);
        let verdicts: Vec<_> = tried.map(|definition| attempt(task, &definition.text)).collect();
        for (index, check) in task.checks.iter().enumerate().filter(|(_, check)| !check.hidden) {
            let fails = verdicts.iter().any(|verdict| verdict.checks.get(index).is_none_or(|checked| !checked.passed));
            complaints.check(fails || verdicts.is_empty(), || format!("{place}: nothing fails “{}”", check.says));
        }
    });
}

#[test]
fn distractors_do_not_lead_to_the_goal() {
    each_task(|place, task, complaints| {
        let pieces = pieces(task);
        let fitting: BTreeSet<&str> = pieces.iter().filter(|piece| piece.fits).map(|piece| piece.name.as_str()).collect();
        let solution = value::parse(&task.solution.text).unwrap_or_default();
        let own = solution.get("States").and_then(Value::as_object).map_or(0, |states| states.len());
        complaints.check(fitting.len() == own && pieces.len() == own + task.distractors.len(), || format!("{place}: pieces"));
        for (name, state) in &task.distractors {
            let Some(own) = solution.pointer(&format!("/States/{name}")) else { continue };
            let replaced = common::replaced(&solution, name, state, own);
            complaints.check(!attempt(task, &replaced).passed, || format!("{place}: {name} of the distractors passes"));
        }
    });
}

#[test]
fn definitions_lint_clean_unless_they_are_meant_to_be_faulty() {
    let mut complaints = Complaints::default();
    let mut retry_is_known = false;
    for (file, lesson) in lessons() {
        retry_is_known |= lesson.teaches.iter().any(|word| word == "Retry");
        let mut check = |what: &str, definition: &Definition, task: Option<&Task>| {
            let mut found = findings(definition, task);
            found.retain(|found| retry_is_known || !found.starts_with(UNTIL_RETRY_IS_KNOWN));
            complaints.check(found.is_empty() != definition.faulty, || format!("{file}: {what}: {found:?}"));
        };
        check("workflow", &lesson.workflow, None);
        for task in tasks(&lesson) {
            if task.start.text != lesson.workflow.text {
                check("start", &task.start, Some(task));
            }
            check("solution", &task.solution, Some(task));
            for (index, other) in task.others.iter().enumerate() {
                check(&format!("other {index}"), &other.definition, Some(task));
            }
            for (index, wrong) in task.wrong.iter().enumerate() {
                check(&format!("wrong {index}"), &wrong.definition, Some(task));
            }
        }
    }
    complaints.none();
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

fn findings(definition: &Definition, task: Option<&Task>) -> Vec<String> {
    let is_express = |test: &Test| match test {
        Test::Runs(scenario) => scenario.workflow_type == simulator::WorkflowType::Express,
        Test::Has(_) => false,
    };
    let express = task.is_some_and(|task| task.checks.iter().any(|check| is_express(&check.test)));
    let workflow_type = if express { asl::lint::WorkflowType::Express } else { asl::lint::WorkflowType::Standard };
    let found = lint(&Document::new(&*definition.text), Options { workflow_type, ..Options::default() });
    let found = found.iter().filter(|found| !MATTERS_OF_TASTE.contains(&found.rule));
    found.map(|found| format!("{} {}: {}", found.rule, found.location, found.message)).collect()
}
