//! The tokens of tolerant JSON: spaces, comments, strings and bare words.

use super::{Kind, characters, number};
use crate::problem::{Problem, ProblemKind};
use crate::text::{Span, TextEdit};

/// More problems than this help nobody.
const MAX_PROBLEMS: usize = 500;

/// Bytes that end the quick walk through a string.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        stops[byte] = true;
        byte += 1;
    }
    stops[b'"' as usize] = true;
    stops[b'\'' as usize] = true;
    stops[b'\\' as usize] = true;
    stops
};

/// Reads tokens of a text and collects what is wrong with them.
pub(super) struct Scanner<'t> {
    pub text: &'t str,
    bytes: &'t [u8],
    /// Where reading goes on; always at a character's edge.
    pub at: usize,
    pub comments: Vec<Span>,
    pub problems: Vec<Problem>,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { text, bytes: text.as_bytes(), at, comments: Vec::new(), problems: Vec::new() }
    }

    pub fn report(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    pub fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    pub fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// From here to the end of the text.
    pub fn rest_span(&self) -> Span {
        Span::new(self.at as u32, self.text.trim_end().len() as u32)
    }

    /// Passes over spaces and comments.
    pub fn trivia(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                b'/' if matches!(self.byte(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                b'#' => self.comment(),
                _ => return,
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let length = if let Some(inner) = rest.strip_prefix("/*") {
            inner.find("*/").map_or(rest.len(), |at| at + 4)
        } else {
            rest.find('\n').map_or(rest.len(), |at| rest[..at].trim_end().len())
        };
        self.at = start + length;
        let span = Span::new(start as u32, self.at as u32);
        self.comments.push(span);
        let problem = Problem::new(ProblemKind::Comment, span, "JSON has no comments, and Step Functions refuses them")
            .with_help("move it to the `Comment` field of the state or the machine")
            .with_fix(TextEdit::delete(span));
        self.report(problem);
    }

    /// Reads a string in double or single quotes; its place, and whether it holds no escape.
    pub fn string(&mut self) -> (Span, bool) {
        let start = self.at;
        let quote = self.bytes[start];
        let mut plain = true;
        let mut at = start + 1;
        loop {
            while self.bytes.get(at).is_some_and(|byte| !STOPS[*byte as usize]) {
                at += 1;
            }
            match self.byte(at) {
                Some(byte) if byte == quote => break,
                None | Some(b'\n') => return (self.unclosed(start, at), plain),
                Some(b'\\') => {
                    plain = false;
                    at += self.escape(at);
                }
                Some(control @ 0..0x20) if !(control == b'\r' && self.byte(at + 1) == Some(b'\n')) => {
                    self.control(at, control);
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        let span = Span::new(start as u32, self.at as u32);
        if quote == b'\'' {
            let value = characters::decode(&self.text[start + 1..at]).into_owned();
            let problem = Problem::new(ProblemKind::Spelling, span, "a string must be in double quotes");
            self.report(problem.with_fix(TextEdit::replace(span, characters::quote(&value))));
        }
        (span, plain)
    }

    /// A string that its line ends: it is taken to end before a last comma.
    fn unclosed(&mut self, start: usize, line_end: usize) -> Span {
        let line = &self.text[start..line_end];
        let end = start + line.trim_end().trim_end_matches(',').trim_end().len().max(1);
        self.at = end;
        let span = Span::new(start as u32, end as u32);
        let problem = Problem::new(ProblemKind::Missing, span, "the closing quote of this string is missing")
            .with_help("a string ends on the line where it begins; write `\\n` for a line break in it")
            .with_fix(TextEdit::insert(end as u32, "\""));
        self.report(problem);
        span
    }

    /// Passes over the escape at `at`; its length in bytes.
    fn escape(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if let Some((_, length)) = characters::escape(rest) {
            return length;
        }
        let next = rest[1..].chars().next().filter(|character| !character.is_control());
        let length = 1 + next.map_or(0, char::len_utf8);
        let span = Span::new(at as u32, (at + length) as u32);
        let problem = Problem::new(ProblemKind::Spelling, span, format!("`{}` is no escape that JSON knows", span.of(self.text)))
            .with_help("write `\\\\` for a backslash")
            .with_fix(TextEdit::insert(at as u32, "\\"));
        self.report(problem);
        if next == Some('"') { 1 } else { length }
    }

    fn control(&mut self, at: usize, control: u8) {
        let span = Span::new(at as u32, at as u32 + 1);
        let escape = match control {
            b'\t' => "\\t".to_owned(),
            b'\r' => "\\r".to_owned(),
            other => format!("\\u{other:04x}"),
        };
        let problem =
            Problem::new(ProblemKind::Spelling, span, format!("this character must be written as `{escape}` in a string"));
        self.report(problem.with_fix(TextEdit::replace(span, escape)));
    }

    /// Passes over a bare word, placeholders in it included; a colon ends a name but not a value.
    pub fn word(&mut self, is_name: bool) -> Span {
        let start = self.at;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b',' | b'{' | b'}' | b'[' | b']' | b'"' | b' ' | b'\n' | b'\t' | b'\r' => break,
                b':' | b'=' if is_name => break,
                b'/' if matches!(self.byte(at + 1), Some(b'/' | b'*')) && at > start => break,
                b'$' if self.byte(at + 1) == Some(b'{') => at = self.placeholder_end(at),
                _ => at += 1,
            }
        }
        self.at = at.max(start + usize::from(at == start && self.text.is_char_boundary(start + 1)));
        Span::new(start as u32, self.at as u32)
    }

    /// The offset after the `}` that closes the `${` at `at`, or the end of its line.
    fn placeholder_end(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        let mut end = at + 1;
        while let Some(byte) = self.byte(end) {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 1 => return end + 1,
                b'}' => depth -= 1,
                b'\n' => break,
                _ => {}
            }
            end += 1;
        }
        end
    }

    /// Whether a colon comes next, spaces aside.
    pub fn colon_follows(&self) -> bool {
        self.text[self.at..].trim_start().starts_with([':', '='])
    }

    /// Whether the string that begins here is a member's name.
    pub fn name_follows(&self) -> bool {
        let rest = &self.text[self.at + 1..];
        let end = rest.find(['"', '\n']).unwrap_or(rest.len());
        rest[end..].strip_prefix('"').is_some_and(|rest| rest.trim_start().starts_with(':'))
    }

    /// Reads a value without quotes or brackets.
    pub fn bare_value(&mut self) -> Kind {
        let mut span = self.word(false);
        let word = span.of(self.text);
        match word {
            "true" => return Kind::True,
            "false" => return Kind::False,
            "null" => return Kind::Null,
            _ if number::is_json_number(word) => return Kind::Number,
            _ if word.contains("${") => return Kind::Placeholder,
            _ => {}
        }
        if let Some(meant) = misspelled(word) {
            let problem = Problem::new(ProblemKind::Spelling, span, format!("JSON writes `{meant}`, not `{word}`"));
            self.report(problem.with_fix(TextEdit::replace(span, meant)));
            return match meant {
                "true" => Kind::True,
                "false" => Kind::False,
                _ => Kind::Null,
            };
        }
        if let Some(meant) = number::respelled(word) {
            let problem = Problem::new(ProblemKind::Spelling, span, format!("JSON writes this number as `{meant}`"));
            self.report(problem.with_fix(TextEdit::replace(span, meant)));
            return Kind::Number;
        }
        while self.peek() == Some(b' ') && self.byte(self.at + 1).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            self.at += 1;
            span.end = self.word(false).end;
        }
        let text = span.of(self.text);
        let problem = Problem::new(ProblemKind::Spelling, span, format!("`{text}` is no JSON value"))
            .with_help("text must be in double quotes")
            .with_fix(TextEdit::replace(span, characters::quote(text)));
        self.report(problem);
        Kind::Error
    }
}

fn misspelled(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" => Some("true"),
        "False" | "FALSE" => Some("false"),
        "None" | "nil" | "NULL" | "Null" | "undefined" | "NaN" => Some("null"),
        _ => None,
    }
}
