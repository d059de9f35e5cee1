//! Retries that the timeout cuts short.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{Retrier, Setting};

pub const RULE: Rule = Rule {
    name: "retries-exceed-timeout",
    group: Group::Practice,
    summary: "The waits between a state's retries alone are longer than the whole machine may run.",
    why: "The machine's `TimeoutSeconds` ends the execution before the last attempts are made.",
    example: "{ \"TimeoutSeconds\": 60, \"States\": { \"A\": { \"Retry\": [{ \"ErrorEquals\": [\"States.ALL\"], \"IntervalSeconds\": 30, \"MaxAttempts\": 5 }] } } }",
    check,
};

fn check(context: &mut Context) {
    let Some(Setting::Value(limit)) = context.definition.timeout_seconds.as_ref().map(|limit| limit.value.clone()) else {
        return;
    };
    for state in &context.definition.states {
        for retrier in &state.retry {
            let total = waits(retrier);
            if total > limit && limit > 0.0 {
                let waits = if total < YEAR { format!("{total:.0} s") } else { "more than a year".to_owned() };
                let message = format!("all retries wait {waits}, but the machine ends after {limit:.0} s");
                let help = "lower `MaxAttempts` or `BackoffRate`, or set `MaxDelaySeconds`";
                context.warning("RETRIES_EXCEED_TIMEOUT", retrier.node, message).help(help);
            }
        }
    }
}

/// The seconds of the longest execution.
const YEAR: f64 = 31_536_000.0;

/// The seconds of all waits together, jitter aside.
fn waits(retrier: &Retrier) -> f64 {
    let number = |value: Option<crate::text::Spanned<f64>>, default: f64| value.map_or(default, |value| value.value);
    let (mut wait, rate) = (number(retrier.interval_seconds, 1.0), number(retrier.backoff_rate, 2.0));
    let most = number(retrier.max_delay_seconds, f64::INFINITY);
    let attempts = number(retrier.max_attempts, 3.0).clamp(0.0, 1000.0) as u32;
    let mut total = 0.0;
    for _ in 0..attempts {
        total += wait.min(most);
        wait *= rate;
    }
    total
}
