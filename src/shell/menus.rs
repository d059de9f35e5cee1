//! What lies over the page to choose from: the menu of a state, quick-add, the command palette, a dialog.

use leptos::prelude::*;
use workbench::commands::Overlay;

use super::keys::Keys;
use super::losses::Losses;
use super::picture::PictureDialog;
use super::search::Search;
use super::share::Share;
use super::state_menu::StateMenu;
use super::versions::VersionsDialog;
use super::workflows::Workflows;
use crate::late::{Opened, Part, Room};
use crate::production::ProductionDialog;
use crate::store::Store;

/// The overlay that is open, if any.
#[component]
pub fn Menus() -> impl IntoView {
    let store = Store::get();
    let overlay = store.slice(|workbench| *workbench.overlay);
    move || match overlay.get() {
        Some(Overlay::StateMenu(at)) => view! { <StateMenu at /> }.into_any(),
        Some(
            Overlay::Losses(_)
            | Overlay::Picture
            | Overlay::Production
            | Overlay::Share
            | Overlay::Versions
            | Overlay::Workflows
            | Overlay::Keys,
        ) => view! { <Opened part=Part::Aside room=Room::Dialog class="" /> }.into_any(),
        Some(overlay) => view! { <Search overlay /> }.into_any(),
        None => ().into_any(),
    }
}

/// The overlay that is open, where it is a dialog; these load when one is first opened.
#[component]
pub fn Dialog() -> impl IntoView {
    match Store::get().peek(|workbench| *workbench.overlay) {
        Some(Overlay::Losses(conversion)) => view! { <Losses conversion /> }.into_any(),
        Some(Overlay::Picture) => view! { <PictureDialog /> }.into_any(),
        Some(Overlay::Production) => view! { <ProductionDialog /> }.into_any(),
        Some(Overlay::Versions) => view! { <VersionsDialog /> }.into_any(),
        Some(Overlay::Share) => view! { <Share /> }.into_any(),
        Some(Overlay::Workflows) => view! { <Workflows /> }.into_any(),
        Some(Overlay::Keys) => view! { <Keys /> }.into_any(),
        _ => ().into_any(),
    }
}
