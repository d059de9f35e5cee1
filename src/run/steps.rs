//! The visits of states up to the present moment, as a list.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage};
use workbench::run::StepRow;

use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The list of steps.
#[component]
pub fn StepList() -> impl IntoView {
    let store = Store::get();
    let rows = store.slice(|workbench| workbench.front.run.step_rows());
    let chosen = store.slice(|workbench| workbench.front.run.chosen_step());
    view! {
        <nav class="steps" aria-label="Steps of the run">
            <Show
                when=move || rows.with(|rows| !rows.rows.is_empty())
                fallback=|| {
                    view! {
                        <div class="empty">
                            <Glyph icon=Icon::Play />
                            <p class="empty__title">"Nothing has run yet"</p>
                            <p>"Press Run, or step with "<kbd>"."</kbd></p>
                        </div>
                    }
                }
            >
                {move || rows.with(|rows| (rows.hidden > 0).then(|| format!("… {} earlier steps", rows.hidden)))}
                <For each=move || rows.get().rows key=|row| row.clone() let(row)>
                    <Step row chosen />
                </For>
            </Show>
        </nav>
    }
}

#[component]
fn Step(row: StepRow, chosen: Memo<Option<usize>>) -> impl IntoView {
    let store = Store::get();
    let icon = match row.status {
        "succeeded" => Icon::Check,
        "failed" => Icon::Close,
        "caught" => Icon::Catch,
        "waiting" => Icon::Timer,
        "aborted" => Icon::Minus,
        _ => Icon::Play,
    };
    let (index, is_branch) = (row.step, row.is_branch);
    view! {
        <button
            type="button"
            class="step"
            data-status=row.status
            aria-current=Signal::derive(move || (chosen.get() == Some(index)).to_string())
            title=row.words.clone()
            style:padding-left=format!("{}px", 8 + 12 * row.depth)
            on:click=move |_| store.send(Message::Run(RunMessage::ChooseStep(index)))
        >
            <span class="step__dot">
                <Glyph icon=icon />
            </span>
            <span class="step__name">{row.name.clone()}</span>
            {is_branch.then(|| view! { <span class="step__branch" title="The run branched off here, with other data"><Glyph icon=Icon::Branch /></span> })}
            <span class="step__time">{row.time.clone()}</span>
        </button>
    }
}
