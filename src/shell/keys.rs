//! All keys of the page, from the one list of commands.

use leptos::prelude::*;
use workbench::commands::keys;
use workbench::message::{Message, ScreenMessage};

use crate::store::Store;
use crate::ui::{Icon, IconButton, Modal};

/// What is done by keys that are no commands of their own.
const MORE: [(&str, &str, &str); 9] = [
    ("Diagram", "To the next state along the flow, or beside it; → into a Map or Parallel, ← out of it", "Arrows"),
    ("Diagram", "On a line: to its ends, or to the line beside it", "Arrows"),
    ("Diagram", "Choose one more", "Shift+Arrows"),
    ("Diagram", "Choose one more, or one less", "Shift+Click"),
    ("Diagram", "Draw a rectangle around states to choose", "Shift+Drag"),
    ("Diagram", "Out to the diagram, from wherever you are; of a run: first the pane below, then back to design", "Esc"),
    ("Diagram", "Magnify", "Ctrl+Wheel"),
    ("Diagram", "Name where it stands", "Double click"),
    ("Page", "Commands, states and examples", "Ctrl+K"),
];

/// The dialog.
#[component]
pub fn Keys() -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let mut rows: Vec<(&str, &str, &str)> = MORE.to_vec();
    rows.extend(keys());
    let mut groups: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    for (group, title, keys) in rows {
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, rows)) => rows.push((title, keys)),
            None => groups.push((group, vec![(title, keys)])),
        }
    }
    let groups = groups.into_iter().map(|(group, rows)| {
        let row = |(title, keys): (&'static str, &'static str)| {
            let each = if keys == "+" { vec![keys] } else { keys.split('+').collect() };
            let keys = each.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view();
            view! {
                <div class="keys__row">
                    <dt>{title}</dt>
                    <dd>{keys}</dd>
                </div>
            }
        };
        view! {
            <section class="keys__group">
                <h3 class="keys__title">{group}</h3>
                <dl>{rows.into_iter().map(row).collect_view()}</dl>
            </section>
        }
    });
    view! {
        <Modal class="keys" label="All keys" on_close=close>
            <div class="keys__head">
                <h2>"All keys"</h2>
                <IconButton icon=Icon::Close label="Close" keys="Esc" on_press=close />
            </div>
            <div class="keys__groups scroll" tabindex="0">{groups.collect_view()}</div>
        </Modal>
    }
}
