//! The reference implementation in Node.js.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use value::{Value, parse};

use super::Pair;

/// What the reference answers to each pair (see `reference.mjs`); `None`, and a line that says so, when it is not installed.
pub fn answers(pairs: &[Pair]) -> Option<Vec<Value>> {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let peers = std::env::var_os("STEPWRIGHT_PEERS").map_or_else(|| manifest.join("../../bench"), PathBuf::from);
    if !peers.join("node_modules/jsonata").is_dir() {
        println!("skipped: the reference implementation is not installed in {}", peers.display());
        return None;
    }
    let mut node = Command::new("node")
        .arg(manifest.join("tests/differential/reference.mjs"))
        .arg(&peers)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = node.stdin.take().expect("its input");
    let question = |pair: &Pair| {
        Value::object([("expression", Value::from(pair.expression.as_str())), ("data", pair.data.clone())]).to_json()
    };
    let lines: Vec<String> = pairs.iter().map(question).collect();
    let writer = std::thread::spawn(move || lines.iter().try_for_each(|line| writeln!(input, "{line}")));
    let output = node.wait_with_output().expect("node ends");
    writer.join().expect("no panic").expect("all pairs were sent");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<Value> = text.lines().map(|line| parse(line).expect("JSON")).collect();
    assert_eq!(answers.len(), pairs.len(), "every pair is answered");
    Some(answers)
}
