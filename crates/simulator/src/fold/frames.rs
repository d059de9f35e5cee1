//! Which frames a visit has opened, and which an execution begins with: what never changes while a recording is replayed.

use crate::recording::{Recording, StepId};

/// The frames of a recording by the visit or the history that they belong to, each list in the order of creation.
#[derive(Debug, Default)]
pub(super) struct Frames {
    inside: Lists,
    roots: Lists,
}

impl Frames {
    pub fn of(recording: &Recording) -> Self {
        let numbered = || (0u32..).zip(&recording.frames);
        let owned = numbered().filter_map(|(frame, record)| Some((record.owner?.0, frame)));
        let begins = |owner: Option<StepId>, history: u32| {
            let outer = owner.and_then(|owner| recording.steps.get(owner.0 as usize));
            outer.and_then(|step| recording.frames.get(step.frame as usize)).is_none_or(|outer| outer.history != history)
        };
        let roots = numbered().filter(|(_, record)| begins(record.owner, record.history));
        Self {
            inside: Lists::of(recording.steps.len(), owned),
            roots: Lists::of(recording.histories.len(), roots.map(|(frame, record)| (record.history, frame))),
        }
    }

    /// The frames that a visit of a Parallel or Map has opened.
    pub fn inside(&self, owner: StepId) -> &[u32] {
        self.inside.list(owner.0 as usize)
    }

    /// The frames that an execution begins with.
    pub fn roots(&self, history: u32) -> &[u32] {
        self.roots.list(history as usize)
    }
}

/// Lists of numbers, one behind the other.
#[derive(Debug, Default)]
struct Lists {
    /// Where each list begins, and where the last ends.
    begins: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn of(count: usize, entries: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut begins = vec![0u32; count + 1];
        for (list, _) in entries.clone() {
            if let Some(end) = begins.get_mut(list as usize + 1) {
                *end += 1;
            }
        }
        for index in 1..begins.len() {
            begins[index] += begins[index - 1];
        }
        let mut next = begins.clone();
        let mut numbers = vec![0; begins.last().map_or(0, |total| *total as usize)];
        for (list, number) in entries {
            if (list as usize) < count {
                let at = &mut next[list as usize];
                numbers[*at as usize] = number;
                *at += 1;
            }
        }
        Self { begins, numbers }
    }

    fn list(&self, list: usize) -> &[u32] {
        match (self.begins.get(list), self.begins.get(list + 1)) {
            (Some(begin), Some(end)) => &self.numbers[*begin as usize..*end as usize],
            _ => &[],
        }
    }
}
