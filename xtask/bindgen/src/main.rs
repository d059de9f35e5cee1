//! `wasm-bindgen` and `wasm-bindgen-test-runner` in one program, told apart by the name it is called by.
//! It is its own crate so that xtask itself builds in seconds. Trunk calls wasm-bindgen for every module of every build;
//! two things are done here that Trunk has no place for: a module that is as it was is left as it is, and a module with
//! split points is split.

mod call;
mod memory;
mod split;

use call::Call;
use memory::Memory;
use std::error::Error;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let called = arguments.first().map(Path::new).and_then(Path::file_stem);
    let outcome = if called.is_some_and(|name| name == "wasm-bindgen-test-runner") {
        wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments).map_err(Into::into)
    } else {
        wasm_bindgen(arguments)
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn wasm_bindgen(arguments: Vec<OsString>) -> Result<(), Box<dyn Error>> {
    let run = |arguments| wasm_bindgen_cli::wasm_bindgen::run_cli_with_args::<_, OsString>(arguments);
    // A call of another shape, such as `--version`, goes through.
    let Some(call) = Call::read(&arguments) else { return Ok(run(arguments)?) };
    let memory = Memory::of(&call, &arguments)?;
    if memory.holds() {
        return Ok(());
    }
    memory.forget()?;
    let input = std::fs::read(&call.input)?;
    if split::has_points(&input)? {
        run(call.with_input(&arguments, &split::split(&call, &input)?))?;
    } else {
        run(arguments)?;
    }
    Ok(memory.keep()?)
}
