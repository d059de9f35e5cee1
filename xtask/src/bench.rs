//! `bench`: compiles what is measured for Node.js, as the page's worker is compiled, and runs it beside its peers.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::Outcome;
use crate::{bindgen, npm, project, rust, step};

/// Runs all benchmarks, or those named (files of `bench/benchmarks`).
pub fn run(arguments: Arguments) -> Outcome {
    let names = arguments.words()?;
    step::heading("Setting up");
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    npm::ensure("bench")?;
    step::perform("Compiling what is measured", compile)?;
    let natively = names.is_empty() || names.iter().any(|name| name == "simulator");
    Call::new("node").arguments(["bench/run.mjs"]).arguments(names).shown()?;
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
