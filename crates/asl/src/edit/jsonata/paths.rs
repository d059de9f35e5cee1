//! Paths and intrinsic function calls as JSONata expressions.

use ::expressions::intrinsic::Call;
use ::expressions::jsonpath::{Path, Root, Step};

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
    let parsed = Call::parse(text).map_err(|error| Refusal::new(format!("`{text}`: {}", error.message)))?;
    if let Some((_, misfit)) = parsed.misfits().into_iter().next() {
        return Err(Refusal::new(format!("`{text}` fails whenever it runs: {misfit}")));
    }
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
    for step in path.steps() {
        result += &match step {
            Step::Name(name) if name.contains('`') => {
                return Err(Refusal::new(format!("`{text}` holds a name with a backtick, which JSONata cannot write")));
            }
            Step::Name(name) => named(&name),
            Step::Item(index) => format!("[{index}]"),
            Step::FromEnd(back) if back > 0 => format!("[-{back}]"),
            _ if path.is_definite() => return Err(Refusal::new(format!("`{text}` names nothing"))),
            _ => return Err(Refusal::new(format!("`{text}` may name several values, which JSONata treats otherwise"))),
        };
    }
    Ok(result)
}

/// A text as a JSONata string.
pub(super) fn literal(text: &str) -> String {
    let plain = !text.contains(['\'', '\\']) && !text.chars().any(char::is_control);
    if plain { format!("'{text}'") } else { quote(text) }
}

/// A step to a member, its name in backticks where it is none of the language's.
fn named(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !matches!(name, "and" | "or" | "in" | "true" | "false" | "null" | "function");
    if plain { format!(".{name}") } else { format!(".`{name}`") }
}

/// A value, or an error where the service would write or read it otherwise in JSONPath.
fn guarded(test: &str, reason: &str, value: &str) -> String {
    format!("({test} ? $error('{reason}') : {value})")
}

/// Text of which each character is one byte, however it is encoded.
const NOT_ASCII: &str = "/[^\\u0000-\\u007f]/";

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
        // Values are compared by their texts.
        ("ArrayContains", [array, value]) => {
            format!("($string({value}) in $map({array}, function($item) {{ $string($item) }}))")
        }
        ("ArrayGetItem", [array, index]) => format!("{array}[{index}]"),
        // In brackets, because one item would be that item and none nothing.
        ("ArrayPartition", [array, size]) => format!("[$partition({array}, {size})]"),
        ("ArrayRange", [first, last, step]) => format!("[$range({first}, {last}, {step})]"),
        ("ArrayUnique", [_]) => {
            return Err(Refusal::new("`States.ArrayUnique` gives its items in an order of its own, `$distinct` as they come"));
        }
        ("Base64Encode", [value]) => {
            let value =
                guarded(&format!("$contains({value}, {NOT_ASCII})"), "JSONata encodes other text than ASCII otherwise", value);
            format!("$base64encode({value})")
        }
        ("Base64Decode", [value]) => {
            let decoded = format!("$base64decode({value})");
            guarded(&format!("$contains({decoded}, {NOT_ASCII})"), "JSONata decodes other text than ASCII otherwise", &decoded)
        }
        ("Hash", [value, algorithm]) => format!("$hash({value}, {algorithm})"),
        ("JsonMerge", [one, other, _]) => format!("$merge([{one}, {other}])"),
        // A text is written with its quotes.
        ("JsonToString", [value]) => format!(
            "($type({value}) = 'string' ? $substring($string([{value}]), 1, $length($string([{value}])) - 2) : $string({value}))"
        ),
        ("StringToJson", [value]) => format!("$parse({value})"),
        ("MathAdd", [one, other]) => format!("({} + {})", rounded(one), rounded(other)),
        // Empty parts are dropped.
        ("StringSplit", [value, delimiter]) if delimiter.chars().count() == 3 => {
            format!("[$split({value}, {delimiter})[$ != '']]")
        }
        ("UUID", []) => "$uuid()".to_owned(),
        _ => return Err(Refusal::new(format!("`{name}` has no equal in JSONata"))),
    })
}

/// A number as `States.MathAdd` takes it: rounded, halves upwards.
fn rounded(value: &str) -> String {
    if value.parse::<i64>().is_ok() { value.to_owned() } else { format!("$floor({value} + 0.5)") }
}

/// An array of these items. What may be an array itself would be dissolved in brackets: it gets brackets of its own.
fn array(items: &[String]) -> String {
    let plain = |item: &String| item.starts_with(['\'', '"', '-']) || item.starts_with(|first: char| first.is_ascii_digit());
    if items.iter().all(plain) {
        return format!("[{}]", items.join(", "));
    }
    // What stands in brackets of its own is an item as it is.
    let parts = items.iter().map(|item| match plain(item) || item.starts_with('[') {
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
            let text = argument(value, base)?;
            // What a path names may be written otherwise.
            let made = ["States.Array", "States.Json", "States.String"].iter().any(|name| value.starts_with(name));
            let of_context = value.starts_with("$$.") && !value.contains("Input") && !value.contains("Value");
            let open = made || value.starts_with('$') && !of_context;
            let test = format!("$type({text}) in ['array', 'object']");
            parts.push(if open { guarded(&test, "States.Format writes arrays and objects otherwise", &text) } else { text });
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
