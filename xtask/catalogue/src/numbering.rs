//! Shapes by number: those that mean the same are one, and numbers follow the order in which operations need them.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Model, Shape};

/// The lines of a service's shapes, and what to write for a named one.
pub struct Numbering<'a> {
    model: &'a Model,
    classes: BTreeMap<&'a str, usize>,
    numbers: HashMap<usize, usize>,
    order: Vec<&'a str>,
}

impl<'a> Numbering<'a> {
    /// Numbers what the operations need.
    pub fn of(model: &'a Model) -> Self {
        let mut numbering = Self { model, classes: classes(model), numbers: HashMap::new(), order: Vec::new() };
        for operation in model.operations.values() {
            for shape in [&operation.input, &operation.output].into_iter().flatten() {
                numbering.number(shape);
            }
        }
        // The list grows while it is read: what a shape needs follows it.
        let mut at = 0;
        while let Some(shape) = numbering.order.get(at).copied() {
            for needed in needed(&model.shapes[shape]) {
                numbering.number(needed);
            }
            at += 1;
        }
        numbering
    }

    /// What stands for a shape: a simple type's letter, or the number of its line.
    pub fn reference(&self, shape: &str) -> String {
        match self.model.shapes.get(shape) {
            None => "j".to_owned(),
            Some(Shape::Simple(letter, limits)) if limits.is_empty() => letter.to_string(),
            Some(_) => {
                self.classes.get(shape).and_then(|class| self.numbers.get(class)).map(usize::to_string).unwrap_or_default()
            }
        }
    }

    /// The lines in the order of their numbers.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.order.iter().map(|shape| line(&self.model.shapes[*shape], &|shape| self.reference(shape)))
    }

    fn number(&mut self, shape: &'a str) {
        let Some((name, of)) = self.model.shapes.get_key_value(shape) else { return };
        if matches!(of, Shape::Simple(_, limits) if limits.is_empty()) {
            return;
        }
        let next = self.numbers.len();
        if self.numbers.insert(self.classes[name.as_str()], next).is_none() {
            self.order.push(name);
        } else if let Some(known) = self.classes.get(name.as_str()) {
            // It had a number already, which stays.
            let first = self.order.iter().position(|other| self.classes[*other] == *known);
            self.numbers.insert(*known, first.unwrap_or(next));
        }
    }
}

/// The shapes that a shape names.
fn needed(shape: &Shape) -> Vec<&str> {
    match shape {
        Shape::Structure { members, .. } => members.iter().map(|member| member.shape.as_str()).collect(),
        Shape::List(item) => vec![item],
        Shape::Map(key, value) => vec![key, value],
        Shape::Choice(_) | Shape::Simple(..) => vec![],
    }
}

/// A shape in one line. A member of which nothing is said is some text.
fn line(shape: &Shape, reference: &dyn Fn(&str) -> String) -> String {
    match shape {
        Shape::Structure { members, is_union } => {
            let members = members.iter().map(|member| match (member.required, reference(&member.shape)) {
                (false, shape) if shape == "s" => member.name.clone(),
                (required, shape) => format!("{}{}{shape}", member.name, if required { '!' } else { ':' }),
            });
            format!("{}{}", if *is_union { '|' } else { '{' }, members.collect::<Vec<_>>().join(" "))
        }
        Shape::List(item) => format!("[{}", reference(item)),
        Shape::Map(key, value) => format!("<{} {}", reference(key), reference(value)),
        Shape::Choice(choices) => format!("={}", choices.join("|")),
        Shape::Simple(letter, limits) => format!("{letter}{limits}"),
    }
}

/// Which shapes mean the same: at first all that have the same form, and then those whose parts differ are told apart until
/// nothing changes.
fn classes(model: &Model) -> BTreeMap<&str, usize> {
    let mut classes: BTreeMap<&str, usize> = model.shapes.keys().map(|name| (name.as_str(), 0)).collect();
    let mut count = 1;
    loop {
        let mut known = HashMap::new();
        let class = |shape: &str| classes.get(shape).map_or_else(|| "j".to_owned(), usize::to_string);
        let next = model.shapes.iter().map(|(name, shape)| {
            let fresh = known.len();
            (name.as_str(), *known.entry(line(shape, &class)).or_insert(fresh))
        });
        let next: BTreeMap<&str, usize> = next.collect();
        if known.len() == count {
            return next;
        }
        count = known.len();
        classes = next;
    }
}
