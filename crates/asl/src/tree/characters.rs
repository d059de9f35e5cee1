//! Strings between their JSON spelling and their value.

use std::borrow::Cow;

/// The value of a string's text between the quotes. What is no right escape stays as written.
#[must_use]
pub fn decode(inner: &str) -> Cow<'_, str> {
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut result = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        result.push_str(&rest[..at]);
        let (character, length) = escape(&rest[at..]).unwrap_or(('\\', 1));
        result.push(character);
        rest = &rest[at + length..];
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// Where in a string's text between the quotes the byte `offset` of its value is written.
pub(super) fn written_offset(inner: &str, offset: usize) -> usize {
    let (mut written, mut value) = (0, 0);
    while value < offset && written < inner.len() {
        let rest = &inner[written..];
        let (character, length) = if rest.starts_with('\\') { escape(rest).unwrap_or(('\\', 1)) } else { first(rest) };
        value += character.len_utf8();
        written += length;
    }
    written
}

fn first(text: &str) -> (char, usize) {
    text.chars().next().map_or((' ', 1), |character| (character, character.len_utf8()))
}

/// The text as a JSON string, quotes included; only what must be escaped is.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 2);
    result.push('"');
    for character in text.chars() {
        match character {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '\u{8}' => result.push_str("\\b"),
            '\u{c}' => result.push_str("\\f"),
            control if control < ' ' => result.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => result.push(other),
        }
    }
    result.push('"');
    result
}

/// The character that the escape at the start of `text` stands for, and the escape's length in bytes.
/// Half a surrogate pair stands for the replacement character.
pub(super) fn escape(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text),
        _ => return None,
    };
    Some((character, 2))
}

fn unicode(text: &str) -> Option<(char, usize)> {
    let first = unit(text)?;
    if !(0xD800..0xDC00).contains(&first) {
        return Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6));
    }
    match text.get(6..).and_then(unit) {
        Some(second) if (0xDC00..0xE000).contains(&second) => {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12))
        }
        _ => Some((char::REPLACEMENT_CHARACTER, 6)),
    }
}

/// The UTF-16 unit of `\uXXXX` at the start of `text`.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_value_agree() {
        for (inner, value) in [
            ("plain", "plain"),
            (r#"a\"b\\c\/d\n\t"#, "a\"b\\c/d\n\t"),
            (r"\u00e9\ud83d\ude00", "é😀"),
            (r"\ud83dx", "\u{fffd}x"),
            (r"\q \u12", "\\q \\u12"),
        ] {
            assert_eq!(decode(inner), value, "{inner}");
        }
        assert_eq!(written_offset(r#"a\"b\u00e9c"#, 3), 4);
        assert_eq!(written_offset(r#"a\"b\u00e9c"#, 5), 10);
        for value in ["", "a\"b\\", "line\nline\r\u{1}é"] {
            let quoted = quote(value);
            assert_eq!(decode(&quoted[1..quoted.len() - 1]), value);
        }
    }
}
