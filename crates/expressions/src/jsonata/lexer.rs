//! Text to tokens. Positions are bytes; every token knows where it begins and ends.

use std::ops::Range;
use std::sync::Arc;

use super::error::Fault;
use super::regex::Regex;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    End,
    Operator(&'static str),
    Name(Arc<str>),
    Variable(Arc<str>),
    Text(Arc<str>),
    Number(f64),
    True,
    False,
    Null,
    Regex(Arc<Regex>),
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub range: Range<usize>,
}

impl Token {
    /// The operator, if one.
    pub fn operator(&self) -> Option<&'static str> {
        match self.kind {
            TokenKind::Operator(operator) => Some(operator),
            _ => None,
        }
    }

    /// The token as error messages show it.
    pub fn text(&self) -> String {
        match &self.kind {
            TokenKind::End => "(end)".to_owned(),
            TokenKind::Operator(operator) => (*operator).to_owned(),
            TokenKind::Name(text) | TokenKind::Variable(text) | TokenKind::Text(text) => text.to_string(),
            TokenKind::Number(number) => super::numbers::to_text(*number),
            TokenKind::True => "true".to_owned(),
            TokenKind::False => "false".to_owned(),
            TokenKind::Null => "null".to_owned(),
            TokenKind::Regex(regex) => regex.to_string(),
        }
    }
}

const DOUBLE: [&str; 10] = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??", "//"];
const SINGLE: [&str; 25] =
    [".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&", "!"];

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}

fn ends_name(char: char) -> bool {
    is_blank(char) || char == '~' || (char.is_ascii() && SINGLE.iter().any(|single| single.as_bytes()[0] == char as u8))
}

/// Reads tokens one by one; whether `/` begins a regular expression depends on what the parser expects.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Whether `?:` and `??` are operators.
    extended: bool,
    pub faults: Vec<Fault>,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str, extended: bool) -> Self {
        Self { text, at: 0, extended, faults: Vec::new() }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn fault(&mut self, code: &'static str, position: usize, range: Range<usize>) -> &mut Fault {
        let fault = Fault::new(code).at(position).spanning(range);
        let last = self.faults.len();
        self.faults.push(fault);
        &mut self.faults[last]
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(is_blank).len();
            if !self.rest().starts_with("/*") {
                return;
            }
            let start = self.at;
            match self.text[start + 2..].find("*/") {
                Some(end) => self.at = start + 2 + end + 2,
                None => {
                    self.at = self.text.len();
                    self.fault("S0106", start, start..self.text.len());
                }
            }
        }
    }

    /// The next token. After an operand (`infix`) a slash is a division.
    pub fn next(&mut self, infix: bool) -> Token {
        self.skip_blanks_and_comments();
        let start = self.at;
        let Some(char) = self.peek() else { return Token { kind: TokenKind::End, range: start..start } };
        let kind = match char {
            '/' if !infix => self.regex(),
            '"' | '\'' => self.quoted(char),
            '`' => self.backquoted(),
            '0'..='9' => self.number(),
            _ => match self.operator() {
                Some(operator) => TokenKind::Operator(operator),
                None => self.name(),
            },
        };
        Token { kind, range: start..self.at }
    }

    fn operator(&mut self) -> Option<&'static str> {
        let rest = self.rest();
        let double = DOUBLE.iter().find(|operator| rest.starts_with(**operator)).copied();
        let double = double.filter(|operator| *operator != "//" && (self.extended || !operator.starts_with('?')));
        let found = double.or_else(|| SINGLE.iter().find(|operator| rest.starts_with(**operator)).copied());
        let found = found.or_else(|| rest.starts_with('~').then_some("~"));
        self.at += found.map_or(0, str::len);
        found
    }

    fn name(&mut self) -> TokenKind {
        let rest = self.rest();
        let text = &rest[..rest.find(ends_name).unwrap_or(rest.len())];
        self.at += text.len();
        if let Some(variable) = text.strip_prefix('$') {
            return TokenKind::Variable(Arc::from(variable));
        }
        match text {
            "and" => TokenKind::Operator("and"),
            "or" => TokenKind::Operator("or"),
            "in" => TokenKind::Operator("in"),
            "true" => TokenKind::True,
            "false" => TokenKind::False,
            "null" => TokenKind::Null,
            name => TokenKind::Name(Arc::from(name)),
        }
    }

    fn backquoted(&mut self) -> TokenKind {
        let start = self.at;
        let inner = &self.text[start + 1..];
        match inner.find('`') {
            Some(end) => {
                self.at = start + end + 2;
                TokenKind::Name(Arc::from(&inner[..end]))
            }
            None => {
                self.at = self.text.len();
                self.fault("S0105", self.at, start..self.at);
                TokenKind::Name(Arc::from(inner))
            }
        }
    }

    fn number(&mut self) -> TokenKind {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut end = if bytes[start] == b'0' { start + 1 } else { digits(start) };
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent > end + 1 + sign {
                end = exponent;
            }
        }
        let text = &self.text[start..end];
        let number: f64 = text.parse().unwrap_or(f64::INFINITY);
        self.at = end;
        if !number.is_finite() {
            self.fault("S0102", start, start..end).token = Some(text.to_owned());
            return TokenKind::Number(0.0);
        }
        TokenKind::Number(number)
    }

    fn quoted(&mut self, quote: char) -> TokenKind {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(char) = self.peek() {
            self.at += char.len_utf8();
            match char {
                '\\' => self.escape(&mut text),
                char if char == quote => return TokenKind::Text(Arc::from(text)),
                char => text.push(char),
            }
        }
        self.fault("S0101", self.text.len(), start..self.text.len());
        TokenKind::Text(Arc::from(text))
    }

    fn escape(&mut self, text: &mut String) {
        let at = self.at;
        let Some(char) = self.peek() else { return };
        self.at += char.len_utf8();
        match char {
            '"' | '\\' | '/' => text.push(char),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'u' => match self.hexadecimal(self.at) {
                Some(unit) => {
                    self.at += 4;
                    text.push(self.code_point(unit));
                }
                None => {
                    self.fault("S0104", at, at - 1..at + 1);
                }
            },
            other => {
                let fault = self.fault("S0103", at, at - 1..at + other.len_utf8());
                fault.token = Some(other.to_string());
            }
        }
    }

    fn hexadecimal(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }

    /// Joins two escaped surrogates; a lone one has no place in UTF-8 and becomes U+FFFD.
    fn code_point(&mut self, unit: u32) -> char {
        if (0xd800..0xdc00).contains(&unit)
            && self.rest().starts_with("\\u")
            && let Some(low) = self.hexadecimal(self.at + 2).filter(|low| (0xdc00..0xe000).contains(low))
        {
            self.at += 6;
            return char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00)).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn regex(&mut self) -> TokenKind {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut depth = 0_i32;
        let mut at = start + 1;
        while at < bytes.len() {
            let byte = bytes[at];
            let escaped = bytes[at - 1] == b'\\' && at > start + 1;
            if byte == b'/' && depth == 0 {
                let backslashes = bytes[start + 1..at].iter().rev().take_while(|byte| **byte == b'\\').count();
                if backslashes % 2 == 0 {
                    return self.finish_regex(start, at);
                }
            }
            match byte {
                b'(' | b'[' | b'{' if !escaped => depth += 1,
                b')' | b']' | b'}' if !escaped => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        self.at = self.text.len();
        self.fault("S0302", self.at, start..self.at);
        TokenKind::Regex(Arc::new(Regex::never()))
    }

    fn finish_regex(&mut self, start: usize, end: usize) -> TokenKind {
        let pattern = &self.text[start + 1..end];
        let flags = self.text[end + 1..].bytes().take_while(|byte| matches!(byte, b'i' | b'm')).count();
        let flags = &self.text[end + 1..end + 1 + flags];
        self.at = end + 1 + flags.len();
        if pattern.is_empty() {
            self.fault("S0301", end, start..self.at);
            return TokenKind::Regex(Arc::new(Regex::never()));
        }
        match Regex::parse(pattern, flags) {
            Ok(regex) => TokenKind::Regex(Arc::new(regex)),
            Err(reason) => {
                let fault = self.fault("S0303", self.at, start..end + 1);
                fault.note = Some(format!("Invalid regular expression: /{pattern}/: {reason}"));
                TokenKind::Regex(Arc::new(Regex::never()))
            }
        }
    }
}
