//! `remote run`: starts a workflow, follows it, and replays its history.

use remote::{Ended, Machine, Service};
use simulator::Recording;
use value::{Object, Value};

use super::asked::Asked;
use super::connect;
use crate::outcome::{Exit, Usage, complain, say};
use crate::replay::{print_recording, read, state_names};
use crate::system::system;

pub fn run(asked: &Asked) -> Result<Exit, Usage> {
    let name = asked.subject("a state machine's name or ARN")?;
    let input = asked.json("input")?.unwrap_or_else(|| "{}".to_owned());
    let service = connect(asked)?;
    let machine = service.get(name)?;
    if machine.is_express {
        return Ok(print_end(&service.run_express(&machine.arn, asked.value("execution-name"), &input)?));
    }
    if asked.flag("no-wait") {
        let started = service.start(&started_arn(name, &machine), asked.value("execution-name"), &input)?;
        say(&Value::object([("executionArn", Value::from(started.arn))]).to_json_pretty());
        return Ok(Exit::Well);
    }
    let (recording, ran) = execute(&service, asked, &started_arn(name, &machine), &input)?;
    let names = state_names(&ran.name, &ran.definition)?;
    Ok(print_recording(&recording, Some(&names)))
}

/// What is started: a version or an alias if one was named, by its ARN.
pub fn started_arn(named: &str, machine: &Machine) -> String {
    if named.starts_with("arn:") { named.to_owned() } else { machine.arn.clone() }
}

/// Runs a Standard workflow to its end: its history, and what it ran.
pub fn execute(service: &Service, asked: &Asked, arn: &str, input: &str) -> Result<(Recording, Machine), Usage> {
    let started = service.start(arn, asked.value("execution-name"), input)?;
    complain(&format!("started {}", started.arn));
    let mut last = String::new();
    service.follow(&started, &mut |status| {
        if status != last {
            complain(status);
            last = status.to_owned();
        }
        true
    })?;
    let history = service.history(&started.arn)?;
    let text = history.to_json_pretty();
    if let Some(file) = asked.value("save") {
        system().write(file, text.as_bytes()).map_err(|error| Usage(format!("`{file}` cannot be written: {error}")))?;
    }
    let ran = service.machine_of(&started.arn)?;
    let names = state_names(&ran.name, &ran.definition)?;
    Ok((read(&started.arn, &text, &names)?, ran))
}

/// An Express workflow leaves no history but in logs.
fn print_end(ended: &Ended) -> Exit {
    let mut printed = Object::new();
    printed.insert("status", ended.status.as_str());
    if let Some(output) = &ended.output {
        printed.insert("output", value::parse(output).unwrap_or_else(|_| Value::from(output.as_str())));
    }
    for (name, text) in [("error", &ended.error), ("cause", &ended.cause)] {
        if let Some(text) = text {
            printed.insert(name, text.as_str());
        }
    }
    say(&Value::from(printed).to_json_pretty());
    complain("note: the service keeps the history of an Express workflow in its logs only");
    if ended.status == "SUCCEEDED" { Exit::Well } else { Exit::Found }
}
