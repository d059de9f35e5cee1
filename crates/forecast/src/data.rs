//! The data files, read once.

use std::sync::OnceLock;

use value::Value;

/// Prices in dollars.
pub fn prices() -> &'static Value {
    static READ: OnceLock<Value> = OnceLock::new();
    READ.get_or_init(|| read(include_str!("../data/prices.json")))
}

/// The service's quotas.
pub fn quotas() -> &'static Value {
    static READ: OnceLock<Value> = OnceLock::new();
    READ.get_or_init(|| read(include_str!("../data/quotas.json")))
}

/// What is assumed where nobody says otherwise.
pub fn assumptions() -> &'static Value {
    static READ: OnceLock<Value> = OnceLock::new();
    READ.get_or_init(|| read(include_str!("../data/assumptions.json")))
}

/// A number of a data file; 0 where it is missing, which the tests rule out.
pub fn number(value: &Value, path: &[&str]) -> f64 {
    path.iter().try_fold(value, |value, name| value.get(name)).and_then(Value::as_f64).unwrap_or(0.0)
}

fn read(text: &str) -> Value {
    value::parse(text).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_hold_what_is_asked_of_them() {
        for path in [
            &["standardFreeTransitions"][..],
            &["standardPerThousand", "default"],
            &["expressPerMillion"],
            &["expressStepMillis"],
        ] {
            assert!(number(prices(), path) > 0.0, "{path:?}");
        }
        for path in [
            &["lambdaPerMillion"],
            &["lambdaPerGigabyteSecond"],
            &["durablePerMillionOperations"],
            &["durablePerGigabyteWritten"],
        ] {
            assert!(number(prices(), path) > 0.0, "{path:?}");
        }
        for path in [
            &["historyEvents"][..],
            &["payloadBytes"],
            &["startsPerSecond", "other"],
            &["transitionBucket", "large"],
            &["openMapRuns"],
        ] {
            assert!(number(quotas(), path) > 0.0, "{path:?}");
        }
        assert!(number(assumptions(), &["services", "default", "median"]) > 0.0);
    }
}
