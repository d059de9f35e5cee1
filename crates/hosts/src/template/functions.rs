//! CloudFormation's functions, in either notation.

use asl::definition::NodeId;
use asl::tree::Kind;

use super::Template;

/// A function and its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// `Ref`, or a name that begins with `Fn::`.
    pub name: String,
    /// Its argument.
    pub argument: NodeId,
}

impl Template {
    /// The function that a node is, by its tag or as the only member of an object.
    #[must_use]
    pub fn function(&self, node: NodeId) -> Option<Function> {
        if let Some(tag) = self.tag(node) {
            let word = tag.trim_start_matches('!');
            let name = if word == "Ref" || word == "Condition" { word.to_owned() } else { format!("Fn::{word}") };
            return Some(Function { name, argument: node });
        }
        if self.tree.kind(node) != Kind::Object {
            return None;
        }
        let mut members = self.tree.children(node);
        let (first, second) = (members.next()?, members.next());
        let name = self.tree.key(first)?.into_owned();
        (second.is_none() && (name == "Ref" || name.starts_with("Fn::"))).then_some(Function { name, argument: first })
    }

    /// The items of a list that is an argument; a scalar is a list of one.
    #[must_use]
    pub fn items(&self, node: NodeId) -> Vec<NodeId> {
        if self.tree.kind(node) == Kind::Array { self.tree.children(node).collect() } else { vec![node] }
    }
}

/// The name of the placeholder that stands for a function: `Table` for a Ref, `Function.Arn` for an attribute.
#[must_use]
pub fn spelled(template: &Template, function: &Function) -> String {
    let tree = &template.tree;
    let words = |node: NodeId| -> Vec<String> {
        template
            .items(node)
            .into_iter()
            .map(|item| tree.string(item).map_or_else(|| "x".to_owned(), |text| text.into_owned()))
            .collect()
    };
    match function.name.as_str() {
        "Ref" => words(function.argument).concat(),
        "Fn::GetAtt" => words(function.argument).join("."),
        "Fn::ImportValue" => words(function.argument).join("."),
        "Fn::FindInMap" => words(function.argument).join("."),
        name => name.replace("Fn::", "Fn."),
    }
}
