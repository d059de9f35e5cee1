//! The workflow as a tree: the diagram's twin for the keyboard, for screen readers, and for who thinks in lists. Only the rows
//! in sight are in the page.

use leptos::attr::custom::custom_attribute;
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use workbench::message::{LookMessage, Message, ScreenMessage, Selected};
use workbench::outline::{OutlineItem, OutlineRow, outline};
use workbench::shared::Shared;

use crate::canvas::{glyph, view_wishes};
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon};

/// The height of a row in pixels, and how many are drawn above and below what is in sight.
const ROW: f64 = 30.0;
const BEYOND: usize = 12;

/// The tree.
#[component]
pub fn Outline() -> impl IntoView {
    let store = Store::get();
    let scene = store.slice(|workbench| workbench.front.scene.clone());
    let rows = memo(move |_| {
        // Read, not only tracked: a memo that nobody has read follows nothing yet.
        scene.with(|_| ());
        Shared::new(store.peek(|workbench| outline(&workbench.front)))
    });
    let selected = store.slice(|workbench| *workbench.front.selected);
    let place = memo(move |_| {
        let selected = selected.get();
        rows.with(|rows| rows.iter().position(|row| stands_for(row.what, selected)))
    });
    let element = NodeRef::<Div>::new();
    let top = RwSignal::new(0.0_f64);
    let height = RwSignal::new(600.0_f64);
    let measure = move || {
        if let Some(element) = element.get_untracked() {
            top.set(f64::from(element.scroll_top()));
            height.set(f64::from(element.client_height()).max(ROW));
        }
    };
    element.on_load(move |_| request_animation_frame(measure));
    // What is chosen elsewhere is brought into sight here.
    Effect::new(move |_| {
        let (Some(at), Some(element)) = (place.get(), element.get()) else { return };
        let (at, above, seen) = (at as f64 * ROW, f64::from(element.scroll_top()), f64::from(element.client_height()));
        if at < above || at + ROW > above + seen {
            element.set_scroll_top((at - seen / 3.0).max(0.0) as i32);
        }
        measure();
    });
    let choose = move |at: usize| {
        let Some(what) = rows.with_untracked(|rows| rows.get(at).map(|row| row.what)) else { return };
        store.send(Message::Select(match what {
            OutlineItem::State(key, _) | OutlineItem::Branch(key) => Selected::State(key),
            OutlineItem::Way(slot) => Selected::Transition(slot),
        }));
        view_wishes::go();
    };
    let fold = move |at: usize, opens: bool| {
        let row = rows.with_untracked(|rows| rows.get(at).cloned());
        if let Some(OutlineRow { what: OutlineItem::State(key, _), open: Some(is_open), .. }) = row
            && is_open != opens
        {
            store.send(Message::Look(LookMessage::Fold(key)));
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = rows.with_untracked(|rows| rows.len());
        let now = place.get_untracked();
        let last = count.saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => choose(now.map_or(0, |now| (now + 1).min(last))),
            "ArrowUp" => choose(now.map_or(0, |now| now.saturating_sub(1))),
            "Home" => choose(0),
            "End" => choose(last),
            "ArrowRight" => now.into_iter().for_each(|now| fold(now, true)),
            "ArrowLeft" => now.into_iter().for_each(|now| fold(now, false)),
            "Enter" => store.send(Message::Screen(ScreenMessage::EnterInspector)),
            "Escape" => store.send(Message::Screen(ScreenMessage::ToCanvas)),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let range = move || {
        let first = (top.get() / ROW) as usize;
        let seen = (height.get() / ROW) as usize + 1;
        let count = rows.with(|rows| rows.len());
        (first.saturating_sub(BEYOND).min(count), (first + seen + BEYOND).min(count))
    };
    let shown = move || {
        let (from, to) = range();
        rows.with(|rows| (from..to).map(|at| (at, rows[at].clone())).collect::<Vec<_>>())
    };
    let active = move || place.get().map(|at| format!("outline-{at}"));
    view! {
        <div
            class="outline scroll"
            role="tree"
            aria-label="Outline of the workflow"
            tabindex="0"
            aria-activedescendant=active
            node_ref=element
            on:keydown=key
            on:scroll=move |_| measure()
        >
            <div class="outline__all" role="presentation" style:height=move || format!("{}px", rows.with(|rows| rows.len()) as f64 * ROW)>
                <Each each=shown key=|row| row.clone() let((at, row))>
                    <Row at row place choose />
                </Each>
            </div>
        </div>
    }
}

fn stands_for(what: OutlineItem, selected: Selected) -> bool {
    match (what, selected) {
        (OutlineItem::State(own, _), Selected::State(key)) => own == key,
        (OutlineItem::Way(own), Selected::Transition(slot)) => own == slot,
        _ => false,
    }
}

#[component]
fn Row(at: usize, row: OutlineRow, place: Memo<Option<usize>>, choose: impl Fn(usize) + Copy + 'static) -> impl IntoView {
    let OutlineRow { depth, what, open, title, hint } = row;
    let (icon, kind) = match what {
        OutlineItem::State(_, kind) => (glyph(kind, &hint), kind.name()),
        OutlineItem::Way(asl::graph::Slot::Catch(..)) => (Icon::Catch, "way"),
        OutlineItem::Way(_) => (Icon::ArrowRight, "way"),
        OutlineItem::Branch(_) => (Icon::Branch, "way"),
    };
    view! {
        <div
            id=format!("outline-{at}")
            class="outline__row"
            role="treeitem"
            {..custom_attribute("aria-level", depth.to_string())}
            aria-expanded=open.map(|open| open.to_string())
            aria-selected=memo(move |_| (place.get() == Some(at)).to_string())
            data-kind=kind
            style:transform=format!("translateY({}px)", at as f64 * ROW)
            style:padding-left=format!("{}px", 8 + 14 * (depth - 1).min(12))
            on:click=move |_| choose(at)
        >
            <span class="outline__icon">
                <Glyph icon=icon />
            </span>
            <span class="outline__title">{title.to_string()}</span>
            <span class="outline__hint">{hint.to_string()}</span>
        </div>
    }
}
