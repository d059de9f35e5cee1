//! What a rule is: its documentation and its check.

use super::context::Context;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What Amazon States Language allows.
    Language,
    /// Which ways lead through the states.
    Flow,
    /// What data is there at which point.
    Data,
    /// What experience recommends.
    Practice,
}

/// One rule.
pub struct Rule {
    /// Its name, such as `unreachable-state`.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// What it finds, in a sentence.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A piece of a definition that it finds fault with; empty where none would help.
    pub example: &'static str,
    pub(super) check: fn(&mut Context),
}

impl Rule {
    /// The rule's page as Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let group = match self.group {
            Group::Language => "the language",
            Group::Flow => "the flow",
            Group::Data => "the data",
            Group::Practice => "good practice",
        };
        let mut page = format!("# {}\n\n{}\n\nAbout {group}.\n\n## Why\n\n{}\n", self.name, self.summary, self.why);
        if !self.example.is_empty() {
            page += &format!("\n## Example\n\n```json\n{}\n```\n", self.example);
        }
        page
    }
}
