//! `stepwright simulate`: runs a workflow and prints how it ended and every event.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::document::Document;
use asl::lint;
use asl::text::LineTable;
use asl::tree::Tree;
use expressions::time::Timestamp;
use simulator::execution::WorkflowType;
use simulator::recording::print;
use simulator::scenario::{MockConfigFile, Scenario, ScenarioHost, read_mocks, read_placeholders, read_scenarios};
use simulator::{Budget, CompileProblem, Execution, Memory, Program, Recording, Status, Summary};
use value::Value;

use crate::arguments::{Argument, Arguments, read_file, read_json, unknown};
use crate::definition_file::text_to_run;
use crate::outcome::{Exit, Usage, complain, say};
use crate::system::system;

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut definition, mut input, mut mocks, mut test_case) = (None, None, None, None);
    let (mut workflow_type, mut seed, mut start_time) = (None, None, None);
    let (mut workflows, mut shown, mut wanted, mut megabytes) = (Vec::new(), None, None, MEGABYTES);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if definition.is_none() => definition = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "input" => input = Some(arguments.value(&option)?),
                "where" => wanted = Some(arguments.value(&option)?),
                "mocks" => mocks = Some(arguments.value(&option)?),
                "test-case" => test_case = Some(arguments.value(&option)?),
                "type" => workflow_type = Some(parse_type(&arguments.value(&option)?)?),
                "seed" => seed = Some(parse_seed(&arguments.value(&option)?)?),
                "workflow" => workflows.push(read_workflow(&arguments.value(&option)?)?),
                "history" => shown = Some(arguments.value(&option)?),
                "memory" => megabytes = parse_megabytes(&arguments.value(&option)?)?,
                "start-time" => start_time = Some(parse_time(&arguments.value(&option)?)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let definition =
        definition.ok_or_else(|| Usage("`simulate` needs a definition: a file, or - for the standard input".to_owned()))?;
    let mut text = text_to_run(&definition, wanted.as_deref())?;
    let (mut scenario, trial_values) = match mocks {
        Some(file) => read_scenario(&file, test_case.as_deref(), (&definition, &text))?,
        None if test_case.is_some() => return Err(Usage("`--test-case` chooses from the file that `--mocks` names".to_owned())),
        None => (Scenario::default(), BTreeMap::new()),
    };
    if !trial_values.is_empty() {
        text = Tree::read(text).filled(&trial_values);
    }
    let program = match simulator::load(&text) {
        Ok(program) => Arc::new(program),
        Err(problems) => {
            print_problems(&definition, &text, &problems);
            print_missing_values(&text);
            return Ok(Exit::Usage);
        }
    };
    let mut refusals = refusals(&text, workflow_type.unwrap_or(scenario.workflow_type)).into_iter();
    if let Some(first) = refusals.next() {
        let more = match refusals.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        complain(&format!("warning: Step Functions refuses this definition: {first}{more}; see `stepwright validate`"));
    }
    let mut input_text = None;
    if let Some(input) = input {
        let (value, text) = read_json(&input)?;
        scenario.input = value;
        input_text = Some(Arc::from(text));
    }
    scenario.workflow_type = workflow_type.unwrap_or(scenario.workflow_type);
    scenario.seed = seed.unwrap_or(scenario.seed);
    scenario.start_millis = start_time.unwrap_or(scenario.start_millis);
    for (name, definition) in workflows {
        scenario.add_workflow(&name, &definition, &Scenario::default());
        if let Some(problem) = scenario.workflows.get(name.as_str()).and_then(|workflow| workflow.problem.as_ref()) {
            return Err(Usage(format!("the workflow `{name}` cannot be run: {problem}")));
        }
    }
    let complaint = scenario.mocks_without_state(&program).into_iter().next();
    if let Some(message) = complaint.or_else(|| simulator::execution::too_large(&scenario.input)) {
        return Err(Usage(message));
    }
    let execution = simulate_within(megabytes, program, &scenario, input_text);
    match shown {
        Some(shown) => print_history(execution.recording(), &shown),
        None => Ok(print_execution(&execution)),
    }
}

/// What Step Functions says against a definition.
fn refusals(text: &str, workflow_type: WorkflowType) -> Vec<String> {
    let workflow_type = match workflow_type {
        WorkflowType::Standard => lint::WorkflowType::Standard,
        WorkflowType::Express => lint::WorkflowType::Express,
    };
    let found = lint::lint(&Document::new(text), lint::Options { workflow_type, as_service: true });
    let errors = found.into_iter().filter(|found| found.severity == lint::Severity::Error);
    errors.map(|found| format!("{} at {}", found.message.trim_end_matches('.'), found.location)).collect()
}

/// Which placeholders stand where a simulation needs a value.
fn print_missing_values(text: &str) {
    let found = asl::tree::placeholders(&Tree::read(text));
    let bare = found.iter().any(|placeholder| placeholder.bare);
    let mut told = BTreeSet::new();
    for placeholder in found.iter().filter(|placeholder| placeholder.bare == bare) {
        if told.insert(&placeholder.name) {
            complain(&format!(
                "help: give `${{{0}}}` a trial value: `\"placeholders\": {{\"{0}\": …}}` in the scenario file that `--mocks` names",
                placeholder.name
            ));
        }
    }
}

/// What a simulation may take of memory if nothing is said.
const MEGABYTES: usize = 4_000;

fn parse_megabytes(text: &str) -> Result<usize, Usage> {
    let wrong = || Usage(format!("`--memory` takes a number of megabytes, such as 4000, and not `{text}`"));
    text.parse().ok().filter(|megabytes| *megabytes > 0).ok_or_else(wrong)
}

/// Runs a scenario to its end, or until it waits for a report by hand.
pub fn simulate(program: Arc<Program>, scenario: &Scenario, input_text: Option<Arc<str>>) -> Execution {
    simulate_within(MEGABYTES, program, scenario, input_text)
}

fn simulate_within(megabytes: usize, program: Arc<Program>, scenario: &Scenario, input_text: Option<Arc<str>>) -> Execution {
    let memory = system().memory_in_use().map(|in_use| Memory { in_use, most: megabytes.saturating_mul(1_000_000) });
    let options = simulator::Options { input_text, ..scenario.options() };
    let mut host = ScenarioHost::new(scenario);
    let mut execution = Execution::start(program, options);
    execution.run(&mut host, Budget { time_passes_while_open: false, memory, ..Budget::default() });
    execution
}

/// Prints a run as one JSON object, and the simulator's notes beside it.
pub fn print_execution(execution: &Execution) -> Exit {
    let summary = Summary::of(execution);
    // One event at a time, so that long histories of large data need little memory.
    let head = Value::from(summary.to_value()).to_json_pretty();
    say(&format!("{},", head.trim_end_matches("\n}")));
    say("  \"events\": [");
    let recording = execution.recording();
    let last = recording.events().len();
    for (index, event) in recording.events().iter().enumerate() {
        let printed = print::print_event(recording, event, index + 1).to_json_pretty().replace('\n', "\n    ");
        say(&format!("    {printed}{}", if index + 1 < last { "," } else { "" }));
    }
    say("  ]\n}");
    for note in &execution.recording().notes {
        complain(&format!("note: {}", note.message));
    }
    if summary.status == Status::Succeeded { Exit::Well } else { Exit::Found }
}

/// Prints the history of one of a run's executions: a child of a distributed Map, or what a Task has started.
fn print_history(recording: &Recording, wanted: &str) -> Result<Exit, Usage> {
    let mut arns = Vec::new();
    match find_history(recording, wanted, &mut arns) {
        Some((recording, index)) => {
            let arn = recording.histories[index].execution_arn.to_string();
            let printed = Value::object([("executionArn", Value::from(arn)), ("events", print::history(recording, index))]);
            say(&printed.to_json_pretty());
            Ok(Exit::Well)
        }
        None => Err(Usage(format!("no execution of this run is `{wanted}`; there are\n{}", arns.join("\n")))),
    }
}

/// The execution with an ARN, or whose ARN ends with a text; `seen` gets the ARNs of the others.
fn find_history<'a>(recording: &'a Recording, wanted: &str, seen: &mut Vec<String>) -> Option<(&'a Recording, usize)> {
    let ends_with = |arn: &str| arn.strip_suffix(wanted).is_some_and(|before| before.is_empty() || before.ends_with([':', '/']));
    if let Some(index) = recording.histories.iter().position(|history| ends_with(&history.execution_arn.to_string())) {
        return Some((recording, index));
    }
    seen.extend(recording.histories.iter().map(|history| format!("  {}", history.execution_arn)));
    let named = recording.nested.iter().find(|nested| nested.workflow == wanted);
    let named = named.map(|nested| (&nested.recording, 0));
    named.or_else(|| recording.nested.iter().find_map(|nested| find_history(&nested.recording, wanted, seen)))
}

/// The name and the definition's text of `NAME=FILE`.
fn read_workflow(argument: &str) -> Result<(String, String), Usage> {
    let (name, file) = argument.split_once('=').ok_or_else(|| Usage(format!("`{argument}` is not NAME=FILE")))?;
    Ok((name.to_owned(), read_file(file)?))
}

/// Prints why a definition cannot be run, with the line and column of each problem.
pub fn print_problems(file: &str, text: &str, problems: &[CompileProblem]) {
    let lines = LineTable::new(text);
    for problem in problems {
        let place = lines.position(text, problem.span.start);
        let location = if problem.location.is_empty() { String::new() } else { format!("{}: ", problem.location) };
        complain(&format!("error: {file}:{}:{}: {location}{}", place.line + 1, place.column + 1, problem.message));
    }
}

/// The scenario that a file holds for a definition (its file and text), and the trial values of placeholders: a scenario file, a MockConfigFile, or an object of
/// mocks.
fn read_scenario(
    file: &str,
    name: Option<&str>,
    (definition, definition_text): (&str, &str),
) -> Result<(Scenario, BTreeMap<String, String>), Usage> {
    let text = read_file(file)?;
    let wrong = |message: String| Usage(format!("`{file}`: {message}"));
    let value = value::parse(&text).map_err(|error| wrong(format!("this is not JSON: {error}")))?;
    if let Some(config) = MockConfigFile::of(value.clone()) {
        let machine = definition.rsplit('/').next().and_then(|name| name.split('.').next());
        let case = config.choose(name, machine).map_err(|error| wrong(error.to_string()))?;
        let document = Document::new(definition_text);
        let tested = config.scenario(&case, &document.definition).map_err(|error| wrong(error.to_string()))?;
        tested.notes.iter().for_each(|note| complain(&format!("note: {note}")));
        return Ok((tested.scenario, BTreeMap::new()));
    }
    if value.get("scenarios").is_none() {
        let mocks = read_mocks("the mocks", &value).map_err(|error| wrong(error.to_string()))?;
        return Ok((Scenario { mocks, ..Scenario::default() }, BTreeMap::new()));
    }
    let scenarios = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
    let trial_values = read_placeholders(&value).map_err(|error| wrong(error.to_string()))?;
    Ok((choose(scenarios, name).map_err(wrong)?, trial_values))
}

/// The scenario of a name, or the only one, or the first.
pub fn choose(scenarios: Vec<Scenario>, name: Option<&str>) -> Result<Scenario, String> {
    let names: Vec<String> = scenarios.iter().map(|scenario| format!("`{}`", scenario.name)).collect();
    let mut scenarios = scenarios.into_iter();
    let chosen = match name {
        Some(name) => scenarios.find(|scenario| scenario.name == name),
        None => scenarios.next(),
    };
    chosen.ok_or_else(|| match name {
        Some(name) => format!("there is no scenario `{name}`; there are {}", names.join(", ")),
        None => "there is no scenario in it".to_owned(),
    })
}

fn parse_type(text: &str) -> Result<WorkflowType, Usage> {
    match text.to_ascii_lowercase().as_str() {
        "standard" => Ok(WorkflowType::Standard),
        "express" => Ok(WorkflowType::Express),
        _ => Err(Usage(format!("`{text}` is no type of workflow: it is standard or express"))),
    }
}

fn parse_seed(text: &str) -> Result<u64, Usage> {
    text.parse().map_err(|_| Usage(format!("`{text}` is no seed: a whole number of at least 0 is needed")))
}

fn parse_time(text: &str) -> Result<i64, Usage> {
    let time = Timestamp::parse(text).ok_or_else(|| Usage(format!("`{text}` is no time such as 2026-01-01T00:00:00Z")))?;
    Ok(time.millis())
}
