//! The search on the diagram.

use std::sync::Arc;

use crate::effect::Effect;
use crate::find::{Find, find};
use crate::message::{FindMessage, Selected};
use crate::workbench::Workbench;

/// Takes in what concerns the search.
pub fn update(workbench: &mut Workbench, message: FindMessage) -> Vec<Effect> {
    match message {
        FindMessage::Open => {
            if workbench.find.is_none() {
                *workbench.find = Some(Find::default());
            }
            return vec![Effect::Focus("find")];
        }
        FindMessage::Close => {
            workbench.find.set_if_new(None);
            return vec![Effect::FocusCanvas];
        }
        FindMessage::Type(wanted) => {
            let hits = Arc::new(find(&workbench.front, &wanted));
            workbench.find.set_if_new(Some(Find { wanted, hits, at: 0 }));
        }
        FindMessage::Step(forwards) => step(workbench, forwards),
    }
    let Some(state) = workbench.find.as_ref().and_then(|find| find.current()).map(|hit| hit.state) else { return Vec::new() };
    let mut effects = super::select::select(workbench, Selected::State(state));
    effects.push(Effect::GoOnCanvas);
    effects
}

/// On to the next, of what is there by now.
fn step(workbench: &mut Workbench, forwards: bool) {
    let Some(last) = workbench.find.clone() else { return };
    let hits = Arc::new(find(&workbench.front, &last.wanted));
    let count = hits.len().max(1);
    let at = if forwards { last.at + 1 } else { last.at + count - 1 } % count;
    workbench.find.set_if_new(Some(Find { at, hits, ..last }));
}
