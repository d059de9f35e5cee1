//! How the run ended, where and why.

use std::cell::Cell;

use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScenarioMessage};
use workbench::run::ScenarioFace;
use workbench::scenarios::ExpectPart;

use crate::store::{Store, relayed};
use crate::ui::{Glyph, Icon, Prose, StateGlyph};

thread_local! {
    /// Whether it is folded, which stays so from run to run.
    static FOLDED: Cell<bool> = const { Cell::new(false) };
}

/// The banner; shown when the present moment is the end of the run.
#[component]
pub fn Verdict() -> impl IntoView {
    let store = Store::get();
    let verdict = store.slice(|workbench| workbench.front.verdict());
    let folded = RwSignal::new(FOLDED.get());
    Effect::new(move |_| FOLDED.set(folded.get()));
    let chosen = store.slice(|workbench| workbench.front.run.chosen_step());
    move || {
        verdict.get().map(|verdict| {
            let (is_folded, chosen) = (relayed(folded), relayed(chosen));
            let icon = match verdict.status {
                "succeeded" => Icon::Of(StateGlyph::Succeed),
                "waiting" => Icon::Timer,
                _ => Icon::Of(StateGlyph::Fail),
            };
            let differs = !verdict.expectation.is_empty();
            let scenario = move |label: &'static str, title: &'static str, message: ScenarioMessage| {
                view! {
                    <button type="button" class="button button--small" title=title on:click=move |_| store.send(Message::Scenario(message.clone()))>
                        {label}
                    </button>
                }
            };
            let expect = verdict.can_be_expected.then(|| match (differs, verdict.is_expected) {
                (_, true) => view! {
                    <span class="chip verdict__expected" title="The scenario expects this">
                        <Glyph icon=Icon::Check />
                        "As expected"
                    </span>
                }
                .into_any(),
                (true, _) => view! {
                    {scenario("Show the differences", "What was expected, beside what came", ScenarioMessage::Show(ScenarioFace::Expected))}
                    {scenario("Accept the new result", "Expect what came; Undo takes it back", ScenarioMessage::Accept)}
                }
                .into_any(),
                _ => scenario(
                    "Expect this",
                    "Let the scenario expect this status, and this output or error",
                    ScenarioMessage::Expect(ExpectPart::Result),
                )
                .into_any(),
            });
            let jump = verdict.step.map(|step| {
                let label = format!("Show {}", verdict.state_name);
                view! {
                    <Show when=move || chosen.get() != Some(step)>
                        <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::ChooseStep(step)))>
                            {label.clone()}
                        </button>
                    </Show>
                }
            });
            let redrive = verdict.can_be_redriven.then(|| {
                view! {
                    <button
                        type="button"
                        class="button button--small"
                        title="Goes on at the state where it stood, as RedriveExecution does: the history stays, Tasks are called anew"
                        on:click=move |_| store.send(Message::Run(RunMessage::Redrive))
                    >
                        "Redrive"
                    </button>
                }
            });
            // What can be done with a run that failed stays in reach.
            let actions = view! {
                <div class="verdict__actions">
                    <span class="verdict__rest" hidden=move || is_folded.get()>{jump}{expect}</span>
                    {redrive}
                </div>
            };
            view! {
                <div class="verdict" role="status" data-status=verdict.status>
                    <Glyph icon=icon />
                    <div class="verdict__text">
                        <div class="verdict__head">
                            <p class="verdict__title">{verdict.title.clone()}</p>
                            <button
                                type="button"
                                class="verdict__fold"
                                aria-label=move || if is_folded.get() { "Show more of how it ended" } else { "Show less of how it ended" }
                                title=move || if is_folded.get() { "Show more of how it ended" } else { "Show less of how it ended" }
                                aria-expanded=move || (!is_folded.get()).to_string()
                                on:click=move |_| folded.update(|folded| *folded = !*folded)
                            >
                                {move || view! { <Glyph icon=if is_folded.get() { Icon::ChevronRight } else { Icon::ChevronDown } /> }}
                            </button>
                        </div>
                        <div class="verdict__more" hidden=move || is_folded.get()>
                        {(!verdict.cause.is_empty()).then(|| view! { <p class="verdict__cause" title=verdict.cause.clone()>{verdict.cause.clone()}</p> })}
                        <p class="verdict__facts">{verdict.facts}</p>
                        {(!verdict.expectation.is_empty()).then(|| view! { <p class="verdict__unmet"><Prose text=verdict.expectation /></p> })}
                        </div>
                        {actions}
                    </div>
                </div>
            }
        })
    }
}
