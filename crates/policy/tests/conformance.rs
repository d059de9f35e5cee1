//! Definitions from public templates, with the actions that AWS documents for them (the folder that STEPWRIGHT_CONFORMANCE names).

use std::collections::BTreeSet;

use asl::document::Document;
use asl::notation::Notation;
use asl::tree::Tree;
use policy::{Options, derive};
use value::Value;

/// What the cases leave out and AWS asks for: `CreateSchedule` cannot be called without passing a role.
const KNOWN_EXCESS: [(&str, &str); 1] = [("p033", "iam:PassRole")];

#[test]
fn real_workflows_get_what_aws_documents_and_no_more() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder");
        return;
    };
    let path = std::path::Path::new(&folder).join("policy_cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let cases = value::parse(&text).expect("is JSON");
    for case in cases.get("cases").and_then(Value::as_array).expect("has cases").iter() {
        let word = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
        let list = |name: &str| -> BTreeSet<String> {
            let items = case.get(name).and_then(Value::as_array).expect("is a list");
            items.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase).collect()
        };
        let notation = if word("format") == "yaml" { Notation::Yaml } else { Notation::Json };
        let document = Document::of(Tree::read_as(word("definition"), notation));
        let derived = derive(&document.definition, &Options::default());
        let granted: BTreeSet<String> = derived.grants.iter().map(|grant| grant.action.to_ascii_lowercase()).collect();
        let missing: Vec<_> = list("needed").difference(&granted).cloned().collect();
        assert!(missing.is_empty(), "{}: {missing:?} missing", word("id"));
        let allowed: BTreeSet<String> = ["needed", "implied", "extras"].iter().flat_map(|name| list(name)).collect();
        let excess = granted.difference(&allowed).filter(|action| {
            let wild = allowed.iter().filter_map(|action| action.strip_suffix('*')).any(|start| action.starts_with(start));
            !wild && !KNOWN_EXCESS.iter().any(|(id, known)| *id == word("id") && known.eq_ignore_ascii_case(action))
        });
        let excess: Vec<_> = excess.collect();
        assert!(excess.is_empty(), "{}: {excess:?} too much", word("id"));
    }
}
