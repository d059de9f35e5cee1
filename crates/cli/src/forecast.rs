//! `stepwright forecast`: what a workflow takes, costs and comes near to.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::document::Document;
use asl::edit::set_field;
use forecast::{Assumptions, Forecast, Forecaster, Volume, infracost, text, value};
use simulator::scenario::{Scenario, read_placeholders, read_scenarios};
use value::Value;

use crate::arguments::{Argument, Arguments, read_file, read_json, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, print, say};

/// What is asked for.
struct Asked {
    scenarios: Option<String>,
    scenario: Option<String>,
    assumptions: Assumptions,
    runs: u64,
    seed: u64,
    volume: Volume,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut wanted, mut form, mut changes) = (None, None, "text", vec![]);
    let mut asked = Asked {
        scenarios: None,
        scenario: None,
        assumptions: Assumptions::default(),
        runs: 10_000,
        seed: 1,
        volume: Volume { monthly: 100_000, region: "us-east-1".to_owned() },
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted = Some(arguments.value(&option)?),
                "scenarios" => asked.scenarios = Some(arguments.value(&option)?),
                "scenario" => asked.scenario = Some(arguments.value(&option)?),
                "assumptions" => {
                    let file = arguments.value(&option)?;
                    asked.assumptions.add(&read_json(&file)?.0).map_err(|error| Usage(format!("`{file}`: {error}")))?;
                }
                "runs" => asked.runs = number(&option, &arguments.value(&option)?)?,
                "monthly" => asked.volume.monthly = number(&option, &arguments.value(&option)?)?,
                "seed" => asked.seed = number(&option, &arguments.value(&option)?)?,
                "region" => asked.volume.region = arguments.value(&option)?,
                "set" => changes.push(arguments.value(&option)?),
                "json" => form = "json",
                "infracost" => form = "infracost",
                // Both types are reckoned; taken so that calls of other commands can be repeated.
                "type" => drop(crate::validate::workflow_type(&arguments.value(&option)?)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`forecast` needs a definition: a file, or - for the standard input".to_owned()))?;
    const MOST_RUNS: u64 = 1_000_000;
    if asked.runs == 0 || asked.runs > MOST_RUNS {
        return Err(Usage(format!("`--runs` is from 1 to {MOST_RUNS}")));
    }
    let opened = open_one(&file, wanted.as_deref())?;
    let trial_values = opened.found.as_ref().map(hosts::Found::trial_values).unwrap_or_default();
    let before = forecast(&opened.document, &trial_values, &asked)?;
    let after = match changes.as_slice() {
        [] => None,
        changes => Some(forecast(&changed(&opened.document, changes)?, &trial_values, &asked)?),
    };
    print_forecasts(&before, after.as_ref(), form, &asked.volume, opened.place());
    Ok(Exit::Well)
}

fn number(option: &str, word: &str) -> Result<u64, Usage> {
    word.parse().map_err(|_| Usage(format!("`--{option}` is a whole number, not `{word}`")))
}

fn forecast(document: &Document, trial_values: &BTreeMap<String, String>, asked: &Asked) -> Result<Forecast, Usage> {
    let (mut scenarios, mut values): (Vec<Scenario>, _) = (vec![], trial_values.clone());
    if let Some(file) = &asked.scenarios {
        let wrong = |message: String| Usage(format!("`{file}`: {message}"));
        let text = read_file(file)?;
        scenarios = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
        let parsed = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
        values.extend(read_placeholders(&parsed).map_err(|error| wrong(error.to_string()))?);
        if let Some(name) = &asked.scenario {
            scenarios = vec![crate::simulate::choose(scenarios, Some(name)).map_err(wrong)?];
        }
    }
    let text = document.tree.filled(&values);
    let program = simulator::load(&text)
        .map_err(|problems| Usage(problems.first().map_or_else(|| "it cannot be run".to_owned(), ToString::to_string)))?;
    let mut forecaster = Forecaster::new(Arc::new(program), &scenarios, asked.assumptions.clone(), asked.runs, asked.seed);
    forecaster.advance(asked.runs);
    Ok(forecaster.forecast())
}

/// The definition with fields as `STATE:/POINTER=JSON` says.
fn changed(document: &Document, changes: &[String]) -> Result<Document, Usage> {
    let mut document = document.clone();
    for change in changes {
        let wrong = || Usage(format!("`{change}` is not STATE:/FIELD=JSON"));
        let (place, json) = change.split_once('=').ok_or_else(wrong)?;
        let (state, pointer) = place.split_once(":/").ok_or_else(wrong)?;
        let state = document.definition.find(state).ok_or_else(|| Usage(format!("there is no state `{state}`")))?;
        let edit =
            set_field(&document, Some(state), &format!("/{pointer}"), json).map_err(|refusal| Usage(refusal.to_string()))?;
        document = document.apply(&edit).0;
    }
    Ok(document)
}

fn print_forecasts(before: &Forecast, after: Option<&Forecast>, form: &str, volume: &Volume, place: Option<&str>) {
    let address = place.unwrap_or("aws_sfn_state_machine.state_machine");
    match (form, after) {
        ("json", None) => say(&value(before, volume).to_json_pretty()),
        ("json", Some(after)) => {
            say(&Value::object([("before", value(before, volume)), ("after", value(after, volume))]).to_json_pretty())
        }
        ("infracost", after) => print(&infracost(after.unwrap_or(before), volume, address)),
        (_, None) => print(&text(before, volume)),
        (_, Some(after)) => print(&format!("as it is: {}\nas changed: {}", text(before, volume), text(after, volume))),
    }
}
