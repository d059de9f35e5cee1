//! Chromium and its driver for the browser tests: from `$CHROME`, the PATH, or Debian's packages.

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::step;
use std::path::PathBuf;

const CHROMIUM: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ADVICE: &str = "install the packages chromium and chromium-driver, or set CHROME and CHROMEDRIVER to their paths";

/// A browser that tests can drive.
pub struct Browser {
    /// Chromium or Chrome.
    pub chrome: PathBuf,
    /// The chromedriver of the same version.
    pub driver: PathBuf,
}

/// Finds the browser, and installs it where that can be done without asking.
pub fn ensure() -> Outcome<Browser> {
    if let Some(browser) = find()? {
        step::ready(&format!("browser {}", browser.chrome.display()));
        return Ok(browser);
    }
    step::perform("Installing Chromium and its driver with apt-get", install)?;
    find()?.ok_or_else(|| Failure(format!("Chromium was not found after its installation: {ADVICE}")))
}

fn find() -> Outcome<Option<Browser>> {
    let chrome = match named("CHROME")? {
        Some(path) => Some(path),
        None => CHROMIUM.iter().find_map(|name| on_path(name)),
    };
    let driver = match named("CHROMEDRIVER")? {
        Some(path) => Some(path),
        None => on_path("chromedriver"),
    };
    Ok(chrome.zip(driver).map(|(chrome, driver)| Browser { chrome, driver }))
}

/// The program that an environment variable names; one that is not there is an error.
fn named(variable: &str) -> Outcome<Option<PathBuf>> {
    match std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
        Some(path) if path.is_file() => Ok(Some(path)),
        Some(path) => Err(Failure(format!("{variable} names {}, which is no file", path.display()))),
        None => Ok(None),
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

fn install() -> Outcome {
    if on_path("apt-get").is_none() {
        return Err(Failure(format!("Chromium was not found: {ADVICE}")));
    }
    apt_get(&["update"], "apt-update")?;
    apt_get(&["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"], "apt-install")
}

fn apt_get(arguments: &[&str], log: &str) -> Outcome {
    let root = Call::new("id").arguments(["-u"]).text().is_ok_and(|id| id.trim() == "0");
    let call = if root { Call::new("apt-get") } else { Call::new("sudo").arguments(["-n", "apt-get"]) };
    let sentence = |failure: Failure| Failure(format!("Chromium could not be installed: {}; {ADVICE}", failure.0));
    call.arguments(arguments).variable("DEBIAN_FRONTEND", "noninteractive").quiet(log).map_err(sentence)
}
