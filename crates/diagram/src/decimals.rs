//! Lengths as text. The formatter is exact for any number of decimals, which takes many times as long, and its code is large.

use std::fmt;

/// A number with so many decimals.
#[derive(Clone, Copy)]
pub struct Decimals(pub f64, pub usize);

/// A number with one decimal.
#[must_use]
pub fn tenths(number: f64) -> Decimals {
    Decimals(number, 1)
}

impl fmt::Display for Decimals {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self(number, decimals) = *self;
        let scale = 10_u64.pow(decimals as u32);
        let scaled = (number.abs() * scale as f64).round() as u64;
        let sign = if number < 0.0 && scaled > 0 { "-" } else { "" };
        write!(formatter, "{sign}{}.{:0decimals$}", scaled / scale, scaled % scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_formatter_writes_them() {
        for number in [0.0, 1.0, -1.0, 0.26, -0.26, 12.34, 99.99, -1234.5678, 1e9, 0.0001, 641_179.5] {
            assert_eq!(tenths(number).to_string(), format!("{number:.1}").replace("-0.0", "0.0"));
            assert_eq!(Decimals(number, 4).to_string(), format!("{number:.4}"));
        }
        for broken in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!tenths(broken).to_string().contains(char::is_alphabetic));
        }
    }
}
