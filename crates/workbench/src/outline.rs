//! The workflow as a list: states, the branches of containers, and where rules and catchers lead.

use std::sync::Arc;

use asl::definition::{Definition, ScopeId, StateId, StateKind};
use asl::document::StateKey;
use asl::graph::{Graph, Node, Slot, Target, inner_scopes};

use crate::palette::Kind;
use crate::scene::text::visible;
use crate::sheet::Sheet;

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineRow {
    /// How deep it stands, from 1 on.
    pub depth: usize,
    /// What it is.
    pub what: OutlineItem,
    /// For what holds states: whether they are shown.
    pub open: Option<bool>,
    /// What it says.
    pub title: Arc<str>,
    /// Where a rule or catcher leads, or what a state does.
    pub hint: Arc<str>,
}

/// What a line of the outline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlineItem {
    /// A state, and its kind.
    State(StateKey, Kind),
    /// A rule, a Default or a catcher.
    Way(Slot),
    /// A branch of the Parallel.
    Branch(StateKey),
}

/// The outline of what the diagram shows; what is folded there is folded here.
#[must_use]
pub fn outline(sheet: &Sheet) -> Vec<OutlineRow> {
    let definition = &sheet.document.picture.definition;
    let graph = Graph::new(definition);
    let mut rows = Vec::new();
    let mut pending = vec![Step::Scope(asl::definition::MACHINE, 1)];
    while let Some(step) = pending.pop() {
        match step {
            Step::Scope(scope, depth) => {
                let states = in_order(definition, &graph, scope);
                pending.extend(states.into_iter().rev().map(|state| Step::State(state, depth)));
            }
            Step::Branch(owner, number, scope, depth) => {
                let (what, title) = (OutlineItem::Branch(owner), format!("Branch {number}").into());
                rows.push(OutlineRow { depth, what, open: None, title, hint: "".into() });
                pending.push(Step::Scope(scope, depth + 1));
            }
            Step::State(id, depth) => {
                rows.push(row(sheet, id, depth));
                rows.extend(ways(definition, id, depth + 1));
                let key = sheet.document.picture.key(id);
                let state = definition.state(id);
                let scopes = if sheet.look.folded.contains(&key) { Vec::new() } else { inner_scopes(state) };
                match state.kind {
                    StateKind::Parallel(_) => pending.extend(
                        scopes.into_iter().enumerate().rev().map(|(index, scope)| Step::Branch(key, index + 1, scope, depth + 1)),
                    ),
                    _ => pending.extend(scopes.into_iter().map(|scope| Step::Scope(scope, depth + 1))),
                }
            }
        }
    }
    rows
}

enum Step {
    Scope(ScopeId, usize),
    Branch(StateKey, usize, ScopeId, usize),
    State(StateId, usize),
}

fn row(sheet: &Sheet, id: StateId, depth: usize) -> OutlineRow {
    let definition = &sheet.document.picture.definition;
    let state = definition.state(id);
    let holds = !inner_scopes(state).is_empty();
    let key = sheet.document.picture.key(id);
    OutlineRow {
        depth,
        open: holds.then(|| !sheet.look.folded.contains(&key)),
        what: OutlineItem::State(key, Kind::of(state)),
        title: visible(&state.name.value),
        hint: asl::graph::subtitle(definition, state).into(),
    }
}

/// The states of a scope in the order of the flow; what it does not come to stands at the end.
fn in_order(definition: &Definition, graph: &Graph, scope: ScopeId) -> Vec<StateId> {
    let own = graph.scope(scope);
    let mut ways: std::collections::BTreeMap<Node, Vec<StateId>> = std::collections::BTreeMap::new();
    for edge in &own.edges {
        if let Target::State(to) = edge.target {
            ways.entry(edge.from).or_default().push(to);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut order = Vec::new();
    let mut open = vec![Node::Start];
    while let Some(at) = open.pop() {
        if let Node::State(id) = at {
            if !seen.insert(id) {
                continue;
            }
            order.push(id);
        }
        open.extend(ways.get(&at).into_iter().flatten().rev().map(|id| Node::State(*id)));
    }
    order.extend(definition.scope(scope).states.iter().filter(|id| !seen.contains(id)));
    order
}

/// Where the rules and catchers of a state lead.
fn ways(definition: &Definition, id: StateId, depth: usize) -> Vec<OutlineRow> {
    let state = definition.state(id);
    if state.catch.is_empty() && !matches!(state.kind, StateKind::Choice(_)) {
        return Vec::new();
    }
    let leads = |target: &Target| match target {
        Target::State(to) => format!("to {}", visible(&definition.state(*to).name.value)),
        Target::End => "to the end".to_owned(),
        Target::Missing(name) => format!("to no state “{name}”"),
        Target::Unset => "to nowhere yet".to_owned(),
    };
    asl::graph::slots(state)
        .into_iter()
        .filter(|slot| matches!(slot, Slot::Rule(..) | Slot::Default(_) | Slot::Catch(..)))
        .map(|slot| {
            let label = match (slot, &state.kind) {
                (Slot::Rule(_, index), StateKind::Choice(choice)) => asl::graph::rule_label(&choice.rules[index]),
                (Slot::Catch(_, index), _) => asl::graph::catch_label(&state.catch[index]),
                _ => "otherwise".to_owned(),
            };
            let hint = leads(&asl::graph::target(definition, slot)).into();
            OutlineRow { depth, what: OutlineItem::Way(slot), open: None, title: label.into(), hint }
        })
        .collect()
}
