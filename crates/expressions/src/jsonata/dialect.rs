//! What Step Functions refuses when a definition is created: there is no context at the top level.

use super::error::{Fault, UNSUPPORTED};
use super::sign::Sign;
use super::syntax::{Syntax, SyntaxKind};

/// Every reference to a top-level context, and the operators of later versions.
pub(super) fn refusals(syntax: &Syntax) -> Vec<Fault> {
    let mut faults = Vec::new();
    visit(syntax, true, &mut faults);
    faults
}

fn refuse(syntax: &Syntax, message: String, faults: &mut Vec<Fault>) {
    faults.push(Fault::new(UNSUPPORTED).at(syntax.position).spanning(syntax.range.clone()).note(message));
}

/// `top` tells that names are looked up in the top-level context.
fn visit(syntax: &Syntax, top: bool, faults: &mut Vec<Fault>) {
    let mut all = |nodes: &[Syntax], top: bool| nodes.iter().for_each(|node| visit(node, top, faults));
    match &syntax.kind {
        SyntaxKind::Name(name) if top => {
            refuse(syntax, format!("Reference to '{name}' at the top level is not supported."), faults)
        }
        SyntaxKind::Wildcard if top => refuse(syntax, "Reference to '*' at the top level is not supported.".to_owned(), faults),
        SyntaxKind::Descendant if top => {
            refuse(syntax, "Reference to '**' at the top level is not supported.".to_owned(), faults)
        }
        SyntaxKind::Variable(name) if name.is_empty() && top => {
            refuse(syntax, "Reference to '$' at the top level is not supported.".to_owned(), faults);
        }
        SyntaxKind::Variable(name) if &**name == "$" => refuse(syntax, "Reference to '$$' is not supported.".to_owned(), faults),
        SyntaxKind::Array(items) | SyntaxKind::Block(items) => all(items, top),
        SyntaxKind::Call { procedure, arguments, .. } => {
            all(arguments, top);
            visit(procedure, top, faults);
        }
        SyntaxKind::Object(members) => members.iter().for_each(|(key, value)| {
            visit(key, top, faults);
            visit(value, top, faults);
        }),
        SyntaxKind::Group(left, members) => {
            visit(left, top, faults);
            members.iter().for_each(|(key, value)| {
                visit(key, false, faults);
                visit(value, false, faults);
            });
        }
        SyntaxKind::OrderBy(left, terms) => {
            visit(left, top, faults);
            terms.iter().for_each(|term| visit(&term.expression, false, faults));
        }
        SyntaxKind::Binary(operator @ (Sign::Default | Sign::Coalesce), left, right) => {
            refuse(syntax, format!("the operator `{}` needs JSONata 2.1; Step Functions runs 2.0.6", operator.text()), faults);
            visit(left, top, faults);
            visit(right, top, faults);
        }
        SyntaxKind::Binary(Sign::Dot, left, right) => {
            // A text as the first step is a name.
            match &left.kind {
                SyntaxKind::Text(name) if top => {
                    refuse(left, format!("Reference to '{name}' at the top level is not supported."), faults);
                }
                _ => visit(left, top, faults),
            }
            visit(right, false, faults);
        }
        SyntaxKind::Binary(_, left, right) => {
            visit(left, top, faults);
            visit(right, top, faults);
        }
        SyntaxKind::Predicate(left, filter) => {
            visit(left, top, faults);
            visit(filter, false, faults);
        }
        SyntaxKind::Negate(one) | SyntaxKind::Bind(_, one) | SyntaxKind::Focus(one, _) | SyntaxKind::Index(one, _) => {
            visit(one, top, faults);
        }
        SyntaxKind::Condition(condition, then, otherwise) => {
            visit(condition, top, faults);
            visit(then, top, faults);
            otherwise.iter().for_each(|node| visit(node, top, faults));
        }
        SyntaxKind::Lambda { body, .. } => visit(body, top, faults),
        SyntaxKind::Transform { pattern, update, delete } => {
            visit(pattern, false, faults);
            visit(update, false, faults);
            delete.iter().for_each(|node| visit(node, false, faults));
        }
        _ => {}
    }
}
