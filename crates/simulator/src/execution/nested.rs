//! Executions that Tasks start of other workflows: they run in the same virtual time, each with a machine and a
//! recording of its own. What a Task starts and waits for ends with the Task.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expressions::Environment;
use value::Value;

use super::machine::{FrameKey, Phase};
use super::options::{Identity, Options, WorkflowType};
use super::turn::Turn;
use super::{Budget, Execution};
use crate::host::{TaskHost, TaskOutcome};
use crate::limits;
use crate::program::Program;
use crate::recording::{NestedExecution, Note};
use crate::services::executions::{self, Description};

/// A workflow that Tasks of others can start.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Its name.
    pub name: Arc<str>,
    /// What it runs.
    pub program: Arc<Program>,
    /// Its kind.
    pub workflow_type: WorkflowType,
}

/// An execution that a Task starts.
#[derive(Clone, Debug)]
pub struct Start {
    /// The workflow.
    pub workflow: Workflow,
    /// The input.
    pub input: Value,
    /// The name that the execution is to have.
    pub name: Option<String>,
    /// What the Task is answered.
    pub answer: StartAnswer,
}

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        let parts = |start: &Self| (start.workflow.name.clone(), start.input.clone(), start.name.clone(), start.answer);
        parts(self) == parts(other)
    }
}

/// What a Task that starts an execution is answered, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartAnswer {
    /// At once, that it has started; the Task may go on to wait for a report.
    Started,
    /// The same in the shape of the SDK.
    StartedBySdk,
    /// When it has ended, its description; input and output are JSON, or texts of JSON.
    Described {
        /// Whether they are JSON.
        parsed: bool,
    },
    /// When an Express execution has ended, its description in the shape of the SDK, whatever its end.
    Synchronous,
}

/// The executions that an execution has started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nest {
    /// The name of the workflow that this execution itself is of, if it was started by another.
    pub workflow: Option<Arc<str>>,
    /// How deep this execution is inside others.
    depth: usize,
    /// How many more executions may be started, in the whole run.
    left: Option<usize>,
    /// In the order they were started, as in the recording.
    children: Vec<Child>,
    /// When the next thing happens in each of them.
    due: BTreeSet<(u64, u32)>,
    /// Frames whose Task waits for an execution.
    waiting: BTreeMap<FrameKey, u32>,
    /// Executions whose Task no longer waits for them.
    orphans: Vec<u32>,
}

/// A started execution.
#[derive(Clone, Debug)]
struct Child {
    /// Its machine, and an empty recording; `None` once it is over.
    execution: Option<Box<Execution>>,
    started_at: u64,
    due: Option<u64>,
    answer: StartAnswer,
    /// The frame whose Task waits for it.
    waits: Option<FrameKey>,
    /// How many of its notes are known here.
    noted: usize,
}

impl Nest {
    /// Whether nothing happens in any of them by itself.
    pub fn is_quiet(&self) -> bool {
        self.due.is_empty()
    }

    /// When the next thing happens in one of them.
    pub fn next_at(&self) -> Option<u64> {
        self.due.first().map(|(at, _)| *at)
    }

    /// A frame no longer waits for its Task.
    pub fn let_go(&mut self, frame: FrameKey) {
        if let Some(child) = self.waiting.remove(&frame) {
            self.children[child as usize].waits = None;
            self.orphans.push(child);
        }
    }

    /// The executions that are not over, with their places and when they were started.
    pub fn running(&self) -> impl Iterator<Item = (u32, u64, &Execution)> {
        self.children
            .iter()
            .enumerate()
            .filter_map(|(index, child)| child.execution.as_deref().map(|execution| (index as u32, child.started_at, execution)))
    }

    fn set_due(&mut self, index: u32, due: Option<u64>) {
        let child = &mut self.children[index as usize];
        if let Some(before) = std::mem::replace(&mut child.due, due) {
            self.due.remove(&(before, index));
        }
        if let Some(at) = due {
            self.due.insert((at, index));
        }
    }
}

/// What came of a Task's wish to start an execution.
pub(crate) enum Started {
    /// The service refused it.
    Refused(TaskOutcome),
    /// It runs; this is what the service says.
    Runs {
        said: Value,
        /// Whether the Task waits for its end.
        awaited: bool,
    },
}

impl Turn<'_> {
    /// Starts another workflow for the Task at hand.
    pub fn start_nested(&mut self, start: Start) -> Started {
        let sdk = matches!(start.answer, StartAnswer::StartedBySdk | StartAnswer::Synchronous);
        let parent = self.run().identity.clone();
        let execution = start.name.clone().unwrap_or_else(|| self.machine.chance.uuid());
        let Workflow { name, program, workflow_type } = start.workflow;
        let identity = Identity { state_machine: name.to_string(), execution, ..(*parent).clone() };
        let arn = identity.execution_arn(workflow_type);
        let standard = workflow_type == WorkflowType::Standard;
        let known = self.recording.nested.iter().position(|nested| standard && nested.recording.arn() == arn);
        if let Some(known) = known {
            let nested = &self.recording.nested[known];
            let runs = self.machine.nest.children[known].execution.is_some();
            if runs && nested.recording.input() == Some(&start.input) && !start.answer.awaits() {
                let at = self.millis_at(nested.started_at);
                return Started::Runs { said: executions::started(&arn, at, sdk), awaited: false };
            }
            return Started::Refused(executions::already_exists(&arn, sdk));
        }
        let left = self.machine.nest.left.unwrap_or(limits::NESTED_EXECUTIONS);
        if self.machine.nest.depth >= limits::NESTED_DEPTH || left == 0 {
            let state = Some(self.visit().state.0);
            self.recording.notes.push(Note { state, message: executions::too_many_sentence(&name) });
            return Started::Refused(executions::too_many(&name, sdk));
        }
        self.machine.nest.left = Some(left - 1);
        let now = self.machine.now;
        let seed = (self.machine.chance.random() * (1_u64 << 53) as f64) as u64;
        let options =
            Options { workflow_type, input: start.input, input_text: None, seed, start_millis: self.millis_at(now), identity };
        let mut child = Execution::start(program, options);
        child.machine.nest.workflow = Some(name.clone());
        child.machine.nest.depth = self.machine.nest.depth + 1;
        let recording = std::mem::take(&mut child.recording);
        self.recording.nested.push(NestedExecution {
            workflow: name.to_string(),
            history: self.frame().run,
            step: self.visit().step,
            started_at: now,
            states: child.program.state_names().len() as u32,
            recording,
        });
        let index = self.machine.nest.children.len() as u32;
        let awaited = start.answer.awaits();
        let waits = awaited.then_some(self.key);
        let child = Child { execution: Some(Box::new(child)), started_at: now, due: None, answer: start.answer, waits, noted: 0 };
        self.machine.nest.children.push(child);
        self.machine.nest.set_due(index, Some(now));
        if awaited {
            self.machine.nest.waiting.insert(self.key, index);
        }
        Started::Runs { said: executions::started(&arn, self.millis_at(now), sdk), awaited }
    }
}

impl StartAnswer {
    fn awaits(self) -> bool {
        matches!(self, Self::Described { .. } | Self::Synchronous)
    }
}

impl Execution {
    /// When the next thing happens, on its own clock.
    fn next_at(&self) -> Option<u64> {
        let now = self.machine.now;
        if self.outcome().is_some() {
            return self.machine.nest.next_at();
        }
        if !self.machine.queue.is_empty() {
            return Some(now);
        }
        let timer = self.machine.timers.peek().map(|Reverse(timer)| (timer.at, self.machine.frames[timer.frame].run));
        let next = [timer, self.machine.nest.next_at().map(|at| (at, 0))].into_iter().flatten().min();
        next.map(|(at, run)| self.due_deadline(at, run).map_or(at, |(deadline, _)| deadline).max(now))
    }

    /// The started execution in which something happens before anything does here, and when.
    pub(super) fn nested_is_next(&self) -> Option<(u64, u32)> {
        let (at, index) = *self.machine.nest.due.first()?;
        let own = self.machine.timers.peek().map(|Reverse(timer)| timer.at).filter(|_| self.outcome().is_none());
        own.is_none_or(|own| at <= own).then_some((at, index))
    }

    /// Lets a started execution go on by one turn, at its time.
    pub(super) fn run_nested(&mut self, at: u64, index: u32, host: &mut dyn TaskHost) {
        if self.outcome().is_none() {
            let waits = self.machine.nest.children[index as usize].waits;
            let run = waits.map_or(0, |frame| self.machine.frames[frame].run);
            if let Some((deadline, run)) = self.due_deadline(at, run) {
                self.time_out(deadline, run, host);
                return;
            }
        }
        self.set_time(at);
        self.with_nested(index, |child| child.run(host, Budget { turns: 1, ..Budget::default() }));
    }

    /// Does something with a started execution from outside, at the present time.
    pub(super) fn intervene<T>(&mut self, index: u32, act: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let now = self.machine.now;
        let started_at = self.machine.nest.children.get(index as usize)?.started_at;
        self.with_nested(index, |child| {
            child.set_time(now.saturating_sub(started_at));
            act(child)
        })
    }

    /// Does something with a started execution, and answers the Task that waits for it if it has ended.
    fn with_nested<T>(&mut self, index: u32, act: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let at = index as usize;
        let mut child = self.machine.nest.children.get_mut(at)?.execution.take()?;
        std::mem::swap(&mut child.recording, &mut self.recording.nested[at].recording);
        child.machine.nest.left = self.machine.nest.left;
        let result = act(&mut child);
        self.machine.nest.left = child.machine.nest.left;
        if child.outcome().is_some() {
            self.nested_ended(index, &child);
        }
        self.take_notes(index, &child);
        let over = child.is_over();
        let due = child.next_at().filter(|_| !over).map(|due| due + self.machine.nest.children[at].started_at);
        self.machine.nest.set_due(index, due);
        std::mem::swap(&mut child.recording, &mut self.recording.nested[at].recording);
        self.machine.nest.children[at].execution = (!over).then_some(child);
        Some(result)
    }

    /// What a started execution has noted concerns who looks at this one, too.
    fn take_notes(&mut self, index: u32, child: &Self) {
        let (notes, nested) = (&child.recording.notes, &mut self.machine.nest.children[index as usize]);
        for note in &notes[nested.noted.min(notes.len())..] {
            let told = note.message.starts_with("in `");
            let workflow = child.machine.nest.workflow.as_deref().unwrap_or_default();
            let message = if told { note.message.clone() } else { format!("in `{workflow}`: {}", note.message) };
            let note = Note { state: None, message };
            if !self.recording.notes.contains(&note) {
                self.recording.notes.push(note);
            }
        }
        nested.noted = notes.len();
    }

    /// A started execution has ended: the Task that waits for it is answered.
    fn nested_ended(&mut self, index: u32, child: &Self) {
        let nested = &mut self.machine.nest.children[index as usize];
        let (Some(frame), Some(outcome)) = (nested.waits.take(), child.outcome()) else { return };
        let description = Description::of(child.recording(), outcome, self.service.counts_redrives);
        let answer = match nested.answer {
            StartAnswer::Described { parsed } => description.of_job(parsed),
            _ => TaskOutcome::Success(description.of_call()),
        };
        self.machine.nest.waiting.remove(&frame);
        if let Phase::Task(task) = &mut self.machine.frames[frame].phase {
            (task.outcome, task.timeout) = (Some(answer), None);
            self.machine.renew_ticket(frame);
            self.machine.ready(frame);
        }
    }

    /// Stops the executions whose Tasks no longer wait for them.
    pub(super) fn stop_orphans(&mut self) {
        while let Some(index) = self.machine.nest.orphans.pop() {
            let history = self.recording.nested[index as usize].history;
            let cause = executions::stopped_with(&self.recording.histories[history as usize].execution_arn.to_string());
            self.intervene(index, |child| child.stop(Some(cause)));
        }
    }
}
