//! What a redrive keeps of a Parallel or Map that failed: the outputs of branches and iterations that succeeded, and where each
//! of the others stood. Only those go on, as the service does.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::machine::{Frame, FrameKey, Outcome, Phase, Visit};
use super::options::{Identity, WorkflowType};
use super::turn::Turn;
use super::{Execution, GroupKey};
use crate::fold::{Replay, VisitStatus, step_of};
use crate::limits;
use crate::program::StateIndex;
use crate::recording::{Details, EventId, EventType, FrameRecord, PayloadId, Recording, StepId};

/// A visit of a Parallel or Map that has failed.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// Its state.
    state: StateIndex,
    /// How its branches or iterations stand; those that never began are not among them.
    pub scopes: BTreeMap<u32, Resume>,
    /// A distributed Map's Map Run.
    pub map_run: Option<u32>,
}

/// How a branch or iteration goes on.
#[derive(Clone, Debug)]
pub(crate) enum Resume {
    /// It has succeeded, with this output, in this run.
    Done(PayloadId, u32),
    /// It goes on at a state that had been entered and not left.
    At(Box<Standing>),
}

/// Where a branch or iteration stood.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    state: StateIndex,
    input: PayloadId,
    /// The variables of its scope.
    variables: Vec<(Arc<str>, PayloadId)>,
    /// What is kept inside that state.
    inside: Option<Arc<Kept>>,
    /// The run whose history it was in.
    run: u32,
}

impl Execution {
    /// What is kept of a visit; `None` where nothing is, or everything has to be done again.
    pub(super) fn kept_of(&self, step: StepId) -> Option<Arc<Kept>> {
        // Its output was too large: what led to it is made anew, successes included.
        if let Some(Outcome::Failed { error: Some(error), .. }) = self.outcome()
            && **error == *"States.DataLimitExceeded"
        {
            return None;
        }
        let recording = &self.recording;
        let replay = Replay::at(recording, EventId(recording.events().len() as u32));
        self.kept_at(&replay, step).map(Arc::new)
    }

    fn kept_at(&self, replay: &Replay, step: StepId) -> Option<Kept> {
        let recording = &self.recording;
        let record = recording.steps.get(step.0 as usize)?;
        // What an earlier redrive kept is kept still.
        let mut scopes = self.machine.kept.get(&step).map(|kept| kept.scopes.clone()).unwrap_or_default();
        if let Some(group) = replay.index().groups_of(step).next_back() {
            for frame in replay.index().frames_of(group) {
                let Some(mut resume) = self.standing(replay, *frame) else { continue };
                let index = recording.frames[*frame as usize].index;
                // What it had assigned before it was redriven is assigned still.
                if let (Resume::At(now), Some(Resume::At(before))) = (&mut resume, scopes.get(&index)) {
                    now.variables.splice(0..0, before.variables.iter().cloned());
                }
                scopes.insert(index, resume);
            }
        }
        let map_run = recording.map_runs.iter().rposition(|run| run.step == step).map(|run| run as u32);
        (!scopes.is_empty()).then_some(Kept { state: StateIndex(record.state), scopes, map_run })
    }

    /// How a branch or iteration stood at the end; `None` if it had entered no state.
    fn standing(&self, replay: &Replay, frame: u32) -> Option<Resume> {
        let recording = &self.recording;
        let last = StepId(*replay.index().steps(frame).last()?);
        let visit = replay.visit(last)?;
        let has_succeeded = matches!(replay.frame(frame), Some(VisitStatus::Succeeded | VisitStatus::Caught));
        if let Some(output) = visit.output.filter(|_| has_succeeded) {
            return Some(Resume::Done(output, visit.history));
        }
        let state = StateIndex(visit.state);
        let inside = self.kept_at(replay, last).map(Arc::new);
        let variables = variables(recording, replay, frame);
        Some(Resume::At(Box::new(Standing { state, input: visit.input, variables, inside, run: visit.history })))
    }
}

/// The variables that a scope has assigned itself.
fn variables(recording: &Recording, replay: &Replay, frame: u32) -> Vec<(Arc<str>, PayloadId)> {
    let moment = replay.moment();
    let visits = replay.index().steps(frame).iter().filter_map(|step| replay.visit(StepId(*step)));
    let assigned = visits.flat_map(|visit| {
        let range = step_of(recording, replay.index(), visit.clone(), moment).assigned;
        let first = range.start as usize;
        recording.assigned.get(first..first + usize::from(range.count)).unwrap_or_default()
    });
    assigned.map(|(name, value)| (Arc::from(recording.text(*name)), *value)).collect()
}

impl Turn<'_> {
    /// What is kept of the state at hand, which is used once.
    pub fn take_kept(&mut self) -> Option<Arc<Kept>> {
        let (state, step) = (self.visit().state, self.visit().step);
        let kept = self.frame_mut().kept.take().filter(|kept| kept.state == state)?;
        self.machine.kept.insert(step, kept.clone());
        Some(kept)
    }

    /// Gives a new group what is kept of an earlier one; whether nothing is left to do.
    pub fn keep(&mut self, group: GroupKey, kept: Option<&Kept>) -> bool {
        let state = &mut self.machine.groups[group];
        for (index, resume) in kept.into_iter().flat_map(|kept| &kept.scopes) {
            if let (Resume::Done(output, _), Some(result)) = (resume, state.results.get_mut(*index as usize)) {
                *result = Some(*output);
                state.ended += 1;
            }
        }
        !state.results.is_empty() && state.ended as usize == state.results.len()
    }

    /// A branch or iteration that was just begun goes on where it stood.
    pub fn resume(&mut self, key: FrameKey, standing: Standing) {
        let Standing { state, input, variables, inside, .. } = standing;
        let frame = &mut self.machine.frames[key];
        (frame.phase, frame.visit, frame.kept) = (Phase::Enter { state, input }, Visit::not_yet(state, input), inside);
        let run = &mut self.machine.runs[frame.run as usize];
        for (name, value) in variables {
            let bytes = self.recording.payloads.measure(value).bytes;
            run.variable_bytes = (run.variable_bytes + u64::from(bytes)).saturating_sub(frame.variables.bytes_of(&name));
            frame.variables.assign(&name, self.recording.payloads.value(value).clone(), bytes);
        }
    }

    /// Where a branch or iteration of a group stood before.
    pub fn standing_in(&self, group: GroupKey, index: u32) -> Option<Standing> {
        match self.machine.groups[group].kept.as_ref()?.scopes.get(&index)? {
            Resume::At(standing) => Some((**standing).clone()),
            Resume::Done(..) => None,
        }
    }

    /// A Standard child execution that did not succeed is redriven: its history goes on. An Express one is started anew.
    pub fn redrive_child(&mut self, group: GroupKey, index: u32, scope: u32, identity: Identity, standing: Standing) {
        let (run, step, attempt) = (standing.run, self.visit().step, self.visit().retries);
        let item = self.frame().item.clone();
        let record = FrameRecord { owner: Some(step), index, history: run, scope, attempt };
        let (state, input) = (standing.state, standing.input);
        let frame = Frame { item, ..Frame::entering(self.recording.frames.len() as u32, run, index, state, input) };
        self.recording.frames.push(record);
        let key = self.machine.add_frame(frame);
        let now = self.machine.now;
        let execution = self.recording.histories[run as usize].execution_arn.name().to_owned();
        let state = &mut self.machine.runs[run as usize];
        (state.outcome, state.frame, state.group, state.context) = (None, key, Some(group), None);
        state.deadline = Some(now + limits::STANDARD_MILLIS);
        state.identity = Arc::new(Identity { execution, ..identity });
        state.variable_bytes = 0;
        self.resume(key, standing);
        self.machine.groups[group].running.insert(index, key);
        let events = &self.recording.histories[run as usize].events;
        let count = events.iter().filter(|event| event.kind == EventType::ExecutionRedriven).count() as u32 + 1;
        let previous = EventId(events.len() as u32);
        let redriven = self.emit_into(run, None, previous, EventType::ExecutionRedriven, Details::Redrive(count));
        self.machine.frames[key].last = redriven;
    }
}

/// Whether a child that goes on is redriven, rather than started anew.
pub(crate) fn is_redriven(workflow_type: WorkflowType) -> bool {
    workflow_type == WorkflowType::Standard
}
