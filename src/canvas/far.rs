//! A large diagram from afar: boxes, lines and, where they can be read, names, drawn as one picture. Near by, the lines alone
//! where there are too many of them.

use std::f64::consts::TAU;

use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration};
use workbench::message::Selected;
use workbench::run::NodeStatuses;
use workbench::scene::{EdgeLook, NodeKey, Rect, Scene, SceneEdge, SceneNode, Size, contains, text};
use workbench::viewport::Viewport;

use super::far_lines::FarLines;
use super::pointer::CanvasState;
use super::surface::Picture;
use crate::browser;

/// Names are written from this height in pixels on.
const READABLE: f64 = 7.0;
/// The size of a name and of a container's name on the screen, and the largest of a name on its card.
const NAME: f64 = 10.0;
const TITLE: f64 = 13.0;
const LARGEST_NAME: f64 = 30.0;

/// How strong the lines of a simplified diagram are.
pub const FAINT: f64 = 0.25;
/// More lines than this, and those of a simplified diagram, are as fine as the screen can show them: a browser draws those
/// fifteen times as fast.
const MANY_LINES: usize = 1000;
/// A picture that takes longer than this, in milliseconds, is not painted anew for each step of a moving view.
const CHEAP: f64 = 3.0;
/// Painting may take such a part of the time while the view moves, but is never put off for longer than this.
const SHARE: f64 = 0.1;
const LONGEST_WAIT: f64 = 250.0;

/// What was painted last.
#[derive(Clone, Copy)]
struct Painted {
    view: Viewport,
    /// When, and how long it took, in milliseconds.
    at: f64,
    cost: f64,
}

/// The picture, while the diagram is far away.
#[component]
pub fn Far() -> impl IntoView {
    let picture = expect_context::<Picture>();
    let state = CanvasState::get();
    let element = NodeRef::<CanvasElement>::new();
    let painted = StoredValue::new(None::<Painted>);
    let (due, waits) = (StoredValue::new(false), StoredValue::new(false));
    // How many sheets of lines were there so far.
    let (lines, sheets) = (StoredValue::new_local(FarLines::default()), RwSignal::new(0_u32));
    let lines_due = StoredValue::new(false);
    let paint = move || {
        due.try_set_value(false);
        let Some(Some(canvas)) = element.try_get_untracked() else { return };
        let at = browser::milliseconds();
        let view = state.viewport.get_untracked();
        let size = state.window.get_untracked();
        let has_more = lines.try_update_value(|lines| draw(&canvas, picture, &view, size, lines));
        if has_more == Some(true) && lines_due.try_get_value() == Some(false) {
            lines_due.set_value(true);
            let canvas = canvas.clone();
            request_animation_frame(move || paint_lines(canvas, picture, lines, lines_due, sheets));
        }
        painted.try_set_value(Some(Painted { view, at, cost: browser::milliseconds() - at }));
        carry(&canvas, &view, &view);
        // The browser paints at the end of this frame what was asked of it here.
        let note_cost = move || {
            painted.try_update_value(|painted| {
                if let Some(painted) = painted.as_mut().filter(|painted| painted.at == at) {
                    painted.cost = browser::milliseconds() - at;
                }
            });
        };
        set_timeout(note_cost, std::time::Duration::ZERO);
    };
    let paint_soon = move || {
        if due.try_get_value() == Some(false) {
            due.set_value(true);
            request_animation_frame(paint);
        }
    };
    Effect::new(move |_| {
        picture.scene.with(|_| ());
        lines.update_value(FarLines::outdate);
    });
    Effect::new(move |_| {
        // Whatever is seen of it.
        state.window.get();
        picture.scene.with(|_| ());
        picture.selected.get();
        picture.statuses.with(|_| ());
        picture.shown.with(|shown| shown.far);
        picture.pending.get();
        sheets.get();
        element.get();
        paint_soon();
    });
    Effect::new(move |_| {
        let view = state.viewport.get();
        let Some(last) = painted.get_value() else { return };
        let left = (last.cost / SHARE).min(LONGEST_WAIT) - (browser::milliseconds() - last.at);
        if last.cost <= CHEAP || left <= 0.0 {
            return paint_soon();
        }
        // What there is moves along until it is painted anew.
        if let Some(canvas) = element.get_untracked() {
            carry(&canvas, &last.view, &view);
        }
        if !waits.get_value() {
            waits.set_value(true);
            let after = move || {
                if waits.try_set_value(false).is_none() {
                    paint_soon();
                }
            };
            set_timeout(after, std::time::Duration::from_millis(left as u64 + 1));
        }
    });
    view! { <canvas class="far" node_ref=element aria-hidden="true"></canvas> }
}

/// Paints lines that are still to be painted, in this frame and those that follow.
fn paint_lines(
    canvas: web_sys::HtmlCanvasElement,
    picture: Picture,
    lines: StoredValue<FarLines, LocalStorage>,
    due: StoredValue<bool>,
    sheets: RwSignal<u32>,
) {
    let painted = lines.try_update_value(|lines| {
        let colours = Colours::of(&canvas)?;
        Some(picture.scene.with_untracked(|scene| lines.go_on(scene, &colours)))
    });
    let Some((has_changed, has_more)) = painted.map(Option::unwrap_or_default) else { return };
    due.set_value(has_more);
    if has_changed {
        sheets.update(|count| *count = count.wrapping_add(1));
    }
    if has_more {
        request_animation_frame(move || paint_lines(canvas, picture, lines, due, sheets));
    }
}

/// Puts a picture of one view where it belongs in another.
fn carry(canvas: &web_sys::HtmlCanvasElement, painted: &Viewport, view: &Viewport) {
    let scale = view.zoom / painted.zoom;
    let (x, y) = (view.x - painted.x * scale, view.y - painted.y * scale);
    let transform = format!("translate({x:.2}px, {y:.2}px) scale({scale:.4})");
    let element: &web_sys::HtmlElement = canvas;
    element.style().set_property("transform", &transform).ok();
}

/// Draws what is in sight. Whether there are lines that are yet to be painted.
fn draw(canvas: &web_sys::HtmlCanvasElement, picture: Picture, view: &Viewport, size: Size, lines: &mut FarLines) -> bool {
    let ratio = window().device_pixel_ratio();
    let (width, height) = ((size.width * ratio) as u32, (size.height * ratio) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let Some(context) = canvas.get_context("2d").ok().flatten() else { return false };
    let Ok(context) = context.dyn_into::<CanvasRenderingContext2d>() else { return false };
    let Some(colours) = Colours::of(canvas) else { return false };
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok();
    context.clear_rect(0.0, 0.0, size.width, size.height);
    context.set_transform(ratio * view.zoom, 0.0, 0.0, ratio * view.zoom, ratio * view.x, ratio * view.y).ok();
    let (scene, statuses) = (picture.scene.get_untracked(), picture.statuses.get_untracked());
    let selected = picture.selected.get_untracked();
    let sight = view.sight(size);
    let (zoom, hair) = (view.zoom, 1.0 / view.zoom);
    let finest = 1.0 / (view.zoom * ratio);
    let is_crowd = scene.simplified && scene.edges.len() > MANY_LINES;
    let has_more = is_crowd && lines.begin(&scene, view, size);
    let sheets = is_crowd.then_some(&*lines);
    let painter = Painter { context: &context, colours: &colours, scene: &scene, sheets, view, ratio, sight, zoom, hair, finest };
    // Boxes stand for cards that are yet to be drawn.
    match picture.shown.with_untracked(|shown| shown.far) || picture.pending.get_untracked() {
        true => painter.paint(&statuses, selected),
        false => painter.lines(),
    }
    has_more
}

/// The colours of the page as a canvas wants them.
pub struct Colours {
    /// Of a line.
    pub line: String,
    /// Of one that an error takes.
    pub error_line: String,
    card: String,
    border: String,
    frame: String,
    text: String,
    accent: String,
    good: String,
    bad: String,
    kinds: CssStyleDeclaration,
}

impl Colours {
    fn of(canvas: &web_sys::HtmlCanvasElement) -> Option<Self> {
        let style = window().get_computed_style(canvas).ok().flatten()?;
        let of = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        Some(Self {
            line: of("--far-line"),
            error_line: of("--far-error"),
            card: of("--far-card"),
            border: of("--far-border"),
            frame: of("--far-frame"),
            text: of("--far-text"),
            accent: of("--far-accent"),
            good: of("--far-good"),
            bad: of("--far-bad"),
            kinds: style,
        })
    }
}

/// A picture on its way.
struct Painter<'a> {
    context: &'a CanvasRenderingContext2d,
    colours: &'a Colours,
    scene: &'a Scene,
    /// The lines of a crowd, if it is one.
    sheets: Option<&'a FarLines>,
    view: &'a Viewport,
    ratio: f64,
    /// The part of the scene that is in sight.
    sight: Rect,
    zoom: f64,
    /// The width of a fine line.
    hair: f64,
    /// The width of the finest line there can be.
    finest: f64,
}

/// A card, with what its colours come from.
struct Card<'a> {
    node: &'a SceneNode,
    status: &'static str,
    is_selected: bool,
}

impl Painter<'_> {
    fn paint(&self, statuses: &NodeStatuses, selected: Selected) {
        let seen = || self.scene.nodes.iter().filter(|node| node.rect.overlaps(&self.sight));
        seen().filter(|node| node.is_container).for_each(|node| self.frame(node));
        self.lines();
        seen().filter(|node| !node.is_container && node.state.is_none()).for_each(|node| self.pill(node));
        let card = |node| Card { node, status: statuses.of(node.key).name(), is_selected: selected == as_selected(node.key) };
        let cards: Vec<Card> = seen().filter(|node| !node.is_container && node.state.is_some()).map(card).collect();
        self.cards(&cards);
        self.names(&cards);
        seen().filter(|node| node.is_container).for_each(|node| self.container_name(node));
    }

    fn frame(&self, node: &SceneNode) {
        self.context.set_fill_style_str(&self.colours.frame);
        self.fill(&node.rect);
        self.context.set_stroke_style_str(&self.colours.border);
        self.context.set_line_width(self.hair);
        self.stroke(&node.rect);
    }

    fn lines(&self) {
        if let Some(sheets) = self.sheets {
            return sheets.draw(self.context, self.view, self.ratio);
        }
        let seen: Vec<&SceneEdge> = self.scene.edges.iter().filter(|edge| self.scene.is_drawn_in(edge, &self.sight)).collect();
        let is_crowd = self.scene.simplified || seen.len() > MANY_LINES;
        self.context.set_line_width(if is_crowd { self.finest } else { 1.5 * self.hair });
        // So many lines that run anywhere would leave no ground to see.
        self.context.set_global_alpha(if self.scene.simplified { FAINT } else { 1.0 });
        for (caught, colour) in [(false, &self.colours.line), (true, &self.colours.error_line)] {
            self.context.begin_path();
            seen.iter().filter(|edge| (edge.look == EdgeLook::Catch) == caught).for_each(|edge| trace(self.context, edge));
            self.context.set_stroke_style_str(colour);
            self.context.stroke();
        }
        self.context.set_global_alpha(1.0);
    }

    fn pill(&self, node: &SceneNode) {
        let rect = node.rect;
        self.context.set_fill_style_str(&self.colours.border);
        self.context.begin_path();
        self.context.arc(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, rect.height / 2.0, 0.0, TAU).ok();
        self.context.fill();
    }

    /// Boxes colour by colour: each change of a colour costs as much as a box.
    fn cards(&self, cards: &[Card]) {
        for (colour, statuses) in
            [(&self.colours.card, &[][..]), (&self.colours.good, &["succeeded"]), (&self.colours.bad, &["failed", "caught"])]
        {
            self.context.set_fill_style_str(colour);
            let is_plain = |status| !matches!(status, "succeeded" | "failed" | "caught");
            let has = |card: &&Card| if statuses.is_empty() { is_plain(card.status) } else { statuses.contains(&card.status) };
            cards.iter().filter(has).for_each(|card| self.fill(&card.node.rect));
        }
        let mut kinds: Vec<&'static str> = Vec::new();
        for card in cards {
            if !kinds.contains(&card.node.kind.name()) {
                kinds.push(card.node.kind.name());
            }
        }
        let stripe = 14.0_f64.max(3.0 * self.hair);
        for kind in kinds {
            let colour = self.colours.kinds.get_property_value(&format!("--far-{kind}")).unwrap_or_default();
            self.context.set_fill_style_str(if colour.is_empty() { &self.colours.border } else { colour.trim() });
            let stripes = cards.iter().filter(|card| card.node.kind.name() == kind).map(|card| card.node.rect);
            stripes.for_each(|rect| self.fill(&Rect { width: stripe.min(rect.width), ..rect }));
        }
        for is_selected in [false, true] {
            self.context.set_stroke_style_str(if is_selected { &self.colours.accent } else { &self.colours.border });
            self.context.set_line_width(if is_selected { 3.0 * self.hair } else { self.hair });
            cards.iter().filter(|card| card.is_selected == is_selected).for_each(|card| self.stroke(&card.node.rect));
        }
    }

    /// From further away names are written larger, as long as there is room on the cards.
    fn names(&self, cards: &[Card]) {
        let letters = (NAME / self.zoom).clamp(15.0, LARGEST_NAME);
        if letters * self.zoom < READABLE {
            return;
        }
        self.context.set_text_baseline("middle");
        self.context.set_font(&format!("600 {letters}px system-ui, sans-serif"));
        self.context.set_fill_style_str(&self.colours.text);
        for Card { node: SceneNode { rect, title, .. }, .. } in cards {
            let (room, height) = (rect.width - 32.0, letters * 1.1);
            let lines = in_lines(title, letters, room, (rect.height / height) as usize);
            let first = rect.y + rect.height / 2.0 - (lines.len() as f64 - 1.0) * height / 2.0;
            for (index, line) in lines.iter().enumerate() {
                self.context.fill_text_with_max_width(line, rect.x + 24.0, first + index as f64 * height, room).ok();
            }
        }
    }

    /// A container's name, over what is in it where that is too small to be read.
    fn container_name(&self, node: &SceneNode) {
        let rect = node.rect;
        let per_pixel = text::bold_width(&node.title, 1.0).max(1.0);
        let letters = (TITLE / self.zoom).max(16.0).min((rect.width - 40.0) / per_pixel).min(rect.height / 2.0);
        if letters * self.zoom < READABLE {
            return;
        }
        let (width, height) = (letters * per_pixel + letters, letters * 1.5);
        self.context.set_fill_style_str(&self.colours.frame);
        self.context.fill_rect(rect.x + letters * 0.3, rect.y + letters * 0.3, width, height);
        self.context.set_fill_style_str(&self.colours.text);
        self.context.set_font(&format!("600 {letters:.1}px system-ui, sans-serif"));
        self.context.fill_text(&node.title, rect.x + letters * 0.8, rect.y + letters * 1.05).ok();
    }

    fn fill(&self, rect: &Rect) {
        self.context.fill_rect(rect.x, rect.y, rect.width, rect.height);
    }

    fn stroke(&self, rect: &Rect) {
        self.context.stroke_rect(rect.x, rect.y, rect.width, rect.height);
    }
}

fn as_selected(key: NodeKey) -> Selected {
    match key {
        NodeKey::State(key) => Selected::State(key),
        _ => Selected::Machine,
    }
}

pub fn trace(context: &CanvasRenderingContext2d, edge: &SceneEdge) {
    let mut points = edge.points.iter();
    if let Some(first) = points.next() {
        context.move_to(first.x, first.y);
    }
    for point in points {
        context.line_to(point.x, point.y);
    }
}

/// A name in as many lines as there are; what does not fit into the last is cut.
fn in_lines(name: &str, letters: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in text::pieces(name) {
        let line = lines.last().map_or("", |line| line.as_str());
        let fits = text::bold_width(line, letters) + text::bold_width(piece.trim_end(), letters) <= room;
        if !fits && !line.is_empty() && lines.len() < most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    for line in &mut lines {
        while line.chars().count() > 3 && text::bold_width(line, letters) > room * 1.25 {
            line.pop();
            line.pop();
            line.push('…');
        }
    }
    lines
}

/// The state under a point of the canvas, for presses on the picture.
pub fn state_under(scene: &Scene, view: &Viewport, at: workbench::scene::Point) -> Option<NodeKey> {
    let point = view.to_scene(at);
    let inner = scene.nodes.iter().rev().find(|node| node.state.is_some() && contains(&node.rect, point));
    inner.map(|node| node.key)
}
