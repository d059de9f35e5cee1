//! The kinds of inputs that advisories on jsonata-js of 2026 are about: deep recursion, the names of prototypes, and regular
//! expressions that backtrack. Each ends in an error or in nothing, never in a crash or in what lies behind a value.

use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::{NoVariables, SeededEnvironment};
use value::Value;

/// What an expression gives, or the code of its error.
fn evaluate(text: &str) -> Result<Outcome, String> {
    let states = Value::object([("input", Value::object([("a", 1)]))]);
    let expression = Expression::compile(text, Dialect::StepFunctions).map_err(|_| "refused".to_owned())?;
    let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
    expression.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), Budget::default()).map_err(|error| error.code.to_string())
}

#[test]
fn deep_and_endless_recursion_is_an_error() {
    let work = std::thread::Builder::new().stack_size(64 << 20).spawn(recursion);
    work.expect("a thread").join().expect("no crash");
}

fn recursion() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
    for text in [
        "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100000))".to_owned(),
        "($f := function() { $f() }; $f())".to_owned(),
        "($f := function($x) { [$f([$x, $x])] }; $f(1))".to_owned(),
        "($f := function($n) { $map([1, 2], function($v) { $f($n + $v) }) }; $f(0))".to_owned(),
        "($f := λ($n) { $reduce([1, 2, 3], λ($a, $b) { $f($n) }) }; $f(0))".to_owned(),
        nested("(", ")"),
        nested("[", "]"),
        nested("{'a': ", "}"),
        nested("function() { ", " }"),
        format!("{}1", "-".repeat(20_000)),
        format!("$states.input{}", "[a]".repeat(200_000)),
    ] {
        let given = evaluate(&text);
        let deep_path = text.contains("[a][a]");
        assert!(given.is_err() || deep_path, "{}: {given:?}", &text[..text.len().min(60)]);
    }
}

#[test]
fn the_names_of_prototypes_are_names_like_others() {
    for text in [
        "$states.input.__proto__",
        "$states.input.constructor",
        "$states.input.constructor.constructor",
        "$lookup($states.input, '__proto__')",
        "$lookup($states.input, 'hasOwnProperty')",
        "$states.input.toString",
        "[1].length",
        "('text').length",
        "$merge([{'__proto__': {'polluted': true}}, {}]).polluted",
        "($merge([{'__proto__': {'polluted': true}}]); {}.polluted)",
        "($x := {'constructor': {'prototype': {'polluted': 1}}}; {'a': 1}.polluted)",
        "($states.input ~> |$|{'__proto__': {'polluted': 1}}|).polluted",
        "$string.prototype",
    ] {
        assert!(evaluate(text) == Ok(Outcome::Undefined), "{text}: {:?}", evaluate(text));
    }
    for text in
        ["{'__proto__': 1}.__proto__", "$lookup({'constructor': 1}, 'constructor')", "$spread({'__proto__': 1}).__proto__"]
    {
        assert_eq!(evaluate(text), Ok(Outcome::Value(Value::from(1))), "{text}");
    }
    for text in ["$constructor('return 1')()", "$string.constructor('return 1')()", "$eval('1')", "$states.constructor()"] {
        assert!(evaluate(text).is_err(), "{text}: {:?}", evaluate(text));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this is about real time")]
fn regular_expressions_that_backtrack_end() {
    let text = format!("'{}!'", "a".repeat(1_000));
    for pattern in ["/^(a+)+$/", "/^(a|a)*$/", "/^(a|aa)+$/", "/(.*a){25}$/", "/^(([a-z])+.)+[A-Z]([a-z])+$/", "/(a*)*b/"] {
        for call in ["$match(TEXT, PATTERN)", "$contains(TEXT, PATTERN)", "$replace(TEXT, PATTERN, 'x')", "$split(TEXT, PATTERN)"]
        {
            let call = call.replace("TEXT", &text).replace("PATTERN", pattern);
            let start = std::time::Instant::now();
            drop(evaluate(&call));
            assert!(start.elapsed().as_secs() < 20, "{pattern}");
        }
    }
}
