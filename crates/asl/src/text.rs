//! Places in a text, and changes of it.

mod compose;
mod lines;

pub use lines::{LineTable, Position};

/// A range of bytes in the document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to before `end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty place at `offset`.
    #[must_use]
    pub fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` is inside or at either edge.
    #[must_use]
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers; empty where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A piece of the definition with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Which way a place goes when text is inserted exactly there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It stays before the inserted text.
    Before,
    /// It moves behind the inserted text.
    After,
}

impl TextEdit {
    /// Puts `insert` in the place of `span`.
    pub fn replace(span: Span, insert: impl Into<String>) -> Self {
        Self { span, insert: insert.into() }
    }

    /// Puts `insert` at `offset`.
    pub fn insert(offset: u32, insert: impl Into<String>) -> Self {
        Self { span: Span::at(offset), insert: insert.into() }
    }

    /// Takes `span` out.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self { span, insert: String::new() }
    }
}

impl Transaction {
    /// A change with these replacements, brought into ascending order.
    pub fn new(label: impl Into<String>, mut edits: Vec<TextEdit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        Self { label: label.into(), edits }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.iter().all(|edit| edit.span.is_empty() && edit.insert.is_empty())
    }

    /// Whether its replacements are in order, apart, inside `text` and at characters' edges.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let mut from = 0;
        self.edits.iter().all(|edit| {
            let Span { start, end } = edit.span;
            let fits = from <= start && start <= end && end as usize <= text.len();
            from = end;
            fits && text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize)
        })
    }

    /// The text after the change; the text itself where the change does not [fit](Self::fits).
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        if !self.fits(text) {
            return text.to_owned();
        }
        let grows: usize = self.edits.iter().map(|edit| edit.insert.len()).sum();
        let mut result = String::with_capacity(text.len() + grows);
        let mut from = 0;
        for edit in &self.edits {
            result.push_str(Span::new(from, edit.span.start).of(text));
            result.push_str(&edit.insert);
            from = edit.span.end;
        }
        result.push_str(Span::new(from, text.len() as u32).of(text));
        result
    }

    /// The change that takes this one back, in positions of the text after it; `text` is the text before it.
    #[must_use]
    pub fn invert(&self, text: &str) -> Self {
        let mut shift = 0_i64;
        let edits = self.edits.iter().map(|edit| {
            let start = (i64::from(edit.span.start) + shift) as u32;
            shift += edit.insert.len() as i64 - i64::from(edit.span.len());
            TextEdit { span: Span::new(start, start + edit.insert.len() as u32), insert: edit.span.of(text).to_owned() }
        });
        Self { label: self.label.clone(), edits: edits.collect() }
    }

    /// Where a place of the text before the change is after it; a place inside replaced text goes to its edge.
    #[must_use]
    pub fn map(&self, offset: u32, side: Side) -> u32 {
        let mut shift = 0_i64;
        for edit in &self.edits {
            let Span { start, end } = edit.span;
            if offset < start || (offset == start && side == Side::Before && (start == end || offset < end)) {
                break;
            }
            if offset < end || (offset == end && start == end && side == Side::Before) {
                let inside = if side == Side::After { edit.insert.len() as i64 } else { 0 };
                return (i64::from(start) + shift + inside) as u32;
            }
            shift += edit.insert.len() as i64 - i64::from(edit.span.len());
        }
        (i64::from(offset) + shift) as u32
    }

    /// Both changes as one under this one's label: `next` is in positions of the text after this change.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        Self { label: self.label.clone(), edits: compose::compose(&self.edits, &next.edits) }
    }

    /// The same change with what it puts back unchanged left out.
    #[must_use]
    pub fn trimmed(&self, text: &str) -> Self {
        Self { label: self.label.clone(), edits: self.edits.iter().filter_map(|edit| compose::trim(edit, text)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transaction(edits: &[(u32, u32, &str)]) -> Transaction {
        let edits = edits.iter().map(|(start, end, insert)| TextEdit::replace(Span::new(*start, *end), *insert));
        Transaction::new("change", edits.collect())
    }

    #[test]
    fn a_change_and_its_inverse_give_the_text_back() {
        let text = "0123456789";
        for edits in
            [vec![(0, 0, "ab")], vec![(2, 5, ""), (5, 5, "x"), (9, 10, "long")], vec![(0, 10, "")], vec![(10, 10, "end")]]
        {
            let change = transaction(&edits);
            let after = change.apply(text);
            assert_eq!(change.invert(text).apply(&after), text);
        }
    }

    #[test]
    fn two_changes_compose_to_one() {
        let text = "0123456789";
        let first = transaction(&[(2, 4, "abcd"), (7, 7, "xy")]);
        let middle = first.apply(text);
        for second in [
            vec![(0, 1, "")],
            vec![(1, 8, "Q")],
            vec![(3, 5, ""), (5, 5, "-"), (9, 12, "!")],
            vec![(0, 14, "all")],
            vec![(14, 14, "end")],
        ] {
            let second = transaction(&second);
            assert!(second.fits(&middle));
            let both = first.then(&second);
            assert!(both.fits(text), "{both:?}");
            assert_eq!(both.apply(text), second.apply(&middle), "{both:?}");
        }
    }

    #[test]
    fn a_place_follows_the_text_around_it() {
        let change = transaction(&[(2, 4, "abcd"), (7, 7, "xy")]);
        for (offset, before, after) in [(0, 0, 0), (2, 2, 6), (3, 2, 6), (4, 6, 6), (6, 8, 8), (7, 9, 11), (8, 12, 12)] {
            assert_eq!(change.map(offset, Side::Before), before, "{offset} before");
            assert_eq!(change.map(offset, Side::After), after, "{offset} after");
        }
    }

    #[test]
    fn a_change_that_puts_the_same_back_is_trimmed() {
        let text = "let value = 10;";
        let change = transaction(&[(0, 15, "let value = 120;")]);
        assert_eq!(change.trimmed(text).edits, [TextEdit::insert(13, "2")]);
        assert!(transaction(&[(0, 3, "let")]).trimmed(text).edits.is_empty());
    }
}
