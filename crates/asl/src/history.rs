//! Undo and redo: the inverses of what was done, with labels.

use crate::document::Document;
use crate::text::Transaction;

/// How a change came about; decides what is undone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One command: undone alone.
    Command,
    /// A keystroke: undone together with the ones before it in the same place, up to a line break.
    Typing,
    /// A keystroke after a pause: begins a new step.
    TypingAfterPause,
}

/// What was done to a document and can be taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Transaction>,
}

/// One step: the change that takes it back.
#[derive(Clone, Debug)]
struct Step {
    inverse: Transaction,
    /// More typing may join it.
    open: bool,
}

/// So many steps can be undone.
const MOST_STEPS: usize = 1000;

impl History {
    /// Notes a change that was done, by its inverse. What was undone before can no longer be redone.
    pub fn record(&mut self, inverse: Transaction, origin: Origin) {
        if inverse.is_empty() {
            return;
        }
        self.future.clear();
        let typing = origin != Origin::Command;
        let open = typing && !puts_line_break(&inverse);
        match self.past.last_mut() {
            Some(last) if origin == Origin::Typing && last.open && continues(&last.inverse, &inverse) => {
                last.inverse = inverse.then(&last.inverse);
                last.open = open;
            }
            _ => self.past.push(Step { inverse, open }),
        }
        if self.past.len() > MOST_STEPS {
            self.past.remove(0);
        }
    }

    /// Takes the last step back: the document before it, and the change that was made for it.
    pub fn undo(&mut self, document: &Document) -> Option<(Document, Transaction)> {
        let step = self.past.pop()?;
        let (after, redo) = document.apply(&step.inverse);
        self.future.push(redo);
        Some((after, step.inverse))
    }

    /// Does the step again that was undone last.
    pub fn redo(&mut self, document: &Document) -> Option<(Document, Transaction)> {
        let change = self.future.pop()?;
        let (after, inverse) = document.apply(&change);
        self.past.push(Step { inverse, open: false });
        Some((after, change))
    }

    /// What undo would take back, for its button.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.inverse.label.as_str())
    }

    /// What redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|change| change.label.as_str())
    }

    /// The labels of all steps, the latest first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.past.iter().rev().map(|step| step.inverse.label.as_str())
    }
}

/// Whether the keystroke (by its inverse) broke the line, which ends a step.
fn puts_line_break(inverse: &Transaction) -> bool {
    inverse.edits.iter().any(|edit| edit.span.len() > 1 || edit.insert.contains('\n'))
}

/// Whether the new keystroke goes on where the last one left off, in the same sense (writing or deleting).
fn continues(last: &Transaction, new: &Transaction) -> bool {
    let ([last], [new]) = (last.edits.as_slice(), new.edits.as_slice()) else { return false };
    let writes = last.insert.is_empty() && new.insert.is_empty() && new.span.start == last.span.end;
    let deletes = last.span.is_empty()
        && new.span.is_empty()
        && (new.span.start == last.span.start || new.span.start + new.insert.len() as u32 == last.span.start);
    writes || deletes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, TextEdit};

    struct Editor {
        document: Document,
        history: History,
    }

    impl Editor {
        fn change(&mut self, start: u32, end: u32, insert: &str, origin: Origin) {
            let change = Transaction::new("type", vec![TextEdit::replace(Span::new(start, end), insert)]);
            let (after, inverse) = self.document.apply(&change);
            self.history.record(inverse, origin);
            self.document = after;
        }

        fn undo(&mut self) -> String {
            if let Some((document, _)) = self.history.undo(&self.document) {
                self.document = document;
            }
            self.document.text.to_string()
        }

        fn redo(&mut self) -> String {
            if let Some((document, _)) = self.history.redo(&self.document) {
                self.document = document;
            }
            self.document.text.to_string()
        }
    }

    #[test]
    fn typing_is_undone_in_runs_and_commands_alone() {
        let mut editor = Editor { document: Document::new("[]"), history: History::default() };
        for (at, letter) in "123".char_indices() {
            editor.change(1 + at as u32, 1 + at as u32, &letter.to_string(), Origin::Typing);
        }
        editor.change(4, 4, ",", Origin::TypingAfterPause);
        editor.change(0, 5, "{}", Origin::Command);
        editor.change(1, 1, "x", Origin::Typing);
        assert_eq!(&*editor.document.text, "{x}]");
        assert_eq!(editor.undo(), "{}]");
        assert_eq!(editor.undo(), "[123,]");
        assert_eq!(editor.undo(), "[123]");
        assert_eq!(editor.undo(), "[]");
        assert_eq!(editor.undo(), "[]");
        assert_eq!(editor.redo(), "[123]");
        assert_eq!(editor.redo(), "[123,]");
        editor.change(5, 6, "!", Origin::Command);
        assert_eq!(editor.redo(), "[123,!");
        assert_eq!(editor.history.undo_label(), Some("type"));
        assert_eq!(editor.history.redo_label(), None);
    }

    #[test]
    fn deleting_backwards_is_one_step() {
        let mut editor = Editor { document: Document::new("abcdef"), history: History::default() };
        for end in [6, 5, 4] {
            editor.change(end - 1, end, "", Origin::Typing);
        }
        assert_eq!(&*editor.document.text, "abc");
        assert_eq!(editor.undo(), "abcdef");
    }
}
