//! What moto does not know, asked of a server with prepared answers: what is sent, and what is made of the answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{JoinHandle, spawn};

use value::Value;

use super::{errors, file, printed, remote, text};

/// Answers requests one after another; in the end it gives what was asked: the operation and the parameters.
fn prepared(answers: &'static [(u16, &'static str)]) -> (String, JoinHandle<Vec<(String, Value)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let server = spawn(move || {
        let mut asked = Vec::new();
        for (status, answer) in answers {
            let (stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream);
            let (mut operation, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                let line = line.trim_end();
                if line.is_empty() {
                    break;
                }
                if let Some((name, value)) = line.split_once(": ") {
                    match name.to_ascii_lowercase().as_str() {
                        "x-amz-target" => operation = value.trim_start_matches("AWSStepFunctions.").to_owned(),
                        "content-length" => length = value.parse().expect("a length"),
                        _ => {}
                    }
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            asked.push((operation, value::parse(&String::from_utf8_lossy(&body)).expect("JSON")));
            let head = format!("HTTP/1.1 {status} -\r\nContent-Type: application/x-amz-json-1.0\r\nConnection: close");
            let written = write!(reader.into_inner(), "{head}\r\nContent-Length: {}\r\n\r\n{answer}", answer.len());
            written.expect("it is read");
        }
        asked
    });
    (address, server)
}

const PASS: &str = "StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n";

#[test]
fn the_services_findings_are_printed_as_they_are() {
    let answer = r#"{"result": "FAIL", "diagnostics": [{"severity": "ERROR", "code": "X", "message": "m", "location": "/States/A", "new": 1}], "truncated": false}"#;
    let (at, server) = prepared(Box::leak(Box::new([(200, answer)])));
    let output = remote(&at, &["validate", &file("pass.asl.yaml", PASS), "--type", "express"], "");
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert_eq!(printed(&output), value::parse(answer).expect("JSON"));
    let asked = server.join().expect("it ended well");
    assert_eq!(asked[0].0, "ValidateStateMachineDefinition");
    assert_eq!(asked[0].1.get("type"), Some(&Value::from("EXPRESS")));
    // The service takes JSON only.
    let sent = asked[0].1.get("definition").and_then(Value::as_str).expect("a definition");
    assert_eq!(value::parse(sent).expect("JSON").pointer("/States/A/Type"), Some(&Value::from("Pass")));
}

#[test]
fn a_state_is_tested_by_the_service() {
    let answer =
        r#"{"status": "CAUGHT_ERROR", "output": "{}", "error": "E", "nextState": "B", "inspectionData": {"input": "1"}}"#;
    let (at, server) = prepared(Box::leak(Box::new([(200, answer)])));
    let definition = file("tested.asl.yaml", PASS);
    let mock = r#"{"errorOutput": {"error": "E", "cause": "c"}, "fieldValidationMode": "NONE"}"#;
    let words = ["test-state", &definition, "--state", "A", "--input", "\"1\"", "--mock", mock, "--variables", r#"{"x": 1}"#];
    let output = remote(
        &at,
        &[&words[..], &["--inspection", "TRACE", "--reveal-secrets", "--role", "arn:aws:iam::1:role/r"]].concat(),
        "",
    );
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert_eq!(printed(&output), value::parse(answer).expect("JSON"));
    let (operation, asked) = server.join().expect("it ended well").remove(0);
    assert_eq!(operation, "TestState");
    let expected = r#"{"stateName": "A", "input": "\"1\"", "variables": "{\"x\": 1}", "inspectionLevel": "TRACE", "revealSecrets": true,
        "roleArn": "arn:aws:iam::1:role/r", "mock": {"errorOutput": {"error": "E", "cause": "c"}, "fieldValidationMode": "NONE"}}"#;
    for (name, value) in value::parse(expected).expect("JSON").as_object().expect("an object").iter() {
        assert_eq!(asked.get(name), Some(value), "{name}");
    }
}

#[test]
fn an_express_workflow_runs_to_its_end() {
    let described = r#"{"stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:e", "name": "e", "status": "ACTIVE",
        "definition": "{}", "roleArn": "arn:aws:iam::123456789012:role/r", "type": "EXPRESS", "creationDate": 1}"#;
    let ended = r#"{"executionArn": "arn:x", "startDate": 1, "stopDate": 2, "status": "FAILED", "error": "E", "cause": "c"}"#;
    let (at, server) = prepared(Box::leak(Box::new([(200, described), (200, ended)])));
    let output = remote(&at, &["run", "arn:aws:states:us-east-1:123456789012:stateMachine:e", "--input", "[1]"], "");
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert_eq!(printed(&output), value::parse(r#"{"status": "FAILED", "error": "E", "cause": "c"}"#).expect("JSON"));
    assert!(errors(&output).contains("in its logs only"));
    let asked = server.join().expect("it ended well");
    assert_eq!((asked[1].0.as_str(), asked[1].1.get("input")), ("StartSyncExecution", Some(&Value::from("[1]"))));
}

#[test]
fn what_goes_wrong_is_one_sentence() {
    let refused = r#"{"__type": "com.amazonaws.sfn#AccessDeniedException", "message": "User: x is not authorized."}"#;
    let (at, _server) = prepared(Box::leak(Box::new([(400, refused)])));
    let output = remote(&at, &["pull", "order"], "");
    assert_eq!(errors(&output), "error: AccessDeniedException: User: x is not authorized\n");
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let output = remote(&format!("http://{free}"), &["pull", "order"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).starts_with("error: the service cannot be reached: "), "{}", errors(&output));
    assert_eq!(errors(&output).lines().count(), 1, "{}", errors(&output));
    for (words, sentence) in [
        (&["remote"][..], "`remote` needs one of validate, deploy"),
        (&["remote", "fly"], "there is no `remote fly`"),
        (&["remote", "run", "--yes"], "no option `--yes`"),
        (&["remote", "deploy"], "`remote deploy` needs a definition"),
        (&["remote", "pull", "order"], "no region is known"),
    ] {
        let mut command = super::Command::new(env!("CARGO_BIN_EXE_stepwright"));
        command.env_remove("AWS_REGION").env_remove("AWS_DEFAULT_REGION").env("AWS_CONFIG_FILE", "/nowhere");
        let output = command.env("AWS_EC2_METADATA_DISABLED", "true").args(words).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(errors(&output).contains(sentence), "{words:?}: {}{}", text(&output), errors(&output));
    }
}
