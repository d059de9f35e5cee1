//! Named sets of input, mocks and expectation. They are a document of their own: the text of a scenario file, as the command
//! line reads it. What this page does not know stays in it, and the engine is the judge of its meaning.

mod expectations;
mod file;
mod fitting;
mod mock_cases;
mod mocks;
mod placeholders;
mod services;
mod settings;
mod table;
mod test_cases;
mod trials;
mod workflows;

use std::collections::HashSet;
use std::sync::Arc;

use asl::document::Document;
use asl::text::Transaction;
use asl::tree::quote;
use engine::Remedy;
use value::{Object, Value};

pub(crate) use fitting::fitting;

pub use expectations::{ExpectPart, ExpectRow, Expectations};
pub(crate) use mock_cases::Fresh;
pub use mock_cases::{CaseKind, MockCase, MockEdit, ReplyKind};
pub use mocks::MockRow;
pub use placeholders::PlaceholderRow;
pub use services::NEW_FUNCTION;
pub use settings::{Settings, WorkflowType};
pub use table::TableView;

use file::{FileEdit, ScenarioFile};

/// A change of the scenario file, or why it cannot be made.
pub(crate) type Outcome = Result<Transaction, String>;

/// All scenarios of a workflow. There is always one to choose, unless the file cannot be read.
#[derive(Clone, Debug)]
pub struct Scenarios {
    /// The file's text, until something is to be done with it: the first paint does without.
    unread: Option<Arc<str>>,
    file: ScenarioFile,
    chosen: usize,
}

/// A text that is known by a name: a function's body, a workflow's definition.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedText {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Scenarios {
    /// The scenarios of a file's text, which is read when the first message comes.
    #[must_use]
    pub fn unread(text: impl Into<Arc<str>>, chosen: usize) -> Self {
        Self { unread: Some(text.into()), file: ScenarioFile::blank(), chosen }
    }

    /// The scenarios of a file's text.
    #[must_use]
    pub fn read(text: impl Into<Arc<str>>) -> Self {
        Self { unread: None, file: ScenarioFile::new(text), chosen: 0 }
    }

    /// Whether the text is still to be read.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    /// Reads the text if that is still to do.
    pub fn unpack(&mut self) {
        if let Some(text) = self.unread.take() {
            self.file = ScenarioFile::new(text);
            self.choose(self.chosen);
        }
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        self.unread.as_ref().unwrap_or_else(|| self.file.text())
    }

    /// Why the file cannot be read, if so.
    #[must_use]
    pub fn broken(&self) -> Option<String> {
        self.file.broken().map(|why| format!("The scenarios are kept as they are, but cannot be used: {why}"))
    }

    /// Their names, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        (0..self.file.count()).map(|index| self.name_of(index)).collect()
    }

    /// Which one is chosen.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// All of the file as a value; `null` where it cannot be read.
    pub(crate) fn value(&self) -> &Value {
        self.file.value()
    }

    /// What the chosen one is for.
    #[must_use]
    pub fn about(&self) -> String {
        self.member("description").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The input as it is written.
    #[must_use]
    pub fn input_text(&self) -> String {
        self.written(&["input"]).unwrap_or_else(|| "{}".to_owned())
    }

    /// The chosen scenario as the engine takes it, but for the mocks of states that are not there: these wait for the states
    /// to come back. Otherwise a sentence on what to do first.
    pub fn to_run(&self, document: &Document) -> Result<String, String> {
        self.one_to_run(self.chosen, document)
    }

    /// The same of any scenario.
    pub(crate) fn one_to_run(&self, index: usize, document: &Document) -> Result<String, String> {
        self.members_to_run(index, document).map(|members| Value::from(members).to_json())
    }

    /// The members of a scenario as the engine takes them.
    fn members_to_run(&self, index: usize, document: &Document) -> Result<Object, String> {
        if let Some(why) = self.file.broken() {
            return Err(format!("The scenarios cannot be used, because {why}; undo, or download them to mend them"));
        }
        let mut members = self.at(index);
        if let Some(mocks) = members.get("mocks").and_then(Value::as_object) {
            let there: HashSet<&str> = document.definition.states.iter().map(|state| &*state.name.value).collect();
            let kept: Object = mocks
                .iter()
                .filter(|(name, _)| there.contains(&***name))
                .map(|(name, mock)| (name.clone(), mock.clone()))
                .collect();
            members.insert("mocks", kept);
        }
        Ok(members)
    }

    /// Chooses one.
    pub fn choose(&mut self, index: usize) {
        self.chosen = index.min(self.file.count().saturating_sub(1));
    }

    /// After a change: the change that takes it back.
    pub(crate) fn apply(&mut self, change: &Transaction) -> Transaction {
        let (after, inverse) = self.file.apply(change);
        self.file = after;
        self.choose(self.chosen);
        inverse
    }

    /// Adds a copy of the chosen one behind it.
    pub(crate) fn duplicate(&self) -> Outcome {
        let mut edit = self.file.edit("duplicate the scenario")?;
        let place = self.chosen.to_string();
        let text = self.file.written(&["scenarios", &place]).unwrap_or_else(|| "{}".to_owned());
        edit.insert_item(&["scenarios"], Some(self.chosen), &text);
        let copy = (self.chosen + 1).to_string();
        let name = self.free_name(&format!("{} (copy)", self.name_of(self.chosen)));
        edit.set(&["scenarios", &copy, "name"], &quote(&name));
        Ok(edit.finish())
    }

    /// Adds an empty scenario behind the chosen one, with the same answers and services.
    pub(crate) fn add_new(&self) -> Outcome {
        let mut edit = self.file.edit("add a scenario")?;
        let mut scenario = Object::new();
        scenario.insert("name", self.free_name("New scenario"));
        scenario.insert("input", Object::new());
        for member in ["type", "mocks", "services", "workflows"] {
            if let Some(value) = self.member(member) {
                scenario.insert(member, value.clone());
            }
        }
        let behind = Some(self.chosen).filter(|_| self.file.count() > 0);
        edit.insert_item(&["scenarios"], behind, &Value::from(scenario).to_json_pretty());
        Ok(edit.finish())
    }

    /// A name that no scenario has.
    fn free_name(&self, base: &str) -> String {
        let names = self.names();
        let numbered = (2..).map(|number| format!("{base} {number}"));
        let mut all = std::iter::once(base.to_owned()).chain(numbered);
        all.find(|name| !names.contains(name)).unwrap_or_else(|| base.to_owned())
    }

    /// Adds a scenario at the end, as JSON.
    pub(crate) fn add(&self, json: &str) -> Outcome {
        let mut edit = self.file.edit("add a scenario")?;
        let scenario = value::parse(json).map_err(|error| format!("the scenario is not JSON: {error}"))?;
        edit.insert_item(&["scenarios"], None, &scenario.to_json_pretty());
        Ok(edit.finish())
    }

    /// Adds scenarios at the end, each as JSON, under names that none has.
    pub(crate) fn add_all(&self, scenarios: &[String]) -> Outcome {
        let mut edit = self.file.edit(format!("add {} generated scenarios", scenarios.len()))?;
        let mut taken: HashSet<String> = self.names().into_iter().collect();
        for json in scenarios {
            let scenario = value::parse(json).map_err(|error| format!("the scenario is not JSON: {error}"))?;
            let mut members = scenario.as_object().map(|members| (**members).clone()).unwrap_or_default();
            let base = members.get("name").and_then(Value::as_str).unwrap_or("Scenario").to_owned();
            let mut numbered = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base} ({number})")));
            let name = numbered.find(|name| !taken.contains(name)).unwrap_or(base);
            members.insert("name", name.as_str());
            taken.insert(name);
            edit.insert_item(&["scenarios"], None, &Value::from(members).to_json_pretty());
        }
        Ok(edit.finish())
    }

    /// Whether nobody has put anything into the chosen one's input.
    #[must_use]
    pub fn has_bare_input(&self) -> bool {
        self.broken().is_none() && self.member("input").is_none_or(|input| input.as_object().is_some_and(|all| all.is_empty()))
    }

    /// Takes over what a remedy changes of the chosen one, and of trial values.
    pub(crate) fn complete(&self, label: &str, remedy: &Remedy) -> Outcome {
        self.edit_chosen(label, |edit, base| {
            if let Some(input) = &remedy.input {
                edit.set(&[base, &["input"]].concat(), input);
            }
            for (state, mock) in &remedy.mocks {
                edit.set(&[base, &["mocks", state]].concat(), mock);
            }
            for (name, member) in &remedy.members {
                edit.set(&[base, &[name]].concat(), member);
            }
            for (name, value) in &remedy.trial_values {
                edit.set(&["placeholders", name], &quote(value));
            }
        })
    }

    /// Deletes the chosen one, unless it is the last.
    pub(crate) fn delete(&self) -> Outcome {
        if self.file.count() < 2 {
            return Err("a workflow has at least one scenario".to_owned());
        }
        let mut edit = self.file.edit(format!("delete the scenario {}", self.name_of(self.chosen)))?;
        edit.remove(&["scenarios", &self.chosen.to_string()]);
        Ok(edit.finish())
    }

    /// Renames the chosen one.
    pub(crate) fn rename(&self, name: &str) -> Outcome {
        match name.trim() {
            "" => Err("a scenario has a name".to_owned()),
            name => self.set(format!("rename the scenario to {name}"), &["name"], Some(&quote(name))),
        }
    }

    /// Sets the input, as JSON text.
    pub(crate) fn set_input(&self, json: &str) -> Outcome {
        value::parse(json).map_err(|error| format!("not JSON yet: {error}"))?;
        self.set("change the input", &["input"], Some(json.trim()))
    }

    /// Sets a value of the chosen scenario, or takes it away.
    fn set(&self, label: impl Into<String>, path: &[&str], json: Option<&str>) -> Outcome {
        self.edit_chosen(label, |edit, base| edit.set_or_remove(&[base, path].concat(), json))
    }

    /// Changes the chosen scenario; `change` is given its path.
    fn edit_chosen(&self, label: impl Into<String>, change: impl FnOnce(&mut FileEdit, &[&str])) -> Outcome {
        let mut edit = self.file.edit(label)?;
        let index = self.chosen.to_string();
        if self.file.count() == 0 {
            edit.insert_item(&["scenarios"], None, "{\"name\": \"Default\"}");
        }
        change(&mut edit, &["scenarios", &index]);
        Ok(edit.finish())
    }

    /// Changes every scenario; `change` is given its number and its path.
    fn edit_all(&self, label: impl Into<String>, mut change: impl FnMut(&mut FileEdit, usize, &[&str])) -> Outcome {
        let mut edit = self.file.edit(label)?;
        for index in 0..self.file.count() {
            change(&mut edit, index, &["scenarios", &index.to_string()]);
        }
        Ok(edit.finish())
    }

    fn name_of(&self, index: usize) -> String {
        self.at(index).get("name").and_then(Value::as_str).unwrap_or("Scenario").to_owned()
    }

    /// A scenario as an object; an empty one where there is none.
    fn at(&self, index: usize) -> Object {
        let scenarios = self.file.value().get("scenarios").and_then(Value::as_array);
        let scenario = scenarios.and_then(|list| list.get(index)).and_then(Value::as_object);
        scenario.map(|members| (**members).clone()).unwrap_or_default()
    }

    fn current(&self) -> Object {
        self.at(self.chosen)
    }

    /// A member of the chosen scenario.
    fn member(&self, name: &str) -> Option<&Value> {
        self.file.value().get("scenarios")?.as_array()?.get(self.chosen)?.get(name)
    }

    /// What is written at a path of the chosen scenario, its further lines at the margin.
    fn written(&self, path: &[&str]) -> Option<String> {
        let index = self.chosen.to_string();
        self.file.written(&[&["scenarios", index.as_str()], path].concat())
    }
}
