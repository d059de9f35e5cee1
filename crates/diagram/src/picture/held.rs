//! The definition inside of a picture, by which it opens again.

use super::xml::{escaped, unescaped};

/// What names the definition in an SVG's metadata.
const NAMESPACE: &str = "urn:stepwright:definition";
/// What names it among the texts of a PNG.
const KEYWORD: &str = "Stepwright definition";
const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// The metadata of an SVG that hold a definition.
pub fn metadata(definition: &str) -> String {
    format!("<metadata><definition xmlns=\"{NAMESPACE}\">{}</definition></metadata>\n", escaped(definition))
}

/// The definition that a picture holds: a PNG or an SVG. `None` for whatever else.
#[must_use]
pub fn definition_in(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(&PNG) {
        return chunks(bytes).find_map(|(name, data)| if &name == b"iTXt" { text_of(data) } else { None });
    }
    let has_name = bytes.windows(NAMESPACE.len()).any(|part| part == NAMESPACE.as_bytes());
    if has_name { of_svg(std::str::from_utf8(bytes).ok()?) } else { None }
}

/// Programs that write an SVG anew may give the name a prefix, and declare it elsewhere.
fn of_svg(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let before = text[..text.find(NAMESPACE)?].trim_end_matches(['"', '\'', '=']);
    let prefix = before.rsplit_once("xmlns").and_then(|(_, prefix)| prefix.strip_prefix(':'));
    let name = prefix.map_or_else(|| "definition".to_owned(), |prefix| format!("{prefix}:definition"));
    let element = &text[text.find(&format!("<{name}"))?..];
    let (_, inside) = element.split_once('>')?;
    Some(unescaped(&inside[..inside.find(&format!("</{name}"))?]))
}

/// A PNG with a definition in it; `None` if it is none.
#[must_use]
pub fn put_into_png(png: &[u8], definition: &str) -> Option<Vec<u8>> {
    // The first chunk is the header, behind which texts may stand.
    let (_, header) = chunks(png).next().filter(|(name, _)| name == b"IHDR")?;
    let end = PNG.len() + 12 + header.len();
    let mut data = KEYWORD.as_bytes().to_vec();
    // Not compressed, in no language, without a translation of the keyword.
    data.extend([0, 0, 0, 0, 0]);
    data.extend(definition.as_bytes());
    let mut made = png.get(..end)?.to_vec();
    made.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    let from = made.len();
    made.extend(b"iTXt");
    made.extend(&data);
    made.extend(checksum(&made[from..]).to_be_bytes());
    made.extend(&png[end..]);
    Some(made)
}

/// The chunks of a PNG, as far as they are whole: each with its name and what is in it.
fn chunks(png: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = png.strip_prefix(&PNG).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let name = rest.get(4..8)?.try_into().ok()?;
        let data = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(length + 12..).unwrap_or_default();
        Some((name, data))
    })
}

/// The text of our keyword.
fn text_of(data: &[u8]) -> Option<String> {
    let rest = data.strip_prefix(KEYWORD.as_bytes())?.strip_prefix(&[0, 0, 0])?;
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let text = parts.nth(2)?;
    String::from_utf8(text.to_vec()).ok()
}

/// The CRC-32 of PNG.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFINITION: &str = "{\r\n  \"Comment\": \"a < b & 'ü' 😀 ]]>\"\n}";
    /// One grey point.
    const POINT: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0,
        0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];

    #[test]
    fn a_png_keeps_the_definition_byte_for_byte() {
        let made = put_into_png(POINT, DEFINITION).expect("a PNG");
        assert_eq!(definition_in(&made).as_deref(), Some(DEFINITION));
        assert!(made.ends_with(&POINT[33..]) && made.starts_with(&POINT[..33]));
        assert_eq!(definition_in(POINT), None);
        // The checksum of the last chunk is known.
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
        for end in 0..made.len() {
            let _ = definition_in(&made[..end]);
        }
        assert_eq!(put_into_png(b"no picture", DEFINITION), None);
    }

    #[test]
    fn an_svg_keeps_it_through_programs_that_write_it_anew() {
        let ours = format!("<?xml version=\"1.0\"?>\n<svg>{}</svg>", metadata(DEFINITION));
        assert_eq!(definition_in(ours.as_bytes()).as_deref(), Some(DEFINITION));
        let moved = format!(
            "<svg xmlns:ns1=\"{NAMESPACE}\"><metadata><ns1:definition id=\"a\">{}</ns1:definition></metadata></svg>",
            escaped(DEFINITION)
        );
        assert_eq!(definition_in(moved.as_bytes()).as_deref(), Some(DEFINITION));
        for other in ["", "<svg/>", "<svg xmlns:a=\"urn:stepwright:definition\"/>", "urn:stepwright:definition"] {
            assert_eq!(definition_in(other.as_bytes()), None, "{other}");
        }
    }
}
