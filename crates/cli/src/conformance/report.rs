//! Counting, printing and writing down what became of the cases.

use crate::outcome::say;
use std::collections::BTreeMap;

use value::{Object, Value};

use super::Verdict;

/// The verdicts of all cases.
pub struct Report {
    verbose: bool,
    groups: BTreeMap<(String, String), Counts>,
    failures: Vec<(String, String)>,
    skips: BTreeMap<String, usize>,
    results: Vec<Value>,
}

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report {
    pub fn new(verbose: bool) -> Self {
        Self { verbose, groups: BTreeMap::new(), failures: Vec::new(), skips: BTreeMap::new(), results: Vec::new() }
    }

    pub fn add(&mut self, case: &Value, kind: &str, verdict: Verdict) {
        let text = |member: &str| case.get(member).and_then(Value::as_str).unwrap_or_default();
        let id = match text("id") {
            "" => case.get("id").map(Value::to_json).unwrap_or_default(),
            id => id.to_owned(),
        };
        let counts = self.groups.entry((kind.to_owned(), text("group").to_owned())).or_default();
        let mut result = Object::new();
        result.insert("id", case.get("id").cloned().unwrap_or_default());
        result.insert("kind", kind);
        let (passed, skipped, actual) = match verdict {
            Verdict::Passed(actual) => {
                counts.passed += 1;
                (true, false, actual)
            }
            Verdict::Failed(actual, difference) => {
                counts.failed += 1;
                self.failures.push((id, difference));
                (false, false, actual)
            }
            Verdict::Skipped(reason) => {
                counts.skipped += 1;
                *self.skips.entry(reason).or_default() += 1;
                (false, true, Value::Null)
            }
        };
        result.insert("passed", passed);
        result.insert("skipped", skipped);
        result.insert("actual", actual);
        self.results.push(Value::from(result));
    }

    pub fn failures(&self) -> usize {
        self.failures.len()
    }

    /// `[{id, kind, passed, skipped, actual}]`.
    pub fn results(&self) -> Value {
        Value::array(self.results.iter().cloned())
    }

    pub fn print(&self) {
        for (id, difference) in &self.failures {
            say(&format!("failed {id}"));
            let shown = if self.verbose { difference.clone() } else { difference.chars().take(SHOWN_CHARS).collect() };
            say(&format!("    {shown}"));
        }
        let mut total = Counts::default();
        for ((kind, group), counts) in &self.groups {
            say(&format!(
                "{kind:20} {group:36} {:5} passed {:5} failed {:5} skipped",
                counts.passed, counts.failed, counts.skipped
            ));
            total.passed += counts.passed;
            total.failed += counts.failed;
            total.skipped += counts.skipped;
        }
        for (reason, count) in &self.skips {
            say(&format!("skipped {count}: {reason}"));
        }
        say(&format!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped));
    }
}

/// How much of a difference is shown without `--verbose`.
const SHOWN_CHARS: usize = 400;
