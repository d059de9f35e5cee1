//! One field: label, control, what is wrong with what was typed.

use leptos::prelude::*;
use workbench::drafts::{DraftMessage, FieldId};
use workbench::inspector::{Control, Field};
use workbench::message::Message;

use asl::document::StateKey;

use crate::drafts::{DraftLine, DraftText, Typing};
use crate::store::Store;
use crate::ui::FieldError;

/// A field of a state's form.
#[component]
pub fn FieldView(
    /// The state.
    state: StateKey,
    /// The field as it is now.
    field: Memo<Field>,
) -> impl IntoView {
    let pointer = field.with_untracked(|field| field.pointer.clone());
    let id = format!("field{}", pointer.replace(['/', '#'], "-"));
    let draft = FieldId::State(state, pointer);
    let label = Signal::derive(move || field.with(|field| field.label.clone()));
    let hint = Signal::derive(move || field.with(|field| field.hint.clone()));
    let control = Memo::new(move |_| field.with(|field| field.control.clone()));
    view! {
        <div class="field">
            <label class="field__label" for=id.clone() title=hint>
                {label}
            </label>
            {move || control_view(id.clone(), draft.clone(), field, control.get())}
        </div>
    }
}

fn control_view(id: String, draft: FieldId, field: Memo<Field>, control: Control) -> AnyView {
    let value = Signal::derive(move || field.with(|field| field.value.clone()));
    let hint = field.with_untracked(|field| field.hint.clone());
    match control {
        Control::Line { mono, placeholder } => {
            let class = if mono { "input input--mono" } else { "input" };
            let placeholder = if placeholder.is_empty() { hint } else { placeholder.to_owned() };
            view! { <DraftLine field=draft id value class placeholder /> }.into_any()
        }
        Control::Lines(rows) | Control::Json(rows) => {
            let prose = matches!(control, Control::Lines(_));
            view! { <DraftText field=draft id value rows=rows.to_string() placeholder=hint prose /> }.into_any()
        }
        Control::Select(options) => view! { <Choice draft id value options /> }.into_any(),
    }
}

/// A field that is one of a few.
#[component]
fn Choice(draft: FieldId, id: String, value: Signal<String>, options: Vec<(String, String)>) -> impl IntoView {
    let store = Store::get();
    let typing = Typing::of(draft.clone(), value);
    let shown = typing.shown;
    let options = options.into_iter().map(|(option, name)| {
        let this = option.clone();
        view! {
            <option value=option selected=move || shown.get() == this>
                {name}
            </option>
        }
    });
    let choose = move |event: web_sys::Event| {
        store.send(Message::Draft(DraftMessage::Choose(draft.clone(), event_target_value(&event))));
    };
    view! {
        <select id=id class="input" aria-invalid=typing.invalid() on:change=choose>
            {options.collect_view()}
        </select>
        <FieldError error=typing.error />
    }
}
