//! What the pointer is doing on the canvas, as a state machine: it follows the pointer and ends in at most one message.
//!
//! Positions come in two kinds: *screen* points count pixels of the canvas, *scene* points are where the diagram is.

use std::sync::Arc;

use asl::definition::StateId;
use asl::document::StateKey;
use asl::edit::{NewState, NewWay, Place};
use asl::graph::Slot;

use crate::commands::Overlay;
use crate::message::{Choose, Edit, Message, ScreenMessage, Selected};
use crate::palette::Kind;
use crate::scene::{EdgeKey, NodeKey, Point, Rect, Scene};
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
    /// Draws a new rule or catcher out of a state.
    Lead {
        /// The state.
        from: StateKey,
        /// Which way.
        way: NewWay,
        /// Where the wire begins, in the scene.
        start: Point,
        /// Where the pointer is, in the scene.
        at: Point,
        /// What it would lead to.
        over: Option<Target>,
    },
    /// Draws a rectangle around states to choose them.
    Lasso {
        /// Where the pointer went down, in the scene.
        from: Point,
        /// Where it is, in the scene.
        at: Point,
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
    /// Why the transition may not lead there.
    pub refusal: Option<&'static str>,
}

/// A wire that ends so far from where it began is meant to lead somewhere.
const FAR_ENOUGH: f64 = 48.0;

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
                let now = scene.edge(edge).and_then(|edge| edge.to);
                let end_is_fine = edge.way == 0;
                Self::Retarget { edge, slot, at, over: target_at(scene, edge.from, now, end_is_fine, at) }
            }
            Self::Lead { from, way, start, .. } => {
                let at = viewport.to_scene(at);
                let over = target_at(scene, NodeKey::State(from), None, false, at);
                // The state that it leaves is where it begins.
                let over = over.filter(|target| target.node != NodeKey::State(from) || distance(start, at) > FAR_ENOUGH);
                Self::Lead { from, way, start, at, over }
            }
            Self::Lasso { from, .. } => Self::Lasso { from, at: viewport.to_scene(at) },
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
            // What is refused says why.
            Self::Retarget { slot, over: Some(target), .. } => Some(Message::Edit(Edit::Retarget { slot, target: target.state })),
            Self::Retarget { edge, slot, at, over: None } => {
                let end = scene.edge(edge).map(|edge| edge.end)?;
                // What was gripped and let go where it was is chosen, as by a press anywhere else on the line.
                Some(match distance(end, at) > FAR_ENOUGH {
                    true => Message::Screen(ScreenMessage::Open(Overlay::Add(Place::On(slot)))),
                    false => Message::Select(Selected::Transition(slot)),
                })
            }
            Self::Lead { from, way, over: Some(target), .. } => {
                target.state.map(|to| Message::Edit(Edit::Lead { from, way, to }))
            }
            Self::Lead { from, way, start, at, over: None } => {
                (distance(start, at) > FAR_ENOUGH).then_some(Message::Screen(ScreenMessage::Open(Overlay::AddLed(from, way))))
            }
            Self::Lasso { from, at } => {
                let keys = scene.states_in(&rect_between(from, at));
                (!keys.is_empty()).then_some(Message::Choose(Choose::These(keys)))
            }
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

/// The node under the pointer, and why a transition out of `from` may not lead there. The container around `from` is ground.
fn target_at(scene: &Scene, from: NodeKey, now: Option<NodeKey>, end_is_fine: bool, at: Point) -> Option<Target> {
    let from = scene.node(from)?;
    let around = |node: &&crate::scene::SceneNode| match (from.parent, node.key) {
        (Some(parent), NodeKey::State(key)) => scene.is_within(parent, key),
        _ => false,
    };
    let node = scene.nodes.iter().rfind(|node| crate::scene::contains(&node.rect, at) && !around(node))?;
    let refusal = match node.kind {
        Kind::Start => Some("Nothing leads to a start"),
        Kind::Loose => Some("There is no state here"),
        _ if node.scope != from.scope => Some("No transition leads into or out of a Parallel's branch or a Map"),
        _ if now == Some(node.key) => Some("It leads there already"),
        Kind::End if !end_is_fine => Some("Only Next can end here; lead it to a Succeed state instead"),
        _ => None,
    };
    Some(Target { node: node.key, state: node.state, refusal })
}

/// The rectangle with these corners.
#[must_use]
pub fn rect_between(a: Point, b: Point) -> Rect {
    Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
