//! What tells the items of a Map apart: a field of theirs, found by rule unless somebody chose one.

use std::collections::HashSet;

use simulator::fold::Index;
use simulator::recording::{Details, PayloadId, Recording, StepId};
use value::Value;

use super::words;

/// So many items are looked at to find the field.
const SAMPLE: usize = 24;
/// So many fields are looked at in each.
const FIELDS: usize = 60;
/// Longer labels are cut.
const LONGEST: usize = 40;

/// Names that tell things apart, the best first; a name that ends so is meant, too.
const TELLING: [&str; 10] = ["id", "key", "number", "code", "sku", "name", "title", "email", "arn", "url"];

/// The data that a branch or iteration begins with.
pub fn frame_input(recording: &Recording, index: &Index, frame: u32) -> Option<PayloadId> {
    let first = *index.steps(frame).first()?;
    let record = recording.steps.get(first as usize)?;
    let history = recording.frames.get(frame as usize)?.history as usize;
    match recording.histories.get(history)?.events.get(record.entered.index())?.details {
        Details::Entered { input, .. } => Some(input),
        _ => None,
    }
}

/// The items of an attempt of a Map, some of them.
fn sample<'a>(recording: &'a Recording, index: &'a Index, group: u32) -> Vec<&'a Value> {
    let frames = index.frames_of(group);
    let stride = (frames.len() / SAMPLE).max(1);
    let inputs = frames.iter().step_by(stride).take(SAMPLE).filter_map(|frame| frame_input(recording, index, *frame));
    inputs.map(|input| recording.payloads.value(input)).collect()
}

/// The fields that could label the items of a Map, the most telling first.
pub fn fields(recording: &Recording, index: &Index, group: u32) -> Vec<String> {
    let items = sample(recording, index, group);
    let Some(first) = items.first() else { return Vec::new() };
    let mut paths = Vec::new();
    collect(first, "", 0, &mut paths);
    let mut ranked: Vec<(usize, usize, usize, String)> = Vec::new();
    for (order, path) in paths.into_iter().enumerate() {
        let values: Vec<String> = items.iter().filter_map(|item| scalar(item, &path)).collect();
        let distinct = values.iter().collect::<HashSet<_>>().len();
        if values.is_empty() || (distinct == 1 && items.len() > 1) {
            continue;
        }
        // What differs in nearly all items is as good as what differs in all.
        let repeats = (items.len() - distinct) * 4 / items.len();
        ranked.push((repeats, rank(&path), order, path));
    }
    ranked.sort();
    ranked.into_iter().map(|(.., path)| path).collect()
}

fn rank(path: &str) -> usize {
    let name = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let depth = path.matches('.').count();
    let telling = TELLING.iter().position(|telling| name == *telling || name.ends_with(telling)).unwrap_or(TELLING.len());
    telling * 2 + depth
}

/// The ways to the plain values of an item, two levels deep; an empty one for an item that is plain itself.
fn collect(value: &Value, path: &str, depth: usize, paths: &mut Vec<String>) {
    match value {
        Value::Object(members) if depth <= 2 => {
            for (key, value) in members.iter().filter(|(key, _)| !key.contains('.')) {
                if paths.len() < FIELDS {
                    let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
                    collect(value, &path, depth + 1, paths);
                }
            }
        }
        Value::String(_) | Value::Number(_) => paths.push(path.to_owned()),
        _ => {}
    }
}

fn at<'a>(item: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').filter(|part| !part.is_empty()).try_fold(item, |value, part| value.get(part))
}

fn scalar(item: &Value, path: &str) -> Option<String> {
    match at(item, path)? {
        Value::String(text) => Some(text.to_string()),
        number @ Value::Number(_) => Some(number.to_json()),
        _ => None,
    }
}

/// An item in a few words: `order 1042` by its field `orderId`.
pub fn label(item: &Value, field: Option<&str>) -> String {
    let found = field.and_then(|field| Some((field, scalar(item, field)?)));
    let Some((field, value)) = found else {
        return match item {
            Value::Object(_) | Value::Array(_) => crate::json_tree::short(item, LONGEST),
            plain => words::cut(&scalar(plain, "").unwrap_or_else(|| plain.to_json()), LONGEST),
        };
    };
    let value = words::cut(&value, LONGEST);
    match said(field) {
        noun if noun.is_empty() => value,
        noun => format!("{noun} {value}"),
    }
}

/// What a field is called before its value: `order` for `orderId`, `order` for `order.id`, nothing for a name.
fn said(field: &str) -> String {
    let mut parts = field.rsplit('.');
    let name = parts.next().unwrap_or_default();
    let around = parts.next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    if ["name", "title", "email", "url", "arn"].iter().any(|plain| lower.ends_with(plain)) {
        return String::new();
    }
    let stem = ["_id", "-id", "Id", "ID"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    match stem {
        "" => name.to_owned(),
        "id" if !around.is_empty() && around != "item" && around != "value" => around.to_owned(),
        stem => stem.to_owned(),
    }
}

/// The number of a branch or iteration with what tells it apart.
pub fn frame_words(recording: &Recording, index: &Index, frame: u32, field: Option<&str>, is_map: bool) -> (String, String) {
    let Some(record) = recording.frames.get(frame as usize) else { return Default::default() };
    if !is_map {
        let first = index.steps(frame).first().map(|step| super::steps::shown_name(recording, StepId(*step)));
        return (format!("Branch {}", record.index + 1), first.unwrap_or_default());
    }
    let item = frame_input(recording, index, frame).map(|input| label(recording.payloads.value(input), field));
    // Children of a distributed Map have numbers of their own.
    let number = match recording.histories.get(record.history as usize).filter(|history| history.map_run.is_some()) {
        Some(history) if record.index == 0 => history.index,
        _ => record.index,
    };
    (format!("#{number}"), item.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_called_by_what_tells_it_apart() {
        let item = value::parse(r#"{"orderId": 1042, "customer": {"name": "Ann", "id": 3}, "total": 9.5}"#).expect("JSON");
        assert_eq!(label(&item, Some("orderId")), "order 1042");
        assert_eq!(label(&item, Some("customer.name")), "Ann");
        assert_eq!(label(&item, Some("customer.id")), "customer 3");
        assert_eq!(label(&item, Some("total")), "total 9.5");
        assert_eq!(label(&Value::from("abc"), None), "abc");
        assert!(label(&item, None).starts_with("{ orderId: 1042"));
        assert!(
            rank("orderId") < rank("total") && rank("id") < rank("customer.id") && rank("customer.id") < rank("customer.name")
        );
    }
}
