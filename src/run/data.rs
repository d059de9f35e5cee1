//! The right side of a run: the data of the step that is looked at.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScreenMessage, Selected};
use workbench::panels::DataTab;
use workbench::run::{AttemptView, Data, ErrorView, StepView};

use super::answer::AnswerForm;
use super::branch::BranchForm;
use super::passed::PassedPanel;
use super::status::status_glyph;
use super::why::Why;
use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, JsonTree, JsonView, Shown, Tabs};

/// How data is shown, apart from which.
#[derive(Clone, Copy)]
struct Looks {
    search: RwSignal<String>,
    text: Memo<bool>,
    compares: RwSignal<bool>,
    /// What paths begin with in the query language of the state.
    root: Signal<String>,
}

/// The panel of the data.
#[component]
pub fn DataPanel() -> impl IntoView {
    let store = Store::get();
    let step = store.slice(|workbench| workbench.front.run.step_view());
    let passed = store.slice(|workbench| workbench.front.passed(None).filter(|_| workbench.front.run.has_recording()));
    let has_step = Memo::new(move |_| step.with(Option::is_some));
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
    let get = move |part: fn(&StepView) -> String| step.with(|step| step.as_ref().map(part).unwrap_or_default());
    let is_history = store.slice(|workbench| workbench.front.run.is_history());
    let is_editing = store.slice(|workbench| workbench.front.run.is_editing());
    let edit = move || store.send(Message::Run(RunMessage::EditData(!is_editing.get_untracked())));
    let status = Memo::new(move |_| step.with(|step| step.as_ref().map_or("none", |step| step.status)));
    let error = Memo::new(move |_| step.with(|step| step.as_ref().and_then(|step| step.error.clone())));
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
        {move || error.get().map(|error| view! { <ErrorCard error /> })}
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

/// Search, changes, tree or text.
#[component]
fn Tools(looks: Looks, tab: Memo<DataTab>) -> impl IntoView {
    let store = Store::get();
    let Looks { search, text, compares, .. } = looks;
    let can_compare = move || matches!(tab.get(), DataTab::Output);
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            search.set(String::new());
        }
    };
    view! {
        <div class="data-tools">
            <label class="search-field">
                <Glyph icon=Icon::Search />
                <input
                    type="search"
                    placeholder="Search the data"
                    aria-label="Search the data"
                    prop:value=move || search.get()
                    on:input=move |event| search.set(event_target_value(&event))
                    on:keydown=key
                />
            </label>
            <Show when=can_compare>
                <button
                    type="button"
                    class="button button--small button--quiet"
                    title="Mark what the state added, changed and dropped of its input"
                    aria-pressed=Signal::derive(move || compares.get().to_string())
                    on:click=move |_| compares.update(|compares| *compares = !*compares)
                >
                    "Changes"
                </button>
            </Show>
            <button
                type="button"
                class="button button--small button--quiet"
                title="Show the data as text rather than as a tree"
                aria-pressed=Signal::derive(move || text.get().to_string())
                on:click=move |_| store.send(Message::Screen(ScreenMessage::SetDataText(!text.get_untracked())))
            >
                "Text"
            </button>
        </div>
    }
}

/// What of a step is shown as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Input,
    Output,
    Variables,
}

#[component]
fn Whole(step: Memo<Option<StepView>>, looks: Looks, what: Part) -> impl IntoView {
    let has_output = move |step: &StepView| step.output.is_some();
    let shows_input =
        Memo::new(move |_| what == Part::Output && step.with(|step| step.as_ref().is_some_and(|step| !has_output(step))));
    let name = move || match what {
        Part::Variables => "Variables".to_owned(),
        Part::Output if !shows_input.get() => "Output".to_owned(),
        _ => "Input".to_owned(),
    };
    let shown = Signal::derive(move || -> Shown {
        step.with(|step| {
            let step = step.as_ref()?;
            Some(match what {
                Part::Variables => (step.variables.1.clone(), Some(step.variables.0.clone())),
                Part::Output => match &step.output {
                    Some(output) => (output.value.clone(), looks.compares.get().then(|| step.input.value.clone())),
                    None => (step.input.value.clone(), None),
                },
                Part::Input => (step.input.value.clone(), None),
            })
        })
    });
    let size = move || {
        step.with(|step| {
            let step = step.as_ref()?;
            let data = match what {
                Part::Variables => return None,
                Part::Output => step.output.as_ref().unwrap_or(&step.input),
                Part::Input => &step.input,
            };
            Some(view! { <Size data=data.clone() /> })
        })
    };
    let root = Signal::derive(move || if what == Part::Variables { "$".to_owned() } else { looks.root.get() });
    view! {
        <section class="stage stage--whole" aria-label=name>
            <header class="stage__head">
                <h3 class="stage__name">{name}</h3>
                <Show when=move || shows_input.get()>
                    <span class="stage__note">"The state has no output; this is what went in."</span>
                </Show>
                {size}
            </header>
            <DataView shown looks root label=Signal::derive(name) inline=false />
        </section>
    }
}

/// A value as a tree or as text.
#[component]
fn DataView(
    #[prop(into)] shown: Signal<Shown>,
    looks: Looks,
    #[prop(into)] root: Signal<String>,
    #[prop(into)] label: Signal<String>,
    inline: bool,
) -> impl IntoView {
    let text = move || shown.with(|shown| shown.as_ref().map(|(value, _)| value.to_json_pretty()).unwrap_or_default());
    move || match looks.text.get() {
        true => view! {
            <div class="stage__body scroll" tabindex="0" role="group" aria-label=move || label.get()>
                <JsonView text=Signal::derive(text) />
            </div>
        }
        .into_any(),
        false => view! { <JsonTree shown label root search=Signal::derive(move || looks.search.get()) inline /> }.into_any(),
    }
}

/// How large data is, and which part of the limit that is.
#[component]
fn Size(data: Data) -> impl IntoView {
    let tone = if data.share >= 0.8 { "near" } else { "far" };
    let percent = (data.share * 100.0).min(100.0);
    view! {
        <span class="size" data-tone=tone title=format!("{percent:.1} % of the 256 KiB that may pass between states")>
            <span class="meter" data-tone=tone>
                <span class="meter__fill" style:width=format!("{:.1}%", percent.max(1.0))></span>
            </span>
            {data.size}
        </span>
    }
}

#[component]
fn Pipeline(step: Memo<Option<StepView>>, looks: Looks) -> impl IntoView {
    let names = move || {
        step.with(|step| {
            step.as_ref().map(|step| step.stages.iter().map(|stage| stage.name).collect::<Vec<_>>()).unwrap_or_default()
        })
    };
    let stage = move |name: &'static str| {
        let stage = Memo::new(move |_| step.with(|step| step.as_ref()?.stages.iter().find(|stage| stage.name == name).cloned()));
        let shown = Signal::derive(move || -> Shown {
            stage.get().map(|stage| (stage.data.value, stage.before.map(|(before, _)| before)))
        });
        let note = move || {
            stage.get().map(|stage| match (stage.note, stage.before) {
                (note, _) if !note.is_empty() => note,
                (_, Some((_, called))) => format!("compared with {called}"),
                _ => String::new(),
            })
        };
        let size = move || stage.get().map(|stage| view! { <Size data=stage.data /> });
        view! {
            <section class="stage" aria-label=name>
                <header class="stage__head">
                    <h3 class="stage__name">{name}</h3>
                    <span class="stage__note">{note}</span>
                    {size}
                </header>
                <DataView shown looks root=looks.root label=name.to_owned() inline=true />
            </section>
        }
    };
    view! {
        <div class="stages scroll" tabindex="0" role="group" aria-label="Stages of the data">
            <For each=names key=|name| *name let(name)>
                {stage(name)}
            </For>
        </div>
    }
}

#[component]
fn Attempts(step: Memo<Option<StepView>>, looks: Looks) -> impl IntoView {
    let attempts = move || step.with(|step| step.as_ref().map(|step| step.attempts.clone()).unwrap_or_default());
    view! {
        <div class="stages scroll" tabindex="0" role="group" aria-label="Attempts">
            {move || {
                let attempts = attempts();
                if attempts.is_empty() {
                    return view! { <p class="data-none">"This state does no work that could be tried again."</p> }.into_any();
                }
                attempts.into_iter().map(|attempt| view! { <Attempt attempt looks /> }).collect_view().into_any()
            }}
        </div>
    }
}

#[component]
fn Attempt(attempt: AttemptView, looks: Looks) -> impl IntoView {
    let AttemptView { number, status, began, took, waited, error, call, result } = attempt;
    let part = move |name: &'static str, value: value::Value| {
        let shown: Shown = Some((value, None));
        view! {
            <details class="attempt__part">
                <summary>{name}</summary>
                <DataView shown=Signal::stored(shown) looks root=Signal::stored("$".to_owned()) label=name.to_owned() inline=true />
            </details>
        }
    };
    view! {
        {(!waited.is_empty()).then(|| view! { <p class="attempt__wait"><Glyph icon=Icon::Timer />{format!("waited {waited}")}</p> })}
        <section class="attempt" data-status=status aria-label=format!("Attempt {number}")>
            <header class="attempt__head">
                <span class="data-head__status"><Glyph icon=status_glyph(status) /></span>
                <h3 class="stage__name">{format!("Attempt {number}")}</h3>
                <span class="stage__note">{format!("at {began}, {took}")}</span>
            </header>
            {error.map(|error| view! { <ErrorWords error /> })}
            {call.map(|call| part("What was sent", call))}
            {result.map(|result| part("What came back", result))}
        </section>
    }
}

#[component]
fn ErrorCard(error: ErrorView) -> impl IntoView {
    view! {
        <section class="error-card" aria-label="Error">
            <ErrorWords error />
        </section>
    }
}

/// The error's name, what it says, and its cause decoded.
#[component]
fn ErrorWords(error: ErrorView) -> impl IntoView {
    let ErrorView { name, says, cause, decoded } = error;
    let decoded = decoded.map(|value| {
        let shown: Shown = Some((value, None));
        view! {
            <details class="attempt__part">
                <summary>"The whole cause"</summary>
                <JsonTree shown=Signal::stored(shown) label="Cause".to_owned() root=Signal::stored("$".to_owned()) inline=true />
                <details class="attempt__part">
                    <summary>"As it came"</summary>
                    <pre class="json">{cause}</pre>
                </details>
            </details>
        }
    });
    view! {
        <div class="error-words">
            <p class="error-words__name">{name}</p>
            {(!says.is_empty()).then(|| view! { <p class="error-words__says">{says}</p> })}
            {decoded}
        </div>
    }
}
