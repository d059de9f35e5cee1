//! Deployed, run, replayed and compared on moto.

use value::Value;

use super::moto::Moto;
use super::{errors, file, printed, remote, text};

const ROLE: &str = "arn:aws:iam::123456789012:role/runs";

/// Everything that moto executes without other services.
const ORDER: &str = "
Comment: An order
StartAt: Read
States:
  Read:
    Type: Pass
    Parameters: {'items.$': $.items, prefix: '${Prefix}'}
    Next: Any?
  Any?:
    Type: Choice
    Choices:
      - {Variable: '$.items[0]', IsPresent: true, Next: Each}
    Default: None
  None: {Type: Fail, Error: Order.Empty, Cause: nothing was ordered}
  Each:
    Type: Map
    ItemsPath: $.items
    MaxConcurrency: 1
    ItemProcessor:
      StartAt: Mark
      States:
        Mark: {Type: Pass, Result: true, ResultPath: $.marked, End: true}
    ResultPath: $.marks
    Next: Both
  Both:
    Type: Parallel
    Branches:
      - {StartAt: Left, States: {Left: {Type: Pass, Result: left, End: true}}}
      - {StartAt: Right, States: {Right: {Type: Wait, Seconds: 1, Next: Rest}, Rest: {Type: Pass, Result: right, End: true}}}
    Next: Done
  Done: {Type: Succeed}
";

const INPUT: &str = r#"{"items": [{"n": 1}, {"n": 2}]}"#;

/// What a user sees of a run: the states with how they went.
fn states(run: &Value) -> Vec<(String, String)> {
    let text = |state: &Value, member: &str| state.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let states = run.get("states").and_then(Value::as_array).expect("states");
    states.iter().map(|state| (text(state, "state"), text(state, "status"))).collect()
}

#[test]
fn a_workflow_is_deployed_run_replayed_and_compared() {
    let moto = match Moto::start() {
        Ok(moto) => moto,
        Err(reason) => {
            println!("skipped: {reason}");
            return;
        }
    };
    let at = moto.address();
    let order = file("order.asl.yaml", ORDER);
    is_deployed(&at, &order);
    is_updated_only_when_one_agrees(&at, &order);
    is_run_as_it_is_simulated(&at);
    fails_as_it_is_simulated(&at);
    differs_where_it_does(&at);
    what_is_not_there_is_said(&at);
}

fn is_deployed(at: &str, order: &str) {
    let open = remote(at, &["deploy", order, "--name", "order", "--role", ROLE, "--yes"], "");
    assert!(errors(&open).contains("`Prefix`") && errors(&open).contains("--set NAME=VALUE"), "{}", errors(&open));
    let set = ["--set", "Prefix=p"];
    let without = remote(at, &[&["deploy", order, "--name", "order", "--yes"], &set[..]].concat(), "");
    assert!(errors(&without).contains("a new one needs `--role`"), "{}", errors(&without));
    let deploy = ["deploy", order, "--name", "order", "--role", ROLE, "--alias", "live", "--yes"];
    let output = remote(at, &[&deploy, &set[..]].concat(), "");
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    for line in ["create the Standard state machine `order`", "publish a version", "create the alias `live`"] {
        assert!(errors(&output).contains(line), "{}", errors(&output));
    }
    let deployed = printed(&output);
    let ends = |member: &str, end: &str| deployed.get(member).and_then(Value::as_str).is_some_and(|arn| arn.ends_with(end));
    assert!(
        ends("stateMachineArn", ":order") && ends("stateMachineVersionArn", ":order:1") && ends("stateMachineAliasArn", ":live")
    );
    let pulled = text(&remote(at, &["pull", "order"], ""));
    let pulled = value::parse(&pulled).expect("JSON");
    assert_eq!(pulled.pointer("/States/Read/Parameters/prefix"), Some(&Value::from("p")));
    let again = remote(at, &[&deploy, &set[..]].concat(), "");
    assert!(errors(&again).contains("nothing to do"), "{}", errors(&again));
}

fn is_updated_only_when_one_agrees(at: &str, order: &str) {
    let before = text(&remote(at, &["pull", "order"], ""));
    let changed = file("changed.asl.yaml", &ORDER.replace("Seconds: 1", "Seconds: 0"));
    let deploy = ["deploy", &changed, "--name", "order", "--alias", "live", "--set", "Prefix=p"];
    for answer in ["", "n\n", "perhaps\n"] {
        let output = remote(at, &deploy, answer);
        assert_eq!(output.status.code(), Some(1));
        let told = errors(&output);
        assert!(told.contains("Seconds: 1 → 0") && told.contains("move the alias `live` to it from version 1"), "{told}");
        assert!(told.contains("nothing was changed"), "{told}");
        assert_eq!(text(&remote(at, &["pull", "order"], "")), before);
    }
    let output = remote(at, &deploy, "y\n");
    let version = printed(&output).get("stateMachineVersionArn").and_then(Value::as_str).unwrap_or_default().to_owned();
    assert!(version.ends_with(":order:2"), "{version}");
    assert_ne!(text(&remote(at, &["pull", "order"], "")), before);
    let back = remote(at, &["deploy", order, "--name", "order", "--set", "Prefix=p", "--yes"], "");
    assert_eq!((back.status.code(), text(&remote(at, &["pull", "order"], ""))), (Some(0), before));
    let express = remote(at, &["deploy", order, "--name", "order", "--type", "express", "--set", "Prefix=p", "--yes"], "");
    assert!(errors(&express).contains("the service never changes that"), "{}", errors(&express));
}

fn is_run_as_it_is_simulated(at: &str) {
    let history = file("history.json", "");
    let output = remote(at, &["run", "order", "--input", INPUT, "--execution-name", "one", "--save", &history], "");
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(errors(&output).contains("started arn:aws:states:") && errors(&output).contains("SUCCEEDED"));
    let there = printed(&output);
    let pulled = file("pulled.asl.json", &text(&remote(at, &["pull", "order"], "")));
    let simulated = super::Command::new(env!("CARGO_BIN_EXE_stepwright"))
        .args(["simulate", &pulled, "--input", INPUT])
        .output()
        .expect("the command starts");
    let events = printed(&simulated).get("events").cloned().expect("events");
    let mine = file("mine.json", &Value::object([("events", events)]).to_json());
    let replay = |history: &str| {
        let command = super::Command::new(env!("CARGO_BIN_EXE_stepwright")).args(["replay", history, &pulled]).output();
        printed(&command.expect("the command starts"))
    };
    assert_eq!(states(&there), states(&replay(&mine)));
    assert_eq!(states(&there).len(), 10);
    assert_eq!(replay(&history), there);
    let compared = remote(at, &["compare", "order", "--input", INPUT, "--execution-name", "two"], "");
    assert_eq!(
        (compared.status.code(), printed(&compared).get("same").cloned()),
        (Some(0), Some(Value::from(true))),
        "{}",
        text(&compared)
    );
}

fn fails_as_it_is_simulated(at: &str) {
    let output = remote(at, &["run", "order", "--input", r#"{"items": []}"#, "--execution-name", "three"], "");
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert_eq!(states(&printed(&output)).last(), Some(&("None".to_owned(), "FAILED".to_owned())));
    let scenarios = file("empty.json", r#"{"scenarios": [{"name": "many"}, {"name": "empty", "input": {"items": []}}]}"#);
    let words = ["compare", "order", "--scenarios", &scenarios, "--scenario", "empty", "--execution-name", "four"];
    let compared = remote(at, &words, "");
    assert_eq!(compared.status.code(), Some(0), "{}{}", text(&compared), errors(&compared));
}

fn differs_where_it_does(at: &str) {
    let other = file("other.asl.yaml", &ORDER.replace("Result: right", "Result: wrong"));
    let scenarios = file(
        "trial.json",
        &format!(r#"{{"placeholders": {{"Prefix": "p"}}, "scenarios": [{{"name": "two items", "input": {INPUT}}}]}}"#),
    );
    let compared = remote(at, &["compare", "order", &other, "--scenarios", &scenarios, "--execution-name", "five"], "");
    assert_eq!(compared.status.code(), Some(1), "{}", errors(&compared));
    let found = printed(&compared).get("firstDifference").cloned().expect("a difference");
    let expected = r#"{"place": ["Both", "branch or iteration 2", "Rest"], "what": "output", "there": "right", "here": "wrong"}"#;
    assert_eq!(found, value::parse(expected).expect("JSON"));
}

fn what_is_not_there_is_said(at: &str) {
    for (words, sentence) in [
        (&["run", "nothing"][..], "there is no state machine `nothing` in this account and region"),
        (&["pull", "arn:aws:states:us-east-1:123456789012:stateMachine:nothing"], "there is no state machine `arn:"),
        (&["compare", "nothing"], "there is no state machine `nothing`"),
        (&["run", "order", "--input", "{"], "`--input` is neither a file nor JSON"),
    ] {
        let output = remote(at, words, "");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(errors(&output).contains(sentence), "{words:?}: {}", errors(&output));
    }
}
