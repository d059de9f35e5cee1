//! A scene as a file of draw.io (diagrams.net), where everything can be moved and changed.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::xml::escaped;
use super::{Colours, Options};
use crate::build::loose_key;
use crate::{EdgeLook, Kind, NodeKey, Point, Rect, Scene, SceneEdge, SceneNode};

/// The scene as a file of draw.io.
#[must_use]
pub fn drawio(scene: &Scene, options: &Options) -> String {
    let ids: HashMap<NodeKey, String> =
        scene.nodes.iter().enumerate().map(|(index, node)| (node.key, format!("n{index}"))).collect();
    let mut made = format!(
        "<mxfile host=\"stepwright\">\n<diagram name=\"{}\">\n<mxGraphModel background=\"{}\" grid=\"0\" page=\"0\" math=\"0\">\n<root>\n<mxCell id=\"0\"/>\n<mxCell id=\"1\" parent=\"0\"/>\n",
        escaped(options.title),
        options.colours.ground
    );
    for node in &scene.nodes {
        made.push_str(&vertex(scene, &ids, node, options.colours));
    }
    for (index, edge) in scene.edges.iter().enumerate() {
        made.push_str(&line(scene, &ids, index, edge, options.colours));
    }
    made.push_str("</root>\n</mxGraphModel>\n</diagram>\n</mxfile>\n");
    made
}

fn vertex(scene: &Scene, ids: &HashMap<NodeKey, String>, node: &SceneNode, colours: &Colours) -> String {
    let parent = node.parent.and_then(|key| scene.state(key));
    let origin = parent.map_or_else(Point::default, |parent| Point::new(parent.rect.x, parent.rect.y));
    let Rect { x, y, width, height } = node.rect;
    let parent = parent.and_then(|parent| ids.get(&parent.key)).map_or("1", String::as_str);
    let id = ids.get(&node.key).map_or("", String::as_str);
    format!(
        "<mxCell id=\"{id}\" value=\"{}\" style=\"{}\" vertex=\"1\" parent=\"{parent}\"><mxGeometry x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" as=\"geometry\"/></mxCell>\n",
        escaped(&words(node, colours)),
        escaped(&style(node, colours)),
        x - origin.x,
        y - origin.y
    )
}

/// The words of a node, as HTML.
fn words(node: &SceneNode, colours: &Colours) -> String {
    match node.kind {
        Kind::Start | Kind::End if node.parent.is_some() => String::new(),
        Kind::Start | Kind::End | Kind::Loose => escaped(&node.title),
        _ if node.subtitle.is_empty() => format!("<b>{}</b>", escaped(&node.title)),
        _ => format!(
            "<b>{}</b><br><font style=\"font-size: 12px\" color=\"{}\">{}</font>",
            escaped(&node.title),
            colours.quiet,
            escaped(&node.subtitle)
        ),
    }
}

fn style(node: &SceneNode, colours: &Colours) -> String {
    let kind = colours.of(node.kind);
    let shape = match node.kind {
        _ if node.is_container => {
            "rounded=1;absoluteArcSize=1;arcSize=28;container=1;collapsible=0;recursiveResize=0;verticalAlign=top;align=left;spacingLeft=12;spacingTop=4"
        }
        Kind::Choice => "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;size=12",
        Kind::Start | Kind::End if node.parent.is_some() => "ellipse",
        Kind::Start | Kind::End | Kind::Loose | Kind::Succeed | Kind::Fail => "rounded=1;arcSize=50",
        _ => "rounded=1;absoluteArcSize=1;arcSize=20",
    };
    let (fill, stroke, letters) = match node.kind {
        Kind::Start | Kind::End => (colours.raised, colours.line, colours.words),
        Kind::Loose => (colours.bad_soft, colours.bad, colours.bad),
        _ if node.is_container => (colours.ground.mixed(kind, 0.06), colours.line.mixed(kind, 0.34), colours.text),
        _ => (colours.card.mixed(kind, 0.06), colours.line.mixed(kind, 0.45), colours.text),
    };
    format!(
        "{shape};whiteSpace=wrap;html=1;fontFamily=Inter,Helvetica;fontSize=13;fillColor={fill};strokeColor={stroke};fontColor={letters}"
    )
}

fn line(scene: &Scene, ids: &HashMap<NodeKey, String>, index: usize, edge: &SceneEdge, colours: &Colours) -> String {
    let source = scene.node(edge.key.from);
    let target = scene.node(edge.to.unwrap_or_else(|| loose_key(edge.key)));
    let colour = if edge.look == EdgeLook::Catch { colours.edge.mixed(colours.bad, 0.3) } else { colours.edge };
    let mut style = format!(
        "edgeStyle=orthogonalEdgeStyle;rounded=1;html=1;endArrow=block;endSize=4;strokeWidth=1.5;strokeColor={colour};fontSize=11;fontFamily=Inter,Helvetica;fontColor={};labelBackgroundColor={}",
        colours.words, colours.surface
    );
    if edge.look == EdgeLook::Catch {
        style.push_str(";dashed=1");
    }
    let mut ends = String::new();
    for (side, way, node, at) in [("exit", "source", source, edge.start), ("entry", "target", target, edge.end)] {
        if let Some((node, id)) = node.and_then(|node| Some((node, ids.get(&node.key)?))) {
            let share = |at: f64, from: f64, length: f64| ((at - from) / length.max(1.0)).clamp(0.0, 1.0);
            let (x, y) = (share(at.x, node.rect.x, node.rect.width), share(at.y, node.rect.y, node.rect.height));
            // Writing to a string cannot fail.
            let _ = write!(style, ";{side}X={x:.4};{side}Y={y:.4};{side}Dx=0;{side}Dy=0;{side}Perimeter=0");
            let _ = write!(ends, " {way}=\"{id}\"");
        }
    }
    let corners = edge.points.get(1..edge.points.len().saturating_sub(1)).unwrap_or_default();
    let corners: String = corners.iter().map(|point| format!("<mxPoint x=\"{:.1}\" y=\"{:.1}\"/>", point.x, point.y)).collect();
    let (words, along) = match &edge.label {
        Some((rect, words)) => (escaped(&escaped(words)), 2.0 * share(&edge.points, middle(rect)) - 1.0),
        None => (String::new(), 0.0),
    };
    format!(
        "<mxCell id=\"e{index}\" value=\"{words}\" style=\"{}\" edge=\"1\" parent=\"1\"{ends}><mxGeometry x=\"{along:.3}\" relative=\"1\" as=\"geometry\"><Array as=\"points\">{corners}</Array></mxGeometry></mxCell>\n",
        escaped(&style)
    )
}

fn middle(rect: &Rect) -> Point {
    Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}

/// How far along a line a point is that lies near it, as a share of its length.
fn share(points: &[Point], near: Point) -> f64 {
    let (mut gone, mut best, mut found) = (0.0, f64::INFINITY, 0.0);
    for pair in points.windows(2) {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        let length = dx.hypot(dy);
        let along = if length > 0.0 {
            (((near.x - pair[0].x) * dx + (near.y - pair[0].y) * dy) / length).clamp(0.0, length)
        } else {
            0.0
        };
        let part = if length > 0.0 { along / length } else { 0.0 };
        let distance = (pair[0].x + dx * part - near.x).hypot(pair[0].y + dy * part - near.y);
        if distance < best {
            (best, found) = (distance, gone + along);
        }
        gone += length;
    }
    if gone > 0.0 { found / gone } else { 0.5 }
}
