//! The form that answers a callback: the run waits for somebody to report with its task token.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};

use engine::Answer;

use crate::store::Store;

/// Shown while the run waits for an answer.
#[component]
pub fn AnswerForm() -> impl IntoView {
    let store = Store::get();
    let waiting = store.slice(|workbench| workbench.front.run.waiting());
    let output = RwSignal::new("{}".to_owned());
    move || {
        waiting.get().map(|waiting| {
            let token = StoredValue::new(waiting.token);
            let send = move |answer: Answer| store.send(Message::Run(RunMessage::Answer { token: token.get_value(), answer }));
            let succeed = move |_| send(Answer::Success(output.get_untracked()));
            let fail = move |_| {
                send(Answer::Failure {
                    error: "Rejected".to_owned(),
                    cause: "Somebody answered with SendTaskFailure".to_owned(),
                });
            };
            view! {
                <section class="answer" aria-label="Answer the callback">
                    <p>
                        <strong>{waiting.state}</strong>
                        " waits for somebody to report with its task token."
                    </p>
                    <div class="field">
                        <label class="field__label" for="answer-output">"Output, as JSON"</label>
                        <textarea
                            id="answer-output"
                            class="input"
                            rows="3"
                            spellcheck="false"
                            prop:value=Signal::derive(move || output.get())
                            on:input=move |event| output.set(event_target_value(&event))
                        ></textarea>
                    </div>
                    <div class="answer__buttons">
                        <button type="button" class="button button--primary" on:click=succeed>
                            "Send success"
                        </button>
                        <button type="button" class="button button--danger" on:click=fail>
                            "Send failure"
                        </button>
                        <button type="button" class="button" on:click=move |_| send(Answer::Heartbeat)>
                            "Send heartbeat"
                        </button>
                        <button
                            type="button"
                            class="button button--quiet"
                            title="Nobody answers: time passes until a timeout, or whatever comes first"
                            on:click=move |_| store.send(Message::Run(RunMessage::PassTime))
                        >
                            "Let time pass"
                        </button>
                    </div>
                </section>
            }
        })
    }
}
