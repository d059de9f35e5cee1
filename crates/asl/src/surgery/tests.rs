//! Cuts into texts of many styles.

use super::*;
use crate::text::Transaction;

fn apply(tree: &Tree, edits: Vec<TextEdit>) -> String {
    Transaction::new("cut", edits).apply(tree.text())
}

#[test]
fn a_member_is_put_in_as_its_neighbours_are_written() {
    for (before, spot, after) in [
        ("{\"a\":1}", Spot::Last, "{\"a\":1,\"n\":true}"),
        ("{\"a\": 1, \"b\": 2}", Spot::Last, "{\"a\": 1, \"b\": 2, \"n\": true}"),
        ("{ \"a\": 1 }", Spot::Last, "{ \"a\": 1, \"n\": true }"),
        ("{ \"a\": 1 }", Spot::First, "{ \"n\": true, \"a\": 1 }"),
        ("{\n  \"a\": 1\n}", Spot::Last, "{\n  \"a\": 1,\n  \"n\": true\n}"),
        ("{\r\n\t\"a\" : 1\r\n}\r\n", Spot::First, "{\r\n\t\"n\" : true,\r\n\t\"a\" : 1\r\n}\r\n"),
        ("{}", Spot::Last, "{\"n\": true}"),
        ("{\n}", Spot::Last, "{\n  \"n\": true\n}"),
        (
            "{\n    \"a\": 1,\n\n    \"b\": 2,\n    \"c\": 3\n}",
            Spot::Last,
            "{\n    \"a\": 1,\n\n    \"b\": 2,\n    \"c\": 3,\n    \"n\": true\n}",
        ),
        ("{\n  \"a\": 1, // one\n  \"b\": 2\n}", Spot::Last, "{\n  \"a\": 1, // one\n  \"b\": 2,\n  \"n\": true\n}"),
    ] {
        let tree = Tree::parse(before);
        let root = tree.root().unwrap();
        assert_eq!(apply(&tree, vec![insert_member(&tree, root, "n", "true", spot)]), after);
    }
}

#[test]
fn children_are_taken_out_with_their_commas() {
    for (before, gone, after) in [
        ("{\"a\": 1, \"b\": 2, \"c\": 3}", &["a"][..], "{\"b\": 2, \"c\": 3}"),
        ("{\"a\": 1, \"b\": 2, \"c\": 3}", &["b"], "{\"a\": 1, \"c\": 3}"),
        ("{\"a\": 1, \"b\": 2, \"c\": 3}", &["c"], "{\"a\": 1, \"b\": 2}"),
        ("{\"a\": 1, \"b\": 2, \"c\": 3}", &["b", "c"], "{\"a\": 1}"),
        ("{\"a\": 1, \"b\": 2, \"c\": 3}", &["a", "c"], "{\"b\": 2}"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}", &["a"], "{\n  \"b\": 2\n}"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}", &["b"], "{\n  \"a\": 1\n}"),
        ("{\n  \"a\": 1\n}", &["a"], "{}"),
        ("{\n  // why\n  \"a\": 1\n}", &["a"], "{\n  // why\n  \n}"),
        ("{\n  \"a\": 1,\n  # why\n}", &["a"], "{\n  # why\n}"),
    ] {
        let tree = Tree::parse(before);
        let root = tree.root().unwrap();
        let gone: Vec<NodeId> = gone.iter().map(|name| tree.member(root, name).unwrap()).collect();
        assert_eq!(apply(&tree, remove_children(&tree, root, &gone)), after);
    }
}

#[test]
fn new_text_is_laid_out_as_the_text_it_goes_into() {
    let new = Tree::parse(r#"{"Type":"Wait","Seconds":${S},"x":[1.50,"a"],"y":{"z":[{}]}}"#);
    let pretty = Style::of(&Tree::parse("{\n    \"a\": {\n        \"b\": 1\n    }\n}"));
    let expected = "{\n    \"Type\": \"Wait\",\n    \"Seconds\": ${S},\n    \"x\": [1.50, \"a\"],\n    \"y\": {\n        \"z\": [\n            {}\n        ]\n    }\n}";
    assert_eq!(formatted(&new, &pretty), expected);
    let compact = Style::of(&Tree::parse(r#"{"a":1,"b":2}"#));
    assert_eq!(formatted(&new, &compact), new.text().to_string());
    assert_eq!(reindented("{\n  1\n\n}", "    ", "\r\n"), "{\r\n      1\r\n\r\n    }");
}

#[test]
fn yaml_blocks_are_cut_by_lines() {
    use crate::document::Document;
    use crate::edit::{NewState, Place, StateType, add_state, delete_states, insert_entry, rename_state, set_field};
    use crate::graph::Slot;

    let text = "# the flow\nStartAt: A # first\nStates:\n  A:\n    Type: Pass\n    Next: B # onwards\n  # the choice\n  B:\n    Type: Choice\n    Choices:\n      - Variable: $.x\n        IsPresent: true\n        Next: C\n      - Variable: $.y # why\n        IsNull: true\n        Next: C\n    Default: C\n  C:\n    Type: Succeed\n";
    let document = Document::new(text);
    let id = |name: &str| document.definition.find(name).unwrap();
    let after = |change: Result<Transaction, crate::edit::Refusal>| {
        let change = change.unwrap_or_else(|refusal| panic!("{refusal}"));
        let (after, inverse) = document.apply(&change);
        assert!(!after.is_broken(), "{}", after.text);
        assert_eq!(&*after.apply(&inverse).0.text, text);
        after.text.to_string()
    };
    assert_eq!(
        after(rename_state(&document, id("C"), "All: done")),
        text.replace("C\n", "\"All: done\"\n").replace("  C:", "  \"All: done\":")
    );
    assert_eq!(
        after(add_state(&document, Place::On(Slot::Next(id("A"))), &NewState::of(StateType::Wait))),
        text.replace("Next: B # onwards\n", "Next: Wait # onwards\n  Wait:\n    Type: Wait\n    Seconds: 5\n    Next: B\n")
    );
    assert_eq!(
        after(delete_states(&document, &[id("A")])),
        text.replace("StartAt: A", "StartAt: B").replace("  A:\n    Type: Pass\n    Next: B # onwards\n", "")
    );
    assert_eq!(
        after(set_field(&document, Some(id("A")), "/Comment", "\"say: it\"")),
        text.replace("  A:\n", "  A:\n    Comment: \"say: it\"\n")
    );
    assert_eq!(
        after(insert_entry(&document, id("B"), "/Choices", r#"{"Variable": "$.z", "IsNull": true, "Next": "C"}"#, None)),
        text.replace("    Default", "      - Variable: $.z\n        IsNull: true\n        Next: C\n    Default")
    );
    assert_eq!(
        after(crate::edit::remove_field(&document, Some(id("B")), "/Choices/1/Variable")),
        text.replace("- Variable: $.y # why\n        IsNull", "- IsNull")
    );
}

#[test]
fn a_new_value_changes_only_what_differs_in_yaml() {
    let before = "A:\n  # what it takes\n  Parameters:\n    x: 1 # one\n    list:\n      - a # first\n      - b\n    arn: !GetAtt F.Arn\n    gone: {y: 2}\n    text: |\n      two\n      lines\n  Next: B\n";
    let tree = Tree::read(before);
    let node = tree.find("/A/Parameters").unwrap();
    for (value, after) in [
        (r#"{"x": 1, "list": ["a", "b"], "arn": "!GetAtt F.Arn", "gone": {"y": 2}, "text": "two\nlines\n"}"#, before.to_owned()),
        (
            r#"{"x": 2, "list": ["a", "b", "c"], "arn": "!GetAtt F.Arn", "text": "two\nlines\n", "new": {"z": [1]}}"#,
            before
                .replace("x: 1", "x: 2")
                .replace("- b\n", "- b\n      - c\n")
                .replace("    gone: {y: 2}\n", "")
                .replace("      lines\n", "      lines\n    new:\n      z:\n        - 1\n"),
        ),
        (
            r#"{"first": true, "list": ["b"], "gone": {"y": 2, "q": "r"}, "text": "two\nlines\n"}"#,
            "A:\n  # what it takes\n  Parameters:\n    first: true\n    list:\n      - b\n    gone: {y: 2, q: r}\n    text: |\n      two\n      lines\n  Next: B\n".to_owned(),
        ),
        (r#"{"n": 1}"#, "A:\n  # what it takes\n  Parameters:\n    \"n\": 1\n  Next: B\n".to_owned()),
        ("{}", "A:\n  # what it takes\n  Parameters: {}\n  Next: B\n".to_owned()),
    ] {
        let after_change = apply(&tree, change_value(&tree, node, value));
        assert_eq!(after_change, after);
        let read = Tree::read(after_change.as_str());
        let value = Tree::parse(value);
        assert_eq!(read.value(read.find("/A/Parameters").unwrap()), value.value(value.root().unwrap()));
    }
}
