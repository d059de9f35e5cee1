//! What the service would show of a workflow: the metrics of a forecast day, the log of a run at each level, its trace, and
//! alarms with thresholds that the forecast gives reasons for. Everything is worked out of recordings and forecasts; nothing is
//! run here.

mod alarms;
mod day;
mod export;
mod logs;
mod print;
mod sources;
mod trace;

pub use alarms::{Alarm, Comparison, alarms};
pub use day::{Series, day};
pub use export::{cloudformation, dashboard, terraform};
pub use logs::{Level, log_events};
pub use print::value;
pub use sources::{Source, metric_names, sources};
pub use trace::trace;
