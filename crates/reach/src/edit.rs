//! Scenarios changed where a value comes from.

use std::sync::Arc;

use simulator::scenario::{Answer, Case, Delay, Mock, Reply, Scenario};
use value::Value;

use crate::origin::Origin;
use crate::place::{Segment, set};
use crate::trial::Run;

/// A value that is to come from somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Where it comes from.
    pub origin: Origin,
    /// Where it is read, from the data at hand on.
    pub path: Vec<Segment>,
    /// What it is to be; `None` for nothing.
    pub value: Option<Value>,
}

/// An answer for calls, without conditions.
#[must_use]
pub fn answer(first: u32, last: Option<u32>, reply: Reply) -> Answer {
    let (case, delay) = (Case::default(), Delay::default());
    Answer { first, last, case, reply, delay, failure_rate: None, heartbeats: true }
}

/// An error as it is thrown.
#[must_use]
pub fn throw(error: &str) -> Reply {
    Reply::Throw { error: Some(error.to_owned()), cause: Some("thrown to see what happens then".to_owned()) }
}

/// A scenario with another answer of a Task; what it said of other calls stays.
#[must_use]
pub fn with_answer(scenario: &Scenario, state: &str, new: Answer) -> Scenario {
    let mut scenario = scenario.clone();
    let mock = scenario.mocks.entry(Arc::from(state)).or_insert(Mock { answers: vec![] });
    if !mock.answers.iter().all(|answer| answer.case.is_empty()) {
        mock.answers.insert(0, new);
        return scenario;
    }
    let mut answers = vec![];
    for old in &mock.answers {
        if old.first < new.first {
            let before = Some(old.last.map_or(new.first - 1, |last| last.min(new.first - 1)));
            answers.push(Answer { last: before, ..old.clone() });
        }
        if let Some(last) = new.last
            && old.last.is_none_or(|old| old > last)
        {
            answers.push(Answer { first: old.first.max(last + 1), ..old.clone() });
        }
    }
    answers.push(new);
    answers.sort_by_key(|answer| answer.first);
    mock.answers = answers;
    scenario
}

/// Which calls a change of an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The call and all after it.
    Onwards,
    /// The call alone.
    Once,
}

/// A run's scenario with wishes fulfilled; `None` where one cannot be.
#[must_use]
pub fn fulfilled(run: &Run, wishes: &[Wish], reach: Reach) -> Option<Scenario> {
    wishes.iter().try_fold(run.scenario.clone(), |scenario, wish| fulfil(&scenario, run, wish, reach))
}

fn fulfil(scenario: &Scenario, run: &Run, wish: &Wish, reach: Reach) -> Option<Scenario> {
    match &wish.origin {
        Origin::Input(path) => {
            let input = set(&scenario.input, path, wish.value.as_ref());
            Some(Scenario { input, ..scenario.clone() })
        }
        Origin::Answer { state, call, path } => {
            let value = set(&base(scenario, run, state, *call), path, wish.value.as_ref());
            let last = (reach == Reach::Once).then_some(*call);
            Some(with_answer(scenario, state, answer(*call, last, Reply::Return(value))))
        }
        Origin::Thrown { state, call, member } => {
            let text = wish.value.as_ref()?.as_str()?.to_owned();
            let known = run.log.errors.get(state).and_then(|errors| errors.get(*call as usize)?.clone());
            let reply = match &**member {
                "Error" => throw(&text),
                _ => Reply::Throw { error: known, cause: Some(text) },
            };
            let last = (reach == Reach::Once).then_some(*call);
            Some(with_answer(scenario, state, answer(*call, last, reply)))
        }
        Origin::Constant { .. } | Origin::Unknown => None,
    }
}

/// What a call is answered now.
fn base(scenario: &Scenario, run: &Run, state: &str, call: u32) -> Value {
    let mocked = scenario.mocks.get(state).and_then(|mock| match &mock.answer(call)?.reply {
        Reply::Return(value) => Some(value.clone()),
        _ => None,
    });
    mocked.or_else(|| run.result(state, call).cloned()).unwrap_or_else(|| Value::object::<&str, Value>([]))
}

/// Scenarios with a value wherever it might come from by the name under which it is read: where nobody can tell.
#[must_use]
pub fn by_name(run: &Run, wish: &Wish) -> Vec<Scenario> {
    let mut scenarios = vec![];
    let Some(Segment::Key(name)) = wish.path.iter().rev().find(|segment| matches!(segment, Segment::Key(_))) else {
        return scenarios;
    };
    let value = wish.value.as_ref();
    let input = |input: Value| Scenario { input, ..run.scenario.clone() };
    let paths = paths_to(&run.scenario.input, name).into_iter().chain([wish.path.clone(), vec![Segment::Key(name.clone())]]);
    scenarios.extend(paths.map(|path| input(set(&run.scenario.input, &path, value))));
    for (state, results) in &run.log.results {
        let result = base(&run.scenario, run, state, 0);
        let mut paths = paths_to(&result, name);
        paths.extend([wish.path.clone(), vec![Segment::Key(name.clone())], vec![]]);
        let latest = u32::try_from(results.len().saturating_sub(1)).unwrap_or_default();
        for (path, call) in paths.iter().flat_map(|path| [(path, 0), (path, latest)]) {
            let answered = set(&base(&run.scenario, run, state, call), path, value);
            scenarios.push(with_answer(&run.scenario, state, answer(call, None, Reply::Return(answered))));
        }
    }
    scenarios
}

/// The places of members of a name.
fn paths_to(value: &Value, name: &str) -> Vec<Vec<Segment>> {
    const MOST: usize = 16;
    let (mut found, mut open) = (vec![], vec![(value, vec![])]);
    while let Some((value, path)) = open.pop() {
        let mut go = |segment: Segment, inner| {
            let path: Vec<Segment> = path.iter().cloned().chain([segment]).collect();
            if matches!(path.last(), Some(Segment::Key(key)) if **key == *name) && found.len() < MOST {
                found.push(path.clone());
            }
            if open.len() < MOST * MOST {
                open.push((inner, path));
            }
        };
        match value {
            Value::Object(members) => members.iter().for_each(|(key, inner)| go(Segment::Key(key.clone()), inner)),
            Value::Array(items) => items.iter().take(MOST).enumerate().for_each(|(at, inner)| go(Segment::Index(at), inner)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use simulator::scenario::{read_scenario, write_scenario};

    #[test]
    fn other_calls_keep_their_answers() {
        let scenario = r#"{"name": "s", "mocks": {"T": {"0-1": {"Return": 1}, "2-": {"Return": 2}}}}"#;
        let scenario = read_scenario(scenario).expect("a scenario");
        for (first, last, expected) in
            [(0, None, "0-"), (1, Some(1), "0 1 2-"), (3, None, "0-1 2 3-"), (3, Some(4), "0-1 2 3-4 5-")]
        {
            let changed = with_answer(&scenario, "T", answer(first, last, throw("E")));
            let written = write_scenario(&changed);
            let read = read_scenario(&written.to_json()).expect("what is written is read");
            assert_eq!(read, changed);
            let mock = written.get("mocks").and_then(|mocks| mocks.get("T")?.as_object().cloned()).expect("a mock");
            let calls: Vec<_> = mock.keys().map(|key| &**key).collect();
            let calls = calls.join(" ");
            assert_eq!(if calls == "Throw" { "0-" } else { &calls }, expected);
        }
    }
}
