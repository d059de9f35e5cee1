//! A mock case by case: when an answer is given, and what it is. However the mock is written, it is shown as a list of cases;
//! after an edit it is written in the shortest form that the engine reads.

use value::{Object, Value};

/// When an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseKind {
    /// Whenever no case before it fits.
    Always,
    /// At calls with these numbers, counted over the run.
    Calls,
    /// At these attempts of a visit.
    Attempt,
    /// In these iterations of the Map around.
    Iteration,
    /// When the input meets a condition.
    When,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyKind {
    /// A result.
    Return,
    /// An error.
    Throw,
    /// A result that is computed.
    Evaluate,
    /// Somebody answers by hand.
    Await,
}

/// One case of a mock.
#[derive(Clone, Debug, PartialEq)]
pub struct MockCase {
    /// When it is given.
    pub kind: CaseKind,
    /// The numbers or the condition, as they are shown; empty for always.
    pub condition: String,
    /// Whether there is more than that to when it is given.
    pub has_more: bool,
    /// What the answer is.
    pub reply: ReplyKind,
    /// The result or the expression as JSON; the error's name.
    pub text: String,
    /// The error's cause.
    pub cause: String,
    /// How long it takes: seconds, or `1 to 5`.
    pub delay: String,
}

/// What is done to a mock.
#[derive(Clone, Debug, PartialEq)]
pub enum MockEdit {
    /// Sets when an answer is given.
    Case(usize, CaseKind),
    /// Sets the numbers or the condition.
    Condition(usize, String),
    /// Sets what an answer is.
    Reply(usize, ReplyKind),
    /// Sets the result, the expression, or the error's name.
    Text(usize, String),
    /// Sets the error's cause.
    Cause(usize, String),
    /// Sets how long it takes.
    Delay(usize, String),
    /// Sets the whole answer, as an object of JSON; when it is given and how long it takes stay.
    Answer(usize, String),
    /// Adds a case before the last.
    Add,
    /// Fails so often for each visit, then answers as before.
    FailFirst(u32),
    /// Takes a case away.
    Remove(usize),
    /// Moves a case one place up.
    Up(usize),
}

impl MockEdit {
    /// The edit that a text typed into a part of a case asks for.
    #[must_use]
    pub fn of_part(part: &str, typed: String) -> Option<Self> {
        let (index, name) = part.split_once('/')?;
        let index = index.parse().ok()?;
        Some(match name {
            "condition" => Self::Condition(index, typed),
            "text" => Self::Text(index, typed),
            "cause" => Self::Cause(index, typed),
            "delay" => Self::Delay(index, typed),
            _ => return None,
        })
    }
}

impl CaseKind {
    /// All, with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Always, "Always"),
        (Self::Attempt, "At attempt"),
        (Self::Calls, "At call"),
        (Self::Iteration, "In iteration"),
        (Self::When, "If what it is sent"),
    ];

    fn member(self) -> Option<&'static str> {
        match self {
            Self::Always => None,
            Self::Calls => Some("Calls"),
            Self::Attempt => Some("Attempt"),
            Self::Iteration => Some("Iteration"),
            Self::When => Some("When"),
        }
    }

    /// What a new case of the kind begins with.
    fn fresh(self) -> &'static str {
        match self {
            Self::Always => "",
            Self::Calls | Self::Attempt | Self::Iteration => "0",
            Self::When => "{% $exists($states.input) %}",
        }
    }
}

impl ReplyKind {
    /// All, with their names.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Return, "succeed with"), (Self::Throw, "fail with"), (Self::Evaluate, "compute"), (Self::Await, "wait for me")];

    fn member(self) -> &'static str {
        match self {
            Self::Return => "Return",
            Self::Throw => "Throw",
            Self::Evaluate => "Evaluate",
            Self::Await => "Await",
        }
    }
}

/// Members that say when an answer is given.
const CONDITIONS: [&str; 4] = ["When", "Calls", "Iteration", "Attempt"];
/// Members that are the answer itself.
const REPLIES: [&str; 6] = ["Return", "Throw", "Evaluate", "Await", "result", "errorOutput"];

/// The cases of a mock; none for what is no mock.
#[must_use]
pub fn cases_of(mock: &Value) -> Vec<MockCase> {
    objects(mock).iter().map(case_of).collect()
}

/// What new answers begin with.
pub(crate) struct Fresh {
    /// A result that the Task may have.
    pub good: Value,
    /// An error that the Task may fail with.
    pub error: String,
}

impl Default for Fresh {
    fn default() -> Self {
        Self { good: Value::Null, error: "States.TaskFailed".to_owned() }
    }
}

/// A mock after an edit, or why it cannot be.
pub(crate) fn edited(mock: &Value, edit: &MockEdit, fresh: &Fresh) -> Result<Value, String> {
    let mut cases = objects(mock);
    let gone = || "this case is no longer in the mock".to_owned();
    match edit {
        MockEdit::Case(index, kind) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            let mut changed = without(case, &CONDITIONS);
            if let Some(member) = kind.member() {
                changed = begun_with(member, Value::from(kind.fresh()), &changed);
            }
            *case = changed;
        }
        MockEdit::Condition(index, text) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            let member = case_of(case).kind.member().ok_or("this case has no condition")?;
            case.insert(member, condition(member, text)?);
        }
        MockEdit::Reply(index, kind) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            *case = answering(case, kind.member(), fresh_reply(*kind, fresh));
        }
        MockEdit::Text(index, text) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            let kind = case_of(case).reply;
            let reply = match kind {
                ReplyKind::Return => parsed(text)?,
                ReplyKind::Evaluate => expression(text)?,
                ReplyKind::Throw => {
                    let mut thrown = thrown_of(case);
                    thrown.insert("Error", text.trim());
                    Value::from(thrown)
                }
                ReplyKind::Await => Value::from(true),
            };
            *case = answering(case, kind.member(), reply);
        }
        MockEdit::Cause(index, text) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            let mut thrown = thrown_of(case);
            match text.as_str() {
                "" => drop(thrown.remove("Cause")),
                cause => drop(thrown.insert("Cause", cause)),
            }
            *case = answering(case, "Throw", Value::from(thrown));
        }
        MockEdit::Delay(index, text) => {
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            match delay(text)? {
                Some(delay) => drop(case.insert("DelaySeconds", delay)),
                None => drop(case.remove("DelaySeconds")),
            }
        }
        MockEdit::Answer(index, json) => {
            let answer = parsed(json)?;
            let (member, reply) = answer.as_object().and_then(|answer| answer.iter().next()).ok_or("an answer is an object")?;
            if cases.is_empty() {
                cases.push(Object::new());
            }
            let case = cases.get_mut(*index).ok_or_else(gone)?;
            *case = answering(case, member, reply.clone());
        }
        MockEdit::Add => {
            if cases.is_empty() {
                cases.push(answering(&Object::new(), "Return", fresh.good.clone()));
            }
            let failure = answering(&Object::new(), "Throw", fresh_reply(ReplyKind::Throw, fresh));
            let kind = CaseKind::Attempt;
            let fresh = begun_with("Attempt", Value::from(kind.fresh()), &failure);
            cases.insert(cases.len() - 1, fresh);
        }
        MockEdit::FailFirst(times) => {
            if cases.is_empty() {
                cases.push(answering(&Object::new(), "Return", fresh.good.clone()));
            }
            let attempts = if *times == 1 { "0".to_owned() } else { format!("0-{}", times.saturating_sub(1)) };
            let failure = answering(&Object::new(), "Throw", fresh_reply(ReplyKind::Throw, fresh));
            cases.insert(0, begun_with("Attempt", Value::from(attempts), &failure));
        }
        MockEdit::Remove(index) => {
            if *index >= cases.len() {
                return Err(gone());
            }
            cases.remove(*index);
        }
        MockEdit::Up(index) => {
            if *index == 0 || *index >= cases.len() {
                return Err(gone());
            }
            cases.swap(*index - 1, *index);
        }
    }
    Ok(written(cases))
}

/// The cases as objects with `When`, `Calls`, `Iteration` or `Attempt` in them.
fn objects(mock: &Value) -> Vec<Object> {
    match mock {
        Value::Array(cases) => cases.iter().filter_map(Value::as_object).map(|case| (**case).clone()).collect(),
        Value::Object(members) if super::mocks::is_numbered(members) => {
            let case =
                |(calls, answer): (&value::Key, &Value)| Some(begun_with("Calls", Value::from(&**calls), &**answer.as_object()?));
            members.iter().filter_map(case).collect()
        }
        Value::Object(members) => vec![(**members).clone()],
        _ => Vec::new(),
    }
}

/// The shortest form: one answer, answers by call, or a list of cases.
fn written(mut cases: Vec<Object>) -> Value {
    let only = |case: &Object, member: &str| CONDITIONS.iter().all(|name| *name == member || case.get(name).is_none());
    match cases.as_slice() {
        [case] if only(case, "") => return Value::from(cases.remove(0)),
        cases if !cases.is_empty() && cases.iter().all(|case| only(case, "Calls")) && are_apart(cases) => {
            let numbered = cases.iter().map(|case| (calls_of(case), without(case, &["Calls"])));
            return Value::object(numbered);
        }
        _ => {}
    }
    Value::array(cases.into_iter().map(Value::from))
}

fn calls_of(case: &Object) -> String {
    match case.get("Calls") {
        Some(Value::String(calls)) => calls.to_string(),
        Some(number) => number.to_json(),
        None => "0-".to_owned(),
    }
}

/// Whether the calls of cases ascend and do not overlap.
fn are_apart(cases: &[Object]) -> bool {
    let mut next = Some(0);
    cases.iter().all(|case| {
        let calls = calls_of(case);
        let (first, last) = match calls.split_once('-') {
            None => (calls.parse::<u32>().ok(), calls.parse().ok()),
            Some((first, "")) => (first.parse().ok(), Some(u32::MAX)),
            Some((first, last)) => (first.parse().ok(), last.parse().ok()),
        };
        let fits = first.zip(last).zip(next).is_some_and(|((first, last), next)| next <= first && first <= last);
        next = last.and_then(|last: u32| last.checked_add(1));
        fits
    })
}

fn case_of(case: &Object) -> MockCase {
    let conditions = || CaseKind::ALL.into_iter().filter_map(|(kind, _)| Some((kind, case.get(kind.member()?)?)));
    let first = conditions().next();
    let reply = ReplyKind::ALL.into_iter().map(|(kind, _)| kind).find(|kind| case.get(kind.member()).is_some());
    let reply = reply.unwrap_or(if case.get("errorOutput").is_some() { ReplyKind::Throw } else { ReplyKind::Return });
    let thrown = thrown_of(case);
    let part = |name: &str| thrown.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let text = match reply {
        ReplyKind::Throw => part("Error"),
        ReplyKind::Await => String::new(),
        ReplyKind::Return => case.get("Return").or(case.get("result")).map(Value::to_json_pretty).unwrap_or_default(),
        ReplyKind::Evaluate => match case.get("Evaluate") {
            Some(Value::String(text)) => text.to_string(),
            Some(other) => other.to_json_pretty(),
            None => String::new(),
        },
    };
    MockCase {
        kind: first.map_or(CaseKind::Always, |(kind, _)| kind),
        condition: first.map(|(_, value)| value.as_str().map_or_else(|| value.to_json(), str::to_owned)).unwrap_or_default(),
        has_more: conditions().count() > 1,
        reply,
        text,
        cause: part("Cause"),
        delay: case.get("DelaySeconds").map(delay_text).unwrap_or_default(),
    }
}

fn thrown_of(case: &Object) -> Object {
    if let Some(thrown) = case.get("Throw").and_then(Value::as_object) {
        return (**thrown).clone();
    }
    let mut thrown = Object::new();
    for (name, written) in [("Error", "error"), ("Cause", "cause")] {
        if let Some(text) = case.get("errorOutput").and_then(|output| output.get(written)) {
            thrown.insert(name, text.clone());
        }
    }
    thrown
}

fn fresh_reply(kind: ReplyKind, fresh: &Fresh) -> Value {
    match kind {
        ReplyKind::Return => fresh.good.clone(),
        ReplyKind::Throw => Value::object([("Error", fresh.error.as_str()), ("Cause", "The mock fails this call")]),
        ReplyKind::Evaluate => Value::from("{% $states.input %}"),
        ReplyKind::Await => Value::from(true),
    }
}

/// The case with another answer at the place of the one it had.
fn answering(case: &Object, member: &str, reply: Value) -> Object {
    let mut answer = Object::new();
    let mut placed = false;
    for (name, value) in case.iter() {
        if !REPLIES.contains(&&**name) {
            answer.insert(name.clone(), value.clone());
        } else if !placed {
            placed = true;
            answer.insert(member, reply.clone());
        }
    }
    if !placed {
        answer.insert(member, reply);
    }
    // Only an error may come by chance.
    if member != "Throw" {
        answer.remove("FailureRate");
    }
    answer
}

fn without(case: &Object, members: &[&str]) -> Object {
    case.iter().filter(|(name, _)| !members.contains(&&***name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn begun_with(member: &str, value: Value, rest: &Object) -> Object {
    let mut case = Object::new();
    case.insert(member, value);
    for (name, value) in rest.iter() {
        case.insert(name.clone(), value.clone());
    }
    case
}

fn parsed(text: &str) -> Result<Value, String> {
    value::parse(text).map_err(|error| format!("not JSON yet: {error}"))
}

/// What is computed: an expression, or JSON with expressions in it.
fn expression(text: &str) -> Result<Value, String> {
    let text = text.trim();
    match text.chars().next() {
        Some('{') if text.starts_with("{%") => Ok(Value::from(text)),
        Some('{' | '[' | '"') => parsed(text),
        None => Err("an expression is needed, such as $states.input.total * 2".to_owned()),
        Some(_) => Ok(Value::from(format!("{{% {text} %}}"))),
    }
}

fn condition(member: &str, text: &str) -> Result<Value, String> {
    let text = text.trim();
    match member {
        "When" if text.is_empty() => Err("a condition is needed, such as $states.input.total > 100".to_owned()),
        "When" if text.starts_with("{%") => Ok(Value::from(text)),
        "When" => Ok(Value::from(format!("{{% {text} %}}"))),
        _ => Ok(Value::from(text)),
    }
}

/// Seconds, `1 to 5`, or `1 to 5, mostly 2`.
fn delay(text: &str) -> Result<Option<Value>, String> {
    let wrong = || "seconds are needed, such as 2, or 1 to 5, or 1 to 5, mostly 2".to_owned();
    let number = |text: &str| {
        let text = text.trim().trim_end_matches('s').trim();
        value::parse(text).ok().filter(|value| value.as_f64().is_some_and(|number| number >= 0.0)).ok_or_else(wrong)
    };
    let text = text.trim();
    if text.is_empty() || text == "0" {
        return Ok(None);
    }
    let Some((min, rest)) = text.split_once(" to ") else { return number(text).map(Some) };
    let (max, mode) = match rest.split_once(", mostly ") {
        Some((max, mode)) => (max, Some(mode)),
        None => (rest, None),
    };
    let mut limits = Object::new();
    limits.insert("min", number(min)?);
    if let Some(mode) = mode {
        limits.insert("mode", number(mode)?);
    }
    limits.insert("max", number(max)?);
    Ok(Some(Value::from(limits)))
}

fn delay_text(delay: &Value) -> String {
    let Some(limits) = delay.as_object() else { return delay.to_json() };
    let part = |name: &str| limits.get(name).map_or_else(|| "0".to_owned(), Value::to_json);
    match limits.get("mode") {
        Some(mode) => format!("{} to {}, mostly {}", part("min"), part("max"), mode.to_json()),
        None => format!("{} to {}", part("min"), part("max")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mock(text: &str) -> Value {
        value::parse(text).expect("JSON")
    }

    fn readable(mock: &Value) -> bool {
        simulator::scenario::read_scenario(&format!(r#"{{"mocks": {{"A": {mock}}}}}"#)).is_ok()
    }

    fn after(text: &str, edit: MockEdit) -> String {
        let edited = edited(&mock(text), &edit, &Fresh { good: mock(r#"{"ok":true}"#), ..Fresh::default() }).expect("an edit");
        assert!(readable(&edited), "{text} became {edited}");
        edited.to_json()
    }

    #[test]
    fn every_form_of_a_mock_is_a_list_of_cases_and_is_written_back_as_it_was() {
        for text in [
            r#"{"Return":{"x":1},"DelaySeconds":2}"#,
            r#"{"0":{"Throw":{"Error":"E","Cause":"c"}},"1-2":{"Return":1},"3-":{"Evaluate":"{% 1 %}"}}"#,
            r#"[{"When":"{% $states.input.n > 1 %}","Throw":{"Error":"E"}},{"Iteration":"36","Return":1},{"Return":2}]"#,
        ] {
            assert_eq!(written(objects(&mock(text))).to_json(), text);
            let cases = cases_of(&mock(text));
            for (index, case) in cases.iter().enumerate() {
                let texts = [
                    Some(MockEdit::Text(index, case.text.clone())),
                    Some(MockEdit::Delay(index, case.delay.clone())),
                    (case.kind != CaseKind::Always).then(|| MockEdit::Condition(index, case.condition.clone())),
                ];
                for edit in texts.into_iter().flatten() {
                    assert_eq!(after(text, edit.clone()), text, "{edit:?}");
                }
            }
        }
    }

    #[test]
    fn edits_change_what_they_concern_and_keep_the_rest() {
        let one = r#"{"Return":{"x":1},"DelaySeconds":2,"Heartbeat":false}"#;
        assert_eq!(
            after(one, MockEdit::FailFirst(2)),
            r#"[{"Attempt":"0-1","Throw":{"Error":"States.TaskFailed","Cause":"The mock fails this call"}},{"Return":{"x":1},"DelaySeconds":2,"Heartbeat":false}]"#
        );
        assert_eq!(
            after(one, MockEdit::Case(0, CaseKind::Calls)),
            r#"{"0":{"Return":{"x":1},"DelaySeconds":2,"Heartbeat":false}}"#
        );
        assert_eq!(
            after(one, MockEdit::Case(0, CaseKind::Iteration)),
            r#"[{"Iteration":"0","Return":{"x":1},"DelaySeconds":2,"Heartbeat":false}]"#
        );
        assert_eq!(after(one, MockEdit::Reply(0, ReplyKind::Await)), r#"{"Await":true,"DelaySeconds":2,"Heartbeat":false}"#);
        assert_eq!(
            after(one, MockEdit::Delay(0, "1 to 5, mostly 2".to_owned())),
            r#"{"Return":{"x":1},"DelaySeconds":{"min":1,"mode":2,"max":5},"Heartbeat":false}"#
        );
        assert_eq!(after(one, MockEdit::Delay(0, String::new())), r#"{"Return":{"x":1},"Heartbeat":false}"#);
        let calls = r#"{"0":{"Throw":{"Error":"E"}},"1-":{"Return":1}}"#;
        assert_eq!(
            after(calls, MockEdit::Cause(0, "why".to_owned())),
            r#"{"0":{"Throw":{"Error":"E","Cause":"why"}},"1-":{"Return":1}}"#
        );
        assert_eq!(after(calls, MockEdit::Remove(0)), r#"{"1-":{"Return":1}}"#);
        assert_eq!(after(calls, MockEdit::Up(1)), r#"[{"Calls":"1-","Return":1},{"Calls":"0","Throw":{"Error":"E"}}]"#);
        assert_eq!(after(calls, MockEdit::Case(1, CaseKind::Always)), r#"[{"Calls":"0","Throw":{"Error":"E"}},{"Return":1}]"#);
        let list = after(r#"{"Return":1}"#, MockEdit::Add);
        assert_eq!(after(&list, MockEdit::Remove(0)), r#"{"Return":1}"#);
        let conditional = after(&list, MockEdit::Case(0, CaseKind::When));
        let conditional = after(&conditional, MockEdit::Condition(0, "$states.input.n = 1".to_owned()));
        assert!(conditional.contains("{% $states.input.n = 1 %}"), "{conditional}");
        assert_eq!(
            after(one, MockEdit::Answer(0, r#"{"Return": 7}"#.to_owned())),
            r#"{"Return":7,"DelaySeconds":2,"Heartbeat":false}"#
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_a_reason() {
        let one = mock(r#"{"Return":1}"#);
        for edit in [
            MockEdit::Text(0, "{".to_owned()),
            MockEdit::Delay(0, "soon".to_owned()),
            MockEdit::Delay(0, "-1".to_owned()),
            MockEdit::Text(4, "1".to_owned()),
            MockEdit::Condition(0, "1".to_owned()),
            MockEdit::Up(0),
        ] {
            assert!(edited(&one, &edit, &Fresh::default()).is_err(), "{edit:?}");
        }
    }
}
