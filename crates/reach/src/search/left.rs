//! What is left, and why.

use simulator::coverage::Arm;

use super::{Missing, Search};
use crate::origin::{Origin, Tracer};
use crate::solve::solve;
use crate::trial::Run;
use crate::{reason, repair};

impl Search {
    /// Why what is missing is missing.
    pub(super) fn reasons(&self) -> Vec<Missing> {
        let dead = reason::dead(&self.machine, &self.program);
        let missing = self.missing.iter().map(|arm| match dead.get(arm) {
            Some(reason) => Missing { arm: *arm, reason: reason.clone(), dead: true },
            None => Missing { arm: *arm, reason: self.open_reason(*arm), dead: false },
        });
        missing.collect()
    }

    fn open_reason(&self, arm: Arm) -> String {
        let name = self.program.state_names().get(arm.state() as usize).cloned().unwrap_or_else(|| "".into());
        if self.touched.contains(&arm) {
            return "only runs that come to no end go through it".to_owned();
        }
        if !self.touched.contains(&Arm::State(arm.state())) {
            return match arm {
                Arm::State(_) => "what leads to it was not reached".to_owned(),
                _ => format!("`{name}` was not reached"),
            };
        }
        let constant = self.near(arm).first().and_then(|base| self.constant(arm, &self.bases[*base]));
        let spent = self.spent.get(&arm).copied().unwrap_or_default();
        let fails = |run: &&Run| self.troubles(run).contains(&arm.state());
        let cause = self.near(arm).into_iter().map(|base| &self.bases[base]).rfind(fails).and_then(|run| run.cause.clone());
        match (constant, arm, cause) {
            (Some(constant), ..) => constant,
            (None, Arm::Next(_), Some(cause)) => format!("none of {spent} tries reached it, it fails: {}", beginning(&cause)),
            _ => format!("none of {spent} tries reached it"),
        }
    }

    /// The state that writes what a rule reads, where it is always the same.
    fn constant(&self, arm: Arm, run: &Run) -> Option<String> {
        let rule = match arm {
            Arm::Rule(_, rule) => Some(rule),
            Arm::Default(_) => None,
            _ => return None,
        };
        let tracer = Tracer { machine: &self.machine, run };
        let step = *run.visits(arm.state()).first()?;
        let state = self.machine.state(&run.name(step))?;
        let solutions = solve(&reason::formula(state, rule), &|read| repair::known(&tracer, step, read));
        let origins = solutions.ways.iter().flat_map(|way| &way.wishes).map(|(read, _)| tracer.read(step, read));
        origins.into_iter().find_map(|origin| match origin {
            Origin::Constant { state } => Some(format!("`{state}` always writes the same where it reads")),
            _ => None,
        })
    }
}

/// As much of a cause as fits into a line.
fn beginning(cause: &str) -> String {
    const MOST: usize = 240;
    // What comes before only says where.
    let cause =
        cause.split_once("). ").filter(|(place, _)| place.contains("entered at the event id")).map_or(cause, |(_, cause)| cause);
    let line: String = cause.chars().take(MOST).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if line.len() < cause.len() { format!("{line}…") } else { line }
}
