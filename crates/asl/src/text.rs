//! Places in a text, and changes of it.

/// A range of bytes in the document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A piece of the definition with its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What is written there.
    pub value: T,
    /// Where it is written, quotes included.
    pub span: Span,
}

/// One replacement: the bytes of `span` give way to `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is taken out; empty for an insertion.
    pub span: Span,
    /// What is put in; empty for a deletion.
    pub insert: String,
}

/// A change of the document as one step for the user: replacements that do not overlap, in ascending order, in
/// positions of the text before the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What the user did, for "Undo …": an imperative such as `rename Fetch to Load`.
    pub label: String,
    /// The replacements.
    pub edits: Vec<TextEdit>,
}
