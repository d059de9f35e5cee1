//! Named sets of input, mocks and expectation. They are kept as the JSON they are: what this page does not know stays in
//! them, and the engine is the judge of their meaning.

mod mocks;
mod placeholders;
mod services;
mod settings;
mod workflows;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use asl::document::{Document, StateKey};
use value::{Object, Value};

pub use mocks::MockRow;
pub use placeholders::PlaceholderRow;
pub use services::{NEW_FUNCTION, sandbox_what_is_called};
pub use settings::{Settings, WorkflowType};

/// The version of the file format.
const VERSION: i64 = 1;

/// All scenarios of a workflow; there is always one.
#[derive(Clone, Debug)]
pub struct Scenarios {
    /// The file's text, until something is to be done with it: the first paint does without.
    unread: Option<String>,
    list: Vec<Scenario>,
    chosen: usize,
    /// What placeholders stand for in simulations.
    placeholders: BTreeMap<String, String>,
    /// The states' names as mocks know them, so that a renamed state keeps its mock.
    names: HashMap<StateKey, Arc<str>>,
    /// Every name that a state had since the text was opened.
    seen: HashSet<Arc<str>>,
}

/// A text that is known by a name: a function's body, a workflow's definition.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedText {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// One scenario.
#[derive(Clone, Debug)]
struct Scenario {
    /// Everything but the input.
    members: Object,
    /// The input as it was typed, JSON or not yet.
    input: String,
}

impl Scenario {
    fn read(scenario: &Value) -> Self {
        let members = scenario.as_object().map(|members| (**members).clone()).unwrap_or_default();
        let input = members.get("input").map_or_else(|| "{}".to_owned(), Value::to_json_pretty);
        Self { members, input }
    }

    fn name(&self) -> String {
        self.members.get("name").and_then(Value::as_str).unwrap_or("Scenario").to_owned()
    }

    /// The scenario with its input; an input that is no JSON is kept as its text.
    fn write(&self) -> Value {
        let mut members = self.members.clone();
        members.insert("input", value::parse(&self.input).unwrap_or_else(|_| Value::from(self.input.as_str())));
        Value::from(members)
    }
}

impl Scenarios {
    /// The scenarios of a file's text, which is read when the first message comes.
    #[must_use]
    pub fn unread(text: String) -> Self {
        let blank = Scenario { members: Object::new(), input: "{}".to_owned() };
        Self {
            unread: Some(text),
            list: vec![blank],
            chosen: 0,
            placeholders: BTreeMap::new(),
            names: HashMap::new(),
            seen: HashSet::new(),
        }
    }

    /// Reads the text if that is still to do.
    pub fn unpack(&mut self, document: &Document) {
        if let Some(text) = self.unread.take() {
            *self = Self::read(&text, document);
        }
    }

    /// The scenarios of a file's text; one without mocks if there are none.
    #[must_use]
    pub fn read(text: &str, document: &Document) -> Self {
        let file = value::parse(text).unwrap_or_default();
        let written = file.get("scenarios").and_then(Value::as_array).map(|list| list.iter().map(Scenario::read).collect());
        let mut list: Vec<Scenario> = written.unwrap_or_default();
        if list.is_empty() {
            list.push(Scenario::read(&Value::object([("name", "Default")])));
        }
        let mut scenarios = Self {
            unread: None,
            list,
            chosen: 0,
            placeholders: placeholders::read(&file),
            names: HashMap::new(),
            seen: HashSet::new(),
        };
        scenarios.follow(document);
        scenarios
    }

    /// The file's text.
    #[must_use]
    pub fn write(&self) -> String {
        if let Some(text) = &self.unread {
            return text.clone();
        }
        let list = self.list.iter().map(Scenario::write);
        let mut file = Value::object([("version", Value::from(VERSION)), ("scenarios", Value::array(list))]);
        if let (false, Value::Object(members)) = (self.placeholders.is_empty(), &mut file) {
            Arc::make_mut(members).insert("placeholders", placeholders::write(&self.placeholders));
        }
        file.to_json()
    }

    /// Their names, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.list.iter().map(Scenario::name).collect()
    }

    /// Which one is chosen.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// What the chosen one is for.
    #[must_use]
    pub fn about(&self) -> String {
        let scenario = self.current();
        scenario.members.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// The input as it was typed.
    #[must_use]
    pub fn input_text(&self) -> String {
        self.current().input.clone()
    }

    /// What is wrong with the input, if it is no JSON.
    #[must_use]
    pub fn input_problem(&self) -> Option<String> {
        value::parse(&self.current().input).err().map(|error| format!("not JSON yet: {error}"))
    }

    /// The chosen scenario as the engine takes it, or a sentence on what to do first.
    pub fn to_run(&self, document: &Document) -> Result<String, String> {
        match self.input_problem() {
            Some(why) => Err(format!("The input is {why}")),
            None => Ok(self.without_leftovers(document).write().to_json()),
        }
    }

    /// The chosen scenario but for the mocks of states that were taken out: these wait for the states to come back by undo.
    fn without_leftovers(&self, document: &Document) -> Scenario {
        let mut scenario = self.current().clone();
        let Some(mocks) = scenario.members.get("mocks").and_then(Value::as_object) else { return scenario };
        let there: HashSet<&str> = document.definition.states.iter().map(|state| &*state.name.value).collect();
        let left_over = |name: &str| self.seen.contains(name) && !there.contains(name);
        let kept: Object =
            mocks.iter().filter(|(name, _)| !left_over(name)).map(|(name, mock)| (name.clone(), mock.clone())).collect();
        scenario.members.insert("mocks", kept);
        scenario
    }

    /// Chooses one.
    pub fn choose(&mut self, index: usize) {
        self.chosen = index.min(self.list.len() - 1);
    }

    /// Adds a copy of the chosen one and chooses it.
    pub fn duplicate(&mut self) {
        let mut copy = self.current().clone();
        copy.members.insert("name", format!("{} (copy)", copy.name()));
        self.chosen += 1;
        self.list.insert(self.chosen, copy);
    }

    /// Deletes the chosen one, unless it is the last.
    pub fn delete(&mut self) {
        if self.list.len() > 1 {
            self.list.remove(self.chosen);
            self.choose(self.chosen);
        }
    }

    /// Renames the chosen one.
    pub fn rename(&mut self, name: &str) {
        if !name.trim().is_empty() {
            self.current_mut().members.insert("name", name.trim());
        }
    }

    /// Sets the input's text.
    pub fn set_input(&mut self, text: String) {
        self.current_mut().input = text;
    }

    /// The mock of a state.
    #[must_use]
    pub fn mock(&self, state: &str) -> Option<&Value> {
        self.current().members.get("mocks")?.get(state)
    }

    /// Sets the mock of a state; empty text takes it away.
    pub fn set_mock(&mut self, state: &str, json: &str) -> Result<(), String> {
        let mock = if json.trim().is_empty() {
            None
        } else {
            Some(value::parse(json).map_err(|error| format!("not JSON yet: {error}"))?)
        };
        let members = &mut self.current_mut().members;
        let mut mocks = members.get("mocks").and_then(Value::as_object).map(|mocks| (**mocks).clone()).unwrap_or_default();
        match mock {
            Some(mock) => mocks.insert(state, mock),
            None => mocks.remove(state),
        };
        members.insert("mocks", mocks);
        Ok(())
    }

    /// Takes a state's mock away.
    pub fn remove_mock(&mut self, state: &str) {
        let mocks = self.current().members.get("mocks").and_then(Value::as_object).map(|mocks| (**mocks).clone());
        if let Some(mut mocks) = mocks {
            mocks.remove(state);
            self.set_member("mocks", Some(Value::from(mocks)));
        }
    }

    /// Follows the document: a state that has another name now takes its mocks along.
    pub fn follow(&mut self, document: &Document) {
        let states = &document.definition.states;
        let now: HashMap<StateKey, Arc<str>> =
            states.iter().map(|state| (document.key(state.id), state.name.value.clone())).collect();
        for state in states {
            let key = document.key(state.id);
            if let Some(old) = self.names.get(&key).filter(|old| **old != state.name.value) {
                let (old, new) = (old.clone(), state.name.value.clone());
                self.list.iter_mut().for_each(|scenario| rename_mock(scenario, &old, &new));
            }
        }
        // A state that is gone may come back by undo, and keeps its name until then.
        self.seen.extend(states.iter().map(|state| state.name.value.clone()));
        self.names.extend(now);
    }

    fn current(&self) -> &Scenario {
        &self.list[self.chosen]
    }

    fn current_mut(&mut self) -> &mut Scenario {
        &mut self.list[self.chosen]
    }
}

fn rename_mock(scenario: &mut Scenario, old: &str, new: &Arc<str>) {
    let Some(mocks) = scenario.members.get("mocks").and_then(Value::as_object) else { return };
    if mocks.get(old).is_none() || mocks.get(new).is_some() {
        return;
    }
    let renamed: Object =
        mocks.iter().map(|(name, mock)| (if **name == *old { new.clone() } else { name.clone() }, mock.clone())).collect();
    scenario.members.insert("mocks", renamed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_a_state_keeps_its_mock() {
        let text = |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Task", "End": true}}}}}}"#);
        let before = Document::new(text("Old"));
        let mut scenarios = Scenarios::read(r#"{"scenarios": [{"name": "one", "mocks": {"Old": {"Return": 1}}}]}"#, &before);
        let id = before.definition.find("Old").expect("the state");
        let change = asl::edit::rename_state(&before, id, "New").expect("a change");
        let (after, back) = before.apply(&change);
        scenarios.follow(&after);
        assert_eq!(scenarios.mock("New"), Some(&Value::object([("Return", 1)])));
        scenarios.follow(&after.apply(&back).0);
        assert_eq!(scenarios.mock("Old"), Some(&Value::object([("Return", 1)])));
    }
}
