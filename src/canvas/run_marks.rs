//! What a run says on the diagram: how the iterations of a Map stand and which one is looked at, what passed a transition, and
//! what the colours mean.

use asl::document::StateKey;
use leptos::prelude::*;
use workbench::message::{Message, RunMessage, TreeMessage};
use workbench::run::{Breakpoint, ContainerMark, Token};
use workbench::scene::{NodeKey, Point, Rect, Scene, SceneEdge};

use super::pointer::CanvasState;
use super::surface::Picture;
use crate::run::status_glyph;
use crate::store::{Store, memo, relayed};
use crate::ui::{Each, Glyph, Icon};

/// What the colours of a run mean.
const LEGEND: [(&str, &str); 6] = [
    ("running", "running"),
    ("succeeded", "succeeded"),
    ("caught", "error caught"),
    ("failed", "failed"),
    ("waiting", "tried again"),
    ("aborted", "aborted"),
];

/// The marks on Parallels and Maps.
#[component]
pub fn RunMarks() -> impl IntoView {
    let store = Store::get();
    let picture = expect_context::<Picture>();
    let marks = store.slice(|workbench| workbench.front.run.container_marks(&workbench.front.scene));
    let keys = move || marks.with(|marks| marks.iter().map(|mark| mark.key).collect::<Vec<_>>());
    let scene = relayed(picture.scene);
    let place = move |key: NodeKey| scene.with(|scene| scene.node(key).map(|node| node.rect));
    let breakpoints = store.slice(|workbench| workbench.front.run.breakpoints());
    let token = store.slice(|workbench| workbench.front.run.token());
    let tokens = move || {
        let way = token.get().and_then(|token| Some((token, picture.scene.with_untracked(|scene| way_of(scene, &token))?)));
        way.map(|(token, path)| {
            view! { <span class="token" aria-hidden="true" data-slow=token.is_slow.to_string() style:offset-path=format!("path('{path}')")></span> }
        })
    };
    let states = move || breakpoints.with(|all| all.iter().filter_map(on_state).collect::<Vec<_>>());
    let lines = move || breakpoints.with(|all| all.iter().filter_map(on_line).collect::<Vec<_>>());
    let on_its_line = move |(from, to): (StateKey, StateKey)| {
        let (from, to) = (NodeKey::State(from), NodeKey::State(to));
        let middle = Signal::derive(move || {
            scene.with(|scene| {
                let edge = scene.edges.iter().find(|edge| edge.key.from == from && edge.to == Some(to));
                edge.map(|edge| middle_of(&edge.points))
            })
        });
        view! {
            <Show when=move || middle.get().is_some()>
                <span
                    class="breakpoint"
                    title="Playing stops when this line is taken"
                    style:transform=move || {
                        let (x, y) = middle.get().unwrap_or_default();
                        format!("translate({:.1}px, {:.1}px)", x - 7.0, y - 7.0)
                    }
                ></span>
            </Show>
        }
    };
    let stop = move |key: StateKey| {
        let key = NodeKey::State(key);
        let rect = Signal::derive(move || place(key).unwrap_or_default());
        view! {
            <Show when=move || place(key).is_some()>
                <span
                    class="breakpoint"
                    title="Playing stops here (F9)"
                    style:transform=move || format!("translate({:.1}px, {:.1}px)", rect.get().x - 7.0, rect.get().y + 21.0)
                ></span>
            </Show>
        }
    };
    view! {
        {tokens}
        <Each each=states key=|key| *key let(key)>
            {stop(key)}
        </Each>
        <Each each=lines key=|ends| *ends let(ends)>
            {on_its_line(ends)}
        </Each>
        <Each each=keys key=|key| *key let(key)>
            {
                let mark = memo(move |_| marks.with(|marks| marks.iter().find(|mark| mark.key == key).cloned()));
                let rect = Signal::derive(move || place(key).unwrap_or_default());
                view! { <Mark mark rect /> }
            }
        </Each>
    }
}

/// The line that a token goes along.
fn way_of(scene: &Scene, token: &Token) -> Option<String> {
    let leaves = |edge: &SceneEdge| match token.from {
        Some(from) => edge.key.from == NodeKey::State(from),
        None => !matches!(edge.key.from, NodeKey::State(_)),
    };
    let edge = scene.edges.iter().find(|edge| edge.to == Some(NodeKey::State(token.to)) && leaves(edge))?;
    Some(edge.path())
}

fn on_state(what: &Breakpoint) -> Option<StateKey> {
    match what {
        Breakpoint::State(key) => Some(*key),
        _ => None,
    }
}

fn on_line(what: &Breakpoint) -> Option<(StateKey, StateKey)> {
    match what {
        Breakpoint::Transition(from, to) => Some((*from, *to)),
        _ => None,
    }
}

/// The middle of a line of several corners, by its length.
fn middle_of(points: &[Point]) -> (f64, f64) {
    let lengths: Vec<f64> = points.windows(2).map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y)).collect();
    let mut rest = lengths.iter().sum::<f64>() / 2.0;
    for (pair, length) in points.windows(2).zip(lengths) {
        if rest <= length && length > 0.0 {
            let share = rest / length;
            return (pair[0].x + (pair[1].x - pair[0].x) * share, pair[0].y + (pair[1].y - pair[0].y) * share);
        }
        rest -= length;
    }
    points.first().map_or((0.0, 0.0), |point| (point.x, point.y))
}

#[component]
fn Mark(mark: Memo<Option<ContainerMark>>, rect: Signal<Rect>) -> impl IntoView {
    view! {
        <div
            class="run-mark"
            style:transform=move || format!("translate({:.1}px, {:.1}px)", rect.get().x + 12.0, rect.get().y + rect.get().height - 13.0)
            style:max-width=move || format!("{:.1}px", (rect.get().width - 24.0).max(290.0))
            on:pointerdown=|event| event.stop_propagation()
        >
            {move || mark.get().map(|mark| view! { <Chooser mark /> })}
        </div>
    }
}

#[component]
fn Chooser(mark: ContainerMark) -> impl IntoView {
    let store = Store::get();
    let ContainerMark { counts, is_map, shown, neighbours: [before, after, failed], .. } = mark;
    let show = move |frame: u32| store.send(Message::Run(RunMessage::Tree(TreeMessage::ShowFrame(frame))));
    let arrow = move |icon: Icon, label: &'static str, frame: Option<u32>| {
        view! {
            <button
                type="button"
                class="run-mark__arrow"
                aria-label=label
                title=label
                disabled=frame.is_none()
                on:click=move |_| {
                    if let Some(frame) = frame {
                        show(frame);
                    }
                }
            >
                <Glyph icon=icon />
            </button>
        }
    };
    let iteration = is_map.then(|| {
        let words = match shown {
            Some((number, note)) if note.is_empty() => number,
            Some((number, note)) => format!("{number} · {note}"),
            None => "all items".to_owned(),
        };
        let title = words.clone();
        view! {
            {arrow(Icon::ChevronLeft, "The iteration before", before)}
            <span class="run-mark__shown" title=title>{words}</span>
            {arrow(Icon::ChevronRight, "The next iteration", after)}
        }
    });
    let failures = (counts.failed > 0).then(|| {
        let words = format!("{} failed: show the next one", counts.failed);
        match failed {
            Some(frame) => view! {
                <button type="button" class="run-mark__count" data-status="failed" title=words.clone() aria-label=words on:click=move |_| show(frame)>
                    {counts.failed}
                    <Glyph icon=Icon::Close />
                </button>
            }
            .into_any(),
            None => view! {
                <span class="run-mark__count" data-status="failed">
                    {counts.failed}
                    <Glyph icon=Icon::Close />
                </span>
            }
            .into_any(),
        }
    });
    let running = (counts.running > 0).then(|| {
        view! {
            <span class="run-mark__count" data-status="running">
                {counts.running}
                <Glyph icon=Icon::Play />
            </span>
        }
    });
    view! {
        <div class="run-mark__chip" role="group" aria-label=counts.words()>
            {iteration}
            {failures}
            {running}
            <span class="run-mark__count" data-status="succeeded" title=counts.words()>
                {format!("{}/{}", counts.succeeded, counts.all)}
                <Glyph icon=Icon::Check />
            </span>
        </div>
    }
}

/// What passed the transition under the pointer, and what the colours mean.
#[component]
pub fn RunGlance() -> impl IntoView {
    let store = Store::get();
    let hovered = CanvasState::get().hovered;
    let is_shown = store.slice(|workbench| workbench.panels.dock_open && workbench.front.run.has_recording());
    let is_left = store.slice(|workbench| !workbench.panels.dock_open && workbench.front.run.has_recording());
    let is_stale = store.slice(|workbench| workbench.front.run.is_stale());
    let passed = store.slice(move |workbench| hovered.get().and_then(|key| workbench.front.passed(Some(key))));
    let glance = move || {
        passed.get().map(|passed| {
            let data = passed.data.map(|data| (workbench::json_tree::short(&data.value, 110), data.size));
            view! {
                <div class="run-glance" role="status">
                    <p class="run-glance__title">{passed.title}<span class="run-glance__times">{passed.times}</span></p>
                    {data.map(|(json, size)| view! { <p class="run-glance__data"><code>{json}</code><span>{size}</span></p> })}
                </div>
            }
        })
    };
    view! {
        <Show when=move || is_left.get()>
            <p class="run-left" role="status">
                {move || if is_stale.get() { "Colours of an older run" } else { "Colours of the last run" }}
                <button type="button" class="button button--small" on:click=move |_| store.send(Message::Run(RunMessage::Clear))>
                    "Clear"
                </button>
            </p>
        </Show>
        <Show when=move || is_shown.get()>
            {glance}
            <ul class="run-legend" aria-label="What the marks of a run mean">
                {LEGEND
                    .map(|(status, words)| {
                        view! {
                            <li data-status=status>
                                <Glyph icon=status_glyph(status) />
                                {words}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </Show>
    }
}
