//! The heights: rows of nodes, rows of labels, and between them as much room as the bends need.

use super::Body;
use super::bends::Bends;
use super::mesh::{Kind, Mesh};
use crate::{Edge, Options};

/// The places of rows and tracks from the top.
pub struct Rows {
    pub top: Vec<f64>,
    pub height: Vec<f64>,
    /// By row: the highest track below it.
    first_track: Vec<f64>,
    /// By row: the height that small nodes are centred in.
    band: Vec<f64>,
}

const TRACK_STEP: f64 = 12.0;
/// Room for a rounded corner.
const BEND: f64 = 12.0;
/// Room for a rounded corner and an arrowhead.
const ARRIVAL: f64 = 22.0;
/// The least distance between a node and the label of an edge that leaves it.
const LABEL_BELOW_NODE: f64 = 14.0;
/// Higher nodes hang from the top of their row instead of being centred.
const SMALL: f64 = 96.0;

pub fn stack(mesh: &Mesh, bends: &Bends, bodies: &[Body], edges: &[Edge], options: &Options) -> Rows {
    let count = mesh.rows.len();
    let mut rows =
        Rows { top: vec![0.0; count], height: vec![0.0; count], first_track: vec![0.0; count], band: vec![0.0; count] };
    for (row, items) in mesh.rows.iter().enumerate() {
        for &item in items {
            let height = match mesh.items[item].kind {
                Kind::Node => bodies[item].size.height,
                Kind::Label(edge) => edges[edge].label.map_or(0.0, |size| size.height),
                Kind::Lane | Kind::Corner => 0.0,
            };
            rows.height[row] = rows.height[row].max(height);
            if mesh.items[item].kind == Kind::Node && !bodies[item].container && height <= SMALL {
                rows.band[row] = rows.band[row].max(height);
            }
        }
    }
    let labels: Vec<bool> =
        mesh.rows.iter().map(|row| row.iter().any(|&item| matches!(mesh.items[item].kind, Kind::Label(_)))).collect();
    let quiet: Vec<bool> = mesh.rows.iter().map(|row| is_quiet(mesh, row, bodies)).collect();
    let mut y = 0.0;
    for row in 0..count {
        rows.top[row] = y;
        let (after_label, before_label) = (labels[row], labels.get(row + 1).copied().unwrap_or(false));
        let least = match (after_label, before_label) {
            (false, false) if quiet[row] || quiet.get(row + 1).is_some_and(|quiet| *quiet) => options.quiet_gap,
            (false, false) => options.layer_gap,
            (_, true) => LABEL_BELOW_NODE,
            (true, false) => ARRIVAL,
        };
        let arrival = if before_label { BEND } else { ARRIVAL };
        let tracks = (bends.tracks[row] as f64 - 1.0).max(0.0) * TRACK_STEP;
        let needed = if bends.tracks[row] == 0 { 0.0 } else { BEND + tracks + arrival };
        let gap = least.max(needed);
        let bottom = y + rows.height[row];
        // Lines part or meet close to where they arrive, which leaves room on each for a button.
        rows.first_track[row] = bottom + BEND + gap - needed;
        y = bottom + gap;
    }
    rows
}

/// Whether marks are the only nodes of a row.
fn is_quiet(mesh: &Mesh, row: &[usize], bodies: &[Body]) -> bool {
    let mut nodes = row.iter().filter(|&&item| mesh.items[item].kind == Kind::Node).peekable();
    nodes.peek().is_some() && nodes.all(|&node| bodies[node].quiet)
}

impl Rows {
    /// The height of a track below a row.
    pub fn track(&self, row: usize, track: usize) -> f64 {
        self.first_track[row] + track as f64 * TRACK_STEP
    }

    /// The top edge of a node of a row.
    pub fn top_of(&self, row: usize, body: &Body) -> f64 {
        self.top[row] + ((self.band[row] - body.size.height) / 2.0).max(0.0)
    }
}
