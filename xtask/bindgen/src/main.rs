//! `wasm-bindgen` and `wasm-bindgen-test-runner` in one program, told apart by the name it is called by.
//! It is its own crate so that xtask itself builds in seconds.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let called = std::env::args_os().next().unwrap_or_default();
    let runs_tests = Path::new(&called).file_stem().is_some_and(|name| name == "wasm-bindgen-test-runner");
    let outcome = if runs_tests {
        wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
    } else {
        wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
