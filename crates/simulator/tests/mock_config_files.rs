//! MockConfigFiles from public repositories, with what their test cases must come to (the folder that STEPWRIGHT_CONFORMANCE
//! names).

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::document::Document;
use simulator::recording::print::print_event;
use simulator::scenario::{MockConfigFile, Scenario, ScenarioHost};
use simulator::{Budget, Execution};
use value::Value;

#[test]
fn test_cases_of_real_files_behave_as_they_must() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder");
        return;
    };
    let path = std::path::Path::new(&folder).join("mock_cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let all = value::parse(&text).expect("is JSON");
    for file in all.get("cases").and_then(Value::as_array).expect("has cases").iter() {
        let config = MockConfigFile::of(file.get("mock").expect("has a file").clone()).expect("is a MockConfigFile");
        let values: BTreeMap<String, String> = members(file.get("values")).map(|(name, value)| (name, text_of(&value))).collect();
        let mut documents = BTreeMap::new();
        for (machine, definition) in members(file.get("definitions")) {
            let text = definition.as_str().map_or_else(|| definition.to_json(), str::to_owned);
            documents.insert(machine, Document::new(asl::tree::Tree::read(text).filled(&values)));
        }
        let mut scenarios: BTreeMap<String, Vec<Scenario>> = BTreeMap::new();
        for case in file.get("cases").and_then(Value::as_array).expect("has cases").iter() {
            let machine = text_of(case.get("machine").expect("has a machine"));
            let name = text_of(case.get("case").expect("has a name"));
            let document = &documents[&machine];
            let chosen = config.choose(Some(&name), Some(&machine)).expect("is in the file");
            let mut scenario = config.scenario(&chosen, &document.definition).expect("is well").scenario;
            scenarios.entry(machine).or_default().push(scenario.clone());
            scenario.input = case.get("input").cloned().unwrap_or(Value::Null);
            check(&name, document, &scenario, case.get("expected").expect("is expected"));
        }
        for (machine, scenarios) in &scenarios {
            let again = config.with(machine, scenarios, &documents[machine].definition);
            assert_eq!(again.value().to_json(), config.value().to_json(), "{machine}");
        }
    }
}

fn check(name: &str, document: &Document, scenario: &Scenario, expected: &Value) {
    let program = Arc::new(simulator::load(&document.text).unwrap_or_else(|problems| panic!("{name}: {problems:?}")));
    let mut execution = Execution::start(program, scenario.options());
    execution.run(&mut ScenarioHost::new(scenario), Budget::default());
    let summary = Value::from(simulator::Summary::of(&execution).to_value());
    assert_eq!(summary.get("status"), expected.get("status"), "{name}");
    if let Some(output) = expected.get("output") {
        let got = summary.get("output").cloned().unwrap_or(Value::Null);
        let parsed = got.as_str().and_then(|text| value::parse(text).ok()).unwrap_or(got.clone());
        assert!(*output == got || *output == parsed, "{name}: {}", got.to_json());
    }
    if let Some(events) = expected.get("events").and_then(Value::as_array) {
        let recording = execution.recording();
        let printed = recording.events().iter().enumerate().map(|(index, event)| print_event(recording, event, index + 1));
        let types: Vec<Value> = printed.map(|event| event.get("type").cloned().unwrap_or(Value::Null)).collect();
        let wanted: Vec<Value> = events.iter().filter_map(|event| event.as_array()?.first().cloned()).collect();
        assert_eq!(types, wanted, "{name}");
    }
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (String, Value)> {
    let object = value.and_then(Value::as_object).map(|object| (**object).clone()).unwrap_or_default();
    object.into_iter().map(|(name, value)| (name.to_string(), value))
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
