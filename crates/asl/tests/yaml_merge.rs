//! `<<: *anchor` in YAML, as PyYAML and js-yaml merge it.

use asl::document::Document;
use asl::edit::{delete_states, rename_state, set_fields};

/// A definition in YAML as JSON.
fn read(text: &str) -> String {
    let document = Document::new(text);
    assert!(!document.is_broken(), "{text}: {:?}", document.tree.problems());
    document.tree.root().map(|root| document.tree.value(root).to_json()).unwrap_or_default()
}

#[test]
fn merged_members_belong_to_the_object() {
    for (text, expected) in [
        ("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n", r#"{"a":{"p":1,"q":2},"b":{"p":1,"q":3}}"#),
        ("a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\n", r#"{"a":{"p":1,"q":2},"b":{"q":3,"p":1}}"#),
        (
            "a: &x {p: 1}\nc: &y {p: 2, r: [1, {s: t}]}\nb: {<<: [*x, *y], z: 0}\n",
            r#"{"a":{"p":1},"c":{"p":2,"r":[1,{"s":"t"}]},"b":{"p":1,"r":[1,{"s":"t"}],"z":0}}"#,
        ),
        ("b:\n  <<: {p: 1}\n  q: 2\n", r#"{"b":{"p":1,"q":2}}"#),
        ("a: &x {}\nb:\n  <<: *x\n  q: 2\nc: 3\n", r#"{"a":{},"b":{"q":2},"c":3}"#),
        ("a: &x {p: 0x10, q: ~}\nb:\n  <<: *x\n", r#"{"a":{"p":16,"q":null},"b":{"p":16,"q":null}}"#),
        (
            "a: &x {p: 1}\nb: &y\n  <<: *x\n  q: 2\nc:\n  <<: *y\n  r: 3\n",
            r#"{"a":{"p":1},"b":{"p":1,"q":2},"c":{"p":1,"q":2,"r":3}}"#,
        ),
        ("a: &x {p: 1}\nb:\n  '<<': *x\n", r#"{"a":{"p":1},"b":{"<<":{"p":1}}}"#),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_merged_is_told() {
    for text in ["b:\n  <<: 5\n", "a: &x text\nb:\n  <<: *x\n"] {
        let document = Document::new(text);
        let told: Vec<_> = document.tree.problems().iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(told, ["what `<<` merges must be an object, or a list of objects, that an alias names"], "{text}");
    }
    let bomb: String = (1..30)
        .map(|level| format!("a{level}: &x{level}\n  <<: [*x{0}, *x{0}]\n  n{level}: [*x{0}, *x{0}]\n", level - 1))
        .collect();
    let document = Document::new(format!("a0: &x0 {{p: 1}}\n{bomb}"));
    assert!(document.tree.problems().iter().any(|problem| problem.message.contains("too large")));
}

const MACHINE: &str = "\
StartAt: A
Retries: &retries
  Retry:
    - ErrorEquals: [States.ALL]
      MaxAttempts: 2
States:
  A:
    <<: *retries
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    Next: B
  B:
    Type: Succeed
";

#[test]
fn merged_fields_are_read_and_their_edits_are_refused() {
    let document = Document::new(MACHINE);
    assert!(document.tree.is_yaml());
    let state = document.definition.find("A").expect("A");
    assert_eq!(document.definition.state(state).retry.len(), 1);
    let refusal = set_fields(&document, Some(state), &[("/Retry/0/MaxAttempts", Some("5"))]).expect_err("shared");
    assert_eq!(refusal.0, "this is used in several places by YAML aliases; edit it in the code");
    assert!(set_fields(&document, Some(state), &[("/Retry", None)]).is_err());
    let changed = set_fields(&document, Some(state), &[("/Comment", Some("\"c\""))]).expect("a member of its own");
    let after = document.apply(&changed).0;
    assert!(after.text.contains("    <<: *retries\n"), "{}", after.text);
    assert_eq!(after.definition.state(after.definition.find("A").expect("A")).retry.len(), 1, "{}", after.text);
    let changed =
        set_fields(&document, Some(state), &[("/Resource", Some("\"arn:aws:states:::sns:publish\""))]).expect("its own");
    assert!(document.apply(&changed).0.text.contains("sns:publish"));
    let renamed = rename_state(&document, state, "First").expect("a name");
    assert!(document.apply(&renamed).0.text.contains("  First:\n    <<: *retries\n"));
    let target = document.definition.find("B").expect("B");
    assert!(delete_states(&document, &[target]).is_ok());
}
