//! JSON as Jackson reads it, which `States.StringToJson` runs: what is wrong with a text in its words, at its place.
//!
//! Like `ObjectMapper.readTree` it takes the first value and leaves what follows.

/// Where the first value of a text ends.
pub(super) fn first_value(text: &str) -> Result<usize, String> {
    let mut reader = Reader { text, at: 0, open: Vec::new() };
    reader.first_value()?;
    Ok(reader.at)
}

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/// How much of an unknown token is repeated.
const TOKEN: usize = 256;
/// `StreamReadConstraints`: the most arrays and objects within each other, and the most digits of a number's part.
const DEPTH: usize = 1000;
const DIGITS: usize = 1000;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The arrays and objects around, with where they start.
    open: Vec<(Kind, usize)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Array,
    Object,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let char = self.peek();
        self.at += char.map_or(0, char::len_utf8);
        char
    }

    fn first_value(&mut self) -> Read<()> {
        loop {
            let char = match self.skip_blanks()? {
                Some(char) => char,
                None => return self.unclosed(),
            };
            self.value(char)?;
            // A value that is open goes on with its first member or item, a closed one with what follows it.
            while !self.enter()? {
                if self.open.is_empty() {
                    return Ok(());
                }
                if self.follow()? {
                    break;
                }
            }
        }
    }

    /// Whether a value stands next: just inside an opening bracket, past the name of a member.
    fn enter(&mut self) -> Read<bool> {
        let Some((kind, start)) = self.open.last().copied() else { return Ok(false) };
        if self.at != start + 1 {
            return Ok(false);
        }
        let Some(char) = self.skip_blanks()? else { return self.unclosed().map(|()| false) };
        if matches!(char, ']' | '}') {
            self.close(char)?;
            return Ok(false);
        }
        if kind == Kind::Object {
            self.name(char)?;
        }
        Ok(true)
    }

    /// What comes after an item or member: `false` when it closes the array or object.
    fn follow(&mut self) -> Read<bool> {
        let Some(char) = self.skip_blanks()? else { return self.unclosed().map(|()| false) };
        if matches!(char, ']' | '}') {
            self.close(char)?;
            return Ok(false);
        }
        let described = self.described();
        if char != ',' {
            return Err(self.unexpected(char, &format!("was expecting comma to separate {described} entries")));
        }
        self.take();
        let Some(char) = self.skip_blanks()? else {
            return Err(self.error(&format!("Unexpected end-of-input within/between {described} entries")));
        };
        if described == "Object" {
            self.name(char)?;
        }
        Ok(true)
    }

    fn described(&self) -> &'static str {
        match self.open.last() {
            None => "root",
            Some((Kind::Array, _)) => "Array",
            Some((Kind::Object, _)) => "Object",
        }
    }

    fn close(&mut self, char: char) -> Read<()> {
        let (kind, wanted) = if char == ']' { (Kind::Array, '}') } else { (Kind::Object, ']') };
        match self.open.last() {
            Some((open, _)) if *open == kind => {
                self.open.pop();
                self.take();
                Ok(())
            }
            Some((_, start)) => {
                let (described, start) = (self.described(), self.location(*start));
                Err(self.error(&format!(
                    "Unexpected close marker '{char}': expected '{wanted}' (for {described} starting at {start})"
                )))
            }
            None => {
                let described = if kind == Kind::Array { "Array" } else { "Object" };
                Err(self.error(&format!("Unexpected close marker '{char}': no open {described} to close")))
            }
        }
    }

    /// A member's name and the colon after it.
    fn name(&mut self, char: char) -> Read<()> {
        if char != '"' {
            return Err(self.unexpected(char, "was expecting double-quote to start field name"));
        }
        self.take();
        self.string("Unexpected end-of-input in field name", "name")?;
        let between = "Unexpected end-of-input within/between Object entries";
        match self.skip_blanks()? {
            Some(':') => self.take(),
            Some(char) => return Err(self.unexpected(char, "was expecting a colon to separate field name and value")),
            None => return Err(self.error(between)),
        };
        match self.skip_blanks()? {
            Some(_) => Ok(()),
            None => Err(self.error(between)),
        }
    }

    fn value(&mut self, char: char) -> Read<()> {
        match char {
            '"' => {
                self.take();
                self.string("Unexpected end-of-input: was expecting closing quote for a string value", "string value")
            }
            '[' | '{' => {
                self.open.push((if char == '[' { Kind::Array } else { Kind::Object }, self.at));
                self.take();
                let depth = self.open.len();
                if depth > DEPTH {
                    return Err(format!(
                        "Document nesting depth ({depth}) exceeds the maximum allowed ({DEPTH}, from `StreamReadConstraints.getMaxNestingDepth()`)"
                    ));
                }
                Ok(())
            }
            '}' | ']' if self.open.is_empty() => self.close(char),
            't' => self.word("true"),
            'f' => self.word("false"),
            'n' => self.word("null"),
            '-' | '0'..='9' => self.number(char),
            'N' => self.non_standard("NaN"),
            'I' => self.non_standard("Infinity"),
            '+' => self.plus(),
            char if starts_identifier(char) => Err(self.unrecognised(self.at)),
            char => Err(self.unexpected(char, &format!("expected a valid value {VALUES}"))),
        }
    }

    fn plus(&mut self) -> Read<()> {
        let start = self.at;
        self.take();
        match self.peek() {
            Some('I') => self.infinity(start, "+"),
            Some(_) => Err(self.no_plus()),
            None => Err(self.error("Unexpected end-of-input in a Number value")),
        }
    }

    fn no_plus(&self) -> String {
        self.error(
            "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs: \
             enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
        )
    }

    /// An `I` after a sign that stands at `start`.
    fn infinity(&mut self, start: usize, sign: &str) -> Read<()> {
        let word = match self.text[self.at + 1..].chars().next() {
            Some('N') => "INF",
            Some('n') => "Infinity",
            Some(_) if sign == "+" => {
                self.take();
                return Err(self.no_plus());
            }
            Some(char) => {
                self.take();
                return Err(self.in_number(char, "expected digit (0-9) to follow minus sign, for valid numeric value"));
            }
            None => {
                self.take();
                return Err(self.error("Unexpected end-of-input in a Number value"));
            }
        };
        self.word_from(start, word)?;
        Err(self.not_standard(&format!("{sign}{word}")))
    }

    fn word(&mut self, word: &str) -> Read<()> {
        self.word_from(self.at, word)
    }

    /// A word that stands next, and is told with what stands before it from `start` on where it is another one.
    fn word_from(&mut self, start: usize, word: &str) -> Read<()> {
        for wanted in word.chars() {
            if self.peek() != Some(wanted) {
                return Err(self.unrecognised(start));
            }
            self.take();
        }
        if self.peek().is_some_and(continues_identifier) {
            return Err(self.unrecognised(start));
        }
        Ok(())
    }

    fn non_standard(&mut self, word: &str) -> Read<()> {
        self.word(word)?;
        Err(self.not_standard(word))
    }

    fn not_standard(&self, token: &str) -> String {
        self.error(&format!("Non-standard token '{token}': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"))
    }

    fn unrecognised(&mut self, start: usize) -> String {
        while self.peek().is_some_and(continues_identifier) && self.at - start < TOKEN {
            self.take();
        }
        let cut = if self.at - start >= TOKEN { "..." } else { "" };
        self.error(&format!("Unrecognized token '{}{cut}': was expecting {VALUES}", &self.text[start..self.at]))
    }

    fn number(&mut self, first: char) -> Read<()> {
        if first == '-' {
            let start = self.at;
            self.take();
            match self.peek() {
                Some('0'..='9') => {}
                Some('I') => return self.infinity(start, "-"),
                Some('.') => return Err(self.unexpected('.', &format!("expected a valid value {VALUES}"))),
                Some(char) => {
                    return Err(self.in_number(char, "expected digit (0-9) to follow minus sign, for valid numeric value"));
                }
                None => return Err(self.error("Unexpected end-of-inputNo digit following sign")),
            }
        }
        if self.take() == Some('0') && self.peek().is_some_and(|char| char.is_ascii_digit()) {
            return Err(self.error("Invalid numeric value: Leading zeroes not allowed"));
        }
        within_limit(1 + self.digits())?;
        if self.peek() == Some('.') {
            self.take();
            if self.peek().is_none() {
                self.at -= 1;
                return Err(self.in_number('.', "Decimal point not followed by a digit"));
            }
            within_limit(self.some_digits("Decimal point not followed by a digit")?)?;
        }
        if let Some('e' | 'E') = self.peek() {
            self.take();
            if let Some('+' | '-') = self.peek() {
                self.take();
            }
            if self.peek().is_none() {
                return Err(self.error("Unexpected end-of-inputexpected a digit for number exponent"));
            }
            self.some_digits("Exponent indicator not followed by a digit")?;
        }
        match self.peek() {
            Some(char) if self.open.is_empty() && !matches!(char, ' ' | '\t' | '\n' | '\r') => {
                Err(self.unexpected(char, "Expected space separating root-level values"))
            }
            _ => Ok(()),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|char| char.is_ascii_digit()) {
            self.take();
        }
        self.at - start
    }

    /// How many digits follow, at least one; what stands there instead is blamed at the place before it.
    fn some_digits(&mut self, complaint: &str) -> Read<usize> {
        match (self.digits(), self.peek()) {
            (0, Some(char)) => {
                self.at -= 1;
                Err(self.in_number(char, complaint))
            }
            (count, _) => Ok(count),
        }
    }

    fn in_number(&self, char: char, comment: &str) -> String {
        self.error(&format!("Unexpected character ({}) in numeric value: {comment}", described(char)))
    }

    /// The rest of a string whose opening quote is taken.
    fn string(&mut self, end: &str, what: &str) -> Read<()> {
        loop {
            match self.peek() {
                None => return Err(self.error(end)),
                Some('"') => {
                    self.take();
                    return Ok(());
                }
                Some('\\') => {
                    self.take();
                    self.escape()?;
                }
                Some(char) if char < ' ' => {
                    return Err(self.error(&format!(
                        "Illegal unquoted character ({}): has to be escaped using backslash to be included in {what}",
                        described(char)
                    )));
                }
                Some(_) => {
                    self.take();
                }
            }
        }
    }

    fn escape(&mut self) -> Read<()> {
        const END: &str = "Unexpected end-of-input in character escape sequence";
        match self.peek() {
            None => Err(self.error(END)),
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                self.take();
                Ok(())
            }
            Some('u') => {
                self.take();
                for _ in 0..4 {
                    match self.peek() {
                        Some(char) if char.is_ascii_hexdigit() => self.take(),
                        Some(char) => {
                            return Err(self.unexpected(char, "expected a hex-digit for character escape sequence"));
                        }
                        None => return Err(self.error(END)),
                    };
                }
                Ok(())
            }
            Some(char) => Err(self.error(&format!("Unrecognized character escape {}", described(char)))),
        }
    }

    fn skip_blanks(&mut self) -> Read<Option<char>> {
        loop {
            match self.peek() {
                Some(' ' | '\t' | '\n' | '\r') => {
                    self.take();
                }
                Some('/') => {
                    let comment = "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not \
                                   enabled for parser)";
                    return Err(self.unexpected('/', comment));
                }
                Some(char) if char < ' ' => {
                    self.take();
                    return Err(self.error(&format!(
                        "Illegal character ({}): only regular white space (\\r, \\n, \\t) is allowed between tokens",
                        described(char)
                    )));
                }
                other => return Ok(other),
            }
        }
    }

    /// The text has ended, though an array or object is open.
    fn unclosed(&self) -> Read<()> {
        let Some((_, start)) = self.open.last() else { return Ok(()) };
        let (marker, start) = (self.described(), self.location(*start));
        Err(self.error(&format!("Unexpected end-of-input: expected close marker for {marker} (start marker at {start})")))
    }

    fn unexpected(&self, char: char, comment: &str) -> String {
        self.error(&format!("Unexpected character ({}): {comment}", described(char)))
    }

    fn error(&self, message: &str) -> String {
        self.error_at(message, self.at)
    }

    fn error_at(&self, message: &str, at: usize) -> String {
        format!("{message}\n at {}", self.location(at))
    }

    fn location(&self, at: usize) -> String {
        let before = &self.text[..at];
        let mut line = 1;
        let mut start = 0;
        for (offset, byte) in before.bytes().enumerate() {
            if byte == b'\n' || (byte == b'\r' && before.as_bytes().get(offset + 1) != Some(&b'\n')) {
                line += 1;
                start = offset + 1;
            }
        }
        location(line, before[start..].encode_utf16().count() + 1)
    }
}

fn location(line: usize, column: usize) -> String {
    format!("[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {line}, column: {column}]")
}

fn within_limit(digits: usize) -> Read<()> {
    if digits <= DIGITS {
        return Ok(());
    }
    Err(format!(
        "Number value length ({digits}) exceeds the maximum allowed ({DIGITS}, from `StreamReadConstraints.getMaxNumberLength()`)"
    ))
}

/// A character is one of UTF-16: of those that are two, the first alone is none that can be written.
fn described(char: char) -> String {
    let code = u32::from(char.encode_utf16(&mut [0; 2])[0]);
    let char = if char.len_utf16() == 1 { char } else { '?' };
    match code {
        0..0x20 | 0x7f..0xa0 => format!("(CTRL-CHAR, code {code})"),
        0x100.. => format!("'{char}' (code {code} / 0x{code:x})"),
        _ => format!("'{char}' (code {code})"),
    }
}

fn starts_identifier(char: char) -> bool {
    char.is_alphabetic() || matches!(char, '_' | '$' | '£' | '¥' | '€' | '¢')
}

fn continues_identifier(char: char) -> bool {
    starts_identifier(char) || char.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<usize, (&str, usize, usize)>) {
        let expected = expected.map_err(|(message, line, column)| format!("{message}\n at {}", location(line, column)));
        assert_eq!(first_value(text), expected, "{text:?}");
    }

    #[test]
    fn the_first_value_counts() {
        for (text, end) in [
            ("1", 1),
            (" {\"a\": [1, {}, []], \"b\": null} x", 30),
            ("\"a\\u00e9\\n\"", 11),
            ("-0.5e+10 2", 8),
            ("[]", 2),
            ("true", 4),
            ("null]", 4),
        ] {
            check(text, Ok(end));
        }
    }

    /// The first two are recordings; the rest is what Jackson 2.18 and 2.21 say.
    #[test]
    fn mistakes_are_told_in_the_words_of_jackson() {
        let values = |what: &str| format!("{what} {VALUES}");
        let unexpected = |char: char, what: &str| format!("Unexpected character ('{char}' (code {})): {what}", char as u32);
        let start = |column: usize| location(1, column);
        for (text, message, line, column) in [
            ("{bad json}", unexpected('b', "was expecting double-quote to start field name"), 1, 2),
            ("undefined", values("Unrecognized token 'undefined': was expecting"), 1, 10),
            ("{'a': 1}", unexpected('\'', "was expecting double-quote to start field name"), 1, 2),
            ("{\"a\" 1}", unexpected('1', "was expecting a colon to separate field name and value"), 1, 6),
            ("{\"a\":1,}", unexpected('}', "was expecting double-quote to start field name"), 1, 8),
            ("{\"a\":}", values(&unexpected('}', "expected a valid value")), 1, 6),
            ("}", "Unexpected close marker '}': no open Object to close".to_owned(), 1, 1),
            ("]", "Unexpected close marker ']': no open Array to close".to_owned(), 1, 1),
            ("-", "Unexpected end-of-inputNo digit following sign".to_owned(), 1, 2),
            ("1e+", "Unexpected end-of-inputexpected a digit for number exponent".to_owned(), 1, 4),
            ("-.5", values(&unexpected('.', "expected a valid value")), 1, 2),
            ("+", "Unexpected end-of-input in a Number value".to_owned(), 1, 2),
            ("-Inf", values("Unrecognized token '-Inf': was expecting"), 1, 5),
            (
                "+Infinity",
                "Non-standard token '+Infinity': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow".to_owned(),
                1,
                10,
            ),
            (
                "[1e]",
                "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit".to_owned(),
                1,
                3,
            ),
            ("😀", values("Unexpected character ('?' (code 55357 / 0xd83d)): expected a valid value"), 1, 1),
            ("[1,]", values(&unexpected(']', "expected a valid value")), 1, 4),
            ("[1 2]", unexpected('2', "was expecting comma to separate Array entries"), 1, 4),
            ("{\"a\":1 \"b\":2}", unexpected('"', "was expecting comma to separate Object entries"), 1, 8),
            ("{\"a\":\n  @}", values(&unexpected('@', "expected a valid value")), 2, 3),
            ("{", format!("Unexpected end-of-input: expected close marker for Object (start marker at {})", start(1)), 1, 2),
            ("[[1]", format!("Unexpected end-of-input: expected close marker for Array (start marker at {})", start(1)), 1, 5),
            ("[1,", "Unexpected end-of-input within/between Array entries".to_owned(), 1, 4),
            ("{\"a\":", "Unexpected end-of-input within/between Object entries".to_owned(), 1, 6),
            ("{\"a", "Unexpected end-of-input in field name".to_owned(), 1, 4),
            ("\"abc", "Unexpected end-of-input: was expecting closing quote for a string value".to_owned(), 1, 5),
            ("[1}", format!("Unexpected close marker '}}': expected ']' (for Array starting at {})", start(1)), 1, 3),
            ("tru", values("Unrecognized token 'tru': was expecting"), 1, 4),
            ("truely", values("Unrecognized token 'truely': was expecting"), 1, 7),
            ("hello world", values("Unrecognized token 'hello': was expecting"), 1, 6),
            ("NaN", "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow".to_owned(), 1, 4),
            ("01", "Invalid numeric value: Leading zeroes not allowed".to_owned(), 1, 2),
            (
                "1.x",
                "Unexpected character ('x' (code 120)) in numeric value: Decimal point not followed by a digit".to_owned(),
                1,
                2,
            ),
            ("1a", unexpected('a', "Expected space separating root-level values"), 1, 2),
            ("\"\\q\"", "Unrecognized character escape 'q' (code 113)".to_owned(), 1, 3),
        ] {
            check(text, Err((&message, line, column)));
        }
    }
}
