//! Text to call.

use std::ops::Range;

use value::Value;

use super::call::{Argument, Function, Nested, NestedCall};
use crate::jsonpath::{Path, SyntaxError};
use crate::limits;

pub(super) fn parse(text: &str) -> Result<Nested, SyntaxError> {
    let mut parser = Parser { text, at: 0 };
    parser.skip_blanks();
    let call = parser.call(1)?;
    parser.skip_blanks();
    if parser.at < text.len() {
        return Err(error("expected nothing after the closing parenthesis", parser.at..text.len()));
    }
    Ok(call)
}

fn error(message: impl Into<String>, range: Range<usize>) -> SyntaxError {
    SyntaxError { message: message.into(), range }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(ascii @ ..=127) => Some(char::from(*ascii)),
            _ => self.text[self.at..].chars().next(),
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        while let Some(char) = self.peek().filter(|char| accept(*char)) {
            self.at += char.len_utf8();
        }
        start..self.at
    }

    fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn call(&mut self, depth: usize) -> Result<Nested, SyntaxError> {
        let name = self.take_while(|char| char.is_alphanumeric() || char == '.');
        let Some(function) = Function::ALL.iter().copied().find(|function| function.name() == &self.text[name.clone()]) else {
            let message = format!("`{}` is not an intrinsic function", &self.text[name.clone()]);
            return Err(error(message, name));
        };
        if depth > limits::INTRINSIC_NESTING {
            return Err(error(format!("intrinsic functions nest at most {} deep", limits::INTRINSIC_NESTING), name));
        }
        self.skip_blanks();
        if !self.eat('(') {
            return Err(error("expected `(`", self.here()));
        }
        let arguments = self.arguments(depth)?;
        let range = name.start..self.at;
        Ok(Nested { function, arguments, range })
    }

    fn arguments(&mut self, depth: usize) -> Result<Vec<(Argument, Range<usize>)>, SyntaxError> {
        let mut arguments = Vec::new();
        self.skip_blanks();
        if self.eat(')') {
            return Ok(arguments);
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            let argument = self.argument(depth)?;
            arguments.push((argument, start..self.at));
            self.skip_blanks();
            if self.eat(')') {
                return Ok(arguments);
            }
            if !self.eat(',') {
                return Err(error("expected `,` or `)`", self.here()));
            }
        }
    }

    fn argument(&mut self, depth: usize) -> Result<Argument, SyntaxError> {
        match self.peek() {
            Some('$') => self.path().map(Argument::Path),
            Some('\'') => self.text_argument(),
            Some('S') => Ok(Argument::Call(Box::new(NestedCall(self.call(depth + 1)?)))),
            _ => self.constant(),
        }
    }

    /// A path reaches to the comma or parenthesis that is not inside its own brackets, parentheses or quotes.
    fn path(&mut self) -> Result<Path, SyntaxError> {
        let start = self.at;
        let mut open = 0_usize;
        let mut quote = None;
        let mut escaped = false;
        self.take_while_stateful(|char| {
            if std::mem::take(&mut escaped) {
                return true;
            }
            match (quote, char) {
                (Some(_), '\\') => escaped = true,
                (Some(closing), char) if char == closing => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(char),
                (None, '[' | '(') => open += 1,
                (None, ',' | ')') if open == 0 => return false,
                (None, ']' | ')') => open = open.saturating_sub(1),
                _ => {}
            }
            true
        });
        let text = self.text[start..self.at].trim_end();
        Path::parse(text).map_err(|problem| error(problem.message, problem.range.start + start..problem.range.end + start))
    }

    fn take_while_stateful(&mut self, mut accept: impl FnMut(char) -> bool) {
        while let Some(char) = self.peek() {
            if !accept(char) {
                break;
            }
            self.at += char.len_utf8();
        }
    }

    fn text_argument(&mut self) -> Result<Argument, SyntaxError> {
        let start = self.at;
        self.eat('\'');
        while let Some(char) = self.peek().filter(|char| *char != '\'') {
            let at = self.at;
            self.at += char.len_utf8();
            if char == '\\' {
                let Some(escaped) = self.peek() else { break };
                self.at += escaped.len_utf8();
                // The service refuses the definition for any other escape.
                if !matches!(escaped, '\'' | '{' | '}' | '\\') {
                    let message = format!("`\\{escaped}` is no escape: only `\\'`, `\\{{`, `\\}}` and `\\\\` are");
                    return Err(error(message, at..self.at));
                }
            }
        }
        let text = &self.text[start + 1..self.at];
        if !self.eat('\'') {
            return Err(error("the quote is never closed", start..self.text.len()));
        }
        Ok(Argument::Text(text.into()))
    }

    fn constant(&mut self) -> Result<Argument, SyntaxError> {
        let range = self.take_while(|char| char.is_alphanumeric() || matches!(char, '.' | '-' | '+'));
        let value = match &self.text[range.clone()] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            digits => match value::parse(digits) {
                Ok(Value::Number(number)) => Value::Number(number),
                _ => {
                    let range = if range.is_empty() { self.here() } else { range };
                    return Err(error(
                        "expected a path, a text in single quotes, a number, `true`, `false`, `null` or a function",
                        range,
                    ));
                }
            },
        };
        Ok(Argument::Constant(value))
    }
}
