//! The workflows that the browser keeps, as a list; and what is said to the storage and by it.

use std::sync::Arc;

use crate::project::Project;
use crate::shared::Shared;
use crate::workbench::Workbench;

/// What the browser keeps, newest first.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The workflows.
    pub entries: Shared<Vec<ShelfEntry>>,
    /// What was deleted last, to be brought back: its key and its record's text.
    pub(crate) deleted: Option<(Arc<str>, String)>,
    /// The workflow that was taken out of another one last.
    pub(crate) extracted: Option<Project>,
    /// The workflow that is being fetched, to be looked at.
    pub(crate) awaited: Option<Fetch>,
    /// The link that was made last.
    pub link: Option<String>,
    /// Whether that holds lessons rather than the workflow in front.
    pub link_to_lessons: bool,
}

/// A workflow that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfEntry {
    /// Its key.
    pub key: Arc<str>,
    /// Its name.
    pub name: String,
    /// When it was changed last, in milliseconds since 1970.
    pub edited: u64,
    /// How many bytes it takes.
    pub bytes: u32,
    /// How many states it has.
    pub states: u32,
}

/// What for a record is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fetch {
    /// The record.
    pub key: Arc<str>,
    /// What for.
    pub purpose: Purpose,
}

/// What for a record is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be opened.
    Open,
    /// To be copied and the copy opened.
    Duplicate,
    /// To be deleted, once its text is known, so that this can be undone.
    Delete,
    /// To be followed: another page has changed it.
    Follow,
}

/// What the page's user asks of the shelf, and what the storage says.
#[derive(Clone, Debug)]
pub enum ShelfMessage {
    /// Opens a workflow.
    Open(Arc<str>),
    /// Opens a copy of a workflow.
    Duplicate(Arc<str>),
    /// Deletes a workflow.
    Delete(Arc<str>),
    /// Brings back what was deleted last.
    BringBack,
    /// Opens a copy of the workflow that was taken out of another one last.
    OpenExtracted,
    /// Closes the sheet that is looked at; what it holds is kept.
    Close,
    /// Opens a copy of what another page has, to be changed here.
    CopyFollowed,
    /// Keeps what came by a link, to be changed here.
    KeepLinked,
    /// Takes over what another page has: it follows from now on.
    TakeOver,
    /// What is kept, newest first.
    Listed(Vec<ShelfEntry>),
    /// A record that was asked for, with its version; `None` if there is none.
    Fetched(Arc<str>, Option<(String, u64)>),
    /// The link that holds the workflow is made; `None` where the browser cannot make one.
    Linked(Option<String>),
    /// The record of a sheet is stored, or is not.
    Stored {
        /// Whose record it is.
        key: Arc<str>,
        /// The version it has now, or why it is not stored.
        result: Result<u64, StoreFailure>,
        /// Whether the sheet has changed since what was stored was written down.
        outdated: bool,
    },
    /// Another page has stored a record, as this version.
    ChangedElsewhere(Arc<str>, u64),
    /// Whether this page has the right to change a record; another page may take it.
    Access(Arc<str>, bool),
}

/// Why a record could not be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreFailure {
    /// Another page has stored a newer one.
    Conflict,
    /// The storage does not take it; why, and what to do.
    Failed(String),
}

/// A workflow that is open or kept, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShelfRow {
    /// Its record's key.
    pub key: Arc<str>,
    /// Its name.
    pub name: String,
    /// When it was changed last, in milliseconds since 1970; 0 if never.
    pub edited: u64,
    /// How many bytes it takes.
    pub bytes: u32,
    /// How many states it has.
    pub states: u32,
    /// Whether it is looked at.
    pub is_front: bool,
    /// Whether it is open.
    pub is_open: bool,
}

impl Workbench {
    /// The workflows that are open, the one looked at first, then those that are kept, newest first.
    #[must_use]
    pub fn shelf_rows(&self) -> Vec<ShelfRow> {
        let entry = |key: &Arc<str>| self.shelf.entries.iter().find(|entry| entry.key == *key);
        let open = self.open_sheets().map(|sheet| {
            let kept = entry(&sheet.keeping.key);
            ShelfRow {
                key: sheet.keeping.key.clone(),
                name: sheet.name.to_string(),
                edited: kept.map_or(0, |entry| entry.edited),
                bytes: sheet.document.text.len() as u32,
                states: sheet.document.picture.definition.states.len() as u32,
                is_front: sheet.id == *self.front.id,
                is_open: true,
            }
        });
        let is_open = |entry: &&ShelfEntry| self.open_sheets().any(|sheet| sheet.keeping.key == entry.key);
        let kept = self.shelf.entries.iter().filter(|entry| !is_open(entry)).map(|entry| ShelfRow {
            key: entry.key.clone(),
            name: entry.name.clone(),
            edited: entry.edited,
            bytes: entry.bytes,
            states: entry.states,
            is_front: false,
            is_open: false,
        });
        open.chain(kept).collect()
    }
}

/// The link that opens the same in the player.
#[must_use]
pub fn player_link(link: &str) -> String {
    let (page, fragment) = link.split_once('#').unwrap_or((link, ""));
    let folder = page.rfind('/').map_or("", |slash| &page[..=slash]);
    format!("{folder}player.html#{fragment}")
}

/// What shows a workflow inside of another page, to be pasted there.
#[must_use]
pub fn snippet(link: &str, name: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    let (source, title) = (escaped(&player_link(link)), escaped(name));
    format!("<iframe src=\"{source}\" title=\"{title}: a workflow\" width=\"100%\" height=\"560\" loading=\"lazy\"></iframe>")
}

/// How long ago something was, in words; both in milliseconds since 1970.
#[must_use]
pub fn ago(then: u64, now: u64) -> String {
    let minutes = now.saturating_sub(then) / 60_000;
    let of = |count: u64, unit: &str| format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" });
    match minutes {
        0 => "just now".to_owned(),
        1..60 => of(minutes, "minute"),
        60..1440 => of(minutes / 60, "hour"),
        1440..43_200 => of(minutes / 1440, "day"),
        43_200..525_600 => of(minutes / 43_200, "month"),
        _ => of(minutes / 525_600, "year"),
    }
}

/// A size in words.
#[must_use]
pub fn size_words(bytes: u32) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.0} KB", f64::from(bytes) / 1024.0),
        _ => format!("{:.1} MB", f64::from(bytes) / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_embedded_as_the_players_and_no_name_can_leave_its_attribute() {
        for page in ["https://host/a/", "https://host/a/index.html"] {
            assert_eq!(player_link(&format!("{page}#share=1.ab-c")), "https://host/a/player.html#share=1.ab-c");
        }
        let snippet = snippet("https://host/#share=1.a", "\"><script>Pay & go");
        assert!(snippet.contains("src=\"https://host/player.html#share=1.a\""), "{snippet}");
        assert!(snippet.contains("title=\"&quot;&gt;&lt;script&gt;Pay &amp; go: a workflow\""), "{snippet}");
        assert_eq!(snippet.matches('<').count(), 2, "{snippet}");
    }

    #[test]
    fn times_and_sizes_are_told_as_people_tell_them() {
        let minutes = [0, 1, 59, 60, 1439, 2880, 43_200, 600_000];
        let words = minutes.map(|minutes: u64| ago(5, minutes * 60_000 + 6));
        let told = [
            "just now",
            "1 minute ago",
            "59 minutes ago",
            "1 hour ago",
            "23 hours ago",
            "2 days ago",
            "1 month ago",
            "1 year ago",
        ];
        assert_eq!(words, told);
        assert_eq!(ago(10, 0), "just now");
        assert_eq!([10, 2048, 3_145_728].map(size_words), ["10 bytes", "2 KB", "3.0 MB"]);
    }
}
