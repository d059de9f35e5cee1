//! Beginning and ending scopes: branches, iterations and whole executions.

use std::sync::Arc;

use super::failure::TIMEOUT;
use super::machine::{Frame, GroupKey, GroupKind, Item, Outcome, Phase, Run};
use super::options::{Identity, WorkflowType};
use super::turn::Turn;
use crate::limits;
use crate::recording::{Details, EventId, EventType, ExecutionArn, FrameRecord, History, PayloadId, TextId};

/// A branch or iteration to start.
pub(crate) struct Branch {
    pub group: GroupKey,
    pub index: u32,
    pub scope: u32,
    pub input: PayloadId,
    /// The event that its first one points to.
    pub last: EventId,
    pub item: Option<Arc<Item>>,
}

impl Turn<'_> {
    /// Starts a branch of the state at hand.
    pub fn start_branch(&mut self, branch: Branch) {
        let owner = self.frame();
        let record = FrameRecord {
            owner: Some(owner.visit.step),
            index: branch.index,
            history: owner.run,
            scope: branch.scope,
            attempt: owner.visit.retries,
        };
        let start = self.program.scopes[branch.scope as usize].start;
        let frame = Frame {
            group: Some(branch.group),
            last: branch.last,
            variables: owner.variables.inner(),
            item: branch.item.or_else(|| owner.item.clone()),
            ..Frame::entering(self.recording.frames.len() as u32, owner.run, branch.index, start, branch.input)
        };
        self.recording.frames.push(record);
        let key = self.machine.add_frame(frame);
        self.machine.groups[branch.group].running.insert(branch.index, key);
        if let Some(standing) = self.standing_in(branch.group, branch.index) {
            self.resume(key, standing);
        }
    }

    /// The frame's scope has ended well.
    pub fn scope_ended(&mut self, output: PayloadId) {
        let Some(group) = self.frame().group else {
            let run = self.frame().run;
            self.end_run(run, Outcome::Succeeded(output));
            return;
        };
        let (key, index, last) = (self.key, self.frame().index, self.frame().last);
        self.machine.end_frame(key);
        let state = &mut self.machine.groups[group];
        state.running.remove(&index);
        state.results[index as usize] = Some(output);
        state.ended += 1;
        let (owner, all) = (state.owner, state.ended as usize == state.results.len());
        let is_map = matches!(state.kind, GroupKind::Map(_));
        self.key = owner;
        self.frame_mut().last = last;
        if is_map {
            let name = self.state().name;
            let succeeded = self.emit_after(last, EventType::MapIterationSucceeded, Details::Iteration { name, index });
            if all {
                // Recordings: the Map's end points to the success of its last iteration, the next iteration to what came before it.
                self.frame_mut().last = succeeded;
            }
            if let Err(failure) = self.start_iteration(group, last) {
                self.fail(failure);
                return;
            }
        }
        if all {
            self.frame_mut().phase = Phase::Joined(group);
            self.machine.ready(owner);
        }
    }

    /// Frees a group whose frames have all ended.
    pub fn end_group(&mut self, group: GroupKey) {
        self.machine.groups[group].results = Vec::new();
        self.machine.groups[group].running.clear();
        self.machine.groups[group].kind = GroupKind::Parallel;
        self.machine.groups[group].kept = None;
        self.machine.free_groups.push(group);
    }

    /// Starts a child execution of a distributed Map.
    #[allow(clippy::too_many_arguments, reason = "each is one column of the child's description")]
    pub fn start_run(
        &mut self,
        identity: Identity,
        workflow_type: WorkflowType,
        group: GroupKey,
        index: u32,
        scope: u32,
        input: PayloadId,
        item: Option<Arc<Item>>,
    ) {
        let GroupKind::Map(iterations) = &self.machine.groups[group].kind else { return };
        let map_run = iterations.distributed.as_ref().map(|distribution| distribution.map_run);
        let run = self.machine.runs.len() as u32;
        let before = self.recording.histories.last().map(|history| &history.execution_arn);
        self.recording.histories.push(History {
            execution_arn: ExecutionArn::beside(before, &identity.execution_arn(workflow_type)),
            map_run,
            index,
            events: Vec::new(),
        });
        let start = self.program.scopes[scope as usize].start;
        let record = FrameRecord { owner: Some(self.visit().step), index, history: run, scope, attempt: self.visit().retries };
        let frame = Frame { item, ..Frame::entering(self.recording.frames.len() as u32, run, index, start, input) };
        self.recording.frames.push(record);
        let key = self.machine.add_frame(frame);
        let now = self.machine.now;
        let longest = match workflow_type {
            WorkflowType::Standard => limits::STANDARD_MILLIS,
            WorkflowType::Express => limits::EXPRESS_MILLIS,
        };
        self.machine.runs.push(Run {
            identity: Arc::new(identity),
            workflow_type,
            frame: key,
            group: Some(group),
            index,
            started_at: now,
            input,
            deadline: Some(now + longest),
            outcome: None,
            exhausted: false,
            context: None,
            variable_bytes: 0,
        });
        self.machine.groups[group].running.insert(index, key);
        self.emit_into(run, None, EventId::default(), EventType::ExecutionStarted, Details::Input(input));
    }

    /// Ends an execution with its last event.
    pub fn end_run(&mut self, run: u32, outcome: Outcome) {
        self.end_run_because(run, outcome, None);
    }

    /// Aborts an execution, with the cause that whoever stops it gives.
    pub fn abort_run(&mut self, run: u32, cause: Option<TextId>) {
        self.end_run_because(run, Outcome::Aborted, cause);
    }

    fn end_run_because(&mut self, run: u32, outcome: Outcome, abort_cause: Option<TextId>) {
        let frame = self.machine.runs[run as usize].frame;
        let last = self.machine.frames[frame].last;
        let (kind, details) = match &outcome {
            Outcome::Succeeded(output) => (EventType::ExecutionSucceeded, Details::Output(*output)),
            Outcome::Failed { error, cause } => {
                let (error, cause) = (self.text_id(error.as_deref()), self.text_id(cause.as_deref()));
                (EventType::ExecutionFailed, Details::Failure { error, cause })
            }
            Outcome::TimedOut => {
                let error = Some(self.recording.add_text(TIMEOUT));
                (EventType::ExecutionTimedOut, Details::Failure { error, cause: None })
            }
            Outcome::Aborted => (EventType::ExecutionAborted, Details::Failure { error: None, cause: abort_cause }),
        };
        // What ends it from outside has no place in the chain of events.
        let previous = match outcome {
            Outcome::TimedOut | Outcome::Aborted => EventId::default(),
            // Recordings: whatever failed, this points to the event right before it.
            Outcome::Failed { .. } => EventId(self.recording.histories[run as usize].events.len() as u32),
            Outcome::Succeeded(_) => last,
        };
        self.emit_into(run, None, previous, kind, details);
        let state = &mut self.machine.runs[run as usize];
        state.outcome = Some(outcome.clone());
        let (group, index) = (state.group, state.index);
        if group.is_some() {
            // A child's names are of no more use; there may be very many children.
            let parent = self.machine.runs[0].identity.clone();
            let state = &mut self.machine.runs[run as usize];
            (state.identity, state.context) = (parent, None);
            // Nothing is added to its history any more, either.
            self.recording.histories[run as usize].events.shrink_to_fit();
        }
        self.end_frames(frame);
        if let Some(group) = group {
            self.child_ended(group, index, run, outcome);
        }
    }

    /// Ends a frame and all that runs inside it, without events.
    fn end_frames(&mut self, frame: usize) {
        if let Phase::Group(group) | Phase::Joined(group) = self.machine.frames[frame].phase {
            let inner: Vec<usize> = self.machine.groups[group].running.values().copied().collect();
            for key in inner {
                self.end_frames(key);
            }
            self.end_group(group);
        }
        self.machine.end_frame(frame);
    }
}
