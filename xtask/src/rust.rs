//! The parts of the Rust toolchain that the project needs: the WebAssembly target, the formatter and the linter.

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::step;
use std::path::Path;

/// The target of everything that runs in the page.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target if it is missing.
pub fn ensure_wasm() -> Outcome {
    let folder = Call::new("rustc").arguments(["--print", "target-libdir", "--target", WASM]).text()?;
    if Path::new(folder.trim()).is_dir() {
        step::ready("WebAssembly target");
        return Ok(());
    }
    step::perform("Adding the WebAssembly target", || rustup(&["target", "add", WASM], "rustup-target"))
}

/// Adds rustfmt and clippy if they are missing.
pub fn ensure_lints() -> Outcome {
    let there = |name| Call::cargo().arguments([name, "--version"]).text().is_ok();
    if there("fmt") && there("clippy") {
        step::ready("rustfmt and clippy");
        return Ok(());
    }
    step::perform("Adding rustfmt and clippy", || rustup(&["component", "add", "rustfmt", "clippy"], "rustup-component"))
}

fn rustup(arguments: &[&str], log: &str) -> Outcome {
    let sentence = |failure: Failure| Failure(format!("`rustup {}` did not work: {}", arguments.join(" "), failure.0));
    Call::new("rustup").arguments(arguments).quiet(log).map_err(sentence)
}
