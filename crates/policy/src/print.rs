//! What was derived as JSON.

use value::{Object, Value};

use crate::derive::{Assumed, Derived};
use crate::grant::Note;
use crate::pattern::Style;
use crate::statement::{Statement, policy_document, statements, trust_policy};

/// Policy and trust policy as IAM takes them, and beside them what each statement is for.
#[must_use]
pub fn value(derived: &Derived, style: &Style) -> Value {
    let gathered = statements(&derived.grants);
    let texts = |texts: &[std::sync::Arc<str>]| texts.iter().map(|text| Value::from(text.clone())).collect::<Vec<_>>();
    let mut whole = Object::new();
    whole.insert("policy", policy_document(&gathered, style));
    whole.insert("trust", trust_policy(style));
    let statement = |statement: &Statement| {
        let reasons: Vec<Value> = statement.reasons.iter().map(|reason| Value::from(reason.as_str())).collect();
        Value::object([
            ("sid", Value::from(statement.sid.as_str())),
            ("states", Value::from(texts(&statement.states))),
            ("reasons", Value::from(reasons)),
        ])
    };
    whole.insert("statements", gathered.iter().map(statement).collect::<Vec<_>>());
    if !derived.assumed.is_empty() {
        let role = |assumed: &Assumed| {
            let policy = policy_document(&statements(&assumed.grants), style);
            Value::object([("role", Value::from(assumed.role.write(style))), ("policy", policy)])
        };
        whole.insert("assumedRoles", derived.assumed.iter().map(role).collect::<Vec<_>>());
    }
    let note =
        |note: &Note| Value::object([("state", Value::from(note.state.clone())), ("text", Value::from(note.text.as_str()))]);
    whole.insert("notes", derived.notes.iter().map(note).collect::<Vec<_>>());
    Value::from(whole)
}
