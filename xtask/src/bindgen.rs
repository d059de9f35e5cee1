//! wasm-bindgen's programs in the version that Cargo.lock names, built from the crate `xtask/bindgen`.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{project, step};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;

/// The program that turns Cargo's output into a JavaScript module.
pub fn program() -> PathBuf {
    project::tools_bin().join("wasm-bindgen")
}

/// Builds the programs if they are missing or were made from something else.
pub fn ensure() -> Outcome {
    let version = locked_version()?;
    let wanted = format!("wasm-bindgen {version}");
    let made_from = sources(&wanted)?;
    let remembered = project::tools_bin().join("wasm-bindgen.made-from");
    let there = program().exists() && project::tools_bin().join("wasm-bindgen-test-runner").exists();
    if there && fs::read_to_string(&remembered).is_ok_and(|text| text == made_from) {
        step::ready(&wanted);
        return Ok(());
    }
    step::perform(&format!("Building {wanted} (once; about a minute)"), || {
        let build = project::tools().join("build");
        Call::cargo()
            .arguments(["build", "--locked", "--package", "bindgen", "--profile", "tool"])
            .variable("CARGO_TARGET_DIR", &build)
            .quiet("wasm-bindgen")
            .map_err(|failure| Failure(format!("{wanted} could not be built: {}", failure.0)))?;
        let built = build.join("tool").join("bindgen");
        fs::create_dir_all(project::tools_bin()).concerning(".tools/bin")?;
        for name in ["wasm-bindgen", "wasm-bindgen-test-runner"] {
            let to = project::tools_bin().join(name);
            // A running program cannot be overwritten, only replaced.
            if to.exists() {
                fs::remove_file(&to).concerning(to.display())?;
            }
            fs::copy(&built, &to).concerning(format_args!("{} cannot be copied", built.display()))?;
        }
        fs::write(&remembered, &made_from).concerning(remembered.display())?;
        fs::remove_dir_all(&build).concerning("the build folder of wasm-bindgen cannot be removed")
    })
}

/// What the programs are made from: the version, and the sources of the crate that wraps it.
fn sources(version: &str) -> Outcome<String> {
    let folder = project::root().join("xtask/bindgen");
    let mut paths = vec![folder.join("Cargo.toml")];
    for entry in fs::read_dir(folder.join("src")).concerning("xtask/bindgen/src")? {
        paths.push(entry.concerning("xtask/bindgen/src")?.path());
    }
    paths.sort();
    let mut hasher = DefaultHasher::new();
    for path in paths {
        hasher.write(&fs::read(&path).concerning(path.display())?);
    }
    Ok(format!("{version} {:016x}", hasher.finish()))
}

/// The version of wasm-bindgen in Cargo.lock.
fn locked_version() -> Outcome<String> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).concerning("Cargo.lock cannot be read")?;
    let after = lock.split("name = \"wasm-bindgen\"\nversion = \"").nth(1);
    let version = after.and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| Failure("Cargo.lock names no wasm-bindgen".to_owned()))
}
