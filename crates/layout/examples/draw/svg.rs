//! A layout as SVG, in about the looks of the page.

use std::fmt::Write;

use layout::{EdgeKind, Layout, Point, Rect, Route};

use crate::charts::Chart;

const RADIUS: f64 = 8.0;

pub fn draw(chart: &Chart, layout: &Layout) -> String {
    let (width, height) = (layout.size.width + 48.0, layout.size.height + 48.0);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="-24 -24 {width} {height}" font-family="sans-serif">
<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" fill="#6b7280"/></marker></defs>
<rect x="-24" y="-24" width="{width}" height="{height}" fill="#f8f9fb"/>
"##
    );
    scope(&mut svg, chart, layout, Point::default());
    svg.push_str("</svg>\n");
    svg
}

fn scope(svg: &mut String, chart: &Chart, layout: &Layout, origin: Point) {
    for (node, place) in chart.nodes.iter().zip(&layout.nodes) {
        let Rect { x, y, width, height } = place.rect.moved(origin);
        let (radius, fill) = match (node.children.is_empty(), node.pill) {
            (false, _) => (12.0, "#eef1f8"),
            (true, true) => (height / 2.0, "#e5e7eb"),
            (true, false) => (10.0, "#ffffff"),
        };
        let _ = writeln!(
            svg,
            r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}" stroke="#c3c8d4"/>"##
        );
        let (middle, base) = (x + width / 2.0, if node.children.is_empty() { y + height / 2.0 + 4.0 } else { y + 22.0 });
        let _ = writeln!(
            svg,
            r##"<text x="{middle}" y="{base}" font-size="13" text-anchor="middle" fill="#1f2937">{}</text>"##,
            node.name
        );
        for (child, placed) in node.children.iter().zip(&place.children) {
            scope(svg, child, &placed.layout, Point::new(origin.x + placed.origin.x, origin.y + placed.origin.y));
        }
    }
    for (edge, route) in chart.edges.iter().zip(&layout.edges) {
        let (colour, dash) = if edge.kind == EdgeKind::Exception { ("#b4636f", "5 4") } else { ("#6b7280", "none") };
        let _ = writeln!(
            svg,
            r##"<path d="{}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-dasharray="{dash}" marker-end="url(#a)"/>"##,
            moved(route, origin).path(RADIUS)
        );
    }
    for route in layout.edges.iter().map(|route| moved(route, origin)).filter(|route| !route.points.is_empty()) {
        let _ = writeln!(svg, r##"<circle cx="{}" cy="{}" r="3" fill="#8b93f8"/>"##, route.handle.x, route.handle.y);
    }
    for (edge, route) in chart.edges.iter().zip(&layout.edges) {
        let Some(rect) = route.label else { continue };
        let Rect { x, y, width, height } = rect.moved(origin);
        let _ =
            writeln!(svg, r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="#fff" stroke="#e3e6ee"/>"##);
        let (middle, base) = (x + width / 2.0, y + height / 2.0 + 4.0);
        let _ = writeln!(
            svg,
            r##"<text x="{middle}" y="{base}" font-size="11" text-anchor="middle" fill="#4b5563">{}</text>"##,
            edge.label.replace('&', "&amp;").replace('<', "&lt;")
        );
    }
}

fn moved(route: &Route, by: Point) -> Route {
    let move_point = |point: Point| Point::new(point.x + by.x, point.y + by.y);
    Route { points: route.points.iter().copied().map(move_point).collect(), handle: move_point(route.handle), label: None }
}
