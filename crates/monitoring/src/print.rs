//! Alarms and metrics as JSON.

use value::{Number, Object, Value};

use crate::alarms::Alarm;
use crate::day::Series;

/// Alarms and the metrics of a day as JSON.
#[must_use]
pub fn value(alarms: &[Alarm], series: &[Series]) -> Value {
    let alarms = alarms.iter().map(alarm_value).collect::<Vec<_>>();
    let metrics = series.iter().map(series_value).collect::<Vec<_>>();
    Value::object([("alarms", alarms), ("metrics", metrics)])
}

fn number(number: f64) -> Value {
    Value::from(Number::from_f64(number).map(Value::Number))
}

fn alarm_value(alarm: &Alarm) -> Value {
    let mut object = Object::new();
    object.insert("name", alarm.name.as_str());
    object.insert("metric", alarm.metric);
    object.insert("dimension", alarm.dimension);
    object.insert("of", alarm.of.as_str());
    object.insert("statistic", alarm.statistic);
    object.insert("period", i64::from(alarm.period));
    object.insert("periods", i64::from(alarm.periods));
    object.insert("comparison", alarm.comparison.sign());
    object.insert("threshold", number(alarm.threshold));
    object.insert("reason", alarm.reason.as_str());
    Value::from(object)
}

fn series_value(series: &Series) -> Value {
    let mut object = Object::new();
    object.insert("metric", series.metric.as_str());
    object.insert("dimension", series.dimension);
    object.insert("of", series.of.as_str());
    object.insert("statistic", series.statistic);
    object.insert("unit", series.unit);
    object.insert("points", series.points.iter().map(|point| number(*point)).collect::<Vec<_>>());
    Value::from(object)
}
