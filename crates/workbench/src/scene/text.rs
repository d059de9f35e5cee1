//! How wide text is, and how many lines it takes: estimated by one table, so that the same definition gives the same picture
//! everywhere. The table is that of a wide, bold face; most fonts need less.

/// The size of a name, and the height of one of its lines.
pub const NAME: (f64, f64) = (13.0, 16.0);
/// The size of the quiet line.
pub const LINE: f64 = 12.0;
/// How much narrower regular letters are than bold ones.
const REGULAR: f64 = 0.92;

/// The widths of the letters from space to tilde, in hundredths of the font's size.
#[rustfmt::skip]
const WIDTHS: [u8; 95] = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 59,
    100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50,
    50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
];
/// Letters of other alphabets; those from here on are as wide as they are high.
const OTHER: f64 = 0.75;
const WIDE_FROM: char = '\u{1100}';

/// The width of bold text of a size.
#[must_use]
pub fn bold_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of regular text of a size.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    bold_width(text, size) * REGULAR
}

fn em(letter: char) -> f64 {
    match (letter as usize).checked_sub(32).and_then(|index| WIDTHS.get(index)) {
        Some(hundredths) => f64::from(*hundredths) / 100.0,
        None if letter >= WIDE_FROM => 1.05,
        None => OTHER,
    }
}

/// A name cut where it may go on in the next line: after spaces and signs, and where a word begins inside another, as in
/// `ProcessPayment`.
#[must_use]
pub fn pieces(name: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = name.char_indices().peekable();
    let mut before = ' ';
    while let Some((_, letter)) = letters.next() {
        let Some(&(at, next)) = letters.peek() else { break };
        let after_sign = matches!(letter, ' ' | '-' | '_' | '.' | '/' | ':' | ',') && next != ' ';
        let into_word = !letter.is_ascii_uppercase() && letter != ' ' && next.is_ascii_uppercase() && is_letter(letter);
        let after_capitals = before.is_ascii_uppercase() && letter.is_ascii_uppercase() && {
            let mut ahead = letters.clone();
            ahead.next();
            next.is_ascii_uppercase() && ahead.peek().is_some_and(|(_, third)| third.is_ascii_lowercase())
        };
        if after_sign || into_word || after_capitals {
            pieces.push(&name[start..at]);
            start = at;
        }
        before = letter;
    }
    pieces.push(&name[start..]);
    pieces
}

/// Letters of other alphabets are taken for small ones: their tables are large, and names in them are rarely written together.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_lowercase() || !letter.is_ascii()
}

/// How many lines a bold name takes in so much room; a piece that is wider than that is broken.
#[must_use]
pub fn lines(name: &str, size: f64, room: f64) -> usize {
    let mut lines = 1;
    let mut used = 0.0;
    for piece in pieces(name) {
        let whole = bold_width(piece, size);
        // A space at the end of a line hangs over.
        let needed = bold_width(piece.trim_end(), size);
        if used > 0.0 && used + needed > room {
            lines += 1;
            used = 0.0;
        }
        if needed <= room {
            used += whole;
            continue;
        }
        for letter in piece.chars() {
            let wide = em(letter) * size;
            if used > 0.0 && used + wide > room {
                lines += 1;
                used = 0.0;
            }
            used += wide;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_words() {
        for (name, cut) in [
            ("Check the order", vec!["Check ", "the ", "order"]),
            ("ProcessHTTPRequest", vec!["Process", "HTTP", "Request"]),
            ("wait-for_it", vec!["wait-", "for_", "it"]),
            ("Prüfe Ärger", vec!["Prüfe ", "Ärger"]),
            ("A", vec!["A"]),
            ("", vec![""]),
        ] {
            assert_eq!(pieces(name), cut);
        }
    }

    #[test]
    fn a_line_is_taken_when_there_is_no_room_and_long_words_break() {
        assert_eq!(lines("Check the order", NAME.0, 500.0), 1);
        assert_eq!(lines("Check the order", NAME.0, 80.0), 2);
        assert_eq!(lines(&"m".repeat(40), NAME.0, 140.0), 4);
        assert_eq!(lines("", NAME.0, 10.0), 1);
    }
}
