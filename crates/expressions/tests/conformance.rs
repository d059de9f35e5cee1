//! The cases of the reference implementation's suite, read from the folder that STEPWRIGHT_CONFORMANCE names.

use expressions::SeededEnvironment;
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use value::{Object, Value, parse};

/// What a case expects, in words, or what it got instead.
fn run(case: &Value, datasets: &Value) -> Result<(), String> {
    let text = |name: &str| case.get(name).and_then(Value::as_str);
    let expression = text("expr").unwrap_or_default();
    let data = match text("dataset") {
        Some(name) => datasets.get(name).cloned(),
        None => case.get("data").cloned(),
    };
    let empty = Object::new();
    let bindings = case.get("bindings").and_then(Value::as_object).map_or(&empty, |object| &**object);
    let depth = case.get("depth").and_then(Value::as_i64).unwrap_or(400) as usize;
    let budget = Budget { steps: 50_000_000, depth, memory: 400_000_000 };
    let bindings = Bindings { input: data.as_ref(), states: None, variables: bindings };
    let result = Expression::compile(expression, Dialect::Extended)
        .and_then(|compiled| compiled.evaluate(&bindings, &mut SeededEnvironment::new(1_700_000_000_000, 1), budget));
    let error = case.get("error");
    let code = text("code").or_else(|| error.and_then(|error| error.get("code")).and_then(Value::as_str));
    let token = text("token").or_else(|| error.and_then(|error| error.get("token")).and_then(Value::as_str));
    let message = error.and_then(|error| error.get("message")).and_then(Value::as_str);
    match (result, code) {
        (Err(error), Some(code)) if error.code != code => Err(format!("expected {code}, got {error}")),
        (Err(error), Some(_)) => match (token, message) {
            (Some(token), _) if error.token.as_deref() != Some(token) => {
                Err(format!("expected token {token}, got {:?}", error.token))
            }
            (_, Some(message)) if error.message != message => Err(format!("expected {message}, got {}", error.message)),
            _ => Ok(()),
        },
        (Ok(outcome), Some(code)) => Err(format!("expected {code}, got {outcome:?}")),
        (Err(error), None) => Err(format!("{error}")),
        (Ok(Outcome::Undefined), None) if case.get("undefinedResult").is_some() => Ok(()),
        (Ok(outcome), None) if case.get("undefinedResult").is_some() => Err(format!("expected nothing, got {outcome:?}")),
        (Ok(Outcome::Value(value)), None) => {
            let wanted = case.get("result").cloned().unwrap_or_default();
            let unordered = case.get("unordered").is_some();
            if value == wanted || (unordered && sorted(&value) == sorted(&wanted)) {
                Ok(())
            } else {
                Err(format!("expected {}, got {}", wanted.to_json(), value.to_json()))
            }
        }
        (Ok(outcome), None) => {
            Err(format!("expected {}, got {outcome:?}", case.get("result").cloned().unwrap_or_default().to_json()))
        }
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let mut items: Vec<String> = value.as_array().map_or(Vec::new(), |items| items.iter().map(Value::to_json).collect());
    items.sort();
    items
}

#[test]
fn the_reference_suite_passes() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder");
        return;
    };
    let text = std::fs::read_to_string(std::path::Path::new(&folder).join("jsonata_cases.json")).expect("jsonata_cases.json");
    // The data nests too deeply for one case and holds lone surrogates in others, which no UTF-8 text can.
    let file = parse(&text.replace("\\ud800", "\\ufffd")).expect("JSON");
    let datasets = file.get("datasets").cloned().unwrap_or_default();
    let only = std::env::var("ONLY").ok();
    let handle = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
        for case in file.get("cases").and_then(Value::as_array).expect("cases").iter() {
            let id = case.get("id").and_then(Value::as_str).unwrap_or_default();
            let expression = case.get("expr").and_then(Value::as_str).unwrap_or_default();
            if only.as_deref().is_some_and(|only| !id.contains(only)) {
                continue;
            }
            if expression.contains("$eval") || expression.contains('\u{fffd}') {
                skipped += 1;
                continue;
            }
            match run(case, &datasets) {
                Ok(()) => passed += 1,
                Err(why) => failed.push(format!("{id}\n    {expression}\n    {}", why.chars().take(600).collect::<String>())),
            }
        }
        println!("{passed} passed, {skipped} skipped ($eval, lone surrogates), {} failed", failed.len());
        failed
    });
    let failed = handle.expect("thread").join().expect("no panic");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
