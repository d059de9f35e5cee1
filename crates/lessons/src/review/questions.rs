//! The answer that is written is what the run tells, and every wrong answer is wrong and gets its own explanation.

use std::collections::BTreeSet;

use super::Findings;
use crate::{Kind, Lesson, Question, answer, truth};

pub(super) fn review(place: &str, lesson: &Lesson, question: &Question, found: &mut Findings) {
    let needs_run = !matches!(question.kind, Kind::Choice { .. });
    found.check(question.tells.is_some() || !needs_run, place, || {
        "`tells` is missing: let the run say what is right, so that the lesson cannot be mistaken".to_owned()
    });
    if !answer(lesson, question, &question.answer).passed {
        let told = truth(lesson, question).map_or_else(|why| why, |told| told.to_json());
        found.add(place, format!("the answer is written as {}, but the run tells {told}", question.answer.to_json()));
    }
    if question.kind == Kind::Input {
        let begun_with = &lesson.scenarios[question.scenario].input;
        let message = || "the input of its scenario is right already: name a scenario whose input is not".to_owned();
        found.check(!answer(lesson, question, begun_with).passed, place, message);
    }
    let foreseen = !question.wrong.is_empty() || !question.otherwise.is_empty();
    found.check(foreseen, place, || "no wrong answer is explained: which one do people give?".to_owned());
    let mut said = BTreeSet::new();
    for (index, wrong) in question.wrong.iter().enumerate() {
        let place = format!("{place}.wrong[{index}]");
        let verdict = answer(lesson, question, &wrong.answer);
        found.check(!verdict.passed, &place, || "this answer is right".to_owned());
        found.check(verdict.passed || verdict.explanation == wrong.because, &place, || {
            format!("it is told what another one is: {}", verdict.explanation)
        });
        found.check(said.insert(&wrong.because), &place, || {
            "it is told what another one is: what is mistaken in this very answer?".to_owned()
        });
    }
}
