//! What groups of states are for, behind the diagram of a lesson.

use leptos::prelude::*;

use crate::store::Store;

/// A frame with a label for each group.
#[component]
pub fn Groups() -> impl IntoView {
    let store = Store::get();
    let groups = store.slice(|workbench| workbench.group_places());
    move || {
        let group = |group: workbench::learn::GroupPlace| {
            let rect = group.rect;
            view! {
                <div
                    class="group"
                    role="note"
                    style:left=format!("{:.1}px", rect.x)
                    style:top=format!("{:.1}px", rect.y)
                    style:width=format!("{:.1}px", rect.width)
                    style:height=format!("{:.1}px", rect.height)
                    aria-label=group.label.clone()
                ></div>
                // Lines pass under the words, and over the frame.
                <span
                    class="group__label"
                    aria-hidden="true"
                    style:left=format!("{:.1}px", rect.x + 10.0)
                    style:top=format!("{:.1}px", rect.y - 11.0)
                >
                    {group.label}
                </span>
            }
        };
        groups.get().into_iter().map(group).collect_view()
    }
}
