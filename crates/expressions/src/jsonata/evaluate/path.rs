//! Paths: each step maps the items of the one before it; results are flattened.

use std::rc::Rc;

use value::Value;

use super::{Evaluated, Evaluator};
use crate::jsonata::error::Failed;
use crate::jsonata::frame::Env;
use crate::jsonata::item::{Item, List, lookup};
use crate::jsonata::node::{Kind, Node, PathNode, Stage};

/// What a step gave: a sequence, or one array that stays as it is.
pub(super) enum StepResult {
    Sequence(Vec<Item>),
    Whole(Item),
}

/// Gathers the results of a step and flattens them, unless the last step gives one array only.
#[derive(Default)]
struct Gathered {
    items: Vec<Item>,
    /// The first result while it is the only one and an array.
    only: Option<Item>,
    count: usize,
}

impl Gathered {
    fn push(&mut self, item: Item) {
        if item.is_undefined() {
            return;
        }
        self.count += 1;
        if self.count == 1 && item.is_array() {
            self.only = Some(item);
            return;
        }
        if let Some(only) = self.only.take() {
            flatten(&mut self.items, only);
        }
        flatten(&mut self.items, item);
    }

    fn finish(mut self, last: bool) -> StepResult {
        match self.only {
            Some(only) if last && !only.is_sequence() => StepResult::Whole(only),
            Some(only) => {
                flatten(&mut self.items, only);
                StepResult::Sequence(self.items)
            }
            None => StepResult::Sequence(self.items),
        }
    }
}

fn flatten(items: &mut Vec<Item>, item: Item) {
    match item {
        Item::Value(Value::Array(values)) => items.extend(values.iter().cloned().map(Item::Value)),
        array if array.is_array() && !array.is_constructed() => items.append(&mut array.into_items()),
        single => items.push(single),
    }
}

impl Evaluator<'_> {
    pub(super) fn path(&mut self, node: &Node, path: &PathNode, input: &Item, env: &Env) -> Evaluated {
        let group = node.extras.as_ref().and_then(|extras| extras.group.as_ref());
        let mut position = 0;
        let mut start = None;
        if path.plain > 0 && self.trace.is_none() {
            self.enter()?;
            self.depth -= 1;
            self.spend(path.plain)?;
            let variable = match &path.steps[0].kind {
                Kind::Variable(variable) => Some(self.variable(variable, env)),
                Kind::Context => Some(self.evaluate(&path.steps[0], input, env)?),
                _ => None,
            };
            let skipped = usize::from(variable.is_some());
            if let Item::Value(value) = variable.as_ref().unwrap_or(input) {
                let (found, walked) = walk(value, &path.steps[skipped..path.plain]);
                position = skipped + walked;
                match found {
                    Some(found) if position == path.steps.len() && group.is_none() => {
                        let found = Item::Value(found.clone());
                        return Ok(if path.keep_singleton && !found.is_array() {
                            Item::unwrapped(vec![found], true)
                        } else {
                            found
                        });
                    }
                    Some(found) => start = Some(Item::Value(found.clone())),
                    None if group.is_none() => return Ok(Item::Undefined),
                    None => {
                        position = path.steps.len();
                        start = Some(Item::Undefined);
                    }
                }
            } else if variable.as_ref().is_some_and(|item| !matches!(item, Item::List(_) | Item::Tuples(_))) {
                start = variable;
                position = 1;
            }
        }
        let result = self.steps_from(path, position, start, input, env)?;
        let tuples = matches!(&result, StepResult::Whole(Item::Tuples(_)));
        if let Some(group) = group {
            let item = match result {
                StepResult::Sequence(items) => Item::sequence(items),
                StepResult::Whole(item) => item,
            };
            return self.group(group, item, env);
        }
        Ok(match result {
            StepResult::Whole(item) if tuples => {
                if node.extras.as_ref().is_some_and(|extras| extras.tuple) {
                    return Ok(item);
                }
                Item::unwrapped(item.into_items(), path.keep_singleton)
            }
            StepResult::Whole(item) if path.keep_singleton && item.is_constructed() => Item::unwrapped(vec![item], true),
            StepResult::Whole(item) => item,
            StepResult::Sequence(items) => Item::unwrapped(items, path.keep_singleton),
        })
    }

    /// The steps from a position on. `start` is what the steps before it gave; without it the input is.
    fn steps_from(
        &mut self,
        path: &PathNode,
        from: usize,
        start: Option<Item>,
        input: &Item,
        env: &Env,
    ) -> Result<StepResult, Failed> {
        let absolute = matches!(path.steps[0].kind, Kind::Variable(_) | Kind::Context);
        let walked = start.is_some();
        let mut current = match start {
            Some(Item::Undefined) => StepResult::Sequence(Vec::new()),
            Some(array) if array.is_array() => StepResult::Whole(array),
            Some(item) => StepResult::Sequence(vec![item]),
            None if input.is_array() && !absolute => StepResult::Whole(input.clone()),
            None => StepResult::Sequence(vec![input.clone()]),
        };
        let mut tuples: Option<Vec<crate::jsonata::item::Tuple>> = None;
        let mut is_tuple_stream = false;
        for (position, step) in path.steps.iter().enumerate().skip(from) {
            let last = position + 1 == path.steps.len();
            let extras = step.extras.as_deref();
            is_tuple_stream |= extras.is_some_and(|extras| extras.tuple);
            if position == 0 && !walked && extras.is_some_and(|extras| extras.constructs_array) {
                let whole = match current {
                    StepResult::Whole(item) => item,
                    StepResult::Sequence(items) => Item::sequence(items),
                };
                current = match self.evaluate(step, &whole, env)? {
                    Item::Undefined => StepResult::Sequence(Vec::new()),
                    array if array.is_array() => StepResult::Whole(array),
                    // A single value has no items to go on from; a text has its characters.
                    other if last => StepResult::Sequence(vec![other]),
                    other => StepResult::Sequence(
                        other
                            .as_str()
                            .map_or_else(Vec::new, |text| text.chars().map(|char| Item::from(char.to_string())).collect()),
                    ),
                };
            } else if is_tuple_stream {
                tuples = Some(self.tuple_step(step, current_items(&mut current), tuples, env)?);
                continue;
            } else {
                current = self.step(step, current, last, env)?;
            }
            let empty = match &current {
                StepResult::Sequence(items) => items.is_empty(),
                StepResult::Whole(item) => item.elements().is_some_and(|elements| elements.len() == 0),
            };
            if empty && tuples.is_none() {
                break;
            }
        }
        Ok(match tuples {
            Some(tuples) => StepResult::Whole(Item::Tuples(Rc::new(tuples))),
            None => current,
        })
    }

    fn step(&mut self, step: &Node, current: StepResult, last: bool, env: &Env) -> Result<StepResult, Failed> {
        let stages = step.extras.as_ref().map_or(&[][..], |extras| &extras.stages);
        if let Kind::Sort(terms) = &step.kind {
            let items = match current {
                StepResult::Sequence(items) => items,
                StepResult::Whole(item) => item.into_items(),
            };
            let mut sorted = self.sort_step(step, terms, items, env)?;
            for stage in stages {
                if let Stage::Filter(predicate) = stage {
                    sorted = self.filter(predicate, sorted, env)?;
                }
            }
            return Ok(match sorted {
                Item::Undefined => StepResult::Sequence(Vec::new()),
                sequence if sequence.is_sequence() => StepResult::Sequence(sequence.into_items()),
                array if array.is_array() => StepResult::Whole(array),
                single => StepResult::Sequence(vec![single]),
            });
        }
        let mut gathered = Gathered::default();
        match &current {
            StepResult::Sequence(items) => {
                for item in items {
                    self.step_on(step, stages, item, env, &mut gathered)?;
                }
            }
            StepResult::Whole(Item::Value(Value::Array(values))) => {
                for value in values.iter() {
                    // The usual step on the usual item, without an item of its own.
                    if let (Kind::Name(name), Value::Object(object), None, None) = (&step.kind, value, &step.extras, &self.trace)
                    {
                        self.spend(1)?;
                        if let Some(member) = object.get(name) {
                            gathered.push(Item::Value(member.clone()));
                        }
                        continue;
                    }
                    self.step_on(step, stages, &Item::Value(value.clone()), env, &mut gathered)?;
                }
            }
            StepResult::Whole(Item::List(list)) => {
                for item in &list.items {
                    self.step_on(step, stages, item, env, &mut gathered)?;
                }
            }
            StepResult::Whole(array) => {
                if let Some(elements) = array.elements() {
                    for item in elements.iter() {
                        self.step_on(step, stages, &item, env, &mut gathered)?;
                    }
                }
            }
        }
        self.reserve(8 * gathered.items.len())?;
        Ok(gathered.finish(last))
    }

    fn step_on(&mut self, step: &Node, stages: &[Stage], item: &Item, env: &Env, gathered: &mut Gathered) -> Result<(), Failed> {
        let mut result = match &step.kind {
            Kind::Name(name) if self.trace.is_none() && !matches!(item, Item::Value(Value::Array(_)) | Item::List(_)) => {
                self.spend(1)?;
                if self.depth >= self.depth_limit {
                    self.enter()?;
                }
                lookup(item, name)
            }
            _ => self.evaluate(step, item, env)?,
        };
        for stage in stages {
            if let Stage::Filter(predicate) = stage {
                result = self.filter(predicate, result, env)?;
            }
        }
        gathered.push(result);
        Ok(())
    }
}

/// Follows plain names through objects and indices into arrays; stops before an array. `None` when a name is not there.
fn walk<'v>(value: &'v Value, steps: &[Node]) -> (Option<&'v Value>, usize) {
    let mut current = value;
    for (position, step) in steps.iter().enumerate() {
        let Kind::Name(name) = &step.kind else { return (Some(current), position) };
        current = match current {
            Value::Object(object) => match object.get(name) {
                Some(member) => member,
                None => return (None, position),
            },
            Value::Array(_) => return (Some(current), position),
            _ => return (None, position),
        };
        if let Some(index) = step.extras.as_ref().and_then(|extras| extras.index()) {
            let picked = match current {
                Value::Array(items) => {
                    let index = if index < 0 { index.saturating_add(items.len() as i64) } else { index };
                    usize::try_from(index).ok().and_then(|index| items.get(index))
                }
                single => (index == 0 || index == -1).then_some(single),
            };
            current = match picked {
                Some(picked) => picked,
                None => return (None, position),
            };
        }
    }
    (Some(current), steps.len())
}

fn current_items(current: &mut StepResult) -> Vec<Item> {
    match std::mem::replace(current, StepResult::Sequence(Vec::new())) {
        StepResult::Sequence(items) => items,
        StepResult::Whole(item) => item.into_items(),
    }
}

impl From<Vec<Item>> for List {
    fn from(items: Vec<Item>) -> Self {
        Self { items, sequence: true, ..Self::default() }
    }
}
