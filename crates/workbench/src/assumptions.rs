//! What prices are reckoned with. They belong to nobody's screen and to no workflow, and are kept with the layout.

use value::{Object, Value};

use crate::kept::Kept;

/// What prices are reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumptions {
    /// The runs a month.
    pub monthly_runs: u64,
    /// The memory that an Express workflow is thought to need, in megabytes.
    pub express_megabytes: u64,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self { monthly_runs: 100_000, express_megabytes: 64 }
    }
}

impl Assumptions {
    /// Adds them to what is kept.
    pub(crate) fn write(&self, kept: &mut Object) {
        kept.insert("monthly_runs", Value::from(self.monthly_runs as i64));
        kept.insert("express_megabytes", Value::from(self.express_megabytes as i64));
    }

    /// Reads what was kept; what is missing is as usual.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let usual = Self::default();
        let Ok(kept) = Kept::read(text) else { return usual };
        let number =
            |name: &str, usual: u64| kept.number(name).filter(|number| *number >= 1.0).map_or(usual, |number| number as u64);
        Self {
            monthly_runs: number("monthly_runs", usual.monthly_runs),
            express_megabytes: number("express_megabytes", usual.express_megabytes),
        }
    }
}
