//! The JSON values of a recording: each is stored once, shared by the events that carry it, and measured at most once.

use std::sync::Arc;

use value::Value;

use super::event::PayloadId;

/// A value's measure: bytes of compact JSON, and how deep it nests. Either exact or an upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Bytes of compact JSON in UTF-8.
    pub bytes: u32,
    /// How many arrays and objects are within each other.
    pub depth: u32,
}

impl Measure {
    /// Measures a value. Below `MOST_DEPTH` levels it stops and reports that depth.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        let mut measure = Self { bytes: 0, depth: 0 };
        measure.add(value, 0);
        measure
    }

    fn add(&mut self, value: &Value, depth: u32) {
        let bytes = match value {
            Value::Array(items) => {
                self.depth = self.depth.max(depth + 1);
                if depth < MOST_DEPTH {
                    items.iter().for_each(|item| self.add(item, depth + 1));
                }
                2 + items.len().saturating_sub(1)
            }
            Value::Object(object) => {
                self.depth = self.depth.max(depth + 1);
                if depth < MOST_DEPTH {
                    object.values().for_each(|member| self.add(member, depth + 1));
                }
                let names: usize = object.keys().map(|key| text_size(key) + 1).sum();
                2 + object.len().saturating_sub(1) + names
            }
            scalar => scalar.json_size(),
        };
        self.bytes = self.bytes.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
    }
}

/// Measuring goes no deeper: such a value is beyond every limit anyway.
const MOST_DEPTH: u32 = 1_000;

fn text_size(text: &str) -> usize {
    let escapes = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    });
    2 + text.len() + escapes.sum::<usize>()
}

/// The payloads of a recording, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payloads {
    entries: Vec<Payload>,
    /// The text that a value was written as, where it differs from compact JSON; in ascending order.
    texts: Vec<(PayloadId, Arc<str>)>,
}

/// One payload.
#[derive(Clone, Debug, PartialEq)]
struct Payload {
    value: Value,
    bound: Measure,
}

impl Payloads {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of a payload; `null` for an id of another recording.
    #[must_use]
    pub fn value(&self, id: PayloadId) -> &Value {
        self.entries.get(id.0 as usize).map_or(&Value::Null, |payload| &payload.value)
    }

    /// At most how large the payload is.
    #[must_use]
    pub fn bound(&self, id: PayloadId) -> Measure {
        self.entries.get(id.0 as usize).map_or(Measure { bytes: 4, depth: 0 }, |payload| payload.bound)
    }

    /// The payload as the service prints it: the text it was given as, or compact JSON.
    #[must_use]
    pub fn text(&self, id: PayloadId) -> String {
        match self.texts.binary_search_by_key(&id, |(owner, _)| *owner) {
            Ok(index) => self.texts[index].1.to_string(),
            Err(_) => self.value(id).to_json(),
        }
    }

    /// The text a payload was given as, if that is not its compact JSON.
    #[must_use]
    pub fn original_text(&self, id: PayloadId) -> Option<&Arc<str>> {
        self.texts.binary_search_by_key(&id, |(owner, _)| *owner).ok().map(|index| &self.texts[index].1)
    }

    /// Adds a value whose measure is known, exactly or as an upper bound.
    pub fn add_bounded(&mut self, value: Value, bound: Measure) -> PayloadId {
        let id = PayloadId(self.entries.len() as u32);
        self.entries.push(Payload { value, bound });
        id
    }

    /// Adds a value and measures it.
    pub fn add(&mut self, value: Value) -> PayloadId {
        let bound = Measure::of(&value);
        self.add_bounded(value, bound)
    }

    /// Adds a value that was given as a text, which is kept where it is not compact JSON.
    pub fn add_text(&mut self, value: Value, text: Arc<str>) -> PayloadId {
        let compact = value.to_json();
        let id = self.add(value);
        if *compact != *text {
            self.texts.push((id, text));
        }
        id
    }

    /// Replaces a bound by the exact measure and returns it.
    pub fn measure(&mut self, id: PayloadId) -> Measure {
        let Some(payload) = self.entries.get_mut(id.0 as usize) else { return Measure { bytes: 4, depth: 0 } };
        payload.bound = Measure::of(&payload.value);
        payload.bound
    }

    /// Forgets all payloads from `len` on.
    pub fn truncate(&mut self, len: usize) {
        self.entries.truncate(len);
        self.texts.retain(|(owner, _)| (owner.0 as usize) < len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_the_size_of_the_compact_text_and_the_depth() {
        for (text, depth) in [("null", 0), ("[]", 1), (r#"{"a":[1,{"é\n":"b"}]}"#, 3), (r#""x""#, 0)] {
            let value = value::parse(text).expect(text);
            assert_eq!(Measure::of(&value), Measure { bytes: text.len() as u32, depth }, "{text}");
        }
    }

    #[test]
    fn a_payload_keeps_the_text_it_was_given_as() {
        let mut payloads = Payloads::default();
        let spaced = payloads.add_text(value::parse("[1, 2]").expect("json"), "[1, 2]".into());
        let compact = payloads.add_text(value::parse("[1]").expect("json"), "[1]".into());
        assert_eq!(payloads.text(spaced), "[1, 2]");
        assert_eq!(payloads.text(compact), "[1]");
        assert!(payloads.original_text(compact).is_none());
        payloads.truncate(0);
        assert!(payloads.is_empty());
    }
}
