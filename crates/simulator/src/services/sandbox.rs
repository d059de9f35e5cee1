//! The sandboxed services of one execution: what they hold changes as Tasks call them and can be looked at afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::Resource;
use expressions::Environment;
use expressions::template::JsonataTemplate;
use value::{Object, Value};

use super::{dynamodb, executions, lambda, messages, s3};
use crate::execution::Workflow;
use crate::host::{TaskOutcome, TaskRequest};
use crate::scenario_error::ScenarioError;

/// What sandboxed services hold. Only what a scenario declares is sandboxed; other calls get their default answers.
#[derive(Clone, Debug, Default)]
pub struct Sandbox {
    /// Functions by name, each a JSONata template over `$event`.
    pub(super) functions: Arc<BTreeMap<Arc<str>, JsonataTemplate>>,
    /// DynamoDB tables by name.
    pub(super) tables: BTreeMap<Arc<str>, dynamodb::Table>,
    /// S3 buckets by name, their objects by key.
    pub(super) buckets: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Arc<str>>>,
    /// Messages that queues received, by URL.
    pub(super) queues: BTreeMap<Arc<str>, Vec<Value>>,
    /// Messages that topics received, by ARN.
    pub(super) topics: BTreeMap<Arc<str>, Vec<Value>>,
    /// Events that EventBridge received; `None` where it is not sandboxed.
    pub(super) events: Option<Vec<Value>>,
    /// Workflows that may be started, by name; `None` where Step Functions is not sandboxed.
    workflows: Option<Arc<BTreeMap<Arc<str>, Workflow>>>,
}

/// How a sandboxed call failed.
pub(super) struct ServiceError {
    pub error: String,
    pub cause: String,
}

impl ServiceError {
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: error.into(), cause: cause.into() }
    }
}

impl Sandbox {
    /// Reads the `services` of a scenario.
    pub fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        let mut sandbox = Self::default();
        let Some(services) = value.as_object() else {
            if value.is_null() {
                return Ok(sandbox);
            }
            return Err(ScenarioError::new(place, format!("an object of services is needed here, not {}", value.type_phrase())));
        };
        for (service, content) in services.iter() {
            let place = format!("{place}.{service}");
            match &**service {
                "lambda" => sandbox.functions = Arc::new(lambda::read(&place, content)?),
                "dynamodb" => sandbox.tables = dynamodb::read(&place, content)?,
                "s3" => sandbox.buckets = s3::read(&place, content)?,
                "sqs" => sandbox.queues = messages::read(&place, content)?,
                "sns" => sandbox.topics = messages::read(&place, content)?,
                "events" => sandbox.events = Some(Vec::new()),
                other => {
                    let message = format!("`{other}` is not sandboxed; there are lambda, dynamodb, s3, sqs, sns and events");
                    return Err(ScenarioError::new(place, message));
                }
            }
        }
        Ok(sandbox)
    }

    /// Gives the workflows that may be started.
    pub fn set_workflows(&mut self, workflows: impl Iterator<Item = Workflow>) {
        self.workflows = Some(Arc::new(workflows.map(|workflow| (workflow.name.clone(), workflow)).collect()));
    }

    /// Takes over the workflows that may be started.
    pub fn keep_workflows_of(&mut self, other: &Self) {
        self.workflows.clone_from(&other.workflows);
    }

    /// The workflow that a state machine's ARN or name stands for; a version or alias counts as the workflow itself.
    fn workflow(&self, arn: &str) -> Option<Workflow> {
        let named = arn.split_once(":stateMachine:").map_or(arn, |(_, name)| name);
        let placeholder = arn.strip_prefix("${").and_then(|name| name.strip_suffix('}')).unwrap_or(arn);
        let found = [arn, named.split(':').next().unwrap_or(named), placeholder];
        found.into_iter().find_map(|name| self.workflows.as_ref()?.get(name)).cloned()
    }

    /// What the services hold now, in the shape that [`Sandbox::read`] takes; functions are left out.
    #[must_use]
    pub fn contents(&self) -> Value {
        let mut services = Object::new();
        let lists = |lists: &BTreeMap<Arc<str>, Vec<Value>>| {
            Value::object(lists.iter().map(|(name, items)| (name.clone(), Value::from(items.clone()))))
        };
        if !self.tables.is_empty() {
            services.insert("dynamodb", Value::object(self.tables.iter().map(|(name, table)| (name.clone(), table.contents()))));
        }
        if !self.buckets.is_empty() {
            let buckets = self.buckets.iter().map(|(name, objects)| {
                (name.clone(), Value::object(objects.iter().map(|(key, body)| (key.clone(), Value::String(body.clone())))))
            });
            services.insert("s3", Value::object(buckets));
        }
        if !self.queues.is_empty() {
            services.insert("sqs", lists(&self.queues));
        }
        if !self.topics.is_empty() {
            services.insert("sns", lists(&self.topics));
        }
        if let Some(events) = &self.events {
            services.insert("events", events.clone());
        }
        Value::from(services)
    }

    /// What a call gives; `None` if what it calls is not sandboxed.
    pub fn call(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> Option<TaskOutcome> {
        let (service, action, sdk) = match Resource::parse(request.resource) {
            Resource::LambdaFunction { name } => {
                let outcome = lambda::run(self, &name, request.input, environment)?;
                return Some(outcome.map_or_else(failure, TaskOutcome::Success));
            }
            Resource::Optimized { service, action, .. } => (service, action, false),
            Resource::Sdk { service, action, .. } => (service, action, true),
            Resource::Activity { .. } | Resource::Other(_) => return None,
        };
        if matches!(&*service, "states" | "sfn") && matches!(&*action, "startExecution" | "startSyncExecution") {
            let found = |arn: &str| self.workflow(arn);
            let call = || executions::call(&action, sdk, request.pattern, request.input, found);
            return self.workflows.is_some().then(call);
        }
        let answer = match (&*service, &*action) {
            ("lambda", "invoke") => lambda::invoke(self, request.input, environment)?,
            ("dynamodb", action) => dynamodb::call(&mut self.tables, action, request.input, sdk)?,
            ("s3", action) => s3::call(&mut self.buckets, action, request.input)?,
            ("sqs", "sendMessage") => messages::send(&mut self.queues, request.input, environment)?,
            ("sns", "publish") => messages::publish(&mut self.topics, request.input, environment)?,
            ("events" | "eventbridge", "putEvents") => messages::put_events(self.events.as_mut()?, request.input, environment),
            _ => return None,
        };
        Some(answer.map_or_else(failure, TaskOutcome::Success))
    }

    /// The body of an object.
    pub fn read_object(&self, bucket: &str, key: &str) -> Option<Result<Arc<str>, String>> {
        let objects = self.buckets.get(bucket)?;
        Some(objects.get(key).cloned().ok_or_else(|| format!("The specified key `{key}` does not exist in bucket `{bucket}`.")))
    }

    /// Keys and sizes of the objects whose key begins with a prefix.
    pub fn list_objects(&self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        let objects = self.buckets.get(bucket).into_iter().flatten();
        objects.filter(|(key, _)| key.starts_with(prefix)).map(|(key, body)| (key.clone(), body.len())).collect()
    }

    /// Puts an object; its bucket is made if need be.
    pub fn write_object(&mut self, bucket: &str, key: &str, body: String) {
        self.buckets.entry(Arc::from(bucket)).or_default().insert(Arc::from(key), Arc::from(body));
    }
}

fn failure(error: ServiceError) -> TaskOutcome {
    TaskOutcome::Failure { error: Some(error.error), cause: Some(error.cause) }
}
