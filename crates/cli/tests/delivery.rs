//! From design to production on the command line: hosts, permissions, forecasts, monitoring, versions, tests.

use std::path::PathBuf;
use std::process::{Command, Output};

use value::Value;

fn stepwright(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwright")).args(arguments).output().expect("the command starts")
}

/// Writes a file into a folder of its own for the test.
fn file(folder: &str, name: &str, contents: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&path).expect("a folder is made");
    std::fs::write(path.join(name), contents).expect("a file is written");
    path.join(name).display().to_string()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn printed(output: &Output) -> Value {
    value::parse(&text(output))
        .unwrap_or_else(|error| panic!("{error}: {} {}", text(output), String::from_utf8_lossy(&output.stderr)))
}

const TEMPLATE: &str = "Resources:
  F:
    Type: AWS::Serverless::Function
  One:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: orders
      Definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters:
              FunctionName: !GetAtt F.Arn
            Next: B
          B:
            Type: Pas
            End: true
  Two:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionString: '{\"StartAt\": \"X\", \"States\": {\"X\": {\"Type\": \"Pass\", \"End\": true}}}'
";

#[test]
fn a_host_is_taken_where_a_definition_is() {
    let host = file("hosts", "template.yaml", TEMPLATE);
    let listed = printed(&stepwright(&["definitions", &host, "--json"]));
    assert_eq!(listed.pointer("/definitions/0/where"), Some(&Value::from("One")));
    assert_eq!(listed.pointer("/definitions/0/definition/States/A/Parameters/FunctionName"), Some(&Value::from("${F.Arn}")));
    let converted = printed(&stepwright(&["convert", &host, "--where", "One", "--to", "json"]));
    assert_eq!(Some(&converted), listed.pointer("/definitions/0/definition"));
    assert_eq!(listed.pointer("/definitions/1/how"), Some(&Value::from("DefinitionString")));
    let run = printed(&stepwright(&["simulate", &host, "--where", "Two", "--input", "5"]));
    assert_eq!(run.get("output"), Some(&Value::from(5)));
    let ambiguous = stepwright(&["policy", &host]);
    assert_eq!(ambiguous.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ambiguous.stderr).contains("`One`, `Two`"));
    let unknown = stepwright(&["policy", &host, "--where", "Three"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no definition `Three`"));
}

#[test]
fn findings_have_the_lines_of_the_host() {
    let host = file("findings", "template.yaml", TEMPLATE);
    let output = text(&stepwright(&["validate", &host]));
    // `Pas` stands in line 18, which is 17 from 0.
    assert!(output.contains("\"where\": \"One\"") && output.contains("\"line\": 17"), "{output}");
}

#[test]
fn a_policy_is_printed_explained_written_and_compared() {
    let host = file("policy", "template.yaml", TEMPLATE);
    let arguments = ["policy", host.as_str(), "--where", "One"];
    let with = |more: &[&str]| stepwright(&[arguments.as_slice(), more].concat());
    let policy = printed(&with(&["--json"]));
    assert_eq!(policy.pointer("/policy/Statement/0/Resource/0"), Some(&Value::from("${F.Arn}")));
    assert_eq!(policy.pointer("/statements/0/states/0"), Some(&Value::from("A")));
    assert!(text(&with(&["--explain"])).contains("lambda:InvokeFunction on ${F.Arn}"));
    assert!(text(&with(&["--to", "sam"])).contains("- !Sub \"${F.Arn}\""));
    assert!(text(&with(&["--to", "terraform"])).contains("\"${F.Arn}\""));
    let wide = file(
        "policy",
        "wide.json",
        r#"{"Statement": {"Effect": "Allow", "Action": ["lambda:InvokeFunction", "s3:GetObject"], "Resource": "*"}}"#,
    );
    let compared = with(&["--check", &wide]);
    assert_eq!(compared.status.code(), Some(1));
    let kinds: Vec<Value> = printed(&compared)
        .get("findings")
        .and_then(Value::as_array)
        .into_iter()
        .flat_map(|found| found.iter().filter_map(|finding| finding.get("kind").cloned()).collect::<Vec<_>>())
        .collect();
    assert_eq!(kinds, [Value::from("not needed"), Value::from("too wide")]);
}

const WORKFLOW: &str = r#"{"StartAt": "A", "States": {
    "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "${F}"}, "Next": "B"},
    "B": {"Type": "Wait", "Seconds": 2, "End": true}}}"#;

const SCENARIOS: &str = r#"{"version": 1, "placeholders": {"F": "f"}, "scenarios": [
    {"name": "well", "input": {}, "mocks": {"A": {"Return": {"Payload": 1}}}, "expect": {"status": "SUCCEEDED", "virtualSeconds": 2}},
    {"name": "badly", "input": {}, "mocks": {"A": {"Throw": {"Error": "E", "Cause": "<c>"}}}, "expect": {"status": "SUCCEEDED"}}]}"#;

#[test]
fn scenarios_are_tested_and_reported_in_junits_form() {
    let definition = file("test", "order.asl.json", WORKFLOW);
    file("test", "order.scenarios.json", SCENARIOS);
    let report = file("test", "report.xml", "");
    let output = stepwright(&["test", &definition, "--junit", &report]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).ends_with("1 passed, 1 failed, 0 skipped\n"), "{}", text(&output));
    let xml = std::fs::read_to_string(&report).expect("was written");
    assert!(xml.contains("tests=\"2\" failures=\"1\"") && xml.contains("&lt;c&gt;"), "{xml}");
    let nowhere = file("nowhere", "order.asl.json", WORKFLOW);
    assert_eq!(stepwright(&["test", &nowhere]).status.code(), Some(2));
}

#[test]
fn a_folder_is_tested_with_what_its_scenarios_reach() {
    let definition = file("folder", "order.asl.json", WORKFLOW);
    file("folder", "order.scenarios.json", SCENARIOS);
    let other = file("folder/inner", "other.asl.json", WORKFLOW);
    let folder = definition.trim_end_matches("/order.asl.json").to_owned();
    let output = stepwright(&["test", &folder, "--json", "--coverage"]);
    assert_eq!(output.status.code(), Some(1));
    let report = printed(&output);
    assert_eq!(report.get("withoutScenarios"), Some(&Value::array([other.as_str()])));
    let at = |pointer: &str| report.pointer(pointer).cloned().unwrap_or_default();
    assert_eq!((at("/passed"), at("/failed")), (Value::from(1), Value::from(1)));
    assert_eq!(at("/suites/0/scenarios/1/complaints/0"), Value::from("status is \"FAILED\", not \"SUCCEEDED\""));
    assert_eq!((at("/suites/0/coverage/covered"), at("/suites/0/coverage/all")), (Value::from(4), Value::from(4)));
    let written = stepwright(&["test", &folder, "--coverage"]);
    assert!(text(&written).ends_with("4 of 4 covered: 100.0 % in all\n"), "{}", text(&written));
}

#[test]
fn a_forecast_is_the_same_for_the_same_seed_and_says_what_if() {
    let definition = file("forecast", "order.asl.json", WORKFLOW);
    let with = |more: &[&str]| stepwright(&[&["forecast", definition.as_str(), "--runs", "200"], more].concat());
    assert_eq!(text(&with(&["--json"])), text(&with(&["--json"])));
    assert_ne!(text(&with(&["--json"])), text(&with(&["--json", "--seed", "2"])));
    let changed = printed(&with(&["--json", "--set", "B:/Seconds=60"]));
    let least = |which: &str| changed.pointer(&format!("/{which}/seconds/least")).and_then(Value::as_f64).unwrap_or_default();
    assert!(least("before") < 10.0 && least("after") >= 60.0, "{} {}", least("before"), least("after"));
    assert!(text(&with(&["--infracost"])).contains("monthly_transitions: 200000"));
    assert!(text(&with(&[])).contains("Standard") && text(&with(&[])).contains("quotas:"));
    assert_eq!(with(&["--set", "nonsense"]).status.code(), Some(2));
}

#[test]
fn what_the_service_would_show_is_printed() {
    let definition = file("monitor", "order.asl.json", WORKFLOW);
    let scenarios = file("monitor", "s.json", SCENARIOS);
    let with = |more: &[&str]| stepwright(&[&["monitor", definition.as_str(), "--scenarios", scenarios.as_str()], more].concat());
    assert!(text(&with(&[])).contains("ExecutionsFailed ≥"));
    assert!(text(&with(&["--to", "cloudformation"])).contains("Type: AWS::CloudWatch::Alarm"));
    assert_eq!(text(&with(&["--logs", "FATAL", "--scenario", "badly"])).lines().count(), 1);
    assert_eq!(text(&with(&["--logs", "OFF", "--scenario", "badly"])), "");
    assert_eq!(printed(&with(&["--trace", "--scenario", "badly"])).get("fault"), Some(&Value::from(true)));
}

#[test]
fn two_versions_are_compared() {
    let old = file("diff", "old.json", WORKFLOW);
    let new = file("diff", "new.json", &WORKFLOW.replace("\"Seconds\": 2", "\"Seconds\": 3").replace("\"A\"", "\"Call\""));
    let scenarios = file("diff", "s.json", SCENARIOS);
    assert_eq!(text(&stepwright(&["diff", &old, &old])), "The definitions mean the same.\n");
    let output = stepwright(&["diff", &old, &new, "--scenarios", &scenarios]);
    assert_eq!(output.status.code(), Some(1));
    let output = text(&output);
    assert!(output.contains("`A` is called `Call`") && output.contains("Seconds: 2 → 3"), "{output}");
    assert!(output.contains("scenario `badly`: the same") && output.contains("duration: 2 s → 3 s"), "{output}");
    for (form, beginning) in [("markdown", "### Workflow"), ("mermaid", "flowchart TD"), ("svg", "<svg "), ("json", "{")] {
        assert!(text(&stepwright(&["diff", &old, &new, "--to", form])).starts_with(beginning), "{form}");
    }
}

#[test]
fn a_new_host_is_written_around_a_definition() {
    let definition = file("wrap", "order.asl.json", WORKFLOW);
    for (kind, name, found) in
        [("sam", "template.yaml", "StateMachine"), ("terraform", "main.tf", "aws_sfn_state_machine.state_machine")]
    {
        let host = text(&stepwright(&["wrap", &definition, "--to", kind])).replace(&definition, "order.asl.json");
        let host = file("wrap", name, &host);
        let listed = printed(&stepwright(&["definitions", &host, "--json"]));
        assert_eq!(listed.pointer("/definitions/0/where"), Some(&Value::from(found)));
        assert_eq!(listed.pointer("/definitions/0/definition/StartAt"), Some(&Value::from("A")), "{kind}");
    }
    assert!(text(&stepwright(&["wrap", &definition, "--to", "cdk-py"])).contains("DefinitionBody.from_file"));
    assert_eq!(stepwright(&["wrap", &definition, "--to", "nothing"]).status.code(), Some(2));
}

#[test]
fn machines_of_two_hosts_are_compared_by_name() {
    let old = file("diff-hosts", "old.yaml", &TEMPLATE.replace("Type: Pas\n", "Type: Pass\n"));
    let changed = TEMPLATE.replace("Type: Pas\n", "Type: Wait\n            Seconds: 1\n").replace("  Two:", "  Three:");
    let new = file("diff-hosts", "new.yaml", &changed);
    let output = stepwright(&["diff", &old, &new]);
    assert_eq!(output.status.code(), Some(1));
    let output = text(&output);
    assert!(output.starts_with("One:\n`B`\n"), "{output}");
    assert!(output.contains("the machine `Two` is gone\nthe machine `Three` is new\n"), "{output}");
    assert_eq!(text(&stepwright(&["diff", &format!("{old}#Two"), &format!("{new}#Three")])), "The definitions mean the same.\n");
    let json = printed(&stepwright(&["diff", &old, &new, "--to", "json"]));
    assert_eq!(json.pointer("/machines/0/name"), Some(&Value::from("One")));
    assert_eq!((json.get("same"), json.pointer("/removed/0")), (Some(&Value::from(false)), Some(&Value::from("Two"))));
    assert_eq!(stepwright(&["diff", &old, &new, "--to", "svg"]).status.code(), Some(2));
}

const MOCK_CONFIG: &str = r#"{"StateMachines": {"order": {"TestCases": {"Well": {"A": "Good"}, "Badly": {"A": "Bad"}}}},
    "MockedResponses": {"Good": {"0": {"Return": 1}}, "Bad": {"0-9": {"Throw": {"Error": "E", "Cause": "c"}}}, "Spare": {"0": {"Return": 2}}}}"#;

#[test]
fn a_mock_config_file_is_tested_and_written_again() {
    let definition = file("mock-config", "order.asl.json", WORKFLOW);
    let mocks = file("mock-config", "mocks.json", MOCK_CONFIG);
    let again = file("mock-config", "again.json", "");
    let output = stepwright(&["test", &definition, "--scenarios", &mocks, "--mock-config", &again]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text(&output).contains("Badly: ended FAILED") && text(&output).contains("2 passed"), "{}", text(&output));
    let written = std::fs::read_to_string(&again).expect("was written");
    assert_eq!(value::parse(&written).expect("is JSON"), value::parse(MOCK_CONFIG).expect("is JSON"));
    let generated = printed(&stepwright(&["generate", &definition, "--scenarios", &mocks]));
    assert_eq!(generated.pointer("/scenarios/0/name"), Some(&Value::from("Well")));
    // Of scenarios a new one is made.
    let scenarios = file("mock-config", "s.json", SCENARIOS);
    stepwright(&["test", &definition, "--scenarios", &scenarios, "--mock-config", &again]);
    let written = value::parse(&std::fs::read_to_string(&again).expect("was written")).expect("is JSON");
    assert!(written.pointer("/StateMachines/order/TestCases/badly/A").is_some(), "{written:?}");
    let refused = stepwright(&["explain", &definition, "--why", "--scenarios", &mocks]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("this is a MockConfigFile"));
}

#[test]
fn a_wildcard_that_is_needed_is_too_wide() {
    let host = file("policy-wide", "template.yaml", TEMPLATE);
    let policy = r#"{"Effect": "Allow", "Action": "lambda:*", "Resource": "${F.Arn}"}"#;
    let policy = file("policy-wide", "policy.json", policy);
    let output = stepwright(&["policy", &host, "--where", "One", "--check", &policy, "--explain"]);
    assert_eq!(text(&output), "too wide: lambda:*; enough: lambda:InvokeFunction\n");
    assert_eq!(output.status.code(), Some(1));
}
