//! `stepwright examples`: lists the gallery, runs an example, or checks every scenario of every example.

use std::sync::Arc;

use gallery::Example;
use simulator::Summary;
use simulator::scenario::{Mismatch, Scenario, read_scenarios};

use crate::arguments::{Argument, Arguments, unknown};
use crate::outcome::{Exit, Usage, say};
use crate::simulate::{choose, print_execution, simulate};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut name, mut scenario, mut all) = (None, None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if name.is_none() => name = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one example too many"))),
            Argument::Option(option) => match option.as_str() {
                "scenario" => scenario = Some(arguments.value(&option)?),
                "all" => all = true,
                _ => return Err(unknown(&option)),
            },
        }
    }
    match name {
        _ if all => check_all(),
        None => {
            list();
            Ok(Exit::Well)
        }
        Some(name) => run_one(&name, scenario.as_deref()),
    }
}

fn list() {
    let width = gallery::examples().iter().map(|example| example.slug.len()).max().unwrap_or_default();
    for example in gallery::examples() {
        say(&format!("{:width$}  {}", example.slug, example.summary));
        for scenario in read_scenarios(example.scenarios).unwrap_or_default() {
            say(&format!("{:width$}    {}: {}", "", scenario.name, scenario.description));
        }
    }
}

fn run_one(name: &str, scenario: Option<&str>) -> Result<Exit, Usage> {
    let example =
        gallery::find(name).ok_or_else(|| Usage(format!("there is no example `{name}`; `stepwright examples` lists them")))?;
    let scenarios = read_scenarios(example.scenarios).map_err(|error| Usage(error.to_string()))?;
    let scenario = choose(scenarios, scenario).map_err(Usage)?;
    let program = simulator::load(example.definition).map_err(|problems| Usage(sentence(&problems)))?;
    Ok(print_execution(&simulate(Arc::new(program), &scenario, None)))
}

fn check_all() -> Result<Exit, Usage> {
    let (mut passed, mut failed) = (0, 0);
    for example in gallery::examples() {
        let scenarios = read_scenarios(example.scenarios).map_err(|error| Usage(format!("{}: {error}", example.slug)))?;
        for scenario in scenarios {
            let complaints = check(example, &scenario);
            if complaints.is_empty() {
                passed += 1;
                continue;
            }
            failed += 1;
            say(&format!("{} / {}", example.slug, scenario.name));
            for complaint in complaints {
                say(&format!("    {complaint}"));
            }
        }
    }
    say(&format!("{passed} passed, {failed} failed, 0 skipped"));
    Ok(if failed == 0 { Exit::Well } else { Exit::Found })
}

/// In which points a scenario does not give what it must.
fn check(example: &Example, scenario: &Scenario) -> Vec<String> {
    let program = match simulator::load(example.definition) {
        Ok(program) => Arc::new(program),
        Err(problems) => return vec![sentence(&problems)],
    };
    let without_state = scenario.mocks_without_state(&program);
    if !without_state.is_empty() {
        return without_state;
    }
    let execution = simulate(program, scenario, None);
    let summary = Summary::of(&execution);
    let mut complaints: Vec<String> = scenario.expect.compare(&execution).iter().map(Mismatch::to_string).collect();
    if let (false, Some(cause)) = (complaints.is_empty(), &summary.cause) {
        complaints.push(format!("its cause is {cause}"));
    }
    complaints
}

fn sentence(problems: &[simulator::CompileProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
