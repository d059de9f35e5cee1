//! The letters inside of a picture: Inter (SIL Open Font License), of which only those go along that the picture needs.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The faces of pictures, as TrueType.
#[derive(Clone, Debug)]
pub struct Fonts<'a> {
    /// For what is quiet.
    pub regular: Cow<'a, [u8]>,
    /// For names.
    pub bold: Cow<'a, [u8]>,
}

#[cfg(feature = "fonts")]
impl Fonts<'static> {
    /// The faces that come along with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            regular: Cow::Borrowed(include_bytes!("../../fonts/Inter-Regular.ttf")),
            bold: Cow::Borrowed(include_bytes!("../../fonts/Inter-SemiBold.ttf")),
        }
    }
}

impl Fonts<'_> {
    /// Both faces as text, a line each, for whoever keeps them in a file.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{}\n{}\n", base64(&self.regular), base64(&self.bold))
    }

    /// What was written so; `None` if it is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Fonts<'static>> {
        let mut lines = text.lines().map(from_base64);
        Some(Fonts { regular: Cow::Owned(lines.next()??), bold: Cow::Owned(lines.next()??) })
    }

    /// The style sheet that brings along what a picture's letters need.
    pub(super) fn style_for(&self, picture: &str) -> String {
        let letters: BTreeSet<char> = picture.chars().collect();
        let face = |weight: u32, font: &[u8]| {
            let part = part_of(font, &letters);
            let data = base64(part.as_deref().unwrap_or(font));
            format!("@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/ttf;base64,{data})}}")
        };
        format!("<style>{}{}</style>\n", face(400, &self.regular), face(600, &self.bold))
    }
}

/// A font with the outlines of these letters alone; glyphs keep their numbers. `None` if it is not as we know fonts.
fn part_of(font: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let tables = tables(font)?;
    let table = |name: &[u8; 4]| tables.iter().find(|(own, _)| own == name).map(|(_, data)| *data);
    let (glyf, loca, head, cmap) = (table(b"glyf")?, table(b"loca")?, table(b"head")?, table(b"cmap")?);
    let is_long = u16_at(head, 50)? == 1;
    let offset = |index: usize| match is_long {
        true => u32_at(loca, 4 * index).map(|offset| offset as usize),
        false => u16_at(loca, 2 * index).map(|half| 2 * half as usize),
    };
    let count = loca.len() / if is_long { 4 } else { 2 } - 1;
    let outline = |glyph: usize| glyf.get(offset(glyph)?..offset(glyph + 1)?);
    let mut kept: BTreeSet<usize> = letters.iter().filter_map(|letter| glyph_of(cmap, *letter)).collect();
    // What stands for letters that are not there, and what accented letters are made of.
    kept.insert(0);
    let mut pending: Vec<usize> = kept.iter().copied().collect();
    while let Some(glyph) = pending.pop() {
        let parts = outline(glyph).map(parts_of).unwrap_or_default();
        pending.extend(parts.into_iter().filter(|part| kept.insert(*part)));
    }
    let (mut new_glyf, mut new_loca) = (Vec::new(), Vec::new());
    for glyph in 0..count {
        new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
        if kept.contains(&glyph) {
            new_glyf.extend(outline(glyph)?);
            new_glyf.resize(new_glyf.len().next_multiple_of(4), 0);
        }
    }
    new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
    let mut new_head = head.to_vec();
    new_head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    let replaced = tables.iter().map(|(name, data)| {
        let data = match name {
            b"glyf" => new_glyf.as_slice(),
            b"loca" => &new_loca,
            b"head" => &new_head,
            _ => data,
        };
        (*name, data)
    });
    Some(font_of(&replaced.collect::<Vec<_>>()))
}

type Table<'a> = ([u8; 4], &'a [u8]);

fn tables(font: &[u8]) -> Option<Vec<Table<'_>>> {
    let count = u16_at(font, 4)? as usize;
    let table = |index: usize| {
        let entry = font.get(12 + 16 * index..28 + 16 * index)?;
        let (from, length) = (u32_at(entry, 8)? as usize, u32_at(entry, 12)? as usize);
        Some((entry.get(..4)?.try_into().ok()?, font.get(from..from.checked_add(length)?)?))
    };
    (0..count).map(table).collect()
}

/// A font of these tables, which are in the order of their names.
fn font_of(tables: &[Table]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.checked_ilog2().unwrap_or(0) as u16;
    let mut made = vec![0, 1, 0, 0];
    for number in [count, 16 << power, power, 16 * count - (16 << power)] {
        made.extend(number.to_be_bytes());
    }
    let mut from = 12 + 16 * tables.len();
    for (name, data) in tables {
        made.extend(name);
        for number in [checksum(data), from as u32, data.len() as u32] {
            made.extend(number.to_be_bytes());
        }
        from += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        made.extend(*data);
        made.resize(made.len().next_multiple_of(4), 0);
    }
    made
}

fn checksum(data: &[u8]) -> u32 {
    let word = |part: &[u8]| part.iter().enumerate().fold(0, |word, (index, byte)| word | u32::from(*byte) << (24 - 8 * index));
    data.chunks(4).map(word).fold(0, u32::wrapping_add)
}

/// The glyph of a letter, by the table's part for the first plane.
fn glyph_of(cmap: &[u8], letter: char) -> Option<usize> {
    let code = usize::from(u16::try_from(letter as u32).ok()?);
    let count = u16_at(cmap, 2)? as usize;
    let part = (0..count)
        .filter_map(|index| cmap.get(u32_at(cmap, 8 + 8 * index)? as usize..))
        .find(|part| u16_at(part, 0) == Some(4))?;
    let doubled = u16_at(part, 6)? as usize;
    let segment = (0..doubled).step_by(2).find(|at| u16_at(part, 14 + at).is_some_and(|end| code <= end as usize))?;
    let start = u16_at(part, 16 + doubled + segment)? as usize;
    let delta = u16_at(part, 16 + 2 * doubled + segment)? as usize;
    let at = 16 + 3 * doubled + segment;
    let glyph = match (code >= start, u16_at(part, at)? as usize) {
        (false, _) => 0,
        (true, 0) => (code + delta) & 0xffff,
        (true, range) => match u16_at(part, at + range + 2 * (code - start))? as usize {
            0 => 0,
            glyph => (glyph + delta) & 0xffff,
        },
    };
    (glyph != 0).then_some(glyph)
}

/// The glyphs that an outline is put together from.
fn parts_of(outline: &[u8]) -> Vec<usize> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let mut parts = Vec::new();
    // A number of contours below zero says that it is put together.
    if u16_at(outline, 0).is_none_or(|contours| contours < 0x8000) {
        return parts;
    }
    let mut at = 10;
    while let (Some(flags), Some(glyph)) = (u16_at(outline, at), u16_at(outline, at + 2)) {
        parts.push(glyph as usize);
        let scale = match flags {
            flags if flags & SCALE != 0 => 2,
            flags if flags & TWO_SCALES != 0 => 4,
            flags if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 } + scale;
        if flags & MORE == 0 {
            break;
        }
    }
    parts
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut made = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let word = part.iter().enumerate().fold(0u32, |word, (index, byte)| word | u32::from(*byte) << (16 - 8 * index));
        for index in 0..4 {
            let digit = char::from(DIGITS[(word >> (18 - 6 * index)) as usize & 63]);
            made.push(if index <= part.len() { digit } else { '=' });
        }
    }
    made
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| DIGITS.iter().position(|digit| *digit == byte);
    let text = text.trim().trim_end_matches('=').as_bytes();
    let mut made = Vec::with_capacity(text.len() * 3 / 4);
    for part in text.chunks(4) {
        let mut word = 0;
        for (index, byte) in part.iter().enumerate() {
            word |= (digit(*byte)? as u32) << (18 - 6 * index);
        }
        made.extend_from_slice(&word.to_be_bytes()[1..part.len()]);
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_comes_back() {
        for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
            assert_eq!(from_base64(&base64(text.as_bytes())).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(base64(b"fooba"), "Zm9vYmE=");
        assert_eq!(from_base64("a b"), None);
    }

    #[cfg(feature = "fonts")]
    #[test]
    fn a_part_of_a_font_has_the_outlines_that_are_needed_and_no_others() {
        let fonts = Fonts::built_in();
        for font in [&fonts.regular, &fonts.bold] {
            let letters: BTreeSet<char> = "Äbc".chars().collect();
            let part = part_of(font, &letters).expect("a font");
            assert!(part.len() < font.len() / 2, "{} of {}", part.len(), font.len());
            let (old, new) = (tables(font).expect("tables"), tables(&part).expect("tables"));
            assert_eq!(
                old.iter().map(|(name, _)| name).collect::<Vec<_>>(),
                new.iter().map(|(name, _)| name).collect::<Vec<_>>()
            );
            // The letter is found where it was, and so are those that are left out.
            let cmap = |tables: &[Table]| tables.iter().find(|(name, _)| name == b"cmap").map(|(_, data)| data.to_vec());
            let (old, new) = (cmap(&old).expect("a table"), cmap(&new).expect("a table"));
            for letter in "Äz…→".chars() {
                assert!(glyph_of(&old, letter).is_some() && glyph_of(&old, letter) == glyph_of(&new, letter), "{letter}");
            }
            assert_eq!(glyph_of(&old, '漢'), None);
        }
        let read = Fonts::read(&fonts.write()).expect("fonts");
        assert!(read.regular == fonts.regular && read.bold == fonts.bold);
    }

    #[test]
    fn what_is_no_font_is_left_alone() {
        for bytes in [&b""[..], b"no font at all, and long enough to be one", &[0; 64]] {
            assert_eq!(part_of(bytes, &BTreeSet::new()), None);
        }
    }
}
