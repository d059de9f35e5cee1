//! The lines of a YAML text, as far as its indents say what belongs together.

use crate::text::Span;

/// A text whose lines are looked at.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub &'t str);

impl<'t> Lines<'t> {
    /// The line that holds this offset, without its line break.
    pub fn line(self, at: u32) -> Span {
        let at = (at as usize).min(self.0.len());
        let start = self.0[..at].rfind('\n').map_or(0, |at| at + 1);
        let length = self.0[start..].find('\n').unwrap_or(self.0.len() - start);
        Span::new(start as u32, (start + self.0[start..start + length].trim_end_matches('\r').len()) as u32)
    }

    /// The line after this one.
    pub fn next(self, line: Span) -> Option<Span> {
        let length = self.0[line.end as usize..].find('\n')?;
        Some(self.line(line.end + length as u32 + 1))
    }

    /// The nearest line before this one that holds more than a comment.
    pub fn previous(self, line: Span) -> Option<Span> {
        let mut line = line;
        while line.start > 0 {
            line = self.line(line.start - 1);
            if self.says(line) {
                return Some(line);
            }
        }
        None
    }

    /// The nearest line after this one that holds more than a comment.
    pub fn following(self, line: Span) -> Option<Span> {
        let mut next = self.next(line);
        while let Some(line) = next.filter(|line| !self.says(*line)) {
            next = self.next(line);
        }
        next
    }

    /// The smallest indent of any line.
    pub fn unit(self) -> usize {
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let indents = self.0.lines().filter(|line| !line.trim().is_empty()).map(spaces);
        indents.filter(|indent| *indent > 0).min().unwrap_or(2)
    }

    /// Whether a line holds more than spaces and a comment.
    pub fn says(self, line: Span) -> bool {
        let text = line.of(self.0).trim_start();
        !text.is_empty() && !text.starts_with('#')
    }

    /// How many spaces or tabs a line begins with.
    pub fn indent(self, line: Span) -> u32 {
        let text = line.of(self.0);
        (text.len() - text.trim_start_matches([' ', '\t', '\u{feff}']).len()) as u32
    }

    /// The line's text without its indent, the dashes of items and a comment at its end.
    pub fn content(self, line: Span) -> Span {
        let mut start = line.start + self.indent(line);
        loop {
            let rest = &self.0[start as usize..line.end as usize];
            let Some(after) = rest.strip_prefix("- ") else { break };
            start += (rest.len() - after.trim_start().len()) as u32;
        }
        Span::new(start, self.value_end(Span::new(start, line.end)))
    }

    /// Where the last word before a comment ends.
    pub fn value_end(self, part: Span) -> u32 {
        let text = part.of(self.0);
        let comment = text.match_indices('#').find(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '\t']));
        part.start + text[..comment.map_or(text.len(), |(at, _)| at)].trim_end().len() as u32
    }

    /// The line with all lines that its indent makes part of it.
    pub fn entry(self, line: Span) -> Span {
        let indent = self.indent(line);
        let starts_item = |line: Span| {
            let text = line.of(self.0).trim_start();
            text == "-" || text.starts_with("- ")
        };
        let own = starts_item(line);
        let mut end = line.end;
        let mut next = self.next(line);
        while let Some(line) = next {
            let inner = self.indent(line) > indent || (!own && self.indent(line) == indent && starts_item(line));
            if self.says(line) {
                if !inner {
                    break;
                }
                end = line.end;
            }
            next = self.next(line);
        }
        Span::new(line.start, end)
    }

    /// The nearest line above that this one is part of.
    pub fn parent(self, line: Span) -> Option<Span> {
        let indent = self.indent(line);
        let mut above = self.previous(line)?;
        while self.indent(above) >= indent {
            above = self.previous(above)?;
        }
        Some(above)
    }

    /// The indents that a line here could have, the deepest first: those of what the lines above have opened.
    pub fn levels(self, line: Span) -> Vec<u32> {
        let mut levels: Vec<u32> = vec![];
        let mut above = self.previous(line);
        let mut room = u32::MAX;
        while let Some(line) = above {
            let (indent, inner) = (self.indent(line), self.content(line).start - line.start);
            if indent < room {
                levels.extend([inner, indent].iter().filter(|level| **level < room));
                room = indent;
            }
            above = if room == 0 { None } else { self.previous(line) };
        }
        levels.dedup();
        levels
    }

    /// Where the value of the line's entry begins: behind `name: ` or a dash.
    pub fn value(self, line: Span) -> Option<Span> {
        let content = self.content(line);
        let text = content.of(self.0);
        let after = match text.find(": ") {
            Some(colon) if !text.starts_with(['"', '\'', '[', '{']) => colon + 2,
            _ if content.start > line.start + self.indent(line) => 0,
            _ => return None,
        };
        let spaces = text[after..].len() - text[after..].trim_start().len();
        let value = Span::new(content.start + (after + spaces) as u32, content.end);
        (!value.is_empty()).then_some(value)
    }
}
