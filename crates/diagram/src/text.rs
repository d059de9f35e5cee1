//! How wide text is, and how many lines it takes: estimated by one table, so that the same definition gives the same picture
//! everywhere. The table is that of a wide, bold face; most fonts need less.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

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

/// A name with all that no reader sees, or that turns the order of its letters, written out as ⟨U+202E⟩: of two names that look
/// the same one could be another.
#[must_use]
pub fn visible(name: &Arc<str>) -> Arc<str> {
    written_out(name, is_hidden).map_or_else(|| Arc::clone(name), Into::into)
}

/// The same in a text, which may have lines and tabs.
#[must_use]
pub fn visible_text(text: &str) -> Cow<'_, str> {
    let hidden = |letter| is_hidden(letter) && !matches!(letter, '\n' | '\r' | '\t');
    written_out(text, hidden).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A text with its hidden letters written out, if it has any.
fn written_out(name: &str, is_hidden: impl Fn(char) -> bool) -> Option<String> {
    let mut shown = String::new();
    let mut before = ' ';
    for (at, letter) in name.char_indices() {
        // Joiners and variants belong to letters of other alphabets, and to pictures.
        let belongs = matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}') && !before.is_ascii();
        before = letter;
        if is_hidden(letter) && !belongs {
            if shown.is_empty() {
                shown.push_str(&name[..at]);
            }
            // Writing to a String cannot fail.
            write!(shown, "⟨U+{:04X}⟩", letter as u32).ok();
        } else if !shown.is_empty() {
            shown.push(letter);
        }
    }
    (!shown.is_empty()).then_some(shown)
}

/// Control characters, and those that have no width or turn the direction of text.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
    breaks(name, size, room, |_| lines += 1);
    lines
}

/// The lines of a bold name in so much room.
#[must_use]
pub fn wrapped(name: &str, size: f64, room: f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    breaks(name, size, room, |at| {
        lines.push(name[start..at].trim_end());
        start = at;
    });
    lines.push(&name[start..]);
    lines
}

/// Tells where each line but the first begins.
fn breaks(name: &str, size: f64, room: f64, mut begins: impl FnMut(usize)) {
    let mut used = 0.0;
    let mut at = 0;
    for piece in pieces(name) {
        let whole = bold_width(piece, size);
        // A space at the end of a line hangs over.
        let needed = bold_width(piece.trim_end(), size);
        if used > 0.0 && used + needed > room {
            begins(at);
            used = 0.0;
        }
        if needed <= room {
            used += whole;
        } else {
            for (index, letter) in piece.char_indices() {
                let wide = em(letter) * size;
                if used > 0.0 && used + wide > room {
                    begins(at + index);
                    used = 0.0;
                }
                used += wide;
            }
        }
        at += piece.len();
    }
}

/// How much of the table's width the face of pictures takes.
const FACE: f64 = 0.88;

/// A regular text as far as there is room for it in a picture, with an ellipsis where it goes on.
#[must_use]
pub fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) * FACE <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size) * FACE;
    let fits = |letter: &char| {
        left -= em(*letter) * REGULAR * size * FACE;
        left >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_in_a_name_is_written_out() {
        for (name, shown) in [
            ("Check the order", "Check the order"),
            ("", ""),
            ("pay\u{202e}redro", "pay⟨U+202E⟩redro"),
            ("\u{200b}Pay", "⟨U+200B⟩Pay"),
            ("a\tb\u{feff}\u{2066}", "a⟨U+0009⟩b⟨U+FEFF⟩⟨U+2066⟩"),
            ("x\u{200d}y", "x⟨U+200D⟩y"),
            ("\u{1f469}\u{200d}\u{1f4bb} codes \u{2764}\u{fe0f}", "\u{1f469}\u{200d}\u{1f4bb} codes \u{2764}\u{fe0f}"),
            ("\u{e0041}", "⟨U+E0041⟩"),
            ("Prüfe Ärger 検査", "Prüfe Ärger 検査"),
        ] {
            assert_eq!(&*visible(&name.into()), shown, "{name:?}");
            assert_eq!(visible(&shown.into()), shown.into(), "what is written out is seen");
        }
        assert_eq!(visible_text("two\n\tlines\r\n"), "two\n\tlines\r\n");
        assert_eq!(visible_text("two\nli\u{202e}sen"), "two\nli⟨U+202E⟩sen");
    }

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

    #[test]
    fn wrapped_names_lose_no_letter_and_cut_texts_fit() {
        for name in ["Check the order", "ProcessHTTPRequest", &"m".repeat(40), "Prüfe Ärger", ""] {
            for room in [10.0, 40.0, 80.0, 500.0] {
                let found = wrapped(name, NAME.0, room);
                assert_eq!(found.len(), lines(name, NAME.0, room));
                assert_eq!(found.concat().replace(' ', ""), name.replace(' ', ""));
            }
        }
        assert_eq!(wrapped("Check the order", NAME.0, 80.0), ["Check the", "order"]);
        assert_eq!(cut("short", LINE, 200.0), "short");
        let long = cut("a sentence that is far too long", LINE, 90.0);
        assert!(long.ends_with('…') && width(&long, LINE) * FACE <= 90.0, "{long}");
    }
}
