//! The faults of a picture, in words.

use layout::{Edge, Graph, Layout, Point, Rect, Route};

const TOLERANCE: f64 = 0.01;

/// All faults of a picture and of the scopes in it.
pub fn faults(graph: &Graph, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pending = vec![(graph, layout)];
    while let Some((graph, layout)) = pending.pop() {
        boxes(layout, &mut faults);
        labels(layout, &mut faults);
        for (index, (edge, route)) in graph.edges.iter().zip(&layout.edges).enumerate() {
            line(index, edge, route, layout, &mut faults);
        }
        for (node, place) in graph.nodes.iter().zip(&layout.nodes) {
            let inside: Vec<Rect> = place
                .children
                .iter()
                .map(|child| Rect::new(child.origin.x, child.origin.y, child.layout.size.width, child.layout.size.height))
                .collect();
            let body = Rect::new(place.rect.x, place.rect.y + node.header, place.rect.width, place.rect.height - node.header);
            if inside.iter().any(|child| !grown(body).contains(child)) {
                faults.push(format!("a scope leaves its container {body:?}"));
            }
            overlaps("scopes", &inside, &mut faults);
            pending.extend(node.children.iter().zip(place.children.iter().map(|child| &child.layout)));
        }
    }
    faults
}

fn boxes(layout: &Layout, faults: &mut Vec<String>) {
    let rects: Vec<Rect> = layout.nodes.iter().map(|node| node.rect).collect();
    overlaps("nodes", &rects, faults);
    let whole = grown(Rect::new(0.0, 0.0, layout.size.width, layout.size.height));
    let labels = layout.edges.iter().filter_map(|route| route.label);
    for rect in rects.into_iter().chain(labels) {
        if !whole.contains(&rect) {
            faults.push(format!("{rect:?} lies outside of the picture {:?}", layout.size));
        }
    }
    for point in layout.edges.iter().flat_map(|route| &route.points) {
        if !whole.contains(&Rect::new(point.x, point.y, 0.0, 0.0)) {
            faults.push(format!("{point:?} lies outside of the picture {:?}", layout.size));
        }
    }
}

fn labels(layout: &Layout, faults: &mut Vec<String>) {
    let labels: Vec<Rect> = layout.edges.iter().filter_map(|route| route.label).collect();
    overlaps("labels", &labels, faults);
    for label in &labels {
        if let Some(node) = layout.nodes.iter().find(|node| shrunk(node.rect).overlaps(label)) {
            faults.push(format!("the label {label:?} covers the node {:?}", node.rect));
        }
    }
}

fn line(index: usize, edge: &Edge, route: &Route, layout: &Layout, faults: &mut Vec<String>) {
    let (Some(from), Some(to)) = (layout.nodes.get(edge.from), layout.nodes.get(edge.to)) else {
        if !route.points.is_empty() {
            faults.push(format!("edge {index} names no node but is drawn"));
        }
        return;
    };
    let (Some(first), Some(last)) = (route.points.first(), route.points.last()) else {
        faults.push(format!("edge {index} is not drawn"));
        return;
    };
    if !on_border(from.rect, *first) || !on_border(to.rect, *last) {
        faults.push(format!("edge {index} does not join its nodes: {:?}", route.points));
    }
    for pair in route.points.windows(2) {
        let piece = between(pair[0], pair[1]);
        if piece.width > TOLERANCE && piece.height > TOLERANCE {
            faults.push(format!("edge {index} is oblique at {pair:?}"));
        }
        if let Some(node) = layout.nodes.iter().position(|node| shrunk(node.rect).overlaps(&grown(piece))) {
            faults.push(format!("edge {index} runs through node {node} at {pair:?}"));
        }
    }
    let handle = Rect::new(route.handle.x, route.handle.y, 0.0, 0.0);
    let pieces = route.points.windows(2).map(|pair| between(pair[0], pair[1]));
    if !pieces.clone().any(|piece| grown(piece).contains(&handle)) {
        faults.push(format!("the handle of edge {index} is not on its line"));
    }
    if route.label.is_some_and(|label| shrunk(label).overlaps(&grown(handle))) {
        faults.push(format!("the label of edge {index} covers its handle"));
    }
    if route.label.is_some_and(|label| !pieces.clone().any(|piece| grown(piece).overlaps(&label))) {
        faults.push(format!("the label of edge {index} is not on its line"));
    }
}

/// The lines of a scope that run over each other, other than on their way into the same node.
pub fn confusions(graph: &Graph, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let drawn = graph.edges.iter().zip(&layout.edges).enumerate();
    let pieces: Vec<(usize, &Edge, Rect)> = drawn
        .flat_map(|(index, (edge, route))| route.points.windows(2).map(move |pair| (index, edge, between(pair[0], pair[1]))))
        .collect();
    for (place, (index, edge, piece)) in pieces.iter().enumerate() {
        for (other_index, other, other_piece) in &pieces[place + 1..] {
            let (one, two) = (grown(*piece), grown(*other_piece));
            let width = one.right().min(two.right()) - one.x.max(two.x);
            let height = one.bottom().min(two.bottom()) - one.y.max(two.y);
            if edge.to != other.to && width > 0.0 && height > 0.0 && width.max(height) > 1.0 {
                faults.push(format!("edges {index} and {other_index} run over each other: {piece:?} {other_piece:?}"));
            }
        }
    }
    faults
}

fn overlaps(what: &str, rects: &[Rect], faults: &mut Vec<String>) {
    for (index, one) in rects.iter().enumerate() {
        for other in rects[index + 1..].iter().filter(|other| shrunk(*one).overlaps(other)) {
            faults.push(format!("{what} overlap: {one:?} and {other:?}"));
        }
    }
}

fn between(one: Point, other: Point) -> Rect {
    Rect::new(one.x.min(other.x), one.y.min(other.y), (one.x - other.x).abs(), (one.y - other.y).abs())
}

fn on_border(rect: Rect, point: Point) -> bool {
    let on = Rect::new(point.x, point.y, 0.0, 0.0);
    grown(rect).contains(&on) && !shrunk(rect).overlaps(&on)
}

fn grown(rect: Rect) -> Rect {
    Rect::new(rect.x - TOLERANCE, rect.y - TOLERANCE, rect.width + 2.0 * TOLERANCE, rect.height + 2.0 * TOLERANCE)
}

fn shrunk(rect: Rect) -> Rect {
    let by = 2.0 * TOLERANCE;
    Rect::new(rect.x + by, rect.y + by, (rect.width - 2.0 * by).max(0.0), (rect.height - 2.0 * by).max(0.0))
}
