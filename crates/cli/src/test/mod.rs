//! `stepwright test`: scenarios run and compared with what they expect, as a report for people and for CI.

mod junit;

use std::path::Path;
use std::sync::Arc;

use simulator::coverage::Coverage;
use simulator::scenario::{Mismatch, Scenario};
use simulator::{Program, Status, Summary};
use value::{Object, Value};

use crate::arguments::{Argument, Arguments, definitions_in, is_folder, unknown};
use crate::definition_file::{Opened, open_all};
use crate::outcome::{Exit, Usage, say};
use crate::scenario_file::ScenarioFile;
use crate::simulate::simulate;
use crate::system::{Kind, system};

/// The scenarios of one definition.
struct Suite {
    name: String,
    program: Arc<Program>,
    outcomes: Vec<Outcome>,
    coverage: Coverage,
    mock_config: Value,
}

/// How a scenario went.
struct Outcome {
    scenario: String,
    status: Status,
    virtual_seconds: f64,
    complaints: Vec<String>,
    /// Whether nothing says how it should end.
    is_open: bool,
}

/// What is asked for.
#[derive(Default)]
struct Asked {
    files: Vec<String>,
    scenarios: Option<String>,
    junit: Option<String>,
    mock_config: Option<String>,
    wanted: Option<String>,
    coverage: bool,
    json: bool,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let mut asked = Asked::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => asked.files.push(word),
            Argument::Option(option) => match option.as_str() {
                "scenarios" => asked.scenarios = Some(arguments.value(&option)?),
                "junit" => asked.junit = Some(arguments.value(&option)?),
                "mock-config" => asked.mock_config = Some(arguments.value(&option)?),
                "where" => asked.wanted = Some(arguments.value(&option)?),
                "coverage" => asked.coverage = true,
                "json" => asked.json = true,
                _ => return Err(unknown(&option)),
            },
        }
    }
    if asked.files.is_empty() {
        return Err(Usage("`test` needs a definition: a file, a folder, or a host that holds some".to_owned()));
    }
    let (suites, without) = suites(&asked)?;
    if let Some(junit) = &asked.junit {
        let report = junit::report(&suites);
        system().write(junit, report.as_bytes()).map_err(|error| Usage(format!("`{junit}` cannot be written: {error}")))?;
    }
    if let Some(out) = &asked.mock_config {
        let [suite] = suites.as_slice() else {
            return Err(Usage("`--mock-config` writes the test cases of one definition: name that one".to_owned()));
        };
        let contents = suite.mock_config.to_json_pretty() + "\n";
        system().write(out, contents.as_bytes()).map_err(|error| Usage(format!("`{out}` cannot be written: {error}")))?;
    }
    if asked.json {
        say(&json(&suites, &without, asked.coverage).to_json_pretty());
    } else {
        print(&suites, &without, asked.coverage);
    }
    let failed = suites.iter().any(|suite| suite.outcomes.iter().any(Outcome::has_failed));
    Ok(if failed { Exit::Found } else { Exit::Well })
}

/// The suites of all definitions that are named; of a folder's, those that have no scenarios are listed apart.
fn suites(asked: &Asked) -> Result<(Vec<Suite>, Vec<String>), Usage> {
    let (mut suites, mut without) = (vec![], vec![]);
    for word in &asked.files {
        let is_folder = is_folder(word);
        for file in definitions_in(vec![word.clone()])? {
            for opened in &open_all(&file, asked.wanted.as_deref())? {
                match asked.scenarios.clone().map_or_else(|| beside(&file, opened), Ok) {
                    Ok(scenarios) => suites.push(test(&file, opened, &scenarios)?),
                    Err(_) if is_folder => without.push(file.clone()),
                    Err(missing) => return Err(missing),
                }
            }
        }
    }
    Ok((suites, without))
}

/// The scenario file beside a definition: `NAME.scenarios.json`, by the file's or the machine's name, or `scenarios.json`.
fn beside(file: &str, opened: &Opened) -> Result<String, Usage> {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let stem = Path::new(file).file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
    let machine = opened.place().map(|place| place.rsplit('.').next().unwrap_or(place));
    let names = machine.into_iter().chain(stem).map(|name| format!("{name}.scenarios.json"));
    let mut names = names.chain(["scenarios.json".to_owned()]);
    let found = names.find(|name| system().kind(&folder.join(name).to_string_lossy()) == Kind::File);
    let found =
        found.ok_or_else(|| Usage(format!("there are no scenarios beside `{file}`: name their file with `--scenarios`")))?;
    Ok(folder.join(found).to_string_lossy().into_owned())
}

fn test(file: &str, opened: &Opened, scenarios: &str) -> Result<Suite, Usage> {
    let scenarios = ScenarioFile::read_for(scenarios, file, opened)?;
    let program = scenarios.program(file, opened)?;
    let mut coverage = Coverage::of(&program);
    let outcomes =
        scenarios.scenarios.iter().map(|scenario| outcome(&program, scenario, scenarios.mocked.is_some(), &mut coverage));
    let outcomes = outcomes.collect();
    let name = opened.place().map_or_else(|| file.to_owned(), |place| format!("{file}#{place}"));
    let mock_config = scenarios.mock_config(file, opened);
    Ok(Suite { name, program, outcomes, coverage, mock_config })
}

/// Runs a scenario. One of a MockConfigFile may end as it will, as such a file says nothing of that.
fn outcome(program: &Arc<Program>, scenario: &Scenario, mocks_only: bool, coverage: &mut Coverage) -> Outcome {
    let mut complaints = scenario.mocks_without_state(program);
    let execution = simulate(Arc::clone(program), scenario, None);
    coverage.add(program, execution.recording());
    let summary = Summary::of(&execution);
    complaints.extend(scenario.expect.compare(&execution).iter().map(Mismatch::to_string));
    // What expects nothing expects to succeed.
    if scenario.expect.is_empty() && !mocks_only && summary.status != Status::Succeeded {
        complaints.push(format!("it ended {}", summary.status.name()));
    }
    if let (false, Some(cause)) = (complaints.is_empty(), &summary.cause) {
        complaints.push(format!("its cause is {cause}"));
    }
    let (scenario, virtual_seconds) = (scenario.name.clone(), summary.virtual_seconds());
    Outcome { scenario, status: summary.status, virtual_seconds, complaints, is_open: mocks_only }
}

impl Outcome {
    fn has_failed(&self) -> bool {
        !self.complaints.is_empty()
    }
}

fn print(suites: &[Suite], without: &[String], coverage: bool) {
    for suite in suites {
        for outcome in &suite.outcomes {
            let mark = if outcome.has_failed() { "FAILED" } else { "ok" };
            let end = if outcome.is_open { format!(": ended {}", outcome.status.name()) } else { String::new() };
            say(&format!("{mark:<6} {} / {}{end}", suite.name, outcome.scenario));
            outcome.complaints.iter().for_each(|complaint| say(&format!("       {complaint}")));
        }
    }
    without.iter().for_each(|file| say(&format!("none   {file} has no scenarios beside it")));
    let (passed, failed) = counts(suites);
    say(&format!("{passed} passed, {failed} failed, 0 skipped"));
    if coverage {
        say("");
        for suite in suites {
            say(&format!("{} of {} covered: {}", suite.coverage.covered(), suite.coverage.arms().len(), suite.name));
            suite.coverage.missing().for_each(|arm| say(&format!("       {}", arm.words(&suite.program))));
        }
        let (covered, arms) = covered(suites);
        say(&format!("{covered} of {arms} covered: {} in all", percent(covered, arms)));
    }
}

fn counts(suites: &[Suite]) -> (usize, usize) {
    let outcomes = suites.iter().flat_map(|suite| &suite.outcomes);
    let failed = outcomes.clone().filter(|outcome| outcome.has_failed()).count();
    (outcomes.count() - failed, failed)
}

fn covered(suites: &[Suite]) -> (usize, usize) {
    let sum = |count: fn(&Coverage) -> usize| suites.iter().map(|suite| count(&suite.coverage)).sum();
    (sum(Coverage::covered), sum(|coverage| coverage.arms().len()))
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.1} %", part as f64 * 100.0 / whole.max(1) as f64)
}

/// The report for programs.
fn json(suites: &[Suite], without: &[String], coverage: bool) -> Value {
    let suite = |suite: &Suite| {
        let outcome = |outcome: &Outcome| {
            Value::object([
                ("scenario", Value::from(outcome.scenario.as_str())),
                ("passed", Value::from(!outcome.has_failed())),
                ("status", Value::from(outcome.status.name())),
                ("virtualSeconds", value::Number::from_f64(outcome.virtual_seconds).map_or(Value::Null, Value::Number)),
                ("complaints", Value::array(outcome.complaints.iter().map(String::as_str))),
            ])
        };
        let mut members = Object::new();
        members.insert("definition", suite.name.as_str());
        members.insert("scenarios", Value::array(suite.outcomes.iter().map(outcome)));
        if coverage {
            members.insert("coverage", coverage_json(suite));
        }
        Value::from(members)
    };
    let (passed, failed) = counts(suites);
    Value::object([
        ("passed", Value::from(passed as i64)),
        ("failed", Value::from(failed as i64)),
        ("suites", Value::array(suites.iter().map(suite))),
        ("withoutScenarios", Value::array(without.iter().map(String::as_str))),
    ])
}

fn coverage_json(suite: &Suite) -> Value {
    let names = suite.program.state_names();
    let arm = |(arm, count): &(simulator::coverage::Arm, u64)| {
        Value::object([
            ("state", Value::from(names.get(arm.state() as usize).map_or("", |name| name))),
            ("place", Value::from(arm.place())),
            ("count", Value::from(*count as i64)),
        ])
    };
    Value::object([
        ("covered", Value::from(suite.coverage.covered() as i64)),
        ("all", Value::from(suite.coverage.arms().len() as i64)),
        ("arms", Value::array(suite.coverage.arms().iter().map(arm))),
    ])
}
