//! Parallel: runs its branches side by side; its result is their outputs in order.

use std::collections::BTreeMap;

use value::Value;

use crate::execution::{Branch, Failure, Group, GroupKey, GroupKind, Phase, Turn, Worked};
use crate::host::TaskOutcome;
use crate::recording::{Details, EventType, Measure, PayloadId, Stage};

impl Turn<'_> {
    pub fn parallel(&mut self, branches: &[u32]) -> Result<Worked, Failure> {
        let effective = self.effective_input()?;
        if let Some(outcome) = self.whole_result() {
            self.emit(EventType::ParallelStateStarted, Details::None);
            return self.finish_whole(outcome, EventType::ParallelStateSucceeded);
        }
        let kept = self.take_kept();
        let started = self.emit(EventType::ParallelStateStarted, Details::None);
        let group = self.machine.add_group(Group {
            owner: self.key,
            kind: GroupKind::Parallel,
            results: vec![None; branches.len()],
            running: BTreeMap::new(),
            ended: 0,
            kept: kept.clone(),
        });
        if self.keep(group, kept.as_deref()) {
            return self.joined(group);
        }
        self.frame_mut().phase = Phase::Group(group);
        for (index, scope) in branches.iter().enumerate() {
            if self.machine.groups[group].results[index].is_some() {
                continue;
            }
            self.start_branch(Branch { group, index: index as u32, scope: *scope, input: effective, last: started, item: None });
        }
        Ok(Worked::Waits)
    }

    /// What the host says that the state gives as a whole.
    pub fn whole_result(&mut self) -> Option<TaskOutcome> {
        let name = self.state_name();
        self.host.whole_result(self.machine.nest.workflow.as_deref(), name)
    }

    /// Leaves a Parallel or Map whose result was given as a whole.
    pub fn finish_whole(&mut self, outcome: TaskOutcome, succeeded: EventType) -> Result<Worked, Failure> {
        let result = match outcome {
            TaskOutcome::Success(value) => self.recording.payloads.add(value),
            TaskOutcome::SuccessText(value, text) => self.recording.payloads.add_text(value, text),
            TaskOutcome::Failure { error, cause } => return Err(Failure::task(error.as_deref(), cause.as_deref())),
            TaskOutcome::Silence | TaskOutcome::Await | TaskOutcome::Execution(_) => self.recording.payloads.add(Value::Null),
        };
        let last = self.frame().last;
        self.emit_after(last, succeeded, Details::None);
        self.stage(Stage::Result, result);
        self.finish(result)
    }

    /// All branches or iterations have succeeded.
    pub fn joined(&mut self, group: GroupKey) -> Result<Worked, Failure> {
        match self.machine.groups[group].kind {
            GroupKind::Parallel => {
                let result = self.joined_results(group);
                self.end_group(group);
                let last = self.frame().last;
                self.emit_after(last, EventType::ParallelStateSucceeded, Details::None);
                self.stage(Stage::Result, result);
                self.finish(result)
            }
            GroupKind::Map(_) => self.map_joined(group),
        }
    }

    /// The results of a group in order, as one array; where a child has none, it is left out.
    pub fn joined_results(&mut self, group: GroupKey) -> PayloadId {
        let payloads = &mut self.recording.payloads;
        let mut bound = Measure { bytes: 2, depth: 0 };
        let mut results = Vec::with_capacity(self.machine.groups[group].results.len());
        for id in self.machine.groups[group].results.iter().flatten() {
            let each = payloads.bound(*id);
            bound.bytes = bound.bytes.saturating_add(each.bytes + 1);
            bound.depth = bound.depth.max(each.depth);
            results.push(payloads.value(*id).clone());
        }
        bound.depth += 1;
        payloads.add_bounded(Value::from(results), bound)
    }
}
