//! What CloudWatch would show, as it is shown here.

use value::Value;

use super::read::{formats, list, number, short, text};

/// Alarms and metrics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonitoringView {
    /// The alarms to set.
    pub alarms: Vec<AlarmRow>,
    /// The metrics of a day.
    pub metrics: Vec<MetricRow>,
    /// Whether executions succeed in them.
    pub succeeds: bool,
    /// Alarms and dashboard in each format: its title, a file's name, the text.
    pub formats: Vec<(&'static str, &'static str, String)>,
}

/// An alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmRow {
    /// Its name.
    pub name: String,
    /// The metric, with what it is compared to.
    pub rule: String,
    /// What it is of; empty for the state machine.
    pub of: String,
    /// Why.
    pub reason: String,
}

/// A metric over a day.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricRow {
    /// Its name.
    pub metric: String,
    /// What it is of; empty for the state machine.
    pub of: String,
    /// The day's sum, or its mean, with the unit.
    pub words: String,
    /// The heights of small bars, from 0 to 1.
    pub bars: Vec<f64>,
}

/// What CloudWatch Logs would hold of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogView {
    /// The level.
    pub level: String,
    /// The first log events.
    pub lines: Vec<String>,
    /// How many there are.
    pub all: usize,
}

/// The formats, with the names of their files.
const FORMATS: [(&str, &str, &str); 3] = [
    ("cloudformation", "CloudFormation", "monitoring.cloudformation.yaml"),
    ("terraform", "Terraform", "monitoring.tf"),
    ("dashboard", "Dashboard JSON", "dashboard.json"),
];

impl MonitoringView {
    /// Reads what the engine says.
    #[must_use]
    pub fn read(json: &str) -> Self {
        let value = value::parse(json).unwrap_or(Value::Null);
        let sums = |metric: &Value| list(metric, "points").filter_map(Value::as_f64).sum::<f64>() > 0.0;
        Self {
            alarms: list(&value, "alarms").map(alarm).collect(),
            metrics: list(&value, "metrics").map(metric).collect(),
            succeeds: list(&value, "metrics").any(|metric| text(metric, "metric") == "ExecutionsSucceeded" && sums(metric)),
            formats: formats(&value, &FORMATS),
        }
    }
}

fn alarm(alarm: &Value) -> AlarmRow {
    let (minutes, periods) = (number(alarm, "period") / 60.0, number(alarm, "periods"));
    let times = if periods > 1.0 { format!(", {periods:.0} times in a row") } else { String::new() };
    let unit = if text(alarm, "metric") == "ExecutionTime" { " ms" } else { "" };
    AlarmRow {
        rule: format!(
            "{} ({}) {} {}{unit} in {minutes:.0} min{times}",
            text(alarm, "metric"),
            text(alarm, "statistic"),
            text(alarm, "comparison"),
            short(number(alarm, "threshold")),
        ),
        name: text(alarm, "name"),
        of: text(alarm, "of"),
        reason: crate::problems::capitalised(&text(alarm, "reason")),
    }
}

fn metric(metric: &Value) -> MetricRow {
    /// A bar is of an hour, which has four points.
    const HOUR: usize = 4;
    let points: Vec<f64> = list(metric, "points").filter_map(Value::as_f64).collect();
    let hours: Vec<f64> = points.chunks(HOUR).map(|hour| hour.iter().sum()).collect();
    let most = hours.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let sum: f64 = points.iter().sum();
    let busy = points.iter().filter(|point| **point > 0.0).count().max(1) as f64;
    let words = match text(metric, "unit").as_str() {
        "Count" => format!("{} a day", short(sum)),
        _ => format!("{} ms, {}", short((sum / busy).round()), text(metric, "statistic")),
    };
    MetricRow {
        metric: text(metric, "metric"),
        of: text(metric, "of"),
        words,
        bars: hours.iter().map(|hour| hour / most).collect(),
    }
}
