//! Text to path.

use std::sync::Arc;

use value::{Key, Value};

use super::SyntaxError;
use super::filter::{Comparison, Filter, Operand};
use super::path::{Root, Segment, SegmentKind};
use crate::limits;

/// Reads a path; with `bare_words`, words without quotes are texts in filters.
pub(super) fn parse(text: &str, bare_words: bool) -> Result<(Root, Vec<Segment>), SyntaxError> {
    let mut parser = Parser { text, at: 0, depth: 0, bare_words };
    if !parser.eat("$") {
        return Err(parser.error_here("a path starts with `$`"));
    }
    let root = if parser.eat("$") {
        Root::Context
    } else {
        let name = parser.take_while(|char| char.is_alphanumeric() || char == '_');
        if name.is_empty() { Root::Input } else { Root::Variable(Arc::from(name)) }
    };
    let segments = parser.segments()?;
    if parser.at < text.len() {
        return Err(parser.error_here("expected `.` or `[`"));
    }
    Ok((root, segments))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    bare_words: bool,
}

type Parsed<T> = Result<T, SyntaxError>;

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(ascii @ ..=127) => Some(char::from(*ascii)),
            _ => self.rest().chars().next(),
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(token.as_bytes());
        if found {
            self.at += token.len();
        }
        found
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|char| !accept(char)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn error_here(&self, message: &str) -> SyntaxError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        SyntaxError { message: message.to_owned(), range: self.at..end }
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.eat(token) { Ok(()) } else { Err(self.error_here(&format!("expected `{token}`"))) }
    }

    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > limits::SYNTAX_DEPTH {
            return Err(self.error_here("the path nests too deeply"));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let start = self.at;
            let kind = if self.eat("..") {
                segments.push(Segment { kind: SegmentKind::Descend, range: start..self.at });
                if self.peek() == Some('[') { self.bracket()? } else { self.dotted()? }
            } else if self.eat(".") {
                if self.peek() == Some('[') { self.bracket()? } else { self.dotted()? }
            } else if self.peek() == Some('[') {
                self.bracket()?
            } else {
                return Ok(segments);
            };
            segments.push(Segment { kind, range: start..self.at });
        }
    }

    fn dotted(&mut self) -> Parsed<SegmentKind> {
        if self.eat("*") {
            return Ok(SegmentKind::Wildcard);
        }
        let stops =
            |char: char| matches!(char, '.' | '[' | '(' | ')' | ']' | ',' | '=' | '<' | '>' | '!' | '&' | '|' | '\'' | '"');
        let name = self.take_while(|char| !stops(char) && !char.is_whitespace());
        if name.is_empty() {
            return Err(self.error_here("expected a name after `.`"));
        }
        if self.eat("(") {
            self.take_while(|char| char != ')');
            self.expect(")")?;
            return Ok(SegmentKind::Function(Arc::from(name)));
        }
        Ok(SegmentKind::Property(Arc::from(name)))
    }

    fn bracket(&mut self) -> Parsed<SegmentKind> {
        self.expect("[")?;
        self.skip_blanks();
        let kind = match self.peek() {
            Some('\'' | '"') => self.names()?,
            Some('*') => {
                self.eat("*");
                SegmentKind::Wildcard
            }
            Some('?') => {
                self.eat("?");
                self.skip_blanks();
                let bracketed = self.eat("(");
                let filter = self.nested(Self::disjunction)?;
                if bracketed {
                    self.skip_blanks();
                    self.expect(")")?;
                }
                SegmentKind::Filter(Arc::new(filter))
            }
            Some('(') => self.counted_from_end()?,
            Some('0'..='9' | '-' | ':') => self.numbers()?,
            _ => return Err(self.error_here("expected a name in quotes, an index, `*` or `?`")),
        };
        self.skip_blanks();
        self.expect("]")?;
        Ok(kind)
    }

    /// `(@.length-1)`, the one expression in parentheses that the service reads (its documentation on paths names it).
    fn counted_from_end(&mut self) -> Parsed<SegmentKind> {
        self.expect("(")?;
        self.skip_blanks();
        self.expect("@.length")?;
        self.skip_blanks();
        let mut back = 0;
        if self.eat("-") {
            self.skip_blanks();
            let start = self.at;
            let digits = self.take_while(|char| char.is_ascii_digit());
            let range = start..self.at;
            back = digits.parse().map_err(|_| SyntaxError { message: "not a whole number".to_owned(), range })?;
        }
        self.skip_blanks();
        self.expect(")")?;
        Ok(SegmentKind::FromEnd(back))
    }

    fn names(&mut self) -> Parsed<SegmentKind> {
        let mut names: Vec<Key> = Vec::new();
        loop {
            self.skip_blanks();
            names.push(Arc::from(self.quoted()?));
            self.skip_blanks();
            if !self.eat(",") {
                break;
            }
        }
        Ok(match <[Key; 1]>::try_from(names) {
            Ok([name]) => SegmentKind::Property(name),
            Err(names) => SegmentKind::Properties(names),
        })
    }

    /// A string in either quotes; a backslash takes the next character as it is, apart from JSON's letters and `\\u0041`.
    fn quoted(&mut self) -> Parsed<String> {
        let start = self.at;
        let Some(quote @ ('\'' | '"')) = self.peek() else { return Err(self.error_here("expected a name in quotes")) };
        let mut string = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' => match chars.next() {
                    Some((_, 'n')) => string.push('\n'),
                    Some((_, 't')) => string.push('\t'),
                    Some((_, 'r')) => string.push('\r'),
                    Some((_, 'b')) => string.push('\u{8}'),
                    Some((_, 'f')) => string.push('\u{c}'),
                    Some((at, 'u')) => {
                        let digits = self.rest().get(at + 1..at + 5).unwrap_or_default();
                        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                        let range = self.at + at - 1..(self.at + at + 5).min(self.text.len());
                        let message = || "`\\u` wants the four hexadecimal digits of a character".to_owned();
                        string.push(code.ok_or_else(|| SyntaxError { message: message(), range })?);
                        chars.nth(3);
                    }
                    Some((_, escaped)) => string.push(escaped),
                    None => break,
                },
                char if char == quote => {
                    self.at += offset + 1;
                    return Ok(string);
                }
                char => string.push(char),
            }
        }
        Err(SyntaxError { message: "the quote is never closed".to_owned(), range: start..self.text.len() })
    }

    fn integer(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        self.eat("-");
        self.take_while(|char| char.is_ascii_digit());
        let digits = &self.text[start..self.at];
        if digits.is_empty() {
            return Ok(None);
        }
        let range = start..self.at;
        digits.parse().map(Some).map_err(|_| SyntaxError { message: "not a whole number".to_owned(), range })
    }

    fn numbers(&mut self) -> Parsed<SegmentKind> {
        let first = self.integer()?;
        self.skip_blanks();
        if self.eat(":") {
            self.skip_blanks();
            let to = self.integer()?;
            self.skip_blanks();
            let step = if self.eat(":") {
                self.skip_blanks();
                self.integer()?.unwrap_or(1)
            } else {
                1
            };
            if step < 1 {
                return Err(self.error_here("the step of a slice is at least 1"));
            }
            return Ok(SegmentKind::Slice { from: first, to, step });
        }
        let Some(first) = first else { return Err(self.error_here("expected an index")) };
        let mut indices = vec![first];
        while self.eat(",") {
            self.skip_blanks();
            match self.integer()? {
                Some(index) => indices.push(index),
                None => return Err(self.error_here("expected an index")),
            }
            self.skip_blanks();
        }
        Ok(if indices.len() == 1 { SegmentKind::Index(first) } else { SegmentKind::Indices(indices) })
    }

    fn disjunction(&mut self) -> Parsed<Filter> {
        let mut terms = vec![self.conjunction()?];
        loop {
            self.skip_blanks();
            if !self.eat("||") {
                return Ok(if terms.len() == 1 { terms.remove(0) } else { Filter::Any(terms) });
            }
            terms.push(self.conjunction()?);
        }
    }

    fn conjunction(&mut self) -> Parsed<Filter> {
        let mut terms = vec![self.negation()?];
        loop {
            self.skip_blanks();
            if !self.eat("&&") {
                return Ok(if terms.len() == 1 { terms.remove(0) } else { Filter::All(terms) });
            }
            terms.push(self.negation()?);
        }
    }

    fn negation(&mut self) -> Parsed<Filter> {
        self.skip_blanks();
        if self.peek() == Some('!') {
            self.eat("!");
            return Ok(Filter::Not(Box::new(self.nested(Self::negation)?)));
        }
        if self.eat("(") {
            let inner = self.nested(Self::disjunction)?;
            self.skip_blanks();
            self.expect(")")?;
            return Ok(inner);
        }
        let left = self.operand()?;
        self.skip_blanks();
        match self.comparison()? {
            Some(comparison) => {
                self.skip_blanks();
                Ok(Filter::Compare(left, comparison, self.operand()?))
            }
            None => Ok(Filter::Exists(left)),
        }
    }

    fn comparison(&mut self) -> Parsed<Option<Comparison>> {
        const SYMBOLS: [(&str, Comparison); 8] = [
            ("===", Comparison::Equal),
            ("!==", Comparison::NotEqual),
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        const WORDS: [(&str, Comparison); 8] = [
            ("in", Comparison::In),
            ("nin", Comparison::NotIn),
            ("contains", Comparison::Contains),
            ("size", Comparison::Size),
            ("empty", Comparison::Empty),
            ("subsetof", Comparison::SubsetOf),
            ("anyof", Comparison::AnyOf),
            ("noneof", Comparison::NoneOf),
        ];
        if self.rest().starts_with("=~") {
            return Err(self.error_here("Step Functions has no regular expressions in filters"));
        }
        for (symbol, comparison) in SYMBOLS {
            if self.eat(symbol) {
                return Ok(Some(comparison));
            }
        }
        let start = self.at;
        let word = self.take_while(char::is_alphabetic).to_ascii_lowercase();
        match WORDS.iter().find(|(name, _)| *name == word) {
            Some((_, comparison)) => Ok(Some(*comparison)),
            None => {
                self.at = start;
                Ok(None)
            }
        }
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.skip_blanks();
        match self.peek() {
            Some('@') => {
                self.eat("@");
                Ok(Operand::Current(self.nested(Self::segments)?))
            }
            Some('$') => {
                self.eat("$");
                Ok(Operand::Root(self.nested(Self::segments)?))
            }
            Some('\'' | '"') => Ok(Operand::Literal(Value::from(self.quoted()?))),
            Some('[') => Ok(Operand::Literal(self.nested(Self::list)?)),
            Some('-' | '0'..='9') => {
                let start = self.at;
                let digits = self.take_while(|char| matches!(char, '0'..='9' | '.' | '-' | '+' | 'e' | 'E'));
                let range = start..self.at;
                value::parse(digits).map(Operand::Literal).map_err(|_| SyntaxError { message: "not a number".to_owned(), range })
            }
            _ => {
                let start = self.at;
                let bare_words = self.bare_words;
                let literal = match self.take_while(|char| char.is_alphanumeric() || bare_words && matches!(char, '_' | '-')) {
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    "null" => Value::Null,
                    word if bare_words && !word.is_empty() => Value::from(word),
                    _ => {
                        self.at = start;
                        return Err(self.error_here("expected `@`, a string, a number, `true`, `false` or `null`"));
                    }
                };
                Ok(Operand::Literal(literal))
            }
        }
    }

    fn list(&mut self) -> Parsed<Value> {
        self.expect("[")?;
        let mut items = Vec::new();
        loop {
            self.skip_blanks();
            if self.eat("]") {
                return Ok(Value::from(items));
            }
            match self.operand()? {
                Operand::Literal(item) => items.push(item),
                _ => return Err(self.error_here("a list in a filter holds constants only")),
            }
            self.skip_blanks();
            if !self.eat(",") && self.peek() != Some(']') {
                return Err(self.error_here("expected `,` or `]`"));
            }
        }
    }
}
