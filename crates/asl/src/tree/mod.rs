//! A text as a lossless tree: every value with its place, whatever is wrong with the text.
//!
//! Nodes live in one array in document order, so that a node's descendants follow it directly. The text itself is kept
//! beside it: spelling, spacing and comments are read from there and nothing is ever printed from the tree.

mod characters;
mod deep;
mod fill;
mod json;
mod number;
mod parse;
mod placeholder;
mod pointer;
mod scan;
mod values;
mod yaml;

pub use characters::{decode, quote};
pub(crate) use json::json_text;
pub use parse::MAX_DEPTH;
pub(crate) use placeholder::opens_placeholder;
pub use placeholder::{Placeholder, holds_placeholder, is_placeholder, placeholder_names, placeholders};
pub use pointer::escape_token;

use std::borrow::Cow;
use std::sync::Arc;

use crate::notation::Notation;
use crate::problem::Problem;
use crate::text::{Span, TextEdit};

/// A node of a tree; valid for that tree only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true`.
    True,
    /// `false`.
    False,
    /// A number, spelled as in the text.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A bare `${Name}` where a value, or a whole member, should be.
    Placeholder,
    /// A value that is not there; its place is empty.
    Missing,
    /// Text that is no JSON value.
    Error,
}

/// One node's row in the array.
#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    /// The string holds no escape, so its text is its value.
    plain: bool,
    /// The same for the member name.
    plain_key: bool,
    /// The [marks](mark) of its members' names: most that are asked for are not there.
    marks: u32,
    span: Span,
    /// The member name with its quotes; empty where there is none.
    key: Span,
    parent: u32,
    /// The node after this one's last descendant.
    after: u32,
}

/// No node: the root's parent.
const NONE: u32 = u32::MAX;

/// A parsed text. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tree {
    text: Arc<str>,
    nodes: Arc<[Node]>,
    comments: Arc<[Span]>,
    problems: Arc<[Problem]>,
    /// In YAML: the places of what aliases stand for.
    shared: Arc<[Span]>,
    /// In YAML, where spelling and value differ.
    texts: Option<Arc<Texts>>,
    /// In YAML, where a second document begins.
    rest: Option<u32>,
}

/// By node the value of a string, or what else is not spelled as in JSON, and the member name.
type Texts = Vec<(Option<Arc<str>>, Option<Arc<str>>)>;

impl Tree {
    /// Parses a text as JSON; never fails. Texts beyond 4 GiB are read as empty.
    #[must_use]
    pub fn parse(text: impl Into<Arc<str>>) -> Self {
        parse::parse(text.into())
    }

    /// Parses a text in the notation that it looks like; never fails.
    #[must_use]
    pub fn read(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let notation = Notation::of(&text).unwrap_or_default();
        Self::read_as(text, notation)
    }

    /// Parses a text in this notation; never fails.
    #[must_use]
    pub fn read_as(text: impl Into<Arc<str>>, notation: Notation) -> Self {
        match notation {
            Notation::Json => parse::parse(text.into()),
            Notation::Yaml => yaml::parse(text.into()),
        }
    }

    /// A text of this notation that nobody has looked into yet: no nodes, no problems.
    #[must_use]
    pub fn unread(text: impl Into<Arc<str>>, notation: Notation) -> Self {
        Self {
            text: text.into(),
            nodes: Arc::from([]),
            comments: Arc::from([]),
            problems: Arc::from([]),
            shared: Arc::from([]),
            texts: (notation == Notation::Yaml).then(Arc::default),
            rest: None,
        }
    }

    /// How the text is written.
    #[must_use]
    pub fn notation(&self) -> Notation {
        if self.is_yaml() { Notation::Yaml } else { Notation::Json }
    }

    /// Whether the text is YAML. It is read like JSON, but the functions that cut JSON text do not fit it.
    #[must_use]
    pub fn is_yaml(&self) -> bool {
        self.texts.is_some()
    }

    /// Whether parts of it stand for parts elsewhere, as YAML's aliases do.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        !self.shared.is_empty()
    }

    /// Whether a change of this place would change what is used elsewhere, by an alias.
    #[must_use]
    pub fn is_shared(&self, place: Span) -> bool {
        self.shared.iter().any(|shared| shared.start <= place.end && place.start <= shared.end)
    }

    /// Whether an edit would change what is used elsewhere, by an alias. What is put on lines of its own right behind such a
    /// part, no deeper than it, does not.
    #[must_use]
    pub fn changes_shared(&self, edit: &TextEdit) -> bool {
        // Comments behind a part may still lie in it.
        let comments = |from: u32| {
            let between = self.text.get(from as usize..edit.span.start as usize).unwrap_or("x");
            between.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
        };
        let touches = |shared: &&Span| {
            shared.start <= edit.span.end && (edit.span.start <= shared.end || (edit.span.is_empty() && comments(shared.end)))
        };
        let lines = edit.insert.trim_start_matches(['\r', '\n']);
        let words = lines.trim_start_matches(' ');
        let indent = lines.len() - words.len();
        self.shared.iter().filter(touches).any(|shared| {
            let line = self.text[..shared.start as usize].rsplit('\n').next().unwrap_or_default();
            let own = line.len() - line.trim_start_matches(' ').len();
            // What is put on lines of its own before a merge key changes nothing of what is merged.
            let merges = self.text[shared.start as usize..].starts_with("<<");
            if merges && edit.span.is_empty() && edit.span.end <= shared.start && edit.insert.contains('\n') {
                return false;
            }
            let behind = edit.span.is_empty() && edit.span.start >= shared.end && lines.len() < edit.insert.len();
            let is_item = indent == own && words.starts_with('-') && !line.trim_start().starts_with('-');
            !behind || indent > own || is_item
        })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// What is wrong with the text as JSON, in document order.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where comments stand.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Whether the text's shape is in doubt.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.problems.iter().any(|problem| problem.kind.breaks())
    }

    /// The outermost value, if there is any.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// How many nodes there are; their ids run from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text holds no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What the node is.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Kind {
        self.row(node).kind
    }

    /// Where its value stands, quotes and brackets included.
    #[must_use]
    pub fn span(&self, node: NodeId) -> Span {
        self.row(node).span
    }

    /// Where the value stands, together with the member name before it.
    #[must_use]
    pub fn member_span(&self, node: NodeId) -> Span {
        let row = self.row(node);
        if row.key.is_empty() { row.span } else { Span::new(row.key.start, row.span.end) }
    }

    /// The value's text as written.
    #[must_use]
    pub fn source(&self, node: NodeId) -> &str {
        self.row(node).span.of(&self.text)
    }

    /// A number as JSON spells it, a placeholder without what stands for elsewhere; for anything else its text as written.
    #[must_use]
    pub fn spelling(&self, node: NodeId) -> &str {
        let other = self.texts.as_ref().and_then(|texts| texts.get(node.0 as usize)?.0.as_deref());
        let own = matches!(self.kind(node), Kind::Number | Kind::Placeholder);
        other.filter(|_| own).unwrap_or_else(|| self.source(node))
    }

    /// In YAML, where a second document begins: it is no part of this one.
    #[must_use]
    pub fn rest(&self) -> Option<u32> {
        self.rest
    }

    /// The member name, if the node is a member of an object.
    #[must_use]
    pub fn key(&self, node: NodeId) -> Option<Cow<'_, str>> {
        let row = self.row(node);
        if let Some(texts) = &self.texts {
            return texts.get(node.0 as usize).and_then(|(_, name)| name.as_deref()).map(Cow::Borrowed);
        }
        (!row.key.is_empty()).then(|| content(row.key.of(&self.text), row.plain_key))
    }

    /// Where the member name stands, quotes included.
    #[must_use]
    pub fn key_span(&self, node: NodeId) -> Option<Span> {
        let key = self.row(node).key;
        (!key.is_empty()).then_some(key)
    }

    /// The object or array around the node.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.row(node).parent;
        (parent != NONE).then_some(NodeId(parent))
    }

    /// Members or items, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let after = self.row(node).after;
        let mut next = node.0 + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < after).then(|| {
                next = self.nodes[child as usize].after;
                NodeId(child)
            })
        })
    }

    /// The node with all that is in it, in document order.
    pub fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.0..self.row(node).after).map(NodeId)
    }

    /// The member of this name; the last where it stands twice, as JSON readers do.
    #[must_use]
    pub fn member(&self, object: NodeId, name: &str) -> Option<NodeId> {
        let row = self.row(object);
        if row.kind != Kind::Object || row.marks & mark(name) == 0 {
            return None;
        }
        let (mut found, mut child, after) = (None, object.0 + 1, row.after);
        while child < after {
            let row = &self.nodes[child as usize];
            if self.is_named(NodeId(child), row, name) {
                found = Some(NodeId(child));
            }
            child = row.after;
        }
        found
    }

    /// Whether this is the name of a node. Reading a definition asks it more often than anything else.
    fn is_named(&self, node: NodeId, row: &Node, name: &str) -> bool {
        if !row.plain_key {
            return !row.key.is_empty() && self.key(node).as_deref() == Some(name);
        }
        let quotes = (row.key.len() as usize).wrapping_sub(name.len());
        let differs = |first| self.text.as_bytes().get(row.key.start as usize + 1) != Some(first);
        // Most names differ in their length or their first letter.
        if quotes > 2 || (quotes == 2 && name.as_bytes().first().is_some_and(differs)) {
            return false;
        }
        !row.key.is_empty() && unquoted(row.key.of(&self.text)) == name
    }

    /// The item at this index, or the member at this place.
    #[must_use]
    pub fn child(&self, node: NodeId, index: usize) -> Option<NodeId> {
        self.children(node).nth(index)
    }

    /// The string's value; `None` for anything else.
    #[must_use]
    pub fn string(&self, node: NodeId) -> Option<Cow<'_, str>> {
        let row = self.row(node);
        if let Some(texts) = self.texts.as_ref().filter(|_| row.kind == Kind::String) {
            return texts.get(node.0 as usize).and_then(|(text, _)| text.as_deref()).map(Cow::Borrowed);
        }
        (row.kind == Kind::String).then(|| content(row.span.of(&self.text), row.plain))
    }

    /// Where the bytes `range` of a string's value are written.
    #[must_use]
    pub fn string_span(&self, node: NodeId, range: std::ops::Range<usize>) -> Span {
        let row = self.row(node);
        if let Some(text) = self.texts.as_ref().and_then(|texts| texts.get(node.0 as usize)?.0.as_ref()) {
            let at = self.source(node).find(&**text).filter(|_| range.end <= text.len());
            let start = |at: usize| row.span.start + (at + range.start) as u32;
            return at.map_or(row.span, |at| Span::new(start(at), start(at) + (range.len() as u32)));
        }
        let inner = unquoted(row.span.of(&self.text));
        let place = |offset| row.span.start + 1 + characters::written_offset(inner, offset) as u32;
        Span::new(place(range.start), place(range.end.max(range.start)))
    }

    /// The number as a double; `None` for anything else.
    #[must_use]
    pub fn number(&self, node: NodeId) -> Option<f64> {
        (self.kind(node) == Kind::Number).then(|| self.spelling(node).parse().ok()).flatten()
    }

    /// The truth value; `None` for anything else.
    #[must_use]
    pub fn boolean(&self, node: NodeId) -> Option<bool> {
        match self.kind(node) {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The innermost node whose value or name is at this offset.
    #[must_use]
    pub fn at(&self, offset: u32) -> Option<NodeId> {
        let mut found = self.root().filter(|root| self.span(*root).touches(offset))?;
        while let Some(inner) = self.children(found).find(|child| self.member_span(*child).touches(offset)) {
            found = inner;
        }
        Some(found)
    }

    /// The JSON type in words: `an object`, `a string`.
    #[must_use]
    pub fn type_name(&self, node: NodeId) -> &'static str {
        match self.kind(node) {
            Kind::Null => "null",
            Kind::True | Kind::False => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
            Kind::Placeholder => "a placeholder",
            Kind::Missing => "nothing",
            Kind::Error => "something that is no JSON",
        }
    }

    fn row(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }
}

/// One bit that a name has in common with few others.
fn mark(name: &str) -> u32 {
    let first = name.as_bytes().first().copied().unwrap_or_default();
    1 << ((u32::from(first) + 3 * name.len() as u32) % 32)
}

/// Such bits for names of which nothing is known.
const ANY_NAME: u32 = u32::MAX;

/// The value of a written string or name, with or without quotes.
fn content(written: &str, plain: bool) -> Cow<'_, str> {
    let inner = unquoted(written);
    if plain { Cow::Borrowed(inner) } else { characters::decode(inner) }
}

fn unquoted(written: &str) -> &str {
    match written.as_bytes() {
        [quote @ (b'"' | b'\''), .., last] if quote == last => &written[1..written.len() - 1],
        [b'"' | b'\'', ..] => &written[1..],
        _ => written,
    }
}

#[cfg(test)]
mod tests;
