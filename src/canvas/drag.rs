//! What is seen while something is dragged: legal places, the target, the wire, the ghost under the pointer.

use leptos::prelude::*;
use workbench::commands::Overlay;
use workbench::gesture::{Gesture, Item};
use workbench::palette::Kind;

use super::card::glyph;
use super::crowd::{FoundRings, Lasso};
use super::follow::follow_pointer;
use super::grips::Grips;
use super::name_field::NameField;
use super::pointer::CanvasState;
use super::presses;
use super::quick_add::QuickAdd;
use super::surface::Picture;
use super::view_wishes::Hands;
use super::wires::{Handles, Wire};
use crate::store::{Store, memo};
use crate::ui::Glyph;

/// Drop places and wires, in the scene.
#[component]
pub fn DragLayer() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let Hands { named, pointed, .. } = Hands::take(state, picture);
    follow_pointer(Store::get(), state, picture, pointed);
    presses::listen(Store::get(), state, picture);
    let dragged = memo(move |_| {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { item: Item::Existing(key), .. } => Some(Some(*key)),
            Gesture::Drag { item: Item::New { .. }, .. } => Some(None),
            _ => None,
        })
    });
    let near = memo(move |_| state.gesture.with(|gesture| if let Gesture::Drag { near, .. } = gesture { *near } else { None }));
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
    view! {
        <Grips />
        {places}
        <Handles pointed />
        <Wire />
        <Lasso />
        <FoundRings />
        <InsertHere />
        <QuickAdd />
        <NameField named />
    }
}

/// Where the state will stand that is being chosen from the list.
#[component]
fn InsertHere() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let overlay = Store::get().slice(|workbench| *workbench.overlay);
    move || match overlay.get() {
        Some(Overlay::Add(place)) => {
            let at = picture.scene.with(|scene| scene.places.iter().find(|known| known.place == place).map(|known| known.at))?;
            Some(view! {
                <div class="drop-place" data-near="true" style:transform=format!("translate({:.1}px, {:.1}px)", at.x, at.y)>
                    <span class="drop-place__text">"The new state"</span>
                </div>
            })
        }
        _ => None,
    }
}

/// The card under the pointer.
#[component]
pub fn Ghost() -> impl IntoView {
    let store = Store::get();
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let item = memo(move |_| {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { item: Item::New { kind, name, .. }, .. } => Some((*kind, name.to_string())),
            Gesture::Drag { item: Item::Existing(key), .. } => {
                let together = store.peek(|workbench| workbench.front.chosen());
                picture.scene.with_untracked(|scene| {
                    let node = scene.state(*key)?;
                    let several = together.len() > 1 && together.contains(key);
                    Some((node.kind, if several { format!("{} states", together.len()) } else { node.title.to_string() }))
                })
            }
            _ => None,
        })
    });
    let place = move || {
        state.gesture.with(|gesture| match gesture {
            Gesture::Drag { at, .. } => {
                let corner = state.element.get_untracked().map(|element| element.get_bounding_client_rect());
                let (left, top) = corner.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
                format!("translate({:.1}px, {:.1}px)", at.x + left + 18.0, at.y + top + 26.0)
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
