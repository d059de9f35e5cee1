//! Regular expressions of ECMAScript (without the `u` flag) whose every step is counted.
//!
//! An engine of our own, because the libraries backtrack without a limit that a caller could set: one expression must not
//! stop the simulation. Matching is by characters, not UTF-16 units.

mod compile;
mod matcher;
mod parser;

use std::fmt;

use compile::Program;

/// A compiled regular expression.
#[derive(Debug)]
pub(super) struct Regex {
    source: Box<str>,
    flags: Box<str>,
    program: Option<Program>,
}

/// Where a match and its groups are, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub start: usize,
    pub end: usize,
    /// Each group's beginning and end, if it took part.
    pub groups: Vec<Option<(usize, usize)>>,
}

/// The steps ran out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exhausted;

impl Regex {
    /// Compiles a pattern with the flags `i` and `m`. The error is the reason in the words of V8.
    pub fn parse(pattern: &str, flags: &str) -> Result<Self, String> {
        let parsed = parser::parse(pattern)?;
        let program = compile::compile(&parsed, flags.contains('i'), flags.contains('m'))?;
        Ok(Self { source: pattern.into(), flags: flags.into(), program: Some(program) })
    }

    /// One that matches nothing, in place of one that cannot be compiled.
    pub fn never() -> Self {
        Self { source: "".into(), flags: "".into(), program: None }
    }

    /// The pattern between the slashes.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The first match at or after `from`; takes its steps off `steps`.
    pub fn find(&self, text: &[char], from: usize, steps: &mut u64) -> Result<Option<Match>, Exhausted> {
        match &self.program {
            Some(program) => matcher::find(program, text, from, steps),
            None => Ok(None),
        }
    }
}

impl PartialEq for Regex {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.flags == other.flags
    }
}

impl fmt::Display for Regex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/{}/{}", self.source, self.flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(pattern: &str, flags: &str, text: &str) -> Result<Vec<String>, String> {
        let regex = Regex::parse(pattern, flags)?;
        let chars: Vec<char> = text.chars().collect();
        let slice = |range: (usize, usize)| chars[range.0..range.1].iter().collect::<String>();
        Ok(match regex.find(&chars, 0, &mut 1_000_000).expect("within the steps") {
            Some(found) => std::iter::once(slice((found.start, found.end)))
                .chain(found.groups.iter().map(|group| group.map_or("-".to_owned(), slice)))
                .collect(),
            None => Vec::new(),
        })
    }

    #[test]
    fn patterns_match_as_in_ecmascript() {
        for (pattern, flags, text, expected) in [
            ("ab*c", "", "xabbbc", vec!["abbbc"]),
            ("a|ab", "", "ab", vec!["a"]),
            ("((a)|(ab))((c)|(bc))", "", "abc", vec!["abc", "a", "a", "-", "bc", "-", "bc"]),
            ("a[a-z]{2,4}", "", "abcdefghi", vec!["abcde"]),
            ("a[a-z]{2,4}?", "", "abcdefghi", vec!["abc"]),
            ("(z)((a+)?(b+)?(c))*", "", "zaacbbbcac", vec!["zaacbbbcac", "z", "ac", "a", "-", "c"]),
            ("(?=(a+))a*b\\1", "", "baaabac", vec!["aba", "a"]),
            ("(.*?)a(?!(a+)b\\2c)\\2(.*)", "", "baaabaac", vec!["baaabaac", "ba", "-", "abaac"]),
            ("(?<=\\$)\\d+(\\.\\d*)?", "", "cost $10.53", vec!["10.53", ".53"]),
            ("(?<!\\$)\\b\\d+", "", "$1 22", vec!["22"]),
            ("(?<year>\\d{4})-\\k<year>", "", "2020-2020", vec!["2020-2020", "2020"]),
            ("^b", "m", "a\nb", vec!["b"]),
            ("^b", "", "a\nb", vec![]),
            ("HELLO", "i", "say hello", vec!["hello"]),
            ("[^a-c]+", "", "abcxyz", vec!["xyz"]),
            ("\\u0041\\x42\\cJ?", "", "AB", vec!["AB"]),
            ("(a*)*", "", "b", vec!["", "-"]),
            ("(?:a|b)+?$", "", "abab", vec!["abab"]),
            ("a{2}", "", "aaa", vec!["aa"]),
            ("a{,2}", "", "a{,2}", vec!["a{,2}"]),
            ("[\\]\\-x]+", "", "x-]", vec!["x-]"]),
            ("\\w+@\\w+\\.com", "", "me@site.com", vec!["me@site.com"]),
            ("(?<=(\\d)(\\d))x", "", "12x", vec!["x", "1", "2"]),
        ] {
            assert_eq!(
                groups(pattern, flags, text),
                Ok(expected.into_iter().map(String::from).collect()),
                "/{pattern}/ on {text}"
            );
        }
    }

    #[test]
    fn broken_patterns_say_why() {
        for pattern in ["(", ")", "[", "a**", "?", "a{2,1}", "(?<a", "\\", "[b-a]"] {
            assert!(Regex::parse(pattern, "").is_err(), "{pattern}");
        }
        assert!(Regex::parse(&"(".repeat(100_000), "").is_err());
        assert!(Regex::parse(&"(a{1000}){1000}".repeat(3), "").is_err());
    }

    #[test]
    fn catastrophic_patterns_end_with_their_steps() {
        let regex = Regex::parse("(a+)+b", "").expect("pattern");
        let text: Vec<char> = "a".repeat(60).chars().collect();
        let mut steps = 100_000;
        assert_eq!(regex.find(&text, 0, &mut steps), Err(Exhausted));
        assert_eq!(steps, 0);
    }
}
