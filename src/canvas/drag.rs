//! What is seen while something is dragged: legal places, the target, the wire, the ghost under the pointer.

use leptos::prelude::*;
use workbench::gesture::{Gesture, Item, Target};
use workbench::palette::Kind;
use workbench::scene::{Point, Rect, Scene};

use super::card::glyph;
use super::follow::follow_pointer;
use super::pointer::CanvasState;
use super::quick_add::QuickAdd;
use super::surface::Picture;
use crate::store::Store;
use crate::ui::Glyph;

/// Drop places and wires, in the scene.
#[component]
pub fn DragLayer() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    follow_pointer(Store::get(), state, picture);
    let dragged = Memo::new(move |_| {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { item: Item::Existing(key), .. } => Some(Some(*key)),
            Gesture::Drag { item: Item::New { .. }, .. } => Some(None),
            _ => None,
        })
    });
    let near =
        Memo::new(move |_| state.gesture.with(|gesture| if let Gesture::Drag { near, .. } = gesture { *near } else { None }));
    let places = move || {
        dragged.get().map(|moving| {
            let scene = picture.scene.get();
            let legal = scene.places.iter().enumerate().filter(|(_, place)| scene.takes(place, moving));
            let place = |(index, place): (usize, &workbench::scene::DropPlace)| {
                let (at, label) = (place.at, place.label.to_string());
                view! {
                    <div
                        class="drop-place"
                        data-near=Signal::derive(move || (near.get() == Some(index)).to_string())
                        style:transform=format!("translate({:.1}px, {:.1}px)", at.x, at.y)
                    >
                        <span class="drop-place__text">{label}</span>
                    </div>
                }
            };
            legal.map(place).collect_view()
        })
    };
    let wire = move || {
        state.gesture.with(|gesture| match gesture {
            Gesture::Retarget { edge, at, over, .. } => {
                let scene = picture.scene.get();
                let from = scene.edge(*edge).map(|edge| edge.start)?;
                Some(view! {
                    <svg class="edges" aria-hidden="true">
                        <path class="wire" d=wire_path(from, *at)></path>
                    </svg>
                    {over.and_then(|target| ring(&scene, target)).map(target_ring)}
                })
            }
            _ => None,
        })
    };
    view! {
        {places}
        {wire}
        <QuickAdd />
    }
}

fn wire_path(from: Point, to: Point) -> String {
    let middle = (from.y + to.y) / 2.0;
    format!("M{:.1} {:.1}C{:.1} {middle:.1} {:.1} {middle:.1} {:.1} {:.1}", from.x, from.y, from.x, to.x, to.x, to.y)
}

fn ring(scene: &Scene, target: Target) -> Option<Rect> {
    scene.node(target.node).map(|node| node.rect)
}

fn target_ring(rect: Rect) -> impl IntoView {
    view! {
        <div
            class="target-ring"
            style:transform=format!("translate({:.1}px, {:.1}px)", rect.x - 5.0, rect.y - 5.0)
            style:width=format!("{:.1}px", rect.width + 10.0)
            style:height=format!("{:.1}px", rect.height + 10.0)
        ></div>
    }
}

/// The card under the pointer.
#[component]
pub fn Ghost() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let item = Memo::new(move |_| {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { item: Item::New { kind, name, .. }, .. } => Some((*kind, name.to_string())),
            Gesture::Drag { item: Item::Existing(key), .. } => {
                picture.scene.with_untracked(|scene| scene.state(*key).map(|node| (node.kind, node.title.to_string())))
            }
            _ => None,
        })
    });
    let place = move || {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { at, .. } => {
                let corner = state.element.get_untracked().map(|element| element.get_bounding_client_rect());
                let (left, top) = corner.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
                format!("translate({:.1}px, {:.1}px)", at.x + left + 14.0, at.y + top + 12.0)
            }
            _ => String::new(),
        })
    };
    move || {
        item.get().map(|(kind, name): (Kind, String)| {
            view! {
                <div class="ghost node" aria-hidden="true" data-kind=kind.name() data-status="none" style:transform=place>
                    <div class="card">
                        <span class="tile">
                            <Glyph icon=glyph(kind, &name) />
                        </span>
                        <span class="card__name">{name.clone()}</span>
                    </div>
                </div>
            }
        })
    }
}
