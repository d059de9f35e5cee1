//! A state's own text in a small editor: what is typed is a draft until the editor is left.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use workbench::drafts::{DraftMessage, FieldId};
use workbench::inspector;
use workbench::message::Message;

use asl::document::StateKey;
use asl::notation::Notation;

use super::editor::{self, Handle, Listeners, Mounting};
use super::help::Help;
use super::pane::theme_name;
use crate::drafts::Typing;
use crate::store::Store;
use crate::ui::FieldError;

/// The text of the state with this key.
#[component]
pub fn StateText(key: StateKey, value: Signal<String>) -> impl IntoView {
    let store = Store::get();
    let parent = NodeRef::<Div>::new();
    let handle = RwSignal::new_local(None::<Handle>);
    let failed = RwSignal::new(false);
    let field = FieldId::StateJson(key);
    let typing = Typing::of(field.clone(), value);
    let (shown, error, invalid, is_draft) = (typing.shown, typing.error, typing.invalid(), typing.is_draft());
    let listeners = StoredValue::new_local((listen(store, field.clone(), handle), Help::of(store, Some(key), text_of)));
    Effect::new(move |_| {
        let Some(parent) = parent.get() else { return };
        spawn_local(async move {
            let options = || {
                let (theme, text) = (store.peek(|workbench| theme_name(workbench.panels.theme)), shown.try_get_untracked()?);
                let label = "JSON of the state";
                let mounting = Mounting { text: &text, theme, label, notation: Notation::Json, small: true };
                listeners.try_with_value(|(listeners, help)| editor::options(&mounting, listeners, help))
            };
            match editor::mount(&parent, options).await {
                Ok(editor) => {
                    handle.try_set(editor);
                }
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    });
    Effect::new(move |_| {
        let text = shown.get();
        handle.with(|editor| editor.as_ref().filter(|editor| editor.text() != text).map(|editor| editor.set_text(&text)));
    });
    let theme = store.slice(|workbench| workbench.panels.theme);
    Effect::new(move |_| {
        let name = theme_name(theme.get());
        handle.with(|editor| editor.as_ref().map(|editor| editor.set_theme(name)));
    });
    on_cleanup(move || {
        if let Some(editor) = handle.try_get_untracked().flatten() {
            editor.destroy();
        }
    });
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            store.send(Message::Draft(DraftMessage::Discard(field.clone())));
        }
    };
    view! {
        <div class="state-text" node_ref=parent data-invalid=invalid data-draft=is_draft on:keydown=pressed>
            <Show when=move || failed.get()>
                <p class="empty" role="alert">"The editor could not be loaded. Check the connection and open this again."</p>
            </Show>
        </div>
        <FieldError error />
    }
}

fn listen(store: Store, field: FieldId, handle: RwSignal<Option<Handle>, LocalStorage>) -> Listeners {
    let left = field.clone();
    Listeners {
        on_change: Some(Closure::new(move |_| {
            if let Some(text) = handle.try_with_untracked(|editor| editor.as_ref().map(Handle::text)).flatten() {
                store.send(Message::Draft(DraftMessage::Type(field.clone(), text)));
            }
        })),
        on_blur: Some(Closure::new(move || store.send(Message::Draft(DraftMessage::TakeIn(left.clone()))))),
        ..Listeners::default()
    }
}

/// What the editor shows: what was typed, or what is written.
fn text_of(store: Store, state: Option<StateKey>) -> String {
    let Some(key) = state else { return String::new() };
    store.peek(|workbench| {
        let draft = workbench.front.drafts.of(&FieldId::StateJson(key)).map(|draft| draft.text.clone());
        draft.or_else(|| inspector::form(&workbench.front.document, key).map(|form| form.json)).unwrap_or_default()
    })
}
