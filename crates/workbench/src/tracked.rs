//! Parts of the workbench that know when they were changed, and note who reads them: so a view runs again when a part that it
//! has read is another one, and only then.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};

/// The parts that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Which sheet is in front.
    Front,
    /// The other open sheets.
    Resting,
    /// A workflow's name.
    Name,
    /// The example it was made from.
    Example,
    /// The definition.
    Document,
    /// The changes that led to its text.
    TextLog,
    /// What can be undone.
    History,
    /// What the linter says.
    Diagnostics,
    /// The worst problem of each state.
    ProblemMarks,
    /// How far the linter is.
    Linting,
    /// The diagram.
    Scene,
    /// What is chosen.
    Selected,
    /// What is chosen together.
    Group,
    /// What is being typed.
    Drafts,
    /// The scenarios.
    Scenarios,
    /// What is wrong with them.
    ScenarioProblems,
    /// The run.
    Run,
    /// Tests of single states.
    Testing,
    /// How the sheet is kept.
    Keeping,
    /// What the browser keeps.
    Shelf,
    /// The layout of the screen.
    Panels,
    /// What prices are reckoned with.
    Assumptions,
    /// What is known of AWS's APIs.
    Apis,
    /// What lies over the page.
    Overlay,
    /// The search on the diagram.
    Find,
    /// Lessons.
    Learn,
    /// From design to production.
    Production,
    /// Earlier versions, compared.
    Versions,
    /// A word to the user.
    Notice,
    /// Whether everything is stored.
    Saved,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 30] = [
        Self::Front,
        Self::Resting,
        Self::Name,
        Self::Example,
        Self::Document,
        Self::TextLog,
        Self::History,
        Self::Diagnostics,
        Self::ProblemMarks,
        Self::Linting,
        Self::Scene,
        Self::Selected,
        Self::Group,
        Self::Drafts,
        Self::Scenarios,
        Self::ScenarioProblems,
        Self::Run,
        Self::Testing,
        Self::Keeping,
        Self::Shelf,
        Self::Panels,
        Self::Assumptions,
        Self::Apis,
        Self::Overlay,
        Self::Find,
        Self::Learn,
        Self::Production,
        Self::Versions,
        Self::Notice,
        Self::Saved,
    ];
}

/// A set of parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

impl Parts {
    /// Whether a part is among them.
    #[must_use]
    pub fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u32) != 0
    }
}

thread_local! {
    static READ: Cell<u32> = const { Cell::new(0) };
    static VERSION: Cell<u64> = const { Cell::new(0) };
}

/// Does something, and tells which parts were read for it.
pub fn reading<T>(look: impl FnOnce() -> T) -> (T, Parts) {
    let around = READ.replace(0);
    let seen = look();
    let read = READ.get();
    READ.set(around | read);
    (seen, Parts(read))
}

/// A part with the version of its value: another one after each change, and never that of any other value.
#[derive(Debug)]
pub struct Tracked<T> {
    value: T,
    version: u64,
    part: Part,
}

impl<T> Tracked<T> {
    /// A part's first value.
    pub fn new(part: Part, value: T) -> Self {
        Self { value, version: next_version(), part }
    }

    /// The version of the value.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Puts another value in its place, unless it is the same.
    pub fn set_if_new(&mut self, value: T)
    where
        T: PartialEq,
    {
        if self.value != value {
            **self = value;
        }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        READ.set(READ.get() | 1 << self.part as u32);
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.version = next_version();
        &mut self.value
    }
}

impl<T: PartialEq> PartialEq<T> for Tracked<T> {
    fn eq(&self, other: &T) -> bool {
        **self == *other
    }
}

fn next_version() -> u64 {
    VERSION.set(VERSION.get() + 1);
    VERSION.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_is_noted_and_who_changes_gives_a_new_version() {
        let mut run = Tracked::new(Part::Run, 1);
        let name = Tracked::new(Part::Name, "a");
        let ((), parts) = reading(|| {
            let (sum, inner) = reading(|| *run + 1);
            assert_eq!((sum, inner.has(Part::Run), inner.has(Part::Name)), (2, true, false));
            assert_eq!(name.len(), 1);
        });
        assert!(parts.has(Part::Run) && parts.has(Part::Name) && !parts.has(Part::Scene));
        let before = run.version();
        run.set_if_new(1);
        assert_eq!(run.version(), before);
        *run += 1;
        assert!(run.version() > before && run.version() != name.version());
    }

    #[test]
    fn parts_stand_in_the_order_of_their_numbers() {
        assert!(Part::ALL.iter().enumerate().all(|(number, part)| *part as usize == number));
    }
}
