//! A retrier as a sentence with its waits.

use asl::definition::{JitterStrategy, Retrier};

/// So many waits are spelled out.
const SPELLED: u32 = 4;

/// Such as `States.ALL: again after 2 s, 4 s, 8 s`.
#[must_use]
pub fn retry_words(retrier: &Retrier) -> String {
    let errors: Vec<&str> = retrier.error_equals.iter().map(|error| &*error.value).collect();
    let errors = if errors.is_empty() { "No error named".to_owned() } else { errors.join(" or ") };
    let number = |field: &Option<asl::text::Spanned<f64>>, default: f64| field.as_ref().map_or(default, |field| field.value);
    let attempts = number(&retrier.max_attempts, 3.0).clamp(0.0, 1e8) as u32;
    if attempts == 0 {
        return format!("{errors}: never again");
    }
    let rate = number(&retrier.backoff_rate, 2.0).max(1.0);
    let cap = number(&retrier.max_delay_seconds, f64::INFINITY);
    let mut wait = number(&retrier.interval_seconds, 1.0);
    let mut waits = Vec::new();
    for _ in 0..attempts.min(SPELLED) {
        waits.push(seconds(wait.min(cap)));
        wait *= rate;
    }
    let more = if attempts > SPELLED { format!(" … {attempts} times") } else { String::new() };
    let jitter = match retrier.jitter_strategy.as_ref().map(|jitter| jitter.value) {
        Some(JitterStrategy::Full) => ", spread at random",
        _ => "",
    };
    format!("{errors}: again after {}{more}{jitter}", waits.join(", "))
}

fn seconds(seconds: f64) -> String {
    let rounded = (seconds * 100.0).round() / 100.0;
    format!("{rounded} s")
}
