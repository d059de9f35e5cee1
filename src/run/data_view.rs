//! Data of a step: as a tree or as text, whole or stage by stage.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::panels::DataTab;
use workbench::run::{Data, StepView};

use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, JsonTree, JsonView, Shown};

/// How data is shown, apart from which.
#[derive(Clone, Copy)]
pub struct Looks {
    /// Only lines with this text.
    pub search: RwSignal<String>,
    /// As text rather than as a tree.
    pub text: Memo<bool>,
    /// Whether what differs from the input is marked.
    pub compares: RwSignal<bool>,
    /// What paths begin with in the query language of the state.
    pub root: Signal<String>,
}

/// Search, changes, tree or text.
#[component]
pub fn Tools(looks: Looks, tab: Memo<DataTab>) -> impl IntoView {
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
pub enum Part {
    /// What went in.
    Input,
    /// What came out.
    Output,
    /// The variables.
    Variables,
}

/// All of one kind of data.
#[component]
pub fn Whole(step: Memo<Option<StepView>>, looks: Looks, what: Part) -> impl IntoView {
    let has_output = move |step: &StepView| step.output.is_some();
    let shows_input =
        memo(move |_| what == Part::Output && step.with(|step| step.as_ref().is_some_and(|step| !has_output(step))));
    let name = move || match what {
        Part::Variables => "Variables".to_owned(),
        Part::Output if !shows_input.get() => "Output".to_owned(),
        _ => "Input".to_owned(),
    };
    let store = Store::get();
    // Input and output of the step that others are compared with.
    let pinned = store.slice(|workbench| {
        let run = &workbench.front.run;
        run.pinned().filter(|_| !run.is_pinned()).map(|pinned| (pinned.input.clone(), pinned.output.clone()))
    });
    let shown = Signal::derive(move || -> Shown {
        step.with(|step| {
            let step = step.as_ref()?;
            if let (Some((input, output)), true) = (pinned.get(), what != Part::Variables) {
                return Some(match (what, &step.output) {
                    (Part::Output, Some(own)) => (own.value.clone(), output),
                    _ => (step.input.value.clone(), Some(input)),
                });
            }
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
pub fn DataView(
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

/// The data at each stage, compared with what was there before.
#[component]
pub fn Pipeline(step: Memo<Option<StepView>>, looks: Looks) -> impl IntoView {
    let names = move || {
        step.with(|step| {
            step.as_ref().map(|step| step.stages.iter().map(|stage| stage.name).collect::<Vec<_>>()).unwrap_or_default()
        })
    };
    let stage = move |name: &'static str| {
        let stage = memo(move |_| step.with(|step| step.as_ref()?.stages.iter().find(|stage| stage.name == name).cloned()));
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
            <Each each=names key=|name| *name let(name)>
                {stage(name)}
            </Each>
        </div>
    }
}
