//! Two changes, one after the other, as one.

use super::{Span, TextEdit};

/// A change as a walk over the text: what stays, what goes, what comes.
enum Piece {
    Keep(u32),
    Delete(u32),
    Insert(String),
}

/// The edits that do `first` and then `second`; `second` is in positions of the text after `first`.
pub(super) fn compose(first: &[TextEdit], second: &[TextEdit]) -> Vec<TextEdit> {
    let mut output = Output::default();
    let mut middle = Middle::new(first);
    let mut position = 0;
    for edit in second {
        middle.pass(edit.span.start - position, &mut output);
        middle.drop(edit.span.len(), &mut output);
        output.insert(&edit.insert);
        position = edit.span.end;
    }
    middle.rest(&mut output);
    output.edits
}

/// The edit without what it puts back at its start and end; `None` where nothing is left.
pub(super) fn trim(edit: &TextEdit, text: &str) -> Option<TextEdit> {
    let old = edit.span.of(text);
    let new = edit.insert.as_str();
    let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
        head -= 1;
    }
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let mut tail = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(|(a, b)| a == b).count();
    while !old_rest.is_char_boundary(old_rest.len() - tail) || !new_rest.is_char_boundary(new_rest.len() - tail) {
        tail -= 1;
    }
    let span = Span::new(edit.span.start + head as u32, edit.span.end - tail as u32);
    let insert = new_rest[..new_rest.len() - tail].to_owned();
    (!span.is_empty() || !insert.is_empty()).then_some(TextEdit { span, insert })
}

/// The text between the two changes, seen as pieces of the text before both.
struct Middle {
    /// Pieces still to come, last first.
    pieces: Vec<Piece>,
}

impl Middle {
    fn new(first: &[TextEdit]) -> Self {
        let mut pieces = Vec::with_capacity(first.len() * 3);
        let mut position = 0;
        for edit in first {
            pieces.push(Piece::Keep(edit.span.start - position));
            pieces.push(Piece::Delete(edit.span.len()));
            pieces.push(Piece::Insert(edit.insert.clone()));
            position = edit.span.end;
        }
        pieces.reverse();
        Self { pieces }
    }

    /// The next piece of at most `limit` bytes of the middle text; deletions count nothing. Beyond the last edit all is kept.
    fn take(&mut self, limit: u32) -> Piece {
        match self.pieces.pop() {
            Some(Piece::Keep(length)) if length > limit => {
                self.pieces.push(Piece::Keep(length - limit));
                Piece::Keep(limit)
            }
            Some(Piece::Insert(text)) if text.len() > limit as usize => {
                let (now, later) = text.split_at(limit as usize);
                self.pieces.push(Piece::Insert(later.to_owned()));
                Piece::Insert(now.to_owned())
            }
            Some(piece) => piece,
            None => Piece::Keep(limit),
        }
    }

    fn pass(&mut self, mut length: u32, output: &mut Output) {
        while length > 0 {
            match self.take(length) {
                Piece::Keep(kept) => {
                    output.keep(kept);
                    length -= kept;
                }
                Piece::Delete(gone) => output.delete(gone),
                Piece::Insert(text) => {
                    output.insert(&text);
                    length -= text.len() as u32;
                }
            }
        }
    }

    fn drop(&mut self, mut length: u32, output: &mut Output) {
        while length > 0 {
            match self.take(length) {
                Piece::Keep(kept) => {
                    output.delete(kept);
                    length -= kept;
                }
                Piece::Delete(gone) => output.delete(gone),
                Piece::Insert(text) => length -= text.len() as u32,
            }
        }
    }

    fn rest(&mut self, output: &mut Output) {
        while let Some(piece) = self.pieces.pop() {
            match piece {
                Piece::Keep(kept) => output.keep(kept),
                Piece::Delete(gone) => output.delete(gone),
                Piece::Insert(text) => output.insert(&text),
            }
        }
    }
}

/// Edits in positions of the text before both changes.
#[derive(Default)]
struct Output {
    edits: Vec<TextEdit>,
    position: u32,
}

impl Output {
    fn keep(&mut self, length: u32) {
        self.position += length;
    }

    fn delete(&mut self, length: u32) {
        if length > 0 {
            let position = self.position;
            self.open(position).span.end = position + length;
            self.position += length;
        }
    }

    fn insert(&mut self, text: &str) {
        if !text.is_empty() {
            let position = self.position;
            self.open(position).insert.push_str(text);
        }
    }

    /// The edit that reaches up to here, or a new one.
    fn open(&mut self, position: u32) -> &mut TextEdit {
        if self.edits.last().is_none_or(|edit| edit.span.end != position) {
            self.edits.push(TextEdit { span: Span::at(position), insert: String::new() });
        }
        let last = self.edits.len() - 1;
        &mut self.edits[last]
    }
}
