//! Choosing states and transitions, by pointer, by arrows, by the code's cursor.

use asl::document::StateKey;

use crate::effect::Effect;
use crate::message::{Direction, Selected};
use crate::scene::{NodeKey, Point, SceneNode};
use crate::workbench::Workbench;

/// Chooses, and shows the place in the code.
pub fn select(workbench: &mut Workbench, selected: Selected) -> Vec<Effect> {
    if workbench.front.selected == selected {
        return Vec::new();
    }
    workbench.front.selected.set_if_new(selected);
    let Selected::State(key) = selected else { return Vec::new() };
    let scene = workbench.front.scene.clone();
    workbench.front.run.choose_latest_step_of(key, &scene);
    show_in_code(workbench, key).into_iter().collect()
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
    let Selected::State(current) = *workbench.front.selected else {
        let first = states().min_by(|a, b| a.rect.y.total_cmp(&b.rect.y));
        return choose(workbench, first.map(|node| node.key));
    };
    let Some(here) = scene.state(current) else { return Vec::new() };
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
