//! `stepwright generate`: scenarios for what none reaches, and what cannot be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use reach::{Generated, Limits, Machine, generate, label};
use simulator::Program;
use simulator::scenario::write_scenario;
use value::{Object, Value};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, complain, say};
use crate::scenario_file::ScenarioFile;
use crate::system::system;

/// What is asked for.
#[derive(Default)]
struct Asked {
    file: Option<String>,
    wanted: Option<String>,
    scenarios: Option<String>,
    out: Option<String>,
    json: bool,
    limits: Limits,
}

pub fn run(arguments: Arguments) -> Result<Exit, Usage> {
    let asked = asked(arguments)?;
    let file = asked
        .file
        .as_deref()
        .ok_or_else(|| Usage("`generate` needs a definition: a file, or - for the standard input".to_owned()))?;
    let opened = open_one(file, asked.wanted.as_deref())?;
    let mut given = asked
        .scenarios
        .as_deref()
        .map_or_else(|| Ok(ScenarioFile::default()), |scenarios| ScenarioFile::read_for(scenarios, file, &opened))?;
    let assumed = given.assume(&opened);
    let program = given.program(file, &opened)?;
    let tree = asl::tree::Tree::read(given.filled(&opened));
    let definition = tree.root().map(|root| tree.value(root)).unwrap_or_default();
    let generated = generate(&program, &Machine::of(&definition), &given.scenarios, asked.limits);
    let written = file_with(asked.scenarios.as_deref(), &given, &generated, &assumed)?;
    match &asked.out {
        Some(out) => {
            let contents = written.to_json_pretty() + "\n";
            system().write(out, contents.as_bytes()).map_err(|error| Usage(format!("`{out}` cannot be written: {error}")))?;
            if asked.json {
                say(&report(&program, &generated, None).to_json_pretty());
            } else {
                summary(&program, &generated).iter().for_each(|line| say(line));
            }
        }
        None if asked.json => say(&report(&program, &generated, Some(written)).to_json_pretty()),
        None => {
            say(&written.to_json_pretty());
            summary(&program, &generated).iter().for_each(|line| complain(line));
        }
    }
    Ok(if generated.missing.is_empty() { Exit::Well } else { Exit::Found })
}

fn asked(mut arguments: Arguments) -> Result<Asked, Usage> {
    let mut asked = Asked::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if asked.file.is_none() => asked.file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => asked.wanted = Some(arguments.value(&option)?),
                "scenarios" => asked.scenarios = Some(arguments.value(&option)?),
                "o" | "out" => asked.out = Some(arguments.value(&option)?),
                "json" => asked.json = true,
                "runs" => {
                    let runs = arguments.value(&option)?;
                    let wrong = || Usage(format!("`{runs}` is no number of runs: a whole number of at least 1 is needed"));
                    asked.limits.runs = runs.parse().ok().filter(|runs| *runs > 0).ok_or_else(wrong)?;
                }
                _ => return Err(unknown(&option)),
            },
        }
    }
    Ok(asked)
}

/// The given file with the new scenarios after its own, and the placeholders' values that were assumed; what else it holds
/// stays.
fn file_with(
    file: Option<&str>,
    given: &ScenarioFile,
    generated: &Generated,
    assumed: &BTreeMap<String, String>,
) -> Result<Value, Usage> {
    let mut taken: BTreeSet<String> = given.scenarios.iter().map(|scenario| scenario.name.clone()).collect();
    let mut new = vec![];
    for made in &generated.scenarios {
        let mut scenario = made.scenario.clone();
        while !taken.insert(scenario.name.clone()) {
            scenario.name.push_str(" (generated)");
        }
        new.push(write_scenario(&scenario));
    }
    let mut members = match file {
        // What a MockConfigFile holds becomes scenarios, as it has no inputs.
        Some(_) if given.mocked.is_some() => {
            let scenarios: Vec<Value> = given.scenarios.iter().map(write_scenario).collect();
            Object::from_iter([(Arc::from("version"), Value::from(1)), (Arc::from("scenarios"), Value::from(scenarios))])
        }
        Some(file) => {
            let value = value::parse(&read_file(file)?).map_err(|error| Usage(format!("`{file}`: {error}")))?;
            value.as_object().map(|members| (**members).clone()).unwrap_or_default()
        }
        None => Object::from_iter([(Arc::from("version"), Value::from(1))]),
    };
    if !assumed.is_empty() {
        let known = members.get("placeholders").and_then(Value::as_object).map(|known| (**known).clone());
        let mut placeholders = known.unwrap_or_default();
        assumed.iter().for_each(|(name, value)| drop(placeholders.insert(name.as_str(), value.as_str())));
        members.insert("placeholders", placeholders);
    }
    let mut all: Vec<Value> =
        members.get("scenarios").and_then(Value::as_array).map(|scenarios| (**scenarios).clone()).unwrap_or_default();
    all.extend(new);
    members.insert("scenarios", all);
    Ok(Value::from(members))
}

fn summary(program: &Program, generated: &Generated) -> Vec<String> {
    let Generated { arms, before, after, missing, runs, scenarios } = generated;
    let dead = missing.iter().filter(|missing| missing.dead).count();
    let mut lines = vec![format!(
        "{} new scenarios: {after} of {arms} covered, {before} before; {dead} cannot be reached, {} were not; {runs} runs",
        scenarios.len(),
        missing.len() - dead
    )];
    for missing in missing {
        let how = if missing.dead { "dead" } else { "open" };
        lines.push(format!("  {how} {}: {}", missing.arm.words(program), missing.reason));
    }
    lines
}

/// The report for programs.
fn report(program: &Program, generated: &Generated, file: Option<Value>) -> Value {
    let names = program.state_names();
    let arm = |arm: simulator::coverage::Arm| {
        let state = names.get(arm.state() as usize).map_or("", |name| name);
        vec![("state", Value::from(state)), ("place", Value::from(arm.place())), ("label", Value::from(label(arm, program)))]
    };
    let missing = generated.missing.iter().map(|missing| {
        let mut members = arm(missing.arm);
        members.extend([("dead", Value::from(missing.dead)), ("reason", Value::from(missing.reason.as_str()))]);
        Value::object(members)
    });
    let scenarios = generated.scenarios.iter().map(|new| {
        let reaches: Vec<Value> = new.reaches.iter().map(|reached| Value::object(arm(*reached))).collect();
        Value::object([("scenario", Value::from(new.scenario.name.as_str())), ("reaches", Value::from(reaches))])
    });
    let mut members = vec![
        ("all", Value::from(generated.arms as i64)),
        ("before", Value::from(generated.before as i64)),
        ("covered", Value::from(generated.after as i64)),
        ("runs", Value::from(generated.runs as i64)),
        ("generated", Value::array(scenarios)),
        ("missing", Value::array(missing)),
    ];
    members.extend(file.map(|file| ("file", file)));
    Value::object(members)
}
