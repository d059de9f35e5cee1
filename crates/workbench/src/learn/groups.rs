//! What groups of states are for, as the author of the open lesson says: a label and a place on the diagram for each.

use crate::scene::Rect;
use crate::workbench::Workbench;

/// So far a group reaches beyond its states.
const AROUND: f64 = 12.0;

/// A group's label and place.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPlace {
    /// What its states are for.
    pub label: String,
    /// Around its states.
    pub rect: Rect,
}

impl Workbench {
    /// The groups of the open lesson on the diagram in front, if that is the lesson's; those of the lesson that is being written.
    #[must_use]
    pub fn group_places(&self) -> Vec<GroupPlace> {
        let open = self.learn.open.as_ref().filter(|open| open.shows(*self.front.id));
        let groups = match open {
            Some(open) => open.groups().to_vec(),
            None if self.learn.shown && self.learn.builder.shown => self.learn.builder.groups(),
            None => Vec::new(),
        };
        let place = |(label, states): &(String, Vec<String>)| {
            let of = |name: &String| {
                let id = self.front.document.definition.find(name)?;
                Some(self.front.scene.state(self.front.document.key(id))?.rect)
            };
            let rect = states.iter().filter_map(of).reduce(around)?;
            let rect = Rect {
                x: rect.x - AROUND,
                y: rect.y - AROUND,
                width: rect.width + 2.0 * AROUND,
                height: rect.height + 2.0 * AROUND,
            };
            Some(GroupPlace { label: label.clone(), rect })
        };
        groups.iter().filter_map(place).collect()
    }
}

fn around(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Rect { x, y, width: right - x, height: bottom - y }
}
