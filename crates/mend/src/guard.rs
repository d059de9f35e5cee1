//! Paths asked for before they are read.

use asl::analysis::Source;
use asl::definition::{QueryLanguage, State, StateKind};
use asl::document::Document;
use asl::edit::{NewState, Place, add_state, retarget, set_field};
use asl::graph::{Slot, Target, slots, target};
use asl::text::Transaction;
use asl::tree::quote;
use explain::expressed::{Lack, lacking};
use simulator::recording::{EventId, StepId};
use value::{Object, Value};

use crate::Offer;
use crate::case::{Case, Ran};

/// Guards for what a step reads and does not find.
pub fn offers(case: &Case, base: &Ran, step: StepId) -> Vec<Offer> {
    let moment = EventId(base.recording.events().len() as u32);
    let filled = Document::of(case.filled(case.document));
    let lacks = lacking(&filled, &base.recording, step, moment);
    let state = base.recording.steps.get(step.0 as usize).map(|step| step.state as usize);
    let (Some(lack), Some(state)) = (lacks.first(), state.and_then(|state| case.document.definition.states.get(state))) else {
        return vec![];
    };
    let offer = match (&state.kind, state.query_language) {
        (StateKind::Choice(_), QueryLanguage::JsonPath) => ask_in_rule(case, base, state, lack),
        (_, QueryLanguage::JsonPath) => ask_before(case, base, state, &lacks),
        (StateKind::Choice(_), QueryLanguage::Jsonata) => None,
        (_, QueryLanguage::Jsonata) => ask_in_expression(case, base, state, lack),
    };
    offer.into_iter().collect()
}

/// `IsPresent` beside the comparison, in an `And`.
fn ask_in_rule(case: &Case, base: &Ran, state: &State, lack: &Lack) -> Option<Offer> {
    let rule = lack.pointer.strip_prefix("/Choices/")?.split('/').next()?;
    let tree = &case.document.tree;
    let node = tree.find(&format!("{}/Choices/{rule}", tree.pointer(state.node)))?;
    let guarded = guarded(&tree.value(node), &lack.path);
    let change = set_field(case.document, Some(state.id), &format!("/Choices/{rule}"), &guarded.to_json()).ok()?;
    let number = rule.parse::<usize>().ok()? + 1;
    let detail = format!("Rule {number} compares `{}` only where `IsPresent` says that it is there", lack.path);
    case.tried(base, "guard", format!("Ask whether `{}` is there", lack.path), detail, change)
}

/// A rule whose comparisons of a path ask first whether it is there.
fn guarded(rule: &Value, path: &str) -> Value {
    const BESIDE: [&str; 4] = ["Next", "Comment", "Assign", "Output"];
    let Some(members) = rule.as_object() else { return rule.clone() };
    if members.get("Variable").and_then(Value::as_str) == Some(path) {
        let mut inner = Object::new();
        let mut outer = Object::new();
        for (name, value) in members.iter() {
            let object = if BESIDE.contains(&&**name) { &mut outer } else { &mut inner };
            object.insert(name.clone(), value.clone());
        }
        let asks = Value::object([("Variable", Value::from(path)), ("IsPresent", Value::from(true))]);
        let mut whole = Object::new();
        whole.insert("And", Value::array([asks, Value::from(inner)]));
        outer.iter().for_each(|(name, value)| drop(whole.insert(name.clone(), value.clone())));
        return Value::from(whole);
    }
    let inner = |(name, value): (&std::sync::Arc<str>, &Value)| {
        let value = match (&**name, value) {
            ("And" | "Or", Value::Array(parts)) => Value::array(parts.iter().map(|part| guarded(part, path))),
            ("Not", part) => guarded(part, path),
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    Value::from(members.iter().map(inner).collect::<Object>())
}

/// A Choice before the state, and a Pass that puts a default where nothing is.
fn ask_before(case: &Case, base: &Ran, state: &State, lacks: &[Lack]) -> Option<Offer> {
    let of_input = |lack: &&Lack| {
        let field = lack.place.split(['.', '[']).next().unwrap_or_default();
        lack.source == Source::Input && !matches!(field, "ResultSelector" | "OutputPath" | "Assign") && !lack.names.is_empty()
    };
    let mut wanted: Vec<&Lack> = vec![];
    for lack in lacks.iter().filter(of_input) {
        if !wanted.iter().any(|known| known.names == lack.names) {
            wanted.push(lack);
        }
    }
    // After `InputPath`, `$` is not what stands before the state.
    let is_moved = case.document.tree.member(state.node, "InputPath").is_some();
    let lack = wanted.first().filter(|lack| !is_moved || lack.place == "InputPath")?;
    let path = path_of(&lack.names)?;
    let name = lack.names.last()?;
    let (asks, gives) = (format!("Has {name}?"), format!("Default {name}"));
    let states = format!(
        r#"{{"StartAt": {asks}, "States": {{{asks}: {{"Type": "Choice", "Choices": [{{"Variable": {path}, "IsPresent": true, "Next": ""}}], "Default": {gives}}}, {gives}: {{"Type": "Pass", "Result": "", "ResultPath": {path}, "End": true}}}}}}"#,
        asks = quote(&asks),
        gives = quote(&gives),
        path = quote(&path)
    );
    let change = before(case.document, state, &NewState::states(asks.clone(), states))?;
    let detail = format!(
        "A Choice before `{}` asks for `{path}`; where it is not there, a Pass puts an empty text there",
        state.name.value
    );
    case.tried(base, "guard", format!("Ask whether `{path}` is there"), detail, change)
}

/// A reference path of plain names.
fn path_of(names: &[String]) -> Option<String> {
    let is_plain = |name: &String| !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || char == '_');
    names.iter().all(is_plain).then(|| format!("$.{}", names.join(".")))
}

/// States put before a state, on every way that leads to it.
fn before(document: &Document, state: &State, new: &NewState) -> Option<Transaction> {
    let definition = &document.definition;
    let scope = definition.scope(state.scope);
    let own = scope.states.iter().flat_map(|id| slots(definition.state(*id)));
    let ways = [Slot::StartAt(scope.id)].into_iter().chain(own);
    let ways: Vec<Slot> = ways.filter(|slot| target(definition, *slot) == Target::State(state.id)).collect();
    let (first, others) = ways.split_first()?;
    let mut change = add_state(document, Place::On(*first), new).ok()?;
    let after = document.apply(&change).0;
    let key = |slot: &Slot| match *slot {
        Slot::StartAt(_) => None,
        Slot::Next(state) | Slot::Rule(state, _) | Slot::Default(state) | Slot::Catch(state, _) => Some(document.key(state)),
    };
    let now = |slot: &Slot, document: &Document| {
        let Some(key) = key(slot) else { return Some(*slot) };
        let state = document.state(key)?;
        Some(match *slot {
            Slot::Rule(_, index) => Slot::Rule(state, index),
            Slot::Default(_) => Slot::Default(state),
            Slot::Catch(_, index) => Slot::Catch(state, index),
            _ => Slot::Next(state),
        })
    };
    let Target::State(guard) = target(&after.definition, now(first, &after)?) else { return None };
    let guard = after.key(guard);
    let mut document = after;
    for slot in others {
        let slot = now(slot, &document)?;
        let to = document.state(guard)?;
        let step = retarget(&document, slot, Some(to)).ok()?;
        document = document.apply(&step).0;
        change = change.then(&step);
    }
    Some(change)
}

/// `$exists` around the expression, which gives null where there is nothing.
fn ask_in_expression(case: &Case, base: &Ran, state: &State, lack: &Lack) -> Option<Offer> {
    let tree = &case.document.tree;
    let node = tree.find(&format!("{}{}", tree.pointer(state.node), lack.pointer))?;
    let text = tree.string(node)?;
    let inner = text.trim().strip_prefix("{%")?.strip_suffix("%}")?.trim().to_owned();
    let guarded = match lack.alone {
        true => format!("{{% $exists({inner}) ? {inner} : null %}}"),
        false => format!("{{% ($found := ({inner}); $exists($found) ? $found : null) %}}"),
    };
    let change = set_field(case.document, Some(state.id), &lack.pointer, &quote(&guarded)).ok()?;
    let detail = format!("`{}` gives null where `{}` is not there", lack.place, lack.path);
    case.tried(base, "guard", format!("Ask whether `{}` is there", lack.path), detail, change)
}
