//! Bytes of a file as text: UTF-8, UTF-16, or else Windows-1252.

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, as everything should be.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16LittleEndian,
    /// UTF-16, the higher byte first.
    Utf16BigEndian,
    /// What Windows wrote where it did not say.
    Windows1252,
}

impl Encoding {
    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16LittleEndian | Self::Utf16BigEndian => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// The text in these bytes and how it is written; `None` for bytes that are no text. A mark of the byte order is kept where
/// it is UTF-8, whose text keeps every byte.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some(encoding) = utf16(bytes) {
        let body = bytes.strip_prefix(&[0xff, 0xfe]).or_else(|| bytes.strip_prefix(&[0xfe, 0xff])).unwrap_or(bytes);
        let pair: fn([u8; 2]) -> u16 =
            if encoding == Encoding::Utf16LittleEndian { u16::from_le_bytes } else { u16::from_be_bytes };
        let units: Vec<u16> = body.chunks_exact(2).map(|unit| pair([unit[0], unit[1]])).collect();
        return Some((String::from_utf16(&units).ok()?, encoding));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some((text.to_owned(), Encoding::Utf8)),
        Err(_) if bytes.contains(&0) => None,
        Err(_) => Some((bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252)),
    }
}

/// Which UTF-16 it is: by its mark, or since every other byte of a text of JSON or YAML is zero.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16LittleEndian),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16BigEndian),
        _ => {}
    }
    match bytes.get(..4)? {
        [low, 0, next, 0] if *low != 0 && *next != 0 => Some(Encoding::Utf16LittleEndian),
        [0, low, 0, next] if *low != 0 && *next != 0 => Some(Encoding::Utf16BigEndian),
        _ => None,
    }
}

/// The characters of 0x80 to 0x9f; those that are none stay controls.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_however_they_are_written() {
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for (bytes, text, encoding) in [
            ("{\"ä\": 1}".as_bytes().to_vec(), "{\"ä\": 1}", Encoding::Utf8),
            ("\u{feff}{}".as_bytes().to_vec(), "\u{feff}{}", Encoding::Utf8),
            (b"{\"\xe4\x80\": 1}".to_vec(), "{\"ä€\": 1}", Encoding::Windows1252),
            (wide("\u{feff}{\"ä😀\":1}", u16::to_le_bytes), "{\"ä😀\":1}", Encoding::Utf16LittleEndian),
            (wide("\u{feff}{\"ä\":1}", u16::to_be_bytes), "{\"ä\":1}", Encoding::Utf16BigEndian),
            (wide("{\"a\":1}", u16::to_le_bytes), "{\"a\":1}", Encoding::Utf16LittleEndian),
            (Vec::new(), "", Encoding::Utf8),
        ] {
            assert_eq!(decode(&bytes), Some((text.to_owned(), encoding)), "{text}");
        }
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\x00\x00\xff"), None);
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8]), None, "half a character");
    }
}
