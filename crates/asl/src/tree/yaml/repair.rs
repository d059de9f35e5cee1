//! What is put right in the copy of a broken text, so that reading can go on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::builder::Builder;
use super::explain::explain;
use super::lines::Lines;
use crate::problem::Problem;
use crate::text::{Span, TextEdit};

/// Stands in the copy for a value that cannot be read.
pub(super) const MASK: &str = "\u{e000}";

/// Where the parser gave up, and why, in its own words.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub info: String,
    pub at: u32,
}

/// What is said of a mistake, and what is done about it in the copy.
pub(super) struct Mending {
    pub problem: Problem,
    pub edits: Vec<TextEdit>,
    /// An offset in the line that is to blame.
    pub blamed: u32,
}

/// Where the places of a repaired copy are in the original.
pub(super) struct Places {
    /// The byte of each character in the original, unless all are single bytes and nothing was repaired.
    offsets: Option<Vec<u32>>,
    /// What is masked, in order.
    masks: Vec<Span>,
    end: u32,
}

impl Places {
    /// The place in the original of a character of the copy.
    pub fn offset(&self, index: usize) -> u32 {
        match &self.offsets {
            Some(offsets) => offsets.get(index).copied().unwrap_or(self.end),
            None => (index as u32).min(self.end),
        }
    }

    /// Whether this is the place of a masked value.
    pub fn is_masked(&self, span: Span) -> bool {
        self.masks.iter().any(|mask| mask.start == span.start)
    }
}

/// All repairs so far.
pub(super) struct Repairs {
    /// In order, none touching another.
    edits: Vec<TextEdit>,
    /// How often each line has been blamed, by where it begins.
    blamed: BTreeMap<u32, u32>,
    pub problems: Vec<Problem>,
    size: u32,
}

impl Repairs {
    pub fn new(text: &str) -> Self {
        Self { edits: vec![], blamed: BTreeMap::new(), problems: vec![], size: text.len() as u32 }
    }

    /// The text with the repairs.
    pub fn copy<'t>(&self, text: &'t str) -> (Cow<'t, str>, Places) {
        if self.edits.is_empty() {
            let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at as u32).collect());
            return (Cow::Borrowed(text), Places { offsets, masks: vec![], end: self.size });
        }
        let mut copy = String::with_capacity(text.len() + 64);
        let mut offsets = Vec::with_capacity(text.len() + 64);
        let keep = |copy: &mut String, offsets: &mut Vec<u32>, from: u32, to: u32| {
            let part = Span::new(from, to).of(text);
            copy.push_str(part);
            offsets.extend(part.char_indices().map(|(at, _)| from + at as u32));
        };
        let mut from = 0;
        for edit in &self.edits {
            keep(&mut copy, &mut offsets, from, edit.span.start);
            copy.push_str(&edit.insert);
            offsets.extend(edit.insert.chars().map(|_| edit.span.start));
            from = edit.span.end;
        }
        keep(&mut copy, &mut offsets, from, self.size);
        let masks = self.edits.iter().filter(|edit| edit.insert == MASK).map(|edit| edit.span).collect();
        (Cow::Owned(copy), Places { offsets: Some(offsets), masks, end: self.size })
    }

    /// Puts a mistake right: as the mistake asks for at first, then by leaving ever more of the text out.
    pub fn mend(&mut self, text: &str, mistake: &Mistake, read: &Builder<'_>) {
        let lines = Lines(text);
        let mending = explain(text, mistake, read);
        let line = lines.line(mending.blamed);
        let times = self.blamed.entry(line.start).or_default();
        *times += 1;
        let times = *times;
        if times == 1 {
            self.problems.push(mending.problem);
            if !mending.edits.is_empty() {
                mending.edits.into_iter().for_each(|edit| self.put(edit));
                return;
            }
        }
        match read.brackets.iter().flatten().next().filter(|_| times <= 2) {
            Some(bracket) => {
                let entry = lines.entry(lines.line(*bracket));
                let end = lines.value_end(lines.line(entry.end.max(line.end)));
                self.put(TextEdit::replace(Span::new(*bracket, end.max(bracket + 1)), MASK));
            }
            None => match lines.value(line).filter(|_| times <= 2) {
                Some(value) => {
                    let end = lines.entry(line).end.max(value.end);
                    self.put(TextEdit::replace(Span::new(value.start, end), MASK));
                }
                None => self.leave_out(text, line, times.saturating_sub(3)),
            },
        }
    }

    /// Leaves a line's entry out, or one so many levels around it.
    fn leave_out(&mut self, text: &str, line: Span, outwards: u32) {
        let lines = Lines(text);
        let mut line = line;
        for _ in 0..outwards {
            match lines.parent(line) {
                Some(parent) => line = parent,
                None => return self.put(TextEdit::delete(Span::new(line.start, self.size))),
            }
        }
        let entry = lines.entry(line);
        self.put(TextEdit::delete(Span::new(entry.start, entry.end)));
    }

    /// Adds a repair; what it covers of others goes, what it overlaps in part is left out with it.
    fn put(&mut self, edit: TextEdit) {
        let mut edit = edit;
        let mut at = 0;
        while at < self.edits.len() {
            let other = &self.edits[at];
            let same_place = edit.span.is_empty() && other.span.is_empty() && edit.span == other.span;
            if same_place {
                edit.insert.insert_str(0, &other.insert);
                self.edits.remove(at);
            } else if edit.span.covers(other.span) && !edit.span.is_empty() {
                self.edits.remove(at);
            } else if edit.span.start < other.span.end && other.span.start < edit.span.end {
                let whole = Span::new(edit.span.start.min(other.span.start), edit.span.end.max(other.span.end));
                edit = TextEdit { span: whole, insert: other.insert.clone() };
                self.edits.remove(at);
                at = 0;
            } else {
                at += 1;
            }
        }
        let at = self.edits.partition_point(|other| (other.span.start, other.span.end) < (edit.span.start, edit.span.end));
        self.edits.insert(at, edit);
    }
}
