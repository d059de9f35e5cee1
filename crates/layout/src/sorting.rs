//! One sort for all: each sort of another type or by another key is compiled anew, and together they would be a sixteenth of
//! the page's first module. The two that run most often are the library's own.

use std::cmp::Ordering;

/// Puts items in the order that `compare` says; equal ones keep theirs.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|one, other| compare(&items[one], &items[other]));
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| slots[place as usize].take()));
}

/// Puts items in their order.
pub(crate) fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// The places in order.
#[inline(never)]
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by(|one, other| compare(*one as usize, *other as usize));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_equal_ones_keep_theirs() {
        let mut items = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_by(&mut items, |one, other| one.0.cmp(&other.0));
        assert_eq!(items, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        let mut texts = vec!["b".to_owned(), String::new(), "a".to_owned()];
        sort(&mut texts);
        assert_eq!(texts, ["", "a", "b"]);
        sort::<u8>(&mut vec![]);
    }
}
