//! Offsets as lines and columns, and as the UTF-16 units that browsers count in.

/// A place as editors show it, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column in UTF-16 units.
    pub column: u32,
}

/// Where each line of a text begins; built once per text, asked with that same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTable {
    /// Per line: its first byte, and that place in UTF-16 units.
    lines: Vec<(u32, u32)>,
    ascii: bool,
}

impl LineTable {
    /// The table of this text. Lines end with `\n`; a `\r` before it belongs to the line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let mut lines = vec![(0, 0)];
        let mut utf16 = 0;
        for (start, line) in line_starts(text) {
            lines.push((start, utf16 + if ascii { line.len() as u32 } else { utf16_length(line) }));
            utf16 = lines[lines.len() - 1].1;
        }
        Self { lines, ascii }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Never: an empty text has one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        Position { line: line as u32, column: self.units(text, self.lines[line].0, offset) }
    }

    /// The byte offset of a line and column; a place beyond the line or the text goes to its end.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position) -> u32 {
        match self.lines.get(position.line as usize) {
            Some((start, _)) => self.advance(text, *start, position.column),
            None => text.len() as u32,
        }
    }

    /// A byte offset in UTF-16 units from the start of the text.
    #[must_use]
    pub fn utf16(&self, text: &str, offset: u32) -> u32 {
        if self.ascii {
            return offset.min(text.len() as u32);
        }
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let (start, utf16) = self.lines[line];
        utf16 + self.units(text, start, offset)
    }

    /// The byte offset of a place in UTF-16 units from the start of the text.
    #[must_use]
    pub fn from_utf16(&self, text: &str, units: u32) -> u32 {
        if self.ascii {
            return units.min(text.len() as u32);
        }
        let line = self.lines.partition_point(|(_, utf16)| *utf16 <= units).saturating_sub(1);
        let (start, utf16) = self.lines[line];
        self.advance(text, start, units - utf16)
    }

    fn units(&self, text: &str, start: u32, offset: u32) -> u32 {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let part = &text[(start as usize).min(offset)..offset];
        if self.ascii { part.len() as u32 } else { utf16_length(part) }
    }

    fn advance(&self, text: &str, start: u32, mut units: u32) -> u32 {
        let rest = &text[start as usize..];
        if self.ascii {
            return (start + units).min(text.len() as u32);
        }
        let mut offset = start as usize;
        for character in rest.chars() {
            let length = character.len_utf16() as u32;
            if units < length {
                break;
            }
            units -= length;
            offset += character.len_utf8();
        }
        offset as u32
    }
}

/// For each line break: where the next line starts, and the line before it, break included.
fn line_starts(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut start = 0;
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    ends.map(move |(at, _)| {
        let line = &text[start..=at];
        start = at + 1;
        (start as u32, line)
    })
}

fn utf16_length(text: &str) -> u32 {
    text.chars().map(|character| character.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lines_and_utf16_units_agree() {
        for text in ["", "a", "one\ntwo\r\n\nfour", "é\n😀x\n€"] {
            let table = LineTable::new(text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let units = text[..offset].encode_utf16().count() as u32;
                let line = text[..offset].matches('\n').count() as u32;
                assert_eq!(table.utf16(text, offset as u32), units, "{text:?} {offset}");
                assert_eq!(table.from_utf16(text, units), offset as u32, "{text:?} {offset}");
                let position = table.position(text, offset as u32);
                assert_eq!(position.line, line);
                assert_eq!(table.offset(text, position), offset as u32, "{text:?} {offset}");
            }
        }
    }
}
