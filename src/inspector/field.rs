//! One field: label, control, what is wrong with what was typed.

use leptos::prelude::*;
use workbench::inspector::{Control, Field};
use workbench::message::Message;

use asl::document::StateKey;

use crate::store::Store;
use crate::ui::FieldError;

/// A field of a state's form. What is typed becomes an edit when the field is left, or Enter is pressed.
#[component]
pub fn FieldView(
    /// The state.
    state: StateKey,
    /// The field as it is now.
    field: Memo<Field>,
) -> impl IntoView {
    let store = Store::get();
    let error = RwSignal::new(None::<String>);
    let id = StoredValue::new(format!("field{}", field.with_untracked(|field| field.pointer.replace(['/', '#'], "-"))));
    let commit = move |typed: String| {
        let field = field.get_untracked();
        if typed == field.value {
            error.set(None);
            return;
        }
        match field.edit(state, &typed) {
            Ok(edit) => {
                error.set(None);
                store.send(Message::Edit(edit));
            }
            Err(why) => error.set(Some(why)),
        }
    };
    let label = Signal::derive(move || field.with(|field| field.label.clone()));
    let hint = Signal::derive(move || field.with(|field| field.hint.clone()));
    let control = Memo::new(move |_| field.with(|field| field.control.clone()));
    view! {
        <div class="field">
            <label class="field__label" for=id.get_value() title=hint>
                {label}
            </label>
            {move || control_view(id.get_value(), field, control.get(), error.into(), commit)}
            <FieldError error=error />
        </div>
    }
}

fn control_view(
    id: String,
    field: Memo<Field>,
    control: Control,
    error: Signal<Option<String>>,
    commit: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let value = Signal::derive(move || field.with(|field| field.value.clone()));
    let hint = field.with_untracked(|field| field.hint.clone());
    let invalid = Signal::derive(move || error.get().is_some().to_string());
    match control {
        Control::Line { mono, placeholder } => {
            let key = move |event: web_sys::KeyboardEvent| {
                if event.key() == "Enter" {
                    commit(event_target_value(&event));
                }
            };
            view! {
                <input
                    id=id
                    class="input"
                    class=("input--mono", mono)
                    placeholder=if placeholder.is_empty() { hint } else { placeholder.to_owned() }
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=invalid
                    prop:value=value
                    on:keydown=key
                    on:change=move |event| commit(event_target_value(&event))
                />
            }
            .into_any()
        }
        Control::Lines(rows) | Control::Json(rows) => {
            let is_json = matches!(control, Control::Json(_));
            view! {
                <textarea
                    id=id
                    class="input"
                    class=("input--prose", !is_json)
                    rows=rows.to_string()
                    placeholder=hint
                    spellcheck=(!is_json).to_string()
                    aria-invalid=invalid
                    prop:value=value
                    on:change=move |event| commit(event_target_value(&event))
                ></textarea>
            }
            .into_any()
        }
        Control::Select(options) => {
            let options = options.into_iter().map(|(option, name)| {
                let this = option.clone();
                view! {
                    <option value=option selected=move || value.get() == this>
                        {name}
                    </option>
                }
            });
            view! {
                <select id=id class="input" aria-invalid=invalid on:change=move |event| commit(event_target_value(&event))>
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
    }
}
