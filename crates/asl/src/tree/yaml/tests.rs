//! Texts of YAML, right and broken.

use super::builder::MOST_NODES;
use super::*;
use crate::notation::Notation;
use crate::tree::Tree;

fn json(text: &str) -> String {
    let tree = Tree::read_as(text, Notation::Yaml);
    tree.root().map(|root| tree.value(root).to_json()).unwrap_or_default()
}

#[test]
fn yaml_reads_as_the_json_it_stands_for() {
    for (text, expected) in [
        ("StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n", r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#),
        (
            "a: 'it''s'\nb: \"x\\ny\"\nc: |\n  line\n  two\nd: yes\ne: 017\nf: 1.50\ng: ~\n",
            r#"{"a":"it's","b":"x\ny","c":"line\ntwo\n","d":"yes","e":"017","f":1.5,"g":null}"#,
        ),
        ("# comment\n---\na:\n- 1\n- é: 😀\n", r#"{"a":[1,{"é":"😀"}]}"#),
        ("a: &x {b: [1]}\nc: *x\n", r#"{"a":{"b":[1]},"c":{"b":[1]}}"#),
        (
            "a: !Sub 'arn:${X}'\nb: !GetAtt F.Arn\nc: !Join ['', [x]]\nd: 1\n",
            r#"{"a":"arn:${X}","b":"!GetAtt F.Arn","c":"!Join ['', [x]]","d":1}"#,
        ),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn places_are_those_of_the_yaml_text() {
    let text = "é: 1\nStates:\n  A:\n    Type: Pass\n    Next: B\n";
    let tree = Tree::read_as(text, Notation::Yaml);
    let next = tree.find("/States/A/Next").expect("Next");
    assert_eq!(tree.source(next), "B");
    assert_eq!(tree.key_span(next).map(|span| span.of(text)), Some("Next"));
    assert_eq!(tree.at(tree.span(next).start).map(|node| tree.pointer(node)).as_deref(), Some("/States/A/Next"));
    assert!(tree.is_yaml());
}

#[test]
fn bombs_and_broken_texts_do_no_harm() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb += &format!("a{level}: &a{level} [{inner}]\n");
    }
    let tree = Tree::read_as(bomb.as_str(), Notation::Yaml);
    assert!(tree.len() <= MOST_NODES + 100);
    assert!(tree.problems().iter().any(|problem| problem.kind == ProblemKind::TooDeep));
    for text in ["a: [1, 2\nb: 3", "a: b: c", "a:\n\t- x", "a: \"x", &format!("a: {}", "[".repeat(5000)), &"a:\n ".repeat(400)] {
        let tree = Tree::read_as(text, Notation::Yaml);
        assert!(!tree.problems().is_empty(), "{text:.40}");
    }
}

/// The mistakes of a text as `line:column message`, and what is read of it.
fn mistakes(text: &str) -> (Vec<String>, String) {
    let tree = Tree::read_as(text, Notation::Yaml);
    let lines = crate::text::LineTable::new(text);
    let place = |problem: &Problem| {
        let position = lines.position(text, problem.span.start);
        format!("{}:{} {}", position.line + 1, position.column + 1, problem.message)
    };
    (tree.problems().iter().map(place).collect(), json(text))
}

#[test]
fn every_mistake_is_told_and_the_rest_is_read() {
    for (text, problems, json) in [
        ("a: [1, 2\nb: 3\n", &["1:4 this bracket is never closed"][..], r#"{"a":[1,2],"b":3}"#),
        ("a: {x: 1, y: 2\nb: 3\n", &["1:4 this bracket is never closed"], r#"{"a":{"x":1,"y":2},"b":3}"#),
        ("a: {x: 1, y: [1, 2}\n", &["1:19 `]` is missing here: the `[` before it is still open"], r#"{"a":{"x":1,"y":[1,2]}}"#),
        ("a: {x: 1]\nb: 2\n", &["1:9 `}` is missing here: the `{` before it is still open"], r#"{"a":{"x":1},"b":2}"#),
        ("a: {x: 1 y: 2}\n", &["1:9 `,` is missing here"], r#"{"a":{"x":1,"y":2}}"#),
        ("a: [\"x\" \"y\"]\nb: 1\n", &["1:8 `,` is missing here"], r#"{"a":["x","y"],"b":1}"#),
        ("A: {\n  X: [1, 2\n  N: B\n }\nC: 1\n", &["2:11 `],` is missing here"], r#"{"A":{"X":[1,2],"N":"B"},"C":1}"#),
        ("a: ]\nb: 1\n", &["1:4 nothing is open that this `]` could close"], r#"{"a":null,"b":1}"#),
        ("a: {b: ${X}}\nc: 1\n", &["1:8 a placeholder between brackets must be in quotes"], r#"{"a":{"b":"${X}"},"c":1}"#),
        (
            "c: [1,\n2]\nd: 1\n",
            &["2:1 what stands between brackets must be indented deeper than the line they are opened on"],
            r#"{"c":[1,2],"d":1}"#,
        ),
        ("a: \"x\nb: \"y\"\nc: 2\n", &["1:4 this text's quote is never closed"], r#"{"a":"x","b":"y","c":2}"#),
        ("a: 'x\nb: 3\n", &["1:4 this text's quote is never closed"], r#"{"a":"x","b":3}"#),
        ("c: 'it's fine'\ne: 1\n", &["1:8 text goes on behind its closing quote"], r#"{"c":null,"e":1}"#),
        ("a: \"x\\q\"\nb: 1\n", &["1:6 this backslash begins no escape"], r#"{"a":"x\\q","b":1}"#),
        ("a: b: c\nd: 1\n", &["1:4 a value that holds `: ` must be in quotes"], r#"{"a":"b: c","d":1}"#),
        ("C: it's: fine\nb: 1\n", &["1:4 a value that holds `: ` must be in quotes"], r#"{"C":"it's: fine","b":1}"#),
        ("a: [x, y]: z\nb: 1\n", &["1:10 a second colon on one line"], r#"{"a":null,"b":1}"#),
        ("a:\n\t- x\nb: 1\n", &["2:1 tabs cannot indent YAML"], r#"{"a":["x"],"b":1}"#),
        ("a:\n    b: 1\n\tc: 2\n    d: 3\n", &["3:1 tabs cannot indent YAML"], r#"{"a":{"b":1,"c":2,"d":3}}"#),
        ("a:\n  b:\n\tc: 1\n    d: 2\n", &["3:1 tabs cannot indent YAML"], r#"{"a":{"b":{"c":1,"d":2}}}"#),
        ("a:\n\tb:\n\t\tc: 1\n\td: 2\n", &["2:1 tabs cannot indent YAML"], r#"{"a":{"b":{"c":1},"d":2}}"#),
        ("a: *no\nb: 1\n", &["1:4 nothing above is marked `&no`, so `*no` means nothing"], r#"{"a":null,"b":1}"#),
        ("a: *.txt\nb: 1\n", &["1:4 text that begins with `*` must be in quotes"], r#"{"a":"*.txt","b":1}"#),
        ("a: @x\nb: 1\n", &["1:4 text that begins with `@` must be in quotes"], r#"{"a":"@x","b":1}"#),
        ("a: 1\nType Pass\nb: 2\n", &["2:5 a colon is missing behind `Type`"], r#"{"a":1,"Type":"Pass","b":2}"#),
        ("a:b\nc: 1\n", &["1:2 a colon needs a space behind it"], r#"{"a":"b","c":1}"#),
        ("a: 1\nType\nb: 2\n", &["2:1 this line is no `Name: value`"], r#"{"a":1,"b":2}"#),
        (
            "a:\n  x: 1\n   y: 2\nb: 3\n",
            &["3:4 this line is indented deeper than its neighbours"],
            r#"{"a":{"x":1,"y":2},"b":3}"#,
        ),
        (
            "a:\n    x: 1\n  y: 2\nb: 3\n",
            &["3:3 this line's indent is neither that of its neighbours nor that of what is around them"],
            r#"{"a":{"x":1,"y":2},"b":3}"#,
        ),
        (
            "s:\n  A:\n    T: P\n   C:\n    T: S\n",
            &["4:4 this line's indent is neither that of its neighbours nor that of what is around them"],
            r#"{"s":{"A":{"T":"P"},"C":{"T":"S"}}}"#,
        ),
        ("s:\n  - A: 1\n    B: 2\n  C: 3\nD: 1\n", &["4:3 this does not belong here"], r#"{"s":[{"A":1,"B":2}],"D":1}"#),
        ("a: 1\n-\nb: 2\n", &["2:1 an item of a list stands among members"], r#"{"a":1,"b":2}"#),
        ("a:\n- x\n-y\n", &["3:1 a dash needs a space behind it"], r#"{"a":["x","y"]}"#),
        ("a: - x\nb: 1\n", &["1:4 a list cannot begin on its name's line"], r#"{"a":null,"b":1}"#),
        ("a: |x\n y\nb: 1\n", &["1:5 nothing may stand behind the sign of a text block"], r#"{"a":"y\n","b":1}"#),
        ("a: !<x\nb: 1\n", &["1:4 this is no tag"], r#"{"a":null,"b":1}"#),
        ("%FOO\na: 1\n", &["1:1 this line has no meaning here"], r#"{"a":1}"#),
        (
            "a: 1\nb: *x\nc: d: e\nf: [1\ng: 'é\nh: 2\n",
            &[
                "2:4 nothing above is marked `&x`, so `*x` means nothing",
                "3:4 a value that holds `: ` must be in quotes",
                "4:4 this bracket is never closed",
                "5:4 this text's quote is never closed",
            ],
            r#"{"a":1,"b":null,"c":"d: e","f":[1],"g":"é","h":2}"#,
        ),
    ] {
        assert_eq!(mistakes(text), (problems.iter().map(|problem| (*problem).to_owned()).collect(), json.to_owned()), "{text}");
    }
}

#[test]
fn what_is_offered_to_mend_a_mistake_mends_it() {
    for text in [
        "a: {x: 1, y: 2\nb: 3\n",
        "a: 'x\nb: 3\n",
        "a: b: c\n",
        "a: [\"x\" \"y\"]\n",
        "a:\n\tb: 1\n\tc:\n\t\td: 1\n",
        "a: @x\n",
        "a: 1\nType Pass\n",
        "a:\n  x: 1\n y: 2\n",
        "a: \"\\q\"\n",
        "a: {b: ${X}}\n",
        "c: {\nd: 1\n}\ne: 1\n",
        "a:\n- x\n-y\n",
    ] {
        let tree = Tree::read_as(text, Notation::Yaml);
        let fix = tree.problems()[0].fix.clone();
        let mended = crate::text::Transaction::new("mend", fix).apply(text);
        let mended = Tree::read_as(mended.as_str(), Notation::Yaml);
        assert_eq!(mended.problems().len(), 0, "{text} became {}", mended.text());
        assert_eq!(mended.value(mended.root().unwrap_or_default()).to_json(), json(text), "{text}");
    }
}

#[test]
fn rereading_is_bounded() {
    for line in ["a: [1\n", "x y z\n", "  - a: 'b\n", "a: *b\n", "\ta: {\n", "a: \"\\q\n", "- : -\n", "? [\n", "&a *a\n"] {
        for count in [1, 50, 3000] {
            let text = format!("StartAt: A\n{}", line.repeat(count));
            assert!(!Tree::read_as(text.as_str(), Notation::Yaml).problems().is_empty(), "{line}");
        }
    }
}

#[test]
fn scalars_that_stand_for_others_mean_the_same() {
    let text =
        "a: &n 0x1F\nb: *n\nc: &r !Ref X\nd: *r\ne: &e {x: [1]}\nf: *e\n&k g: +1.5\nh: *k\ni: .inf\nj: 1_000\nk: 2020-01-01\n";
    let expected = r#"{"a":31,"b":31,"c":"!Ref X","d":"!Ref X","e":{"x":[1]},"f":{"x":[1]},"g":1.5,"h":"g","i":".inf","j":"1_000","k":"2020-01-01"}"#;
    assert_eq!(json(text), expected);
    let tree = Tree::read_as(text, Notation::Yaml);
    assert_eq!(tree.find("/a").and_then(|node| tree.number(node)), Some(31.0));
    assert_eq!(tree.find("/e").map(|node| tree.source(node)), Some("&e {x: [1]}"));
}

#[test]
fn texts_in_blocks_and_nothing_have_places() {
    let text = "a: | # why\n  x\n\n  y\nb:\n  >-\n  z\nc:\nd: # none\ne:\n  -\n  - &x\n";
    let tree = Tree::read_as(text, Notation::Yaml);
    let source = |pointer: &str| tree.find(pointer).map(|node| (tree.source(node), tree.span(node).start));
    assert_eq!(source("/a"), Some(("| # why\n  x\n\n  y", 3)));
    assert_eq!(source("/b"), Some((">-\n  z", 25)));
    assert_eq!(source("/c"), Some(("", 34)));
    assert_eq!(source("/e/0"), Some(("", 51)));
    assert_eq!(source("/e/1"), Some(("&x", 56)));
    let comments: Vec<&str> = tree.comments().iter().map(|span| span.of(text)).collect();
    assert_eq!(comments, ["# why", "# none"]);
    let text = "# a\nx: 'no # comment' # b\ny: |\n  # text\nz: a#b # c\n# d\nt: !X\n  - u # e\n---\n# f\n";
    let tree = Tree::read_as(text, Notation::Yaml);
    let comments: Vec<&str> = tree.comments().iter().map(|span| span.of(text)).collect();
    assert_eq!(comments, ["# a", "# b", "# c", "# d", "# e"]);
    assert_eq!(tree.rest().map(|at| at as usize), text.find("---"));
}
