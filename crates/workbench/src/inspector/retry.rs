//! When a retrier tries again: as a sentence, and as what is drawn.

use asl::definition::{Retrier, RetryPlan, RetryWait};

/// So many waits are spelled out.
const SPELLED: u32 = 4;
/// So many waits are drawn.
const DRAWN: u32 = 10;

/// The waits of a retrier.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The first waits, in order.
    pub waits: Vec<Wait>,
    /// How many more there are.
    pub more: u32,
    /// Whether each is anywhere up to what it is (`FULL`).
    pub is_random: bool,
    /// The longest wait (`MaxDelaySeconds`), where one is shortened by it.
    pub cap: Option<f64>,
    /// The drawing in words.
    pub words: String,
}

/// A wait before a retry.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// How long, in seconds.
    pub seconds: f64,
    /// When the retry begins, counted from the first failure, if all waits are as long as can be.
    pub at: f64,
    /// Its height in the drawing: a share of the longest one.
    pub share: f64,
    /// How long, in words.
    pub words: String,
}

/// Such as `States.ALL: again after 2 s, 4 s, 8 s`.
#[must_use]
pub fn retry_words(retrier: &Retrier) -> String {
    let errors: Vec<&str> = retrier.error_equals.iter().map(|error| &*error.value).collect();
    let errors = if errors.is_empty() { "No error named".to_owned() } else { errors.join(" or ") };
    let plan = RetryPlan::of(retrier);
    if plan.max_attempts == 0 {
        return format!("{errors}: never again");
    }
    let waits: Vec<String> = plan.waits(SPELLED).iter().map(|wait| words(wait.seconds)).collect();
    let more = if plan.max_attempts > SPELLED { format!(" … {} times", plan.max_attempts) } else { String::new() };
    let jitter = if plan.full_jitter { ", spread at random" } else { "" };
    format!("{errors}: again after {}{more}{jitter}", waits.join(", "))
}

/// What is drawn of a retrier; nothing where it never tries again.
#[must_use]
pub fn timeline(retrier: &Retrier) -> Option<Timeline> {
    let plan = RetryPlan::of(retrier);
    if plan.max_attempts == 0 {
        return None;
    }
    let planned = plan.waits(DRAWN);
    let (at, cap) = (planned.last()?.until, plan.max_delay_seconds.filter(|_| planned.iter().any(|wait| wait.capped)));
    let longest = planned.iter().map(|wait| wait.seconds).fold(f64::MIN_POSITIVE, f64::max);
    let drawn = |wait: &RetryWait| Wait {
        seconds: wait.seconds,
        at: wait.until,
        share: wait.seconds / longest,
        words: words(wait.seconds),
    };
    let waits: Vec<Wait> = planned.iter().map(drawn).collect();
    let more = plan.max_attempts.saturating_sub(DRAWN);
    let many = if plan.max_attempts == 1 { "One retry".to_owned() } else { format!("{} retries", plan.max_attempts) };
    let (most, random) = if plan.full_jitter { (" at most", ", each at random") } else { ("", "") };
    let spelled: Vec<&str> = waits.iter().map(|wait| wait.words.as_str()).collect();
    let rest = if more > 0 { " …".to_owned() } else { format!("; the last{most} {} after the first failure", words(at)) };
    let words = format!("{many}, after{most} {}{random}{rest}", spelled.join(", "));
    Some(Timeline { waits, more, is_random: plan.full_jitter, cap, words })
}

/// Seconds in words: `90 s` is `1.5 min`.
fn words(seconds: f64) -> String {
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    match seconds {
        0.0..120.0 => format!("{} s", rounded(seconds)),
        120.0..7200.0 => format!("{} min", rounded(seconds / 60.0)),
        7200.0..172_800.0 => format!("{} h", rounded(seconds / 3600.0)),
        _ => format!("{} days", rounded(seconds / 86_400.0)),
    }
}

#[cfg(test)]
mod tests {
    use asl::document::Document;

    use super::*;

    fn retrier(json: &str) -> Retrier {
        let text = format!(r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Retry": [{json}], "End": true}}}}}}"#);
        Document::new(text).definition.states[0].retry[0].clone()
    }

    #[test]
    fn waits_grow_until_the_cap() {
        let retrier = retrier(
            r#"{"ErrorEquals": ["E"], "IntervalSeconds": 10, "MaxAttempts": 4, "BackoffRate": 3, "MaxDelaySeconds": 60, "JitterStrategy": "FULL"}"#,
        );
        let timeline = timeline(&retrier).expect("retries");
        let waits: Vec<(f64, f64)> = timeline.waits.iter().map(|wait| (wait.seconds, wait.at)).collect();
        assert_eq!(waits, [(10.0, 10.0), (30.0, 40.0), (60.0, 100.0), (60.0, 160.0)]);
        assert_eq!((timeline.cap, timeline.is_random, timeline.more), (Some(60.0), true, 0));
        assert_eq!(retry_words(&retrier), "E: again after 10 s, 30 s, 60 s, 60 s, spread at random");
    }

    #[test]
    fn what_is_not_written_is_as_the_service_has_it() {
        let timeline = timeline(&retrier(r#"{"ErrorEquals": ["E"]}"#)).expect("retries");
        assert_eq!(timeline.words, "3 retries, after 1 s, 2 s, 4 s; the last 7 s after the first failure");
        assert_eq!((timeline.cap, timeline.waits[2].share), (None, 1.0));
    }

    #[test]
    fn never_and_very_often_are_no_trouble() {
        assert_eq!(timeline(&retrier(r#"{"ErrorEquals": ["E"], "MaxAttempts": 0}"#)), None);
        let often = timeline(&retrier(r#"{"ErrorEquals": ["E"], "MaxAttempts": 99999999}"#)).expect("retries");
        assert_eq!((often.waits.len(), often.more), (10, 99_999_989));
    }
}
