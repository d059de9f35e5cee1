//! Testing a state alone: what goes in, what answers, and the data at every stage of what comes out.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::testing::{LEVELS, MockKind, TestField, TestForm, TestInput, TestMessage, TestOutcome};

use asl::document::StateKey;

use crate::run::StageView;
use crate::store::Store;
use crate::ui::{Glyph, Icon, Segmented, StateGlyph, TextField};

/// The test of the state with this key.
#[component]
pub fn StateTest(key: StateKey) -> impl IntoView {
    let store = Store::get();
    let form = store.slice(move |workbench| workbench.front.test_form(key));
    let send = move |message: TestMessage| store.send(Message::Test(message));
    let typed = move |part: fn(&TestInput) -> String| {
        Signal::derive(move || form.with(|form| form.as_ref().map(|form| part(&form.typed)).unwrap_or_default()))
    };
    let field = move |field: TestField| -> Box<dyn Fn(String)> { Box::new(move |text| send(TestMessage::Set(key, field, text))) };
    let is = move |part: fn(&TestForm) -> bool| Signal::derive(move || form.with(|form| form.as_ref().is_some_and(part)));
    let takes_mock = is(|form| form.takes_mock);
    let busy = is(|form| form.busy);
    let mock = Signal::derive(move || form.with(|form| form.as_ref().map(|form| form.typed.mock).unwrap_or_default()));
    let level = typed(|typed| typed.level.to_owned());
    let outcome = move || form.with(|form| form.as_ref().and_then(|form| form.outcome.clone()));
    let more = RwSignal::new(false);
    view! {
        <div class="form state-test">
            <section class="form-section">
                <div class="form-section__body">
                    <TextField label="Input of the state" id="test-input" rows=6 value=typed(|typed| typed.input.clone()) on_change=field(TestField::Input) />
                    <Show when=move || takes_mock.get()>
                        <div class="field">
                            <span class="field__label">"What its work answers"</span>
                            <Segmented
                                label="What its work answers"
                                options=vec![(MockKind::None, "By default"), (MockKind::Result, "A result"), (MockKind::Error, "An error")]
                                value=mock
                                on_change=move |chosen| send(TestMessage::SetMock(key, chosen))
                            />
                        </div>
                        <Show when=move || mock.get() == MockKind::Result>
                            <TextField label="Result" id="test-result" rows=5 value=typed(|typed| typed.result.clone()) on_change=field(TestField::Result) />
                        </Show>
                        <Show when=move || mock.get() == MockKind::Error>
                            <TextField
                                label="Error"
                                id="test-error"
                                rows=1
                                placeholder="States.TaskFailed"
                                value=typed(|typed| typed.error.clone())
                                on_change=field(TestField::Error)
                            />
                            <TextField label="Cause" id="test-cause" rows=2 value=typed(|typed| typed.cause.clone()) on_change=field(TestField::Cause) />
                        </Show>
                    </Show>
                    <button type="button" class="disclosure" aria-expanded=Signal::derive(move || more.get().to_string()) on:click=move |_| more.update(|more| *more = !*more)>
                        <Glyph icon=Signal::derive(move || if more.get() { Icon::ChevronDown } else { Icon::ChevronRight }) />
                        "Variables, context, inspection level"
                    </button>
                    <Show when=move || more.get()>
                        <TextField label="Variables" id="test-variables" rows=3 placeholder="{ \"total\": 3 }" value=typed(|typed| typed.variables.clone()) on_change=field(TestField::Variables) />
                        <TextField
                            label="Context object"
                            id="test-context"
                            rows=3
                            placeholder="{ \"Execution\": { \"Name\": \"trial\" } }"
                            value=typed(|typed| typed.context.clone())
                            on_change=field(TestField::Context)
                        />
                        <div class="field">
                            <label class="field__label" for="test-level">"Inspection level"</label>
                            <select
                                id="test-level"
                                class="input"
                                on:change=move |event| send(TestMessage::Set(key, TestField::Level, event_target_value(&event)))
                            >
                                {LEVELS
                                    .map(|name| view! { <option value=name selected=move || level.get() == name>{name}</option> })
                                    .into_iter()
                                    .collect_view()}
                            </select>
                        </div>
                    </Show>
                    <div class="state-test__actions">
                        <button type="button" class="button" disabled=busy on:click=move |_| send(TestMessage::Run(key))>
                            <Glyph icon=Icon::Flask />
                            "Test state"
                        </button>
                        <button type="button" class="button button--quiet" on:click=move |_| send(TestMessage::CopyCommand(key))>
                            "Copy as CLI command"
                        </button>
                    </div>
                </div>
            </section>
            {move || outcome().map(|outcome| view! { <Outcome outcome /> })}
        </div>
    }
}

#[component]
fn Outcome(outcome: TestOutcome) -> impl IntoView {
    let TestOutcome { tone, title, next, stages } = outcome;
    let icon = match tone {
        "succeeded" => Icon::Of(StateGlyph::Succeed),
        "waiting" => Icon::Timer,
        "caught" => Icon::Catch,
        _ => Icon::Of(StateGlyph::Fail),
    };
    let stages = stages.into_iter().map(|stage| view! { <StageView stage /> }).collect_view();
    view! {
        <section class="form-section" aria-label="What came of the test">
            <div class="verdict" role="status" data-status=tone>
                <Glyph icon=icon />
                <div class="verdict__text">
                    <p class="verdict__title">{title}</p>
                    <p class="verdict__facts">{next}</p>
                </div>
            </div>
            <div class="state-test__stages">{stages}</div>
        </section>
    }
}
