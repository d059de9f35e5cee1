//! The right side of a run: the data of the step that is looked at.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScreenMessage, Selected};
use workbench::panels::DataTab;
use workbench::run::{Cure, StepView};

use super::answer::AnswerForm;
use super::attempts::{Attempts, ErrorCard};
use super::branch::BranchForm;
use super::data_view::{Looks, Part, Pipeline, Tools, Whole};
use super::passed::PassedPanel;
use super::remedies::Remedies;
use super::status::status_glyph;
use super::why::Why;
use crate::store::{Store, memo, relayed};
use crate::ui::{Glyph, Icon, IconButton, Tabs};

/// The panel of the data.
#[component]
pub fn DataPanel() -> impl IntoView {
    let store = Store::get();
    let step = store.slice(|workbench| workbench.front.run.step_view());
    let passed = store.slice(|workbench| workbench.front.passed(None).filter(|_| workbench.front.run.has_recording()));
    let has_step = memo(move |_| step.with(Option::is_some));
    view! {
        <aside class="panel panel--inspector data-panel" aria-label="Data of the step">
            <AnswerForm />
            {move || match (passed.get(), has_step.get()) {
                (Some(passed), _) => view! { <PassedPanel passed /> }.into_any(),
                (None, true) => view! { <StepData step /> }.into_any(),
                (None, false) => view! { <NoStep /> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn NoStep() -> impl IntoView {
    let store = Store::get();
    let unreached = store.slice(|workbench| match *workbench.front.selected {
        Selected::State(key) if workbench.front.run.has_recording() => {
            workbench.front.scene.state(key).map(|node| node.title.to_string())
        }
        _ => None,
    });
    view! {
        <div class="empty">
            <Glyph icon=Icon::List />
            {move || match unreached.get() {
                Some(name) => view! {
                    <p class="empty__title">{name}" was not reached"</p>
                    <p>"Not by this moment of the run. Go on with "<kbd>"."</kbd>", or choose another scenario."</p>
                }
                .into_any(),
                None => view! {
                    <p class="empty__title">"No step chosen"</p>
                    <p>"Run the workflow, then click a state or a step to see its input, result and output."</p>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn StepData(step: Memo<Option<StepView>>) -> impl IntoView {
    let store = Store::get();
    let step = relayed(step);
    let get = move |part: fn(&StepView) -> String| step.with(|step| step.as_ref().map(part).unwrap_or_default());
    let is_history = store.slice(|workbench| workbench.front.run.is_history());
    let is_editing = store.slice(|workbench| workbench.front.run.is_editing());
    let is_pinned = store.slice(|workbench| workbench.front.run.is_pinned());
    let pinned = store.slice(|workbench| workbench.front.run.pinned().map(|pinned| pinned.words.clone()));
    let is_failure = store.slice(|workbench| workbench.front.has_failure_in_view());
    let comparing = move || {
        pinned.get().map(|words| {
            let words = match is_pinned.get() {
                true => "Choose another step, or run again, to compare it with this one.".to_owned(),
                false => format!("Compared with {words}"),
            };
            view! {
                <p class="data-compared" role="status">
                    <Glyph icon=Icon::Swap />
                    <span>{words}</span>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| store.send(Message::Run(RunMessage::Compare(false)))>
                        "Stop comparing"
                    </button>
                </p>
            }
        })
    };
    let edit = move || store.send(Message::Run(RunMessage::EditData(!is_editing.get_untracked())));
    let status = memo(move |_| step.with(|step| step.as_ref().map_or("none", |step| step.status)));
    let error = memo(move |_| step.with(|step| step.as_ref().and_then(|step| step.error.clone())));
    let data = move || {
        step.with_untracked(|step| {
            let step = step.as_ref()?;
            let variables = match &step.variables.0 {
                value if value.as_object().is_some_and(|members| members.is_empty()) => String::new(),
                value => value.to_json_pretty(),
            };
            Some((step.step, step.input.value.to_json_pretty(), variables))
        })
    };
    view! {
        <header class="data-head" data-status=move || status.get()>
            <span class="data-head__status">
                <Glyph icon=Signal::derive(move || status_glyph(status.get())) />
            </span>
            <div class="data-head__names">
                <p class="data-head__way">{move || step.with(|step| step.as_ref().map(|step| step.way.join(" › ")))}</p>
                <h2 class="data-head__name">{move || get(|step| step.name.clone())}</h2>
                <p class="data-head__words">{move || get(|step| step.words.clone())}</p>
            </div>
            <IconButton
                icon=Icon::Swap
                label="Compare other steps with this one, also of the next run"
                pressed=Signal::derive(move || is_pinned.get())
                on_press=move || store.send(Message::Run(RunMessage::Compare(!is_pinned.get_untracked())))
            />
            <Show when=move || !is_history.get() && step.with(|step| step.as_ref().is_some_and(|step| !step.is_inner))>
                <IconButton
                    icon=Icon::Branch
                    label="Rewind to here and change data"
                    keys="B"
                    pressed=Signal::derive(move || is_editing.get())
                    on_press=edit
                />
            </Show>
        </header>
        <Show when=move || is_editing.get()>
            {data().map(|(step, input, variables)| view! { <BranchForm step input variables /> })}
        </Show>
        {comparing}
        {move || error.get().map(|error| view! { <ErrorCard error /> })}
        <Show when=move || is_failure.get()>
            <Remedies cure=Cure::Failure />
        </Show>
        <DataTabs step />
    }
}

#[component]
fn DataTabs(step: Memo<Option<StepView>>) -> impl IntoView {
    let store = Store::get();
    let tab = store.slice(|workbench| workbench.panels.data_tab);
    let is_jsonata = store.slice(|workbench| {
        let key = workbench.front.run.chosen_state();
        key.is_some_and(|key| workbench.front.is_jsonata(key))
    });
    let looks = Looks {
        search: RwSignal::new(String::new()),
        text: store.slice(|workbench| workbench.panels.data_text),
        compares: RwSignal::new(false),
        root: Signal::derive(move || if is_jsonata.get() { "$states.input".to_owned() } else { "$".to_owned() }),
    };
    let choose = move |index: usize| store.send(Message::Screen(ScreenMessage::SetDataTab(DataTab::ALL[index].0)));
    let count = Signal::derive(move || {
        let attempts = step.with(|step| step.as_ref().map_or(0, |step| step.attempts.len()));
        let place = DataTab::ALL.iter().position(|(this, _)| *this == DataTab::Attempts).unwrap_or_default();
        (attempts > 1).then_some((place, attempts, "warning"))
    });
    let body = move || match tab.get() {
        DataTab::Input => view! { <Whole step looks what=Part::Input /> }.into_any(),
        DataTab::Output => view! { <Whole step looks what=Part::Output /> }.into_any(),
        DataTab::Variables => view! { <Whole step looks what=Part::Variables /> }.into_any(),
        DataTab::Pipeline => view! { <Pipeline step looks /> }.into_any(),
        DataTab::Why => view! { <Why /> }.into_any(),
        DataTab::Attempts => view! { <Attempts step looks /> }.into_any(),
    };
    view! {
        <Tabs
            label="Data of the step"
            names=DataTab::ALL.map(|(_, name)| name).to_vec()
            chosen=Signal::derive(move || DataTab::ALL.iter().position(|(this, _)| *this == tab.get()).unwrap_or_default())
            count=count
            on_choose=Box::new(choose)
        />
        <Show when=move || tab.get() != DataTab::Why>
            <Tools looks tab />
        </Show>
        <div class="data-body" role="tabpanel" aria-label=move || DataTab::ALL.iter().find(|(this, _)| *this == tab.get()).map(|(_, name)| *name)>
            {body}
        </div>
    }
}
