//! What the page loads after the first paint. The canvas needs to read a workflow and to draw it; editing, panels, keys and
//! the way to the worker are one table of functions, which a release loads as a module of its own. Nothing that the canvas
//! draws may name them but through this table, or they are in the first module again. In the same way what the table leads to
//! names runs, lessons, the text and dialogs only through [`Opened`], which loads their modules when they are first shown.

mod opened;
mod parts;
mod room;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use workbench::Workbench;
use workbench::effect::Effect;
use workbench::message::Message;
use workbench::problems::Severity;
use workbench::run::NodeStatus;
use workbench::scene::Marks;

use crate::canvas::{CanvasState, Picture};
use crate::store::Store;
use crate::ui::Icon;

pub use opened::Opened;
pub use parts::Part;
pub use room::{LateRoom, Room};

/// The functions that load late.
pub struct Late {
    /// Takes in a message.
    pub update: fn(&mut Workbench, Message) -> Vec<Effect>,
    /// Does what the workbench asks for.
    pub carry_out: fn(Store, Effect),
    /// Draws a part of the page.
    pub draw: fn(Room) -> AnyView,
    /// What a run leaves on a card.
    pub status_mark: fn(NodeStatus) -> Option<AnyView>,
    /// The small signs of a card.
    pub marks: fn(Marks, Option<Severity>) -> Option<AnyView>,
    /// Draws what came into sight, a slice for each frame.
    pub draw_next: fn(CanvasState, Picture),
    /// The shape of a glyph that the first paint does not show.
    pub shape: fn(Icon) -> &'static str,
    /// Begins to listen to keys, pastes and drops.
    pub listen: fn(Store),
}

/// Loads the rest of the page, once what is there is painted; what was asked of it meanwhile is done when it is there.
pub fn load_soon(store: Store) {
    let owner = Owner::current();
    let load = async move {
        match parts::load().await {
            Ok(_) if store.late.is_disposed() => {}
            Ok(late) => {
                if let Some(owner) = owner {
                    owner.with(|| (late.listen)(store));
                }
                store.complete(late);
            }
            Err(why) => {
                store.late.try_set(Loading::Failed(why));
            }
        }
    };
    set_timeout(move || spawn_local(load), Duration::ZERO);
}

/// How far the rest of the page is.
#[derive(Clone, Copy)]
pub enum Loading {
    /// On its way.
    Begun,
    /// There.
    Done(&'static Late),
    /// It could not be loaded; what to do.
    Failed(&'static str),
}
