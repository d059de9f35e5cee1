//! The foot of a run: the transport bar, and the pane that it pulls up.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::{DockTab, Panel};

use super::controls::Controls;
use super::events::EventTable;
use super::mocks::Mocks;
use super::scenarios::Scenarios;
use super::services::Services;
use super::summary::RunSummary;
use super::table::StepTable;
use super::timeline::Timeline;
use crate::store::Store;
use crate::ui::{Axis, Splitter};

/// The bar under the canvas, with the pane above it.
#[component]
pub fn RunDock() -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.dock_tab);
    let is_open = store.slice(|workbench| workbench.panels.pane_open);
    let is_stale = store.slice(|workbench| workbench.front.run.is_stale());
    let size = store.slice(|workbench| workbench.panels.dock_height);
    let resize = move |pixels| store.send(Message::Screen(ScreenMessage::Resize(Panel::Dock, pixels)));
    view! {
        <section class="dock-frame" aria-label="Run" data-stale=move || is_stale.get().to_string()>
            <Show when=move || is_open.get()>
                <Splitter label="Height of the run panel" axis=Axis::Rows grows=-1.0 size=size on_resize=resize />
                <div class="dock" role="tabpanel" aria-label=move || DockTab::ALL.iter().find(|(this, _)| *this == tab.get()).map(|(_, name)| *name)>
                    {move || match tab.get() {
                        DockTab::Timeline => view! { <Timeline /> }.into_any(),
                        DockTab::Table => view! { <StepTable /> }.into_any(),
                        DockTab::Events => view! { <EventTable /> }.into_any(),
                        DockTab::Summary => view! { <Scrolled><RunSummary /></Scrolled> }.into_any(),
                        DockTab::Services => view! { <Scrolled><Services /></Scrolled> }.into_any(),
                        DockTab::Input => view! { <Scenarios /> }.into_any(),
                        DockTab::Mocks => view! { <Scrolled><Mocks /></Scrolled> }.into_any(),
                    }}
                </div>
            </Show>
            <Controls />
        </section>
    }
}

#[component]
fn Scrolled(children: Children) -> impl IntoView {
    view! { <div class="dock__pane">{children()}</div> }
}
