//! As a picture.

use std::fmt::Write;

use asl::document::Document;
use layout::{Edge, EdgeKind, Graph, Layout, Node, Options, Point, Rect, Route, Size, arrange};

use crate::change::Comparison;
use crate::union::{Mark, UnionScope, union};

/// A character's width and a line's height, in the picture's unit.
const CHARACTER: f64 = 7.4;
const LINE: f64 = 20.0;
const RADIUS: f64 = 8.0;
const MARGIN: f64 = 24.0;

/// Both versions as one diagram: what is new, changed and gone in colours.
#[must_use]
pub fn svg(old: &Document, new: &Document, comparison: &Comparison) -> String {
    let scope = union(old, new, comparison);
    let layout = arrange(&graph(&scope), &Options::default());
    let (width, height) = (layout.size.width + 2.0 * MARGIN, layout.size.height + 2.0 * MARGIN);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"-{MARGIN} -{MARGIN} {width} {height}\" font-family=\"sans-serif\">\n\
         <defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#6b7280\"/></marker></defs>\n\
         <rect x=\"-{MARGIN}\" y=\"-{MARGIN}\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    draw(&mut text, &scope, &layout, Point::default());
    text.push_str("</svg>\n");
    text
}

fn graph(scope: &UnionScope) -> Graph {
    let size = |text: &str, least: f64| Size::new((text.chars().count() as f64 * CHARACTER + 28.0).max(least), 40.0);
    let nodes = scope.nodes.iter().enumerate().map(|(index, node)| match (index, node.inside.is_empty()) {
        (0 | 1, _) => Node { inset: 10.0, ..Node::sized(20.0, 20.0) },
        (_, true) => Node { size: size(&node.label, 120.0), ..Node::default() },
        (_, false) => Node {
            size: size(&node.label, 140.0),
            children: node.inside.iter().map(graph).collect(),
            header: 32.0,
            padding: 16.0,
            ..Node::default()
        },
    });
    let edges = scope.edges.iter().map(|edge| Edge {
        from: edge.from,
        to: edge.to,
        label: edge.label.as_ref().map(|label| Size::new(label.chars().count() as f64 * 6.4 + 12.0, LINE)),
        kind: match (edge.is_catch, edge.label.is_some()) {
            (true, _) => EdgeKind::Exception,
            (false, true) => EdgeKind::Branch,
            (false, false) => EdgeKind::Main,
        },
    });
    Graph { nodes: nodes.collect(), edges: edges.collect() }
}

fn colours(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Same => ("#ffffff", "#c3c8d4"),
        Mark::Changed => ("#fff8c5", "#9a6700"),
        Mark::Added => ("#dafbe1", "#1a7f37"),
        Mark::Removed => ("#ffebe9", "#cf222e"),
    }
}

fn draw(text: &mut String, scope: &UnionScope, layout: &Layout, origin: Point) {
    for (index, (node, place)) in scope.nodes.iter().zip(&layout.nodes).enumerate() {
        let Rect { x, y, width, height } = place.rect.moved(origin);
        let used = index > 1 || scope.edges.iter().any(|edge| edge.from == index || edge.to == index);
        if !used {
            continue;
        }
        let (fill, stroke) = colours(node.mark);
        let radius = if index < 2 { height / 2.0 } else { 10.0 };
        let dash = if node.mark == Mark::Removed { " stroke-dasharray=\"5 4\"" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\"{dash}/>"
        );
        let (middle, base) = (x + width / 2.0, if node.inside.is_empty() { y + height / 2.0 + 4.0 } else { y + 22.0 });
        let _ = writeln!(
            text,
            "<text x=\"{middle}\" y=\"{base}\" font-size=\"13\" text-anchor=\"middle\" fill=\"#1f2937\">{}</text>",
            escaped(&node.label)
        );
        for (inner, placed) in node.inside.iter().zip(&place.children) {
            draw(text, inner, &placed.layout, Point::new(origin.x + placed.origin.x, origin.y + placed.origin.y));
        }
    }
    for (edge, route) in scope.edges.iter().zip(&layout.edges) {
        let stroke = if edge.mark == Mark::Same { "#6b7280" } else { colours(edge.mark).1 };
        let dash = if edge.is_catch || edge.mark == Mark::Removed { " stroke-dasharray=\"5 4\"" } else { "" };
        let path = moved(route, origin).path(RADIUS);
        let _ = writeln!(
            text,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\"{dash} marker-end=\"url(#a)\"/>"
        );
    }
    for (edge, route) in scope.edges.iter().zip(&layout.edges) {
        let (Some(rect), Some(label)) = (route.label, &edge.label) else { continue };
        let Rect { x, y, width, height } = rect.moved(origin);
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"#ffffff\" stroke=\"#e3e6ee\"/>"
        );
        let (middle, base) = (x + width / 2.0, y + height / 2.0 + 4.0);
        let _ = writeln!(
            text,
            "<text x=\"{middle}\" y=\"{base}\" font-size=\"11\" text-anchor=\"middle\" fill=\"#4b5563\">{}</text>",
            escaped(label)
        );
    }
}

fn moved(route: &Route, by: Point) -> Route {
    let points = route.points.iter().map(|point| Point::new(point.x + by.x, point.y + by.y)).collect();
    Route { points, ..route.clone() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
