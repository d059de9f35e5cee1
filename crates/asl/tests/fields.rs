//! An edit of one field changes the lines of that field and no others.

mod corpus;
mod lines;

use asl::convert::to_yaml;
use asl::definition::StateId;
use asl::document::Document;
use asl::edit::{remove_field, set_field};
use asl::tree::Tree;
use lines::differing;

/// Fields with a new value for each; those that a state has are replaced, the others are put in.
const FIELDS: [(&str, &str); 9] = [
    ("Comment", "\"another comment\""),
    ("Next", "\"Elsewhere\""),
    ("Resource", "\"arn:aws:states:::sns:publish\""),
    ("ResultPath", "\"$.elsewhere\""),
    ("InputPath", "null"),
    ("TimeoutSeconds", "77"),
    ("Default", "\"Elsewhere\""),
    ("Seconds", "5"),
    ("MaxConcurrency", "7"),
];

/// Edits fields of every state of a text; how many edits were made.
fn check(text: &str, name: &str) -> usize {
    let document = Document::new(text);
    let tree = &document.tree;
    let mut edits = 0;
    for index in 0..document.definition.states.len() {
        let id = StateId(index as u32);
        let state = document.definition.state(id);
        for (field, value) in FIELDS {
            let old = tree.member(state.node, field);
            let lines = old.map_or(0, |old| tree.member_span(old).of(text).lines().count());
            let Ok(change) = set_field(&document, Some(id), &format!("/{field}"), value) else { continue };
            let (after, inverse) = document.apply(&change);
            let (gone, come) = differing(text, &after.text);
            let place = format!("{field} of `{}` in {name}", state.name.value);
            // A new member may need a comma at the end of the line before it.
            let most = if old.is_some() { lines } else { 1 };
            assert!(gone <= most, "{place}: {gone} lines of the old text changed, {most} may");
            assert!(come <= 2, "{place}: {come} lines of the new text are new");
            assert!(!after.is_broken(), "{place}: {}", after.text);
            assert_eq!(&*after.apply(&inverse).0.text, text, "{place}");
            edits += 1;
        }
        if let Some(old) = tree.member(state.node, "Comment") {
            let lines = tree.member_span(old).of(text).lines().count();
            let change = remove_field(&document, Some(id), "/Comment").expect("a comment is removed");
            let (gone, _) = differing(text, &document.apply(&change).0.text);
            assert!(gone <= lines + 1, "removing the comment of `{}` in {name} changes {gone} lines", state.name.value);
            edits += 1;
        }
    }
    edits
}

#[test]
fn editing_one_field_leaves_all_other_lines() {
    let json = r#"{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Wait",
      "Seconds": 10,
      "Next": "B"
    },
    "B": { "Type": "Pass", "Comment": "one line", "End": true }
  }
}
"#;
    let yaml = "StartAt: A # begin\nStates:\n  A:\n    Type: Wait\n    Seconds: 10 # long\n    Next: B\n  B: { Type: Pass, Comment: one line, End: true }\n";
    assert!(check(json, "JSON") > 10);
    assert!(check(yaml, "YAML") > 10);
}

#[test]
fn editing_one_field_of_real_definitions_leaves_all_other_lines() {
    let mut edits = 0;
    for (file, text) in corpus::definitions(&[".asl.json", ".asl.yaml"]).unwrap_or_default() {
        edits += check(&text, &file);
        if file.ends_with(".json") {
            edits += check(&to_yaml(&Tree::parse(text.as_str())), &format!("{file} as YAML"));
        }
    }
    println!("{edits} edits");
}
