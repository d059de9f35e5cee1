//! A scene as a small picture without words: boxes and lines, in a text of a few hundred letters.

use std::fmt::Write as _;

use layout::{Rect, Size};

use crate::{Kind, Scene};

/// Boxes and lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// How large it is.
    pub size: Size,
    /// The nodes, frames first: each with its kind's name, and whether it is a frame.
    pub boxes: Vec<(&'static str, bool, Rect)>,
    /// The transitions, as one path of SVG.
    pub lines: String,
}

/// The kinds with the letters that stand for them; a capital stands for a frame.
const KINDS: [(char, Kind); 11] = [
    ('t', Kind::Task),
    ('c', Kind::Choice),
    ('p', Kind::Parallel),
    ('m', Kind::Map),
    ('w', Kind::Wait),
    ('a', Kind::Pass),
    ('s', Kind::Succeed),
    ('f', Kind::Fail),
    ('u', Kind::Unknown),
    ('b', Kind::Start),
    ('e', Kind::End),
];

impl Sketch {
    /// A scene as text, in one line.
    #[must_use]
    pub fn write(scene: &Scene) -> String {
        let mut text = format!("{:.0} {:.0};", scene.size.width, scene.size.height);
        let (frames, others): (Vec<_>, Vec<_>) = scene.nodes.iter().partition(|node| node.is_container);
        for node in frames.into_iter().chain(others) {
            let letter = KINDS.iter().find(|(_, kind)| *kind == node.kind).map_or('u', |(letter, _)| *letter);
            let letter = if node.is_container { letter.to_ascii_uppercase() } else { letter };
            let Rect { x, y, width, height } = node.rect;
            // Writing to a string cannot fail.
            let _ = write!(text, "{letter}{x:.0} {y:.0} {width:.0} {height:.0};");
        }
        for edge in &scene.edges {
            for (index, point) in edge.points.iter().enumerate() {
                let _ = write!(text, "{}{:.0} {:.0}", if index == 0 { 'M' } else { 'L' }, point.x, point.y);
            }
        }
        text
    }

    /// What was written so; `None` if it is something else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let numbers = |text: &str| text.split(' ').map(|number| number.parse::<f64>().ok()).collect::<Option<Vec<f64>>>();
        let [width, height] = numbers(parts.next()?)?[..] else { return None };
        let mut sketch = Self { size: Size::new(width, height), ..Self::default() };
        for part in parts {
            if part.is_empty() || part.starts_with('M') && part.contains('L') {
                sketch.lines = part.to_owned();
                continue;
            }
            let letter = part.chars().next()?;
            let kind = KINDS.iter().find(|(own, _)| *own == letter.to_ascii_lowercase())?.1;
            let [x, y, width, height] = numbers(part.get(1..)?)?[..] else { return None };
            sketch.boxes.push((kind.name(), letter.is_ascii_uppercase(), Rect { x, y, width, height }));
        }
        Some(sketch)
    }
}
