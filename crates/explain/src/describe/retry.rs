//! When a retrier tries again.

use asl::definition::{JitterStrategy, Retrier};

use crate::words;

/// Specification: absent fields stand for these.
const INTERVAL_SECONDS: f64 = 1.0;
const MAX_ATTEMPTS: f64 = 3.0;
const BACKOFF_RATE: f64 = 2.0;

/// A retrier with its defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// `IntervalSeconds`.
    pub interval_seconds: f64,
    /// `MaxAttempts`: how often it tries again.
    pub max_attempts: u64,
    /// `BackoffRate`.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<f64>,
    /// Whether `JitterStrategy` is `FULL`: each wait is anything from 0 to what it says.
    pub full_jitter: bool,
}

/// One wait before a try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// The longest it may be, in seconds; without jitter it is just this.
    pub seconds: f64,
    /// How long all waits up to here are at the most, in seconds.
    pub until: f64,
    /// Whether `MaxDelaySeconds` shortens it.
    pub capped: bool,
}

impl Plan {
    /// The plan of a retrier.
    #[must_use]
    pub fn of(retrier: &Retrier) -> Self {
        let number = |field: &Option<asl::text::Spanned<f64>>, default: f64| field.map_or(default, |field| field.value);
        Self {
            interval_seconds: number(&retrier.interval_seconds, INTERVAL_SECONDS),
            max_attempts: number(&retrier.max_attempts, MAX_ATTEMPTS).max(0.0) as u64,
            backoff_rate: number(&retrier.backoff_rate, BACKOFF_RATE),
            max_delay_seconds: retrier.max_delay_seconds.map(|field| field.value),
            full_jitter: retrier.jitter_strategy.is_some_and(|field| field.value == JitterStrategy::Full),
        }
    }

    /// The wait before a retry, by how many there were before it.
    #[must_use]
    pub fn wait(&self, used: u32) -> (f64, bool) {
        let exponent = i32::try_from(used).unwrap_or(i32::MAX);
        let seconds = self.interval_seconds * self.backoff_rate.powi(exponent);
        match self.max_delay_seconds {
            Some(most) if most < seconds => (most, true),
            _ => (seconds, false),
        }
    }

    /// The first so many waits.
    #[must_use]
    pub fn waits(&self, most: usize) -> Vec<Wait> {
        let mut until = 0.0;
        let count = self.max_attempts.min(most as u64);
        let wait = |used: u64| {
            let (seconds, capped) = self.wait(u32::try_from(used).unwrap_or(u32::MAX));
            until += seconds;
            Wait { seconds, until, capped }
        };
        (0..count).map(wait).collect()
    }

    /// How a wait comes about: `2 s × 2^3`.
    pub(crate) fn sum(&self, used: u32) -> String {
        let interval = words::seconds(self.interval_seconds);
        let product = match used {
            0 => format!("IntervalSeconds {}", self.interval_seconds),
            _ if self.backoff_rate == 1.0 => format!("{interval}, BackoffRate 1"),
            1 => format!("{interval} × {}", self.backoff_rate),
            used => format!("{interval} × {}^{used}", self.backoff_rate),
        };
        let capped = if self.wait(used).1 { ", cut at MaxDelaySeconds" } else { "" };
        let jitter = if self.full_jitter { ", of which JitterStrategy FULL takes a random part" } else { "" };
        format!("{product}{capped}{jitter}")
    }

    /// The whole plan in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        const SHOWN: usize = 5;
        if self.max_attempts == 0 {
            return "is never tried again (MaxAttempts 0)".to_owned();
        }
        let waits: Vec<String> = self.waits(SHOWN).iter().map(|wait| words::seconds(wait.seconds)).collect();
        let more = if self.max_attempts > SHOWN as u64 { " and so on" } else { "" };
        let up_to = if self.full_jitter { "up to " } else { "" };
        let listed = if more.is_empty() { words::list(&waits, "and") } else { waits.join(", ") };
        format!("is tried again {}, after {up_to}{listed}{more}", words::times(self.max_attempts as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(max_attempts: u64, max_delay_seconds: Option<f64>, full_jitter: bool) -> Plan {
        Plan { interval_seconds: 2.0, max_attempts, backoff_rate: 2.0, max_delay_seconds, full_jitter }
    }

    #[test]
    fn waits_grow_up_to_the_longest() {
        let waits: Vec<f64> = plan(4, Some(10.0), false).waits(9).iter().map(|wait| wait.seconds).collect();
        assert_eq!(waits, [2.0, 4.0, 8.0, 10.0]);
        assert_eq!(plan(4, Some(10.0), false).waits(9).last().map(|wait| (wait.until, wait.capped)), Some((24.0, true)));
    }

    #[test]
    fn a_plan_is_a_sentence() {
        assert_eq!(plan(3, None, false).sentence(), "is tried again 3 times, after 2 s, 4 s and 8 s");
        assert_eq!(plan(1, None, true).sentence(), "is tried again once, after up to 2 s");
        assert_eq!(plan(9, Some(5.0), false).sentence(), "is tried again 9 times, after 2 s, 4 s, 5 s, 5 s, 5 s and so on");
        assert_eq!(plan(0, None, false).sentence(), "is never tried again (MaxAttempts 0)");
    }
}
