//! Scenarios: a run's input, the answers of its Tasks, and what is expected of it.

mod as_recorded;
mod defaults;
mod delay;
mod expectation;
mod host;
mod mock;
mod mock_config;
mod mock_config_file;
mod read;
mod workflow;

/// The members that scenario files may have, as the reader knows them: what publishes the format is compared with these.
pub mod members {
    pub use super::expectation::{EXPECTATION as EXPECT, STATE};
    pub use super::read::{CASE_MEMBERS as CASE, OTHERS as ANSWER, REPLIES, SCENARIO_MEMBERS as SCENARIO};
}

use std::collections::BTreeMap;
use std::sync::Arc;

use value::Value;

pub use delay::Delay;
pub use expectation::{Difference, Expectation, Mismatch, Pattern, Range, StateExpectation, differences};
pub use host::ScenarioHost;
pub use mock::{Answer, Call, Case, Mock, Numbers, Reply, When};
pub use mock_config::{read_mock_config, write_mock_config};
pub use mock_config_file::{MockConfigFile, TestCase, Tested};
pub(crate) use read::write_mocks;
pub use read::{
    ScenarioError, check_scenarios, read_mocks, read_placeholders, read_scenario, read_scenarios, write_scenario, write_scenarios,
};
pub use workflow::OtherWorkflow;

use crate::execution::{DEFAULT_START_MILLIS, Identity, Options, WorkflowType};

/// One named run to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// One sentence for the reader.
    pub description: String,
    /// The kind of workflow to run it as.
    pub workflow_type: WorkflowType,
    /// The input.
    pub input: Value,
    /// Decides every random choice.
    pub seed: u64,
    /// When it starts, in milliseconds since 1970-01-01T00:00:00Z.
    pub start_millis: i64,
    /// How Tasks are answered, by state name.
    pub mocks: BTreeMap<Arc<str>, Mock>,
    /// What the sandboxed services hold at the start, as written.
    pub services: Value,
    /// Other workflows that its Tasks may start, by name.
    pub workflows: BTreeMap<Arc<str>, OtherWorkflow>,
    /// What it must give.
    pub expect: Expectation,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            workflow_type: WorkflowType::Standard,
            input: Value::object::<&str, Value>([]),
            seed: 1,
            start_millis: DEFAULT_START_MILLIS,
            mocks: BTreeMap::new(),
            services: Value::Null,
            workflows: BTreeMap::new(),
            expect: Expectation::default(),
        }
    }
}

impl Scenario {
    /// What its execution is started with.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            workflow_type: self.workflow_type,
            input: self.input.clone(),
            input_text: None,
            seed: self.seed,
            start_millis: self.start_millis,
            identity: Identity::default(),
        }
    }

    /// Mocks whose state is not in a program, with the sentence to say so.
    #[must_use]
    pub fn mocks_without_state(&self, program: &crate::Program) -> Vec<String> {
        let names = program.state_names();
        let missing = self.mocks.keys().filter(|name| !names.contains(name));
        let missing = missing.map(|name| {
            format!("there is a mock for `{name}`, but no state of that name: name one that is there, or take the mock out")
        });
        let others = self.workflows.iter().flat_map(|(workflow, other)| {
            let names = other.program.as_ref().map_or(&[][..], |program| program.state_names());
            let missing = other.mocks.keys().filter(move |name| !names.contains(name));
            missing.map(move |name| match &other.program {
                Some(_) => format!("there is a mock for `{name}` of `{workflow}`, but no state of that name"),
                None => format!(
                    "there are mocks for the workflow `{workflow}`, but not its definition: open it, or give its `definition`"
                ),
            })
        });
        missing.chain(others).collect()
    }
}
