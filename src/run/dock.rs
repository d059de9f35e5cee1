//! The dock with its bar and tabs.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::{DockTab, Panel};

use super::answer::AnswerForm;
use super::controls::Controls;
use super::events::EventTable;
use super::input::InputEditor;
use super::mocks::Mocks;
use super::step::StepView;
use super::steps::StepList;
use super::verdict::Verdict;
use crate::store::Store;
use crate::ui::{Axis, Splitter};

/// The dock under the canvas.
#[component]
pub fn RunDock() -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.dock_tab);
    let size = store.slice(|workbench| workbench.panels.dock_height);
    let resize = move |pixels| store.send(Message::Screen(ScreenMessage::Resize(Panel::Dock, pixels)));
    let tab_button = move |this: DockTab, name: &'static str| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=Signal::derive(move || (tab.get() == this).to_string())
                on:click=move |_| store.send(Message::Screen(ScreenMessage::SetDockTab(this)))
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="dock-frame">
            <Splitter label="Height of the run panel" axis=Axis::Rows grows=-1.0 size=size on_resize=resize />
            <section class="dock" aria-label="Run">
                <Controls />
                <div class="dock__body">
                    <StepList />
                    <div class="dock__main">
                        <div class="tabs" role="tablist" aria-label="Run">
                            {tab_button(DockTab::Step, "Step")} {tab_button(DockTab::Events, "Events")}
                            {tab_button(DockTab::Input, "Input")} {tab_button(DockTab::Mocks, "Mocks")}
                        </div>
                        <div class="dock__pane" role="tabpanel">
                            <AnswerForm />
                            {move || match tab.get() {
                                DockTab::Step => {
                                    view! {
                                        <Verdict />
                                        <StepView />
                                    }
                                        .into_any()
                                }
                                DockTab::Events => view! { <EventTable /> }.into_any(),
                                DockTab::Input => view! { <InputEditor /> }.into_any(),
                                DockTab::Mocks => view! { <Mocks /> }.into_any(),
                            }}
                        </div>
                    </div>
                </div>
            </section>
        </div>
    }
}
