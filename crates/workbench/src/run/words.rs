//! Times and sizes in words.

/// Virtual milliseconds as people say them: `350 ms`, `6 s`, `2 min 5 s`, `3 h 2 min`, `12 d 4 h`.
#[must_use]
pub fn duration(millis: u64) -> String {
    let seconds = millis / 1000;
    let pair = |large: u64, large_unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{large} {large_unit}"),
        _ => format!("{large} {large_unit} {small} {small_unit}"),
    };
    match seconds {
        0 if millis > 0 => format!("{millis} ms"),
        0..60 if millis.is_multiple_of(1000) => format!("{seconds} s"),
        0..60 => format!("{:.1} s", millis as f64 / 1000.0),
        60..3600 => pair(seconds / 60, "min", seconds % 60, "s"),
        3600..86_400 => pair(seconds / 3600, "h", seconds % 3600 / 60, "min"),
        _ => pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h"),
    }
}

/// Bytes as people say them.
#[must_use]
pub fn size(bytes: usize) -> String {
    if bytes < 1024 { format!("{bytes} B") } else { format!("{:.1} KB", bytes as f64 / 1024.0) }
}

/// A text of at most so many characters; a longer one is cut.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Such as `1 event`, `3 events`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_at_most_two_units() {
        for (millis, words) in [
            (0, "0 s"),
            (350, "350 ms"),
            (6000, "6 s"),
            (3500, "3.5 s"),
            (125_000, "2 min 5 s"),
            (10_920_000, "3 h 2 min"),
            (1_051_200_000, "12 d 4 h"),
        ] {
            assert_eq!(duration(millis), words);
        }
    }
}
