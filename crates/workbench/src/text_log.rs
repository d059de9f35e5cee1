//! The latest changes of a text, numbered, so that an editor follows change by change and never has to guess what happened.

use std::collections::VecDeque;
use std::sync::Arc;

use asl::document::Document;
use asl::text::Transaction;

use crate::message::Utf16Edit;

/// So many changes are remembered; who is further behind reads the text anew.
const MOST: usize = 64;
/// A change that inserts more is not remembered.
const LARGEST: usize = 64 * 1024;

/// Which text the document holds, and how the last ones came about.
#[derive(Clone, Debug, Default)]
pub struct TextLog {
    revision: u64,
    /// The changes that led to the latest revisions, the last one to this.
    changes: VecDeque<Arc<[Utf16Edit]>>,
}

impl TextLog {
    /// The number of the text: another one after each change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes a change of `before`.
    pub(crate) fn note(&mut self, before: &Document, change: &Transaction) {
        self.revision += 1;
        if change.edits.iter().map(|edit| edit.insert.len()).sum::<usize>() > LARGEST {
            self.changes.clear();
            return;
        }
        let place = |offset| before.lines.utf16(&before.text, offset);
        let edits = change.edits.iter().map(|edit| Utf16Edit {
            from: place(edit.span.start),
            to: place(edit.span.end),
            insert: edit.insert.clone(),
        });
        self.changes.push_back(edits.collect());
        if self.changes.len() > MOST {
            self.changes.pop_front();
        }
    }

    /// The changes that lead from a revision to this one, in order; `None` where they are not remembered.
    #[must_use]
    pub fn since(&self, revision: u64) -> Option<Vec<Arc<[Utf16Edit]>>> {
        let behind = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        let first = self.changes.len().checked_sub(behind)?;
        Some(self.changes.range(first..).cloned().collect())
    }
}
