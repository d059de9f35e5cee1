use value::{Object, Value, parse};

use super::{Bindings, Budget, CATALOGUE, Dialect, Expression, Outcome};
use crate::SeededEnvironment;

const STATES: &str = r#"{"input":{"total":1200.5,"currency":"EUR","n":null,"items":[{"sku":"a","price":10,"qty":2},{"sku":"b","price":20,"qty":1}],"deep":[[1],[2,3]]}}"#;

fn result(text: &str, dialect: Dialect, budget: Budget) -> String {
    let states = parse(STATES).expect("states");
    let variables: Object = [("limit", Value::from(15))].into_iter().collect();
    let input = states.get("input");
    let context = if dialect == Dialect::StepFunctions { None } else { input };
    let bindings = Bindings { input: context, states: Some(&states), variables: &variables };
    let evaluated = Expression::compile(text, dialect)
        .and_then(|expression| expression.evaluate(&bindings, &mut SeededEnvironment::new(1_510_067_557_121, 1), budget));
    match evaluated {
        Ok(Outcome::Value(value)) => value.to_json(),
        Ok(Outcome::Undefined) => "nothing".to_owned(),
        Ok(Outcome::Function) => "a function".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(result(text, Dialect::StepFunctions, Budget::default()), expected, "{text}");
}

#[test]
fn the_step_functions_dialect_reads_states_and_variables() {
    check("$states.input.total > 1000 and $states.input.currency = \"EUR\"", "true");
    check("$sum($states.input.items.(price * qty))", "40");
    check("$states.input.items[price > $limit].sku", "\"b\"");
    check("$states.input.items^(>price).sku", "[\"b\",\"a\"]");
    check("$states.input.items{sku: price}", "{\"a\":10,\"b\":20}");
    check("$states.input.missing", "nothing");
    check("$states.input.n", "null");
    check("$fn := function($x) { $x }", "a function");
    check("$map($states.input.items, function($v, $i) { $i & $v.sku })", "[\"0a\",\"1b\"]");
    check(
        "$states.input.items ~> |$[price > 15]|{\"big\": true}, \"qty\"|",
        "[{\"sku\":\"a\",\"price\":10,\"qty\":2},{\"sku\":\"b\",\"price\":20,\"big\":true}]",
    );
}

#[test]
fn groups_without_a_match_are_nothing() {
    check("$match('x', /(a)?x/).groups", "[null]");
    check("$match('x', /(a)?x/).groups[0]", "nothing");
    check("$match('x', /(a)?x/).groups^(b)", "nothing");
    check("$match('x', /(a)?(x)/).groups.$type($)", "\"string\"");
    check("$match('x', /(a)?x/) ~> |$|{'first': groups[0]}|", "{\"match\":\"x\",\"index\":0,\"groups\":[null],\"first\":null}");
    check("{} ~> |$|$match('x', /(a)?x/)|", "{\"match\":\"x\",\"index\":0,\"groups\":[null]}");
}

#[test]
fn a_pattern_looks_at_arrays_as_texts() {
    check("([1, [2, [3, null]], true, {}] ~> /.*/).match", "\"1,2,3,,true,[object Object]\"");
    check(
        "($reduce([1..40], function($array, $i) { [[$array], [$array]] }, 1) ~> /1/).match",
        "U1001: Expression evaluation memory limit exceeded: Check for excessive memory usage",
    );
}

/// Users' reports of 2026, measured on the service.
#[test]
fn numbers_and_limits_are_those_of_the_service() {
    check("$string(999999999999999900000)", "\"999999999999999900000\"");
    check("$string(9223372036854775807)", "\"9223372036854776000\"");
    check("$string(1e20)", "\"100000000000000000000\"");
    check("$string(1e21)", "\"1e+21\"");
    check("$string([1e20, {'a': -9223372036854775808}])", r#""[100000000000000000000,{\"a\":-9223372036854776000}]""#);
    check("$string(0.1 + 0.2)", "\"0.3\"");
    check("$string(1234567890.123456789)", "\"1234567890.12346\"");
    check("-0", "0");
    check("[0 * -1, $number('-0'), $round(-0.4)]", "[0,0,0]");
    check("[1 / 0, -1 / 0]", r#"["Infinity","-Infinity"]"#);
    check("$count([1..873782])", "873782");
    let memory = "U1001: Expression evaluation memory limit exceeded: Check for excessive memory usage";
    check("$count([1..873783])", memory);
    check("$sum([1..900000])", memory);
    let doubled =
        |times: u32| format!("($p := function($s, $n) {{ $n = 0 ? $s : $p($s & $s, $n - 1) }}; $length($p('x', {times})))");
    check(&doubled(22), "4194304");
    check(&doubled(23), memory);
    // The frames of a build for tests are large.
    let sum = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(|| result(&vec!["1"; 200].join(" + "), Dialect::StepFunctions, Budget::default()));
    assert!(sum.expect("a thread").join().expect("an answer").starts_with("U1001: Stack overflow"), "200 terms");
    check("$eval('1+1')", "T1006: Attempted to invoke a non-function");
    check(
        "$formatNumber(1, 'x')",
        "D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by \
         another active character",
    );
}

#[test]
fn what_differs_from_the_reference_on_purpose() {
    check("$states.input.items[0]#$i[].{'at': $i}", r#"[{"at":0}]"#);
    check("$states.input.deep[0]#$i[]", "[[1]]");
    check("[5]#$i[]", "[5]");
    check("$states.input.items#$i[$i = 1][].sku", r#"["b"]"#);
    check("$states.input.items#$i[$i = 1].sku", r#""b""#);
    let all = "function($a, $b, $c)<s?n+:a<n>>{ [$a, $b, $c] }";
    check(&format!("({all})(1, 2, 3)"), "[1,2,3]");
    check(&format!("({all})('a', 1, 2)"), r#"["a",1,2]"#);
    check(&format!("({all})(7)"), "[7]");
    check("(function($n, $m, $t)<n+s:n>{ [$n, $m, $t] })(1, 2, 'x')", r#"[1,2,"x"]"#);
    check("$base64decode('bXk=')", "\"my\"");
    check("$base64decode('bXk')", "\"my\"");
    check("$base64decode('!!!')", "U1001: Illegal base64 character 21");
    check("$base64decode('bX k=')", "U1001: Illegal base64 character 20");
    check("$base64decode('bXk-')", "U1001: Illegal base64 character 2d");
    check("$base64decode('b')", "U1001: Input byte array has wrong 4-byte ending unit");
}

#[test]
fn the_added_functions_behave_as_the_service_does() {
    check("$partition([1, 2, 3, 4], 3)", "[[1,2,3],[4]]");
    check("$partition([1, 2, 3, 4], 2.9)", "[[1,2],[3,4]]");
    check("$partition([1], 1)", "[[1]]");
    check("$partition([], 2)", "nothing");
    check("$partition([1], 0)", "nothing");
    check("$range(1, 9, 2)", "[1,3,5,7,9]");
    check("$range(-1.7, 2, 1)", "[-1,0,1,2]");
    check("$range(3, 3, 1)", "3");
    check("$range(1, 3)", "nothing");
    check("$range(1, 3, -1)", "nothing");
    check("$range(5, 1, -2)", "[5,3,1]");
    check("$hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"");
    check("$hash('input data')", "nothing");
    check("$hash()", "T0410: Argument 1 of function \"hash\" does not match function signature");
    check("$hash('a', 'sha-256')", "D3137: Hash algorithm 'sha-256' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
    check("$hash('a', 'CRC')", "D3137: Hash algorithm 'CRC' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
    check("$hash(1, 'MD5')", "T0410: Argument 1 of function \"hash\" does not match function signature");
    check("$partition([1, 2, 3])", "[[1,2,3]]");
    check("$partition([1, 2], -1)", "D3137: Second argument must be zero or greater");
    check("$partition([1, 2], null)", "T0410: Argument 2 of function \"partition\" does not match function signature");
    check("$partition()", "T0410: Argument 1 of function \"partition\" does not match function signature");
    check("$partition('ab', 2)", "T0412: Argument 1 of function \"partition\" must be an array of undefined");
    check("$parse('{bad json}')", "D3137: Invalid JSON");
    check("$parse('[1,')", "D3137: Invalid JSON");
    check("$parse('')", "D3137: Invalid JSON");
    check("$parse(1)", "T0410: Argument 1 of function \"parse\" does not match function signature");
    check("$random(42)", "0.7275636800328681");
    check("$random(0)", "0.730967787376657");
    check("$random(-10.9) = $random(-10)", "true");
    check("$parse('{\"a\": [1, null]}').a", "[1,null]");
    check("$parse(null)", "T0410: Argument 1 of function \"parse\" does not match function signature");
    check("$random(7) = $random(7)", "true");
    check("$length($uuid())", "36");
    check("$eval('1')", "T1006: Attempted to invoke a non-function");
    check("$now()", "\"2017-11-07T15:12:37.121Z\"");
}

#[test]
fn numbers_beyond_json_are_texts() {
    check("1/0", "\"Infinity\"");
    check("[-1/0]", "[\"-Infinity\"]");
    check("{\"k\": 0/0}", "{\"k\":\"NaN\"}");
    check("$parseInteger('abc', '0')", "\"NaN\"");
    check("$string(1e20) & ' ' & $string(1e21) & ' ' & $string(1/3)", "\"100000000000000000000 1e+21 0.333333333333333\"");
}

#[test]
fn what_the_dialect_refuses_is_said_with_its_place() {
    let refused = |text: &str| {
        let (_, errors) = Expression::parse(text, Dialect::StepFunctions);
        errors
            .iter()
            .map(|error| format!("{}..{} {}", error.range.start, error.range.end, error.message))
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(refused("phone"), "0..5 Reference to 'phone' at the top level is not supported.");
    assert_eq!(refused("$states.input.x & a.b"), "18..19 Reference to 'a' at the top level is not supported.");
    assert_eq!(
        refused("$map($states.input.a, function($x) { b })"),
        "37..38 Reference to 'b' at the top level is not supported."
    );
    assert_eq!(refused("$$.x"), "0..2 Reference to '$$' is not supported.");
    assert_eq!(refused("$states.input.items[price > 3]^(qty){sku: price}.$"), "");
    assert_eq!(refused("$states.input.a ?? 1"), "0..20 the operator `??` needs JSONata 2.1; Step Functions runs 2.0.6");
}

#[test]
fn limits_speak_as_the_service_does() {
    let deep = "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive";
    check(&format!("1{}", "+1".repeat(99)), "100");
    check(&format!("1{}", "+1".repeat(100)), &format!("U1001: {deep}"));
    check(&format!("{}1{}", "(".repeat(99), ")".repeat(99)), "1");
    check(&format!("{}1{}", "(".repeat(100), ")".repeat(100)), &format!("U1001: {deep}"));
    check("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(31))", "31");
    check("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(32))", &format!("U1001: {deep}"));
    check("$count([1..900000].($))", "U1001: Expression evaluation memory limit exceeded: Check for excessive memory usage");
    check("$count($range(1, 360145, 1))", "360145");
    check("$range(1, 360146, 1)", "U1001: Expression evaluation memory limit exceeded: Check for excessive memory usage");
}

#[test]
fn errors_name_code_token_position_and_range() {
    for (text, code, token, position, range) in [
        ("1 + 'a'", "T2002", Some("+"), 3, 0..7),
        ("$sum('a')", "T0412", Some("sum"), 5, 0..9),
        ("foo", "", None, 0, 0..0),
        ("$sum(", "S0203", Some("(end)"), 5, 5..5),
        ("[1, 2", "S0203", Some("(end)"), 5, 5..5),
        ("a.", "S0207", Some("(end)"), 2, 2..2),
        ("a b", "S0201", Some("b"), 3, 2..3),
        ("'é' + 1", "T2001", Some("+"), 5, 0..8),
        ("1 in [", "S0203", Some("(end)"), 6, 6..6),
        ("* = 1 ! 2", "S0204", Some("!"), 7, 6..7),
    ] {
        let expression = Expression::compile(text, Dialect::Standard);
        let bindings = Bindings { input: Some(&Value::Null), states: None, variables: &Object::new() };
        let result =
            expression.and_then(|compiled| compiled.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), Budget::default()));
        match result {
            Ok(_) => assert_eq!(code, "", "{text}"),
            Err(error) => {
                assert_eq!((error.code, error.token.as_deref(), error.position), (code, token, position), "{text}: {error}");
                assert_eq!(error.range, range, "{text}");
            }
        }
    }
}

#[test]
fn a_broken_expression_lists_all_its_errors() {
    let codes = |text: &str| {
        let (_, errors) = Expression::parse(text, Dialect::Extended);
        errors.iter().map(|error| error.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("a + ) & (b"), ["S0211", "S0201"]);
    assert_eq!(codes("$x(1, + 2, 3"), ["S0211", "S0203"]);
    assert_eq!(codes("{'a': , 'b' 2}"), ["S0211", "S0202"]);
    assert_eq!(codes("'open"), ["S0101"]);
    assert_eq!(codes("a.1"), ["S0213"]);
}

#[test]
fn a_trace_holds_the_value_of_every_part() {
    let (expression, errors) = Expression::parse("$sum($states.input.items.(price * qty)) > 10", Dialect::StepFunctions);
    assert!(errors.is_empty());
    let states = parse(STATES).expect("states");
    let bindings = Bindings { input: None, states: Some(&states), variables: &Object::new() };
    let trace = expression.evaluate_traced(&bindings, &mut SeededEnvironment::new(0, 1), Budget::default());
    let value = |part: &str| {
        let found = trace.parts.iter().filter(|(range, _)| &expression.source()[range.clone()] == part);
        found.map(|(_, outcome)| format!("{outcome:?}")).collect::<Vec<_>>()
    };
    assert_eq!(trace.result, Ok(Outcome::Value(Value::Bool(true))));
    assert_eq!(value("price * qty").len(), 2);
    assert_eq!(value("10").len(), 1);
    assert!(value("$sum($states.input.items.(price * qty))")[0].contains("40"));
}

#[test]
fn every_function_is_described_and_its_example_runs() {
    for description in CATALOGUE {
        assert!(description.usage.starts_with(&format!("${}(", description.name)), "{}", description.name);
        assert!(description.summary.ends_with('.'), "{}", description.name);
        let dialect = if description.in_step_functions { Dialect::StepFunctions } else { Dialect::Standard };
        let result = result(description.example, dialect, Budget::default());
        assert!(description.name == "error" || !result.contains(": "), "{}: {result}", description.example);
    }
}

#[test]
fn closures_do_not_keep_their_frames_alive() {
    // A closure bound in the frame it closes over is a cycle, which ends with the evaluation.
    for _ in 0..1000 {
        check("($f := function($n) { $n = 0 ? $f : $f($n - 1) }; $type($f(3)))", "\"function\"");
    }
}
