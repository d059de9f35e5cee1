//! Formatting, native tests and lints.

use super::judged;
use super::tally::{self, Tally};
use crate::call::Call;
use crate::failure::{Concerning, Outcome};
use crate::{bench, bindgen, npm, project, rust};
use std::{env, fs};

/// The crate around wasm-bindgen's programs takes a minute to compile and has nothing to test: it is left out.
const ALL: [&str; 3] = ["--workspace", "--exclude", "bindgen"];

/// Random tests try the same cases in every run, and a failing case is not made smaller for longer than a minute. Whoever looks for
/// new cases sets the variables anew: `PROPTEST_RNG_SEED=random`.
const RANDOM_TESTS: [(&str, &str); 2] = [("PROPTEST_RNG_SEED", "20261127"), ("PROPTEST_MAX_SHRINK_TIME", "60000")];

pub fn format() -> Outcome<Tally> {
    rust::ensure_lints()?;
    check(Call::cargo().arguments(["fmt", "--all", "--check"]))
}

pub fn libraries() -> Outcome<Tally> {
    // The reference implementation of JSONata is among them; without it that comparison says that it is skipped.
    let _ = npm::ensure("bench");
    tests(Call::cargo().arguments(["test", "--quiet"]).arguments(ALL).arguments(["--exclude", "stepwright"]))
}

/// Builds the command as the tests of the library crates do, so that nothing is compiled twice.
pub fn build_command() -> Outcome {
    let call = Call::cargo().arguments(["build", "--quiet"]).arguments(ALL).arguments(["--exclude", "stepwright"]);
    call.arguments(["--bin", "stepwright"]).variable("CARGO_TARGET_DIR", project::target()).shown()
}

pub fn app() -> Outcome<Tally> {
    tests(Call::cargo().arguments(["test", "--quiet", "--package", "stepwright"]))
}

pub fn lint_native() -> Outcome<Tally> {
    let clippy = Call::cargo().arguments(["clippy", "--quiet"]).arguments(ALL);
    let clippy = clippy.arguments(["--features", "stepwright-npm/command"]);
    check(clippy.arguments(["--all-targets", "--", "-D", "warnings"]))
}

pub fn lint_wasm() -> Outcome<Tally> {
    rust::ensure_wasm()?;
    let clippy = Call::cargo().arguments(["clippy", "--quiet", "--package", "stepwright", "--package", "engine-worker"]);
    check(clippy.arguments(["--target", rust::WASM, "--all-targets", "--", "-D", "warnings"]))
}

/// The simulator's recordings are the same bytes natively and in WebAssembly.
pub fn same_bytes() -> Outcome<Tally> {
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    bench::compile()?;
    let natively = Call::cargo().arguments(["run", "--quiet", "--package", "bench", "--example", "digests"]).watched(|_| {})?;
    let lines = project::logs().join("digests.txt");
    fs::create_dir_all(project::logs()).concerning("the log folder cannot be made")?;
    fs::write(&lines, natively.text).concerning(lines.display())?;
    check(Call::new("node").arguments(["bench/same.mjs"]).arguments([lines]))
}

/// Runs tests; what passing tests print is wanted too, because it tells which were skipped.
fn tests(call: Call) -> Outcome<Tally> {
    let call = RANDOM_TESTS
        .iter()
        .filter(|(name, _)| env::var_os(name).is_none())
        .fold(call, |call, (name, value)| call.variable(name, value));
    let call = call.arguments(["--no-fail-fast", "--", "--show-output"]);
    Ok(judged(call.watched(|_| {})?, tally::of_rust))
}

/// A program that passes or fails as one.
pub fn check(call: Call) -> Outcome<Tally> {
    let outcome = call.watched(|_| {})?;
    if outcome.succeeded {
        return Ok(Tally::success());
    }
    println!("{}", outcome.text);
    Ok(Tally::failure())
}
