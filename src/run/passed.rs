//! A transition that is looked at: what passed it, how often.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::PassedView;

use crate::store::Store;
use crate::ui::{Icon, IconButton, JsonTree, Shown};

/// The data that passed the chosen transition.
#[component]
pub fn PassedPanel(passed: PassedView) -> impl IntoView {
    let PassedView { title, times, data } = passed;
    let store = Store::get();
    let stops = store.slice(|workbench| workbench.front.stops_here());
    let stop = move || {
        if let Some(here) = store.peek(|workbench| workbench.front.breakpoint_here()) {
            store.send(Message::Run(RunMessage::ToggleBreakpoint(here)));
        }
    };
    let is_jsonata =
        store.peek(|workbench| workbench.front.run.chosen_state().is_some_and(|key| workbench.front.is_jsonata(key)));
    let root = if is_jsonata { "$states.input" } else { "$" }.to_owned();
    let size = data.as_ref().map(|data| data.size.clone());
    view! {
        <header class="data-head">
            <div class="data-head__names">
                <h2 class="data-head__name">{title}</h2>
                <p class="data-head__words">{times}</p>
            </div>
            <IconButton icon=Icon::Pause label="Stop here when playing" keys="F9" pressed=Signal::derive(move || stops.get()) on_press=stop />
        </header>
        {data.map(|data| {
            let shown: Shown = Some((data.value, None));
            view! {
                <div class="data-body">
                    <section class="stage stage--whole" aria-label="What passed last">
                        <header class="stage__head">
                            <h3 class="stage__name">"What passed last"</h3>
                            <span class="stage__size">{size}</span>
                        </header>
                        <JsonTree shown=Signal::stored(shown) label="What passed last".to_owned() root=Signal::stored(root.clone()) />
                    </section>
                </div>
            }
        })}
    }
}
