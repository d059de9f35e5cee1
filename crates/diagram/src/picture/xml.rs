//! Text inside XML.

/// A text as XML writes it, between tags or in a quoted attribute. What XML cannot hold becomes a replacement character.
pub fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\r' => made.push_str("&#13;"),
            '\n' | '\t' => made.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => made.push('\u{fffd}'),
            _ => made.push(letter),
        }
    }
    made
}

/// The text that is written so.
pub fn unescaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.split_once(';').and_then(|(name, after)| Some((letter(&name[1..])?, after))) {
            Some((letter, after)) => {
                made.push(letter);
                rest = after;
            }
            None => {
                made.push('&');
                rest = &rest[1..];
            }
        }
    }
    made + rest
}

fn letter(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["", "a < b && \"c\" > 'd'\r\n\t", "&amp; & &unknown; &#x; ünïcode 😀"] {
            assert_eq!(unescaped(&escaped(text)), text);
        }
        assert_eq!(unescaped("&#65;&#x42;&apos;&nothing;&"), "AB'&nothing;&");
        assert_eq!(escaped("a\u{1}b"), "a\u{fffd}b");
    }
}
