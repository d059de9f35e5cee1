//! npm packages, installed from the committed lock file and only when that changes.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{project, step};
use std::fs;

/// Installs the packages of `folder` (a path in the checkout) unless they are there.
pub fn ensure(folder: &str) -> Outcome {
    let place = project::root().join(folder);
    let lock = fs::read(place.join("package-lock.json")).concerning(format_args!("{folder}/package-lock.json"))?;
    let installed = place.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|there| there == lock) {
        step::ready(&format!("npm packages of {folder}"));
        return Ok(());
    }
    step::perform(&format!("Installing the npm packages of {folder}"), || {
        Call::new("npm")
            .arguments(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .folder(&place)
            .quiet(&format!("npm-{}", folder.replace('/', "-")))
            .map_err(|failure| Failure(format!("the npm packages of {folder} could not be installed: {}", failure.0)))?;
        fs::write(&installed, &lock).concerning(installed.display())
    })
}
