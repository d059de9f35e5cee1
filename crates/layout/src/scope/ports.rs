//! Where edges leave the bottom of a node and enter its top.

use super::Body;
use super::flow::{Class, Flow};
use super::mesh::Mesh;

const STEP_AT_MOST: f64 = 32.0;

/// Spreads the edges that leave a node along its bottom, the straight one in the middle, and lets exceptions enter beside
/// ordinary edges.
pub fn spread(mesh: &mut Mesh, bodies: &[Body], flow: &Flow) {
    let position = mesh.positions();
    spread_bottoms(mesh, bodies, flow, &position);
    part_tops(mesh, bodies, &position);
}

fn spread_bottoms(mesh: &mut Mesh, bodies: &[Body], flow: &Flow, position: &[usize]) {
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
    for (index, link) in mesh.living().filter(|(_, link)| mesh.class(link) == Class::Forward && link.upper < bodies.len()) {
        leaving[link.upper].push(index);
    }
    for (node, mut links) in leaving.into_iter().enumerate().filter(|(_, links)| links.len() > 1) {
        links.sort_by_key(|&link| (position[mesh.links[link].lower], mesh.links[link].edge));
        let straight =
            links.iter().position(|&link| flow.primary[node] == Some(mesh.links[link].edge)).unwrap_or(links.len() / 2);
        let step = |count: usize| if count == 0 { 0.0 } else { (half_width(&bodies[node]) / count as f64).min(STEP_AT_MOST) };
        let (left_step, right_step) = (step(straight), step(links.len() - 1 - straight));
        for (index, &link) in links.iter().enumerate() {
            let steps = index as f64 - straight as f64;
            mesh.links[link].upper_shift = steps * if steps < 0.0 { left_step } else { right_step };
        }
    }
}

fn part_tops(mesh: &mut Mesh, bodies: &[Body], position: &[usize]) {
    let mut ordinary: Vec<Option<usize>> = vec![None; bodies.len()];
    let mut exceptions: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
    for (index, link) in mesh.living().filter(|(_, link)| link.lower < bodies.len()) {
        match mesh.class(link) {
            Class::Forward | Class::Aside => ordinary[link.lower] = ordinary[link.lower].max(Some(position[link.upper])),
            Class::Exception => exceptions[link.lower].push(index),
            Class::Back => {}
        }
    }
    for (node, links) in exceptions.into_iter().enumerate() {
        let Some(ordinary) = ordinary[node] else { continue };
        let shift = (half_width(&bodies[node]) * 0.75).min(STEP_AT_MOST);
        for link in links {
            mesh.links[link].lower_shift = if position[mesh.links[link].upper] < ordinary { -shift } else { shift };
        }
    }
}

/// How far from its middle edges may meet a node's bottom or top.
fn half_width(body: &Body) -> f64 {
    (body.size.width / 2.0 - body.inset.max(12.0)).max(0.0)
}
