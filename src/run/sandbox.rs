//! What the sandboxed services hold before a run, functions written as JSONata, workflows that Tasks start.

use leptos::prelude::*;
use workbench::drafts::{FieldId, Named};
use workbench::message::{Message, ScenarioMessage};
use workbench::project::ONE_PASS;
use workbench::scenarios::{NEW_FUNCTION, NamedText};

use crate::drafts::DraftText;
use crate::store::Store;
use crate::ui::{Each, Glyph, Icon, IconButton};

/// What an empty field shows of how contents are written.
const EXAMPLE: &str = r#"{
  "dynamodb": { "Orders": { "Key": ["id"], "Items": [{ "id": { "S": "1" } }] } },
  "s3": { "my-bucket": { "input.json": "[1, 2, 3]" } },
  "sqs": { "https://sqs.us-east-1.amazonaws.com/123456789012/queue": [] },
  "sns": { "arn:aws:sns:us-east-1:123456789012:topic": [] },
  "events": []
}"#;

/// Sets a text by its name; none takes it away.
type SetText = fn(String, Option<String>) -> ScenarioMessage;

/// The set-up of the chosen scenario's services.
#[component]
pub fn Sandbox() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ScenarioMessage| store.send(Message::Scenario(message));
    let contents = store.slice(|workbench| workbench.front.scenarios.services_text());
    let functions = store.slice(|workbench| workbench.front.scenarios.functions());
    let workflows = store.slice(|workbench| workbench.front.scenarios.workflows());
    view! {
        <div class="sandbox">
            <section class="sandbox__part">
                <div class="field">
                    <label class="field__label" for="services-contents">"Contents before the run"</label>
                    <DraftText field=FieldId::Services id="services-contents" rows="9".to_owned() value=contents placeholder=EXAMPLE />
                </div>
                <button type="button" class="button button--small" on:click=move |_| send(ScenarioMessage::SandboxCalls)>
                    "Add what this workflow calls"
                </button>
            </section>
            <div class="sandbox__side">
                <NamedTexts
                    title="Lambda functions, as JSONata over $event"
                    new="Name of a new function"
                    rows=3
                    fresh=NEW_FUNCTION
                    texts=functions
                    set=ScenarioMessage::SetFunction
                    field=|name| FieldId::Named(Named::Function, name)
                />
                <NamedTexts
                    title="Workflows that Tasks start, by the name in their ARN"
                    new="Name of a new workflow"
                    rows=6
                    fresh=ONE_PASS
                    texts=workflows
                    set=ScenarioMessage::SetWorkflow
                    field=|name| FieldId::Named(Named::Workflow, name)
                />
            </div>
        </div>
    }
}

/// Texts with their names, and a place to add one.
#[component]
fn NamedTexts(
    title: &'static str,
    /// What the field for a new name is called.
    new: &'static str,
    /// How many lines of a text are shown.
    rows: u32,
    /// The text of a new one.
    fresh: &'static str,
    texts: Memo<Vec<NamedText>>,
    set: SetText,
    field: fn(String) -> FieldId,
) -> impl IntoView {
    let store = Store::get();
    let names = move || texts.with(|texts| texts.iter().map(|text| text.name.clone()).collect::<Vec<_>>());
    let new_name = RwSignal::new(String::new());
    let add = move || {
        let name = new_name.get_untracked().trim().to_owned();
        if !name.is_empty() {
            new_name.set(String::new());
            store.send(Message::Scenario(set(name, Some(fresh.to_owned()))));
        }
    };
    view! {
        <section class="sandbox__part">
            <h3 class="field__label">{title}</h3>
            <Each each=names key=|name| name.clone() let(name)>
                <Entry name rows texts set field />
            </Each>
            <div class="sandbox__new">
                <input
                    class="input input--mono"
                    aria-label=new
                    placeholder=new
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
    }
}

#[component]
fn Entry(name: String, rows: u32, texts: Memo<Vec<NamedText>>, set: SetText, field: fn(String) -> FieldId) -> impl IntoView {
    let store = Store::get();
    let own = name.clone();
    let text = Signal::derive(move || {
        texts.with(|texts| texts.iter().find(|text| text.name == own).map(|text| text.text.clone())).unwrap_or_default()
    });
    let id = format!("sandbox-{name}");
    let (label, gone) = (format!("Remove {name}"), name.clone());
    let remove = move || store.send(Message::Scenario(set(gone.clone(), None)));
    view! {
        <div class="sandbox__function">
            <div class="field">
                <label class="field__label" for=id.clone()>{name.clone()}</label>
                <DraftText field=field(name) id rows=rows.to_string() value=text />
            </div>
            <IconButton icon=Icon::Trash label on_press=remove />
        </div>
    }
}
