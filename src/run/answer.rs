//! The form that answers a callback: the run waits for somebody to report with its task token.

use std::collections::HashMap;

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use engine::{Answer, OpenTask};

use crate::browser;
use crate::store::{Store, memo};
use crate::ui::TextField;

/// Shown while the run waits for an answer.
#[component]
pub fn AnswerForm() -> impl IntoView {
    let store = Store::get();
    let waiting = store.slice(|workbench| workbench.front.run.waiting());
    let report = Report {
        chosen: RwSignal::new(None),
        output: RwSignal::new("{}".to_owned()),
        error: RwSignal::new("Rejected".to_owned()),
        cause: RwSignal::new("Somebody answered with SendTaskFailure".to_owned()),
    };
    move || {
        let tasks = waiting.get();
        (!tasks.is_empty()).then(|| form(store, tasks, report))
    }
}

/// What is being written; it is there still when the next callback waits.
#[derive(Clone, Copy)]
struct Report {
    /// The token of the task that somebody has chosen.
    chosen: RwSignal<Option<String>>,
    /// As JSON.
    output: RwSignal<String>,
    error: RwSignal<String>,
    cause: RwSignal<String>,
}

fn form(store: Store, tasks: Vec<OpenTask>, report: Report) -> impl IntoView {
    let tasks = StoredValue::new(tasks);
    // What is chosen may have been answered since.
    let token = memo(move |_| {
        let chosen = report.chosen.get();
        tasks.with_value(|tasks| {
            let known = tasks.iter().find(|task| Some(&task.token) == chosen.as_ref());
            known.or_else(|| tasks.first()).map(|task| task.token.clone()).unwrap_or_default()
        })
    });
    let go_on = move |message: RunMessage| {
        store.send(Message::Run(message));
        browser::focus_element("step-tree");
    };
    let send = move |answer: Answer| go_on(RunMessage::Answer { token: token.get_untracked(), answer });
    let succeed = move |_| send(Answer::Success(report.output.get_untracked()));
    let fail = move |_| send(Answer::Failure { error: report.error.get_untracked(), cause: report.cause.get_untracked() });
    view! {
        <section class="answer" aria-label="Answer the callback">
            {which(tasks.get_value(), report.chosen, token)}
            <TextField
                label=Signal::stored("Output, as JSON".to_owned())
                id="answer-output"
                rows=3
                value=report.output
                on_change=Box::new(move |typed| report.output.set(typed))
            />
            <details class="answer__failure">
                <summary>"Error and cause of a failure"</summary>
                {line("answer-error", "Error", report.error)}
                {line("answer-cause", "Cause", report.cause)}
            </details>
            <div class="answer__buttons">
                <button type="button" class="button button--primary" on:click=succeed>
                    "Send success"
                </button>
                <button type="button" class="button button--danger" on:click=fail>
                    {move || format!("Send failure {}", report.error.get())}
                </button>
                <button type="button" class="button" on:click=move |_| send(Answer::Heartbeat)>
                    "Send heartbeat"
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    title="Nobody answers: time passes until a timeout, or whatever comes first"
                    on:click=move |_| go_on(RunMessage::PassTime)
                >
                    "Let time pass"
                </button>
            </div>
        </section>
    }
}

/// Which callback is answered: several may wait.
fn which(tasks: Vec<OpenTask>, chosen: RwSignal<Option<String>>, token: Memo<String>) -> AnyView {
    let [only] = tasks.as_slice() else {
        let labels = labels(&tasks);
        let options = tasks.iter().zip(labels).map(|(task, label)| {
            let value = task.token.clone();
            view! { <option value=task.token.clone() selected=move || token.with(|token| *token == value)>{label}</option> }
        });
        return view! {
            <div class="field">
                <label class="field__label" for="answer-task">{format!("{} callbacks wait. Answer", tasks.len())}</label>
                <select
                    id="answer-task"
                    class="input"
                    on:change=move |event| chosen.set(Some(event_target_value(&event)))
                >
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any();
    };
    view! {
        <p>
            <strong>{only.state.clone()}</strong>
            " waits for somebody to report with its task token."
        </p>
    }
    .into_any()
}

/// What each is called; of several of one state, which of them it is.
fn labels(tasks: &[OpenTask]) -> Vec<String> {
    let mut counts = HashMap::new();
    for task in tasks {
        *counts.entry(task.state.as_str()).or_insert(0) += 1;
    }
    let mut numbers = HashMap::new();
    let label = |task: &OpenTask| {
        let (count, number) = (counts[task.state.as_str()], numbers.entry(task.state.clone()).or_insert(0));
        *number += 1;
        if count == 1 { task.state.clone() } else { format!("{}, {number} of {count}", task.state) }
    };
    tasks.iter().map(label).collect()
}

fn line(id: &'static str, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                id=id
                class="input"
                spellcheck="false"
                autocomplete="off"
                prop:value=Signal::derive(move || value.get())
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}
