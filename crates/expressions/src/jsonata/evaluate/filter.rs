//! `[…]`: an index, several indices, or a condition.

use value::Value;

use super::{Evaluated, Evaluator, operators};
use crate::jsonata::error::Failed;
use crate::jsonata::frame::{Env, Frame};
use crate::jsonata::item::{Item, Tuple};
use crate::jsonata::node::{Kind, Node};

impl Evaluator<'_> {
    pub(super) fn filter(&mut self, predicate: &Node, input: Item, env: &Env) -> Evaluated {
        if let Item::Tuples(tuples) = &input {
            return self.filter_tuples(predicate, tuples, env);
        }
        if let Kind::Literal(Value::Number(number)) = &predicate.kind
            && predicate.extras.is_none()
        {
            self.spend(1)?;
            return Ok(pick(input, number.as_f64().floor()));
        }
        let mut results = Vec::new();
        match &input {
            Item::Value(Value::Array(values)) => {
                let count = values.len();
                for (index, value) in values.iter().enumerate() {
                    let item = Item::Value(value.clone());
                    let times = self.accepts(predicate, &item, index, count, env)?;
                    push_times(&mut results, item, times);
                }
            }
            other => match other.elements() {
                Some(elements) => {
                    let count = elements.len();
                    for (index, item) in elements.iter().enumerate() {
                        let times = self.accepts(predicate, &item, index, count, env)?;
                        push_times(&mut results, item, times);
                    }
                }
                None => {
                    let times = self.accepts(predicate, other, 0, 1, env)?;
                    push_times(&mut results, input, times);
                }
            },
        }
        Ok(Item::sequence(results))
    }

    /// How many times an item is taken: once for a true condition, once for each index that means it.
    fn accepts(&mut self, predicate: &Node, item: &Item, index: usize, count: usize, env: &Env) -> Result<usize, Failed> {
        let result = self.evaluate(predicate, item, env)?;
        if let Item::Value(Value::Bool(accepted)) = result {
            return Ok(usize::from(accepted));
        }
        let means = |number: f64| {
            let wanted = number.floor();
            (if wanted < 0.0 { wanted + count as f64 } else { wanted }) == index as f64
        };
        if let Some(number) = operators::number(&result)? {
            return Ok(usize::from(means(number)));
        }
        if let Some(elements) = result.elements() {
            let mut times = 0;
            let mut numeric = true;
            for element in elements.iter() {
                match operators::number(&element)? {
                    Some(number) => times += usize::from(means(number)),
                    None => {
                        numeric = false;
                        break;
                    }
                }
            }
            self.spend(elements.len())?;
            if numeric {
                return Ok(times);
            }
        }
        operators::is_true(&result).map(usize::from)
    }

    fn filter_tuples(&mut self, predicate: &Node, tuples: &[Tuple], env: &Env) -> Evaluated {
        let mut kept = Vec::new();
        if let Kind::Literal(Value::Number(number)) = &predicate.kind {
            let index = number.as_f64().floor();
            let index = if index < 0.0 { index + tuples.len() as f64 } else { index };
            kept.extend((index >= 0.0).then(|| tuples.get(index as usize).cloned()).flatten());
            return Ok(Item::Tuples(kept.into()));
        }
        for (index, tuple) in tuples.iter().enumerate() {
            let own = Frame::with_bindings(env, tuple.bindings.clone());
            let times = self.accepts(predicate, &tuple.item, index, tuples.len(), &own)?;
            for _ in 0..times {
                kept.push(tuple.clone());
            }
        }
        Ok(Item::Tuples(kept.into()))
    }
}

fn push_times(results: &mut Vec<Item>, item: Item, times: usize) {
    for _ in 1..times {
        results.push(item.clone());
    }
    if times > 0 {
        results.push(item);
    }
}

/// The item at an index; an array there is given as it is.
fn pick(input: Item, index: f64) -> Item {
    let (count, single) = match input.elements() {
        Some(elements) => (elements.len(), false),
        None => (1, true),
    };
    let index = if index < 0.0 { index + count as f64 } else { index };
    if index < 0.0 || index >= count as f64 {
        return Item::Undefined;
    }
    if single {
        return input;
    }
    input.elements().map_or(Item::Undefined, |elements| elements.get(index as usize))
}
