//! Fields that are typed into. What is typed goes to the workbench with every key, so that nothing is lost when the field
//! goes away; it is taken over when the field is left, or by Enter in a single line. Escape puts back what is written.

use leptos::prelude::*;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use workbench::drafts::{Draft, DraftMessage, FieldId};
use workbench::message::Message;

use crate::store::{Store, memo};
use crate::ui::FieldError;

/// A field of one line, with what is wrong with it.
#[component]
pub fn DraftLine(
    /// Which field.
    field: FieldId,
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// What is written.
    #[prop(into)]
    value: Signal<String>,
    /// Its class beside the usual one.
    #[prop(default = "input")]
    class: &'static str,
    /// What it is called where no label names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// What stands there while it is empty.
    #[prop(optional, into)]
    placeholder: String,
    /// The id of a list that offers what may be typed.
    #[prop(optional, into)]
    offers: Option<String>,
    /// How long what is typed may be.
    #[prop(optional)]
    longest: Option<u32>,
) -> impl IntoView {
    let typing = Typing::of(field, value);
    let (on_input, on_change, on_key) = typing.listeners(true);
    view! {
        <input
            id=id
            class=class
            aria-label=label
            placeholder=placeholder
            list=offers
            maxlength=longest.map(|longest| longest.to_string())
            autocomplete="off"
            spellcheck="false"
            aria-invalid=typing.invalid()
            data-draft=typing.is_draft()
            prop:value=typing.shown
            on:input=on_input
            on:change=on_change
            on:keydown=on_key
        />
        <FieldError error=typing.error />
    }
}

/// A field of several lines, with what is wrong with it.
#[component]
pub fn DraftText(
    /// Which field.
    field: FieldId,
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// What is written.
    #[prop(into)]
    value: Signal<String>,
    /// How many lines are seen.
    #[prop(into)]
    rows: Signal<String>,
    /// Its class.
    #[prop(default = "input")]
    class: &'static str,
    /// What it is called where no label names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// What stands there while it is empty.
    #[prop(optional, into)]
    placeholder: String,
    /// Whether it holds prose, whose spelling is checked.
    #[prop(optional)]
    prose: bool,
) -> impl IntoView {
    let typing = Typing::of(field, value);
    let (on_input, on_change, on_key) = typing.listeners(false);
    view! {
        <textarea
            id=id
            class=class
            class=("input--prose", prose)
            aria-label=label
            rows=rows
            placeholder=placeholder
            spellcheck=prose.to_string()
            aria-invalid=typing.invalid()
            data-draft=typing.is_draft()
            prop:value=typing.shown
            on:input=on_input
            on:change=on_change
            on:keydown=on_key
        ></textarea>
        <FieldError error=typing.error />
    }
}

/// What a field shows, and what becomes of what is typed into it.
pub struct Typing {
    store: Store,
    field: FieldId,
    draft: Memo<Option<Draft>>,
    /// The draft, or what is written.
    pub shown: Signal<String>,
    /// Why the draft is not taken over.
    pub error: Signal<Option<String>>,
}

impl Typing {
    /// The field with what is written in it.
    pub fn of(field: FieldId, value: Signal<String>) -> Self {
        let store = Store::get();
        let own = field.clone();
        let draft = memo(move |_| store.drafts.with(|drafts| drafts.get(&own).cloned()));
        let shown = Signal::derive(move || match draft.get() {
            Some(draft) => draft.text,
            None => value.get(),
        });
        let error = Signal::derive(move || draft.with(|draft| draft.as_ref().and_then(|draft| draft.error.clone())));
        Self { store, field, draft, shown, error }
    }

    /// Whether something is wrong with it, as `aria-invalid` says it.
    pub fn invalid(&self) -> Signal<String> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).to_string())
    }

    /// Whether what is shown is not taken over yet.
    pub fn is_draft(&self) -> Signal<String> {
        let draft = self.draft;
        Signal::derive(move || draft.with(Option::is_some).to_string())
    }

    /// Listeners for typing, leaving and keys. They read nothing that goes with the field: the browser may call them late.
    pub fn listeners(&self, one_line: bool) -> (impl Fn(Event) + use<>, impl Fn(Event) + use<>, impl Fn(KeyboardEvent) + use<>) {
        let Self { store, field, .. } = self;
        let store = *store;
        let say = move |message: DraftMessage| store.send(Message::Draft(message));
        let (typed, left, pressed) = (field.clone(), field.clone(), field.clone());
        (
            move |event: Event| say(DraftMessage::Type(typed.clone(), event_target_value(&event))),
            move |_: Event| say(DraftMessage::TakeIn(left.clone())),
            move |event: KeyboardEvent| match event.key().as_str() {
                "Enter" if one_line && !event.ctrl_key() && !event.meta_key() && !event.shift_key() => {
                    event.prevent_default();
                    say(DraftMessage::TakeIn(pressed.clone()));
                }
                "Escape" => {
                    say(DraftMessage::Discard(pressed.clone()));
                    event_target::<HtmlElement>(&event).blur().ok();
                }
                _ => {}
            },
        )
    }
}
