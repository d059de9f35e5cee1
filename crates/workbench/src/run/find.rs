//! What is looked for in the tree of steps: by status, by name, by data.

use std::collections::HashMap;

use simulator::fold::{Marks, VisitStatus};
use simulator::recording::{PayloadId, Recording, StepId};

use super::tree::StepTree;
use super::{Run, steps};

/// Which steps are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StepFilter {
    /// All.
    #[default]
    All,
    /// Those that fail or time out.
    Failed,
    /// Those whose error is caught.
    Caught,
    /// Those that are ended from outside.
    Aborted,
    /// Those that go on at the present moment.
    Running,
}

impl StepFilter {
    /// All, in order, with their names.
    pub const ALL: [(Self, &str); 5] = [
        (Self::All, "All"),
        (Self::Failed, "Failed"),
        (Self::Caught, "Caught"),
        (Self::Aborted, "Aborted"),
        (Self::Running, "Running"),
    ];

    pub(super) fn takes(self, status: VisitStatus) -> bool {
        match self {
            Self::All => true,
            Self::Failed => matches!(status, VisitStatus::Failed | VisitStatus::TimedOut),
            Self::Caught => status == VisitStatus::Caught,
            Self::Aborted => status == VisitStatus::Aborted,
            Self::Running => status.is_open(),
        }
    }
}

impl Run {
    /// Which steps are listed.
    #[must_use]
    pub fn filter(&self) -> StepFilter {
        self.inside.tree.filter
    }

    /// How many steps a filter finds by the present moment, and how many more lie ahead.
    #[must_use]
    pub fn filter_count(&self, filter: StepFilter) -> (usize, usize) {
        let now = self.inside.tree.now[filter as usize];
        (now, self.inside.tree.counts[filter as usize].saturating_sub(now))
    }

    /// What is searched for.
    #[must_use]
    pub fn search(&self) -> &str {
        &self.inside.tree.search
    }

    /// How many steps, branches and iterations match what is searched and filtered.
    #[must_use]
    pub fn matches(&self) -> Option<usize> {
        self.inside.tree.marks.as_ref().map(Marks::count)
    }

    /// The step that the first error comes from.
    #[must_use]
    pub fn first_failure(&self) -> Option<usize> {
        self.inside.outcomes.failures().first().map(|step| step.0 as usize)
    }

    /// Lists other steps.
    pub(crate) fn set_filter(&mut self, filter: StepFilter) {
        self.inside.tree.filter = filter;
        self.inside.tree.by_hand.clear();
        self.list_steps();
    }

    /// Searches names and data.
    pub(crate) fn set_search(&mut self, search: String) {
        self.inside.tree.search = search;
        self.inside.tree.by_hand.clear();
        self.list_steps();
    }

    /// What matches is found anew, as after a new recording, filter or search.
    pub(super) fn list_steps(&mut self) {
        self.inside.tree.counts = StepFilter::ALL.map(|(filter, _)| self.count_steps(filter));
        self.inside.tree.marks = self.find_marks();
        self.lay_rows();
    }

    /// What goes on changes from moment to moment.
    pub(super) fn follow_running(&mut self) {
        self.inside.tree.now = self.counts_by_now();
        self.inside.tree.counts[StepFilter::Running as usize] = self.inside.tree.now[StepFilter::Running as usize];
        if self.inside.tree.filter == StepFilter::Running {
            self.inside.tree.marks = self.find_marks();
            self.lay_rows();
        }
    }

    fn count_steps(&self, filter: StepFilter) -> usize {
        let Some(recording) = self.recording() else { return 0 };
        match filter {
            StepFilter::All => recording.steps.len(),
            StepFilter::Running => self.counts_by_now()[filter as usize],
            filter => {
                let ends = (0..recording.steps.len() as u32).filter_map(|step| self.inside.outcomes.step(StepId(step)));
                ends.filter(|outcome| filter.takes(outcome.status)).count()
            }
        }
    }

    /// How many steps each filter finds by the present moment.
    fn counts_by_now(&self) -> [usize; StepFilter::ALL.len()] {
        let mut counts = [0; StepFilter::ALL.len()];
        for view in (0..self.inside.replay.state_count()).map(|state| self.inside.replay.state(state)) {
            for (filter, count) in [
                (StepFilter::All, view.visits),
                (StepFilter::Failed, view.failed),
                (StepFilter::Caught, view.caught),
                (StepFilter::Aborted, view.aborted),
                (StepFilter::Running, view.running + view.retrying),
            ] {
                counts[filter as usize] += count as usize;
            }
        }
        // What begins anew is listed still as it ended before.
        for visit in self.inside.replay.superseded() {
            for filter in [StepFilter::Failed, StepFilter::Caught, StepFilter::Aborted] {
                counts[filter as usize] += usize::from(filter.takes(visit.status));
            }
        }
        counts
    }

    fn find_marks(&self) -> Option<Marks> {
        let recording = self.recording()?;
        let index = self.inside.replay.index();
        let StepTree { filter, search, .. } = &self.inside.tree;
        let needle = search.trim().to_lowercase();
        if *filter == StepFilter::All && needle.is_empty() {
            return None;
        }
        let mut payloads = HashMap::new();
        let takes = |step: StepId| match filter {
            StepFilter::Running => self.inside.replay.visit(step).is_some_and(|visit| visit.status.is_open()),
            filter => self.inside.outcomes.step(step).map_or(*filter == StepFilter::All, |outcome| filter.takes(outcome.status)),
        };
        let number = needle.strip_prefix('#').and_then(|number| number.parse::<u32>().ok());
        let step = |step: StepId| {
            takes(step)
                && (needle.is_empty() || (number.is_none() && step_contains(recording, self, step, &needle, &mut payloads)))
        };
        let frame = |frame: u32| match number {
            Some(number) => index.group_of(frame).is_some() && recording.frames[frame as usize].index == number,
            None => false,
        };
        Some(Marks::of(recording, index, step, frame))
    }
}

/// Whether a step's name, or its data, holds the text.
fn step_contains(recording: &Recording, run: &Run, step: StepId, needle: &str, known: &mut HashMap<PayloadId, bool>) -> bool {
    if steps::visit_name(recording, step).to_lowercase().contains(needle) {
        return true;
    }
    let (input, output) = steps::ends_of(recording, run.inside.replay.index(), step);
    let mut holds =
        |payload: PayloadId| *known.entry(payload).or_insert_with(|| value_contains(recording.payloads.value(payload), needle));
    input.is_some_and(&mut holds) || output.is_some_and(&mut holds)
}

fn value_contains(value: &value::Value, needle: &str) -> bool {
    match value {
        value::Value::Object(members) => {
            members.iter().any(|(key, value)| contains(key, needle) || value_contains(value, needle))
        }
        value::Value::Array(items) => items.iter().any(|item| value_contains(item, needle)),
        value::Value::String(text) => contains(text, needle),
        scalar => scalar.to_json().contains(needle),
    }
}

/// Whether a text holds another one in small letters, however it is written.
fn contains(text: &str, needle: &str) -> bool {
    if text.is_ascii() {
        return needle.len() <= text.len()
            && text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle.as_bytes()));
    }
    text.to_lowercase().contains(needle)
}
