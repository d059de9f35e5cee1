//! What the canvas draws: each scope's states and transitions, with labels in words.
//!
//! Derived from the typed view alone; geometry and looks are decided elsewhere. No transition leaves its scope, so each
//! scope is a graph of its own and a container is one node in the graph around it.

mod conditions;
mod services;
mod subtitle;
mod ways;

pub use conditions::{condition_label, condition_sentence};
pub use services::{action_title, service_title};
pub use subtitle::subtitle;
pub use ways::Ways;

use std::sync::Arc;

use crate::definition::{Catcher, ChoiceRule, Definition, Scope, ScopeId, State, StateId, StateKind, Transition};
use crate::text::Spanned;

/// The place in the text that names where a transition leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// `StartAt` of a scope.
    StartAt(ScopeId),
    /// `Next` or `End` of a state.
    Next(StateId),
    /// `Next` of a Choice rule, by its index.
    Rule(StateId, usize),
    /// `Default` of a Choice.
    Default(StateId),
    /// `Next` of a catcher, by its index.
    Catch(StateId, usize),
}

/// Something drawn in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Where the scope begins.
    Start,
    /// A state.
    State(StateId),
    /// Where the scope ends.
    End,
}

/// What a transition means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// From the start to the first state.
    Start,
    /// `Next`.
    Next,
    /// A Choice rule, by its index.
    Rule(usize),
    /// A Choice's `Default`.
    Default,
    /// A catcher, by its index.
    Catch(usize),
    /// `End: true`.
    End,
}

/// Where a transition leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a state of the same scope.
    State(StateId),
    /// To the end of the scope.
    End,
    /// To a name that no state of the scope has.
    Missing(Arc<str>),
    /// Nothing is written.
    Unset,
}

/// One transition.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Where it leaves: the start or a state.
    pub from: Node,
    /// What it means.
    pub kind: EdgeKind,
    /// Where its target is written.
    pub slot: Slot,
    /// Where it leads.
    pub target: Target,
    /// What is written beside it: a rule, `otherwise`, `on States.Timeout`.
    pub label: Option<Arc<str>>,
}

/// One scope.
#[derive(Clone, Debug, PartialEq)]
pub struct ScopeGraph {
    /// Which.
    pub scope: ScopeId,
    /// The Parallel or Map it is in.
    pub owner: Option<StateId>,
    /// Start, the states in document order, and End where something leads there.
    pub nodes: Vec<Node>,
    /// Transitions in document order, each on its own, even where two join the same states.
    pub edges: Vec<Edge>,
}

/// A whole machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// Every scope; index by [`ScopeId`].
    pub scopes: Vec<ScopeGraph>,
}

impl Graph {
    /// The graph of a definition.
    #[must_use]
    pub fn new(definition: &Definition) -> Self {
        Self { scopes: definition.scopes.iter().map(|scope| scope_graph(definition, scope)).collect() }
    }

    /// The graph of one scope.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> &ScopeGraph {
        &self.scopes[id.0 as usize]
    }
}

/// The scopes inside a state: branches of a Parallel, the processor of a Map.
#[must_use]
pub fn inner_scopes(state: &State) -> Vec<ScopeId> {
    match &state.kind {
        StateKind::Parallel(parallel) => parallel.branches.clone(),
        StateKind::Map(map) => map.processor.into_iter().collect(),
        _ => vec![],
    }
}

/// Where a slot leads; `Unset` too for a slot that is not there.
#[must_use]
pub fn target(definition: &Definition, slot: Slot) -> Target {
    let named = |scope, name: Option<&Spanned<Arc<str>>>| match name {
        Some(name) => {
            definition.find_in_scope(scope, &name.value).map_or_else(|| Target::Missing(Arc::clone(&name.value)), Target::State)
        }
        None => Target::Unset,
    };
    match slot {
        Slot::StartAt(id) => {
            let scope = definition.scope(id);
            if scope.states.is_empty() && scope.start_at.is_none() { Target::End } else { named(id, scope.start_at.as_ref()) }
        }
        Slot::Next(id) => {
            let state = definition.state(id);
            match &state.transition {
                Some(Transition::Next(next)) => named(state.scope, Some(next)),
                Some(Transition::End(_)) => Target::End,
                None => Target::Unset,
            }
        }
        Slot::Rule(id, index) => {
            let state = definition.state(id);
            let StateKind::Choice(choice) = &state.kind else { return Target::Unset };
            named(state.scope, choice.rules.get(index).and_then(|rule| rule.next.as_ref()))
        }
        Slot::Default(id) => {
            let state = definition.state(id);
            let StateKind::Choice(choice) = &state.kind else { return Target::Unset };
            named(state.scope, choice.default.as_ref())
        }
        Slot::Catch(id, index) => {
            let state = definition.state(id);
            named(state.scope, state.catch.get(index).and_then(|catcher| catcher.next.as_ref()))
        }
    }
}

/// The slots of a state, in the order they are drawn: Next, rules, Default, catchers.
#[must_use]
pub fn slots(state: &State) -> Vec<Slot> {
    let mut slots = match &state.kind {
        StateKind::Choice(choice) => {
            let rules = (0..choice.rules.len()).map(|index| Slot::Rule(state.id, index));
            rules.chain(choice.default.as_ref().map(|_| Slot::Default(state.id))).collect()
        }
        StateKind::Succeed | StateKind::Fail(_) => vec![],
        _ => vec![Slot::Next(state.id)],
    };
    slots.extend((0..state.catch.len()).map(|index| Slot::Catch(state.id, index)));
    slots
}

fn scope_graph(definition: &Definition, scope: &Scope) -> ScopeGraph {
    let slot = Slot::StartAt(scope.id);
    let start = Edge { from: Node::Start, kind: EdgeKind::Start, slot, target: target(definition, slot), label: None };
    let mut edges = vec![start];
    for id in &scope.states {
        let state = definition.state(*id);
        edges.extend(slots(state).into_iter().map(|slot| edge(definition, state, slot)));
    }
    let states = scope.states.iter().copied().map(Node::State);
    let ends = edges.iter().any(|edge| edge.target == Target::End);
    let nodes = std::iter::once(Node::Start).chain(states).chain(ends.then_some(Node::End)).collect();
    ScopeGraph { scope: scope.id, owner: scope.owner, nodes, edges }
}

fn edge(definition: &Definition, state: &State, slot: Slot) -> Edge {
    let target = target(definition, slot);
    let (kind, label) = match (slot, &state.kind) {
        (Slot::Rule(_, index), StateKind::Choice(choice)) => (EdgeKind::Rule(index), Some(rule_label(&choice.rules[index]))),
        (Slot::Default(_), _) => (EdgeKind::Default, Some("otherwise".to_owned())),
        (Slot::Catch(_, index), _) => (EdgeKind::Catch(index), Some(catch_label(&state.catch[index]))),
        _ if target == Target::End => (EdgeKind::End, None),
        _ => (EdgeKind::Next, None),
    };
    Edge { from: Node::State(state.id), kind, slot, target, label: label.map(Arc::from) }
}

/// What stands beside a rule's transition: its comment, or its condition in short.
#[must_use]
pub fn rule_label(rule: &ChoiceRule) -> String {
    match (&rule.comment, &rule.condition) {
        (Some(comment), _) if !comment.value.trim().is_empty() => conditions::shortened(comment.value.trim()),
        (_, Some(condition)) => condition_label(condition),
        (_, None) => "no condition".to_owned(),
    }
}

/// What stands beside a catcher's transition.
#[must_use]
pub fn catch_label(catcher: &Catcher) -> String {
    let names: Vec<&str> = catcher.error_equals.iter().map(|name| &*name.value).collect();
    match names.as_slice() {
        [] => "on no error".to_owned(),
        ["States.ALL"] => "on any error".to_owned(),
        names => conditions::shortened(&format!("on {}", names.join(", "))),
    }
}

#[cfg(test)]
mod tests;
