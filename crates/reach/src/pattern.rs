//! A text that a simple regular expression matches.

/// A text that most likely matches: each class by its first character, each repetition as short as it may be but once where it
/// may be left out, the first of alternatives.
#[must_use]
pub fn text_for(pattern: &str) -> String {
    let chars: Vec<char> = pattern.chars().collect();
    alternatives(&chars, &mut 0, 0)
}

/// The first alternative from a place to the end of its group.
fn alternatives(chars: &[char], at: &mut usize, depth: usize) -> String {
    let (mut text, mut is_first) = (String::new(), true);
    while let Some(char) = chars.get(*at).copied() {
        match char {
            ')' => break,
            '|' => {
                is_first = false;
                *at += 1;
                continue;
            }
            _ => {}
        }
        let atom = atom(chars, at, depth);
        let times = repetitions(chars, at);
        if is_first {
            text.push_str(&atom.repeat(times));
        }
    }
    text
}

fn atom(chars: &[char], at: &mut usize, depth: usize) -> String {
    const DEEPEST: usize = 16;
    let char = chars[*at];
    *at += 1;
    match char {
        '^' | '$' => String::new(),
        '.' => "a".to_owned(),
        '[' => class(chars, at),
        '(' if depth < DEEPEST => {
            if chars[*at..].starts_with(&['?', ':']) {
                *at += 2;
            }
            let inside = alternatives(chars, at, depth + 1);
            *at += 1;
            inside
        }
        '\\' => {
            let escaped = chars.get(*at).copied();
            *at += 1;
            match escaped {
                Some('d') => "1".to_owned(),
                Some('w') => "a".to_owned(),
                Some('s') => " ".to_owned(),
                Some('b') | None => String::new(),
                Some(other) => other.to_string(),
            }
        }
        other => other.to_string(),
    }
}

/// A character of a class; of what a class leaves out, the first of a few that it does not name.
fn class(chars: &[char], at: &mut usize) -> String {
    let from = *at;
    while chars.get(*at).is_some_and(|char| *char != ']' || *at == from) {
        *at += if chars[*at] == '\\' { 2 } else { 1 };
    }
    let inside = &chars[from.min(chars.len())..(*at).min(chars.len())];
    *at += 1;
    match inside {
        ['^', rest @ ..] => {
            ['a', '1', ' ', '-'].into_iter().find(|char| !rest.contains(char)).map_or(String::new(), String::from)
        }
        ['\\', 'd', ..] => "1".to_owned(),
        ['\\', 'w', ..] => "a".to_owned(),
        ['\\', other, ..] | [other, ..] => other.to_string(),
        [] => String::new(),
    }
}

/// How often what stands before is repeated.
fn repetitions(chars: &[char], at: &mut usize) -> usize {
    const MOST: usize = 100;
    let times = match chars.get(*at) {
        Some('*' | '+' | '?') => {
            *at += 1;
            1
        }
        Some('{') => {
            let inside: String = chars[*at + 1..].iter().take_while(|char| **char != '}').collect();
            *at += inside.chars().count() + 2;
            inside.split(',').next().and_then(|least| least.trim().parse().ok()).unwrap_or(1)
        }
        _ => return 1,
    };
    // A lazy repetition.
    if chars.get(*at) == Some(&'?') {
        *at += 1;
    }
    times.min(MOST)
}

#[cfg(test)]
mod tests {
    use super::text_for;

    #[test]
    fn texts_match_their_patterns() {
        for (pattern, expected) in [
            ("^[0-9]+$", "0"),
            ("^[A-Z][0-9][0-9]", "A00"),
            (r"\d{4}-\d{2}", "1111-11"),
            ("(yes|no)!?", "yes!"),
            ("a.c", "aac"),
            (r"[^a-z]\.", "1."),
            ("(?:ab){2}", "abab"),
            ("[", ""),
            ("(", ""),
            ("", ""),
        ] {
            assert_eq!(text_for(pattern), expected, "{pattern}");
        }
    }
}
