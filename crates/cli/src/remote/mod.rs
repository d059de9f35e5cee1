//! `stepwright remote`: the real service, or whatever speaks its API, beside the simulation.

mod asked;
mod compare;
mod deploy;
mod run;
mod test_state;

use remote::{RemoteError, Service};
use value::Value;

use crate::arguments::Arguments;
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, print, say};
use asked::Asked;

const COMMANDS: &str = "validate, deploy, run, test-state, compare and pull";

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let command = arguments.word()?.ok_or_else(|| Usage(format!("`remote` needs one of {COMMANDS}")))?;
    let known: fn(&Asked) -> Result<Exit, Usage> = match command.as_str() {
        "validate" => validate,
        "deploy" => deploy::run,
        "run" => run::run,
        "test-state" => test_state::run,
        "compare" => compare::run,
        "pull" => pull,
        other => return Err(Usage(format!("there is no `remote {other}`: there are {COMMANDS}"))),
    };
    known(&Asked::read(&command, arguments)?)
}

impl From<RemoteError> for Usage {
    fn from(error: RemoteError) -> Self {
        Self(error.to_string())
    }
}

fn connect(asked: &Asked) -> Result<Service, Usage> {
    Ok(Service::connect(&asked.place)?)
}

/// The service's findings, as it writes them.
fn validate(asked: &Asked) -> Result<Exit, Usage> {
    let opened = open_one(asked.subject("a definition")?, asked.wanted.as_deref())?;
    let definition = asked.to_send(&opened)?;
    let answer = connect(asked)?.validate(&definition, asked.is_express.unwrap_or_default())?;
    say(&answer.to_json_pretty());
    Ok(if answer.get("result").and_then(Value::as_str) == Some("OK") { Exit::Well } else { Exit::Found })
}

/// The definition that is deployed, byte for byte.
fn pull(asked: &Asked) -> Result<Exit, Usage> {
    let name = asked.subject("a state machine's name or ARN")?;
    let machine = connect(asked)?.get(name)?;
    print(&machine.definition);
    Ok(Exit::Well)
}
