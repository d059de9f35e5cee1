//! Another value in the place of an old one: what both have in common keeps every byte, comments, tags and style included.

use super::{Spot, insert_item, insert_member, remove_children, replace_value};
use crate::text::TextEdit;
use crate::tree::NodeId;
use crate::tree::{Kind, Tree};

/// The cuts that give a node of YAML the value of a JSON text.
pub(super) fn patch(tree: &Tree, node: NodeId, value: &str) -> Vec<TextEdit> {
    let new = Tree::parse(value);
    let Some(root) = new.root() else { return vec![replace_value(tree, node, value)] };
    let mut patch = Patch { old: tree, new: &new, edits: vec![] };
    patch.node(node, root);
    patch.edits
}

struct Patch<'a> {
    old: &'a Tree,
    new: &'a Tree,
    edits: Vec<TextEdit>,
}

impl Patch<'_> {
    fn node(&mut self, old: NodeId, new: NodeId) {
        match (self.old.kind(old), self.new.kind(new)) {
            (Kind::Object, Kind::Object) => self.object(old, new),
            (Kind::Array, Kind::Array) => self.array(old, new),
            _ if self.same(old, new) => {}
            _ => self.replace(old, new),
        }
    }

    fn object(&mut self, old: NodeId, new: NodeId) {
        let kept = |key: &str| self.new.member(new, key).is_some();
        let gone: Vec<NodeId> =
            self.old.children(old).filter(|child| !self.old.key(*child).is_some_and(|key| kept(&key))).collect();
        let mut first = self.old.children(old).find(|child| !gone.contains(child));
        if first.is_none() {
            if !self.same(old, new) {
                self.replace(old, new);
            }
            return;
        }
        let mut before = None;
        for child in self.new.children(new) {
            let key = self.new.key(child).unwrap_or_default();
            if let Some(member) = self.old.member(old, &key) {
                self.node(member, child);
                before = Some(member);
            } else if let Some(spot) = before.map(Spot::After).or(first.map(Spot::Before)) {
                self.edits.push(insert_member(self.old, old, &key, self.new.source(child), spot));
            }
            if before.is_some() {
                first = None;
            }
        }
        self.edits.extend(remove_children(self.old, old, &gone));
    }

    fn array(&mut self, old: NodeId, new: NodeId) {
        let was: Vec<NodeId> = self.old.children(old).collect();
        let is: Vec<NodeId> = self.new.children(new).collect();
        if was.is_empty() || is.is_empty() {
            if was.len() != is.len() {
                self.replace(old, new);
            }
            return;
        }
        let head = was.iter().zip(&is).take_while(|(old, new)| self.same(**old, **new)).count();
        let rest = was.len().min(is.len()) - head;
        let tail = was.iter().rev().zip(is.iter().rev()).take(rest).take_while(|(old, new)| self.same(**old, **new)).count();
        let (changed, now) = (&was[head..was.len() - tail], &is[head..is.len() - tail]);
        for (old, new) in changed.iter().zip(now) {
            self.node(*old, *new);
        }
        let paired = changed.len().min(now.len());
        let spot = match (head + paired).checked_sub(1) {
            Some(last) => Spot::After(was[last]),
            None => Spot::Before(was[0]),
        };
        for new in &now[paired..] {
            self.edits.push(insert_item(self.old, old, self.new.source(*new), spot));
        }
        self.edits.extend(remove_children(self.old, old, &changed[paired..]));
    }

    fn replace(&mut self, old: NodeId, new: NodeId) {
        self.edits.push(replace_value(self.old, old, self.new.source(new)));
    }

    fn same(&self, old: NodeId, new: NodeId) -> bool {
        self.old.value(old) == self.new.value(new)
    }
}
