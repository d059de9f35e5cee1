//! How the diagram is looked at: its way, what is folded. Nothing of it is an edit; it is kept with the sheet.

use asl::document::StateKey;
use asl::graph::inner_scopes;

use crate::effect::Effect;
use crate::message::LookMessage;
use crate::scene::Flow;
use crate::workbench::Workbench;

/// Takes in what concerns the looks of the diagram.
pub fn update(workbench: &mut Workbench, message: LookMessage) -> Vec<Effect> {
    match message {
        LookMessage::Fold(key) => fold(workbench, key),
        LookMessage::FoldAll(folds) => {
            let definition = &workbench.front.document.definition;
            let containers = definition.states.iter().filter(|state| folds && !inner_scopes(state).is_empty());
            workbench.front.look.folded = containers.map(|state| workbench.front.document.key(state.id)).collect();
            anew(workbench, Effect::FitCanvas)
        }
        LookMessage::Turn => {
            let flow = &mut workbench.front.look.flow;
            *flow = if *flow == Flow::Down { Flow::Right } else { Flow::Down };
            anew(workbench, Effect::FitCanvas)
        }
    }
}

/// Folds a container or unfolds it, where it stands on the screen.
fn fold(workbench: &mut Workbench, key: StateKey) -> Vec<Effect> {
    let Some(before) = workbench.front.scene.state(key).map(|node| node.rect) else { return Vec::new() };
    let folded = &mut workbench.front.look.folded;
    match folded.iter().position(|other| *other == key) {
        Some(at) => drop(folded.swap_remove(at)),
        None => folded.push(key),
    }
    // What is chosen inside of it is seen no more: the container stands for it.
    let effects = anew(workbench, Effect::ShowOnCanvas);
    let after = workbench.front.scene.state(key).map(|node| node.rect).unwrap_or(before);
    let shift = Effect::ShiftView { x: before.x - after.x, y: before.y - after.y };
    [shift].into_iter().chain(effects.into_iter().filter(|effect| *effect != Effect::ShowOnCanvas)).collect()
}

/// Unfolds what hides a state; whether anything did.
pub fn reveal(workbench: &mut Workbench, key: StateKey) -> Vec<Effect> {
    if workbench.front.scene.hidden_by(key).is_none() {
        return Vec::new();
    }
    let document = &workbench.front.document;
    let definition = &document.definition;
    let mut owner = document.state(key).and_then(|id| definition.scope(definition.state(id).scope).owner);
    while let Some(id) = owner {
        let key = document.key(id);
        workbench.front.look.folded.retain(|folded| *folded != key);
        owner = definition.scope(definition.state(id).scope).owner;
    }
    anew(workbench, Effect::ShowOnCanvas)
}

fn anew(workbench: &mut Workbench, then: Effect) -> Vec<Effect> {
    workbench.front.draw();
    let scene = workbench.front.scene.clone();
    workbench.front.run.look_on(&scene);
    vec![then, super::store(workbench)]
}
