//! A forecast as it is shown.

use value::Value;

use super::hot_spots::{HotSpot, hot_spots};
use super::read::{dollars, grouped, list, number, percent, short, text};
use crate::run::duration_words as duration;

/// What many runs come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForecastView {
    /// How many runs there were.
    pub runs: String,
    /// The share of runs that fail, in words.
    pub failing: String,
    /// How duration and cost are spread.
    pub spreads: Vec<SpreadRow>,
    /// The month's bill in the forms that the work could have.
    pub costs: Vec<CostRow>,
    /// Which type to choose, and why.
    pub advice: String,
    /// Whether a type could be advised: not where all runs fail.
    pub is_advised: bool,
    /// Where runs fail, the most frequent first.
    pub failures: Vec<FailureRow>,
    /// Where the time goes, as shares of all of it.
    pub slowest: Vec<FailureRow>,
    /// The states that take time or fail, in the order of the definition.
    pub hot: Vec<HotSpot>,
    /// How near it comes to quotas, the nearest first.
    pub quotas: Vec<QuotaRow>,
    /// Of when prices and quotas are.
    pub dated: String,
    /// Executions in a month, and the region.
    pub volume: String,
}

/// How a number is spread over the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct SpreadRow {
    /// What.
    pub what: &'static str,
    /// Half, 90 and 99 of 100 runs are at most so much.
    pub at: [String; 3],
    /// The heights of small bars, from 0 to 1.
    pub bars: Vec<f64>,
    /// From where to where the bars go.
    pub range: (String, String),
}

/// A line of the month's bill.
#[derive(Clone, Debug, PartialEq)]
pub struct CostRow {
    /// What is paid for.
    pub what: String,
    /// Dollars.
    pub dollars: String,
    /// How it was reckoned.
    pub how: String,
    /// Its share of the dearest one.
    pub share: f64,
    /// Whether it is the type that is advised.
    pub advised: bool,
}

/// Where something happens, and how much of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureRow {
    /// The state.
    pub state: String,
    /// With what error, or for how long.
    pub what: String,
    /// How much.
    pub words: String,
    /// From 0 to 1.
    pub share: f64,
}

/// How near a quota is.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaRow {
    /// The quota.
    pub what: String,
    /// How much of how much.
    pub words: String,
    /// From 0 on; 1 is all of it.
    pub share: f64,
    /// As style sheets name it: `far`, `near`, `over`.
    pub tone: &'static str,
}

/// A number of two forecasts.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareRow {
    /// What.
    pub what: &'static str,
    /// As it is.
    pub base: String,
    /// What if.
    pub beside: String,
}

impl ForecastView {
    /// Reads what the engine says.
    #[must_use]
    pub fn read(json: &str) -> Self {
        let value = value::parse(json).unwrap_or(Value::Null);
        let month = value.get("monthly").cloned().unwrap_or(Value::Null);
        let advice = text(&value, "advice");
        let runs = number(&value, "runs").max(1.0);
        let mut quotas: Vec<QuotaRow> = list(&value, "quotas").map(quota).collect();
        quotas.sort_by(|one, other| other.share.total_cmp(&one.share));
        Self {
            runs: grouped(runs),
            failing: percent(number(&value, "failing")),
            spreads: spreads(&value),
            costs: costs(&month, &text(&value, "advised")),
            failures: list(&value, "failures").take(8).map(|failure| of_failure(failure, runs)).collect(),
            slowest: slowest(&value),
            hot: hot_spots(&value),
            quotas,
            dated: format!("Prices of {}, quotas of {}", text(&value, "pricesOf"), text(&value, "quotasOf")),
            volume: format!("{} executions a month in {}", grouped(number(&month, "executions")), text(&month, "region")),
            is_advised: !text(&value, "advised").is_empty(),
            advice,
        }
    }

    /// The numbers that another forecast may change, beside each other.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Vec<CompareRow> {
        let row = |what, base: &str, beside: &str| CompareRow { what, base: base.to_owned(), beside: beside.to_owned() };
        let mut rows = vec![row("Executions", &self.volume, &other.volume), row("Runs that fail", &self.failing, &other.failing)];
        let names = ["Duration, half of the runs", "Duration, 99 of 100"];
        if let (Some(one), Some(two)) = (self.spreads.first(), other.spreads.first()) {
            rows.extend(names.into_iter().zip([0, 2]).map(|(name, at)| row(name, &one.at[at], &two.at[at])));
        }
        let bills = ["A month as Standard", "A month as Express", "Lambda functions on top"];
        let costs = bills.into_iter().zip(self.costs.iter().zip(&other.costs));
        rows.extend(costs.map(|(name, (one, two))| row(name, &one.dollars, &two.dollars)));
        rows
    }
}

fn spreads(value: &Value) -> Vec<SpreadRow> {
    let of_run = value.get("dollarsARun").cloned().unwrap_or(Value::Null);
    let seconds = |seconds: f64| duration((seconds * 1000.0) as u64);
    let rows = [
        ("Duration", value.get("seconds"), &seconds as &dyn Fn(f64) -> String),
        ("Cost of a run as Standard", of_run.get("standard"), &dollars),
        ("Cost of a run as Express", of_run.get("express"), &dollars),
    ];
    rows.into_iter().filter_map(|(what, spread, say)| Some(spread_row(what, spread?, say))).collect()
}

fn spread_row(what: &'static str, spread: &Value, say: &dyn Fn(f64) -> String) -> SpreadRow {
    let counts: Vec<f64> = list(spread, "bins").filter_map(Value::as_f64).collect();
    let most = counts.iter().copied().fold(1.0, f64::max);
    SpreadRow {
        what,
        at: ["median", "p90", "p99"].map(|name| say(number(spread, name))),
        bars: counts.iter().map(|count| count / most).collect(),
        range: (say(number(spread, "least")), say(number(spread, "p99"))),
    }
}

fn costs(month: &Value, advised: &str) -> Vec<CostRow> {
    let most = list(month, "costs").map(|line| number(line, "dollars")).fold(0.0, f64::max);
    let row = |line: &Value| {
        let what = text(line, "what");
        CostRow {
            advised: what == advised,
            dollars: dollars(number(line, "dollars")),
            how: text(line, "how"),
            share: if most > 0.0 { number(line, "dollars") / most } else { 0.0 },
            what,
        }
    };
    list(month, "costs").map(row).collect()
}

fn of_failure(failure: &Value, runs: f64) -> FailureRow {
    let share = number(failure, "runs") / runs;
    FailureRow { state: text(failure, "state"), what: text(failure, "error"), words: percent(share), share }
}

fn slowest(value: &Value) -> Vec<FailureRow> {
    let all: f64 = list(value, "states").map(|state| number(state, "seconds")).sum();
    let row = |state: &Value| {
        let seconds = number(state, "seconds");
        let what = format!("{} in a run", duration((seconds * 1000.0) as u64));
        FailureRow { state: text(state, "name"), what, words: percent(seconds / all), share: seconds / all }
    };
    let mut rows: Vec<FailureRow> = list(value, "states").filter(|state| number(state, "seconds") > 0.0).map(row).collect();
    rows.sort_by(|one, other| other.share.total_cmp(&one.share));
    rows.truncate(5);
    rows
}

fn quota(quota: &Value) -> QuotaRow {
    let share = number(quota, "share");
    let tone = match share {
        1.0.. => "over",
        0.8.. => "near",
        _ => "far",
    };
    let (reached, allowed) = (short(number(quota, "reached")), short(number(quota, "allowed")));
    let what = text(quota, "what");
    let mut letters = what.chars();
    let what = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    QuotaRow { what, words: format!("{reached} of {allowed} {}", text(quota, "unit")), share, tone }
}
