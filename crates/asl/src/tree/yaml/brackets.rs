//! Mistakes between brackets: what is missing, and what closes nothing.

use super::explain::Scene;
use super::repair::Mending;
use crate::problem::ProblemKind;
use crate::text::{Span, TextEdit};

impl Scene<'_, '_> {
    /// A mistake between brackets, the outermost of which is at `outer`.
    pub fn in_brackets(&self, outer: u32, info: &str) -> Option<Mending> {
        let open: Vec<u32> = self.read.brackets.iter().flatten().copied().collect();
        let (line, inner) = (self.lines.line(self.at), open.last().copied().unwrap_or(outer));
        let closer = |at: u32| if self.byte(at) == Some(b'{') { '}' } else { ']' };
        let end = self.at as usize >= self.text.trim_end().len();
        if self.at > 0 && self.byte(self.at) == Some(b'{') && self.byte(self.at - 1) == Some(b'$') {
            let length = self.between(self.at, line.end).find('}')? as u32 + 1;
            let span = Span::new(self.at - 1, self.at + length);
            return Some(self.quoted(span, "a placeholder between brackets must be in quotes"));
        }
        let outside = self.lines.indent(line) <= self.lines.indent(self.lines.line(outer)) && line.start > outer;
        if let Some(found @ (b'}' | b']')) = self.byte(self.at).filter(|_| !end) {
            let wanted = closer(inner);
            let matches_outer = open.len() > 1 && open.iter().any(|bracket| closer(*bracket) as u8 == found);
            let message = format!("`{wanted}` is missing here: the `{}` before it is still open", self.byte(inner)? as char);
            let mut mending = self.mending(ProblemKind::Missing, self.at, 1, &message, "");
            let edit = TextEdit::insert(self.at, wanted.to_string());
            let edit = if matches_outer { edit } else { TextEdit::replace(Span::new(self.at, self.at + 1), wanted.to_string()) };
            mending.problem.fix = vec![edit.clone()];
            mending.edits = vec![edit];
            return Some(mending);
        }
        if outside && !end && self.closes(outer) {
            return Some(self.too_far_left(outer, line));
        }
        if end || outside {
            let closers: String = open.iter().rev().map(|bracket| closer(*bracket)).collect();
            let last = if end { self.lines.line(self.text.trim_end().len() as u32) } else { self.lines.previous(line)? };
            let place = self.lines.value_end(last).max(outer + 1);
            let help = format!("put a `{}` where it ends", closer(inner));
            let mut mending = self.mending(ProblemKind::Missing, inner, 1, "this bracket is never closed", &help);
            mending.edits = vec![TextEdit::insert(place, closers)];
            mending.problem.fix = mending.edits.clone();
            return Some(mending);
        }
        let name = self.lines.content(line);
        let begins = self.text.get(name.start as usize..self.at as usize).is_some_and(|before| !before.contains([',', '{', '[']));
        if let Some(previous) = self.lines.previous(line).filter(|_| line.start > inner && begins) {
            let place = self.lines.value_end(previous);
            if !matches!(self.byte(place - 1), Some(b',' | b'{' | b'[')) {
                let missing = if self.byte(inner) == Some(b'[') && info.contains("':'") { "]," } else { "," };
                return Some(self.inserting(place, missing));
            }
        }
        let scalar = self.read.last_scalar.filter(|(scalar, plain)| *plain && scalar.end <= self.at)?.0;
        let space = scalar.of(self.text).rfind(' ').filter(|_| self.byte(self.at) == Some(b':'))?;
        Some(self.comma_before(scalar.start + space as u32))
    }

    /// Whether a bracket is closed somewhere, as far as counting brackets tells.
    fn closes(&self, bracket: u32) -> bool {
        let mut depth = 0_i32;
        self.text.as_bytes()[bracket as usize..].iter().any(|byte| {
            depth += match byte {
                b'{' | b'[' => 1,
                b'}' | b']' => -1,
                _ => 0,
            };
            depth == 0
        })
    }

    pub fn comma_before(&self, at: u32) -> Mending {
        let before = self.text[..at as usize].trim_end().len() as u32;
        self.inserting(before, ",")
    }

    fn inserting(&self, place: u32, missing: &str) -> Mending {
        let message = format!("`{missing}` is missing here");
        let mut mending = self.mending(ProblemKind::Missing, place, 0, &message, "");
        mending.edits = vec![TextEdit::insert(place, missing)];
        mending.problem.fix = mending.edits.clone();
        mending
    }

    /// Lines between brackets that stand no deeper than what the brackets belong to.
    fn too_far_left(&self, outer: u32, line: Span) -> Mending {
        let wanted = self.lines.indent(self.lines.line(outer)) + 1;
        let mut edits = vec![];
        let mut next = Some(line);
        let mut depth = 1_i32;
        while let Some(line) = next.filter(|_| depth > 0) {
            let indent = self.lines.indent(line);
            if self.lines.says(line) && indent < wanted {
                edits.push(TextEdit::insert(line.start, " ".repeat((wanted - indent) as usize)));
            }
            depth += line.of(self.text).bytes().fold(0, |depth, byte| match byte {
                b'{' | b'[' => depth + 1,
                b'}' | b']' => depth - 1,
                _ => depth,
            });
            next = self.lines.next(line);
        }
        let message = "what stands between brackets must be indented deeper than the line they are opened on";
        let mut mending = self.about(ProblemKind::Unexpected, self.lines.content(line), message, "indent it");
        mending.problem.fix = edits.clone();
        mending.edits = edits;
        mending
    }

    /// A bracket that closes nothing.
    pub fn stray_bracket(&self) -> Option<Mending> {
        let span = Span::new(self.at, self.at + 1);
        let found = self.byte(self.at)?;
        let message = format!("nothing is open that this `{}` could close", found as char);
        let mut mending = self.about(ProblemKind::Unexpected, span, &message, "");
        mending.edits = vec![TextEdit::delete(span)];
        mending.problem.fix = mending.edits.clone();
        Some(mending)
    }
}
