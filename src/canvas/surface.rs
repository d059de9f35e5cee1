//! The canvas itself: ground, layers of the world, gestures.

use asl::document::StateKey;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{PointerEvent, WheelEvent};
use workbench::gesture::Gesture;
use workbench::message::Selected;
use workbench::run::NodeStatuses;
use workbench::scene::{Decimals, NodeKey, Point, Rect, Scene, Shown, tenths, window};
use workbench::shared::Shared;
use workbench::viewport::Viewport;

use super::edge::{EdgeLabel, EdgeLine};
use super::node::NodeView;
use super::pointer::CanvasState;
use crate::browser;
use crate::late::{LateRoom, Loading, Room};
use crate::store::{Store, memo};

/// The distance of the ground's dots in scene units.
const DOTS: f64 = 20.0;

/// What every part of the picture reads, each slice computed once.
#[derive(Clone, Copy)]
pub struct Picture {
    /// The diagram.
    pub scene: Memo<Shared<Scene>>,
    /// What is chosen.
    pub selected: Memo<Selected>,
    /// What is chosen together with it.
    pub group: Memo<std::sync::Arc<Vec<StateKey>>>,
    /// How far the run has come in each state.
    pub statuses: Memo<Shared<NodeStatuses>>,
    /// The worst problem of each state.
    pub problems: Memo<Shared<workbench::ProblemMarks>>,
    /// What is drawn one by one.
    pub shown: Memo<Shown>,
    /// What of it is drawn already.
    pub drawn: RwSignal<Shown>,
    /// Whether the rest comes with the next frames.
    pub pending: RwSignal<bool>,
}

impl Picture {
    /// Whether a state is chosen together with the one that is.
    pub fn is_together(&self, own: StateKey, chosen: StateKey) -> bool {
        self.group.with(|group| group.contains(&own) && group.contains(&chosen))
    }
}

/// The diagram with everything that can be done on it.
#[component]
pub fn Canvas() -> impl IntoView {
    let store = Store::get();
    let state = CanvasState::get();
    let scene = store.slice(|workbench| workbench.front.scene.clone());
    let selected = store.slice(|workbench| *workbench.front.selected);
    let picture = Picture {
        scene,
        selected,
        group: store.slice(|workbench| workbench.front.group.clone()),
        shown: shown(state, scene, selected),
        drawn: RwSignal::new(Shown::default()),
        pending: RwSignal::new(false),
        statuses: store.slice(|workbench| workbench.front.run.statuses.clone()),
        problems: store.slice(|workbench| workbench.front.problem_marks.clone()),
    };
    provide_context(picture);
    observe_size(state);
    follow_wishes(state, picture);
    Effect::new(move |_| {
        let shown = picture.shown.get();
        match store.late.get_untracked() {
            Loading::Done(late) => (late.draw_next)(state, picture),
            _ => picture.drawn.set(shown),
        }
    });

    let viewport = state.viewport;
    let is_far = memo(move |_| viewport.with(Viewport::is_far));
    let is_stale = store.slice(|workbench| workbench.front.is_stale());
    // Who has left a run and edits on sees all states alike.
    let is_running = store.slice(|workbench| {
        let run = &workbench.front.run;
        run.has_recording() && (workbench.panels.dock_open || !run.is_stale())
    });
    let sheet = store.slice(|workbench| *workbench.front.id);
    let gesture_name = move || match state.gesture.get() {
        Gesture::Pan { moved: true, .. } => "panning",
        Gesture::Drag { .. } | Gesture::Retarget { .. } | Gesture::Lead { .. } => "dragging",
        Gesture::Lasso { .. } => "lasso",
        _ => "none",
    };
    let world = move || {
        let Viewport { x, y, zoom } = viewport.get();
        format!("translate({}px, {}px) scale({})", tenths(x), tenths(y), Decimals(zoom, 6))
    };
    view! {
        <div
            class="canvas"
            node_ref=state.element
            role="application"
            tabindex="0"
            aria-label="Workflow diagram. Arrow keys follow the flow, Enter opens the fields, N adds, question mark shows all keys."
            data-gesture=gesture_name
            data-on-line=Signal::derive(move || state.pointed_line.get().is_some().to_string())
            data-distance=move || if is_far.get() { "far" } else { "near" }
            data-running=Signal::derive(move || is_running.get().to_string())
            data-stale=Signal::derive(move || is_stale.get().to_string())
            style:background-size=Signal::derive(move || ground_size(viewport.get()))
            style:background-position=Signal::derive(move || format!("{}px {}px", tenths(viewport.get().x), tenths(viewport.get().y)))
            on:pointerdown=move |event| start_pan(state, &event)
            on:wheel=move |event| turn_wheel(state, &event)
        >
            <Show when=move || picture.shown.with(|shown| shown.far || shown.crowded) || picture.pending.get()>
                <LateRoom room=Room::Far class="" />
            </Show>
            <div class="world" data-animate=move || state.glides.get().to_string() style:transform=world>
                // Nothing of one workflow's diagram becomes something of another's.
                <For each=move || [sheet.get()] key=|sheet| *sheet let(_sheet)>
                    <Diagram picture />
                </For>
                <LateRoom room=Room::Drag class="" />
                <LateRoom room=Room::RunMarks class="" />
            </div>
            <LateRoom room=Room::Zoom class="" />
            <LateRoom room=Room::RunGlance class="" />
        </div>
        <LateRoom room=Room::Ghost class="" />
    }
}

/// What is drawn one by one: all of a small diagram, what is near the view of a large one.
fn shown(state: CanvasState, scene: Memo<Shared<Scene>>, selected: Memo<Selected>) -> Memo<Shown> {
    let sight = memo(move |last: Option<&Rect>| window(&state.viewport.get(), state.window.get(), last.copied()));
    let readable = memo(move |_| state.viewport.get().is_readable());
    let is_small = memo(move |_| scene.with(|scene| scene.is_small()));
    memo(move |_| {
        let keep = match selected.get() {
            Selected::State(key) => Some(NodeKey::State(key)),
            Selected::Transition(slot) => scene.with(|scene| scene.edge_of(slot).map(|edge| edge.key.from)),
            Selected::Machine => None,
        };
        let (sight, readable) = if is_small.get() { (Rect::default(), true) } else { (sight.get(), readable.get()) };
        scene.with(|scene| scene.shown_in(&sight, readable, keep))
    })
}

/// The nodes and transitions of the scene that are in sight.
#[component]
fn Diagram(picture: Picture) -> impl IntoView {
    let shown = picture.drawn;
    let frames = move || shown.with(|shown| shown.frames.clone());
    let cards = move || shown.with(|shown| shown.cards.clone());
    let pointed_line = CanvasState::get().pointed_line;
    let labels = move || shown.with(|shown| shown.edges.clone());
    // Of lines that are one picture, the one under the pointer is drawn by itself.
    let edges = move || {
        let mut edges = labels();
        if shown.with(|shown| shown.crowded) {
            edges.extend(pointed_line.get().filter(|line| !edges.contains(line)));
        }
        edges
    };
    view! {
        <For each=frames key=|key| *key let(key)>
            <NodeView key />
        </For>
        <svg class="edges" aria-hidden="true">
            <For each=edges key=|key| *key let(key)>
                <EdgeLine key />
            </For>
        </svg>
        <For each=labels key=|key| *key let(key)>
            <EdgeLabel key />
        </For>
        <For each=cards key=|key| *key let(key)>
            <NodeView key />
        </For>
    }
}

fn ground_size(viewport: Viewport) -> String {
    let mut step = DOTS * viewport.zoom;
    while step < 12.0 {
        step *= 2.0;
    }
    let step = Decimals(step, 2);
    format!("{step}px {step}px")
}

/// Keeps the canvas' size as it is: asking for it at each step of panning would make the browser lay the page out.
fn observe_size(state: CanvasState) {
    let observe = Closure::<dyn Fn()>::new(move || {
        let size = state.size();
        if state.window.try_get_untracked().is_some_and(|before| before != size) {
            state.window.set(size);
        }
    });
    let observer = web_sys::ResizeObserver::new(observe.as_ref().unchecked_ref());
    // The canvas lives as long as the page.
    observe.forget();
    state.element.on_load(move |element| {
        state.window.set(state.size());
        if let Ok(observer) = observer {
            observer.observe(&element);
        }
    });
}

/// Presses on the ground pan; presses on anything else are stopped there.
fn start_pan(state: CanvasState, event: &PointerEvent) {
    if event.button() > 1 {
        return;
    }
    let from = state.on_screen(event.client_x(), event.client_y());
    if event.shift_key() {
        let from = state.viewport.get_untracked().to_scene(from);
        state.gesture.set(Gesture::Lasso { from, at: from });
        return;
    }
    state.gesture.set(Gesture::Pan { from, viewport: state.viewport.get_untracked(), moved: false });
}

/// The wheel moves the view; with Ctrl (so a pinch, too) it magnifies.
fn turn_wheel(state: CanvasState, event: &WheelEvent) {
    event.prevent_default();
    state.glides.set(false);
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
    let (dx, dy) = (event.delta_x() * lines, event.delta_y() * lines);
    if event.ctrl_key() || event.meta_key() {
        let around = state.on_screen(event.client_x(), event.client_y());
        let factor = (-dy * 0.004).clamp(-0.5, 0.5).exp();
        state.viewport.update(|viewport| *viewport = viewport.zoomed(factor, around));
    } else {
        let (dx, dy) = if event.shift_key() && dx == 0.0 { (dy, 0.0) } else { (dx, dy) };
        state.viewport.update(|viewport| *viewport = viewport.moved_by(-dx, -dy));
    }
}

/// Fits, and brings the chosen state into view, when the workbench asks.
fn follow_wishes(state: CanvasState, picture: Picture) {
    let wishes = Store::get().wishes;
    let fit = move || {
        let (scene, canvas) = (picture.scene.get_untracked(), state.size());
        let start = scene.nodes.iter().map(|node| node.rect).min_by(|a, b| a.y.total_cmp(&b.y)).unwrap_or_default();
        let start = Point { x: start.x + start.width / 2.0, y: start.y };
        let (_, whole) = wishes.fit.get_untracked();
        state.viewport.set(match whole {
            true => Viewport::fitting(scene.size, canvas),
            false => Viewport::opening(scene.size, start, canvas),
        });
    };
    Effect::new(move |before: Option<()>| {
        wishes.fit.track();
        // The canvas appears with the whole diagram in view; later it glides there.
        state.glides.set(before.is_some() && !browser::prefers_stillness());
        request_animation_frame(fit);
    });
    let store = Store::get();
    Effect::new(move |before: Option<()>| {
        wishes.show_on_canvas.track();
        if before.is_some() {
            show_selected(state, picture, store.peek(|workbench| workbench.panels.dock_open));
        }
    });
}

fn show_selected(state: CanvasState, picture: Picture, follows_run: bool) {
    let Selected::State(key) = picture.selected.get_untracked() else { return };
    let Some(rect) = picture.scene.get_untracked().state(key).map(|node| node.rect) else { return };
    let before = state.viewport.get_untracked();
    let after = if follows_run { before.following(rect, state.clear_size()) } else { before.showing(rect, state.clear_size()) };
    if after != before {
        state.glides.set(!browser::prefers_stillness());
        state.viewport.set(after);
    }
    request_animation_frame(move || browser::focus_card(&format!("{key:?}")));
}

/// The middle of the canvas, to magnify around.
pub fn middle(state: CanvasState) -> Point {
    let size = state.size();
    Point { x: size.width / 2.0, y: size.height / 2.0 }
}
