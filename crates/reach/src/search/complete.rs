//! A scenario with the data that its run lacks: what a failing state reads and does not find is put where it would come from,
//! run after run, until nothing is missing any more.

use std::collections::BTreeSet;
use std::sync::Arc;

use simulator::recording::{Decision, EventType, StepId};
use simulator::scenario::{Mock, Reply, Scenario};
use simulator::{Program, Status};
use value::Value;

use super::{Limits, Search};
use crate::definition::Machine;
use crate::likely::{Filler, likely};
use crate::origin::Tracer;
use crate::place::{Segment, set};
use crate::repair;
use crate::trial::{Run, run};

/// What of a scenario may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// The input alone.
    Input,
    /// The input, and what Tasks answer.
    Data,
}

/// A scenario that has more of what its workflow reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// It.
    pub scenario: Scenario,
    /// What was added to its input, as paths: `$.order.id`.
    pub input: Vec<String>,
    /// The states whose Tasks answer otherwise, with what was added to their answers.
    pub answers: Vec<(Arc<str>, Vec<String>)>,
    /// How it ends now.
    pub status: Status,
    /// The error that it ends with, where it fails.
    pub error: Option<String>,
    /// How many states it enters.
    pub steps: usize,
}

/// Completes the data of a scenario; `None` where nothing that may be changed leads further.
#[must_use]
pub fn complete(
    program: &Arc<Program>,
    machine: &Machine,
    scenario: &Scenario,
    lacks: Lacks,
    limits: Limits,
) -> Option<Completed> {
    // A run through every state, and back again, is no endless one.
    let turns = limits.turns.max(4 * program.state_names().len());
    let mut search = Search::new(program, machine, Limits { turns, ..limits });
    let first = search.run(scenario.clone());
    let (before, trouble) = (first.recording.steps.len(), trouble(&first));
    let mut run = search.completed(first, lacks);
    // Data that was given says what it says; only what was added, or nothing at all, may have been the wrong one.
    if !succeeded(&run)
        && (run.scenario != *scenario || is_bare(&scenario.input))
        && let Some(better) = search.elsewhere(&run, scenario, lacks)
    {
        run = better;
    }
    let went_on = succeeded(&run) || run.recording.steps.len() > before || self::trouble(&run) != trouble;
    if run.scenario == *scenario || !went_on {
        return None;
    }
    let run = search.without_the_needless(run, scenario);
    let run = search.likelier(run, scenario);
    let mut input = vec![];
    added(&scenario.input, &run.scenario.input, "$".to_owned(), &mut input);
    let answers = run.scenario.mocks.iter().filter(|(state, mock)| scenario.mocks.get(*state) != Some(mock));
    let answers = answers.map(|(state, mock)| (state.clone(), search.gained(&run, state, mock))).collect();
    let error = run.expect.error.clone();
    let status = status(&run);
    Some(Completed { input, answers, status, error, steps: run.recording.steps.len(), scenario: run.scenario })
}

impl Search {
    /// Whether no more runs may be made. What many short runs may take, few long ones may.
    fn has_spent_all(&self) -> bool {
        const MOST_STEPS: usize = 300_000;
        self.runs >= self.limits.runs || self.steps >= MOST_STEPS
    }

    fn run(&mut self, scenario: Scenario) -> Run {
        let run = run(&self.program, scenario, self.limits.turns);
        self.runs += 1;
        self.steps += run.recording.steps.len();
        run
    }

    /// Goes on from failure to failure for as long as data helps. A run without an end is only a way to one that has one.
    fn completed(&mut self, first: Run, lacks: Lacks) -> Run {
        const REPAIRS: usize = 60;
        let (mut ended, mut open) = (first, None);
        for _ in 0..REPAIRS {
            let run = open.as_ref().unwrap_or(&ended);
            if run.ended && run.failing().is_empty() {
                break;
            }
            match self.repaired(run, lacks) {
                Some(better) if better.ended => (ended, open) = (better, None),
                Some(better) => open = Some(better),
                None => break,
            }
        }
        ended
    }

    /// The first run with other data that gets further.
    fn repaired(&mut self, run: &Run, lacks: Lacks) -> Option<Run> {
        let (before, turning, steps) = (trouble(run), self.troubles(run), run.recording.steps.len());
        let candidates = if run.ended {
            let machine = Arc::clone(&self.machine);
            let tracer = Tracer { machine: &machine, run };
            run.failing().iter().flat_map(|step| self.for_step(&tracer, *step)).collect()
        } else {
            self.leaving(run)
        };
        let (mut spent, mut to_a_fail) = (0, None);
        for scenario in candidates.into_iter().filter(|scenario| is_allowed(&run.scenario, scenario, lacks)) {
            spent += 1;
            if spent > self.limits.runs_an_arm || self.has_spent_all() {
                break;
            }
            let next = self.run(scenario);
            let goes_on = match (next.ended, run.ended) {
                (true, true) => trouble(&next) != before && next.recording.steps.len() >= steps,
                (true, false) => true,
                (false, _) => !self.turning(&next).is_empty() && self.troubles(&next) != turning,
            };
            match succeeded(&next) || goes_on {
                // What fails on purpose is gone to only where nothing else can be reached.
                true if self.fails_on_purpose(&next) => to_a_fail = to_a_fail.or(Some(next)),
                true => return Some(next),
                false => {}
            }
        }
        to_a_fail
    }

    /// Whether a run ends at a Fail.
    fn fails_on_purpose(&self, run: &Run) -> bool {
        let is_fail = |step: &StepId| self.machine.state(&run.name(*step)).is_some_and(|state| state.kind() == "Fail");
        run.ended && run.failing().first().is_some_and(is_fail)
    }

    /// Scenarios in which a visit may find what it reads; a Choice gets data for one of its rules.
    fn for_step(&self, tracer: &Tracer, step: StepId) -> Vec<Scenario> {
        match self.machine.state(&tracer.run.name(step)) {
            Some(state) if state.kind() == "Choice" => {
                let rules = (0..state.list("Choices").len() as u16).map(Some).chain([None]);
                in_turn(rules.map(|rule| self.choosing(tracer, step, rule)).collect())
            }
            Some(state) if state.kind() == "Fail" => self.for_what_was_caught(tracer, step),
            // It was told to fail.
            Some(_) if is_thrown(tracer.run, step) => vec![],
            Some(_) => {
                let mut scenarios = repair::candidates(tracer, step);
                scenarios.extend(self.going_on(tracer, step));
                scenarios
            }
            None => vec![],
        }
    }

    /// Scenarios in which what led to a Fail by a catcher may find what it reads.
    fn for_what_was_caught(&self, tracer: &Tracer, fail: StepId) -> Vec<Scenario> {
        let run = tracer.run;
        let is_caught = |step: &StepId| run.decisions(*step).any(|made| matches!(made, Decision::Catch(_)));
        let caught = (0..fail.0).rev().map(StepId).find(is_caught).filter(|step| !is_thrown(run, *step));
        caught.map_or_else(Vec::new, |step| self.for_step(tracer, step))
    }

    /// A run that succeeds because one of the Choices on its way goes elsewhere: the last that helps. What was given for
    /// Tasks stays as it is.
    fn elsewhere(&mut self, run: &Run, given: &Scenario, lacks: Lacks) -> Option<Run> {
        const VISITS: usize = 8;
        let is_choice = |step: &StepId| self.machine.state(&run.name(*step)).is_some_and(|state| state.kind() == "Choice");
        let steps = (0..run.recording.steps.len()).rev().map(|step| StepId(step as u32));
        let visits: Vec<StepId> = steps.filter(is_choice).take(VISITS).collect();
        let machine = Arc::clone(&self.machine);
        let tracer = Tracer { machine: &machine, run };
        for step in visits {
            let keeps =
                |other: &Scenario| given.mocks.keys().all(|state| other.mocks.get(state) == run.scenario.mocks.get(state));
            let candidates = self.for_step(&tracer, step).into_iter();
            for scenario in candidates.filter(|other| is_allowed(&run.scenario, other, lacks) && keeps(other)) {
                if self.has_spent_all() {
                    return None;
                }
                let begun = self.run(scenario);
                let done = self.completed(begun, lacks);
                if succeeded(&done) {
                    return Some(done);
                }
            }
        }
        None
    }

    /// The same run without what was put into its input and makes no difference.
    fn without_the_needless(&mut self, mut run: Run, given: &Scenario) -> Run {
        const MOST: usize = 40;
        let mut places = vec![];
        places_of(&given.input, &run.scenario.input, &mut vec![], &mut places);
        // Inner ones first, so that what holds them may go as well.
        places.sort_by_key(|place| std::cmp::Reverse(place.len()));
        for place in places.into_iter().take(MOST) {
            let input = set(&run.scenario.input, &place, None);
            let other = self.run(Scenario { input, ..run.scenario.clone() });
            // A run that fails still shall not fail for another reason.
            let same_end = succeeded(&run) || trouble(&other) == trouble(&run);
            if same_end && is_same_way(&other, &run) {
                run = other;
            }
        }
        run
    }

    /// What a mock's answers hold beyond what the Task would answer without it.
    fn gained(&mut self, run: &Run, state: &str, mock: &Mock) -> Vec<String> {
        let mut mocks = run.scenario.mocks.clone();
        mocks.remove(state);
        let without = self.run(Scenario { mocks, ..run.scenario.clone() });
        let mut paths = vec![];
        for (call, answer) in (0..).zip(&mock.answers) {
            if let Reply::Return(value) = &answer.reply {
                // It may be called less often without it.
                let usual = without.result(state, call).or_else(|| without.result(state, 0));
                added(usual.unwrap_or(&Value::Null), value, "$".to_owned(), &mut paths);
            }
        }
        let mut known = BTreeSet::new();
        paths.retain(|path| known.insert(path.clone()));
        paths
    }

    /// The same run with likelier texts in place of what only fills a place, as far as that changes nothing of its way.
    fn likelier(&mut self, run: Run, given: &Scenario) -> Run {
        for kind in [Filler::All, Filler::Text] {
            let scenario = with_likelier(&run.scenario, given, kind);
            if scenario == run.scenario {
                return run;
            }
            let other = self.run(scenario);
            if is_same_way(&other, &run) {
                return other;
            }
        }
        run
    }
}

/// A scenario with likelier texts in what was not given.
fn with_likelier(scenario: &Scenario, given: &Scenario, kind: Filler) -> Scenario {
    let input = likely(&scenario.input, Some(&given.input), "", kind);
    let mut other = Scenario { input, ..scenario.clone() };
    for (state, mock) in &mut other.mocks {
        if given.mocks.get(state) == scenario.mocks.get(state) {
            continue;
        }
        for answer in &mut mock.answers {
            if let Reply::Return(value) = &answer.reply {
                answer.reply = Reply::Return(likely(value, None, "", kind));
            }
        }
    }
    other
}

/// Where a run fails and why: with other data it is the same trouble still.
fn trouble(run: &Run) -> (Vec<StepId>, Option<String>) {
    (run.failing(), run.cause.as_deref().map(without_data).map(str::to_owned))
}

/// A cause without the data that it quotes.
#[must_use]
pub fn without_data(cause: &str) -> &str {
    const QUOTES: [&str; 5] = [" in the input '", " for value: ", " but was: ", "', but was '", "Bucket `"];
    QUOTES.iter().filter_map(|quote| cause.find(quote)).min().map_or(cause, |end| &cause[..end])
}

/// Whether nobody has put anything in.
fn is_bare(input: &Value) -> bool {
    input.is_null() || input.as_object().is_some_and(|members| members.is_empty())
}

/// The first of each list, then the second of each, and so on: no list is so long that another never has its turn.
fn in_turn<T>(lists: Vec<Vec<T>>) -> Vec<T> {
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut all = vec![];
    while !lists.is_empty() {
        lists.retain_mut(|list| list.next().map(|item| all.push(item)).is_some());
    }
    all
}

/// Whether a visit's last call was answered with an error.
fn is_thrown(run: &Run, step: StepId) -> bool {
    let (state, (_, last)) = (run.name(step), run.calls(step));
    run.log.errors.get(&state).and_then(|errors| errors.get(last as usize)).is_some_and(Option::is_some)
}

/// Whether two runs go the same way to the same end.
fn is_same_way(one: &Run, other: &Run) -> bool {
    let way = |run: &Run| run.recording.steps.iter().map(|step| step.state).collect::<Vec<_>>();
    status(one) == status(other) && one.expect.error == other.expect.error && way(one) == way(other)
}

/// The places of members that a value has and the one before has not.
fn places_of(before: &Value, after: &Value, at: &mut Vec<Segment>, places: &mut Vec<Vec<Segment>>) {
    let Some(members) = after.as_object() else { return };
    for (name, inner) in members.iter() {
        at.push(Segment::Key(name.clone()));
        let known = before.get(name);
        if known.is_none() {
            places.push(at.clone());
        }
        places_of(known.unwrap_or(&Value::Null), inner, at, places);
        at.pop();
    }
}

fn status(run: &Run) -> Status {
    let name = run.expect.status.as_deref().unwrap_or_default();
    [Status::Succeeded, Status::Failed, Status::TimedOut, Status::Aborted, Status::Waiting]
        .into_iter()
        .find(|status| status.name() == name)
        .unwrap_or(Status::Running)
}

fn succeeded(run: &Run) -> bool {
    run.ended
        && (status(run) == Status::Succeeded || status(run) == Status::Waiting)
        && !run.recording.events().is_empty()
        && run.recording.events().iter().all(|event| event.kind != EventType::ExecutionFailed)
}

/// Whether a scenario differs from another only in what may be changed.
fn is_allowed(before: &Scenario, after: &Scenario, lacks: Lacks) -> bool {
    match lacks {
        Lacks::Input => Scenario { input: before.input.clone(), ..after.clone() } == *before,
        // A run of Express is another one; it is for what Standard does not have.
        Lacks::Data => after.seed == before.seed,
    }
}

/// The paths of what is in a value and not in the one before.
fn added(before: &Value, after: &Value, path: String, paths: &mut Vec<String>) {
    match (before, after) {
        (before, after) if before == after => {}
        (_, Value::Object(members)) if !members.is_empty() => {
            for (name, inner) in members.iter() {
                added(before.get(name).unwrap_or(&Value::Null), inner, step_into(&path, name), paths);
            }
        }
        _ => paths.push(path),
    }
}

fn step_into(path: &str, name: &str) -> String {
    let is_plain = !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || char == '_');
    if is_plain { format!("{path}.{name}") } else { format!("{path}['{name}']") }
}
