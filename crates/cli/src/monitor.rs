//! `stepwright monitor`: what the service would show of a workflow.

use forecast::{Assumptions, Forecaster, Volume};
use monitoring::{Alarm, Level, Series, alarms, cloudformation, dashboard, day, log_events, sources, terraform, trace, value};
use simulator::scenario::Scenario;

use crate::arguments::{Argument, Arguments, read_json, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, print, say};
use crate::scenario_file::ScenarioFile;
use crate::simulate::{choose, simulate};

/// What is printed.
enum Form {
    Text,
    Json,
    CloudFormation,
    Terraform,
    Dashboard,
    Logs(Level),
    Trace,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut wanted, mut scenarios, mut scenario, mut form, mut with_data) = (None, None, None, None, Form::Text, true);
    let mut assumptions = Assumptions::default();
    let (mut volume, mut seed) = (Volume { monthly: 100_000, region: "us-east-1".to_owned() }, 1);
    let number =
        |option: &str, word: String| word.parse().map_err(|_| Usage(format!("`--{option}` is a whole number, not `{word}`")));
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted = Some(arguments.value(&option)?),
                "scenarios" => scenarios = Some(arguments.value(&option)?),
                "scenario" => scenario = Some(arguments.value(&option)?),
                "assumptions" => {
                    let file = arguments.value(&option)?;
                    assumptions.add(&read_json(&file)?.0).map_err(|error| Usage(format!("`{file}`: {error}")))?;
                }
                "monthly" => volume.monthly = number(&option, arguments.value(&option)?)?,
                "seed" => seed = number(&option, arguments.value(&option)?)?,
                "region" => volume.region = arguments.value(&option)?,
                "json" => form = Form::Json,
                "to" => form = form_of(&arguments.value(&option)?)?,
                "trace" => form = Form::Trace,
                "logs" => {
                    let word = arguments.value(&option)?;
                    let level =
                        Level::of(&word).ok_or_else(|| Usage(format!("`--logs` is ALL, ERROR, FATAL or OFF, not `{word}`")))?;
                    form = Form::Logs(level);
                }
                "without-data" => with_data = false,
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`monitor` needs a definition: a file, or - for the standard input".to_owned()))?;
    let opened = open_one(&file, wanted.as_deref())?;
    let scenarios = scenarios.map_or_else(|| Ok(ScenarioFile::default()), |file| ScenarioFile::read(&file))?;
    let program = scenarios.program(&file, &opened)?;
    let scenarios = scenarios.scenarios;
    match form {
        Form::Logs(_) | Form::Trace => {
            let chosen =
                if scenarios.is_empty() { Scenario::default() } else { choose(scenarios, scenario.as_deref()).map_err(Usage)? };
            let execution = simulate(program, &chosen, None);
            match form {
                Form::Logs(level) => {
                    log_events(execution.recording(), level, with_data).iter().for_each(|line| say(&line.to_json()))
                }
                _ => say(&trace(execution.recording()).to_json_pretty()),
            }
        }
        _ => {
            const RUNS: u64 = 2_000;
            let mut forecaster = Forecaster::new(program, &scenarios, assumptions, RUNS, seed);
            forecaster.advance(RUNS);
            let (forecast, found) = (forecaster.forecast(), sources(&opened.document.definition));
            let (alarms, series) = (alarms(&forecast, &found, &volume), day(&forecast, &found, &volume, seed));
            print_all(&form, &alarms, &series, &volume.region);
        }
    }
    Ok(Exit::Well)
}

fn form_of(word: &str) -> Result<Form, Usage> {
    match word {
        "cloudformation" => Ok(Form::CloudFormation),
        "terraform" => Ok(Form::Terraform),
        "dashboard" => Ok(Form::Dashboard),
        _ => Err(Usage(format!("`--to` is cloudformation, terraform or dashboard, not `{word}`"))),
    }
}

fn print_all(form: &Form, alarms: &[Alarm], series: &[Series], region: &str) {
    let board = dashboard(series, region);
    match form {
        Form::CloudFormation => print(&cloudformation(alarms, &board)),
        Form::Terraform => print(&terraform(alarms, &board)),
        Form::Dashboard => say(&board.to_json_pretty()),
        Form::Json => {
            say(&value(alarms, series).to_json_pretty());
        }
        _ => {
            say("alarms:");
            alarms.iter().for_each(|alarm| {
                say(&format!("  {} {} {}: {}", alarm.metric, alarm.comparison.sign(), alarm.threshold, alarm.reason))
            });
            say("\nthe day, by metric: sum or mean");
            series.iter().for_each(|series| say(&format!("  {:<30} {}", series.metric, in_short(series))));
        }
    }
}

fn in_short(series: &Series) -> String {
    let sum: f64 = series.points.iter().sum();
    let count = series.points.iter().filter(|point| **point > 0.0).count().max(1) as f64;
    let of = if series.of.is_empty() { String::new() } else { format!("  {}", series.of) };
    match series.unit {
        "Count" => format!("{sum:>10.0}{of}"),
        _ => format!("{:>10.1} ms ({}){of}", sum / count, series.statistic),
    }
}
