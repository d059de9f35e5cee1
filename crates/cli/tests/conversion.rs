//! A machine turned from JSONPath into JSONata, as a whole or a state at a time, does what it did before.

use std::path::PathBuf;
use std::sync::Arc;

use asl::definition::{QueryLanguage, StateId};
use asl::document::Document;
use asl::edit::{convert_machine_to_jsonata, convert_state_to_jsonata};
use asl::text::Transaction;
use simulator::scenario::{Scenario, ScenarioHost, read_scenarios};
use simulator::{Budget, Execution, Status, Summary};
use value::Value;

/// How a run ends: its status, its output, its error.
type End = (Status, Option<Value>, Option<String>);

/// Runs a definition; `None` where it cannot be compiled, which is no matter of the conversion.
fn end(definition: &str, scenario: &Scenario) -> Result<End, String> {
    let program = simulator::load(definition)
        .map_err(|problems| problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; "))?;
    let mut host = ScenarioHost::new(scenario);
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut host, Budget { time_passes_while_open: false, ..Budget::default() });
    let summary = Summary::of(&execution);
    let printed = Value::from(summary.to_value());
    let error = printed.get("error").and_then(Value::as_str).map(str::to_owned);
    Ok((summary.status, printed.get("output").cloned(), error))
}

#[derive(Default)]
struct Tally {
    same: usize,
    /// Runs that the data at hand did not suffice for.
    lacking: usize,
    refused: Vec<String>,
    different: Vec<String>,
}

impl Tally {
    /// Runs a definition before and after a change.
    fn compare(&mut self, name: &str, document: &Document, change: &Transaction, scenarios: &[Scenario]) {
        let after = document.apply(change).0;
        for scenario in scenarios {
            let Ok(before) = end(&document.text, scenario) else { continue };
            let place = format!("{name}, {}, scenario `{}`", change.label, scenario.name);
            match end(&after.text, scenario) {
                Ok(now) if before == now => self.same += 1,
                Ok(_) if lacks_data(&before) => self.lacking += 1,
                Ok(now) => self.different.push(format!("{place}: {before:?} became {now:?}")),
                Err(problem) => self.different.push(format!("{place}: cannot be compiled: {problem}")),
            }
        }
    }

    fn convert(&mut self, name: &str, text: &str, scenarios: &[Scenario]) {
        let document = Document::new(text);
        match convert_machine_to_jsonata(&document) {
            Ok(change) => self.compare(name, &document, &change, scenarios),
            Err(refusal) => self.refused.push(format!("{name}: {refusal}")),
        }
        let states = &document.definition.states;
        for state in states.iter().filter(|state| state.query_language == QueryLanguage::JsonPath) {
            if let Ok(change) = convert_state_to_jsonata(&document, StateId(state.id.0)) {
                self.compare(name, &document, &change, scenarios);
            }
        }
    }
}

/// Whether a run came to grief because data was missing or of another type. JSONPath fails at once where a path names
/// nothing, JSONata only where a whole value comes to nothing: how such a run goes on is not compared.
fn lacks_data(end: &End) -> bool {
    let errors = ["States.Runtime", "States.ParameterPathFailure", "States.IntrinsicFailure", "States.ResultPathMatchFailure"];
    end.2.as_deref().is_some_and(|error| errors.contains(&error))
}

#[test]
fn every_example_of_the_gallery_does_the_same_in_jsonata() {
    let mut tally = Tally::default();
    for example in gallery::examples() {
        let scenarios = read_scenarios(example.scenarios).expect("scenarios");
        tally.convert(example.slug, example.definition, &scenarios);
    }
    println!("{} runs ended alike, {} lacked data; refused: {:#?}", tally.same, tally.lacking, tally.refused);
    assert!(tally.same > 100, "{} runs were compared", tally.same);
    assert_eq!(tally.different, [""; 0]);
}

#[test]
fn real_definitions_do_the_same_in_jsonata() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".asl.json"));
    files.sort();
    let inputs =
        [r"{}", r#"{"id": 1, "items": [1, 2], "records": [{"id": 1}], "name": "n", "status": "SUCCEEDED", "Payload": {"a": 1}}"#];
    let scenarios: Vec<Scenario> = inputs
        .iter()
        .map(|input| Scenario { name: (*input).into(), input: value::parse(input).expect("JSON"), ..Scenario::default() })
        .collect();
    let mut tally = Tally::default();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a definition");
        tally.convert(&file.file_name().unwrap_or_default().to_string_lossy(), &text, &scenarios);
    }
    println!("{} runs ended alike, {} lacked data; {} machines refused", tally.same, tally.lacking, tally.refused.len());
    assert!(tally.same > 500, "{} runs were compared", tally.same);
    assert_eq!(tally.different, [""; 0]);
}
