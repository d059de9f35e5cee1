//! A sentence on which type to choose, and why.

use crate::cost::{Costs, Volume};
use crate::data::{number, quotas};
use crate::runs::Forecast;

/// Which type to choose, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// `Standard` or `Express`; `None` where the runs do not tell.
    pub chosen: Option<&'static str>,
    /// The reason in a sentence.
    pub sentence: String,
}

impl Advice {
    fn standard(why: &str) -> Self {
        Self { chosen: Some("Standard"), sentence: format!("Standard: {why}") }
    }
}

/// Which type to choose.
#[must_use]
pub fn advice(forecast: &Forecast, costs: &Costs, volume: &Volume) -> Advice {
    let limit = number(quotas(), &["expressSeconds"]);
    let longest = forecast.millis.most / 1000.0;
    if forecast.failing() >= 1.0 {
        let sentence = "Every run failed, so that these numbers are those of failures: give the scenario the input that the workflow reads, or mend it, and run the forecast again.";
        return Advice { chosen: None, sentence: sentence.to_owned() };
    }
    if let Some(reason) = forecast.not_express.first() {
        let more = forecast.not_express.len() - 1;
        let more = if more > 0 {
            format!(" and for {more} more {}", if more == 1 { "reason" } else { "reasons" })
        } else {
            String::new()
        };
        return Advice::standard(&format!("it cannot be Express, as {reason}{more}."));
    }
    if longest > limit {
        return Advice::standard(&format!(
            "an Express execution ends after {limit:.0} s, and the longest run took {longest:.0} s."
        ));
    }
    let (standard, express) = (costs.standard.dollars, costs.express.dollars);
    let monthly = volume.monthly;
    if express < standard {
        let saved = standard - express;
        let sentence = format!(
            "Express, if every step may be done twice: it saves ${saved:.2} of ${standard:.2} a month at {monthly} runs, but it runs at least once and keeps its history in logs only."
        );
        return Advice { chosen: Some("Express"), sentence };
    }
    Advice::standard(&format!(
        "it costs ${standard:.2} a month at {monthly} runs, no more than Express (${express:.2}), and each run is kept and done exactly once."
    ))
}
