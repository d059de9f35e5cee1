//! Random expressions over random data, evaluated here and by the reference implementation in Node.js.
//!
//! `STEPWRIGHT_DIFFERENTIAL` is the number of pairs, `STEPWRIGHT_SEED` where the random numbers start,
//! `STEPWRIGHT_PEERS` a folder whose `node_modules` holds `jsonata` (by default `bench`).

#[path = "differential/generator.rs"]
mod generator;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::{NoVariables, SeededEnvironment};
use generator::{Chance, data, expression, object, picture};
use value::{Value, parse};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What we give, in the form the reference's answers have.
fn ours(expression: &str, data: &Value) -> Value {
    let bindings = Bindings { input: Some(data), states: None, variables: &NoVariables };
    let budget = Budget { steps: 5_000_000, depth: 400, memory: 100_000_000 };
    let result = Expression::compile(expression, Dialect::Standard)
        .and_then(|compiled| compiled.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), budget));
    match result {
        Ok(Outcome::Value(value)) => Value::object([("value", value)]),
        Ok(Outcome::Undefined) => Value::object(Vec::<(&str, Value)>::new()),
        Ok(Outcome::Function) => Value::object([("function", true)]),
        Err(error) => Value::object([
            ("code", Value::from(error.code)),
            ("position", Value::from(error.position as i64)),
            ("message", Value::from(error.message)),
        ]),
    }
}

/// Whether both answers are the same, or differ for a known reason:
///
/// - An error without a code is one of the reference's host language, which we do not have.
/// - The reference evaluates the members of arrays and objects at the same time, so that with several errors chance decides.
/// - A transform that puts a value into itself makes a cycle there, and is an error here.
/// - A transform there changes what its pattern finds outside of the copy, here nothing but the copy.
/// - It puts an undefined item into an empty array of the data that is grouped, which later parts see.
/// - It puts separators of irregular groups before digits that are not there.
fn agree(expression: &str, data: &Value, ours: &Value, theirs: &Value) -> bool {
    if expression.starts_with("$formatNumber(") && expression.matches(',').count() > 2 {
        return true;
    }
    if expression.contains('{') && data.to_json().contains("[]") {
        return true;
    }
    let at_once = expression.contains(['[', '{']);
    let dynamic = |code: &Value| code.as_str().is_some_and(|code| !code.starts_with('S'));
    match (ours.get("code"), theirs.get("code")) {
        (_, Some(Value::Null)) => true,
        _ if expression.contains("~> |$$") => true,
        (Some(Value::String(code)), None) if &**code == "U1001" => expression.contains("~> |"),
        (Some(ours), Some(theirs)) => ours == theirs || (at_once && dynamic(ours) && dynamic(theirs)),
        (None, None) => same(ours, theirs),
        _ => false,
    }
}

/// Equality up to the last digits of sums, and to undefined items put into empty arrays.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64(), other.as_f64());
            one == other || (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
        }
        (Value::Null, Value::String(text)) | (Value::String(text), Value::Null) => &**text == "not finite",
        (Value::Number(number), Value::String(text)) | (Value::String(text), Value::Number(number)) => {
            &**text == "not finite" && !number.as_f64().is_finite()
        }
        (Value::Array(one), Value::Array(other)) if one.len() < other.len() => {
            let held = |items: &[Value]| items.iter().filter(|item| !item.is_null()).cloned().collect::<Vec<_>>();
            let (one, other) = (held(one), held(other));
            one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| same(one, other))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

#[test]
fn random_expressions_give_what_the_reference_implementation_gives() {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let peers = std::env::var_os("STEPWRIGHT_PEERS").map_or_else(|| manifest.join("../../bench"), PathBuf::from);
    if !peers.join("node_modules/jsonata").is_dir() {
        println!("skipped: the reference implementation is not installed in {}", peers.display());
        return;
    }
    let (count, seed) = (setting("STEPWRIGHT_DIFFERENTIAL", 2000), setting("STEPWRIGHT_SEED", 1));
    let work = std::thread::Builder::new().stack_size(256 << 20).spawn(move || {
        (0..count)
            .map(|index| {
                let chance = &mut Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(index));
                let data = if chance.below(6) == 0 { data(chance, 3) } else { object(chance, 3) };
                let depth = 1 + chance.below(4);
                let expression = if chance.below(5) == 0 { picture(chance) } else { expression(chance, depth) };
                let ours = ours(&expression, &data);
                (expression, data, ours)
            })
            .collect::<Vec<_>>()
    });
    let pairs = work.expect("a thread").join().expect("no panic");
    let mut node = Command::new("node")
        .arg(manifest.join("tests/differential/reference.mjs"))
        .arg(&peers)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = node.stdin.take().expect("its input");
    let lines: Vec<String> = pairs
        .iter()
        .map(|(expression, data, _)| {
            Value::object([("expression", Value::from(expression.as_str())), ("data", data.clone())]).to_json()
        })
        .collect();
    let writer = std::thread::spawn(move || lines.iter().try_for_each(|line| writeln!(input, "{line}")));
    let output = node.wait_with_output().expect("node ends");
    writer.join().expect("no panic").expect("all pairs were sent");
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    let mut differences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut answered, mut places, mut words) = (0, 0, 0);
    for ((expression, data, ours), answer) in pairs.iter().zip(answers.lines()) {
        let theirs = parse(answer).expect("JSON");
        answered += 1;
        if ours.get("code").is_some() && ours.get("code") == theirs.get("code") && !expression.contains(['[', '{']) {
            // Where the reference has no position we say 0.
            let place = |answer: &Value| answer.get("position").and_then(Value::as_i64).unwrap_or(0);
            let differs = (place(ours) != place(&theirs), ours.get("message") != theirs.get("message"));
            places += usize::from(differs.0);
            words += usize::from(differs.1);
            if std::env::var_os("STEPWRIGHT_WORDS").is_some() && (differs.0 || differs.1) {
                println!("{expression}\n    ours   {}\n    theirs {}", ours.to_json(), theirs.to_json());
            }
        }
        if !agree(expression, data, ours, &theirs) {
            let kind = |answer: &Value| answer.get("code").map_or("a value".to_owned(), Value::to_json);
            let case = format!(
                "{expression}\n    on {}\n    ours   {}\n    theirs {}",
                data.to_json(),
                ours.to_json(),
                theirs.to_json()
            );
            differences.entry(format!("{} for {}", kind(ours), kind(&theirs))).or_default().push(case);
        }
    }
    assert_eq!(answered, count, "every pair is answered");
    let total: usize = differences.values().map(Vec::len).sum();
    println!("{count} pairs: {total} differ; errors of one code with another position: {places}, with another message: {words}");
    let shown = differences
        .iter()
        .map(|(kind, cases)| format!("{} × {kind}\n  {}", cases.len(), cases[..cases.len().min(4)].join("\n  ")));
    assert!(differences.is_empty(), "{}", shown.collect::<Vec<_>>().join("\n"));
}
