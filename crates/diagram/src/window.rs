//! Which part of a large diagram is drawn: what is near the view, and no more.

use layout::{Point, Rect, Size};

use crate::viewport::Viewport;
use crate::{EdgeKey, NodeKey, Scene, SceneEdge};

/// A diagram of so many nodes is drawn whole: it costs little, and everything on it can be found by whoever reads the page.
const FEW: usize = 300;
/// Where more nodes are in sight, boxes and lines say as much.
const MOST: usize = 450;

/// The same of a simplified diagram, in which one looks for a way more than for a card.
const MOST_OF_CROWD: usize = 150;
/// Of a simplified diagram, more lines than this are one picture, too: each by itself costs as much as a card.
const MOST_LINES: usize = 300;

/// What is drawn one by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Frames around scopes, the outer ones first.
    pub frames: Vec<NodeKey>,
    /// Cards and pills.
    pub cards: Vec<NodeKey>,
    /// Transitions.
    pub edges: Vec<EdgeKey>,
    /// Whether everything else in sight is drawn as one picture.
    pub far: bool,
    /// Whether the other lines in sight are drawn as one picture, below the cards.
    pub crowded: bool,
    /// What is drawn in any case, and before everything else.
    pub keep: Option<NodeKey>,
}

impl Shown {
    /// What of it is drawn next, where so much is drawn already: first only what stays, then one box more, the nearest to a point,
    /// with its lines; with the first come the lines that only pass. Boxes are in the order of the scene: where one comes between
    /// others these stay where they are, which two at once would not let them. Lines are in the order in which they came.
    #[must_use]
    pub fn next(&self, drawn: &Self, scene: &Scene, around: Point) -> Self {
        let (mut is_there, is_wanted) = (marked(drawn, scene), marked(self, scene));
        let has_gone = is_there.iter().zip(&is_wanted).any(|(there, wanted)| *there && !wanted);
        let is_missing = |at: &usize| is_wanted[*at] && !is_there[*at];
        let distance = |at: &usize| {
            let node = &scene.nodes[*at];
            if Some(node.key) == self.keep { -1.0 } else { distance_from(&node.rect, around) }
        };
        let nearest = (0..is_wanted.len()).filter(is_missing).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(nearest) = nearest.filter(|_| !has_gone) {
            is_there[nearest] = true;
        }
        let is_drawn = |key: &&NodeKey| scene.index.get(*key).is_some_and(|at| is_there[*at]);
        Self {
            frames: self.frames.iter().filter(is_drawn).copied().collect(),
            cards: self.cards.iter().filter(is_drawn).copied().collect(),
            edges: self.next_lines(drawn, scene, |from| nearest.is_none() || !has_gone && (!is_wanted[from] || is_there[from])),
            ..*self
        }
    }

    /// Its lines that are there already, then the others whose box lets them come.
    fn next_lines(&self, drawn: &Self, scene: &Scene, may_come: impl Fn(usize) -> bool) -> Vec<EdgeKey> {
        let mut is_wanted = vec![false; scene.edges.len()];
        let mut has_line = is_wanted.clone();
        self.edges.iter().filter_map(|key| scene.edge_index.get(key)).for_each(|at| is_wanted[*at] = true);
        drawn.edges.iter().filter_map(|key| scene.edge_index.get(key)).for_each(|at| has_line[*at] = true);
        let stays = drawn.edges.iter().filter(|key| scene.edge_index.get(*key).is_some_and(|at| is_wanted[*at]));
        let is_new = |key: &&EdgeKey| !scene.edge_index.get(*key).is_some_and(|at| has_line[*at]);
        let comes = |key: &&EdgeKey| is_new(key) && scene.index.get(&key.from).is_none_or(|from| may_come(*from));
        stays.chain(self.edges.iter().filter(comes)).copied().collect()
    }

    /// How many boxes are drawn.
    #[must_use]
    pub fn boxes(&self) -> usize {
        self.frames.len() + self.cards.len()
    }
}

/// Which nodes of a scene are drawn one by one.
fn marked(shown: &Shown, scene: &Scene) -> Vec<bool> {
    let mut marked = vec![false; scene.nodes.len()];
    let boxes = shown.frames.iter().chain(&shown.cards).filter_map(|key| scene.index.get(key));
    boxes.for_each(|at| marked[*at] = true);
    marked
}

/// How far a rectangle is from a point: nothing if it is in it.
fn distance_from(rect: &Rect, point: Point) -> f64 {
    let beyond = |least: f64, at: f64, most: f64| (least - at).max(at - most).max(0.0);
    beyond(rect.x, point.x, rect.right()).hypot(beyond(rect.y, point.y, rect.bottom()))
}

/// The part of a scene around the view. It stays the same while the view moves inside it and is not magnified much, so that
/// most steps of panning and zooming change nothing.
#[must_use]
pub fn window(view: &Viewport, canvas: Size, last: Option<Rect>) -> Rect {
    let sight = view.sight(canvas);
    let margin = (sight.width * 0.5, sight.height * 0.5);
    match last {
        Some(last) if covers(&last, &sight) && last.width <= sight.width * 3.0 => last,
        _ => Rect {
            x: sight.x - margin.0,
            y: sight.y - margin.1,
            width: sight.width + 2.0 * margin.0,
            height: sight.height + 2.0 * margin.1,
        },
    }
}

fn covers(outer: &Rect, inner: &Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

fn meets(a: &Rect, b: &Rect) -> bool {
    a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
}

impl Scene {
    /// Whether all of it is drawn, wherever the view is.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.nodes.len() <= FEW && self.edges.len() <= 2 * FEW
    }

    /// What is drawn when this part is in sight, magnified so much that cards can be read or not; `keep` is drawn in any case,
    /// as it may have the focus, and near with its lines.
    #[must_use]
    pub fn shown_in(&self, window: &Rect, readable: bool, keep: Option<NodeKey>) -> Shown {
        let whole = self.is_small();
        let in_sight = || self.nodes.iter().filter(|node| whole || meets(&node.rect, window));
        let most = if self.simplified { MOST_OF_CROWD } else { MOST };
        let far = !whole && (!readable || in_sight().count() > most);
        let mut shown = Shown { far, keep, ..Shown::default() };
        if !far {
            for node in in_sight() {
                if node.is_container { shown.frames.push(node.key) } else { shown.cards.push(node.key) }
            }
            let passes = |edge: &SceneEdge| self.is_drawn_in(edge, window);
            shown.edges = self.edges.iter().filter(|edge| whole || passes(edge)).map(|edge| edge.key).collect();
            if !whole && self.simplified && shown.edges.len() > MOST_LINES {
                shown.crowded = true;
                let own = |key: &EdgeKey| {
                    keep.is_some() && (Some(key.from) == keep || self.edge(*key).is_some_and(|edge| edge.to == keep))
                };
                shown.edges.retain(own);
                shown.edges.truncate(MOST_LINES);
            }
        }
        if let Some(node) = keep.and_then(|keep| self.node(keep)) {
            let list = if node.is_container { &mut shown.frames } else { &mut shown.cards };
            if !list.contains(&node.key) {
                list.push(node.key);
            }
        }
        shown
    }

    /// Whether a line is drawn where this part is in sight.
    #[must_use]
    pub fn is_drawn_in(&self, edge: &SceneEdge, window: &Rect) -> bool {
        let is_near = |key| self.node(key).is_some_and(|node| meets(&node.rect, window));
        match self.simplified {
            // Where lines run anywhere, most of those that pass come from afar and go there.
            true => is_near(edge.key.from) || edge.to.is_some_and(is_near),
            false => meets(&edge.bounds, window),
        }
    }
}

/// The rectangle around points and, if there is one, a label.
pub(super) fn bounds(points: &[Point], label: Option<Rect>) -> Rect {
    let label = label.map(|label| [Point::new(label.x, label.y), Point::new(label.x + label.width, label.y + label.height)]);
    let mut all = points.iter().copied().chain(label.into_iter().flatten());
    let first = all.next().unwrap_or_default();
    let (least, most) = all.fold((first, first), |(least, most), point| {
        (Point::new(least.x.min(point.x), least.y.min(point.y)), Point::new(most.x.max(point.x), most.y.max(point.y)))
    });
    Rect { x: least.x, y: least.y, width: most.x - least.x, height: most.y - least.y }
}

#[cfg(test)]
mod tests {
    use asl::document::Document;

    use super::*;

    const CANVAS: Size = Size { width: 1000.0, height: 800.0 };

    fn chain(count: usize) -> Scene {
        let state = |at: usize| match at + 1 {
            next if next < count => format!(r#""S{at}": {{"Type": "Pass", "Next": "S{next}"}}"#),
            _ => format!(r#""S{at}": {{"Type": "Pass", "End": true}}"#),
        };
        let states = (0..count).map(state).collect::<Vec<_>>().join(", ");
        let document = Document::new(format!(r#"{{"StartAt": "S0", "States": {{{states}}}}}"#));
        crate::build(&document.picture, &crate::Look::default(), &Scene::default())
    }

    #[test]
    fn a_small_diagram_is_drawn_whole_and_a_large_one_where_it_is_in_sight() {
        let view = Viewport::default();
        let small = chain(100);
        assert_eq!(small.shown_in(&window(&view, CANVAS, None), false, None).cards.len(), small.nodes.len());
        let large = chain(2000);
        let shown = large.shown_in(&window(&view, CANVAS, None), true, None);
        assert!(!shown.far && (3..60).contains(&shown.cards.len()), "{} cards", shown.cards.len());
        assert!((2..60).contains(&shown.edges.len()), "{} lines", shown.edges.len());
        let last = large.nodes.iter().rev().find(|node| node.state.is_some()).map(|node| node.key);
        assert!(large.shown_in(&window(&view, CANVAS, None), true, last).cards.contains(&last.expect("a state")));
        let away = Viewport { zoom: 0.02, ..view };
        for (view, readable) in [(away, true), (view, false)] {
            let far = large.shown_in(&window(&view, CANVAS, None), readable, last);
            assert!(far.far && far.cards.len() == 1 && far.edges.is_empty());
        }
    }

    /// Choices of so many ways, each to anywhere.
    fn tangle(count: usize, ways: usize) -> Scene {
        let choice = |at: usize| {
            let next = |way: usize| (at * 7919 + way * 104_729) % count;
            let rule = |way: usize| format!(r#"{{"Variable": "$.n", "NumericEquals": {way}, "Next": "S{}"}}"#, next(way));
            let rules = (1..ways).map(rule).collect::<Vec<_>>().join(", ");
            format!(r#""S{at}": {{"Type": "Choice", "Choices": [{rules}], "Default": "S{}"}}"#, (at + 1) % count)
        };
        let states = (0..count).map(choice).collect::<Vec<_>>().join(", ");
        let document = Document::new(format!(r#"{{"StartAt": "S0", "States": {{{states}}}}}"#));
        crate::build(&document.picture, &crate::Look::default(), &Scene::default())
    }

    #[test]
    fn of_a_simplified_diagram_only_the_lines_of_what_is_in_sight_are_drawn() {
        let scene = tangle(1500, 4);
        assert!(scene.simplified && !scene.is_small());
        let near = Rect { x: 3000.0, y: 3000.0, width: 1000.0, height: 800.0 };
        let shown = scene.shown_in(&near, true, None);
        assert!(!shown.far && (5..40).contains(&shown.cards.len()), "{} cards", shown.cards.len());
        assert!((20..40 * 8).contains(&shown.edges.len()), "{} lines", shown.edges.len());
        for edge in &shown.edges {
            let edge = scene.edge(*edge).expect("a line of the scene");
            let ends = [Some(edge.key.from), edge.to].into_iter().flatten();
            assert!(ends.filter_map(|key| scene.node(key)).any(|node| meets(&node.rect, &near)));
        }
    }

    #[test]
    fn a_small_diagram_is_drawn_whole_also_where_it_is_simplified() {
        let scene = Scene { simplified: true, ..tangle(280, 2) };
        assert!(scene.is_small());
        let shown = scene.shown_in(&Rect::default(), true, None);
        assert_eq!((shown.cards.len(), shown.edges.len()), (scene.nodes.len(), scene.edges.len()));
        // What has few boxes but many lines is no small diagram.
        assert!(!tangle(150, 20).is_small());
    }

    #[test]
    fn of_a_crowd_of_lines_only_those_of_what_is_chosen_are_drawn_one_by_one() {
        let scene = tangle(150, 20);
        assert!(scene.simplified);
        let near = Rect { x: 0.0, y: 0.0, width: 2000.0, height: 1600.0 };
        let shown = scene.shown_in(&near, true, None);
        assert!(shown.crowded && !shown.far && shown.edges.is_empty() && !shown.cards.is_empty());
        let chosen = scene.nodes.iter().find(|node| node.state.is_some() && meets(&node.rect, &near)).map(|node| node.key);
        let shown = scene.shown_in(&near, true, chosen);
        assert!(shown.crowded && (20..=MOST_LINES).contains(&shown.edges.len()), "{} lines", shown.edges.len());
        for edge in shown.edges.iter().filter_map(|key| scene.edge(*key)) {
            assert!(Some(edge.key.from) == chosen || edge.to == chosen);
        }
        // A few lines are drawn each by itself.
        let corner = Rect { x: 0.0, y: 0.0, width: 200.0, height: 60.0 };
        let shown = scene.shown_in(&corner, true, None);
        assert!(!shown.crowded && !shown.edges.is_empty(), "{} lines", shown.edges.len());
    }

    #[test]
    fn what_comes_into_sight_is_drawn_box_by_box_the_kept_and_the_nearest_first() {
        let scene = chain(200);
        let keep = scene.nodes.iter().rev().find(|node| node.state.is_some()).map(|node| node.key);
        let shown = scene.shown_in(&Rect::default(), true, keep);
        let around = Point::new(0.0, 3000.0);
        let mut drawn = Shown::default();
        let mut steps = Vec::new();
        while drawn.cards != shown.cards {
            let next = shown.next(&drawn, &scene, around);
            assert_eq!(next.boxes(), drawn.boxes() + 1);
            assert!(drawn.cards.iter().all(|key| next.cards.contains(key)) && next.edges.starts_with(&drawn.edges));
            steps.extend(next.cards.iter().filter(|key| !drawn.cards.contains(key)).copied());
            drawn = next;
        }
        assert_eq!(drawn.edges.len(), shown.edges.len());
        assert!(shown.edges.iter().all(|key| drawn.edges.contains(key)));
        assert_eq!(Some(steps[0]), keep);
        let distances = steps[1..].iter().filter_map(|key| scene.node(*key)).map(|node| distance_from(&node.rect, around));
        assert!(distances.is_sorted(), "the nearest come first");
        // What is no longer in sight goes before anything comes.
        let few = scene.shown_in(&Rect::default(), true, None);
        let few = |range: std::ops::Range<usize>| Shown { cards: few.cards[range].to_vec(), edges: Vec::new(), ..few.clone() };
        assert_eq!(few(0..20).next(&drawn, &scene, around), few(0..20));
        assert_eq!(few(10..30).next(&few(0..20), &scene, around), few(10..20));
        assert_eq!(few(10..30).next(&few(10..20), &scene, around).boxes(), 11);
    }

    #[test]
    fn the_window_stays_while_the_view_moves_inside_it() {
        let view = Viewport::default();
        let first = window(&view, CANVAS, None);
        assert_eq!(window(&view.moved_by(-400.0, 300.0), CANVAS, Some(first)), first);
        assert_eq!(window(&view.zoomed(1.5, Point::new(500.0, 400.0)), CANVAS, Some(first)), first);
        assert_ne!(window(&view.moved_by(-600.0, 0.0), CANVAS, Some(first)), first);
        assert_ne!(window(&Viewport { zoom: 2.5, ..view }, CANVAS, Some(first)), first);
    }
}
