//! The words of an expression, finished or not, as editors colour them.

use std::ops::Range;

use super::catalogue::CATALOGUE;
use super::cursor::tokens;
use super::lexer::{Token, TokenKind};

/// What a word of an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// The name of a member.
    Name,
    /// A variable.
    Variable,
    /// A function of the library.
    Function,
    /// A text or a regular expression.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`, `and`, `or`, `in`.
    Word,
    /// An operator or bracket.
    Sign,
}

/// Every word of an expression with its bytes, in order.
#[must_use]
pub fn shades(text: &str) -> Vec<(Range<usize>, Shade)> {
    tokens(text).into_iter().map(|token| (token.range.clone(), shade(&token, text))).collect()
}

fn shade(token: &Token, text: &str) -> Shade {
    match &token.kind {
        TokenKind::Name(_) => Shade::Name,
        TokenKind::Variable(name) if CATALOGUE.iter().any(|known| known.name == &**name) => Shade::Function,
        TokenKind::Variable(_) => Shade::Variable,
        TokenKind::Text(_) | TokenKind::Regex(_) => Shade::Text,
        TokenKind::Number(_) => Shade::Number,
        TokenKind::True | TokenKind::False | TokenKind::Null => Shade::Word,
        TokenKind::Operator(_) if text[token.range.clone()].starts_with(char::is_alphabetic) => Shade::Word,
        TokenKind::Operator(_) | TokenKind::End => Shade::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_in_broken_text_too() {
        let text = "$sum($states.input.a) and 'x' = 3 + (";
        let found: Vec<(&str, Shade)> = shades(text).into_iter().map(|(range, shade)| (&text[range], shade)).collect();
        let expected = [
            ("$sum", Shade::Function),
            ("(", Shade::Sign),
            ("$states", Shade::Variable),
            (".", Shade::Sign),
            ("input", Shade::Name),
            (".", Shade::Sign),
            ("a", Shade::Name),
            (")", Shade::Sign),
            ("and", Shade::Word),
            ("'x'", Shade::Text),
            ("=", Shade::Sign),
            ("3", Shade::Number),
            ("+", Shade::Sign),
            ("(", Shade::Sign),
        ];
        assert_eq!(found, expected);
    }
}
