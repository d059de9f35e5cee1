//! Reads a state's fields as they are written, for forms.

use std::sync::Arc;

use asl::definition::{Definition, NodeId, QueryLanguage, State};
use asl::document::Picture;
use asl::language::{self, Holds, Languages, Place, Role};
use asl::notation::Notation;
use asl::tree::{Kind as NodeKind, Tree};
use value::Value;

use super::field::{Choosable, Control, Encoding, Field, Grammar};

/// A field with a longer name does not fit beside another one.
const LONGEST_SHORT: usize = 22;

/// An object of the definition, most often a state, with the tree it stands in.
pub struct Reader<'a> {
    /// The picture it is of.
    pub picture: &'a Picture,
    /// The state.
    pub state: &'a State,
    /// The object's pointer in the document.
    base: String,
}

impl<'a> Reader<'a> {
    /// Reads this state.
    pub fn new(picture: &'a Picture, state: &'a State) -> Self {
        Self { picture, state, base: picture.tree.pointer(state.node) }
    }

    /// The definition.
    pub fn definition(&self) -> &'a Definition {
        &self.picture.definition
    }

    /// Whether the state's expressions are JSONata.
    pub fn is_jsonata(&self) -> bool {
        self.state.query_language == QueryLanguage::Jsonata
    }

    /// The node at a pointer from the state.
    pub fn node(&self, pointer: &str) -> Option<NodeId> {
        self.picture.tree.find(&format!("{}{pointer}", self.base))
    }

    /// Whether anything is written at a pointer.
    pub fn has(&self, pointer: &str) -> bool {
        self.node(pointer).is_some()
    }

    /// The value at a pointer.
    pub fn value(&self, pointer: &str) -> Option<Value> {
        self.node(pointer).map(|node| self.picture.tree.value(node))
    }

    /// The JSON text at a pointer, quotes included.
    pub fn json_at(&self, pointer: &str) -> Option<String> {
        self.node(pointer).map(|node| json_text(&self.picture.tree, node))
    }

    /// What is written at a pointer as a field shows it.
    fn written(&self, pointer: &str, encoding: Encoding) -> Option<String> {
        written(&self.picture.tree, self.node(pointer)?, encoding)
    }

    /// A field with a control.
    pub fn field(&self, pointer: &str, label: &str, hint: &str, control: Control, encoding: Encoding) -> Field {
        let value = self.written(pointer, encoding);
        made(pointer, label, hint, control, encoding, value)
    }

    /// The field of an object of the language, by its name; `base` is the object's pointer from the state.
    pub fn known(&self, place: Place, base: &str, name: &str) -> Option<Field> {
        let known = language::field(place, name)?;
        let language = self.state.query_language;
        let pointer = format!("{base}/{name}");
        if !known.languages.have(language) && !self.has(&pointer) {
            return None;
        }
        if known.holds == Holds::State {
            return Some(self.target(&pointer, name, known.about, none_of(place, name)));
        }
        let mut field = of_table(known, pointer, language, |pointer, encoding| self.written(pointer, encoding));
        if !known.languages.have(language) {
            let other = if known.languages == Languages::Jsonata { "JSONata" } else { "JSONPath" };
            field.hint = format!("Of {other} only: the state's language is another one. {}", known.about);
        }
        Some(field)
    }

    /// Several such fields; those that do not apply are left out.
    pub fn all_known(&self, place: Place, base: &str, names: &[&str]) -> Vec<Field> {
        names.iter().filter_map(|name| self.known(place, base, name)).collect()
    }

    /// One of a few words.
    pub fn select(&self, pointer: &str, label: &str, hint: &str, options: Vec<Choosable>) -> Field {
        Field { is_short: true, ..self.field(pointer, label, hint, Control::Select(options), Encoding::Text) }
    }

    /// The name of another state of the same scope. `none` names the choice of no state.
    pub fn target(&self, pointer: &str, label: &str, hint: &str, none: Option<&str>) -> Field {
        let scope = self.definition().scope(self.state.scope);
        let names = scope.states.iter().map(|id| &self.definition().state(*id).name.value);
        let mut options: Vec<Choosable> = none.map(|none| choosable("", none)).into_iter().collect();
        let named = |name: &Arc<str>| Choosable { value: Arc::clone(name), name: Arc::clone(name), group: "" };
        options.extend(names.filter(|name| **name != self.state.name.value).map(named));
        let written = self.written(pointer, Encoding::Text).unwrap_or_default();
        if !options.iter().any(|option| *option.value == *written) {
            let name = if written.is_empty() { "choose a state".to_owned() } else { format!("{written} (no such state)") };
            options.push(choosable(&written, &name));
        }
        self.field(pointer, label, hint, Control::Select(options), Encoding::Text)
    }
}

/// The field of the table at a pointer, in a query language; `written` says what is there.
pub fn of_table(
    known: &language::Field,
    pointer: String,
    language: QueryLanguage,
    written: impl Fn(&str, Encoding) -> Option<String>,
) -> Field {
    let is_jsonata = language == QueryLanguage::Jsonata;
    let encoding = encoding_of(known);
    let value = written(&pointer, encoding);
    let control = control_of(known, is_jsonata, value.as_deref());
    let is_short = match (known.holds, &control) {
        (Holds::Words(_) | Holds::Number(..) | Holds::Whole(..), _) => true,
        (Holds::Path, _) => true,
        _ => known.name == "Label" || known.name == "ItemsPointer",
    };
    let mut field = made(&pointer, known.name, known.about, control, encoding, value);
    field.is_short =
        is_short && known.name.len() <= LONGEST_SHORT && !field.value.starts_with("{%") && field.value.chars().count() <= 24;
    field
}

fn made(pointer: &str, label: &str, hint: &str, control: Control, encoding: Encoding, value: Option<String>) -> Field {
    Field {
        label: label.to_owned(),
        hint: hint.to_owned(),
        control,
        is_set: value.is_some(),
        value: value.unwrap_or_default(),
        encoding,
        ..Field::missing(pointer)
    }
}

fn encoding_of(known: &language::Field) -> Encoding {
    match known.holds {
        Holds::Json | Holds::Object | Holds::List => Encoding::Json,
        Holds::Number(..) | Holds::Whole(..) => Encoding::Number,
        Holds::Flag => Encoding::Boolean,
        Holds::Texts => Encoding::List,
        Holds::Path if matches!(known.name, "InputPath" | "OutputPath" | "ResultPath") => Encoding::PathOrNull,
        Holds::Path | Holds::Text | Holds::Words(_) | Holds::Timestamp | Holds::State => Encoding::Text,
    }
}

fn control_of(known: &language::Field, is_jsonata: bool, value: Option<&str>) -> Control {
    let lines = value.map_or(2, |text| text.lines().count().clamp(2, 18)) as u32;
    let placeholder = placeholder_of(known.name, is_jsonata).to_owned();
    let is_setting = known.role == Some(Role::Setting);
    match known.holds {
        Holds::Words(words) => {
            let mut options = vec![choosable("", default_of(known))];
            options.extend(words.iter().map(|word| choosable(word, word)));
            if let Some(other) = value.filter(|value| !value.is_empty() && !words.contains(value)) {
                options.push(choosable(other, other));
            }
            Control::Select(options)
        }
        Holds::Json | Holds::Object | Holds::List => {
            let grammar = match known.role {
                Some(Role::Template | Role::Assign) if is_jsonata => Grammar::JsonataTemplate,
                Some(Role::Template | Role::Assign) => Grammar::PathTemplate,
                _ => Grammar::Json,
            };
            Control::Code { grammar, lines, placeholder }
        }
        Holds::Texts if known.name == "ErrorEquals" => Control::Code { grammar: Grammar::Errors, lines: 1, placeholder },
        Holds::Timestamp => Control::Moment { grammar: if is_jsonata { Grammar::JsonataValue } else { Grammar::Json } },
        Holds::Path => {
            let grammar = if known.role == Some(Role::PathOrIntrinsic) { Grammar::PathOrCall } else { Grammar::Path };
            Control::Code { grammar, lines: 1, placeholder }
        }
        Holds::Flag => Control::Code { grammar: Grammar::JsonataValue, lines: lines.max(1), placeholder },
        Holds::Text if known.name == "Comment" => Control::Lines(2),
        _ if is_setting && is_jsonata => {
            let lines = value.map_or(1, |text| text.lines().count().clamp(1, 8)) as u32;
            Control::Code { grammar: Grammar::JsonataValue, lines, placeholder }
        }
        Holds::Text if known.name == "Cause" => Control::Lines(2),
        Holds::Text => Control::Line { mono: known.name == "Resource", placeholder },
        Holds::Number(..) | Holds::Whole(..) | Holds::Texts | Holds::State => Control::Line { mono: false, placeholder },
    }
}

/// What holds while a field is not written, or what one would look like.
fn placeholder_of(name: &str, is_jsonata: bool) -> &'static str {
    match name {
        "Resource" => "arn:aws:states:::lambda:invoke",
        "InputPath" | "OutputPath" | "ResultPath" | "ItemsPath" => "$",
        "TimeoutSeconds" | "MaxDelaySeconds" => "no limit",
        "HeartbeatSeconds" => "none",
        "TimeoutSecondsPath" => "$.timeout",
        "HeartbeatSecondsPath" => "$.heartbeat",
        "SecondsPath" => "$.seconds",
        "TimestampPath" => "$.timestamp",
        "ErrorPath" => "$.Error",
        "CausePath" => "States.JsonToString($.details)",
        "Variable" => "$.total",
        "ErrorEquals" => "States.ALL",
        "IntervalSeconds" => "1",
        "MaxAttempts" => "3",
        "BackoffRate" => "2",
        "MaxConcurrency" => "0 (no limit)",
        "MaxConcurrencyPath" => "$.concurrency",
        "ToleratedFailureCount" | "ToleratedFailurePercentage" => "0",
        "ToleratedFailureCountPath" => "$.tolerated",
        "ToleratedFailurePercentagePath" => "$.toleratedPercentage",
        "MaxItems" => "all",
        "MaxItemsPath" => "$.maxItems",
        "MaxItemsPerBatch" | "MaxInputBytesPerBatch" => "no limit",
        "MaxItemsPerBatchPath" => "$.batchSize",
        "MaxInputBytesPerBatchPath" => "$.batchBytes",
        "ItemsPointer" => "/orders",
        "CSVHeaders" => "id, name, total",
        "Label" => "made up",
        "Condition" => "{% $states.input.total > 100 %}",
        "Items" => "{% $states.input.items %}",
        "Error" => "OrderRejected",
        "Arguments" | "Output" if is_jsonata => "{% $states.input %}",
        "Parameters" | "ItemSelector" if !is_jsonata => "{ \"id.$\": \"$.id\" }",
        "ResultSelector" => "{ \"id.$\": \"$.Payload.id\" }",
        "Result" => "{ \"status\": \"ok\" }",
        "Credentials" => "{ \"RoleArn\": \"arn:aws:iam::123456789012:role/…\" }",
        _ => "",
    }
}

/// What holds where a word is not written.
fn default_of(known: &language::Field) -> &'static str {
    match known.name {
        "JitterStrategy" | "Transformation" => "default: NONE",
        "Mode" => "default: INLINE",
        "ExecutionType" => "default: STANDARD",
        "CSVDelimiter" => "default: COMMA",
        "OutputType" => "default: JSON",
        "Version" => "default: 1.0",
        "QueryLanguage" if known.places.contains(&Place::Machine) => "default: JSONPath",
        "QueryLanguage" => "default: as around",
        _ => "not set",
    }
}

fn none_of(place: Place, name: &str) -> Option<&'static str> {
    match (place, name) {
        (Place::State(_), "Default") => Some("none: the execution fails"),
        (Place::State(_), "Next") => Some("End of this flow"),
        _ => None,
    }
}

/// An option that stands in no group.
pub fn choosable(value: &str, name: &str) -> Choosable {
    Choosable { value: value.into(), name: name.into(), group: "" }
}

/// A node as a field of this encoding shows it.
pub fn written(tree: &Tree, node: NodeId, encoding: Encoding) -> Option<String> {
    let text = || tree.string(node).map(std::borrow::Cow::into_owned).unwrap_or_default();
    Some(match (tree.kind(node), encoding) {
        (NodeKind::String, Encoding::Json) if super::field::is_expression(&text()) => text(),
        (NodeKind::String, Encoding::PathOrJson) if tree.key(node).is_some_and(|key| key.ends_with(".$")) => text(),
        (NodeKind::String, Encoding::PathOrJson) if super::field::is_expression(&text()) => text(),
        (NodeKind::String, Encoding::Json | Encoding::PathOrJson) => json_text(tree, node),
        (NodeKind::String, _) => text(),
        (NodeKind::Array, Encoding::List) => {
            let items: Vec<_> = tree.children(node).filter_map(|item| tree.string(item)).collect();
            items.join(", ")
        }
        _ => json_text(tree, node),
    })
}

/// A node as JSON: as it is written there, or as its value is written in JSON where the document is YAML.
pub(crate) fn json_text(tree: &Tree, node: NodeId) -> String {
    match tree.notation() {
        Notation::Json => dedent(tree.source(node)),
        Notation::Yaml => tree.value(node).to_json_pretty(),
    }
}

/// JSON text cut out of a document, with the indentation of its last line taken off all lines.
pub(crate) fn dedent(source: &str) -> String {
    let indent = source.lines().last().map_or(0, |last| last.len() - last.trim_start().len());
    let strip = |line: &str| {
        let spaces = line.len() - line.trim_start().len();
        line[indent.min(spaces)..].to_owned()
    };
    let lines: Vec<String> =
        source.lines().enumerate().map(|(index, line)| if index == 0 { line.to_owned() } else { strip(line) }).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cut_out_of_a_document_stands_at_the_left_edge() {
        assert_eq!(dedent("{\n      \"a\": [\n        1\n      ]\n    }"), "{\n  \"a\": [\n    1\n  ]\n}");
        assert_eq!(dedent("{}"), "{}");
    }
}
