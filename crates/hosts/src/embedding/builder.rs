//! Puts a definition's text together from pieces of a host.

use super::{Embedding, Encoding, Segment};

/// An embedding in the making.
pub struct Builder<'h> {
    host: &'h str,
    made: Embedding,
}

impl<'h> Builder<'h> {
    /// Nothing yet of this host.
    pub fn new(host: &'h str) -> Self {
        Self { host, made: Embedding::default() }
    }

    /// Appends a text that stands in the host's bytes in this way, character by character where they differ.
    pub fn push(&mut self, text: &str, start: usize, end: usize, encoding: Encoding) {
        if text.is_empty() {
            return;
        }
        let inner = self.made.text.len()..self.made.text.len() + text.len();
        self.made.text.push_str(text);
        if let Some(last) = self.made.segments.last_mut() {
            let adjoins = last.host.end == start && last.encoding == encoding && encoding != Encoding::Expression;
            let both_plain = last.host.len() == last.inner.len() && end - start == text.len();
            if adjoins && both_plain {
                last.inner.end = inner.end;
                last.host.end = end;
                return;
            }
        }
        self.made.segments.push(Segment { inner, host: start..end, encoding });
    }

    /// Appends bytes of the host as they are.
    pub fn verbatim(&mut self, start: usize, end: usize, encoding: Encoding) {
        let text = self.host.get(start..end).unwrap_or_default();
        self.push(text, start, end, encoding);
    }

    /// Appends lines of the host without their indent: all of it for lines that have less.
    pub fn lines(&mut self, start: usize, end: usize, indent: usize, encoding: Encoding) {
        let mut at = start;
        while at < end {
            let line_end = self.host[at..end].find('\n').map_or(end, |length| at + length + 1);
            self.verbatim(at, line_end, encoding);
            at = line_end;
            if at < end {
                at += self.indent_at(at, end, indent);
            }
        }
    }

    /// How many of at most so many spaces begin a line.
    fn indent_at(&self, at: usize, end: usize, indent: usize) -> usize {
        self.host[at..end].bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The finished embedding.
    pub fn finish(self) -> Embedding {
        self.made
    }
}
