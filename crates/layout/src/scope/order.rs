//! The first order of each row: as the flow unfolds when it is followed in document order.

use super::flow::Class;
use super::mesh::Mesh;

/// Walks the rows from the start, loops first (to the left), exceptions last (to the right), and lets each item take the next
/// free place of its row. A flow without crossings comes out without crossings, and an edit moves only what it touches.
pub fn order_as_in_the_document(mesh: &mut Mesh) {
    let mut below: Vec<Vec<(u8, usize, usize)>> = vec![Vec::new(); mesh.items.len()];
    let mut entered = vec![false; mesh.items.len()];
    for (_, link) in mesh.living() {
        let rank = match mesh.class(link) {
            Class::Back => 0,
            Class::Forward | Class::Aside => 1,
            Class::Exception => 2,
        };
        below[link.upper].push((rank, link.edge, link.lower));
        entered[link.lower] = true;
    }
    below.iter_mut().for_each(crate::sorting::sort);
    let others = (0..mesh.items.len()).filter(|&item| !entered[item]).chain(0..mesh.items.len());
    let mut placed = vec![false; mesh.items.len()];
    for root in std::iter::once(0).chain(others) {
        let mut pending = vec![root];
        while let Some(item) = pending.pop() {
            if !std::mem::replace(&mut placed[item], true) {
                mesh.rows[mesh.items[item].row].push(item);
                pending.extend(below[item].iter().rev().map(|&(_, _, lower)| lower));
            }
        }
    }
}
