//! A scene as SVG.

use super::pen::{Card, Finish, Frame, Line, Pen, Tone};
use super::{Options, held};
use crate::{EdgeKey, Kind, NodeKey, Scene, SceneNode};

/// The scene as a picture like the canvas.
#[must_use]
pub fn svg(scene: &Scene, options: &Options) -> String {
    let mut pen = Pen::new(scene.size, options.title, options.colours);
    if let Some(definition) = options.definition {
        pen.write(&held::metadata(definition));
    }
    pen.ground(scene.size);
    for node in scene.nodes.iter().filter(|node| node.is_container) {
        let frame = Frame { card: card(node, options), header: node.header, dividers: &node.dividers, flow: scene.flow };
        pen.frame(&frame);
    }
    // What a run took lies over what it did not.
    let (taken, others): (Vec<_>, Vec<_>) = scene.edges.iter().partition(|edge| is_taken(options, edge.key));
    for edge in others.iter().chain(&taken) {
        let tone = is_taken(options, edge.key).then_some(Tone::Good);
        pen.line(&Line {
            path: (&edge.path(), &edge.head()),
            look: edge.look,
            dash_offset: edge.dash_offset,
            tone,
            is_faded: options.run.is_some() && tone.is_none(),
            is_lost: edge.missing.is_some(),
        });
    }
    for node in scene.nodes.iter().filter(|node| !node.is_container) {
        match (node.kind, node.parent) {
            (Kind::Start | Kind::End, Some(_)) => pen.dot(node.rect, node.kind == Kind::End),
            (Kind::Start | Kind::End | Kind::Loose, _) => pen.pill(node.rect, node.kind, &node.title),
            _ => pen.card(&card(node, options)),
        }
    }
    for (edge, (rect, words)) in scene.edges.iter().filter_map(|edge| Some((edge, edge.label.as_ref()?))) {
        pen.label(*rect, words, edge.look, is_taken(options, edge.key).then_some(Tone::Good));
    }
    pen.finish(options.fonts)
}

fn is_taken(options: &Options, key: EdgeKey) -> bool {
    options.run.is_some_and(|run| run.taken.contains(&key))
}

fn card<'a>(node: &'a SceneNode, options: &Options) -> Card<'a> {
    Card {
        kind: node.kind,
        rect: node.rect,
        title: &node.title,
        subtitle: &node.subtitle,
        marks: node.marks,
        is_folded: node.is_folded,
        finish: finish(node.key, options),
    }
}

fn finish(key: NodeKey, options: &Options) -> Finish {
    let Some(run) = options.run else { return Finish::default() };
    match run.states.get(&key) {
        Some((status, count)) => {
            Finish { tone: Some(status.tone()), badge: Some(status.badge(count.clone())), ..Finish::default() }
        }
        None => Finish { is_faded: true, ..Finish::default() },
    }
}
