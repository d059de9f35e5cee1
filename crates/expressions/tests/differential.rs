//! Random expressions over random data, and the corners of the language, evaluated here and by the reference implementation
//! in Node.js.
//!
//! `STEPWRIGHT_DIFFERENTIAL` is the number of pairs, `STEPWRIGHT_SEED` where the random numbers start,
//! `STEPWRIGHT_PEERS` a folder whose `node_modules` holds `jsonata` (by default `bench`), and `STEPWRIGHT_WORDS` asks for
//! every difference that is explained and every error that is told in other words or for another place.

#[path = "differential/agreement.rs"]
mod agreement;
#[path = "differential/data.rs"]
mod data;
#[path = "differential/generator.rs"]
mod generator;
#[path = "differential/pictures.rs"]
mod pictures;
#[path = "differential/reference.rs"]
mod reference;

use std::collections::BTreeMap;

use agreement::{Agreement, agreement};
use data::{Chance, data, object};
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::{NoVariables, SeededEnvironment};
use generator::expression;
use value::{Value, parse};

/// An expression, what it is evaluated with, and what it gives here.
struct Pair {
    expression: String,
    data: Value,
    ours: Value,
}

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

/// Evaluates on a thread with room for the deepest recursion of a debug build.
fn evaluated(make: impl FnOnce() -> Vec<(String, Value)> + Send + 'static) -> Vec<Pair> {
    let evaluate = |(expression, data): (String, Value)| Pair { ours: ours(&expression, &data), expression, data };
    let work = std::thread::Builder::new().stack_size(256 << 20).spawn(move || make().into_iter().map(evaluate).collect());
    work.expect("a thread").join().expect("no panic")
}

/// Asks the reference and fails with every difference that nothing explains.
fn compare(pairs: &[Pair]) {
    let Some(answers) = reference::answers(pairs) else { return };
    let mut differences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut explained: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut places, mut words) = (0, 0);
    let words_wanted = std::env::var_os("STEPWRIGHT_WORDS").is_some();
    for (pair, answer) in pairs.iter().zip(&answers) {
        let theirs = answer.get("mended").or_else(|| answer.get("plain")).cloned().unwrap_or_default();
        let shown = || {
            let (text, data) = (&pair.expression, pair.data.to_json());
            format!("{text}\n    on {data}\n    ours   {}\n    theirs {}", pair.ours.to_json(), answer.to_json())
        };
        match agreement(&pair.expression, &pair.ours, answer) {
            Agreement::Same => {}
            Agreement::Explained(reason) => {
                *explained.entry(reason).or_default() += 1;
                if words_wanted {
                    println!("{reason}: {}", shown());
                }
            }
            Agreement::None => {
                let kind = |answer: &Value| answer.get("code").map_or("a value".to_owned(), Value::to_json);
                let kinds = format!("{} for {}", kind(&pair.ours), kind(&theirs));
                differences.entry(kinds).or_default().push(shown());
            }
        }
        if pair.ours.get("code").is_some() && pair.ours.get("code") == theirs.get("code") {
            // Where the reference has no position ours is as good as any.
            let place = |answer: &Value| answer.get("position").and_then(Value::as_i64);
            let elsewhere = place(&theirs).is_some_and(|theirs| place(&pair.ours) != Some(theirs));
            let differs = (elsewhere, pair.ours.get("message") != theirs.get("message"));
            places += usize::from(differs.0);
            words += usize::from(differs.1);
            if words_wanted && (differs.0 || differs.1) {
                println!("{}", shown());
            }
        }
    }
    let total: usize = differences.values().map(Vec::len).sum();
    println!("{} pairs: {total} differ; errors for another place: {places}, in other words: {words}", pairs.len());
    explained.iter().for_each(|(reason, count)| println!("  {count} explained: {reason}"));
    let most = setting("STEPWRIGHT_SHOWN", 4) as usize;
    let shown = differences
        .iter()
        .map(|(kind, cases)| format!("{} × {kind}\n  {}", cases.len(), cases[..cases.len().min(most)].join("\n  ")));
    assert!(differences.is_empty(), "{}", shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn random_expressions_give_what_the_reference_implementation_gives() {
    let (count, seed) = (setting("STEPWRIGHT_DIFFERENTIAL", 2000), setting("STEPWRIGHT_SEED", 1));
    compare(&evaluated(move || {
        let pair = |index| {
            let chance = &mut Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(index));
            let data = if chance.below(6) == 0 { data(chance, 3) } else { object(chance, 3) };
            let depth = 1 + chance.below(4);
            let expression = if chance.below(5) == 0 { pictures::call(chance) } else { expression(chance, depth) };
            (expression, data)
        };
        (0..count).map(pair).collect()
    }));
}

#[test]
fn the_corners_of_the_language_are_where_the_reference_implementation_has_them() {
    let data = parse(include_str!("differential/corners.json")).expect("the data");
    let lines = include_str!("differential/corners.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let expressions: Vec<String> = lines.map(str::to_owned).collect();
    compare(&evaluated(move || expressions.into_iter().map(|expression| (expression, data.clone())).collect()));
}
