//! Fields that stand together: a condition's rows, fields, variables, the drawing of a retrier, and what is folded away.

use leptos::prelude::*;
use workbench::inspector::{Block, Field};
use workbench::message::Message;

use asl::document::StateKey;

use super::field::{FieldView, Owner};
use super::rows::RowsView;
use super::timeline::TimelineView;
use super::variables::VariablesView;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon};

/// A block of a state's form.
#[component]
pub fn BlockView(
    /// The state.
    state: StateKey,
    /// The block as it is now.
    block: Memo<Block>,
) -> impl IntoView {
    let pointers = move |part: fn(&Block) -> &Vec<Field>| {
        move || block.with(|block| part(block).iter().map(|field| field.pointer.clone()).collect::<Vec<_>>())
    };
    let fields = pointers(|block| &block.fields);
    let more = pointers(|block| &block.more);
    let more_set = memo(move |_| block.with(|block| block.more.iter().filter(|field| field.is_set).count()));
    let has_more = memo(move |_| block.with(|block| !block.more.is_empty()));
    let has_rows = memo(move |_| block.with(|block| block.rows.is_some()));
    let has_variables = memo(move |_| block.with(|block| block.variables.is_some()));
    let timeline = memo(move |_| block.with(|block| block.timeline.clone()));
    let open = RwSignal::new(false);
    let variables_label = memo(move |_| block.with(|block| block.fields.is_empty() && block.rows.is_none()));
    view! {
        <Show when=move || has_rows.get()>
            <RowsView state block />
        </Show>
        <div class="fields">
            <Each each=fields key=|pointer| pointer.clone() let(pointer)>
                <FieldView owner=Owner::State(state) field=find_field(block, pointer) />
            </Each>
        </div>
        {move || timeline.get().map(|timeline| view! { <TimelineView timeline /> })}
        <Show when=move || has_variables.get()>
            <VariablesView state block titled=Signal::derive(move || !variables_label.get()) />
        </Show>
        <Show when=move || has_more.get()>
            <button
                type="button"
                class="more"
                aria-expanded=Signal::derive(move || open.get().to_string())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Glyph icon=Signal::derive(move || if open.get() { Icon::ChevronDown } else { Icon::ChevronRight }) />
                {move || match more_set.get() { 0 => "More".to_owned(), set => format!("More ({set} set)") }}
            </button>
            <Show when=move || open.get()>
                <div class="fields">
                    <Each each=more key=|pointer| pointer.clone() let(pointer)>
                        <FieldView owner=Owner::State(state) field=find_field(block, pointer) />
                    </Each>
                </div>
            </Show>
        </Show>
    }
}

/// The field with this pointer, wherever in the block it is.
pub fn find_field(block: Memo<Block>, pointer: String) -> Memo<Field> {
    memo(move |last: Option<&Field>| {
        let found = block.with(|block| block.all().find(|field| field.pointer == pointer).cloned());
        // A field that is about to go keeps what it shows.
        found.or_else(|| last.cloned()).unwrap_or_else(|| Field::missing(&pointer))
    })
}

/// Does something that a form offers to its state.
pub fn act(store: Store, state: StateKey, act: workbench::inspector::Act) {
    store.send(Message::Edit(act.edit(state)));
}
