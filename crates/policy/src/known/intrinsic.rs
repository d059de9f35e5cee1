//! What a JSONPath or an intrinsic function is known to give: `States.Format` of literals, and variables.

use super::Variables;
use crate::pattern::Pattern;

/// Deeper nesting is not looked into; the service allows ten.
const MAX_DEPTH: usize = 10;

/// The texts that a `.$` member may be.
pub fn texts(source: &str, variables: &Variables) -> Vec<Pattern> {
    value(source.trim(), variables, 0)
}

fn value(source: &str, variables: &Variables, depth: usize) -> Vec<Pattern> {
    if let Some(name) = source.strip_prefix('$').filter(|name| is_name(name)) {
        return variables.get(name).cloned().unwrap_or_else(|| vec![Pattern::any()]);
    }
    if let Some(text) = source.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return vec![Pattern::text(&unescaped(text, &['\'', '\\', '{', '}']))];
    }
    if source.parse::<f64>().is_ok() || matches!(source, "true" | "false") {
        return vec![Pattern::text(source)];
    }
    let inside = source.strip_prefix("States.Format(").and_then(|rest| rest.strip_suffix(')')).filter(|_| depth < MAX_DEPTH);
    inside.and_then(|inside| format(inside, variables, depth)).unwrap_or_else(|| vec![Pattern::any()])
}

/// `States.Format` with its arguments in.
fn format(inside: &str, variables: &Variables, depth: usize) -> Option<Vec<Pattern>> {
    let arguments = arguments(inside);
    let (template, rest) = arguments.split_first()?;
    let template = template.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut made = vec![Pattern::default()];
    let mut rest = rest.iter();
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next().unwrap_or('\\');
                made.iter_mut().for_each(|pattern| pattern.push_text(escaped.encode_utf8(&mut [0; 4])));
            }
            '{' if characters.peek() == Some(&'}') => {
                characters.next();
                let values = value(rest.next()?, variables, depth + 1);
                made = made.iter().flat_map(|before| values.iter().map(|value| before.clone().then(value))).collect();
            }
            _ => made.iter_mut().for_each(|pattern| pattern.push_text(character.encode_utf8(&mut [0; 4]))),
        }
    }
    Some(made.into_iter().map(|pattern| with_placeholders(&pattern)).collect())
}

/// A placeholder that was put together from single characters is one again.
fn with_placeholders(pattern: &Pattern) -> Pattern {
    use crate::pattern::Piece;
    let mut made = Pattern::default();
    for piece in pattern.pieces() {
        match piece {
            Piece::Text(text) => made.extend(Pattern::text(text)),
            other => made.push(other.clone()),
        }
    }
    made
}

/// The arguments between parentheses, split at the commas outside of strings and calls.
fn arguments(inside: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth, mut quoted, mut escaped) = (vec![], 0, 0_i32, false, false);
    for (at, character) in inside.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                found.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(inside[start..].trim());
    found
}

fn unescaped(text: &str, special: &[char]) -> String {
    let mut made = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && special.contains(next) => made.extend(characters.next()),
            _ => made.push(character),
        }
    }
    made
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
