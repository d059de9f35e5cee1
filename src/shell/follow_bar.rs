//! Says that a workflow cannot be changed here as it is: another tab has it, or it came by a link.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::sheet::Held;
use workbench::shelf::ShelfMessage;

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The bar, while the workflow is not to be changed here.
#[component]
pub fn FollowBar() -> impl IntoView {
    let store = Store::get();
    let held = store.slice(|workbench| workbench.front.keeping.held);
    let button = move |label: &'static str, message: ShelfMessage| {
        view! {
            <button type="button" class="button button--small" on:click=move |_| store.send(Message::Shelf(message.clone()))>
                {label}
            </button>
        }
    };
    let bar = move |says: &'static str, buttons: AnyView| {
        view! {
            <div class="follow-bar" role="status">
                <Glyph icon=Icon::Info />
                <span>{says}</span>
                {buttons}
            </div>
        }
        .into_any()
    };
    move || match held.get() {
        Held::Here => ().into_any(),
        Held::Elsewhere => bar(
            "Another tab has this workflow open. Here you see it as it changes there.",
            view! {
                {button("Open a copy", ShelfMessage::CopyFollowed)}
                {button("Edit here instead", ShelfMessage::TakeOver)}
            }
            .into_any(),
        ),
        Held::ByLink => bar(
            "This workflow came by a link. You can run it; nothing of it is kept until you say so.",
            button("Keep a copy", ShelfMessage::KeepLinked).into_any(),
        ),
    }
}
