//! The tolerant parser: brackets and members, and how it goes on after each kind of mistake.
//!
//! It keeps its own stack, so no nesting can overflow the program's.

use std::collections::HashSet;
use std::sync::Arc;

use super::scan::Scanner;
use super::{ANY_NAME, Kind, NONE, Node, Tree, deep, mark};
use crate::problem::{Problem, ProblemKind};
use crate::text::{Span, TextEdit};

/// How deep brackets may be nested; what is deeper becomes one [`Kind::Error`] node. A definition needs five levels per
/// nested scope.
pub const MAX_DEPTH: usize = 200;

/// Up to this many names, comparing each with each is faster than hashing.
const FEW_NAMES: usize = 12;

/// Parses the text; never fails.
pub(super) fn parse(text: Arc<str>) -> Tree {
    let readable = if u32::try_from(text.len()).is_ok() { &*text } else { "" };
    let mut parser =
        Parser { scanner: Scanner::new(readable), nodes: Vec::with_capacity(readable.len() / 24), stack: vec![], names: vec![] };
    parser.document();
    let Parser { scanner, nodes, .. } = parser;
    let (mut comments, mut problems) = (scanner.comments, scanner.problems);
    comments.dedup();
    crate::problem::sort(&mut problems, |problem| (problem.span.start, 0));
    problems.dedup();
    Tree {
        nodes: nodes.into(),
        comments: comments.into(),
        problems: problems.into(),
        shared: Arc::from([]),
        texts: None,
        rest: None,
        text,
    }
}

struct Parser<'t> {
    scanner: Scanner<'t>,
    nodes: Vec<Node>,
    stack: Vec<Frame>,
    /// Member names of the open objects, innermost last.
    names: Vec<Name>,
}

/// An open object or array.
struct Frame {
    node: u32,
    object: bool,
    seen: Seen,
    /// How many names were there before this object's.
    names: usize,
}

/// What came last in an open object or array.
#[derive(Clone, Copy)]
enum Seen {
    Nothing,
    Comma(usize),
    /// An item that ended here.
    Item(usize),
}

#[derive(Clone, Copy, Default)]
struct Name {
    span: Span,
    plain: bool,
}

impl Parser<'_> {
    fn document(&mut self) {
        loop {
            self.scanner.trivia();
            match self.scanner.peek() {
                None => {
                    let message = "there is no definition here";
                    self.scanner.report(Problem::new(ProblemKind::Empty, Span::at(0), message));
                    return;
                }
                Some(b',' | b':' | b'}' | b']') => self.unexpected_byte(),
                Some(_) => break,
            }
        }
        self.value(Name::default());
        while !self.stack.is_empty() {
            self.step();
        }
        self.scanner.trivia();
        if self.scanner.peek().is_some() {
            let rest = self.scanner.rest_span();
            let message = "there is more text after the end of the definition";
            let help = "a definition is one JSON object; a bracket may have been closed too early";
            self.scanner.report(Problem::new(ProblemKind::Unexpected, rest, message).with_help(help));
        }
    }

    /// Reads one thing inside the innermost open object or array.
    fn step(&mut self) {
        self.scanner.trivia();
        let object = self.stack.last().is_some_and(|frame| frame.object);
        match self.scanner.peek() {
            None => self.close_all(),
            Some(closer @ (b'}' | b']')) => self.closer(closer),
            Some(b',') => self.comma(),
            Some(b':') => self.unexpected_byte(),
            Some(_) if object => self.member(),
            Some(b'"') if self.within_object() && self.scanner.name_follows() => self.missing_closer(),
            Some(_) => {
                self.expect_comma();
                self.value(Name::default());
            }
        }
    }

    /// Whether an object is around the innermost array.
    fn within_object(&self) -> bool {
        matches!(self.stack.as_slice(), [.., outer, _] if outer.object)
    }

    fn comma(&mut self) {
        let at = self.scanner.at;
        self.scanner.at += 1;
        let Some(frame) = self.stack.last_mut() else { return };
        if matches!(frame.seen, Seen::Item(_)) {
            frame.seen = Seen::Comma(at);
        } else {
            let span = Span::new(at as u32, at as u32 + 1);
            let message = "there is nothing before this comma";
            self.scanner.report(Problem::new(ProblemKind::Unexpected, span, message).with_fix(TextEdit::delete(span)));
        }
    }

    fn closer(&mut self, closer: u8) {
        let object = closer == b'}';
        if self.stack.last().is_some_and(|frame| frame.object == object) {
            self.scanner.at += 1;
            self.close();
        } else if self.stack.iter().any(|frame| frame.object == object) {
            self.missing_closer();
        } else {
            self.unexpected_byte();
        }
    }

    /// The innermost bracket is not closed before something that belongs further out: ends it after its last item, and
    /// reads on from there.
    fn missing_closer(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let opened = self.nodes[frame.node as usize].span.start;
        let end = match frame.seen {
            Seen::Nothing => opened as usize + 1,
            Seen::Comma(at) | Seen::Item(at) => at,
        };
        frame.seen = Seen::Nothing;
        let (open, close) = brackets(frame.object);
        let message = format!("`{close}` is missing: this `{open}` is not closed before the bracket around it goes on");
        let problem = Problem::new(ProblemKind::Missing, Span::new(opened, opened + 1), message)
            .with_fix(TextEdit::insert(end as u32, close.to_string()));
        self.scanner.report(problem);
        self.scanner.at = end;
        self.close();
    }

    /// The text ends with brackets open.
    fn close_all(&mut self) {
        let Some(innermost) = self.stack.last() else { return };
        let opened = self.nodes[innermost.node as usize].span.start;
        let (open, _) = brackets(innermost.object);
        let closers: String = self.stack.iter().rev().map(|frame| brackets(frame.object).1).collect();
        let message = match self.stack.len() {
            1 => format!("this `{open}` is never closed"),
            count => format!("this `{open}` is never closed, and {} around it", counted(count - 1, "bracket")),
        };
        let end = self.scanner.text.trim_end().len() as u32;
        let problem = Problem::new(ProblemKind::Missing, Span::new(opened, opened + 1), message)
            .with_help(format!("add `{closers}` at the end, or close each where it should end"))
            .with_fix(TextEdit::insert(end, closers));
        self.scanner.report(problem);
        while !self.stack.is_empty() {
            self.close();
        }
    }

    /// Ends the innermost object or array here.
    fn close(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        let after = self.nodes.len() as u32;
        let node = &mut self.nodes[frame.node as usize];
        node.span.end = self.scanner.at as u32;
        node.after = after;
        if let Seen::Comma(at) = frame.seen {
            let span = Span::new(at as u32, at as u32 + 1);
            let message = "JSON allows no comma after the last item";
            self.scanner.report(Problem::new(ProblemKind::TrailingComma, span, message).with_fix(TextEdit::delete(span)));
        }
        self.duplicates(frame.names);
        self.done();
    }

    /// The innermost open object or array has got an item that ends here.
    fn done(&mut self) {
        let at = self.scanner.at;
        if let Some(frame) = self.stack.last_mut() {
            frame.seen = Seen::Item(at);
        }
    }

    fn expect_comma(&mut self) {
        if let Some(Frame { seen: Seen::Item(end), .. }) = self.stack.last() {
            let end = *end as u32;
            let problem =
                Problem::new(ProblemKind::Missing, Span::at(end), "a comma is missing here").with_fix(TextEdit::insert(end, ","));
            self.scanner.report(problem);
        }
    }

    fn unexpected_byte(&mut self) {
        let at = self.scanner.at as u32;
        self.scanner.at += 1;
        let span = Span::new(at, at + 1);
        let message = format!("`{}` has no meaning here", span.of(self.scanner.text));
        self.scanner.report(Problem::new(ProblemKind::Unexpected, span, message).with_fix(TextEdit::delete(span)));
    }

    fn member(&mut self) {
        let name = match self.scanner.peek() {
            Some(b'"' | b'\'') => {
                self.expect_comma();
                let (span, plain) = self.scanner.string();
                Name { span, plain }
            }
            Some(b'{' | b'[') => {
                self.expect_comma();
                let at = self.scanner.at as u32;
                let message = "a member of an object begins with its name and a colon";
                self.scanner.report(Problem::new(ProblemKind::Missing, Span::new(at, at + 1), message));
                return self.value(Name::default());
            }
            _ => match self.bare_name() {
                Some(name) => name,
                None => return,
            },
        };
        self.names.push(name);
        if self.colon(name) {
            self.value(name);
        } else {
            self.leaf(Kind::Missing, Span::at(self.scanner.at as u32), true, name);
        }
    }

    /// A name without quotes; `None` after what is no name.
    fn bare_name(&mut self) -> Option<Name> {
        let span = self.scanner.word(true);
        let word = span.of(self.scanner.text);
        let placeholder = word.contains("${");
        if !self.scanner.colon_follows() {
            if placeholder {
                self.expect_comma();
                self.scanner.at = span.end as usize;
                self.leaf(Kind::Placeholder, span, true, Name::default());
            } else {
                let message = format!("`{word}` has no meaning here");
                let problem = Problem::new(ProblemKind::Unexpected, span, message)
                    .with_help("a member begins with its name in double quotes");
                self.scanner.report(problem.with_fix(TextEdit::delete(span)));
            }
            return None;
        }
        self.expect_comma();
        if !placeholder {
            let message = format!("the name `{word}` must be in double quotes");
            let fix = TextEdit::replace(span, super::quote(word));
            self.scanner.report(Problem::new(ProblemKind::Spelling, span, message).with_fix(fix));
        }
        Some(Name { span, plain: true })
    }

    /// Reads the colon after a name; whether a value follows.
    fn colon(&mut self, name: Name) -> bool {
        let end = self.scanner.at;
        self.scanner.trivia();
        match self.scanner.peek() {
            Some(b':') => self.scanner.at += 1,
            Some(b'=') => {
                let at = self.scanner.at;
                self.scanner.at += if self.scanner.byte(at + 1) == Some(b'>') { 2 } else { 1 };
                let span = Span::new(at as u32, self.scanner.at as u32);
                let problem = Problem::new(ProblemKind::Spelling, span, "a colon stands between a name and its value");
                self.scanner.report(problem.with_fix(TextEdit::replace(span, ":")));
            }
            next => {
                let written = name.span.of(self.scanner.text);
                let same_line = !self.scanner.text[end..self.scanner.at].contains('\n');
                let value_follows = same_line && !matches!(next, None | Some(b',' | b'}' | b']'));
                let (message, at) = if value_follows {
                    (format!("a colon is missing after {written}"), end)
                } else {
                    self.scanner.at = end;
                    (format!("a colon and a value are missing after {written}"), end)
                };
                let mut problem = Problem::new(ProblemKind::Missing, Span::at(at as u32), message);
                if value_follows {
                    problem = problem.with_fix(TextEdit::insert(at as u32, ":"));
                }
                self.scanner.report(problem);
                return value_follows;
            }
        }
        self.value_follows(name)
    }

    /// Whether a value comes after a colon, and not already the next member.
    fn value_follows(&mut self, name: Name) -> bool {
        let colon = self.scanner.at;
        self.scanner.trivia();
        let missing = match self.scanner.peek() {
            None | Some(b',' | b'}' | b']') => true,
            Some(b'"') => self.scanner.text[colon..self.scanner.at].contains('\n') && self.scanner.name_follows(),
            _ => false,
        };
        if missing {
            let message = format!("a value is missing after {}", name.span.of(self.scanner.text));
            self.scanner.at = colon;
            self.scanner.report(Problem::new(ProblemKind::Missing, Span::at(colon as u32), message));
        }
        !missing
    }

    /// Reads a value, or opens an object or array.
    fn value(&mut self, name: Name) {
        let start = self.scanner.at;
        match self.scanner.peek() {
            Some(open @ (b'{' | b'[')) => self.open(open == b'{', name),
            Some(b'"' | b'\'') => {
                let (span, plain) = self.scanner.string();
                self.leaf(Kind::String, span, plain, name);
            }
            _ => {
                let kind = self.scanner.bare_value();
                self.leaf(kind, Span::new(start as u32, self.scanner.at as u32), true, name);
            }
        }
    }

    fn open(&mut self, object: bool, name: Name) {
        let start = self.scanner.at;
        if self.stack.len() >= MAX_DEPTH {
            let end = deep::skip(self.scanner.text.as_bytes(), start);
            self.scanner.at = end;
            let span = Span::new(start as u32, end as u32);
            let message = format!("brackets are nested deeper than {MAX_DEPTH} levels here");
            self.scanner.report(Problem::new(ProblemKind::TooDeep, Span::new(span.start, span.start + 1), message));
            return self.leaf(Kind::Error, span, true, name);
        }
        let kind = if object { Kind::Object } else { Kind::Array };
        let node = self.push(kind, Span::at(start as u32), true, name);
        self.scanner.at += 1;
        self.stack.push(Frame { node, object, seen: Seen::Nothing, names: self.names.len() });
    }

    fn leaf(&mut self, kind: Kind, span: Span, plain: bool, name: Name) {
        self.push(kind, span, plain, name);
        self.done();
    }

    fn push(&mut self, kind: Kind, span: Span, plain: bool, name: Name) -> u32 {
        let id = self.nodes.len() as u32;
        let parent = self.stack.last().map_or(NONE, |frame| frame.node);
        if let Some(parent) = self.nodes.get_mut(parent as usize).filter(|_| !name.span.is_empty()) {
            let written = || super::unquoted(name.span.of(self.scanner.text));
            parent.marks |= if name.plain { mark(written()) } else { ANY_NAME };
        }
        self.nodes.push(Node { kind, plain, plain_key: name.plain, marks: 0, span, key: name.span, parent, after: id + 1 });
        id
    }

    /// Reports names that stand twice among the object's, which begin at `from`, and forgets them.
    fn duplicates(&mut self, from: usize) {
        let count = self.names.len() - from;
        if count > 1 {
            let text = self.scanner.text;
            let repeated: Vec<Span> = if count <= FEW_NAMES {
                let names = &self.names[from..];
                let twice = |index: usize| names[..index].iter().any(|earlier| same(text, *earlier, names[index]));
                (1..count).filter(|index| twice(*index)).map(|index| names[index].span).collect()
            } else {
                let mut seen = HashSet::with_capacity(count);
                let names = self.names[from..].iter();
                names.filter(|name| !seen.insert(super::content(name.span.of(text), name.plain))).map(|name| name.span).collect()
            };
            for span in repeated.into_iter().filter(|span| !span.of(text).contains("${")) {
                let message = format!("{} stands twice in this object", span.of(text));
                let help = "only the last one counts; rename or remove one of them";
                self.scanner.report(Problem::new(ProblemKind::DuplicateName, span, message).with_help(help));
            }
        }
        self.names.truncate(from);
    }
}

fn same(text: &str, one: Name, other: Name) -> bool {
    if one.plain && other.plain {
        return one.span.len() == other.span.len() && one.span.of(text) == other.span.of(text);
    }
    super::content(one.span.of(text), one.plain) == super::content(other.span.of(text), other.plain)
}

fn brackets(object: bool) -> (char, char) {
    if object { ('{', '}') } else { ('[', ']') }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
