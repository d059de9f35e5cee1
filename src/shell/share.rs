//! The link that holds the workflow, to be copied.

use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use workbench::message::{FileMessage, Message, ScreenMessage};

use crate::browser;
use crate::store::Store;

/// Links up to here go through every mail program and chat; longer ones may be cut.
const SAFE: usize = 8_000;
/// Longer ones are refused by some browsers and hosts.
const MOST: usize = 32_000;

/// The dialog.
#[component]
pub fn Share() -> impl IntoView {
    let store = Store::get();
    let link = store.peek(|workbench| workbench.shelf.link.clone()).unwrap_or_default();
    let has_moment = store.peek(|workbench| workbench.front.run.has_recording() && !workbench.front.run.is_stale());
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    browser::return_focus();
    let (dialog, field) = (NodeRef::<Dialog>::new(), NodeRef::<Input>::new());
    dialog.on_load(|dialog| {
        // A dialog that was just made is closed, so that it can be opened.
        dialog.show_modal().ok();
    });
    field.on_load(|field| field.select());
    let length = link.chars().count();
    let holds = if has_moment {
        "It holds the definition, the scenarios and the moment of the run that you look at."
    } else {
        "It holds the definition and the scenarios."
    };
    let advice = if length <= SAFE {
        "short enough for mail and chat"
    } else if length <= MOST {
        "some mail programs cut links of this length"
    } else {
        "too long for many browsers and hosts: send the definition as a file instead"
    };
    let copied = RwSignal::new(false);
    let text = link.clone();
    let copy = move |_| browser::copy(&text, move |done| copied.set(done));
    let select = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    view! {
        <dialog class="ask ask--share" aria-labelledby="share-title" aria-describedby="share-text" node_ref=dialog on:close=move |_| close()>
            <h2 id="share-title" class="ask__title">"Share by a link"</h2>
            <div id="share-text">
                <p>"The workflow is in the link itself: nothing is uploaded. " {holds}</p>
            </div>
            <input
                type="text"
                class="input ask__link"
                aria-label="Link"
                readonly
                prop:value=link
                node_ref=field
                on:focus=select
            />
            <p class="ask__after" role="status">
                {move || {
                    if copied.get() { "Copied to the clipboard".to_owned() } else { format!("{length} characters: {advice}") }
                }}
            </p>
            <div class="ask__buttons">
                <Show when=move || { length > MOST }>
                    <button type="button" class="button" on:click=move |_| store.send(Message::File(FileMessage::Download))>
                        "Download definition"
                    </button>
                </Show>
                <button type="button" class="button" on:click=move |_| close()>
                    "Close"
                </button>
                <button type="button" class="button button--primary" on:click=copy>
                    "Copy link"
                </button>
            </div>
        </dialog>
    }
}
