//! The chosen step: what went in, what became of it, what came out.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::Stage;

use super::branch::BranchForm;
use crate::store::Store;
use crate::ui::{Glyph, Icon, JsonView};

/// The pipeline of the chosen step.
#[component]
pub fn StepView() -> impl IntoView {
    let store = Store::get();
    let step = store.slice(|workbench| workbench.front.run.step_view());
    let is_history = store.slice(|workbench| workbench.front.run.is_history());
    move || match step.get() {
        Some(step) => {
            let stages = step.stages.into_iter().map(|stage| view! { <StageView stage /> });
            let edits = move |editing| store.send(Message::Run(RunMessage::EditData(editing)));
            let (number, input, variables) = (step.step, step.input, step.variables);
            let data = StoredValue::new((input, variables));
            let is_editing = store.slice(|workbench| workbench.front.run.is_editing());
            view! {
                <div class="step-words">
                    <p>
                        <strong>{step.name}</strong>
                        " — "
                        {step.words}
                    </p>
                    <Show when=move || !is_history.get()>
                        <button
                            type="button"
                            class="button button--quiet button--small"
                            title="Go on from here with other data (B)"
                            aria-pressed=Signal::derive(move || is_editing.get().to_string())
                            on:click=move |_| edits(!is_editing.get_untracked())
                        >
                            <Glyph icon=Icon::Branch />
                            "Rewind to here and change data"
                        </button>
                    </Show>
                </div>
                <Show when=move || is_editing.get()>
                    {
                        let (input, variables) = data.get_value();
                        view! { <BranchForm step=number input variables /> }
                    }
                </Show>
                <div class="pipeline">{stages.collect_view()}</div>
            }
            .into_any()
        }
        None => view! {
            <div class="empty">
                <Glyph icon=Icon::List />
                <p class="empty__title">"No step chosen"</p>
                <p>"Run the workflow, then click a state or a step to see its input, result and output."</p>
            </div>
        }
        .into_any(),
    }
}

/// The data at one stage.
#[component]
pub fn StageView(stage: Stage) -> impl IntoView {
    let name = stage.name.clone();
    view! {
        <section class="stage" data-tone=stage.tone aria-label=name>
            <header class="stage__head">
                <h3 class="stage__name">{stage.name}</h3>
                <span class="stage__size">{stage.size}</span>
            </header>
            <div class="stage__body scroll" tabindex="0">
                <JsonView text=stage.json />
            </div>
        </section>
    }
}
