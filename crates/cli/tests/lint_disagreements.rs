//! Every case in which we differ from another linter is explained to users.

use std::collections::BTreeSet;
use std::process::Command;

const PAGE: &str = include_str!("../../../docs/lint-disagreements.md");

/// The cases listed on the page: code at the start of a list's item.
fn listed() -> BTreeSet<&'static str> {
    PAGE.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect()
}

#[test]
fn every_case_that_comes_out_otherwise_is_listed_with_its_reason() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder of cases");
        return;
    };
    let cases = std::path::Path::new(&folder).join("lint_cases.json");
    let command =
        Command::new(env!("CARGO_BIN_EXE_stepwright")).arg("conformance").arg(cases).output().expect("the command runs");
    let output = String::from_utf8(command.stdout).expect("text");
    let differing: BTreeSet<&str> = output.lines().filter_map(|line| line.strip_prefix("failed ")).collect();
    assert!(output.contains(" passed"), "{output}");
    assert_eq!(differing, listed());
}

#[test]
fn the_page_lists_cases() {
    assert!(listed().len() > 3);
}
