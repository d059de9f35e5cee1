//! Payload templates as JSONata templates, and as one expression.

use super::super::Refusal;
use super::paths::{expression, literal};
use crate::definition::NodeId;
use crate::tree::{Kind, Tree, quote};

/// A template as JSON text with `{% … %}` for what is computed; the recursion is bounded by the tree's depth.
pub(super) fn template(tree: &Tree, node: NodeId, base: &str) -> Result<String, Refusal> {
    let children = || tree.children(node);
    match tree.kind(node) {
        Kind::Object => {
            let members = children().map(|child| match computed(tree, child)? {
                Some((name, text)) => Ok(format!("{}: {}", quote(&name), marked(&expression(&text, base)?))),
                None => Ok(format!("{}: {}", quote(&tree.key(child).unwrap_or_default()), template(tree, child, base)?)),
            });
            Ok(format!("{{{}}}", members.collect::<Result<Vec<_>, Refusal>>()?.join(", ")))
        }
        Kind::Array => {
            let items = children().map(|child| template(tree, child, base)).collect::<Result<Vec<_>, _>>()?;
            Ok(format!("[{}]", items.join(", ")))
        }
        // In JSONata it would be an expression, or half of one.
        Kind::String if tree.string(node).is_some_and(|text| is_marked(&text)) => {
            let text = tree.string(node).unwrap_or_default();
            if text.contains("${") {
                return Err(Refusal::new("a placeholder would become part of an expression"));
            }
            Ok(marked(&literal(&text)))
        }
        _ => plain(tree, node),
    }
}

/// Whether a text begins or ends as an expression does.
pub(super) fn is_marked(text: &str) -> bool {
    text.starts_with("{%") || text.ends_with("%}")
}

/// A plain value as JSON text.
fn plain(tree: &Tree, node: NodeId) -> Result<String, Refusal> {
    let source = tree.source(node);
    Ok(match tree.kind(node) {
        _ if !tree.is_yaml() => source.to_owned(),
        Kind::String => quote(&tree.string(node).unwrap_or_default()),
        Kind::Null => "null".to_owned(),
        Kind::True => "true".to_owned(),
        Kind::False => "false".to_owned(),
        Kind::Placeholder if !source.starts_with("${") => {
            return Err(Refusal::new("a tag of YAML would be lost; change this state in the code"));
        }
        _ => source.to_owned(),
    })
}

/// A template as one expression.
pub(super) fn constructor(tree: &Tree, node: NodeId, base: &str) -> Result<String, Refusal> {
    let children = || tree.children(node);
    match tree.kind(node) {
        Kind::Object => {
            let members = children().map(|child| match computed(tree, child)? {
                Some((name, text)) => Ok(format!("{}: {}", literal(&name), expression(&text, base)?)),
                None => Ok(format!("{}: {}", literal(&tree.key(child).unwrap_or_default()), constructor(tree, child, base)?)),
            });
            Ok(format!("{{{}}}", members.collect::<Result<Vec<_>, Refusal>>()?.join(", ")))
        }
        Kind::Array => {
            let items = children().map(|child| constructor(tree, child, base)).collect::<Result<Vec<_>, _>>()?;
            Ok(format!("[{}]", items.join(", ")))
        }
        Kind::String => {
            let text = tree.string(node).unwrap_or_default();
            if text.contains("${") {
                Err(Refusal::new("a placeholder would become part of an expression"))
            } else {
                Ok(literal(&text))
            }
        }
        Kind::Placeholder => Err(Refusal::new("a placeholder would become part of an expression")),
        _ => plain(tree, node),
    }
}

/// An expression as JSON text in its marks.
pub(super) fn marked(expression: &str) -> String {
    quote(&format!("{{% {expression} %}}"))
}

/// The name and text of a `.$` member.
fn computed(tree: &Tree, member: NodeId) -> Result<Option<(String, String)>, Refusal> {
    let key = tree.key(member).unwrap_or_default();
    let Some(name) = key.strip_suffix(".$") else { return Ok(None) };
    let text = tree.string(member).ok_or_else(|| Refusal::new(format!("`{key}` holds no path")))?;
    Ok(Some((name.to_owned(), text.into_owned())))
}
