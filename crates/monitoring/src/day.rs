//! The metrics of a forecast day: what CloudWatch would plot.

use expressions::{Environment, SeededEnvironment};
use forecast::{Forecast, Volume};

use crate::alarms::succeeds;
use crate::sources::{Source, dimension};

/// So many points a day has: one for every quarter of an hour.
pub const POINTS: usize = 96;
/// A point's seconds.
pub const PERIOD: u32 = 900;

/// A metric over the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name, such as `ExecutionsFailed`.
    pub metric: String,
    /// The dimension that it is found by.
    pub dimension: &'static str,
    /// The dimension's value; empty for the state machine.
    pub of: String,
    /// `Sum`, `Average` or `p99`.
    pub statistic: &'static str,
    /// `Count` or `Milliseconds`.
    pub unit: &'static str,
    /// The points from midnight on.
    pub points: Vec<f64>,
}

/// The metrics of a day of average volume, busier by day than by night, with chance from a seed.
#[must_use]
pub fn day(forecast: &Forecast, sources: &[Source], volume: &Volume, seed: u64) -> Vec<Series> {
    let mut chance = SeededEnvironment::new(0, seed);
    let daily = volume.monthly as f64 / 30.0;
    let weights: Vec<f64> = (0..POINTS).map(weight).collect();
    let total: f64 = weights.iter().sum();
    let started: Vec<f64> = weights.iter().map(|weight| counted(daily * weight / total, &mut chance)).collect();
    let mut all = executions(forecast, &started, &mut chance);
    for source in sources {
        all.extend(called(forecast, source, &started, &mut chance));
    }
    all
}

/// How busy a quarter of an hour is: a third at night of what it is at noon.
fn weight(point: usize) -> f64 {
    let hour = point as f64 / POINTS as f64 * core::f64::consts::TAU;
    1.0 - 0.5 * libm::cos(hour)
}

fn executions(forecast: &Forecast, started: &[f64], chance: &mut dyn Environment) -> Vec<Series> {
    let count = |status: &str| forecast.ends.get(status).copied().unwrap_or(0) as f64 / forecast.runs.max(1) as f64;
    let mut ended: Vec<(&str, Vec<f64>)> =
        [("ExecutionsFailed", "FAILED"), ("ExecutionsTimedOut", "TIMED_OUT"), ("ExecutionsAborted", "ABORTED")]
            .iter()
            .map(|(metric, status)| {
                (*metric, started.iter().map(|started| counted(started * count(status), chance).min(*started)).collect())
            })
            .collect();
    let rest = (0..started.len()).map(|at| started[at] - ended.iter().map(|(_, points)| points[at]).sum::<f64>());
    let rest: Vec<f64> = rest.map(|count| count.max(0.0)).collect();
    let succeeded = match succeeds(forecast) {
        true => rest,
        // Where none succeeds, what chance leaves over ends as most do.
        false => {
            let total = |points: &[f64]| points.iter().sum::<f64>();
            if let Some((_, most)) = ended.iter_mut().max_by(|(_, one), (_, other)| total(one).total_cmp(&total(other))) {
                most.iter_mut().zip(&rest).for_each(|(count, rest)| *count += rest);
            }
            vec![0.0; started.len()]
        }
    };
    ended.push(("ExecutionsSucceeded", succeeded));
    ended.insert(0, ("ExecutionsStarted", started.to_vec()));
    ended.push(("ExecutionThrottled", vec![0.0; started.len()]));
    let mut all: Vec<Series> =
        ended.into_iter().map(|(metric, points)| series("execution", metric, "", "Sum", "Count", points)).collect();
    for (statistic, value) in [("Average", forecast.millis.mean), ("p99", forecast.millis.p99)] {
        let points = started.iter().map(|started| if *started > 0.0 { value } else { 0.0 }).collect();
        all.push(series("execution", "ExecutionTime", "", statistic, "Milliseconds", points));
    }
    all
}

fn called(forecast: &Forecast, source: &Source, started: &[f64], chance: &mut dyn Environment) -> Vec<Series> {
    let runs = forecast.runs.max(1) as f64;
    let states = source.states.iter().filter_map(|state| forecast.states.get(*state));
    let (visits, millis, failures) =
        states.fold((0, 0, 0), |sum, state| (sum.0 + state.visits, sum.1 + state.millis, sum.2 + state.failures));
    let names = match source.group {
        "function" => ("LambdaFunctionsScheduled", "LambdaFunctionsSucceeded", "LambdaFunctionsFailed", "LambdaFunctionRunTime"),
        "activity" => ("ActivitiesScheduled", "ActivitiesSucceeded", "ActivitiesFailed", "ActivityRunTime"),
        _ => (
            "ServiceIntegrationsScheduled",
            "ServiceIntegrationsSucceeded",
            "ServiceIntegrationsFailed",
            "ServiceIntegrationRunTime",
        ),
    };
    // Every failure but the last of a visit is tried again.
    let attempts = (visits.max(failures)) as f64 / runs;
    let failing = if attempts > 0.0 { failures as f64 / runs / attempts } else { 0.0 };
    let scheduled: Vec<f64> = started.iter().map(|started| counted(started * attempts, chance)).collect();
    let failed: Vec<f64> = scheduled.iter().map(|count| counted(count * failing, chance).min(*count)).collect();
    let succeeded = scheduled.iter().zip(&failed).map(|(all, failed)| all - failed).collect();
    let time = if visits > 0 { millis as f64 / visits as f64 } else { 0.0 };
    let times = scheduled.iter().map(|count| if *count > 0.0 { time } else { 0.0 }).collect();
    let of = |metric, statistic, unit, points| series(source.group, metric, &source.resource, statistic, unit, points);
    vec![
        of(names.0, "Sum", "Count", scheduled),
        of(names.1, "Sum", "Count", succeeded),
        of(names.2, "Sum", "Count", failed),
        of(names.3, "Average", "Milliseconds", times),
    ]
}

fn series(group: &str, metric: &str, of: &str, statistic: &'static str, unit: &'static str, points: Vec<f64>) -> Series {
    Series { metric: metric.to_owned(), dimension: dimension(group), of: of.to_owned(), statistic, unit, points }
}

/// A whole number around an expectation, spread as counts are.
fn counted(expected: f64, chance: &mut dyn Environment) -> f64 {
    const FEW: f64 = 30.0;
    if expected <= 0.0 {
        return 0.0;
    }
    if expected < FEW {
        // Knuth's way: how many draws stay above the limit.
        let (limit, mut product, mut count) = (libm::exp(-expected), chance.random(), 0.0);
        while product > limit {
            product *= chance.random();
            count += 1.0;
        }
        return count;
    }
    let (one, other) = (1.0 - chance.random(), chance.random());
    let normal = libm::sqrt(-2.0 * libm::log(one)) * libm::cos(core::f64::consts::TAU * other);
    libm::round(expected + libm::sqrt(expected) * normal).max(0.0)
}
