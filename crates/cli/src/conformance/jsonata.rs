//! Cases of the JSONata suite: an expression, its data and what it gives.

use expressions::SeededEnvironment;
use expressions::jsonata::{Bindings, Budget, Dialect, Error, Expression, Outcome};
use value::{Object, Value};

use super::Verdict;

/// Enough for every case of the suite; its data are larger than what the service lets an expression build.
const BUDGET: Budget = Budget { steps: 50_000_000, depth: 400, memory: 400_000_000 };

/// Runs one case. `contents` is the file, for its datasets.
pub fn run(case: &Value, contents: &Value) -> Verdict {
    let text = |name: &str| case.get(name).and_then(Value::as_str);
    let expression = text("expr").unwrap_or_default();
    if expression.contains("$eval") {
        return Verdict::Skipped("`$eval` is not offered: Step Functions has none".to_owned());
    }
    if expression.contains(char::REPLACEMENT_CHARACTER) {
        return Verdict::Skipped("a lone surrogate cannot be held in UTF-8".to_owned());
    }
    let data = match text("dataset") {
        Some(name) => contents.get("datasets").and_then(|datasets| datasets.get(name)),
        None => case.get("data"),
    };
    let empty = Object::new();
    let bindings = case.get("bindings").and_then(Value::as_object).map_or(&empty, |object| &**object);
    let bindings = Bindings { input: data, states: None, variables: bindings };
    let depth = case.get("depth").and_then(Value::as_i64).and_then(|depth| usize::try_from(depth).ok());
    let budget = Budget { depth: depth.unwrap_or(BUDGET.depth), ..BUDGET };
    let result = Expression::compile(expression, Dialect::Extended)
        .and_then(|compiled| compiled.evaluate(&bindings, &mut SeededEnvironment::new(1_700_000_000_000, 1), budget));
    let answer = match &result {
        Ok(Outcome::Value(value)) => value.clone(),
        Ok(Outcome::Undefined) => Value::from("(nothing)"),
        Ok(Outcome::Function) => Value::from("(function)"),
        Err(error) => Value::from(error.to_string()),
    };
    match difference(case, &result) {
        None => Verdict::Passed(answer),
        Some(difference) => Verdict::Failed(answer, difference),
    }
}

fn difference(case: &Value, result: &Result<Outcome, Error>) -> Option<String> {
    let error = case.get("error");
    let field = |name: &str| case.get(name).or_else(|| error.and_then(|error| error.get(name))).and_then(Value::as_str);
    match (result, field("code")) {
        (Err(error), Some(code)) => {
            let differs = |wanted: Option<&str>, found: Option<&str>| wanted.is_some() && wanted != found;
            if error.code != code {
                Some(format!("expected the error {code}"))
            } else if differs(field("token"), error.token.as_deref()) {
                Some(format!("expected the token {:?}, not {:?}", field("token"), error.token))
            } else if error_message(case).is_some_and(|message| message != error.message) {
                Some(format!("expected the message {:?}", error_message(case)))
            } else {
                None
            }
        }
        (Ok(_), Some(code)) => Some(format!("expected the error {code}")),
        (Err(_), None) => Some("expected a result".to_owned()),
        (Ok(outcome), None) if case.get("undefinedResult").is_some() => {
            (*outcome != Outcome::Undefined).then(|| "expected nothing".to_owned())
        }
        (Ok(outcome), None) => {
            let wanted = case.get("result").cloned().unwrap_or_default();
            let same = match outcome {
                Outcome::Value(value) if case.get("unordered").is_some() => sorted(value) == sorted(&wanted),
                Outcome::Value(value) => *value == wanted,
                _ => false,
            };
            (!same).then(|| format!("expected {}", wanted.to_json()))
        }
    }
}

fn error_message(case: &Value) -> Option<&str> {
    case.get("error").and_then(|error| error.get("message")).and_then(Value::as_str)
}

/// The items as texts in order, for results whose order is not told.
fn sorted(value: &Value) -> Vec<String> {
    let mut items: Vec<String> =
        value.as_array().map_or_else(|| vec![value.to_json()], |items| items.iter().map(Value::to_json).collect());
    items.sort();
    items
}

/// A JSON text with its escaped lone surrogates replaced, which no UTF-8 text can hold.
pub fn without_lone_surrogates(json: &str) -> String {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut text = String::with_capacity(json.len());
    let mut at = 0;
    while at < json.len() {
        let rest = &json[at..];
        if !rest.starts_with('\\') {
            let end = rest.find('\\').unwrap_or(rest.len());
            text.push_str(&rest[..end]);
            at += end;
            continue;
        }
        let length = match unit(at) {
            Some(0xd800..0xdc00) if matches!(unit(at + 6), Some(0xdc00..0xe000)) => 12,
            Some(0xd800..0xe000) => {
                text.push_str("\\ufffd");
                at += 6;
                continue;
            }
            _ => rest.chars().take(2).map(char::len_utf8).sum(),
        };
        text.push_str(&rest[..length]);
        at += length;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_lone_surrogates;

    #[test]
    fn only_lone_surrogates_are_replaced() {
        for (text, expected) in [
            (r#""\ud800""#, r#""\ufffd""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\\ud800""#, r#""\\ud800""#),
            (r#""\udc00\ud83dx""#, r#""\ufffd\ufffdx""#),
        ] {
            assert_eq!(without_lone_surrogates(text), expected);
        }
    }
}
