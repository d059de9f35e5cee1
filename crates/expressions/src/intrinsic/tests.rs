use value::parse;

use super::{CATALOGUE, Call, Function};
use crate::{NoVariables, Scope, SeededEnvironment};

const INPUT: &str =
    r#"{"other":1,"nul":null,"arr":[1,2,3,4,5],"text":"a,b;;c","o":{"a":{"x":1},"b":[]},"tpl":"n={}","s":"it's {ok}"}"#;

fn check(source: &str, expected: Result<&str, &str>) {
    let (input, context) = (parse(INPUT).expect("input"), parse(r#"{"State":{"Name":"S-1"}}"#).expect("context"));
    let scope = Scope { input: &input, context: &context, variables: &NoVariables };
    let result = match Call::parse(source) {
        Ok(call) => call
            .evaluate(&scope, &mut SeededEnvironment::new(0, 1))
            .map(|value| value.to_json())
            .map_err(|error| error.reason().to_owned()),
        Err(error) => Err(error.message),
    };
    assert_eq!(result.as_deref().map_err(String::as_str), expected, "{source}");
}

#[test]
fn array_functions() {
    check("States.Array()", Ok("[]"));
    check("States.Array($.other, 'x', null, true, -1.5)", Ok("[1,\"x\",null,true,-1.5]"));
    check("States.ArrayPartition($.arr, 2)", Ok("[[1,2],[3,4],[5]]"));
    check("States.ArrayPartition($.arr, 2.6)", Ok("[[1,2],[3,4],[5]]"));
    check("States.ArrayPartition($.arr, 0)", Err("Invalid arguments in States.ArrayPartition"));
    check("States.ArrayContains($.arr, 3)", Ok("true"));
    check("States.ArrayContains($.other, 3)", Err("Invalid arguments in States.ArrayContains"));
    check("States.ArrayRange(1, 9, 2)", Ok("[1,3,5,7,9]"));
    check("States.ArrayRange(5, 1, -2)", Ok("[5,3,1]"));
    check("States.ArrayRange(5, 1, 1)", Ok("[]"));
    check("States.ArrayRange(1, 1001, 1)", Err("Invalid arguments in States.ArrayRange"));
    check("States.ArrayRange(1, 10, 0)", Err("Invalid arguments in States.ArrayRange"));
    check("States.ArrayGetItem($.arr, 1)", Ok("2"));
    check("States.ArrayGetItem($.arr, 9)", Err("Invalid arguments in States.ArrayGetItem"));
    check("States.ArrayLength($.arr)", Ok("5"));
    check("States.ArrayUnique(States.Array(1, 1, 'a', null, null, 'a'))", Ok("[null,1,\"a\"]"));
}

#[test]
fn text_functions() {
    check("States.Format('Hello {}!', $.text)", Ok("\"Hello a,b;;c!\""));
    check("States.Format('{} {}', $.o, $.nul)", Ok("\"{a={x=1}, b=[]} null\""));
    check("States.Format($.tpl, 1)", Ok("\"n=1\""));
    check(r"States.Format('it\'s \{\} {} \\', 'a\'b')", Ok(r#""it's {} a'b \\""#));
    check(
        "States.Format('{}')",
        Err("Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."),
    );
    check("States.StringSplit($.text, ',;')", Ok("[\"a\",\"b\",\"c\"]"));
    check("States.Base64Encode('Data to encode')", Ok("\"RGF0YSB0byBlbmNvZGU=\""));
    check("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", Ok("\"Data to encode\""));
    check("States.Base64Decode('RGF0YSB0byBlbmNvZGU')", Ok("\"Data to encode\""));
    check("States.Base64Decode('R%GF0 YSB0byBlbmNvZGU=')", Ok("\"Data to encode\""));
    check("States.Base64Decode('w6Q_')", Ok("\"ä?\""));
    check("States.Base64Decode('%')", Ok("\"\""));
    check("States.Hash('input data', 'SHA-1')", Ok("\"aaff4a450a104cd177d28d18d74485e8cae074b7\""));
    check("States.Hash('input data', 'CRC')", Err("Invalid arguments in States.Hash"));
    check("States.StringToJson('')", Ok("null"));
    check("States.StringToJson('-0')", Ok("0"));
    check("States.StringToJson('[1, {\"a\": 2}]')", Ok("[1,{\"a\":2}]"));
    check("States.JsonToString($.o)", Ok(r#""{\"a\":{\"x\":1},\"b\":[]}""#));
    check("States.JsonMerge($.o, States.StringToJson('{\"a\":1}'), false)", Ok("{\"a\":1,\"b\":[]}"));
    check("States.JsonMerge($.o, $.o, true)", Err("Invalid arguments in States.JsonMerge"));
}

#[test]
fn number_functions() {
    check("States.MathAdd(1, 2)", Ok("3"));
    check("States.MathAdd(-1.5, 0)", Ok("-1"));
    check("States.MathAdd(1.5, 1.51)", Ok("4"));
    check("States.MathAdd(2147483647, 1)", Err("Invalid arguments in States.MathAdd"));
    check("States.MathAdd('1', 1)", Err("Invalid arguments in States.MathAdd"));
    check("States.MathRandom(1, 2)", Ok("1"));
    check("States.MathRandom(2, 2)", Err("Invalid arguments in States.MathRandom"));
    check("States.ArrayUnique(States.Array(States.MathRandom(1, 99, 42), States.MathRandom(1, 99, 42)))", Ok("[79]"));
}

/// Recordings of 2026; the first of each pair is recorded, the others follow the same rule.
#[test]
fn a_wrong_number_of_arguments_fails_when_called() {
    for call in [
        "States.ArrayContains($.arr)",
        "States.ArrayPartition($.arr, 2, 999)",
        "States.ArrayRange(1, 5)",
        "States.Hash()",
        "States.MathRandom(1)",
        "States.MathRandom(1, 2, 3, 4)",
        "States.UUID(1)",
        "States.Format()",
        "States.ArrayLength()",
        "States.JsonMerge($.o, $.o)",
        "States.Base64Encode('a', 'b')",
        "States.ArrayUnique($.arr, $.arr)",
    ] {
        let name = call.split('(').next().expect("a name");
        check(call, Err(&format!("Invalid arguments in {name}")));
    }
    let alone = "only a single argument is allowed.";
    check("States.JsonToString($.o, $.arr)", Err(&format!("Invalid arguments in States.JsonToString: {alone}")));
    check("States.JsonToString()", Err(&format!("Invalid arguments in States.JsonToString: {alone}")));
    check("States.StringToJson('1', '2')", Err(&format!("Invalid arguments in States.StringToJson: {alone}")));
    check("States.StringToJson()", Err(&format!("Invalid arguments in States.StringToJson: {alone}")));
}

/// The doubled braces are recorded; the sentences are the service's.
#[test]
fn braces_of_a_template_come_in_pairs_or_escaped() {
    let open = "Invalid template in States.Format: matching '}' not found for '{'.";
    let close = "Invalid template in States.Format: matching '{' not found for '}'.";
    check("States.Format('Hello {{}}', $.other)", Err(open));
    check("States.Format('{ }', 1)", Err(open));
    check("States.Format('{')", Err(open));
    check("States.Format('{0}', 1)", Err(open));
    check("States.Format('a}b')", Err(close));
    check("States.Format('{}}', 1)", Err(close));
    check(r"States.Format('\{{}\}', 1)", Ok(r#""{1}""#));
    check(r"States.Format('\\{}', 1)", Ok(r#""\\1""#));
    check(
        "States.Format('{}{}', 1)",
        Err("Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."),
    );
    check("States.Format($.arr)", Err("Invalid arguments in States.Format"));
}

/// Recordings of 2026, and what second-hand reports say of the same rules.
#[test]
fn odd_arguments() {
    let invalid = |call: &str| {
        let name = call.split('(').next().expect("a name");
        check(call, Err(&format!("Invalid arguments in {name}")));
    };
    for call in [
        "States.ArrayGetItem($.arr, 5)",
        "States.ArrayGetItem($.arr, -1)",
        "States.ArrayGetItem($.arr, '1')",
        "States.ArrayGetItem($.text, 0)",
        "States.ArrayPartition($.arr, 0.49)",
        "States.ArrayPartition($.arr, 0.99)",
        "States.ArrayPartition($.arr, -2)",
        "States.ArrayRange(1, 10, 0.49)",
        "States.ArrayRange('1', 10, 1)",
        "States.MathAdd(3000000000, 1)",
        "States.MathAdd(2147483647, 1)",
        "States.MathAdd(-2147483648, -1)",
        "States.MathRandom(1, 1)",
        "States.MathRandom(2, 1)",
        "States.MathRandom('1', 2)",
        "States.Hash('hello', 123)",
        "States.Hash('data', 'sha-256')",
        "States.StringSplit($.text, $.arr)",
        "States.StringSplit($.arr, ',')",
        "States.StringToJson($.arr)",
    ] {
        invalid(call);
    }
    let long = "A".repeat(10_001);
    invalid(&format!("States.Base64Decode('{long}')"));
    invalid(&format!("States.Base64Encode('{long}')"));
    invalid(&format!("States.Hash('{long}', 'MD5')"));
    check("States.ArrayContains($.arr, '3')", Ok("true"));
    check("States.ArrayContains(States.Array('3'), 3)", Ok("true"));
    check("States.ArrayContains(States.Array(null), 'null')", Ok("true"));
    check("States.ArrayContains($.arr, '33')", Ok("false"));
    check("States.ArrayContains(States.Array($.o), $.o)", Ok("true"));
    check("States.MathRandom(1, 10, -10)", Ok("1"));
    check("States.MathRandom(2147483640, 2147483647, 1)", Ok("2147483644"));
}

#[test]
fn text_that_is_no_json_is_told_with_the_parsers_sentence() {
    let told = |sentence: &str, column: usize| {
        format!(
            "Cannot convert String to Json in States.StringToJson, caused by: {sentence}\n at [Source: REDACTED \
             (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: {column}]"
        )
    };
    check(
        "States.StringToJson($.text)",
        Err(&told(
            "Unrecognized token 'a': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            2,
        )),
    );
    check(
        "States.StringToJson('[1, 2')",
        Err(&told(
            "Unexpected end-of-input: expected close marker for Array (start marker at [Source: REDACTED \
             (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])",
            6,
        )),
    );
    check("States.StringToJson('1 2')", Ok("1"));
    check("States.StringToJson('  ')", Ok("null"));
}

#[test]
fn a_path_that_finds_nothing_is_named_with_the_input() {
    let input = INPUT;
    let missing = |path: &str| format!("The JsonPath argument for the field '{path}' could not be found in the input '{input}'");
    check("States.Format('{}', $.nope)", Err(&missing("$.nope")));
    check("States.Array(1, States.ArrayLength($.arr[9]))", Err(&missing("$.arr[9]")));
    check("States.Format('{}', $$.Nope.Deep)", Err(&missing("$.Nope.Deep")));
    check("States.Format('{}', $.other[0])", Err("Filter: [0] can only be applied to arrays. Current context is: 1"));
    check("States.ArrayLength($.arr[?(@.x == ',)')])", Ok("0"));
    check("States.ArrayGetItem(States.StringSplit($$.State.Name, '-'), 0)", Ok("\"S\""));
}

#[test]
fn calls_that_cannot_be_compiled_say_why() {
    check("States.Nope()", Err("`States.Nope` is not an intrinsic function"));
    for (call, blamed) in [
        (r"States.Format('a\nb')", "16..18"),
        (r#"States.Array('\"')"#, ""),
        (r"States.Array('\t')", ""),
        (r"States.Array('\q', 1)", ""),
        (r"States.Array(States.Format('a\/b'))", ""),
    ] {
        let error = Call::parse(call).expect_err(call);
        assert!(error.message.ends_with("are"), "{call}: {}", error.message);
        assert!(blamed.is_empty() || blamed == format!("{}..{}", error.range.start, error.range.end));
    }
    check(r"States.Array('\'', '\{\}', '\\')", Ok(r#"["'","{}","\\"]"#));
    check("States.Array(1", Err("expected `,` or `)`"));
    check("States.Array('a)", Err("the quote is never closed"));
    check("States.Array() x", Err("expected nothing after the closing parenthesis"));
    let nested = |depth: usize| format!("{}1{}", "States.Array(".repeat(depth), ")".repeat(depth));
    assert!(Call::parse(&nested(10)).is_ok());
    check(&nested(11), Err("intrinsic functions nest at most 10 deep"));
    assert!(Call::parse(&nested(10_000)).is_err());
}

#[test]
fn the_catalogue_describes_every_function_and_its_examples_compile() {
    assert!(CATALOGUE.iter().map(|entry| entry.function).eq(Function::ALL.iter().copied()));
    for entry in CATALOGUE {
        assert!(entry.signature.starts_with(entry.function.name()));
        assert!(Call::parse(entry.example).is_ok(), "{}", entry.example);
    }
}
