//! A definition's text in a host's: which bytes of the one are which of the other.

mod builder;
mod outwards;

pub use builder::Builder;

use std::ops::Range;

/// How the characters of a piece are written in the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are. The number is the indent that every further line has in the host and not in the definition.
    Indented(usize),
    /// As in a string of JSON, which double-quoted strings of YAML are read as, too.
    JsonString,
    /// As in a single-quoted string of YAML.
    SingleQuoted,
    /// As in a quoted string of HCL.
    HclString,
    /// As in a heredoc of HCL, with an indent.
    Heredoc(usize),
    /// As a bare name of HCL.
    Identifier,
    /// Not as text: the host has an expression here, the definition a placeholder. It can only be taken out.
    Expression,
}

/// A piece of the definition's text and the bytes of the host that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in the definition.
    pub inner: Range<usize>,
    /// Its bytes in the host.
    pub host: Range<usize>,
    /// How it is written there.
    pub encoding: Encoding,
}

/// A definition's text with its places in a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedding {
    /// The definition's text.
    pub text: String,
    /// Its pieces, in order and without gaps.
    pub segments: Vec<Segment>,
}

impl Embedding {
    /// Where the definition stands in the host, from its first byte to its last.
    #[must_use]
    pub fn host_range(&self) -> Range<usize> {
        let start = self.segments.first().map_or(0, |segment| segment.host.start);
        start..self.segments.last().map_or(start, |segment| segment.host.end)
    }

    /// Where a place of the definition stands in the host.
    #[must_use]
    pub fn host_offset(&self, inner: usize) -> usize {
        let at = self.segments.partition_point(|segment| segment.inner.end <= inner);
        match self.segments.get(at) {
            Some(segment) => outwards::place(self, segment, inner),
            None => self.host_range().end,
        }
    }
}
