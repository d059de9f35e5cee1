//! What a definition must have, or must not: looked for in its states, never in its spelling.

use value::{Object, Value};

use crate::{Requirement, Subject};

/// Fields whose values hold further fields of the language; all others hold data of the author.
const HOLDERS: [&str; 17] = [
    "Choices",
    "And",
    "Or",
    "Not",
    "Retry",
    "Catch",
    "Branches",
    "ItemProcessor",
    "Iterator",
    "ProcessorConfig",
    "ItemReader",
    "ReaderConfig",
    "ItemBatcher",
    "ResultWriter",
    "WriterConfig",
    "Credentials",
    "States",
];

impl Requirement {
    /// `None` if a definition meets it, else what is there instead.
    pub(crate) fn unmet(&self, definition: &Value) -> Option<String> {
        let states = states(definition);
        match self {
            Self::Uses(subject) => {
                let found = states.iter().any(|state| subject.is_at(state));
                (!found).then(|| format!("{} was not found{}.", subject.name(), subject.place()))
            }
            Self::Avoids(subject) => {
                let found = states.iter().find(|state| subject.is_at(state));
                found.map(|state| format!("{} is still there, at `{}`.", subject.name(), state.name))
            }
            Self::MostStates(most) => {
                let count = states.len();
                (count > *most).then(|| format!("There are {count} states."))
            }
        }
    }
}

/// A state of a definition.
pub(crate) struct State<'a> {
    pub name: &'a str,
    pub fields: &'a Object,
}

/// All states, those of branches and iterations included.
pub(crate) fn states(definition: &Value) -> Vec<State<'_>> {
    let mut found = Vec::new();
    collect(definition, &mut found);
    found
}

fn collect<'a>(scope: &'a Value, found: &mut Vec<State<'a>>) {
    let states = scope.get("States").and_then(Value::as_object);
    for (name, state) in states.into_iter().flat_map(|states| states.iter()) {
        let Some(fields) = state.as_object() else { continue };
        found.push(State { name, fields });
        let branches = state.get("Branches").and_then(Value::as_array);
        branches.into_iter().flat_map(|branches| branches.iter()).for_each(|branch| collect(branch, found));
        ["ItemProcessor", "Iterator"].iter().filter_map(|name| state.get(name)).for_each(|scope| collect(scope, found));
    }
}

impl Subject {
    fn is_at(&self, state: &State) -> bool {
        let text = |name: &str| state.fields.get(name).and_then(Value::as_str).unwrap_or_default();
        self.state.as_deref().is_none_or(|name| name == state.name)
            && self.state_type.as_deref().is_none_or(|name| name == text("Type"))
            && self.resource.as_deref().is_none_or(|begin| text("Resource").starts_with(begin))
            && self.field.as_deref().is_none_or(|field| own_fields(state.fields).iter().any(|own| is_field(own, field)))
            && self.text.as_deref().is_none_or(|part| state.fields.values().any(|value| has_text(value, part)))
    }

    fn name(&self) -> String {
        let parts = [
            self.field.as_ref().map(|field| format!("the field `{field}`")),
            self.state_type.as_ref().map(|name| format!("a state of type {name}")),
            self.resource.as_ref().map(|resource| format!("a Task of `{resource}`")),
            self.text.as_ref().map(|text| format!("`{text}`")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "the state".to_owned() } else { parts.join(" with ") }
    }

    fn place(&self) -> String {
        self.state.as_ref().map_or_else(String::new, |state| format!(" at `{state}`"))
    }
}

/// `Payload.$` is the field `Payload`.
fn is_field(own: &str, field: &str) -> bool {
    own == field || own.strip_suffix(".$") == Some(field)
}

/// The fields of a state and of what it holds, other states left out.
pub(crate) fn own_fields(fields: &Object) -> Vec<&str> {
    let mut found = Vec::new();
    add_fields(fields, &mut found);
    found
}

fn add_fields<'a>(fields: &'a Object, found: &mut Vec<&'a str>) {
    for (name, value) in fields.iter() {
        found.push(name);
        if !HOLDERS.contains(&&**name) {
            continue;
        }
        match value {
            Value::Object(inner) if !inner.contains_key("States") => add_fields(inner, found),
            Value::Array(items) => {
                let inner = items.iter().filter_map(Value::as_object).filter(|inner| !inner.contains_key("States"));
                inner.for_each(|inner| add_fields(inner, found));
            }
            Value::Object(scope) => {
                if let Some(config) = scope.get("ProcessorConfig").and_then(Value::as_object) {
                    add_fields(config, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether a text with this part is anywhere in a value.
fn has_text(value: &Value, part: &str) -> bool {
    match value {
        Value::String(text) => text.contains(part),
        Value::Array(items) => items.iter().any(|item| has_text(item, part)),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains(part) || has_text(value, part)),
        _ => false,
    }
}
