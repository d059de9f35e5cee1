//! A definition's text with everything derived from it. Immutable: a change gives a new document.

use std::sync::Arc;

use crate::definition::{self, Definition, StateId};
use crate::identity::Identities;
pub use crate::identity::StateKey;
use crate::notation::Notation;
use crate::problem::Problem;
use crate::text::{LineTable, Span, Transaction};
use crate::tree::Tree;

/// An open definition. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, the ground state of everything else.
    pub text: Arc<str>,
    /// The text as a tree.
    pub tree: Tree,
    /// The tree as a definition; recovered as well as may be where the text is broken.
    pub definition: Arc<Definition>,
    /// What is wrong with the text as JSON and with its fields' types, in document order.
    pub problems: Arc<[Problem]>,
    /// Lines and UTF-16 places of the text.
    pub lines: Arc<LineTable>,
    /// What the canvas draws.
    pub picture: Picture,
    identities: Identities,
}

/// The definition that the canvas draws: the document's own, or the last good one while the text is broken.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The definition.
    pub definition: Arc<Definition>,
    /// The tree it was read from.
    pub tree: Tree,
    /// The states' keys, by `StateId` of this definition.
    pub keys: Arc<[StateKey]>,
    /// Whether it is older than the text.
    pub stale: bool,
}

impl Document {
    /// Opens a text, whatever is in it, in the notation that it looks like.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self::of(Tree::read(text))
    }

    /// Opens a text that has been read.
    #[must_use]
    pub fn of(tree: Tree) -> Self {
        let (definition, problems) = definition::read(&tree);
        let identities = Identities::new(&definition);
        Self::assemble(tree, definition, problems, identities, None)
    }

    /// The document after a change, and the change that takes it back. A change that does not fit the text does nothing.
    /// The notation stays while anything of the text does; a text that is wholly new is of the notation it looks like.
    #[must_use]
    pub fn apply(&self, change: &Transaction) -> (Self, Transaction) {
        if !change.fits(&self.text) {
            return (self.clone(), Transaction::new(change.label.clone(), vec![]));
        }
        let text = change.apply(&self.text);
        let is_new = change.edits.iter().any(|edit| edit.span.covers(Span::new(0, self.text.len() as u32)));
        let notation = Notation::of(&text).filter(|_| is_new).unwrap_or(self.tree.notation());
        let tree = Tree::read_as(text, notation);
        let (definition, problems) = definition::read(&tree);
        let identities = self.identities.after(&self.definition, change, &definition);
        let after = Self::assemble(tree, definition, problems, identities, Some(&self.picture));
        (after, change.invert(&self.text))
    }

    /// The key of a state of `definition`.
    #[must_use]
    pub fn key(&self, state: StateId) -> StateKey {
        self.identities.key(state)
    }

    /// The state of `definition` that has this key.
    #[must_use]
    pub fn state(&self, key: StateKey) -> Option<StateId> {
        self.identities.state(key)
    }

    /// The keys by `StateId` of `definition`.
    #[must_use]
    pub fn keys(&self) -> &Arc<[StateKey]> {
        self.identities.keys()
    }

    /// Whether the text is broken, so that the picture may be older than it.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.tree.is_broken()
    }

    fn assemble(
        tree: Tree,
        definition: Definition,
        mut problems: Vec<Problem>,
        identities: Identities,
        last: Option<&Picture>,
    ) -> Self {
        problems.extend(tree.problems().iter().cloned());
        crate::problem::sort(&mut problems, |problem| (problem.span.start, problem.span.end));
        let definition = Arc::new(definition);
        let broken = tree.is_broken();
        let own = || Picture {
            definition: Arc::clone(&definition),
            tree: tree.clone(),
            keys: Arc::clone(identities.keys()),
            stale: broken,
        };
        let picture = match last {
            Some(last) if broken && !last.definition.states.is_empty() => Picture { stale: true, ..last.clone() },
            _ => own(),
        };
        Self {
            text: Arc::clone(tree.text()),
            lines: Arc::new(LineTable::new(tree.text())),
            problems: problems.into(),
            tree,
            definition,
            picture,
            identities,
        }
    }
}

impl Picture {
    /// The key of a state of this definition.
    #[must_use]
    pub fn key(&self, state: StateId) -> StateKey {
        self.keys[state.0 as usize]
    }

    /// The state of this definition that has this key.
    #[must_use]
    pub fn state(&self, key: StateKey) -> Option<StateId> {
        self.keys.iter().position(|candidate| *candidate == key).map(|index| StateId(index as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, TextEdit};

    const TEXT: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#;

    fn replace(document: &Document, old: &str, new: &str) -> Document {
        let start = document.text.find(old).expect("the text to replace") as u32;
        let edit = TextEdit::replace(Span::new(start, start + old.len() as u32), new);
        document.apply(&Transaction::new("type", vec![edit])).0
    }

    fn key(document: &Document, name: &str) -> StateKey {
        document.key(document.definition.find(name).expect("the state"))
    }

    #[test]
    fn a_state_keeps_its_key_through_renaming_moving_and_coming_back() {
        let document = Document::new(TEXT);
        let (a, b) = (key(&document, "A"), key(&document, "B"));
        let renamed = replace(&document, r#""A": {"#, r#""Fetch": {"#);
        assert_eq!((key(&renamed, "Fetch"), key(&renamed, "B")), (a, b));
        let moved = replace(&document, r#""A": {"Type": "Pass", "Next": "B"}, "B""#, r#""C": {"Type": "Fail"}, "B""#);
        assert_eq!(key(&moved, "B"), b);
        assert_ne!(key(&moved, "C"), b);
        let gone = replace(&document, r#", "B": {"Type": "Succeed"}"#, "");
        assert_eq!(gone.state(b), None);
        let back = replace(&gone, r#""Next": "B"}"#, r#""Next": "B"}, "B": {"Type": "Fail"}"#);
        assert_eq!(key(&back, "B"), b);
        assert_eq!(back.state(b), back.definition.find("B"));
    }

    #[test]
    fn broken_text_keeps_the_last_good_picture() {
        let document = Document::new(TEXT);
        assert!(!document.picture.stale);
        let broken = replace(&document, r#""Next": "B"}"#, r#""Next" "B""#);
        assert!(broken.is_broken() && broken.picture.stale);
        assert_eq!(broken.picture.definition, document.definition);
        assert_eq!(broken.picture.key(StateId(1)), key(&document, "B"));
        let mended = replace(&broken, r#""Next" "B""#, r#""Next": "B"}"#);
        assert!(!mended.picture.stale);
        assert_eq!(mended.text, document.text);
        assert_eq!(key(&mended, "B"), key(&document, "B"));
    }

    #[test]
    fn the_notation_stays_until_the_whole_text_is_another() {
        let yaml = "StartAt: A\nStates:\n  A: {Type: Succeed}\n";
        let document = Document::new(yaml);
        assert_eq!(document.tree.notation(), Notation::Yaml);
        let quoted = replace(&document, "StartAt", "\"StartAt\"");
        let quoted = replace(&quoted, "A\n", "A,\n");
        assert_eq!(quoted.tree.notation(), Notation::Yaml);
        let json = replace(&document, yaml, TEXT);
        assert_eq!(json.tree.notation(), Notation::Json);
        assert_eq!(key(&json, "A"), key(&document, "A"));
        let scrawled = replace(&json, "{\"StartAt", "x: {\"StartAt");
        assert_eq!(scrawled.tree.notation(), Notation::Json);
        let undecided = replace(&json, TEXT, "Start");
        assert_eq!(undecided.tree.notation(), Notation::Json);
    }

    #[test]
    fn a_change_that_does_not_fit_does_nothing() {
        let document = Document::new(TEXT);
        let change = Transaction::new("bad", vec![TextEdit::insert(10_000, "x")]);
        let (after, inverse) = document.apply(&change);
        assert_eq!(after.text, document.text);
        assert!(inverse.is_empty());
    }
}
