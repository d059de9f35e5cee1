//! Random data, the same for the same seed.

use value::{Object, Value};

/// A small generator of its own, so that a seed means the same pairs for ever.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % bound as u64) as usize
    }

    pub fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

pub const KEYS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
pub const TEXTS: [&str; 24] = [
    "",
    "x",
    "abc",
    "hello world",
    "a,b,c",
    "12.0",
    "3.5",
    "Zoë",
    "2024-02-29T12:30:00Z",
    "  padded  text ",
    "true",
    "ABC-def",
    "0x1F",
    "1e3",
    "-7",
    "straße",
    "日本語",
    "line\nbreak\ttab",
    "quote\"back\\slash",
    "aGVsbG8=",
    "a%20b",
    "one hundred and two",
    "aaa",
    "$1",
];
pub const NUMBERS: [f64; 30] = [
    0.0,
    1.0,
    2.0,
    3.0,
    -1.0,
    10.0,
    0.5,
    2.5,
    -3.75,
    100.0,
    1e10,
    1234.5678,
    7.0,
    1e-3,
    -2.0,
    4.0,
    0.1,
    -0.5,
    1.5,
    1.005,
    1e15,
    1e20,
    1e21,
    1.234_567_890_123_456_7e19,
    9_007_199_254_740_993.0,
    1e-7,
    1e300,
    5e-324,
    1_709_209_800_000.0,
    0.285,
];

/// Random data: mostly objects with few names, so that paths find something.
pub fn data(chance: &mut Chance, depth: usize) -> Value {
    match chance.below(if depth == 0 { 8 } else { 14 }) {
        0 => Value::Null,
        1 => Value::Bool(chance.below(2) == 0),
        2..=4 => number(chance),
        5..=7 => Value::from(TEXTS[chance.below(TEXTS.len())]),
        8 | 9 => {
            let count = chance.below(4);
            Value::from((0..count).map(|_| data(chance, depth - 1)).collect::<Vec<_>>())
        }
        10 => {
            // Rows of one shape, as real data have them.
            let count = 1 + chance.below(4);
            Value::from((0..count).map(|_| row(chance)).collect::<Vec<_>>())
        }
        _ => object(chance, depth - 1),
    }
}

pub fn object(chance: &mut Chance, depth: usize) -> Value {
    let mut object = Object::new();
    for _ in 0..1 + chance.below(5) {
        object.insert(KEYS[chance.below(KEYS.len())], data(chance, depth));
    }
    Value::from(object)
}

fn row(chance: &mut Chance) -> Value {
    let mut row = Object::new();
    row.insert("a", Value::from(TEXTS[chance.below(TEXTS.len())]));
    row.insert("b", number(chance));
    if chance.below(3) > 0 {
        row.insert("c", number(chance));
    }
    Value::from(row)
}

fn number(chance: &mut Chance) -> Value {
    value::Number::from_f64(NUMBERS[chance.below(NUMBERS.len())]).map_or(Value::Null, Value::from)
}
