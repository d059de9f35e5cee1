//! Reads a state's fields as they are written, for forms.

use asl::definition::{Definition, NodeId, QueryLanguage, State};
use asl::document::Picture;
use asl::notation::Notation;
use asl::tree::{Kind as NodeKind, Tree};

use super::field::{Control, Encoding, Field};

/// A state with the tree it stands in.
pub struct Reader<'a> {
    /// The picture the state is of.
    pub picture: &'a Picture,
    /// The state.
    pub state: &'a State,
}

impl<'a> Reader<'a> {
    /// Reads this state.
    pub fn new(picture: &'a Picture, state: &'a State) -> Self {
        Self { picture, state }
    }

    /// The definition.
    pub fn definition(&self) -> &Definition {
        &self.picture.definition
    }

    /// Whether the state's expressions are JSONata.
    pub fn is_jsonata(&self) -> bool {
        self.state.query_language == QueryLanguage::Jsonata
    }

    /// What is written at a pointer: strings without their quotes, everything else as its JSON text.
    pub fn written(&self, pointer: &str) -> Option<String> {
        let tree = &self.picture.tree;
        let whole = tree.pointer(self.state.node) + pointer;
        let node = tree.find(&whole)?;
        Some(match tree.kind(node) {
            NodeKind::String => tree.string(node).map(|text| text.into_owned()).unwrap_or_default(),
            _ => json_text(tree, node),
        })
    }

    /// The items of a list of strings, with commas between.
    fn written_list(&self, pointer: &str) -> Option<String> {
        let tree = &self.picture.tree;
        let node = tree.find(&(tree.pointer(self.state.node) + pointer))?;
        let items: Vec<_> = tree.children(node).filter_map(|item| tree.string(item)).collect();
        Some(items.join(", "))
    }

    fn field(&self, pointer: &str, label: &str, hint: &str, control: Control, encoding: Encoding) -> Field {
        let written = if encoding == Encoding::List { self.written_list(pointer) } else { self.written(pointer) };
        Field {
            pointer: pointer.to_owned(),
            label: label.to_owned(),
            hint: hint.to_owned(),
            control,
            is_set: written.is_some(),
            value: written.unwrap_or_default(),
            encoding,
            excludes: Vec::new(),
            carries: None,
        }
    }

    /// A line of text.
    pub fn text(&self, pointer: &str, label: &str, hint: &str) -> Field {
        self.field(pointer, label, hint, Control::Line { mono: false, placeholder: "" }, Encoding::Text)
    }

    /// A line of code: an ARN, a path, an expression.
    pub fn code(&self, pointer: &str, label: &str, hint: &str, placeholder: &'static str) -> Field {
        self.field(pointer, label, hint, Control::Line { mono: true, placeholder }, Encoding::Text)
    }

    /// A path that may be `null`; `placeholder` is what holds while it is not written.
    pub fn path(&self, pointer: &str, label: &str, hint: &str, placeholder: &'static str) -> Field {
        self.field(pointer, label, hint, Control::Line { mono: true, placeholder }, Encoding::PathOrNull)
    }

    /// A number.
    pub fn number(&self, pointer: &str, label: &str, hint: &str, placeholder: &'static str) -> Field {
        self.field(pointer, label, hint, Control::Line { mono: false, placeholder }, Encoding::Number)
    }

    /// A condition: a boolean or an expression.
    pub fn condition(&self, pointer: &str, label: &str) -> Field {
        let control = Control::Line { mono: true, placeholder: "{% $states.input.total > 100 %}" };
        self.field(pointer, label, "An expression that gives true or false", control, Encoding::Boolean)
    }

    /// JSON over several lines.
    pub fn json(&self, pointer: &str, label: &str, hint: &str) -> Field {
        let lines = self.written(pointer).map_or(2, |text| text.lines().count().clamp(2, 14));
        self.field(pointer, label, hint, Control::Json(lines as u32), Encoding::Json)
    }

    /// Strings with commas between.
    pub fn list(&self, pointer: &str, label: &str, hint: &str, placeholder: &'static str) -> Field {
        self.field(pointer, label, hint, Control::Line { mono: false, placeholder }, Encoding::List)
    }

    /// One of a few words; the empty one is “not written”.
    pub fn select(&self, pointer: &str, label: &str, hint: &str, options: &[(&str, &str)]) -> Field {
        let options = options.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect();
        self.field(pointer, label, hint, Control::Select(options), Encoding::Text)
    }

    /// The name of another state of the same scope. `none` names the choice of no state.
    pub fn target(&self, pointer: &str, label: &str, hint: &str, none: Option<&str>) -> Field {
        let scope = self.definition().scope(self.state.scope);
        let names = scope.states.iter().map(|id| self.definition().state(*id).name.value.to_string());
        let mut options: Vec<(String, String)> = none.map(|none| (String::new(), none.to_owned())).into_iter().collect();
        options.extend(names.filter(|name| **name != *self.state.name.value).map(|name| (name.clone(), name)));
        let written = self.written(pointer).unwrap_or_default();
        if !options.iter().any(|(value, _)| *value == written) {
            options.push((
                written.clone(),
                if written.is_empty() { "choose a state".to_owned() } else { format!("{written} (no such state)") },
            ));
        }
        self.field(pointer, label, hint, Control::Select(options), Encoding::Text)
    }
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
