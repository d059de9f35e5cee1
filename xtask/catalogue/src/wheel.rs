//! Reading a wheel, which is a ZIP file: its directory, and single files of it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use flate2::read::{DeflateDecoder, GzDecoder};
use serde_json::Value;

use crate::Failure;

/// A wheel in memory.
pub struct Wheel {
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
    date: String,
}

/// Where a file lies.
struct Entry {
    at: usize,
    length: usize,
    deflated: bool,
}

impl Wheel {
    /// Reads the file and the directory at its end.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let broken = || format!("{} is no ZIP file", path.display());
        let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or_else(broken)?;
        let count = number(&bytes, end + 10, 2).ok_or_else(broken)?;
        let mut at = number(&bytes, end + 16, 4).ok_or_else(broken)?;
        let (mut entries, mut date) = (BTreeMap::new(), String::new());
        for _ in 0..count {
            let field = |offset, size| number(&bytes, at + offset, size).ok_or_else(broken);
            let (name, extra, comment) = (field(28, 2)?, field(30, 2)?, field(32, 2)?);
            let text = bytes.get(at + 46..at + 46 + name).ok_or_else(broken)?;
            let text = String::from_utf8_lossy(text).into_owned();
            date = date.max(day(field(14, 2)?));
            let entry = Entry { at: field(42, 4)?, length: field(20, 4)?, deflated: field(10, 2)? == 8 };
            entries.insert(text, entry);
            at += 46 + name + extra + comment;
        }
        Ok(Self { bytes, entries, date })
    }

    /// The day on which the youngest of its files was made, `YYYY-MM-DD`.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// The paths of its files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The JSON in one of its gzipped files.
    pub fn json(&self, path: &str) -> Result<Value, Failure> {
        let broken = |what: &dyn std::fmt::Display| format!("{path} in the wheel cannot be read: {what}");
        let mut text = String::new();
        let packed = self.file(path).ok_or_else(|| broken(&"the wheel is cut off"))?;
        GzDecoder::new(packed.as_slice()).read_to_string(&mut text).map_err(|error| broken(&error))?;
        serde_json::from_str(&text).map_err(|error| broken(&error))
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        let entry = self.entries.get(path)?;
        let begin = entry.at + 30 + number(&self.bytes, entry.at + 26, 2)? + number(&self.bytes, entry.at + 28, 2)?;
        let stored = self.bytes.get(begin..begin + entry.length)?;
        if !entry.deflated {
            return Some(stored.to_vec());
        }
        let mut file = Vec::new();
        DeflateDecoder::new(stored).read_to_end(&mut file).ok()?;
        Some(file)
    }
}

/// A number in little-endian order.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + size)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// A day as ZIP files write it: seven bits of years since 1980, four of the month, five of the day.
fn day(packed: usize) -> String {
    format!("{:04}-{:02}-{:02}", 1980 + (packed >> 9), packed >> 5 & 15, packed & 31)
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_unpacked() {
        assert_eq!(super::day(46 << 9 | 11 << 5 | 20), "2026-11-20");
    }
}
