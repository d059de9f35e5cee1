//! A JSON value as a tree: folds, marks what differs, copies values and paths. Only the lines in view are in the document.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use value::Value;
use workbench::json_tree::{JsonRow, JsonTree as Tree, JsonView, PlaceId};
use workbench::message::{Message, RunMessage};
use workbench::shared::Shared;

use super::{Each, Glyph, Icon, Windowed};
use crate::store::{Store, memo};

/// A line's height in pixels.
const ROW: f64 = 20.0;

/// What is shown: a value, and what it is compared with.
pub type Shown = Option<(Value, Option<Value>)>;

/// What the parts of a tree share.
#[derive(Clone, Copy)]
struct Parts {
    store: Store,
    tree: Memo<Shared<Tree>>,
    view: RwSignal<JsonView>,
    active: RwSignal<Option<PlaceId>>,
    window: Windowed,
    root: Signal<String>,
}

/// The tree of a value.
#[component]
pub fn JsonTree(
    /// The value.
    #[prop(into)]
    shown: Signal<Shown>,
    /// What it is, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// What paths begin with, such as `$`.
    #[prop(into)]
    root: Signal<String>,
    /// Only lines with this text.
    #[prop(optional, into)]
    search: Option<Signal<String>>,
    /// Whether it is as high as its lines, up to a limit.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let view = RwSignal::new(JsonView::default());
    let tree = memo(move |_| {
        let view = JsonView { search: search.map(|search| search.get()).unwrap_or_default(), ..view.get() };
        Shared::new(shown.with(|shown| match shown {
            Some((value, before)) => Tree::of(value, before.as_ref(), &view),
            None => Tree::default(),
        }))
    });
    let length = memo(move |_| tree.get().len());
    let window = Windowed::new(length, ROW);
    let parts = Parts { store: Store::get(), tree, view, active: RwSignal::new(None), window, root };
    let range = window.shown();
    let rows = move || {
        let (first, last) = range.get();
        tree.get().rows(first..last)
    };
    let active = move || parts.active.get().and_then(|id| tree.get().find(id));
    let id = StoredValue::new(format!("json-{}", next_number()));
    view! {
        <div class="json-tree" data-inline=inline.to_string()>
            <div
                class="json-tree__lines scroll"
                role="tree"
                tabindex="0"
                aria-label=move || label.get()
                aria-activedescendant=Signal::derive(move || active().map(|index| format!("{}-{index}", id.get_value())))
                node_ref=window.element
                on:scroll=move |_| window.scrolled()
                on:keydown=move |event| keys(parts, &event)
            >
                <div class="windowed" role="presentation" style:height=move || window.height()>
                    <Each each=rows key=|row| (row.index, row.id, row.text.clone(), row.open, row.change.name()) let(row)>
                        <Line row parts id />
                    </Each>
                </div>
            </div>
            <Foot parts />
        </div>
    }
}

#[component]
fn Line(row: JsonRow, parts: Parts, id: StoredValue<String>) -> impl IntoView {
    let JsonRow { index, id: place, depth, key, text, class, open, change } = row;
    let toggle = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        toggle_place(parts, place);
    };
    let drag = move |event: web_sys::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let path = parts.tree.with_untracked(|tree| tree.path(index, &parts.root.get_untracked()));
            data.set_data("text/plain", &path).ok();
        }
    };
    let words = change.words();
    let label = [key.as_str(), text.as_str(), words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    view! {
        <div
            class="json-line"
            role="treeitem"
            id=format!("{}-{index}", id.get_value())
            {..custom_attribute("aria-level", (depth + 1).to_string())}
            aria-expanded=open.map(|open| open.to_string())
            aria-selected=memo(move |_| (parts.active.get() == Some(place)).to_string())
            aria-label=label
            data-change=change.name()
            title=words
            style:top=parts.window.top_of(index)
            style:padding-left=format!("{}px", 6 + 14 * depth)
            on:click=move |_| parts.active.set(Some(place))
            on:dblclick=toggle
        >
            <span class="json-line__fold" on:click=toggle>
                {open.map(|open| view! { <Glyph icon=if open { Icon::ChevronDown } else { Icon::ChevronRight } /> })}
            </span>
            {(!key.is_empty()).then(|| view! {
                <span class="k" draggable="true" title="Drag the path into a field" on:dragstart=drag>{key}</span>
                <span class="json-line__colon">": "</span>
            })}
            <span class=class>{text}</span>
        </div>
    }
}

/// The whole of the active line, its path, and how to take them along.
#[component]
fn Foot(parts: Parts) -> impl IntoView {
    let copy = move |text: String, what: &'static str| parts.store.send(Message::Run(RunMessage::Copy(text, what)));
    move || {
        let tree = parts.tree.get();
        let index = parts.active.get().and_then(|id| tree.find(id))?;
        let path = tree.path(index, &parts.root.get());
        let value = tree.value(index)?.clone();
        let whole = value.as_str().map(|text| text.chars().take(4000).collect::<String>());
        let copied = value.as_str().map_or_else(|| value.to_json_pretty(), str::to_owned);
        let (own_path, title) = (path.clone(), path.clone());
        Some(view! {
            <div class="json-foot">
                <div class="json-foot__row">
                    <code class="json-foot__path" title=title>{path}</code>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| copy(own_path.clone(), "the path")>
                        "Copy path"
                    </button>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| copy(copied.clone(), "the value")>
                        "Copy value"
                    </button>
                </div>
                {whole.filter(|text| text.len() > 40).map(|text| view! { <p class="json-foot__text scroll" tabindex="0">{text}</p> })}
            </div>
        })
    }
}

fn toggle_place(parts: Parts, place: PlaceId) {
    parts.active.set(Some(place));
    parts.view.update(|view| {
        if !view.toggled.remove(&place) {
            view.toggled.insert(place);
        }
    });
}

/// The keys of a tree.
fn keys(parts: Parts, event: &web_sys::KeyboardEvent) {
    let tree = parts.tree.get_untracked();
    let Some(last) = tree.len().checked_sub(1) else { return };
    let now = parts.active.get_untracked().and_then(|id| tree.find(id));
    let at = now.unwrap_or_default();
    if (event.ctrl_key() || event.meta_key()) && event.key() == "c" && !crate::browser::has_text_selection() {
        if let Some(value) = tree.value(at) {
            event.prevent_default();
            event.stop_propagation();
            let text = value.as_str().map_or_else(|| value.to_json_pretty(), str::to_owned);
            parts.store.send(Message::Run(RunMessage::Copy(text, "the value")));
        }
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let next = match (event.key().as_str(), tree.is_open(at)) {
        ("ArrowDown", _) => now.map_or(0, |now| now + 1),
        ("ArrowUp", _) => at.saturating_sub(1),
        ("PageDown", _) => at + parts.window.page(),
        ("PageUp", _) => at.saturating_sub(parts.window.page()),
        ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowRight", Some(true)) => at + 1,
        ("ArrowLeft", Some(false) | None) => tree.parent(at).unwrap_or(at),
        ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) | ("Enter" | " ", Some(_)) => {
            event.prevent_default();
            if let Some(place) = tree.place(at) {
                toggle_place(parts, place);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let next = next.min(last);
    parts.active.set(tree.place(next));
    parts.window.reveal(next, 0.0);
}

/// Numbers the trees of a page, so that their lines have names of their own.
fn next_number() -> u32 {
    thread_local! {
        static NUMBER: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    NUMBER.set(NUMBER.get() + 1);
    NUMBER.get()
}
