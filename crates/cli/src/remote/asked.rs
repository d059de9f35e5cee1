//! What is asked of the service: the options that the parts of `remote` share.

use std::collections::BTreeMap;

use asl::convert::to_json;
use asl::document::Document;
use asl::lint::WorkflowType;
use asl::tree::placeholder_names;
use remote::Place;

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::definition_file::Opened;
use crate::outcome::Usage;
use crate::system::{Kind, system};
use crate::validate::workflow_type;

/// What is asked.
#[derive(Default)]
pub struct Asked {
    command: String,
    /// The words that belong to no option: a file, a state machine's name.
    pub words: Vec<String>,
    pub place: Place,
    pub wanted: Option<String>,
    pub is_express: Option<bool>,
    /// Options with a value, by their names.
    values: BTreeMap<String, String>,
    /// What placeholders stand for.
    pub placeholders: BTreeMap<String, String>,
    /// Options without a value.
    flags: Vec<String>,
}

/// The options of each command: with a value, and without.
fn options(command: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match command {
        "deploy" => (&["name", "role", "alias", "description"], &["publish", "yes"]),
        "run" => (&["input", "execution-name", "save"], &["no-wait"]),
        "test-state" => (&["state", "input", "role", "mock", "variables", "context", "inspection"], &["reveal-secrets"]),
        "compare" => (&["scenarios", "scenario", "input", "execution-name", "save"], &[]),
        _ => (&[], &[]),
    }
}

impl Asked {
    pub fn read(command: &str, mut arguments: Arguments) -> Result<Self, Usage> {
        let mut asked = Self { command: command.to_owned(), ..Self::default() };
        let (with_value, without) = options(command);
        while let Some(argument) = arguments.next()? {
            let option = match argument {
                Argument::Word(word) => {
                    asked.words.push(word);
                    continue;
                }
                Argument::Option(option) => option,
            };
            match option.as_str() {
                "endpoint" => asked.place.endpoint = Some(arguments.value(&option)?),
                "region" => asked.place.region = Some(arguments.value(&option)?),
                "profile" => asked.place.profile = Some(arguments.value(&option)?),
                "where" => asked.wanted = Some(arguments.value(&option)?),
                "type" => asked.is_express = Some(workflow_type(&arguments.value(&option)?)? == WorkflowType::Express),
                "set" => {
                    let written = arguments.value(&option)?;
                    let (name, value) = written.split_once('=').ok_or_else(|| Usage(format!("`{written}` is not NAME=VALUE")))?;
                    asked.placeholders.insert(name.to_owned(), value.to_owned());
                }
                name if with_value.contains(&name) => {
                    let value = arguments.value(name)?;
                    asked.values.insert(option, value);
                }
                name if without.contains(&name) => asked.flags.push(option),
                _ => return Err(unknown(&option)),
            }
        }
        Ok(asked)
    }

    /// The value of an option.
    pub fn value(&self, option: &str) -> Option<&str> {
        self.values.get(option).map(String::as_str)
    }

    /// Whether an option is there.
    pub fn flag(&self, option: &str) -> bool {
        self.flags.iter().any(|flag| flag == option)
    }

    /// The only word, which must be there.
    pub fn subject(&self, what: &str) -> Result<&str, Usage> {
        match self.words.as_slice() {
            [word] => Ok(word),
            [] => Err(Usage(format!("`remote {}` needs {what}", self.command))),
            [_, more, ..] => Err(Usage(format!("`{more}` is one word too many for `remote {}`", self.command))),
        }
    }

    /// The text of an option that holds JSON, or names a file of it.
    pub fn json(&self, option: &str) -> Result<Option<String>, Usage> {
        let Some(written) = self.value(option) else { return Ok(None) };
        let is_file = written == "-" || system().kind(written) == Kind::File;
        let text = if is_file { read_file(written)? } else { written.to_owned() };
        match value::parse(&text) {
            Ok(_) => Ok(Some(text.trim().to_owned())),
            Err(error) => Err(Usage(format!("`--{option}` is neither a file nor JSON: {error}"))),
        }
    }

    /// The definition as the service takes it: JSON, with every placeholder filled in. Trial values are no good there.
    pub fn to_send(&self, opened: &Opened) -> Result<String, Usage> {
        let filled = if self.placeholders.is_empty() {
            None
        } else {
            Some(Document::new(opened.document.tree.filled(&self.placeholders)))
        };
        let document = filled.as_ref().unwrap_or(&opened.document);
        let open: Vec<String> = placeholder_names(&document.tree).into_keys().map(|name| format!("`{name}`")).collect();
        if !open.is_empty() {
            let names = open.join(", ");
            return Err(Usage(format!(
                "the service cannot know what the placeholders {names} stand for: give `--set NAME=VALUE`"
            )));
        }
        Ok(if document.tree.is_yaml() { to_json(&document.tree) } else { document.text.to_string() })
    }
}
