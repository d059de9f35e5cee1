//! `remote compare`: a scenario run there and here, and where the two first go apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::tree::Tree;
use simulator::fold::{Divergence, divergence};
use simulator::scenario::{Scenario, read_placeholders, read_scenarios};
use value::{Object, Value};

use super::asked::Asked;
use super::connect;
use super::run::{execute, started_arn};
use crate::arguments::read_file;
use crate::definition_file::text_to_run;
use crate::outcome::{Exit, Usage, say};
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
    let (mut scenario, trial_values) = match asked.value("scenarios") {
        Some(file) => read_scenario(file, asked.value("scenario"))?,
        None => Default::default(),
    };
    let input = match asked.json("input")? {
        Some(text) => {
            scenario.input = value::parse(&text).map_err(|error| Usage(error.to_string()))?;
            text
        }
        None => scenario.input.to_json(),
    };
    let own = match file {
        Some(file) => Some(text_to_run(file, asked.wanted.as_deref())?),
        None => None,
    };
    let service = connect(asked)?;
    let machine = service.get(name)?;
    if machine.is_express {
        return Err(Usage(format!("`{name}` is an Express workflow: the service keeps its history in logs only")));
    }
    let definition = own.unwrap_or_else(|| machine.definition.clone());
    let filled = if trial_values.is_empty() { definition } else { Tree::read(definition).filled(&trial_values) };
    let program = simulator::load(&filled).map_err(|problems| {
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

fn read_scenario(file: &str, name: Option<&str>) -> Result<(Scenario, BTreeMap<String, String>), Usage> {
    let wrong = |message: String| Usage(format!("`{file}`: {message}"));
    let text = read_file(file)?;
    let scenarios = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
    let value = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
    let trial_values = read_placeholders(&value).map_err(|error| wrong(error.to_string()))?;
    Ok((choose(scenarios, name).map_err(wrong)?, trial_values))
}
