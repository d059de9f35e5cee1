//! Errors with their causes: what they say, be that JSON in JSON.

use simulator::recording::{Recording, TextId};
use value::Value;

use crate::json_tree;

/// An error with its cause, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorView {
    /// The error's name.
    pub name: String,
    /// What it says in a sentence.
    pub says: String,
    /// The cause as it came, unless that is what it says.
    pub cause: String,
    /// The cause as JSON, with the JSON inside it.
    pub decoded: Option<Value>,
}

/// An error of a recording; none where there is neither name nor cause.
pub(super) fn error_of(recording: &Recording, error: Option<TextId>, cause: Option<TextId>) -> Option<ErrorView> {
    if error.is_none() && cause.is_none() {
        return None;
    }
    Some(error_view(error.map_or("", |id| recording.text(id)), cause.map_or("", |id| recording.text(id))))
}

/// An error with what its cause says, be that JSON in JSON.
#[must_use]
pub fn error_view(name: &str, cause: &str) -> ErrorView {
    let decoded = json_tree::decoded(cause);
    let says = decoded.as_ref().and_then(|value| sentence(value, 4));
    ErrorView {
        name: name.to_owned(),
        cause: if says.is_some() || decoded.is_some() { cause.to_owned() } else { String::new() },
        says: says.unwrap_or_else(|| if decoded.is_some() { String::new() } else { cause.to_owned() }),
        decoded,
    }
}

/// What a decoded cause says in a sentence: the message of a function, the cause of an inner execution.
fn sentence(value: &Value, depth: usize) -> Option<String> {
    const SAYING: [&str; 6] = ["errorMessage", "ErrorMessage", "message", "Message", "StatusReason", "StoppedReason"];
    let members = value.as_object().filter(|_| depth > 0)?;
    let said = SAYING.iter().find_map(|name| members.get(name)?.as_str());
    if let Some(said) = said {
        return Some(said.to_owned());
    }
    match members.get("Cause").or_else(|| members.get("cause"))? {
        Value::String(text) => Some(text.to_string()),
        inner => sentence(inner, depth - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_its_cause_means() {
        let view = error_view("Bad", r#"{"errorMessage": "no card", "errorType": "Bad"}"#);
        assert_eq!((view.says.as_str(), view.decoded.is_some()), ("no card", true));
        let view = error_view("States.TaskFailed", r#"{"Cause": "{\"errorMessage\": \"inner\"}", "Error": "X"}"#);
        assert_eq!(view.says, "inner");
        let view = error_view("Plain", "it went wrong");
        assert_eq!((view.says.as_str(), view.cause.as_str(), view.decoded), ("it went wrong", "", None));
    }
}
