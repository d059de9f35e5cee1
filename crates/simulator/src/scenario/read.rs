//! Reading and writing scenario files, with messages that say what to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use expressions::template::JsonataTemplate;
use expressions::time::Timestamp;
use value::{Object, Value};

use super::{Answer, Case, Delay, Expectation, Mock, Numbers, Reply, Scenario, When, workflow};
use crate::execution::{DEFAULT_START_MILLIS, WorkflowType};
pub use crate::scenario_error::ScenarioError;
use crate::services::Sandbox;

/// Reads a scenario file: `{"version": 1, "scenarios": […]}`.
pub fn read_scenarios(text: &str) -> Result<Vec<Scenario>, ScenarioError> {
    let value =
        value::parse(text).map_err(|error| ScenarioError::new("the scenario file", format!("this is not JSON: {error}")))?;
    let Some(scenarios) = value.get("scenarios") else {
        return Err(ScenarioError::new("the scenario file", "`scenarios` is missing: it holds the list of scenarios"));
    };
    let Some(scenarios) = scenarios.as_array() else {
        return Err(ScenarioError::new("scenarios", format!("a list is needed here, not {}", scenarios.type_phrase())));
    };
    scenarios.iter().enumerate().map(|(index, scenario)| scenario_of(&format!("scenarios[{index}]"), scenario)).collect()
}

/// What is wrong with a scenario file: of each scenario the first thing.
#[must_use]
pub fn check_scenarios(text: &str) -> Vec<ScenarioError> {
    let Ok(file) = value::parse(text) else { return read_scenarios(text).err().into_iter().collect() };
    match file.get("scenarios").and_then(Value::as_array) {
        Some(scenarios) => {
            let check = |(index, scenario)| scenario_of(&format!("scenarios[{index}]"), scenario).err();
            scenarios.iter().enumerate().filter_map(check).collect()
        }
        None => read_scenarios(text).err().into_iter().collect(),
    }
}

/// Reads the trial values of a scenario file: what a definition's placeholders stand for, by name. What is no text stands for
/// its JSON.
pub fn read_placeholders(file: &Value) -> Result<BTreeMap<String, String>, ScenarioError> {
    let Some(values) = file.get("placeholders") else { return Ok(BTreeMap::new()) };
    let Some(values) = values.as_object() else {
        let message = format!("an object of names and trial values is needed here, not {}", values.type_phrase());
        return Err(ScenarioError::new("placeholders", message));
    };
    let written = |value: &Value| value.as_str().map_or_else(|| value.to_json(), str::to_owned);
    Ok(values.iter().map(|(name, value)| (name.to_string(), written(value))).collect())
}

/// Reads the mocks of a scenario: an object of state names. `place` begins the messages.
pub fn read_mocks(place: &str, mocks: &Value) -> Result<BTreeMap<Arc<str>, Mock>, ScenarioError> {
    let Some(mocks) = mocks.as_object() else {
        let message = format!("an object of state names and mocks is needed here, not {}", mocks.type_phrase());
        return Err(ScenarioError::new(place, message));
    };
    mocks.iter().map(|(state, mock)| Ok((state.clone(), read_mock(&format!("{place}.{state}"), mock)?))).collect()
}

/// Reads one scenario, as an object of a scenario file.
pub fn read_scenario(text: &str) -> Result<Scenario, ScenarioError> {
    let place = "the scenario";
    let value = value::parse(text).map_err(|error| ScenarioError::new(place, format!("this is not JSON: {error}")))?;
    scenario_of(place, &value)
}

/// What a scenario has.
pub const SCENARIO_MEMBERS: [&str; 10] =
    ["name", "description", "type", "input", "seed", "startTime", "mocks", "services", "workflows", "expect"];

fn scenario_of(place: &str, value: &Value) -> Result<Scenario, ScenarioError> {
    let Some(members) = value.as_object() else {
        return Err(ScenarioError::new(place, format!("an object is needed here, not {}", value.type_phrase())));
    };
    if let Some(unknown) = members.keys().find(|key| !SCENARIO_MEMBERS.contains(&&***key)) {
        let message = format!("`{unknown}` is not known here; a scenario has {}", SCENARIO_MEMBERS.join(", "));
        return Err(ScenarioError::new(place, message));
    }
    let text = |member: &str| match members.get(member) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.to_string()),
        Some(other) => {
            Err(ScenarioError::new(format!("{place}.{member}"), format!("a text is needed, not {}", other.type_phrase())))
        }
    };
    let workflow_type = workflow_type(place, &text("type")?)?;
    let start_millis = match text("startTime")?.as_str() {
        "" => DEFAULT_START_MILLIS,
        time => match Timestamp::parse(time) {
            Some(timestamp) => timestamp.millis(),
            None => {
                let message = format!("`{time}` is no time such as 2026-01-01T00:00:00Z");
                return Err(ScenarioError::new(format!("{place}.startTime"), message));
            }
        },
    };
    Ok(Scenario {
        name: text("name")?,
        description: text("description")?,
        workflow_type,
        input: members.get("input").cloned().unwrap_or_else(|| Value::object::<&str, Value>([])),
        seed: members.get("seed").map_or(Ok(1), |seed| whole(&format!("{place}.seed"), seed))?,
        start_millis,
        mocks: members.get("mocks").map_or(Ok(BTreeMap::new()), |mocks| read_mocks(&format!("{place}.mocks"), mocks))?,
        services: {
            let services = members.get("services").cloned().unwrap_or_default();
            Sandbox::read(&format!("{place}.services"), &services)?;
            services
        },
        workflows: members
            .get("workflows")
            .map_or(Ok(BTreeMap::new()), |workflows| workflow::read(&format!("{place}.workflows"), workflows))?,
        expect: members
            .get("expect")
            .map_or(Ok(Expectation::default()), |expect| Expectation::read(&format!("{place}.expect"), expect))?,
    })
}

/// The kind of workflow that a `type` names.
pub(super) fn workflow_type(place: &str, written: &str) -> Result<WorkflowType, ScenarioError> {
    match written.to_ascii_uppercase().as_str() {
        "" | "STANDARD" => Ok(WorkflowType::Standard),
        "EXPRESS" => Ok(WorkflowType::Express),
        other => Err(ScenarioError::new(format!("{place}.type"), format!("`{other}` is neither STANDARD nor EXPRESS"))),
    }
}

/// A mock: one answer for all calls, answers by call, or a list of cases of which the first that fits answers.
pub(super) fn read_mock(place: &str, value: &Value) -> Result<Mock, ScenarioError> {
    if let Some(cases) = value.as_array() {
        let case = |(index, case)| read_case(&format!("{place}[{index}]"), case);
        return Ok(Mock { answers: cases.iter().enumerate().map(case).collect::<Result<_, _>>()? });
    }
    let members = answer_members(place, value)?;
    let is_calls = |key: &str| key.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    if !members.keys().any(|key| is_calls(key)) {
        return Ok(Mock { answers: vec![read_answer(place, members, (0, None))?] });
    }
    let mut answers = Vec::with_capacity(members.len());
    for (calls, answer) in members.iter() {
        let place = format!("{place}[\"{calls}\"]");
        answers.push(read_answer(&place, answer_members(&place, answer)?, read_calls(&place, calls)?)?);
    }
    answers.sort_by_key(|answer| answer.first);
    for pair in answers.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if before.last.is_none_or(|last| last >= after.first) {
            return Err(ScenarioError::new(place, format!("call {} has two answers; the ranges must not overlap", after.first)));
        }
    }
    Ok(Mock { answers })
}

fn answer_members<'a>(place: &str, value: &'a Value) -> Result<&'a Object, ScenarioError> {
    let wrong = || format!("an object such as {{\"Return\": …}} is needed here, not {}", value.type_phrase());
    value.as_object().map(|members| &**members).ok_or_else(|| ScenarioError::new(place, wrong()))
}

/// One of a list of cases: an answer with what must hold for it.
fn read_case(place: &str, value: &Value) -> Result<Answer, ScenarioError> {
    let members = answer_members(place, value)?;
    let numbers = |member: &str, what: &str| {
        let place = format!("{place}.{member}");
        match members.get(member) {
            None => Ok(None),
            Some(Value::String(text)) => read_numbers(&place, text, what).map(Some),
            Some(number) => read_numbers(&place, &number.to_json(), what).map(Some),
        }
    };
    let when = |written: &Value| {
        let place = format!("{place}.When");
        let is_condition = written.as_str().is_some_and(|text| text.trim().starts_with("{%"));
        if !is_condition {
            return Err(ScenarioError::new(place, "a condition is needed here, such as \"{% $states.input.total > 100 %}\""));
        }
        Ok(When { written: written.clone(), template: template(&place, written)? })
    };
    let case = Case {
        when: members.get("When").map(when).transpose()?,
        iterations: numbers("Iteration", "iteration")?,
        attempts: numbers("Attempt", "attempt")?,
    };
    let calls = numbers("Calls", "call")?.unwrap_or((0, None));
    let mut answer = members.clone();
    for name in CASE_MEMBERS {
        answer.remove(name);
    }
    Ok(Answer { case, ..read_answer(place, &answer, calls)? })
}

/// What a case may say beside its answer.
pub const CASE_MEMBERS: [&str; 4] = ["When", "Calls", "Iteration", "Attempt"];

/// The calls that `"0"`, `"1-2"` or `"3-"` stands for.
fn read_calls(place: &str, calls: &str) -> Result<Numbers, ScenarioError> {
    read_numbers(place, calls, "call")
}

fn read_numbers(place: &str, text: &str, what: &str) -> Result<Numbers, ScenarioError> {
    let wrong = || {
        let message = format!(
            "`{text}` names no {what}s: write the number of {} {what} (from 0), a range as in \"1-2\", or \"3-\" for all from there",
            if what == "call" { "a" } else { "an" }
        );
        ScenarioError::new(place, message)
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    match text.split_once('-') {
        None => number(text).map(|only| (only, Some(only))),
        Some((first, "")) => Ok((number(first)?, None)),
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first { Err(wrong()) } else { Ok((first, Some(last))) }
        }
    }
}

/// What a mock's answer is.
pub const REPLIES: [&str; 6] = ["Return", "Throw", "Evaluate", "Await", "result", "errorOutput"];
/// What it may say beside that.
pub const OTHERS: [&str; 3] = ["DelaySeconds", "FailureRate", "Heartbeat"];

fn read_answer(place: &str, members: &Object, (first, last): Numbers) -> Result<Answer, ScenarioError> {
    let known = |key: &str| REPLIES.contains(&key) || OTHERS.contains(&key);
    if let Some(unknown) = members.keys().find(|key| !known(key)) {
        let message = match CASE_MEMBERS.contains(&&**unknown) {
            true => format!("`{unknown}` is only known in a list of cases: write [{{\"{unknown}\": …, \"Return\": …}}, …]"),
            false => format!(
                "`{unknown}` is not known here; an answer has one of Return, Throw, Evaluate, Await, and may have {}",
                OTHERS.join(", ")
            ),
        };
        return Err(ScenarioError::new(place, message));
    }
    let mut replies = REPLIES.iter().filter_map(|name| Some((*name, members.get(name)?)));
    let reply = match (replies.next(), replies.next()) {
        (Some((name, value)), None) => read_reply(place, name, value)?,
        (None, _) => return Err(ScenarioError::new(place, "one of Return, Throw, Evaluate or Await is needed")),
        (Some((one, _)), Some((other, _))) => {
            return Err(ScenarioError::new(place, format!("`{one}` and `{other}` exclude each other: keep one of them")));
        }
    };
    let delay = members.get("DelaySeconds");
    Ok(Answer {
        first,
        last,
        case: Case::default(),
        reply,
        delay: delay.map_or(Ok(Delay::default()), |delay| Delay::read(&format!("{place}.DelaySeconds"), delay))?,
        failure_rate: members.get("FailureRate").map(|rate| read_share(&format!("{place}.FailureRate"), rate)).transpose()?,
        heartbeats: members.get("Heartbeat").map_or(Ok(true), |sent| truth(&format!("{place}.Heartbeat"), sent))?,
    })
}

fn whole(place: &str, value: &Value) -> Result<u64, ScenarioError> {
    value.as_i64().map(|number| number as u64).ok_or_else(|| ScenarioError::new(place, "a whole number such as 7 is needed"))
}

fn truth(place: &str, value: &Value) -> Result<bool, ScenarioError> {
    value.as_bool().ok_or_else(|| ScenarioError::new(place, "true or false is needed"))
}

fn read_share(place: &str, value: &Value) -> Result<f64, ScenarioError> {
    let share = value.as_f64().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| ScenarioError::new(place, "a share from 0 to 1 is needed"))
}

fn template(place: &str, written: &Value) -> Result<JsonataTemplate, ScenarioError> {
    JsonataTemplate::parse(written)
        .map_err(|errors| ScenarioError::new(place, errors.first().map_or_else(String::new, ToString::to_string)))
}

fn read_reply(place: &str, name: &str, value: &Value) -> Result<Reply, ScenarioError> {
    let text = |member: &str| value.get(member).and_then(Value::as_str).map(str::to_owned);
    let known: &[&str] = match name {
        "Throw" => &["Error", "Cause"],
        "errorOutput" => &["error", "cause"],
        _ => &[],
    };
    let members = value.as_object().filter(|_| !known.is_empty());
    if let Some(unknown) = members.and_then(|members| members.keys().find(|key| !known.contains(&&***key))) {
        let message = format!("`{unknown}` is not known here; an error has {} and {}", known[0], known[1]);
        return Err(ScenarioError::new(format!("{place}.{name}"), message));
    }
    if let Some((member, other)) =
        members.into_iter().flat_map(|members| members.iter()).find(|(_, value)| value.as_str().is_none())
    {
        let message = format!("a text is needed, not {}", other.type_phrase());
        return Err(ScenarioError::new(format!("{place}.{name}.{member}"), message));
    }
    match name {
        "Return" => Ok(Reply::Return(value.clone())),
        // As TestState's mock writes it: a text of JSON.
        "result" => {
            let result = value.as_str().map_or_else(|| Ok(value.clone()), value::parse);
            result
                .map(Reply::Return)
                .map_err(|error| ScenarioError::new(format!("{place}.result"), format!("this is not JSON: {error}")))
        }
        "errorOutput" if value.as_object().is_some() => Ok(Reply::Throw { error: text("error"), cause: text("cause") }),
        "errorOutput" => Err(ScenarioError::new(format!("{place}.errorOutput"), "an object with error and cause is needed")),
        "Throw" if value.as_object().is_some() => Ok(Reply::Throw { error: text("Error"), cause: text("Cause") }),
        "Throw" => Err(ScenarioError::new(format!("{place}.Throw"), "an object with Error and Cause is needed")),
        "Await" => Ok(Reply::Await),
        _ => Ok(Reply::Evaluate { written: value.clone(), template: template(&format!("{place}.Evaluate"), value)? }),
    }
}

/// Writes a scenario file, as [`read_scenarios`] reads it.
#[must_use]
pub fn write_scenarios(scenarios: &[Scenario]) -> Value {
    let scenarios: Vec<Value> = scenarios.iter().map(write_scenario).collect();
    Value::object([("version", Value::from(1)), ("scenarios", Value::from(scenarios))])
}

/// Writes one scenario, as [`read_scenario`] reads it.
#[must_use]
pub fn write_scenario(scenario: &Scenario) -> Value {
    let mut members = Object::new();
    members.insert("name", scenario.name.as_str());
    if !scenario.description.is_empty() {
        members.insert("description", scenario.description.as_str());
    }
    if scenario.workflow_type == WorkflowType::Express {
        members.insert("type", "EXPRESS");
    }
    members.insert("input", scenario.input.clone());
    if scenario.seed != 1 {
        members.insert("seed", scenario.seed as i64);
    }
    if scenario.start_millis != DEFAULT_START_MILLIS {
        members.insert("startTime", expressions::time::format_millis_short(scenario.start_millis));
    }
    members.insert("mocks", write_mocks(&scenario.mocks));
    if !scenario.services.is_null() {
        members.insert("services", scenario.services.clone());
    }
    if !scenario.workflows.is_empty() {
        members.insert("workflows", workflow::write(&scenario.workflows));
    }
    let expect = scenario.expect.write();
    if expect != Value::object::<&str, Value>([]) {
        members.insert("expect", expect);
    }
    Value::from(members)
}

/// Writes mocks, as [`read_mocks`] reads them.
pub(crate) fn write_mocks(mocks: &BTreeMap<Arc<str>, Mock>) -> Object {
    mocks.iter().map(|(state, mock)| (state.clone(), write_mock(mock))).collect()
}

fn write_mock(mock: &Mock) -> Value {
    match mock.answers.as_slice() {
        [answer] if is_for_all(answer) => Value::from(write_answer(answer)),
        answers if by_calls(answers) => {
            Value::object(answers.iter().map(|answer| (numbers((answer.first, answer.last)), write_answer(answer))))
        }
        answers => Value::array(answers.iter().map(write_case)),
    }
}

fn is_for_all(answer: &Answer) -> bool {
    answer.first == 0 && answer.last.is_none() && answer.case.is_empty()
}

/// Whether the numbers of calls tell all that is to know of when answers are given.
fn by_calls(answers: &[Answer]) -> bool {
    let apart = |pair: &[Answer]| pair[0].last.is_some_and(|last| last < pair[1].first);
    !answers.is_empty() && answers.iter().all(|answer| answer.case.is_empty()) && answers.windows(2).all(apart)
}

fn numbers(numbers: Numbers) -> String {
    match numbers {
        (first, None) => format!("{first}-"),
        (first, Some(last)) if first == last => first.to_string(),
        (first, Some(last)) => format!("{first}-{last}"),
    }
}

fn write_case(answer: &Answer) -> Value {
    let mut members = Object::new();
    let Case { when, iterations, attempts } = &answer.case;
    if let Some(when) = when {
        members.insert("When", when.written.clone());
    }
    let calls = Some((answer.first, answer.last)).filter(|calls| *calls != (0, None));
    for (name, these) in [("Calls", calls), ("Iteration", *iterations), ("Attempt", *attempts)] {
        if let Some(these) = these {
            members.insert(name, numbers(these));
        }
    }
    for (name, value) in write_answer(answer).iter() {
        members.insert(name.clone(), value.clone());
    }
    Value::from(members)
}

/// An error with what it has of a name and a cause.
pub(super) fn thrown(error: Option<&str>, cause: Option<&str>) -> Value {
    Value::object([("Error", error), ("Cause", cause)].into_iter().filter_map(|(name, text)| Some((name, text?))))
}

fn write_answer(answer: &Answer) -> Object {
    let mut members = Object::new();
    match &answer.reply {
        Reply::Return(value) => members.insert("Return", value.clone()),
        Reply::Throw { error, cause } => members.insert("Throw", thrown(error.as_deref(), cause.as_deref())),
        Reply::Evaluate { written, .. } => members.insert("Evaluate", written.clone()),
        Reply::Await => members.insert("Await", true),
    };
    if let Some(delay) = answer.delay.write() {
        members.insert("DelaySeconds", delay);
    }
    if let Some(rate) = answer.failure_rate.and_then(value::Number::from_f64) {
        members.insert("FailureRate", rate);
    }
    if !answer.heartbeats {
        members.insert("Heartbeat", false);
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_file_survives_reading_and_writing() {
        let text = r#"{"version":1,"scenarios":[{"name":"a","type":"EXPRESS","input":{"x":1},"seed":7,"startTime":"2026-02-01T00:00:00Z","mocks":{"S":{"0":{"Throw":{"Error":"E","Cause":"c"},"DelaySeconds":1.5},"1-2":{"Return":[1]},"3-":{"Evaluate":"{% 1 %}","Heartbeat":false}},"T":{"Await":true},"U":[{"When":"{% $states.input.x > 1 %}","Calls":"0-1","Iteration":"36","Attempt":"1-","Throw":{"Error":"E"},"DelaySeconds":{"min":1,"mode":2,"max":3}},{"Return":1}]},"workflows":{"C":{"definition":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},"type":"EXPRESS","mocks":{"P":{"Return":1}}}},"expect":{"status":"FAILED","virtualSeconds":2}}]}"#;
        let scenarios = read_scenarios(text).expect("scenarios");
        assert_eq!(write_scenarios(&scenarios).to_json(), text);
        let mock = &scenarios[0].mocks["S"];
        assert_eq!(mock.answer(2).map(|answer| answer.first), Some(1));
        assert_eq!(mock.answer(99).map(|answer| answer.first), Some(3));
    }

    #[test]
    fn a_wrong_file_is_told_what_to_mend() {
        for (text, expected) in [
            ("[", "the scenario file: this is not JSON: EOF while parsing a list at line 1 column 1"),
            ("{}", "the scenario file: `scenarios` is missing: it holds the list of scenarios"),
            (
                r#"{"scenarios":[{"mock":{}}]}"#,
                "scenarios[0]: `mock` is not known here; a scenario has name, description, type, input, seed, startTime, mocks, services, workflows, expect",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":{"a":1}}}]}"#,
                "scenarios[0].mocks.S: `a` is not known here; an answer has one of Return, Throw, Evaluate, Await, and may have DelaySeconds, FailureRate, Heartbeat",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":{"When":"{% true %}","Return":1}}}]}"#,
                "scenarios[0].mocks.S: `When` is only known in a list of cases: write [{\"When\": …, \"Return\": …}, …]",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":[{"Return":1,"When":"$x"}]}}]}"#,
                "scenarios[0].mocks.S[0].When: a condition is needed here, such as \"{% $states.input.total > 100 %}\"",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":[{"Return":1,"Iteration":"x"}]}}]}"#,
                "scenarios[0].mocks.S[0].Iteration: `x` names no iterations: write the number of an iteration (from 0), a range as in \"1-2\", or \"3-\" for all from there",
            ),
            (r#"{"scenarios":[{"mocks":{"S":{}}}]}"#, "scenarios[0].mocks.S: one of Return, Throw, Evaluate or Await is needed"),
            (
                r#"{"scenarios":[{"mocks":{"S":{"Return":1,"Await":true}}}]}"#,
                "scenarios[0].mocks.S: `Return` and `Await` exclude each other: keep one of them",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":{"0-2":{"Return":1},"1":{"Return":1}}}}]}"#,
                "scenarios[0].mocks.S: call 1 has two answers; the ranges must not overlap",
            ),
            (
                r#"{"scenarios":[{"mocks":{"S":{"0x":{"Return":1}}}}]}"#,
                "scenarios[0].mocks.S[\"0x\"]: `0x` names no calls: write the number of a call (from 0), a range as in \"1-2\", or \"3-\" for all from there",
            ),
        ] {
            assert_eq!(read_scenarios(text).map_err(|error| error.to_string()), Err(expected.to_owned()), "{text}");
        }
    }
}
