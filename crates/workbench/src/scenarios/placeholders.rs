//! Trial values: what a definition's `${Name}` placeholders stand for in simulations.

use std::collections::BTreeMap;

use asl::convert::to_json;
use asl::notation::Notation;
use asl::tree::{Tree, quote};
use simulator::scenario::read_placeholders;

use super::{Outcome, Scenarios};
use crate::sheet::Sheet;

/// A placeholder with its trial value.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceholderRow {
    /// What stands between the braces.
    pub name: String,
    /// What it stands for in simulations; empty for nothing yet.
    pub value: String,
    /// Where it stands, in words.
    pub places: String,
}

impl Scenarios {
    /// What placeholders stand for in simulations.
    #[must_use]
    pub fn placeholders(&self) -> BTreeMap<String, String> {
        read_placeholders(self.file.value()).unwrap_or_default()
    }

    /// Sets what a placeholder stands for in simulations; empty takes it away.
    pub(crate) fn set_placeholder(&self, name: &str, value: &str) -> Outcome {
        let mut edit = self.file.edit(format!("give ${{{name}}} a trial value"))?;
        match value {
            "" => edit.remove(&["placeholders", name]),
            value => edit.set(&["placeholders", name], &quote(value)),
        }
        edit.remove_if_empty(&["placeholders"]);
        Ok(edit.finish())
    }
}

impl Sheet {
    /// The definition's placeholders in the order in which they first stand in the text.
    #[must_use]
    pub fn placeholder_rows(&self) -> Vec<PlaceholderRow> {
        let mut found: Vec<(String, usize, bool)> = Vec::new();
        for placeholder in asl::tree::placeholders(&self.document.tree) {
            match found.iter_mut().find(|(name, ..)| *name == placeholder.name) {
                Some((_, count, bare)) => (*count, *bare) = (*count + 1, *bare || placeholder.bare),
                None => found.push((placeholder.name, 1, placeholder.bare)),
            }
        }
        let values = self.scenarios.placeholders();
        let row = |(name, count, bare): (String, usize, bool)| PlaceholderRow {
            value: values.get(&name).cloned().unwrap_or_default(),
            places: match (count, bare) {
                (1, true) => "stands for a JSON value".to_owned(),
                (1, false) => "inside a text".to_owned(),
                (count, true) => format!("{count} places, stands for a JSON value"),
                (count, false) => format!("{count} places, inside texts"),
            },
            name,
        };
        found.into_iter().map(row).collect()
    }

    /// The definition as the engine runs it: with the trial values of its placeholders.
    #[must_use]
    pub fn definition_to_run(&self) -> String {
        let values = self.scenarios.placeholders();
        if values.is_empty() { self.document.text.to_string() } else { self.document.tree.filled(&values) }
    }

    /// All scenarios as they are run; or why nothing can be run.
    pub(crate) fn all_to_run(&self) -> Result<Vec<String>, String> {
        self.readable()?;
        if let Some(why) = self.scenarios.broken() {
            return Err(why);
        }
        (0..self.scenarios.names().len()).map(|index| self.scenarios.one_to_run(index, &self.document)).collect()
    }

    /// The same as JSON.
    pub(crate) fn json_to_run(&self) -> String {
        match self.document.tree.notation() {
            Notation::Json => self.definition_to_run(),
            Notation::Yaml => to_json(&Tree::read_as(self.definition_to_run(), Notation::Yaml)),
        }
    }
}
