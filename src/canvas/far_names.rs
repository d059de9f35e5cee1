//! Names on cards that are seen from afar, broken into lines once for a size of letters.

use workbench::scene::{Scene, SceneNode, text};
use workbench::shared::Shared;

/// Names in lines.
#[derive(Default)]
pub struct FarNames {
    scene: Shared<Scene>,
    letters: f64,
    /// By the node's index.
    lines: Vec<Option<Vec<String>>>,
}

impl FarNames {
    /// From now on names are of this diagram and of this size; none are there if these are others than before.
    pub fn begin(&mut self, scene: &Shared<Scene>, letters: f64) {
        if (&self.scene, self.letters) != (scene, letters) {
            *self = Self { scene: scene.clone(), letters, lines: vec![None; scene.nodes.len()] };
        }
    }

    /// The lines of a node's name in so much room.
    pub fn of(&mut self, at: usize, node: &SceneNode, room: f64, most: usize) -> &[String] {
        let letters = self.letters;
        let Some(lines) = self.lines.get_mut(at) else { return &[] };
        lines.get_or_insert_with(|| in_lines(&node.title, letters, room, most))
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
