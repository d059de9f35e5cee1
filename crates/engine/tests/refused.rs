//! What a run refuses is an error among the problems, too: nobody looks for it in vain.

use std::path::PathBuf;

use asl::document::Document;
use asl::lint::{Options, RunFacts, Severity, lint_with};
use asl::tree::Tree;

/// Whether a definition can be run, and whether there is an error among its problems.
fn judged(text: &str) -> (bool, bool) {
    let tree = Tree::read(text);
    let is_run = simulator::load_tree(&tree).is_ok();
    let document = Document::of(tree);
    let found = lint_with(&document, Options::default(), &RunFacts::default());
    (is_run, document.is_broken() || found.iter().any(|found| found.severity == Severity::Error))
}

#[test]
fn what_is_refused_is_an_error_and_what_is_only_odd_runs() {
    let pass = |fields: &str| format!(r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", {fields}, "End": true}}}}}}"#);
    for (text, refused) in [
        (pass(r#""Parameters": {"name.$": "$$.Execution.Name "}"#), false),
        (pass(r#""InputPath": " $.a""#), false),
        (pass(r#""InputPath": "$.rows[?(@.kind==Failure)]""#), false),
        (pass(r#""Parameters": {"a.$": "$.rows[?(@.kind ~ 3)]"}"#), false),
        (pass(r#""InputPath": "$.a[""#), true),
        (pass(r#""Parameters": {"a.$": "a"}"#), true),
        (pass(r#""Parameters": {"a.$": "$.a.b["}"#), true),
        (r#"{"StartAt": "A", "States": {}}"#.to_owned(), true),
    ] {
        assert_eq!(judged(&text), (!refused, refused), "{text}");
    }
}

#[test]
fn real_definitions_are_judged_alike() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let texts = files.iter().filter_map(|file| Some((file, std::fs::read_to_string(file).ok()?)));
    let hidden: Vec<_> = texts.filter(|(_, text)| judged(text) == (false, false)).map(|(file, _)| file).collect();
    assert!(hidden.is_empty(), "refused without an error among the problems: {hidden:?}");
}
