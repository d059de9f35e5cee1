//! What happens to an error: Retry, then Catch, else the scope around fails too.

use std::sync::Arc;

use expressions::Environment;
use value::Value;

use super::failure::{Failure, Origin, TIMEOUT};
use super::machine::{FrameKey, GroupKey, GroupKind, Outcome, Phase};
use super::turn::Turn;
use crate::data::Sight;
use crate::program::{KindProgram, Language, Next};
use crate::recording::{Decision, Details, EvaluationRecord, EventId, EventType};

impl Failure {
    /// `{Error, Cause}`, as a catcher sees it. What a callback's failure leaves out is `null`; a timeout has an empty cause
    /// (recorded).
    pub fn output(&self) -> Value {
        let timed_out = self.error.as_deref() == Some(TIMEOUT);
        let cause = self.cause.clone().or_else(|| timed_out.then(|| Arc::from("")));
        Value::object([("Error", Value::from(self.error.clone())), ("Cause", Value::from(cause))])
    }
}

impl Turn<'_> {
    /// The state at hand has failed.
    pub fn fail(&mut self, failure: Failure) {
        self.abort_own_group();
        let failure = self.placed(failure);
        self.recover(failure);
    }

    /// A failure with the state's name in its cause and, for evaluations, an event of its own.
    pub fn placed(&mut self, mut failure: Failure) -> Failure {
        if failure.placed || !failure.names_its_state() {
            return failure;
        }
        if self.machine.probe.is_some() {
            // A test of one state has no history to point to.
            failure.placed = true;
            return failure;
        }
        let name = self.state_name();
        let cause = failure.cause.as_deref().unwrap_or_default();
        let entered = self.visit().entered.0;
        let cause = format!("An error occurred while executing the state '{name}' (entered at the event id #{entered}). {cause}");
        failure.placed = true;
        if let Origin::Evaluation { location } = &failure.origin {
            let record = EvaluationRecord {
                error: self.recording.add_text(failure.error.as_deref().unwrap_or_default()),
                cause: self.recording.add_text(&cause),
                location: location.as_deref().map(|location| self.recording.add_text(location)),
                state: self.state().name,
            };
            self.recording.evaluations.push(record);
            let index = self.recording.evaluations.len() as u32 - 1;
            // Until its work has had an event, a state is not yet part of the chain of events.
            let (last, visit) = (self.frame().last, self.visit());
            let previous = if last == visit.entered { visit.before } else { last };
            let id = self.emit_after(previous, EventType::EvaluationFailed, Details::Evaluation(index));
            self.frame_mut().last = id;
        }
        failure.cause = Some(Arc::from(cause));
        failure
    }

    /// Retries, catches, or lets the scope fail.
    pub fn recover(&mut self, failure: Failure) {
        if let Some(probe) = &mut self.machine.probe {
            probe.failure = Some(failure.clone());
        }
        if failure.is_fatal() {
            self.execution_failed(failure);
            return;
        }
        if self.retries(&failure) {
            return;
        }
        match self.state().kind {
            KindProgram::Parallel(_) => {
                self.emit(EventType::ParallelStateFailed, Details::None);
            }
            KindProgram::Map(_) => {
                self.emit(EventType::MapStateFailed, Details::None);
            }
            _ => {}
        }
        match self.catches(&failure) {
            Ok(true) => {}
            Ok(false) => self.scope_failed(failure),
            Err(another) => {
                let another = self.placed(another);
                if another.is_fatal() { self.execution_failed(another) } else { self.scope_failed(another) }
            }
        }
    }

    fn retries(&mut self, failure: &Failure) -> bool {
        let state = self.state();
        let Some(index) = state.retry.iter().position(|retrier| failure.matches(&retrier.errors)) else { return false };
        let retrier = &state.retry[index];
        let now = self.machine.now;
        let key = self.key;
        let visit = &mut self.machine.frames[key].visit;
        let before = self.machine.probe.as_ref().and_then(|probe| probe.retrier_count).unwrap_or_default();
        visit.attempts.resize(state.retry.len(), before);
        let used = visit.attempts[index];
        if used >= retrier.plan.max_attempts {
            if let Some(probe) = &mut self.machine.probe {
                probe.exhausted = Some(index);
            }
            self.decide(Decision::Exhausted(index as u16));
            return false;
        }
        visit.attempts[index] += 1;
        visit.retries += 1;
        visit.context = None;
        visit.token = None;
        let (mut seconds, _) = retrier.plan.wait(used);
        if retrier.plan.full_jitter {
            seconds *= self.machine.chance.random();
        }
        if let Some(probe) = &mut self.machine.probe {
            probe.retried = Some((index, seconds));
        }
        let millis = (seconds * 1000.0).round().clamp(0.0, LONGEST_DELAY_MILLIS);
        self.recording.retries += 1;
        self.decide(Decision::Retry { retrier: index as u16, used, delay_millis: millis as u64 });
        self.frame_mut().phase = Phase::Work;
        self.machine.renew_ticket(key);
        self.machine.wake_at(key, now.saturating_add(millis as u64));
        true
    }

    fn catches(&mut self, failure: &Failure) -> Result<bool, Failure> {
        let state = self.state();
        let Some(index) = state.catch.iter().position(|catcher| failure.matches(&catcher.errors)) else {
            self.decide(Decision::Uncaught);
            return Ok(false);
        };
        self.decide(Decision::Catch(index as u16));
        let catcher = &state.catch[index];
        if let Some(probe) = &mut self.machine.probe {
            probe.caught = Some(index);
        }
        self.frame_mut().visit.context = None;
        let error = self.recording.payloads.add(failure.output());
        let sight = Sight { root: error, result: None, error: Some(error) };
        let output = match (state.language, &catcher.output) {
            (Language::JsonPath, _) => self.result_path(&catcher.result_path, error)?,
            (Language::Jsonata, None) => error,
            (Language::Jsonata, Some(template)) => self.evaluate(template, sight)?,
        };
        self.check_size(output)?;
        let assignment = self.assignment(catcher.assign.as_ref(), sight)?;
        let assigned = self.assign(catcher.assign.as_ref(), assignment);
        self.leave(output, assigned, Next::State(catcher.next));
        Ok(true)
    }

    /// The whole execution fails at once, however deep the frame is: nothing around it has a say, or an event.
    fn execution_failed(&mut self, failure: Failure) {
        let (run, last) = (self.frame().run, self.frame().last);
        let root = self.machine.runs[run as usize].frame;
        self.machine.frames[root].last = last;
        self.end_run(run, Outcome::Failed { error: failure.error, cause: failure.cause });
    }

    /// The frame's scope fails: the execution, or the Parallel or Map around it.
    fn scope_failed(&mut self, failure: Failure) {
        let Some(group) = self.frame().group else {
            self.execution_failed(failure);
            return;
        };
        let (key, index, last) = (self.key, self.frame().index, self.frame().last);
        let owner = self.machine.groups[group].owner;
        match self.machine.groups[group].kind {
            GroupKind::Parallel => {
                if matches!(self.state().kind, KindProgram::Task(_)) {
                    self.emit_after(last, EventType::TaskStateAborted, Details::None);
                }
            }
            GroupKind::Map(_) => {
                let name = self.program.state(self.machine.frames[owner].visit.state).name;
                let (run, step) = (self.frame().run, self.machine.frames[owner].visit.step);
                self.emit_into(run, Some(step), last, EventType::MapIterationFailed, Details::Iteration { name, index });
            }
        }
        self.machine.groups[group].running.remove(&index);
        self.machine.end_frame(key);
        self.key = owner;
        self.frame_mut().last = last;
        self.abort_group(group);
        self.recover(failure);
    }

    /// Ends what a group still runs, with the events that say so, and the group itself.
    pub fn abort_group(&mut self, group: GroupKey) {
        let running: Vec<(u32, FrameKey)> =
            self.machine.groups[group].running.iter().map(|(index, key)| (*index, *key)).collect();
        let owner = self.machine.groups[group].owner;
        let mut distributed = None;
        if let GroupKind::Map(iterations) = &self.machine.groups[group].kind {
            distributed = iterations.distributed.as_ref().map(|distribution| distribution.map_run);
        }
        for (index, key) in running {
            let (run, last) = (self.machine.frames[key].run, self.machine.frames[key].last);
            if let Some(map_run) = distributed {
                self.abort_frame(key);
                self.emit_into(run, None, last, EventType::ExecutionAborted, Details::Failure { error: None, cause: None });
                self.machine.runs[run as usize].outcome = Some(Outcome::Aborted);
                self.recording.map_runs[map_run as usize].aborted += 1;
                continue;
            }
            self.abort_frame(key);
            if matches!(self.machine.groups[group].kind, GroupKind::Map(_)) {
                let visit = &self.machine.frames[owner].visit;
                let (name, step) = (self.program.state(visit.state).name, visit.step);
                self.emit_into(run, Some(step), last, EventType::MapIterationAborted, Details::Iteration { name, index });
            }
        }
        self.end_group(group);
    }

    fn abort_frame(&mut self, key: FrameKey) {
        let turn_key = std::mem::replace(&mut self.key, key);
        let entered = !matches!(self.frame().phase, Phase::Enter { .. } | Phase::Over);
        if let Phase::Group(group) | Phase::Joined(group) = self.frame().phase {
            self.abort_group(group);
        }
        if entered {
            let kind = match self.state().kind {
                KindProgram::Task(_) => Some(EventType::TaskStateAborted),
                KindProgram::Wait(_) => Some(EventType::WaitStateAborted),
                KindProgram::Parallel(_) => Some(EventType::ParallelStateAborted),
                KindProgram::Map(_) => Some(EventType::MapStateAborted),
                _ => None,
            };
            if let Some(kind) = kind {
                let last: EventId = self.frame().last;
                self.emit_after(last, kind, Details::None);
            }
        }
        self.machine.end_frame(key);
        self.key = turn_key;
    }

    /// Ends the branches of a state that fails itself while they run.
    fn abort_own_group(&mut self) {
        if let Phase::Group(group) = self.frame().phase {
            self.frame_mut().phase = Phase::Over;
            self.abort_group(group);
        }
    }
}

/// No retry waits longer: the service's own longest interval.
const LONGEST_DELAY_MILLIS: f64 = 99_999_999_000.0;
