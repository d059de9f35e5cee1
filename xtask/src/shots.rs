//! `shots`: pictures of the built page at two sizes, light and dark, for the README and for looking at.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::{browser, npm, project, step};

/// Takes the pictures into the named folder (`shots/` otherwise); `dist/` must be built.
pub fn run(arguments: Arguments) -> Outcome {
    let words = arguments.words()?;
    let folder = project::root().join(words.first().map_or("shots", String::as_str));
    if !project::dist().join("index.html").exists() {
        return Err(Failure("there is no dist/ yet: run `cargo xtask build` first".to_owned()));
    }
    step::heading("Setting up");
    npm::ensure("tests/e2e")?;
    let browser = browser::ensure()?;
    step::heading("Taking pictures");
    Call::new("node").arguments(["tests/e2e/shots.mjs"]).arguments([folder]).variable("CHROME", browser.chrome).shown()
}
