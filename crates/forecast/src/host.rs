//! Answers Tasks as a scenario does, with chance in how long they take and whether they fail.

use std::sync::Arc;

use asl::definition::IntegrationPattern;
use expressions::Environment;
use simulator::host::{TaskAnswer, TaskHost, TaskOutcome, TaskRequest};
use simulator::scenario::ScenarioHost;
use value::Value;

use crate::assumptions::Assumptions;
use crate::distribution::Distribution;

/// A scenario's host with chance.
pub struct ForecastHost<'a> {
    inner: ScenarioHost,
    assumptions: &'a Assumptions,
    /// Calls of Lambda functions, and their milliseconds in all.
    pub functions: (u64, f64),
    /// Attempts of Tasks.
    pub attempts: u64,
}

impl<'a> ForecastHost<'a> {
    /// A host of a scenario under these assumptions.
    pub fn new(inner: ScenarioHost, assumptions: &'a Assumptions) -> Self {
        Self { inner, assumptions, functions: (0, 0.0), attempts: 0 }
    }
}

impl ForecastHost<'_> {
    /// How a duration is spread that the scenario says: as its own assumption does, else moderately.
    fn spread(&self, state: &str) -> Distribution {
        const MODERATE: Distribution = Distribution::Skewed { median: 1.0, p95: 2.0 };
        self.assumptions.tasks.get(state).map_or(MODERATE, |task| task.duration.clone())
    }
}

impl TaskHost for ForecastHost<'_> {
    fn answer(&mut self, request: &TaskRequest, environment: &mut dyn Environment) -> TaskAnswer {
        let mut answer = self.inner.answer(request, environment);
        answer.note = None;
        self.attempts += 1;
        let reports_back = request.is_activity || request.pattern == IntegrationPattern::Callback;
        let service = service(request);
        let Some(assumed) = self.assumptions.of(request.state, &service, reports_back) else { return answer };
        // What somebody reports by hand is reported in time.
        if answer.outcome == TaskOutcome::Await {
            answer.outcome = TaskOutcome::Success(Value::object::<&str, Value>([]));
        }
        if matches!(answer.outcome, TaskOutcome::Success(_) | TaskOutcome::SuccessText(..))
            && environment.random() < assumed.failure_rate
        {
            answer.outcome =
                TaskOutcome::Failure { error: Some(assumed.error.clone()), cause: Some("the forecast had it fail".to_owned()) };
        }
        let millis = match answer.after_millis {
            0 => assumed.duration.draw(environment),
            said => said as f64 * self.spread(request.state).factor(environment),
        };
        if !matches!(answer.outcome, TaskOutcome::Execution(_)) {
            answer.after_millis = libm::round(millis.max(0.0)) as u64;
        }
        if service == "lambda" {
            self.functions = (self.functions.0 + 1, self.functions.1 + millis);
        }
        answer
    }

    fn whole_result(&mut self, workflow: Option<&str>, state: &str) -> Option<TaskOutcome> {
        self.inner.whole_result(workflow, state)
    }

    fn read_object(&mut self, bucket: &str, key: &str) -> Result<Arc<str>, String> {
        self.inner.read_object(bucket, key)
    }

    fn list_objects(&mut self, bucket: &str, prefix: &str) -> Vec<(Arc<str>, usize)> {
        self.inner.list_objects(bucket, prefix)
    }

    fn write_object(&mut self, bucket: &str, key: &str, body: String) {
        self.inner.write_object(bucket, key, body);
    }

    fn wants_context(&self, workflow: Option<&str>, state: &str) -> bool {
        self.inner.wants_context(workflow, state)
    }
}

/// The service that a Task calls, by its resource.
fn service(request: &TaskRequest) -> String {
    if request.is_activity {
        return "activity".to_owned();
    }
    let rest = request.resource.split_once(":states:::").map(|(_, rest)| rest);
    let service = rest.map_or("lambda", |rest| rest.strip_prefix("aws-sdk:").unwrap_or(rest));
    service.split(':').next().unwrap_or_default().to_owned()
}
