//! One turn of one frame: it goes on until it has to wait, or has done with a state.

use std::sync::Arc;

use super::failure::Failure;
use super::machine::{Frame, FrameKey, Machine, Phase, Run, Visit};
use crate::host::TaskHost;
use crate::limits;
use crate::program::{KindProgram, Next, Program, StateIndex, StateProgram};
use crate::recording::{
    AssignedRange, Decision, DecisionRecord, Details, Event, EventId, EventType, PayloadId, Recording, Stage, StageRecord,
    StepId, StepRecord,
};

use super::options::WorkflowType;
use super::service::Service;

/// A frame's turn: all that its state may look at and change.
pub(crate) struct Turn<'a> {
    pub program: &'a Program,
    pub machine: &'a mut Machine,
    pub recording: &'a mut Recording,
    pub host: &'a mut dyn TaskHost,
    pub service: Service,
    pub key: FrameKey,
}

/// What became of a state's work.
#[derive(Debug)]
pub(crate) enum Worked {
    /// It is done, and its frame goes on.
    Left,
    /// It waits for time, a task, or its branches.
    Waits,
}

impl<'a> Turn<'a> {
    /// Takes the turn.
    pub fn take(&mut self) {
        let phase = std::mem::replace(&mut self.frame_mut().phase, Phase::Over);
        let worked = match phase {
            Phase::Enter { state, input } => {
                self.enter(state, input);
                self.work()
            }
            Phase::Work => self.work(),
            Phase::Task(task) => self.task_ended(*task),
            Phase::Wait => self.wait_over(),
            Phase::Joined(group) => self.joined(group),
            Phase::Group(group) => {
                self.frame_mut().phase = Phase::Group(group);
                Ok(Worked::Waits)
            }
            Phase::Over => Ok(Worked::Waits),
        };
        if let Err(failure) = worked {
            self.fail(failure);
        }
    }

    pub fn frame(&self) -> &Frame {
        &self.machine.frames[self.key]
    }

    pub fn frame_mut(&mut self) -> &mut Frame {
        &mut self.machine.frames[self.key]
    }

    pub fn visit(&self) -> &Visit {
        &self.frame().visit
    }

    pub fn run(&self) -> &Run {
        &self.machine.runs[self.frame().run as usize]
    }

    /// The state that the frame is at. It outlives the turn, so the turn can go on changing things.
    pub fn state(&self) -> &'a StateProgram {
        self.program.state(self.visit().state)
    }

    /// The name of the state that the frame is at.
    pub fn state_name(&self) -> &'a Arc<str> {
        self.program.text(self.state().name)
    }

    fn work(&mut self) -> Result<Worked, Failure> {
        match &self.state().kind {
            KindProgram::Pass => self.pass(),
            KindProgram::Succeed => self.succeed(),
            KindProgram::Task(task) => self.task(task),
            KindProgram::Choice(choice) => self.choice(choice),
            KindProgram::Wait(wait) => self.wait(wait),
            KindProgram::Fail(fail) => self.fail_state(fail),
            KindProgram::Parallel(branches) => self.parallel(branches),
            KindProgram::Map(map) => self.map(map),
        }
    }

    fn enter(&mut self, index: StateIndex, input: PayloadId) {
        let state = self.program.state(index);
        let step = StepId(self.recording.steps.len() as u32);
        let before = self.frame().last;
        let now = self.machine.now;
        let visit = Visit {
            state: index,
            step,
            input,
            entered: EventId::default(),
            before,
            entered_at: now,
            attempts: Vec::new(),
            retries: 0,
            context: None,
            token: None,
            effective: input,
        };
        self.frame_mut().visit = visit;
        let record = self.frame().record;
        self.recording.steps.push(StepRecord { state: index.0, frame: record, entered: EventId::default() });
        let entered = self.emit(entered_event(&state.kind), Details::Entered { name: state.name, input });
        self.frame_mut().visit.entered = entered;
        if let Some(step) = self.recording.steps.last_mut() {
            step.entered = entered;
        }
    }

    /// Leaves the state for the next one, or ends the scope.
    pub fn leave(&mut self, output: PayloadId, assigned: AssignedRange, next: Next) {
        let state = self.state();
        if let Some(kind) = exited_event(&state.kind) {
            self.emit(kind, Details::Exited { name: state.name, output, assigned });
        }
        if let Some(probe) = &mut self.machine.probe {
            probe.left = Some((output, next));
        }
        self.move_on(output, next);
    }

    /// Goes to the next state without an exit of this one.
    pub fn move_on(&mut self, output: PayloadId, next: Next) {
        match next {
            Next::State(state) => {
                let key = self.key;
                self.frame_mut().phase = Phase::Enter { state, input: output };
                self.machine.ready(key);
            }
            Next::End => self.scope_ended(output),
        }
    }

    /// Adds an event that points to the frame's last one and becomes its last.
    pub fn emit(&mut self, kind: EventType, details: Details) -> EventId {
        let previous = self.frame().last;
        let id = self.emit_after(previous, kind, details);
        self.frame_mut().last = id;
        id
    }

    /// Adds an event that points to `previous` and that nothing points to yet.
    pub fn emit_after(&mut self, previous: EventId, kind: EventType, details: Details) -> EventId {
        let (run, step) = (self.frame().run, self.frame().visit.step);
        self.emit_into(run, Some(step), previous, kind, details)
    }

    /// Adds an event to a run's history, unless only its very last place is left.
    pub fn emit_into(&mut self, run: u32, step: Option<StepId>, previous: EventId, kind: EventType, details: Details) -> EventId {
        let state = &mut self.machine.runs[run as usize];
        let most = match state.workflow_type {
            WorkflowType::Standard => limits::HISTORY_EVENTS,
            WorkflowType::Express => limits::EXPRESS_EVENTS,
        };
        let events = &mut self.recording.histories[run as usize].events;
        if events.len() + 1 >= most && !ends_execution(kind) {
            state.exhausted = true;
            return EventId(events.len() as u32);
        }
        self.machine.events += 1;
        let step = step.map(|step| std::num::NonZeroU32::MIN.saturating_add(step.0));
        events.push(Event { at: self.machine.now, previous, step, kind, details });
        EventId(events.len() as u32)
    }

    /// Records what a stage made of the data.
    pub fn stage(&mut self, stage: Stage, payload: PayloadId) {
        let (step, attempt, run) = (self.visit().step, self.visit().retries, self.frame().run);
        let after = EventId(self.recording.histories[run as usize].events.len() as u32);
        self.recording.stages.push(StageRecord { step, stage, attempt, payload, after });
    }

    /// Records which arm is taken.
    pub fn decide(&mut self, made: Decision) {
        let (step, run) = (self.visit().step, self.frame().run);
        let after = EventId(self.recording.histories[run as usize].events.len() as u32);
        self.recording.decisions.push(DecisionRecord { step, after, made });
    }

    /// A payload must fit the service's limit.
    pub fn check_size(&mut self, payload: PayloadId) -> Result<(), Failure> {
        let bound = self.recording.payloads.bound(payload);
        if bound.bytes <= limits::PAYLOAD_BYTES && bound.depth <= limits::PAYLOAD_DEPTH {
            return Ok(());
        }
        let exact = self.recording.payloads.measure(payload);
        if exact.depth > limits::PAYLOAD_DEPTH {
            return Err(Failure::runtime(format!("The data nests deeper than {} levels.", limits::PAYLOAD_DEPTH)));
        }
        if exact.bytes > limits::PAYLOAD_BYTES {
            return Err(Failure::limit(self.state_name()));
        }
        Ok(())
    }
}

fn ends_execution(kind: EventType) -> bool {
    use EventType::{ExecutionAborted, ExecutionFailed, ExecutionSucceeded, ExecutionTimedOut};
    matches!(kind, ExecutionFailed | ExecutionSucceeded | ExecutionTimedOut | ExecutionAborted)
}

fn entered_event(kind: &KindProgram) -> EventType {
    match kind {
        KindProgram::Pass => EventType::PassStateEntered,
        KindProgram::Succeed => EventType::SucceedStateEntered,
        KindProgram::Task(_) => EventType::TaskStateEntered,
        KindProgram::Choice(_) => EventType::ChoiceStateEntered,
        KindProgram::Wait(_) => EventType::WaitStateEntered,
        KindProgram::Fail(_) => EventType::FailStateEntered,
        KindProgram::Parallel(_) => EventType::ParallelStateEntered,
        KindProgram::Map(_) => EventType::MapStateEntered,
    }
}

fn exited_event(kind: &KindProgram) -> Option<EventType> {
    Some(match kind {
        KindProgram::Pass => EventType::PassStateExited,
        KindProgram::Succeed => EventType::SucceedStateExited,
        KindProgram::Task(_) => EventType::TaskStateExited,
        KindProgram::Choice(_) => EventType::ChoiceStateExited,
        KindProgram::Wait(_) => EventType::WaitStateExited,
        KindProgram::Fail(_) => return None,
        KindProgram::Parallel(_) => EventType::ParallelStateExited,
        KindProgram::Map(_) => EventType::MapStateExited,
    })
}
