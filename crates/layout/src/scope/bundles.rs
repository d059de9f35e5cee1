//! Lanes that run beside each other into the same node become one lane.

use super::flow::Class;
use super::mesh::{Kind, Mesh};

/// Merges neighbouring lanes of different trunks from the hub upwards, as far as they stay neighbours.
pub fn merge_neighbours(mesh: &mut Mesh) {
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); mesh.items.len()];
    for (index, link) in mesh.living() {
        into[link.lower].push(index);
    }
    let mut replaced: Vec<usize> = (0..mesh.items.len()).collect();
    for row in (0..mesh.rows.len()).rev() {
        let old = std::mem::take(&mut mesh.rows[row]);
        let mut merged: Vec<usize> = Vec::with_capacity(old.len());
        for item in old {
            match merged.last() {
                Some(&kept) if same_way(mesh, kept, item) => {
                    for link in std::mem::take(&mut into[item]) {
                        mesh.links[link].lower = kept;
                        into[kept].push(link);
                    }
                    if let Some(onward) = mesh.items[item].onward {
                        mesh.links[onward].alive = false;
                    }
                    replaced[item] = kept;
                }
                _ => merged.push(item),
            }
        }
        mesh.rows[row] = merged;
    }
    for trunk in &mut mesh.trunks {
        trunk.lanes.iter_mut().for_each(|lane| *lane = replaced[*lane]);
    }
}

/// Whether two lanes may become one: they lead to the same place in the same manner, and neither is the spine.
fn same_way(mesh: &Mesh, one: usize, other: usize) -> bool {
    let lane = |item: usize| {
        let link = &mesh.links[mesh.items[item].onward?];
        let trunk = &mesh.trunks[link.trunk];
        let free = mesh.items[item].kind == Kind::Lane && trunk.class != Class::Back && !trunk.spine;
        free.then_some((trunk.class.ordinary(), link.lower))
    };
    lane(one).is_some() && lane(one) == lane(other)
}
