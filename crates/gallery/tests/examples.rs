//! Every example is whole: its JSON is valid, its transitions lead somewhere, its scenarios speak of its states.

use std::collections::BTreeSet;
use std::path::Path;

use gallery::{Example, examples};
use value::Value;

const STATUSES: [&str; 5] = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "WAITING"];
const ANSWERS: [&str; 4] = ["Return", "Throw", "Evaluate", "Await"];

#[test]
fn the_catalogue_lists_the_folders_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders: BTreeSet<String> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let listed: Vec<String> =
        examples().iter().enumerate().map(|(index, example)| format!("{:02}-{}", index + 1, example.slug)).collect();
    assert_eq!(folders.into_iter().collect::<Vec<_>>(), listed);
}

#[test]
fn titles_are_unique_and_every_example_tells_its_story() {
    let titles: BTreeSet<_> = examples().iter().map(|example| example.title).collect();
    assert_eq!(titles.len(), examples().len());
    for example in examples() {
        assert!(example.summary.ends_with('.') && example.story.ends_with(['.', '?']), "{}", example.slug);
        assert!(!example.tags.is_empty(), "{}", example.slug);
        assert_eq!(gallery::find(example.slug), Some(example));
        assert_eq!(gallery::listing(example.slug).map(|listing| listing.story), Some(example.story));
    }
    assert_eq!(gallery::first(), &examples()[0]);
}

#[test]
fn every_transition_leads_to_a_state_of_its_scope_and_every_state_is_reached() {
    for example in examples() {
        check_scope(example.slug, &definition(example));
    }
}

#[test]
fn state_names_are_unique_in_the_whole_machine() {
    for example in examples() {
        let states = all_states(&definition(example));
        let names: BTreeSet<_> = states.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), states.len(), "{}", example.slug);
    }
}

#[test]
fn every_scenario_mocks_tasks_of_its_example() {
    for example in examples() {
        let states = all_states(&definition(example));
        for scenario in scenarios(example) {
            let Some(mocks) = scenario.get("mocks") else { continue };
            for (name, mock) in mocks.as_object().unwrap().iter() {
                let name: &str = name.as_ref();
                let place = format!("{}: {} of {}", example.slug, name, text(&scenario, "name"));
                let state = states.iter().find(|(known, _)| known == name);
                assert_eq!(state.map(|(_, state)| text(state, "Type")), Some("Task".to_owned()), "{place}");
                check_mock(&place, mock);
            }
        }
    }
}

#[test]
fn every_scenario_has_a_name_of_its_own_and_an_expectation() {
    for example in examples() {
        let scenarios = scenarios(example);
        assert!(!scenarios.is_empty(), "{}", example.slug);
        let names: BTreeSet<String> = scenarios.iter().map(|scenario| text(scenario, "name")).collect();
        assert_eq!(names.len(), scenarios.len(), "{}", example.slug);
        for scenario in &scenarios {
            assert!(!text(scenario, "description").is_empty(), "{}", example.slug);
            let status = text(scenario.get("expect").unwrap(), "status");
            assert!(STATUSES.contains(&status.as_str()), "{}: {status}", example.slug);
        }
    }
}

#[test]
fn the_first_example_is_the_data_pipeline() {
    let first = &examples()[0];
    let names: Vec<String> = all_states(&definition(first)).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ValidateData", "TransformData", "StoreData", "Notify", "FailureState"]);
}

fn definition(example: &Example) -> Value {
    value::parse(example.definition).unwrap_or_else(|error| panic!("{}: {error}", example.slug))
}

fn scenarios(example: &Example) -> Vec<Value> {
    let file = value::parse(example.scenarios).unwrap_or_else(|error| panic!("{}: {error}", example.slug));
    assert_eq!(file.get("version").and_then(Value::as_i64), Some(1), "{}", example.slug);
    items(&file, "scenarios")
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no text `{key}` in {}", value.to_json())).to_owned()
}

fn items(value: &Value, key: &str) -> Vec<Value> {
    value.get(key).and_then(Value::as_array).map(|items| items.to_vec()).unwrap_or_default()
}

fn states_of(scope: &Value) -> Vec<(String, Value)> {
    let states = scope.get("States").and_then(Value::as_object).expect("a scope has States");
    states.iter().map(|(name, state)| (AsRef::<str>::as_ref(name).to_owned(), state.clone())).collect()
}

fn inner_scopes(state: &Value) -> Vec<Value> {
    let mut scopes = items(state, "Branches");
    scopes.extend(state.get("ItemProcessor").cloned());
    scopes
}

fn all_states(scope: &Value) -> Vec<(String, Value)> {
    let mut states = states_of(scope);
    for (_, state) in states.clone() {
        states.extend(inner_scopes(&state).iter().flat_map(all_states));
    }
    states
}

fn check_scope(slug: &str, scope: &Value) {
    let states = states_of(scope);
    let mut targets = vec![text(scope, "StartAt")];
    for (name, state) in &states {
        let ways = targets_of(state);
        let kind = text(state, "Type");
        let ends = state.get("End").and_then(Value::as_bool) == Some(true) || ["Succeed", "Fail"].contains(&kind.as_str());
        assert!(ends || kind == "Choice" || state.get("Next").is_some(), "{slug}: {name} neither goes on nor ends");
        targets.extend(ways);
        inner_scopes(state).iter().for_each(|inner| check_scope(slug, inner));
    }
    let names: BTreeSet<_> = states.into_iter().map(|(name, _)| name).collect();
    assert_eq!(targets.into_iter().collect::<BTreeSet<_>>(), names, "{slug}: targets and states differ");
}

fn targets_of(state: &Value) -> Vec<String> {
    let direct = ["Next", "Default"].into_iter().filter_map(|key| state.get(key));
    let nested = [items(state, "Choices"), items(state, "Catch")].concat();
    let nested = nested.iter().filter_map(|rule| rule.get("Next"));
    direct.chain(nested).map(|target| target.as_str().expect("a target is a text").to_owned()).collect()
}

fn check_mock(place: &str, mock: &Value) {
    let is_answer = |value: &Value| ANSWERS.iter().filter(|kind| value.get(kind).is_some()).count();
    if is_answer(mock) == 1 {
        return;
    }
    let mut next = Some(0);
    for (range, answer) in mock.as_object().expect("a mock is an object").iter() {
        let range: &str = range.as_ref();
        assert_eq!(is_answer(answer), 1, "{place}: {range}");
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        assert_eq!(first.parse().ok(), next, "{place}: the invocations of `{range}` do not follow");
        next = last.parse::<u32>().ok().map(|last| last + 1);
    }
}
