//! `npm`: the npm package, a library for Node.js and browsers and the command, as one tarball.

use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{bindgen, project, rust, sizes, step};

const FOLDER: &str = "crates/npm/package";

/// The modules of the package, each with the features of `crates/npm` that it is made with.
const MODULES: [(&str, &[&str]); 2] = [("library", &[]), ("command", &["--features", "command"])];

/// Builds the tarball, and prints its sizes.
pub fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    step::heading("Setting up");
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    step::heading("Building the npm package");
    let tarball = build()?;
    sizes::list("in the package", &folder())?;
    let packed = fs::metadata(&tarball).concerning(tarball.display())?.len();
    println!("  {:<56} {packed:>9}", "the tarball");
    println!("\n  {} is ready for `npm install`.", tarball.display());
    Ok(())
}

/// What is packed.
fn folder() -> PathBuf {
    project::target().join("npm").join("package")
}

/// Compiles both modules and packs them; the set-up must be done.
pub fn build() -> Outcome<PathBuf> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).concerning(folder.display())?;
    }
    fs::create_dir_all(&folder).concerning(folder.display())?;
    for (name, features) in MODULES {
        step::perform(&format!("Compiling the {name}"), || module(name, features, &folder))?;
    }
    step::perform("Packing", || pack(&folder))
}

/// Compiles a module into a folder of its name.
fn module(name: &str, features: &[&str], folder: &Path) -> Outcome {
    let cargo = Call::cargo().arguments(["build", "--quiet", "--package", "stepwright-npm", "--profile", "engine-release"]);
    let cargo = cargo.arguments(["--target", rust::WASM]).arguments(features);
    cargo.variable("CARGO_TARGET_DIR", project::target()).shown()?;
    let module = project::target().join(rust::WASM).join("engine-release").join("stepwright_npm.wasm");
    let call = Call::new(bindgen::program()).arguments(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    call.arguments([&folder.join(name), &module]).quiet(&format!("npm-{name}"))
}

/// Adds what is written by hand, and has npm make the tarball.
fn pack(folder: &Path) -> Outcome<PathBuf> {
    copy_all(&project::root().join(FOLDER), folder)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(project::root().join(licence), folder.join(licence)).concerning(licence)?;
    }
    let version = version()?;
    let manifest = folder.join("package.json");
    let text = fs::read_to_string(&manifest).concerning(manifest.display())?;
    let text = text.replace("\"version\": \"0.0.0\"", &format!("\"version\": \"{version}\""));
    fs::write(&manifest, text).concerning(manifest.display())?;
    let to = project::target().join("npm");
    Call::new("npm").arguments(["pack", "--silent", "--pack-destination"]).arguments([&to]).folder(folder).quiet("npm-pack")?;
    let tarball = to.join(format!("stepwright-{version}.tgz"));
    Ok(tarball)
}

/// The version that all packages of the workspace share.
pub fn version() -> Outcome<String> {
    let text = fs::read_to_string(project::root().join("Cargo.toml")).concerning("Cargo.toml")?;
    let after = text.split("[workspace.package]\nversion = \"").nth(1);
    let version = after.and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| Failure("Cargo.toml names no version of the workspace".to_owned()))
}

fn copy_all(from: &Path, to: &Path) -> Outcome {
    for entry in fs::read_dir(from).concerning(from.display())? {
        let path = entry.concerning(from.display())?.path();
        let name = path.file_name().unwrap_or_default();
        fs::copy(&path, to.join(name)).concerning(path.display())?;
    }
    Ok(())
}
