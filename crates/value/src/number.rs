//! JSON numbers: whole numbers keep their exact value, everything else is an IEEE double.

use std::fmt;

/// A JSON number. Comparison is by value, so `1` equals `1.0`.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number that was written without fraction or exponent and fits 64 bits.
    Int(i64),
    /// Any other number; always finite.
    Float(f64),
}

/// Whole doubles below this magnitude are exact, so they may become `Int` without changing value.
const EXACT_DOUBLE: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// The number a calculation produced: whole results become `Int`, so `2 * 3.5` prints as `7`. `None` if not finite.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        if !number.is_finite() {
            None
        } else if number.fract() == 0.0 && number.abs() < EXACT_DOUBLE {
            Some(Self::Int(number as i64))
        } else {
            Some(Self::Float(number))
        }
    }

    /// The value as a double; large whole numbers may lose their last digits.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Int(int) => int as f64,
            Self::Float(float) => float,
        }
    }

    /// The value if it is whole and fits 64 bits, however it was written (`2`, `2.0`, `2e0`).
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(int),
            Self::Float(float) if float.fract() == 0.0 && float.abs() < EXACT_DOUBLE => Some(float as i64),
            Self::Float(_) => None,
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (a, b) => a.as_f64() == b.as_f64(),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.partial_cmp(b),
            (a, b) => a.as_f64().partial_cmp(&b.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(int) => write!(formatter, "{int}"),
            Self::Float(float) => match serde_json::Number::from_f64(*float) {
                Some(number) => write!(formatter, "{number}"),
                None => formatter.write_str("null"),
            },
        }
    }
}

impl Number {
    /// The number as Java's `Double.toString` writes it, which is how the service does: `12345.5`, `1.0E7`, `1.0E-4`.
    #[must_use]
    pub fn to_java(self) -> String {
        let shortest = self.to_string();
        let Self::Float(float) = self else { return shortest };
        if !float.is_finite() || float == 0.0 || (1e-3..1e7).contains(&float.abs()) {
            return shortest;
        }
        let (sign, shortest) = shortest.strip_prefix('-').map_or(("", &*shortest), |rest| ("-", rest));
        let (written, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
        let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
        // The digits without the zeroes around them, and where the point stands in them.
        let all = [whole, fraction].concat();
        let leading = all.len() - all.trim_start_matches('0').len();
        let digits = all[leading..].trim_end_matches('0');
        let exponent = exponent.parse::<i32>().unwrap_or(0) + whole.len() as i32 - leading as i32 - 1;
        let (first, rest) = digits.split_at_checked(1).unwrap_or(("0", ""));
        format!("{sign}{first}.{}E{exponent}", if rest.is_empty() { "0" } else { rest })
    }
}

impl From<i64> for Number {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use crate::Value;

    /// `Double.toString` of Java 21, as its documentation describes it.
    #[test]
    fn floats_are_written_as_java_does() {
        for (float, text) in [
            (0.0, "0.0"),
            (-0.5, "-0.5"),
            (0.001, "0.001"),
            (0.0001, "1.0E-4"),
            (1e-7, "1.0E-7"),
            (123.456, "123.456"),
            (9_999_999.5, "9999999.5"),
            (1e7, "1.0E7"),
            (12_345_678.5, "1.23456785E7"),
            (-1_789_180_622.0, "-1.789180622E9"),
            (1e21, "1.0E21"),
            (1.5e300, "1.5E300"),
            (f64::MAX, "1.7976931348623157E308"),
        ] {
            let value = Value::Number(Number::Float(float));
            assert_eq!((Number::Float(float).to_java(), value.to_java_json()), (text.to_owned(), text.to_owned()));
            assert_eq!(crate::parse(text), Ok(value));
        }
    }
}
