//! Trial values: what a definition's `${Name}` placeholders stand for in simulations.

use std::collections::BTreeMap;

use asl::convert::to_json;
use asl::notation::Notation;
use asl::tree::Tree;
use simulator::scenario::read_placeholders;
use value::Value;

use super::Scenarios;
use crate::workbench::Workbench;

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
    /// Sets what a placeholder stands for in simulations; empty takes it away.
    pub fn set_placeholder(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            self.placeholders.remove(name);
        } else {
            self.placeholders.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl Workbench {
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
        let row = |(name, count, bare): (String, usize, bool)| PlaceholderRow {
            value: self.scenarios.placeholders.get(&name).cloned().unwrap_or_default(),
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
        if self.scenarios.placeholders.is_empty() {
            return self.document.text.to_string();
        }
        self.document.tree.filled(&self.scenarios.placeholders)
    }

    /// The same as JSON.
    pub(crate) fn json_to_run(&self) -> String {
        match self.document.tree.notation() {
            Notation::Json => self.definition_to_run(),
            Notation::Yaml => to_json(&Tree::read_as(self.definition_to_run(), Notation::Yaml)),
        }
    }
}

/// The trial values of a scenario file.
pub(super) fn read(file: &Value) -> BTreeMap<String, String> {
    read_placeholders(file).unwrap_or_default()
}

/// The trial values as a scenario file holds them.
pub(super) fn write(values: &BTreeMap<String, String>) -> Value {
    Value::object(values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}
