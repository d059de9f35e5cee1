//! The line at a panel's side, which resizes it.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::Panel;

use crate::store::Store;
use crate::ui::{Axis, Splitter};

/// The splitter of a panel. `grows` is 1 if moving right makes the panel wider, −1 if narrower.
#[component]
pub fn PanelSplitter(panel: Panel, label: &'static str, grows: f64) -> impl IntoView {
    let store = Store::get();
    let size = store.slice(move |workbench| workbench.panels.size(panel));
    let resize = move |pixels| store.send(Message::Screen(ScreenMessage::Resize(panel, pixels)));
    view! { <Splitter label=label axis=Axis::Columns grows=grows size=size on_resize=resize /> }
}
