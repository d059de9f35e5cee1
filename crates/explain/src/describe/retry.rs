//! When a retrier tries again, in words.

use asl::definition::RetryPlan;

use crate::words;

/// A plan in words.
pub(crate) trait PlanWords {
    /// How a wait comes about: `2 s × 2^3`.
    fn sum(&self, used: u32) -> String;

    /// The whole plan in a sentence.
    fn sentence(&self) -> String;
}

impl PlanWords for RetryPlan {
    fn sum(&self, used: u32) -> String {
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

    fn sentence(&self) -> String {
        const SHOWN: u32 = 5;
        if self.max_attempts == 0 {
            return "is never tried again (MaxAttempts 0)".to_owned();
        }
        let waits: Vec<String> = self.waits(SHOWN).iter().map(|wait| words::seconds(wait.seconds)).collect();
        let more = if self.max_attempts > SHOWN { " and so on" } else { "" };
        let up_to = if self.full_jitter { "up to " } else { "" };
        let listed = if more.is_empty() { words::list(&waits, "and") } else { waits.join(", ") };
        format!("is tried again {}, after {up_to}{listed}{more}", words::times(self.max_attempts as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(max_attempts: u32, max_delay_seconds: Option<f64>, full_jitter: bool) -> RetryPlan {
        RetryPlan { interval_seconds: 2.0, max_attempts, backoff_rate: 2.0, max_delay_seconds, full_jitter }
    }

    #[test]
    fn a_plan_is_a_sentence() {
        assert_eq!(plan(3, None, false).sentence(), "is tried again 3 times, after 2 s, 4 s and 8 s");
        assert_eq!(plan(1, None, true).sentence(), "is tried again once, after up to 2 s");
        assert_eq!(plan(9, Some(5.0), false).sentence(), "is tried again 9 times, after 2 s, 4 s, 5 s, 5 s, 5 s and so on");
        assert_eq!(plan(0, None, false).sentence(), "is never tried again (MaxAttempts 0)");
    }
}
