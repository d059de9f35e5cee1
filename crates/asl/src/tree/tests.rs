//! What the parser makes of right and wrong texts.

use super::*;
use crate::problem::ProblemKind;

/// The tree in one line: arrays, objects and leaves as written, `?` for what is missing, `!` before what is no JSON.
fn shape(tree: &Tree, node: NodeId) -> String {
    let children = || tree.children(node).map(|child| shape(tree, child)).collect::<Vec<_>>().join(",");
    let name = tree.key(node).map(|key| format!("{key}:")).unwrap_or_default();
    let value = match tree.kind(node) {
        Kind::Object => format!("{{{}}}", children()),
        Kind::Array => format!("[{}]", children()),
        Kind::Missing => "?".to_owned(),
        Kind::Error => format!("!{}", tree.source(node)),
        Kind::String => tree.string(node).unwrap_or_default().into_owned(),
        _ => tree.source(node).to_owned(),
    };
    name + &value
}

fn read(text: &str) -> (Tree, String) {
    let tree = Tree::parse(text);
    let shape = tree.root().map(|root| shape(&tree, root)).unwrap_or_default();
    (tree, shape)
}

#[test]
fn right_json_is_read_without_problems() {
    for (text, expected) in [
        ("{}", "{}"),
        (" [ ] ", "[]"),
        ("\u{feff}{\"a\": 1.50, \"b\": [true, false, null]}", "{a:1.50,b:[true,false,null]}"),
        (r#"{"a\"\u00e9": "x\ny"}"#, "{a\"é:x\ny}"),
        (r#"{"M": ${Max}, ${Rest}, "${Key}": "a${B}c", "n": ${A}${B}}"#, "{M:${Max},${Rest},${Key}:a${B}c,n:${A}${B}}"),
        (r#"{"t": ${jsonencode({a = "b"})}}"#, r#"{t:${jsonencode({a = "b"})}}"#),
    ] {
        let (tree, shape) = read(text);
        assert_eq!(shape, expected);
        assert_eq!(tree.problems(), [], "{text}");
    }
}

#[test]
fn each_mistake_is_named_and_its_fix_makes_the_text_right() {
    use ProblemKind::{Comment, Missing, Spelling, TrailingComma, Unexpected};
    for (text, shape, kinds) in [
        (r#"{"a": 1 "b": 2}"#, "{a:1,b:2}", &[Missing][..]),
        (r#"{"a" 1, "b": 2}"#, "{a:1,b:2}", &[Missing]),
        (r#"{"a": [1, 2, "b": 3}"#, "{a:[1,2],b:3}", &[Missing]),
        (r#"{"a": {"b": 1"#, "{a:{b:1}}", &[Missing]),
        (r#"[{"a": 1]"#, "[{a:1}]", &[Missing]),
        (r#"[1,]"#, "[1]", &[TrailingComma]),
        (r#"{"a": 1,}"#, "{a:1}", &[TrailingComma]),
        ("{\"a\": 1, // why\n \"b\": /* x */ 2}", "{a:1,b:2}", &[Comment, Comment]),
        ("{'a': 'it \"is\"'}", "{a:it \"is\"}", &[Spelling, Spelling]),
        ("{a: True, b: 01, c: hello world}", "{a:True,b:01,c:!hello world}", &[Spelling; 6]),
        ("{\"a\": \"x,\n\"b\": 1}", "{a:x,b:1}", &[Missing]),
        ("{\"a\" = 1}", "{a:1}", &[Spelling]),
        ("[1,,2]", "[1,2]", &[Unexpected]),
        ("[1]]", "[1]", &[Unexpected]),
        (r#"{"a": "\q"}"#, "{a:\\q}", &[Spelling]),
        ("{\"a\": \"x\ty\"}", "{a:x\ty}", &[Spelling]),
    ] {
        let (tree, found) = read(text);
        assert_eq!(found, shape, "{text}");
        assert_eq!(tree.problems().iter().map(|problem| problem.kind).collect::<Vec<_>>(), kinds, "{text}");
        let edits = tree.problems().iter().flat_map(|problem| problem.fix.clone()).collect();
        let mended = crate::text::Transaction::new("mend", edits).apply(text);
        if text != "[1]]" {
            ::value::parse(&mended).unwrap_or_else(|error| panic!("{text} was mended to {mended}: {error}"));
        }
    }
}

#[test]
fn what_is_missing_keeps_its_place() {
    for (text, expected) in [
        (r#"{"a": , "b": 1}"#, "{a:?,b:1}"),
        (r#"{"a", "b": 1}"#, "{a:?,b:1}"),
        ("{\"a\":\n \"b\": 1}", "{a:?,b:1}"),
        ("{\"a\"\n \"b\": 1}", "{a:?,b:1}"),
        (r#"{"a": 1, {"x": 1}}"#, "{a:1,{x:1}}"),
        ("}{\"a\":1}", "{a:1}"),
    ] {
        let (tree, shape) = read(text);
        assert_eq!(shape, expected, "{text}");
        assert!(tree.is_broken());
    }
    assert_eq!(read("").0.problems()[0].kind, ProblemKind::Empty);
    assert_eq!(read(" \n").1, "");
}

#[test]
fn several_mistakes_are_all_reported_at_their_places() {
    let text = "{\n  \"A\": 1\n  \"B\": [1 2],\n  \"C\" 3,\n}";
    let (tree, shape) = read(text);
    assert_eq!(shape, "{A:1,B:[1,2],C:3}");
    let places: Vec<u32> = tree.problems().iter().map(|problem| problem.span.start).collect();
    assert_eq!(places, [10, 20, 30, 32]);
}

#[test]
fn names_that_stand_twice_are_noticed_in_small_and_large_objects() {
    let (tree, _) = read(r#"{"a": 1, "b": {"a": 2}, "\u0061": 3}"#);
    assert_eq!(tree.problems().len(), 1);
    assert_eq!(tree.problems()[0].span.of(tree.text()), r#""\u0061""#);
    assert_eq!(tree.find("/a").and_then(|node| tree.number(node)), Some(3.0));
    let many: Vec<String> = (0..50).map(|n| format!("\"k{}\": {n}", n % 49)).collect();
    let (tree, _) = read(&format!("{{{}}}", many.join(", ")));
    assert_eq!(tree.problems().len(), 1);
}

#[test]
fn deep_nesting_neither_overflows_nor_fails() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let text = open.repeat(100_000);
        let (tree, _) = read(&text);
        assert!(tree.problems().iter().any(|problem| problem.kind == ProblemKind::TooDeep));
        let root = tree.root().unwrap();
        let _ = tree.value(root);
    }
}

#[test]
fn pointers_and_offsets_find_their_nodes() {
    let text = r#"{"States": {"a/b": {"Retry": [{"ErrorEquals": ["X"]}]}}}"#;
    let (tree, _) = read(text);
    let pointer = "/States/a~1b/Retry/0/ErrorEquals/0";
    let node = tree.find(pointer).unwrap();
    assert_eq!(tree.source(node), "\"X\"");
    assert_eq!(tree.pointer(node), pointer);
    assert_eq!(tree.at(tree.span(node).start + 1), Some(node));
    let name = text.find("Retry").unwrap() as u32;
    assert_eq!(tree.at(name).map(|node| tree.pointer(node)).as_deref(), Some("/States/a~1b/Retry"));
    assert_eq!(tree.find("/"), tree.root());
    assert_eq!(tree.find("/none"), None);
}

#[test]
fn placeholders_are_found_in_strings_and_bare_but_not_in_expressions() {
    let (tree, _) = read(r#"{"Max": ${Max}, "Arn": "arn:${P}:x", "Output": "{% ${ 'a': 1 } %}"}"#);
    let found: Vec<_> = placeholders(&tree).into_iter().map(|placeholder| (placeholder.name, placeholder.bare)).collect();
    assert_eq!(found, [("Max".to_owned(), true), ("P".to_owned(), false)]);
}

#[test]
fn a_member_is_found_by_its_name_however_it_is_written() {
    let texts = [
        r#"{"Type": 1, "Type": 2, "": 3, "T\u0079pe": 4, "é": 5, "T": 6}"#,
        r#"{Type: 1, 'Next': 2, "Nex: 3}"#,
        r#"{"a": 1, ${More}, "b" 2, c, "d": {"a": 3}, ['e']: 4}"#,
        "Type: 1\nNext: {a: 2, \"b\": 3}\n'é': 4\n? x\n: 5\n",
        "base: &b {a: 1, c: 2}\nuse: {<<: *b, a: 3}\n",
    ];
    for text in texts {
        let tree = Tree::read(text);
        for object in (0..tree.len() as u32).map(NodeId).filter(|node| tree.kind(*node) == Kind::Object) {
            let names: Vec<String> = tree.children(object).filter_map(|child| tree.key(child).map(Cow::into_owned)).collect();
            for name in names.iter().map(String::as_str).chain(["", "Type", "Next", "a", "zz", "\"Type\"", "'Next'"]) {
                let last = tree.children(object).filter(|child| tree.key(*child).as_deref() == Some(name)).last();
                assert_eq!(tree.member(object, name), last, "{name:?} of {text}");
            }
        }
    }
}
