//! The parser's mistakes in plain words, each with what was probably meant.

use super::builder::Builder;
use super::lines::Lines;
use super::repair::{MASK, Mending, Mistake};
use crate::problem::{Problem, ProblemKind};
use crate::text::{Span, TextEdit};

/// What is wrong, and what the copy gets instead.
pub(super) fn explain(text: &str, mistake: &Mistake, read: &Builder<'_>) -> Mending {
    let scene = Scene { text, lines: Lines(text), at: mistake.at.min(text.len() as u32), read };
    let says = |part: &str| mistake.info.contains(part);
    let found = if says(COMPLEX_NAME) {
        scene.question_mark()
    } else if says("tab") {
        scene.tabs()
    } else if says("directive") || says("document start") || says("document indicator") {
        scene.directive()
    } else if says("tag") || says("handle") {
        scene.tag()
    } else if says("recursion limit") {
        Some(scene.mending(ProblemKind::TooDeep, scene.at, 1, "nested too deep here", ""))
    } else if says("anchor") || says("alias") {
        scene.alias()
    } else if says("unexpected character") {
        scene.reserved()
    } else if says("quoted scalar") && (says("indentation") || says("end of stream") || says("indicator")) {
        Some(scene.open_quote(scene.at))
    } else if says("escape") || says("hexadecimal") {
        scene.escape()
    } else if says("invalid trailing content") {
        scene.behind_quote()
    } else if says("block scalar") {
        scene.block_text()
    } else if let Some(bracket) = read.brackets.iter().flatten().next() {
        scene.in_brackets(*bracket, &mistake.info)
    } else if says("expect ':'") {
        scene.line_without_colon(scene.line_before())
    } else if says("mapping values") || says("illegal placement of ':'") {
        scene.second_colon()
    } else if says("expected key") || says("expected '-'") || says("expected ',' or") {
        scene.stray_line()
    } else if says("block sequence entries") {
        let help = "begin the list on the next line, each item with a dash";
        Some(scene.mending(ProblemKind::Unexpected, scene.at, 1, "a list cannot begin on its name's line", help))
    } else if says("misplaced bracket") {
        scene.stray_bracket()
    } else {
        None
    };
    let mut mending = found.unwrap_or_else(|| scene.unknown());
    // Where a place falls outside the text or into a letter, the line is told instead.
    let fits = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    if !fits(mending.problem.span) {
        mending.problem.span = scene.lines.line(scene.at);
    }
    if !mending.edits.iter().chain(&mending.problem.fix).all(|edit| fits(edit.span)) {
        mending.edits.clear();
        mending.problem.fix.clear();
    }
    mending
}

/// Said by the reader itself of a name that is no plain text.
pub(super) const COMPLEX_NAME: &str = "complex name";

/// The place of a mistake.
pub(super) struct Scene<'t, 'r> {
    pub text: &'t str,
    pub lines: Lines<'t>,
    pub at: u32,
    pub read: &'r Builder<'t>,
}

impl Scene<'_, '_> {
    pub fn mending(&self, kind: ProblemKind, at: u32, length: u32, message: &str, help: &str) -> Mending {
        let end = (at + length).min(self.text.len() as u32).max(at);
        let span = if self.text.is_char_boundary(end as usize) { Span::new(at, end) } else { Span::at(at) };
        self.about(kind, span, message, help)
    }

    pub fn about(&self, kind: ProblemKind, span: Span, message: &str, help: &str) -> Mending {
        let problem = Problem::new(kind, span, message);
        let problem = if help.is_empty() { problem } else { problem.with_help(help) };
        Mending { problem, edits: vec![], blamed: span.start }
    }

    fn unknown(&self) -> Mending {
        let line = self.lines.line(self.at);
        let line = if self.lines.says(line) { line } else { self.lines.previous(line).unwrap_or(line) };
        let content = self.lines.content(line);
        let help = "mind the indents, and quote text that holds `: ` or ` #`";
        self.about(ProblemKind::Unexpected, content, "this is no YAML", help)
    }

    /// The line that the parser had read when it gave up in the next.
    fn line_before(&self) -> Span {
        let line = self.lines.line(self.at);
        let at_end = self.at as usize >= self.text.trim_end().len();
        if at_end && self.lines.says(line) { line } else { self.lines.previous(line).unwrap_or(line) }
    }

    pub fn between(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub fn byte(&self, at: u32) -> Option<u8> {
        self.text.as_bytes().get(at as usize).copied()
    }

    /// Tabs at the beginning of lines: all of them at once.
    fn tabs(&self) -> Option<Mending> {
        let lines =
            || self.text.split_inclusive('\n').scan(0, |start, line| Some((std::mem::replace(start, *start + line.len()), line)));
        let white = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let tabbed = lines().filter(|(_, line)| line[..white(line)].contains('\t') && !line.trim().is_empty());
        let edit = |(start, line): (usize, &str)| {
            let span = Span::new(start as u32, (start + white(line)) as u32);
            TextEdit::replace(span, " ".repeat(self.column_of_tabs(self.lines.line(start as u32))))
        };
        let edits: Vec<TextEdit> = tabbed.map(edit).collect();
        let first = edits.first()?.span;
        let help = "indent with spaces";
        let mut mending = self.about(ProblemKind::Unexpected, first, "tabs cannot indent YAML", help);
        mending.problem.fix = edits.clone();
        mending.edits = edits;
        Some(mending)
    }

    /// The column that a line indented by tabs is meant to begin at: that of its neighbours, if a usual width of tabs, or the
    /// line behind what it is in, tells.
    fn column_of_tabs(&self, line: Span) -> usize {
        let text = line.of(self.text);
        let white = &text[..self.lines.indent(line) as usize];
        let tabs = white.matches('\t').count();
        let column = |width: usize| tabs * width + (white.len() - tabs);
        let spaced = |line: &Span| line.of(self.text).starts_with(' ');
        let unit = self.lines.unit();
        let Some(before) = self.lines.previous(line).filter(spaced) else { return column(unit) };
        let (indent, levels) = (self.lines.indent(before), self.lines.levels(line));
        let opens = self.lines.content(before).of(self.text).ends_with(':');
        let after = self.lines.following(line).filter(spaced).map(|line| self.lines.indent(line));
        if let Some(after) = after.filter(|after| opens && *after > indent) {
            return after as usize;
        }
        let fits = |column: &usize| levels.contains(&(*column as u32)) || (opens && *column as u32 > indent);
        [4, 8, unit].into_iter().map(column).find(fits).unwrap_or(indent as usize)
    }

    /// A `?`, behind which YAML takes anything for a name.
    fn question_mark(&self) -> Option<Mending> {
        let mut line = self.lines.line(self.at);
        while !self.lines.content(line).of(self.text).starts_with('?') {
            line = self.lines.previous(line)?;
        }
        let start = self.lines.content(line).start;
        let span = Span::new(start, start + 1);
        let mut mending = self.about(ProblemKind::Unexpected, span, "a name must be plain text", "take the `?` out");
        mending.edits = vec![TextEdit::delete(span)];
        Some(mending)
    }

    /// A line before the definition that begins with `%`.
    fn directive(&self) -> Option<Mending> {
        let mut line = Some(self.lines.line(0));
        while let Some(found) = line.filter(|found| !found.of(self.text).starts_with('%')) {
            line = self.lines.next(found);
        }
        let line = line?;
        let mut mending = self.about(ProblemKind::Unexpected, line, "this line has no meaning here", "take it out");
        mending.edits = vec![TextEdit::delete(line)];
        mending.problem.fix = mending.edits.clone();
        Some(mending)
    }

    /// A tag that cannot be read.
    fn tag(&self) -> Option<Mending> {
        let rest = self.text.get(self.at as usize..).filter(|rest| rest.starts_with('!'))?;
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length as u32);
        let mut mending = self.about(ProblemKind::Unexpected, span, "this is no tag", "a tag is written `!Name`");
        mending.edits = vec![TextEdit::delete(span)];
        Some(mending)
    }

    /// An alias without its anchor, or text that begins like one.
    fn alias(&self) -> Option<Mending> {
        let rest = self.between(self.at, self.text.len() as u32);
        if !rest.starts_with('*') && !rest.starts_with('&') {
            return None;
        }
        let ends = |letter: char| letter.is_whitespace() || ",[]{}".contains(letter);
        let length = rest.find(ends).unwrap_or(rest.len());
        let word = &rest[..length];
        let span = Span::new(self.at, self.at + length as u32);
        let is_name = length > 1 && word[1..].chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
        if !is_name {
            let message = format!("text that begins with `{}` must be in quotes", &word[..1]);
            return Some(self.quoted(span, &message));
        }
        let message = format!("nothing above is marked `&{}`, so `{word}` means nothing", &word[1..]);
        let help = "an anchor stands before the aliases that name it; text that begins with `*` must be in quotes";
        let mut mending = self.about(ProblemKind::Missing, span, &message, help);
        mending.edits = vec![TextEdit::replace(span, MASK)];
        Some(mending)
    }

    /// Text without quotes that begins with a character that has no meaning yet.
    fn reserved(&self) -> Option<Mending> {
        let line = self.lines.line(self.at);
        let end = self.lines.value_end(Span::new(self.at, line.end));
        let first = self.between(self.at, self.text.len() as u32).chars().next()?;
        Some(self.quoted(Span::new(self.at, end), &format!("text that begins with `{first}` must be in quotes")))
    }

    /// A value that quotes would make right.
    pub fn quoted(&self, span: Span, message: &str) -> Mending {
        let inner = span.of(self.text);
        let mut mending = self.about(ProblemKind::Unexpected, span, message, "put the value in quotes");
        if inner.contains('\n') || inner.contains('\'') && inner.contains(['"', '\\']) {
            mending.edits = vec![TextEdit::replace(span, MASK)];
            return mending;
        }
        let quote = if inner.contains(['"', '\\']) { "'" } else { "\"" };
        mending.edits = vec![TextEdit::insert(span.start, quote), TextEdit::insert(span.end, quote)];
        mending.problem.fix = mending.edits.clone();
        mending
    }

    /// A quote that is closed nowhere, or far below: it is taken to end with its line.
    fn open_quote(&self, quote: u32) -> Mending {
        let line = self.lines.line(quote);
        let mut end = self.lines.value_end(Span::new(quote, line.end)).max(quote + 1);
        let rest = self.between(quote, end);
        // In brackets that are closed on the line, the text ends before what closes them.
        if self.read.brackets.iter().flatten().next().is_some() {
            end = quote + rest.trim_end_matches([']', '}', ',', ' ']).len().max(1) as u32;
        }
        let mark =
            self.between(quote, self.text.len() as u32).chars().next().filter(|mark| matches!(mark, '"' | '\'')).unwrap_or('"');
        let edit = TextEdit::insert(end, mark.to_string());
        let span = Span::new(quote, end);
        let help = format!("put a `{mark}` where the text ends");
        let mut mending = self.about(ProblemKind::Missing, span, "this text's quote is never closed", &help);
        mending.problem.fix = vec![edit.clone()];
        mending.edits = vec![edit];
        mending
    }

    /// A backslash that begins no escape.
    fn escape(&self) -> Option<Mending> {
        let from = self.at as usize;
        let rest = self.text.get(from..).filter(|rest| rest.starts_with('"'))?;
        let mut at = 1;
        let bad = loop {
            at += rest.get(at..)?.find('\\')?;
            let letter = rest[at + 1..].chars().next()?;
            let digits = match letter {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                letter if "0abt\tnvfre \"/\\N_LP\n\r".contains(letter) => 0,
                _ => break at,
            };
            let code: String = rest[at + 2..].chars().take(digits).collect();
            let number = u32::from_str_radix(&code, 16).ok().filter(|_| code.len() == digits);
            if digits > 0 && number.and_then(char::from_u32).is_none() {
                break at;
            }
            at += 1 + letter.len_utf8();
        };
        let start = (from + bad) as u32;
        let help = "write a backslash as `\\\\`, or put the text in single quotes";
        let mut mending = self.mending(ProblemKind::Spelling, start, 2, "this backslash begins no escape", help);
        mending.edits = vec![TextEdit::insert(start, "\\")];
        mending.problem.fix = mending.edits.clone();
        Some(mending)
    }

    /// Text behind a closing quote: the quote was meant to close another text, or stands within one.
    fn behind_quote(&self) -> Option<Mending> {
        let from = self.read.last.min(self.at) as usize;
        let quote = from as u32 + self.between(from as u32, self.at).find(['"', '\''])? as u32;
        let line = self.lines.line(quote);
        if line.end < self.at {
            return Some(self.open_quote(quote));
        }
        let in_brackets = self.read.brackets.iter().flatten().next().is_some();
        if in_brackets && matches!(self.byte(self.at), Some(b'"' | b'\'')) {
            return Some(self.comma_before(self.at));
        }
        let end = self.lines.value_end(Span::new(quote, line.end));
        let help = "within \"…\" a quote is written `\\\"`, within '…' it is written twice";
        let span = Span::new(self.at, end.max(self.at));
        let mut mending = self.about(ProblemKind::Unexpected, span, "text goes on behind its closing quote", help);
        if !in_brackets {
            mending.edits = vec![TextEdit::replace(Span::new(quote, end), MASK)];
        }
        Some(mending)
    }

    /// What stands behind `|` or `>` on its line.
    fn block_text(&self) -> Option<Mending> {
        let line = self.lines.line(self.at);
        let rest = self.between(self.at, line.end);
        let sign = rest.find(['|', '>'])?;
        let header = rest[sign + 1..].trim_start_matches(|letter: char| matches!(letter, '+' | '-' | '1'..='9')).trim_start();
        let span = Span::new(line.end - header.len() as u32, line.end);
        if header.is_empty() {
            return None;
        }
        let help = "the text begins on the next line; text that begins with `|` or `>` must be in quotes";
        let mut mending = self.about(ProblemKind::Unexpected, span, "nothing may stand behind the sign of a text block", help);
        mending.edits = vec![TextEdit::delete(span)];
        Some(mending)
    }

    /// A line among members that is none.
    fn line_without_colon(&self, line: Span) -> Option<Mending> {
        let content = self.lines.content(line);
        let text = content.of(self.text);
        let is_name = |word: &str| {
            let starts = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
            starts && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.$-".contains(letter))
        };
        if text.len() > 1 && text.starts_with('-') && !text.starts_with("--") {
            let message = "a dash needs a space behind it";
            let mut mending = self.mending(ProblemKind::Missing, content.start, 1, message, "");
            mending.edits = vec![TextEdit::insert(content.start + 1, " ")];
            mending.problem.fix = mending.edits.clone();
            return Some(mending);
        }
        if let Some(colon) = text.find(':').filter(|colon| is_name(&text[..*colon])) {
            let at = content.start + colon as u32;
            let mut mending = self.mending(ProblemKind::Missing, at, 1, "a colon needs a space behind it", "");
            mending.edits = vec![TextEdit::insert(at + 1, " ")];
            mending.problem.fix = mending.edits.clone();
            return Some(mending);
        }
        let next = self.lines.following(line);
        let deeper = next.filter(|next| self.lines.indent(*next) == self.lines.indent(line) + self.lines.unit() as u32);
        // A state's name, most likely: what follows begins a state.
        let is_head =
            deeper.is_some_and(|next| self.lines.content(next).of(self.text).trim_start_matches(['"', '\'']).starts_with("Type"));
        let word = if is_head { text } else { text.split(' ').next().unwrap_or_default() };
        if is_head || (is_name(word) && word.len() < text.len()) {
            let message = format!("a colon is missing behind `{word}`");
            let place = content.start + word.len() as u32;
            let mut mending = self.mending(ProblemKind::Missing, place, 0, &message, "write `Name: value`");
            mending.edits = vec![TextEdit::insert(place, ":")];
            mending.problem.fix = mending.edits.clone();
            return Some(mending);
        }
        let help = "write `Name: value`; further lines of a text stand deeper than its name";
        let mut mending = self.about(ProblemKind::Unexpected, content, "this line is no `Name: value`", help);
        mending.edits = vec![TextEdit::delete(line)];
        Some(mending)
    }

    /// A colon where no name can be.
    fn second_colon(&self) -> Option<Mending> {
        let line = self.lines.line(self.at);
        let (scalar, plain) = self.read.last_scalar?;
        let first = self.lines.line(scalar.start);
        if plain && first.start < line.start && scalar.end >= line.start {
            if scalar.start == self.lines.content(first).start {
                return self.line_without_colon(first);
            }
            let deeper = self.lines.indent(line) == self.lines.indent(first) + self.lines.unit() as u32;
            if deeper && self.lines.content(line).of(self.text).ends_with(':') {
                let value = Span::new(scalar.start, self.lines.value_end(Span::new(scalar.start, first.end)));
                let message = "a name has either a value on its line or members below";
                let mut mending = self.about(ProblemKind::Unexpected, value, message, "take one of them out");
                mending.edits = vec![TextEdit::delete(value)];
                return Some(mending);
            }
            let wanted = self.lines.content(first).start - first.start;
            return Some(self.shifted(line, wanted, "this line is indented deeper than its neighbours"));
        }
        if plain && scalar.start >= line.start && scalar.end == self.at {
            let end = self.lines.value_end(Span::new(scalar.start, line.end));
            let message = "a value that holds `: ` must be in quotes";
            return Some(self.quoted(Span::new(scalar.start, end), message));
        }
        let message = "a second colon on one line";
        let help = "a member of an inner object begins on a line of its own; a value that holds `: ` must be in quotes";
        Some(self.mending(ProblemKind::Unexpected, self.at, 1, message, help))
    }

    /// A line whose indent is none of those that are open, or an item among members.
    fn stray_line(&self) -> Option<Mending> {
        let line = self.lines.line(self.at);
        let line = if self.lines.says(line) { line } else { self.lines.previous(line)? };
        let indent = self.lines.indent(line);
        let levels = self.lines.levels(line);
        if levels.contains(&indent) {
            let text = line.of(self.text).trim();
            let (message, help) = if text == "-" || text.starts_with("- ") {
                ("an item of a list stands among members", "indent it below the name of its list")
            } else {
                ("this does not belong here", "mind the indents of the lines around it")
            };
            let mut mending = self.about(ProblemKind::Unexpected, self.lines.content(line), message, help);
            mending.edits = vec![TextEdit::delete(self.lines.entry(line))];
            return Some(mending);
        }
        // Perhaps the line that it would be part of should stand where it stands.
        let head = self.lines.parent(line).filter(|head| self.lines.content(*head).of(self.text).ends_with(':'));
        let unit = self.lines.unit() as u32;
        let head = head.filter(|_| indent.is_multiple_of(unit));
        if let Some((head, before)) = head.and_then(|head| Some((head, self.lines.previous(head)?))) {
            let opens = self.lines.content(before).of(self.text).ends_with(':') && self.lines.indent(before) < indent;
            let mut above = Some(before);
            while let Some(line) = above.filter(|line| self.lines.indent(*line) > indent) {
                above = self.lines.previous(line);
            }
            if opens || above.is_some_and(|above| self.lines.indent(above) == indent) {
                let message = "this line is indented less than its neighbours";
                let help = format!("indent it by {indent} spaces");
                let mut mending = self.about(ProblemKind::Unexpected, self.lines.content(head), message, &help);
                let missing = indent - self.lines.indent(head);
                mending.edits = vec![TextEdit::insert(head.start, " ".repeat(missing as usize))];
                mending.problem.fix = mending.edits.clone();
                return Some(mending);
            }
        }
        // What follows deeper belongs to it, if that is where the lines above have it.
        let next = self.lines.next(line).filter(|next| self.lines.says(*next)).map(|next| self.lines.indent(next));
        let room = next.filter(|next| *next > indent && levels.contains(next)).unwrap_or(u32::MAX);
        let near = levels.iter().filter(|level| **level < room).min_by_key(|level| level.abs_diff(indent)).copied()?;
        Some(self.shifted(line, near, "this line's indent is neither that of its neighbours nor that of what is around them"))
    }

    /// A line, and those that follow as deep, at another indent.
    fn shifted(&self, line: Span, wanted: u32, message: &str) -> Mending {
        let indent = self.lines.indent(line);
        let mut edits = vec![];
        let mut next = Some(line);
        while let Some(line) = next {
            let own = self.lines.indent(line);
            if self.lines.says(line) {
                if own < indent || (edits.len() > 1 && own == wanted) {
                    break;
                }
                let span = Span::new(line.start, line.start + indent);
                edits.push(TextEdit::replace(span, " ".repeat(wanted as usize)));
            }
            next = self.lines.next(line);
        }
        let help = format!("indent it by {wanted} spaces");
        let mut mending = self.about(ProblemKind::Unexpected, self.lines.content(line), message, &help);
        mending.problem.fix = edits.clone();
        mending.edits = edits;
        mending
    }
}
