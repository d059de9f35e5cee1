//! As a picture.

use asl::document::Document;
use diagram::picture::{Card, Colours, Finish, Frame, Line, Pen, Tone};
use diagram::sizes::{self, Words};
use diagram::{CORNER, EdgeLook, Flow, Kind, Marks, Rect, arrow_head, rounded_path};
use layout::{Edge, EdgeKind, Graph, Layout, Node, Options, Point, Route, arrange};

use crate::change::Comparison;
use crate::union::{Mark, UnionEdge, UnionNode, UnionScope, union};

/// Both versions as one diagram: what is new, changed and gone in colours.
#[must_use]
pub fn svg(old: &Document, new: &Document, comparison: &Comparison) -> String {
    picture(old, new, comparison, &Colours::LIGHT)
}

/// The same in other colours.
#[must_use]
pub fn picture(old: &Document, new: &Document, comparison: &Comparison, colours: &Colours) -> String {
    let scope = union(old, new, comparison);
    let layout = arrange(&graph(&scope, false), &Options::default());
    let mut pen = Pen::new(layout.size, "What differs", colours);
    pen.ground(layout.size);
    draw(&mut pen, &scope, &layout, Point::default(), false);
    pen.finish(None)
}

fn graph(scope: &UnionScope, inside: bool) -> Graph {
    let nodes = scope.nodes.iter().enumerate().map(|(index, node)| match (index, node.inside.is_empty()) {
        (0 | 1, _) => sizes::terminal(inside),
        (_, true) => {
            let words = Words { name: &node.label, line: &node.line, marks: Marks::default(), folded: false };
            sizes::card(node.kind, &words)
        }
        (_, false) => {
            Node { children: node.inside.iter().map(|scope| graph(scope, true)).collect(), ..sizes::frame(&node.label) }
        }
    });
    let edges = scope.edges.iter().map(|edge| Edge {
        from: edge.from,
        to: edge.to,
        label: edge.label.as_deref().map(sizes::label),
        kind: match (edge.is_catch, edge.label.is_some()) {
            (true, _) => EdgeKind::Exception,
            (false, true) => EdgeKind::Branch,
            (false, false) => EdgeKind::Main,
        },
    });
    Graph { nodes: nodes.collect(), edges: edges.collect() }
}

fn tone(mark: Mark) -> Option<Tone> {
    match mark {
        Mark::Same => None,
        Mark::Changed => Some(Tone::Warn),
        Mark::Added => Some(Tone::Good),
        Mark::Removed => Some(Tone::Bad),
    }
}

fn draw(pen: &mut Pen, scope: &UnionScope, layout: &Layout, origin: Point, inside: bool) {
    for (index, (node, place)) in scope.nodes.iter().zip(&layout.nodes).enumerate() {
        let rect = place.rect.moved(origin);
        match (index, node.inside.is_empty()) {
            _ if !scope.is_used(index) => {}
            (0 | 1, _) if inside => pen.dot(rect, index == 1),
            (0, _) => pen.pill(rect, Kind::Start, "Start"),
            (1, _) => pen.pill(rect, Kind::End, "End"),
            (_, true) => pen.card(&card(node, rect)),
            (_, false) => {
                let header = sizes::frame(&node.label).header;
                pen.frame(&Frame { card: card(node, rect), header, dividers: &[], flow: Flow::Down });
            }
        }
        for (scope, placed) in node.inside.iter().zip(&place.children) {
            let corner = Point::new(origin.x + placed.origin.x, origin.y + placed.origin.y);
            draw(pen, scope, &placed.layout, corner, true);
        }
    }
    for (edge, route) in scope.edges.iter().zip(&layout.edges) {
        draw_line(pen, edge, route, origin);
    }
    for (edge, route) in scope.edges.iter().zip(&layout.edges) {
        if let (Some(rect), Some(label)) = (route.label, &edge.label) {
            pen.label(rect.moved(origin), label, look(edge), tone(edge.mark));
        }
    }
}

fn card(node: &UnionNode, rect: Rect) -> Card<'_> {
    let finish = Finish { tone: tone(node.mark), is_dashed: node.mark == Mark::Removed, ..Finish::default() };
    Card { kind: node.kind, rect, title: &node.label, subtitle: &node.line, marks: Marks::default(), is_folded: false, finish }
}

fn look(edge: &UnionEdge) -> EdgeLook {
    match (edge.is_catch, edge.label.is_some()) {
        (true, _) => EdgeLook::Catch,
        (false, true) => EdgeLook::Branch,
        (false, false) => EdgeLook::Plain,
    }
}

fn draw_line(pen: &mut Pen, edge: &UnionEdge, route: &Route, origin: Point) {
    let points: Vec<Point> = route.points.iter().map(|point| Point::new(point.x + origin.x, point.y + origin.y)).collect();
    let [.., before, end] = points.as_slice() else { return };
    let (path, head) = (rounded_path(&points), arrow_head(*before, *end));
    pen.line(&Line {
        path: (&path, &head),
        look: look(edge),
        dash_offset: route.length(CORNER),
        tone: tone(edge.mark),
        is_faded: false,
        is_lost: edge.mark == Mark::Removed,
    });
}
