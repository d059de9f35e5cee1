//! The API that a Task calls: its parameters as fields, how the Task waits, errors to handle, AWS's page.

use asl::definition::IntegrationPattern;
use asl::document::StateKey;
use leptos::prelude::*;
use workbench::apis::{ApiField, ApiForm, ApiState, ApisMessage, KnownApi};
use workbench::drafts::{DraftMessage, FieldId, StatePart};
use workbench::message::Message;

use crate::browser;
use crate::drafts::{DraftLine, DraftText};
use crate::store::{Store, memo};
use crate::ui::{Each, FieldError, Glyph, Icon, Segmented};

/// The section of the form; nothing where the state calls no API.
#[component]
pub fn ApiSection(state: StateKey) -> impl IntoView {
    let store = Store::get();
    let form = store.slice(move |workbench| ApiForm::of(&workbench.apis, &workbench.front.document, state));
    let file = memo(move |_| form.with(|form| form.as_ref().map(|form| form.file.clone())));
    Effect::new(move |_| {
        if let Some(file) = file.get() {
            store.send(Message::Apis(ApisMessage::Want(file.into())));
        }
    });
    let known = memo(move |_| {
        form.with(|form| match form.as_ref().map(|form| &form.state) {
            Some(ApiState::Known(known)) => Some(known.clone()),
            _ => None,
        })
    });
    let sentence = move || {
        form.with(|form| match form.as_ref().map(|form| &form.state) {
            Some(ApiState::Awaited) => Some("Loading what this API takes…".to_owned()),
            Some(ApiState::Unknown(why)) => Some(why.clone()),
            _ => None,
        })
    };
    let has_form = memo(move |_| form.with(Option::is_some));
    let is_known = memo(move |_| known.with(Option::is_some));
    view! {
        <Show when=move || has_form.get()>
            <section class="form-section api">
                {move || sentence().map(|sentence| view! { <p class="field__hint" role="status">{sentence}</p> })}
                <Show when=move || is_known.get()>
                    <About known />
                    <div class="form-section__body">
                        <Waits state form />
                        <Fields state known />
                        <Errors state known />
                    </div>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn About(known: Memo<Option<KnownApi>>) -> impl IntoView {
    let part = move |part: fn(&KnownApi) -> String| known.with(|known| known.as_ref().map(part).unwrap_or_default());
    let link = move || known.with(|known| known.as_ref().and_then(|known| known.link.clone()));
    view! {
        <header class="form-section__head">
            <h3 class="form-section__title">{move || part(|known| known.title.clone())}</h3>
            {move || {
                link()
                    .map(|link| {
                        view! {
                            <a class="api__link" href=link target="_blank" rel="noopener noreferrer">
                                "AWS's page"
                            </a>
                        }
                    })
            }}
        </header>
        <p class="field__hint">{move || part(|known| known.about.clone())}</p>
    }
}

/// How the Task waits.
#[component]
fn Waits(state: StateKey, form: Memo<Option<ApiForm>>) -> impl IntoView {
    let store = Store::get();
    let ways = memo(move |_| form.with(|form| form.as_ref().map(|form| form.waits.clone()).unwrap_or_default()));
    let pattern = memo(move |_| form.with(|form| form.as_ref().map(|form| form.pattern).unwrap_or_default()));
    move || {
        let ways = ways.get();
        let options: Vec<_> = ways.into_iter().map(|way| (way, words(way))).collect();
        (!options.is_empty()).then(|| {
            view! {
                <Segmented
                    label="How the Task waits"
                    options
                    value=pattern
                    on_change=move |way| store.send(Message::Apis(ApisMessage::Wait(state, way)))
                />
            }
        })
    }
}

fn words(way: IntegrationPattern) -> &'static str {
    match way {
        IntegrationPattern::RequestResponse => "Request response",
        IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => "Run a job (.sync)",
        IntegrationPattern::Callback => "Wait for callback",
    }
}

/// The parameters that are required or written, and a way to add others.
#[component]
fn Fields(state: StateKey, known: Memo<Option<KnownApi>>) -> impl IntoView {
    // What somebody added and did not fill in yet.
    let added = RwSignal::new(Vec::<String>::new());
    let is_computed = move || known.with(|known| known.as_ref().is_some_and(|known| known.is_computed));
    let names = move || {
        let added = added.get();
        known.with(|known| {
            let fields = known.iter().flat_map(|known| &known.fields);
            let shown = |field: &&ApiField| field.required || field.is_set || added.contains(&field.name);
            fields.filter(shown).map(|field| field.name.clone()).collect::<Vec<_>>()
        })
    };
    let others = memo(move |_| {
        let shown = names();
        let all = known.with(|known| known.iter().flat_map(|known| known.fields.clone()).collect::<Vec<_>>());
        all.into_iter().filter(|field| !shown.contains(&field.name)).map(|field| (field.name, field.what)).collect::<Vec<_>>()
    });
    let refused = RwSignal::new(None::<String>);
    let add = move |event: &web_sys::Event, name: Option<String>| {
        refused.set(None);
        let Some(name) = name else { return };
        let id = id_of(&name);
        added.update(|added| added.push(name));
        event_target::<web_sys::HtmlInputElement>(event).set_value("");
        request_animation_frame(move || browser::focus_element(&id));
    };
    let chosen = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        add(&event, others.with_untracked(|others| others.iter().map(|(name, _)| name.clone()).find(|name| *name == typed)));
    };
    let confirmed = move |event: web_sys::KeyboardEvent| {
        let typed = event_target_value(&event);
        if event.key() != "Enter" || typed.trim().is_empty() {
            return;
        }
        let meant = others.with_untracked(|others| meant(others, &typed));
        let complaint = meant.is_none().then(|| format!("This API takes no parameter “{}” beside those above.", typed.trim()));
        add(&event, meant);
        refused.set(complaint);
    };
    let count = move || others.with(Vec::len);
    view! {
        <Show when=move || !is_computed() fallback=|| view! { <p class="field__hint">"The parameters are computed as a whole."</p> }>
            <Each each=names key=|name| name.clone() let(name)>
                <ApiFieldView state known name />
            </Each>
            <Show when=move || count() != 0>
                <div class="field">
                    <input
                        id="api-add"
                        class="input"
                        list="api-others"
                        aria-label="Add a parameter"
                        placeholder=move || format!("Add a parameter: {} more", count())
                        autocomplete="off"
                        on:input=chosen
                        on:keydown=confirmed
                    />
                    <FieldError error=refused />
                    <datalist id="api-others">
                        {move || others.get().into_iter().map(|(name, what)| view! { <option value=name>{what}</option> }).collect_view()}
                    </datalist>
                </div>
            </Show>
        </Show>
    }
}

/// The parameter that somebody means who typed this: in any case, or begun if no other begins so.
fn meant(others: &[(String, String)], typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let exact = others.iter().find(|(name, _)| name.to_lowercase() == typed);
    let mut begun = others.iter().filter(|(name, _)| name.to_lowercase().starts_with(&typed));
    let found = exact.or_else(|| begun.next().filter(|_| begun.next().is_none()));
    found.map(|(name, _)| name.clone())
}

fn id_of(name: &str) -> String {
    format!("api-{name}")
}

#[component]
fn ApiFieldView(state: StateKey, known: Memo<Option<KnownApi>>, name: String) -> impl IntoView {
    let store = Store::get();
    let find = {
        let name = name.clone();
        move |last: Option<&Option<ApiField>>| {
            let found = known.with(|known| known.as_ref()?.fields.iter().find(|field| field.name == name).cloned());
            // A field that is about to go keeps what it shows.
            found.or_else(|| last.cloned().flatten())
        }
    };
    let field = memo(find);
    let value = Signal::derive(move || field.with(|field| field.as_ref().map(|field| field.value.clone()).unwrap_or_default()));
    let what = field.with_untracked(|field| field.as_ref().map(|field| field.what.clone()).unwrap_or_default());
    let (required, is_large, choices) = field.with_untracked(|field| {
        field.as_ref().map(|field| (field.required, field.is_large, field.choices.clone())).unwrap_or_default()
    });
    let id = id_of(&name);
    let draft = FieldId::Part(StatePart::Parameter, state, name.clone());
    let is_set = move || field.with(|field| field.as_ref().is_some_and(|field| field.is_set));
    let remove = {
        let draft = draft.clone();
        move |_| store.send(Message::Draft(DraftMessage::Choose(draft.clone(), String::new())))
    };
    let label = format!("Remove {name}");
    let list = (!choices.is_empty()).then(|| format!("{id}-choices"));
    let rows = Signal::derive(move || value.with(|value| value.lines().count().clamp(2, 10)).to_string());
    let control = if is_large {
        view! { <DraftText field=draft id=id.clone() value rows placeholder=what.clone() /> }.into_any()
    } else if let Some(list) = list.clone() {
        view! { <DraftLine field=draft id=id.clone() value placeholder=what.clone() offers=list /> }.into_any()
    } else {
        view! { <DraftLine field=draft id=id.clone() value placeholder=what.clone() /> }.into_any()
    };
    view! {
        <div class="field">
            <div class="field__label">
                <label for=id title=what>
                    {name}
                    {required
                        .then(|| {
                            view! {
                                <span class="api__required" title="Required" aria-hidden="true">" *"</span>
                                <span class="visually-hidden">" (required)"</span>
                            }
                        })}
                </label>
                <Show when=move || is_set() && !required>
                    <button type="button" class="api__remove" aria-label=label.clone() title=label.clone() on:click=remove.clone()>
                        <Glyph icon=Icon::Close />
                    </button>
                </Show>
            </div>
            {control}
            {list
                .map(|list| {
                    view! { <datalist id=list>{choices.into_iter().map(|choice| view! { <option value=choice></option> }).collect_view()}</datalist> }
                })}
        </div>
    }
}

/// The API's errors, each to be retried or caught.
#[component]
fn Errors(state: StateKey, known: Memo<Option<KnownApi>>) -> impl IntoView {
    let store = Store::get();
    let errors = memo(move |_| known.with(|known| known.as_ref().map(|known| known.errors.clone()).unwrap_or_default()));
    let handle = move |error: String, retry: bool| {
        move |_| store.send(Message::Apis(ApisMessage::Handle { state, error: error.clone(), retry }))
    };
    let row = move |error: String| {
        view! {
            <li class="api__error">
                <code>{error.clone()}</code>
                <button type="button" class="button button--quiet button--small" aria-label=format!("Retry on {error}") on:click=handle(error.clone(), true)>
                    "Retry"
                </button>
                <button type="button" class="button button--quiet button--small" aria-label=format!("Catch {error}") on:click=handle(error, false)>
                    "Catch"
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || errors.with(|errors| !errors.is_empty())>
            <details class="api__errors">
                <summary>{move || format!("Errors of this API: {}", errors.with(Vec::len))}</summary>
                <ul>{move || errors.get().into_iter().map(row).collect_view()}</ul>
            </details>
        </Show>
    }
}
