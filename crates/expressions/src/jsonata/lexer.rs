//! Text to tokens. Positions are bytes; every token knows where it begins and ends.

use std::ops::Range;
use std::sync::Arc;

use super::error::Fault;
use super::regex::Regex;
use super::sign::Sign;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    End,
    Operator(Sign),
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
    pub fn operator(&self) -> Option<Sign> {
        match self.kind {
            TokenKind::Operator(operator) => Some(operator),
            _ => None,
        }
    }

    /// The token as error messages show it.
    pub fn text(&self) -> String {
        match &self.kind {
            TokenKind::End => "(end)".to_owned(),
            TokenKind::Operator(operator) => operator.text().to_owned(),
            TokenKind::Name(text) | TokenKind::Variable(text) | TokenKind::Text(text) => text.to_string(),
            TokenKind::Number(number) => super::numbers::to_text(*number),
            TokenKind::True => "true".to_owned(),
            TokenKind::False => "false".to_owned(),
            TokenKind::Null => "null".to_owned(),
            TokenKind::Regex(regex) => regex.to_string(),
        }
    }
}

impl Fault {
    /// The fault blames a token.
    pub(super) fn of(self, token: &Token) -> Self {
        let bare = matches!(token.kind, TokenKind::Number(_) | TokenKind::True | TokenKind::False | TokenKind::Null);
        Self { bare, ..self.token(token.text()) }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b)
}

/// Whether each ASCII character ends a name.
const ENDS_NAME: [bool; 128] = {
    let mut ends = [false; 128];
    let signs = b" \t\n\r\x0b~.[]{}(),@#;:?+-*/%|=<>^&!";
    let mut index = 0;
    while index < signs.len() {
        ends[signs[index] as usize] = true;
        index += 1;
    }
    ends
};

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
        let bytes = self.text.as_bytes();
        loop {
            while bytes.get(self.at).is_some_and(|byte| is_blank(*byte)) {
                self.at += 1;
            }
            if bytes.get(self.at) != Some(&b'/') || bytes.get(self.at + 1) != Some(&b'*') {
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
        let bytes = &self.text.as_bytes()[start..];
        let kind = match bytes.first() {
            None => TokenKind::End,
            Some(b'/') if !infix => self.regex(),
            Some(b'"' | b'\'') => self.quoted(bytes[0]),
            Some(b'`') => self.backquoted(),
            Some(b'0'..=b'9') => self.number(),
            Some(_) => match Sign::at_start(bytes, self.extended) {
                Some(sign) => {
                    self.at += sign.text().len();
                    TokenKind::Operator(sign)
                }
                None => self.name(),
            },
        };
        Token { kind, range: start..self.at }
    }

    fn name(&mut self) -> TokenKind {
        let rest = self.rest();
        let ends = |byte: &u8| ENDS_NAME.get(usize::from(*byte)).copied().unwrap_or(false);
        let text = &rest[..rest.as_bytes().iter().position(ends).unwrap_or(rest.len())];
        self.at += text.len();
        if let Some(variable) = text.strip_prefix('$') {
            return TokenKind::Variable(Arc::from(variable));
        }
        match text {
            "and" => TokenKind::Operator(Sign::And),
            "or" => TokenKind::Operator(Sign::Or),
            "in" => TokenKind::Operator(Sign::In),
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

    fn quoted(&mut self, quote: u8) -> TokenKind {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let Some(length) = rest.bytes().position(|byte| byte == quote || byte == b'\\') else {
                self.at = self.text.len();
                self.fault("S0101", self.text.len(), start..self.text.len());
                return TokenKind::Text(Arc::from(text + rest));
            };
            self.at += length + 1;
            if rest.as_bytes()[length] == quote {
                // Most texts have no escapes and are taken as they are.
                let whole = if text.is_empty() { Arc::from(&rest[..length]) } else { Arc::from(text + &rest[..length]) };
                return TokenKind::Text(whole);
            }
            text.push_str(&rest[..length]);
            self.escape(&mut text);
        }
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
