//! A sentence on which type to choose, and why.

use crate::cost::{Costs, Volume};
use crate::data::{number, quotas};
use crate::runs::Forecast;

/// Which type to choose.
#[must_use]
pub fn advice(forecast: &Forecast, costs: &Costs, volume: &Volume) -> String {
    let limit = number(quotas(), &["expressSeconds"]);
    let longest = forecast.millis.most / 1000.0;
    if let Some(reason) = forecast.not_express.first() {
        let more = forecast.not_express.len() - 1;
        let more = if more > 0 { format!(" and {more} more reasons") } else { String::new() };
        return format!("Standard: it cannot be Express, as {reason}{more}.");
    }
    if longest > limit {
        return format!("Standard: an Express execution ends after {limit:.0} s, and the longest run took {longest:.0} s.");
    }
    let (standard, express) = (costs.standard.dollars, costs.express.dollars);
    let monthly = volume.monthly;
    if express < standard {
        let saved = standard - express;
        return format!(
            "Express, if every step may be done twice: it saves ${saved:.2} of ${standard:.2} a month at {monthly} runs, but it runs at least once and keeps its history in logs only."
        );
    }
    format!(
        "Standard: it costs ${standard:.2} a month at {monthly} runs, no more than Express (${express:.2}), and each run is kept and done exactly once."
    )
}
