//! What the chosen scenario expects: each point to edit, beside what came instead.

use leptos::prelude::*;
use workbench::drafts::{DraftMessage, FieldId, Named};
use workbench::message::{Message, RunMessage, ScenarioMessage};
use workbench::scenarios::{ExpectPart, ExpectRow};

use crate::drafts::{DraftLine, DraftText};
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton, JsonTree, StateGlyph};

/// The expectations of the chosen scenario.
#[component]
pub fn Expected() -> impl IntoView {
    let store = Store::get();
    let expected = store.slice(|workbench| workbench.front.expectations());
    let keys = move || expected.with(|all| all.rows.iter().map(|row| row.pointer.clone()).collect::<Vec<_>>());
    let differs = memo(move |_| expected.with(|all| all.differs));
    let is_empty = memo(move |_| expected.with(|all| all.rows.is_empty()));
    let output = Signal::derive(move || expected.with(|all| all.output.clone().map(|(came, expected)| (came, Some(expected)))));
    let has_output = memo(move |_| output.with(Option::is_some));
    view! {
        <div class="expected">
            <Show when=move || differs.get()>
                <div class="expected__differs" role="status">
                    <Glyph icon=Icon::Of(StateGlyph::Fail) />
                    <p>"The last run was otherwise than expected."</p>
                    <button
                        type="button"
                        class="button button--small"
                        title="Expect what came wherever it was otherwise; Undo takes it back"
                        on:click=move |_| store.send(Message::Scenario(ScenarioMessage::Accept))
                    >
                        "Accept the new result"
                    </button>
                </div>
            </Show>
            <Show when=move || is_empty.get()>
                <p class="field__hint">
                    "This scenario expects nothing yet, so it passes when it succeeds. Choose below what its run must come to."
                </p>
            </Show>
            <Each each=keys key=|pointer| pointer.clone() let(pointer)>
                {
                    let own = pointer.clone();
                    let row = memo(move |last: Option<&Option<ExpectRow>>| {
                        let row = expected.with(|all| all.rows.iter().find(|row| row.pointer == own).cloned());
                        row.or_else(|| last.cloned().flatten())
                    });
                    view! { <Point pointer expected=row /> }
                }
            </Each>
            <Show when=move || has_output.get()>
                <div class="expected__tree">
                    <p class="field__label">"The output that came, compared with the expected one"</p>
                    <JsonTree shown=output label="The output that came" root="$" inline=true />
                </div>
            </Show>
            <More />
        </div>
    }
}

/// What can be expected besides.
#[component]
fn More() -> impl IntoView {
    let store = Store::get();
    let more = store.slice(|workbench| workbench.front.expectations().more);
    let has_run = store.slice(|workbench| workbench.front.expectations().has_run);
    let part = move |(part, name): (ExpectPart, &'static str)| {
        view! {
            <button type="button" class="button button--small" on:click=move |_| store.send(Message::Scenario(ScenarioMessage::Expect(part)))>
                <Glyph icon=Icon::Plus />
                {name}
            </button>
        }
    };
    let hint = move || match has_run.get() {
        true => "Expect of the run that is looked at:",
        false => "Expect (run the scenario first to take the values from its run):",
    };
    view! {
        <Show when=move || more.with(|more| !more.is_empty())>
            <div class="expected__more" role="group" aria-label="Expect more">
                <span class="field__hint">{hint}</span>
                <div class="expected__parts">
                    {move || more.get().into_iter().map(part).collect_view()}
                    <Show when=move || !has_run.get()>
                        <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::Start))>
                            <Glyph icon=Icon::Play />
                            "Run it"
                        </button>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn Point(pointer: String, expected: Memo<Option<ExpectRow>>) -> impl IntoView {
    let store = Store::get();
    let label = memo(move |_| expected.with(|row| row.as_ref().map(|row| row.label.clone()).unwrap_or_default()));
    let text = memo(move |_| expected.with(|row| row.as_ref().map(|row| row.text.clone()).unwrap_or_default()));
    let unmet = move || expected.with(|row| row.as_ref().map(|row| row.unmet.clone()).unwrap_or_default());
    let lines = Signal::derive(move || text.with(|text| text.lines().count().clamp(1, 10)).to_string());
    let is_large = memo(move |_| text.with(|text| text.contains('\n')));
    let id = format!("expected{}", pointer.replace(['/', ' '], "-"));
    let (for_id, field) = (id.clone(), FieldId::Named(Named::Expected, pointer.clone()));
    let status = pointer == "/status";
    let remove = {
        let field = field.clone();
        move || store.send(Message::Draft(DraftMessage::Choose(field.clone(), String::new())))
    };
    let editor = move || {
        let (id, field) = (id.clone(), field.clone());
        match (status, is_large.get()) {
            (true, _) => view! { <DraftLine field id value=text offers="execution-statuses" /> }.into_any(),
            (_, true) => view! { <DraftText field id rows=lines value=text class="input input--code" /> }.into_any(),
            (_, false) => view! { <DraftLine field id value=text class="input input--code" /> }.into_any(),
        }
    };
    let difference = |(what, expected, came): (String, String, String)| {
        view! {
            <li class="difference">
                <span class="difference__what">{what}</span>
                <del class="difference__expected"><span class="visually-hidden">"expected "</span>{expected}</del>
                <ins class="difference__came"><span class="visually-hidden">"came "</span>{came}</ins>
            </li>
        }
    };
    view! {
        <div class="point" data-unmet=move || (!unmet().is_empty()).to_string()>
            <label class="point__label" for=for_id>
                {move || label.get()}
            </label>
            <div class="point__field">{editor}</div>
            <IconButton icon=Icon::Close label="Expect this no longer" on_press=remove />
            <ul class="point__differences" hidden=move || unmet().is_empty()>
                {move || unmet().into_iter().map(difference).collect_view()}
            </ul>
            {status
                .then(|| {
                    view! {
                        <datalist id="execution-statuses">
                            {["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "WAITING"].map(|name| view! { <option value=name></option> }).collect_view()}
                        </datalist>
                    }
                })}
        </div>
    }
}
