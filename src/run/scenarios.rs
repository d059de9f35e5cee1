//! The pane of scenarios: their list, and of the chosen one its input, what it expects, what all go through.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};
use workbench::run::ScenarioFace;

use super::coverage::Coverage;
use super::expected::Expected;
use super::input::InputEditor;
use super::scenario_list::ScenarioList;
use super::scenario_table::ScenarioTable;
use crate::store::Store;
use crate::ui::Tabs;

/// The pane.
#[component]
pub fn Scenarios() -> impl IntoView {
    let store = Store::get();
    let face = store.slice(|workbench| workbench.front.run.scenario_face());
    let unmet = store.slice(|workbench| workbench.front.expectations().differs);
    let chosen = Signal::derive(move || ScenarioFace::ALL.iter().position(|(this, _)| *this == face.get()).unwrap_or(0));
    let choose = move |index: usize| {
        if let Some((face, _)) = ScenarioFace::ALL.get(index) {
            store.send(Message::Scenario(ScenarioMessage::Show(*face)));
        }
    };
    let badge = Signal::derive(move || unmet.get().then_some((1, 1, "error")));
    let names = ScenarioFace::ALL.map(|(_, name)| name).to_vec();
    view! {
        <div class="scenarios">
            <ScenarioList />
            <div class="scenarios__face">
                <Tabs label="The scenario" names chosen count=badge on_choose=Box::new(choose) />
                <div class="scenarios__body">
                    {move || match face.get() {
                        ScenarioFace::Input => view! { <InputEditor /> }.into_any(),
                        ScenarioFace::Expected => view! { <Expected /> }.into_any(),
                        ScenarioFace::Coverage => view! { <Coverage /> }.into_any(),
                        ScenarioFace::Table => view! { <ScenarioTable /> }.into_any(),
                    }}
                </div>
            </div>
        </div>
    }
}
