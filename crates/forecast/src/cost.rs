//! What a month costs: as Standard, as Express, with Lambda's own part, and as a durable function.

use crate::data::{number, prices};
use crate::runs::Forecast;
use crate::statistics::Statistics;

/// How much is run where.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// Executions in a month.
    pub monthly: u64,
    /// The region, such as `eu-west-1`.
    pub region: String,
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// What is paid for.
    pub what: &'static str,
    /// How it was reckoned.
    pub how: String,
    /// Dollars in a month.
    pub dollars: f64,
}

/// A month's bill in the forms that the work could have.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Step Functions as a Standard workflow, the free transitions taken off.
    pub standard: CostLine,
    /// Step Functions as an Express workflow, whether or not it could be one.
    pub express: CostLine,
    /// The Lambda functions that it calls, which come on top of either.
    pub functions: CostLine,
    /// The same work as a durable function of Lambda.
    pub durable: CostLine,
}

impl Costs {
    /// The bill of a forecast for a month.
    #[must_use]
    pub fn of(forecast: &Forecast, volume: &Volume) -> Self {
        let monthly = volume.monthly as f64;
        Self {
            standard: standard(forecast, monthly, &volume.region),
            express: express(forecast, monthly),
            functions: functions(forecast, monthly),
            durable: durable(forecast, monthly),
        }
    }

    /// What one run costs, as Standard and as Express: nothing free taken off, and Express at its first price.
    #[must_use]
    pub fn of_a_run(forecast: &Forecast, region: &str) -> (Statistics, Statistics) {
        let price = standard_price(region) / 1000.0;
        let standard = forecast.transitions.scaled(price, forecast.nested_transitions * price);
        let step = number(prices(), &["expressStepMillis"]) / 1000.0 * express_megabytes(forecast) / 1024.0 * in_tiers(1.0);
        let request = number(prices(), &["expressPerMillion"]) / 1_000_000.0;
        (standard, forecast.express_steps.scaled(step, request))
    }
}

fn standard_price(region: &str) -> f64 {
    let by_region = number(prices(), &["standardPerThousand", region]);
    if by_region > 0.0 { by_region } else { number(prices(), &["standardPerThousand", "default"]) }
}

fn express_megabytes(forecast: &Forecast) -> f64 {
    let step = number(prices(), &["expressStepMegabytes"]);
    libm::ceil(forecast.assumed.0.max(1.0) / step) * step
}

fn standard(forecast: &Forecast, monthly: f64, region: &str) -> CostLine {
    let price = standard_price(region);
    let each = forecast.transitions.mean + forecast.nested_transitions;
    let billed = (each * monthly - number(prices(), &["standardFreeTransitions"])).max(0.0);
    let nested = if forecast.nested_transitions > 0.0 {
        format!(", {:.1} of them of nested executions", forecast.nested_transitions)
    } else {
        String::new()
    };
    CostLine {
        what: "Standard",
        how: format!("{each:.1} transitions a run{nested}; ${price} a thousand after the free ones"),
        dollars: billed / 1000.0 * price,
    }
}

fn express(forecast: &Forecast, monthly: f64) -> CostLine {
    let megabytes = express_megabytes(forecast);
    let seconds = forecast.express_steps.mean * number(prices(), &["expressStepMillis"]) / 1000.0;
    let gigabyte_seconds = seconds * megabytes / 1024.0 * monthly;
    let requests = monthly * number(prices(), &["expressPerMillion"]) / 1_000_000.0;
    CostLine {
        what: "Express",
        how: format!("a request and {seconds:.1} s of {megabytes:.0} MB a run"),
        dollars: requests + in_tiers(gigabyte_seconds),
    }
}

/// The price of gigabyte-seconds falls with their number.
fn in_tiers(gigabyte_seconds: f64) -> f64 {
    let tiers = prices().get("expressGigabyteSeconds").and_then(value::Value::as_array);
    let (mut dollars, mut below) = (0.0, 0.0);
    for tier in tiers.into_iter().flat_map(|tiers| tiers.iter()) {
        let up_to = tier.get("upTo").and_then(value::Value::as_f64).unwrap_or(f64::INFINITY);
        let within = gigabyte_seconds.min(up_to) - below;
        if within > 0.0 {
            dollars += within * number(tier, &["price"]);
        }
        below = up_to;
    }
    dollars
}

fn functions(forecast: &Forecast, monthly: f64) -> CostLine {
    let (calls, millis) = forecast.functions;
    let gigabyte_seconds = millis / 1000.0 * forecast.assumed.1 / 1024.0;
    let each = calls * number(prices(), &["lambdaPerMillion"]) / 1_000_000.0
        + gigabyte_seconds * number(prices(), &["lambdaPerGigabyteSecond"]);
    CostLine {
        what: "Lambda functions",
        how: match calls > 0.0 {
            true => format!(
                "{calls:.1} calls and {:.1} s of {:.0} MB a run; Lambda's free tier is not taken off",
                millis / 1000.0,
                forecast.assumed.1
            ),
            false => "no function is called".to_owned(),
        },
        dollars: each * monthly,
    }
}

/// Every start, step, wait and branch is an operation.
fn durable(forecast: &Forecast, monthly: f64) -> CostLine {
    let operations = 1.0 + forecast.transitions.mean;
    let written = forecast.written_bytes / 1_073_741_824.0;
    let each = operations * number(prices(), &["durablePerMillionOperations"]) / 1_000_000.0
        + written * number(prices(), &["durablePerGigabyteWritten"]);
    CostLine {
        what: "Durable function",
        how: format!("{operations:.1} operations a run, with its own compute and retained data on top"),
        dollars: each * monthly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_of_gigabyte_seconds_falls() {
        let close = |a: f64, b: f64| (a - b).abs() < 0.01;
        assert!(close(in_tiers(3_600_000.0), 60.01));
        assert!(close(in_tiers(18_000_000.0), 60.01 + 119.95));
        assert!(close(in_tiers(20_000_000.0), 60.01 + 119.95 + 9.12));
    }
}
