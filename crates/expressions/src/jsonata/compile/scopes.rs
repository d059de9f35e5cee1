//! Which blocks need variables of their own.

use crate::jsonata::node::{CallNode, Group, Kind, Node, Stage};

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
