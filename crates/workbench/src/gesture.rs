//! What the pointer is doing on the canvas, as a state machine: it follows the pointer and ends in at most one message.
//!
//! Positions come in two kinds: *screen* points count pixels of the canvas, *scene* points are where the diagram is.

use std::sync::Arc;

use asl::definition::StateId;
use asl::document::StateKey;
use asl::edit::NewState;
use asl::graph::Slot;

use crate::message::{Edit, Message};
use crate::palette::Kind;
use crate::scene::{EdgeKey, NodeKey, Point, Scene};
use crate::viewport::Viewport;

/// Further than this many pixels and a press becomes a drag.
const SLOP: f64 = 4.0;

/// What the pointer does.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// Moves the view.
    Pan {
        /// Where the pointer went down, on the screen.
        from: Point,
        /// The view at that moment.
        viewport: Viewport,
        /// Whether it moved far enough to be no click.
        moved: bool,
    },
    /// Pressed on something that may be dragged; not moved yet.
    Press {
        /// What.
        item: Item,
        /// Where, on the screen.
        from: Point,
    },
    /// Drags a state, from the palette or from its place.
    Drag {
        /// What.
        item: Item,
        /// Where the pointer is, on the screen.
        at: Point,
        /// The drop place under it, by its index in the scene.
        near: Option<usize>,
    },
    /// Drags the end of a transition.
    Retarget {
        /// Which.
        edge: EdgeKey,
        /// The slot it stands for.
        slot: Slot,
        /// Where the pointer is, in the scene.
        at: Point,
        /// What it would lead to.
        over: Option<Target>,
    },
}

/// What is dragged.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A new state from the palette.
    New {
        /// What is added.
        state: NewState,
        /// What its card looks like.
        kind: Kind,
        /// What its card says.
        name: Arc<str>,
    },
    /// A state that stands on the canvas.
    Existing(StateKey),
}

/// What a transition may lead to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The node under the pointer.
    pub node: NodeKey,
    /// Its state; `None` for the end of the scope.
    pub state: Option<StateId>,
}

impl Gesture {
    /// The gesture after the pointer moved to `at` on the screen.
    #[must_use]
    pub fn moved(self, at: Point, scene: &Scene, viewport: &Viewport) -> Self {
        match self {
            Self::Idle => Self::Idle,
            Self::Pan { from, viewport, moved } => Self::Pan { from, viewport, moved: moved || distance(from, at) > SLOP },
            Self::Press { item, from } if distance(from, at) <= SLOP => Self::Press { item, from },
            Self::Press { item, .. } | Self::Drag { item, .. } => {
                let moving = match item {
                    Item::Existing(state) => Some(state),
                    Item::New { .. } => None,
                };
                let near = scene.nearest_place(viewport.to_scene(at), moving);
                Self::Drag { item, at, near }
            }
            Self::Retarget { edge, slot, .. } => {
                let at = viewport.to_scene(at);
                Self::Retarget { edge, slot, at, over: target_at(scene, edge, at) }
            }
        }
    }

    /// What the gesture comes to when the pointer goes up.
    #[must_use]
    pub fn released(self, scene: &Scene) -> Option<Message> {
        match self {
            Self::Drag { item, near, .. } => {
                let place = scene.places.get(near?)?.place;
                Some(Message::Edit(match item {
                    Item::New { state, .. } => Edit::Add { state, place },
                    Item::Existing(state) => Edit::Move { state, place },
                }))
            }
            Self::Retarget { slot, over, .. } => over.map(|target| Message::Edit(Edit::Retarget { slot, target: target.state })),
            Self::Idle | Self::Pan { .. } | Self::Press { .. } => None,
        }
    }

    /// The view while it is panned to `at`; `None` unless panning.
    #[must_use]
    pub fn panned(&self, at: Point) -> Option<Viewport> {
        match self {
            Self::Pan { from, viewport, .. } => Some(viewport.moved_by(at.x - from.x, at.y - from.y)),
            _ => None,
        }
    }

    /// Whether a state is being dragged.
    #[must_use]
    pub fn is_drag(&self) -> bool {
        matches!(self, Self::Drag { .. })
    }
}

/// The node a transition may be led to: one of its own scope, never a pill it cannot end in.
fn target_at(scene: &Scene, edge: EdgeKey, at: Point) -> Option<Target> {
    let from = scene.node(edge.from)?;
    let mut candidates = scene.nodes.iter().filter(|node| node.scope == from.scope && crate::scene::contains(&node.rect, at));
    candidates
        .rfind(|node| !matches!(node.kind, Kind::Start | Kind::Loose))
        .map(|node| Target { node: node.key, state: node.state })
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
