//! Numbers of YAML's core schema that JSON spells otherwise.

use crate::tree::number;

/// The number as JSON spells it, for what YAML's core schema takes for one besides: `0x1F`, `0o17`, `+1`, `.5`, `1.`.
/// Infinities are no numbers of JSON; digits behind a zero are left alone.
pub(super) fn respelled(text: &str) -> Option<String> {
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return None;
    }
    let radix = |prefix: &str, radix| text.strip_prefix(prefix).map(|digits| (digits, radix));
    if let Some((digits, radix)) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        let signed = digits.starts_with(['+', '-']);
        return i64::from_str_radix(digits, radix).ok().filter(|_| !signed).map(|number| number.to_string());
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = rest.find(['e', 'E']).map_or((rest, ""), |at| rest.split_at(at));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let fraction = match fraction {
        None | Some("") if whole.is_empty() => return None,
        None | Some("") => String::new(),
        Some(fraction) => format!(".{fraction}"),
    };
    let spelled = format!("{sign}{}{fraction}{exponent}", if whole.is_empty() { "0" } else { whole });
    number::is_json_number(&spelled).then_some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_core_schema_are_respelled() {
        for (core, json) in
            [("0x1F", "31"), ("0o17", "15"), ("+1", "1"), (".5", "0.5"), ("-.5e2", "-0.5e2"), ("1.", "1"), ("+1.50", "1.50")]
        {
            assert_eq!(respelled(core).as_deref(), Some(json), "{core}");
        }
        for text in ["1_000", "017", ".inf", "-.inf", ".nan", "0x", "0x-1", "2020-01-01", "1.2.3", ".", "+", "e5", "1e"] {
            assert_eq!(respelled(text), None, "{text}");
        }
    }
}
