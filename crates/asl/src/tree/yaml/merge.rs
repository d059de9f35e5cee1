//! Merge keys: the members of what `<<` names belong to the object, unless it has members of these names itself.

use std::collections::HashSet;
use std::sync::Arc;

use super::builder::{Builder, Frame, MOST_NODES};
use crate::problem::{Problem, ProblemKind};
use crate::text::Span;
use crate::tree::{Kind, Node};

/// The name that merges. In quotes it is a name like any other, as PyYAML and js-yaml have it.
pub(super) const MERGE: &str = "<<";

/// The value and the name of a node where they are not as they are written.
type Texts = (Option<Arc<str>>, Option<Arc<str>>);

/// Nodes with their texts, to stand in another place.
#[derive(Default)]
struct Copies {
    nodes: Vec<Node>,
    texts: Vec<Texts>,
}

impl Builder<'_> {
    /// Puts the members of what is merged in the place of the merge key, once an object is read.
    pub(super) fn merge(&mut self, frame: &Frame) {
        let members = self.children(frame.node, self.nodes.len() as u32);
        let merges = |child: &u32| self.nodes[*child as usize].key.of(self.text) == MERGE;
        let Some(key) = members.into_iter().find(merges) else { return };
        let node = self.nodes[key as usize];
        let sources: Vec<u32> = match node.kind {
            Kind::Object => vec![key],
            Kind::Array => {
                self.children_of(key).into_iter().filter(|item| self.nodes[*item as usize].kind == Kind::Object).collect()
            }
            _ => {
                let message = "what `<<` merges must be an object, or a list of objects, that an alias names";
                self.problems.push(Problem::new(ProblemKind::Unexpected, node.span, message));
                return;
            }
        };
        let mut names: HashSet<Arc<str>> = frame.names.clone();
        let mut copies = Copies::default();
        // Of several, the first that has a name gives it.
        for source in sources {
            for member in self.children_of(source) {
                let name = self.texts[member as usize].1.clone().unwrap_or_default();
                let size = (self.nodes[member as usize].after - member) as usize;
                if self.nodes.len() + copies.nodes.len() + size > MOST_NODES {
                    let message = "this merge makes the definition too large";
                    self.problems.push(Problem::new(ProblemKind::TooDeep, node.span, message));
                    return;
                }
                if names.insert(name) {
                    self.copy_member(&mut copies, member, frame.node, key, self.nodes[source as usize].span);
                }
            }
        }
        if node.span.of(self.text).contains('*') {
            self.shared.push(Span::new(node.key.start, node.span.end));
        }
        self.replace(key, node.after, copies);
    }

    /// The children of a node whose nodes end at `end`.
    fn children(&self, parent: u32, end: u32) -> Vec<u32> {
        let next = |child: &u32| Some(self.nodes[*child as usize].after).filter(|next| *next < end);
        std::iter::successors((parent + 1 < end).then_some(parent + 1), next).collect()
    }

    fn children_of(&self, closed: u32) -> Vec<u32> {
        self.children(closed, self.nodes[closed as usize].after)
    }

    /// Copies a member. What an alias names stands where the alias does; what is written in place stays there.
    fn copy_member(&self, copies: &mut Copies, member: u32, parent: u32, key: u32, place: Span) {
        let shift = (key + copies.nodes.len() as u32).wrapping_sub(member);
        let aliased = place.of(self.text).starts_with('*');
        for at in member..self.nodes[member as usize].after {
            let (mut node, mut text) = (self.nodes[at as usize], self.texts[at as usize].clone());
            node.parent = node.parent.wrapping_add(shift);
            node.after = node.after.wrapping_add(shift);
            if at == member {
                node.parent = parent;
                if aliased {
                    let spelled = matches!(node.kind, Kind::Number | Kind::Placeholder);
                    text.0 = text.0.or_else(|| spelled.then(|| Arc::from(node.span.of(self.text))));
                    (node.span, node.key) = (place, self.nodes[key as usize].key);
                }
            }
            copies.nodes.push(node);
            copies.texts.push(text);
        }
    }

    /// Puts nodes in the place of others; those behind move.
    fn replace(&mut self, from: u32, to: u32, copies: Copies) {
        let moved = copies.nodes.len() as i64 - i64::from(to - from);
        let shifted = |index: u32| if index >= to { (i64::from(index) + moved) as u32 } else { index };
        for node in &mut self.nodes[to as usize..] {
            node.after = shifted(node.after);
            node.parent = shifted(node.parent);
        }
        self.anchors.retain(|_, node| *node < from || *node >= to);
        self.anchors.values_mut().for_each(|node| *node = shifted(*node));
        self.nodes.splice(from as usize..to as usize, copies.nodes);
        self.texts.splice(from as usize..to as usize, copies.texts);
    }
}
