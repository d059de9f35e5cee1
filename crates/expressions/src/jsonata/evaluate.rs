//! Walks the compiled tree.

pub(super) mod call;
mod filter;
mod group;
pub(super) mod operators;
mod path;
pub(super) mod sort;
mod transform;
mod tuple;

use std::ops::Range;
use std::rc::Rc;

use value::Value;

use super::catalogue::{Builtin, Library};
use super::error::{Failed, Fault};
use super::expression::{Bindings, Budget};
use super::frame::{Env, Frame, Symbol};
use super::item::{Function, Item, List, append};
use super::measure;
use super::node::{Kind, Node, VariableNode};
use crate::Environment;

pub(super) type Evaluated = Result<Item, Failed>;

/// What one evaluation carries along.
pub(super) struct Evaluator<'e> {
    pub bindings: &'e Bindings<'e>,
    pub environment: &'e mut dyn Environment,
    pub library: Library,
    pub steps: u64,
    pub memory: usize,
    /// Whether the result holds an infinite number.
    pub infinite: bool,
    depth: usize,
    depth_limit: usize,
    labels: &'e [Symbol],
    /// The time of the whole evaluation, once it was asked for.
    now: Option<i64>,
    /// Arrays, objects and results of calls so far, to look at one of them now and then.
    built: usize,
    /// Frames whose variables hold functions, to be cleared at the end.
    cyclic: Vec<Env>,
    pub trace: Option<Vec<(Range<usize>, Item)>>,
}

impl<'e> Evaluator<'e> {
    pub fn new(
        bindings: &'e Bindings<'e>,
        environment: &'e mut dyn Environment,
        library: Library,
        budget: Budget,
        labels: &'e [Symbol],
    ) -> Self {
        Self {
            bindings,
            environment,
            library,
            steps: budget.steps,
            memory: budget.memory,
            infinite: false,
            depth: 0,
            depth_limit: budget.depth,
            labels,
            now: None,
            built: 0,
            cyclic: Vec::new(),
            trace: None,
        }
    }

    /// Evaluates a whole expression.
    pub fn run(&mut self, root: &Node) -> Evaluated {
        let input = match self.bindings.input {
            Some(array @ Value::Array(_)) => {
                let items = vec![Item::Value(array.clone())];
                Item::List(Rc::new(List { items, sequence: true, outer: true, ..List::default() }))
            }
            Some(value) => Item::Value(value.clone()),
            None => Item::Undefined,
        };
        let result = self.evaluate(root, &input, &Rc::new(Frame::default()));
        for frame in self.cyclic.drain(..) {
            frame.clear();
        }
        let result = result?;
        self.infinite = self.check_size(&result)?;
        Ok(result)
    }

    /// Refuses a value that is too large or too deep when written out; tells whether an infinite number is in it.
    pub fn check_size(&self, item: &Item) -> Result<bool, Failed> {
        measure::check(item, self.memory).map_err(|_| memory_exceeded())
    }

    /// Values share their parts, so that they can grow without a trace in memory: every so often one is measured.
    fn check_now_and_then(&mut self, item: &Item) -> Result<(), Failed> {
        self.built += 1;
        if self.built.is_multiple_of(64) { self.check_size(item).map(drop) } else { Ok(()) }
    }

    /// The moment of this evaluation, the same however often it is asked for.
    pub fn now(&mut self) -> i64 {
        match self.now {
            Some(now) => now,
            None => *self.now.insert(self.environment.now_millis()),
        }
    }

    /// Takes steps off the budget.
    pub fn spend(&mut self, steps: usize) -> Result<(), Failed> {
        match self.steps.checked_sub(steps as u64) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => {
                self.steps = 0;
                Err(limit("Expression evaluation timeout: Check for infinite loop"))
            }
        }
    }

    /// Refuses to build a value of that size: characters, or eight for each item.
    pub fn reserve(&mut self, size: usize) -> Result<(), Failed> {
        if size > self.memory {
            return Err(memory_exceeded());
        }
        self.spend(size / 64)
    }

    /// The same for a value that is built bit by bit: `built` has grown by so much.
    pub fn grow(&mut self, built: &mut usize, by: usize) -> Result<(), Failed> {
        *built = built.saturating_add(by);
        if *built > self.memory {
            return Err(memory_exceeded());
        }
        self.spend(1 + by / 64)
    }

    pub fn bind(&mut self, env: &Env, symbol: Symbol, item: Item) {
        if item.may_hold_functions() {
            self.cyclic.push(env.clone());
        }
        env.bind(symbol, item);
    }

    pub fn label(&self, slot: usize) -> Symbol {
        self.labels.get(slot).copied().unwrap_or(Symbol::MAX)
    }

    /// Enters one level; every `Ok` must be followed by `leave`.
    fn enter(&mut self) -> Result<(), Failed> {
        self.deeper()?;
        self.spend(1)
    }

    /// One level more, if there may be one.
    fn deeper(&mut self) -> Result<(), Failed> {
        if self.depth >= self.depth_limit {
            return Err(limit(
                "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
            ));
        }
        self.depth += 1;
        Ok(())
    }

    pub fn evaluate(&mut self, node: &Node, input: &Item, env: &Env) -> Evaluated {
        // Leaves first: they are most of every expression.
        match &node.kind {
            Kind::Literal(value) if node.extras.is_none() => {
                self.enter()?;
                self.depth -= 1;
                self.note(node, || Item::Value(value.clone()));
                return Ok(Item::Value(value.clone()));
            }
            _ => {}
        }
        self.enter()?;
        let mut result = self.evaluate_kind(node, input, env)?;
        if let Some(extras) = &node.extras {
            for predicate in &extras.predicates {
                result = self.filter(predicate, result, env)?;
            }
            if extras.keep_array && !extras.predicates.is_empty() && !result.is_array() && !result.is_undefined() {
                result = Item::sequence(vec![result]);
            }
            if let Some(group) = &extras.group
                && !matches!(node.kind, Kind::Path(_))
            {
                result = self.group(group, result, env)?;
            }
        }
        self.depth -= 1;
        if matches!(node.kind, Kind::Array(_) | Kind::Object(_) | Kind::Call(_)) {
            self.check_now_and_then(&result)?;
        }
        if let Item::List(list) = &mut result
            && list.sequence
        {
            let keep = node.extras.as_ref().is_some_and(|extras| extras.keep_array);
            if keep && !list.keep {
                match Rc::get_mut(list) {
                    Some(list) => list.keep = true,
                    None => *list = Rc::new(List { keep: true, ..(**list).clone() }),
                }
            }
            match list.items.len() {
                0 => result = Item::Undefined,
                1 if !list.keep => {
                    let only = list.items[0].clone();
                    result = only;
                }
                _ => {}
            }
        }
        self.note(node, || result.clone());
        Ok(result)
    }

    /// Remembers what a node gave, if anybody asked.
    fn note(&mut self, node: &Node, result: impl FnOnce() -> Item) {
        if let Some(trace) = &mut self.trace {
            trace.push((node.range.clone(), result()));
        }
    }

    fn evaluate_kind(&mut self, node: &Node, input: &Item, env: &Env) -> Evaluated {
        Ok(match &node.kind {
            Kind::Path(path) => return self.path(node, path, input, env),
            Kind::Name(name) => super::item::lookup(input, name),
            Kind::Literal(value) => Item::Value(value.clone()),
            Kind::Variable(variable) => self.variable(variable, env),
            Kind::Context => match input {
                Item::List(list) if list.outer => list.items.first().cloned().unwrap_or_default(),
                other => other.clone(),
            },
            Kind::Binary(operator, left, right) => {
                let left = self.evaluate(left, input, env)?;
                let right = self.evaluate(right, input, env)?;
                return self.binary(*operator, left, right).map_err(|mut fault| {
                    fault.position = Some(node.position);
                    fault.range.get_or_insert_with(|| node.range.clone());
                    fault.token = Some(operator.text().to_owned());
                    fault
                });
            }
            Kind::And(left, right) => {
                let left = self.evaluate(left, input, env)?;
                Item::from(self.truths(node, "and", &left, right, input, env)?)
            }
            Kind::Or(left, right) => {
                let left = self.evaluate(left, input, env)?;
                Item::from(self.truths(node, "or", &left, right, input, env)?)
            }
            Kind::Default(left, right) => {
                let left = self.evaluate(left, input, env)?;
                if operators::is_true(&left)? {
                    return Ok(left);
                }
                return self.evaluate(right, input, env);
            }
            Kind::Coalesce(left, right) => {
                let left = self.evaluate(left, input, env)?;
                if !left.is_undefined() {
                    return Ok(left);
                }
                return self.evaluate(right, input, env);
            }
            Kind::Range(..) => return Ok(Item::array(self.range(node, input, env)?.into_items())),
            Kind::Negate(inner) => match self.evaluate(inner, input, env)? {
                Item::Undefined => Item::Undefined,
                number => match operators::number(&number)? {
                    Some(number) => Item::from(-number),
                    None => {
                        let fault = Fault::new("D1002").at(node.position).spanning(node.range.clone()).token("-");
                        return Err(Box::new(fault.value(number.to_value_lossy())));
                    }
                },
            },
            Kind::Array(items) => return self.array(node, items, input, env),
            Kind::Object(group) => return self.group(group, input.clone(), env),
            Kind::Wildcard => return self.wildcard(input),
            Kind::Descendant => return self.descendants(input),
            Kind::Parent(slot) => env.lookup(self.label(*slot)).unwrap_or_default(),
            Kind::Condition(condition, then, otherwise) => {
                let condition = self.evaluate(condition, input, env)?;
                if operators::is_true(&condition)? {
                    return self.evaluate(then, input, env);
                }
                match otherwise {
                    Some(otherwise) => return self.evaluate(otherwise, input, env),
                    None => Item::Undefined,
                }
            }
            Kind::Block(parts, binds) => {
                let own = if *binds { Frame::within(env) } else { env.clone() };
                let mut result = Item::Undefined;
                for part in parts {
                    result = self.evaluate(part, input, &own)?;
                }
                result
            }
            Kind::Bind(symbol, value) => {
                let value = self.evaluate(value, input, env)?;
                self.bind(env, *symbol, value.clone());
                value
            }
            Kind::Call(call) => return self.call(node, call, None, input, env),
            Kind::Thunk(call) => {
                Item::Function(Rc::new(Function::Thunk { call: call.clone(), input: input.clone(), env: env.clone() }))
            }
            Kind::Partial(call) => return self.partial(node, call, input, env),
            Kind::Apply(left, right) => return self.apply_operator(node, left, right, input, env),
            Kind::Lambda(lambda) => {
                Item::Function(Rc::new(Function::Lambda { node: lambda.clone(), input: input.clone(), env: env.clone() }))
            }
            Kind::Regex(regex) => Item::Function(Rc::new(Function::Regex(regex.clone()))),
            Kind::Transform(parts) => Item::Function(Rc::new(Function::Transform { node: parts.clone(), env: env.clone() })),
            Kind::Sort(_) | Kind::TransformParts { .. } | Kind::Placeholder => Item::Undefined,
            Kind::Missing => return Err(Box::new(Fault::new("S0500").at(0))),
        })
    }

    /// A variable: bound in the expression, given from outside, or a function of the library.
    pub fn variable(&self, node: &VariableNode, env: &Env) -> Item {
        if node.bound
            && let Some(item) = env.lookup(node.symbol)
        {
            return item;
        }
        match &*node.name {
            "$" => return self.bindings.input.cloned().into(),
            "states" => {
                if let Some(states) = self.bindings.states {
                    return Item::Value(states.clone());
                }
            }
            _ => {}
        }
        // The library's names are looked up first only when no variable can hide them.
        match self.bindings.variables.get(&node.name) {
            Some(value) => Item::Value(value),
            None => node.builtin.map_or(Item::Undefined, Item::Builtin),
        }
    }

    /// `and` and `or`. As in the reference, what goes wrong on the right is blamed on the operator.
    fn truths(&mut self, node: &Node, sign: &str, left: &Item, right: &Node, input: &Item, env: &Env) -> Result<bool, Failed> {
        let mut both = || {
            let left = operators::is_true(left)?;
            if left == (sign == "or") {
                return Ok(left);
            }
            let right = self.evaluate(right, input, env)?;
            operators::is_true(&right)
        };
        both().map_err(|mut fault: Failed| {
            fault.position = Some(node.position);
            fault.token = Some(sign.to_owned());
            fault.range.get_or_insert_with(|| node.range.clone());
            fault
        })
    }

    fn array(&mut self, node: &Node, nodes: &[Node], input: &Item, env: &Env) -> Evaluated {
        let mut result = Vec::with_capacity(nodes.len());
        let mut range = None;
        for item in nodes {
            if matches!(item.kind, Kind::Range(..)) && item.extras.is_none() {
                match self.range(item, input, env)? {
                    Item::Undefined => {}
                    found if nodes.len() == 1 => range = Some(found),
                    found => {
                        self.reserve(8 * (result.len() + found.elements().map_or(0, |elements| elements.len())))?;
                        result.append(&mut found.into_items());
                    }
                }
                continue;
            }
            match self.evaluate(item, input, env)? {
                Item::Undefined => {}
                value if matches!(item.kind, Kind::Array(_)) => result.push(value),
                value if value.is_array() => {
                    let mut items = value.into_items();
                    self.reserve(8 * (result.len() + items.len()))?;
                    result.append(&mut items);
                }
                value => result.push(value),
            }
        }
        let constructed = node.extras.as_ref().is_some_and(|extras| extras.constructs_array);
        match range {
            Some(range) if !constructed => return Ok(range),
            Some(range) => result = range.into_items(),
            None => {}
        }
        if node.extras.as_ref().is_some_and(|extras| extras.constructs_array) {
            return Ok(Item::List(Rc::new(List { items: result, constructed: true, ..List::default() })));
        }
        Ok(Item::array(result))
    }

    /// `first..last` as a range that is not written out.
    fn range(&mut self, node: &Node, input: &Item, env: &Env) -> Evaluated {
        let Kind::Range(first, last) = &node.kind else { return Ok(Item::Undefined) };
        self.enter()?;
        let first = self.evaluate(first, input, env)?;
        let last = self.evaluate(last, input, env)?;
        self.depth -= 1;
        let placed = |fault: Fault| Box::new(fault.at(node.position).spanning(node.range.clone()).token(".."));
        let range = operators::range(&first, &last).map_err(|fault| placed(*fault))?;
        // Numbers take their place whether or not they are written out.
        self.reserve(8 * range.elements().map_or(0, |elements| elements.len()))?;
        Ok(range)
    }

    fn wildcard(&mut self, input: &Item) -> Evaluated {
        let input = match input {
            Item::List(list) if list.outer => list.items.first().cloned().unwrap_or_default(),
            other => other.clone(),
        };
        let members: Vec<Item> = match input.members() {
            Some(members) => members.into_iter().map(|(_, item)| item).collect(),
            None => match input.elements() {
                Some(elements) => elements.iter().collect(),
                None => Vec::new(),
            },
        };
        self.spend(members.len())?;
        let mut results = Item::sequence(Vec::new());
        for member in members {
            if member.is_array() {
                let mut flat = Vec::new();
                flatten(&member, &mut flat, 0);
                self.spend(flat.len())?;
                results = append(results, Item::array(flat));
            } else {
                results = match results {
                    Item::List(mut list) if list.sequence => {
                        match Rc::get_mut(&mut list) {
                            Some(open) => open.items.push(member),
                            None => list = Rc::new(List { items: vec![member], sequence: true, ..List::default() }),
                        }
                        Item::List(list)
                    }
                    other => {
                        let mut items = other.into_items();
                        items.push(member);
                        Item::array(items)
                    }
                };
            }
        }
        Ok(results)
    }

    fn descendants(&mut self, input: &Item) -> Evaluated {
        if input.is_undefined() {
            return Ok(Item::Undefined);
        }
        let mut found = Vec::new();
        self.descend(input, &mut found, 0)?;
        Ok(Item::unwrapped(found, false))
    }

    fn descend(&mut self, item: &Item, found: &mut Vec<Item>, depth: usize) -> Result<(), Failed> {
        self.spend(1)?;
        if depth > crate::limits::VALUE_DEPTH {
            return Err(limit("The value nests too deeply"));
        }
        if let Some(elements) = item.elements() {
            for element in elements.iter() {
                self.descend(&element, found, depth + 1)?;
            }
            return Ok(());
        }
        found.push(item.clone());
        if let Some(members) = item.members() {
            for (_, member) in &members {
                self.descend(member, found, depth + 1)?;
            }
        }
        Ok(())
    }

    /// Whether the library has a function of that name, for hints.
    fn has_function(&self, name: &str) -> bool {
        Builtin::find(name, self.library).is_some() || self.bindings.variables.get(name).is_some()
    }
}

fn flatten(item: &Item, flat: &mut Vec<Item>, depth: usize) {
    match item.elements() {
        Some(elements) if depth < crate::limits::VALUE_DEPTH => {
            elements.iter().for_each(|element| flatten(&element, flat, depth + 1));
        }
        _ => flat.push(item.clone()),
    }
}

/// The greatest value was exceeded.
pub(super) fn memory_exceeded() -> Failed {
    limit("Expression evaluation memory limit exceeded: Check for excessive memory usage")
}

/// A limit ended the evaluation.
pub(super) fn limit(message: &str) -> Failed {
    Box::new(Fault::new("U1001").note(message))
}
