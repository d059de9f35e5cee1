//! What the sandboxed services hold before a run, and functions written as JSONata.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};
use workbench::scenarios::FunctionRow;

use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, TextField};

/// What an empty field shows of how contents are written.
const EXAMPLE: &str = r#"{
  "dynamodb": { "Orders": { "Key": ["id"], "Items": [{ "id": { "S": "1" } }] } },
  "s3": { "my-bucket": { "input.json": "[1, 2, 3]" } },
  "sqs": { "https://sqs.us-east-1.amazonaws.com/123456789012/queue": [] },
  "sns": { "arn:aws:sns:us-east-1:123456789012:topic": [] },
  "events": []
}"#;

/// The set-up of the chosen scenario's services.
#[component]
pub fn Sandbox() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let contents = store.slice(|workbench| workbench.scenarios.services_text());
    let functions = store.slice(|workbench| workbench.scenarios.functions());
    let names = move || functions.with(|functions| functions.iter().map(|function| function.name.clone()).collect::<Vec<_>>());
    let new_name = RwSignal::new(String::new());
    let add = move || {
        let name = new_name.get_untracked().trim().to_owned();
        if !name.is_empty() {
            new_name.set(String::new());
            send(ScenarioMessage::SetFunction(name, Some("{% $event %}".to_owned())));
        }
    };
    view! {
        <div class="sandbox">
            <section class="sandbox__part">
                <TextField
                    label="Contents before the run"
                    id="services-contents"
                    rows=9
                    value=contents
                    placeholder=EXAMPLE
                    on_change=Box::new(move |typed| send(ScenarioMessage::SetServices(typed)))
                />
                <button type="button" class="button button--small" on:click=move |_| send(ScenarioMessage::SandboxCalls)>
                    "Add what this workflow calls"
                </button>
            </section>
            <section class="sandbox__part">
                <h3 class="field__label">"Lambda functions, as JSONata over $event"</h3>
                <For each=names key=|name| name.clone() let(name)>
                    <Function name functions />
                </For>
                <div class="sandbox__new">
                    <input
                        class="input input--mono"
                        aria-label="Name of a new function"
                        placeholder="Name of a new function"
                        prop:value=Signal::derive(move || new_name.get())
                        on:input=move |event| new_name.set(event_target_value(&event))
                        on:keydown=move |event: web_sys::KeyboardEvent| {
                            if event.key() == "Enter" {
                                add();
                            }
                        }
                    />
                    <button type="button" class="button" on:click=move |_| add()>
                        <Glyph icon=Icon::Plus />
                        "Add"
                    </button>
                </div>
            </section>
        </div>
    }
}

#[component]
fn Function(name: String, functions: Memo<Vec<FunctionRow>>) -> impl IntoView {
    let store = Store::get();
    let own = name.clone();
    let body = Signal::derive(move || {
        functions
            .with(|functions| functions.iter().find(|function| function.name == own).map(|function| function.body.clone()))
            .unwrap_or_default()
    });
    let name = StoredValue::new(name);
    let set = move |body: Option<String>| store.send(Message::Scenario(ScenarioMessage::SetFunction(name.get_value(), body)));
    view! {
        <div class="sandbox__function">
            <TextField
                label=name.get_value()
                id=format!("function-{}", name.get_value())
                rows=3
                value=body
                on_change=Box::new(move |typed: String| set(Some(typed)))
            />
            <IconButton icon=Icon::Trash label=format!("Remove {}", name.get_value()) on_press=move || set(None) />
        </div>
    }
}
