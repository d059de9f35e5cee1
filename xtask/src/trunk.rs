//! Trunk, the bundler: its installation inside the checkout, and calls of it.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{bindgen, project, rust, step};
use std::fs;

/// The version that builds on the Rust release we support.
const VERSION: &str = "0.21.14";

/// Makes everything ready that a call of Trunk needs.
pub fn ensure() -> Outcome {
    rust::ensure_wasm()?;
    install()?;
    bindgen::ensure()?;
    fetch()
}

/// A call of the checkout's Trunk, which finds wasm-bindgen beside it and never uses the network.
pub fn call() -> Call {
    Call::new(project::tools_bin().join("trunk"))
        .path_first(&project::tools_bin())
        .variable("TRUNK_SKIP_VERSION_CHECK", "true")
        .variable("TRUNK_OFFLINE", "true")
}

/// Downloads the crates that Cargo.lock names: Trunk, kept from the network, will not.
fn fetch() -> Outcome {
    let call = || Call::cargo().arguments(["fetch", "--locked", "--quiet"]);
    if call().arguments(["--offline"]).text().is_ok() {
        step::ready("crates");
        return Ok(());
    }
    let sentence = |failure: Failure| Failure(format!("the crates could not be downloaded: {}", failure.0));
    step::perform("Downloading crates", || call().quiet("crates").map_err(sentence))
}

fn install() -> Outcome {
    let program = project::tools_bin().join("trunk");
    if program.exists() && call().arguments(["--version"]).text()?.trim() == format!("trunk {VERSION}") {
        step::ready(&format!("Trunk {VERSION}"));
        return Ok(());
    }
    step::perform(&format!("Installing Trunk {VERSION} into .tools (once; 2 to 4 minutes)"), || {
        let build = project::tools().join("build");
        // Unoptimised and without debug information it compiles in half the time, and is as quick in use.
        Call::cargo()
            .arguments(["install", "--locked", "--debug", "--no-default-features", "--force", "--root"])
            .arguments([project::tools()])
            .arguments([format!("trunk@{VERSION}")])
            .variable("CARGO_TARGET_DIR", &build)
            .variable("CARGO_PROFILE_DEV_DEBUG", "0")
            .variable("CARGO_PROFILE_DEV_INCREMENTAL", "false")
            .quiet("trunk")
            .map_err(|failure| Failure(format!("Trunk {VERSION} could not be installed: {}", failure.0)))?;
        fs::remove_dir_all(&build).concerning("the build folder of Trunk cannot be removed")
    })
}
