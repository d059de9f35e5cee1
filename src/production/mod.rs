//! From design to production: what a workflow takes and costs, what its role must be allowed, what to watch. One dialog.

mod forecast;
mod hot_spots;
mod monitoring;
mod parts;
mod permissions;
mod what_if;

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::production::{ProductionMessage, Tab};

use crate::store::Store;
use crate::ui::{Icon, IconButton, Modal, Tabs};
use forecast::Forecast;
use monitoring::Monitoring;
use permissions::Permissions;

pub use hot_spots::{HotMarks, HotNote};

/// The dialog.
#[component]
pub fn ProductionDialog() -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let tab = store.slice(|workbench| workbench.production.as_ref().map(|room| room.tab).unwrap_or_default());
    let chosen = Signal::derive(move || Tab::ALL.iter().position(|(other, _)| *other == tab.get()).unwrap_or(0));
    let choose = move |at: usize| {
        if let Some((tab, _)) = Tab::ALL.get(at) {
            store.send(Message::Production(ProductionMessage::Show(*tab)));
        }
    };
    let name = store.peek(|workbench| workbench.front.name.to_string());
    view! {
        <Modal class="production" titled_by="production-title" focus=".production__body" on_close=close>
            <header class="production__head">
                <h2 id="production-title" class="ask__title">"Production"</h2>
                <span class="production__of">{name}</span>
                <IconButton icon=Icon::Close label="Close" keys="Esc" on_press=close />
            </header>
            <Tabs label="Production" names=Tab::ALL.map(|(_, name)| name).to_vec() chosen on_choose=Box::new(choose) />
            <div class="production__body scroll" role="tabpanel" tabindex="0" aria-label=move || Tab::ALL[chosen.get()].1>
                {move || match tab.get() {
                    Tab::Forecast => view! { <Forecast /> }.into_any(),
                    Tab::Permissions => view! { <Permissions /> }.into_any(),
                    Tab::Monitoring => view! { <Monitoring /> }.into_any(),
                }}
            </div>
        </Modal>
    }
}
