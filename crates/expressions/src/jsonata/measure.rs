//! How large and how deep a value is when it is written out, although its parts are shared.

use value::Value;

use super::item::Item;
use crate::limits;

/// The value is larger than allowed, or deeper than anything may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

enum Part<'i> {
    Item(&'i Item),
    Value(&'i Value),
}

/// Looks at every part until more than `most` is counted: one for each character, eight for anything else.
pub(super) fn check(item: &Item, most: usize) -> Result<(), TooLarge> {
    let mut counted = 0_usize;
    let mut pending = vec![(Part::Item(item), 0_usize)];
    while let Some((part, depth)) = pending.pop() {
        let value = match part {
            Part::Item(Item::Value(value)) | Part::Value(value) => value,
            Part::Item(item) => {
                match item {
                    Item::List(list) => pending.extend(list.items.iter().map(|item| (Part::Item(item), depth + 1))),
                    Item::Record(members) => pending.extend(members.iter().map(|(_, item)| (Part::Item(item), depth + 1))),
                    Item::Tuples(tuples) => pending.extend(tuples.iter().map(|tuple| (Part::Item(&tuple.item), depth + 1))),
                    Item::Range(_, count) => counted += 8 * count,
                    _ => counted += 8,
                }
                if counted > most || depth > limits::VALUE_DEPTH {
                    return Err(TooLarge);
                }
                continue;
            }
        };
        match value {
            Value::String(text) => counted += text.len(),
            Value::Array(items) => pending.extend(items.iter().map(|item| (Part::Value(item), depth + 1))),
            Value::Object(object) => {
                counted += object.keys().map(|key| key.len()).sum::<usize>();
                pending.extend(object.values().map(|member| (Part::Value(member), depth + 1)));
            }
            _ => counted += 8,
        }
        if counted > most || depth > limits::VALUE_DEPTH {
            return Err(TooLarge);
        }
    }
    Ok(())
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
        let mut deep = Value::Null;
        for _ in 0..limits::VALUE_DEPTH + 1 {
            deep = Value::from(vec![deep]);
        }
        assert_eq!(check(&Item::Value(deep), 1_000_000), Err(TooLarge));
        assert_eq!(check(&Item::Range(1, 100), 800), Ok(()));
        assert_eq!(check(&Item::Range(1, 101), 800), Err(TooLarge));
    }
}
