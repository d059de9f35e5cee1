//! On from a run that failed, or that came to no end.

use std::collections::BTreeSet;

use simulator::recording::Decision;
use simulator::scenario::Scenario;

use super::Search;
use crate::origin::Tracer;
use crate::trial::Run;

impl Search {
    /// Goes on from a run that failed, or that came to no end: mends what failed, leaves what goes round, step by step.
    pub(super) fn carry_on(&mut self, base: usize) {
        const STEPS: usize = 12;
        let mut dull: Option<Run> = None;
        for _ in 0..STEPS {
            let run = dull.as_ref().unwrap_or(&self.bases[base]);
            let (places, cause, steps) = (self.troubles(run), run.cause.clone(), run.recording.steps.len());
            let candidates = if run.ended { self.mended(run) } else { self.leaving(run) };
            let mut better = None;
            for scenario in candidates {
                let kept = self.bases.len();
                let tried = self.attempt_again(scenario);
                if self.bases.len() > kept {
                    return;
                }
                let is_better = |run: &Run| {
                    let now = self.troubles(run);
                    (now != places || run.cause != cause) && (now.is_empty() || run.recording.steps.len() >= steps || !run.ended)
                };
                if let Some(run) = tried.filter(is_better) {
                    better = Some(run);
                    break;
                }
            }
            match better {
                Some(run) => dull = Some(run),
                None => return,
            }
        }
    }

    /// The states where a run failed, or between which it goes round.
    pub(super) fn troubles(&self, run: &Run) -> Vec<u32> {
        if run.ended {
            let states = run.failing().into_iter().filter_map(|step| run.recording.steps.get(step.0 as usize));
            return states.map(|step| step.state).collect();
        }
        self.turning(run)
    }

    /// The Choices that a run without an end has come to last.
    pub(super) fn turning(&self, run: &Run) -> Vec<u32> {
        const LAST: usize = 40;
        let last = run.recording.steps.iter().rev().take(LAST).map(|step| step.state);
        let states: BTreeSet<u32> = last.collect();
        let is_choice = |state: &u32| {
            let name = self.program.state_names().get(*state as usize);
            name.and_then(|name| self.machine.state(name)).is_some_and(|state| state.kind() == "Choice")
        };
        states.into_iter().filter(is_choice).collect()
    }

    fn mended(&self, run: &Run) -> Vec<Scenario> {
        let tracer = Tracer { machine: &self.machine, run };
        run.failing().into_iter().flat_map(|step| self.going_on(&tracer, step)).collect()
    }

    /// Scenarios in which one of the Choices between which a run goes round goes elsewhere.
    pub(super) fn leaving(&self, run: &Run) -> Vec<Scenario> {
        let tracer = Tracer { machine: &self.machine, run };
        let mut scenarios = vec![];
        for state in self.turning(run) {
            let Some(written) = self.program.state_names().get(state as usize).and_then(|name| self.machine.state(name)) else {
                continue;
            };
            let visits = run.visits(state);
            let taken: BTreeSet<_> = visits.last().into_iter().flat_map(|step| run.decisions(*step)).collect();
            let rules = (0..written.list("Choices").len() as u16).map(Some).chain([None]);
            for rule in rules.filter(|rule| !taken.contains(&rule.map_or(Decision::Default, Decision::Rule))) {
                for step in visits.get(1).into_iter().chain(visits.first()) {
                    scenarios.extend(self.choosing(&tracer, *step, rule));
                }
            }
        }
        scenarios
    }
}
