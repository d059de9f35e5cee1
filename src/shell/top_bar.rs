//! The top bar: the workflow's name, the view, undo and redo, export, run.

use leptos::prelude::*;
use workbench::Saved;
use workbench::commands::Overlay;
use workbench::drafts::FieldId;
use workbench::learn::LearnMessage;
use workbench::message::{Edit, Message, RunMessage, ScreenMessage};
use workbench::panels::{LeftTab, Panel, Theme, View};
use workbench::sheet::Held;

use super::export_menu::ExportMenu;
use crate::drafts::DraftLine;
use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, Segmented};

/// A run that takes longer can be stopped.
const STOP_AFTER: std::time::Duration = std::time::Duration::from_millis(400);

/// The top bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let store = Store::get();
    let view = store.slice(|workbench| workbench.panels.view);
    let set_view = move |view| store.send(Message::Screen(ScreenMessage::SetView(view)));
    view! {
        <header class="top-bar">
            <div class="top-bar__side">
                <Brand />
                <WorkflowName />
                <SavedMark />
            </div>
            <Segmented
                label="View"
                options=vec![(View::Design, "Design"), (View::Split, "Split"), (View::Code, "Code")]
                value=view
                on_change=set_view
            />
            <div class="top-bar__side top-bar__side--end">
                <ProblemCount />
                <UndoRedo />
                <span class="top-bar__divider"></span>
                <PanelSwitches />
                <ThemeSwitch />
                <span class="top-bar__divider"></span>
                <LearnSwitch />
                <ExportMenu />
                <RunButton />
            </div>
        </header>
    }
}

#[component]
fn Brand() -> impl IntoView {
    view! {
        <h1 class="brand">
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 1.8 22.2 12 12 22.2 1.8 12Z" fill="var(--accent)" />
                <path
                    d="M8.2 14.6h3.1v-4.4h4.4"
                    fill="none"
                    stroke="var(--on-accent)"
                    stroke-width="2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                />
            </svg>
            "Stepwright"
        </h1>
    }
}

#[component]
fn WorkflowName() -> impl IntoView {
    let store = Store::get();
    let name = store.slice(|workbench| workbench.front.name.to_string());
    view! {
        <div class="workflow-names">
            <DraftLine
                field=FieldId::WorkflowName
                id="workflow-name"
                class="workflow-name"
                label="Workflow name"
                longest=80
                value=name
            />
            <IconButton
                icon=Icon::ChevronDown
                label="Workflows"
                keys="Ctrl+O"
                on_press=move || store.send(Message::Screen(ScreenMessage::Open(Overlay::Workflows)))
            />
        </div>
    }
}

#[component]
fn SavedMark() -> impl IntoView {
    let store = Store::get();
    let saved = store.slice(|workbench| workbench.saved.clone());
    let by_link = store.slice(|workbench| workbench.front.keeping.held == Held::ByLink);
    let text = move || match saved.get() {
        _ if by_link.get() => "Not kept yet".to_owned(),
        Saved::Saving => "Saving…".to_owned(),
        Saved::Saved => "Saved in this browser".to_owned(),
        Saved::Failed(_) => "Not saved".to_owned(),
    };
    let state = Signal::derive(move || if matches!(saved.get(), Saved::Failed(_)) { "failed" } else { "fine" });
    let why = move || match saved.get() {
        _ if by_link.get() => "It came by a link; nothing of it is kept until you say so".to_owned(),
        Saved::Failed(why) => why,
        _ => "Every change is kept in this browser; nothing leaves the page".to_owned(),
    };
    view! { <span class="saved" data-state=state title=why>{text}</span> }
}

/// How many problems there are, as the way to them.
#[component]
fn ProblemCount() -> impl IntoView {
    let store = Store::get();
    let counts = store.slice(|workbench| workbench.front.problem_counts());
    move || {
        let (errors, warnings) = counts.get();
        let (severity, icon) = if errors > 0 { ("error", Icon::Error) } else { ("warning", Icon::Warning) };
        let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        let said = format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"));
        (errors + warnings > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="button button--quiet problem-count"
                    data-severity=severity
                    aria-label=format!("Problems: {said}")
                    title=said
                    on:click=move |_| store.send(Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Problems)))
                >
                    <Glyph icon=icon />
                    {if errors > 0 { errors } else { warnings }}
                </button>
            }
        })
    }
}

#[component]
fn UndoRedo() -> impl IntoView {
    let store = Store::get();
    let undo = store.slice(|workbench| workbench.front.history.undo_label().map(str::to_owned));
    let redo = store.slice(|workbench| workbench.front.history.redo_label().map(str::to_owned));
    let label = |verb: &str, what: Option<String>| what.map_or_else(|| verb.to_owned(), |what| format!("{verb}: {what}"));
    view! {
        <IconButton
            icon=Icon::Undo
            label=Signal::derive(move || label("Undo", undo.get()))
            keys="Ctrl+Z"
            disabled=Signal::derive(move || undo.get().is_none())
            on_press=move || store.send(Message::Edit(Edit::Undo))
        />
        <IconButton
            icon=Icon::Redo
            label=Signal::derive(move || label("Redo", redo.get()))
            keys="Ctrl+Shift+Z"
            disabled=Signal::derive(move || redo.get().is_none())
            on_press=move || store.send(Message::Edit(Edit::Redo))
        />
    }
}

#[component]
fn PanelSwitches() -> impl IntoView {
    let store = Store::get();
    let toggle = move |panel| store.send(Message::Screen(ScreenMessage::Toggle(panel)));
    let left = store.slice(|workbench| workbench.panels.left_open);
    let inspector = store.slice(|workbench| workbench.panels.inspector_open);
    let dock = store.slice(|workbench| workbench.panels.dock_open);
    view! {
        <IconButton icon=Icon::PanelLeft label="Left panel" keys="[" pressed=Signal::from(left) on_press=move || toggle(Panel::Left) />
        <IconButton icon=Icon::Panel label="Run view" keys="R" pressed=Signal::from(dock) on_press=move || toggle(Panel::Dock) />
        <IconButton
            icon=Icon::PanelRight
            label="Inspector"
            keys="]"
            pressed=Signal::from(inspector)
            on_press=move || toggle(Panel::Inspector)
        />
    }
}

/// Opens and closes the room of lessons.
#[component]
fn LearnSwitch() -> impl IntoView {
    let store = Store::get();
    let shown = store.slice(|workbench| workbench.learn.shown);
    view! {
        <button
            type="button"
            class="button"
            title="Lessons on workflows, checked by simulation"
            aria-expanded=Signal::derive(move || shown.get().to_string())
            aria-controls="learn"
            on:click=move |_| store.send(Message::Learn(LearnMessage::Toggle))
        >
            "Learn"
        </button>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let store = Store::get();
    let theme = store.slice(|workbench| workbench.panels.theme);
    let is_dark = move || match theme.get() {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => crate::browser::prefers_dark(),
    };
    let icon = Signal::derive(move || if is_dark() { Icon::Sun } else { Icon::Moon });
    let label = Signal::derive(move || if is_dark() { "Light colours" } else { "Dark colours" }.to_owned());
    let press = move || {
        let theme = if is_dark() { Theme::Light } else { Theme::Dark };
        store.send(Message::Screen(ScreenMessage::SetTheme(theme)));
    };
    view! { <IconButton icon=icon label=label on_press=press /> }
}

/// Runs the workflow, or ends the run.
#[component]
pub fn RunButton() -> impl IntoView {
    let store = Store::get();
    let busy = store.slice(|workbench| workbench.front.run.is_busy());
    // A run that ends at once would make the button flicker.
    let stops = RwSignal::new(false);
    Effect::new(move |_| {
        if !busy.get() {
            stops.set(false);
            return;
        }
        set_timeout(
            move || {
                if let (Some(true), false) = (busy.try_get_untracked(), stops.is_disposed()) {
                    stops.set(true);
                }
            },
            STOP_AFTER,
        );
    });
    view! {
        <Show
            when=move || stops.get()
            fallback=move || {
                view! {
                    <button
                        type="button"
                        class="button button--primary"
                        title="Run the workflow in this page (Ctrl+Enter)"
                        on:click=move |_| store.send(Message::Run(RunMessage::Start))
                    >
                        <Glyph icon=Icon::Play />
                        "Run"
                    </button>
                }
            }
        >
            <button
                type="button"
                class="button button--danger"
                title="End the run, as StopExecution does"
                on:click=move |_| store.send(Message::Run(RunMessage::Stop))
            >
                <Glyph icon=Icon::Close />
                "Stop"
            </button>
        </Show>
    }
}
