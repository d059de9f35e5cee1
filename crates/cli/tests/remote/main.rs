//! `stepwright remote` against what speaks the service's API: moto's server, which executes state machines, and for what moto
//! does not know a server with prepared answers.
#![cfg(feature = "remote")]

mod moto;
mod prepared;
mod service;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use value::Value;

/// What nobody may ever see.
const SECRET: &str = "a-secret-access-key";

/// The command with credentials and an address, and nothing else of this machine's configuration.
fn remote(endpoint: &str, words: &[&str], answer: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwright"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_")) {
        command.env_remove(name);
    }
    command.env("AWS_ACCESS_KEY_ID", "testing").env("AWS_SECRET_ACCESS_KEY", SECRET);
    command
        .env("AWS_CONFIG_FILE", "/nowhere")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    command.arg("remote").args(words).args(["--endpoint", endpoint]);
    if !words.contains(&"--region") {
        command.args(["--region", "us-east-1"]);
    }
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    // Whoever does not ask does not read.
    let _ = child.stdin.take().expect("an input").write_all(answer.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    assert!(!text(&output).contains(SECRET) && !errors(&output).contains(SECRET), "the secret is printed by {words:?}");
    output
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> Value {
    value::parse(&text(output)).unwrap_or_else(|error| panic!("{error}: {} {}", text(output), errors(output)))
}

fn file(name: &str, contents: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("remote");
    std::fs::create_dir_all(&folder).expect("a folder is made");
    std::fs::write(folder.join(name), contents).expect("a file is written");
    folder.join(name).display().to_string()
}
