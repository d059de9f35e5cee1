//! `remote compare`: a scenario run there and here, and where the two first go apart.

use std::sync::Arc;

use simulator::fold::{Divergence, divergence};
use simulator::scenario::Scenario;
use value::{Object, Value};

use super::asked::Asked;
use super::connect;
use super::run::{execute, started_arn};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, say};
use crate::scenario_file::ScenarioFile;
use crate::simulate::{choose, simulate};

pub fn run(asked: &Asked) -> Result<Exit, Usage> {
    let (name, file) = match asked.words.as_slice() {
        [name] => (name, None),
        [name, file] => (name, Some(file)),
        _ => {
            return Err(Usage(
                "`remote compare` needs a state machine's name or ARN, and may have the definition: what is deployed otherwise"
                    .to_owned(),
            ));
        }
    };
    let scenarios = asked.value("scenarios").map_or_else(|| Ok(ScenarioFile::default()), ScenarioFile::read)?;
    // What was set is what is deployed; trial values stand for the rest.
    let own = match file {
        Some(file) => {
            let opened = open_one(file, asked.wanted.as_deref())?;
            let mut values = scenarios.values(&opened);
            values.extend(asked.placeholders.clone());
            Some(opened.document.tree.filled(&values))
        }
        None => None,
    };
    let mut scenario = match scenarios.scenarios.is_empty() {
        true => Scenario::default(),
        false => choose(scenarios.scenarios, asked.value("scenario")).map_err(Usage)?,
    };
    let input = match asked.json("input")? {
        Some(text) => {
            scenario.input = value::parse(&text).map_err(|error| Usage(error.to_string()))?;
            text
        }
        None => scenario.input.to_json(),
    };
    let service = connect(asked)?;
    let machine = service.get(name)?;
    if machine.is_express {
        return Err(Usage(format!("`{name}` is an Express workflow: the service keeps its history in logs only")));
    }
    let definition = own.unwrap_or_else(|| machine.definition.clone());
    let program = simulator::load(&definition).map_err(|problems| {
        Usage(problems.first().map_or_else(|| "the definition cannot be simulated".to_owned(), ToString::to_string))
    })?;
    let program = Arc::new(program);
    if let Some(sentence) = scenario.mocks_without_state(&program).into_iter().next() {
        return Err(Usage(sentence));
    }
    let (there, _) = execute(&service, asked, &started_arn(name, &machine), &input)?;
    let here = simulate(program, &scenario, Some(Arc::from(input)));
    let found = divergence(&there, here.recording());
    let mut printed = Object::new();
    printed.insert("same", found.is_none());
    printed.insert("firstDifference", found.as_ref().map(printed_divergence));
    say(&Value::from(printed).to_json_pretty());
    Ok(if found.is_none() { Exit::Well } else { Exit::Found })
}

fn printed_divergence(found: &Divergence) -> Value {
    Value::object([
        ("place", Value::array(found.place.iter().map(String::as_str))),
        ("what", Value::from(found.what)),
        ("there", found.one.clone()),
        ("here", found.other.clone()),
    ])
}
