//! One case of a Task's mock: when it is given, what it answers, how long that takes.

use asl::document::StateKey;
use leptos::prelude::*;
use workbench::drafts::{FieldId, StatePart};
use workbench::message::{Message, ScenarioMessage};
use workbench::scenarios::{CaseKind, MockCase, MockEdit, ReplyKind};

use crate::drafts::{DraftLine, DraftText};
use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, Prose};

/// What a condition reads.
fn what_is_sent(names: &[String]) -> String {
    match names {
        [] => "`$states.input` is what the Task sends: its input.".to_owned(),
        names => format!("`$states.input` is what the Task sends: an object with `{}`.", names.join("`, `")),
    }
}

/// The case with its fields.
#[component]
pub fn Case(
    /// The Task.
    state: StateKey,
    /// The Task's name.
    name: String,
    /// Which case of how many.
    index: usize,
    count: usize,
    /// What is in it.
    case: MockCase,
    /// Whether the run has an answer to take.
    has_answer: bool,
) -> impl IntoView {
    let store = Store::get();
    let edit = move |edit: MockEdit| store.send(Message::Scenario(ScenarioMessage::EditMock(state, edit)));
    let MockCase { kind, condition, has_more, reply, text, cause, delay } = case;
    let field = move |part: &'static str| FieldId::Part(StatePart::Mock, state, format!("{index}/{part}"));
    let id = move |part: &str| format!("mock-{state:?}-{index}-{part}").replace(['(', ')'], "");
    let label = move |what: &str| format!("{what}, case {} of {name}", index + 1);
    let kinds = select(label("When it is given"), &CaseKind::ALL, kind, move |kind| edit(MockEdit::Case(index, kind)));
    let replies = select(label("What it answers"), &ReplyKind::ALL, reply, move |reply| edit(MockEdit::Reply(index, reply)));
    let hint = match kind {
        CaseKind::Always => "",
        CaseKind::Attempt => "0 is the first; 0-1, 2-",
        CaseKind::Calls => "counted from 0; 0-1, 2-",
        CaseKind::Iteration => "its index, from 0: 36, 0-9",
        CaseKind::When => "$states.input.total > 100",
    };
    let condition = (kind != CaseKind::Always).then(|| {
        let label = label("Condition");
        view! { <DraftLine field=field("condition") id=id("condition") class="input input--code" label placeholder=hint value=Signal::stored(condition) /> }
    });
    let lines = text.lines().count().clamp(1, 8).to_string();
    let answer = match reply {
        ReplyKind::Await => None,
        ReplyKind::Throw => Some(view! {
            <DraftLine
                field=field("text")
                id=id("text")
                class="input input--code"
                label=label("Error")
                placeholder="Error"
                offers=format!("errors-{state:?}").replace(['(', ')'], "")
                value=Signal::stored(text)
            />
            <DraftLine field=field("cause") id=id("cause") label=label("Cause") placeholder="Cause" value=Signal::stored(cause) />
        }
        .into_any()),
        ReplyKind::Return | ReplyKind::Evaluate => Some(view! {
            <DraftText field=field("text") id=id("text") class="input input--code" rows=Signal::stored(lines) label=label("Answer") placeholder="{ … }" value=Signal::stored(text) />
        }
        .into_any()),
    };
    view! {
        <li class="case">
            <div class="case__line">
                {kinds}
                {condition}
                <span class="case__tools">
                    <IconButton icon=Icon::ChevronDown label="Move up" disabled=Signal::stored(index == 0) on_press=move || edit(MockEdit::Up(index)) />
                    <IconButton icon=Icon::Close label="Remove this case" disabled=Signal::stored(count == 0) on_press=move || edit(MockEdit::Remove(index)) />
                </span>
            </div>
            {(kind == CaseKind::When).then(|| view! { <p class="field__hint"><Prose text=what_is_sent(&store.peek(|workbench| workbench.front.sent_names(state))) /></p> })}
            {has_more.then(|| view! { <p class="field__hint">"There is more to this condition: see the JSON."</p> })}
            <div class="case__line case__line--answer">
                {replies}
                <div class="case__answer">{answer}</div>
            </div>
            <div class="case__line case__line--foot">
                <label class="case__delay">
                    <span>"after"</span>
                    <DraftLine field=field("delay") id=id("delay") placeholder="0" value=Signal::stored(delay) label=label("Seconds that it takes") />
                    <span>"s"</span>
                </label>
                {has_answer
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button--small"
                                title="Answer as the Task did in the run that is looked at"
                                on:click=move |_| store.send(Message::Scenario(ScenarioMessage::AnswerAsRun(state, index)))
                            >
                                <Glyph icon=Icon::Retry />
                                "Use this run's answer"
                            </button>
                        }
                    })}
            </div>
        </li>
    }
}

fn select<T: Copy + PartialEq + Send + Sync + 'static>(
    label: String,
    options: &'static [(T, &'static str)],
    chosen: T,
    on_choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let change = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        if let Some((option, _)) = options.iter().find(|(_, name)| *name == value) {
            on_choose(*option);
        }
    };
    let option = move |(option, name): &'static (T, &'static str)| {
        view! { <option value=*name selected=*option == chosen>{*name}</option> }
    };
    view! {
        <select class="input case__select" aria-label=label on:change=change>
            {options.iter().map(option).collect_view()}
        </select>
    }
}
