//! Both versions as one graph: what is new, gone, changed or as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::{Definition, ScopeId, StateId};
use asl::document::Document;
use asl::graph::{Edge, EdgeKind, Graph, Target, inner_scopes, subtitle};
use diagram::Kind;

use crate::change::{Change, Comparison};
use crate::compare::touched;

/// How a state or transition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As it was.
    Same,
    /// It differs.
    Changed,
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
}

impl Mark {
    /// The mark as a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// A node of the drawn graph.
#[derive(Clone, Debug)]
pub struct UnionNode {
    /// What is written in it; empty for a scope's start and end.
    pub label: String,
    /// What sets its looks.
    pub kind: Kind,
    /// What it does, in a few words.
    pub line: String,
    /// How it stands.
    pub mark: Mark,
    /// The scopes inside.
    pub inside: Vec<UnionScope>,
}

/// A transition of the drawn graph.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionEdge {
    /// The index of the node it leaves.
    pub from: usize,
    /// The index of the node it enters.
    pub to: usize,
    /// What is written beside it.
    pub label: Option<Arc<str>>,
    /// Whether it is the way of an error.
    pub is_catch: bool,
    /// How it stands.
    pub mark: Mark,
}

/// One scope of both versions: its start is the first node, its end the second.
#[derive(Clone, Debug, Default)]
pub struct UnionScope {
    /// Its nodes.
    pub nodes: Vec<UnionNode>,
    /// Its transitions.
    pub edges: Vec<UnionEdge>,
}

impl UnionScope {
    /// Whether a node is drawn: a start or an end only if a transition leaves or enters it.
    pub fn is_used(&self, index: usize) -> bool {
        index > 1 || self.edges.iter().any(|edge| edge.from == index || edge.to == index)
    }
}

/// Both versions as one graph.
pub fn union(old: &Document, new: &Document, comparison: &Comparison) -> UnionScope {
    let changed = touched(comparison);
    let added: BTreeSet<Arc<str>> = comparison
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Added { state, .. } => Some(Arc::clone(state)),
            _ => None,
        })
        .collect();
    let builder = Builder {
        old: &old.definition,
        new: &new.definition,
        old_graph: Graph::new(&old.definition),
        new_graph: Graph::new(&new.definition),
        names: &comparison.names,
        changed,
        added,
    };
    builder.scope(Some(asl::definition::MACHINE), Some(asl::definition::MACHINE))
}

struct Builder<'a> {
    old: &'a Definition,
    new: &'a Definition,
    old_graph: Graph,
    new_graph: Graph,
    names: &'a BTreeMap<Arc<str>, Arc<str>>,
    changed: BTreeSet<Arc<str>>,
    added: BTreeSet<Arc<str>>,
}

/// A transition by names: where it leaves and enters, what is written beside it.
type Key = (String, String, Option<Arc<str>>, bool);

impl Builder<'_> {
    fn scope(&self, before: Option<ScopeId>, after: Option<ScopeId>) -> UnionScope {
        let mut made = UnionScope::default();
        let pill = |kind| UnionNode { label: String::new(), kind, line: String::new(), mark: Mark::Same, inside: vec![] };
        made.nodes.extend([pill(Kind::Start), pill(Kind::End)]);
        let mut places: BTreeMap<String, usize> = [("\0start".to_owned(), 0), ("\0end".to_owned(), 1)].into_iter().collect();
        for id in after.map(|scope| self.new.scope(scope).states.clone()).unwrap_or_default() {
            let state = self.new.state(id);
            places.insert(state.name.value.to_string(), made.nodes.len());
            made.nodes.push(self.node_of_new(id));
        }
        for id in before.map(|scope| self.old.scope(scope).states.clone()).unwrap_or_default() {
            let state = self.old.state(id);
            if self.names.contains_key(&state.name.value) {
                continue;
            }
            // A removed name may be a new state's name only in another scope.
            places.insert(state.name.value.to_string(), made.nodes.len());
            let inside = inner_scopes(state).into_iter().map(|scope| self.scope(Some(scope), None)).collect();
            let (kind, line) = (Kind::of(state), subtitle(self.old, state));
            made.nodes.push(UnionNode { label: state.name.value.to_string(), kind, line, mark: Mark::Removed, inside });
        }
        let old_edges = before.map(|scope| self.edges(self.old, &self.old_graph, scope, true)).unwrap_or_default();
        let new_edges = after.map(|scope| self.edges(self.new, &self.new_graph, scope, false)).unwrap_or_default();
        let (old_set, new_set): (BTreeSet<&Key>, BTreeSet<&Key>) = (old_edges.iter().collect(), new_edges.iter().collect());
        let kept =
            new_edges.iter().map(|key| (key, if old_set.contains(key) || before.is_none() { Mark::Same } else { Mark::Added }));
        let gone = old_edges.iter().filter(|key| !new_set.contains(key)).map(|key| (key, Mark::Removed));
        for (key, mark) in kept.chain(gone) {
            if let (Some(from), Some(to)) = (places.get(&key.0), places.get(&key.1)) {
                made.edges.push(UnionEdge { from: *from, to: *to, label: key.2.clone(), is_catch: key.3, mark });
            }
        }
        made
    }

    fn node_of_new(&self, id: StateId) -> UnionNode {
        let state = self.new.state(id);
        let name = &state.name.value;
        let before = self.names.iter().find(|(_, after)| *after == name).and_then(|(before, _)| self.old.find(before));
        let mark = match () {
            () if self.added.contains(name) => Mark::Added,
            () if self.changed.contains(name) => Mark::Changed,
            () => Mark::Same,
        };
        let old_scopes = before.map(|id| inner_scopes(self.old.state(id))).unwrap_or_default();
        let inside = inner_scopes(state).into_iter().enumerate();
        let inside = inside.map(|(index, scope)| self.scope(old_scopes.get(index).copied(), Some(scope))).collect();
        let renamed = before.map(|id| &self.old.state(id).name.value).filter(|old| *old != name);
        let label = renamed.map_or_else(|| name.to_string(), |old| format!("{name} (was {old})"));
        UnionNode { label, kind: Kind::of(state), line: subtitle(self.new, state), mark, inside }
    }

    fn edges(&self, definition: &Definition, graph: &Graph, scope: ScopeId, is_old: bool) -> Vec<Key> {
        let name = |id: StateId| {
            let name = &definition.state(id).name.value;
            let name = if is_old { self.names.get(name).unwrap_or(name) } else { name };
            name.to_string()
        };
        let key = |edge: &Edge| {
            let from = match edge.from {
                asl::graph::Node::State(id) => name(id),
                _ => "\0start".to_owned(),
            };
            let to = match edge.target {
                Target::State(id) => name(id),
                Target::End => "\0end".to_owned(),
                _ => return None,
            };
            Some((from, to, edge.label.clone(), matches!(edge.kind, EdgeKind::Catch(_))))
        };
        graph.scope(scope).edges.iter().filter_map(key).collect()
    }
}
