//! Texts as scalars of YAML.

use crate::surgery::habits::Habits;
use crate::tree::quote;

/// Whether nothing is misread where the text stands without quotes.
pub fn is_plain(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " _-./$():@%*+=".contains(letter);
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$');
    let word = text.to_ascii_lowercase();
    let ambiguous = matches!(&*word, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    let ends = !text.ends_with([' ', ':']) && !text.contains(": ");
    starts && !ambiguous && ends && text.chars().all(plain)
}

/// A member's name.
pub fn name(text: &str, habits: Habits) -> String {
    if is_plain(text) && !text.contains(':') && !habits.quotes_names { text.to_owned() } else { in_quotes(text, habits.quote) }
}

/// A text as a value.
pub fn value(text: &str, habits: Habits) -> String {
    if is_plain(text) && !habits.quotes_values { text.to_owned() } else { in_quotes(text, habits.quote) }
}

/// A text as a value between brackets.
pub fn between_brackets(text: &str, habits: Habits) -> String {
    if text.contains(':') { in_quotes(text, habits.quote) } else { value(text, habits) }
}

/// A text in these quotes, or in double ones where it needs escapes.
fn in_quotes(text: &str, mark: char) -> String {
    let needs_escapes = text.chars().any(|letter| letter.is_control() || matches!(letter, '\u{feff}' | '\u{2028}' | '\u{2029}'));
    if mark == '\'' && !needs_escapes { format!("'{}'", text.replace('\'', "''")) } else { quote(text) }
}

/// A text in place of another, quoted as that one was.
pub fn like(old: &str, text: &str, habits: Habits) -> String {
    match old.chars().next() {
        Some(mark @ ('"' | '\'')) => in_quotes(text, mark),
        _ if is_plain(text) && !old.is_empty() && !old.starts_with(['|', '>', '[', '{']) => text.to_owned(),
        _ => value(text, habits),
    }
}

/// A text of several lines as a block, its lines at the margin; `None` where quotes are needed.
pub fn lines(text: &str) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let printable =
        |letter: char| letter == '\n' || !(letter.is_control() || matches!(letter, '\u{feff}' | '\u{2028}' | '\u{2029}'));
    let fits =
        body.contains('\n') && text.chars().all(printable) && !text.starts_with([' ', '\n']) && !body.ends_with(['\n', ' ']);
    let spaces = body.lines().any(|line| !line.is_empty() && line.trim_start_matches(' ').is_empty());
    let sign = if text.ends_with('\n') { "|" } else { "|-" };
    (fits && !spaces).then(|| format!("{sign}\n{body}"))
}
