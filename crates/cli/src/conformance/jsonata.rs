//! Cases of the JSONata suite.

use value::Value;

use super::Verdict;

pub fn run(_case: &Value, _contents: &Value) -> Verdict {
    Verdict::Skipped("cases of JSONata alone are not run yet".to_owned())
}
