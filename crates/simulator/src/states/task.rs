//! Task: asks the host for an answer and waits for it in virtual time.

use std::num::NonZeroU32;
use std::sync::Arc;

use asl::definition::IntegrationPattern;
use value::Value;

use crate::data::{NumberKind, Sight};
use crate::execution::{Expiry, Failure, OpenCallback, Origin, PendingTask, Phase, Started, TIMEOUT, Turn, Worked};
use crate::host::{Refusal, TaskAnswer, TaskOutcome, TaskRequest};
use crate::limits;
use crate::program::{Integration, KindProgram, Number, TaskProgram};
use crate::recording::{Call, CallId, Details, EventType, Measure, Note, PayloadId, Stage, TextId};

impl Turn<'_> {
    pub fn task(&mut self, program: &TaskProgram) -> Result<Worked, Failure> {
        let effective = self.effective_input()?;
        self.check_size(effective)?;
        let input = self.visit().input;
        let timeout = self.limit_seconds("TimeoutSeconds", program.timeout.as_ref(), input)?;
        let heartbeat = self.limit_seconds("HeartbeatSeconds", program.heartbeat.as_ref(), input)?;
        let role = self.role(program, input)?;
        let (resource, resource_type) = match program.integration {
            Integration::Service { resource_type, action, .. } => (action, Some(resource_type)),
            Integration::Function | Integration::Activity => (program.resource, None),
        };
        let call = CallId(self.recording.calls.len() as u32);
        self.recording.calls.push(Call {
            resource,
            resource_type,
            parameters: effective,
            timeout_seconds: timeout,
            heartbeat_seconds: heartbeat,
            role,
        });
        let answer = self.ask(program, effective);
        self.schedule(program, call, answer, timeout, heartbeat);
        Ok(Worked::Waits)
    }

    fn ask(&mut self, program: &TaskProgram, effective: PayloadId) -> TaskAnswer {
        let (index, name) = (self.visit().state.0, self.state_name());
        let workflow = self.machine.nest.workflow.clone();
        let context = self.host.wants_context(workflow.as_deref(), name).then(|| self.context());
        let pattern = program.integration.pattern();
        let is_activity = program.integration == Integration::Activity;
        let token = (pattern == IntegrationPattern::Callback || is_activity).then(|| self.token());
        let request = TaskRequest {
            workflow: workflow.as_deref(),
            state: name,
            state_index: index,
            resource: self.program.text(program.resource),
            input: self.recording.payloads.value(effective),
            context,
            token: token.as_deref(),
            pattern,
            is_activity,
            retries: self.visit().retries,
        };
        let mut answer = self.host.answer(&request, &mut self.machine.chance);
        if let Some(message) = answer.note.take() {
            let note = Note { state: Some(index), message };
            if !self.recording.notes.contains(&note) {
                self.recording.notes.push(note);
            }
        }
        answer
    }

    fn schedule(
        &mut self,
        program: &TaskProgram,
        call: CallId,
        mut answer: TaskAnswer,
        timeout: Option<NonZeroU32>,
        heartbeat: Option<NonZeroU32>,
    ) {
        let events = TaskEvents::of(program.integration);
        self.emit(events.scheduled, Details::Call(call));
        let worker = self.text_id(answer.worker.as_deref());
        if !matches!(answer.refused, Some(Refusal::Schedule | Refusal::Start)) {
            self.emit(events.started, events.started_details(call, worker));
        }
        let pattern = program.integration.pattern();
        let mut awaits_execution = false;
        if let TaskOutcome::Execution(start) = answer.outcome {
            answer.outcome = match self.start_nested(*start) {
                Started::Refused(outcome) => {
                    answer.refused = Some(Refusal::Submit);
                    outcome
                }
                Started::Runs { said, awaited: false } if pattern == IntegrationPattern::RequestResponse => {
                    TaskOutcome::Success(said)
                }
                Started::Runs { said, awaited } => {
                    (answer.submitted, awaits_execution) = (Some(said), awaited);
                    if awaited { TaskOutcome::Silence } else { TaskOutcome::Await }
                }
            };
        }
        let submits = pattern != IntegrationPattern::RequestResponse && events.is_service();
        if submits && answer.refused.is_none() {
            let submitted = answer.submitted.unwrap_or_else(|| Value::object::<&str, Value>([]));
            let output = self.recording.payloads.add(submitted);
            self.emit(EventType::TaskSubmitted, Details::CallOutput { call, output });
        }
        let now = self.machine.now;
        let millis = |seconds: Option<NonZeroU32>| seconds.map(|seconds| u64::from(seconds.get()) * 1000);
        let (timeout, heartbeat) = (millis(timeout), millis(heartbeat));
        let deadline = timeout.map(|timeout| now + timeout);
        let silent = matches!(answer.outcome, TaskOutcome::Silence | TaskOutcome::Await);
        let answered_at = if silent { None } else { Some(now.saturating_add(answer.after_millis)) };
        let heart_stops = match answer.outcome {
            TaskOutcome::Await | TaskOutcome::Silence if !awaits_execution => heartbeat,
            _ => heartbeat.filter(|_| !answer.heartbeats),
        };
        let expiries = [(deadline, Expiry::Task), (heart_stops.map(|after| now + after), Expiry::Heartbeat)];
        let first = expiries.into_iter().filter_map(|(at, expiry)| Some((at?, expiry))).min_by_key(|(at, _)| *at);
        let timed_out = first.filter(|(at, _)| answered_at.is_none_or(|answered| answered > *at));
        let key = self.key;
        let open = matches!(answer.outcome, TaskOutcome::Await);
        self.frame_mut().phase = Phase::Task(Box::new(PendingTask {
            call,
            outcome: (!open).then_some(answer.outcome),
            timeout: timed_out.map(|(_, expiry)| expiry),
            expired: false,
            deadline,
            heartbeat_millis: heartbeat,
            refused: answer.refused,
        }));
        self.machine.renew_ticket(key);
        if open {
            let token = self.token();
            let ticket = self.frame().ticket;
            self.machine.open.insert(token, OpenCallback { frame: key, ticket });
        }
        if let Some(at) = timed_out.map(|(at, _)| at).or(answered_at) {
            self.machine.wake_at(key, at);
        }
    }

    /// The task's time has come: its answer is there, or a limit ran out.
    pub fn task_ended(&mut self, task: PendingTask) -> Result<Worked, Failure> {
        let KindProgram::Task(program) = &self.state().kind else { return Ok(Worked::Waits) };
        let mut events = TaskEvents::of(program.integration);
        if let Some(refusal) = task.refused {
            events.failed = events.refused(refusal, program.integration.pattern());
        }
        let call = task.call;
        self.machine.nest.let_go(self.key);
        if let Some(token) = self.frame_mut().visit.token.take() {
            self.machine.open.remove(&token);
        }
        if let Some(expiry) = task.timeout {
            if !task.expired {
                self.task_expired(call);
                self.others_expire();
            }
            let origin = if expiry == Expiry::Heartbeat { Origin::Heartbeat } else { Origin::Task };
            return Err(Failure { origin, ..Failure::task(Some(TIMEOUT), None) });
        }
        match task.outcome {
            Some(TaskOutcome::Success(value)) => self.task_succeeded(&events, call, value, None),
            Some(TaskOutcome::SuccessText(value, text)) => self.task_succeeded(&events, call, value, Some(text)),
            Some(TaskOutcome::Failure { error, cause }) => Err(self.task_failed(&events, call, error, cause)),
            Some(TaskOutcome::Silence | TaskOutcome::Await | TaskOutcome::Execution(_)) | None => {
                self.frame_mut().phase = Phase::Task(Box::new(task));
                Ok(Worked::Waits)
            }
        }
    }

    /// The event of a task that timed out.
    fn task_expired(&mut self, call: CallId) {
        let KindProgram::Task(program) = &self.state().kind else { return };
        let events = TaskEvents::of(program.integration);
        let error = Some(self.recording.add_text(TIMEOUT));
        self.emit(events.timed_out, events.failure_details(call, error, None));
    }

    /// Tasks that time out at the same moment have all done so before the first failure ends what runs beside it.
    fn others_expire(&mut self) {
        let own = self.key;
        for key in self.machine.expiring_now(own) {
            if self.machine.frames[key].run != self.machine.frames[own].run {
                continue;
            }
            self.key = key;
            if let Phase::Task(task) = &mut self.frame_mut().phase {
                task.expired = true;
                let call = task.call;
                self.task_expired(call);
            }
        }
        self.key = own;
    }

    fn task_succeeded(
        &mut self,
        events: &TaskEvents,
        call: CallId,
        value: Value,
        text: Option<Arc<str>>,
    ) -> Result<Worked, Failure> {
        let measure = Measure::of(&value);
        if measure.bytes > limits::PAYLOAD_BYTES || measure.depth > limits::PAYLOAD_DEPTH {
            // The service reports it as the task's own failure, which `States.ALL` catches.
            let Some(Call { resource_type, resource, .. }) = self.recording.calls.get(call.0 as usize) else {
                return Ok(Worked::Waits);
            };
            let what = self.recording.text(resource_type.unwrap_or(*resource)).to_owned();
            let limit = Failure::limit(&what);
            let text = |text: Option<Arc<str>>| text.map(|text| text.to_string());
            return Err(self.task_failed(events, call, text(limit.error), text(limit.cause)));
        }
        let output = match text {
            Some(text) => self.recording.payloads.add_text(value, text),
            None => self.recording.payloads.add_bounded(value, measure),
        };
        self.emit(events.succeeded, events.output_details(call, output));
        self.stage(Stage::Result, output);
        self.finish(output)
    }

    fn task_failed(&mut self, events: &TaskEvents, call: CallId, error: Option<String>, cause: Option<String>) -> Failure {
        let clip = |text: String, most: usize| text.chars().take(most).collect::<String>();
        let error = error.map(|error| clip(error, limits::ERROR_CHARS));
        let cause = cause.map(|cause| clip(cause, limits::CAUSE_CHARS));
        let (error_id, cause_id) = (self.text_id(error.as_deref()), self.text_id(cause.as_deref()));
        self.emit(events.failed, events.failure_details(call, error_id, cause_id));
        Failure::task(error.as_deref(), cause.as_deref())
    }

    /// The id of a text, if there is one.
    pub fn text_id(&mut self, text: Option<&str>) -> Option<TextId> {
        text.map(|text| self.recording.add_text(text))
    }

    fn limit_seconds(&mut self, field: &str, number: Option<&Number>, input: PayloadId) -> Result<Option<NonZeroU32>, Failure> {
        let Some(number) = number else { return Ok(None) };
        let seconds = self.number(number, input, NumberKind::Integer)?;
        self.within_range(number, field, seconds, limits::TASK_SECONDS)?;
        Ok(NonZeroU32::new(seconds.max(0.0) as u32))
    }

    fn role(&mut self, program: &TaskProgram, input: PayloadId) -> Result<Option<TextId>, Failure> {
        let Some(credentials) = &program.credentials else { return Ok(None) };
        let value = self.evaluate_value(credentials, Sight::of(input))?;
        Ok(self.text_id(value.get("RoleArn").and_then(Value::as_str)))
    }
}

/// The events of an attempt, by what is called.
struct TaskEvents {
    scheduled: EventType,
    started: EventType,
    succeeded: EventType,
    failed: EventType,
    timed_out: EventType,
}

impl TaskEvents {
    fn of(integration: Integration) -> Self {
        match integration {
            Integration::Function => Self {
                scheduled: EventType::LambdaFunctionScheduled,
                started: EventType::LambdaFunctionStarted,
                succeeded: EventType::LambdaFunctionSucceeded,
                failed: EventType::LambdaFunctionFailed,
                timed_out: EventType::LambdaFunctionTimedOut,
            },
            Integration::Activity => Self {
                scheduled: EventType::ActivityScheduled,
                started: EventType::ActivityStarted,
                succeeded: EventType::ActivitySucceeded,
                failed: EventType::ActivityFailed,
                timed_out: EventType::ActivityTimedOut,
            },
            Integration::Service { .. } => Self {
                scheduled: EventType::TaskScheduled,
                started: EventType::TaskStarted,
                succeeded: EventType::TaskSucceeded,
                failed: EventType::TaskFailed,
                timed_out: EventType::TaskTimedOut,
            },
        }
    }

    /// The event that tells how work did not begin.
    fn refused(&self, refusal: Refusal, pattern: IntegrationPattern) -> EventType {
        match (self.scheduled, refusal) {
            (EventType::LambdaFunctionScheduled, Refusal::Schedule) => EventType::LambdaFunctionScheduleFailed,
            (EventType::LambdaFunctionScheduled, Refusal::Start) => EventType::LambdaFunctionStartFailed,
            (EventType::ActivityScheduled, Refusal::Schedule) => EventType::ActivityScheduleFailed,
            (EventType::TaskScheduled, Refusal::Start) => EventType::TaskStartFailed,
            (EventType::TaskScheduled, Refusal::Submit) if pattern != IntegrationPattern::RequestResponse => {
                EventType::TaskSubmitFailed
            }
            _ => self.failed,
        }
    }

    fn is_service(&self) -> bool {
        self.scheduled == EventType::TaskScheduled
    }

    fn started_details(&self, call: CallId, worker: Option<TextId>) -> Details {
        match self.started {
            EventType::TaskStarted => Details::Call(call),
            EventType::ActivityStarted => Details::Worker(worker),
            _ => Details::None,
        }
    }

    fn output_details(&self, call: CallId, output: PayloadId) -> Details {
        if self.is_service() { Details::CallOutput { call, output } } else { Details::Output(output) }
    }

    fn failure_details(&self, call: CallId, error: Option<TextId>, cause: Option<TextId>) -> Details {
        if self.is_service() { Details::CallFailure { call, error, cause } } else { Details::Failure { error, cause } }
    }
}
