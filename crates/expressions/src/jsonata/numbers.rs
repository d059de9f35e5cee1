//! Numbers as text and back, as ECMAScript writes and reads them.

use value::{Number, Value};

use super::item::Item;

/// A number as ECMAScript's `String(number)`: shortest digits, exponents from 1e21 and below 1e-6.
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(|char| *char != '.').collect();
    let sign = if number < 0.0 { "-" } else { "" };
    let count = digits.len() as i32;
    let point = exponent + 1;
    let body = if (count..=21).contains(&point) {
        format!("{digits}{}", "0".repeat((point - count) as usize))
    } else if (1..=21).contains(&point) {
        format!("{}.{}", &digits[..point as usize], &digits[point as usize..])
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let fraction = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
        format!("{}{fraction}e{}{}", &digits[..1], if exponent < 0 { '-' } else { '+' }, exponent.abs())
    };
    format!("{sign}{body}")
}

/// From here on whole numbers are written with an exponent.
const EXPONENT_FROM: f64 = 1e21;

/// A number with at most fifteen significant digits, as `$string` writes it and a transform copies it. Whole numbers keep
/// all their digits in the service, as users saw it write 999999999999999900000, which the reference makes 1e+21.
pub(super) fn rounded_number(number: Number) -> Number {
    match number {
        Number::Int(int) if int.unsigned_abs() < 1_000_000_000_000_000 => number,
        Number::Int(int) => Number::Float(int as f64),
        Number::Float(float) if float.fract() == 0.0 && float.abs() < EXPONENT_FROM => number,
        _ if !number.as_f64().is_finite() => number,
        _ => {
            let rounded = format!("{:.14e}", number.as_f64()).parse().unwrap_or(number.as_f64());
            Number::from_f64(rounded).unwrap_or(number)
        }
    }
}

/// A number as a JSON value, even if it is infinite.
pub(super) fn json_number(number: f64) -> Value {
    Item::from(number).into_plain().unwrap_or_default()
}

/// A value as JSON text in error messages: numbers as ECMAScript writes them.
pub(super) fn to_json_text(value: &Value) -> String {
    let mut text = String::new();
    write_json(value, None, 0, false, &mut text);
    text
}

/// Writes JSON as `JSON.stringify` does, with an indent of that many blanks per level.
pub(super) fn write_json(value: &Value, indent: Option<usize>, level: usize, rounded: bool, text: &mut String) {
    let separate = |text: &mut String, first: bool, level: usize| {
        if !first {
            text.push(',');
        }
        if let Some(indent) = indent {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent * level));
        }
    };
    if level > crate::limits::VALUE_DEPTH {
        text.push_str("null");
        return;
    }
    match value {
        Value::Number(Number::Float(float)) if !float.is_finite() => text.push_str("null"),
        Value::Number(number) => match if rounded { rounded_number(*number) } else { *number } {
            Number::Int(int) => text.push_str(&int.to_string()),
            Number::Float(float) => text.push_str(&to_text(float)),
        },
        Value::Array(items) if items.is_empty() => text.push_str("[]"),
        Value::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                separate(text, position == 0, level + 1);
                write_json(item, indent, level + 1, rounded, text);
            }
            separate(text, true, level);
            text.push(']');
        }
        Value::Object(object) if object.is_empty() => text.push_str("{}"),
        Value::Object(object) => {
            text.push('{');
            for (position, (key, member)) in object.iter().enumerate() {
                separate(text, position == 0, level + 1);
                text.push_str(&Value::String(key.clone()).to_json());
                text.push(':');
                if indent.is_some() {
                    text.push(' ');
                }
                write_json(member, indent, level + 1, rounded, text);
            }
            separate(text, true, level);
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_json()),
    }
}

/// A text as `$number` reads it; `None` if it is no number.
pub(super) fn parse(text: &str) -> Option<f64> {
    if let Some(radix) = text.get(..2).and_then(|prefix| match prefix {
        "0x" | "0X" => Some(16),
        "0o" | "0O" => Some(8),
        "0b" | "0B" => Some(2),
        _ => None,
    }) {
        let digits = &text[2..];
        let fits = !digits.is_empty() && digits.chars().all(|char| char.is_digit(radix));
        return fits.then(|| {
            digits.chars().fold(0.0, |sum, char| sum * f64::from(radix) + f64::from(char.to_digit(radix).unwrap_or(0)))
        });
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    let power = exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    if !whole || !power {
        return None;
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Rounds to the nearest with that many decimals, halves to the even neighbour.
pub(super) fn round(number: f64, precision: i32) -> f64 {
    let shifted = if precision == 0 { number } else { shift(number, precision) };
    let mut result = (shifted + 0.5).floor();
    // Just under a half the sum can round up to a whole: the nearest is the one below.
    if result - shifted > 0.5 {
        result -= 1.0;
    }
    if (result - shifted).abs() == 0.5 && (result % 2.0).abs() == 1.0 {
        result -= 1.0;
    }
    let result = if precision == 0 { result } else { shift(result, -precision) };
    if result == 0.0 { 0.0 } else { result }
}

/// Moves the decimal point in the number's digits, which loses nothing to multiplication.
fn shift(number: f64, places: i32) -> f64 {
    let text = to_text(number);
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa.to_owned(), exponent.parse::<i32>().unwrap_or(0)),
        None => (text, 0),
    };
    format!("{mantissa}e{}", exponent.saturating_add(places)).parse().unwrap_or(f64::NAN)
}

/// A whole number (or any other) in a base from 2 to 36.
pub(super) fn to_base(number: f64, radix: u32) -> String {
    if radix == 10 || !number.is_finite() {
        return to_text(number);
    }
    let mut rest = number.abs().trunc();
    let mut digits = Vec::new();
    while rest >= 1.0 {
        let digit = (rest % f64::from(radix)) as u32;
        digits.push(char::from_digit(digit, radix).unwrap_or('0'));
        rest = (rest / f64::from(radix)).trunc();
    }
    if digits.is_empty() {
        digits.push('0');
    }
    if number < 0.0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

/// Digits after the point as `toFixed` writes them; exact, halves away from zero on the decimal expansion.
pub(super) fn to_fixed(number: f64, places: usize) -> String {
    if number >= 1e21 {
        return to_text(number);
    }
    // Rust rounds the exact expansion to even; ECMAScript takes the larger of two equally near.
    let text = format!("{number:.places$}");
    let exact = format!("{number:.more$}", more = places + 40);
    let tail = &exact[exact.len() - 40..];
    if tail.starts_with('5') && tail[1..].bytes().all(|byte| byte == b'0') {
        return increment_if_truncated(&exact[..exact.len() - 40], places);
    }
    text
}

/// The digits with their last one raised by one.
fn increment_if_truncated(digits: &str, places: usize) -> String {
    let mut bytes: Vec<u8> = digits.trim_end_matches('.').bytes().collect();
    let mut at = bytes.len();
    loop {
        if at == 0 {
            bytes.insert(0, b'1');
            break;
        }
        at -= 1;
        match bytes[at] {
            b'.' => {}
            b'9' => bytes[at] = b'0',
            _ => {
                bytes[at] += 1;
                break;
            }
        }
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    if places == 0 { text.trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ecmascript_writes_them() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-12.5, "-12.5"),
            (0.1, "0.1"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"),
            (123_456_789.125, "123456789.125"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(to_text(number), text);
        }
        assert_eq!(to_text(rounded_number(Number::Float(1.0 / 3.0)).as_f64()), "0.333333333333333");
    }

    #[test]
    fn rounding_goes_to_the_even_neighbour() {
        for (number, precision, rounded) in [
            (0.5, 0, 0.0),
            (1.5, 0, 2.0),
            (2.5, 0, 2.0),
            (-0.5, 0, 0.0),
            (-1.5, 0, -2.0),
            (4.525, 2, 4.52),
            (125.0, -1, 120.0),
            (0.49999999999999994, 0, 0.0),
        ] {
            assert_eq!(round(number, precision), rounded, "{number} {precision}");
        }
        assert_eq!(to_fixed(0.5, 0), "1");
        assert_eq!(to_fixed(2.5, 0), "3");
        assert_eq!(to_fixed(1.005, 2), "1.00");
        assert_eq!(to_fixed(9.5, 0), "10");
        assert_eq!(to_fixed(1.25, 1), "1.3");
    }
}
