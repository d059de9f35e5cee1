//! Right definitions that together have every field, and each of them with one mistake: what the linter says of them.

use std::collections::{BTreeMap, BTreeSet};

use asl::convert::to_yaml;
use asl::definition::NodeId;
use asl::document::Document;
use asl::lint::{Diagnostic, Options, Severity, lint};
use asl::text::{TextEdit, Transaction};
use asl::tree::Tree;

const MACHINES: &str = include_str!("every_field.json");

/// What each value is replaced by, in turn.
const VALUES: &[&str] = &[
    "null",
    "true",
    "5",
    "-1",
    "1.5",
    "1e9",
    "\"\"",
    "\"x\"",
    "\"$.a[\"",
    "\"{% 1 + %}\"",
    "\"{% 1\"",
    "\"States.Foo()\"",
    "{}",
    "[]",
    "[null]",
    "{\"RoleArn.$\": \"x\"}",
    "${Placeholder}",
    "\"${Placeholder}\"",
];

/// So many mutants are linted of each definition; all of them when `STEPWRIGHT_ALL_MUTANTS` is set.
const SAMPLE: usize = 120;

fn machines() -> BTreeMap<String, String> {
    let all = value::parse(MACHINES).expect("the machines are JSON");
    let all = all.as_object().expect("an object");
    all.iter().map(|(name, machine)| (name.to_string(), machine.to_json_pretty())).collect()
}

fn errors(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    findings.iter().filter(|found| found.severity == Severity::Error).collect()
}

fn linted(text: &str) -> Vec<Diagnostic> {
    lint(&Document::new(text), Options::default())
}

/// The text with one node replaced, renamed or taken out, in every way.
fn mutants(text: &str) -> Vec<String> {
    let tree = Tree::parse(text);
    let mut found = Vec::new();
    let mut push = |edit: TextEdit| found.push(Transaction::new("mutate", vec![edit]).apply(text));
    for node in tree.root().into_iter().flat_map(|root| tree.descendants(root)).skip(1) {
        for value in VALUES {
            push(TextEdit::replace(tree.span(node), *value));
        }
        if let (Some(name), Some(span)) = (tree.key(node), tree.key_span(node)) {
            let middle = name.char_indices().nth(name.chars().count() / 2).map_or(0, |(at, _)| at);
            for renamed in [name.to_lowercase(), format!("{}{}", &name[..middle], &name[name.len().min(middle + 1)..])] {
                push(TextEdit::replace(span, value::Value::from(renamed).to_json()));
            }
        }
        push(TextEdit::replace(removal(&tree, node), ""));
    }
    found
}

/// The bytes of a member or item with a comma beside it.
fn removal(tree: &Tree, node: NodeId) -> asl::text::Span {
    let parent = tree.parent(node).expect("a node below the root");
    let siblings: Vec<NodeId> = tree.children(parent).collect();
    let at = siblings.iter().position(|sibling| *sibling == node).expect("a child of its parent");
    let own = tree.member_span(node);
    match (siblings.get(at + 1), at.checked_sub(1).map(|before| siblings[before])) {
        (Some(next), _) => asl::text::Span::new(own.start, tree.member_span(*next).start),
        (None, Some(before)) => asl::text::Span::new(tree.member_span(before).end, own.end),
        (None, None) => own,
    }
}

/// A part of the mutants of every machine, spread evenly.
fn sample(text: &str) -> Vec<String> {
    let all = mutants(text);
    let step = if std::env::var_os("STEPWRIGHT_ALL_MUTANTS").is_some() { 1 } else { (all.len() / SAMPLE).max(1) };
    // A step that shares no factor with the number of mutations for each node, so that all kinds have their turn.
    let step = if step > 1 { step | 1 } else { 1 };
    all.into_iter().step_by(step).collect()
}

#[test]
fn right_definitions_with_every_field_are_not_faulted() {
    for (name, text) in machines() {
        let findings = linted(&text);
        assert!(errors(&findings).is_empty(), "{name}: {findings:#?}");
        assert!(!Tree::parse(text.as_str()).is_empty(), "{name}");
    }
}

/// Fails with some of the faults that were found.
fn none(faults: &[String]) {
    let shown = faults.iter().take(5).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(faults.is_empty(), "{} faults, among them:\n{shown}", faults.len());
}

/// A fix takes its finding away, brings no error that was not there, and can be undone.
#[test]
fn each_fix_of_a_mistake_mends_it_and_breaks_nothing() {
    let (mut fixes, mut faults) = (0, vec![]);
    for (name, text) in machines() {
        for mutant in sample(&text) {
            let document = Document::new(mutant.as_str());
            let findings = lint(&document, Options::default());
            for finding in &findings {
                let Some(fix) = &finding.fix else { continue };
                fixes += 1;
                let (mended, inverse) = document.apply(fix);
                let left = lint(&mended, Options::default());
                let count = |all: &[Diagnostic]| {
                    all.iter().filter(|other| (other.code, &other.message) == (finding.code, &finding.message)).count()
                };
                let place = format!("`{}` for `{}` in {name}: {mutant}", fix.label, finding.message);
                if count(&left) >= count(&findings) {
                    faults.push(format!("it stays: {place}"));
                } else if errors(&left).len() > errors(&findings).len() {
                    faults.push(format!("there are more errors, {:?}: {place}", sentences(&left)));
                }
                assert_eq!(mended.apply(&inverse).0.text, document.text, "{place}");
            }
        }
    }
    none(&faults);
    assert!(fixes > 500, "only {fixes} fixes were tried");
}

fn sentences(findings: &[Diagnostic]) -> Vec<String> {
    errors(findings).iter().map(|found| format!("{}: {}", found.location, found.message)).collect()
}

/// Every error says what to do; sentences have no full stop unless they are the service's; marks lie in the text.
#[test]
fn each_finding_of_a_mistake_can_be_read() {
    let mut faults = vec![];
    for (name, text) in machines() {
        for mutant in sample(&text) {
            for finding in linted(&mutant) {
                let own_words = finding.message.contains('`');
                let sound = finding.span.end as usize <= mutant.len()
                    && finding.location.starts_with('/')
                    && !(own_words && finding.message.ends_with('.'))
                    && !finding.help.as_ref().is_some_and(|help| help.is_empty() || help.ends_with('.'));
                let helpless = finding.severity == Severity::Error && finding.help.is_none() && finding.rule != "syntax";
                if !sound || helpless {
                    faults.push(format!("{} {}: {:?} in {name}", finding.code, finding.message, finding.help));
                }
            }
        }
    }
    faults.sort();
    faults.dedup();
    none(&faults);
}

/// One mistake, one error; where a state is gone, one for each that only it led to. In the wrong query language each
/// field is a mistake of its own.
#[test]
fn one_mistake_is_not_told_many_times() {
    let mut faults = vec![];
    for (name, text) in machines() {
        for mutant in sample(&text) {
            // What is named in several places is missing in each of them.
            let findings = linted(&mutant);
            let told: BTreeSet<&str> = errors(&findings).iter().map(|found| found.message.as_str()).collect();
            let language = |text: &str| text.matches("\"QueryLanguage\": \"JSON").count();
            if told.len() > 4 && language(&mutant) == language(&text) {
                faults.push(format!("{told:#?} in {name}: {mutant}"));
            }
        }
    }
    none(&faults);
}

/// A placeholder may stand for any value.
#[test]
fn a_placeholder_in_any_place_is_no_error() {
    let mut faults = vec![];
    for (name, text) in machines() {
        let tree = Tree::parse(text.as_str());
        for node in tree.root().into_iter().flat_map(|root| tree.descendants(root)).skip(1) {
            for placeholder in ["${Placeholder}", "\"${Placeholder}\""] {
                let edit = TextEdit::replace(tree.span(node), placeholder);
                let mutant = Transaction::new("mutate", vec![edit]).apply(&text);
                let told = sentences(&linted(&mutant));
                if !told.is_empty() {
                    faults.push(format!("{told:?} in {name}: {mutant}"));
                }
            }
        }
    }
    none(&faults);
}

/// The same definition in YAML is faulted for the same, at the same places.
#[test]
fn a_mistake_is_told_in_yaml_as_in_json() {
    let mut faults = vec![];
    for (name, text) in machines() {
        for mutant in sample(&text).into_iter().step_by(3) {
            let tree = Tree::parse(mutant.as_str());
            if value::parse(&mutant).is_err() {
                continue;
            }
            let yaml = to_yaml(&tree);
            let told = |text: &str| {
                let mut told = sentences(&linted(text));
                told.sort();
                told
            };
            let (json, in_yaml) = (told(&mutant), told(&yaml));
            if json != in_yaml {
                faults.push(format!("{json:#?} in JSON, {in_yaml:#?} in YAML, of {name}:\n{yaml}"));
            }
        }
    }
    none(&faults);
}
