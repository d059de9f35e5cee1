//! Counting: what each kind of test runner prints, summed up.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Tally {
    /// One check that passed.
    pub fn success() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// One check that failed.
    pub fn failure() -> Self {
        Self { failed: 1, ..Self::default() }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Why a test skipped itself: a test that cannot run here prints a line `skipped: REASON` and returns.
pub fn skip_reason(line: &str) -> Option<&str> {
    line.strip_prefix("skipped: ")
}

/// Counts the summaries of Rust's test runner (`test result: ok. 3 passed; 0 failed; 1 ignored; …`)
/// and of wasm-bindgen's, and the tests that skipped themselves.
pub fn of_rust(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        let Some((_, counts)) = line.trim_start().strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            continue;
        };
        for part in counts.split(';') {
            match counted(part) {
                Some((count, "passed")) => tally.passed += count,
                Some((count, "failed")) => tally.failed += count,
                Some((count, "ignored")) => tally.skipped += count,
                _ => {}
            }
        }
    }
    let skipped = text.lines().filter_map(skip_reason).count() as u64;
    let moved = skipped.min(tally.passed);
    tally.passed -= moved;
    tally.skipped += moved;
    tally
}

/// Counts Playwright's last lines (`  3 passed (4.2s)`); a flaky story is a failed one.
pub fn of_playwright(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        match counted(line) {
            Some((count, "passed")) => tally.passed += count,
            Some((count, "failed" | "flaky" | "interrupted")) => tally.failed += count,
            Some((count, "skipped" | "did")) => tally.skipped += count,
            _ => {}
        }
    }
    tally
}

/// Counts the summary of Node.js' test runner (`# pass 8`).
pub fn of_node(text: &str) -> Tally {
    let count = |what: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(what)?.trim().parse::<u64>().ok());
        lines.sum::<u64>()
    };
    Tally { passed: count("pass "), failed: count("fail ") + count("cancelled "), skipped: count("skipped ") }
}

/// The number and the word that a phrase begins with.
fn counted(phrase: &str) -> Option<(u64, &str)> {
    let mut words = phrase.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::{Tally, of_node, of_playwright, of_rust};

    #[test]
    fn the_binaries_of_a_workspace_are_summed() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
            test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured\n";
        assert_eq!(of_rust(text), Tally { passed: 5, failed: 4, skipped: 1 });
    }

    #[test]
    fn a_test_that_says_it_was_skipped_is_not_passed() {
        let text = "---- cases stdout ----\nskipped: no cases here\n\ntest result: ok. 3 passed; 0 failed; 0 ignored";
        assert_eq!(of_rust(text), Tally { passed: 2, failed: 0, skipped: 1 });
    }

    #[test]
    fn a_flaky_story_is_a_failed_one() {
        let text = "  1 flaky\n    [x] › a story\n  2 skipped\n  3 passed (4.2s)\n";
        assert_eq!(of_playwright(text), Tally { passed: 3, failed: 1, skipped: 2 });
    }

    #[test]
    fn the_summary_of_node_is_counted() {
        assert_eq!(
            of_node("# tests 9\n# pass 8\n# fail 1\n# cancelled 0\n# skipped 0\n"),
            Tally { passed: 8, failed: 1, skipped: 0 }
        );
    }
}
