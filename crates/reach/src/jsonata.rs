//! Simple conditions of JSONata taken apart: relations of paths and literals with `and`, `or` and `$not`.

use std::sync::Arc;

use value::Value;

use crate::condition::{Formula, Operand, Relation, Test};
use crate::place::{Read, read_jsonata, read_path};

/// A condition as a formula; what is not simple is opaque.
#[must_use]
pub fn formula(text: &str) -> Formula {
    const DEEPEST: usize = 32;
    nested(text, DEEPEST)
}

fn nested(text: &str, depth: usize) -> Formula {
    let text = text.trim();
    if depth == 0 {
        return opaque(text);
    }
    let parts = |word: &str| {
        let parts = split(text, word);
        (parts.len() > 1).then(|| parts.iter().map(|part| nested(part, depth - 1)).collect::<Vec<_>>())
    };
    if let Some(parts) = parts("or") {
        return Formula::Any(parts);
    }
    if let Some(parts) = parts("and") {
        return Formula::All(parts);
    }
    if let Some(inside) = call(text, "") {
        return nested(inside, depth - 1);
    }
    if let Some(inside) = call(text, "$not") {
        return Formula::Not(Box::new(nested(inside, depth - 1)));
    }
    if let Some(inside) = call(text, "$boolean") {
        return nested(inside, depth - 1);
    }
    leaf(text).unwrap_or_else(|| opaque(text))
}

fn leaf(text: &str) -> Option<Formula> {
    match text {
        "true" => return Some(Formula::Constant(true)),
        "false" => return Some(Formula::Constant(false)),
        _ => {}
    }
    if let Some(inside) = call(text, "$exists") {
        return Some(Formula::Test(Read::parse_jsonata(inside)?, Test::Present(true)));
    }
    if let Some(inside) = call(text, "$contains") {
        let (read, rest) = read_jsonata(inside.trim())?;
        let sought = rest.trim().strip_prefix(',')?.trim();
        if let Some(pattern) = sought.strip_prefix('/') {
            let pattern = pattern.rsplit_once('/')?.0;
            return Some(Formula::Test(read, Test::Matches(Arc::from(pattern))));
        }
        let literal = literal(sought)?;
        return Some(Formula::Test(read, Test::Contains(Arc::from(literal.as_str()?))));
    }
    if let Some(read) = Read::parse_jsonata(text) {
        return Some(Formula::Test(read, Test::True));
    }
    let listed = split(text, "in");
    if let [left, right] = listed.as_slice() {
        let list = literal(right)?;
        return Some(Formula::Test(Read::parse_jsonata(left)?, Test::Among(list.as_array()?.to_vec())));
    }
    relation(text)
}

fn relation(text: &str) -> Option<Formula> {
    let (at, width, relation) = operator(text)?;
    let (left, right) = (text[..at].trim(), text[at + width..].trim());
    let turned = match relation {
        Relation::Less => Relation::Greater,
        Relation::AtMost => Relation::AtLeast,
        Relation::Greater => Relation::Less,
        Relation::AtLeast => Relation::AtMost,
        same => same,
    };
    for (left, right, relation) in [(left, right, relation), (right, left, turned)] {
        if let Some(inside) = call(left, "$count").or_else(|| call(left, "$length")) {
            let count = literal(right)?.as_f64()?;
            return Some(Formula::Test(Read::parse_jsonata(inside)?, Test::Count(relation, count)));
        }
        let Some(read) = Read::parse_jsonata(left) else { continue };
        let operand = literal(right).map(Operand::Value).or_else(|| Read::parse_jsonata(right).map(Operand::Read))?;
        return Some(Formula::Test(read, Test::Related(relation, operand)));
    }
    None
}

/// The relation that stands outside of brackets and texts, and where.
pub fn operator(text: &str) -> Option<(usize, usize, Relation)> {
    for at in outside(text) {
        let found = match &text.as_bytes()[at..] {
            [b'!', b'=', ..] => (2, Relation::Different),
            [b'<', b'=', ..] => (2, Relation::AtMost),
            [b'>', b'=', ..] => (2, Relation::AtLeast),
            [b'<', ..] => (1, Relation::Less),
            [b'>', ..] => (1, Relation::Greater),
            [b'=', ..] => (1, Relation::Equal),
            _ => continue,
        };
        return Some((at, found.0, found.1));
    }
    None
}

/// The inside of a call of a function, or of brackets where the name is empty, that the whole text is.
fn call<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let inside = text.trim().strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    for byte in inside.bytes() {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        if depth < 0 {
            return None;
        }
    }
    Some(inside)
}

/// The parts of a text between a word that stands outside of brackets and texts.
pub fn split<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut from) = (vec![], 0);
    let is_apart =
        |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'[' | b']'));
    let bytes = text.as_bytes();
    for at in outside(text) {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if at >= from && text[at..].starts_with(word) && at > 0 && is_apart(before) && is_apart(bytes.get(at + word.len())) {
            parts.push(&text[from..at]);
            from = at + word.len();
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The places of ASCII characters that stand outside of brackets and texts; opening brackets stand outside themselves.
fn outside(text: &str) -> Vec<usize> {
    let (mut places, mut depth, mut quote) = (vec![], 0_i32, None);
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if char == '\\' => escaped = true,
            Some(open) if open == char => quote = None,
            Some(_) => {}
            None => {
                if matches!(char, ')' | ']' | '}') {
                    depth -= 1;
                }
                if depth == 0 && char.is_ascii() {
                    places.push(at);
                }
                match char {
                    '\'' | '"' | '`' => quote = Some(char),
                    '(' | '[' | '{' => depth += 1,
                    _ => {}
                }
            }
        }
    }
    places
}

pub fn literal(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(value) = value::parse(text) {
        return Some(value);
    }
    // Texts may stand in single quotes.
    let is_plain = |text: &str| !text.contains(['"', '\\']);
    is_plain(text).then(|| value::parse(&text.replace('\'', "\"")).ok()).flatten()
}

fn opaque(text: &str) -> Formula {
    let (reads, values) = spoken_of(text, true);
    Formula::Opaque(reads, values)
}

/// What an expression reads, and the literals in it.
#[must_use]
pub fn spoken_of(text: &str, jsonata: bool) -> (Vec<Read>, Vec<Value>) {
    let (mut reads, mut values) = (vec![], vec![]);
    // One of many stands for all of them.
    let text = text.replace(".**.", ".").replace("[*]", "[0]").replace("[-1]", "[0]");
    let mut rest = text.as_str();
    while let Some(char) = rest.chars().next() {
        let after = &rest[char.len_utf8()..];
        rest = match char {
            '$' => {
                let found = if jsonata { read_jsonata(rest) } else { read_path(rest) };
                match found {
                    Some((read, left)) if left.len() < rest.len() => {
                        if !reads.contains(&read) {
                            reads.push(read);
                        }
                        left
                    }
                    _ => after.trim_start_matches(|char: char| char.is_alphanumeric()),
                }
            }
            '\'' | '"' => match after.split_once(char) {
                Some((inside, left)) => {
                    values.push(Value::from(inside));
                    left
                }
                None => after,
            },
            '0'..='9' => {
                let end = rest.find(|char: char| !(char.is_ascii_digit() || char == '.')).unwrap_or(rest.len());
                values.extend(value::parse(&rest[..end]).ok());
                &rest[end..]
            }
            _ if char.is_alphabetic() => after.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_'),
            _ => after,
        };
    }
    values.dedup();
    (reads, values)
}
