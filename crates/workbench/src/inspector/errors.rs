//! Retry and Catch.

use super::field::{Group, ListButton, Section};
use super::reader::Reader;
use super::retry_words::retry_words;

/// The retriers, each with its waits in words.
pub fn retry(reader: &Reader) -> Section {
    let count = reader.state.retry.len();
    let group = |index: usize| {
        let at = |member: &str| format!("/Retry/{index}/{member}");
        let fields = vec![
            reader.list(&at("ErrorEquals"), "ErrorEquals", "Error names, with commas between", "States.ALL"),
            reader.number(&at("IntervalSeconds"), "IntervalSeconds", "Before the first retry", "1"),
            reader.number(&at("MaxAttempts"), "MaxAttempts", "Retries at the most; 0 means never", "3"),
            reader.number(&at("BackoffRate"), "BackoffRate", "Each wait is so many times the one before", "2"),
            reader.number(&at("MaxDelaySeconds"), "MaxDelaySeconds", "No wait is longer", "no limit"),
            reader.select(
                &at("JitterStrategy"),
                "JitterStrategy",
                "Spreads retries so that they don't come all at once",
                &[("", "NONE"), ("FULL", "FULL: anywhere up to the wait")],
            ),
        ];
        Group { title: retry_words(&reader.state.retry[index]), list: "/Retry", index, count, fields }
    };
    let json = r#"{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2}"#.to_owned();
    Section {
        note: String::new(),
        groups: (0..count).map(group).collect(),
        add: Some(ListButton { label: "Add retrier", list: "/Retry", json }),
        ..Section::of("Retry on errors", Vec::new())
    }
}

/// The catchers.
pub fn catch(reader: &Reader) -> Section {
    let count = reader.state.catch.len();
    let group = |index: usize| {
        let at = |member: &str| format!("/Catch/{index}/{member}");
        let mut fields = vec![
            reader.list(&at("ErrorEquals"), "ErrorEquals", "Error names, with commas between", "States.ALL"),
            reader.target(&at("Next"), "Next", "The state that handles the error", None),
        ];
        if reader.is_jsonata() {
            fields.push(reader.json(&at("Output"), "Output", "What that state gets; $states.errorOutput holds Error and Cause"));
        } else {
            fields.push(reader.path(
                &at("ResultPath"),
                "ResultPath",
                "Where Error and Cause go in its input",
                "$: they replace the input",
            ));
        }
        let catcher = &reader.state.catch[index];
        let errors: Vec<&str> = catcher.error_equals.iter().map(|error| &*error.value).collect();
        let next = catcher.next.as_ref().map_or("nowhere yet", |next| &*next.value);
        Group { title: format!("{} goes to {next}", errors.join(" or ")), list: "/Catch", index, count, fields }
    };
    let scope = reader.definition().scope(reader.state.scope);
    let names: Vec<_> =
        scope.states.iter().map(|id| reader.definition().state(*id)).filter(|state| state.id != reader.state.id).collect();
    let fail = names.iter().find(|state| matches!(state.kind, asl::definition::StateKind::Fail(_)));
    let target = fail.or(names.last()).map(|state| state.name.value.to_string()).unwrap_or_default();
    let json = format!("{{\"ErrorEquals\": [\"States.ALL\"], \"Next\": {}}}", asl::tree::quote(&target));
    Section {
        note: String::new(),
        groups: (0..count).map(group).collect(),
        add: Some(ListButton { label: "Add catcher", list: "/Catch", json }),
        ..Section::of("Catch errors", Vec::new())
    }
}
