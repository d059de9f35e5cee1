//! `remote test-state`: one state alone, tested by the service itself.

use value::{Object, Value};

use super::asked::Asked;
use super::connect;
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, say};

pub fn run(asked: &Asked) -> Result<Exit, Usage> {
    let opened = open_one(asked.subject("a definition, or a single state")?, asked.wanted.as_deref())?;
    let mut parameters = Object::new();
    parameters.insert("definition", asked.to_send(&opened)?);
    for (member, option) in [("stateName", "state"), ("roleArn", "role"), ("inspectionLevel", "inspection")] {
        if let Some(text) = asked.value(option) {
            parameters.insert(member, text);
        }
    }
    for member in ["input", "variables", "context"] {
        if let Some(text) = asked.json(member)? {
            parameters.insert(member, text);
        }
    }
    if let Some(mock) = asked.json("mock")? {
        parameters.insert("mock", value::parse(&mock).map_err(|error| Usage(error.to_string()))?);
    }
    if asked.flag("reveal-secrets") {
        parameters.insert("revealSecrets", true);
    }
    let answer = connect(asked)?.test_state(&Value::from(parameters))?;
    say(&answer.to_json_pretty());
    Ok(match answer.get("status").and_then(Value::as_str) {
        Some("SUCCEEDED") => Exit::Well,
        _ => Exit::Found,
    })
}
