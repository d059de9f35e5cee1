//! A scenario file, and the program that its scenarios run on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use simulator::Program;
use simulator::scenario::{MockConfigFile, Scenario, read_placeholders, read_scenarios};
use value::Value;

use crate::arguments::read_file;
use crate::definition_file::Opened;
use crate::outcome::{Usage, complain};

/// What a scenario file holds.
#[derive(Default)]
pub struct ScenarioFile {
    /// Its scenarios.
    pub scenarios: Vec<Scenario>,
    /// Trial values of the definition's placeholders.
    placeholders: BTreeMap<String, String>,
    /// The MockConfigFile that it is, which says nothing of inputs and of what is expected.
    pub mocked: Option<MockConfigFile>,
}

impl ScenarioFile {
    /// Reads a scenario file.
    pub fn read(file: &str) -> Result<Self, Usage> {
        let wrong = |message: String| Usage(format!("`{file}`: {message}"));
        let text = read_file(file)?;
        if value::parse(&text).ok().and_then(MockConfigFile::of).is_some() {
            let message =
                "this is a MockConfigFile, which `simulate --mocks`, `test --scenarios` and `generate --scenarios` read";
            return Err(wrong(message.to_owned()));
        }
        let scenarios = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
        let parsed = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
        let placeholders = read_placeholders(&parsed).map_err(|error| wrong(error.to_string()))?;
        Ok(Self { scenarios, placeholders, mocked: None })
    }

    /// Reads a scenario file, or a MockConfigFile with test cases for this definition.
    pub fn read_for(file: &str, definition: &str, opened: &Opened) -> Result<Self, Usage> {
        let wrong = |message: String| Usage(format!("`{file}`: {message}"));
        let Some(config) = value::parse(&read_file(file)?).ok().and_then(MockConfigFile::of) else { return Self::read(file) };
        let machine = machine_name(definition, opened);
        let cases = config.test_cases();
        let mut own: Vec<_> = cases.iter().filter(|case| *case.machine == *machine).collect();
        if own.is_empty() && cases.iter().all(|case| case.machine == cases[0].machine) {
            own = cases.iter().collect();
        }
        if own.is_empty() {
            let names: BTreeSet<String> = cases.iter().map(|case| format!("`{}`", case.machine)).collect();
            let names: Vec<String> = names.into_iter().collect();
            return Err(wrong(format!("it has no test cases for `{machine}`, only for {}", names.join(", "))));
        }
        let mut scenarios = vec![];
        for case in own {
            let tested = config.scenario(case, &opened.document.definition).map_err(|error| wrong(error.to_string()))?;
            tested.notes.iter().for_each(|note| complain(&format!("note: {note}")));
            scenarios.push(tested.scenario);
        }
        Ok(Self { scenarios, mocked: Some(config), ..Self::default() })
    }

    /// The scenarios as test cases of a MockConfigFile: of the one that they are from, with nothing else changed in it.
    pub fn mock_config(&self, definition: &str, opened: &Opened) -> Value {
        let machine = machine_name(definition, opened);
        let empty = || MockConfigFile::of(Value::object([("StateMachines", Value::object::<&str, Value>([]))]));
        let before = self.mocked.clone().or_else(empty);
        // From a file of one machine of another name, that machine's cases are meant.
        let own = before.as_ref().and_then(|config| {
            let cases = config.test_cases();
            let known = cases.iter().any(|case| *case.machine == *machine);
            cases.first().filter(|_| !known).map(|case| case.machine.to_string())
        });
        let machine = own.unwrap_or(machine);
        before.map_or(Value::Null, |config| config.with(&machine, &self.scenarios, &opened.document.definition).value().clone())
    }

    /// The definition's text with values for its placeholders: the file's, else what the host says.
    pub fn filled(&self, opened: &Opened) -> String {
        opened.document.tree.filled(&self.values(opened))
    }

    /// Values for a definition's placeholders: the file's, else what the host says.
    pub fn values(&self, opened: &Opened) -> BTreeMap<String, String> {
        let mut values = opened.found.as_ref().map(hosts::Found::trial_values).unwrap_or_default();
        values.extend(self.placeholders.clone());
        values
    }

    /// Gives placeholders without a value one: their name, or 1 for those outside of any text if the definition cannot be run
    /// otherwise. Gives back those that it has given.
    pub fn assume(&mut self, opened: &Opened) -> BTreeMap<String, String> {
        let known = self.values(opened);
        let open = asl::tree::placeholders(&opened.document.tree).into_iter().filter(|found| !known.contains_key(&found.name));
        let open: Vec<_> = open.collect();
        let mut assumed: BTreeMap<String, String> = open.iter().map(|found| (found.name.clone(), found.name.clone())).collect();
        self.placeholders.extend(assumed.clone());
        if simulator::load(&self.filled(opened)).is_err() {
            let bare = open.iter().filter(|found| found.bare);
            assumed.extend(bare.map(|found| (found.name.clone(), "1".to_owned())));
            self.placeholders.extend(assumed.clone());
        }
        assumed
    }

    /// The definition as a program, with values for its placeholders.
    pub fn program(&self, file: &str, opened: &Opened) -> Result<Arc<Program>, Usage> {
        let program = simulator::load(&self.filled(opened));
        let first = |problems: Vec<simulator::CompileProblem>| {
            let problem = problems.first().map_or_else(|| "it cannot be read".to_owned(), ToString::to_string);
            Usage(format!("`{file}` cannot be run: {problem}"))
        };
        program.map(Arc::new).map_err(first)
    }
}

/// What a MockConfigFile calls the machine: as its host does, else as its file is named.
fn machine_name(file: &str, opened: &Opened) -> String {
    let of_host = opened.place().map(|place| place.rsplit('.').next().unwrap_or(place));
    let of_file = || file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or(file);
    of_host.unwrap_or_else(of_file).to_owned()
}
