//! Calls: of lambdas, of the library, partial ones, chains, and calls in tail position.

use std::rc::Rc;
use std::sync::Arc;

use value::Value;

use super::{Evaluated, Evaluator};
use crate::jsonata::catalogue::Builtin;
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::frame::{Env, Frame};
use crate::jsonata::functions;
use crate::jsonata::haystack::Haystack;
use crate::jsonata::item::{Function, Item, match_record};
use crate::jsonata::node::{CallNode, Kind, Node};
use crate::jsonata::numbers;
use crate::limits;

/// The context of calls that have none of their own.
pub(in crate::jsonata) const NULL: Item = Item::Value(Value::Null);

impl Evaluator<'_> {
    /// `procedure(arguments)`, with `first` before the written arguments after `~>`.
    pub(super) fn call(&mut self, node: &Node, call: &Arc<CallNode>, first: Option<Item>, input: &Item, env: &Env) -> Evaluated {
        let procedure = match &call.procedure.kind {
            Kind::Variable(variable) if call.procedure.extras.is_none() && self.trace.is_none() => {
                self.enter()?;
                self.depth -= 1;
                self.variable(variable, env)
            }
            _ => self.evaluate(&call.procedure, input, env)?,
        };
        self.check_name(&procedure, call, "T1005")?;
        let mut arguments = Vec::with_capacity(call.arguments.len() + usize::from(first.is_some()));
        arguments.extend(first);
        for argument in &call.arguments {
            arguments.push(self.evaluate(argument, input, env)?);
        }
        let described = procedure.is_function();
        self.apply(&procedure, arguments, input).map_err(|mut fault| {
            if described || fault.position.is_none() {
                fault.position = Some(call.position);
            }
            // The innermost range stays: it is the better one to mark.
            fault.range.get_or_insert_with(|| node.range.clone());
            if fault.token.is_none() {
                fault.token = call.name.as_ref().map(ToString::to_string);
            }
            fault
        })
    }

    /// Whoever forgets the `$` of a function's name is told so.
    fn check_name(&self, procedure: &Item, call: &CallNode, code: &'static str) -> Result<(), Failed> {
        if let (Item::Undefined, Kind::Path(_), Some(name)) = (procedure, &call.procedure.kind, &call.name)
            && self.has_function(name)
        {
            return Err(Box::new(Fault::new(code).at(call.position).token(&**name)));
        }
        Ok(())
    }

    /// Applies a function and every call it leaves in tail position.
    pub(in crate::jsonata) fn apply(&mut self, procedure: &Item, arguments: Vec<Item>, input: &Item) -> Evaluated {
        let mut result = self.apply_once(procedure, arguments, input)?;
        while let Item::Function(function) = &result
            && let Function::Thunk { call, input: own, env } = &**function
        {
            self.spend(1)?;
            let next = self.evaluate(&call.procedure, own, env)?;
            let mut arguments = Vec::with_capacity(call.arguments.len());
            for argument in &call.arguments {
                arguments.push(self.evaluate(argument, own, env)?);
            }
            let name = call.name.clone();
            let position = call.position;
            // A function of the library may call others within: that is deeper here, though no evaluation stands around it.
            let nests = !matches!(&next, Item::Function(function) if matches!(**function, Function::Lambda { .. }));
            if nests {
                self.deeper()?;
            }
            let applied = self.apply_once(&next, arguments, input);
            self.depth -= usize::from(nests);
            result = applied.map_err(|mut fault| {
                if fault.token.is_none() {
                    fault.token = name.as_ref().map(ToString::to_string);
                }
                fault.position.get_or_insert(position);
                fault
            })?;
        }
        Ok(result)
    }

    fn apply_once(&mut self, procedure: &Item, arguments: Vec<Item>, input: &Item) -> Evaluated {
        let function = match procedure {
            Item::Builtin(builtin) => {
                let arguments = match builtin.signature() {
                    Some(signature) => signature.validate(arguments, input)?,
                    None => arguments,
                };
                return functions::call(self, *builtin, &arguments);
            }
            Item::Function(function) => function,
            _ => return Err(Box::new(Fault::new("T1006"))),
        };
        let argument = |position: usize| arguments.get(position).cloned().unwrap_or_default();
        match &**function {
            Function::Lambda { node, input: own, env } => {
                let arguments = match &node.signature {
                    Some(signature) => signature.validate(arguments, input)?,
                    None => arguments,
                };
                let mut arguments = arguments.into_iter();
                let mut holds_functions = false;
                let mut bindings = Vec::with_capacity(node.parameters.len());
                for symbol in &node.parameters {
                    let item = arguments.next().unwrap_or_default();
                    holds_functions |= item.may_hold_functions();
                    bindings.push((*symbol, item));
                }
                let frame = Frame::with_bindings(env, bindings);
                if holds_functions {
                    self.cyclic.push(frame.clone());
                }
                self.evaluate(&node.body, own, &frame)
            }
            Function::Thunk { .. } => Ok(procedure.clone()),
            Function::Partial { function, arguments: given, .. } => {
                let mut rest = arguments.into_iter();
                let mut all: Vec<Item> = Vec::with_capacity(given.len());
                for slot in given {
                    all.push(match slot {
                        Some(item) => item.clone(),
                        None => rest.next().unwrap_or_default(),
                    });
                }
                match function {
                    // As in the reference, a partly applied library function checks no signature.
                    Item::Builtin(builtin) => {
                        all.resize(all.len().max(builtin.arity()), Item::Undefined);
                        functions::call(self, *builtin, &all)
                    }
                    other => {
                        let other = other.clone();
                        self.apply(&other, all, input)
                    }
                }
            }
            Function::Composed { first, second, .. } => {
                let between = self.apply(first, vec![argument(0)], input)?;
                self.apply(second, vec![between], input)
            }
            Function::Regex(regex) => {
                let searched_in = argument(0);
                self.check_size(&searched_in)?;
                let Some(text) = searched(&searched_in) else { return Ok(Item::Undefined) };
                self.reserve(text.len())?;
                self.spend(32)?;
                let text = Rc::new(Haystack::new(&text));
                let from = arguments.get(1).and_then(Item::as_f64).unwrap_or(0.0).max(0.0) as usize;
                let found = self.find(regex, &text, from)?;
                Ok(found.map(|found| match_record(regex, &text, &found)).into())
            }
            Function::NextMatch { regex, text, from } => {
                if *from >= text.len() {
                    return Ok(Item::Undefined);
                }
                let found = self.find(regex, text, *from)?;
                if found.as_ref().is_some_and(|found| found.start == found.end) {
                    return Err(Box::new(Fault::new("D1004").value(regex.source())));
                }
                Ok(found.map(|found| match_record(regex, text, &found)).into())
            }
            Function::Transform { node, env } => {
                let arguments = functions::transform_signature().validate(arguments, input)?;
                let (node, env) = (node.clone(), env.clone());
                self.transform(&node, arguments.into_iter().next().unwrap_or_default(), &env)
            }
        }
    }

    /// Finds a match within the budget.
    pub(in crate::jsonata) fn find(
        &mut self,
        regex: &crate::jsonata::regex::Regex,
        text: &[char],
        from: usize,
    ) -> Result<Option<crate::jsonata::regex::Match>, Failed> {
        regex
            .find(text, from, &mut self.steps)
            .map_err(|_| super::limit("Expression evaluation timeout: Check for infinite loop"))
    }

    pub(super) fn partial(&mut self, node: &Node, call: &Arc<CallNode>, input: &Item, env: &Env) -> Evaluated {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(match argument.kind {
                Kind::Placeholder => None,
                _ => Some(self.evaluate(argument, input, env)?),
            });
        }
        let procedure = self.evaluate(&call.procedure, input, env)?;
        self.check_name(&procedure, call, "T1007")?;
        if !procedure.is_function() {
            let mut fault = Fault::new("T1008").at(call.position).spanning(node.range.clone());
            fault.token = call.name.as_ref().map(ToString::to_string);
            return Err(Box::new(fault));
        }
        if matches!(procedure, Item::Builtin(Builtin::String)) {
            // As in the reference, whose parameters of that function cannot be read again.
            return Err(Box::new(Fault::new("S0208").at(call.position).spanning(node.range.clone()).value(2_i64)));
        }
        // Parameters without an argument are given as missing, so only the `?` are still to come.
        if let Item::Function(function) = &procedure
            && let Function::Lambda { node, .. } = &**function
        {
            arguments.resize(node.parameters.len(), Some(Item::Undefined));
        }
        let depth = nested(&[&procedure])?;
        Ok(Item::Function(Rc::new(Function::Partial { function: procedure, arguments, depth })))
    }

    /// `left ~> right`.
    pub(super) fn apply_operator(&mut self, node: &Node, left: &Node, right: &Node, input: &Item, env: &Env) -> Evaluated {
        let left = self.evaluate(left, input, env)?;
        if let Kind::Call(call) = &right.kind {
            return self.call(right, call, Some(left), input, env);
        }
        let function = self.evaluate(right, input, env)?;
        if !function.is_function() {
            let fault = Fault::new("T2006").at(node.position).spanning(node.range.clone());
            return Err(Box::new(fault.value(function.to_value_lossy())));
        }
        if left.is_function() {
            let depth = nested(&[&left, &function])?;
            return Ok(Item::Function(Rc::new(Function::Composed { first: left, second: function, depth })));
        }
        self.apply(&function, vec![left], &NULL)
    }
}

/// The text that a pattern looks at, as ECMAScript makes one of anything; `None` for a function. The item's size was checked.
fn searched(item: &Item) -> Option<String> {
    Some(match item {
        Item::Undefined => "undefined".to_owned(),
        Item::Value(Value::Null) => "null".to_owned(),
        Item::Builtin(_) | Item::Function(_) => return None,
        other => joined(other),
    })
}

/// The text of an item within an array: that of an array joins its own with commas, missing ones are empty.
fn joined(item: &Item) -> String {
    match item {
        Item::Undefined | Item::Value(Value::Null) => String::new(),
        Item::Value(Value::Bool(bool)) => bool.to_string(),
        Item::Value(Value::String(text)) => text.to_string(),
        Item::Value(Value::Number(number)) => numbers::to_text(number.as_f64()),
        _ => match item.elements() {
            Some(elements) => elements.iter().map(|element| joined(&element)).collect::<Vec<_>>().join(","),
            None => "[object Object]".to_owned(),
        },
    }
}

/// How deep a function made of others is; not deeper than it can be called.
fn nested(parts: &[&Item]) -> Result<usize, Failed> {
    let depth = |item: &&Item| match item {
        Item::Function(function) => match &**function {
            Function::Partial { depth, .. } | Function::Composed { depth, .. } => *depth,
            _ => 0,
        },
        _ => 0,
    };
    let depth = parts.iter().map(depth).max().unwrap_or(0) + 1;
    if depth > limits::SYNTAX_DEPTH { Err(super::limit("Functions are made of functions too deeply")) } else { Ok(depth) }
}

/// How many parameters a function declares.
pub(in crate::jsonata) fn arity(function: &Item) -> usize {
    match function {
        Item::Builtin(builtin) => builtin.arity(),
        Item::Function(function) => match &**function {
            Function::Lambda { node, .. } => node.parameters.len(),
            Function::Partial { arguments, .. } => arguments.iter().filter(|argument| argument.is_none()).count(),
            Function::Regex(_) => 2,
            Function::NextMatch { .. } | Function::Thunk { .. } => 0,
            Function::Composed { .. } | Function::Transform { .. } => 1,
        },
        _ => 0,
    }
}
