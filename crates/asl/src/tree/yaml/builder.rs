//! From the parser's events to nodes.
//!
//! Strings and names whose spelling is not their value are kept beside the nodes. Tags of deployment templates (`!GetAtt`)
//! read as placeholders; aliases read as copies of what they name, up to a limit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, ScalarStyle, ScanError, Span as Place, Tag};

use super::explain::COMPLEX_NAME;
use super::merge::MERGE;
use super::number::respelled;
use super::repair::{MASK, Mistake, Places};
use crate::problem::{Problem, ProblemKind};
use crate::text::Span;
use crate::tree::parse::MAX_DEPTH;
use crate::tree::{ANY_NAME, Kind, NONE, Node, Texts, number};

/// Aliases may not make a definition larger than this many nodes.
pub(super) const MOST_NODES: usize = 200_000;

/// The tags of YAML itself begin so.
const CORE: &str = "tag:yaml.org,2002:";

/// A tree in the making.
pub(super) struct Builder<'t> {
    pub(super) text: &'t str,
    places: Places,
    pub nodes: Vec<Node>,
    pub texts: Texts,
    pub problems: Vec<Problem>,
    /// What aliases stand for.
    pub shared: Vec<Span>,
    /// Where the parser gave up.
    pub mistake: Option<Mistake>,
    /// The end of what was read last.
    pub last: u32,
    /// The last scalar and whether it has no quotes.
    pub last_scalar: Option<(Span, bool)>,
    /// Where a second document begins.
    pub rest: Option<u32>,
    /// The brackets that are open; `None` for what has no brackets.
    pub brackets: Vec<Option<u32>>,
    stack: Vec<Frame>,
    /// The node of each anchor.
    pub(super) anchors: HashMap<usize, u32>,
    /// Names of members that have an anchor.
    named: HashMap<usize, Arc<str>>,
    /// Every scalar's place, in order: no comment stands there.
    scalars: Vec<Span>,
    /// How many brackets deep we are in something that is passed over.
    skipped: usize,
}

pub(super) struct Frame {
    pub node: u32,
    object: bool,
    /// It is written in brackets.
    flow: bool,
    /// A name that waits for its value.
    name: Option<(Span, Arc<str>)>,
    pub names: HashSet<Arc<str>>,
}

impl Frame {
    fn wants_name(&self) -> bool {
        self.object && self.name.is_none()
    }
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, places: Places) -> Self {
        Self {
            text,
            places,
            nodes: vec![],
            texts: Texts::new(),
            problems: vec![],
            shared: vec![],
            mistake: None,
            last: 0,
            last_scalar: None,
            rest: None,
            brackets: vec![],
            stack: vec![],
            anchors: HashMap::new(),
            named: HashMap::new(),
            scalars: vec![],
            skipped: 0,
        }
    }

    /// A place of the copy in the text.
    fn raw(&self, place: Place) -> Span {
        let start = self.places.offset(place.start.index());
        Span::new(start, self.places.offset(place.end.index()).max(start))
    }

    /// The parser's mistake, in the text's places.
    pub fn fail(&mut self, error: &ScanError) {
        self.mistake = Some(Mistake { info: error.info().to_owned(), at: self.places.offset(error.marker().index()) });
    }

    /// Takes one event; whether the first document is over.
    pub fn event(&mut self, event: Event, place: Place) -> bool {
        let mut raw = self.raw(place);
        if let Event::Scalar(_, style @ (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted), ..) = &event {
            raw.end = quoted_end(self.text, raw, *style);
        }
        let span = Span::new(raw.start, raw.start + raw.of(self.text).trim_end().len() as u32);
        match &event {
            Event::MappingStart(..) | Event::SequenceStart(..) => self.brackets.push(self.bracket(raw)),
            Event::MappingEnd | Event::SequenceEnd => drop(self.brackets.pop()),
            Event::Scalar(_, style, ..) => {
                self.scalars.push(raw);
                self.last_scalar = Some((span, *style == ScalarStyle::Plain));
            }
            _ => {}
        }
        let over = if self.skipped > 0 {
            self.skip(&event, raw);
            false
        } else {
            self.take(event, span, raw)
        };
        self.last = self.last.max(raw.end);
        over
    }

    /// Looks at what follows the first document.
    pub fn after_document(&mut self, event: &Event, place: Place) {
        if !matches!(event, Event::StreamEnd) {
            self.rest = Some(self.raw(place).start);
        }
    }

    /// Passes over the inside of what is no JSON.
    fn skip(&mut self, event: &Event, raw: Span) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => self.skipped += 1,
            Event::MappingEnd | Event::SequenceEnd => {
                self.skipped -= 1;
                if self.skipped == 0 {
                    let end = self.text[..raw.end as usize].trim_end().len() as u32;
                    let end = self.scalars.last().map_or(end, |last| end.max(last.end.min(raw.end)));
                    let last = self.nodes.last_mut().filter(|node| matches!(node.kind, Kind::Placeholder | Kind::Error));
                    last.into_iter().for_each(|node| node.span.end = without_comments(self.text, node.span.start, end));
                    self.finished();
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, event: Event, span: Span, raw: Span) -> bool {
        match event {
            Event::Scalar(value, style, anchor, tag) => self.scalar(&value, style, anchor, tag.as_deref(), span),
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref(), span, raw),
            Event::SequenceStart(anchor, tag) => {
                let start = if raw.is_empty() { self.first_dash(span.start) } else { span.start };
                self.open(false, anchor, tag.as_deref(), Span::new(start, span.end), raw);
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(raw.end),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentEnd => return true,
            _ => {}
        }
        false
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, span: Span) {
        if let Some(frame) = self.stack.last_mut().filter(|frame| frame.wants_name()) {
            let name: Arc<str> = Arc::from(value);
            if anchor > 0 {
                self.named.insert(anchor, Arc::clone(&name));
            }
            frame.name = Some((span, name));
            return;
        }
        if style == ScalarStyle::Plain && value == MASK && self.places.is_masked(span) {
            self.push(Kind::Error, span, anchor);
            return self.finished();
        }
        let kind = match tag {
            Some(tag) if tag.handle == "!" && tag.suffix != "Sub" => Kind::Placeholder,
            Some(tag) if tag.handle == "!" || tag.suffix == "str" => Kind::String,
            Some(tag) if tag.handle == CORE => plain(value),
            _ if style != ScalarStyle::Plain => Kind::String,
            _ => plain(value),
        };
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => Span::new(self.header(span.start), span.end.max(span.start)),
            ScalarStyle::Plain if value.is_empty() && tag.is_none() && anchor == 0 => Span::at(self.nothing(span.start)),
            _ => span,
        };
        let span = Span::new(span.start, span.start + span.of(self.text).trim_end().len() as u32);
        let node = self.push(kind, span, anchor);
        let written = span.of(self.text);
        self.texts[node as usize].0 = match kind {
            Kind::String => Some(Arc::from(value)),
            Kind::Number if number::is_json_number(value) => (written != value).then(|| Arc::from(value)),
            Kind::Number => respelled(value).map(Arc::from),
            Kind::Placeholder if written.starts_with('&') => {
                let tagged = written.find(char::is_whitespace).map_or(written, |at| written[at..].trim_start());
                Some(Arc::from(tagged))
            }
            _ => None,
        };
        self.finished();
    }

    fn open(&mut self, object: bool, anchor: usize, tag: Option<&Tag>, span: Span, raw: Span) {
        if self.stack.last().is_some_and(Frame::wants_name) {
            let lines = self.text[..span.start as usize].lines().rev();
            let mut said = lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            if said.next().is_some_and(|line| line.starts_with('?')) {
                self.mistake = Some(Mistake { info: COMPLEX_NAME.to_owned(), at: span.start });
            }
            self.no_name(span);
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
        let flow = self.bracket(raw).is_some();
        let node = self.push(if object { Kind::Object } else { Kind::Array }, span, anchor);
        self.stack.push(Frame { node, object, flow, name: None, names: HashSet::new() });
    }

    fn no_name(&mut self, span: Span) {
        let message = "a name must be plain text";
        self.problems.push(Problem::new(ProblemKind::Unexpected, span, message));
        self.stack.last_mut().into_iter().for_each(|frame| frame.name = Some((span, Arc::from("?"))));
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.stack.pop() else { return };
        if frame.object && frame.names.contains(MERGE) {
            self.merge(&frame);
        }
        let after = self.nodes.len() as u32;
        let mut last = 0;
        let mut child = frame.node + 1;
        while child < after {
            last = last.max(self.nodes[child as usize].span.end);
            child = self.nodes[child as usize].after;
        }
        let node = &mut self.nodes[frame.node as usize];
        node.after = after;
        node.span.end = if frame.flow || last == 0 { end.max(node.span.start) } else { last };
        self.finished();
    }

    /// Ends what is still open.
    pub fn close_all(&mut self) {
        while !self.stack.is_empty() {
            self.close(self.text.trim_end().len() as u32);
        }
        let bare = self.nodes.len() == 1 && self.nodes[0].kind == Kind::Null && self.nodes[0].span.is_empty();
        if bare {
            self.nodes.clear();
            self.texts.clear();
        }
    }

    /// The innermost open object is ready for its next name.
    fn finished(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.name = None;
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let named = self.named.get(&anchor).cloned();
        if let Some(frame) = self.stack.last_mut().filter(|frame| frame.wants_name()) {
            let node = self.anchors.get(&anchor).and_then(|node| self.texts[*node as usize].0.clone());
            match named.or(node) {
                Some(name) => frame.name = Some((span, name)),
                None => self.no_name(span),
            }
            return;
        }
        if let Some(name) = named {
            let node = self.push(Kind::String, span, 0);
            self.texts[node as usize].0 = Some(name);
            return self.finished();
        }
        let original = self.anchors.get(&anchor).copied().map(|node| (node, self.nodes[node as usize].after));
        let whole = original.filter(|(node, after)| *after > *node && !self.stack.iter().any(|frame| frame.node == *node));
        let Some((from, to)) = whole.filter(|(from, to)| self.nodes.len() + (to - from) as usize <= MOST_NODES) else {
            let message = "this alias makes the definition too large, or names what it is in";
            self.problems.push(Problem::new(ProblemKind::TooDeep, span, message));
            self.push(Kind::Error, span, 0);
            return self.finished();
        };
        let original = self.nodes[from as usize];
        self.shared.push(original.span);
        let copy = self.push(original.kind, span, 0);
        let shift = copy - from;
        let spelling = matches!(original.kind, Kind::Number | Kind::Placeholder).then(|| original.span.of(self.text));
        self.texts[copy as usize].0 = self.texts[from as usize].0.clone().or_else(|| spelling.map(Arc::from));
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
        self.nodes.push(Node { kind, plain: false, plain_key: false, marks: ANY_NAME, span, key, parent, after: id + 1 });
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        id
    }

    /// Where a list's first dash stands; the parser says what follows it where the dash is no deeper than the list's name.
    fn first_dash(&self, start: u32) -> u32 {
        let Some((name, _)) = self.stack.last().and_then(|frame| frame.name.as_ref()) else { return start };
        let mut at = name.end as usize;
        while let Some(line) = self.text.get(at..start as usize).and_then(|rest| rest.find('\n')) {
            at += line + 1;
            let rest = &self.text[at..];
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            if rest[spaces..].starts_with('-') && at + spaces < start as usize {
                return (at + spaces) as u32;
            }
        }
        start
    }

    /// Where the bracket stands that opens this, behind its tag and anchor.
    fn bracket(&self, raw: Span) -> Option<u32> {
        let at = raw.end.checked_sub(1).filter(|at| *at >= raw.start)?;
        if !matches!(self.text.as_bytes().get(at as usize), Some(b'{' | b'[')) {
            return None;
        }
        let mut rest = raw.of(self.text);
        while rest.len() > 1 {
            let end = if rest.starts_with('#') { rest.find('\n') } else { rest.find(char::is_whitespace) };
            rest = end.map_or("", |end| rest[end..].trim_start());
        }
        (!rest.is_empty()).then_some(at)
    }

    /// Where the `|` or `>` stands behind which a text's lines begin; the parser says only where the lines are.
    fn header(&self, content: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let mut at = self.last as usize;
        while at < content as usize {
            match bytes[at] {
                b'|' | b'>' => return at as u32,
                b'#' => at += self.text[at..].find('\n').unwrap_or(self.text.len() - at),
                _ => at += 1,
            }
        }
        content
    }

    /// Where a value would stand that is not written: behind the colon.
    fn nothing(&self, after_name: u32) -> u32 {
        let rest = &self.text[after_name as usize..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[spaces..].starts_with(':') { after_name + spaces as u32 + 1 } else { after_name }
    }

    /// Where comments stand: behind a `#` after a space or at a line's start, between scalars.
    pub fn comments(&self) -> Vec<Span> {
        let mut outside = vec![];
        let end = self.rest.unwrap_or(self.text.len() as u32);
        let mut from = 0;
        for scalar in self.scalars.iter().chain([&Span::at(end)]) {
            if scalar.start > from {
                outside.push(Span::new(from, scalar.start));
            }
            from = from.max(scalar.end);
        }
        let mut comments = vec![];
        for gap in outside {
            let mut at = gap.start as usize;
            while let Some(found) = self.text[at..gap.end as usize].find('#') {
                let start = at + found;
                let separate = start == 0 || self.text[..start].ends_with([' ', '\t', '\n', '\r', '\u{feff}']);
                let length = self.text[start..].find('\n').unwrap_or(self.text.len() - start);
                let comment = self.text[start..start + length].trim_end();
                if separate {
                    comments.push(Span::new(start as u32, (start + comment.len()) as u32));
                }
                at = if separate { (start + length).min(gap.end as usize) } else { start + 1 };
            }
        }
        comments
    }
}

/// Where a text in quotes ends; the parser counts a comment behind it as part of it.
fn quoted_end(text: &str, raw: Span, style: ScalarStyle) -> u32 {
    let written = raw.of(text);
    let quote = if style == ScalarStyle::SingleQuoted { '\'' } else { '"' };
    let starts = |at: &usize| *at == 0 || written[..*at].ends_with([' ', '\t', '\n', '\r']);
    let Some(start) = written.match_indices(quote).map(|(at, _)| at).find(starts) else { return raw.end };
    let mut letters = written[start + 1..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote && (quote == '"' || letters.next_if(|(_, next)| *next == quote).is_none()) {
            return raw.start + (start + 1 + at + 1) as u32;
        }
    }
    raw.end
}

/// The end of what stands between `start` and `end`, less the lines at its end that hold comments only.
fn without_comments(text: &str, start: u32, end: u32) -> u32 {
    let mut end = end;
    loop {
        let inside = &text[start as usize..end as usize];
        let line = inside.rfind('\n').map_or(0, |at| at + 1);
        if line == 0 || !inside[line..].trim_start().starts_with('#') {
            return end;
        }
        end = start + inside[..line].trim_end().len() as u32;
    }
}

/// What a scalar without quotes is, by the core schema. Digits behind a zero stay text: tools disagree on what they are.
fn plain(value: &str) -> Kind {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::True,
        "false" | "False" | "FALSE" => Kind::False,
        _ if number::is_json_number(value) || respelled(value).is_some() => Kind::Number,
        _ if crate::tree::is_placeholder(value) => Kind::Placeholder,
        _ => Kind::String,
    }
}
