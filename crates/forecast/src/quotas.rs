//! How near a workflow comes to the service's quotas.

use crate::cost::Volume;
use crate::data::{number, quotas};
use crate::runs::Forecast;

/// How near it comes to one quota.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// The quota.
    pub what: &'static str,
    /// What is allowed.
    pub allowed: f64,
    /// What the forecast comes to, at its highest.
    pub reached: f64,
    /// The unit of both.
    pub unit: &'static str,
}

impl Distance {
    /// The share that is used, 1 for all of it.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.allowed > 0.0 { self.reached / self.allowed } else { 0.0 }
    }
}

/// A month's seconds.
const MONTH: f64 = 30.0 * 86_400.0;

/// The distance to every quota that a forecast says something of.
#[must_use]
pub fn distances(forecast: &Forecast, volume: &Volume) -> Vec<Distance> {
    let large = quotas().get("largeRegions").and_then(value::Value::as_array);
    let is_large = large.is_some_and(|regions| regions.iter().any(|region| region.as_str() == Some(&volume.region)));
    let size = if is_large { "large" } else { "other" };
    let starts = volume.monthly as f64 / MONTH * forecast.assumed.2;
    let of = |path: &[&str]| number(quotas(), path);
    let row = |what, allowed, reached, unit| Distance { what, allowed, reached, unit };
    vec![
        row("events of a history", of(&["historyEvents"]), forecast.events.most, "events"),
        row("largest payload", of(&["payloadBytes"]), forecast.payload_bytes.most, "bytes"),
        row("duration of an Express execution", of(&["expressSeconds"]), forecast.millis.most / 1000.0, "s"),
        row("duration of a Standard execution", of(&["standardSeconds"]), forecast.millis.most / 1000.0, "s"),
        row("items of an inline Map at the same time", of(&["inlineConcurrency"]), forecast.inline_items as f64, "items"),
        row("executions started a second, at the peak", of(&["startsPerSecond", size]), starts, "a second"),
        row(
            "transitions a second, at the peak",
            of(&["transitionsPerSecond", size]),
            starts * forecast.transitions.mean,
            "a second",
        ),
        row(
            "open Map Runs, at the peak",
            of(&["openMapRuns"]),
            starts * forecast.map_runs as f64 * forecast.millis.mean / 1000.0,
            "Map Runs",
        ),
        row("operations of a durable function", of(&["durableOperations"]), 1.0 + forecast.transitions.most, "operations"),
    ]
}
