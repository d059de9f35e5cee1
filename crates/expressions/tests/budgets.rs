//! Every function ends within its budgets, whatever it is given: within two seconds and 256 MB, with a value or an error.

use std::time::{Duration, Instant};

use expressions::jsonata::{Bindings, Budget, CATALOGUE, Dialect, Expression};
use expressions::{NoVariables, SeededEnvironment};
use value::Value;

/// The kilobytes that this process has held at most since [`forget`], where the system tells.
fn held(what: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn forget() {
    // Linux takes a 5 as the wish to start the high-water mark anew; elsewhere only time is measured.
    drop(std::fs::write("/proc/self/clear_refs", "5"));
}

/// Inputs of about so many bytes.
fn inputs(bytes: usize) -> Value {
    let repeated = |piece: &str| Value::from(piece.repeat(bytes / piece.len()));
    let numbers: Vec<Value> = (0..bytes / 16).map(|index| Value::from(index as i64 % 1000)).collect();
    let texts: Vec<Value> = (0..bytes / 32).map(|index| Value::from(format!("t{index}"))).collect();
    let objects: Vec<Value> = (0..bytes / 96).map(|index| Value::object([(format!("k{index}"), index as i64)])).collect();
    let members = (0..bytes / 64).map(|index| (format!("k{index}"), index as i64));
    Value::object([
        ("text", repeated("ab c, ")),
        ("digits", repeated("1234567890")),
        ("escapes", repeated("%C3%A4")),
        ("picture", repeated("[Y,900][Ww]-")),
        ("zeros", repeated("#,##0.00;")),
        ("json", Value::from(format!("[{}1]", "1,".repeat(bytes / 2)))),
        ("numbers", Value::from(numbers)),
        ("texts", Value::from(texts)),
        ("objects", Value::from(objects)),
        ("object", Value::object(members)),
    ])
}

/// Calls of every function with every input in the first place, and odd ones.
fn calls() -> Vec<String> {
    let first = ["text", "digits", "escapes", "picture", "zeros", "json", "numbers", "texts", "objects", "object"];
    let more =
        ["", ", 'b'", ", /b/", ", 2", ", /[a-c ]+/, 'x'", ", $i.text", ", $i.picture", ", $i.zeros", ", function($v) { $v }"];
    let mut calls = Vec::new();
    for function in CATALOGUE.iter().filter(|function| function.in_step_functions) {
        for first in first {
            calls.extend(more.iter().map(|more| format!("${}($i.{first}{more})", function.name)));
        }
    }
    let odd = [
        "$toMillis($i.digits, $i.picture)",
        "$fromMillis(1, $i.picture)",
        "$now($i.picture)",
        "$formatNumber(1, $i.zeros)",
        "$formatNumber(1, '#', {'decimal-separator': $i.text})",
        "$formatInteger(1, $i.zeros)",
        "$formatInteger(1e15, 'I')",
        "$parseInteger($i.text, 'w')",
        "$pad('x', 1e9)",
        "$split($i.text, /[ ,]/)",
        "$match($i.text, /b/)",
        "$replace($i.text, /b/, '$0$0$0$0')",
        "$replace($i.text, 'a', $i.text)",
        "$join($i.texts, $i.text)",
        "$match($i.text, /(a|b| |c|,)*x/)",
        "($f := function($a, $n) { $n = 0 ? $a : $f($append($a, $a), $n - 1) }; $f($i.numbers, 40))",
        "($f := function($a, $n) { $n = 0 ? $a : $f([$a, $a], $n - 1) }; $string($f($i.numbers, 40)))",
        "($f := function($a, $n) { $n = 0 ? $a : $f($a & $a, $n - 1) }; $f($i.text, 40))",
        "$reduce($i.numbers, function($a, $n) { $append($a, $n) }, [])",
        "$reduce($i.texts, function($a, $n) { $a & $n }, '')",
        "$distinct($append($i.objects, $i.objects))",
        "$distinct([1..800000])",
        "$sort($i.texts)",
        "$i.numbers ~> $map(function($n) { $i.text })",
        "$map($i.numbers, function($n) { $uppercase($i.text) })",
    ];
    calls.extend(odd.map(str::to_owned));
    calls
}

#[expect(clippy::disallowed_methods, reason = "this is about real time")]
fn run(bytes: usize) {
    let states = Value::object([("input", inputs(bytes))]);
    // Of a build that is not optimised only what never ends is found; its machine may be busy, too.
    let longest = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
    let mut slow = Vec::new();
    for call in calls() {
        let text = call.replace("$i.", "$states.input.");
        let Ok(expression) = Expression::compile(&text, Dialect::StepFunctions) else { continue };
        let bindings = Bindings { input: None, states: Some(&states), variables: &NoVariables };
        forget();
        let (before, start) = (held("VmRSS:"), Instant::now());
        drop(expression.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), Budget::default()));
        let (time, held) = (start.elapsed(), held("VmHWM:").saturating_sub(before));
        if time > longest || held > 256 << 10 {
            println!("{call} at {bytes} bytes: {time:?}, {} MB", held >> 10);
            slow.push(call);
        }
    }
    assert!(slow.is_empty(), "{} of the calls at {bytes} bytes, see above", slow.len());
}

#[test]
fn every_function_ends_within_its_budgets() {
    let work = || {
        run(10 << 10);
        if cfg!(debug_assertions) {
            println!("skipped: larger inputs are for optimised builds, whose speed counts");
            return;
        }
        run(1 << 20);
        run(100 << 20);
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread").join().expect("within the budgets");
}
