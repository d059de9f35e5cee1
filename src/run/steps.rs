//! The left side of a run: how it ended, and its steps as a tree. Only the rows in view are in the document.

use std::cell::RefCell;

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScreenMessage, TreeMessage};
use workbench::panels::Panel;
use workbench::run::{Node, StepFilter, TreeMove, TreeRow};

use super::against::Against;
use super::status::status_glyph;
use super::stops::Stops;
use super::verdict::Verdict;
use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, Windowed};

/// A row's height in pixels.
const ROW: f64 = 28.0;
/// What is typed after so many milliseconds begins a new name.
const PAUSE: f64 = 700.0;

/// The panel of the steps.
#[component]
pub fn StepsPanel() -> impl IntoView {
    let store = Store::get();
    let leave = move || store.send(Message::Screen(ScreenMessage::Toggle(Panel::Dock)));
    let is_empty = store.slice(|workbench| workbench.front.run.tree_len() == 0 && workbench.front.run.matches().is_none());
    view! {
        <aside class="panel panel--left steps-panel" aria-label="Steps of the run">
            <header class="steps-head">
                <h2 class="steps-head__title">"Run"</h2>
                <button type="button" class="button button--small button--quiet" title="Back to designing (Esc or R)" on:click=move |_| leave()>
                    <Glyph icon=Icon::Undo />
                    "Back to design"
                </button>
            </header>
            <Verdict />
            <Against />
            <Show
                when=move || !is_empty.get()
                fallback=|| {
                    view! {
                        <div class="empty">
                            <Glyph icon=Icon::Play />
                            <p class="empty__title">"Nothing has run yet"</p>
                            <p>"Press Run, or step with "<kbd>"."</kbd></p>
                        </div>
                    }
                }
            >
                <Finder />
                <StepTree />
                <ItemsBy />
            </Show>
            <Stops />
        </aside>
    }
}

/// Filters, search, the way to the first error.
#[component]
fn Finder() -> impl IntoView {
    let store = Store::get();
    let send = move |message: TreeMessage| store.send(Message::Run(RunMessage::Tree(message)));
    let filter = store.slice(|workbench| workbench.front.run.filter());
    let search = store.slice(|workbench| workbench.front.run.search().to_owned());
    let matches = store.slice(|workbench| workbench.front.run.matches());
    let has_failure = store.slice(|workbench| workbench.front.run.first_failure().is_some());
    let chip = move |(this, name): (StepFilter, &'static str)| {
        let count = store.slice(move |workbench| workbench.front.run.filter_count(this));
        let is_shown = move || this == StepFilter::All || count.get() != (0, 0) || filter.get() == this;
        let ahead = move || count.get().1;
        view! {
            <Show when=is_shown>
                <button
                    type="button"
                    class="filter-chip"
                    data-filter=name.to_lowercase()
                    aria-pressed=Signal::derive(move || (filter.get() == this).to_string())
                    on:click=move |_| send(TreeMessage::Filter(this))
                >
                    {name}
                    <span class="filter-chip__count">{move || count.get().0}</span>
                    <Show when=move || ahead() != 0>
                        <span class="filter-chip__ahead" title="Ahead of the moment that is looked at">
                            "+"{ahead}
                            <span class="visually-hidden">" ahead"</span>
                        </span>
                    </Show>
                </button>
            </Show>
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => send(TreeMessage::Search(String::new())),
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            browser::focus_element("step-tree");
        }
        _ => {}
    };
    view! {
        <div class="finder">
            <div class="finder__chips" role="group" aria-label="Which steps are listed">
                {StepFilter::ALL.map(chip).collect_view()}
                <Show when=move || has_failure.get()>
                    <button
                        type="button"
                        class="filter-chip filter-chip--jump"
                        title="Look at the step that the first error comes from"
                        on:click=move |_| send(TreeMessage::FirstFailure)
                    >
                        <Glyph icon=Icon::ArrowDown />
                        "First failure"
                    </button>
                </Show>
            </div>
            <label class="search-field">
                <Glyph icon=Icon::Search />
                <input
                    type="search"
                    placeholder="Search names and data, or #37"
                    aria-label="Search the steps"
                    prop:value=search
                    on:input=move |event| send(TreeMessage::Search(event_target_value(&event)))
                    on:keydown=key
                />
                <span class="search-field__count" role="status">{move || matches.get().map(|count| count.to_string())}</span>
            </label>
        </div>
    }
}

#[component]
fn StepTree() -> impl IntoView {
    let store = Store::get();
    let length = store.slice(|workbench| workbench.front.run.tree_len());
    let window = Windowed::new(length, ROW);
    let shown = window.shown();
    let rows = store.slice(move |workbench| {
        let (first, last) = shown.get();
        workbench.front.run.tree_rows(first..last)
    });
    let active = store.slice(|workbench| workbench.front.run.active_row());
    let chosen = store.slice(|workbench| (workbench.front.run.chosen_step(), workbench.front.run.chosen_row()));
    Effect::new(move |_| {
        if let (_, Some(row)) = chosen.get() {
            window.reveal(row, 0.0);
        }
    });
    Effect::new(move |before: Option<()>| {
        let row = active.get();
        if let (Some(row), Some(())) = (row, before) {
            window.reveal(row, 0.0);
        }
    });
    // A memo, so that a row that is no longer chosen is made anew as one that is not.
    let in_order = move || rows.get();
    view! {
        <div
            id="step-tree"
            class="tree scroll"
            role="tree"
            tabindex="0"
            aria-label="Steps"
            aria-activedescendant=Signal::derive(move || active.get().map(|row| format!("step-row-{row}")))
            node_ref=window.element
            on:scroll=move |_| window.scrolled()
            on:keydown=move |event| keys(store, window, &event)
        >
            <div class="windowed" role="presentation" style:height=move || window.height()>
                <Each each=in_order key=|row| row.clone() let(row)>
                    <Row row window active />
                </Each>
            </div>
        </div>
        <Show when=move || length.get() == 0>
            <p class="tree__none">"No step matches."</p>
        </Show>
    }
}

#[component]
fn Row(row: TreeRow, window: Windowed, active: Memo<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let send = move |message: TreeMessage| store.send(Message::Run(RunMessage::Tree(message)));
    let TreeRow { node, index, depth, name, note, status, words, time, open, .. } = row;
    let label =
        [name.as_str(), note.as_str(), words.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let label = match row.counts {
        Some(counts) => format!("{label}: {}", counts.words()),
        None => label,
    };
    let toggle = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        if open.is_some() {
            send(TreeMessage::Toggle(node));
        } else {
            send(TreeMessage::Pick(node));
        }
    };
    let counts = row.counts.map(|counts| {
        view! {
            <span class="tree-row__counts" title=counts.words()>
                {(counts.failed > 0).then(|| view! { <span class="tally" data-status="failed">{counts.failed}<Glyph icon=Icon::Close /></span> })}
                {(counts.running > 0).then(|| view! { <span class="tally" data-status="running">{counts.running}<Glyph icon=Icon::Play /></span> })}
                <span class="tally" data-status="succeeded">{format!("{}/{}", counts.succeeded, counts.all)}</span>
            </span>
        }
    });
    let is_frame = !matches!(node, Node::Step(_));
    view! {
        <div
            class="tree-row"
            role="treeitem"
            id=format!("step-row-{index}")
            {..custom_attribute("aria-level", (depth + 1).to_string())}
            aria-posinset=row.place.0.to_string()
            aria-setsize=row.place.1.to_string()
            aria-expanded=open.map(|open| open.to_string())
            aria-selected=row.is_chosen.to_string()
            aria-label=label.clone()
            title=label
            data-status=status
            data-later=row.is_later.to_string()
            data-frame=is_frame.to_string()
            data-active=memo(move |_| (active.get() == Some(index)).to_string())
            style:top=window.top_of(index)
            style:padding-left=format!("{}px", 4 + 14 * depth.min(10))
            on:click=move |_| send(TreeMessage::Pick(node))
        >
            <span class="tree-row__fold" on:click=toggle>
                {open.map(|open| view! { <Glyph icon=if open { Icon::ChevronDown } else { Icon::ChevronRight } /> })}
            </span>
            <span class="tree-row__status">
                <Glyph icon=status_glyph(status) />
            </span>
            <span class="tree-row__name">{name}</span>
            {(!note.is_empty()).then(|| view! { <span class="tree-row__note">{note}</span> })}
            {row.is_branch.then(|| view! { <span class="step__branch" title="The run branched off here, with other data"><Glyph icon=Icon::Branch /></span> })}
            {row.is_parting.then(|| view! { <span class="step__parting" title="Here the history and the definition part"><Glyph icon=Icon::Branch /><span class="visually-hidden">"the history and the definition part here"</span></span> })}
            <span class="tree-row__end">{counts} <span class="tree-row__time">{time}</span></span>
        </div>
    }
}

/// By what the items of the Map at hand are called.
#[component]
fn ItemsBy() -> impl IntoView {
    let store = Store::get();
    let fields = store.slice(|workbench| workbench.front.run.item_fields());
    let choose = move |event: web_sys::Event| {
        store.send(Message::Run(RunMessage::Tree(TreeMessage::CallItemsBy(event_target_value(&event)))));
    };
    move || {
        fields.get().filter(|(fields, _)| fields.len() > 1).map(|(fields, chosen)| {
            let option = |field: String| {
                let (is_chosen, value) = (Some(&field) == chosen.as_ref(), field.clone());
                view! {
                    <option value=value selected=is_chosen>
                        {field}
                    </option>
                }
            };
            view! {
                <label class="items-by">
                    "Items are called by"
                    <select class="input" on:change=choose>
                        {fields.into_iter().map(option).collect_view()}
                    </select>
                </label>
            }
        })
    }
}

thread_local! {
    /// What was typed last in the tree, and when.
    static TYPED: RefCell<(String, f64)> = const { RefCell::new((String::new(), 0.0)) };
}

/// The keys of a tree: arrows, ends, pages, Enter, and the beginnings of names.
fn keys(store: Store, window: Windowed, event: &web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let page = window.page() as isize;
    let key = event.key();
    let message = match key.as_str() {
        "ArrowDown" => TreeMessage::Move(TreeMove::By(1)),
        "ArrowUp" => TreeMessage::Move(TreeMove::By(-1)),
        "PageDown" => TreeMessage::Move(TreeMove::By(page)),
        "PageUp" => TreeMessage::Move(TreeMove::By(-page)),
        "Home" => TreeMessage::Move(TreeMove::First),
        "End" => TreeMessage::Move(TreeMove::Last),
        "ArrowRight" => TreeMessage::Move(TreeMove::In),
        "ArrowLeft" => TreeMessage::Move(TreeMove::Out),
        "Enter" | " " => TreeMessage::PickActive,
        letter if letter.chars().count() == 1 && letter.starts_with(char::is_alphanumeric) || letter == "#" => {
            let typed = TYPED.with_borrow_mut(|(typed, at)| {
                let now = browser::milliseconds();
                if now - std::mem::replace(at, now) > PAUSE {
                    typed.clear();
                }
                typed.push_str(letter);
                typed.clone()
            });
            TreeMessage::Move(TreeMove::To(typed))
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    store.send(Message::Run(RunMessage::Tree(message)));
}
