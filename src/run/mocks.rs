//! How each Task answers in the chosen scenario.

use leptos::prelude::*;
use workbench::apis::{ApisMessage, calls_api};
use workbench::drafts::{DraftMessage, FieldId};
use workbench::message::Message;
use workbench::scenarios::MockRow;

use asl::document::StateKey;

use crate::drafts::DraftText;
use crate::store::Store;
use crate::ui::FieldError;

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
                <For each=keys key=|key| *key let(key)>
                    {
                        let row = Memo::new(move |last: Option<&Option<MockRow>>| {
                            rows.with(|rows| rows.iter().find(|row| row.state == key).cloned()).or_else(|| last.cloned().flatten())
                        });
                        view! { <Mock state=key row /> }
                    }
                </For>
            </div>
        </Show>
    }
}

#[component]
fn Mock(state: StateKey, row: Memo<Option<MockRow>>) -> impl IntoView {
    let store = Store::get();
    let get = move |part: fn(&MockRow) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let calls_api = store.slice(move |workbench| calls_api(&workbench.front.document, state));
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
            <DraftText
                field=FieldId::Mock(state)
                id=format!("mock-{state:?}")
                rows=Signal::derive(move || row.with(|row| row.as_ref().map_or(3, |row| row.json.lines().count().clamp(3, 12)).to_string()))
                label=get(|row| format!("Mock of {} as JSON", row.name))
                placeholder="{ \"Return\": … }  { \"Throw\": { \"Error\": … } }  { \"Evaluate\": \"{% … %}\" }"
                value=Signal::derive(move || get(|row| row.json.clone()))
            />
            <FieldError error=Signal::derive(move || row.with(|row| row.as_ref().and_then(|row| row.problem.clone()))) />
            <div class="mock__quick">
                {quick("Succeed", "Give the first successful answer always", MockRow::succeed)}
                <Show when=move || calls_api.get()>
                    <button
                        type="button"
                        class="button button--small"
                        title="Answer with a value of the form that AWS's API gives"
                        on:click=move |_| store.send(Message::Apis(ApisMessage::MockLike(state)))
                    >
                        "API's answer"
                    </button>
                </Show>
                {quick("Fail twice", "Fail two times, then answer", MockRow::fail_twice)}
                {quick("Always fail", "Fail with States.TaskFailed", MockRow::always_fail)}
                {quick("+ 5 s", "Take five seconds longer", MockRow::slower)}
            </div>
        </section>
    }
}
