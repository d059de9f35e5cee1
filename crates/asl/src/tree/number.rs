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
}
