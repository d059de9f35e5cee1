//! From the tree to the typed view.
//!
//! Reading never fails: a value of a wrong type, or a word that is none of the allowed ones, becomes a problem and reads as
//! absent. A placeholder reads as absent without a problem, since whoever deploys the definition fills it in.

mod conditions;
mod maps;
mod scopes;
mod states;
mod values;

use super::{Definition, MACHINE, NodeId, QueryLanguage, Scope, Setting};
use crate::problem::{Problem, ProblemKind};
use crate::text::{Span, Spanned};
use crate::tree::{Kind, Tree};

/// Reads a tree as a definition, with what is wrong about its fields' types.
#[must_use]
pub fn read(tree: &Tree) -> (Definition, Vec<Problem>) {
    let mut reader = Reader {
        tree,
        definition: Definition {
            comment: None,
            version: None,
            timeout_seconds: None,
            scopes: vec![],
            states: vec![],
            by_name: vec![],
        },
        problems: vec![],
    };
    match tree.root() {
        Some(root) if tree.kind(root) == Kind::Object => {
            reader.definition.comment = reader.text(root, "Comment");
            reader.definition.version = reader.text(root, "Version");
            reader.definition.timeout_seconds = reader
                .number(root, "TimeoutSeconds")
                .map(|limit| Spanned { value: Setting::Value(limit.value), span: limit.span });
            reader.scope(root, None, QueryLanguage::JsonPath);
        }
        root => {
            if let Some(root) = root {
                let message = format!("a definition is a JSON object, not {}", tree.type_name(root));
                reader.problems.push(Problem::new(ProblemKind::WrongType, tree.span(root), message).on(root));
            }
            reader.definition.scopes.push(empty_machine(root));
        }
    }
    reader.definition.index();
    (reader.definition, reader.problems)
}

struct Reader<'t> {
    tree: &'t Tree,
    definition: Definition,
    problems: Vec<Problem>,
}

fn empty_machine(root: Option<NodeId>) -> Scope {
    Scope {
        id: MACHINE,
        node: root.unwrap_or_default(),
        span: Span::default(),
        states_node: None,
        owner: None,
        comment: None,
        query_language: None,
        default_query_language: QueryLanguage::JsonPath,
        start_at: None,
        states: vec![],
        processor_config: None,
    }
}

#[cfg(test)]
mod tests;
