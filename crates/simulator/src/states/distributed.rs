//! The distributed Map: a Map Run whose items are worked on by child executions with histories of their own.

use std::sync::Arc;

use expressions::Environment;
use value::{Object, Value};

use crate::data::{NumberKind, Sight};
use crate::execution::{
    ChildOutcome, Distribution, Failure, GroupKey, GroupKind, Identity, Item, Items, Outcome, Resume, Turn, Worked, WorkflowType,
    is_redriven,
};
use crate::limits;
use crate::program::{BatcherProgram, KindProgram, MapProgram, WriterProgram, WriterTransformation};
use crate::recording::{Details, EventId, EventType, MapRun, Measure, PayloadId};
use crate::services::executions::state_machine_of;

impl Turn<'_> {
    pub fn distributed_map(
        &mut self,
        program: &MapProgram,
        input: PayloadId,
        mut items: Items,
        concurrency: usize,
    ) -> Result<Worked, Failure> {
        let (tolerated_count, tolerated_percentage) = self.tolerance(program, input)?;
        let reading = match &program.reader {
            Some(reader) => Some((reader, self.reading(reader, input)?)),
            None => None,
        };
        let batching = match &program.batcher {
            Some(batcher) => Some(self.batching(batcher, input)?),
            None => None,
        };
        let kept = self.take_kept();
        let redriven = kept.as_ref().and_then(|kept| kept.map_run);
        let (map_run, started) = match redriven {
            Some(map_run) => (map_run, self.redrive_map_run(map_run)),
            None => {
                let arn = self.map_run_arn(program);
                let arn = self.recording.add_text(&arn);
                let started = self.emit(EventType::MapRunStarted, Details::MapRun(arn));
                let run = MapRun {
                    arn,
                    step: self.visit().step,
                    items: items.values.len() as u32,
                    children: 0,
                    succeeded: 0,
                    failed: 0,
                    timed_out: 0,
                    aborted: 0,
                    max_concurrency: concurrency as u32,
                    tolerated_failure_count: tolerated_count.unwrap_or_default(),
                    tolerated_failure_percentage: tolerated_percentage.unwrap_or_default(),
                };
                self.recording.map_runs.push(run);
                (self.recording.map_runs.len() as u32 - 1, started)
            }
        };
        if let Some((reader, reading)) = reading {
            items = match self.read_items(reader, &reading) {
                Ok(items) => items,
                Err(failure) => return Err(self.map_run_failed(failure)),
            };
        }
        if let Some(batching) = batching {
            items.batches = self.batch(program, batching, &items)?;
        }
        let run = &mut self.recording.map_runs[map_run as usize];
        run.items = items.values.len() as u32;
        run.children = items.count() as u32;
        let count = items.count();
        let mut outcomes = vec![None; if program.writer.is_some() { count } else { 0 }];
        for (index, resume) in kept.iter().flat_map(|kept| &kept.scopes) {
            let Resume::Done(_, run) = resume else { continue };
            self.recording.map_runs[map_run as usize].succeeded += 1;
            if let Some(slot) = outcomes.get_mut(*index as usize) {
                *slot = Some(ChildOutcome { run: *run, failure: None });
            }
        }
        let distribution = Distribution { map_run, tolerated_count, tolerated_percentage, failed: 0, outcomes };
        let most = if concurrency == 0 { limits::DISTRIBUTED_CONCURRENCY } else { concurrency };
        self.iterate(items, most.min(limits::DISTRIBUTED_CONCURRENCY), Some(distribution), started, kept)
    }

    /// The Map Run of before goes on with its children that did not succeed.
    fn redrive_map_run(&mut self, map_run: u32) -> EventId {
        let step = self.visit().step;
        let run = &mut self.recording.map_runs[map_run as usize];
        (run.step, run.succeeded, run.failed, run.timed_out, run.aborted) = (step, 0, 0, 0, 0);
        let arn = run.arn;
        let events = self.recording.events().iter();
        let before = events.filter(|event| matches!(event.details, Details::MapRunRedriven(other, _) if other == arn)).count();
        self.emit(EventType::MapRunRedriven, Details::MapRunRedriven(arn, before as u32 + 1))
    }

    /// How many failures a Map tolerates: a count and a percentage.
    pub fn tolerance(&mut self, program: &MapProgram, input: PayloadId) -> Result<(Option<u32>, Option<f64>), Failure> {
        let tolerated_count = match &program.tolerated_failure_count {
            None => None,
            Some(number) => match self.number(number, input, NumberKind::Integer)? {
                count if count < 0.0 => return Err(Failure::runtime("ToleratedFailureCount cannot be negative.")),
                count => Some(count as u32),
            },
        };
        let tolerated_percentage = match &program.tolerated_failure_percentage {
            None => None,
            Some(number) => match self.number(number, input, NumberKind::Float)? {
                percentage if !(0.0..=100.0).contains(&percentage) => {
                    return Err(Failure::runtime("ToleratedFailurePercentage must be between 0 and 100."));
                }
                percentage => Some(percentage),
            },
        };
        if let Some(probe) = &mut self.machine.probe {
            (probe.tolerated_count, probe.tolerated_percentage) = (tolerated_count, tolerated_percentage);
        }
        Ok((tolerated_count, tolerated_percentage))
    }

    /// Whether a Map whose result is given as a whole tolerates as many failures as a test wants.
    pub fn check_tolerance(&mut self, program: &MapProgram, input: PayloadId, items: usize) -> Result<(), Failure> {
        let (count, percentage) = self.tolerance(program, input)?;
        let failed = self.machine.probe.as_ref().and_then(|probe| probe.failed_iterations).unwrap_or_default();
        let share = f64::from(failed) * 100.0 / (items.max(1) as f64);
        let tolerates = count.is_some() || percentage.is_some();
        let exceeded = count.is_some_and(|most| failed > most) || percentage.is_some_and(|most| share > most);
        if failed > 0 && (exceeded || !tolerates) {
            return Err(Failure::task(Some(EXCEEDED), Some("The specified tolerated failure threshold was exceeded")));
        }
        Ok(())
    }

    fn map_run_arn(&mut self, program: &MapProgram) -> String {
        let identity = self.run().identity.clone();
        let label = program.label.clone().unwrap_or_else(|| self.state_name().clone());
        let id = self.machine.chance.uuid();
        format!("arn:aws:states:{}:{}:mapRun:{}/{label}:{id}", identity.region, identity.account, identity.state_machine)
    }

    /// The Map Run fails before or while its children run.
    pub fn map_run_failed(&mut self, failure: Failure) -> Failure {
        let failure = self.placed(failure);
        let (error, cause) = (self.text_id(failure.error.as_deref()), self.text_id(failure.cause.as_deref()));
        self.emit(EventType::MapRunFailed, Details::Failure { error, cause });
        failure
    }

    /// How items are batched.
    pub fn batching(&mut self, batcher: &BatcherProgram, input: PayloadId) -> Result<Batching, Failure> {
        let most = |turn: &mut Self, number| match number {
            Some(number) => turn.number(number, input, NumberKind::Integer).map(|most| most.max(0.0) as usize),
            None => Ok(0),
        };
        let most_items = match most(self, batcher.max_items.as_ref())? {
            0 => usize::MAX,
            most => most,
        };
        let most_bytes = match most(self, batcher.max_bytes.as_ref())? {
            0 => limits::PAYLOAD_BYTES as usize,
            most => most.min(limits::PAYLOAD_BYTES as usize),
        };
        let shared = match &batcher.batch_input {
            Some(template) => Some(self.evaluate_value(template, Sight::of(input))?),
            None => None,
        };
        Ok(Batching { most_items, most_bytes, shared })
    }

    /// The inputs of children that get several items each.
    pub fn batch(&mut self, program: &MapProgram, batching: Batching, items: &Items) -> Result<Vec<Value>, Failure> {
        let Batching { most_items, most_bytes, shared } = batching;
        // What surrounds the items: `{"BatchInput":…,"Items":[]}`.
        let around = 12 + shared.as_ref().map_or(0, |shared| 14 + Measure::of(shared).bytes as usize);
        let mut batches = Vec::new();
        let (mut batch, mut bytes) = (Vec::new(), around);
        let close = |batch: &mut Vec<Value>| {
            let mut object = Object::with_capacity(2);
            if let Some(shared) = &shared {
                object.insert("BatchInput", shared.clone());
            }
            object.insert("Items", std::mem::take(batch));
            Value::from(object)
        };
        for index in 0..items.values.len() {
            let selected = self.select_item(program, Arc::new(items.item(index)))?;
            let size = Measure::of(&selected).bytes as usize + 1;
            if !batch.is_empty() && (batch.len() >= most_items || bytes + size > most_bytes) {
                batches.push(close(&mut batch));
                bytes = around;
            }
            bytes += size;
            batch.push(selected);
        }
        if !batch.is_empty() {
            batches.push(close(&mut batch));
        }
        Ok(batches)
    }

    /// Starts a child execution.
    pub fn start_child(&mut self, group: GroupKey, index: u32, program: &MapProgram, input: PayloadId, item: Option<Arc<Item>>) {
        let parent = self.run().identity.clone();
        let label = program.label.clone().unwrap_or_else(|| self.state_name().clone());
        let identity = Identity {
            state_machine: format!("{}/{label}", parent.state_machine),
            execution: self.machine.chance.uuid(),
            ..(*parent).clone()
        };
        let workflow_type = if program.express_children { WorkflowType::Express } else { WorkflowType::Standard };
        if let Some(standing) = self.standing_in(group, index).filter(|_| is_redriven(workflow_type)) {
            self.redrive_child(group, index, program.processor, identity, standing);
            return;
        }
        self.start_run(identity, workflow_type, group, index, program.processor, input, item);
    }

    /// A child execution has ended; `run` is the child's.
    pub fn child_ended(&mut self, group: GroupKey, index: u32, run: u32, outcome: Outcome) {
        let owner = self.machine.groups[group].owner;
        self.key = owner;
        let group_state = &mut self.machine.groups[group];
        group_state.running.remove(&index);
        group_state.ended += 1;
        let (ended, total) = (group_state.ended as usize, group_state.results.len());
        let GroupKind::Map(iterations) = &mut group_state.kind else { return };
        let Some(distribution) = &mut iterations.distributed else { return };
        let counts = &mut self.recording.map_runs[distribution.map_run as usize];
        let failure = match outcome {
            Outcome::Succeeded(output) => {
                group_state.results[index as usize] = Some(output);
                counts.succeeded += 1;
                None
            }
            Outcome::Failed { error, cause } => {
                counts.failed += 1;
                Some(Failure::task(error.as_deref(), cause.as_deref()))
            }
            Outcome::TimedOut => {
                counts.timed_out += 1;
                Some(Failure::task(Some(crate::execution::TIMEOUT), None))
            }
            Outcome::Aborted => {
                counts.aborted += 1;
                return;
            }
        };
        if failure.is_some() {
            distribution.failed += 1;
        }
        if let Some(slot) = distribution.outcomes.get_mut(index as usize) {
            *slot = Some(ChildOutcome { run, failure: failure.clone() });
        }
        let failed = distribution.failed;
        let count_exceeded = distribution.tolerated_count.is_some_and(|most| failed > most);
        let share = f64::from(failed) * 100.0 / (total.max(1) as f64);
        let share_exceeded = distribution.tolerated_percentage.is_some_and(|most| share > most);
        let tolerates = distribution.tolerated_count.is_some() || distribution.tolerated_percentage.is_some();
        if failure.is_some() && (count_exceeded || share_exceeded || !tolerates) {
            let failure = Failure::task(Some(EXCEEDED), Some("The specified tolerated failure threshold was exceeded"));
            self.abort_group(group);
            let failure = self.map_run_failed(failure);
            self.recover(failure);
            return;
        }
        if ended == total {
            self.frame_mut().phase = crate::execution::Phase::Joined(group);
            self.machine.ready(owner);
            return;
        }
        let last = self.frame().last;
        if let Err(failure) = self.start_iteration(group, last) {
            self.abort_group(group);
            let failure = self.map_run_failed(failure);
            self.recover(failure);
        }
    }

    /// All children have ended: the Map Run succeeds, and its results are collected or written.
    pub fn finish_map_run(&mut self, group: GroupKey) -> Result<PayloadId, Failure> {
        let KindProgram::Map(program) = &self.state().kind else { return Ok(self.visit().effective) };
        let GroupKind::Map(iterations) = &self.machine.groups[group].kind else { return Ok(self.visit().effective) };
        let Some(distribution) = iterations.distributed.clone() else { return Ok(self.visit().effective) };
        let result = match &program.writer {
            None => self.joined_results(group),
            Some(writer) => match self.write_results(writer, group, &distribution) {
                Ok(result) => result,
                Err(failure) => return Err(self.map_run_failed(failure)),
            },
        };
        let last = self.frame().last;
        let succeeded = self.emit_after(last, EventType::MapRunSucceeded, Details::None);
        if self.service.map_run_success_advances {
            self.frame_mut().last = succeeded;
        }
        Ok(result)
    }

    fn write_results(
        &mut self,
        writer: &WriterProgram,
        group: GroupKey,
        distribution: &Distribution,
    ) -> Result<PayloadId, Failure> {
        let effective = self.visit().effective;
        let entries = self.result_entries(writer, group, distribution);
        let Some(arguments) = &writer.arguments else {
            let all = entries.succeeded.into_iter().chain(entries.failed);
            return Ok(self.recording.payloads.add(Value::array(all)));
        };
        let arguments = self.evaluate_value(arguments, Sight::of(effective))?;
        let text = |member: &str| arguments.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (bucket, prefix) = (text("Bucket"), text("Prefix"));
        let arn = self.recording.text(self.recording.map_runs[distribution.map_run as usize].arn).to_owned();
        let id = arn.rsplit(':').next().unwrap_or_default();
        let folder = if prefix.is_empty() { id.to_owned() } else { format!("{}/{id}", prefix.trim_end_matches('/')) };
        let mut files = Object::with_capacity(3);
        for (status, entries) in [("FAILED", entries.failed), ("PENDING", Vec::new()), ("SUCCEEDED", entries.succeeded)] {
            let mut listed = Vec::new();
            if !entries.is_empty() {
                let body = match writer.jsonl {
                    true => entries.iter().map(|entry| entry.to_json() + "\n").collect(),
                    false => Value::from(entries).to_json(),
                };
                let key = format!("{folder}/{status}_0.{}", if writer.jsonl { "jsonl" } else { "json" });
                let (size, key_value) = (body.len() as i64, Value::from(key.as_str()));
                listed.push(Value::object([("Key", key_value), ("Size", Value::from(size))]));
                self.host.write_object(&bucket, &key, body);
            }
            files.insert(status, listed);
        }
        let manifest = format!("{folder}/manifest.json");
        let mut contents = Object::with_capacity(3);
        contents.insert("DestinationBucket", bucket.as_str());
        contents.insert("MapRunArn", arn.as_str());
        contents.insert("ResultFiles", files);
        self.host.write_object(&bucket, &manifest, Value::from(contents).to_json());
        let details = Value::object([("Bucket", bucket), ("Key", manifest)]);
        Ok(self.recording.payloads.add(Value::object([("MapRunArn", Value::from(arn)), ("ResultWriterDetails", details)])))
    }

    fn result_entries(&self, writer: &WriterProgram, group: GroupKey, distribution: &Distribution) -> Entries {
        let mut entries = Entries::default();
        for (outcome, result) in distribution.outcomes.iter().zip(&self.machine.groups[group].results) {
            let Some(outcome) = outcome else { continue };
            let output = result.map(|id| self.recording.payloads.value(id).clone());
            let entry = match (writer.transformation, output, &outcome.failure) {
                (WriterTransformation::None, output, failure) => self.full_entry(outcome, output, failure.as_ref()),
                (_, Some(output), _) => output,
                (_, None, Some(failure)) => failure.output(),
                (_, None, None) => Value::Null,
            };
            let list = if outcome.failure.is_some() { &mut entries.failed } else { &mut entries.succeeded };
            match (writer.transformation, entry) {
                (WriterTransformation::Flatten, Value::Array(items)) => list.extend(items.iter().cloned()),
                (_, entry) => list.push(entry),
            }
        }
        entries
    }

    /// An entry as DescribeExecution shows an execution.
    fn full_entry(&self, outcome: &ChildOutcome, output: Option<Value>, failure: Option<&Failure>) -> Value {
        let run = &self.machine.runs[outcome.run as usize];
        let mut entry = Object::with_capacity(12);
        let arn = &self.recording.histories[outcome.run as usize].execution_arn;
        entry.insert("ExecutionArn", arn.to_string());
        entry.insert("Input", self.recording.payloads.text(run.input));
        entry.insert("InputDetails", Value::object([("Included", true)]));
        entry.insert("Name", arn.name());
        match (output, failure) {
            (Some(output), _) => {
                entry.insert("Output", output.to_json());
                entry.insert("OutputDetails", Value::object([("Included", true)]));
                entry.insert("Status", "SUCCEEDED");
            }
            (None, failure) => {
                if let Some(failure) = failure {
                    entry.insert("Error", failure.error.clone());
                    entry.insert("Cause", failure.cause.clone());
                }
                entry.insert("Status", "FAILED");
            }
        }
        entry.insert("StartDate", expressions::time::format_millis(self.millis_at(run.started_at)));
        entry.insert("StateMachineArn", state_machine_of(&arn.to_string()));
        entry.insert("StopDate", expressions::time::format_millis(self.millis_at(self.machine.now)));
        Value::from(entry)
    }
}

/// How items are batched.
pub(crate) struct Batching {
    most_items: usize,
    most_bytes: usize,
    /// `BatchInput`, the same for every batch.
    shared: Option<Value>,
}

/// Results by how they ended.
#[derive(Default)]
struct Entries {
    succeeded: Vec<Value>,
    failed: Vec<Value>,
}

/// The error of a Map Run with too many failed children.
const EXCEEDED: &str = "States.ExceedToleratedFailureThreshold";
