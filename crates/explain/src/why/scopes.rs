//! Why a Parallel, a Map or a Fail came to what it came to.

use asl::definition::{Fail, MapState, Parallel, Setting};
use simulator::fold::{Visit, VisitStatus};
use simulator::recording::StepId;

use super::{Case, Reason, Verdict, causes};
use crate::words;

impl Case<'_> {
    pub(super) fn branches(&self, parallel: &Parallel) -> Vec<Reason> {
        let mut reasons = vec![];
        if let Some(failed) = self.first_failure_in(self.visit().step) {
            let index = self.recording.frames.get(failed.frame as usize).map_or(0, |frame| frame.index);
            let sentence = format!("{} in branch {}, and one failed branch ends them all", self.failed_words(failed), index + 1);
            reasons.push(Reason::new(Verdict::Failed, format!("Branches[{index}]"), sentence));
        } else if self.visit().status == VisitStatus::Succeeded {
            let count = parallel.branches.len();
            let sentence = format!("all {count} branches are done; their outputs are a list, in the order of the branches");
            reasons.push(Reason::new(Verdict::Taken, "Branches", sentence));
        }
        reasons
    }

    pub(super) fn iterations(&self, map: &MapState) -> Vec<Reason> {
        let frames = self.frames_of(self.visit().step);
        let mut reasons = vec![];
        let run = self.recording.map_runs.iter().find(|run| run.step == self.visit().step);
        let failures: Vec<&Visit> = self.failures_in(self.visit().step);
        match (run, failures.first()) {
            (Some(run), first) if run.failed > 0 => {
                let all = run.children;
                let tolerated = match (run.tolerated_failure_count, run.tolerated_failure_percentage) {
                    (0, 0.0) => "none is tolerated".to_owned(),
                    (count, 0.0) => format!("{count} are tolerated"),
                    (0, percentage) => format!("{percentage} % are tolerated"),
                    (count, percentage) => format!("{count} or {percentage} % are tolerated"),
                };
                let first = first.map_or_else(String::new, |failed| {
                    let index = self.history_index(failed);
                    format!(": the first is child {index}, where {}", self.failed_words(failed))
                });
                let verdict = if self.visit().status == VisitStatus::Succeeded { Verdict::Note } else { Verdict::Failed };
                let sentence = format!("{} of {all} child executions failed, {tolerated}{first}", run.failed);
                reasons.push(Reason::new(verdict, "ToleratedFailureCount", sentence));
            }
            (_, Some(failed)) => {
                let index = self.recording.frames.get(failed.frame as usize).map_or(0, |frame| frame.index);
                let sentence =
                    format!("{} in iteration {index}, and an inline Map fails with its first item", self.failed_words(failed));
                reasons.push(Reason::new(Verdict::Failed, "ItemProcessor", sentence));
            }
            _ => {}
        }
        let limit = match map.max_concurrency.as_ref().map(|limit| &limit.value) {
            Some(Setting::Value(limit)) if *limit > 0.0 => format!(", at most {limit} at a time"),
            Some(Setting::Value(_)) | None => ", as many at a time as the service allows".to_owned(),
            Some(Setting::Expression(text)) => match self.sight.jsonata(text) {
                Ok(Some(value)) => format!(", at most {} at a time", words::short(&value)),
                _ => String::new(),
            },
        };
        if run.is_none() && frames > 0 {
            let sentence = format!("{} began{limit}", words::counted(frames, "iteration"));
            reasons.push(Reason::new(Verdict::Note, "MaxConcurrency", sentence));
        }
        if frames == 0 && self.visit().status == VisitStatus::Succeeded {
            let (place, sentence) = match &map.item_reader {
                Some(_) => (
                    "ItemReader",
                    "nothing was found to read, so that nothing inside ran: a bucket holds what the scenario says of `services.s3`",
                ),
                None => ("ItemProcessor", "there were no items, so that nothing inside ran"),
            };
            reasons.push(Reason::new(Verdict::Note, place, sentence));
        }
        reasons
    }

    pub(super) fn failing(&self, fail: &Fail) -> Vec<Reason> {
        let mut reasons = vec![];
        let path = |place: &str, path: &Option<asl::text::Spanned<std::sync::Arc<str>>>| {
            let path = path.as_ref()?;
            let given = self.sight.path(&path.value).map_or_else(|error| error, |value| words::short(&value));
            Some(Reason::new(Verdict::Note, place, format!("`{}` is {given}", path.value)))
        };
        reasons.extend(path("ErrorPath", &fail.error_path));
        reasons.extend(path("CausePath", &fail.cause_path));
        if let Some(before) = causes::caught_before(self.recording, self.replay, self.visit()) {
            let sentence = format!("it came here because {}", self.failed_words(before));
            reasons.push(Reason::new(Verdict::Note, "", sentence));
        }
        reasons
    }

    /// A failed or caught visit in a clause: "`Charge` failed 4 times with `Declined`".
    fn failed_words(&self, visit: &Visit) -> String {
        let view = simulator::fold::step_of(self.recording, self.replay.index(), visit.clone(), self.replay.moment());
        let failed = view.attempts.iter().filter(|attempt| attempt.failed).count();
        let times = if failed > 1 { format!(" {}", words::times(failed)) } else { String::new() };
        let error = super::error_of(self.definition, self.recording, self.replay, &view);
        let error = error.map_or_else(String::new, |error| format!(" with `{error}`"));
        format!("`{}` failed{times}{error}", self.name_of(visit.state))
    }

    /// How many branches or iterations a step has begun.
    fn frames_of(&self, step: StepId) -> usize {
        self.recording.frames.iter().filter(|frame| frame.owner == Some(step)).count()
    }

    /// The innermost failures in the branches or iterations of a step, in the order they began.
    fn failures_in(&self, step: StepId) -> Vec<&Visit> {
        causes::failures_in(self.recording, self.replay, step)
    }

    /// The failure that ended a step's branches or iterations.
    pub(super) fn first_failure_in(&self, step: StepId) -> Option<&Visit> {
        causes::inner_failure(self.recording, self.replay, step, None)
    }

    fn history_index(&self, visit: &Visit) -> u32 {
        self.recording.histories.get(visit.history as usize).map_or(0, |history| history.index)
    }
}
