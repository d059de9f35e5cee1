//! Choice conditions as JSONata.

use value::Value;

use super::super::Refusal;
use super::paths::{literal, path};
use crate::definition::{Comparison, Condition, Setting};

/// The condition as a boolean expression.
pub(super) fn condition(condition: &Condition, base: &str, nested: bool) -> Result<String, Refusal> {
    let joined = |parts: &[Condition], word: &str| {
        let parts = parts.iter().map(|part| self::condition(part, base, true)).collect::<Result<Vec<_>, _>>()?;
        let text = parts.join(word);
        Ok(if nested && parts.len() > 1 { format!("({text})") } else { text })
    };
    match condition {
        Condition::And(parts) => joined(parts, " and "),
        Condition::Or(parts) => joined(parts, " or "),
        Condition::Not(inner) => Ok(format!("$not({})", self::condition(inner, base, false)?)),
        Condition::Comparison(comparison) => compared(comparison, base),
        Condition::Expression(setting) => match &setting.value {
            Setting::Value(value) => Ok(value.to_string()),
            Setting::Expression(_) => Err(Refusal::new("a rule is in JSONata already")),
        },
    }
}

fn compared(comparison: &Comparison, base: &str) -> Result<String, Refusal> {
    let variable = comparison.variable.as_ref().ok_or_else(|| Refusal::new("a comparison has no `Variable`"))?;
    let left = path(&variable.value, base)?;
    let operator = &*comparison.operator.value;
    let operand = &comparison.operand.value;
    let wanted = operand.as_bool() != Some(false);
    let tested = |name: &str| Ok(format!("$type({left}) {} '{name}'", if wanted { "=" } else { "!=" }));
    match operator {
        "IsPresent" => return Ok(if wanted { format!("$exists({left})") } else { format!("$not($exists({left}))") }),
        "IsNull" => return tested("null"),
        "IsString" => return tested("string"),
        "IsNumeric" => return tested("number"),
        "IsBoolean" => return tested("boolean"),
        "StringMatches" => {
            let pattern = operand.as_str().ok_or_else(|| Refusal::new("`StringMatches` has no pattern"))?;
            return Ok(guarded(&left, "string", &format!("$contains({left}, /^{}$/)", regex(pattern))));
        }
        _ => {}
    }
    let (bare, by_path) = operator.strip_suffix("Path").map_or((operator, false), |bare| (bare, true));
    let family = ["String", "Numeric", "Boolean", "Timestamp"].into_iter().find(|family| bare.starts_with(family));
    let family = family.ok_or_else(|| Refusal::new(format!("`{operator}` has no equal in JSONata")))?;
    let sign = match bare.strip_prefix(family) {
        Some("Equals") => "=",
        Some("LessThan") => "<",
        Some("GreaterThan") => ">",
        Some("LessThanEquals") => "<=",
        Some("GreaterThanEquals") => ">=",
        _ => return Err(Refusal::new(format!("`{operator}` has no equal in JSONata"))),
    };
    let right = match operand {
        Value::String(text) if text.contains("${") => return Err(Refusal::new(format!("`{text}` holds a placeholder"))),
        Value::String(text) if by_path => path(text, base)?,
        Value::String(text) => literal(text),
        other => other.to_json(),
    };
    // Values of other types never compare in JSONPath; JSONata would fail, or find them equal.
    let compares = sign != "=" || by_path;
    Ok(match family {
        "Timestamp" => {
            let times = if by_path { vec![&left, &right] } else { vec![&left] };
            let tests = times.into_iter().map(|text| format!("$type({text}) = 'string' and $contains({text}, {TIME})"));
            let tests = tests.collect::<Vec<_>>().join(" and ");
            format!("({tests} and $toMillis({left}) {sign} $toMillis({right}))")
        }
        "String" if compares => {
            let test = guarded(&left, "string", &format!("{left} {sign} {right}"));
            if by_path { guarded(&right, "string", &test) } else { test }
        }
        "Numeric" if compares => {
            let test = guarded(&left, "number", &format!("{left} {sign} {right}"));
            if by_path { guarded(&right, "number", &test) } else { test }
        }
        "Boolean" if compares => guarded(&left, "boolean", &format!("{left} {sign} {right}")),
        _ => format!("{left} {sign} {right}"),
    })
}

/// A timestamp as the language wants it.
const TIME: &str = "/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$/";

/// A test of a value that must be of a type for it.
fn guarded(value: &str, kind: &str, test: &str) -> String {
    format!("($type({value}) = '{kind}' and {test})")
}

/// A pattern with `*` as a regular expression.
fn regex(pattern: &str) -> String {
    let mut result = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        let plain = match letter {
            '*' => {
                // A dot would stop at the end of a line.
                result.push_str("[\\s\\S]*");
                continue;
            }
            '\\' => letters.next().unwrap_or('\\'),
            other => other,
        };
        if !plain.is_alphanumeric() && plain != ' ' && plain != '_' && plain.is_ascii() {
            result.push('\\');
        }
        result.push(plain);
    }
    result
}
