//! How a JSON text is written: indents, colons, line ends.

use super::habits::Habits;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree};

/// Children looked at to learn the style.
const SAMPLE: usize = 200;

/// The habits of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// One level of indent.
    pub unit: String,
    /// What stands between a name and its value, such as `: `.
    pub colon: String,
    /// `\n` or `\r\n`.
    pub line_end: String,
    /// The whole text is on one line.
    pub one_line: bool,
    /// What stands after a comma on one line.
    pub gap: String,
    /// What stands inside the brackets of an object on one line.
    pub padding: String,
    /// How blocks are written, in YAML.
    pub habits: Habits,
}

impl Style {
    /// Learns the style of a text from its first nodes.
    #[must_use]
    pub fn of(tree: &Tree) -> Self {
        let text = tree.text();
        if tree.is_yaml() {
            let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let habits = Habits::of(tree);
            return Self { line_end: line_end.to_owned(), one_line: false, habits, ..Self::one_line() };
        }
        let first_end = text.find('\n');
        let line_end = if first_end.is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };
        let one_line = !tree.is_empty() && !text.trim().contains('\n');
        let mut style = Self {
            unit: String::new(),
            colon: String::new(),
            line_end: line_end.to_owned(),
            one_line,
            gap: String::new(),
            padding: String::new(),
            habits: Habits::default(),
        };
        let mut gap = None;
        let mut padding = None;
        for node in (0..tree.len().min(SAMPLE) as u32).map(NodeId) {
            if style.colon.is_empty() {
                style.colon = colon(tree, node).unwrap_or_default();
            }
            if style.unit.is_empty() {
                style.unit = unit(tree, node).unwrap_or_default();
            }
            let children: Vec<NodeId> = tree.children(node).take(2).collect();
            if let [first, second] = children.as_slice() {
                gap = gap.or_else(|| Some(before(tree, node, Some(*first), *second)).filter(|gap| !gap.contains('\n')));
            }
            if let (Kind::Object, Some(first)) = (tree.kind(node), children.first()) {
                padding = padding.or_else(|| Some(before(tree, node, None, *first)).filter(|padding| !padding.contains('\n')));
            }
        }
        if style.colon.is_empty() {
            style.colon = ": ".to_owned();
        }
        if style.unit.is_empty() {
            style.unit = "  ".to_owned();
        }
        style.gap = gap.unwrap_or_else(|| if style.colon.ends_with(' ') { " " } else { "" }.to_owned());
        style.padding = padding.unwrap_or_default();
        style
    }

    /// Everything on one line.
    #[must_use]
    pub fn one_line() -> Self {
        Self {
            unit: "  ".to_owned(),
            colon: ": ".to_owned(),
            line_end: "\n".to_owned(),
            one_line: true,
            gap: " ".to_owned(),
            padding: String::new(),
            habits: Habits::default(),
        }
    }

    /// An object of these members, each a name, colon and value; further lines at the margin.
    #[must_use]
    pub fn object(&self, members: Vec<String>) -> String {
        self.brackets('{', '}', &self.padding, members)
    }

    /// An array of these items; further lines at the margin.
    #[must_use]
    pub fn array(&self, items: Vec<String>) -> String {
        self.brackets('[', ']', "", items)
    }

    fn brackets(&self, open: char, close: char, padding: &str, children: Vec<String>) -> String {
        if children.is_empty() {
            return format!("{open}{close}");
        }
        if self.one_line {
            return format!("{open}{padding}{}{padding}{close}", children.join(&format!(",{}", self.gap)));
        }
        let inner = super::reindented(&children.join(",\n"), &self.unit, "\n");
        format!("{open}\n{}{inner}\n{close}", self.unit)
    }

    /// The spaces at the start of the line that holds `offset`.
    #[must_use]
    pub fn line_indent(text: &str, offset: u32) -> String {
        let start = text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
        text[start..].chars().take_while(|character| matches!(character, ' ' | '\t')).collect()
    }

    /// What stands between a comma and the next child of this container.
    pub(super) fn separator(&self, tree: &Tree, container: NodeId, children: &[NodeId]) -> String {
        if let [.., before_last, last] = children {
            let found = before(tree, container, Some(*before_last), *last);
            if let [first, second, _, ..] = children {
                let usual = before(tree, container, Some(*first), *second);
                if usual.len() < found.len() {
                    return usual;
                }
            }
            return found;
        }
        let first = children.first().map(|first| before(tree, container, None, *first));
        first.filter(|leading| leading.contains('\n')).unwrap_or_else(|| self.gap.clone())
    }
}

/// The spaces between the comma (or the opening bracket) and a child; for comments in between, a plain line break.
fn before(tree: &Tree, container: NodeId, previous: Option<NodeId>, child: NodeId) -> String {
    let from = previous.map_or(tree.span(container).start + 1, |previous| tree.member_span(previous).end);
    let start = tree.member_span(child).start;
    let between = &tree.text()[from.min(start) as usize..start as usize];
    let spaces = between.trim_start().strip_prefix(',').unwrap_or(between);
    let spaces = if previous.is_none() { between } else { spaces };
    if spaces.trim().is_empty() {
        return spaces.to_owned();
    }
    match spaces.rfind('\n') {
        Some(at) => spaces[at..].to_owned(),
        None => " ".to_owned(),
    }
}

fn colon(tree: &Tree, node: NodeId) -> Option<String> {
    let key = tree.key_span(node)?;
    let between = &tree.text()[key.end as usize..tree.span(node).start as usize];
    (between.trim() == ":" && !between.contains('\n')).then(|| between.to_owned())
}

/// By how much the first child of a container is further in than the container.
fn unit(tree: &Tree, node: NodeId) -> Option<String> {
    let first = tree.children(node).next()?;
    if !before(tree, node, None, first).contains('\n') {
        return None;
    }
    let outer = Style::line_indent(tree.text(), tree.span(node).start);
    let inner = Style::line_indent(tree.text(), tree.member_span(first).start);
    inner.strip_prefix(outer.as_str()).filter(|unit| !unit.is_empty()).map(str::to_owned)
}
