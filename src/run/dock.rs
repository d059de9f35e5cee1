//! The dock with its bar and tabs.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::{DockTab, Panel};

use super::answer::AnswerForm;
use super::controls::Controls;
use super::events::EventTable;
use super::input::InputEditor;
use super::mocks::Mocks;
use super::services::Services;
use super::step::StepView;
use super::steps::StepList;
use super::summary::RunSummary;
use super::verdict::Verdict;
use crate::store::Store;
use crate::ui::{Axis, Splitter, Tabs};

/// The dock under the canvas.
#[component]
pub fn RunDock() -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.dock_tab);
    let size = store.slice(|workbench| workbench.panels.dock_height);
    let resize = move |pixels| store.send(Message::Screen(ScreenMessage::Resize(Panel::Dock, pixels)));
    let is_editing = store.slice(|workbench| workbench.front.run.is_editing());
    let choose = move |index: usize| store.send(Message::Screen(ScreenMessage::SetDockTab(DockTab::ALL[index].0)));
    view! {
        <section class="dock-frame" aria-label="Run">
            <Splitter label="Height of the run panel" axis=Axis::Rows grows=-1.0 size=size on_resize=resize />
            <div class="dock">
                <Controls />
                <div class="dock__body">
                    <StepList />
                    <div class="dock__main">
                        <Tabs
                            label="Run"
                            names=DockTab::ALL.map(|(_, name)| name).to_vec()
                            chosen=Signal::derive(move || DockTab::ALL.iter().position(|(this, _)| *this == tab.get()).unwrap_or_default())
                            on_choose=Box::new(choose)
                        />
                        <div class="dock__pane" role="tabpanel">
                            <AnswerForm />
                            {move || match tab.get() {
                                DockTab::Step => {
                                    view! {
                                        <Show when=move || !is_editing.get()>
                                            <Verdict />
                                        </Show>
                                        <StepView />
                                    }
                                        .into_any()
                                }
                                DockTab::Events => view! { <EventTable /> }.into_any(),
                                DockTab::Summary => view! { <RunSummary /> }.into_any(),
                                DockTab::Services => view! { <Services /> }.into_any(),
                                DockTab::Input => view! { <InputEditor /> }.into_any(),
                                DockTab::Mocks => view! { <Mocks /> }.into_any(),
                            }}
                        </div>
                    </div>
                </div>
            </div>
        </section>
    }
}
