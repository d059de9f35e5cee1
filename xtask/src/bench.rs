//! `bench`: compiles what is measured for Node.js, as the page's worker is compiled, and runs it beside its peers; or measures the
//! built page in the browser.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::{bindgen, browser, npm, project, rust, step};

/// What is measured in the browser, on `dist/`: files of `bench/browser`, each only when it is named.
const IN_BROWSER: [&str; 6] = ["dense", "frames", "link", "map", "memory", "opening"];

/// Runs all benchmarks, or those named (files of `bench/benchmarks`); or the one of the page that is named.
pub fn run(arguments: Arguments) -> Outcome {
    let names = arguments.words()?;
    if let Some((name, rest)) = names.split_first()
        && IN_BROWSER.contains(&name.as_str())
    {
        return in_browser(name, rest);
    }
    step::heading("Setting up");
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    npm::ensure("bench")?;
    step::perform("Compiling what is measured", compile)?;
    let natively = names.is_empty() || names.iter().any(|name| name == "simulator");
    // Laying out 5,000 boxes, a peer goes deeper than Node.js allows by itself.
    Call::new("node").arguments(["--stack-size=6000", "bench/run.mjs"]).arguments(names).shown()?;
    if !natively {
        return Ok(());
    }
    // Compiled first, so that nothing else runs while it measures.
    let native = |subcommand: &str| {
        let call = Call::cargo().arguments([subcommand, "--quiet", "--package", "bench", "--example", "native"]);
        call.arguments(["--profile", "native"]).variable("CARGO_TARGET_DIR", project::target())
    };
    step::perform("Compiling the native benchmark", || native("build").shown())?;
    native("run").shown()
}

/// Measures the built page.
fn in_browser(name: &str, rest: &[String]) -> Outcome {
    if !project::dist().join("index.html").exists() {
        return Err(Failure("there is no dist/ yet: run `cargo xtask build` first".to_owned()));
    }
    step::heading("Setting up");
    npm::ensure("bench")?;
    npm::ensure("tests/e2e")?;
    let browser = browser::ensure()?;
    let script = format!("bench/browser/{name}.mjs");
    Call::new("node").arguments([script]).arguments(rest).variable("CHROME", browser.chrome).shown()
}

/// Compiles the library crates for Node.js.
pub fn compile() -> Outcome {
    let cargo = Call::cargo().arguments(["build", "--quiet", "--package", "bench", "--profile", "engine-release"]);
    cargo.arguments(["--target", rust::WASM]).variable("CARGO_TARGET_DIR", project::target()).shown()?;
    let module = project::target().join(rust::WASM).join("engine-release").join("bench.wasm");
    let call = Call::new(bindgen::program()).arguments([
        "--target",
        "experimental-nodejs-module",
        "--no-typescript",
        "--out-dir",
        "bench/ours",
    ]);
    call.arguments([module]).quiet("bench-bindgen")
}
