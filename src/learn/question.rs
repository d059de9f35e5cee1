//! A question of a lesson, and what is said to the answer.

use engine::{Judgement, KindView};
use leptos::prelude::*;
use workbench::Workbench;
use workbench::learn::{LearnMessage, PageView};
use workbench::message::{Message, Selected};

use crate::browser;
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

fn page(workbench: &Workbench) -> Option<PageView> {
    workbench.learn.open.as_ref()?.current()
}

/// The question of the page that is looked at.
#[component]
pub fn Question() -> impl IntoView {
    let store = Store::get();
    let Some(question) = store.peek(|workbench| page(workbench).and_then(|page| page.question)) else { return ().into_any() };
    let waits = store.slice(|workbench| page(workbench).is_some_and(|page| page.waits));
    let judgement = store.slice(|workbench| page(workbench).and_then(|page| page.answer.judgement));
    reveal_what_is_said(waits);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        store.send(Message::Learn(LearnMessage::Submit));
    };
    // Elsewhere these keys run the workflow, which would tell the answer.
    let check_by_keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            event.stop_propagation();
            store.send(Message::Learn(LearnMessage::Submit));
        }
    };
    view! {
        <form class="ask-form" on:submit=submit on:keydown=check_by_keys>
            <p class="lesson-text"><Prose text=question.ask.clone() /></p>
            <AskedRun />
            {control(store, question.kind)}
            <div class="ask-form__foot">
                <button type="submit" class="button" aria-disabled=move || waits.get().to_string()>"Check"</button>
            </div>
            <div id=SAID role="status" aria-live="polite">
                {move || judgement.get().map(|judgement| view! { <Said judgement /> })}
            </div>
        </form>
    }
    .into_any()
}

/// Which run the question is about; where the answer is to be found in it, the way there.
#[component]
fn AskedRun() -> impl IntoView {
    let store = Store::get();
    let Some(asked) = store.peek(Workbench::lesson_asks_about) else { return ().into_any() };
    let is_shown = store.slice(|workbench| workbench.lesson_asks_about().is_some_and(|asked| asked.is_shown));
    let about = format!("The question is about the example “{}”.", asked.name);
    if !asked.is_to_find {
        return view! { <p class="lesson-hint">{about}</p> }.into_any();
    }
    let scenario = asked.scenario;
    let stands = move || if is_shown.get() { " Its run is on the screen." } else { " Its run is not on the screen." };
    view! {
        <p class="lesson-hint" role="status">{about}{stands}</p>
        <p class="lesson-runs">
            <button type="button" class="button button--small" on:click=move |_| store.send(Message::Learn(LearnMessage::Run(scenario)))>
                <Glyph icon=Icon::Play />
                {format!("Run “{}”", asked.name)}
            </button>
        </p>
    }
    .into_any()
}

/// Where it stands what is said to an answer.
pub const SAID: &str = "lesson-said";
/// Where it stands what is mistaken in a definition itself, if anything is.
pub const PROBLEMS: &str = "lesson-problems";

/// Brings what is said to an answer into view when it comes.
pub fn reveal_what_is_said(waits: Memo<bool>) {
    Effect::new(move |waited: Option<bool>| {
        let waits = waits.get();
        if waited == Some(true) && !waits {
            request_animation_frame(|| [SAID, PROBLEMS].into_iter().for_each(browser::scroll_into_view));
        }
        waits
    });
}

/// What is said to an answer.
#[component]
pub fn Said(judgement: Judgement) -> impl IntoView {
    let tone = if judgement.passed { "right" } else { "wrong" };
    let (icon, word) = if judgement.passed { (Icon::Check, "Right.") } else { (Icon::Info, "Not yet.") };
    view! {
        <div class="said" data-tone=tone>
            <Glyph icon=icon />
            <p><strong>{word}</strong>" "<Prose text=judgement.explanation /></p>
        </div>
    }
}

/// Where the answer is given.
fn control(store: Store, kind: KindView) -> AnyView {
    let typed = store.slice(|workbench| page(workbench).map(|page| page.answer.typed).unwrap_or_default());
    let set = move |text: String| store.send(Message::Learn(LearnMessage::Type(text)));
    match kind {
        KindView::Choice(options) => view! {
            <fieldset class="options">
                <legend class="visually-hidden">"Answers"</legend>
                {options
                    .into_iter()
                    .map(|option| {
                        let (this, value) = (option.clone(), option.clone());
                        view! {
                            <label class="option">
                                <input
                                    type="radio"
                                    name="lesson-answer"
                                    prop:checked=move || typed.with(|typed| *typed == this)
                                    on:change=move |_| set(value.clone())
                                />
                                <span><Prose text=option /></span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        }
        .into_any(),
        KindView::State => {
            let states = store.peek(|workbench| {
                workbench.learn.open.as_ref().and_then(|open| open.view().map(|view| view.states.clone())).unwrap_or_default()
            });
            let chosen = store.slice(|workbench| match *workbench.front.selected {
                Selected::State(key) => workbench.front.scene.state(key).map(|node| node.title.to_string()),
                _ => None,
            });
            // What is chosen on the diagram is the answer, until another one is chosen here.
            Effect::new(move |before: Option<Option<String>>| {
                let now = chosen.get();
                if let (Some(before), Some(name)) = (&before, &now)
                    && before.as_ref() != Some(name)
                {
                    set(name.clone());
                }
                now
            });
            view! {
                <label class="field__label" for="lesson-state">"Choose it on the diagram, or here"</label>
                <select id="lesson-state" class="input" on:change=move |event| set(event_target_value(&event))>
                    <option value="" selected=move || typed.with(String::is_empty)>"–"</option>
                    {states
                        .into_iter()
                        .map(|state| {
                            let this = state.clone();
                            view! {
                                <option value=state.clone() selected=move || typed.with(|typed| *typed == this)>{state.clone()}</option>
                            }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
        KindView::Number(unit) => view! {
            <label class="field__label" for="lesson-number">"A number"</label>
            <div class="unit-field">
                <input
                    id="lesson-number"
                    class="input"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || typed.get()
                    on:input=move |event| set(event_target_value(&event))
                />
                <span>{unit}</span>
            </div>
        }
        .into_any(),
        KindView::Text => view! {
            <label class="field__label" for="lesson-text">"Your answer"</label>
            <input
                id="lesson-text"
                class="input"
                type="text"
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=move |event| set(event_target_value(&event))
            />
        }
        .into_any(),
        KindView::Json => json_field("Your answer, as JSON", String::new(), typed, set),
        KindView::Input(given) => json_field("An input, as JSON", given, typed, set),
        KindView::Place => {
            let place = store.slice(|workbench| workbench.front.run.chosen_place());
            view! {
                <p class="place-field" role="status">
                    <Glyph icon=Icon::List />
                    {move || match place.get() {
                        Some((state, 1)) => view! { <span>"You look at "<code>{state}</code></span> }.into_any(),
                        Some((state, visit)) => view! { <span>"You look at "<code>{state}</code>{format!(", visit {visit}")}</span> }.into_any(),
                        None => view! { <span>"Run the workflow, then choose the step in the list or on the diagram."</span> }.into_any(),
                    }}
                </p>
            }
            .into_any()
        }
    }
}

fn json_field(label: &'static str, given: String, typed: Memo<String>, set: impl Fn(String) + Copy + 'static) -> AnyView {
    let shown = move || typed.with(|typed| if typed.is_empty() { given.clone() } else { typed.clone() });
    view! {
        <label class="field__label" for="lesson-json">{label}</label>
        <textarea
            id="lesson-json"
            class="input input--json"
            rows="6"
            spellcheck="false"
            autocomplete="off"
            prop:value=shown
            on:input=move |event| set(event_target_value(&event))
        ></textarea>
    }
    .into_any()
}
