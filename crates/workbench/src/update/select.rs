//! Choosing states and transitions, by pointer, by arrows, by the code's cursor.

use std::sync::Arc;

use asl::document::StateKey;
use asl::graph::Slot;

use crate::effect::Effect;
use crate::message::{Choose, Direction, Selected};
use crate::scene::{NodeKey, Point, SceneNode};
use crate::workbench::Workbench;

/// Chooses, and shows the place in the code.
pub fn select(workbench: &mut Workbench, selected: Selected) -> Vec<Effect> {
    if !workbench.front.group.is_empty() {
        *workbench.front.group = Arc::default();
    }
    let is_lost = matches!(selected, Selected::State(key) if !workbench.front.is_drawn(key));
    if is_lost || workbench.front.selected == selected {
        return Vec::new();
    }
    workbench.front.selected.set_if_new(selected);
    let Selected::State(key) = selected else { return Vec::new() };
    let scene = workbench.front.scene.clone();
    // Whoever looks at a state stays there: a run that plays on would lead away at once.
    workbench.front.run.pause();
    workbench.front.run.choose_latest_step_of(key, &scene);
    let mut effects = super::look::reveal(workbench, key);
    effects.extend(show_in_code(workbench, key));
    effects
}

/// Chooses several states of one scope.
pub fn choose_several(workbench: &mut Workbench, choose: Choose) -> Vec<Effect> {
    match choose {
        Choose::Also(key) => also(workbench, key),
        Choose::AlsoTo(direction) => {
            let chosen = workbench.front.chosen();
            let effects = neighbour(workbench, direction);
            let Selected::State(to) = *workbench.front.selected else { return effects };
            together(workbench, chosen.into_iter().chain([to]).collect(), to);
            effects
        }
        Choose::These(keys) => {
            let Some(first) = keys.first().copied() else { return Vec::new() };
            together(workbench, keys, first);
            said(workbench)
        }
        Choose::All => {
            let document = &workbench.front.document;
            let scope = match *workbench.front.selected {
                Selected::State(key) => document.state(key).map(|id| document.definition.state(id).scope),
                _ => None,
            };
            let states = &document.definition.scope(scope.unwrap_or(asl::definition::MACHINE)).states;
            let keys: Vec<StateKey> = states.iter().map(|id| document.key(*id)).collect();
            let Some(first) = keys.first().copied() else { return Vec::new() };
            together(workbench, keys, first);
            said(workbench)
        }
        Choose::From => {
            let document = &workbench.front.document;
            let Selected::State(key) = *workbench.front.selected else { return Vec::new() };
            let Some(id) = document.state(key) else { return Vec::new() };
            let keys = asl::edit::states_from(&document.definition, id).into_iter().map(|id| document.key(id)).collect();
            together(workbench, keys, key);
            said(workbench)
        }
    }
}

/// One more of the same scope, or one less.
fn also(workbench: &mut Workbench, key: StateKey) -> Vec<Effect> {
    let mut chosen = workbench.front.chosen();
    match chosen.iter().position(|other| *other == key) {
        Some(at) if chosen.len() > 1 => {
            chosen.remove(at);
            let first = chosen[0];
            together(workbench, chosen, first);
        }
        Some(_) => {}
        None => {
            chosen.push(key);
            together(workbench, chosen, key);
        }
    }
    said(workbench)
}

/// Chooses those of these states that are in the scope of `first`, which the inspector shows.
fn together(workbench: &mut Workbench, keys: Vec<StateKey>, first: StateKey) {
    let document = &workbench.front.document;
    let scope = |key: StateKey| document.state(key).map(|id| document.definition.state(id).scope);
    let own = scope(first);
    if !workbench.front.is_drawn(first) {
        return;
    }
    let mut seen = std::collections::HashSet::new();
    let is_one = |key: &StateKey| scope(*key) == own && workbench.front.is_drawn(*key);
    let keys: Vec<StateKey> = keys.into_iter().filter(|key| is_one(key) && seen.insert(*key)).collect();
    workbench.front.selected.set_if_new(Selected::State(first));
    *workbench.front.group = Arc::new(if keys.len() > 1 { keys } else { Vec::new() });
}

fn said(workbench: &Workbench) -> Vec<Effect> {
    let count = workbench.front.chosen().len();
    vec![Effect::Announce(format!("{count} {} chosen", if count == 1 { "state" } else { "states" }))]
}

/// The range of a state in the code, unless the text is broken and places are in doubt.
pub fn show_in_code(workbench: &Workbench, key: StateKey) -> Option<Effect> {
    let id = workbench.front.document.state(key)?;
    Some(Effect::ShowInCode(workbench.front.document.definition.state(id).name.span))
}

/// Chooses the state whose text holds the cursor; the innermost one.
pub fn at_offset(workbench: &mut Workbench, offset: u32) -> Vec<Effect> {
    if workbench.front.is_stale() {
        return Vec::new();
    }
    let found = workbench.front.state_at(offset);
    let selected = found.map_or(Selected::Machine, |id| Selected::State(workbench.front.document.key(id)));
    if workbench.front.selected == selected {
        return Vec::new();
    }
    workbench.front.selected.set_if_new(selected);
    vec![Effect::ShowOnCanvas]
}

/// Chooses the nearest state in a direction. Along the flow, a transition that leads there wins over mere nearness.
pub fn neighbour(workbench: &mut Workbench, direction: Direction) -> Vec<Effect> {
    let scene = &workbench.front.scene;
    let states = || scene.nodes.iter().filter(|node| node.state.is_some());
    if let Selected::Transition(slot) = *workbench.front.selected {
        return along(workbench, slot, direction);
    }
    let Selected::State(current) = *workbench.front.selected else {
        let first = states().min_by(|a, b| a.rect.y.total_cmp(&b.rect.y));
        return choose(workbench, first.map(|node| node.key));
    };
    let Some(here) = scene.state(current) else { return Vec::new() };
    let beside = |node: &&SceneNode| node.parent == here.parent && distance(here, node, direction).is_some();
    // As in a tree: to the right into a container, to the left out of it.
    let first_inside = || {
        let inside = states().filter(|node| node.parent == Some(current));
        inside.min_by(|a, b| a.rect.y.total_cmp(&b.rect.y).then(a.rect.x.total_cmp(&b.rect.x))).map(|node| node.key)
    };
    let across = match direction {
        Direction::Right if here.is_container => first_inside(),
        Direction::Left if !states().any(|node| beside(&node)) => here.parent.map(NodeKey::State),
        _ => None,
    };
    if across.is_some() {
        return choose(workbench, across);
    }
    let linked = |node: &SceneNode| match direction {
        Direction::Down => scene.edges.iter().any(|edge| edge.key.from == here.key && edge.to == Some(node.key)),
        Direction::Up => scene.edges.iter().any(|edge| edge.key.from == node.key && edge.to == Some(here.key)),
        Direction::Left | Direction::Right => false,
    };
    let next = states()
        .filter(|node| node.key != here.key)
        .filter_map(|node| distance(here, node, direction).map(|distance| (!linked(node), distance, node.key)))
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let next = next.map(|(_, _, key)| key);
    choose(workbench, next)
}

/// From a transition on to where it leads, back to where it comes from, or to the next way out of the same state.
fn along(workbench: &mut Workbench, slot: Slot, direction: Direction) -> Vec<Effect> {
    let scene = &workbench.front.scene;
    let Some(edge) = scene.edge_of(slot) else { return Vec::new() };
    match direction {
        Direction::Down => {
            let to = edge.to;
            choose(workbench, to)
        }
        Direction::Up => {
            let from = edge.key.from;
            choose(workbench, Some(from))
        }
        Direction::Left => next_line(workbench, false),
        Direction::Right => next_line(workbench, true),
    }
}

/// Chooses the first line that leaves the chosen state, or the next one beside the chosen line.
pub fn next_line(workbench: &mut Workbench, forwards: bool) -> Vec<Effect> {
    let scene = &workbench.front.scene;
    let (from, now) = match *workbench.front.selected {
        Selected::State(key) => (Some(NodeKey::State(key)), None),
        Selected::Transition(slot) => (scene.edge_of(slot).map(|edge| edge.key.from), Some(slot)),
        Selected::Machine => (scene.edges.first().map(|edge| edge.key.from), None),
    };
    let Some(from) = from else { return Vec::new() };
    let lines: Vec<_> = scene.edges.iter().filter(|edge| edge.key.from == from).collect();
    let at = now.and_then(|slot| lines.iter().position(|edge| edge.slot == slot));
    let next = match (at, forwards) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % lines.len(),
        (Some(at), false) => (at + lines.len() - 1) % lines.len(),
    };
    let Some(edge) = lines.get(next) else { return Vec::new() };
    let title = |node: NodeKey| scene.node(node).map_or("nowhere", |node| &*node.title);
    let when = edge.label.as_ref().map_or(String::new(), |(_, text)| format!(", {text}"));
    let said = format!("Line from {} to {}{when}", title(from), edge.to.map_or("nowhere", title));
    let slot = edge.slot;
    let mut effects = select(workbench, Selected::Transition(slot));
    effects.extend([Effect::Announce(said), Effect::ShowOnCanvas]);
    effects
}

fn choose(workbench: &mut Workbench, key: Option<NodeKey>) -> Vec<Effect> {
    let Some(NodeKey::State(key)) = key else { return Vec::new() };
    let mut effects = select(workbench, Selected::State(key));
    effects.push(Effect::ShowOnCanvas);
    effects
}

/// How far a node is in a direction; `None` if it does not lie that way. What lies aside counts double.
fn distance(here: &SceneNode, there: &SceneNode, direction: Direction) -> Option<f64> {
    // A container is where its title is.
    let middle =
        |node: &SceneNode| Point { x: node.rect.x + node.rect.width / 2.0, y: node.rect.y + node.rect.height.min(56.0) / 2.0 };
    let (a, b) = (middle(here), middle(there));
    let (along, aside) = match direction {
        Direction::Down => (b.y - a.y, b.x - a.x),
        Direction::Up => (a.y - b.y, b.x - a.x),
        Direction::Right => (b.x - a.x, b.y - a.y),
        Direction::Left => (a.x - b.x, b.y - a.y),
    };
    (along > 1.0).then(|| along + 2.0 * aside.abs())
}
