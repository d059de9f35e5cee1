//! The context object, `$$` and `$states.context`. It is made only for states that look at it.

use asl::definition::IntegrationPattern;
use expressions::Environment;
use std::sync::Arc;
use value::{Object, Value};

use crate::execution::{Turn, WorkflowType};
use crate::program::KindProgram;
use crate::states::STATE_DATA;

impl Turn<'_> {
    /// The context object as the state at hand sees it.
    pub fn context(&mut self) -> Value {
        if let Some(context) = &self.visit().context {
            return context.clone();
        }
        if let Some(context) = &self.machine.context {
            return context.clone();
        }
        let (execution, machine) = self.run_context();
        let mut context = Object::with_capacity(5);
        context.insert("Execution", execution);
        context.insert("StateMachine", machine);
        context.insert("State", self.state_context());
        if let Some(item) = self.frame().item.clone() {
            let mut printed = Object::with_capacity(4);
            printed.insert("Index", i64::from(item.index));
            if let Some(key) = &item.key {
                printed.insert("Key", key.clone());
            }
            printed.insert("Value", item.value.clone());
            // Recorded: an inline Map says nothing of the state's own data.
            if &*item.source != STATE_DATA {
                printed.insert("Source", item.source.clone());
            }
            context.insert("Map", Value::object([("Item", printed)]));
        }
        if let KindProgram::Task(task) = &self.state().kind
            && task.integration.pattern() != IntegrationPattern::RequestResponse
        {
            let token = self.token();
            context.insert("Task", Value::object([("Token", token)]));
        }
        let context = Value::from(context);
        self.frame_mut().visit.context = Some(context.clone());
        context
    }

    /// The token that a callback or activity is reported on with.
    pub fn token(&mut self) -> Arc<str> {
        if let Some(token) = &self.visit().token {
            return token.clone();
        }
        let token: Arc<str> = format!("AQB8AAAAKgAAAAMAAAAA{}", self.machine.chance.uuid().replace('-', "")).into();
        self.frame_mut().visit.token = Some(token.clone());
        token
    }

    fn state_context(&self) -> Object {
        let visit = self.visit();
        let mut state = Object::with_capacity(3);
        // The service calls every state so that it tests alone.
        let tested = self.machine.probe.is_some();
        state.insert("Name", if tested { Arc::from(crate::test_state::TESTED_STATE) } else { self.state_name().clone() });
        state.insert("EnteredTime", expressions::time::format_millis_short(self.millis_at(visit.entered_at)));
        if matches!(self.state().kind, KindProgram::Task(_) | KindProgram::Parallel(_) | KindProgram::Map(_)) {
            state.insert("RetryCount", i64::from(visit.retries));
        }
        state
    }

    /// What never changes during a run: `Execution` and `StateMachine`.
    fn run_context(&mut self) -> (Value, Value) {
        let run = self.run();
        if let Some(context) = &run.context {
            return context.clone();
        }
        let identity = &run.identity;
        let mut execution = Object::with_capacity(6);
        execution.insert("Id", identity.execution_arn(run.workflow_type));
        execution.insert("Input", self.recording.payloads.value(run.input).clone());
        execution.insert("StartTime", expressions::time::format_millis_short(self.millis_at(run.started_at)));
        execution.insert("Name", identity.execution.as_str());
        let role = Some(identity.role_arn.as_str()).filter(|role| !role.is_empty());
        execution.insert("RoleArn", role);
        // An Express execution cannot be redriven; the service counted nonetheless when it was recorded.
        let redrivable = run.workflow_type == WorkflowType::Standard || self.service.counts_express_redrives;
        if self.service.counts_redrives && redrivable && self.machine.probe.is_none() {
            execution.insert("RedriveCount", i64::from(self.machine.redrives));
        }
        let machine = Value::object([("Id", identity.state_machine_arn()), ("Name", identity.state_machine.clone())]);
        let context = (Value::from(execution), machine);
        let index = self.frame().run as usize;
        self.machine.runs[index].context = Some(context.clone());
        context
    }

    /// The time of a virtual moment, in milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis_at(&self, at: u64) -> i64 {
        self.recording.start_millis.saturating_add(i64::try_from(at).unwrap_or(i64::MAX))
    }
}
