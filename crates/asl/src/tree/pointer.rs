//! JSON Pointers (RFC 6901) to nodes and back; AWS names locations by them.

use super::{Kind, Tree};
use crate::tree::NodeId;

/// A member name as one token of a pointer.
#[must_use]
pub fn escape_token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Tree {
    /// The pointer of a node; empty for the root. A member without a name is named by its index.
    #[must_use]
    pub fn pointer(&self, node: NodeId) -> String {
        let mut tokens = Vec::new();
        let mut current = node;
        while let Some(parent) = self.parent(current) {
            tokens.push(match self.key(current) {
                Some(key) => escape_token(&key),
                None => self.children(parent).position(|child| child == current).unwrap_or_default().to_string(),
            });
            current = parent;
        }
        tokens.iter().rev().fold(String::new(), |pointer, token| pointer + "/" + token)
    }

    /// The node at a pointer; `/` alone is the root too, as AWS writes it.
    #[must_use]
    pub fn find(&self, pointer: &str) -> Option<NodeId> {
        let root = self.root()?;
        let Some(rest) = pointer.strip_prefix('/').filter(|rest| !rest.is_empty()) else {
            return (pointer.is_empty() || pointer == "/").then_some(root);
        };
        rest.split('/').try_fold(root, |node, token| {
            let token = token.replace("~1", "/").replace("~0", "~");
            match self.kind(node) {
                Kind::Object => self.member(node, &token),
                Kind::Array => token.parse().ok().and_then(|index| self.child(node, index)),
                _ => None,
            }
        })
    }
}
