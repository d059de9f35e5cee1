//! Numbers that chance decides.

use expressions::Environment;
use value::Value;

/// The 95th percentile of the standard normal distribution.
const P95: f64 = 1.644_853_626_951_472_7;

/// How a number is spread.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Fixed(f64),
    /// Anything between two numbers alike.
    Uniform {
        /// The least.
        from: f64,
        /// The most.
        to: f64,
    },
    /// Lognormal, as times are: many short, few long.
    Skewed {
        /// Half are less.
        median: f64,
        /// 95 of 100 are less.
        p95: f64,
    },
}

impl Distribution {
    /// Reads a number, `{"from", "to"}` or `{"median", "p95"}`.
    ///
    /// # Errors
    /// A sentence, where it is none of these or a number is negative.
    pub fn read(value: &Value) -> Result<Self, String> {
        let number = |name: &str| value.get(name).and_then(Value::as_f64);
        let read = match (value.as_f64(), number("from").zip(number("to")), number("median")) {
            (Some(fixed), _, _) => Self::Fixed(fixed),
            (_, Some((from, to)), _) => Self::Uniform { from, to },
            (_, _, Some(median)) => Self::Skewed { median, p95: number("p95").unwrap_or(median * 3.0) },
            _ => return Err(format!("{} is no distribution: a number, {{from, to}} or {{median, p95}}", value.to_json())),
        };
        let least = match &read {
            Self::Fixed(fixed) => *fixed,
            Self::Uniform { from, to } => from.min(to - from),
            Self::Skewed { median, p95 } => median.min(p95 - median),
        };
        if least < 0.0 { Err(format!("{} is no distribution of numbers from 0 on", value.to_json())) } else { Ok(read) }
    }

    /// So many times as much.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        match self {
            Self::Fixed(number) => Self::Fixed(number * factor),
            Self::Uniform { from, to } => Self::Uniform { from: from * factor, to: to * factor },
            Self::Skewed { median, p95 } => Self::Skewed { median: median * factor, p95: p95 * factor },
        }
    }

    /// One number.
    pub fn draw(&self, environment: &mut dyn Environment) -> f64 {
        match self {
            Self::Fixed(number) => *number,
            Self::Uniform { from, to } => from + (to - from) * environment.random(),
            Self::Skewed { median, .. } => median * self.factor(environment),
        }
    }

    /// How far one draw is from the middle, as a factor: 1 where nothing is spread.
    pub fn factor(&self, environment: &mut dyn Environment) -> f64 {
        match self {
            Self::Skewed { median, p95 } if *median > 0.0 && p95 > median => {
                let spread = libm::log(p95 / median) / P95;
                libm::exp(spread * normal(environment))
            }
            _ => 1.0,
        }
    }
}

/// A number of the standard normal distribution (Box and Muller).
fn normal(environment: &mut dyn Environment) -> f64 {
    // Away from 0, where the logarithm has no end.
    let (one, other) = (1.0 - environment.random(), environment.random());
    libm::sqrt(-2.0 * libm::log(one)) * libm::cos(core::f64::consts::TAU * other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expressions::SeededEnvironment;

    fn draws(distribution: &Distribution) -> Vec<f64> {
        let mut environment = SeededEnvironment::new(0, 1);
        let mut drawn: Vec<f64> = (0..20_001).map(|_| distribution.draw(&mut environment)).collect();
        drawn.sort_by(f64::total_cmp);
        drawn
    }

    #[test]
    fn draws_are_spread_as_they_should_be() {
        let skewed = draws(&Distribution::Skewed { median: 100.0, p95: 400.0 });
        assert!((95.0..105.0).contains(&skewed[10_000]), "{}", skewed[10_000]);
        assert!((380.0..420.0).contains(&skewed[19_000]), "{}", skewed[19_000]);
        let uniform = draws(&Distribution::Uniform { from: 10.0, to: 20.0 });
        assert!(uniform[0] >= 10.0 && uniform[20_000] < 20.0 && (14.8..15.2).contains(&uniform[10_000]));
        assert!(draws(&Distribution::Fixed(3.0)).iter().all(|number| *number == 3.0));
    }

    #[test]
    fn what_is_no_distribution_is_refused() {
        let read = |text: &str| Distribution::read(&value::parse(text).expect("is JSON"));
        assert_eq!(read("5"), Ok(Distribution::Fixed(5.0)));
        assert_eq!(read(r#"{"median": 2}"#), Ok(Distribution::Skewed { median: 2.0, p95: 6.0 }));
        for wrong in ["-1", "\"x\"", "{}", r#"{"from": 3, "to": 1}"#, r#"{"median": 5, "p95": 1}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
