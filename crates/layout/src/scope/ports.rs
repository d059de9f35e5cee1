//! Where edges leave the bottom of a node and enter its top.

use super::Body;
use super::flow::{Class, Flow};
use super::mesh::{Link, Mesh};

const STEP_AT_MOST: f64 = 32.0;
/// Ports moved to straighten a line stay so far apart.
const LEAST_STEP: f64 = 12.0;
/// Steps of a line up to this size are worth moving a port for.
const KINK: f64 = 24.0;

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
        let key = |link: usize| (position[mesh.links[link].lower], mesh.links[link].edge);
        crate::sorting::sort_by(&mut links, |one, other| key(*one).cmp(&key(*other)));
        let straight =
            links.iter().position(|&link| flow.primary[node] == Some(mesh.links[link].edge)).unwrap_or(links.len() / 2);
        let step =
            |count: usize| if count == 0 { 0.0 } else { (half_width(&bodies[node]) / count as f64).min(STEP_AT_MOST).floor() };
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
        let shift = (half_width(&bodies[node]) * 0.75).min(STEP_AT_MOST).floor();
        for link in links {
            mesh.links[link].lower_shift = if position[mesh.links[link].upper] < ordinary { -shift } else { shift };
        }
    }
}

/// Moves ports by a little where that makes a line straight which else would have a small kink.
pub fn settle(mesh: &mut Mesh, bodies: &[Body], x: &[f64]) {
    let mut taken: Vec<Vec<(usize, f64)>> = vec![Vec::new(); bodies.len()];
    let leaving = |link: &Link| link.upper < bodies.len();
    for (index, link) in mesh.living().filter(|(_, link)| leaving(link)) {
        taken[link.upper].push((index, link.upper_shift));
    }
    for index in 0..mesh.links.len() {
        let link = &mesh.links[index];
        if !link.alive || !leaving(link) || link.upper_shift == 0.0 {
            continue;
        }
        let wanted = x[link.lower] + link.lower_shift - x[link.upper];
        let ports = &mut taken[link.upper];
        let free = ports.iter().all(|&(other, shift)| {
            let same_order = (shift < link.upper_shift) == (shift < wanted);
            other == index || (same_order && (shift - wanted).abs() >= LEAST_STEP)
        });
        if free && (wanted - link.upper_shift).abs() <= KINK && wanted.abs() <= half_width(&bodies[link.upper]) {
            ports.iter_mut().filter(|(other, _)| *other == index).for_each(|(_, shift)| *shift = wanted);
            mesh.links[index].upper_shift = wanted;
        }
    }
}

/// How far from its middle edges may meet a node's bottom or top.
fn half_width(body: &Body) -> f64 {
    (body.size.width / 2.0 - body.inset.max(12.0)).max(0.0)
}
