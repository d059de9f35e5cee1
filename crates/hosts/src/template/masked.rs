//! A template as a tree, with YAML's short functions (`!Ref`) read like the long ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::NodeId;
use asl::notation::Notation;
use asl::tree::{Kind, Tree};

use crate::kind::HostKind;

/// Functions within functions deeper than this are left as they are.
const MAX_DEPTH: usize = 30;

/// A template that was read. Tags are blanked out of the text that the tree was read from, so that what they stand before is
/// part of the tree; all places are the host's.
#[derive(Clone, Debug)]
pub struct Template {
    /// The host's text.
    pub text: Arc<str>,
    /// Its tree, without tags.
    pub tree: Tree,
    /// The tags by where what they stand before begins, each with where it stands itself.
    tags: BTreeMap<u32, (usize, String)>,
}

impl Template {
    /// Reads a text; what is no template is one without definitions.
    #[must_use]
    pub fn read(text: Arc<str>) -> Self {
        let notation = Notation::of(&text).unwrap_or_default();
        let mut tree = Tree::read_as(Arc::clone(&text), notation);
        let mut words: Vec<(usize, String)> = vec![];
        for _ in 0..MAX_DEPTH {
            let found = tag_words(&tree);
            if found.is_empty() {
                break;
            }
            let mut masked = tree.text().to_string();
            for (at, word) in &found {
                masked.replace_range(*at..*at + word.len(), &" ".repeat(word.len()));
            }
            words.extend(found);
            tree = Tree::read_as(masked, notation);
        }
        let tags = words.into_iter().map(|(at, word)| (after_tag(tree.text(), at + word.len()), (at, word))).collect();
        Self { text, tree, tags }
    }

    /// The tag that stands before a node, such as `!Sub`.
    #[must_use]
    pub fn tag(&self, node: NodeId) -> Option<&str> {
        self.tags.get(&self.tree.span(node).start).map(|(_, word)| word.as_str()).filter(|_| !self.shares_start(node))
    }

    /// Where a node begins, its tag included.
    #[must_use]
    pub fn start(&self, node: NodeId) -> usize {
        let start = self.tree.span(node).start;
        self.tags.get(&start).filter(|_| !self.shares_start(node)).map_or(start as usize, |(at, _)| *at)
    }

    /// A block mapping begins where its first member's name does, and only the mapping has the tag.
    fn shares_start(&self, node: NodeId) -> bool {
        let start = self.tree.span(node).start;
        self.tree.parent(node).is_some_and(|parent| self.tree.span(parent).start == start)
    }

    /// The value at a path of members.
    #[must_use]
    pub fn at(&self, node: NodeId, path: &[&str]) -> Option<NodeId> {
        path.iter().try_fold(node, |node, name| self.tree.member(node, name))
    }

    /// What an alias of YAML stands for; anything else is itself.
    #[must_use]
    pub fn aliased(&self, node: NodeId) -> NodeId {
        let Some(name) = self.tree.source(node).strip_prefix('*').filter(|_| self.tree.is_yaml()) else { return node };
        let anchor = format!("&{}", name.trim());
        let named = |other: &NodeId| self.tree.source(*other).split_whitespace().next() == Some(&anchor);
        self.tree.root().and_then(|root| self.tree.descendants(root).find(named)).unwrap_or(node)
    }

    /// The line of a node, from 1.
    #[must_use]
    pub fn line(&self, node: NodeId) -> usize {
        let start = self.tree.member_span(node).start as usize;
        self.text[..start.min(self.text.len())].matches('\n').count() + 1
    }

    /// A member's text, if it is a string without a function.
    #[must_use]
    pub fn word(&self, node: NodeId, path: &[&str]) -> Option<String> {
        let node = self.at(node, path)?;
        self.tree.string(node).filter(|_| self.tag(node).is_none()).map(|text| text.into_owned())
    }

    /// What the template is by its members.
    #[must_use]
    pub fn host_kind(&self) -> Option<HostKind> {
        let root = self.tree.root()?;
        if self.at(root, &["stepFunctions"]).is_some()
            || self.at(root, &["stateMachines"]).is_some() && self.at(root, &["StartAt"]).is_none()
        {
            return Some(HostKind::Serverless);
        }
        let resources = self.at(root, &["Resources"])?;
        let mut resources = self.tree.children(resources);
        let typed =
            resources.any(|resource| self.tree.kind(resource) == Kind::Object && self.word(resource, &["Type"]).is_some());
        typed.then_some(HostKind::Template)
    }
}

/// The words of tags that nodes begin with.
fn tag_words(tree: &Tree) -> Vec<(usize, String)> {
    let nodes = tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let mut found: Vec<(usize, String)> = nodes
        .filter(|node| tree.is_yaml() && matches!(tree.kind(*node), Kind::Placeholder | Kind::String | Kind::Error))
        .filter_map(|node| {
            let source = tree.source(node);
            let length = source.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(source.len());
            source.starts_with('!').then(|| (tree.span(node).start as usize, source[..length].to_owned()))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Where what follows a tag begins.
fn after_tag(text: &str, end: usize) -> u32 {
    let mut at = end;
    loop {
        let rest = &text[at.min(text.len())..];
        at += rest.len() - rest.trim_start().len();
        // A comment may stand between.
        match text[at..].starts_with('#').then(|| text[at..].find('\n')).flatten() {
            Some(length) => at += length,
            None => return at as u32,
        }
    }
}
