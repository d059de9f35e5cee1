//! A forecast as JSON, as text and as a usage file of Infracost.

use value::{Number, Object, Value};

use crate::advice::advice;
use crate::cost::{CostLine, Costs, Volume};
use crate::data::{prices, quotas};
use crate::quotas::{Distance, distances};
use crate::runs::{Forecast, StateForecast};
use crate::statistics::Statistics;

/// The forecast for a month's volume as JSON.
#[must_use]
pub fn value(forecast: &Forecast, volume: &Volume) -> Value {
    let costs = Costs::of(forecast, volume);
    let mut object = Object::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name, value));
    put("runs", Value::from(forecast.runs as i64));
    put("failing", float(forecast.failing()));
    put("ends", Value::object(forecast.ends.iter().map(|(name, count)| (*name, *count as i64))));
    put("seconds", statistics(&forecast.millis, 1000.0));
    put("transitions", statistics(&forecast.transitions, 1.0));
    put("nestedTransitions", float(forecast.nested_transitions));
    put("events", statistics(&forecast.events, 1.0));
    put("payloadBytes", statistics(&forecast.payload_bytes, 1.0));
    let failures = forecast.failures.iter().map(|share| {
        Value::object([
            ("state", Value::from(share.state.as_str())),
            ("error", Value::from(share.error.as_str())),
            ("runs", Value::from(share.runs as i64)),
        ])
    });
    put("failures", failures.collect::<Vec<_>>().into());
    put("states", forecast.states.iter().map(|state| of_state(state, forecast.runs)).collect::<Vec<_>>().into());
    put("notExpress", forecast.not_express.iter().map(|reason| Value::from(reason.as_str())).collect::<Vec<_>>().into());
    let lines = [&costs.standard, &costs.express, &costs.functions, &costs.durable].map(line);
    put(
        "monthly",
        Value::object([
            ("executions", Value::from(volume.monthly as i64)),
            ("region", Value::from(volume.region.as_str())),
            ("costs", Value::from(lines.to_vec())),
        ]),
    );
    let of_a_run = Costs::of_a_run(forecast, &volume.region);
    put("dollarsARun", Value::object([("standard", statistics(&of_a_run.0, 1.0)), ("express", statistics(&of_a_run.1, 1.0))]));
    put("quotas", distances(forecast, volume).iter().map(distance).collect::<Vec<_>>().into());
    let advice = advice(forecast, &costs, volume);
    put("advised", advice.chosen.map_or(Value::Null, Value::from));
    put("advice", Value::from(advice.sentence));
    let date = |value: &Value| value.get("date").cloned().unwrap_or(Value::Null);
    put("pricesOf", date(prices()));
    put("quotasOf", date(quotas()));
    Value::from(object)
}

/// The forecast in words.
#[must_use]
pub fn text(forecast: &Forecast, volume: &Volume) -> String {
    let costs = Costs::of(forecast, volume);
    let mut lines = vec![format!("{} runs; {:.2} % fail", forecast.runs, forecast.failing() * 100.0)];
    for share in forecast.failures.iter().take(5) {
        let percent = share.runs as f64 / forecast.runs.max(1) as f64 * 100.0;
        lines.push(format!("  {percent:.2} % in `{}` with {}", share.state, share.error));
    }
    lines.push(format!("\n{:<22}{:>12}{:>12}{:>12}{:>12}{:>12}", "", "mean", "median", "p95", "p99", "most"));
    let rows = [
        ("seconds", &forecast.millis, 1000.0),
        ("transitions", &forecast.transitions, 1.0),
        ("events", &forecast.events, 1.0),
        ("largest payload, bytes", &forecast.payload_bytes, 1.0),
    ];
    for (name, statistics, unit) in rows {
        let cell = |number: f64| format!("{:>12.1}", number / unit);
        let cells: String =
            [statistics.mean, statistics.median, statistics.p95, statistics.p99, statistics.most].map(cell).concat();
        lines.push(format!("{name:<22}{cells}"));
    }
    lines.push("\nwhere the time goes:".to_owned());
    for state in hottest(forecast).into_iter().take(5) {
        let share = state.millis as f64 / forecast.states.iter().map(|state| state.millis).sum::<u64>().max(1) as f64;
        lines.push(format!("  {:>5.1} %  `{}`", share * 100.0, state.name));
    }
    lines.push(format!("\na month of {} runs in {}:", volume.monthly, volume.region));
    for line in [&costs.standard, &costs.express, &costs.functions, &costs.durable] {
        lines.push(format!("  ${:>10.2}  {} ({})", line.dollars, line.what, line.how));
    }
    lines.push("\nquotas:".to_owned());
    for distance in distances(forecast, volume) {
        let share = distance.share() * 100.0;
        let mark = if share >= 100.0 {
            " EXCEEDED"
        } else if share >= 80.0 {
            " near"
        } else {
            ""
        };
        lines.push(format!(
            "  {share:>6.1} %  {}: {} of {:.0} {}{mark}",
            distance.what,
            short(distance.reached),
            distance.allowed,
            distance.unit
        ));
    }
    lines.push(format!("\n{}", advice(forecast, &costs, volume).sentence));
    lines.join("\n") + "\n"
}

/// A usage file of Infracost for a resource of Terraform.
#[must_use]
pub fn infracost(forecast: &Forecast, volume: &Volume, address: &str) -> String {
    let monthly = volume.monthly as f64;
    let transitions = (forecast.transitions.mean + forecast.nested_transitions) * monthly;
    format!(
        "version: 0.1\nresource_usage:\n  {address}:\n    monthly_transitions: {transitions:.0}\n    monthly_requests: {monthly:.0}\n    workflow_duration_ms: {:.0}\n    memory_mb: {:.0}\n",
        forecast.millis.mean, forecast.assumed.0
    )
}

fn hottest(forecast: &Forecast) -> Vec<&StateForecast> {
    let mut states: Vec<&StateForecast> = forecast.states.iter().filter(|state| state.millis > 0).collect();
    states.sort_by_key(|state| std::cmp::Reverse(state.millis));
    states
}

/// Small numbers with two decimals, large ones without.
fn short(number: f64) -> String {
    if number < 10.0 && number.fract() != 0.0 { format!("{number:.2}") } else { format!("{number:.0}") }
}

fn float(number: f64) -> Value {
    Value::from(Number::from_f64(number).map(Value::Number))
}

fn statistics(statistics: &Statistics, unit: f64) -> Value {
    let number = |number: f64| float(number / unit);
    Value::object([
        ("least", number(statistics.least)),
        ("mean", number(statistics.mean)),
        ("median", number(statistics.median)),
        ("p90", number(statistics.p90)),
        ("p95", number(statistics.p95)),
        ("p99", number(statistics.p99)),
        ("most", number(statistics.most)),
        ("bins", statistics.bins.iter().map(|count| Value::from(i64::from(*count))).collect::<Vec<_>>().into()),
    ])
}

fn of_state(state: &StateForecast, runs: u64) -> Value {
    let each = |number: u64| float(number as f64 / runs.max(1) as f64);
    Value::object([
        ("name", Value::from(state.name.as_str())),
        ("visits", each(state.visits)),
        ("seconds", float(state.millis as f64 / 1000.0 / runs.max(1) as f64)),
        ("failures", each(state.failures)),
    ])
}

fn line(line: &CostLine) -> Value {
    Value::object([("what", Value::from(line.what)), ("dollars", float(line.dollars)), ("how", Value::from(line.how.as_str()))])
}

fn distance(distance: &Distance) -> Value {
    Value::object([
        ("what", Value::from(distance.what)),
        ("reached", float(distance.reached)),
        ("allowed", float(distance.allowed)),
        ("unit", Value::from(distance.unit)),
        ("share", float(distance.share())),
    ])
}
