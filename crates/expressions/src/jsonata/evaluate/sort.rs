//! `^(…)` and the stable merge sort under it and under `$sort`.

use std::cmp::Ordering;

use value::Value;

use super::{Evaluated, Evaluator, operators};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::frame::{Env, Frame};
use crate::jsonata::item::{Item, Tuple};
use crate::jsonata::node::{Node, SortTerm};

impl Evaluator<'_> {
    pub(super) fn sort_step(&mut self, step: &Node, terms: &[SortTerm], items: Vec<Item>, env: &Env) -> Evaluated {
        if items.len() <= 1 {
            return Ok(Item::sequence(items));
        }
        let mut keyed = Vec::with_capacity(items.len());
        for item in items {
            let key = self.evaluate(&terms[0].expression, &item, env)?;
            keyed.push((key, item));
        }
        let sorted = merge_sort(keyed, &mut |one: &(Item, Item), other: &(Item, Item)| {
            self.spend(1)?;
            self.swaps(step, terms, (&one.0, &other.0), |evaluator, term| {
                Ok((evaluator.evaluate(term, &one.1, env)?, evaluator.evaluate(term, &other.1, env)?))
            })
        })?;
        Ok(Item::array(sorted.into_iter().map(|(_, item)| item).collect()))
    }

    pub(super) fn sort_tuples(
        &mut self,
        step: &Node,
        terms: &[SortTerm],
        tuples: Vec<Tuple>,
        env: &Env,
    ) -> Result<Vec<Tuple>, Failed> {
        if tuples.len() <= 1 {
            return Ok(tuples);
        }
        let mut keyed = Vec::with_capacity(tuples.len());
        for tuple in tuples {
            let own = Frame::with_bindings(env, tuple.bindings.clone());
            let key = self.evaluate(&terms[0].expression, &tuple.item, &own)?;
            keyed.push((key, tuple, own));
        }
        let sorted = merge_sort(keyed, &mut |one: &(Item, Tuple, Env), other: &(Item, Tuple, Env)| {
            self.spend(1)?;
            self.swaps(step, terms, (&one.0, &other.0), |evaluator, term| {
                Ok((evaluator.evaluate(term, &one.1.item, &one.2)?, evaluator.evaluate(term, &other.1.item, &other.2)?))
            })
        })?;
        Ok(sorted.into_iter().map(|(_, tuple, _)| tuple).collect())
    }

    /// Whether two items must swap: compares their keys term by term.
    fn swaps(
        &mut self,
        step: &Node,
        terms: &[SortTerm],
        first: (&Item, &Item),
        mut keys: impl FnMut(&mut Self, &Node) -> Result<(Item, Item), Failed>,
    ) -> Result<bool, Failed> {
        for (position, term) in terms.iter().enumerate() {
            let order = if position == 0 {
                compare(step, first.0, first.1)?
            } else {
                let (one, other) = keys(self, &term.expression)?;
                compare(step, &one, &other)?
            };
            match order {
                // Nothing goes last, whatever the direction.
                Err(order) if order.is_ne() => return Ok(order.is_gt()),
                Ok(order) if order.is_ne() => return Ok((if term.descending { order.reverse() } else { order }).is_gt()),
                _ => {}
            }
        }
        Ok(false)
    }
}

/// The order of two keys; in `Err` when one is missing, which no direction reverses.
fn compare(step: &Node, one: &Item, other: &Item) -> Result<Result<Ordering, Ordering>, Failed> {
    let sortable = |item: &Item| matches!(item, Item::Value(Value::String(_) | Value::Number(_)));
    match (one, other) {
        (Item::Undefined, Item::Undefined) => Ok(Err(Ordering::Equal)),
        (Item::Undefined, _) => Ok(Err(Ordering::Greater)),
        (_, Item::Undefined) => Ok(Err(Ordering::Less)),
        (Item::Value(Value::Number(one)), Item::Value(Value::Number(other))) => {
            Ok(Ok(one.partial_cmp(other).unwrap_or(Ordering::Equal)))
        }
        (Item::Value(Value::String(one)), Item::Value(Value::String(other))) => Ok(Ok(operators::compare_texts(one, other))),
        _ if sortable(one) && sortable(other) => {
            Err(Box::new(Fault::new("T2007").at(step.position).value(one.to_value_lossy()).second(other.to_value_lossy())))
        }
        _ => {
            let blamed = if sortable(one) { other } else { one };
            Err(Box::new(Fault::new("T2008").at(step.position).value(blamed.to_value_lossy())))
        }
    }
}

/// A stable merge sort that asks only whether two items must swap, and may fail in between.
pub(in crate::jsonata) fn merge_sort<T>(
    items: Vec<T>,
    swaps: &mut impl FnMut(&T, &T) -> Result<bool, Failed>,
) -> Result<Vec<T>, Failed> {
    if items.len() <= 1 {
        return Ok(items);
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = merge_sort(left, swaps)?;
    let right = merge_sort(right, swaps)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        merged.extend(if swaps(one, other)? { right.next() } else { left.next() });
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}
