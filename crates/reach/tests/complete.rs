//! Scenarios get the data that their workflows read, and end as is said.

use std::path::PathBuf;
use std::sync::Arc;

use asl::tree::Tree;
use reach::{Completed, Lacks, Limits, Machine, complete};
use simulator::scenario::{Scenario, ScenarioHost, read_scenario, write_scenario};
use simulator::{Budget, Execution, Program, Status, Summary};

fn read(text: &str) -> Option<(Arc<Program>, Machine)> {
    let tree = Tree::read(text);
    let value = |found: asl::tree::Placeholder| (found.name.clone(), if found.bare { "1".to_owned() } else { found.name });
    let text = tree.filled(&asl::tree::placeholders(&tree).into_iter().map(value).collect());
    let tree = Tree::read(text.as_str());
    let definition = tree.root().map(|root| tree.value(root))?;
    Some((Arc::new(simulator::load(&text).ok()?), Machine::of(&definition)))
}

const LIMITS: Limits = Limits { runs: 400, turns: 2000, runs_an_arm: 60 };

fn empty() -> Scenario {
    read_scenario(r#"{"name": "s", "input": {}}"#).expect("a scenario")
}

fn status(program: &Arc<Program>, scenario: &Scenario) -> Status {
    let scenario = read_scenario(&write_scenario(scenario).to_json()).expect("what is written is read");
    let mut execution = Execution::start(Arc::clone(program), scenario.options());
    execution.run(&mut ScenarioHost::new(&scenario), Budget { turns: 2000, time_passes_while_open: false, memory: None });
    Summary::of(&execution).status
}

fn completed(text: &str, lacks: Lacks) -> Option<Completed> {
    let (program, machine) = read(text).expect("a definition");
    complete(&program, &machine, &empty(), lacks, LIMITS)
}

#[test]
fn an_input_gets_what_is_read_of_it() {
    let machine = r#"{"StartAt": "Read", "States": {
        "Read": {"Type": "Pass", "Parameters": {"id.$": "$.order.id", "who.$": "$.order.customer.email"}, "ResultPath": "$.read", "Next": "Large"},
        "Large": {"Type": "Choice", "Choices": [
            {"Variable": "$.order.total", "NumericGreaterThan": 100, "Next": "No"},
            {"Variable": "$.order.kind", "StringEquals": "gift", "Next": "Each"}], "Default": "No"},
        "Each": {"Type": "Map", "ItemsPath": "$.order.rows", "End": true,
            "ItemProcessor": {"StartAt": "Row", "States": {"Row": {"Type": "Pass", "InputPath": "$.sku", "End": true}}}},
        "No": {"Type": "Fail", "Error": "TooLarge"}}}"#;
    let completed = completed(machine, Lacks::Input).expect("a sample");
    assert_eq!((completed.status, completed.answers.len()), (Status::Succeeded, 0));
    assert_eq!(
        completed.scenario.input.to_json(),
        r#"{"order":{"id":"1001","customer":{"email":"ada@example.com"},"total":100,"kind":"gift","rows":[{"sku":"example sku"}]}}"#
    );
    assert_eq!(completed.input, ["$.order.id", "$.order.customer.email", "$.order.total", "$.order.kind", "$.order.rows"]);
}

#[test]
fn jsonata_gets_its_input_too() {
    let machine = r#"{"QueryLanguage": "JSONata", "StartAt": "Sum", "States": {
        "Sum": {"Type": "Pass", "Output": "{% $states.input.prices.net + $states.input.prices.tax %}", "End": true}}}"#;
    let completed = completed(machine, Lacks::Input).expect("a sample");
    assert_eq!(completed.status, Status::Succeeded);
    assert_eq!(completed.scenario.input.to_json(), r#"{"prices":{"net":1,"tax":1}}"#);
}

#[test]
fn answers_are_completed_only_where_they_may_be() {
    let machine = r#"{"StartAt": "Fetch", "States": {
        "Fetch": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$.key"},
            "ResultSelector": {"name.$": "$.Payload.person.name"}, "Next": "Use"},
        "Use": {"Type": "Pass", "InputPath": "$.name", "End": true}}}"#;
    let input = completed(machine, Lacks::Input).expect("a sample");
    assert_eq!((input.status, input.input), (Status::Failed, vec!["$.key".to_owned()]));
    let data = completed(machine, Lacks::Data).expect("a sample");
    assert_eq!(data.status, Status::Succeeded);
    assert_eq!(data.answers, [(Arc::from("Fetch"), vec!["$.Payload.person.name".to_owned()])]);
}

#[test]
fn what_lacks_nothing_is_left_alone() {
    for machine in [
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "Always"}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"a": 1}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$.none", "End": true}}}"#,
    ] {
        assert_eq!(completed(machine, Lacks::Data), None, "{machine}");
    }
}

#[test]
fn whoever_asks_again_and_again_hears_the_end() {
    let machine = r#"{"StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "ResultSelector": {"status.$": "$.Payload.job.status"}, "Next": "Done?"},
        "Done?": {"Type": "Choice", "Choices": [{"Variable": "$.status", "StringEquals": "READY", "Next": "Good"}], "Default": "Later"},
        "Later": {"Type": "Wait", "Seconds": 30, "Next": "Ask"},
        "Good": {"Type": "Succeed"}}}"#;
    let completed = completed(machine, Lacks::Data).expect("a sample");
    assert_eq!(completed.status, Status::Succeeded);
    assert_eq!(completed.answers, [(Arc::from("Ask"), vec!["$.Payload.job.status".to_owned()])]);
}

#[test]
fn nothing_at_all_may_be_the_wrong_input_but_what_was_given_is_not() {
    let machine = r#"{"StartAt": "Given?", "States": {
        "Given?": {"Type": "Choice", "Choices": [{"Variable": "$.bucket", "IsPresent": false, "Next": "No"}], "Default": "Good"},
        "No": {"Type": "Fail", "Error": "NoBucket"},
        "Good": {"Type": "Pass", "InputPath": "$.bucket", "End": true}}}"#;
    assert_eq!(completed(machine, Lacks::Input).map(|completed| completed.status), Some(Status::Succeeded));
    let (program, machine) = read(machine).expect("a definition");
    let given = read_scenario(r#"{"name": "s", "input": {"other": 1}}"#).expect("a scenario");
    assert_eq!(complete(&program, &machine, &given, Lacks::Input, LIMITS), None);
}

#[test]
fn an_error_that_was_caught_before_a_fail_is_the_one_to_mend() {
    let machine = r#"{"StartAt": "Use", "States": {
        "Use": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "QueryLanguage": "JSONata", "Arguments": {"FunctionName": "f", "Payload": "{% $states.input.who %}"},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "No"}], "End": true},
        "No": {"Type": "Fail", "Error": "Sorry"}}}"#;
    let completed = completed(machine, Lacks::Input).expect("a sample");
    assert_eq!((completed.status, completed.input), (Status::Succeeded, vec!["$.who".to_owned()]));
}

#[test]
fn the_last_of_a_list_and_a_list_of_items_are_made() {
    let machine = r#"{"QueryLanguage": "JSONata", "StartAt": "Call", "States": {
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f"}, "Output": {"messages": "{% $states.result.Payload.messages %}"}, "Next": "Each"},
        "Each": {"Type": "Map", "Items": "{% $states.input.messages[-1].content %}", "End": true,
            "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}"#;
    assert_eq!(completed(machine, Lacks::Data).map(|completed| completed.status), Some(Status::Succeeded));
}

#[test]
fn data_that_only_a_cause_quotes_is_no_way_on() {
    let machine = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {
        "FunctionName": "f", "Payload": {"token.$": "$$.Task.Token"}}, "End": true}}}"#;
    assert_eq!(completed(machine, Lacks::Data), None);
}

#[test]
fn a_workflow_of_thousands_of_states_gets_its_input_with_bounded_effort() {
    const STATES: usize = 3000;
    let state = |index: usize| {
        let next = index + 1;
        format!(
            r#""S{index}": {{"Type": "Choice", "Choices": [{{"Variable": "$.n", "NumericGreaterThan": {}, "Next": "S{next}"}}], "Default": "S{next}"}}"#,
            index % 7
        )
    };
    let states: Vec<String> = (0..STATES).map(state).collect();
    let machine = format!(r#"{{"StartAt": "S0", "States": {{{}, "S{STATES}": {{"Type": "Succeed"}}}}}}"#, states.join(", "));
    let completed = completed(&machine, Lacks::Input).expect("a sample");
    assert_eq!((completed.status, completed.input), (Status::Succeeded, vec!["$.n".to_owned()]));
}

#[test]
fn real_definitions_get_further() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let (mut failed, mut by_input, mut by_data) = (0, 0, 0);
    for file in files {
        let Some((program, machine)) = std::fs::read_to_string(&file).ok().and_then(|text| read(&text)) else { continue };
        if status(&program, &empty()) != Status::Failed {
            continue;
        }
        failed += 1;
        let mut said = vec![];
        for (lacks, count) in [(Lacks::Input, &mut by_input), (Lacks::Data, &mut by_data)] {
            let Some(completed) = complete(&program, &machine, &empty(), lacks, LIMITS) else {
                said.push("none".to_owned());
                continue;
            };
            assert_eq!(status(&program, &completed.scenario), completed.status, "{}", file.display());
            *count += usize::from(matches!(completed.status, Status::Succeeded | Status::Waiting));
            said.push(format!("{:?} {:?}", completed.status, completed.error));
        }
        println!("{} {said:?}", file.file_name().unwrap_or_default().to_string_lossy());
    }
    println!(
        "{failed} fail with {{}}; a sample input alone ends well, or waits for an answer, for {by_input}, with answers for {by_data}"
    );
    assert!(by_data * 10 >= failed * 8, "{by_data} of {failed}");
}
