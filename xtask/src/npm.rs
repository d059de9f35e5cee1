//! npm packages, installed from the committed lock file and only when that changes.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{project, step};
use std::fs;

/// A copy of the lock file that was installed.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Installs the packages of `folder` (a path in the checkout) unless they are there, and says so.
pub fn ensure(folder: &str) -> Outcome {
    if are_installed(folder) {
        step::ready(&format!("npm packages of {folder}"));
        return Ok(());
    }
    let place = project::root().join(folder);
    let lock = fs::read(place.join("package-lock.json")).concerning(format_args!("{folder}/package-lock.json"))?;
    step::perform(&format!("Installing the npm packages of {folder}"), || {
        Call::new("npm")
            .arguments(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            // Without a network npm would try for minutes.
            .arguments(["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000"])
            .folder(&place)
            .quiet(&format!("npm-{}", folder.replace('/', "-")))
            .map_err(|failure| Failure(format!("the npm packages of {folder} could not be installed: {}", failure.0)))?;
        fs::create_dir_all(place.join("node_modules")).concerning(format_args!("{folder}/node_modules"))?;
        fs::write(place.join(INSTALLED), &lock).concerning(format_args!("{folder}/{INSTALLED}"))
    })
}

/// Whether the packages that the lock file names are there.
pub fn are_installed(folder: &str) -> bool {
    let place = project::root().join(folder);
    let lock = fs::read(place.join("package-lock.json"));
    let installed = fs::read(place.join(INSTALLED));
    matches!((lock, installed), (Ok(lock), Ok(installed)) if lock == installed)
}
