//! Comma-separated values as the documentation of the ItemReader has them: double quotes enclose and are kept by repeating
//! them, a backslash escapes a backslash, a double quote or the separator and is dropped before anything else.

/// The fields of each line that is not empty.
pub(super) fn rows(delimiter: u8, body: &str) -> Vec<Vec<String>> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let mut reader = Reader { chars: body.chars().peekable(), delimiter: char::from(delimiter) };
    let mut rows = Vec::new();
    while reader.chars.peek().is_some() {
        let row = reader.row();
        if row.len() > 1 || !row[0].is_empty() {
            rows.push(row);
        }
    }
    rows
}

struct Reader<'b> {
    chars: std::iter::Peekable<std::str::Chars<'b>>,
    delimiter: char,
}

impl Reader<'_> {
    fn row(&mut self) -> Vec<String> {
        let mut row = vec![self.field()];
        while self.chars.next_if_eq(&self.delimiter).is_some() {
            row.push(self.field());
        }
        self.chars.next_if_eq(&'\r');
        self.chars.next_if_eq(&'\n');
        row
    }

    /// Up to the separator or the end of the line.
    fn field(&mut self) -> String {
        let mut field = String::new();
        let mut quoted = self.chars.next_if_eq(&'"').is_some();
        while let Some(char) = self.chars.peek().copied() {
            if !quoted && (char == self.delimiter || matches!(char, '\n' | '\r')) {
                break;
            }
            self.chars.next();
            match char {
                '\\' => field.extend(self.chars.next_if(|next| !matches!(next, '\n' | '\r'))),
                '"' if self.chars.next_if_eq(&'"').is_some() => field.push('"'),
                '"' if quoted => quoted = false,
                char => field.push(char),
            }
        }
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(delimiter: u8, body: &str, expected: &[&[&str]]) {
        assert_eq!(rows(delimiter, body), expected, "{body}");
    }

    #[test]
    fn the_examples_of_the_documentation() {
        check(
            b',',
            "path,size\nC:\\\\Program Files\\\\MyApp.exe,6534512\n",
            &[&["path", "size"], &["C:\\Program Files\\MyApp.exe", "6534512"]],
        );
        check(b',', "a,\"b,c\nd\",e", &[&["a", "b,c\nd", "e"]]);
        check(b',', "a,\"say \"\"hi\"\"\"", &[&["a", "say \"hi\""]]);
    }

    #[test]
    fn backslashes_escape_separators_quotes_and_themselves() {
        check(b',', r"a\,b,c", &[&["a,b", "c"]]);
        check(b'|', r"a\|b|c,d", &[&["a|b", "c,d"]]);
        check(b',', r#"\"a\",b"#, &[&["\"a\"", "b"]]);
        check(b',', r#""a\"b",c"#, &[&["a\"b", "c"]]);
        check(b',', r"\q,a\\b", &[&["q", "a\\b"]]);
        check(b',', "a\\\nb", &[&["a"], &["b"]]);
    }

    #[test]
    fn quotes_within_fields_lines_and_odd_ends() {
        check(b',', "a\"\"b,c\"d", &[&["a\"b", "c\"d"]]);
        check(b',', "\"\",x", &[&["", "x"]]);
        check(b',', "a\r\n\r\n\nb,\r\n", &[&["a"], &["b", ""]]);
        check(b',', "\u{feff}a,b", &[&["a", "b"]]);
        check(b',', "\"open,\nend", &[&["open,\nend"]]);
        check(b'\t', "a\tb c", &[&["a", "b c"]]);
        check(b',', "", &[]);
    }
}
