//! A JSON value as lines to fold, search and compare with another; only the lines that are in view are made into text.

use std::collections::HashSet;

use value::Value;

/// What lies in a value of at most so many lines is shown unfolded.
const UNFOLDED: usize = 40;
/// Longer texts are cut on their line.
const LONGEST: usize = 200;
/// Deeper values stay folded until somebody opens them.
const DEEPEST: usize = 24;

/// A place in a value: the same in every value that has the same members there.
pub type PlaceId = u64;

/// How a line differs from what the value is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// It does not, or there is nothing to compare with.
    #[default]
    Same,
    /// It was not there.
    Added,
    /// It was another value.
    Changed,
    /// Something in it is otherwise.
    Inside,
    /// It is gone.
    Gone,
}

impl Change {
    /// The name that style sheets use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Inside => "inside",
            Self::Gone => "gone",
        }
    }

    /// What people hear of it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Same | Self::Inside => "",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Gone => "dropped",
        }
    }
}

/// The way to a part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    Root,
    Member(value::Key),
    Item(usize),
}

/// One line.
#[derive(Clone, Debug)]
struct Line {
    id: PlaceId,
    label: Label,
    value: Value,
    depth: usize,
    /// The line of what it lies in.
    parent: Option<usize>,
    open: Option<bool>,
    change: Change,
}

/// The lines of a value that can be seen when scrolled to.
#[derive(Clone, Debug, Default)]
pub struct JsonTree {
    lines: Vec<Line>,
    /// How many lines match what is looked for.
    pub matches: usize,
}

/// A line, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonRow {
    /// Its place among the lines.
    pub index: usize,
    /// Its place in the value.
    pub id: PlaceId,
    /// How deep it lies, from 0.
    pub depth: usize,
    /// The member's name or the item's number; empty for the whole.
    pub key: String,
    /// The value in short.
    pub text: String,
    /// `k`, `s`, `n`, `w` or `b`: how the text is coloured.
    pub class: &'static str,
    /// Whether it is unfolded; `None` if there is nothing inside.
    pub open: Option<bool>,
    /// How it differs.
    pub change: Change,
}

/// How the lines of a value are chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonView {
    /// What was folded or unfolded by hand.
    pub toggled: HashSet<PlaceId>,
    /// Only lines with this text, and what they lie in.
    pub search: String,
}

impl JsonTree {
    /// The lines of a value, compared with another one if there is one.
    #[must_use]
    pub fn of(value: &Value, before: Option<&Value>, view: &JsonView) -> Self {
        let mut tree = Self::default();
        let change = before.map_or(Change::Same, |before| compare(before, value));
        tree.lay(Part { id: 1, label: Label::Root, value, before, change, depth: 0, parent: None }, view);
        let needle = view.search.trim().to_lowercase();
        if !needle.is_empty() {
            tree.keep_matches(&needle);
        }
        tree
    }

    fn lay(&mut self, part: Part, view: &JsonView) {
        let Part { id, label, value, before, change, depth, parent } = part;
        let searching = !view.search.trim().is_empty();
        let open = is_container(value).then(|| {
            let unfolded = depth == 0 || (depth < DEEPEST && change != Change::Gone && lines_of(value, UNFOLDED) <= UNFOLDED);
            (searching && depth < DEEPEST) || unfolded != view.toggled.contains(&id)
        });
        let index = self.lines.len();
        self.lines.push(Line { id, label, value: value.clone(), depth, parent, open, change });
        if open != Some(true) {
            return;
        }
        let inner = |label: Label, value, before, change| {
            let id = id_of(id, &label);
            Part { id, label, value, before, change, depth: depth + 1, parent: Some(index) }
        };
        // What is wholly new or wholly gone is not compared with anything.
        let compared = before.filter(|_| matches!(change, Change::Inside));
        match value {
            Value::Object(members) => {
                let old = compared.and_then(Value::as_object);
                for (key, value) in members.iter() {
                    let before = old.and_then(|old| old.get(key));
                    let change = change_of(old.is_some(), before, value, change);
                    self.lay(inner(Label::Member(key.clone()), value, before, change), view);
                }
                for (key, value) in old.iter().flat_map(|old| old.iter()).filter(|(key, _)| !members.contains_key(key)) {
                    self.lay(inner(Label::Member(key.clone()), value, None, Change::Gone), view);
                }
            }
            Value::Array(items) => {
                let old = compared.and_then(Value::as_array);
                for (at, value) in items.iter().enumerate() {
                    let before = old.and_then(|old| old.get(at));
                    let change = change_of(old.is_some(), before, value, change);
                    self.lay(inner(Label::Item(at), value, before, change), view);
                }
                for (at, value) in old.iter().flat_map(|old| old.iter().enumerate().skip(items.len())) {
                    self.lay(inner(Label::Item(at), value, None, Change::Gone), view);
                }
            }
            _ => {}
        }
    }

    /// Leaves what matches, and what it lies in.
    fn keep_matches(&mut self, needle: &str) {
        let mut kept = vec![false; self.lines.len()];
        for index in (0..self.lines.len()).rev() {
            let line = &self.lines[index];
            if line.matches(needle) {
                self.matches += 1;
                kept[index] = true;
            }
            if let Some(parent) = line.parent.filter(|_| kept[index]) {
                kept[parent] = true;
            }
        }
        let mut places = vec![0; kept.len()];
        let mut lines = Vec::new();
        for (index, mut line) in std::mem::take(&mut self.lines).into_iter().enumerate().filter(|(index, _)| kept[*index]) {
            places[index] = lines.len();
            line.parent = line.parent.map(|parent| places[parent]);
            lines.push(line);
        }
        self.lines = lines;
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Some of the lines, ready to be shown.
    #[must_use]
    pub fn rows(&self, range: std::ops::Range<usize>) -> Vec<JsonRow> {
        let range = range.start.min(self.lines.len())..range.end.min(self.lines.len());
        range.map(|index| self.lines[index].row(index)).collect()
    }

    /// The line of this place.
    #[must_use]
    pub fn find(&self, id: PlaceId) -> Option<usize> {
        self.lines.iter().position(|line| line.id == id)
    }

    /// The place of a line.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<PlaceId> {
        self.lines.get(index).map(|line| line.id)
    }

    /// The line that a line lies in.
    #[must_use]
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.lines.get(index)?.parent
    }

    /// Whether a line is unfolded; `None` where there is nothing to unfold.
    #[must_use]
    pub fn is_open(&self, index: usize) -> Option<bool> {
        self.lines.get(index)?.open
    }

    /// The value of a line.
    #[must_use]
    pub fn value(&self, index: usize) -> Option<&Value> {
        self.lines.get(index).map(|line| &line.value)
    }

    /// The path to a line from a root such as `$` or `$states.input`.
    #[must_use]
    pub fn path(&self, index: usize, root: &str) -> String {
        let mut labels = Vec::new();
        let mut at = self.lines.get(index);
        while let Some(line) = at {
            labels.push(&line.label);
            at = line.parent.and_then(|parent| self.lines.get(parent));
        }
        let is_jsonata = root.starts_with("$states") || (root.len() > 1 && !root.starts_with("$$"));
        labels.iter().rev().fold(root.to_owned(), |path, label| path + &path_part(label, is_jsonata))
    }
}

/// A part of a value on its way to a line.
struct Part<'a> {
    id: PlaceId,
    label: Label,
    value: &'a Value,
    before: Option<&'a Value>,
    change: Change,
    depth: usize,
    parent: Option<usize>,
}

impl Line {
    fn row(&self, index: usize) -> JsonRow {
        let (text, class) = match (&self.value, self.open) {
            (value, Some(true)) => (count_words(value), "b"),
            (value, Some(false)) => (short(value, LONGEST / 2), "b"),
            (Value::Object(_), None) => ("{}".to_owned(), "b"),
            (Value::Array(_), None) => ("[]".to_owned(), "b"),
            (value @ Value::String(_), None) => (short(value, LONGEST), "s"),
            (value @ Value::Number(_), None) => (value.to_json(), "n"),
            (value, None) => (value.to_json(), "w"),
        };
        let key = match &self.label {
            Label::Root => String::new(),
            Label::Member(key) => key.to_string(),
            Label::Item(at) => at.to_string(),
        };
        JsonRow { index, id: self.id, depth: self.depth, key, text, class, open: self.open, change: self.change }
    }

    fn matches(&self, needle: &str) -> bool {
        let in_key = matches!(&self.label, Label::Member(key) if key.to_lowercase().contains(needle));
        in_key
            || match &self.value {
                Value::String(text) => text.to_lowercase().contains(needle),
                Value::Array(_) | Value::Object(_) => false,
                scalar => scalar.to_json().contains(needle),
            }
    }
}

fn path_part(label: &Label, is_jsonata: bool) -> String {
    match label {
        Label::Root => String::new(),
        Label::Item(at) => format!("[{at}]"),
        Label::Member(key) if is_name(key) => format!(".{key}"),
        Label::Member(key) if is_jsonata => format!(".`{key}`"),
        Label::Member(key) => format!("['{}']", key.replace('\\', "\\\\").replace('\'', "\\'")),
    }
}

fn is_name(key: &str) -> bool {
    !key.is_empty()
        && !key.starts_with(|first: char| first.is_ascii_digit())
        && key.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
}

fn is_container(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

/// How many lines a value takes unfolded, counted no further than a little beyond `most`.
fn lines_of(value: &Value, most: usize) -> usize {
    let mut lines = 1;
    let mut count = |inner: &Value| {
        lines += lines_of(inner, most.saturating_sub(lines));
        lines > most
    };
    match value {
        Value::Object(members) => drop(members.values().any(&mut count)),
        Value::Array(items) => drop(items.iter().any(&mut count)),
        _ => {}
    }
    lines
}

fn compare(before: &Value, after: &Value) -> Change {
    match (before, after) {
        _ if before.is_same(after) || before == after => Change::Same,
        (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => Change::Inside,
        _ => Change::Changed,
    }
}

fn change_of(is_compared: bool, before: Option<&Value>, after: &Value, around: Change) -> Change {
    match before {
        _ if matches!(around, Change::Gone) => Change::Gone,
        None if is_compared => Change::Added,
        Some(before) => compare(before, after),
        None => Change::Same,
    }
}

/// The same place in every value: mixes what it lies in with its name.
fn id_of(parent: PlaceId, label: &Label) -> PlaceId {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mix = |id: u64, byte: u8| (id ^ u64::from(byte)).wrapping_mul(PRIME);
    match label {
        Label::Root => parent,
        Label::Member(key) => key.bytes().fold(mix(parent, 1), mix),
        Label::Item(at) => at.to_le_bytes().into_iter().fold(mix(parent, 2), mix),
    }
}

fn count_words(value: &Value) -> String {
    match value {
        Value::Object(members) if members.len() == 1 => "{ 1 member }".to_owned(),
        Value::Object(members) => format!("{{ {} members }}", members.len()),
        Value::Array(items) if items.len() == 1 => "[ 1 item ]".to_owned(),
        Value::Array(items) => format!("[ {} items ]", items.len()),
        _ => String::new(),
    }
}

/// A value in one line of about so many characters at the most; what is beyond is not even looked at.
#[must_use]
pub fn short(value: &Value, most: usize) -> String {
    let mut text = String::new();
    write_short(value, most, &mut text);
    if text.chars().count() > most {
        let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
        text.truncate(end);
        text.push('…');
    }
    text
}

fn write_short(value: &Value, most: usize, text: &mut String) {
    let separate = |text: &mut String, first: bool| {
        if !first {
            text.push_str(", ");
        }
    };
    match value {
        _ if text.len() > most => {}
        Value::Object(members) => {
            text.push_str("{ ");
            for (at, (key, value)) in members.iter().enumerate() {
                if text.len() > most {
                    break;
                }
                separate(text, at == 0);
                text.push_str(key);
                text.push_str(": ");
                write_short(value, most, text);
            }
            text.push_str(" }");
        }
        Value::Array(items) => {
            text.push('[');
            for (at, value) in items.iter().enumerate() {
                if text.len() > most {
                    break;
                }
                separate(text, at == 0);
                write_short(value, most, text);
            }
            text.push(']');
        }
        Value::String(string) if string.len() > most * 4 => {
            let end = string.char_indices().nth(most).map_or(string.len(), |(end, _)| end);
            text.push_str(&Value::from(&string[..end]).to_json());
        }
        scalar => text.push_str(&scalar.to_json()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Value {
        value::parse(text).expect("JSON")
    }

    fn lines(tree: &JsonTree) -> Vec<String> {
        let line = |row: JsonRow| format!("{}{}={} {}", "-".repeat(row.depth), row.key, row.text, row.change.name());
        tree.rows(0..usize::MAX).into_iter().map(line).collect()
    }

    #[test]
    fn what_was_added_changed_and_dropped_is_told() {
        let (before, after) =
            (parsed(r#"{"a": 1, "b": {"x": 1}, "c": [1, 2]}"#), parsed(r#"{"a": 2, "b": {"x": 1}, "c": [1], "d": 0}"#));
        let tree = JsonTree::of(&after, Some(&before), &JsonView::default());
        let expected = [
            "={ 4 members } inside",
            "-a=2 changed",
            "-b={ 1 member } same",
            "--x=1 same",
            "-c=[ 1 item ] inside",
            "--0=1 same",
            "--1=2 gone",
            "-d=0 added",
        ];
        assert_eq!(lines(&tree), expected);
        let same = JsonTree::of(&before, Some(&before), &JsonView::default());
        assert!(same.rows(0..99).iter().all(|row| row.change == Change::Same));
    }

    #[test]
    fn folds_and_searches() {
        let value = parsed(r#"{"order": {"id": 7, "name": "Ann"}, "rest": [true, null]}"#);
        let mut view = JsonView::default();
        let tree = JsonTree::of(&value, None, &view);
        assert_eq!(tree.len(), 7);
        let order = tree.rows(1..2)[0].id;
        view.toggled.insert(order);
        assert_eq!(lines(&JsonTree::of(&value, None, &view))[1], r#"-order={ id: 7, name: "Ann" } same"#);
        view.search = "ann".to_owned();
        let found = JsonTree::of(&value, None, &view);
        assert_eq!((found.matches, found.len()), (1, 3));
        assert_eq!(found.path(2, "$"), "$.order.name");
    }

    #[test]
    fn paths_are_written_as_the_query_language_reads_them() {
        let tree = JsonTree::of(&parsed(r#"{"a b": [{"c'd": 1}]}"#), None, &JsonView::default());
        let last = tree.len() - 1;
        assert_eq!(tree.path(last, "$"), r"$['a b'][0]['c\'d']");
        assert_eq!(tree.path(last, "$states.input"), "$states.input.`a b`[0].`c'd`");
    }

    #[test]
    fn a_large_value_is_folded_and_costs_what_is_seen() {
        let item = parsed(r#"{"id": 1, "lines": [1, 2, 3]}"#);
        let value = Value::array(vec![item; 50_000]);
        let tree = JsonTree::of(&Value::object([("items", value)]), None, &JsonView::default());
        assert_eq!(tree.len(), 2, "the long list is folded");
    }
}
