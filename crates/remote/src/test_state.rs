//! TestState: one state alone, by the service itself.

use aws_sdk_sfn::types::{InspectionLevel, MockErrorOutput, MockInput, MockResponseValidationMode, TestStateConfiguration};
use value::Value;

use crate::connection::Service;
use crate::error::RemoteError;

impl Service {
    /// What the service says to TestState with these parameters, named as its API names them. Data may be JSON or a text of it.
    pub fn test_state(&self, parameters: &Value) -> Result<Value, RemoteError> {
        let text = |member: &str| parameters.get(member).and_then(Value::as_str).map(str::to_owned);
        let data = |member: &str| parameters.get(member).map(written);
        let question = self
            .client
            .test_state()
            .set_definition(data("definition"))
            .set_state_name(text("stateName"))
            .set_role_arn(text("roleArn"))
            .set_input(data("input"))
            .set_variables(data("variables"))
            .set_context(data("context"))
            .set_inspection_level(text("inspectionLevel").map(|level| InspectionLevel::from(level.as_str())))
            .set_reveal_secrets(parameters.get("revealSecrets").and_then(Value::as_bool))
            .set_mock(parameters.get("mock").map(mock))
            .set_state_configuration(parameters.get("stateConfiguration").map(configuration));
        let sent = question.customize().mutate_request(self.host_as_given());
        self.ask_for_text(|answer| sent.interceptor(answer).send())
    }
}

/// Data as the API takes them: a text of JSON.
fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_json(), str::to_owned)
}

fn mock(written_mock: &Value) -> MockInput {
    let text = |member: &Value, name: &str| member.get(name).and_then(Value::as_str).map(str::to_owned);
    let error = written_mock.get("errorOutput");
    let error =
        error.map(|error| MockErrorOutput::builder().set_error(text(error, "error")).set_cause(text(error, "cause")).build());
    let mode = text(written_mock, "fieldValidationMode").map(|mode| MockResponseValidationMode::from(mode.as_str()));
    let result = written_mock.get("result").map(written);
    MockInput::builder().set_result(result).set_error_output(error).set_field_validation_mode(mode).build()
}

fn configuration(written_one: &Value) -> TestStateConfiguration {
    let count = |name: &str| written_one.get(name).and_then(Value::as_i64).and_then(|count| i32::try_from(count).ok());
    TestStateConfiguration::builder()
        .set_retrier_retry_count(count("retrierRetryCount"))
        .set_map_iteration_failure_count(count("mapIterationFailureCount"))
        .set_error_caused_by_state(written_one.get("errorCausedByState").and_then(Value::as_str).map(str::to_owned))
        .set_map_item_reader_data(written_one.get("mapItemReaderData").map(written))
        .build()
}
