//! `test`: everything that can fail, quickest first. The last line is `N passed, N failed, N skipped`.

mod browser_suites;
mod package_suite;
mod rust_suites;
mod tally;

use crate::arguments::Arguments;
use crate::call::Watched;
use crate::failure::{Failure, Outcome};
use crate::step;
use std::time::Instant;
use tally::Tally;

/// A part of the tests that can be asked for by its name.
struct Suite {
    name: &'static str,
    what: &'static str,
    run: fn() -> Outcome<Tally>,
}

/// Quickest first; the last two belong together, `stories` runs on what `build` leaves in `dist/`.
const SUITES: [Suite; 11] = [
    Suite { name: "format", what: "Formatting", run: rust_suites::format },
    Suite { name: "libraries", what: "Tests of the library crates", run: rust_suites::libraries },
    Suite { name: "scripts", what: "The scripts beside the module: types and tests", run: browser_suites::scripts },
    Suite { name: "app", what: "Native tests of the app, and the architecture", run: rust_suites::app },
    Suite { name: "lint", what: "Lints, native", run: rust_suites::lint_native },
    Suite { name: "lint-wasm", what: "Lints, WebAssembly", run: rust_suites::lint_wasm },
    Suite { name: "same-bytes", what: "Runs, natively and in WebAssembly", run: rust_suites::same_bytes },
    Suite { name: "npm", what: "The npm package, installed, beside the native command", run: package_suite::npm },
    Suite { name: "components", what: "Components in a headless browser", run: browser_suites::components },
    Suite { name: "build", what: "The release build and its budget", run: browser_suites::build },
    Suite { name: "stories", what: "Stories in a browser, on the release build", run: browser_suites::stories },
];

/// Runs all suites, or those named.
pub fn run(arguments: Arguments) -> Outcome {
    let words = arguments.words()?;
    if let Some(unknown) = words.iter().find(|word| SUITES.iter().all(|suite| suite.name != **word)) {
        let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        return Err(Failure(format!("there is no suite `{unknown}`; there are {}", names.join(", "))));
    }
    let start = Instant::now();
    let mut sum = Tally::default();
    for suite in SUITES.iter().filter(|suite| words.is_empty() || words.iter().any(|word| word == suite.name)) {
        step::heading(suite.what);
        let begun = Instant::now();
        let tally = (suite.run)().unwrap_or_else(|Failure(sentence)| {
            println!("  {sentence}");
            Tally::failure()
        });
        let mark = if tally.failed == 0 { step::paint("32", "✓") } else { step::paint("31", "✗") };
        println!("  {mark} {tally}  {}", step::paint("2", &step::seconds(begun.elapsed())));
        sum += tally;
    }
    println!("\nAll in {}\n{sum}", step::seconds(start.elapsed()));
    // The counts stay the last line, also when something failed.
    if sum.failed > 0 { Err(Failure::said()) } else { Ok(()) }
}

/// Counts what a program printed, and shows all of it if something failed.
fn judged(outcome: Watched, count: fn(&str) -> Tally) -> Tally {
    let mut tally = count(&outcome.text);
    if !outcome.succeeded && tally.failed == 0 {
        tally.failed = 1;
    }
    if tally.failed > 0 {
        println!("{}", outcome.text);
    }
    for line in outcome.text.lines().filter_map(tally::skip_reason) {
        println!("  skipped: {line}");
    }
    tally
}
