//! How large and how deep a value is when it is written out, although its parts are shared.

use value::{Number, Value};

use super::item::Item;
use crate::limits;

/// The value is larger than allowed, or deeper than anything may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Looks at every part until more than `most` is counted: one for each character, eight for anything else. Tells whether
/// there is an infinite number.
pub(super) fn check(item: &Item, most: usize) -> Result<bool, TooLarge> {
    let mut meter = Meter { left: most, parts: most, infinite: false };
    meter.item(item, 0)?;
    Ok(meter.infinite)
}

struct Meter {
    left: usize,
    infinite: bool,
    /// How many parts may still be looked at: arrays and objects count nothing, and empty ones can be shared without end.
    parts: usize,
}

impl Meter {
    fn take(&mut self, size: usize) -> Result<(), TooLarge> {
        self.left = self.left.checked_sub(size).ok_or(TooLarge)?;
        Ok(())
    }

    fn enter(&mut self, depth: usize) -> Result<(), TooLarge> {
        self.parts = self.parts.checked_sub(1).ok_or(TooLarge)?;
        if depth > limits::VALUE_DEPTH { Err(TooLarge) } else { Ok(()) }
    }

    fn item(&mut self, item: &Item, depth: usize) -> Result<(), TooLarge> {
        self.enter(depth)?;
        match item {
            Item::Value(value) => self.value(value, depth),
            Item::List(list) => list.items.iter().try_for_each(|item| self.item(item, depth + 1)),
            Item::Record(members) => members.iter().try_for_each(|(_, item)| self.item(item, depth + 1)),
            Item::Tuples(tuples) => tuples.iter().try_for_each(|tuple| self.item(&tuple.item, depth + 1)),
            Item::Range(_, count) => self.take(count.saturating_mul(8)),
            _ => self.take(8),
        }
    }

    fn value(&mut self, value: &Value, depth: usize) -> Result<(), TooLarge> {
        self.enter(depth)?;
        match value {
            Value::String(text) => self.take(text.len()),
            Value::Array(items) => items.iter().try_for_each(|item| self.value(item, depth + 1)),
            Value::Object(object) => object.iter().try_for_each(|(key, member)| {
                self.take(key.len())?;
                self.value(member, depth + 1)
            }),
            Value::Number(Number::Float(float)) => {
                self.infinite |= !float.is_finite();
                self.take(8)
            }
            _ => self.take(8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_parts_count_each_time_and_depth_is_bounded() {
        let mut doubled = Value::from(vec![Value::from(1)]);
        for _ in 0..60 {
            doubled = Value::from(vec![doubled.clone(), doubled]);
        }
        assert_eq!(check(&Item::Value(doubled), 1_000_000), Err(TooLarge));
        let mut empty = Value::from(Vec::<Value>::new());
        for _ in 0..60 {
            empty = Value::from(vec![empty.clone(), empty]);
        }
        assert_eq!(check(&Item::Value(empty), 1_000_000), Err(TooLarge));
        let mut deep = Value::Null;
        for _ in 0..limits::VALUE_DEPTH + 1 {
            deep = Value::from(vec![deep]);
        }
        assert_eq!(check(&Item::Value(deep), 1_000_000), Err(TooLarge));
        assert_eq!(check(&Item::Range(1, 100), 800), Ok(false));
        assert_eq!(check(&Item::Range(1, 101), 800), Err(TooLarge));
    }
}
