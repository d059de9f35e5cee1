//! YAML as the same tree: places in the YAML text, values resolved as the core schema of YAML 1.2 says.
//!
//! Strings and names whose spelling is not their value are kept beside the nodes. Tags of deployment templates (`!GetAtt`)
//! read as placeholders; aliases read as copies of what they name, up to a limit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Place, Tag};

use super::parse::MAX_DEPTH;
use super::{Kind, NONE, Node, Texts, Tree, number};
use crate::problem::{Problem, ProblemKind};
use crate::text::Span;

/// Aliases may not make a definition larger than this many nodes.
const MOST_NODES: usize = 200_000;

/// Reads a text as YAML; never fails, but reads no further than the first mistake.
pub(super) fn parse(text: Arc<str>) -> Tree {
    let mut builder = Builder::new(&text);
    for event in Parser::new_from_str(&text) {
        match event {
            Ok((event, place)) => {
                if builder.event(event, place) {
                    break;
                }
            }
            Err(error) => {
                let at = builder.offset(error.marker().index());
                let help =
                    "what follows is not read until this is mended; mind the indents, and quote text that holds `: ` or ` #`";
                builder.problems.push(Problem::new(ProblemKind::Missing, Span::at(at), error.info()).with_help(help));
                break;
            }
        }
    }
    builder.close_all();
    if builder.nodes.is_empty() && builder.problems.is_empty() {
        builder.problems.push(Problem::new(ProblemKind::Empty, Span::at(0), "there is no definition here"));
    }
    let Builder { nodes, problems, texts, mut shared, .. } = builder;
    shared.sort_unstable();
    shared.dedup();
    Tree {
        nodes: nodes.into(),
        comments: Arc::from([]),
        problems: problems.into(),
        shared: shared.into(),
        texts: Some(Arc::new(texts)),
        text,
    }
}

struct Builder<'t> {
    text: &'t str,
    /// The byte of each character, unless all are single bytes.
    offsets: Option<Vec<u32>>,
    nodes: Vec<Node>,
    texts: Texts,
    stack: Vec<Frame>,
    /// The node of each anchor.
    anchors: HashMap<usize, u32>,
    problems: Vec<Problem>,
    /// What aliases stand for.
    shared: Vec<Span>,
    /// How many brackets deep we are in something that is passed over.
    skipped: usize,
}

struct Frame {
    node: u32,
    object: bool,
    /// A name that waits for its value.
    name: Option<(Span, Arc<str>)>,
    names: HashSet<Arc<str>>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at as u32).collect());
        Self {
            text,
            offsets,
            nodes: vec![],
            texts: Texts::new(),
            stack: vec![],
            anchors: HashMap::new(),
            problems: vec![],
            shared: vec![],
            skipped: 0,
        }
    }

    fn offset(&self, index: usize) -> u32 {
        let end = self.text.len() as u32;
        match &self.offsets {
            Some(offsets) => offsets.get(index).copied().unwrap_or(end),
            None => (index as u32).min(end),
        }
    }

    fn span(&self, place: Place) -> Span {
        let (start, end) = (self.offset(place.start.index()), self.offset(place.end.index()));
        let text = &self.text[start as usize..end.max(start) as usize];
        Span::new(start, start + text.trim_end().len() as u32)
    }

    /// Takes one event; whether the first document is over.
    fn event(&mut self, event: Event, place: Place) -> bool {
        if self.skipped > 0 {
            match event {
                Event::MappingStart(..) | Event::SequenceStart(..) => self.skipped += 1,
                Event::MappingEnd | Event::SequenceEnd => {
                    self.skipped -= 1;
                    if self.skipped == 0 {
                        let end = self.span(place).end;
                        let last = self.nodes.last_mut().filter(|node| matches!(node.kind, Kind::Placeholder | Kind::Error));
                        last.into_iter().for_each(|node| node.span.end = end.max(node.span.end));
                        self.finished();
                    }
                }
                _ => {}
            }
            return false;
        }
        let span = self.span(place);
        match event {
            Event::Scalar(value, style, anchor, tag) => self.scalar(&value, style, anchor, tag.as_deref(), span),
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), span),
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref(), span),
            Event::MappingEnd | Event::SequenceEnd => self.close(span.end),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentEnd => return true,
            _ => {}
        }
        false
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, span: Span) {
        if let Some(frame) = self.stack.last_mut().filter(|frame| frame.object && frame.name.is_none()) {
            frame.name = Some((span, Arc::from(value)));
            return;
        }
        let kind = match tag {
            Some(tag) if tag.handle == "!" && tag.suffix != "Sub" => Kind::Placeholder,
            Some(tag) if tag.handle == "!" || tag.suffix == "str" => Kind::String,
            _ if style != ScalarStyle::Plain => Kind::String,
            _ => plain(value),
        };
        let node = self.push(kind, span, anchor);
        if kind == Kind::String {
            self.texts[node as usize].0 = Some(Arc::from(value));
        }
        self.finished();
    }

    fn open(&mut self, object: bool, anchor: usize, tag: Option<&Tag>, span: Span) {
        if self.stack.last().is_some_and(|frame| frame.object && frame.name.is_none()) {
            let message = "a name must be plain text";
            self.problems.push(Problem::new(ProblemKind::Unexpected, span, message));
            self.stack.last_mut().into_iter().for_each(|frame| frame.name = Some((span, Arc::from("?"))));
            self.skipped = 1;
            return;
        }
        let foreign = tag.is_some_and(|tag| tag.handle == "!");
        if foreign || self.stack.len() >= MAX_DEPTH {
            if !foreign {
                let message = format!("nested deeper than {MAX_DEPTH} levels here");
                self.problems.push(Problem::new(ProblemKind::TooDeep, span, message));
            }
            self.push(if foreign { Kind::Placeholder } else { Kind::Error }, span, anchor);
            self.skipped = 1;
            return;
        }
        let node = self.push(if object { Kind::Object } else { Kind::Array }, span, anchor);
        self.stack.push(Frame { node, object, name: None, names: HashSet::new() });
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.stack.pop() else { return };
        let after = self.nodes.len() as u32;
        let last = self.nodes[frame.node as usize + 1..].iter().map(|node| node.span.end).max().unwrap_or_default();
        let node = &mut self.nodes[frame.node as usize];
        node.after = after;
        let flow = matches!(self.text.as_bytes().get(node.span.start as usize), Some(b'{' | b'['));
        node.span.end = if flow || last == 0 { end.max(node.span.start) } else { last };
        self.finished();
    }

    fn close_all(&mut self) {
        while !self.stack.is_empty() {
            self.close(self.text.trim_end().len() as u32);
        }
    }

    /// The innermost open object is ready for its next name.
    fn finished(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.name = None;
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let original = self.anchors.get(&anchor).copied().map(|node| (node, self.nodes[node as usize].after));
        let whole = original.filter(|(node, after)| *after > *node && !self.stack.iter().any(|frame| frame.node == *node));
        let Some((from, to)) = whole.filter(|(from, to)| self.nodes.len() + (to - from) as usize <= MOST_NODES) else {
            let message = "this alias makes the definition too large, or names what it is in";
            self.problems.push(Problem::new(ProblemKind::TooDeep, span, message));
            self.push(Kind::Error, span, 0);
            return self.finished();
        };
        self.shared.push(self.nodes[from as usize].span);
        let copy = self.push(self.nodes[from as usize].kind, span, 0);
        let shift = copy - from;
        self.texts[copy as usize].0 = self.texts[from as usize].0.clone();
        for index in from + 1..to {
            let mut node = self.nodes[index as usize];
            node.parent += shift;
            node.after += shift;
            self.nodes.push(node);
            self.texts.push(self.texts[index as usize].clone());
        }
        self.nodes[copy as usize].after = self.nodes.len() as u32;
        self.finished();
    }

    fn push(&mut self, kind: Kind, span: Span, anchor: usize) -> u32 {
        let id = self.nodes.len() as u32;
        let (mut key, mut text) = (Span::default(), None);
        let parent = self.stack.last().map_or(NONE, |frame| frame.node);
        if let Some(frame) = self.stack.last_mut()
            && let Some((span, name)) = frame.name.clone()
        {
            key = span;
            if frame.names.contains(&name) {
                let message = format!("`{name}` stands twice in this object");
                self.problems.push(Problem::new(ProblemKind::DuplicateName, span, message));
            }
            frame.names.insert(Arc::clone(&name));
            text = Some(name);
        }
        self.texts.push((None, text));
        self.nodes.push(Node { kind, plain: false, plain_key: false, span, key, parent, after: id + 1 });
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        id
    }
}

/// What a scalar without quotes is, by the core schema.
fn plain(value: &str) -> Kind {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::True,
        "false" | "False" | "FALSE" => Kind::False,
        _ if number::is_json_number(value) => Kind::Number,
        _ if super::is_placeholder(value) => Kind::Placeholder,
        _ => Kind::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let tree = Tree::read(text);
        tree.root().map(|root| tree.value(root).to_json()).unwrap_or_default()
    }

    #[test]
    fn yaml_reads_as_the_json_it_stands_for() {
        for (text, expected) in [
            (
                "StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n",
                r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
            ),
            (
                "a: 'it''s'\nb: \"x\\ny\"\nc: |\n  line\n  two\nd: yes\ne: 017\nf: 1.50\ng: ~\n",
                r#"{"a":"it's","b":"x\ny","c":"line\ntwo\n","d":"yes","e":"017","f":1.5,"g":null}"#,
            ),
            ("# comment\n---\na:\n- 1\n- é: 😀\n", r#"{"a":[1,{"é":"😀"}]}"#),
            ("a: &x {b: [1]}\nc: *x\n", r#"{"a":{"b":[1]},"c":{"b":[1]}}"#),
            (
                "a: !Sub 'arn:${X}'\nb: !GetAtt F.Arn\nc: !Join ['', [x]]\nd: 1\n",
                r#"{"a":"arn:${X}","b":"!GetAtt F.Arn","c":"!Join ['', [x]]","d":1}"#,
            ),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_yaml_text() {
        let text = "é: 1\nStates:\n  A:\n    Type: Pass\n    Next: B\n";
        let tree = Tree::read(text);
        let next = tree.find("/States/A/Next").expect("Next");
        assert_eq!(tree.source(next), "B");
        assert_eq!(tree.key_span(next).map(|span| span.of(text)), Some("Next"));
        assert_eq!(tree.at(tree.span(next).start).map(|node| tree.pointer(node)).as_deref(), Some("/States/A/Next"));
        assert!(tree.is_yaml());
    }

    #[test]
    fn bombs_and_broken_texts_do_no_harm() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let inner = vec![format!("*a{}", level - 1); 10].join(", ");
            bomb += &format!("a{level}: &a{level} [{inner}]\n");
        }
        let tree = Tree::read(bomb.as_str());
        assert!(tree.len() <= MOST_NODES + 100);
        assert!(tree.problems().iter().any(|problem| problem.kind == ProblemKind::TooDeep));
        for text in
            ["a: [1, 2\nb: 3", "a: b: c", "a:\n\t- x", "a: \"x", &format!("a: {}", "[".repeat(5000)), &"a:\n ".repeat(400)]
        {
            let tree = Tree::read(text);
            assert!(!tree.problems().is_empty(), "{text:.40}");
        }
    }
}
