//! Undo and redo over all that belongs to a workflow: its definition, its scenarios, its name. One step may concern them all.

use std::sync::Arc;

use asl::text::Transaction;

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

/// A change of a workflow, or what takes one back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// What was done, for "Undo …".
    pub label: String,
    /// Of the definition's text.
    pub definition: Option<Transaction>,
    /// Of the scenario file's text.
    pub scenarios: Option<Transaction>,
    /// The name it is given.
    pub name: Option<Arc<str>>,
    /// The scenario that is chosen afterwards, where that is another one.
    pub chosen: Option<usize>,
}

impl Change {
    /// A change of the definition.
    #[must_use]
    pub fn of_definition(change: Transaction) -> Self {
        Self { label: change.label.clone(), definition: Some(change), ..Self::default() }
    }

    /// A change of the scenarios.
    #[must_use]
    pub fn of_scenarios(change: Transaction) -> Self {
        Self { label: change.label.clone(), scenarios: Some(change), ..Self::default() }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_empty = |change: &Option<Transaction>| change.as_ref().is_none_or(Transaction::is_empty);
        is_empty(&self.definition) && is_empty(&self.scenarios) && self.name.is_none()
    }
}

/// What was done and can be taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Change>,
}

/// One step: the change that takes it back.
#[derive(Clone, Debug)]
struct Step {
    inverse: Change,
    /// More typing may join it.
    open: bool,
}

/// So many steps can be undone.
const MOST_STEPS: usize = 1000;

impl History {
    /// A history with these steps, each by the change that takes it back or does it again, the latest last.
    #[must_use]
    pub fn of(past: Vec<Change>, future: Vec<Change>) -> Self {
        Self { past: past.into_iter().map(|inverse| Step { inverse, open: false }).collect(), future }
    }

    /// Notes a change that was done, by its inverse. What was undone before can no longer be redone.
    pub fn record(&mut self, inverse: Change, origin: Origin) {
        if inverse.is_empty() {
            return;
        }
        self.future.clear();
        let typed = inverse.definition.as_ref().filter(|_| origin != Origin::Command);
        let open = typed.is_some_and(|typed| !puts_line_break(typed));
        match self.past.last_mut() {
            Some(last) if origin == Origin::Typing && last.open && joins(&last.inverse, &inverse) => {
                last.inverse.definition = then(inverse.definition, last.inverse.definition.take());
                last.inverse.scenarios = then(inverse.scenarios, last.inverse.scenarios.take());
                last.open = open;
            }
            _ => self.past.push(Step { inverse, open }),
        }
        if self.past.len() > MOST_STEPS {
            self.past.remove(0);
        }
    }

    /// The change that takes the last step back. `apply` makes it and gives the change that does it again.
    pub fn undo(&mut self, apply: impl FnOnce(&Change) -> Change) -> Option<Change> {
        let step = self.past.pop()?;
        self.future.push(apply(&step.inverse));
        Some(step.inverse)
    }

    /// The change that does the step again that was undone last. `apply` makes it and gives the change that takes it back.
    pub fn redo(&mut self, apply: impl FnOnce(&Change) -> Change) -> Option<Change> {
        let change = self.future.pop()?;
        self.past.push(Step { inverse: apply(&change), open: false });
        Some(change)
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

    /// The changes that take the steps back, the latest last.
    pub fn past(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.past.iter().map(|step| &step.inverse)
    }

    /// The changes that do undone steps again, the next one last.
    pub fn future(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.future.iter()
    }
}

/// Two changes of one text, one after the other.
fn then(first: Option<Transaction>, second: Option<Transaction>) -> Option<Transaction> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.then(&second)),
        (first, second) => first.or(second),
    }
}

/// Whether the keystroke (by its inverse) broke the line, which ends a step.
fn puts_line_break(inverse: &Transaction) -> bool {
    inverse.edits.iter().any(|edit| edit.span.len() > 1 || edit.insert.contains('\n'))
}

/// Whether the new keystroke goes on where the last one left off.
fn joins(last: &Change, new: &Change) -> bool {
    let is_typing = |change: &Change| change.name.is_none() && change.chosen.is_none();
    let (Some(before), Some(after)) = (&last.definition, &new.definition) else { return false };
    is_typing(last) && is_typing(new) && continues(before, after)
}

/// Whether it goes on in the same sense, writing or deleting.
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
    use asl::text::{Span, TextEdit};

    use super::*;

    /// Two texts that are changed together.
    #[derive(Default)]
    struct Desk {
        definition: String,
        scenarios: String,
        history: History,
    }

    fn apply(text: &mut String, change: &Option<Transaction>) -> Option<Transaction> {
        let change = change.as_ref()?;
        let inverse = change.invert(text);
        *text = change.apply(text);
        Some(inverse)
    }

    fn apply_all(definition: &mut String, scenarios: &mut String, change: &Change) -> Change {
        let label = change.label.clone();
        let (definition, scenarios) = (apply(definition, &change.definition), apply(scenarios, &change.scenarios));
        Change { label, definition, scenarios, ..Change::default() }
    }

    fn edit(start: u32, end: u32, insert: &str) -> Option<Transaction> {
        Some(Transaction::new("type", vec![TextEdit::replace(Span::new(start, end), insert)]))
    }

    impl Desk {
        fn change(&mut self, definition: Option<Transaction>, scenarios: Option<Transaction>, origin: Origin) {
            let change = Change { label: "type".to_owned(), definition, scenarios, ..Change::default() };
            let inverse = apply_all(&mut self.definition, &mut self.scenarios, &change);
            self.history.record(inverse, origin);
        }

        fn travel(&mut self, back: bool) -> [&str; 2] {
            let (definition, scenarios) = (&mut self.definition, &mut self.scenarios);
            let apply = |change: &Change| apply_all(definition, scenarios, change);
            if back {
                self.history.undo(apply)
            } else {
                self.history.redo(apply)
            };
            [&self.definition, &self.scenarios]
        }
    }

    #[test]
    fn typing_is_undone_in_runs_and_commands_alone_and_both_texts_together() {
        let mut desk = Desk { definition: "[]".to_owned(), ..Desk::default() };
        desk.change(edit(1, 1, "1"), None, Origin::Typing);
        desk.change(edit(2, 2, "2"), edit(0, 0, "a"), Origin::Typing);
        desk.change(edit(3, 3, "3"), edit(1, 1, "b"), Origin::Typing);
        desk.change(edit(4, 4, ","), None, Origin::TypingAfterPause);
        desk.change(None, edit(0, 2, "xyz"), Origin::Command);
        desk.change(edit(0, 1, "{"), edit(3, 3, "!"), Origin::Command);
        assert_eq!([&*desk.definition, &*desk.scenarios], ["{123,]", "xyz!"]);
        assert_eq!(desk.travel(true), ["[123,]", "xyz"]);
        assert_eq!(desk.travel(true), ["[123,]", "ab"]);
        assert_eq!(desk.travel(true), ["[123]", "ab"]);
        assert_eq!(desk.travel(true), ["[]", ""]);
        assert_eq!(desk.travel(true), ["[]", ""]);
        assert_eq!(desk.travel(false), ["[123]", "ab"]);
        assert_eq!(desk.travel(false), ["[123,]", "ab"]);
        assert_eq!(desk.travel(false), ["[123,]", "xyz"]);
        desk.change(edit(5, 6, "!"), None, Origin::Command);
        assert_eq!(desk.travel(false), ["[123,!", "xyz"]);
        assert_eq!((desk.history.undo_label(), desk.history.redo_label()), (Some("type"), None));
    }

    #[test]
    fn deleting_backwards_is_one_step() {
        let mut desk = Desk { definition: "abcdef".to_owned(), ..Desk::default() };
        for end in [6, 5, 4] {
            desk.change(edit(end - 1, end, ""), None, Origin::Typing);
        }
        assert_eq!(desk.definition, "abc");
        assert_eq!(desk.travel(true)[0], "abcdef");
    }
}
