//! A rule's condition, row by row.

use leptos::prelude::*;
use workbench::inspector::{Act, Block, Field, Row, RowKind};

use asl::document::StateKey;

use super::block::{act, find_field};
use super::field::{FieldView, Owner};
use super::kept_focus::enter_new;
use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon};

/// The rows of a block's condition.
#[component]
pub fn RowsView(state: StateKey, block: Memo<Block>) -> impl IntoView {
    let shapes = move || {
        let shape = |row: &Row| (row.pointer.clone(), row.depth, shape_of(&row.kind));
        block.with(|block| block.rows.iter().flat_map(|rows| rows.0.iter().map(shape)).collect::<Vec<_>>())
    };
    view! {
        <div class="rule-rows" role="group" aria-label="Condition">
            <Each each=shapes key=|shape| shape.clone() let((pointer, depth, shape))>
                <RowView state block pointer depth shape />
            </Each>
        </div>
    }
}

/// What a row looks like: what joins it, or a test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Join(&'static str, &'static str),
    Test,
}

fn shape_of(kind: &RowKind) -> Shape {
    match kind {
        RowKind::Join(name, words) => Shape::Join(name, words),
        RowKind::Test { .. } => Shape::Test,
    }
}

#[component]
fn RowView(state: StateKey, block: Memo<Block>, pointer: String, depth: u32, shape: Shape) -> impl IntoView {
    let (own, at) = (pointer.clone(), pointer);
    let row = memo(move |_| {
        block.with(|block| block.rows.as_ref().and_then(|rows| rows.0.iter().find(|row| row.pointer == own).cloned()))
    });
    let comment =
        row.with_untracked(|row| row.as_ref().and_then(|row| row.comment.as_ref().map(|comment| comment.pointer.clone())));
    let commented = at.clone();
    let body = match shape {
        Shape::Join(name, words) => view! {
            <p class="rule-row__join">
                <strong>{name}</strong>
                <span>{words}</span>
            </p>
        }
        .into_any(),
        Shape::Test => view! { <TestView state block row at /> }.into_any(),
    };
    let comment = comment.map(|pointer| {
        let place = format!("{commented} comment");
        view! { <FieldView owner=Owner::State(state) field=find_field(block, pointer) quiet=true place /> }
    });
    view! {
        <div class="rule-row" data-depth=depth.to_string()>
            <div class="rule-row__body">{body} {comment}</div>
            <RowMenu state row />
        </div>
    }
}

/// A test: what it looks at, how, and with what. The list of operators stays the same while what is chosen in it changes the names
/// of fields, so that one can go along it by keys.
#[component]
fn TestView(state: StateKey, block: Memo<Block>, row: Memo<Option<Row>>, at: String) -> impl IntoView {
    let part = move |part: fn(&RowKind) -> Option<Field>| {
        memo(move |last: Option<&Option<Field>>| {
            let found = row.with(|row| row.as_ref().and_then(|row| part(&row.kind)));
            found.or_else(|| last.cloned().flatten())
        })
    };
    let whole = move |field: Memo<Option<Field>>| memo(move |_| field.get().unwrap_or_else(|| Field::missing("")));
    let variable = whole(part(|kind| match kind {
        RowKind::Test { variable, .. } => Some((**variable).clone()),
        RowKind::Join(..) => None,
    }));
    let operator = whole(part(|kind| match kind {
        RowKind::Test { operator, .. } => Some((**operator).clone()),
        RowKind::Join(..) => None,
    }));
    let operand = memo(move |_| {
        row.with(|row| match row.as_ref().map(|row| &row.kind) {
            Some(RowKind::Test { operand, .. }) => operand.as_ref().map(|operand| operand.pointer.clone()),
            _ => None,
        })
    });
    let owner = Owner::State(state);
    let place = move |part: &str| format!("{at} {part}");
    let (of_variable, of_operator, of_operand) = (place("variable"), place("operator"), place("operand"));
    view! {
        <div class="rule-row__test">
            <FieldView owner field=variable quiet=true place=of_variable />
            <FieldView owner field=operator quiet=true place=of_operator />
            {move || {
                let place = of_operand.clone();
                operand.get().map(|pointer| view! { <FieldView owner field=find_field(block, pointer) quiet=true place /> })
            }}
        </div>
    }
}

/// What can be done with a row.
#[component]
fn RowMenu(state: StateKey, row: Memo<Option<Row>>) -> impl IntoView {
    let store = Store::get();
    let open = RwSignal::new(false);
    let actions = move || {
        let found = row.with(|row| row.as_ref().map(|row| row.actions.clone()).unwrap_or_default());
        found.into_iter().filter_map(|action| Some((action.label, action.act?))).collect::<Vec<(&'static str, Act)>>()
    };
    let opener = NodeRef::<leptos::html::Button>::new();
    let close = move || {
        open.set(false);
        if let Some(opener) = opener.get_untracked() {
            opener.focus().ok();
        }
    };
    let list = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if open.get()
            && let Some(first) = list.get().and_then(|list| list.query_selector("button").ok().flatten())
        {
            wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(first).focus().ok();
        }
    });
    view! {
        <div
            class="row-menu"
            on:focusout=move |event| {
                if !browser::focus_stays_inside(&event) {
                    open.set(false);
                }
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.stop_propagation();
                    close();
                } else if open.get_untracked() {
                    browser::move_focus_in(&event, ".row-menu__list button");
                }
            }
        >
            <button
                node_ref=opener
                type="button"
                class="button button--quiet button--icon"
                aria-label="Add, combine or move this test"
                title="Add, combine or move this test"
                aria-haspopup="menu"
                aria-expanded=Signal::derive(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Glyph icon=Icon::More />
            </button>
            <Show when=move || open.get()>
                <div class="menu row-menu__list" role="menu" node_ref=list>
                    {move || {
                        let item = |(label, what): (&'static str, Act)| {
                            let press = move |_| {
                                open.set(false);
                                enter_new(|| act(store, state, what.clone()));
                            };
                            view! { <button type="button" class="menu__item" role="menuitem" on:click=press>{label}</button> }
                        };
                        actions().into_iter().map(item).collect_view()
                    }}
                </div>
            </Show>
        </div>
    }
}
