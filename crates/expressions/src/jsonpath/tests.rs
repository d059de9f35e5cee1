use value::{Object, Value, parse};

use super::Path;
use crate::{NoVariables, Scope};

const DATA: &str = r#"{
  "name": "n", "null": null, "num": [5, 1, 9], "detail-type": "dt", "o": {"a b": 1, "x": {"y": [10, 20, 30]}},
  "items": [{"id": 1, "tags": ["p"], "price": 5}, {"id": 2, "price": 15}, {"id": 3, "tags": [], "price": 25}],
  "q": {"e": 1, "deep": [{"e": 2}, {"f": {"e": 3}}]}
}"#;

fn check(path: &str, expected: Result<&str, &str>) {
    let (data, context) = (parse(DATA).expect("data"), parse(r#"{"State":{"Name":"S"}}"#).expect("context"));
    let variables: Object = [("v", parse(r#"{"w":[7,8]}"#).expect("variable"))].into_iter().collect();
    let scope = Scope { input: &data, context: &context, variables: &variables };
    let result = match Path::parse(path) {
        Ok(compiled) => compiled.evaluate(&scope).map(|value| value.to_json()).map_err(|error| error.reason),
        Err(error) => Err(format!("{}..{} {}", error.range.start, error.range.end, error.message)),
    };
    assert_eq!(result.as_deref().map_err(String::as_str), expected, "{path}");
}

#[test]
fn definite_paths_give_their_value_or_an_error() {
    check("$.name", Ok("\"n\""));
    check("$.null", Ok("null"));
    check("$['name']", Ok("\"n\""));
    check("$[\"name\"]", Ok("\"n\""));
    check("$.detail-type", Ok("\"dt\""));
    check("$.o['a b']", Ok("1"));
    check("$.o.['a b']", Ok("1"));
    check("$.o.x.y[1]", Ok("20"));
    check("$.num[7]", Err("No results for path: $['num'][7]"));
    check(
        "$.num[7].x",
        Err("Expected to find an object with property ['x'] in path $['num'][7] but found 'null'. This is not a json \
             object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'."),
    );
    check("$$.State.Name", Ok("\"S\""));
    check("$v", Ok("{\"w\":[7,8]}"));
    check("$v.w[1]", Ok("8"));
    check("$['name', 'null']", Ok("{\"name\":\"n\",\"null\":null}"));
    check("$.X", Err("No results for path: $['X']"));
    check("$.o.X", Err("No results for path: $['o']['X']"));
    check("$.X.y", Err("Missing property in path $['X']"));
    check("$.nowhere.Y.z", Err("Missing property in path $['nowhere']"));
    check("$missing", Err("No results for path: $missing"));
    check("$.o[0]", Err(r#"Filter: [0] can only be applied to arrays. Current context is: {"a b":1,"x":{"y":[10,20,30]}}"#));
    check("$['o', 'q'].e", Err("Multi properties can only be used as path leafs: $['o', 'q']"));
    check(
        "$.name.first",
        Err("Expected to find an object with property ['first'] in path $['name'] but found \
             'com.fasterxml.jackson.databind.node.TextNode'. This is not a json object according to the JsonProvider: \
             'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'."),
    );
}

#[test]
fn indefinite_paths_give_the_list_of_their_matches() {
    check("$.items[*].id", Ok("[1,2,3]"));
    check("$.items.*.id", Ok("[1,2,3]"));
    check("$.items[*].nothing", Ok("[]"));
    check("$.items[0,2].id", Ok("[1,3]"));
    check("$.num[1:]", Ok("[1,9]"));
    check("$.num[:2]", Ok("[5,1]"));
    check("$.num[-2:]", Ok("[1,9]"));
    check("$.num[0:3:2]", Ok("[5,9]"));
    check("$.num[9:]", Ok("[]"));
    check("$..e", Ok("[1,2,3]"));
    check("$.q..e", Ok("[1,2,3]"));
    check("$..y[0]", Ok("[10]"));
    check("$.o.*", Ok("[1,{\"y\":[10,20,30]}]"));
    check("$.items[*].tags[0]", Ok("[\"p\"]"));
}

/// Users' report on wildcards below missing fields; the rule is Jayway's for paths that are not definite.
#[test]
fn indefinite_paths_that_find_nothing_give_an_empty_list_wherever_they_break_off() {
    for path in [
        "$.a.b[*].c",
        "$.X[*]",
        "$.o.X[1:]",
        "$.name[*]",
        "$.name.first[?(@.x)]",
        "$.X..y",
        "$.items[9].tags[*]",
        "$.num[0,7].x",
        "$v.none[*]",
        "$$.Nope[*].x",
    ] {
        check(path, Ok("[]"));
    }
}

/// The service's documentation of paths, and users' reports on polling loops over `$.todo[0]`.
#[test]
fn items_are_counted_from_the_end_by_length_and_slices_only() {
    check("$.num[(@.length-1)]", Ok("9"));
    check("$.num[(@.length-3)]", Ok("5"));
    check("$.num[( @.length - 2 )]", Ok("1"));
    check("$.o.x['y'][(@.length-1)]", Ok("30"));
    check("$.items[*].tags[(@.length-1)]", Ok("[\"p\"]"));
    check("$.num[(@.length-4)]", Err("No results for path: $['num'][(@.length-4)]"));
    check("$.num[(@.length)]", Err("No results for path: $['num'][(@.length)]"));
    check("$.num[-1]", Err("No results for path: $['num'][-1]"));
    check("$.items[*].tags[-1]", Ok("[]"));
    check("$.num[-1:]", Ok("[9]"));
    check("$.num[-1,-2]", Ok("[9,1]"));
    check("$.num[(@.size-1)]", Err("7..8 expected `@.length`"));
    check("$.name[(@.length-1)]", Err("Filter: [(@.length-1)] can only be applied to arrays. Current context is: \"n\""));
}

/// A LocalStack report on names with quotes, and Jayway's escapes.
#[test]
fn names_in_brackets_have_escapes() {
    let data = parse(r#"{"Te\"st": 1, "a\\b": 2, "it's": 3, "x\ny": 4, "é": 5, "Te\\\"st": 6}"#).expect("data");
    for (path, expected) in [
        (r#"$['Te\"st']"#, "1"),
        (r#"$["Te\"st"]"#, "1"),
        (r#"$['Te"st']"#, "1"),
        (r"$['a\\b']", "2"),
        (r"$['it\'s']", "3"),
        (r#"$["it's"]"#, "3"),
        (r"$['x\ny']", "4"),
        (r"$['\u00e9']", "5"),
        (r#"$['Te\\"st']"#, "6"),
    ] {
        let found = Path::parse(path).expect(path).evaluate_on(&data);
        assert_eq!(found.map(|value| value.to_json()).as_deref(), Ok(expected), "{path}");
    }
    check(r"$['\u00']", Err(r"3..9 `\u` wants the four hexadecimal digits of a character"));
}

#[test]
fn filters_ask_each_item() {
    check("$.items[?(@.price > 10)].id", Ok("[2,3]"));
    check("$.items[?(@.price > 10 && @.price < 20)].id", Ok("[2]"));
    check("$.items[?(@.id == 1 || @.id == 3)].id", Ok("[1,3]"));
    check("$.items[?(@.tags)].id", Ok("[1,3]"));
    check("$.items[?(!@.tags)].id", Ok("[2]"));
    check("$.items[?(!(@.id == 2))].id", Ok("[1,3]"));
    check("$.items[?(@.id in [1, 2])].id", Ok("[1,2]"));
    check("$.items[?(@.id nin [1, 2])].id", Ok("[3]"));
    check("$.items[?(@['id'] == $.num[1])].id", Ok("[1]"));
    check("$.items[?(@.tags empty true)].id", Ok("[3]"));
    check("$..[?(@.price == 15)].id", Ok("[2]"));
    check("$.num[?(@ > 1)]", Ok("[]"));
    check("$.items[?(@.id != 1)].id", Ok("[2,3]"));
}

#[test]
fn broken_paths_are_errors_with_a_range() {
    check("name", Err("0..1 a path starts with `$`"));
    check("$.", Err("2..2 expected a name after `.`"));
    check("$.a[", Err("4..4 expected a name in quotes, an index, `*` or `?`"));
    check("$.a['b", Err("4..6 the quote is never closed"));
    check("$.a b", Err("3..4 expected `.` or `[`"));
    check("$.a[?(@.b =~ /x/)]", Err("10..11 Step Functions has no regular expressions in filters"));
    let deep = format!("$[?({}", "(".repeat(10_000));
    assert!(Path::parse(&deep).is_err());
    let deep = format!("$.a{}", "[?(@.a".repeat(10_000));
    assert!(Path::parse(&deep).is_err());
}

#[test]
fn kinds_of_paths_are_told_apart() {
    for (path, definite, reference) in [
        ("$", true, true),
        ("$.a.b[0]", true, true),
        ("$.a[-1]", true, false),
        ("$.a[*]", false, false),
        ("$..a", false, false),
        ("$$.a", true, false),
        ("$v", true, false),
        ("$['a','b']", true, false),
    ] {
        let path = Path::parse(path).expect(path);
        assert_eq!((path.is_definite(), path.is_reference_path()), (definite, reference), "{path}");
    }
}

#[test]
fn setting_makes_what_is_missing_and_shares_what_it_does_not_touch() {
    for (target, path, expected) in [
        ("{}", "$.a.b", Ok(r#"{"a":{"b":9}}"#)),
        (r#"{"a":1,"b":2}"#, "$.a", Ok(r#"{"a":9,"b":2}"#)),
        (r#"{"a":[1,2]}"#, "$.a[1]", Ok(r#"{"a":[1,9]}"#)),
        (r#"{"a":[1,2]}"#, "$.a[2]", Ok(r#"{"a":[1,2,9]}"#)),
        ("{}", "$", Ok("9")),
        ("[1]", "$.a", Err("Unable to apply step \"a\" to input [1]")),
        ("\"input1\"", "$.a", Err("Unable to apply ReferencePath $.a to input \"input1\"")),
    ] {
        let target = parse(target).expect(target);
        let result = Path::parse(path).expect(path).set(&target, Value::from(9)).map(|value| value.to_json());
        assert_eq!(result.as_deref().map_err(|error| error.reason.as_str()), expected, "{path}");
    }
    let target = parse(r#"{"kept":{"x":1},"a":{}}"#).expect("target");
    let result = Path::parse("$.a.b").expect("path").set(&target, Value::Null).expect("set");
    assert!(result.get("kept").expect("kept").is_same(target.get("kept").expect("kept")));
}

#[test]
fn evaluating_shares_the_value() {
    let data = parse(DATA).expect("data");
    let scope = Scope { input: &data, context: &Value::Null, variables: &NoVariables };
    let found = Path::parse("$.o.x").expect("path").evaluate(&scope).expect("value");
    assert!(found.is_same(data.pointer("/o/x").expect("value")));
}

#[test]
fn a_run_reads_paths_as_the_service_does() {
    let data = parse(r#"{"rows": [{"kind": "AMOUNT_PAID", "n": 1}, {"kind": "x", "n": 2}]}"#).expect("data");
    let scope = Scope { input: &data, context: &Value::Null, variables: &NoVariables };
    for (path, expected) in [
        ("$.rows[0].n ", Some("1")),
        (" $.rows[1].n", Some("2")),
        ("$.rows[?(@.kind==AMOUNT_PAID)].n", Some("[1]")),
        ("$.rows[?(@.kind==es-419)].n", Some("[]")),
        ("$.rows[?(@.n == ~)].n", None),
        ("$.rows[", None),
    ] {
        assert!(Path::parse(path).is_err(), "{path}: the linter has something to say");
        let found = Path::parse_to_run(path).ok().and_then(|path| path.evaluate(&scope).ok());
        assert_eq!(found.map(|value| value.to_json()).as_deref(), expected, "{path}");
    }
    assert!(Path::parse_to_run("$.rows[?(@.n == ~)].n").is_ok() && Path::parse_to_run("$.rows[").is_err());
}
