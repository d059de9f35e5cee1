//! What needs Node.js or a browser: the scripts, the components, the release build and the stories.

use super::tally::{self, Tally};
use super::{judged, rust_suites};
use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{bindgen, browser, build, net, npm, project, rust, sizes, trunk};
use std::fs;

pub fn scripts() -> Outcome<Tally> {
    let mut tally = Tally::default();
    for name in project::SCRIPTS {
        npm::ensure(name)?;
        let folder = project::root().join(name);
        tally += rust_suites::check(node("node_modules/typescript/bin/tsc").arguments(["--noEmit"]).folder(&folder))?;
        tally += judged(node("test.mjs").folder(&folder).watched(|_| {})?, tally::of_node);
    }
    Ok(tally)
}

pub fn components() -> Outcome<Tally> {
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    let browser = browser::ensure()?;
    let call = Call::cargo().arguments(["test", "--package", "stepwright", "--target", rust::WASM, "--tests"]);
    // The driver would look for a browser by itself; it shall be the one that was found.
    let settings = project::tools().join("webdriver.json");
    let chrome = format!("{{\"goog:chromeOptions\": {{\"binary\": {:?}}}}}", browser.chrome.display().to_string());
    fs::write(&settings, chrome).concerning(settings.display())?;
    let call = call.variable("CHROMEDRIVER", browser.driver).variable("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    Ok(judged(call.watched(|_| {})?, tally::of_rust))
}

pub fn build() -> Outcome<Tally> {
    trunk::ensure()?;
    build::release()?;
    sizes::report(&project::dist())?;
    Ok(Tally::success())
}

pub fn stories() -> Outcome<Tally> {
    if !project::dist().join("index.html").exists() {
        return Err(Failure("there is no dist/ to test: run `cargo xtask build` first".to_owned()));
    }
    npm::ensure("tests/e2e")?;
    let browser = browser::ensure()?;
    let call = node("node_modules/@playwright/test/cli.js").arguments(["test"]).folder(project::root().join("tests/e2e"));
    let port = net::free_port()?.to_string();
    let call = call.variable("CHROME", browser.chrome).variable("STEPWRIGHT_PORT", port).variable("FORCE_COLOR", "0");
    Ok(judged(call.watched(|_| {})?, tally::of_playwright))
}

fn node(script: &str) -> Call {
    Call::new("node").arguments([script])
}
