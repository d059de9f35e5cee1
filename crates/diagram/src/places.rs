//! Where a state may be dropped.

use std::sync::Arc;

use asl::document::StateKey;
use asl::edit::Place;
use layout::Point;

use crate::{EdgeKey, NodeKey, Scene};

/// A drop place: on a transition, or in an empty scope.
#[derive(Clone, Debug, PartialEq)]
pub struct DropPlace {
    /// What dropping here means.
    pub place: Place,
    /// The middle of the place.
    pub at: Point,
    /// What it says when it is the nearest.
    pub label: Arc<str>,
    /// The transition it is on.
    pub edge: Option<EdgeKey>,
    /// The container it is in.
    pub parent: Option<StateKey>,
}

/// A pointer further away than this means no place, in scene units.
const REACH: f64 = 110.0;

impl Scene {
    /// The nearest place for a state that is dragged; `moving` is the state itself, if it stands on the canvas already.
    /// Nothing may go into itself, and the transitions it is on are where it is.
    #[must_use]
    pub fn nearest_place(&self, point: Point, moving: Option<StateKey>) -> Option<usize> {
        let mut best = None;
        for (index, place) in self.places.iter().enumerate() {
            let distance = (place.at.x - point.x).hypot(place.at.y - point.y);
            if distance < best.map_or(REACH, |(distance, _)| distance) && self.takes(place, moving) {
                best = Some((distance, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Whether a place takes the state that is dragged.
    #[must_use]
    pub fn takes(&self, place: &DropPlace, moving: Option<StateKey>) -> bool {
        let Some(moving) = moving else { return true };
        if place.parent.is_some_and(|parent| self.is_within(parent, moving)) {
            return false;
        }
        let Some(edge) = place.edge else { return true };
        let own = NodeKey::State(moving);
        let leads_here = self.edges.iter().any(|candidate| candidate.key == edge && candidate.to == Some(own));
        edge.from != own && !leads_here
    }
}
