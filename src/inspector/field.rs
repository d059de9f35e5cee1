//! One field: label, control, help, what is wrong with it.

use leptos::prelude::*;
use web_sys::Event;
use workbench::drafts::{DraftMessage, FieldId, Named, StatePart};
use workbench::inspector::{Choosable, Control, Field, FieldProblem, FieldProblems, Grammar};
use workbench::message::{Edit, Message};
use workbench::problems::Severity;

use asl::document::StateKey;

use super::code_field::CodeField;
use super::language::LanguageChoice;
use crate::drafts::{DraftLine, DraftText, Typing};
use crate::store::{Store, memo};
use crate::ui::{FieldError, Glyph, Icon, Prose};

/// Whose field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A state's.
    State(StateKey),
    /// The machine's.
    Machine,
}

impl Owner {
    /// The field as drafts know it.
    pub fn draft(self, pointer: &str) -> FieldId {
        match self {
            Self::State(key) => FieldId::Part(StatePart::Field, key, pointer.to_owned()),
            Self::Machine => FieldId::Named(Named::Machine, pointer.to_owned()),
        }
    }
}

/// A field of a form.
#[component]
pub fn FieldView(
    /// Whose it is.
    owner: Owner,
    /// The field as it is now.
    field: Memo<Field>,
    /// Whether its label is for screen readers only.
    #[prop(optional)]
    quiet: bool,
    /// What its place is called, if it may become a field of another pointer there.
    #[prop(optional, into)]
    place: Option<String>,
) -> impl IntoView {
    let pointer = field.with_untracked(|field| field.pointer.clone());
    let id = field_id(&pointer);
    let label = Signal::derive(move || field.with(|field| field.label.clone()));
    let hint = Signal::derive(move || field.with(|field| field.hint.clone()));
    let control = memo(move |_| field.with(|field| field.control.clone()));
    let is_short = move || field.with(|field| field.is_short);
    let is_set = move || field.with(|field| field.is_set).to_string();
    let holds_placeholder = memo(move |_| field.with(|field| field.value.contains("${")));
    let open = RwSignal::new(false);
    let problems = problems_of(owner, pointer.clone());
    let about = format!("{id}-about");
    let view_id = id.clone();
    let place = place.unwrap_or_else(|| pointer.clone());
    view! {
        <div data-place=place class="field" class=("field--short", is_short) class=("field--quiet", quiet) data-set=is_set>
            <div class="field__label">
                <label for=id.clone() title=hint>{label}</label>
                <Show when=move || !quiet && !hint.get().is_empty()>
                    <button
                        type="button"
                        class="field__ask"
                        tabindex="-1"
                        aria-label="What is this for?"
                        aria-expanded=Signal::derive(move || open.get().to_string())
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        "?"
                    </button>
                </Show>
            </div>
            <p class="field__about" class=("visually-hidden", move || !open.get()) id=about>{hint}</p>
            {move || control_view(&view_id, owner, &pointer, field, control.get())}
            {move || holds_placeholder.get().then(|| view! { <StandIns field /> })}
            <ProblemList problems />
        </div>
    }
}

/// What a text with placeholders is in simulations.
#[component]
fn StandIns(field: Memo<Field>) -> impl IntoView {
    let store = Store::get();
    let words = store.slice(move |workbench| field.with(|field| workbench.front.with_trial_values(&field.value)));
    move || words.get().map(|words| view! { <p class="field__stands">{words}</p> })
}

/// The id of a field's control on the page.
fn field_id(pointer: &str) -> String {
    // What chooses a member's name and what the member holds are two fields.
    format!("field{}", pointer.replace('#', "-name-").replace(|letter: char| !letter.is_alphanumeric(), "-"))
}

/// What the linter says of a field of the state's form around.
fn problems_of(owner: Owner, pointer: String) -> Signal<Vec<FieldProblem>> {
    // The machine's form has none around it; what is found there is of a form that is gone.
    let problems = use_context::<Memo<FieldProblems>>().filter(|_| owner != Owner::Machine);
    Signal::derive(move || problems.and_then(|problems| problems.try_with(|problems| problems.of(&pointer))).unwrap_or_default())
}

/// What is wrong, each with what mends it.
#[component]
pub fn ProblemList(problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let store = Store::get();
    move || {
        let row = |problem: FieldProblem| {
            let (severity, icon) = match problem.severity {
                Severity::Error => ("error", Icon::Error),
                Severity::Warning => ("warning", Icon::Warning),
                Severity::Advice => ("advice", Icon::Info),
            };
            let mend = problem.fix.map(|(index, label)| {
                view! {
                    <button type="button" class="field__mend" title=label.clone() on:click=move |_| store.send(Message::Edit(Edit::Fix(index)))>
                        "Fix: "{label.clone()}
                    </button>
                }
            });
            view! {
                <li class="field__problem" data-severity=severity>
                    <Glyph icon=icon />
                    <span title=problem.help><Prose text=problem.message.to_string() /></span>
                    {mend}
                </li>
            }
        };
        let problems = problems.get();
        (!problems.is_empty()).then(|| view! { <ul class="field__problems">{problems.into_iter().map(row).collect_view()}</ul> })
    }
}

fn control_view(id: &str, owner: Owner, pointer: &str, field: Memo<Field>, control: Control) -> AnyView {
    let value = Signal::derive(move || field.with(|field| field.value.clone()));
    let (id, draft) = (id.to_owned(), owner.draft(pointer));
    match control {
        Control::Line { mono, placeholder } => {
            let class = if mono { "input input--mono" } else { "input" };
            view! { <DraftLine field=draft id value class placeholder /> }.into_any()
        }
        Control::Lines(rows) => view! { <DraftText field=draft id value rows=rows.to_string() prose=true /> }.into_any(),
        Control::Code { grammar, lines, placeholder } => code(owner, pointer, id, value, grammar, lines, placeholder),
        Control::Moment { grammar } => view! { <Moment owner pointer=pointer.to_owned() id value grammar /> }.into_any(),
        Control::Select(options) if pointer == "/QueryLanguage" => {
            view! { <LanguageChoice owner id value options=options.clone() /> }.into_any()
        }
        Control::Select(options) => view! { <Choice owner field id value options /> }.into_any(),
    }
}

fn code(
    owner: Owner,
    pointer: &str,
    id: String,
    value: Signal<String>,
    grammar: Grammar,
    lines: u32,
    placeholder: String,
) -> AnyView {
    let pointer = pointer.to_owned();
    match owner {
        Owner::State(state) => view! { <CodeField state pointer id value grammar lines placeholder /> }.into_any(),
        Owner::Machine => {
            view! { <DraftText field=owner.draft(&pointer) id value rows=lines.to_string() placeholder /> }.into_any()
        }
    }
}

/// A date and time: written, or picked.
#[component]
fn Moment(owner: Owner, pointer: String, id: String, value: Signal<String>, grammar: Grammar) -> impl IntoView {
    let store = Store::get();
    let draft = owner.draft(&pointer);
    let placeholder = "2027-01-31T12:00:00Z".to_owned();
    let written = match grammar {
        Grammar::JsonataValue => code(owner, &pointer, id, value, grammar, 1, placeholder),
        _ => view! { <DraftLine field=draft.clone() id value class="input input--mono" placeholder /> }.into_any(),
    };
    let picked = move |event: Event| {
        let text = event_target_value(&event);
        if !text.is_empty() {
            let seconds = if text.len() == 16 { ":00" } else { "" };
            store.send(Message::Draft(DraftMessage::Choose(draft.clone(), format!("{text}{seconds}Z"))));
        }
    };
    let local = move || value.get().strip_suffix('Z').map(|text| text.chars().take(19).collect::<String>()).unwrap_or_default();
    view! {
        <div class="moment">
            {written}
            <input type="datetime-local" step="1" class="input moment__pick" aria-label="Pick a date and time, in UTC" title="Pick a date and time, in UTC" prop:value=local on:change=picked />
        </div>
    }
}

/// More options than these are there only once somebody is about to choose: a form may have as many lists as a Choice has rules,
/// each of all states.
const MOST_OPTIONS: usize = 60;

/// A field that is one of a few, or of many.
#[component]
fn Choice(owner: Owner, field: Memo<Field>, id: String, value: Signal<String>, options: Vec<Choosable>) -> impl IntoView {
    let store = Store::get();
    // What is chosen may change what the field is called.
    let draft = move || field.try_with_untracked(|field| owner.draft(&field.pointer));
    let typing = Typing::of(field.with_untracked(|field| owner.draft(&field.pointer)), value);
    let shown = typing.shown;
    let is_wanted = RwSignal::new(options.len() <= MOST_OPTIONS);
    let options = StoredValue::new(options);
    let choices = move || match is_wanted.get() {
        true => options.with_value(|options| grouped(options, shown)),
        false => {
            let only = shown.get();
            let name = |known: &Choosable| (*known.value == *only).then(|| known.name.to_string());
            let name = options.with_value(|options| options.iter().find_map(name)).unwrap_or_else(|| only.clone());
            view! { <option value=only selected>{name}</option> }.into_any()
        }
    };
    let choose = move |event: web_sys::Event| {
        if let Some(draft) = draft() {
            store.send(Message::Draft(DraftMessage::Choose(draft, event_target_value(&event))));
        }
    };
    let want = move || {
        if !is_wanted.get_untracked() {
            is_wanted.set(true);
        }
    };
    view! {
        <select
            id=id
            class="input"
            aria-invalid=typing.invalid()
            on:change=choose
            on:pointerenter=move |_| want()
            on:pointerdown=move |_| want()
            on:focus=move |_| want()
        >
            {choices}
        </select>
        <FieldError error=typing.error />
    }
}

/// The options of a list, under the names of their groups.
fn grouped(options: &[Choosable], shown: Signal<String>) -> AnyView {
    let option = move |Choosable { value, name, .. }: Choosable| {
        let this = value.clone();
        view! {
            <option value=value selected=move || *shown.get() == *this>
                {name}
            </option>
        }
    };
    let groups = options.chunk_by(|one, next| one.group == next.group).map(|group| {
        let name = group.first().map_or("", |first| first.group);
        let options = group.iter().cloned().map(option).collect_view();
        if name.is_empty() { options.into_any() } else { view! { <optgroup label=name>{options}</optgroup> }.into_any() }
    });
    groups.collect_view().into_any()
}
