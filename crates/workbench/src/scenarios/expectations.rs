//! What a scenario expects: as rows to edit, taken from a run, or set to what came instead.

use std::sync::Arc;

use asl::tree::quote;
use engine::{Summary, Unmet};
use value::Value;

use super::file::FileEdit;
use super::{Outcome, Scenarios};
use crate::run::Tried;
use crate::sheet::Sheet;

/// What a scenario expects, beside what came in its last run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectations {
    /// A row for each thing that is expected.
    pub rows: Vec<ExpectRow>,
    /// What can be expected besides, with the name to choose it by.
    pub more: Vec<(ExpectPart, &'static str)>,
    /// Whether its last run differs, so that what came can be accepted.
    pub differs: bool,
    /// Whether there is a run of it to take expectations from.
    pub has_run: bool,
    /// What its last run gave at the end, and what was expected of it, where these differ.
    pub output: Option<(Value, Value)>,
}

/// Something that is expected.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectRow {
    /// The member of the expectation as a JSON Pointer: `/output`, `/states/Pay/attempts`.
    pub pointer: String,
    /// What it is, in words.
    pub label: String,
    /// As it is shown: a text without its quotation marks, else JSON.
    pub text: String,
    /// What came instead: where, what was expected, what came.
    pub unmet: Vec<(String, String, String)>,
}

/// Something that a run can be expected to do again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectPart {
    /// How it ended, and with which output or error.
    Result,
    /// How it ended.
    Status,
    /// All of the output, and nothing else.
    Output,
    /// The output's members; more may be there.
    OutputInPart,
    /// The states it went through.
    Path,
    /// How often each state was visited and tried, and how that ended.
    States,
    /// The virtual seconds, at most.
    Duration,
    /// The state transitions, at most.
    Transitions,
    /// The cost, at most.
    Cost,
}

impl ExpectPart {
    /// All, with their names and the member that each sets.
    pub const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Status, "Status", "status"),
        (Self::Output, "Output, exactly", "output"),
        (Self::OutputInPart, "Output, in part", "outputMatches"),
        (Self::Path, "Path of states", "path"),
        (Self::States, "Visits and attempts of each state", "states"),
        (Self::Duration, "Duration, at most", "virtualSeconds"),
        (Self::Transitions, "State transitions, at most", "transitions"),
        (Self::Cost, "Cost, at most", "cost"),
    ];
}

/// Members that are texts, and shown without quotation marks.
const TEXTS: [&str; 4] = ["status", "error", "cause", "outputWhere"];

impl Scenarios {
    /// What the chosen one expects.
    pub(crate) fn expect(&self) -> Option<&Value> {
        self.member("expect")
    }

    /// Sets something that is expected, as it is shown; empty takes it away.
    pub(crate) fn set_expected(&self, pointer: &str, typed: &str) -> Outcome {
        let path = path_of(pointer);
        let name = path.last().map(String::as_str).unwrap_or_default();
        let json = match typed.trim() {
            "" => None,
            text if TEXTS.contains(&name) => Some(quote(text)),
            text => {
                value::parse(text).map_err(|error| format!("not JSON yet: {error}"))?;
                Some(text.to_owned())
            }
        };
        let change = self.edit_chosen(label(&path, "expect"), |edit, base| set(edit, base, &path, json.as_deref()))?;
        self.check(&change)?;
        Ok(change)
    }

    /// Expects what a run gave: the parts that are asked for.
    pub(crate) fn expect_this(&self, part: ExpectPart, observed: &Value, output: Option<&str>) -> Outcome {
        let members = observed_members(part, observed, output);
        self.edit_chosen("expect what came", |edit, base| {
            if part == ExpectPart::Result {
                // A success has no error, a failure no output.
                for member in ["output", "outputMatches", "outputWhere", "error", "cause"] {
                    set(edit, base, &[member.to_owned()], None);
                }
            }
            for (name, json) in &members {
                set(edit, base, &[(*name).to_owned()], Some(json));
            }
        })
    }

    /// Sets whatever was otherwise than expected to what came.
    pub(crate) fn accept(&self, unmet: &[Unmet], output: Option<&str>) -> Outcome {
        self.edit_chosen("accept the new result", |edit, base| {
            let expect = self.expect();
            for unmet in unmet {
                set(edit, base, &as_written(expect, &unmet.at), unmet.instead.as_deref());
            }
            // A condition that no longer holds gives way to the output itself.
            if let (true, Some(output)) = (unmet.iter().any(|unmet| unmet.at == ["outputWhere"]), output) {
                set(edit, base, &["output".to_owned()], Some(&pretty(output)));
            }
        })
    }

    /// Whether the chosen scenario can be read after a change.
    fn check(&self, change: &asl::text::Transaction) -> Result<(), String> {
        let mut after = self.clone();
        after.apply(change);
        let scenario = Value::from(after.current()).to_json();
        let place = |error: simulator::scenario::ScenarioError| match error.place.split_once(".expect") {
            Some(_) => Err(error.message),
            None => Ok(()),
        };
        simulator::scenario::read_scenario(&scenario).map_or_else(place, |_| Ok(()))
    }
}

/// Sets a member of the expectation or takes it away, and what is empty then.
fn set(edit: &mut FileEdit, base: &[&str], path: &[String], json: Option<&str>) {
    let mut full: Vec<&str> = [base, &["expect"]].concat();
    let depth = full.len();
    full.extend(path.iter().map(String::as_str));
    edit.set_or_remove(&full, json);
    if json.is_none() {
        (depth..full.len()).rev().for_each(|length| edit.remove_if_empty(&full[..length]));
    }
}

/// The path to a member as the file has it: what is expected of a state may be written alone, or in a list.
fn as_written(expect: Option<&Value>, at: &[String]) -> Vec<String> {
    let listed = match at {
        [states, name, ..] if states == "states" => {
            expect.and_then(|expect| expect.get("states")?.get(name)).is_some_and(|state| state.as_array().is_some())
        }
        _ => true,
    };
    at.iter().enumerate().filter(|(index, _)| listed || *index != 2).map(|(_, step)| step.clone()).collect()
}

fn observed_members(part: ExpectPart, observed: &Value, output: Option<&str>) -> Vec<(&'static str, String)> {
    let json = |name: &str| observed.get(name).map(Value::to_json_pretty);
    let most = |name: &str| Some(Value::object([("max", observed.get(name)?.clone())]).to_json_pretty());
    let all = match part {
        ExpectPart::Result => vec![("status", json("status")), ("error", json("error")), ("output", output.map(pretty))],
        ExpectPart::Status => vec![("status", json("status"))],
        ExpectPart::Output => vec![("output", output.map(pretty))],
        ExpectPart::OutputInPart => vec![("outputMatches", output.map(pretty))],
        ExpectPart::Path => vec![("path", json("path"))],
        ExpectPart::States => vec![("states", json("states"))],
        ExpectPart::Duration => vec![("virtualSeconds", most("virtualSeconds"))],
        ExpectPart::Transitions => vec![("transitions", most("transitions"))],
        ExpectPart::Cost => vec![("cost", most("cost"))],
    };
    all.into_iter().filter_map(|(name, json)| Some((name, json?))).collect()
}

fn pretty(json: &str) -> String {
    value::parse(json).map_or_else(|_| json.to_owned(), |value| value.to_json_pretty())
}

fn path_of(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

fn pointer_of(path: &[String]) -> String {
    path.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

fn label(path: &[String], verb: &str) -> String {
    format!("{verb} {}", words(path).to_lowercase())
}

/// What a member of the expectation is called.
fn words(path: &[String]) -> String {
    let name = path.last().map(String::as_str).unwrap_or_default();
    let called = match name {
        "status" => "Status",
        "output" => "Output, exactly",
        "outputMatches" => "Output, in part",
        "outputWhere" => "Output, condition",
        "error" => "Error",
        "cause" => "Cause",
        "virtualSeconds" => "Duration in seconds",
        "transitions" => "State transitions",
        "events" => "Events",
        "cost" => "Cost in dollars",
        "path" => "Path of states",
        "visits" => "Visits",
        "attempts" => "Attempts",
        "input" => "Input, exactly",
        "inputMatches" => "Input, in part",
        other => other,
    };
    match path {
        [states, state, ..] if states == "states" => format!("{state}: {}", called.to_lowercase()),
        _ => called.to_owned(),
    }
}

impl Sheet {
    /// A scenario with what its run depends on.
    pub(crate) fn tried(&self, index: usize) -> Option<Tried> {
        self.all_tried().get(index).cloned()
    }

    /// All scenarios with what their runs depend on; none where they cannot be read.
    pub(crate) fn all_tried(&self) -> Arc<[Tried]> {
        if self.scenarios.is_unread() {
            return Arc::default();
        }
        let (scenarios, definition) = (self.scenarios.text(), &self.document.text);
        self.run.trials().all_tried(scenarios, definition, || {
            (0..self.scenarios.names().len()).filter_map(|index| self.make_tried(index)).collect()
        })
    }

    fn make_tried(&self, index: usize) -> Option<Tried> {
        let mut members = self.scenarios.members_to_run(index, &self.document).ok()?;
        let name = members.remove("name").and_then(|name| name.as_str().map(str::to_owned));
        members.remove("description");
        let expect = members.remove("expect").map(|expect| expect.to_json()).unwrap_or_default();
        members.insert("placeholders", self.scenarios.value().get("placeholders").cloned().unwrap_or_default());
        let definition: Arc<str> = self.document.text.clone();
        let name = name.unwrap_or_else(|| "Scenario".to_owned());
        Some(Tried { name, definition, scenario: Value::from(members).to_json(), expect })
    }

    /// What was otherwise than expected in the last run of the chosen scenario.
    pub(crate) fn unmet(&self) -> Vec<Unmet> {
        let tried = self.tried(self.scenarios.chosen());
        tried.map(|tried| self.run.trials().unmet(&tried).to_vec()).unwrap_or_default()
    }

    /// How the run that is looked at ended, where it is the chosen scenario's as it is now.
    pub(crate) fn chosen_result(&self) -> Option<&Summary> {
        let result = self.run.result()?;
        self.tried(self.scenarios.chosen()).filter(|tried| self.run.shows(tried)).map(|_| result)
    }

    /// What the chosen scenario expects, beside what came.
    #[must_use]
    pub fn expectations(&self) -> Expectations {
        let unmet = self.unmet();
        let expect = self.scenarios.expect();
        let mut rows: Vec<ExpectRow> = paths(expect).iter().map(|path| row(expect, path, &unmet)).collect();
        let implied =
            unmet.iter().filter(|unmet| !rows.iter().any(|row| row.pointer == pointer_of(&as_written(expect, &unmet.at))));
        let implied: Vec<_> = implied.cloned().collect();
        if !implied.is_empty() {
            rows.push(ExpectRow {
                pointer: "/status".to_owned(),
                label: "Status (expected where nothing else is)".to_owned(),
                text: "SUCCEEDED".to_owned(),
                unmet: implied.iter().map(told).collect(),
            });
        }
        let has = |member: &str| expect.is_some_and(|expect| expect.get(member).is_some());
        let more = ExpectPart::ALL.into_iter().filter(|(.., member)| !has(member)).map(|(part, name, _)| (part, name));
        let result = self.chosen_result();
        let came = result.and_then(|result| value::parse(result.output.as_deref()?).ok());
        let expected =
            expect.and_then(|expect| expect.get("output")).filter(|_| unmet.iter().any(|unmet| unmet.at == ["output"]));
        Expectations {
            rows,
            more: more.collect(),
            differs: !unmet.is_empty(),
            has_run: result.is_some(),
            output: came.zip(expected.cloned()),
        }
    }
}

/// The members of an expectation that are rows of their own.
fn paths(expect: Option<&Value>) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (name, value) in expect.and_then(Value::as_object).into_iter().flat_map(|expect| expect.iter()) {
        match (&**name, value) {
            ("states", Value::Object(states)) => {
                for (state, expected) in states.iter() {
                    let base = [name.to_string(), state.to_string()];
                    match expected {
                        Value::Object(members) => {
                            paths.extend(members.keys().map(|key| [&base[..], &[key.to_string()]].concat()))
                        }
                        Value::Array(list) => {
                            paths.extend((0..list.len()).map(|index| [&base[..], &[index.to_string()]].concat()));
                        }
                        _ => paths.push(base.to_vec()),
                    }
                }
            }
            _ => paths.push(vec![name.to_string()]),
        }
    }
    paths
}

fn row(expect: Option<&Value>, path: &[String], unmet: &[Unmet]) -> ExpectRow {
    let pointer = pointer_of(path);
    let written = expect.and_then(|expect| expect.pointer(&pointer));
    let text = match written {
        Some(Value::String(text)) if path.last().is_some_and(|name| TEXTS.contains(&name.as_str())) => text.to_string(),
        Some(value) => compact(value),
        None => String::new(),
    };
    let of_it = unmet.iter().filter(|unmet| as_written(expect, &unmet.at).starts_with(path));
    ExpectRow { label: words(path), text, unmet: of_it.map(told).collect(), pointer }
}

/// In one line where that is short.
fn compact(value: &Value) -> String {
    let line = value.to_json();
    if line.len() <= 60 { line } else { value.to_json_pretty() }
}

fn told(unmet: &Unmet) -> (String, String, String) {
    (unmet.what.clone(), unmet.expected.clone(), unmet.actual.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmet(at: &[&str], instead: Option<&str>) -> Unmet {
        let at = at.iter().map(|step| (*step).to_owned()).collect();
        Unmet { what: "x".to_owned(), expected: "1".to_owned(), actual: "2".to_owned(), at, instead: instead.map(str::to_owned) }
    }

    fn expect_of(scenarios: &Scenarios) -> String {
        scenarios.expect().map(Value::to_json).unwrap_or_default()
    }

    #[test]
    fn what_came_is_accepted_where_it_was_otherwise_and_nowhere_else() {
        let mut scenarios = Scenarios::read(
            r#"{"scenarios": [{"name": "a", "expect": {"status": "SUCCEEDED", "output": {"x": 1}, "unknown": 1, "states": {"A": {"visits": 1}, "B": [{"iteration": 0, "visits": 1}]}}}]}"#,
        );
        let before = scenarios.text().clone();
        let all = [
            unmet(&["output"], Some(r#"{"x":2}"#)),
            unmet(&["states", "A", "0", "visits"], Some("3")),
            unmet(&["states", "B", "0", "visits"], Some("4")),
        ];
        let back = scenarios.apply(&scenarios.accept(&all, None).expect("a change"));
        assert_eq!(
            expect_of(&scenarios),
            r#"{"status":"SUCCEEDED","output":{"x":2},"unknown":1,"states":{"A":{"visits":3},"B":[{"iteration":0,"visits":4}]}}"#
        );
        scenarios.apply(&back);
        assert_eq!(*scenarios.text(), before);
        let condition = [unmet(&["outputWhere"], None)];
        scenarios.apply(&scenarios.accept(&condition, Some("[1]")).expect("a change"));
        assert!(expect_of(&scenarios).contains(r#""output":[1]"#));
    }

    #[test]
    fn expectations_are_taken_from_a_run_and_edited() {
        let observed = value::parse(r#"{"status":"FAILED","error":"E","virtualSeconds":2.5,"path":["A"]}"#).expect("JSON");
        let mut scenarios = Scenarios::read(r#"{"scenarios": [{"name": "a", "expect": {"output": 1}}]}"#);
        let backs: Vec<_> = [ExpectPart::Result, ExpectPart::Path, ExpectPart::Duration]
            .map(|part| {
                let change = scenarios.expect_this(part, &observed, None).expect("a change");
                scenarios.apply(&change)
            })
            .into_iter()
            .collect();
        assert_eq!(expect_of(&scenarios), r#"{"status":"FAILED","error":"E","path":["A"],"virtualSeconds":{"max":2.5}}"#);
        scenarios.apply(&scenarios.set_expected("/error", "Other").expect("a change"));
        scenarios.apply(&scenarios.set_expected("/path", "").expect("a change"));
        assert_eq!(expect_of(&scenarios), r#"{"status":"FAILED","error":"Other","virtualSeconds":{"max":2.5}}"#);
        for (pointer, typed) in [("/path", "[1]"), ("/path", "["), ("/virtualSeconds", "\"x\""), ("/outputWhere", "$sum(")] {
            assert!(scenarios.set_expected(pointer, typed).is_err(), "{pointer} {typed}");
        }
        for pointer in ["/status", "/error", "/virtualSeconds"] {
            scenarios.apply(&scenarios.set_expected(pointer, "").expect("a change"));
        }
        assert!(!scenarios.text().contains("expect"), "{}", scenarios.text());
        assert_eq!(backs.len(), 3);
    }
}
