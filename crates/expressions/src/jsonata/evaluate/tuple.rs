//! Steps that bind variables beside each item: `@`, `#` and `%`.

use super::Evaluator;
use crate::jsonata::error::Failed;
use crate::jsonata::frame::{Env, Frame};
use crate::jsonata::item::{Item, Tuple};
use crate::jsonata::node::{Kind, Node, Stage};

impl Evaluator<'_> {
    /// One step of a tuple stream. `items` are used when no tuples were made before.
    pub(super) fn tuple_step(
        &mut self,
        step: &Node,
        items: Vec<Item>,
        tuples: Option<Vec<Tuple>>,
        env: &Env,
    ) -> Result<Vec<Tuple>, Failed> {
        let extras = step.extras.as_deref();
        let stages = extras.map_or(&[][..], |extras| &extras.stages);
        if let Kind::Sort(terms) = &step.kind {
            let sorted = match tuples {
                Some(tuples) => self.sort_tuples(step, terms, tuples, env)?,
                None => {
                    let sorted = self.sort_step(step, terms, items, env)?.into_items();
                    let index = extras.and_then(|extras| extras.position);
                    sorted
                        .into_iter()
                        .enumerate()
                        .map(|(position, item)| Tuple {
                            item,
                            bindings: index.map(|index| (index, Item::from(position))).into_iter().collect(),
                        })
                        .collect()
                }
            };
            return self.tuple_stages(stages, sorted, env);
        }
        let tuples = tuples.unwrap_or_else(|| items.into_iter().map(|item| Tuple { item, bindings: Vec::new() }).collect());
        let mut results = Vec::new();
        for tuple in &tuples {
            let own = Frame::with_bindings(env, tuple.bindings.clone());
            let result = self.evaluate(step, &tuple.item, &own)?;
            if let Item::Tuples(inner) = &result {
                self.spend(inner.len())?;
                for found in inner.iter() {
                    let mut joined = tuple.clone();
                    joined.item = found.item.clone();
                    found.bindings.iter().for_each(|(symbol, item)| joined.bind(*symbol, item.clone()));
                    results.push(joined);
                }
                continue;
            }
            let found = result.into_items();
            self.spend(found.len())?;
            for (position, item) in found.into_iter().enumerate() {
                let mut next = tuple.clone();
                if let Some(extras) = extras {
                    match extras.focus {
                        Some(focus) => next.bind(focus, item),
                        None => next.item = item,
                    }
                    if let Some(index) = extras.position {
                        next.bind(index, Item::from(position));
                    }
                    if let Some(slot) = extras.ancestor {
                        let label = self.label(slot);
                        next.bind(label, tuple.item.clone());
                    }
                } else {
                    next.item = item;
                }
                results.push(next);
            }
        }
        self.reserve(16 * results.len())?;
        self.tuple_stages(stages, results, env)
    }

    fn tuple_stages(&mut self, stages: &[Stage], mut tuples: Vec<Tuple>, env: &Env) -> Result<Vec<Tuple>, Failed> {
        for stage in stages {
            match stage {
                Stage::Filter(predicate) => {
                    let filtered = self.filter(predicate, Item::Tuples(tuples.into()), env)?;
                    tuples = match filtered {
                        Item::Tuples(tuples) => tuples.to_vec(),
                        _ => Vec::new(),
                    };
                }
                Stage::Index(symbol) => {
                    for (position, tuple) in tuples.iter_mut().enumerate() {
                        tuple.bind(*symbol, Item::from(position));
                    }
                }
            }
        }
        Ok(tuples)
    }
}
