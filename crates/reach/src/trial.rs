//! One run of a scenario, with what is to be known of it to find out where its data came from.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use expressions::Environment;
use simulator::coverage::{Arm, Coverage};
use simulator::host::{TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use simulator::recording::{Decision, Details, EventType, StepId};
use simulator::scenario::{Expectation, Scenario, ScenarioHost};
use simulator::{Budget, Execution, Program, Recording, Summary};
use value::Value;

/// A run of a scenario.
pub struct Run {
    /// What was run.
    pub scenario: Scenario,
    /// What happened.
    pub recording: Recording,
    /// The arms it went through.
    pub arms: BTreeSet<Arm>,
    /// Whether it came to an end, or to where somebody has to report.
    pub ended: bool,
    /// How it ended.
    pub expect: Expectation,
    /// The cause of a failure.
    pub cause: Option<Arc<str>>,
    /// What was asked of the host.
    pub log: Log,
}

/// What was asked of the host.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The results of each state's calls, in their order; `None` where one failed or is open.
    pub results: BTreeMap<Arc<str>, Vec<Option<Value>>>,
    /// The errors' names, the same way.
    pub errors: BTreeMap<Arc<str>, Vec<Option<String>>>,
    /// Objects that were asked for: bucket, key.
    pub objects: Vec<(String, String)>,
    /// Listings that were asked for: bucket, prefix.
    pub listings: Vec<(String, String)>,
}

/// The scenario's host, written along.
struct Logging {
    inner: ScenarioHost,
    log: Rc<RefCell<Log>>,
}

impl TaskHost for Logging {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        let answer = self.inner.answer(request, environment);
        if request.workflow.is_none() {
            let (result, error) = match &answer.outcome {
                TaskOutcome::Success(value) | TaskOutcome::SuccessText(value, _) => (Some(value.clone()), None),
                TaskOutcome::Failure { error, .. } => (None, error.clone()),
                _ => (None, None),
            };
            let mut log = self.log.borrow_mut();
            log.results.entry(Arc::from(request.state)).or_default().push(result);
            log.errors.entry(Arc::from(request.state)).or_default().push(error);
        }
        answer
    }

    fn whole_result(&mut self, workflow: Option<&str>, state: &str) -> Option<TaskOutcome> {
        self.inner.whole_result(workflow, state)
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        self.log.borrow_mut().objects.push((bucket.to_owned(), key.to_owned()));
        self.inner.read_object(bucket, key)
    }

    fn list_objects(&mut self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        self.log.borrow_mut().listings.push((bucket.to_owned(), prefix.to_owned()));
        self.inner.list_objects(bucket, prefix)
    }

    fn write_object(&mut self, bucket: &str, key: &str, body: String) {
        self.inner.write_object(bucket, key, body);
    }

    fn wants_context(&self, workflow: Option<&str>, state: &str) -> bool {
        self.inner.wants_context(workflow, state)
    }
}

/// Runs a scenario for at most so many turns.
pub fn run(program: &Arc<Program>, scenario: Scenario, turns: usize) -> Run {
    let log = Rc::new(RefCell::new(Log::default()));
    let mut host = Logging { inner: ScenarioHost::new(&scenario), log: Rc::clone(&log) };
    let mut execution = Execution::start(Arc::clone(program), scenario.options());
    let progress = execution.run(&mut host, Budget { turns, time_passes_while_open: false, memory: None });
    let ended = !matches!(progress, simulator::execution::Progress::Running);
    let mut coverage = Coverage::of(program);
    coverage.add(program, execution.recording());
    let arms = coverage.arms().iter().filter(|(_, count)| *count > 0).map(|(arm, _)| *arm).collect();
    let summary = Summary::of(&execution);
    let expect = Expectation {
        status: Some(summary.status.name().to_owned()),
        error: summary.error.as_deref().map(str::to_owned),
        ..Expectation::default()
    };
    drop(host);
    let log = Rc::try_unwrap(log).map(RefCell::into_inner).unwrap_or_default();
    Run { scenario, arms, ended, expect, cause: summary.cause, log, recording: execution.into_recording() }
}

impl Run {
    /// The visits of a state.
    pub fn visits(&self, state: u32) -> Vec<StepId> {
        let steps = self.recording.steps.iter().enumerate().filter(|(_, step)| step.state == state);
        steps.map(|(index, _)| StepId(index as u32)).collect()
    }

    /// The name of a visit's state.
    pub fn name(&self, step: StepId) -> Arc<str> {
        let state = self.recording.steps.get(step.0 as usize).map(|step| step.state as usize);
        state.and_then(|state| self.recording.texts.get(state).cloned()).unwrap_or_else(|| Arc::from(""))
    }

    /// The raw input of a visit.
    pub fn input(&self, step: StepId) -> Option<&Value> {
        let record = self.recording.steps.get(step.0 as usize)?;
        let frame = self.recording.frames.get(record.frame as usize)?;
        let events = &self.recording.histories.get(frame.history as usize)?.events;
        let event = events.get(record.entered.0.checked_sub(1)? as usize)?;
        match event.details {
            Details::Entered { input, .. } => Some(self.recording.payloads.value(input)),
            _ => None,
        }
    }

    /// The visit before in the same scope.
    pub fn before(&self, step: StepId) -> Option<StepId> {
        let frame = self.recording.steps.get(step.0 as usize)?.frame;
        let before = self.recording.steps.get(..step.0 as usize)?.iter().rposition(|other| other.frame == frame)?;
        Some(StepId(before as u32))
    }

    /// The visit of the Parallel or Map around, and the branch or iteration that a visit is in.
    pub fn around(&self, step: StepId) -> Option<(StepId, usize)> {
        let frame = self.recording.steps.get(step.0 as usize)?.frame;
        let frame = self.recording.frames.get(frame as usize)?;
        Some((frame.owner?, frame.index as usize))
    }

    /// The last visit in a branch or iteration of a Parallel or Map.
    pub fn last_within(&self, owner: StepId, index: usize) -> Option<StepId> {
        let frames = self.recording.frames.iter().enumerate();
        let frame = frames.filter(|(_, frame)| frame.owner == Some(owner) && frame.index as usize == index).map(|(at, _)| at);
        let frame = frame.max()? as u32;
        self.recording.steps.iter().rposition(|step| step.frame == frame).map(|at| StepId(at as u32))
    }

    /// What was decided at a visit.
    pub fn decisions(&self, step: StepId) -> impl Iterator<Item = Decision> {
        self.recording.decisions.iter().filter(move |decision| decision.step == step).map(|decision| decision.made)
    }

    /// How often a visit's work was begun.
    fn attempts(&self, step: StepId) -> u32 {
        1 + self.decisions(step).filter(|made| matches!(made, Decision::Retry { .. })).count() as u32
    }

    /// The numbers of a visit's first and last call, counted over the run.
    pub fn calls(&self, step: StepId) -> (u32, u32) {
        let state = self.recording.steps.get(step.0 as usize).map(|step| step.state);
        let earlier = self.recording.steps.iter().take(step.0 as usize).enumerate();
        let earlier = earlier.filter(|(_, other)| Some(other.state) == state);
        let first: u32 = earlier.map(|(at, _)| self.attempts(StepId(at as u32))).sum();
        (first, first + self.attempts(step) - 1)
    }

    /// The visits where executions failed: those of a Map's children first, and innermost.
    pub fn failing(&self) -> Vec<StepId> {
        const OUTER: [EventType; 3] = [EventType::MapStateFailed, EventType::ParallelStateFailed, EventType::MapIterationFailed];
        let mut steps = vec![];
        for history in self.recording.histories.iter().rev() {
            let event = |id: simulator::recording::EventId| history.events.get((id.0 as usize).checked_sub(1)?);
            let failed = history.events.iter().rev().find(|event| event.kind == EventType::ExecutionFailed);
            let mut at = failed.and_then(|failed| event(failed.previous));
            while let Some(outer) = at.filter(|event| OUTER.contains(&event.kind)) {
                at = event(outer.previous);
            }
            if let Some(step) = at.and_then(|event| event.step())
                && !steps.contains(&step)
            {
                steps.push(step);
            }
        }
        const MOST: usize = 4;
        steps.truncate(MOST);
        steps
    }

    /// The result of a state's call.
    pub fn result(&self, state: &str, call: u32) -> Option<&Value> {
        self.log.results.get(state)?.get(call as usize)?.as_ref()
    }
}
