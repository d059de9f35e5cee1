//! Values as bytes: strings, arrays and objects that were written before are referred to by number.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Key, Number, Object, Value};

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INT: u8 = 3;
const FLOAT: u8 = 4;
const STRING: u8 = 5;
const ARRAY: u8 = 6;
const OBJECT: u8 = 7;
const KNOWN: u8 = 8;

/// Reading goes no deeper: no payload of a recording does.
const MOST_DEPTH: usize = 2_000;

/// Remembers by address what was written. The values must stay alive while it is used, as those of a recording do.
#[derive(Debug, Default)]
pub(super) struct ValueWriter {
    known: BTreeMap<usize, u64>,
    count: u64,
}

/// Remembers what was read, in the same order.
#[derive(Debug, Default)]
pub(super) struct ValueReader {
    known: Vec<Value>,
}

impl ValueWriter {
    pub fn write(&mut self, value: &Value, out: &mut Vec<u8>) {
        match value {
            Value::Null => out.push(NULL),
            Value::Bool(false) => out.push(FALSE),
            Value::Bool(true) => out.push(TRUE),
            Value::Number(Number::Int(int)) => {
                out.push(INT);
                write_number(((int << 1) ^ (int >> 63)) as u64, out);
            }
            Value::Number(Number::Float(float)) => {
                out.push(FLOAT);
                out.extend(float.to_le_bytes());
            }
            Value::String(text) => self.write_text(text, out),
            Value::Array(items) => {
                let address = Arc::as_ptr(items).cast::<u8>() as usize;
                if self.write_known(address, out) {
                    return;
                }
                out.push(ARRAY);
                write_number(items.len() as u64, out);
                items.iter().for_each(|item| self.write(item, out));
                self.remember(address);
            }
            Value::Object(object) => {
                let address = Arc::as_ptr(object).cast::<u8>() as usize;
                if self.write_known(address, out) {
                    return;
                }
                out.push(OBJECT);
                write_number(object.len() as u64, out);
                for (key, member) in object.iter() {
                    self.write_text(key, out);
                    self.write(member, out);
                }
                self.remember(address);
            }
        }
    }

    fn write_text(&mut self, text: &Arc<str>, out: &mut Vec<u8>) {
        let address = Arc::as_ptr(text).cast::<u8>() as usize;
        if !text.is_empty() && self.write_known(address, out) {
            return;
        }
        out.push(STRING);
        write_number(text.len() as u64, out);
        out.extend(text.as_bytes());
        if text.is_empty() { self.count += 1 } else { self.remember(address) }
    }

    fn write_known(&self, address: usize, out: &mut Vec<u8>) -> bool {
        let Some(number) = self.known.get(&address) else { return false };
        out.push(KNOWN);
        write_number(*number, out);
        true
    }

    fn remember(&mut self, address: usize) {
        self.known.insert(address, self.count);
        self.count += 1;
    }
}

impl ValueReader {
    pub fn read(&mut self, bytes: &mut &[u8]) -> Option<Value> {
        self.read_at(bytes, 0)
    }

    fn read_at(&mut self, bytes: &mut &[u8], depth: usize) -> Option<Value> {
        if depth > MOST_DEPTH {
            return None;
        }
        let value = match take(bytes, 1)?[0] {
            NULL => return Some(Value::Null),
            FALSE => return Some(Value::Bool(false)),
            TRUE => return Some(Value::Bool(true)),
            INT => {
                let zigzag = read_number(bytes)?;
                return Some(Value::from((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64)));
            }
            FLOAT => {
                let float = f64::from_le_bytes(take(bytes, 8)?.try_into().ok()?);
                return float.is_finite().then_some(Value::Number(Number::Float(float)));
            }
            KNOWN => return self.known.get(usize::try_from(read_number(bytes)?).ok()?).cloned(),
            STRING => {
                let length = usize::try_from(read_number(bytes)?).ok()?;
                Value::from(std::str::from_utf8(take(bytes, length)?).ok()?)
            }
            ARRAY => {
                let count = read_number(bytes)?;
                let mut items = Vec::new();
                for _ in 0..count {
                    items.push(self.read_at(bytes, depth + 1)?);
                }
                Value::from(items)
            }
            OBJECT => {
                let count = read_number(bytes)?;
                let mut object = Object::new();
                for _ in 0..count {
                    let Value::String(key) = self.read_at(bytes, depth + 1)? else { return None };
                    let member = self.read_at(bytes, depth + 1)?;
                    object.insert(Key::clone(&key), member);
                }
                Value::from(object)
            }
            _ => return None,
        };
        self.known.push(value.clone());
        Some(value)
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = take(bytes, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_and_what_they_share_is_written_once() {
        let text = r#"{"a":[1,-2,9007199254740993,1.5,null,true,false,"","é"],"b":{"a":"é"}}"#;
        let value = value::parse(text).expect("json");
        let wrapped = Value::object([("first", value.clone()), ("again", value.clone())]);
        let (mut writer, mut out) = (ValueWriter::default(), Vec::new());
        writer.write(&value, &mut out);
        let once = out.len();
        writer.write(&wrapped, &mut out);
        assert!(out.len() < once + 25, "{} bytes after {once}", out.len());
        let (mut reader, mut bytes) = (ValueReader::default(), out.as_slice());
        assert_eq!(reader.read(&mut bytes).as_ref(), Some(&value));
        assert_eq!(reader.read(&mut bytes), Some(wrapped));
        assert!(bytes.is_empty());
        assert_eq!(reader.read(&mut &out[..once - 1]), None);
    }
}
