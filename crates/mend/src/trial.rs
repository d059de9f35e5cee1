//! Trial values for placeholders that have none, where a run fails because `${Name}` stands for itself.

use std::collections::{BTreeMap, BTreeSet};

use asl::definition::StateKind;
use asl::tree::{Placeholder, placeholder_names, placeholders};
use simulator::Status;
use simulator::recording::PayloadId;
use value::Value;

use crate::case::{Case, Ran};
use crate::{Change, Offer, Outcome};

/// So many runs are made at most.
const MOST_RUNS: usize = 60;
/// So many names are told.
const MOST_NAMES: usize = 3;

/// Values for all placeholders without one, if the run gets further with them.
pub fn offers(case: &Case, base: &Ran) -> Vec<Offer> {
    let missing = placeholder_names(&case.document.tree).into_iter();
    let missing: BTreeMap<String, Vec<Placeholder>> =
        missing.filter(|(name, _)| case.values.get(name).is_none_or(String::is_empty)).collect();
    if missing.is_empty() || matches!(base.status, Status::Succeeded | Status::Waiting) {
        return vec![];
    }
    let held = held(base);
    let best = best(case, base, &missing, &held);
    best.map(|(values, found)| offer(&missing, values, &held, found.outcome(base))).into_iter().collect()
}

/// The values with which the run gets furthest, and that run.
fn best(
    case: &Case,
    base: &Ran,
    missing: &BTreeMap<String, Vec<Placeholder>>,
    held: &BTreeSet<String>,
) -> Option<(BTreeMap<String, String>, Ran)> {
    let usual: BTreeMap<String, String> = missing.iter().map(|(name, places)| (name.clone(), usual(name, places))).collect();
    let others: Vec<String> = compared(case).into_iter().chain(TEMPLATES.iter().map(|text| (*text).to_owned())).collect();
    let single = usual.keys().filter(|name| held.contains(*name)).flat_map(|name| others.iter().map(move |value| (name, value)));
    let single = single.map(|(name, value)| {
        let mut values = usual.clone();
        values.insert(name.clone(), value.clone());
        values
    });
    let mut best: Option<(BTreeMap<String, String>, Ran)> = None;
    for values in [usual.clone()].into_iter().chain(single).take(MOST_RUNS) {
        let all = case.values.iter().chain(&values).map(|(name, value)| (name.clone(), value.clone())).collect();
        let filled = Case { values: &all, scenario: case.scenario.clone(), ..*case };
        let Ok(ran) = filled.run(case.document, &case.scenario) else { continue };
        let done = matches!(ran.status, Status::Succeeded | Status::Waiting);
        let further = |best: &Ran| ran.recording.steps.len() > best.recording.steps.len();
        if done || (ran.outcome(base).helps && best.as_ref().is_none_or(|(_, best)| further(best))) {
            best = Some((values, ran));
        }
        if done {
            break;
        }
    }
    best
}

/// Texts that functions take apart.
const TEMPLATES: [&str; 4] = ["{}", "{} {}", "{} {} {}", "{}/{}"];

/// What a placeholder may well stand for.
fn usual(name: &str, places: &[Placeholder]) -> String {
    let plain = name.to_ascii_lowercase();
    if places.iter().any(|place| place.bare) {
        return "1".to_owned();
    }
    let short: String = name.chars().filter(|char| char.is_alphanumeric() || matches!(char, '-' | '_')).collect();
    let arn = |service: &str, resource: &str| format!("arn:aws:{service}:us-east-1:123456789012:{resource}{short}");
    match plain {
        plain if plain.ends_with("region") => "us-east-1".to_owned(),
        plain if plain.ends_with("accountid") => "123456789012".to_owned(),
        plain if plain.ends_with("partition") => "aws".to_owned(),
        plain if plain.contains("function") || plain.contains("lambda") => arn("lambda", "function:"),
        plain if plain.contains("statemachine") || plain.contains("workflow") => arn("states", "stateMachine:"),
        plain if plain.contains("topic") => arn("sns", ""),
        plain if plain.contains("queue") => format!("https://sqs.us-east-1.amazonaws.com/123456789012/{short}"),
        plain if plain.contains("bucket") => short.to_ascii_lowercase().replace('_', "-"),
        _ => short,
    }
}

/// The placeholders that stand in the data of the states which a run went through.
fn held(run: &Ran) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let payloads = &run.recording.payloads;
    for payload in 0..payloads.len() {
        gather(payloads.value(PayloadId(payload as u32)), &mut names);
    }
    names
}

fn gather(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.contains("${") => {
            names.extend(placeholders(&asl::tree::Tree::read(asl::tree::quote(text))).into_iter().map(|found| found.name));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, names)),
        Value::Object(members) => members.iter().for_each(|(_, member)| gather(member, names)),
        _ => {}
    }
}

/// The texts with which Choices compare.
fn compared(case: &Case) -> Vec<String> {
    let tree = &case.document.tree;
    let choices = case.document.definition.states.iter().filter(|state| matches!(state.kind, StateKind::Choice(_)));
    let rules = choices.filter_map(|state| tree.member(state.node, "Choices")).map(|rules| tree.value(rules));
    let mut texts = vec![];
    rules.for_each(|rules| texts_of(&rules, &mut texts));
    let mut known = BTreeSet::new();
    texts.retain(|text| known.insert(text.clone()));
    texts
}

fn texts_of(rule: &Value, texts: &mut Vec<String>) {
    match rule {
        Value::Array(parts) => parts.iter().for_each(|part| texts_of(part, texts)),
        Value::Object(members) => {
            for (name, value) in members.iter() {
                match value {
                    Value::String(text) if name.ends_with("Equals") => texts.push(text.to_string()),
                    Value::String(text) if &**name == "Condition" => {
                        texts.extend(text.split(['\'', '"']).skip(1).step_by(2).map(str::to_owned));
                    }
                    Value::Array(_) | Value::Object(_) => texts_of(value, texts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn offer(
    missing: &BTreeMap<String, Vec<Placeholder>>,
    values: BTreeMap<String, String>,
    held: &BTreeSet<String>,
    outcome: Outcome,
) -> Offer {
    let label = match missing.keys().collect::<Vec<_>>().as_slice() {
        [name] => format!("Give `${{{name}}}` a trial value"),
        names => format!("Give {} placeholders trial values", names.len()),
    };
    // Those with which the run has to do come first.
    let (first, rest): (Vec<_>, Vec<_>) = values.iter().partition(|(name, _)| held.contains(*name));
    let told = first.iter().chain(&rest).take(MOST_NAMES).map(|(name, value)| format!("`${{{name}}}` stands for `{value}`"));
    let mut detail = told.collect::<Vec<_>>().join("; ");
    if values.len() > MOST_NAMES {
        detail = format!("{detail}; and {} more", values.len() - MOST_NAMES);
    }
    let detail = format!("In simulations, {detail}");
    let change = Change::Trial(values.into_iter().collect());
    Offer { kind: "trial-values", label, detail, change, outcome }
}
