//! When a retrier tries again.

use super::{JitterStrategy, Retrier};
use crate::text::Spanned;

/// Specification, "Retrying after error": absent fields stand for these.
const INTERVAL_SECONDS: f64 = 1.0;
const MAX_ATTEMPTS: f64 = 3.0;
const BACKOFF_RATE: f64 = 2.0;
/// No wait is reckoned longer, so that sums stay numbers, in seconds.
const LONGEST: f64 = 1e12;

/// A retrier with its defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPlan {
    /// `IntervalSeconds`.
    pub interval_seconds: f64,
    /// `MaxAttempts`: how often it tries again.
    pub max_attempts: u32,
    /// `BackoffRate`.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<f64>,
    /// Whether `JitterStrategy` is `FULL`: each wait is anything from 0 to what it says.
    pub full_jitter: bool,
}

/// One wait before a try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryWait {
    /// The longest it may be, in seconds; without jitter it is just this.
    pub seconds: f64,
    /// How long all waits up to here are at the most, in seconds.
    pub until: f64,
    /// Whether `MaxDelaySeconds` shortens it.
    pub capped: bool,
}

impl RetryPlan {
    /// The plan of a retrier.
    #[must_use]
    pub fn of(retrier: &Retrier) -> Self {
        let number = |field: &Option<Spanned<f64>>, default: f64| field.as_ref().map_or(default, |field| field.value);
        Self {
            interval_seconds: number(&retrier.interval_seconds, INTERVAL_SECONDS),
            max_attempts: number(&retrier.max_attempts, MAX_ATTEMPTS) as u32,
            backoff_rate: number(&retrier.backoff_rate, BACKOFF_RATE),
            max_delay_seconds: retrier.max_delay_seconds.as_ref().map(|field| field.value),
            full_jitter: retrier.jitter_strategy.as_ref().is_some_and(|field| field.value == JitterStrategy::Full),
        }
    }

    /// The wait before a retry in seconds, by how many there were before it, and whether `MaxDelaySeconds` shortens it.
    #[must_use]
    pub fn wait(&self, used: u32) -> (f64, bool) {
        let exponent = i32::try_from(used).unwrap_or(i32::MAX);
        let seconds = self.interval_seconds * self.backoff_rate.powi(exponent);
        // Nothing times infinity is no number.
        let seconds = if seconds.is_nan() { 0.0 } else { seconds.clamp(0.0, LONGEST) };
        match self.max_delay_seconds {
            Some(most) if most < seconds => (most, true),
            _ => (seconds, false),
        }
    }

    /// The first so many waits.
    #[must_use]
    pub fn waits(&self, most: u32) -> Vec<RetryWait> {
        let mut until = 0.0;
        let wait = |used: u32| {
            let (seconds, capped) = self.wait(used);
            until += seconds;
            RetryWait { seconds, until, capped }
        };
        (0..self.max_attempts.min(most)).map(wait).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::RetryPlan;

    #[test]
    fn waits_grow_up_to_the_longest() {
        let plan = RetryPlan {
            interval_seconds: 2.0,
            max_attempts: 4,
            backoff_rate: 2.0,
            max_delay_seconds: Some(10.0),
            full_jitter: false,
        };
        let waits: Vec<f64> = plan.waits(9).iter().map(|wait| wait.seconds).collect();
        assert_eq!(waits, [2.0, 4.0, 8.0, 10.0]);
        assert_eq!(plan.waits(9).last().map(|wait| (wait.until, wait.capped)), Some((24.0, true)));
        assert_eq!(plan.waits(2).len(), 2);
    }
}
