//! What the linter says, as rows for the eye, and notices.

use std::sync::Arc;

use asl::problem::Problem;
use asl::text::{Side, Span, TextEdit, Transaction};
use engine::Finding;
pub use engine::Severity;

use crate::learn::LearnMessage;
use crate::message::{FileMessage, Message, ScreenMessage};
use crate::panels::LeftTab;
use crate::scene::text::visible;
use crate::shelf::ShelfMessage;

/// What is wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where, as AWS writes it.
    pub location: String,
    /// Where in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Transaction>,
}

/// A problem, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProblemRow {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where, as AWS writes it.
    pub location: String,
    /// The line, from 1.
    pub line: usize,
    /// What the fix does, if there is one.
    pub fix: Option<String>,
}

/// Problems of one kind, which are told in the same words but for the names in them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProblemGroup {
    /// How bad they are.
    pub severity: Severity,
    /// What is wrong, with names left out where they differ.
    pub title: String,
    /// The problems, each with its place in the list of all.
    pub rows: Vec<(usize, ProblemRow)>,
}

impl ProblemGroup {
    /// The places of those that can be fixed.
    #[must_use]
    pub fn fixable(&self) -> Vec<usize> {
        self.rows.iter().filter(|(_, row)| row.fix.is_some()).map(|(index, _)| *index).collect()
    }
}

/// The problems by kinds, the worst first, each kind where its first problem stands.
#[must_use]
pub fn grouped(rows: Vec<ProblemRow>) -> Vec<ProblemGroup> {
    let mut places: std::collections::BTreeMap<(Severity, String), usize> = std::collections::BTreeMap::new();
    let mut groups: Vec<ProblemGroup> = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let kind = (row.severity, without_names(&row.message));
        let place = *places.entry(kind).or_insert_with(|| {
            groups.push(ProblemGroup { severity: row.severity, title: row.message.clone(), rows: Vec::new() });
            groups.len() - 1
        });
        groups[place].rows.push((index, row));
    }
    for group in groups.iter_mut().filter(|group| group.rows.len() > 1) {
        let first = &group.rows[0].1.message;
        if group.rows.iter().any(|(_, row)| row.message != *first) {
            group.title = without_names(first);
        }
    }
    groups.sort_by_key(|group| group.severity);
    groups
}

/// A place in the definition in words, from a JSON Pointer: `Fetch › branch 1 › Store › Next`.
#[must_use]
pub fn place_words(pointer: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut parts = pointer.split('/').skip(1).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let part = part.replace("~1", "/").replace("~0", "~");
        let number = parts.peek().and_then(|next| next.parse::<usize>().ok());
        match (part.as_str(), number) {
            ("States", _) => words.extend(parts.next().map(|name| name.replace("~1", "/").replace("~0", "~"))),
            ("ItemProcessor" | "Iterator", _) => words.push("each item".to_owned()),
            (list @ ("Branches" | "Choices" | "Retry" | "Catch"), Some(number)) => {
                let one = match list {
                    "Branches" => "branch",
                    "Choices" => "rule",
                    "Retry" => "retrier",
                    _ => "catcher",
                };
                words.push(format!("{one} {}", number + 1));
                parts.next();
            }
            (field, _) => words.push(field.to_owned()),
        }
    }
    if words.is_empty() { "The whole definition".to_owned() } else { words.join(" › ") }
}

/// A message with what stands in backticks or quotes replaced by an ellipsis.
fn without_names(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(start) = rest.find(['`', '"', '“']) {
        let close = match rest[start..].chars().next() {
            Some('“') => '”',
            Some(sign) => sign,
            None => break,
        };
        let opened = start + rest[start..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = rest[opened..].find(close) else { break };
        out.push_str(&rest[..start]);
        out.push('…');
        rest = &rest[opened + length + close.len_utf8()..];
    }
    out + rest
}

/// A short word to the user; never the only place of something that needs doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How bad it is.
    pub severity: Severity,
    /// What it says.
    pub text: Arc<str>,
    /// What can be done about it at once.
    pub offer: Option<Offer>,
}

/// Something to do that a notice offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Brings back the workflow that was deleted.
    BringBack,
    /// Saves the definition as a file.
    Download,
    /// Shows what is wrong with the definition.
    Problems,
    /// Opens a copy of the workflow that was taken out.
    OpenExtracted,
    /// Brings back the progress in the lessons.
    Recall,
}

impl Offer {
    /// What its button says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::BringBack | Self::Recall => "Bring it back",
            Self::Download => "Download definition",
            Self::Problems => "Show problems",
            Self::OpenExtracted => "Open a copy",
        }
    }

    /// What it stands for.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::BringBack => Message::Shelf(ShelfMessage::BringBack),
            Self::Download => Message::File(FileMessage::Download),
            Self::Recall => Message::Learn(LearnMessage::Recall),
            Self::OpenExtracted => Message::Shelf(ShelfMessage::OpenExtracted),
            Self::Problems => Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Problems)),
        }
    }
}

impl Notice {
    /// A notice of this severity. What is refused is told as a reason; here it stands alone, as a sentence.
    pub fn new(severity: Severity, text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = visible(&text.into());
        let first = text.split([' ', ',', ':']).next().unwrap_or_default();
        let is_word = first.chars().all(|letter| letter.is_ascii_lowercase() || letter == '\'');
        Self { severity, text: if is_word { capitalised(&text).into() } else { text }, offer: None }
    }
}

/// The text with a capital first letter, if that is an English one: the tables of all others are too large for the first paint.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut capitalised = text.to_owned();
    if let Some(first) = capitalised.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalised
}

impl Diagnostic {
    /// The same in the text after a change; its fix holds for the text before.
    pub(crate) fn follow(&mut self, change: &Transaction) {
        let start = change.map(self.span.start, Side::After);
        self.span = Span::new(start, change.map(self.span.end, Side::Before).max(start));
    }
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        let Finding { severity, location, start, end, message, help, fix } = finding;
        let edit = |(start, end, insert): (u32, u32, String)| TextEdit::replace(Span::new(start, end), insert);
        let fix = fix.map(|fix| Transaction { label: fix.label, edits: fix.edits.into_iter().map(edit).collect() });
        Self { severity, location, span: Span::new(start, end), message, help, fix }
    }
}

impl From<&Problem> for Diagnostic {
    fn from(problem: &Problem) -> Self {
        Self {
            severity: Severity::Error,
            location: "/".to_owned(),
            span: problem.span,
            message: problem.message.clone(),
            help: problem.help.clone(),
            fix: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(severity: Severity, message: &str, fix: bool) -> ProblemRow {
        let fix = fix.then(|| "Mend it".to_owned());
        ProblemRow { severity, message: message.to_owned(), help: String::new(), location: "/".to_owned(), line: 1, fix }
    }

    #[test]
    fn places_are_told_in_words() {
        for (pointer, words) in [
            ("/", "The whole definition"),
            ("/States/Both/Branches/0", "Both › branch 1"),
            ("/States/Each/ItemProcessor/States/A~1B/Choices/2/Next", "Each › each item › A/B › rule 3 › Next"),
            ("/States/T/Retry/0/ErrorEquals", "T › retrier 1 › ErrorEquals"),
            ("/States/States/Next", "States › Next"),
        ] {
            assert_eq!(place_words(pointer), words);
        }
    }

    #[test]
    fn problems_of_a_kind_stand_together_and_the_worst_first() {
        let rows = vec![
            row(Severity::Warning, "`A` has no retrier", true),
            row(Severity::Error, "no state is called `X`", false),
            row(Severity::Warning, "`B` has no retrier", true),
            row(Severity::Error, "something “odd” is \"there\"", false),
        ];
        let groups = grouped(rows);
        let told: Vec<(&str, usize)> = groups.iter().map(|group| (group.title.as_str(), group.rows.len())).collect();
        assert_eq!(told, [("no state is called `X`", 1), ("something “odd” is \"there\"", 1), ("… has no retrier", 2)]);
        assert_eq!(groups[2].fixable(), [0, 2]);
        assert_eq!(without_names("a “b” c `d"), "a … c `d");
    }
}
