//! Says that another tab has the workflow, which is shown here as it changes there.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::shelf::ShelfMessage;

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The bar, while another tab has the workflow.
#[component]
pub fn FollowBar() -> impl IntoView {
    let store = Store::get();
    let follows = store.slice(|workbench| workbench.front.keeping.follows);
    let send = move |message: ShelfMessage| store.send(Message::Shelf(message));
    view! {
        <Show when=move || follows.get()>
            <div class="follow-bar" role="status">
                <Glyph icon=Icon::Info />
                <span>"Another tab has this workflow open. Here you see it as it changes there."</span>
                <button type="button" class="button button--small" on:click=move |_| send(ShelfMessage::CopyFollowed)>
                    "Open a copy"
                </button>
                <button type="button" class="button button--small" on:click=move |_| send(ShelfMessage::TakeOver)>
                    "Edit here instead"
                </button>
            </div>
        </Show>
    }
}
