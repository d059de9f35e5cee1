//! The language, sentence by sentence: what breaks a rule is found at its place, and the nearest right thing is not faulted.

mod calls;
mod computed;
mod scopes;
mod ways;

use asl::document::Document;
use asl::lint::{Options, Severity, lint};

/// `CODE location` of each error and, after `warning`, of each warning.
fn said(text: &str, severity: Severity) -> Vec<String> {
    let findings = lint(&Document::new(text), Options::default());
    let found = findings.iter().filter(|found| found.severity == severity);
    found.map(|found| format!("{} {}", found.code, found.location)).collect()
}

/// Each line is a text with what is said of it; `""` where nothing is.
fn check(severity: Severity, cases: &[(String, &str)]) {
    for (text, expected) in cases {
        let said = said(text, severity).join(", ");
        assert_eq!(said, *expected, "{text}");
    }
}

const SCHEMA: &str = "SCHEMA_VALIDATION_FAILED";
const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:list", "End": true"#;
const INNER: &str = r#"{"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}"#;

/// A machine of one state `A` with these members.
fn state(members: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{{members}}}}}}}"#)
}

fn jsonata(members: &str) -> String {
    format!(r#"{{"QueryLanguage": "JSONata", {}"#, &state(members)[1..])
}

fn task(members: &str) -> String {
    state(&format!("{TASK}, {members}"))
}

fn machine(members: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}, {members}}}"#)
}

fn choice(rule: &str) -> String {
    state(&format!(r#""Type": "Choice", "Choices": [{rule}], "Default": "B""#)).replace("}}}", r#"}, "B": {"Type": "Succeed"}}}"#)
}

fn map(members: &str) -> String {
    state(&format!(r#""Type": "Map", "ItemProcessor": {INNER}, "End": true, {members}"#))
}

fn distributed(members: &str) -> String {
    let config = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#;
    map(members).replace(INNER, &format!("{{{config}, {}", &INNER[1..]))
}

/// All of these are refused with this code at this location.
fn refused(at: &str, texts: impl IntoIterator<Item = String>) {
    for text in texts {
        assert_eq!(said(&text, Severity::Error), [at], "{text}");
    }
}

/// None of these is refused.
fn taken(texts: impl IntoIterator<Item = String>) {
    for text in texts {
        assert!(said(&text, Severity::Error).is_empty(), "{:?} for {text}", said(&text, Severity::Error));
    }
}

fn schema(location: &str) -> String {
    format!("{SCHEMA} {location}")
}
