//! How each Task answers in the chosen scenario.

use leptos::prelude::*;
use workbench::apis::{ApiForm, ApisMessage};
use workbench::drafts::{DraftMessage, FieldId};
use workbench::message::{Message, ScenarioMessage};
use workbench::scenarios::{MockCase, MockEdit, MockRow};

use asl::document::StateKey;

use super::mock_case::Case;
use crate::drafts::DraftText;
use crate::store::{Store, memo};
use crate::ui::{Each, FieldError, Glyph, Icon};

/// One card for each Task.
#[component]
pub fn Mocks() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.front.mock_rows());
    let keys = move || rows.with(|rows| rows.iter().map(|row| row.state).collect::<Vec<_>>());
    view! {
        <Show
            when=move || rows.with(|rows| !rows.is_empty())
            fallback=|| view! { <p class="empty">"This workflow has no Task, so nothing needs an answer."</p> }
        >
            <div class="mocks">
                <Each each=keys key=|key| *key let(key)>
                    {
                        let row = memo(move |last: Option<&Option<MockRow>>| {
                            rows.with(|rows| rows.iter().find(|row| row.state == key).cloned()).or_else(|| last.cloned().flatten())
                        });
                        view! { <Mock state=key row /> }
                    }
                </Each>
            </div>
        </Show>
    }
}

#[component]
fn Mock(state: StateKey, row: Memo<Option<MockRow>>) -> impl IntoView {
    let store = Store::get();
    let get = move |part: fn(&MockRow) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let form = store.slice(move |workbench| ApiForm::of(&workbench.apis, &workbench.front.document, state).map(|form| form.file));
    Effect::new(move |_| {
        // The form of its answers and the names of its errors.
        if let Some(file) = form.get() {
            store.send(Message::Apis(ApisMessage::Want(file.into())));
        }
    });
    let errors = store.slice(move |workbench| workbench.front.errors_of(&workbench.apis, state));
    let cases = memo(move |_| row.with(|row| row.as_ref().map(|row| row.cases.clone()).unwrap_or_default()));
    let has_answer = memo(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.has_answer)));
    let as_json = RwSignal::new(false);
    let edit = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let case = move |(index, case): (usize, MockCase)| {
        let (name, count) = (
            row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()),
            cases.with_untracked(Vec::len),
        );
        view! { <Case state name index count case has_answer=has_answer.get_untracked() /> }
    };
    let builder = move || {
        has_answer.track();
        match cases.get() {
            none if none.is_empty() => view! {
                <p class="field__hint">"No mock: a Lambda function gives back what it is sent, and any other service accepts the request and says nothing more."</p>
            }
            .into_any(),
            cases => view! { <ol class="cases">{cases.into_iter().enumerate().map(case).collect_view()}</ol> }.into_any(),
        }
    };
    let json_id = format!("mock-{state:?}");
    let set = move |json: String| store.send(Message::Draft(DraftMessage::Choose(FieldId::Mock(state), json)));
    let quick = move |label: &'static str, title: &'static str, make: fn(&MockRow) -> String| {
        view! {
            <button
                type="button"
                class="button button--small"
                title=title
                on:click=move |_| {
                    if let Some(json) = row.with_untracked(|row| row.as_ref().map(make)) {
                        set(json);
                    }
                }
            >
                {label}
            </button>
        }
    };
    view! {
        <section class="mock" aria-label=move || format!("Mock of {}", get(|row| row.name.clone()))>
            <div class="mock__head">
                <h3 class="mock__name">{move || get(|row| row.name.clone())}</h3>
                <span class="field__hint">{move || get(|row| row.words.clone())}</span>
            </div>
            <Show when=move || as_json.get() fallback=builder>
                <DraftText
                    field=FieldId::Mock(state)
                    id=json_id.clone()
                    rows=Signal::derive(move || row.with(|row| row.as_ref().map_or(3, |row| row.json.lines().count().clamp(3, 12)).to_string()))
                    label=get(|row| format!("Mock of {} as JSON", row.name))
                    placeholder="{ \"Return\": … }  { \"Throw\": { \"Error\": … } }  { \"Evaluate\": \"{% … %}\" }"
                    value=Signal::derive(move || get(|row| row.json.clone()))
                />
            </Show>
            <datalist id=format!("errors-{state:?}").replace(['(', ')'], "")>
                {move || errors.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <FieldError error=Signal::derive(move || row.with(|row| row.as_ref().and_then(|row| row.problem.clone()))) />
            <div class="mock__quick">
                <button
                    type="button"
                    class="button button--small"
                    title="Succeed with an answer that has all that is read of it here and in the next state"
                    on:click=move |_| edit(ScenarioMessage::Fit(state))
                >
                    "Succeed"
                </button>
                <button
                    type="button"
                    class="button button--small"
                    title="Fail the first two attempts of each visit, then answer as before"
                    on:click=move |_| edit(ScenarioMessage::EditMock(state, MockEdit::FailFirst(2)))
                >
                    "Fail twice, then…"
                </button>
                {quick("Always fail", "Fail with States.TaskFailed", MockRow::always_fail)}
                <button
                    type="button"
                    class="button button--small"
                    title="Another answer for some attempts, calls, iterations or inputs"
                    on:click=move |_| edit(ScenarioMessage::EditMock(state, MockEdit::Add))
                >
                    <Glyph icon=Icon::Plus />
                    "Case"
                </button>
                <Show when=move || has_answer.get() && cases.with(Vec::is_empty)>
                    <button
                        type="button"
                        class="button button--small"
                        title="Answer as the Task did in the run that is looked at"
                        on:click=move |_| edit(ScenarioMessage::AnswerAsRun(state, 0))
                    >
                        "Use this run's answer"
                    </button>
                </Show>
                <Show when=move || !cases.with(Vec::is_empty)>
                    <button type="button" class="button button--small" title="Let the Task answer by default" on:click=move |_| set(String::new())>
                        "No mock"
                    </button>
                </Show>
                <button
                    type="button"
                    class="button button--small"
                    aria-pressed=move || as_json.get().to_string()
                    on:click=move |_| as_json.update(|as_json| *as_json = !*as_json)
                >
                    "JSON"
                </button>
            </div>
        </section>
    }
}
