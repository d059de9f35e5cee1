//! The data at one stage of a test, as text.

use leptos::prelude::*;
use workbench::run::Stage;

use crate::ui::JsonView;

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
