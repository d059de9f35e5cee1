//! Alarms that fit a forecast, each with its reason.

use forecast::{Forecast, Volume};

use crate::day::POINTS;
use crate::sources::{Source, dimension};

/// How a metric is compared with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// At least.
    AtLeast,
    /// Less.
    Less,
}

impl Comparison {
    /// As it is written between metric and threshold.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Less => "<",
        }
    }
}

/// An alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    /// Its name: letters and digits.
    pub name: String,
    /// The metric.
    pub metric: &'static str,
    /// The dimension that the metric is found by.
    pub dimension: &'static str,
    /// The dimension's value; empty for the state machine.
    pub of: String,
    /// `Sum` or `p99`.
    pub statistic: &'static str,
    /// Seconds.
    pub period: u32,
    /// How many periods in a row.
    pub periods: u32,
    /// From where on.
    pub threshold: f64,
    /// How.
    pub comparison: Comparison,
    /// Why it is there, and why this threshold.
    pub reason: String,
}

/// Failures below so many a period are each worth a look.
const RARE: f64 = 0.05;
/// The usual period, in seconds.
const FIVE_MINUTES: u32 = 300;

/// The alarms that a workflow of this volume should have.
#[must_use]
pub fn alarms(forecast: &Forecast, sources: &[Source], volume: &Volume) -> Vec<Alarm> {
    let per_period = volume.monthly as f64 / 30.0 / 86_400.0 * f64::from(FIVE_MINUTES);
    let mut found = vec![
        failed(forecast, per_period),
        of_machine("TimedOut", "ExecutionsTimedOut", 1.0, "an execution that ran out of time has lost its work"),
    ];
    found.push(of_machine(
        "Throttled",
        "ExecutionThrottled",
        1.0,
        "the account's quota of transitions holds executions back: ask for a higher one",
    ));
    if forecast.ends.get("ABORTED").copied().unwrap_or(0) == 0 {
        found.push(of_machine(
            "Aborted",
            "ExecutionsAborted",
            1.0,
            "no run of the forecast is aborted: somebody stopped an execution",
        ));
    }
    found.extend(silent(volume));
    // Runs of which none succeeds tell nothing of how long is long, and how often failures are chance.
    if succeeds(forecast) {
        found.push(slow(forecast));
        found.extend(sources.iter().filter_map(|source| failing_source(forecast, source, per_period)));
    }
    found
}

/// Whether any run of a forecast does.
pub(crate) fn succeeds(forecast: &Forecast) -> bool {
    forecast.failing() < 1.0
}

fn of_machine(name: &str, metric: &'static str, threshold: f64, reason: &str) -> Alarm {
    Alarm {
        name: format!("Executions{name}"),
        metric,
        dimension: dimension("execution"),
        of: String::new(),
        statistic: "Sum",
        period: FIVE_MINUTES,
        periods: 1,
        threshold,
        comparison: Comparison::AtLeast,
        reason: reason.to_owned(),
    }
}

fn failed(forecast: &Forecast, per_period: f64) -> Alarm {
    let share = forecast.ends.get("FAILED").copied().unwrap_or(0) as f64 / forecast.runs.max(1) as f64;
    let expected = share * per_period;
    let threshold = above(expected);
    if !succeeds(forecast) {
        let reason =
            "no run of the forecast succeeds, so it cannot tell chance from trouble: any failure is worth a look until it can";
        return of_machine("Failed", "ExecutionsFailed", 1.0, reason);
    }
    let reason = if expected < RARE {
        format!("{:.2} % of runs fail in the forecast, {expected:.3} in five minutes: any failure is worth a look", share * 100.0)
    } else {
        format!(
            "{:.2} % of runs fail in the forecast, about {expected:.1} in five minutes; from {threshold:.0} on it is more than chance",
            share * 100.0
        )
    };
    of_machine("Failed", "ExecutionsFailed", threshold, &reason)
}

/// What chance does not reach: three standard deviations above what is expected.
fn above(expected: f64) -> f64 {
    if expected < RARE { 1.0 } else { libm::ceil(expected + 3.0 * libm::sqrt(expected)).max(1.0) }
}

fn slow(forecast: &Forecast) -> Alarm {
    let p99 = forecast.millis.p99;
    let threshold = libm::ceil((p99 * 1.5).max(1.0));
    Alarm {
        name: "ExecutionsSlow".to_owned(),
        statistic: "p99",
        periods: 3,
        threshold,
        reason: format!(
            "99 of 100 runs take at most {:.1} s in the forecast; half as much again, for a quarter of an hour, is no chance",
            p99 / 1000.0
        ),
        ..of_machine("Slow", "ExecutionTime", threshold, "")
    }
}

/// Silence says something only where there is hardly ever any.
fn silent(volume: &Volume) -> Option<Alarm> {
    const HOUR: u32 = 3600;
    // The quietest quarter of an hour has half of the average.
    let at_night = volume.monthly as f64 / 30.0 / POINTS as f64 * 4.0 * 0.5;
    const EXPECTED: f64 = 10.0;
    (at_night >= EXPECTED).then(|| Alarm {
        name: "ExecutionsMissing".to_owned(),
        period: HOUR,
        comparison: Comparison::Less,
        reason: format!("even in the quietest hour about {at_night:.0} executions start: none at all means that whoever starts them has stopped"),
        ..of_machine("Missing", "ExecutionsStarted", 1.0, "")
    })
}

fn failing_source(forecast: &Forecast, source: &Source, per_period: f64) -> Option<Alarm> {
    let failures: u64 = source.states.iter().filter_map(|state| forecast.states.get(*state)).map(|state| state.failures).sum();
    let expected = failures as f64 / forecast.runs.max(1) as f64 * per_period;
    if failures == 0 {
        return None;
    }
    let metric = match source.group {
        "function" => "LambdaFunctionsFailed",
        "activity" => "ActivitiesFailed",
        _ => "ServiceIntegrationsFailed",
    };
    let threshold = above(expected).max(3.0);
    let short: String =
        source.resource.rsplit([':', '/']).next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    Some(Alarm {
        name: format!("{metric}{short}"),
        dimension: dimension(source.group),
        of: source.resource.clone(),
        reason: format!(
            "about {expected:.2} calls fail in five minutes in the forecast, most of which are tried again; from {threshold:.0} on retries may not be enough"
        ),
        ..of_machine("", metric, threshold, "")
    })
}
