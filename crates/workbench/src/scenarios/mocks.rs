//! How each Task answers, as rows, and the mocks that are a click away.

use std::collections::HashSet;
use std::sync::Arc;

use asl::definition::{StateId, StateKind};
use asl::document::{Document, StateKey};
use asl::text::Transaction;
use value::{Object, Value};

use super::file::FileEdit;
use super::mock_cases::{Fresh, MockCase, MockEdit, cases_of, edited};
use super::{Outcome, Scenarios};
use crate::apis::{ApiForm, ApiState, Apis};
use crate::sheet::Sheet;

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
    /// The same case by case.
    pub cases: Vec<MockCase>,
    /// Whether it has an answer from the run that is looked at.
    pub has_answer: bool,
    /// What is wrong with it, if anything.
    pub problem: Option<String>,
}

impl Scenarios {
    /// The mock of a state.
    #[must_use]
    pub fn mock(&self, state: &str) -> Option<&Value> {
        self.member("mocks")?.get(state)
    }

    /// Edits the mock of a state.
    pub(crate) fn edit_mock(&self, state: &str, edit: &MockEdit, fresh: &Fresh) -> Outcome {
        let mock = self.mock(state).cloned().unwrap_or_default();
        let edited = edited(&mock, edit, fresh)?;
        if edited == mock {
            return self.file.edit("").map(FileEdit::finish);
        }
        let is_empty = edited.as_array().is_some_and(|cases| cases.is_empty());
        let json = (!is_empty).then(|| edited.to_json_pretty());
        let problem = simulator::scenario::read_mocks("mocks", &Value::object([(state, edited)]));
        if let Err(error) = problem {
            return Err(error.message);
        }
        self.set(format!("change the mock of {state}"), &["mocks", state], json.as_deref())
    }

    /// Sets the mock of a state; empty text takes it away.
    pub(crate) fn set_mock(&self, state: &str, json: &str) -> Outcome {
        let json = match json.trim() {
            "" => None,
            json => {
                value::parse(json).map_err(|error| format!("not JSON yet: {error}"))?;
                Some(json)
            }
        };
        self.set(format!("change the mock of {state}"), &["mocks", state], json)
    }

    /// Takes the mocks of states away.
    pub(crate) fn remove_mocks(&self, states: &[String]) -> Outcome {
        self.edit_chosen("let the services answer", |edit, base| {
            for state in states {
                edit.remove(&[base, &["mocks", state]].concat());
            }
        })
    }

    /// What follows for the mocks from a change of the definition: a state that has another name takes its mocks along, and
    /// the mocks of one that was deleted go with it. Whoever types may bring a state back: then its mocks wait for it.
    pub(crate) fn follow(&self, before: &Document, after: &Document, typed: bool) -> Option<Transaction> {
        let renamed = renamed_states(before, after);
        let gone = if typed { Vec::new() } else { gone_states(before, after) };
        if self.file.broken().is_some() || (renamed.is_empty() && gone.is_empty()) {
            return None;
        }
        let change = self.edit_all("", |edit, index, base| {
            let mocks = |name: &str| [base, &["mocks", name]].concat().iter().map(|step| (*step).to_owned()).collect::<Vec<_>>();
            let at = |edit: &mut FileEdit, name: &str, action: &dyn Fn(&mut FileEdit, &[&str])| {
                let path = mocks(name);
                action(edit, &path.iter().map(String::as_str).collect::<Vec<_>>());
            };
            for name in &gone {
                at(edit, name, &|edit, path| edit.remove(path));
            }
            let has = |name: &str| self.at(index).get("mocks").is_some_and(|mocks| mocks.get(name).is_some());
            for (_, new) in renamed.iter().filter(|(_, new)| has(new) && !renamed.iter().any(|(old, _)| old == new)) {
                // It was of a state that is gone.
                at(edit, new, &|edit, path| edit.remove(path));
            }
            for (old, new) in renamed.iter().filter(|(old, _)| has(old)) {
                at(edit, old, &|edit, path| edit.rename(path, new));
            }
        });
        change.ok().filter(|change| !change.is_empty())
    }
}

/// The states that have another name now, with both names.
fn renamed_states(before: &Document, after: &Document) -> Vec<(Arc<str>, Arc<str>)> {
    let renamed = before.definition.states.iter().filter_map(|state| {
        let now = after.definition.state(after.state(before.key(state.id))?);
        (now.name.value != state.name.value).then(|| (state.name.value.clone(), now.name.value.clone()))
    });
    renamed.collect()
}

/// The names that no state has any more.
fn gone_states(before: &Document, after: &Document) -> Vec<Arc<str>> {
    let there: HashSet<&Arc<str>> = after.definition.states.iter().map(|state| &state.name.value).collect();
    let gone = before.definition.states.iter().filter(|state| after.state(before.key(state.id)).is_none());
    gone.map(|state| state.name.value.clone()).filter(|name| !there.contains(name)).collect()
}

/// Errors that any Task may fail with.
const ANY_ERRORS: [&str; 3] = ["States.TaskFailed", "States.Timeout", "States.Permissions"];

impl Sheet {
    /// The names of errors that a Task may fail with: those of its API, those that it retries or catches, and the usual ones.
    #[must_use]
    pub fn errors_of(&self, apis: &Apis, key: StateKey) -> Vec<String> {
        let form = ApiForm::of(apis, &self.document, key);
        let mut names = match form.map(|form| form.state) {
            Some(ApiState::Known(known)) => known.errors,
            _ => Vec::new(),
        };
        let state = self.document.state(key).map(|id| self.document.tree.value(self.document.definition.state(id).node));
        let handled = state.map(|state| handled_errors(&state)).unwrap_or_default();
        for name in handled.into_iter().chain(ANY_ERRORS.map(str::to_owned)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// What a mock of a Task that fails begins with: an error that the Task tries again or catches, if it names one.
    pub(crate) fn likely_error(&self, id: StateId) -> String {
        let state = self.document.tree.value(self.document.definition.state(id).node);
        handled_errors(&state).into_iter().next().unwrap_or_else(|| ANY_ERRORS[0].to_owned())
    }

    /// What is wrong with a part of the chosen scenario, as the engine names it: `mocks.Fetch`; empty for all of it.
    #[must_use]
    pub fn scenario_problem(&self, part: &str) -> Option<String> {
        let whole = format!("scenarios[{}]", self.scenarios.chosen());
        let place = if part.is_empty() { whole } else { format!("{whole}.{part}") };
        let inside = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
        let of_it = |(at, _): &&(String, String)| at.strip_prefix(&place).is_some_and(inside);
        self.scenario_problems.iter().find(of_it).map(|(at, message)| match &at[place.len()..] {
            "" => message.clone(),
            rest => format!("{}: {message}", rest.trim_start_matches('.')),
        })
    }

    /// What a Task sends, which conditions of its mock read as `$states.input`: the names of its parameters, or nothing where it
    /// sends its input as it is.
    #[must_use]
    pub fn sent_names(&self, key: StateKey) -> Vec<String> {
        let Some(id) = self.document.state(key) else { return Vec::new() };
        let state = self.document.tree.value(self.document.definition.state(id).node);
        let sent = ["Parameters", "Arguments"].into_iter().find_map(|field| state.get(field)?.as_object().cloned());
        let names = sent.iter().flat_map(|sent| sent.keys());
        names.map(|name| name.strip_suffix(".$").unwrap_or(name).to_owned()).collect()
    }

    /// A row for each Task, in document order.
    #[must_use]
    pub fn mock_rows(&self) -> Vec<MockRow> {
        let picture = &self.document.picture;
        let tasks = picture.definition.states.iter().filter(|state| matches!(state.kind, StateKind::Task(_)));
        let row = |state: &asl::definition::State| {
            let name = &state.name.value;
            MockRow {
                state: picture.key(state.id),
                name: name.to_string(),
                words: self.scenarios.mock(name).map_or("a default answer".to_owned(), words),
                json: self.scenarios.written(&["mocks", name]).unwrap_or_default(),
                cases: self.scenarios.mock(name).map(cases_of).unwrap_or_default(),
                has_answer: self.run.answer_of(picture.key(state.id)).is_some(),
                problem: self.scenario_problem(&format!("mocks.{name}")),
            }
        };
        tasks.map(row).collect()
    }
}

/// The errors that a state names in Retry, then in Catch.
fn handled_errors(state: &Value) -> Vec<String> {
    let entries = ["Retry", "Catch"].into_iter().filter_map(|list| state.get(list)?.as_array()).flat_map(|list| list.iter());
    let names = entries.filter_map(|entry| entry.get("ErrorEquals")?.as_array()).flat_map(|names| names.iter());
    names.filter_map(Value::as_str).filter(|name| *name != "States.ALL").map(str::to_owned).collect()
}

/// Whether an object holds answers by call number.
pub(super) fn is_numbered(mock: &Object) -> bool {
    mock.keys().any(|key| key.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A mock in a few words.
fn words(mock: &Value) -> String {
    if let Some(cases) = mock.as_array() {
        return if cases.len() == 1 { "1 case".to_owned() } else { format!("{} cases", cases.len()) };
    }
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
        let row = |json: &str| MockRow {
            state: StateKey(0),
            name: "A".to_owned(),
            words: String::new(),
            json: json.to_owned(),
            cases: Vec::new(),
            has_answer: false,
            problem: None,
        };
        for json in ["", r#"{"Return": {"x": 1}}"#, r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#] {
            let row = row(json);
            for made in [row.succeed(), row.fail_twice(), row.always_fail(), row.slower()] {
                let scenario = format!(r#"{{"mocks": {{"A": {made}}}}}"#);
                assert!(simulator::scenario::read_scenario(&scenario).is_ok(), "{made}");
            }
        }
        assert!(row(r#"{"0": {"Throw": {"Error": "E"}}, "1-": {"Evaluate": "{% 1 %}"}}"#).fail_twice().contains("Evaluate"));
        assert!(row(r#"{"Return": 1, "DelaySeconds": 2}"#).slower().contains("7"));
    }

    #[test]
    fn mocks_follow_their_states_and_no_other() {
        let text = |names: &[&str]| {
            let state = |name: &&str| format!(r#""{name}": {{"Type": "Task", "Resource": "r", "End": true}}"#);
            format!(r#"{{"StartAt": "A", "States": {{{}}}}}"#, names.iter().map(state).collect::<Vec<_>>().join(", "))
        };
        let file = r#"{"scenarios": [{"mocks": {"A": {"Return": 1}, "B": {"Return": 2}, "C": {"Return": 3}}}]}"#;
        let before = Document::new(text(&["A", "B"]));
        let change = |change: asl::text::Transaction, typed: bool| {
            let mut scenarios = Scenarios::read(file);
            let after = before.apply(&change).0;
            let follow = scenarios.follow(&before, &after, typed);
            let back = follow.map(|follow| scenarios.apply(&follow));
            let mocks = scenarios.member("mocks").expect("mocks").to_json();
            if let Some(back) = back {
                scenarios.apply(&back);
            }
            assert_eq!(&**scenarios.text(), file);
            mocks
        };
        let [a, b] = ["A", "B"].map(|name| before.definition.find(name).expect("the state"));
        let rename = asl::edit::rename_state(&before, a, "C").expect("a change");
        assert_eq!(change(rename, false), r#"{"C":{"Return":1},"B":{"Return":2}}"#);
        let delete = asl::edit::delete_states(&before, &[b]).expect("a change");
        assert_eq!(change(delete.clone(), false), r#"{"A":{"Return":1},"C":{"Return":3}}"#);
        assert_eq!(change(delete, true), r#"{"A":{"Return":1},"B":{"Return":2},"C":{"Return":3}}"#);
    }
}
