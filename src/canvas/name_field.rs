//! The name of the chosen state, typed where the state stands.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use workbench::message::{Edit, Message, ScreenMessage};

use asl::document::StateKey;

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::store::Store;

/// The least magnification at which a name is typed.
const LEAST: f64 = 0.75;

/// The field, while a name is typed.
#[component]
pub fn NameField(named: RwSignal<Option<StateKey>>) -> impl IntoView {
    move || named.get().map(|key| view! { <Field key done=move || named.set(None) /> })
}

#[component]
fn Field(key: StateKey, done: impl Fn() + Copy + 'static) -> impl IntoView {
    let store = Store::get();
    let state = CanvasState::get();
    let picture = expect_context::<Picture>();
    let scene = picture.scene;
    // The name itself: what is shown of it may differ.
    let before = store.peek(|workbench| {
        let document = &workbench.front.document;
        document.state(key).map(|id| document.definition.state(id).name.value.to_string()).unwrap_or_default()
    });
    let rect = move || scene.with(|scene| scene.state(key).map(|node| node.rect).unwrap_or_default());
    let scale = move || (LEAST / state.viewport.get().zoom).max(1.0);
    let place = move || {
        let (rect, scale) = (rect(), scale());
        format!("translate({:.1}px, {:.1}px) scale({scale:.3})", rect.x - 4.0, rect.y - 4.0)
    };
    let input = NodeRef::<Input>::new();
    // At once, so that no key goes elsewhere; and again when others, who gave the focus back where it was, are done.
    let is_settled = StoredValue::new(false);
    let untouched = before.clone();
    input.on_load(move |input| {
        input.focus().ok();
        input.select();
        request_animation_frame(move || {
            input.focus().ok();
            if input.value() == untouched {
                input.select();
            }
            is_settled.try_set_value(true);
        });
    });
    let over = StoredValue::new(false);
    let original = before.clone();
    let finish = move |keeps: bool| {
        if over.get_value() {
            return;
        }
        over.set_value(true);
        let name = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        if keeps && !name.trim().is_empty() && name != original {
            store.send(Message::Edit(Edit::Rename { state: key, name }));
        }
        done();
    };
    let finish = StoredValue::new_local(finish);
    let pressed = move |event: KeyboardEvent| {
        event.stop_propagation();
        let keeps = match event.key().as_str() {
            "Enter" => true,
            "Escape" => false,
            _ => return,
        };
        event.prevent_default();
        finish.with_value(|finish| finish(keeps));
        store.send(Message::Screen(ScreenMessage::ToCanvas));
    };
    view! {
        <input
            node_ref=input
            class="name-field"
            aria-label="Name of the state"
            maxlength="80"
            autocomplete="off"
            spellcheck="false"
            value=before
            style:transform=place
            style:width=move || format!("{:.1}px", rect().width + 8.0)
            on:pointerdown=|event: web_sys::PointerEvent| event.stop_propagation()
            on:keydown=pressed
            on:blur=move |_| {
                if is_settled.try_get_value() == Some(true) {
                    finish.with_value(|finish| finish(true));
                }
            }
        />
    }
}
