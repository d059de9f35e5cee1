//! What the service's host language, Java, decides: its seeded random numbers and the order of its hash sets.

use value::{Number, Value};

/// `java.util.Random`: the linear congruential generator that its documentation fixes to the bit.
pub(crate) struct Random(u64);

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl Random {
    pub fn new(seed: i64) -> Self {
        Self((seed as u64 ^ MULTIPLIER) & MASK)
    }

    fn next(&mut self, bits: u32) -> i32 {
        self.0 = self.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        (self.0 >> (48 - bits)) as i32
    }

    /// `nextInt(bound)`; `bound` is at least 1.
    pub fn next_int(&mut self, bound: i32) -> i32 {
        if bound & bound.wrapping_sub(1) == 0 {
            return ((i64::from(bound) * i64::from(self.next(31))) >> 31) as i32;
        }
        loop {
            let bits = self.next(31);
            let value = bits % bound;
            // What lies beyond the last whole multiple of the bound would favour small values.
            if bits.wrapping_sub(value).wrapping_add(bound - 1) >= 0 {
                return value;
            }
        }
    }

    /// `nextDouble()`.
    pub fn next_double(&mut self) -> f64 {
        let high = i64::from(self.next(26)) << 27;
        (high + i64::from(self.next(27))) as f64 / (1_u64 << 53) as f64
    }
}

/// The distinct items in the order in which `new HashSet<>(items)` gives them.
pub(crate) fn hash_set(items: &[Value]) -> Vec<Value> {
    let wanted = (items.len() as f32 / 0.75) as usize + 1;
    let buckets = wanted.max(16).next_power_of_two();
    let mut table: Vec<Vec<&Value>> = vec![Vec::new(); buckets];
    for item in items {
        let hash = hash_code(item) as u32;
        let bucket = &mut table[(hash ^ hash >> 16) as usize & (buckets - 1)];
        if !bucket.iter().any(|known| same(known, item)) {
            bucket.push(item);
        }
    }
    table.into_iter().flatten().cloned().collect()
}

/// Equality as Java has it: `1` and `1.0` are of different types.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(Number::Int(_)), Value::Number(Number::Float(_))) => false,
        (Value::Number(Number::Float(_)), Value::Number(Number::Int(_))) => false,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        (one, other) => one == other,
    }
}

fn hash_code(value: &Value) -> i32 {
    match value {
        Value::Null => 0,
        Value::Bool(true) => 1231,
        Value::Bool(false) => 1237,
        Value::Number(Number::Int(int)) => i32::try_from(*int).unwrap_or((*int ^ (*int as u64 >> 32) as i64) as i32),
        Value::Number(Number::Float(float)) => {
            let bits = float.to_bits();
            (bits ^ bits >> 32) as i32
        }
        Value::String(text) => text_hash(text),
        Value::Array(items) => items.iter().fold(1, |hash: i32, item| hash.wrapping_mul(31).wrapping_add(hash_code(item))),
        Value::Object(object) => {
            object.iter().fold(0, |hash: i32, (key, value)| hash.wrapping_add(text_hash(key) ^ hash_code(value)))
        }
    }
}

fn text_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0, |hash: i32, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seeds 42, -10 and 1 are recordings of `States.MathRandom`; seed 42 of `$random` is a user's report.
    #[test]
    fn seeded_numbers_are_those_of_java() {
        assert_eq!(1 + Random::new(42).next_int(99), 63);
        assert_eq!(1 + Random::new(-10).next_int(9), 1);
        assert_eq!(2_147_483_640 + Random::new(1).next_int(7), 2_147_483_644);
        assert_eq!(Random::new(42).next_double(), 0.727_563_680_032_868_1);
        // Known of the class: `new Random(42).nextInt(10)` begins 0, 3, 8, and its first double of seed 0 is this.
        let mut random = Random::new(42);
        assert_eq!([random.next_int(10), random.next_int(10), random.next_int(10)], [0, 3, 8]);
        assert_eq!(Random::new(0).next_double(), 0.730_967_787_376_657);
        assert_eq!(Random::new(0).next_int(16), 11, "a power of two takes the upper bits");
    }

    #[test]
    fn sets_are_ordered_by_hash() {
        for (items, expected) in [
            ("[null,null,1,null]", "[null,1]"),
            ("[3,1,2,3]", "[1,2,3]"),
            ("[17,1,16,33]", "[16,17,1,33]"),
            (r#"["b","a","c","a"]"#, r#"["a","b","c"]"#),
            (r#"["banana","apple","cherry"]"#, r#"["banana","apple","cherry"]"#),
            ("[1,1.0,1]", "[1.0,1]"),
            (r#"[{"a":1,"b":2},{"b":2,"a":1}]"#, r#"[{"a":1,"b":2}]"#),
            ("[[1],[1],[]]", "[[1],[]]"),
        ] {
            let set = hash_set(value::parse(items).expect(items).as_array().expect(items));
            assert_eq!(Value::from(set).to_json(), expected, "{items}");
        }
    }
}
