//! A step that others are compared with: of the same run, or of one before.

use value::Value;

use super::Run;

/// The step that others are compared with. It is kept from run to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// What it is called: `Charge in #37`.
    pub words: String,
    /// What went in.
    pub input: Value,
    /// What came out.
    pub output: Option<Value>,
    /// The number of the run and the step, to tell it from itself; nothing once a branch has taken that step's place.
    at: Option<(u32, usize)>,
}

impl Run {
    /// The step that others are compared with.
    #[must_use]
    pub fn pinned(&self) -> Option<&Pinned> {
        self.inside.lasting.pinned.as_ref()
    }

    /// Whether that is the step that is looked at.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        let looked_at = self.chosen_step.map(|step| (self.ticket.number, step));
        self.pinned().is_some_and(|pinned| pinned.at.is_some() && pinned.at == looked_at)
    }

    /// What follows from a step on is another branch's now: a step that is compared with is kept as it was.
    pub(super) fn part_from_pinned(&mut self, from: usize) {
        let number = self.ticket.number;
        let of_before = |at: Option<(u32, usize)>| at.is_some_and(|(run, step)| run == number && step >= from);
        if let Some(pinned) = self.inside.lasting.pinned.as_mut().filter(|pinned| of_before(pinned.at)) {
            pinned.at = None;
            pinned.words += ", before the branch";
        }
    }

    /// Compares others with the step that is looked at from now on, or none any more. `scenario` is what runs.
    pub(crate) fn pin(&mut self, compares: bool, scenario: &str) {
        let pinned = self.step_view().filter(|_| compares).map(|step| {
            let place = if step.way.is_empty() { step.name.clone() } else { format!("{} in {}", step.name, step.way.join(", ")) };
            Pinned {
                words: format!("{place}, {scenario}"),
                input: step.input.value,
                output: step.output.map(|output| output.value),
                at: Some((self.ticket.number, step.step)),
            }
        });
        self.inside.lasting.pinned = pinned;
    }
}
