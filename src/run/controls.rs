//! The transport bar: scenario, play and step, scrubber, clock, and what can be pulled up.

use leptos::prelude::*;
use workbench::message::{Message, RunMessage, ScenarioMessage, ScreenMessage};
use workbench::panels::DockTab;
use workbench::run::{Speed, Tick};

use crate::store::{Store, memo, relayed};
use crate::ui::{Glyph, Icon, IconButton, Prose};

/// The bar.
#[component]
pub fn Controls() -> impl IntoView {
    let store = Store::get();
    let send = move |message: RunMessage| store.send(Message::Run(message));
    let playing = store.slice(|workbench| workbench.front.run.is_playing());
    let has_run = store.slice(|workbench| workbench.front.run.has_recording());
    let is_stale = store.slice(|workbench| workbench.front.run.is_stale());
    let no_run = Signal::derive(move || !has_run.get());
    let play_icon = Signal::derive(move || if playing.get() { Icon::Pause } else { Icon::Play });
    let play_label = Signal::derive(move || if playing.get() { "Pause" } else { "Play" }.to_owned());
    view! {
        <div class="dock__bar">
            <ScenarioSelect />
            <div class="dock__group" role="group" aria-label="Playback">
                <IconButton icon=Icon::SkipBack label="To the start" disabled=no_run on_press=move || send(RunMessage::ToStart) />
                <IconButton icon=Icon::StepBack label="Step back" keys="," disabled=no_run on_press=move || send(RunMessage::StepBack) />
                <IconButton icon=play_icon label=play_label disabled=no_run on_press=move || send(RunMessage::PlayPause) />
                <IconButton icon=Icon::StepForward label="Step" keys="." on_press=move || send(RunMessage::StepForward) />
                <IconButton icon=Icon::SkipForward label="To the end" disabled=no_run on_press=move || send(RunMessage::ToEnd) />
            </div>
            <SpeedSelect />
            <Show when=move || is_stale.get()>
                <span class="chip" data-status="caught" title="Workflow or scenario have changed since this run">
                    <Glyph icon=Icon::Warning />
                    "Outdated"
                </span>
            </Show>
            <BranchChip />
            <div class="dock__moment">
                <WhyStopped />
                <Scrubber />
            </div>
            <Clock />
            <PaneTabs />
            <IconButton icon=Icon::Trash label="Clear the run" disabled=no_run on_press=move || send(RunMessage::Clear) />
        </div>
    }
}

/// What can be pulled up; the open one again puts it down.
#[component]
fn PaneTabs() -> impl IntoView {
    let store = Store::get();
    let open = store.slice(|workbench| workbench.panels.pane_open.then_some(workbench.panels.dock_tab));
    let tab = move |(this, name): (DockTab, &'static str)| {
        let is_open = Signal::derive(move || open.get() == Some(this));
        view! {
            <button
                type="button"
                role="tab"
                class="pane-tab"
                aria-selected=Signal::derive(move || is_open.get().to_string())
                on:click=move |_| store.send(Message::Screen(ScreenMessage::SetDockTab(this)))
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="pane-tabs" role="tablist" aria-label="More of the run" on:keydown=move |event| crate::browser::move_focus(&event)>
            {DockTab::ALL.map(tab).collect_view()}
        </div>
    }
}

#[component]
fn ScenarioSelect() -> impl IntoView {
    let store = Store::get();
    let names = store.slice(|workbench| workbench.front.scenarios.names());
    let chosen = store.slice(|workbench| workbench.front.scenarios.chosen());
    let choose = move |event: web_sys::Event| {
        if let Ok(index) = event_target_value(&event).parse() {
            store.send(Message::Scenario(ScenarioMessage::Choose(index)));
        }
    };
    let options = move || {
        let chosen = relayed(chosen);
        let option = |(index, name): (usize, String)| {
            view! {
                <option value=index.to_string() selected=move || chosen.get() == index>
                    {name}
                </option>
            }
        };
        names.get().into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <select class="input dock__scenario" aria-label="Scenario" title="Scenario: input, mocks and expectation" on:change=choose>
            {options}
        </select>
    }
}

/// Says that the run is not the scenario's own: where it branched off, or that it is a real execution's history.
#[component]
fn BranchChip() -> impl IntoView {
    let store = Store::get();
    let words = store.slice(|workbench| match workbench.front.run.is_history() {
        true => Some("Real execution's history".to_owned()),
        false => workbench.front.run.branch_words(),
    });
    move || {
        words.get().map(|words| {
            let title = format!("{words}. Run starts the scenario anew.");
            view! {
                <span class="chip chip--branch" title=title>
                    <Glyph icon=Icon::Branch />
                    <span>{words}</span>
                </span>
            }
        })
    }
}

/// Why playing stopped here, in one quiet sentence; it is announced when it happens.
#[component]
fn WhyStopped() -> impl IntoView {
    let store = Store::get();
    let words = store.slice(|workbench| workbench.front.stop_words());
    move || {
        words.get().map(|words| {
            let plain = words.replace('`', "");
            view! { <p class="dock__stopped" title=plain><Prose text=words /></p> }
        })
    }
}

#[component]
fn Scrubber() -> impl IntoView {
    let store = Store::get();
    let range = store.slice(|workbench| (workbench.front.run.cursor(), workbench.front.run.length()));
    let seek = move |event: web_sys::Event| {
        if let Ok(to) = event_target_value(&event).parse() {
            store.send(Message::Run(RunMessage::Seek(to)));
        }
    };
    let ticks = store.slice(|workbench| {
        let run = &workbench.front.run;
        (run.length(), run.ticks())
    });
    let ticks = memo(move |_| ticks.get().1);
    let tick = |tick: Tick| {
        view! { <span class="scrubber__tick" data-kind=tick.kind style:left=format!("{:.2}%", 100.0 * tick.at)></span> }
    };
    let played = move || {
        let (at, length) = range.get();
        format!("{:.2}%", 100.0 * at as f64 / length.max(1) as f64)
    };
    view! {
        <div class="scrubber">
            <div class="scrubber__ticks" aria-hidden="true">
                {move || ticks.get().into_iter().map(tick).collect_view()}
            </div>
            <input
                type="range"
                min="0"
                aria-label="Moment of the run"
                aria-valuetext=Signal::derive(move || format!("event {} of {}", range.get().0, range.get().1))
                max=Signal::derive(move || range.get().1.to_string())
                prop:value=Signal::derive(move || range.get().0.to_string())
                disabled=Signal::derive(move || range.get().1 == 0)
                style=("--played", played)
                on:input=seek
            />
        </div>
    }
}

#[component]
fn Clock() -> impl IntoView {
    let store = Store::get();
    let time = store.slice(|workbench| workbench.front.run.clock_words());
    view! { <span class="dock__clock" title="Virtual time since the start">{move || time.get()}</span> }
}

#[component]
fn SpeedSelect() -> impl IntoView {
    let store = Store::get();
    let speed = store.slice(|workbench| workbench.front.run.speed);
    let choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event);
        if let Some(speed) = Speed::ALL.into_iter().find(|speed| speed.name() == chosen) {
            store.send(Message::Run(RunMessage::SetSpeed(speed)));
        }
    };
    let options = Speed::ALL.map(|option| {
        view! {
            <option value=option.name() selected=move || speed.get() == option>
                {option.name()}
            </option>
        }
    });
    view! {
        <select class="input dock__speed" aria-label="Playing speed" on:change=choose>
            {options.into_iter().collect_view()}
        </select>
    }
}
