//! Changes of a definition as changes of its host.

use asl::text::{Span, TextEdit, Transaction};

use super::{Embedding, Encoding, Segment};

impl Embedding {
    /// The host's change for a change of the definition.
    ///
    /// # Errors
    /// A sentence, where the change touches what the host does not write as text.
    pub fn outwards(&self, change: &Transaction) -> Result<Transaction, String> {
        let edits = change.edits.iter().map(|edit| self.edit_outwards(edit)).collect::<Result<Vec<_>, _>>()?;
        Ok(Transaction::new(change.label.clone(), edits))
    }

    fn edit_outwards(&self, edit: &TextEdit) -> Result<TextEdit, String> {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let (first, last) = self.ends(start, end)?;
        if first.encoding != last.encoding {
            return Err("the change reaches over parts that the host writes in different ways".to_owned());
        }
        let span = Span::new(place(self, first, start) as u32, place(self, last, end) as u32);
        let insert =
            encode(&edit.insert, first.encoding).ok_or("the host cannot write this here without quotes: change it there")?;
        Ok(TextEdit::replace(span, insert))
    }

    /// The pieces in which a range begins and ends. An expression is no place to begin or end.
    fn ends(&self, start: usize, end: usize) -> Result<(&Segment, &Segment), String> {
        let refusal = || "the host fills this in from an expression: change it there".to_owned();
        let first = if start < end { self.seam(start, true) } else { self.seam(start, self.is_line_start(start)) };
        let last = if start < end { self.seam(end, self.is_line_start(end)) } else { first };
        first.zip(last).ok_or_else(refusal)
    }

    /// Whether a line begins here: what is put in or taken out up to here takes the next line's indent along.
    fn is_line_start(&self, offset: usize) -> bool {
        self.text.as_bytes().get(offset.wrapping_sub(1)) == Some(&b'\n')
    }

    /// The text at a place: where two pieces meet, the later or the earlier one.
    fn seam(&self, offset: usize, later: bool) -> Option<&Segment> {
        let is_text = |segment: &&Segment| segment.encoding != Encoding::Expression;
        let mut touching = self.segments.iter().filter(|segment| segment.inner.start <= offset && offset <= segment.inner.end);
        let within = self.segments.iter().any(|segment| {
            segment.encoding == Encoding::Expression && segment.inner.start < offset && offset < segment.inner.end
        });
        if within {
            return None;
        }
        if later { touching.rfind(is_text) } else { touching.find(is_text) }
    }
}

/// Where a place in a piece stands in the host.
pub fn place(embedding: &Embedding, segment: &Segment, inner: usize) -> usize {
    let within = inner.clamp(segment.inner.start, segment.inner.end) - segment.inner.start;
    if segment.inner.len() == segment.host.len() {
        return segment.host.start + within;
    }
    let text = embedding.text.get(segment.inner.clone()).unwrap_or_default();
    let before = text.get(..within).unwrap_or_default();
    // Only a piece of one character is written in another length, and pieces whose text is put together.
    if before.is_empty() { segment.host.start } else { segment.host.end }
}

/// A text as the host writes it; `None` where it cannot.
fn encode(text: &str, encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Indented(indent) => Some(indented(text, indent)),
        Encoding::Heredoc(indent) => Some(indented(&text.replace("%{", "%%{"), indent)),
        Encoding::JsonString => {
            let quoted = asl::tree::quote(text);
            Some(quoted[1..quoted.len() - 1].to_owned())
        }
        Encoding::SingleQuoted => (!text.contains('\n')).then(|| text.replace('\'', "''")),
        Encoding::HclString => {
            let quoted = asl::tree::quote(text);
            Some(quoted[1..quoted.len() - 1].replace("%{", "%%{"))
        }
        Encoding::Identifier => text.chars().all(|c| c.is_alphanumeric() || c == '_').then(|| text.to_owned()),
        Encoding::Expression => text.is_empty().then(String::new),
    }
}

fn indented(text: &str, indent: usize) -> String {
    let pad = format!("\n{}", " ".repeat(indent));
    let mut made = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            // An empty line needs no indent.
            made.push_str(if line.is_empty() && index < text.matches('\n').count() { "\n" } else { &pad });
        }
        made.push_str(line);
    }
    made
}
