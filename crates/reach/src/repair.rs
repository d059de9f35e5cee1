//! Data that a state reads and does not find, put where it would come from.

use simulator::recording::StepId;
use simulator::scenario::Scenario;
use value::Value;

use crate::definition::Written;
use crate::edit::{Reach, Wish, fulfilled};
use crate::jsonata::spoken_of;
use crate::likely::SPLITTABLE;
use crate::origin::{Origin, Tracer, is_expression};
use crate::place::{Read, Root, Segment, get, set};
use crate::template::{Found, expression, lookup};

/// Something that a field of a state reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What.
    pub read: Read,
    /// What `$` stands for.
    pub here: Here,
    /// A value of the kind that the field needs.
    pub fits: Value,
    /// Whether another kind is an error.
    pub strict: bool,
}

/// What `$` stands for in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// The input after `InputPath`.
    Input,
    /// The raw result.
    Result,
    /// The result after `ResultSelector`.
    Selected,
    /// What `ResultPath` gives.
    Output,
}

/// What a state's own fields read; rules of a Choice are not among them.
#[must_use]
pub fn readings(state: &Written) -> Vec<Reading> {
    let mut readings = vec![];
    for (field, value) in state.value.as_object().iter().flat_map(|members| members.iter()) {
        const ELSEWHERE: [&str; 6] = ["Branches", "ItemProcessor", "Iterator", "Choices", "Retry", "Catch"];
        const NO_READS: [&str; 9] =
            ["Type", "Next", "Comment", "Resource", "ResultPath", "End", "Result", "Default", "QueryLanguage"];
        if !ELSEWHERE.contains(&&**field) && !NO_READS.contains(&&**field) {
            gather(state, field, field, value, &mut readings);
        }
    }
    let elsewhere = ["ItemsPath", "Items", "ItemReader"].iter().any(|field| state.value.get(field).is_some());
    if state.kind() == "Map" && !elsewhere {
        let root = if state.jsonata { Root::Input } else { Root::Here };
        readings.push(Reading { read: Read { root, path: vec![] }, here: Here::Input, fits: list(), strict: true });
    }
    readings
}

/// What a Map's selector reads of an item, read of its first item.
fn of_item(state: &Written, read: Read) -> Read {
    let Some(rest) = crate::origin::item_value(&read.path) else { return read };
    let items = match (state.text("ItemsPath"), state.value.get("Items")) {
        (Some(path), _) => Read::parse_path(path),
        (None, Some(items)) => match lookup(items, &[], true) {
            Found::Read(items) => Some(items),
            _ => None,
        },
        (None, None) => Some(Read { root: if state.jsonata { Root::Input } else { Root::Here }, path: vec![] }),
    };
    items.map_or_else(|| read.clone(), |items| items.then(&[Segment::Index(0)]).then(rest))
}

/// Whether it is of the context, and not of the execution's input.
fn is_told_by_the_service(read: &Read) -> bool {
    let is = |segment: Option<&Segment>, name: &str| matches!(segment, Some(Segment::Key(key)) if **key == *name);
    read.root == Root::Context && !(is(read.path.first(), "Execution") && is(read.path.get(1), "Input"))
}

/// A list of one item.
fn list() -> Value {
    Value::array([Value::object::<&str, Value>([])])
}

fn gather(state: &Written, field: &str, member: &str, value: &Value, readings: &mut Vec<Reading>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| gather(state, field, key, value, readings)),
        Value::Array(items) => items.iter().for_each(|item| gather(state, field, member, item, readings)),
        Value::String(text) if is_expression(text, state.jsonata) => {
            let text = if state.jsonata { expression(text).unwrap_or_default() } else { text };
            for read in spoken_of(text, state.jsonata).0 {
                let read = match (&read.root, field) {
                    (Root::Here, "InputPath") => Read { root: Root::Input, ..read },
                    (Root::Context, "ItemSelector" | "Parameters") if state.kind() == "Map" => of_item(state, read),
                    _ => read,
                };
                if is_told_by_the_service(&read) {
                    continue;
                }
                let here = match field {
                    _ if state.jsonata => Here::Input,
                    "ResultSelector" => Here::Result,
                    "OutputPath" => Here::Output,
                    "Assign" => Here::Selected,
                    _ => Here::Input,
                };
                let (fits, strict) = kind(field, member, text);
                let reading = Reading { read, here, fits, strict };
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
        _ => {}
    }
}

/// A value of the kind that is needed, and whether no other will do.
fn kind(field: &str, member: &str, text: &str) -> (Value, bool) {
    match member {
        "ItemsPath" | "Items" => (list(), true),
        _ if member.contains("Seconds") || member.starts_with("Max") || member.starts_with("Tolerated") => (Value::from(1), true),
        _ if field.starts_with("Timestamp") => (Value::from("2026-06-01T00:00:00Z"), true),
        _ if text.contains("Split") || text.contains("$split") => (Value::from(SPLITTABLE), false),
        _ if text.starts_with("States.StringToJson") || text.contains("$parse(") => (Value::from("{}"), false),
        _ if text.starts_with("States.Math") => (Value::from(1), true),
        _ if text.starts_with("States.Array") || text.contains("[*]") => (list(), false),
        _ if text.contains(" + ") || text.contains(" - ") || text.contains(" * ") || text.contains("$sum(") => {
            (Value::from(1), false)
        }
        _ if text.contains("$map(") || text.contains("$filter(") || text.contains("$count(") => (list(), false),
        _ => (Value::from("text"), false),
    }
}

/// The value that is read at a visit, as far as it can be told.
#[must_use]
pub fn known(tracer: &Tracer, step: StepId, read: &Read) -> Option<Value> {
    let run = tracer.run;
    match &read.root {
        Root::Input => get(run.input(step)?, &read.path),
        Root::Here => {
            let path = tracer.machine.state(&run.name(step))?.text("InputPath").and_then(Read::parse_path);
            let input = get(run.input(step)?, path.as_ref().map_or(&[], |path| &path.path))?;
            get(&input, &read.path)
        }
        _ => at_origin(tracer, &tracer.read(step, read)),
    }
}

/// The value where it comes from.
fn at_origin(tracer: &Tracer, origin: &Origin) -> Option<Value> {
    match origin {
        Origin::Input(path) => get(&tracer.run.scenario.input, path),
        Origin::Answer { state, call, path } => get(tracer.run.result(state, *call)?, path),
        _ => None,
    }
}

/// Where a reading's value comes from, and what it is.
fn traced(tracer: &Tracer, step: StepId, reading: &Reading) -> (Origin, Option<Value>) {
    if reading.here == Here::Input {
        return (tracer.read(step, &reading.read), known(tracer, step, &reading.read));
    }
    let origin = tracer.later_read(step, &reading.read, reading.here);
    let value = at_origin(tracer, &origin);
    (origin, value)
}

fn wish(origin: Origin, reading: &Reading, value: Option<Value>) -> Wish {
    Wish { origin, path: reading.read.path.clone(), value }
}

/// Values of other kinds, in the order in which they are tried.
fn kinds() -> Vec<Value> {
    let empty = Value::object::<&str, Value>([]);
    vec![
        Value::from("text"),
        Value::from(1),
        Value::array([empty.clone()]),
        empty,
        Value::array([Value::from("text")]),
        Value::from("{}"),
        Value::from(SPLITTABLE),
        Value::from("2026-06-01T00:00:00Z"),
        Value::from(true),
    ]
}

/// Scenarios in which a visit may find what it reads.
#[must_use]
pub fn candidates(tracer: &Tracer, step: StepId) -> Vec<Scenario> {
    let Some(state) = tracer.machine.state(&tracer.run.name(step)) else { return vec![] };
    let mut traced: Vec<_> = readings(state).into_iter().map(|reading| (traced(tracer, step, &reading), reading)).collect();
    traced.retain(|((origin, _), _)| !matches!(origin, Origin::Constant { .. }));
    traced.sort_by_key(|(_, reading)| reading.read.path.len());
    let lacks = |value: &Option<Value>, reading: &Reading| match value {
        None => true,
        Some(value) => {
            reading.strict && value.type_name() != reading.fits.type_name()
                || reading.fits.as_array().is_some() && is_empty(value)
        }
    };
    let lacking: Vec<_> = traced.iter().filter(|((_, value), reading)| lacks(value, reading)).collect();
    let mut scenarios: Vec<Scenario> = vec![];
    let mut add = |wishes: Vec<Wish>| {
        scenarios.extend(fulfilled(tracer.run, &wishes, Reach::Onwards));
        let (unknown, known): (Vec<_>, Vec<_>) = wishes.into_iter().partition(|wish| wish.origin == Origin::Unknown);
        // Where something comes from is better known than guessed.
        if !unknown.is_empty() {
            scenarios.extend(fulfilled(tracer.run, &known, Reach::Onwards).filter(|_| !known.is_empty()));
            scenarios.extend(unknown.iter().flat_map(|wish| crate::edit::by_name(tracer.run, wish)));
        }
    };
    if !lacking.is_empty() {
        add(lacking.iter().map(|((origin, _), reading)| wish(origin.clone(), reading, Some(reading.fits.clone()))).collect());
        for kind in kinds() {
            let value = |reading: &Reading| if reading.strict { reading.fits.clone() } else { kind.clone() };
            add(lacking.iter().map(|((origin, _), reading)| wish(origin.clone(), reading, Some(value(reading)))).collect());
        }
    }
    const MOST: usize = 12;
    let (missing, there): (Vec<_>, Vec<_>) = traced.iter().partition(|((_, value), reading)| lacks(value, reading));
    for ((origin, _), reading) in missing.into_iter().chain(there).take(MOST) {
        for kind in [reading.fits.clone()].into_iter().chain(kinds()) {
            add(vec![wish(origin.clone(), reading, Some(kind))]);
        }
    }
    scenarios
}

/// Scenarios in which a visit does not find what it reads, or something of another kind.
#[must_use]
pub fn spoiled(tracer: &Tracer, step: StepId) -> Vec<Scenario> {
    let Some(state) = tracer.machine.state(&tracer.run.name(step)) else { return vec![] };
    let mut scenarios = vec![];
    const MOST: usize = 8;
    for reading in readings(state).iter().take(MOST) {
        let (origin, _) = traced(tracer, step, reading);
        for value in [None, Some(Value::object::<&str, Value>([])), Some(Value::from("text")), Some(Value::Null)] {
            scenarios.extend(fulfilled(tracer.run, &[wish(origin.clone(), reading, value)], Reach::Onwards));
        }
    }
    scenarios
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Scenarios that have the objects which a Map reads: with items that have what is read of them.
#[must_use]
pub fn objects(tracer: &Tracer, map: &str) -> Vec<Scenario> {
    let (run, machine) = (tracer.run, tracer.machine);
    let inner = machine.within(map).into_iter().filter_map(|name| machine.state(name));
    let mut item = Value::object::<&str, Value>([]);
    for reading in inner.flat_map(readings) {
        let path = match reading.read.root {
            Root::Here | Root::Input if reading.here == Here::Input => reading.read.path,
            _ => continue,
        };
        let is_inside = path.first().is_some_and(|first| matches!(first, Segment::Key(_)));
        if is_inside && get(&item, &path).is_none() {
            item = set(&item, &path, Some(&reading.fits));
        }
    }
    let names: Vec<&str> = item.as_object().map(|members| members.keys().map(|key| &**key).collect()).unwrap_or_default();
    let table = if names.is_empty() {
        "id\n1\n".to_owned()
    } else {
        format!("{}\n{}\n", names.join(","), vec!["1"; names.len()].join(","))
    };
    let mut bodies = [Value::array([item.clone()]), Value::from(format!("{}\n", item.to_json())), Value::from(table)];
    let reads =
        machine.state(map).and_then(|map| map.value.pointer("/ItemReader/ReaderConfig/InputType")?.as_str().map(str::to_owned));
    if reads.as_deref() == Some("CSV") {
        bodies.rotate_right(1);
    }
    let key = |text: &str| Segment::Key(text.into());
    let asked = run.log.objects.iter().cloned();
    let listed = run.log.listings.iter().map(|(bucket, prefix)| (bucket.clone(), format!("{prefix}object.json")));
    let places: Vec<_> = asked.chain(listed).collect();
    let with = |(bucket, name): &(String, String), body: &Value| {
        let services =
            if run.scenario.services.is_null() { Value::object::<&str, Value>([]) } else { run.scenario.services.clone() };
        let services = set(&services, &[key("s3"), key(bucket), key(name)], Some(body));
        Scenario { services, ..run.scenario.clone() }
    };
    places.iter().flat_map(|place| bodies.iter().map(|body| with(place, body)).collect::<Vec<_>>()).collect()
}
