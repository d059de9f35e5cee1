//! `Assign` as a table: names, values, and which states read each variable.

use std::collections::BTreeMap;

use asl::analysis::variables::readings;
use asl::document::{Picture, StateKey};
use asl::language::Place;
use asl::tree::Kind;

use super::field::{Control, Encoding, Field, Grammar};
use super::reader::Reader;
use super::section::{Act, VariableRow, Variables};

/// So many states are named that read a variable.
const NAMED: usize = 4;

/// The table of the `Assign` at a pointer.
pub fn variables(reader: &Reader, place: Place, base: &str) -> Option<Variables> {
    let whole = reader.known(place, base, "Assign")?;
    let pointer = whole.pointer.clone();
    let tree = &reader.picture.tree;
    let node = reader.node(&pointer);
    let members = match node {
        Some(node) if tree.kind(node) == Kind::Object => tree.children(node).collect(),
        _ => Vec::new(),
    };
    let is_odd = node.is_some_and(|node| tree.kind(node) != Kind::Object);
    let uses = if members.is_empty() { BTreeMap::new() } else { uses(reader.picture) };
    let mut rows = Vec::new();
    let mut names = Vec::new();
    for member in members {
        let Some(key) = tree.key(member) else { continue };
        let name = key.strip_suffix(".$").unwrap_or(&key).to_owned();
        rows.push(row(reader, &pointer, &key, &name, &uses));
        names.push(name);
    }
    let fresh = (1..).map(|number| if number == 1 { "value".to_owned() } else { format!("value{number}") });
    let fresh = fresh.into_iter().find(|name| !names.contains(name)).unwrap_or_default();
    let (suffix, json) = if reader.is_jsonata() { ("", r#""{% $states.input %}""#) } else { (".$", r#""$""#) };
    let add = Act::Set(vec![(format!("{pointer}/{fresh}{suffix}"), Some(json.to_owned()))]);
    Some(Variables { pointer, rows, add, whole: is_odd.then_some(whole) })
}

type Uses = BTreeMap<String, Vec<(StateKey, String)>>;

fn row(reader: &Reader, pointer: &str, key: &str, name: &str, uses: &Uses) -> VariableRow {
    let at = format!("{pointer}/{}", escaped(key));
    let (grammar, encoding) = match reader.is_jsonata() {
        true => (Grammar::JsonataTemplate, Encoding::Json),
        false => (Grammar::PathValue, Encoding::PathOrJson),
    };
    let mut value = reader.field(
        &at,
        &format!("Value of {name}"),
        "What the variable is set to when the state is left.",
        Control::Line { mono: true, placeholder: String::new() },
        encoding,
    );
    let lines = value.value.lines().count().clamp(1, 10) as u32;
    value.control = Control::Code { grammar, lines, placeholder: "null".to_owned() };
    let name_field = Field {
        label: format!("Name of {name}"),
        hint: "The variable's name; expressions read it with a $ before it.".to_owned(),
        control: Control::Line { mono: true, placeholder: "name".to_owned() },
        value: name.to_owned(),
        is_set: true,
        encoding: Encoding::Name,
        carries: reader.value(&at),
        ..Field::missing(&format!("{pointer}#{key}"))
    };
    VariableRow {
        name: name_field,
        value,
        used_in: uses.get(name).cloned().unwrap_or_default(),
        remove: Act::Set(vec![(at, None)]),
    }
}

/// Which states read each variable, by name; the first few of each.
fn uses(picture: &Picture) -> Uses {
    let mut found: Uses = BTreeMap::new();
    for reading in readings(&picture.definition, &picture.tree) {
        let key = picture.key(reading.state);
        let states = found.entry(reading.name.to_string()).or_default();
        if states.len() < NAMED && states.iter().all(|(known, _)| *known != key) {
            states.push((key, picture.definition.state(reading.state).name.value.to_string()));
        }
    }
    found
}

/// A name as a part of a JSON Pointer.
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
