//! The chosen step: what went in, what became of it, what came out.

use leptos::prelude::*;
use workbench::run::Stage;

use crate::store::Store;
use crate::ui::{Glyph, Icon, JsonView};

/// The pipeline of the chosen step.
#[component]
pub fn StepView() -> impl IntoView {
    let store = Store::get();
    let step = store.slice(|workbench| workbench.run.step_view());
    move || match step.get() {
        Some(step) => {
            let stages = step.stages.into_iter().map(|stage| view! { <StageView stage /> });
            view! {
                <p class="step-words">
                    <strong>{step.name}</strong>
                    " — "
                    {step.words}
                </p>
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
            <div class="stage__body scroll">
                <JsonView text=stage.json />
            </div>
        </section>
    }
}
