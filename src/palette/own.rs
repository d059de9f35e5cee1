//! The user's own patterns, kept in the browser like the panels' layout.

use std::cell::LazyCell;

use leptos::prelude::*;
use workbench::message::{FileMessage, Message};
use workbench::palette::Kind;
use workbench::patterns::{OwnPattern, OwnPatterns};

use asl::edit::NewState;

use super::{Addition, PaletteEntry};
use crate::browser;
use crate::store::Store;
use crate::ui::{Icon, IconButton};

/// Where they are kept.
const KEY: &str = "stepwright.patterns";

thread_local! {
    static OWN: LazyCell<ArcRwSignal<OwnPatterns>> = LazyCell::new(|| ArcRwSignal::new(stored()));
}

fn stored() -> OwnPatterns {
    browser::stored(KEY).map(|text| OwnPatterns::read(&text)).unwrap_or_default()
}

fn own() -> ArcRwSignal<OwnPatterns> {
    OWN.with(|own| (**own).clone())
}

/// Changes them, beginning with what other pages kept meanwhile.
fn change(store: Store, change: impl FnOnce(&mut OwnPatterns)) {
    let mut patterns = stored();
    change(&mut patterns);
    if let Err(why) = browser::store(KEY, &patterns.write()) {
        store.send(Message::File(FileMessage::Unreadable(why)));
    }
    own().set(patterns);
}

/// Keeps states as a pattern.
pub fn keep(store: Store, name: &str, states: String) {
    change(store, |own| own.keep(name, states));
}

/// Those that a search finds, to be added or given up.
#[component]
pub fn OwnGroup(search: RwSignal<String>) -> impl IntoView {
    let store = Store::get();
    let all = own();
    let found = move || {
        let wanted = search.get().trim().to_lowercase();
        let matches = |own: &&OwnPattern| own.name.to_lowercase().contains(&wanted);
        all.with(|all| all.0.iter().filter(matches).cloned().collect::<Vec<_>>())
    };
    let entry = move |own: OwnPattern| {
        let OwnPattern { name, states } = own;
        let state = NewState::states(name.as_str(), states);
        let addition = Addition { kind: Kind::Pass, name: name.as_str().into(), looks: "".into(), what: String::new(), state };
        let label = format!("Forget {name}");
        view! {
            <div class="palette__own">
                <PaletteEntry addition on_near=|| () />
                <IconButton icon=Icon::Close label=label on_press=move || change(store, |own| own.remove(&name)) />
            </div>
        }
    };
    move || {
        let found = found();
        (!found.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="palette__title">"Your own"</h2>
                    <div class="palette__list">{found.into_iter().map(entry).collect_view()}</div>
                </section>
            }
        })
    }
}
