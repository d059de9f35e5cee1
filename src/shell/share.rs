//! The link that holds what is shared, and what shows it inside of another page, each to be copied.

use leptos::html::Input;
use leptos::prelude::*;
use workbench::learn::{BuildMessage, LearnMessage};
use workbench::message::{FileMessage, Message, ScreenMessage};
use workbench::shelf::snippet;

use crate::browser;
use crate::store::Store;
use crate::ui::Modal;

/// Links up to here go through every mail program and chat; longer ones may be cut.
const SAFE: usize = 8_000;
/// Longer ones are refused by some browsers and hosts.
const MOST: usize = 32_000;

/// The dialog.
#[component]
pub fn Share() -> impl IntoView {
    let store = Store::get();
    let link = store.peek(|workbench| workbench.shelf.link.clone()).unwrap_or_default();
    let name = store.peek(|workbench| workbench.front.name.to_string());
    let is_lessons = store.peek(|workbench| workbench.shelf.link_to_lessons);
    let has_moment = store.peek(|workbench| workbench.front.run.has_recording() && !workbench.front.run.is_stale());
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let length = link.chars().count();
    let holds = match (is_lessons, has_moment) {
        (true, _) => "The lessons are in the link itself: nothing is uploaded. Whoever opens it finds them in Learn.",
        (false, true) => {
            "The workflow is in the link itself: nothing is uploaded. It holds the definition, the scenarios and the moment of the run that you look at."
        }
        (false, false) => "The workflow is in the link itself: nothing is uploaded. It holds the definition and the scenarios.",
    };
    let embed = (!is_lessons).then(|| snippet(&link, &name));
    let file = match is_lessons {
        true => ("Save as a file", Message::Learn(LearnMessage::Build(BuildMessage::Save))),
        false => ("Download definition", Message::File(FileMessage::Download)),
    };
    view! {
        <Modal class="ask ask--share" titled_by="share-title" described_by="share-text" on_close=close>
            <h2 id="share-title" class="ask__title">"Share by a link"</h2>
            <p id="share-text">{holds}</p>
            <Copied label="Link" text=link advice=advice(length) button="Copy link" is_first=true />
            {embed.map(|embed| view! {
                <h3 class="ask__part">"Show it in a page of your own"</h3>
                <p>"Diagram, stepper and data, to be run and not changed. Paste this into the page’s HTML."</p>
                <Copied label="Code to embed" text=embed advice="the workflow is in it, too" button="Copy code" is_first=false />
            })}
            <div class="ask__buttons">
                <Show when=move || { length > MOST }>
                    <button type="button" class="button" on:click={
                        let message = file.1.clone();
                        move |_| store.send(message.clone())
                    }>
                        {file.0}
                    </button>
                </Show>
                <button type="button" class="button" on:click=move |_| close()>
                    "Close"
                </button>
            </div>
        </Modal>
    }
}

fn advice(length: usize) -> &'static str {
    if length <= SAFE {
        "short enough for mail and chat"
    } else if length <= MOST {
        "some mail programs cut links of this length"
    } else {
        "too long for many browsers and hosts: send a file instead"
    }
}

/// A text to be copied, with its length and what that means.
#[component]
fn Copied(label: &'static str, text: String, advice: &'static str, button: &'static str, is_first: bool) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    field.on_load(move |field| {
        if is_first {
            field.select();
        }
    });
    let length = text.chars().count();
    let copied = RwSignal::new(false);
    let copy = {
        let text = text.clone();
        move |_| {
            browser::copy(&text, move |done| {
                copied.try_set(done);
            })
        }
    };
    let select = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    view! {
        <div class="ask__copy">
            <input type="text" class="input ask__link" aria-label=label readonly prop:value=text node_ref=field on:focus=select />
            <button type="button" class="button" class:button--primary=is_first on:click=copy>
                {button}
            </button>
        </div>
        <p class="ask__after" role="status">
            {move || {
                if copied.get() { "Copied to the clipboard".to_owned() } else { format!("{length} characters: {advice}") }
            }}
        </p>
    }
}
