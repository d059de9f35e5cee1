//! Which case file holds what, and who runs each kind of case.

use value::Value;

use super::report::Report;
use super::{Verdict, definition, execution, jsonata, test_state};
use crate::outcome::Usage;

/// Runs every case of a file.
pub fn run_file(file: &str, contents: &Value, report: &mut Report) -> Result<(), Usage> {
    let cases = contents.get("cases").and_then(Value::as_array);
    let cases = cases.ok_or_else(|| Usage(format!("`{file}` holds no `cases`, so it is no case file")))?;
    for case in cases.iter() {
        let kind = kind_of(case);
        let verdict = match kind {
            "execution" => execution::run(case),
            "jsonata" => jsonata::run(case, contents),
            "test_state" => test_state::run(case),
            "create_error" => definition::create_error(case),
            "validate" => definition::validate(case),
            "variable_references" => definition::references(case),
            "lint" => definition::accepted(case),
            "api_error" => Verdict::Skipped("checks of the account's API are not simulated".to_owned()),
            other => Verdict::Skipped(format!("cases of kind `{other}` are not run yet")),
        };
        report.add(case, kind, verdict);
    }
    Ok(())
}

fn kind_of(case: &Value) -> &str {
    match case.get("kind").and_then(Value::as_str) {
        Some(kind) => kind,
        None if case.get("expr").is_some() || case.get("expression").is_some() => "jsonata",
        None => "lint",
    }
}
