//! What is wrong with what was typed, beneath its field.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The sentence, while there is one.
#[component]
pub fn FieldError(
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        error.get().map(|why| {
            view! {
                <p class="field__error" role="alert">
                    <Glyph icon=Icon::Error />
                    {why}
                </p>
            }
        })
    }
}
