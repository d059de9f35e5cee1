//! The scenario file as a document: its text is the ground state, and changes cut only what they concern.

use std::sync::Arc;

use asl::definition::NodeId;
use asl::notation::Notation;
use asl::surgery::{self, Spot};
use asl::text::{TextEdit, Transaction};
use asl::tree::{Kind, Tree};
use value::Value;

/// What a workflow without scenarios begins with.
const FRESH: &str =
    "{\n  \"version\": 1,\n  \"scenarios\": [\n    {\n      \"name\": \"Default\",\n      \"input\": {}\n    }\n  ]\n}\n";

/// A scenario file.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    tree: Tree,
    /// The same as values, for reading.
    value: Value,
    /// Why it cannot be read.
    broken: Option<Arc<str>>,
}

impl ScenarioFile {
    /// A file that is not read yet.
    pub fn blank() -> Self {
        Self { tree: Tree::unread("", Notation::Json), value: Value::Null, broken: None }
    }

    /// Reads a text, whatever is in it.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let text = if text.trim().is_empty() { Arc::from(FRESH) } else { text };
        let tree = Tree::parse(text);
        let (value, broken) = match value::parse(tree.text()) {
            Ok(value) if value.get("scenarios").and_then(Value::as_array).is_some() => (value, None),
            Ok(_) => (Value::Null, Some("it has no list of scenarios".into())),
            Err(error) => (Value::Null, Some(format!("it is no JSON: {error}").into())),
        };
        Self { tree, value, broken }
    }

    /// Its text.
    pub fn text(&self) -> &Arc<str> {
        self.tree.text()
    }

    /// Why it cannot be read, if so. Then it is kept as it is.
    pub fn broken(&self) -> Option<&Arc<str>> {
        self.broken.as_ref()
    }

    /// All of it as a value; `null` where it cannot be read.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// How many scenarios it holds.
    pub fn count(&self) -> usize {
        self.value.get("scenarios").and_then(Value::as_array).map_or(0, |list| list.len())
    }

    /// What is written at a path, its further lines at the margin.
    pub fn written(&self, path: &[&str]) -> Option<String> {
        let node = find(&self.tree, path)?;
        let source = self.tree.source(node);
        let indent = surgery::Style::line_indent(self.tree.text(), self.tree.span(node).start);
        let mut lines = source.split('\n');
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            text.push('\n');
            text.push_str(line.strip_prefix(indent.as_str()).unwrap_or(line));
        }
        Some(text)
    }

    /// After a change, and the change that takes it back.
    pub fn apply(&self, change: &Transaction) -> (Self, Transaction) {
        if !change.fits(self.text()) {
            return (self.clone(), Transaction::new(change.label.clone(), Vec::new()));
        }
        (Self::new(change.apply(self.text())), change.invert(self.text()))
    }

    /// Begins a change.
    pub fn edit(&self, label: impl Into<String>) -> Result<FileEdit, String> {
        match &self.broken {
            Some(why) => Err(format!("the scenarios cannot be changed, because {why}; download them to mend them")),
            None => Ok(FileEdit { tree: self.tree.clone(), change: Transaction::new(label, Vec::new()) }),
        }
    }
}

fn find(tree: &Tree, path: &[&str]) -> Option<NodeId> {
    path.iter().try_fold(tree.root()?, |node, step| match tree.kind(node) {
        Kind::Array => tree.children(node).nth(step.parse().ok()?),
        _ => tree.member(node, step),
    })
}

/// A change of a scenario file in the making: cut after cut, each in the text that those before it left.
pub struct FileEdit {
    tree: Tree,
    change: Transaction,
}

impl FileEdit {
    /// Sets the value at a path to this JSON text; objects on the way are made. Array items on the way must be there.
    pub fn set(&mut self, path: &[&str], json: &str) {
        if let Some(node) = find(&self.tree, path) {
            if self.tree.source(node) != json {
                self.cut(vec![surgery::replace_value(&self.tree, node, json)]);
            }
            return;
        }
        let Some((name, above)) = path.split_last() else { return };
        match find(&self.tree, above) {
            Some(object) if self.tree.kind(object) == Kind::Object => {
                self.cut(vec![surgery::insert_member(&self.tree, object, name, json, Spot::Last)]);
            }
            // What is there and is no object cannot hold it.
            _ => {
                self.set(above, "{}");
                self.set(path, json);
            }
        }
    }

    /// Takes away what is at a path.
    pub fn remove(&mut self, path: &[&str]) {
        let Some(node) = find(&self.tree, path) else { return };
        if let Some(container) = self.tree.parent(node) {
            self.cut(surgery::remove_children(&self.tree, container, &[node]));
        }
    }

    /// Sets the value at a path, or takes it away.
    pub fn set_or_remove(&mut self, path: &[&str], json: Option<&str>) {
        match json {
            Some(json) => self.set(path, json),
            None => self.remove(path),
        }
    }

    /// Takes away an object that holds nothing any more.
    pub fn remove_if_empty(&mut self, path: &[&str]) {
        let is_empty = |node: NodeId| self.tree.kind(node) == Kind::Object && self.tree.children(node).next().is_none();
        if find(&self.tree, path).is_some_and(is_empty) {
            self.remove(path);
        }
    }

    /// Gives the member at a path another name.
    pub fn rename(&mut self, path: &[&str], name: &str) {
        let edit = find(&self.tree, path).and_then(|node| surgery::rename_member(&self.tree, node, name));
        self.cut(edit.into_iter().collect());
    }

    /// Puts an item into the list at a path, behind the one with this number, or at the end.
    pub fn insert_item(&mut self, path: &[&str], behind: Option<usize>, json: &str) {
        let Some(list) = find(&self.tree, path) else { return };
        let before = behind.and_then(|behind| self.tree.children(list).nth(behind));
        let spot = before.map_or(Spot::Last, Spot::After);
        self.cut(vec![surgery::insert_item(&self.tree, list, json, spot)]);
    }

    /// The whole change.
    pub fn finish(self) -> Transaction {
        self.change
    }

    fn cut(&mut self, edits: Vec<TextEdit>) {
        let cut = Transaction::new(self.change.label.clone(), edits);
        if cut.is_empty() {
            return;
        }
        self.tree = Tree::parse(cut.apply(self.tree.text()));
        self.change = self.change.then(&cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "{\n  \"version\": 1,\n  \"extra\": [1e400, {\"kept\": true}],\n  \"scenarios\": [\n    {\n      \"name\": \"one\",\n      \"input\": {\n        \"n\": 12345678901234567890,\n        \"n\": 2\n      }\n    }\n  ]\n}\n";

    #[test]
    fn changes_cut_only_what_they_concern_and_can_be_taken_back() {
        let file = ScenarioFile::new(FILE.replace("1e400", "1e40"));
        assert_eq!(
            file.written(&["scenarios", "0", "input"]).as_deref(),
            Some("{\n  \"n\": 12345678901234567890,\n  \"n\": 2\n}")
        );
        let mut edit = file.edit("set a mock").expect("an edit");
        edit.set(&["scenarios", "0", "mocks", "A/b"], "{\n  \"Return\": 1\n}");
        edit.set(&["scenarios", "0", "name"], "\"two\"");
        edit.insert_item(&["scenarios"], Some(0), "{\"name\": \"three\"}");
        let change = edit.finish();
        let (after, back) = file.apply(&change);
        assert_eq!(
            &**after.text(),
            "{\n  \"version\": 1,\n  \"extra\": [1e40, {\"kept\": true}],\n  \"scenarios\": [\n    {\n      \"name\": \"two\",\n      \"input\": {\n        \"n\": 12345678901234567890,\n        \"n\": 2\n      },\n      \"mocks\": {\n        \"A/b\": {\n          \"Return\": 1\n        }\n      }\n    },\n    {\"name\": \"three\"}\n  ]\n}\n"
        );
        assert_eq!(after.apply(&back).0.text(), file.text());
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_not_changed() {
        for text in ["{\"scenarios\": [", "[]", "{}", "plain"] {
            let file = ScenarioFile::new(text);
            assert!(file.broken().is_some() && file.edit("x").is_err(), "{text}");
            assert_eq!(&**file.text(), text);
        }
        assert_eq!(ScenarioFile::new(" ").count(), 1);
    }
}
