//! A command in the making: several small changes, one after the other, that become one.

use std::cmp::Reverse;

use super::Refusal;
use crate::document::Document;
use crate::text::{TextEdit, Transaction};

/// A document on its way from before to after a command.
pub(super) struct Draft {
    /// How it stands now.
    pub document: Document,
    before: Document,
    change: Transaction,
}

impl Draft {
    /// Begins a command. A broken text is not edited by commands: what they would do to it cannot be foreseen.
    pub fn new(document: &Document, label: impl Into<String>) -> Result<Self, Refusal> {
        if document.is_broken() {
            return Err(Refusal::new("the text has errors; mend them in the code first"));
        }
        let change = Transaction::new(label, vec![]);
        Ok(Self { document: document.clone(), before: document.clone(), change })
    }

    /// Does one small change.
    pub fn change(&mut self, edits: Vec<TextEdit>) -> Result<(), Refusal> {
        if edits.is_empty() {
            return Ok(());
        }
        let step = self.step(edits)?;
        self.document = self.document.apply(&step).0;
        self.change = self.change.then(&step);
        self.check()
    }

    /// Takes whole states out, whatever aliases elsewhere stand for: they may come back elsewhere.
    pub fn take_out(&mut self, edits: Vec<TextEdit>) -> Result<(), Refusal> {
        let step = self.transaction(edits);
        if !step.fits(&self.document.text) {
            return Err(Refusal::new("this cannot be done here"));
        }
        self.document = self.document.apply(&step).0;
        self.change = self.change.then(&step);
        Ok(())
    }

    /// Takes whole states out as the last small change; aliases must still have what they stand for.
    pub fn finish_without(mut self, edits: Vec<TextEdit>) -> Result<Transaction, Refusal> {
        if !self.before.tree.has_aliases() {
            return self.finish_with(edits);
        }
        self.take_out(edits)?;
        self.check()?;
        Ok(self.finish())
    }

    /// An anchor that is gone leaves its aliases without meaning.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.before.tree.has_aliases() && self.document.is_broken() {
            return Err(Refusal::new("something here is used elsewhere by a YAML alias; edit it in the code"));
        }
        Ok(())
    }

    /// Does the last small change and gives all of it as one; the document is not read anew for it.
    pub fn finish_with(mut self, edits: Vec<TextEdit>) -> Result<Transaction, Refusal> {
        if self.before.tree.has_aliases() {
            self.change(edits)?;
            return Ok(self.finish());
        }
        let step = self.step(edits)?;
        self.change = self.change.then(&step);
        Ok(self.finish())
    }

    fn step(&self, edits: Vec<TextEdit>) -> Result<Transaction, Refusal> {
        let step = self.transaction(edits);
        if self.document.tree.has_aliases() && step.edits.iter().any(|edit| self.document.tree.changes_shared(edit)) {
            return Err(Refusal::new("this is used in several places by YAML aliases; edit it in the code"));
        }
        if step.fits(&self.document.text) { Ok(step) } else { Err(Refusal::new("this cannot be done here")) }
    }

    /// Small changes as one. What is inserted at one place of YAML goes on with what is before it: the rest of that line first,
    /// then deeper lines before shallower ones, which begin something new.
    fn transaction(&self, mut edits: Vec<TextEdit>) -> Transaction {
        if self.document.tree.is_yaml() {
            let indent = |edit: &TextEdit| {
                let line = edit.insert.trim_start_matches('\r').strip_prefix('\n')?;
                Some(line.len() - line.trim_start_matches(' ').len())
            };
            edits.sort_by_key(|edit| (edit.span.start, Reverse(indent(edit).unwrap_or(usize::MAX))));
        }
        Transaction::new(String::new(), edits)
    }

    /// All of it as one change. What is put back as it was is left out.
    pub fn finish(self) -> Transaction {
        self.change.trimmed(&self.before.text)
    }
}
