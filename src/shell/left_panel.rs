//! The left panel: states to add, examples, problems.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::LeftTab;

use super::examples::Examples;
use super::problems::Problems;
use crate::palette::Palette;
use crate::store::Store;

/// The left panel with its tabs.
#[component]
pub fn LeftPanel() -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.left_tab);
    let errors = store.slice(|workbench| workbench.problem_counts());
    let worst = Signal::derive(move || if errors.get().0 > 0 { "error" } else { "warning" });
    let tab_button = move |this: LeftTab, name: &'static str| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=Signal::derive(move || (tab.get() == this).to_string())
                on:click=move |_| store.send(Message::Screen(ScreenMessage::SetLeftTab(this)))
            >
                {name}
                <Show when=move || this == LeftTab::Problems && errors.get() != (0, 0)>
                    <span class="count" data-severity=worst>
                        {move || errors.get().0 + errors.get().1}
                    </span>
                </Show>
            </button>
        }
    };
    view! {
        <aside class="panel panel--left" aria-label="Add, examples, problems">
            <div class="tabs" role="tablist" aria-label="Left panel">
                {tab_button(LeftTab::Add, "Add")} {tab_button(LeftTab::Examples, "Examples")} {tab_button(LeftTab::Problems, "Problems")}
            </div>
            <div class="panel__body" role="tabpanel">
                {move || match tab.get() {
                    LeftTab::Add => view! { <Palette /> }.into_any(),
                    LeftTab::Examples => view! { <Examples /> }.into_any(),
                    LeftTab::Problems => view! { <Problems /> }.into_any(),
                }}
            </div>
        </aside>
    }
}
