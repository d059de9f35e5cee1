//! The form of a state: its name, its fields, its JSON.

use std::borrow::Cow;

use leptos::prelude::*;
use workbench::apis::ApiForm;
use workbench::commands::Overlay;
use workbench::drafts::FieldId;
use workbench::inspector::{self, Form};
use workbench::message::{Edit, Message, ScreenMessage};
use workbench::panels::Face;
use workbench::scene::Point;
use workbench::scene::text::visible_text;

use asl::definition::QueryLanguage;
use asl::document::StateKey;

use super::api::ApiSection;
use super::block::BlockView;
use super::field::ProblemList;
use super::group::SectionView;
use super::kept_focus::KeptFocus;
use super::test::StateTest;
use crate::canvas::glyph;
use crate::code::StateText;
use crate::drafts::DraftLine;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton, Prose, Segmented, StateGlyph};

/// The form of the state with this key.
#[component]
pub fn StateForm(key: StateKey) -> impl IntoView {
    let store = Store::get();
    let form = store.slice(move |workbench| {
        let form = inspector::form(&workbench.front.document, key)?;
        let api = ApiForm::of(&workbench.apis, &workbench.front.document, key);
        Some(if api.is_some_and(|api| api.leads()) { form.led_by_api() } else { form })
    });
    let face = store.slice(|workbench| workbench.panels.face);
    let titles = move || {
        form.with(|form| {
            form.as_ref().map(|form| form.sections.iter().map(|section| section.title).collect::<Vec<_>>()).unwrap_or_default()
        })
    };
    let common = memo(move |_| form.with(|form| form.as_ref().map(|form| form.common.clone()).unwrap_or_default()));
    let problems = store.slice(move |workbench| workbench.front.field_problems(key));
    provide_context(problems);
    let rest = Signal::derive(move || problems.try_with(|problems| problems.rest.clone()).unwrap_or_default());
    let kept = KeptFocus::default();
    Effect::new(move |_| {
        form.with(|_| ());
        kept.keep();
    });
    view! {
        <Head key form face />
        <div class="panel__body">
            <Show when=move || face.get() == Face::Json>
                <StateJson key form />
            </Show>
            <Show when=move || face.get() == Face::Test>
                <StateTest key />
            </Show>
            <Show when=move || face.get() == Face::Form>
                <div class="form" on:focusin=move |event| kept.remember(&event)>
                    <div class="form__problems">
                        <ProblemList problems=rest />
                    </div>
                    <InWords key />
                    <ApiSection state=key />
                    <Each each=titles key=|title| *title let(title)>
                        <SectionView state=key form title />
                    </Each>
                    <section class="form-section">
                        <div class="form-section__body">
                            <BlockView state=key block=common />
                        </div>
                    </section>
                </div>
            </Show>
        </div>
    }
}

/// What the state does, in words, for whoever opens it.
#[component]
fn InWords(key: StateKey) -> impl IntoView {
    let words = Store::get().slice(move |workbench| workbench.front.in_words(key));
    view! {
        <details class="in-words">
            <summary>"What it does, in words"</summary>
            {move || words.get().into_iter().map(|text| view! { <p><Prose text /></p> }).collect_view()}
        </details>
    }
}

#[component]
fn Head(key: StateKey, form: Memo<Option<Form>>, face: Memo<Face>) -> impl IntoView {
    let store = Store::get();
    let kind = move || form.with(|form| form.as_ref().map(|form| form.kind));
    let name = Signal::derive(move || form.with(|form| form.as_ref().map(|form| form.name.clone()).unwrap_or_default()));
    let what = move || {
        form.with(|form| {
            form.as_ref().map(|form| {
                let language = if form.query_language == QueryLanguage::Jsonata { "JSONata" } else { "JSONPath" };
                // A field to write in shows letters as they are; what cannot be seen of them is told beside it.
                let hidden = match visible_text(&form.name) {
                    Cow::Owned(shown) => format!(" · reads {shown}"),
                    Cow::Borrowed(_) => String::new(),
                };
                format!("{} · {language}{hidden}", form.kind.title())
            })
        })
    };
    let icon = Signal::derive(move || {
        form.with(|form| form.as_ref().map_or(Icon::Of(StateGlyph::Unknown), |form| glyph(form.kind, &form.subtitle)))
    });
    let more = NodeRef::<leptos::html::Span>::new();
    let open_menu = move || {
        if let Some(rect) = more.get_untracked().map(|more| more.get_bounding_client_rect()) {
            let at = Point { x: rect.left(), y: rect.bottom() + 4.0 };
            store.send(Message::Screen(ScreenMessage::Open(Overlay::StateMenu(at))));
        }
    };
    view! {
        <div class="inspector-head" data-kind=move || kind().map(|kind| kind.name())>
            <span class="tile">
                <Glyph icon=icon />
            </span>
            <div class="inspector-head__names">
                <DraftLine field=FieldId::StateName(key) id="state-name" class="inspector-head__name" label="State name" longest=80 value=name />
                <span class="inspector-head__what">{what}</span>
            </div>
            <IconButton icon=Icon::Trash label="Delete" keys="Delete" on_press=move || store.send(Message::Edit(Edit::Delete(key))) />
            <span node_ref=more>
                <IconButton icon=Icon::More label="More to do with this state" on_press=open_menu />
            </span>
        </div>
        <div class="inspector-face">
            <Segmented
                label="What to see of the state"
                options=vec![(Face::Form, "Form"), (Face::Json, "JSON"), (Face::Test, "Test")]
                value=face
                on_change=move |chosen| store.send(Message::Screen(ScreenMessage::SetFace(chosen)))
            />
        </div>
    }
}

/// The state's own JSON, to be changed as text.
#[component]
fn StateJson(key: StateKey, form: Memo<Option<Form>>) -> impl IntoView {
    let store = Store::get();
    let json = Signal::derive(move || form.with(|form| form.as_ref().map(|form| form.json.clone()).unwrap_or_default()));
    let is_yaml = store.slice(|workbench| workbench.front.document.tree.is_yaml());
    view! {
        <div class="form form--json">
            <StateText key value=json />
            <p class="field__hint">
                "Changes are taken over when you leave the text; Escape puts back what is written."
                {move || is_yaml.get().then_some(" Your file is YAML and stays so: only what you change here changes there.")}
            </p>
        </div>
    }
}
