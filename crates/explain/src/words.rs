//! Wording that all explanations share.

use value::Value;

/// Longer values are cut.
const LONGEST: usize = 80;

/// A value as JSON, cut where it is long.
pub fn short(value: &Value) -> String {
    cut(&value.to_json())
}

/// A text, cut where it is long.
pub fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// Names in code marks.
pub fn names<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    list(&names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>(), word)
}

/// `1 item`, `3 items`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// `first`, `second`, … `12th`.
pub fn ordinal(number: usize) -> String {
    const WORDS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    if let Some(word) = number.checked_sub(1).and_then(|index| WORDS.get(index)) {
        return (*word).to_owned();
    }
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Seconds as people say them: `0.5 s`, `90 s` is `1 min 30 s`.
pub fn seconds(seconds: f64) -> String {
    if seconds < 60.0 || seconds.fract() != 0.0 || seconds > 1e9 {
        return format!("{} s", (seconds * 1000.0).round() / 1000.0);
    }
    let mut rest = seconds as u64;
    let mut parts = Vec::new();
    for (unit, name) in [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")] {
        if rest >= unit {
            parts.push(format!("{} {name}", rest / unit));
            rest %= unit;
        }
    }
    parts.join(" ")
}

/// The same of milliseconds.
pub fn millis(millis: u64) -> String {
    seconds(millis as f64 / 1000.0)
}

/// A sentence with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The heart of a `{% … %}` string.
pub fn expression(written: &str) -> &str {
    let text = written.trim();
    text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}")).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_read_like_english() {
        assert_eq!([1, 2, 10, 11, 21, 22, 112, 113].map(ordinal).join(" "), "first second 10th 11th 21st 22nd 112th 113th");
        assert_eq!([0.5, 5.0, 90.0, 3600.0, 90_061.0].map(seconds).join(", "), "0.5 s, 5 s, 1 min 30 s, 1 h, 1 d 1 h 1 min 1 s");
        assert_eq!(names(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!((times(1), times(2), times(3)), ("once".to_owned(), "twice".to_owned(), "3 times".to_owned()));
    }
}
