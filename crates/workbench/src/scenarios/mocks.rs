//! How each Task answers, as rows, and the mocks that are a click away.

use asl::definition::StateKind;
use asl::document::StateKey;
use value::{Object, Value};

use crate::workbench::Workbench;

/// How a Task answers, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct MockRow {
    /// The state.
    pub state: StateKey,
    /// Its name.
    pub name: String,
    /// The mock in a few words.
    pub words: String,
    /// The mock's JSON text; empty for none.
    pub json: String,
}

impl Workbench {
    /// A row for each Task, in document order.
    #[must_use]
    pub fn mock_rows(&self) -> Vec<MockRow> {
        let picture = &self.document.picture;
        let tasks = picture.definition.states.iter().filter(|state| matches!(state.kind, StateKind::Task(_)));
        let row = |state: &asl::definition::State| {
            let mock = self.scenarios.mock(&state.name.value);
            MockRow {
                state: picture.key(state.id),
                name: state.name.value.to_string(),
                words: mock.map_or("a default answer".to_owned(), words),
                json: mock.map(Value::to_json_pretty).unwrap_or_default(),
            }
        };
        tasks.map(row).collect()
    }
}

/// Whether an object holds answers by call number.
fn is_numbered(mock: &Object) -> bool {
    mock.keys().any(|key| key.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A mock in a few words.
fn words(mock: &Value) -> String {
    let Some(members) = mock.as_object() else { return "not a mock".to_owned() };
    if !is_numbered(members) {
        return answer_words(mock);
    }
    let parts = members.iter().map(|(calls, answer)| format!("call {calls}: {}", answer_words(answer)));
    parts.collect::<Vec<_>>().join(", ")
}

fn answer_words(answer: &Value) -> String {
    let error = || answer.pointer("/Throw/Error").and_then(Value::as_str).unwrap_or("an error").to_owned();
    let what = match answer {
        answer if answer.get("Return").is_some() => "a fixed result".to_owned(),
        answer if answer.get("Evaluate").is_some() => "computed".to_owned(),
        answer if answer.get("Throw").is_some() => format!("fails with {}", error()),
        answer if answer.get("Await").is_some() => "waits for you".to_owned(),
        _ => "nothing yet".to_owned(),
    };
    match answer.get("DelaySeconds").and_then(Value::as_f64) {
        Some(seconds) => format!("{what} after {seconds} s"),
        None => what,
    }
}

impl MockRow {
    /// Whether a text can be a mock at all; the error says what is wrong.
    pub fn check(json: &str) -> Result<(), String> {
        if json.trim().is_empty() {
            return Ok(());
        }
        let mock = value::parse(json).map_err(|error| format!("not JSON yet: {error}"))?;
        let Some(members) = mock.as_object() else {
            return Err("a mock is an object with Return, Throw, Evaluate or Await".to_owned());
        };
        let answers: Vec<&Value> = if is_numbered(members) { members.values().collect() } else { vec![&mock] };
        const KINDS: [&str; 4] = ["Return", "Throw", "Evaluate", "Await"];
        for answer in answers {
            if KINDS.iter().filter(|kind| answer.get(kind).is_some()).count() != 1 {
                return Err("each answer has exactly one of Return, Throw, Evaluate and Await".to_owned());
            }
        }
        Ok(())
    }

    /// The answer it gives when it does not fail.
    fn success(&self) -> Value {
        let mock = value::parse(&self.json).unwrap_or_default();
        let answers: Vec<Value> = match mock.as_object() {
            Some(members) if is_numbered(members) => members.values().cloned().collect(),
            Some(_) => vec![mock.clone()],
            None => Vec::new(),
        };
        let good = answers.into_iter().find(|answer| answer.get("Return").is_some() || answer.get("Evaluate").is_some());
        good.unwrap_or_else(|| Value::object([("Return", Value::object::<&str, Value>([]))]))
    }

    /// A mock that always succeeds.
    #[must_use]
    pub fn succeed(&self) -> String {
        self.success().to_json_pretty()
    }

    /// A mock that fails two times before it succeeds.
    #[must_use]
    pub fn fail_twice(&self) -> String {
        Value::object([("0-1", failure()), ("2-", self.success())]).to_json_pretty()
    }

    /// A mock that always fails.
    #[must_use]
    pub fn always_fail(&self) -> String {
        failure().to_json_pretty()
    }

    /// A mock whose first answer takes five seconds longer.
    #[must_use]
    pub fn slower(&self) -> String {
        let mut answer = self.success().as_object().map(|answer| (**answer).clone()).unwrap_or_default();
        let seconds = answer.get("DelaySeconds").and_then(Value::as_f64).unwrap_or_default() + 5.0;
        answer.insert("DelaySeconds", value::Number::from_f64(seconds).map(Value::from));
        Value::from(answer).to_json_pretty()
    }
}

fn failure() -> Value {
    Value::object([("Throw", Value::object([("Error", "States.TaskFailed"), ("Cause", "The mock fails this call")]))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_mocks_keep_the_good_answer_and_are_mocks() {
        let row = |json: &str| MockRow { state: StateKey(0), name: "A".to_owned(), words: String::new(), json: json.to_owned() };
        for json in ["", r#"{"Return": {"x": 1}}"#, r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#] {
            let row = row(json);
            for made in [row.succeed(), row.fail_twice(), row.always_fail(), row.slower()] {
                assert_eq!(MockRow::check(&made), Ok(()), "{made}");
            }
        }
        assert!(row(r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#).fail_twice().contains("Evaluate"));
        assert!(row(r#"{"Return": 1, "DelaySeconds": 2}"#).slower().contains("7"));
    }

    #[test]
    fn what_is_no_mock_is_refused_with_a_reason() {
        for json in ["[]", "{", r#"{"Return": 1, "Throw": {}}"#, r#"{"0": {}}"#, "3"] {
            assert!(MockRow::check(json).is_err(), "{json}");
        }
    }
}
