//! What became of each failure of a step: which retrier or catcher took it, and why the others did not.

use asl::definition::{Catcher, PathField, QueryLanguage, RetryPlan, StateKind};
use asl::text::Spanned;
use simulator::fold::{Attempt, step_of};
use simulator::recording::Decision;
use std::sync::Arc;

use super::{Case, Reason, Verdict, causes, decode_cause, error_of};
use crate::describe::retry::PlanWords;
use crate::errors::{Match, matching};
use crate::words;

impl Case<'_> {
    pub(super) fn errors(&self) -> Vec<Reason> {
        let mut decisions = self.decisions.iter().filter(|decision| is_of_error(decision)).peekable();
        let mut failures = self.view.attempts.iter().enumerate().filter(|(_, attempt)| attempt.failed);
        let mut reasons = vec![];
        let mut told_once = false;
        while let Some(decision) = decisions.next() {
            let failure = failures.next();
            let (error, cause) = self.error_of_attempt(failure.map(|(index, attempt)| (index as u32, attempt)));
            if let Some((index, attempt)) = failure {
                reasons.push(self.attempt(index, attempt, &error, cause.as_deref()));
            }
            let taken = match decision {
                Decision::Retry { retrier, .. } | Decision::Exhausted(retrier) => usize::from(*retrier),
                _ => self.state.retry.len(),
            };
            if !told_once {
                let passed = self.state.retry.iter().take(taken).enumerate();
                reasons.extend(
                    passed.map(|(index, retrier)| passed_over(&format!("Retry[{index}]"), &retrier.error_equals, &error)),
                );
                told_once = true;
            }
            let mut end = *decision;
            match *decision {
                Decision::Retry { retrier, used, delay_millis } => {
                    reasons.extend(self.retried(usize::from(retrier), used, delay_millis, &error));
                    continue;
                }
                Decision::Exhausted(retrier) => {
                    let place = format!("Retry[{retrier}]");
                    let most =
                        self.state.retry.get(usize::from(retrier)).map_or(0, |retrier| RetryPlan::of(retrier).max_attempts);
                    let used = match most {
                        0 => "is for this error and says never to retry (MaxAttempts 0)".to_owned(),
                        most => format!("is for this error, and has retried {}, its MaxAttempts", words::times(most as usize)),
                    };
                    reasons.push(Reason::new(Verdict::NotTaken, &place, format!("`{place}` {used}")));
                    match decisions.next() {
                        Some(next) => end = *next,
                        None => continue,
                    }
                }
                _ => {}
            }
            reasons.extend(self.ended(end, &error));
        }
        reasons
    }

    /// The error and cause of an attempt: its own, or those of what failed in its branches or iterations.
    fn error_of_attempt(&self, failure: Option<(u32, &Attempt)>) -> (String, Option<String>) {
        let text = |id: simulator::recording::TextId| self.recording.text(id).to_owned();
        let (error, cause) = match failure {
            Some((_, attempt)) => (attempt.error, attempt.cause),
            None => (self.view.error, self.view.cause),
        };
        if let Some(error) = error {
            return (text(error), cause.map(text));
        }
        let attempt = failure.map(|(index, _)| index);
        let inner = causes::inner_failure(self.recording, self.replay, self.visit().step, attempt);
        let Some(inner) = inner.map(|visit| step_of(self.recording, self.replay.index(), visit.clone(), self.replay.moment()))
        else {
            return (String::new(), cause.map(text));
        };
        let error = error_of(self.definition, self.recording, self.replay, &inner);
        (error.unwrap_or_default(), inner.cause.map(text))
    }

    fn attempt(&self, index: usize, attempt: &Attempt, error: &str, cause: Option<&str>) -> Reason {
        let took = attempt.ended_at.map_or(0, |end| end.saturating_sub(attempt.began_at));
        let after = if took > 0 { format!(" after {}", words::millis(took)) } else { String::new() };
        let cause = cause.map(|cause| decode_cause(cause).message);
        let cause = cause.filter(|cause| !cause.is_empty()).map_or_else(String::new, |cause| format!(": {}", words::cut(&cause)));
        let which = if self.view.attempts.len() > 1 { format!("attempt {} ", index + 1) } else { "it ".to_owned() };
        Reason::new(Verdict::Failed, "", format!("{which}failed with `{error}`{after}{cause}"))
    }

    fn retried(&self, index: usize, used: u32, delay_millis: u64, error: &str) -> Option<Reason> {
        let retrier = self.state.retry.get(index)?;
        let plan = RetryPlan::of(retrier);
        let left = plan.max_attempts.saturating_sub(used + 1);
        let left = if left == 0 { "the last time".to_owned() } else { format!("{left} more after that") };
        let how = plan.sum(used);
        let sentence = format!(
            "`Retry[{index}]` takes it, since it {}: it is tried again after {} ({how}), {left}",
            matched_words(&retrier.error_equals, error),
            words::millis(delay_millis),
        );
        Some(Reason::new(Verdict::Taken, format!("Retry[{index}]"), sentence))
    }

    /// What became of an error that is not tried again.
    fn ended(&self, end: Decision, error: &str) -> Vec<Reason> {
        let taken = if let Decision::Catch(index) = end { usize::from(index) } else { self.state.catch.len() };
        let passed = self.state.catch.iter().take(taken).enumerate();
        let mut reasons: Vec<Reason> =
            passed.map(|(index, catcher)| passed_over(&format!("Catch[{index}]"), &catcher.error_equals, error)).collect();
        if let Some(catcher) = self.state.catch.get(taken) {
            reasons.push(self.caught(taken, catcher, error));
            return reasons;
        }
        // A Fail state can have neither, and says itself what it ends.
        if matches!(self.state.kind, StateKind::Fail(_)) {
            return vec![];
        }
        let none = match (self.state.retry.is_empty(), self.state.catch.is_empty()) {
            (true, true) => "it has neither Retry nor Catch",
            (false, true) => "it has no Catch",
            (_, false) => "no catcher is for this error",
        };
        let on = match self.owner() {
            None => "the execution fails".to_owned(),
            Some((owner, _)) => format!("the error goes out to `{}`", owner.name.value),
        };
        reasons.push(Reason::new(Verdict::Failed, "Catch", format!("{none}: {on}")));
        reasons
    }

    fn caught(&self, index: usize, catcher: &Catcher, error: &str) -> Reason {
        let next = catcher.next.as_ref().map_or("", |next| &next.value);
        let data = match (self.state.query_language, catcher.result_path.as_ref().map(|path| &path.value), &catcher.output) {
            (QueryLanguage::Jsonata, _, Some(_)) => "with what its Output makes of the error",
            (QueryLanguage::Jsonata, ..) => "which gets the error and nothing else",
            (_, Some(PathField::Null), _) => "which gets the input without the error",
            (_, Some(PathField::Path(path)), _) if &**path != "$" => {
                let sentence = format!(
                    "`Catch[{index}]` takes it, since it {}: on to `{next}`, with the error at `{path}` of the input",
                    matched_words(&catcher.error_equals, error)
                );
                return Reason::new(Verdict::Taken, format!("Catch[{index}]"), sentence);
            }
            _ => "which gets the error in place of the input",
        };
        let sentence = format!(
            "`Catch[{index}]` takes it, since it {}: on to `{next}`, {data}",
            matched_words(&catcher.error_equals, error)
        );
        Reason::new(Verdict::Taken, format!("Catch[{index}]"), sentence)
    }
}

fn is_of_error(decision: &Decision) -> bool {
    matches!(decision, Decision::Retry { .. } | Decision::Exhausted(_) | Decision::Catch(_) | Decision::Uncaught)
}

type Names = [Spanned<Arc<str>>];

fn passed_over(place: &str, names: &Names, error: &str) -> Reason {
    let listed: Vec<&str> = names.iter().map(|name| &*name.value).collect();
    let why = match matching(&listed, error) {
        Match::Not(Some(note)) => format!("`{place}` is not for it: {note}"),
        _ => format!("`{place}` is not for it, only for {}", words::names(listed, "and")),
    };
    Reason::new(Verdict::NotTaken, place, why)
}

fn matched_words(names: &Names, error: &str) -> String {
    let listed: Vec<&str> = names.iter().map(|name| &*name.value).collect();
    match matching(&listed, error) {
        Match::ByName(name) => format!("lists `{name}`"),
        Match::ByGroup(name, about) => format!("lists `{name}`, which stands for {about}"),
        Match::Not(_) => format!("lists {}", words::names(listed, "and")),
    }
}
