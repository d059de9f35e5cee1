//! The variables that a state, a rule or a catcher sets, as a table.

use leptos::prelude::*;
use workbench::inspector::{Block, VariableRow};
use workbench::message::{Message, Selected};

use asl::document::StateKey;

use super::block::{act, find_field};
use super::field::{FieldView, Owner};
use super::kept_focus::enter_new;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton};

/// The table of a block's variables.
#[component]
pub fn VariablesView(state: StateKey, block: Memo<Block>, titled: Signal<bool>) -> impl IntoView {
    let store = Store::get();
    let rows = move || {
        let row = |row: &VariableRow| (row.name.pointer.clone(), row.value.pointer.clone());
        block.with(|block| block.variables.iter().flat_map(|variables| variables.rows.iter().map(row)).collect::<Vec<_>>())
    };
    let whole = move || {
        block.with(|block| {
            block.variables.as_ref().and_then(|variables| variables.whole.as_ref().map(|whole| whole.pointer.clone()))
        })
    };
    let add = move |_| {
        if let Some(what) = block.with_untracked(|block| block.variables.as_ref().map(|variables| variables.add.clone())) {
            enter_new(|| act(store, state, what));
        }
    };
    view! {
        <div class="variables" role="group" aria-label="Variables (Assign)">
            <div class="variables__head">
                <Show when=move || titled.get()>
                    <span class="field__label">"Assign"</span>
                </Show>
                <button type="button" class="button button--quiet button--small" on:click=add>
                    <Glyph icon=Icon::Plus />
                    "Add variable"
                </button>
            </div>
            {move || whole().map(|pointer| view! { <FieldView owner=Owner::State(state) field=find_field(block, pointer) /> })}
            <Each each=rows key=|row| row.clone() let((name, value))>
                <RowView state block name value />
            </Each>
        </div>
    }
}

#[component]
fn RowView(state: StateKey, block: Memo<Block>, name: String, value: String) -> impl IntoView {
    let store = Store::get();
    let own = name.clone();
    let row = memo(move |last: Option<&Option<VariableRow>>| {
        let found = block.with(|block| block.variables.as_ref()?.rows.iter().find(|row| row.name.pointer == own).cloned());
        found.or_else(|| last.cloned().flatten())
    });
    let remove = move || {
        if let Some(what) = row.with_untracked(|row| row.as_ref().map(|row| row.remove.clone())) {
            act(store, state, what);
        }
    };
    let used = move || row.with(|row| row.as_ref().map(|row| row.used_in.clone()).unwrap_or_default());
    let reader = move |(key, name): (StateKey, String)| {
        let press = move |_| store.send(Message::Select(Selected::State(key)));
        view! { <button type="button" class="link" on:click=press>{name}</button> }
    };
    view! {
        <div class="variable">
            <span class="variable__dollar" aria-hidden="true">"$"</span>
            <FieldView owner=Owner::State(state) field=find_field(block, name) quiet=true />
            <span class="variable__is" aria-hidden="true">"="</span>
            <FieldView owner=Owner::State(state) field=find_field(block, value) quiet=true />
            <IconButton icon=Icon::Trash label="Remove this variable" on_press=remove />
            <p class="variable__uses">
                {move || if used().is_empty() { "read by no state" } else { "read in " }}
                {move || used().into_iter().map(reader).collect_view()}
            </p>
        </div>
    }
}
