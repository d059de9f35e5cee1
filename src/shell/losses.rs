//! Asks before a conversion that loses something, and says what.

use leptos::prelude::*;
use workbench::conversion::Conversion;
use workbench::message::{FileMessage, Message, ScreenMessage};

use crate::store::Store;
use crate::ui::Modal;

/// The question, over the page.
#[component]
pub fn Losses(conversion: Conversion) -> impl IntoView {
    let store = Store::get();
    let (into, losses) = store.peek(|workbench| (workbench.front.other_notation(), workbench.front.losses()));
    let title = conversion.title(into);
    let goes_on = title.clone();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let after = match conversion {
        Conversion::Rewrite => "Undo brings everything back.",
        Conversion::Copy | Conversion::Download => "The definition here stays as it is.",
    };
    view! {
        <Modal class="ask" titled_by="ask-title" described_by="ask-text" on_close=close>
            <h2 id="ask-title" class="ask__title">{title}</h2>
            <div id="ask-text">
                <p>{format!("{} cannot say everything that stands here:", into.name())}</p>
                <ul class="ask__list">{losses.into_iter().map(|loss| view! { <li>{loss}</li> }).collect_view()}</ul>
                <p class="ask__after">{after}</p>
            </div>
            <div class="ask__buttons">
                <button type="button" class="button" on:click=move |_| close()>
                    "Cancel"
                </button>
                <button
                    type="button"
                    class="button button--primary"
                    on:click=move |_| store.send(Message::File(FileMessage::ConvertAnyway(conversion)))
                >
                    {goes_on}
                </button>
            </div>
        </Modal>
    }
}
