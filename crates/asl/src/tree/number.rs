//! The spelling of JSON numbers.

/// Whether the text is a number exactly as JSON spells it.
pub(super) fn is_json_number(text: &str) -> bool {
    let bytes = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits(bytes);
    if whole == 0 || (whole > 1 && bytes[0] == b'0') {
        return false;
    }
    let mut rest = &bytes[whole..];
    if let [b'.', after @ ..] = rest {
        let fraction = digits(after);
        if fraction == 0 {
            return false;
        }
        rest = &after[fraction..];
    }
    if let [b'e' | b'E', after @ ..] = rest {
        let after = if let [b'+' | b'-', unsigned @ ..] = after { unsigned } else { after };
        let exponent = digits(after);
        return exponent > 0 && exponent == after.len();
    }
    rest.is_empty()
}

/// The number as JSON spells it, for a spelling that is nearly right (`+1`, `.5`, `01`, `1.`).
pub(super) fn respelled(text: &str) -> Option<String> {
    let starts_well = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
    let number: f64 = text.replace('_', "").parse().ok().filter(|_| starts_well)?;
    number.is_finite().then(|| number.to_string())
}

/// The number as JSON spells it, for what YAML's core schema takes for one besides: `0x1F`, `0o17`, `+1`, `.5`, `1.`.
/// Infinities are no numbers of JSON; digits behind a zero are left alone.
pub(super) fn respelled_core(text: &str) -> Option<String> {
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
    is_json_number(&spelled).then_some(spelled)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_numbers_are_json_numbers() {
        for right in ["0", "-0", "12", "1.50", "1e5", "1E+5", "-0.1e-7", "99999999999999999999999"] {
            assert!(is_json_number(right), "{right}");
        }
        for (wrong, meant) in
            [("+1", Some("1")), (".5", Some("0.5")), ("01", Some("1")), ("1.", Some("1")), ("1_000", Some("1000")), ("-", None)]
        {
            assert!(!is_json_number(wrong), "{wrong}");
            assert_eq!(respelled(wrong).as_deref(), meant, "{wrong}");
        }
    }

    #[test]
    fn numbers_of_the_core_schema_are_respelled() {
        for (core, json) in
            [("0x1F", "31"), ("0o17", "15"), ("+1", "1"), (".5", "0.5"), ("-.5e2", "-0.5e2"), ("1.", "1"), ("+1.50", "1.50")]
        {
            assert_eq!(respelled_core(core).as_deref(), Some(json), "{core}");
        }
        for text in ["1_000", "017", ".inf", "-.inf", ".nan", "0x", "0x-1", "2020-01-01", "1.2.3", ".", "+", "e5", "1e"] {
            assert_eq!(respelled_core(text), None, "{text}");
        }
    }
}
