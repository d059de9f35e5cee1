//! Retriers and catchers: their errors and numbers.

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{NodeId, Retrier};
use crate::text::Spanned;

pub const RULE: Rule = Rule {
    name: "retry-and-catch",
    group: Group::Language,
    summary: "A retrier's number is out of its range, or `States.ALL` is not alone or not last.",
    why: "`States.ALL` matches what comes after it too, so Step Functions wants it alone in its entry and the entry last.",
    example: "[{ \"ErrorEquals\": [\"States.ALL\"] }, { \"ErrorEquals\": [\"States.Timeout\"] }]",
    check,
};

const MOST_SECONDS: f64 = 99_999_999.0;
const MOST_DELAY: f64 = 31_622_400.0;

fn check(context: &mut Context) {
    for state in &context.definition.states {
        let retriers = state.retry.iter().map(|retrier| (retrier.node, &retrier.error_equals)).collect::<Vec<_>>();
        wildcard(context, &retriers);
        let catchers = state.catch.iter().map(|catcher| (catcher.node, &catcher.error_equals)).collect::<Vec<_>>();
        wildcard(context, &catchers);
        for retrier in &state.retry {
            numbers(context, retrier);
        }
    }
}

fn wildcard(context: &mut Context, entries: &[(NodeId, &Vec<Spanned<std::sync::Arc<str>>>)]) {
    for (index, (node, errors)) in entries.iter().enumerate() {
        let Some(all) = errors.iter().find(|error| &*error.value == "States.ALL") else { continue };
        let list = context.member(*node, "ErrorEquals").unwrap_or(*node);
        if errors.len() > 1 {
            let fix = context.replacing("keep States.ALL alone", list, "[\"States.ALL\"]");
            let message = "States.ALL must appear alone";
            context.schema(list, message).span(all.span).help("it matches the other errors too").fix(fix);
        }
        if index + 1 < entries.len() {
            let message = "States.ALL must be in the last entry";
            context.schema(list, message).span(all.span).help("what comes after it is never looked at; move it to the end");
        }
    }
}

fn numbers(context: &mut Context, retrier: &Retrier) {
    let whole = |number: f64| number.fract() == 0.0;
    for (name, value, right, wanted) in [
        ("IntervalSeconds", retrier.interval_seconds, in_range(1.0, MOST_SECONDS), "a whole number from 1 to 99999999"),
        ("MaxAttempts", retrier.max_attempts, in_range(0.0, MOST_SECONDS), "a whole number from 0 to 99999999"),
        ("MaxDelaySeconds", retrier.max_delay_seconds, in_range(1.0, MOST_DELAY), "a whole number from 1 to 31622400"),
    ] {
        if let Some(value) = value.filter(|value| !right(value.value) || !whole(value.value)) {
            let node = context.member(retrier.node, name).unwrap_or(retrier.node);
            context.schema(node, format!("`{name}` must be {wanted}, not {}", value.value));
        }
    }
    if let Some(rate) = retrier.backoff_rate.filter(|rate| rate.value < 1.0) {
        let node = context.member(retrier.node, "BackoffRate").unwrap_or(retrier.node);
        context.schema(node, format!("`BackoffRate` must be at least 1, not {}", rate.value));
    }
    if let (Some(most), Some(interval)) = (retrier.max_delay_seconds, retrier.interval_seconds)
        && most.value < interval.value
    {
        let node = context.member(retrier.node, "MaxDelaySeconds").unwrap_or(retrier.node);
        context.schema(node, "`MaxDelaySeconds` must be greater than `IntervalSeconds`");
    }
}

fn in_range(least: f64, most: f64) -> impl Fn(f64) -> bool {
    move |number| least <= number && number <= most
}
