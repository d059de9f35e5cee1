//! URLs and Base64, as ECMAScript encodes them.

use super::Arguments;
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::Evaluated;
use crate::jsonata::item::Item;

/// The delimiters that a whole URL keeps.
pub(super) const RESERVED: &str = ";/?:@&=+$,#";

pub(super) fn encode(text: &str, keep: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) || keep.as_bytes().contains(&byte) {
            result.push(byte as char);
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

pub(super) fn decode(arguments: &Arguments, function: &str, keep: &str) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    match decoded(text, keep) {
        Some(text) => Ok(Item::from(text)),
        None => Err(Box::new(Fault::new("D3140").value(text).note(function))),
    }
}

/// `None` when an escape is cut short or is no UTF-8; escapes of kept characters stay.
fn decoded(text: &str, keep: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut result = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'%' {
            result.push(bytes[at]);
            at += 1;
            continue;
        }
        let byte = u8::from_str_radix(text.get(at + 1..at + 3).filter(|digits| !digits.starts_with('+'))?, 16).ok()?;
        if byte.is_ascii() && keep.as_bytes().contains(&byte) {
            result.extend_from_slice(&bytes[at..at + 3]);
        } else {
            result.push(byte);
        }
        at += 3;
    }
    String::from_utf8(result).ok()
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The low byte of every character, as `btoa` takes them.
pub(super) fn base64_encode(text: &str) -> String {
    use base64::Engine;
    let bytes: Vec<u8> = text.encode_utf16().map(|unit| unit as u8).collect();
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Each decoded byte as a character; what is no Base64 is passed over.
pub(super) fn base64_decode(text: &str) -> String {
    let digits = text.bytes().take_while(|byte| *byte != b'=').filter_map(|byte| {
        let byte = match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        ALPHABET.iter().position(|digit| *digit == byte)
    });
    let (mut bits, mut count) = (0_u32, 0);
    let mut result = String::new();
    for digit in digits {
        bits = (bits << 6 | digit as u32) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            result.push(char::from((bits >> count) as u8));
        }
    }
    result
}
