//! Which names an expression binds, and which blocks need variables of their own.

use std::sync::Arc;

use crate::jsonata::node::{CallNode, Group, Kind, Node, Stage};
use crate::jsonata::syntax::{Syntax, SyntaxKind};

/// Every name that the expression itself gives to a variable or parameter.
pub(super) fn bound_names(syntax: &Syntax, names: &mut Vec<Arc<str>>) {
    let mut all = |nodes: &[Syntax]| nodes.iter().for_each(|node| bound_names(node, names));
    match &syntax.kind {
        SyntaxKind::Array(items) | SyntaxKind::Block(items) => all(items),
        SyntaxKind::Call { procedure, arguments, .. } => {
            all(arguments);
            bound_names(procedure, names);
        }
        SyntaxKind::Object(members) => members.iter().for_each(|(key, value)| {
            bound_names(key, names);
            bound_names(value, names);
        }),
        SyntaxKind::Group(left, members) => {
            bound_names(left, names);
            members.iter().for_each(|(key, value)| {
                bound_names(key, names);
                bound_names(value, names);
            });
        }
        SyntaxKind::OrderBy(left, terms) => {
            bound_names(left, names);
            terms.iter().for_each(|term| bound_names(&term.expression, names));
        }
        SyntaxKind::Negate(one) => bound_names(one, names),
        SyntaxKind::Binary(_, left, right) | SyntaxKind::Predicate(left, right) => {
            bound_names(left, names);
            bound_names(right, names);
        }
        SyntaxKind::Bind(name, one) | SyntaxKind::Focus(one, name) | SyntaxKind::Index(one, name) => {
            names.push(name.clone());
            bound_names(one, names);
        }
        SyntaxKind::Condition(condition, then, otherwise) => {
            bound_names(condition, names);
            bound_names(then, names);
            otherwise.iter().for_each(|node| bound_names(node, names));
        }
        SyntaxKind::Lambda { parameters, body, .. } => {
            names.extend(parameters.iter().cloned());
            bound_names(body, names);
        }
        SyntaxKind::Transform { pattern, update, delete } => {
            bound_names(pattern, names);
            bound_names(update, names);
            delete.iter().for_each(|node| bound_names(node, names));
        }
        _ => {}
    }
}

/// Whether evaluating a node binds a variable in the block around it.
pub(super) fn binds_here(node: &Node) -> bool {
    let any = |nodes: &[Node]| nodes.iter().any(binds_here);
    let pairs = |group: &Group| group.pairs.iter().any(|(key, value)| binds_here(key) || binds_here(value));
    let call = |call: &CallNode| binds_here(&call.procedure) || any(&call.arguments);
    let own = match &node.kind {
        Kind::Bind(..) => true,
        Kind::Path(path) => any(&path.steps),
        Kind::Binary(_, left, right)
        | Kind::And(left, right)
        | Kind::Or(left, right)
        | Kind::Default(left, right)
        | Kind::Coalesce(left, right)
        | Kind::Range(left, right)
        | Kind::Apply(left, right) => binds_here(left) || binds_here(right),
        Kind::Negate(inner) => binds_here(inner),
        Kind::Array(items) => any(items),
        Kind::Object(group) => pairs(group),
        Kind::Condition(condition, then, otherwise) => {
            binds_here(condition) || binds_here(then) || otherwise.as_ref().is_some_and(|node| binds_here(node))
        }
        Kind::Call(node) | Kind::Thunk(node) | Kind::Partial(node) => call(node),
        Kind::Sort(terms) => terms.iter().any(|term| binds_here(&term.expression)),
        // Transforms run later, in the frame they were made in.
        Kind::Transform(_) | Kind::TransformParts { .. } => true,
        _ => false,
    };
    own || node.extras.as_ref().is_some_and(|extras| {
        let stages = extras.stages.iter().any(|stage| matches!(stage, Stage::Filter(filter) if binds_here(filter)));
        stages || any(&extras.predicates) || extras.group.as_ref().is_some_and(pairs)
    })
}
