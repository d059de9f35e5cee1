//! The project's commands: `cargo xtask serve | build | test | bench`.
//! Each does the set-up that it needs, says every step with its time, and fails with one sentence.

mod arguments;
mod bench;
mod bindgen;
mod browser;
mod build;
mod call;
mod catalogue;
mod failure;
mod hooks;
mod iam_table;
mod net;
mod npm;
mod offline;
mod package;
mod project;
mod release_notes;
mod rust;
mod serve;
mod shots;
mod sizes;
mod stamp;
mod step;
mod stylesheet;
mod test;
mod trunk;

use arguments::Arguments;
use failure::{Failure, Outcome};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N] [--open]  build the app and serve it with live reload (port 8080)
  build                                  build the optimised page into dist/, for any static host
  test [SUITE...]                        run every test and lint, or only the named suites
  bench [NAME...]                        measure against the peers, or only the named benchmarks; `frames`,
                                         `opening` and `map` measure the built page
  npm                                    build the npm package: library and command in one tarball
  release-notes TAG                      print what CHANGELOG.md says of the version
  shots [FOLDER]                         take pictures of the built page in light and dark (shots/)
  iam-table [--check]                    make the table of IAM's permissions anew, or check it (needs python3)
  catalogue [--wheel FILE] [--check]     make the data of AWS's APIs anew from botocore, or check them (needs python3's pip)";

fn main() -> ExitCode {
    match run(Arguments::from_environment()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            if !sentence.is_empty() {
                eprintln!("error: {sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Outcome {
    match arguments.next_word().as_deref() {
        Some("serve") => serve::run(arguments),
        Some("build") => build::run(arguments),
        Some("test") => test::run(arguments),
        Some("bench") => bench::run(arguments),
        Some("npm") => package::run(arguments),
        Some("release-notes") => release_notes::run(arguments),
        Some("shots") => shots::run(arguments),
        Some("catalogue") => catalogue::run(arguments),
        Some("iam-table") => iam_table::run(arguments),
        Some("hook") => hooks::run(arguments),
        Some("announce") => serve::announce(arguments),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(Failure(format!("there is no command `{other}`\n\n{USAGE}"))),
        None => Err(Failure(format!("a command is missing\n\n{USAGE}"))),
    }
}
