//! Errors with their causes: what they say, be that JSON in JSON.

use asl::language::error_of_states;
use explain::why::{Cause, decode_cause};
use simulator::recording::{Recording, TextId};
use value::Value;

use crate::scene::text::visible_text;

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
    /// What can be done about an error of Step Functions itself.
    pub remedy: Option<&'static str>,
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
    let Cause { message, value: decoded } = decode_cause(cause);
    let is_plain = decoded.is_none();
    ErrorView {
        name: visible_text(name).into_owned(),
        cause: if is_plain { String::new() } else { cause.to_owned() },
        says: if is_plain || message != cause { visible_text(&message).into_owned() } else { String::new() },
        decoded,
        remedy: error_of_states(name).map(|known| known.remedy),
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
