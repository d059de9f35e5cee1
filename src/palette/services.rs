//! What the palette's search finds among AWS's services: groups by service, optimised integrations first.

use leptos::prelude::*;
use workbench::apis::{self, ApisMessage, ServiceAction, ServiceGroup};
use workbench::message::Message;
use workbench::palette::Kind;

use super::{Addition, PaletteEntry};
use crate::store::Store;

/// So many actions are shown at most; more words find the others.
const SHOWN: usize = 60;

/// The groups, or why there are none.
#[component]
pub fn Services(search: RwSignal<String>) -> impl IntoView {
    let store = Store::get();
    let found = store.slice(move |workbench| workbench.apis.search(&search.get(), SHOWN));
    let failed = store.slice(|workbench| workbench.apis.index_failed());
    let is_here = store.slice(|workbench| workbench.apis.index().is_some());
    let wanted = move || !search.with(|search| search.trim().is_empty());
    let groups = move || found.get().groups.into_iter().map(|group| view! { <Service group /> }).collect_view();
    let more = move || {
        let more = found.with(|found| found.more);
        (more > 0).then(|| view! { <p class="palette__hint">{format!("… and {more} more: add a word to the search")}</p> })
    };
    let state = move || match (is_here.get(), failed.get()) {
        (true, _) => None,
        (_, true) => Some(apis::NOT_LOADED),
        _ => Some("Loading AWS's services…"),
    };
    view! {
        <Show when=wanted>
            {groups}
            {more}
            {move || state().map(|sentence| view! { <p class="palette__hint" role="status">{sentence}</p> })}
        </Show>
    }
}

#[component]
fn Service(group: ServiceGroup) -> impl IntoView {
    let store = Store::get();
    let entries = group.actions.into_iter().map(|action| {
        let file = action.file.clone();
        // What the API needs is fetched while the pointer is on its way.
        let near = move || store.send(Message::Apis(ApisMessage::Want(file.clone())));
        let ServiceAction { name, looks, state, .. } = action;
        let addition = Addition { kind: Kind::Task, name: name.into(), looks: looks.into(), what: String::new(), state };
        view! { <PaletteEntry addition on_near=near /> }
    });
    view! {
        <section>
            <h2 class="palette__title">
                {group.title} {group.optimized.then(|| view! { <span class="palette__mark">"optimised"</span> })}
            </h2>
            <div class="palette__list">{entries.collect_view()}</div>
        </section>
    }
}
