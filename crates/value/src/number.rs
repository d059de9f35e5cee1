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

impl From<i64> for Number {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}
