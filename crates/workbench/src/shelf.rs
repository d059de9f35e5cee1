//! The workflows that the browser keeps, as a list; and what is said to the storage and by it.

use std::sync::Arc;

use crate::shared::Shared;

/// What the browser keeps, newest first.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The workflows.
    pub entries: Shared<Vec<ShelfEntry>>,
    /// What was deleted last, to be brought back: its key and its record's text.
    pub(crate) deleted: Option<(Arc<str>, String)>,
    /// The workflow that is being fetched, to be looked at.
    pub(crate) awaited: Option<Fetch>,
}

/// A workflow that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct ShelfEntry {
    /// Its key.
    pub key: Arc<str>,
    /// Its name.
    pub name: String,
    /// When it was changed last, in milliseconds since 1970.
    pub edited: f64,
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
    /// Closes the sheet that is looked at; what it holds is kept.
    Close,
    /// Opens a copy of what another page has, to be changed here.
    CopyFollowed,
    /// Takes over what another page has: it follows from now on.
    TakeOver,
    /// What is kept, newest first.
    Listed(Vec<ShelfEntry>),
    /// A record that was asked for, with its version; `None` if there is none.
    Fetched(Arc<str>, Option<(String, u64)>),
    /// The record of a sheet is stored, as this version; or why not.
    Stored(Arc<str>, Result<u64, StoreFailure>),
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
