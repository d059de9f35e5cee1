//! The search: candidates for each missing arm from the runs that came near to it, each run, and kept if it reached something.

mod complete;
mod finish;
mod left;
mod onwards;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use simulator::coverage::{Arm, Coverage};
use simulator::recording::StepId;
use simulator::scenario::{Mock, Reply, Scenario, write_scenario};
use simulator::{Program, WorkflowType};
use value::Value;

use crate::definition::Machine;
use crate::edit::{Reach, Wish, answer, by_name, fulfilled, with_answer};
use crate::origin::{Origin, Tracer};
use crate::place::Read;
use crate::solve::{Solution, solve};
use crate::trial::{Run, run};
use crate::{failures, reason, repair};

pub use complete::{Completed, Lacks, complete, without_data};

/// How far the search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At most so many runs.
    pub runs: usize,
    /// At most so many turns a run: entries of states, ends of tasks and waits.
    pub turns: usize,
    /// At most so many runs for one arm.
    pub runs_an_arm: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { runs: 4000, turns: 2000, runs_an_arm: 400 }
    }
}

/// A scenario that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct New {
    /// It, with what is expected of it.
    pub scenario: Scenario,
    /// What it reaches that nothing before it does.
    pub reaches: Vec<Arm>,
}

/// An arm that is not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// It.
    pub arm: Arm,
    /// Why, as far as it is known.
    pub reason: String,
    /// Whether no input and no answer reaches it.
    pub dead: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The new scenarios.
    pub scenarios: Vec<New>,
    /// How many arms there are.
    pub arms: usize,
    /// How many of them the given scenarios reach.
    pub before: usize,
    /// How many are reached with the new ones.
    pub after: usize,
    /// Those that are not.
    pub missing: Vec<Missing>,
    /// How many runs it took.
    pub runs: usize,
}

/// Makes scenarios for what the given ones do not reach.
#[must_use]
pub fn generate(program: &Arc<Program>, machine: &Machine, scenarios: &[Scenario], limits: Limits) -> Generated {
    let mut generation = Generation::begin(program, machine, scenarios, limits);
    while generation.go_on(usize::MAX) {}
    generation.finish()
}

/// The same work, in slices.
pub struct Generation {
    search: Search,
    arms: usize,
    before: usize,
    /// What is to be done in this round.
    queue: VecDeque<Work>,
    /// How many runs to go out from there were when it began.
    bases: usize,
}

/// A piece of a round.
enum Work {
    /// On from a run that failed.
    CarryOn(usize),
    /// An arm from the runs that came near to it.
    Near(Arm),
    /// An arm from one of them.
    From(Arm, usize),
    /// Candidates for an arm.
    Try(Arm, std::vec::IntoIter<Scenario>),
}

impl Generation {
    /// Runs what is given.
    #[must_use]
    pub fn begin(program: &Arc<Program>, machine: &Machine, scenarios: &[Scenario], limits: Limits) -> Self {
        let mut search = Search::new(program, machine, limits);
        let arms = search.missing.len();
        search.begin(scenarios);
        let before = arms - search.missing.len();
        if scenarios.is_empty() {
            search.first();
        }
        let mut generation = Self { search, arms, before, queue: VecDeque::new(), bases: 0 };
        generation.next_round();
        generation
    }

    /// Goes on for about so many runs; whether there is more to do.
    pub fn go_on(&mut self, runs: usize) -> bool {
        /// Pieces that need no run are many, and short.
        const PIECES: usize = 2000;
        let until = self.search.runs.saturating_add(runs);
        for _ in 0..PIECES {
            if self.search.runs >= until {
                break;
            }
            let Some(work) = self.queue.pop_front() else {
                let search = &self.search;
                if search.bases.len() == self.bases || search.runs >= search.limits.runs || search.missing.is_empty() {
                    return false;
                }
                self.next_round();
                continue;
            };
            self.piece(work);
        }
        true
    }

    /// How many arms are reached, how many there are, and how many runs it took so far.
    #[must_use]
    pub fn reached(&self) -> (usize, usize, usize) {
        (self.arms - self.search.missing.len(), self.arms, self.search.runs)
    }

    /// What came of it, as far as it went.
    #[must_use]
    pub fn finish(self) -> Generated {
        let Self { search, arms, before, .. } = self;
        let (missing, runs) = (search.reasons(), search.runs);
        let after = arms - search.missing.len();
        Generated { scenarios: search.finish(), arms, before, after, missing, runs }
    }

    /// All that is missing, from all that is near to it.
    fn next_round(&mut self) {
        let search = &mut self.search;
        self.bases = search.bases.len();
        self.queue.extend((search.continued..self.bases).map(Work::CarryOn));
        search.continued = self.bases;
        self.queue.extend(search.missing.iter().copied().map(Work::Near));
    }

    fn piece(&mut self, work: Work) {
        let search = &mut self.search;
        match work {
            Work::CarryOn(base) => search.carry_on(base),
            Work::Near(arm) => {
                const NEAREST: usize = 6;
                let near = search.near(arm);
                // The latest runs know most; the first are the user's own.
                let (first, latest) = near.split_at(near.len().min(NEAREST / 2));
                let bases: Vec<usize> = first.iter().chain(latest.iter().rev().take(NEAREST / 2)).copied().collect();
                bases.into_iter().rev().for_each(|base| self.queue.push_front(Work::From(arm, base)));
            }
            Work::From(arm, base) => {
                if search.missing.contains(&arm) && search.tried.insert((arm, base)) {
                    let candidates = search.candidates(arm, &search.bases[base]);
                    self.queue.push_front(Work::Try(arm, candidates.into_iter()));
                }
            }
            Work::Try(arm, mut candidates) => {
                let Some(scenario) = candidates.next() else { return };
                let spent = search.spent.entry(arm).or_default();
                *spent += 1;
                if *spent > search.limits.runs_an_arm || !search.missing.contains(&arm) {
                    return;
                }
                drop(search.attempt(scenario));
                self.queue.push_front(Work::Try(arm, candidates));
            }
        }
    }
}

struct Search {
    program: Arc<Program>,
    machine: Arc<Machine>,
    limits: Limits,
    /// What no run that ended has reached.
    missing: BTreeSet<Arm>,
    /// What some run has reached.
    touched: BTreeSet<Arm>,
    /// Runs to go out from.
    bases: Vec<Run>,
    /// Those of them that are new scenarios, by their place.
    made: Vec<usize>,
    /// What was run before.
    seen: BTreeSet<String>,
    /// What was run on the way on from a run.
    walked: BTreeSet<String>,
    /// Arms that were tried from a base.
    tried: BTreeSet<(Arm, usize)>,
    /// Runs by arm.
    spent: BTreeMap<Arm, usize>,
    /// The rules that lead to a state, with their Choices; `None` for a Default.
    leading: BTreeMap<u32, Vec<(u32, Option<u16>)>>,
    /// So many bases were gone on from.
    continued: usize,
    runs: usize,
    /// So many states were entered by them.
    steps: usize,
}

impl Search {
    fn new(program: &Arc<Program>, machine: &Machine, limits: Limits) -> Self {
        Self {
            program: Arc::clone(program),
            machine: Arc::new(machine.clone()),
            limits,
            missing: Coverage::of(program).arms().iter().map(|(arm, _)| *arm).collect(),
            touched: BTreeSet::new(),
            bases: vec![],
            made: vec![],
            seen: BTreeSet::new(),
            walked: BTreeSet::new(),
            tried: BTreeSet::new(),
            spent: BTreeMap::new(),
            leading: leading(program, machine),
            continued: 0,
            runs: 0,
            steps: 0,
        }
    }
}

impl Search {
    /// Runs what is given.
    fn begin(&mut self, scenarios: &[Scenario]) {
        for scenario in scenarios {
            // Given scenarios may be longer than what is searched.
            const LONGER: usize = 100;
            let run = run(&self.program, scenario.clone(), self.limits.turns.saturating_mul(LONGER));
            self.runs += 1;
            self.missing.retain(|arm| !run.arms.contains(arm));
            self.touched.extend(run.arms.iter().copied());
            self.bases.push(run);
        }
    }

    /// Runs the simplest scenario: nothing comes in, and whoever has to report does.
    fn first(&mut self) {
        let mut scenario = Scenario::default();
        for name in self.program.state_names() {
            let Some(state) = self.machine.state(name).filter(|state| state.kind() == "Task") else { continue };
            let resource = state.text("Resource").unwrap_or_default();
            if resource.contains(":activity:") || resource.ends_with(".waitForTaskToken") {
                let reply = Reply::Return(Value::object::<&str, Value>([]));
                scenario.mocks.insert(name.clone(), Mock { answers: vec![answer(0, None, reply)] });
            }
        }
        drop(self.attempt(scenario));
    }

    /// Runs a candidate, which is kept if it reaches what was missing, or touches something new. Gives back what is not.
    fn attempt(&mut self, scenario: Scenario) -> Option<Run> {
        if self.runs >= self.limits.runs || !self.seen.insert(write_scenario(&scenario).to_json()) {
            return None;
        }
        self.try_out(scenario)
    }

    /// The same on the way on from a run, which may lead over what was of no use by itself.
    fn attempt_again(&mut self, scenario: Scenario) -> Option<Run> {
        let written = write_scenario(&scenario).to_json();
        if self.runs >= self.limits.runs || !self.walked.insert(written.clone()) {
            return None;
        }
        self.seen.insert(written);
        self.try_out(scenario)
    }

    fn try_out(&mut self, scenario: Scenario) -> Option<Run> {
        self.runs += 1;
        let run = run(&self.program, scenario, self.limits.turns);
        let reached = run.ended && run.arms.iter().any(|arm| self.missing.contains(arm));
        if reached {
            self.missing.retain(|arm| !run.arms.contains(arm));
            self.made.push(self.bases.len());
        }
        if reached || run.arms.iter().any(|arm| !self.touched.contains(arm)) {
            self.touched.extend(run.arms.iter().copied());
            self.bases.push(run);
            return None;
        }
        Some(run)
    }

    /// The runs that came near to an arm.
    fn near(&self, arm: Arm) -> Vec<usize> {
        let states: Vec<u32> = match arm {
            Arm::State(state) => self.before(state).iter().map(|(state, _)| *state).chain(self.around(state)).collect(),
            _ => vec![arm.state()],
        };
        let is_near = |run: &Run| states.iter().any(|state| run.arms.contains(&Arm::State(*state)));
        let near = self.bases.iter().enumerate().filter(|(_, run)| is_near(run));
        near.map(|(index, _)| index).collect()
    }

    /// The rules that lead to a state, with their Choices.
    fn before(&self, state: u32) -> &[(u32, Option<u16>)] {
        self.leading.get(&state).map_or(&[], Vec::as_slice)
    }

    /// The Map that begins with a state.
    fn around(&self, state: u32) -> Option<u32> {
        let written = self.machine.state(self.program.state_names().get(state as usize)?)?;
        let around = written.around.as_ref().filter(|_| written.starts)?;
        self.program.state_names().iter().position(|name| name == around).map(|index| index as u32)
    }

    fn candidates(&self, arm: Arm, run: &Run) -> Vec<Scenario> {
        let tracer = Tracer { machine: &self.machine, run };
        if let Arm::State(state) = arm {
            let rules = self.before(state).iter();
            let chosen = rules.flat_map(|(choice, rule)| looked_at(run, *choice).into_iter().map(move |step| (step, *rule)));
            let mut scenarios: Vec<Scenario> = chosen.flat_map(|(step, rule)| self.choosing(&tracer, step, rule)).collect();
            let around = self.around(state).map(|around| looked_at(run, around)).unwrap_or_default();
            scenarios.extend(around.into_iter().flat_map(|step| self.going_on(&tracer, step)));
            return scenarios;
        }
        let at = |step: StepId| match arm {
            Arm::State(_) | Arm::Next(_) => self.going_on(&tracer, step),
            Arm::Rule(_, rule) => self.choosing(&tracer, step, Some(rule)),
            Arm::Default(_) => self.choosing(&tracer, step, None),
            Arm::Retrier(_, retrier) => failures::candidates(&tracer, step, "Retry", retrier),
            Arm::Catcher(_, catcher) => failures::candidates(&tracer, step, "Catch", catcher),
        };
        looked_at(run, arm.state()).into_iter().flat_map(at).collect()
    }

    /// Scenarios in which a state may come to its end.
    fn going_on(&self, tracer: &Tracer, step: StepId) -> Vec<Scenario> {
        let (run, name) = (tracer.run, tracer.run.name(step));
        let mut scenarios = vec![];
        match self.machine.state(&name) {
            Some(state) if state.kind() == "Task" => {
                let last = run.calls(step).1;
                if run.result(&name, last).is_none() {
                    let reply = Reply::Return(Value::object::<&str, Value>([]));
                    scenarios.push(with_answer(&run.scenario, &name, answer(last, None, reply)));
                }
            }
            Some(state) if state.value.get("ItemReader").is_some() => scenarios.extend(repair::objects(tracer, &name)),
            _ => {}
        }
        scenarios.extend(repair::candidates(tracer, step));
        scenarios.push(Scenario { workflow_type: WorkflowType::Express, ..run.scenario.clone() });
        scenarios
    }

    /// Scenarios in which a Choice may take a rule, or its default.
    fn choosing(&self, tracer: &Tracer, step: StepId, rule: Option<u16>) -> Vec<Scenario> {
        let Some(state) = self.machine.state(&tracer.run.name(step)) else { return vec![] };
        let known = |read: &Read| repair::known(tracer, step, read);
        let mut operands = vec![];
        let formula = reason::formula(state, rule).resolved(&known, &mut operands);
        let mut scenarios = vec![];
        for solution in solve(&formula, &known).ways {
            for mut reads in spelled_out(&solution) {
                reads.extend(operands.iter().map(|(read, value)| (read.clone(), Some(value.clone()))));
                scenarios.extend(wished(tracer, step, &reads));
            }
        }
        if self.machine.draws() {
            const SEEDS: u64 = 60;
            scenarios.extend((2..SEEDS).map(|seed| Scenario { seed, ..tracer.run.scenario.clone() }));
        }
        scenarios
    }
}

/// The rules that lead to each state, with their Choices.
fn leading(program: &Program, machine: &Machine) -> BTreeMap<u32, Vec<(u32, Option<u16>)>> {
    let numbers: BTreeMap<&str, u32> = program.state_names().iter().zip(0..).map(|(name, number)| (&**name, number)).collect();
    let mut leading: BTreeMap<u32, Vec<(u32, Option<u16>)>> = BTreeMap::new();
    for (name, choice) in &numbers {
        let Some(state) = machine.state(name).filter(|state| state.kind() == "Choice") else { continue };
        let rules = state.list("Choices").iter().zip(0..).map(|(rule, number)| (rule.get("Next"), Some(number)));
        for (next, rule) in rules.chain([(state.value.get("Default"), None)]) {
            if let Some(next) = next.and_then(Value::as_str).and_then(|next| numbers.get(next)) {
                leading.entry(*next).or_default().push((*choice, rule));
            }
        }
    }
    leading
}

/// The visits of a state that are looked at: the first, the last, the second.
fn looked_at(run: &Run, state: u32) -> Vec<StepId> {
    let visits = run.visits(state);
    let mut steps: Vec<StepId> = visits.first().into_iter().chain(visits.last()).copied().collect();
    steps.extend(visits.get(1));
    steps.dedup();
    steps
}

type Wishes = Vec<(Read, Option<Value>)>;

/// A solution with values in place of what has to be searched: each that is spoken of, and its neighbours.
fn spelled_out(solution: &Solution) -> Vec<Wishes> {
    let mut all: Vec<Wishes> = vec![solution.wishes.clone()];
    for (reads, values) in &solution.open {
        let mut more = vec![];
        let neighbours = values.iter().flat_map(|value| {
            crate::condition::Test::Related(crate::condition::Relation::Equal, crate::condition::Operand::Value(value.clone()))
                .suggestions()
        });
        let list = |value: &Value| Some(Value::array([value.clone()]));
        let others =
            [Value::from(true), Value::from(false), Value::from(0), Value::from(1), Value::from("text"), Value::from(1000)];
        let general = others.into_iter().map(Some).chain([None, Some(Value::array([Value::object::<&str, Value>([])]))]);
        for value in neighbours.chain(general).chain(values.iter().map(list)) {
            for read in reads {
                more.push(vec![(read.clone(), value.clone())]);
            }
            if reads.len() > 1 {
                more.push(reads.iter().map(|read| (read.clone(), value.clone())).collect());
            }
        }
        const MOST: usize = 160;
        let joined = all.iter().flat_map(|before| more.iter().map(move |after| [before.as_slice(), after.as_slice()].concat()));
        // As it is comes first.
        all = all.iter().cloned().chain(joined).take(MOST).collect();
    }
    all
}

/// Scenarios in which a visit may read these values.
fn wished(tracer: &Tracer, step: StepId, reads: &[(Read, Option<Value>)]) -> Vec<Scenario> {
    let wish = |(read, value): &(Read, Option<Value>)| Wish {
        origin: tracer.read(step, read),
        path: read.path.clone(),
        value: value.clone(),
    };
    let wishes: Vec<Wish> = reads.iter().map(wish).collect();
    // What is written in the definition stays as it is.
    let (fixed, free): (Vec<Wish>, Vec<Wish>) =
        wishes.into_iter().partition(|wish| matches!(wish.origin, Origin::Constant { .. } | Origin::Unknown));
    let mut scenarios: Vec<Scenario> =
        [Reach::Onwards, Reach::Once].iter().filter_map(|reach| fulfilled(tracer.run, &free, *reach)).collect();
    scenarios.extend(fixed.iter().flat_map(|wish| by_name(tracer.run, wish)));
    scenarios
}
