//! What the tabs share: small bars, states to go to, texts to take along, the button that makes the runs.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::ProductionMessage;

use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Glyph, Icon, Segmented};

/// Bars from 0 to 1 beside each other; what they say stands beside them in words.
pub fn bars(heights: &[f64]) -> AnyView {
    const HEIGHT: f64 = 36.0;
    let width = 100.0 / heights.len().max(1) as f64;
    let bar = |(at, height): (usize, &f64)| {
        let height = if *height > 0.0 { (height * HEIGHT).max(1.0) } else { 0.0 };
        view! {
            <rect x=format!("{:.2}", at as f64 * width) y=format!("{:.2}", HEIGHT - height) width=format!("{:.2}", width * 0.8) height=format!("{height:.2}") />
        }
    };
    view! {
        <svg class="spread__bars" viewBox="0 0 100 36" preserveAspectRatio="none" aria-hidden="true">
            {heights.iter().enumerate().map(bar).collect_view()}
        </svg>
    }
    .into_any()
}

/// A meter of a share.
pub fn meter(share: f64, tone: &'static str) -> AnyView {
    view! {
        <span class="meter" data-tone=tone>
            <span class="meter__fill" style:width=format!("{:.1}%", (share.min(1.0) * 100.0).max(0.4))></span>
        </span>
    }
    .into_any()
}

/// A state by its name; leads to it on the diagram.
#[component]
pub fn StateLink(name: String) -> impl IntoView {
    let store = Store::get();
    let state = name.clone();
    view! {
        <button
            type="button"
            class="state-link"
            title="Show it on the diagram"
            on:click=move |_| store.send(Message::Production(ProductionMessage::GoTo(state.clone())))
        >
            {name}
        </button>
    }
}

/// Makes the runs, or stops; how far they are.
#[component]
pub fn Runs(label: &'static str) -> impl IntoView {
    let store = Store::get();
    let progress = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.progress));
    let problem = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.problem.clone()));
    let send = move |message: ProductionMessage| store.send(Message::Production(message));
    let goes = memo(move |_| progress.get().is_some());
    view! {
        <div class="runs">
            <Show
                when=move || goes.get()
                fallback=move || {
                    view! {
                        <button type="button" class="button button--primary" on:click=move |_| send(ProductionMessage::Forecast)>
                            <Glyph icon=Icon::Play />
                            {label}
                        </button>
                    }
                }
            >
                <progress
                    class="runs__progress"
                    aria-label="Runs made"
                    max=move || progress.get().unwrap_or_default().1.to_string()
                    value=move || progress.get().unwrap_or_default().0.to_string()
                ></progress>
                <span class="runs__count">{move || progress.get().map(|(done, all)| format!("{done} of {all} runs"))}</span>
                <button type="button" class="button" on:click=move |_| send(ProductionMessage::Stop)>
                    "Stop"
                </button>
            </Show>
            {move || problem.get().map(|why| view! { <p class="runs__problem" role="alert">{why}</p> })}
        </div>
    }
}

/// Texts in several formats, one of which is shown, to be copied or downloaded.
#[component]
pub fn Texts(label: &'static str, formats: Vec<(&'static str, &'static str, String)>) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let said = RwSignal::new("");
    let options = formats.iter().enumerate().map(|(at, (title, ..))| (at, *title)).collect::<Vec<_>>();
    let formats = StoredValue::new(formats);
    let now = move || formats.with_value(|formats| formats.get(chosen.get()).cloned()).unwrap_or_default();
    let copy = move |_| {
        browser::copy(&now().2, move |done| {
            said.try_set(if done { "Copied" } else { "The browser refused the clipboard; download it instead" });
        })
    };
    let download = move |_| {
        let (_, file, text) = now();
        let done = browser::download(file, &text).is_ok();
        said.set(if done { "Downloaded" } else { "The browser refused the download; copy it instead" });
    };
    let choose = move |at| {
        chosen.set(at);
        said.set("");
    };
    view! {
        <section class="texts" aria-label=label>
            <div class="texts__head">
                <h3 class="ask__part">{label}</h3>
                <Segmented label="Format" options value=chosen on_change=choose />
                <span class="texts__said" role="status">{move || said.get()}</span>
                <button type="button" class="button button--small" on:click=copy>
                    <Glyph icon=Icon::Copy />
                    "Copy"
                </button>
                <button type="button" class="button button--small" on:click=download>
                    <Glyph icon=Icon::Download />
                    "Download"
                </button>
            </div>
            <pre class="texts__text scroll" tabindex="0" aria-label="The text">{move || now().2}</pre>
        </section>
    }
}
