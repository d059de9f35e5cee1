//! The parts of the page that load late, and the empty places that wait for them.

use leptos::prelude::*;
use workbench::panels::{Panel, View};
use workbench::run::Run;

use super::parts::Part;
use super::{Loading, Opened};
use crate::browser;
use crate::canvas::{DragLayer, Far, Ghost, RunGlance, RunMarks, ZoomControls};
use crate::code::CodePane;
use crate::inspector::Inspector;
use crate::learn::{Groups, LearnRoom};
use crate::production::{HotMarks, HotNote};
use crate::run::{DataPanel, RunDock, StepsPanel};
use crate::shell::{Announcer, Dialog, DropVeil, FollowBar, LeftPanel, Menus, NoticeBar, PanelSplitter, PlayerBar, TopBar};
use crate::store::Store;

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// The workflow's name, the commands.
    TopBar,
    /// Palette, examples, problems.
    Left,
    /// Lessons.
    Learn,
    /// The text.
    Code,
    /// The fields of what is chosen.
    Inspector,
    /// The steps of a run.
    Steps,
    /// The data of a step.
    Data,
    /// The run.
    Dock,
    /// What groups of states are for, behind them.
    Groups,
    /// Hot spots of a forecast, in the scene.
    HotMarks,
    /// What they are.
    HotNote,
    /// A dialog.
    Dialog,
    /// What lies over the page: notices, announcements, the veil under a dragged file.
    Overlays,
    /// What is seen of a drag, in the scene; it follows the pointer.
    Drag,
    /// The card under the pointer.
    Ghost,
    /// The canvas' controls.
    Zoom,
    /// A large diagram from afar.
    Far,
    /// What a run says on the diagram, in the scene.
    RunMarks,
    /// What a run says beside it: the data of a transition, the meaning of colours.
    RunGlance,
}

/// A part of the page; until it is loaded its place is kept by an empty element of this class.
#[component]
pub fn LateRoom(room: Room, class: &'static str) -> impl IntoView {
    let store = Store::get();
    move || match store.loading() {
        Loading::Done(late) => (late.draw)(room),
        Loading::Begun if !class.is_empty() => view! { <div class=class aria-busy="true"></div> }.into_any(),
        Loading::Failed(why) if room == Room::Overlays => {
            view! { <div class="notice" role="alert" data-severity="error">{why}</div> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// Draws a part of the page.
pub fn draw(room: Room) -> AnyView {
    let opened = |part, class| view! { <Opened part room class /> }.into_any();
    match room {
        Room::TopBar if browser::is_player() => view! { <PlayerBar /> }.into_any(),
        Room::Overlays if browser::is_player() => view! {
            <NoticeBar />
            <Announcer />
        }
        .into_any(),
        Room::Left | Room::Code | Room::Learn if browser::is_player() => ().into_any(),
        Room::TopBar => view! { <TopBar /> }.into_any(),
        Room::Left => {
            let runs = Store::get().slice(|workbench| workbench.panels.dock_open);
            view! {
                <Show
                    when=move || runs.get()
                    fallback=|| {
                        view! {
                            <LeftPanel />
                            <PanelSplitter panel=Panel::Left label="Width of the left panel" grows=1.0 />
                        }
                    }
                >
                    <Opened part=Part::Run room=Room::Steps class="panel panel--left steps-panel" />
                    <PanelSplitter panel=Panel::Steps label="Width of the steps" grows=1.0 />
                </Show>
            }
            .into_any()
        }
        Room::Inspector => {
            let runs = Store::get().slice(|workbench| workbench.panels.dock_open);
            view! {
                <Show
                    when=move || runs.get()
                    fallback=|| {
                        view! {
                            <PanelSplitter panel=Panel::Inspector label="Width of the inspector" grows=-1.0 />
                            <Inspector />
                        }
                    }
                >
                    <PanelSplitter panel=Panel::Data label="Width of the data" grows=-1.0 />
                    <Opened part=Part::Run room=Room::Data class="panel panel--inspector" />
                </Show>
            }
            .into_any()
        }
        Room::Overlays => view! {
            <FollowBar />
            <NoticeBar />
            <Menus />
            <Announcer />
            <DropVeil />
        }
        .into_any(),
        Room::Drag => view! { <DragLayer /> }.into_any(),
        Room::Ghost => view! { <Ghost /> }.into_any(),
        Room::Zoom => view! { <ZoomControls /> }.into_any(),
        Room::Far => view! { <Far /> }.into_any(),
        Room::RunMarks | Room::RunGlance => {
            let has_marks = |run: &Run| run.has_recording() || run.has_breakpoints();
            let has_marks = Store::get().slice(move |workbench| has_marks(&workbench.front.run));
            let learns = Store::get().slice(|workbench| workbench.learn.shown);
            let painted = Store::get().slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.painted));
            view! {
                <Show when=move || room == Room::RunMarks && learns.get()>
                    <Opened part=Part::Aside room=Room::Groups class="" />
                </Show>
                <Show when=move || painted.get()>
                    <Opened part=Part::Aside room=if room == Room::RunMarks { Room::HotMarks } else { Room::HotNote } class="" />
                </Show>
                <Show when=move || has_marks.get()>
                    <Opened part=Part::Run room class="" />
                </Show>
            }
            .into_any()
        }
        Room::Steps | Room::Data => opened(Part::Run, "panel"),
        Room::Dock => opened(Part::Run, "dock"),
        Room::Learn => opened(Part::Aside, "panel panel--learn"),
        Room::Code => opened(Part::Aside, "middle__code"),
        Room::Dialog | Room::Groups | Room::HotMarks | Room::HotNote => opened(Part::Aside, ""),
    }
}

/// Draws what shows a run.
pub fn draw_run(room: Room) -> AnyView {
    match room {
        Room::Steps => view! { <StepsPanel /> }.into_any(),
        Room::Data => view! { <DataPanel /> }.into_any(),
        Room::Dock => view! { <RunDock /> }.into_any(),
        Room::RunMarks => view! { <RunMarks /> }.into_any(),
        Room::RunGlance => view! { <RunGlance /> }.into_any(),
        _ => ().into_any(),
    }
}

/// Draws what stands aside of designing and running: lessons, the text, dialogs.
pub fn draw_aside(room: Room) -> AnyView {
    match room {
        Room::Learn => view! { <LearnRoom /> }.into_any(),
        Room::Groups => view! { <Groups /> }.into_any(),
        Room::HotMarks => view! { <HotMarks /> }.into_any(),
        Room::HotNote => view! { <HotNote /> }.into_any(),
        Room::Code => {
            let is_beside = Store::get().slice(|workbench| workbench.panels.view == View::Split);
            view! {
                <Show when=move || is_beside.get()>
                    <PanelSplitter panel=Panel::Code label="Width of the code" grows=-1.0 />
                </Show>
                <div class="middle__code">
                    <CodePane />
                </div>
            }
            .into_any()
        }
        Room::Dialog => view! { <Dialog /> }.into_any(),
        _ => ().into_any(),
    }
}
