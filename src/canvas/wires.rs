//! Wires: the handles of the state that the pointer is on or that is chosen, the wire that is drawn, and where it may lead.

use leptos::prelude::*;
use web_sys::PointerEvent;
use workbench::gesture::{Gesture, Target};
use workbench::message::Selected;
use workbench::palette::Kind;
use workbench::scene::{Flow, NodeKey, Point, Rect, Scene, SceneNode};

use asl::document::StateKey;
use asl::edit::NewWay;
use asl::graph::Slot;

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::memo;

/// A handle: what is drawn out of it.
#[derive(Clone, Copy, PartialEq)]
enum Handle {
    /// The state's own way on.
    Next(Slot),
    /// A new rule or catcher.
    New(NewWay),
}

/// How far below its card a handle stands.
const BELOW: f64 = 2.0;

/// The handles of the chosen state.
#[component]
pub fn Handles(pointed: RwSignal<Option<StateKey>>) -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let held = memo(move |_| {
        if state.gesture.with(|gesture| *gesture != Gesture::Idle) || state.viewport.with(|view| view.is_far()) {
            return None;
        }
        let chosen = match picture.selected.get() {
            Selected::State(key) if !picture.is_together(key, key) => Some(key),
            _ => None,
        };
        let key = pointed.get().or(chosen)?;
        picture.scene.with(|scene| scene.state(key).map(|node| (key, handles(node, scene))))
    });
    move || {
        let (key, handles) = held.get()?;
        Some(handles.into_iter().map(|(handle, at, name)| view! { <HandleView key handle at name /> }).collect_view())
    }
}

fn handles(node: &SceneNode, scene: &Scene) -> Vec<(Handle, Point, &'static str)> {
    let Some(id) = node.state else { return Vec::new() };
    let Rect { x, y, width, height } = node.rect;
    let right = scene.flow == Flow::Right;
    let on = if right {
        Point { x: x + width + BELOW, y: y + height / 2.0 }
    } else {
        Point { x: x + width / 2.0, y: y + height + BELOW }
    };
    let aside = if right {
        Point { x: x + width / 2.0, y: y + height + BELOW }
    } else {
        Point { x: x + width + BELOW, y: y + 28.0_f64.min(height / 2.0) }
    };
    let next = (Handle::Next(Slot::Next(id)), on, "Drag to where the flow goes on");
    let catch = (Handle::New(NewWay::Catcher), aside, "Drag to where an error leads");
    match node.kind {
        Kind::Choice => vec![(Handle::New(NewWay::Rule), on, "Drag to where a new rule leads")],
        Kind::Task | Kind::Parallel | Kind::Map => vec![next, catch],
        Kind::Pass | Kind::Wait => vec![next],
        _ => Vec::new(),
    }
}

#[component]
fn HandleView(key: StateKey, handle: Handle, at: Point, name: &'static str) -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let grip = move |event: PointerEvent| {
        event.stop_propagation();
        event.prevent_default();
        let gesture = match handle {
            Handle::New(way) => Some(Gesture::Lead { from: key, way, start: at, at, over: None }),
            Handle::Next(slot) => picture.scene.with_untracked(|scene| {
                let edge = scene.edges.iter().find(|edge| edge.slot == slot)?;
                Some(Gesture::Retarget { edge: edge.key, slot, at, over: None })
            }),
        };
        if let Some(gesture) = gesture {
            state.gesture.set(gesture);
        }
    };
    let kind = match handle {
        Handle::New(NewWay::Catcher) => "catch",
        Handle::New(NewWay::Rule) => "rule",
        Handle::Next(_) => "next",
    };
    view! {
        <div
            class="handle"
            data-kind=kind
            aria-hidden="true"
            title=name
            style:transform=format!("translate({:.1}px, {:.1}px)", at.x, at.y)
            on:pointerdown=grip
        ></div>
    }
}

/// The wire that is drawn, a ring around what it would lead to, and why it may not.
#[component]
pub fn Wire() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    move || {
        let drawn = state.gesture.with(|gesture| match gesture {
            Gesture::Retarget { edge, at, over, .. } => {
                let from = picture.scene.with(|scene| scene.edge(*edge).map(|edge| edge.start))?;
                Some((from, *at, *over))
            }
            Gesture::Lead { start, at, over, .. } => Some((*start, *at, *over)),
            _ => None,
        });
        let (from, at, over) = drawn?;
        let ring = over.and_then(|target| picture.scene.with(|scene| target_ring(scene, target, at)));
        let hint = over.is_none().then(|| said(at, "Let go to add a state here".to_owned(), false));
        Some(view! {
            <svg class="edges" aria-hidden="true">
                <path class="wire" data-refused=over.is_some_and(|target| target.refusal.is_some()).to_string() d=wire_path(from, at)></path>
            </svg>
            {ring}
            {hint}
        })
    }
}

fn wire_path(from: Point, to: Point) -> String {
    let middle = (from.y + to.y) / 2.0;
    format!("M{:.1} {:.1}C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}", from.x, from.y, from.x, to.x, to.x, to.y)
}

fn target_ring(scene: &Scene, target: Target, at: Point) -> Option<AnyView> {
    let node = scene.node(target.node)?;
    let rect = node.rect;
    let to = match target.node {
        NodeKey::End(..) => "the end".to_owned(),
        _ => node.title.to_string(),
    };
    let words = target.refusal.map_or_else(|| format!("Lead to {to}"), str::to_owned);
    let refused = target.refusal.is_some();
    Some(
        view! {
            <div
                class="target-ring"
                data-refused=refused.to_string()
                style:transform=format!("translate({:.1}px, {:.1}px)", rect.x - 5.0, rect.y - 5.0)
                style:width=format!("{:.1}px", rect.width + 10.0)
                style:height=format!("{:.1}px", rect.height + 10.0)
            ></div>
            {said(at, words, refused)}
        }
        .into_any(),
    )
}

fn said(at: Point, words: String, refused: bool) -> impl IntoView {
    view! {
        <div class="wire-words" data-refused=refused.to_string() style:transform=format!("translate({:.1}px, {:.1}px)", at.x + 18.0, at.y + 14.0)>
            {words}
        </div>
    }
}

/// The state that the pointer rests on, so that its handles are shown.
pub fn point_at(state: CanvasState, picture: Picture, pointed: RwSignal<Option<StateKey>>, event: &web_sys::PointerEvent) {
    let on_canvas = crate::browser::is_on_canvas(event);
    let point = state.viewport.get_untracked().to_scene(state.on_screen(event.client_x(), event.client_y()));
    let found = picture.scene.with_untracked(|scene| {
        let near = |node: &&SceneNode| on_canvas && near(&node.rect, point);
        let node = scene.nodes.iter().rev().find(|node| node.state.is_some() && near(node))?;
        if let NodeKey::State(key) = node.key { Some(key) } else { None }
    });
    if pointed.get_untracked() != found {
        pointed.set(found);
    }
}

/// Handles stand on the border: a little beyond it still counts.
fn near(rect: &Rect, point: Point) -> bool {
    const BEYOND: f64 = 10.0;
    let grown = Rect::new(rect.x - BEYOND, rect.y - BEYOND, rect.width + 2.0 * BEYOND, rect.height + 2.0 * BEYOND);
    workbench::scene::contains(&grown, point)
}
