//! Values as JSON text: strict parsing, compact and indented printing, and the size that limits are measured in.

use std::sync::Arc;
use std::{fmt, io};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use serde_json::ser::Formatter;

use crate::{Key, Number, Object, Value};

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong, in words, without the place.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at line {} column {}", self.message, self.line, self.column)
    }
}

impl std::error::Error for ParseError {}

/// How deep JSON may nest: beyond every payload that is simulated, and within every stack.
const DEPTH: usize = 512;

/// Parses strict JSON (RFC 8259). Nesting beyond 512 levels is an error, never a stack overflow.
pub fn parse(text: &str) -> Result<Value, ParseError> {
    if let Some(at) = too_deep(text.as_bytes()) {
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        return Err(ParseError { message: "recursion limit exceeded".to_owned(), line, column });
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    Value::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value)).map_err(|error| {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
        ParseError { message, line: error.line(), column: error.column() }
    })
}

/// The bracket with which a text nests too deeply.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                if depth > DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

impl Value {
    /// Compact JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Compact JSON text with its numbers as Java writes them (`Number::to_java`): what the service makes of data in texts.
    #[must_use]
    pub fn to_java_json(&self) -> String {
        let mut text = Vec::with_capacity(128);
        match self.serialize(&mut serde_json::Serializer::with_formatter(&mut text, JavaNumbers)) {
            Ok(()) => String::from_utf8(text).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// JSON text indented by two spaces.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Bytes of the compact JSON text in UTF-8, without building it: what the 256 KiB payload limit counts.
    #[must_use]
    pub fn json_size(&self) -> usize {
        match self {
            Self::Null => 4,
            Self::Bool(bool) => 5 - usize::from(*bool),
            Self::Number(Number::Int(int)) => int_size(*int),
            Self::Number(float) => float.to_string().len(),
            Self::String(string) => string_size(string),
            Self::Array(items) => 2 + items.len().saturating_sub(1) + items.iter().map(Value::json_size).sum::<usize>(),
            Self::Object(object) => {
                let members = object.iter().map(|(key, value)| string_size(key) + 1 + value.json_size()).sum::<usize>();
                2 + object.len().saturating_sub(1) + members
            }
        }
    }
}

/// Compact JSON whose numbers are as the service writes them.
struct JavaNumbers;

impl Formatter for JavaNumbers {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, float: f64) -> io::Result<()> {
        writer.write_all(Number::Float(float).to_java().as_bytes())
    }
}

fn int_size(int: i64) -> usize {
    let digits = int.unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1);
    digits + usize::from(int < 0)
}

fn string_size(string: &str) -> usize {
    let escapes = string.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    });
    2 + string.len() + escapes.sum::<usize>()
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_json())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(Number::Int(int)) => serializer.serialize_i64(*int),
            Self::Number(Number::Float(float)) => serializer.serialize_f64(*float),
            Self::String(string) => serializer.serialize_str(string),
            Self::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items.iter() {
                    sequence.serialize_element(item)?;
                }
                sequence.end()
            }
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(&**key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, bool: bool) -> Result<Value, E> {
        Ok(Value::Bool(bool))
    }

    fn visit_i64<E>(self, int: i64) -> Result<Value, E> {
        Ok(Value::from(int))
    }

    fn visit_u64<E>(self, int: u64) -> Result<Value, E> {
        Ok(Value::Number(i64::try_from(int).map_or(Number::Float(int as f64), Number::Int)))
    }

    fn visit_f64<E>(self, float: f64) -> Result<Value, E> {
        // Minus zero is zero to every consumer of JSON that the service is made of.
        if float == 0.0 && float.is_sign_negative() {
            return Ok(Value::from(0));
        }
        Ok(if float.is_finite() { Value::Number(Number::Float(float)) } else { Value::Null })
    }

    fn visit_str<E>(self, string: &str) -> Result<Value, E> {
        Ok(Value::from(string))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Value::from(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Object::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let value: Value = map.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(Arc::new(object)))
    }
}

/// Reads a member name straight into shared text, without a `String` between.
struct KeySeed;

impl<'de> serde::de::DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(Arc::from(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_a_round_trip_and_its_size_is_known() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-12",
            "1.5",
            "1.0",
            "\"a\\n\\u0001é\\\"\"",
            "[]",
            "[1,[2]]",
            "{}",
            r#"{"b":1,"a":{"c":null}}"#,
        ] {
            let value = parse(text).expect(text);
            assert_eq!(value.to_json(), text);
            assert_eq!(value.json_size(), text.len(), "{text}");
        }
    }

    #[test]
    fn a_syntax_error_names_its_place() {
        let error = parse("{\"a\": 1,\n  \"b\" 2}").expect_err("a missing colon");
        assert_eq!((error.line, error.column), (2, 7));
        assert_eq!(error.message, "expected `:`");
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        let error = parse(&"[".repeat(100_000)).expect_err("too deep");
        assert_eq!(error.message, "recursion limit exceeded");
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(400)).is_ok());
        assert_eq!(parse(&format!("[\n {}]", nested(512))).map_err(|error| (error.line, error.column)), Err((2, 513)));
    }
}
