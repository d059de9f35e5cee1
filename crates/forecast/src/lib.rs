//! What a workflow takes, costs and comes near to: many seeded runs of its scenarios, with chance in how long Tasks take, how
//! often they fail and how many items there are.
//!
//! [`Forecaster`] makes the runs, some at a time, so that whoever asks can show progress or stop. Its [`Forecast`] is plain
//! numbers. The same seed gives the same numbers natively and in WebAssembly: powers and logarithms come from `libm`. Prices,
//! quotas and first assumptions are data files with dates and sources.

mod advice;
mod assumptions;
mod cost;
mod data;
mod distribution;
mod host;
mod measure;
mod print;
mod quotas;
mod runs;
mod statistics;

pub use assumptions::{Assumptions, TaskAssumption};
pub use cost::{CostLine, Costs, Volume};
pub use distribution::Distribution;
pub use print::{infracost, text, value};
pub use quotas::Distance;
pub use runs::{Forecast, Forecaster, Share, StateForecast};
pub use statistics::Statistics;
