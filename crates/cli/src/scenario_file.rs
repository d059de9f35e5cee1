//! A scenario file, and the program that its scenarios run on.

use std::collections::BTreeMap;
use std::sync::Arc;

use simulator::Program;
use simulator::scenario::{Scenario, read_placeholders, read_scenarios};

use crate::arguments::read_file;
use crate::definition_file::Opened;
use crate::outcome::Usage;

/// What a scenario file holds.
#[derive(Default)]
pub struct ScenarioFile {
    /// Its scenarios.
    pub scenarios: Vec<Scenario>,
    /// Trial values of the definition's placeholders.
    placeholders: BTreeMap<String, String>,
}

impl ScenarioFile {
    /// Reads a scenario file.
    pub fn read(file: &str) -> Result<Self, Usage> {
        let wrong = |message: String| Usage(format!("`{file}`: {message}"));
        let text = read_file(file)?;
        let scenarios = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
        let parsed = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
        let placeholders = read_placeholders(&parsed).map_err(|error| wrong(error.to_string()))?;
        Ok(Self { scenarios, placeholders })
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
