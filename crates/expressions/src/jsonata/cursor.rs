//! What stands at a place of an expression, finished or not: for completion and hover.

use std::ops::Range;

use super::catalogue::{CATALOGUE, Description};
use super::lexer::{Lexer, Token, TokenKind};
use super::sign::Sign;

/// What is being written at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The bytes of the word that a completion replaces; empty between words.
    pub replaces: Range<usize>,
    /// What kind of word belongs there.
    pub wants: Wants,
}

/// What kind of word belongs at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A variable or function: `$…`.
    Variable,
    /// A member of what the bytes `of` give: after a dot.
    Member {
        /// The expression before the dot.
        of: Range<usize>,
    },
    /// A member of the items that the bytes `of` give: at the start of a filter or order-by.
    MemberOfItem {
        /// The expression before the bracket.
        of: Range<usize>,
    },
    /// Anything that begins an operand.
    Operand,
    /// An operator: an operand has just ended.
    Operator,
    /// Nothing: inside a text, a pattern or a comment.
    Nothing,
}

/// What stands at byte `offset` of a text.
#[must_use]
pub fn cursor(text: &str, offset: usize) -> Cursor {
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let tokens = tokens(text);
    let before: Vec<&Token> = tokens.iter().take_while(|token| token.range.end <= offset).collect();
    let inside = tokens.iter().find(|token| token.range.start < offset && offset < token.range.end);
    let (word, earlier) = match (inside, before.split_last()) {
        (Some(token), _) => (Some(token), &before[..]),
        (None, Some((last, earlier))) if last.range.end == offset && is_word(last) => (Some(*last), earlier),
        _ => (None, &before[..]),
    };
    let replaces = word.filter(|token| is_word(token)).map_or(offset..offset, |token| token.range.clone());
    let wants = match word.map(|token| &token.kind) {
        Some(TokenKind::Text(_) | TokenKind::Regex(_)) => Wants::Nothing,
        Some(TokenKind::Number(_)) => Wants::Nothing,
        Some(TokenKind::Variable(_)) => Wants::Variable,
        _ if in_comment(text, &tokens, offset) => Wants::Nothing,
        _ => wanted_after(earlier, replaces.start, text),
    };
    Cursor { replaces, wants }
}

/// The function whose name stands at byte `offset`, with the bytes of its name.
#[must_use]
pub fn function_at(text: &str, offset: usize) -> Option<(Range<usize>, &'static Description)> {
    let token =
        tokens(text).into_iter().find(|token| token.range.start <= offset && offset <= token.range.end && is_word(token))?;
    let TokenKind::Variable(name) = &token.kind else { return None };
    let description =
        CATALOGUE.iter().filter(|description| description.name == &**name).max_by_key(|found| found.in_step_functions)?;
    Some((token.range, description))
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text, true);
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let infix = tokens.last().is_some_and(ends_operand);
        let token = lexer.next(infix);
        if token.kind == TokenKind::End {
            return tokens;
        }
        tokens.push(token);
    }
}

fn is_word(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Name(_) | TokenKind::Variable(_) | TokenKind::True | TokenKind::False | TokenKind::Null => true,
        TokenKind::Operator(operator) => matches!(operator, Sign::And | Sign::Or | Sign::In),
        _ => false,
    }
}

fn ends_operand(token: &Token) -> bool {
    match token.operator() {
        Some(operator) => {
            matches!(operator, Sign::RightParenthesis | Sign::RightBracket | Sign::RightBrace | Sign::Star | Sign::DoubleStar)
        }
        None => true,
    }
}

fn in_comment(text: &str, tokens: &[Token], offset: usize) -> bool {
    let start = tokens.iter().rev().find(|token| token.range.end <= offset).map_or(0, |token| token.range.end);
    let between = &text[start..offset];
    between.rfind("/*").is_some_and(|open| !between[open + 2..].contains("*/"))
}

fn wanted_after(earlier: &[&Token], at: usize, text: &str) -> Wants {
    let Some(last) = earlier.last() else { return Wants::Operand };
    match last.operator() {
        Some(Sign::Dot) => Wants::Member { of: operand_before(earlier, earlier.len() - 1, text) },
        Some(Sign::LeftBracket) if earlier.len() > 1 && ends_operand(earlier[earlier.len() - 2]) => {
            Wants::MemberOfItem { of: operand_before(earlier, earlier.len() - 1, text) }
        }
        _ if ends_operand(last) && last.range.end <= at => Wants::Operator,
        _ => Wants::Operand,
    }
}

/// The bytes of the path or call that ends before token `end`.
fn operand_before(tokens: &[&Token], end: usize, text: &str) -> Range<usize> {
    if end == 0 {
        // Nothing stands before a sign that begins the text.
        let start = tokens.first().map_or(0, |token| token.range.start);
        return start..start;
    }
    let mut at = end;
    while at > 0 {
        let token = tokens[at - 1];
        match token.operator() {
            Some(Sign::RightParenthesis | Sign::RightBracket | Sign::RightBrace) => {
                let mut depth = 0;
                while at > 0 {
                    at -= 1;
                    match tokens[at].operator() {
                        Some(Sign::RightParenthesis | Sign::RightBracket | Sign::RightBrace) => depth += 1,
                        Some(Sign::LeftParenthesis | Sign::LeftBracket | Sign::LeftBrace) => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            Some(Sign::Dot | Sign::Star | Sign::DoubleStar | Sign::Percent | Sign::Caret) => at -= 1,
            Some(_) => break,
            None => {
                at -= 1;
                // Before a word a path goes on only through a dot.
                if at > 0 && tokens[at - 1].operator() != Some(Sign::Dot) {
                    break;
                }
            }
        }
    }
    let start = tokens.get(at).map_or(text.len(), |token| token.range.start);
    start..tokens[end - 1].range.end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the place.
    fn check(marked: &str, replaced: &str, wants: &str) {
        let offset = marked.find('|').expect("a place");
        let text = marked.replacen('|', "", 1);
        let cursor = cursor(&text, offset);
        assert_eq!(&text[cursor.replaces.clone()], replaced, "{marked}");
        let found = match cursor.wants {
            Wants::Member { of } => format!("member of {}", &text[of]),
            Wants::MemberOfItem { of } => format!("member of an item of {}", &text[of]),
            other => format!("{other:?}"),
        };
        assert_eq!(found, wants, "{marked}");
    }

    #[test]
    fn the_place_tells_what_may_be_written() {
        check("|", "", "Operand");
        check("$su|", "$su", "Variable");
        check("1 + $s|tates", "$states", "Variable");
        check("$states.|", "", "member of $states");
        check("$states.input.na|", "na", "member of $states.input");
        check("$sum($states.input.items.|)", "", "member of $states.input.items");
        check("$states.input.items[pri|", "pri", "member of an item of $states.input.items");
        check("1 + $f(2)[0].x.|", "", "member of $f(2)[0].x");
        check("$a |", "", "Operator");
        check("'tex|t'", "", "Nothing");
        check("1 /* no|te */", "", "Nothing");
        check("($a; |", "", "Operand");
        check("$a in [|", "", "Operand");
        check(".|", "", "member of ");
    }

    #[test]
    fn the_function_under_the_pointer_is_found() {
        let (range, description) = function_at("1 + $substring($x, 2)", 7).expect("a function");
        assert_eq!((range, description.name), (4..14, "substring"));
        assert_eq!(function_at("1 + $x", 5), None);
    }

    #[test]
    fn every_place_of_any_text_has_an_answer() {
        for text in ["$a.b[c='é'].(", "'open", "/re/ ~> |x|", "`q", "a..b", "😀.😀", "/* x", "]]})", "$$.."] {
            for offset in 0..=text.len() + 2 {
                let cursor = cursor(text, offset);
                assert!(text.get(cursor.replaces.clone()).is_some(), "{text} {offset}");
                let _ = function_at(text, offset);
            }
        }
    }
}
