//! A run as files.

use simulator::fold;
use simulator::recording::print;
use value::Value;

use super::Run;

/// What a run can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The execution's history, as `GetExecutionHistory` gives it.
    History,
    /// A table of the steps.
    Table,
    /// A trace that Perfetto and Chrome open.
    Trace,
    /// A script that has the service test each state.
    Tests,
}

impl Export {
    /// All, with their names and the ends of their files' names.
    pub const ALL: [(Self, &str, &str); 4] = [
        (Self::History, "History as JSON (GetExecutionHistory)", ".history.json"),
        (Self::Table, "Steps as CSV", ".steps.csv"),
        (Self::Trace, "Trace for Perfetto and Chrome", ".trace.json"),
        (Self::Tests, "TestState calls as a shell script", ".test-state.sh"),
    ];
}

impl Run {
    /// The run as a file's text; steps as they are at the present moment.
    #[must_use]
    pub fn export(&self, export: Export) -> Option<String> {
        let recording = self.recording()?;
        Some(match export {
            Export::History => Value::object([("events", print::history(recording, 0))]).to_json_pretty(),
            Export::Table => fold::csv(recording, &self.inside.replay),
            Export::Trace => fold::trace_json(recording, &self.inside.replay),
            Export::Tests => super::test_script::test_script(self, recording),
        })
    }
}
