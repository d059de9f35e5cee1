//! Paths and intrinsic function calls as JSONata expressions.

use ::expressions::intrinsic::Call;
use ::expressions::jsonpath::{Path, Root};

use super::super::Refusal;
use crate::tree::quote;

/// A path or call as an expression; `base` is what `$` means.
pub(super) fn expression(text: &str, base: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.contains("${") {
        return Err(Refusal::new(format!("`{text}` holds a placeholder")));
    }
    if !Call::is_call(text) {
        return path(text, base);
    }
    Call::parse(text).map_err(|error| Refusal::new(format!("`{text}`: {}", error.message)))?;
    call(text, base)
}

/// A path as an expression.
pub(super) fn path(text: &str, base: &str) -> Result<String, Refusal> {
    let path = Path::parse(text).map_err(|error| Refusal::new(format!("`{text}`: {}", error.message)))?;
    let mut result = match path.root() {
        Root::Input => base.to_owned(),
        Root::Context => "$states.context".to_owned(),
        Root::Variable(name) => format!("${name}"),
    };
    for range in path.segment_ranges() {
        let step = path.source().get(range).unwrap_or_default();
        result += &self::step(step)
            .ok_or_else(|| Refusal::new(format!("`{text}` may name several values, which JSONata treats otherwise")))?;
    }
    Ok(result)
}

/// A text as a JSONata string.
pub(super) fn literal(text: &str) -> String {
    let plain = !text.contains(['\'', '\\']) && !text.chars().any(char::is_control);
    if plain { format!("'{text}'") } else { quote(text) }
}

/// One step of a path: a name or an index.
fn step(step: &str) -> Option<String> {
    let named = |name: &str| {
        let plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && !matches!(name, "and" | "or" | "in" | "true" | "false" | "null" | "function");
        if plain { Some(format!(".{name}")) } else { (!name.contains('`')).then(|| format!(".`{name}`")) }
    };
    if let Some(name) = step.strip_prefix('.') {
        let word = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
        return if word { named(name) } else { None };
    }
    let inner = step.strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.parse::<i64>().is_ok() {
        return Some(format!("[{inner}]"));
    }
    let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    if name.contains([quote, '\\']) { None } else { named(name) }
}

/// A call that has been parsed without error.
fn call(text: &str, base: &str) -> Result<String, Refusal> {
    let (name, rest) = text.split_once('(').unwrap_or((text, ")"));
    let inner = rest.trim_end().strip_suffix(')').unwrap_or(rest);
    let written = arguments(inner);
    let function = name.trim().trim_start_matches("States.");
    if function == "Format" {
        return format_call(&written, base);
    }
    let values = written.iter().map(|argument| self::argument(argument, base)).collect::<Result<Vec<_>, _>>()?;
    Ok(match (function, values.as_slice()) {
        ("Array", items) => array(items),
        ("ArrayLength", [array]) => format!("$count({array})"),
        ("ArrayContains", [array, value]) => format!("({value} in {array})"),
        ("ArrayGetItem", [array, index]) => format!("{array}[{index}]"),
        ("ArrayPartition", [array, size]) => format!("$partition({array}, {size})"),
        ("ArrayRange", [first, last, step]) => format!("$range({first}, {last}, {step})"),
        ("ArrayUnique", [array]) => format!("$distinct({array})"),
        ("Base64Encode", [value]) => format!("$base64encode({value})"),
        ("Base64Decode", [value]) => format!("$base64decode({value})"),
        ("Hash", [value, algorithm]) => format!("$hash({value}, {algorithm})"),
        ("JsonMerge", [one, other, _]) => format!("$merge([{one}, {other}])"),
        ("JsonToString", [value]) => format!("$string({value})"),
        ("StringToJson", [value]) => format!("$parse({value})"),
        ("MathAdd", [one, other]) => format!("({one} + {other})"),
        // Empty parts are dropped.
        ("StringSplit", [value, delimiter]) if delimiter.chars().count() == 3 => {
            format!("[$split({value}, {delimiter})[$ != '']]")
        }
        ("UUID", []) => "$uuid()".to_owned(),
        _ => return Err(Refusal::new(format!("`{name}` has no equal in JSONata"))),
    })
}

/// An array of these items. What may be an array itself would be dissolved in brackets: it gets brackets of its own.
fn array(items: &[String]) -> String {
    let plain = |item: &String| item.starts_with(['\'', '"', '-']) || item.starts_with(|first: char| first.is_ascii_digit());
    if items.iter().all(plain) {
        return format!("[{}]", items.join(", "));
    }
    let parts = items.iter().map(|item| match plain(item) {
        true => format!("[{item}]"),
        false => format!("($type({item}) = 'array' ? [[{item}]] : [{item}])"),
    });
    parts.reduce(|before, part| format!("$append({before}, {part})")).unwrap_or_else(|| "[]".to_owned())
}

fn format_call(written: &[String], base: &str) -> Result<String, Refusal> {
    let Some((template, rest)) = written.split_first() else { return Err(Refusal::new("`States.Format` needs a template")) };
    let Some(template) = text_of(template) else { return Err(Refusal::new("the template of `States.Format` is computed")) };
    let mut parts = vec![];
    let mut pieces = template.split("{}");
    let mut values = rest.iter();
    if let Some(first) = pieces.next().filter(|first| !first.is_empty()) {
        parts.push(literal(first));
    }
    for piece in pieces {
        if let Some(value) = values.next() {
            parts.push(argument(value, base)?);
        }
        if !piece.is_empty() {
            parts.push(literal(piece));
        }
    }
    Ok(match parts.as_slice() {
        [] => "''".to_owned(),
        [one] if !one.starts_with(['\'', '"']) => format!("$string({one})"),
        parts => parts.join(" & "),
    })
}

fn argument(written: &str, base: &str) -> Result<String, Refusal> {
    match text_of(written) {
        Some(text) => Ok(literal(&text)),
        None if Call::is_call(written) => call(written, base),
        None if written.starts_with('$') => path(written, base),
        None => Ok(written.to_owned()),
    }
}

/// The value of an argument in single quotes.
fn text_of(written: &str) -> Option<String> {
    let inner = written.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut text = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        text.push(if letter == '\\' { letters.next().unwrap_or('\\') } else { letter });
    }
    Some(text)
}

/// The arguments of a call, split at its own commas.
fn arguments(inner: &str) -> Vec<String> {
    let (mut found, mut current) = (vec![], String::new());
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for letter in inner.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                found.push(std::mem::take(&mut current).trim().to_owned());
                continue;
            }
            _ => {}
        }
        current.push(letter);
    }
    if !current.trim().is_empty() || !found.is_empty() {
        found.push(current.trim().to_owned());
    }
    found
}
