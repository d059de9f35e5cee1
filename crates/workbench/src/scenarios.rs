//! Named sets of input, mocks and expectation. They are kept as the JSON they are: what this page does not know stays in
//! them, and the engine is the judge of their meaning.

use std::collections::HashMap;
use std::sync::Arc;

use asl::definition::StateKind;
use asl::document::{Document, StateKey};
use value::{Object, Value};

use crate::workbench::Workbench;

/// The version of the file format.
const VERSION: i64 = 1;

/// All scenarios of a workflow; there is always one.
#[derive(Clone, Debug)]
pub struct Scenarios {
    /// The file's text, until something is to be done with it: the first paint does without.
    unread: Option<String>,
    list: Vec<Scenario>,
    chosen: usize,
    /// The states' names as mocks know them, so that a renamed state keeps its mock.
    names: HashMap<StateKey, Arc<str>>,
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

/// How a Task answers, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct MockRow {
    /// The state.
    pub state: StateKey,
    /// Its name.
    pub name: String,
    /// The mock in a few words.
    pub words: String,
    /// The mock's JSON text; empty for none.
    pub json: String,
}

impl Scenarios {
    /// The scenarios of a file's text, which is read when the first message comes.
    #[must_use]
    pub fn unread(text: String) -> Self {
        let blank = Scenario { members: Object::new(), input: "{}".to_owned() };
        Self { unread: Some(text), list: vec![blank], chosen: 0, names: HashMap::new() }
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
        let mut scenarios = Self { unread: None, list, chosen: 0, names: HashMap::new() };
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
        Value::object([("version", Value::from(VERSION)), ("scenarios", Value::array(list))]).to_json()
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
    pub fn to_run(&self) -> Result<String, String> {
        match self.input_problem() {
            Some(why) => Err(format!("The input is {why}")),
            None => Ok(self.current().write().to_json()),
        }
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

impl Workbench {
    /// A row for each Task, in document order.
    #[must_use]
    pub fn mock_rows(&self) -> Vec<MockRow> {
        let picture = &self.document.picture;
        let tasks = picture.definition.states.iter().filter(|state| matches!(state.kind, StateKind::Task(_)));
        let row = |state: &asl::definition::State| {
            let mock = self.scenarios.mock(&state.name.value);
            MockRow {
                state: picture.key(state.id),
                name: state.name.value.to_string(),
                words: mock.map_or("a default answer".to_owned(), words),
                json: mock.map(Value::to_json_pretty).unwrap_or_default(),
            }
        };
        tasks.map(row).collect()
    }
}

/// Whether an object holds answers by call number.
fn is_numbered(mock: &Object) -> bool {
    mock.keys().any(|key| key.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A mock in a few words.
fn words(mock: &Value) -> String {
    let Some(members) = mock.as_object() else { return "not a mock".to_owned() };
    if !is_numbered(members) {
        return answer_words(mock);
    }
    let parts = members.iter().map(|(calls, answer)| format!("call {calls}: {}", answer_words(answer)));
    parts.collect::<Vec<_>>().join(", ")
}

fn answer_words(answer: &Value) -> String {
    let error = || answer.pointer("/Throw/Error").and_then(Value::as_str).unwrap_or("an error").to_owned();
    let what = match answer {
        answer if answer.get("Return").is_some() => "a fixed result".to_owned(),
        answer if answer.get("Evaluate").is_some() => "computed".to_owned(),
        answer if answer.get("Throw").is_some() => format!("fails with {}", error()),
        answer if answer.get("Await").is_some() => "waits for you".to_owned(),
        _ => "nothing yet".to_owned(),
    };
    match answer.get("DelaySeconds").and_then(Value::as_f64) {
        Some(seconds) => format!("{what} after {seconds} s"),
        None => what,
    }
}

impl MockRow {
    /// Whether a text can be a mock at all; the error says what is wrong.
    pub fn check(json: &str) -> Result<(), String> {
        if json.trim().is_empty() {
            return Ok(());
        }
        let mock = value::parse(json).map_err(|error| format!("not JSON yet: {error}"))?;
        let Some(members) = mock.as_object() else {
            return Err("a mock is an object with Return, Throw, Evaluate or Await".to_owned());
        };
        let answers: Vec<&Value> = if is_numbered(members) { members.values().collect() } else { vec![&mock] };
        const KINDS: [&str; 4] = ["Return", "Throw", "Evaluate", "Await"];
        for answer in answers {
            if KINDS.iter().filter(|kind| answer.get(kind).is_some()).count() != 1 {
                return Err("each answer has exactly one of Return, Throw, Evaluate and Await".to_owned());
            }
        }
        Ok(())
    }

    /// The answer it gives when it does not fail.
    fn success(&self) -> Value {
        let mock = value::parse(&self.json).unwrap_or_default();
        let answers: Vec<Value> = match mock.as_object() {
            Some(members) if is_numbered(members) => members.values().cloned().collect(),
            Some(_) => vec![mock.clone()],
            None => Vec::new(),
        };
        let good = answers.into_iter().find(|answer| answer.get("Return").is_some() || answer.get("Evaluate").is_some());
        good.unwrap_or_else(|| Value::object([("Return", Value::object::<&str, Value>([]))]))
    }

    /// A mock that always succeeds.
    #[must_use]
    pub fn succeed(&self) -> String {
        self.success().to_json_pretty()
    }

    /// A mock that fails two times before it succeeds.
    #[must_use]
    pub fn fail_twice(&self) -> String {
        Value::object([("0-1", failure()), ("2-", self.success())]).to_json_pretty()
    }

    /// A mock that always fails.
    #[must_use]
    pub fn always_fail(&self) -> String {
        failure().to_json_pretty()
    }

    /// A mock whose first answer takes five seconds longer.
    #[must_use]
    pub fn slower(&self) -> String {
        let mut answer = self.success().as_object().map(|answer| (**answer).clone()).unwrap_or_default();
        let seconds = answer.get("DelaySeconds").and_then(Value::as_f64).unwrap_or_default() + 5.0;
        answer.insert("DelaySeconds", value::Number::from_f64(seconds).map(Value::from));
        Value::from(answer).to_json_pretty()
    }
}

fn failure() -> Value {
    Value::object([("Throw", Value::object([("Error", "States.TaskFailed"), ("Cause", "The mock fails this call")]))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_mocks_keep_the_good_answer_and_are_mocks() {
        let row = |json: &str| MockRow { state: StateKey(0), name: "A".to_owned(), words: String::new(), json: json.to_owned() };
        for json in ["", r#"{"Return": {"x": 1}}"#, r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#] {
            let row = row(json);
            for made in [row.succeed(), row.fail_twice(), row.always_fail(), row.slower()] {
                assert_eq!(MockRow::check(&made), Ok(()), "{made}");
            }
        }
        assert!(row(r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#).fail_twice().contains("Evaluate"));
        assert!(row(r#"{"Return": 1, "DelaySeconds": 2}"#).slower().contains("7"));
    }

    #[test]
    fn what_is_no_mock_is_refused_with_a_reason() {
        for json in ["[]", "{", r#"{"Return": 1, "Throw": {}}"#, r#"{"0": {}}"#, "3"] {
            assert!(MockRow::check(json).is_err(), "{json}");
        }
    }

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
