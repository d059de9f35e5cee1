//! The left panel: states to add, the outline, examples, problems.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::LeftTab;

use super::examples::Examples;
use super::outline::Outline;
use super::problems::Problems;
use crate::palette::Palette;
use crate::store::Store;
use crate::ui::Tabs;

/// The left panel with its tabs.
#[component]
pub fn LeftPanel() -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.left_tab);
    let problems = store.slice(|workbench| workbench.front.problem_counts());
    let place = |tab: LeftTab| LeftTab::ALL.iter().position(|(this, _)| *this == tab).unwrap_or_default();
    let count = Signal::derive(move || match problems.get() {
        (0, 0) => None,
        (errors, warnings) => Some((place(LeftTab::Problems), errors + warnings, if errors > 0 { "error" } else { "warning" })),
    });
    let choose = move |index: usize| store.send(Message::Screen(ScreenMessage::SetLeftTab(LeftTab::ALL[index].0)));
    view! {
        <aside class="panel panel--left" aria-label="Add, outline, examples, problems">
            <Tabs
                label="Left panel"
                names=LeftTab::ALL.map(|(_, name)| name).to_vec()
                chosen=Signal::derive(move || place(tab.get()))
                count=count
                on_choose=Box::new(choose)
            />
            <div class="panel__body" role="tabpanel">
                {move || match tab.get() {
                    LeftTab::Add => view! { <Palette /> }.into_any(),
                    LeftTab::Outline => view! { <Outline /> }.into_any(),
                    LeftTab::Examples => view! { <Examples /> }.into_any(),
                    LeftTab::Problems => view! { <Problems /> }.into_any(),
                }}
            </div>
        </aside>
    }
}
