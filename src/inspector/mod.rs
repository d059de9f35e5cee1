//! The inspector: a form for what is chosen. The fields and their meaning come from the workbench; here they are only drawn.

mod api;
mod block;
mod code_field;
mod field;
mod group;
mod kept_focus;
mod language;
mod machine;
mod popups;
mod rows;
mod several;
mod state;
mod test;
mod timeline;
mod transition;
mod variables;

use leptos::prelude::*;
use workbench::message::Selected;

use crate::store::Store;
use machine::MachineForm;
use several::SeveralForm;
use state::StateForm;
use transition::TransitionForm;

/// The panel on the right.
#[component]
pub fn Inspector() -> impl IntoView {
    let store = Store::get();
    // With the sheet: states of two workflows may have one key, and the form of another workflow begins at its top.
    let selected = store.slice(|workbench| (*workbench.front.id, *workbench.front.selected));
    let several = store.slice(|workbench| !workbench.front.group.is_empty() && workbench.front.chosen().len() > 1);
    view! {
        <aside class="panel panel--inspector" aria-label="Inspector">
            {move || match selected.get().1 {
                Selected::State(_) if several.get() => view! { <SeveralForm /> }.into_any(),
                Selected::State(key) => view! { <StateForm key /> }.into_any(),
                Selected::Transition(slot) => view! { <TransitionForm at=slot /> }.into_any(),
                Selected::Machine => view! { <MachineForm /> }.into_any(),
            }}
        </aside>
    }
}
