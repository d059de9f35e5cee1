//! `stepwright test`: scenarios run and compared with what they expect, as a report for people and for CI.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use simulator::scenario::{Mismatch, Scenario, read_placeholders, read_scenarios};
use simulator::{Status, Summary};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::definition_file::{Opened, open_all};
use crate::outcome::{Exit, Usage, say};
use crate::simulate::simulate;

/// How a scenario went.
struct Outcome {
    suite: String,
    scenario: String,
    virtual_seconds: f64,
    complaints: Vec<String>,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut files, mut scenarios, mut junit, mut wanted) = (vec![], None, None, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => files.push(word),
            Argument::Option(option) => match option.as_str() {
                "scenarios" => scenarios = Some(arguments.value(&option)?),
                "junit" => junit = Some(arguments.value(&option)?),
                "where" => wanted = Some(arguments.value(&option)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    if files.is_empty() {
        return Err(Usage("`test` needs a definition: a file, or a host that holds some".to_owned()));
    }
    let mut outcomes = vec![];
    for file in &files {
        let opened = open_all(file, wanted.as_deref())?;
        for opened in &opened {
            let scenarios = scenarios.clone().map_or_else(|| beside(file, opened), Ok)?;
            outcomes.extend(test(file, opened, &scenarios)?);
        }
    }
    outcomes.iter().for_each(print_outcome);
    let failed = outcomes.iter().filter(|outcome| !outcome.complaints.is_empty()).count();
    say(&format!("{} passed, {failed} failed, 0 skipped", outcomes.len() - failed));
    if let Some(junit) = junit {
        std::fs::write(&junit, report(&outcomes)).map_err(|error| Usage(format!("`{junit}` cannot be written: {error}")))?;
    }
    Ok(if failed == 0 { Exit::Well } else { Exit::Found })
}

/// The scenario file beside a definition: `NAME.scenarios.json`, by the file's or the machine's name, or `scenarios.json`.
fn beside(file: &str, opened: &Opened) -> Result<String, Usage> {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let stem = Path::new(file).file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
    let machine = opened.place().map(|place| place.rsplit('.').next().unwrap_or(place));
    let names = machine.into_iter().chain(stem).map(|name| format!("{name}.scenarios.json"));
    let mut names = names.chain(["scenarios.json".to_owned()]);
    let found = names.find(|name| folder.join(name).is_file());
    let found =
        found.ok_or_else(|| Usage(format!("there are no scenarios beside `{file}`: name their file with `--scenarios`")))?;
    Ok(folder.join(found).to_string_lossy().into_owned())
}

fn test(file: &str, opened: &Opened, scenarios: &str) -> Result<Vec<Outcome>, Usage> {
    let wrong = |message: String| Usage(format!("`{scenarios}`: {message}"));
    let text = read_file(scenarios)?;
    let read = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
    let parsed = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
    let mut values: BTreeMap<String, String> = opened.found.as_ref().map(hosts::Found::trial_values).unwrap_or_default();
    values.extend(read_placeholders(&parsed).map_err(|error| wrong(error.to_string()))?);
    let program = simulator::load(&opened.document.tree.filled(&values));
    let program = program
        .map_err(|problems| Usage(problems.first().map_or_else(|| format!("`{file}` cannot be run"), ToString::to_string)))?;
    let program = Arc::new(program);
    let suite = opened.place().map_or_else(|| file.to_owned(), |place| format!("{file}#{place}"));
    Ok(read.into_iter().map(|scenario| outcome(&suite, &program, &scenario)).collect())
}

fn outcome(suite: &str, program: &Arc<simulator::Program>, scenario: &Scenario) -> Outcome {
    let mut complaints = scenario.mocks_without_state(program);
    let execution = simulate(Arc::clone(program), scenario, None);
    let summary = Summary::of(&execution);
    complaints.extend(scenario.expect.compare(&execution).iter().map(Mismatch::to_string));
    // What expects nothing expects to succeed.
    if scenario.expect.is_empty() && summary.status != Status::Succeeded {
        complaints.push(format!("it ended {}", summary.status.name()));
    }
    if let (false, Some(cause)) = (complaints.is_empty(), &summary.cause) {
        complaints.push(format!("its cause is {cause}"));
    }
    Outcome { suite: suite.to_owned(), scenario: scenario.name.clone(), virtual_seconds: summary.virtual_seconds(), complaints }
}

fn print_outcome(outcome: &Outcome) {
    let mark = if outcome.complaints.is_empty() { "ok" } else { "FAILED" };
    say(&format!("{mark:<6} {} / {}", outcome.suite, outcome.scenario));
    outcome.complaints.iter().for_each(|complaint| say(&format!("       {complaint}")));
}

/// The report in JUnit's XML. A test's time is the scenario's virtual time.
fn report(outcomes: &[Outcome]) -> String {
    let mut suites: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    outcomes.iter().for_each(|outcome| suites.entry(&outcome.suite).or_default().push(outcome));
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for (suite, outcomes) in suites {
        let failed = outcomes.iter().filter(|outcome| !outcome.complaints.is_empty()).count();
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">", escaped(suite), outcomes.len());
        for outcome in outcomes {
            let head = format!(
                "<testcase classname=\"{}\" name=\"{}\" time=\"{}\"",
                escaped(suite),
                escaped(&outcome.scenario),
                outcome.virtual_seconds
            );
            let _ = match outcome.complaints.as_slice() {
                [] => writeln!(xml, "    {head}/>"),
                complaints => writeln!(
                    xml,
                    "    {head}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
                    escaped(&complaints[0]),
                    escaped(&complaints.join("\n"))
                ),
            };
        }
        xml.push_str("  </testsuite>\n");
    }
    xml + "</testsuites>\n"
}

/// Text as XML allows it.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
