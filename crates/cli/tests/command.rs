//! The command as a user calls it: what it prints and how it exits.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use value::Value;

fn stepwright(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwright")).args(arguments).output().expect("the command starts")
}

fn file(name: &str, contents: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, contents).expect("a file is written");
    path.display().to_string()
}

fn printed(output: &Output) -> Value {
    value::parse(&String::from_utf8_lossy(&output.stdout)).expect("JSON")
}

const RETRIED: &str = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "OutputPath": "$.Payload", "End": true,
    "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 1}]}}}"#;

#[test]
fn simulate_prints_how_a_run_ended_and_its_history() {
    let definition = file("retried.json", RETRIED);
    let output = stepwright(&["simulate", &definition, "--input", r#"{"a": 1}"#]);
    let run = printed(&output);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(run.get("output").map(Value::to_json).as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(run.pointer("/events/0/type").and_then(Value::as_str), Some("ExecutionStarted"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("note: `T` has no mock"));
}

#[test]
fn mocks_come_from_scenario_files_mock_objects_and_mock_config_files() {
    let definition = file("mocked.json", RETRIED);
    let throw = r#"{"0": {"Throw": {"Error": "E", "Cause": "c"}}, "1": {"Return": {"Payload": 7}}}"#;
    let always = r#"{"Throw": {"Error": "E", "Cause": "c"}}"#;
    for (name, contents, case, code, seconds) in [
        ("mocks.json", format!(r#"{{"T": {throw}}}"#), None, 0, 2),
        ("failing.json", format!(r#"{{"T": {always}}}"#), None, 1, 2),
        (
            "config.json",
            format!(
                r#"{{"StateMachines": {{"M": {{"TestCases": {{"Case": {{"T": "r"}}}}}}}}, "MockedResponses": {{"r": {throw}}}}}"#
            ),
            Some("Case"),
            0,
            2,
        ),
        (
            "scenarios.json",
            format!(r#"{{"scenarios": [{{"name": "a"}}, {{"name": "b", "mocks": {{"T": {throw}}}}}]}}"#),
            Some("b"),
            0,
            2,
        ),
    ] {
        let mocks = file(name, &contents);
        let mut arguments = vec!["simulate", &definition, "--mocks", &mocks];
        arguments.extend(case.into_iter().flat_map(|case| ["--test-case", case]));
        let output = stepwright(&arguments);
        assert_eq!(output.status.code(), Some(code), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(printed(&output).get("virtualSeconds").and_then(Value::as_i64), Some(seconds), "{name}");
    }
}

#[test]
fn a_wrong_call_is_one_clear_sentence_and_exit_code_2() {
    let definition = file("wrong.json", RETRIED);
    let broken = file("broken.json", "{");
    let unfit = file("unfit.json", r#"{"X": {"Return": 1}}"#);
    for (arguments, sentence) in [
        (vec!["simulat"], "error: there is no command `simulat`"),
        (vec!["simulate"], "error: `simulate` needs a definition"),
        (vec!["simulate", "/nowhere"], "error: `/nowhere` cannot be read"),
        (vec!["simulate", &broken], "expected"),
        (vec!["simulate", &definition, "--input", "{"], "error: `{` is neither a file nor JSON"),
        (vec!["simulate", &definition, "--mocks", &unfit], "error: there is a mock for `X`, but no state of that name"),
        (vec!["simulate", &definition, "--mocks", &broken], "this is not JSON"),
        (vec!["simulate", &definition, "--type", "fast"], "error: `fast` is no type of workflow"),
        (vec!["simulate", &definition, "--seed"], "error: `--seed` needs a value"),
        (vec!["simulate", &definition, "--colour"], "error: there is no option `--colour` here"),
        (vec!["examples", "nothing"], "error: there is no example `nothing`"),
        (vec!["conformance"], "error: `conformance` needs case files"),
        (vec!["roundtrip"], "error: `roundtrip` needs definitions"),
        (vec!["validate"], "error: `validate` needs a definition"),
    ] {
        let output = stepwright(&arguments);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(sentence == "expected" || message.contains(sentence), "{arguments:?}: {message}");
        assert!(!message.is_empty() && !message.contains("panicked"), "{message}");
    }
}

#[test]
fn every_example_gives_what_it_must() {
    let output = stepwright(&["examples", "--all"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.trim_end().ends_with("passed, 0 failed, 0 skipped"), "{text}");
}

#[test]
fn recordings_of_the_service_are_matched() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder of recordings");
        return;
    };
    let cases = PathBuf::from(folder).join("execution_cases.json").display().to_string();
    let output = stepwright(&["conformance", &cases]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.lines().last().unwrap_or_default();
    let count =
        |word: &str| last.split(", ").find_map(|part| part.strip_suffix(word)?.trim().parse::<f64>().ok()).unwrap_or_default();
    let (passed, failed) = (count("passed"), count("failed"));
    assert!(passed > 0.0 && passed / (passed + failed) >= 0.99, "{text}");
}

#[test]
fn definitions_in_yaml_run_with_trial_values_for_their_placeholders() {
    let yaml = "StartAt: W\nStates:\n  W:\n    Type: Wait # a while\n    Seconds: ${Pause}\n    Next: P\n  P:\n    Type: Pass\n    Result:\n      table: !Ref Table\n      arn: !GetAtt F.Arn\n      text: in ${Place}\n    End: true\n";
    let definition = file("placeholders.yaml", yaml);
    let scenarios = r#"{"scenarios": [{"name": "a"}], "placeholders": {"Pause": 7, "Table": "my-table", "F.Arn": "arn:aws:x", "Place": "Köln"}}"#;
    let output = stepwright(&["simulate", &definition, "--mocks", &file("trial-values.json", scenarios)]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let run = printed(&output);
    assert_eq!(run.get("virtualSeconds").and_then(Value::as_i64), Some(7));
    let expected = r#"{"table":"my-table","arn":"arn:aws:x","text":"in Köln"}"#;
    assert_eq!(run.get("output").map(Value::to_json).as_deref(), Some(expected));
}

#[test]
fn what_is_wrong_in_yaml_is_told_with_its_place() {
    let broken = file(
        "broken.yaml",
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Comment: a: b\n    Next: [B\n  B:\n    Type: Succeed\n",
    );
    let output = stepwright(&["simulate", &broken]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(":5:14: a value that holds `: ` must be in quotes"), "{told}");
    assert!(told.contains(":6:11: this bracket is never closed"), "{told}");
    let found = printed(&stepwright(&["validate", &broken]));
    let place =
        |index: usize| found.pointer(&format!("/diagnostics/{index}/range/start")).map(Value::to_json).unwrap_or_default();
    assert_eq!((place(0), place(1)), (r#"{"line":4,"character":13}"#.to_owned(), r#"{"line":5,"character":10}"#.to_owned()));
}

#[test]
fn convert_prints_the_other_notation_and_says_what_is_lost() {
    let yaml = file("flow.yaml", "# the flow\nStartAt: A\nStates:\n  A: { Type: Succeed }\n");
    let output = stepwright(&["convert", &yaml, "--to", "json"]);
    assert_eq!(printed(&output).pointer("/States/A/Type").and_then(Value::as_str), Some("Succeed"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "note: 1 comment would be lost\n");
    let json = file("flow.json", &String::from_utf8_lossy(&output.stdout));
    let back = stepwright(&["convert", &json, "--to", "yaml"]);
    assert_eq!(String::from_utf8_lossy(&back.stdout), "StartAt: A\nStates:\n  A:\n    Type: Succeed\n");
}

#[test]
fn convert_turns_states_into_jsonata_or_says_why_not() {
    let definition = file("retried.json", RETRIED);
    let output = stepwright(&["convert", &definition, "--to", "jsonata", "--state", "T"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"Output\": \"{% $states.result.Payload %}\""));
    let random = RETRIED.replace("\"$\"", "\"States.MathRandom(1, 2)\"");
    let refused = stepwright(&["convert", &file("random.json", &random), "--to", "jsonata"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("`States.MathRandom` has no equal in JSONata"));
}

#[test]
fn the_page_of_rules_is_what_explain_prints() {
    let output = stepwright(&["validate", "--explain", "all"]);
    let page = include_str!("../../../docs/lint-rules.md");
    assert!(
        String::from_utf8_lossy(&output.stdout) == page,
        "docs/lint-rules.md is old: write `stepwright validate --explain all` to it"
    );
}

#[test]
fn a_folder_stands_for_the_definitions_in_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("definitions");
    std::fs::create_dir_all(folder.join("inner")).expect("a folder is made");
    let well = "StartAt: A\nStates:\n  A: {Type: Succeed} # done\n";
    std::fs::write(folder.join("inner/well.asl.yaml"), well).expect("a file is written");
    std::fs::write(folder.join("wrong.json"), RETRIED.replace("\"T\", \"States\"", "\"X\", \"States\""))
        .expect("a file is written");
    std::fs::write(folder.join("README.md"), "no definition").expect("a file is written");
    let folder = folder.display().to_string();
    let output = stepwright(&["validate", &folder]);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!((output.status.code(), printed.matches("\"result\"").count()), (Some(1), 2), "{printed}");
    let output = stepwright(&["roundtrip", &folder]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 passed, 0 failed, 0 skipped"));
    let empty = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("empty");
    std::fs::create_dir_all(&empty).expect("a folder is made");
    let output = stepwright(&["roundtrip", &empty.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no definitions"));
}

#[test]
fn every_command_tells_its_usage() {
    let help = String::from_utf8_lossy(&stepwright(&["help"]).stdout).into_owned();
    let heads = help.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let commands: std::collections::BTreeSet<&str> = heads.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        for asked in ["--help", "-h"] {
            let output = stepwright(&[command, asked]);
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(output.status.code(), Some(0), "{command} {asked}");
            assert!(told.contains(&format!("  {command} ")) && told.starts_with("usage:"), "{command}: {told}");
        }
    }
    assert!(!String::from_utf8_lossy(&stepwright(&["convert", "--help"]).stdout).contains("simulate"));
}

#[test]
fn simulate_says_what_stands_in_the_way() {
    let stderr = |arguments: &[&str]| String::from_utf8_lossy(&stepwright(arguments).stderr).into_owned();
    let refused =
        file("refused.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed", "Foo": 1}}}"#);
    let told = stderr(&["simulate", &refused]);
    assert!(
        told.starts_with(
            "warning: Step Functions refuses this definition: Field 'Foo' is not supported at /States/B, and 1 more;"
        ),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "{told}");
    let open = file("open.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${secs}, "End": true}}}"#);
    let told = stderr(&["simulate", &open]);
    assert!(told.contains("give `${secs}` a trial value"), "{told}");
    let definition = file("thrown.json", RETRIED);
    let mocks = file("thrown-mocks.json", r#"{"T": {"Throw": {"Error": "E", "Couse": "c"}}}"#);
    let told = stderr(&["simulate", &definition, "--mocks", &mocks]);
    assert!(told.contains("`Couse` is not known here; an error has Error and Cause"), "{told}");
}

#[test]
fn files_that_are_no_definition_are_named() {
    for (name, contents, told) in [
        ("scenarios.json", r#"{"scenarios": {}}"#, "these are scenarios"),
        ("history.json", r#"{"events": []}"#, "this is an execution history"),
        ("mock-config.json", r#"{"StateMachines": {}, "MockedResponses": {}}"#, "this is a MockConfigFile"),
    ] {
        let path = file(name, contents);
        for command in ["validate", "simulate"] {
            let output = stepwright(&[command, &path]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(stderr.contains(told), "{name}: {stderr}");
        }
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mixed");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("package.json"), r#"{"name": "x", "version": "1"}"#).expect("a file");
    std::fs::write(folder.join("m.asl.json"), r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#).expect("a file");
    let output = stepwright(&["validate", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_template_is_taken_from_the_standard_input() {
    let template = "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States: {A: {Type: Succeed}}\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_stepwright"))
        .args(["simulate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("an input").write_all(template.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(printed(&output).get("status").and_then(Value::as_str), Some("SUCCEEDED"));
}

#[test]
fn evaluate_knows_the_functions_variables_and_context() {
    for (arguments, expected) in [
        (&["evaluate", "$partition([1, 2, 3], 2)"][..], Ok("[[1,2],[3]]")),
        (&["evaluate", "$hash('a', 'MD5')"], Ok("\"0cc175b9c0f1b6a831c399e269772661\"")),
        (&["evaluate", "a.b + $n", "--input", r#"{"a": {"b": 1}}"#, "--variables", r#"{"n": 2}"#], Ok("3")),
        (&["evaluate", "{% $states.context.State.Name %}", "--context", r#"{"State": {"Name": "S"}}"#], Ok("\"S\"")),
        (&["evaluate", "$$.State.Name", "--context", r#"{"State": {"Name": "S"}}"#], Ok("\"S\"")),
        (&["evaluate", "$x.y", "--jsonpath", "--variables", r#"{"x": {"y": [1]}}"#], Ok("[1]")),
        (&["evaluate", "States.Format('{}', $x)", "--variables", r#"{"x": 5}"#], Ok("\"5\"")),
        (&["evaluate", "1 / 0"], Err("the expression gives an infinite number")),
        (&["evaluate", "$n", "--variables", "[1]"], Err("`--variables` is an object of names and values, not an array")),
    ] {
        let output = stepwright(arguments);
        match expected {
            Ok(expected) => assert_eq!(printed(&output).to_json(), expected, "{arguments:?}"),
            Err(expected) => {
                let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
            }
        }
    }
}

#[test]
fn histories_are_replayed_in_whatever_they_come_in() {
    let definition = file("replayed.json", RETRIED);
    let run = printed(&stepwright(&["simulate", &definition, "--input", "{}"]));
    let events = run.get("events").and_then(Value::as_array).expect("events");
    let history = Value::object([("events", Value::from((**events).clone()))]).to_json();
    let whole = file("whole-history.json", &history);
    let output = stepwright(&["replay", &whole, &definition]);
    assert_eq!(output.status.code(), Some(0));
    let replayed = printed(&output);
    assert_eq!(replayed.pointer("/states/0/state").and_then(Value::as_str), Some("T"));
    assert_eq!(replayed.pointer("/states/0/status").and_then(Value::as_str), Some("SUCCEEDED"));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wide-history.json");
    std::fs::write(&path, history.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).expect("a file");
    let output = stepwright(&["replay", &path.display().to_string()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is read as UTF-16"));
    let cut = file("cut-history.json", &history[..history.len() - 30]);
    let output = stepwright(&["replay", &cut]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("warning: the text ends in the middle of an event"));
    assert!(printed(&output).get("events").and_then(Value::as_array).is_some_and(|read| read.len() + 1 == events.len()));
}

#[test]
fn the_catalogue_is_searched_and_explained() {
    let text = |arguments: &[&str]| {
        let output = stepwright(arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    let (code, found) = text(&["catalogue", "glue", "start"]);
    assert_eq!(code, Some(0));
    assert!(found.starts_with("glue:startJobRun ") && found.contains("aws-sdk:glue:startCrawler "), "{found}");
    let (code, explained) = text(&["catalogue", "glue:startJobRun.sync"]);
    assert_eq!(code, Some(0));
    for part in [
        "Also with .waitForTaskToken",
        "  * JobName ",
        "\"JobName\": \"MyData\"",
        "JobRunState",
        "Glue.ConcurrentRunsExceededException",
    ] {
        assert_eq!(explained.contains(part), part != "Also with .waitForTaskToken", "{part}: {explained}");
    }
    assert!(text(&["catalogue", "aws-sdk:s3:getObject"]).1.contains("S3.NoSuchKeyException"));
    assert!(text(&["catalogue", "kinesis:subscribeToShard"]).1.contains("cannot call it"));
    assert_eq!(text(&["catalogue", "elephant"]).0, Some(1));
    assert_eq!(text(&["catalogue", "novelty:doIt"]).0, Some(2));
    assert_eq!(text(&["catalogue"]).0, Some(2));
}

#[test]
fn parameters_are_checked_where_that_is_asked_for() {
    let definition = |parameters: &str| {
        format!(
            r#"{{"StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun", "Parameters": {parameters}, "End": true}}}}}}"#
        )
    };
    let misspelled = file("api.json", &definition(r#"{"JobName": "a", "Timeut": 5}"#));
    let codes = |file: &str, options: &[&str]| {
        let output = stepwright(&[&["validate", file], options].concat());
        let codes: Vec<String> = printed(&output)
            .get("diagnostics")
            .and_then(Value::as_array)
            .into_iter()
            .flat_map(|found| found.iter())
            .filter_map(|found| Some(format!("{} {}", found.get("severity")?.as_str()?, found.get("code")?.as_str()?)))
            .collect();
        (output.status.code(), codes)
    };
    assert_eq!(codes(&misspelled, &[]), (Some(0), vec![]));
    assert_eq!(codes(&misspelled, &["--api"]), (Some(0), vec!["WARNING API_PARAMETERS".to_owned()]));
    // What the linter says already is told once.
    let missing = file("api-missing.json", &definition("{}"));
    assert_eq!(codes(&missing, &["--api"]), codes(&missing, &[]));
    assert!(
        String::from_utf8_lossy(&stepwright(&["validate", "--explain", "api-parameters"]).stdout).starts_with("# api-parameters")
    );
}

#[test]
fn generate_makes_a_file_that_test_reads_and_that_covers_the_rest() {
    let definition = file(
        "generate.yaml",
        "StartAt: T\nStates:\n  T:\n    Type: Task\n    Resource: arn:aws:states:::sqs:sendMessage\n    Parameters:\n      QueueUrl: ${QueueUrl}\n      MessageBody: hello\n    Retry:\n      - ErrorEquals: [Sqs.Busy]\n    Catch:\n      - ErrorEquals: [States.ALL]\n        Next: C\n    Next: C\n  C:\n    Type: Choice\n    Choices:\n      - Variable: $.MessageId\n        IsPresent: true\n        Next: Y\n    Default: N\n  Y:\n    Type: Succeed\n  N:\n    Type: Fail\n    Error: No\n",
    );
    let given = file(
        "generate.given.json",
        r#"{"version": 1, "note": 7, "scenarios": [{"name": "mine", "mocks": {"T": {"Return": {"MessageId": "m"}}}}]}"#,
    );
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generate.out.json").display().to_string();
    for arguments in [vec![], vec!["--scenarios", given.as_str()]] {
        let output = stepwright(&[vec!["generate", &definition, "-o", &out, "--json"], arguments.clone()].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let report = printed(&output);
        assert_eq!(report.get("covered"), report.get("all"));
        assert_eq!(report.get("before") == Some(&Value::from(0)), arguments.is_empty());
        let written = value::parse(&std::fs::read_to_string(&out).expect("it is written")).expect("JSON");
        assert_eq!(written.pointer("/placeholders/QueueUrl").and_then(Value::as_str), Some("QueueUrl"));
        assert_eq!(written.get("note").is_none(), arguments.is_empty());
        let tested = stepwright(&["test", &definition, "--scenarios", &out, "--coverage", "--json"]);
        assert_eq!(tested.status.code(), Some(0), "{tested:?}");
        let coverage = printed(&tested).pointer("/suites/0/coverage").cloned().expect("coverage");
        assert_eq!(coverage.get("covered"), coverage.get("all"));
    }
}

#[test]
fn generate_says_what_is_dead() {
    let definition = file(
        "dead.json",
        r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.n", "NumericLessThan": 10, "Next": "Y"}, {"Variable": "$.n", "NumericLessThan": 5, "Next": "Y"}], "Default": "Y"},
            "Y": {"Type": "Succeed"}}}"#,
    );
    let output = stepwright(&["generate", &definition]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).get("scenarios").is_some());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("dead `C`: rule 2 is never taken: an earlier rule takes all that it is for"), "{said}");
    assert_eq!(stepwright(&["generate"]).status.code(), Some(2));
    assert_eq!(stepwright(&["generate", &definition, "--runs", "0"]).status.code(), Some(2));
}
