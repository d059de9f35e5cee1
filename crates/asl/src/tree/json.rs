//! Nodes written as JSON.

use super::{Kind, NodeId, Tree, quote};

/// A node as JSON text on one line.
pub(crate) fn json_text(tree: &Tree, node: NodeId) -> String {
    let mut output = String::new();
    write_json(tree, node, &mut output);
    output
}

/// Writes a node as JSON text. The tree's depth is bounded, and so is this recursion.
fn write_json(tree: &Tree, node: NodeId, output: &mut String) {
    let (open, close) = match tree.kind(node) {
        Kind::Object => ('{', '}'),
        Kind::Array => ('[', ']'),
        Kind::Number => return output.push_str(tree.spelling(node)),
        _ => return output.push_str(&tree.value(node).to_json()),
    };
    output.push(open);
    for (index, child) in tree.children(node).enumerate() {
        if index > 0 {
            output.push(',');
        }
        if let Some(key) = tree.key(child) {
            output.push_str(&quote(&key));
            output.push(':');
        }
        write_json(tree, child, output);
    }
    output.push(close);
}
