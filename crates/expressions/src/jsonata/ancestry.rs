//! `%`: finds the step whose input each one means.

use super::error::{Failed, Fault};
use super::frame::Symbol;
use super::node::{Kind, Node, Slot};

/// All `%` of an expression.
#[derive(Default)]
pub(super) struct Ancestry {
    slots: Vec<Seeker>,
}

struct Seeker {
    /// Seekers of the same step share a label.
    label: usize,
    /// How many steps up.
    level: i32,
}

impl Ancestry {
    pub fn slot(&mut self) -> Slot {
        let slot = self.slots.len();
        self.slots.push(Seeker { label: slot, level: 1 });
        slot
    }

    /// The symbol of each slot's label, counted from `base`.
    pub fn labels(&self, base: Symbol) -> Vec<Symbol> {
        self.slots.iter().map(|seeker| base + seeker.label as Symbol).collect()
    }

    /// Looks for the parents of the last step's seekers among the steps before it; gives those that must look further up.
    pub fn resolve(&mut self, steps: &mut [Node]) -> Result<Vec<Slot>, Failed> {
        let Some(last) = steps.last() else { return Ok(Vec::new()) };
        let mut slots = last.extras.as_ref().map(|extras| extras.seeking.clone()).unwrap_or_default();
        if let Kind::Parent(slot) = last.kind {
            slots.push(slot);
        }
        let mut unresolved = Vec::new();
        for slot in slots {
            let mut index = steps.len() - 1;
            while self.slots[slot].level > 0 {
                if index == 0 {
                    unresolved.push(slot);
                    break;
                }
                index -= 1;
                // Contiguous steps that bind the focus count as one.
                let focuses = |node: &Node| node.extras.as_ref().is_some_and(|extras| extras.focus.is_some());
                while index > 0 && focuses(&steps[index]) && focuses(&steps[index - 1]) {
                    index -= 1;
                }
                self.seek(&mut steps[index], slot)?;
            }
        }
        Ok(unresolved)
    }

    /// A seeker inside a filter: the filtered step is its first level.
    pub fn seek_through_filter(&mut self, step: &mut Node, slot: Slot) -> Result<(), Failed> {
        if self.slots[slot].level == 1 {
            self.seek(step, slot)
        } else {
            self.slots[slot].level -= 1;
            Ok(())
        }
    }

    fn seek(&mut self, node: &mut Node, slot: Slot) -> Result<(), Failed> {
        match &mut node.kind {
            Kind::Name(_) | Kind::Wildcard => {
                self.slots[slot].level -= 1;
                if self.slots[slot].level == 0 {
                    let extras = node.extras_mut();
                    if let Some(known) = extras.ancestor {
                        self.slots[slot].label = self.slots[known].label;
                    }
                    extras.ancestor = Some(slot);
                    extras.tuple = true;
                }
                Ok(())
            }
            Kind::Parent(_) => {
                self.slots[slot].level += 1;
                Ok(())
            }
            Kind::Block(parts, _) => {
                let Some(last) = parts.last_mut() else { return Ok(()) };
                self.seek(last, slot)?;
                node.extras_mut().tuple = true;
                Ok(())
            }
            Kind::Path(path) => {
                for step in path.steps.iter_mut().rev() {
                    self.seek(step, slot)?;
                    if self.slots[slot].level <= 0 {
                        break;
                    }
                }
                path.plain = 0;
                node.extras_mut().tuple = true;
                Ok(())
            }
            _ => Err(Box::new(Fault::new("S0217").at(node.position).spanning(node.range.clone()).token(node.kind_name()))),
        }
    }
}
