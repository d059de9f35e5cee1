//! The npm package: packed, installed in an empty folder, and compared with the native command.

use std::fs;

use super::tally::{self, Tally};
use super::{judged, rust_suites};
use crate::call::Call;
use crate::failure::{Concerning, Outcome};
use crate::{bindgen, browser, npm, package, project, rust};

pub fn npm() -> Outcome<Tally> {
    rust::ensure_wasm()?;
    bindgen::ensure()?;
    let tarball = package::build()?;
    let folder = project::target().join("npm").join("installed");
    if folder.exists() {
        fs::remove_dir_all(&folder).concerning(folder.display())?;
    }
    fs::create_dir_all(&folder).concerning(folder.display())?;
    fs::write(folder.join("package.json"), "{\"private\": true, \"type\": \"module\"}\n").concerning("package.json")?;
    let install = Call::new("npm").arguments(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"]);
    install.arguments([&tarball]).folder(&folder).quiet("npm-install")?;
    // The native command with the features that the other suites have built it with.
    rust_suites::build_command()?;
    let native = project::target().join("debug").join(format!("stepwright{}", std::env::consts::EXE_SUFFIX));
    npm::ensure("boot")?;
    let compiler = project::root().join("boot/node_modules/typescript/bin/tsc");
    let call = Call::new("node").arguments(["--test", "--test-reporter=tap", "crates/npm/tests/"]);
    let call = call.variable("STEPWRIGHT_INSTALLED", &folder).variable("STEPWRIGHT_NATIVE", native);
    let mut tally = judged(call.variable("STEPWRIGHT_TSC", compiler).watched(|_| {})?, tally::of_node);
    npm::ensure("tests/e2e")?;
    let browser = browser::ensure()?;
    let page = Call::new("node").arguments(["--test", "--test-reporter=tap", "tests/e2e/package-page.test.mjs"]);
    let page = page.variable("STEPWRIGHT_INSTALLED", &folder).variable("CHROME", browser.chrome);
    tally += judged(page.watched(|_| {})?, tally::of_node);
    Ok(tally)
}
