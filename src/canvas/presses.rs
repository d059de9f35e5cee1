//! Presses on cards that only the rest of the page answers: the menu of a state, and naming it by a double click.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;
use workbench::commands::Overlay;
use workbench::message::{Message, ScreenMessage, Selected};
use workbench::panels::Panel;
use workbench::scene::{NodeKey, Point};

use super::lines::line_under;
use super::node::adds_to_chosen;
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::Store;

/// Listens as long as the canvas is there.
pub fn listen(store: Store, state: CanvasState, picture: Picture) {
    let named = window_event_listener(leptos::ev::dblclick, move |event| {
        if card_of(picture, &event).is_some() {
            store.send(Message::Screen(ScreenMessage::NameOnCanvas));
        }
    });
    // Where the inspector leaves the canvas little room, a press on a state opens it, and a press on the ground puts it away.
    let opened = window_event_listener(leptos::ev::click, move |event| {
        let (is_open, is_card) = (store.peek(|workbench| workbench.panels.inspector_open), card_of(picture, &event).is_some());
        let on_ground = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_line = || line_under(state, picture, state.on_screen(event.client_x(), event.client_y())).is_some();
        let on_ground = on_ground.is_some_and(|element| element.class_list().contains("canvas")) && !on_line();
        let turns = if is_card { !is_open && event.detail() > 0 && !adds_to_chosen(&event) } else { is_open && on_ground };
        if turns && crate::browser::is_narrow() {
            store.send(Message::Screen(ScreenMessage::Toggle(Panel::Inspector)));
        }
    });
    let menu = window_event_listener(leptos::ev::contextmenu, move |event| {
        if let Some(key) = card_of(picture, &event) {
            event.prevent_default();
            // Of several that are chosen, the menu is for all.
            if !store.peek(|workbench| workbench.front.chosen().contains(&key)) {
                store.send(Message::Select(Selected::State(key)));
            }
            let at = Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) };
            store.send(Message::Screen(ScreenMessage::Open(Overlay::StateMenu(at))));
        }
    });
    on_cleanup(move || {
        named.remove();
        opened.remove();
        menu.remove();
    });
}

/// The state whose card an event happened on.
fn card_of(picture: Picture, event: &MouseEvent) -> Option<asl::document::StateKey> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let id = target.closest("[data-card]").ok().flatten()?.get_attribute("data-card")?;
    picture.scene.with_untracked(|scene| {
        scene.nodes.iter().find_map(|node| match node.key {
            NodeKey::State(key) if format!("{key:?}") == id => Some(key),
            _ => None,
        })
    })
}
