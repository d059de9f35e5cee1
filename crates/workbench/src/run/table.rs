//! The steps as a table, in the order of their entry, and as bars over virtual time.

use std::ops::Range;

use simulator::fold::{self, Inner, Node, VisitStatus};
use simulator::recording::{NestedExecution, Recording, StepId};

use super::status::status_name;
use super::{Run, look, steps, words};

/// One step of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The step's number.
    pub step: usize,
    /// The state's name.
    pub name: String,
    /// Where it lies, such as `Each[37]`.
    pub inside: String,
    /// The state's type.
    pub kind: String,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// What it calls.
    pub resource: String,
    /// When it was entered, since the start.
    pub started: String,
    /// How long it took.
    pub duration: String,
    /// How often its work was begun.
    pub attempts: u32,
}

/// A bar of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeRow {
    /// The row of the tree of steps that it belongs to.
    pub index: usize,
    /// What it shows.
    pub node: Node,
    /// The name, with what tells an iteration apart.
    pub name: String,
    /// How deep it lies, from 0.
    pub depth: usize,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// Whether it is unfolded; `None` where nothing is inside.
    pub open: Option<bool>,
    /// Whether it is the step that is looked at.
    pub is_chosen: bool,
    /// Whether it lies ahead of the present moment.
    pub is_later: bool,
    /// From when to when, in virtual milliseconds.
    pub span: Option<(u64, u64)>,
    /// Its attempts and the waits between them.
    pub parts: Vec<TimePart>,
    /// What people hear.
    pub words: String,
}

/// A part of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimePart {
    /// From when, in virtual milliseconds.
    pub from: u64,
    /// To when.
    pub to: u64,
    /// `work`, `failed` or `wait`.
    pub kind: &'static str,
}

impl Run {
    /// How many steps have begun by now.
    #[must_use]
    pub fn table_len(&self) -> usize {
        self.inside.replay.begun()
    }

    /// Some of the steps that have begun, in the order of their entry.
    #[must_use]
    pub fn table_rows(&self, range: Range<usize>) -> Vec<TableRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        // Steps of child executions may begin later than those behind them.
        let visits = self.inside.replay.visits().skip(range.start).take(range.len());
        let row = |visit: &fold::Visit| TableRow {
            step: visit.step.0 as usize,
            name: steps::shown_name(recording, visit.step),
            inside: fold::visit_path(recording, visit.step),
            kind: kind(recording, visit.step),
            status: status_name(visit.status),
            words: super::status::status_words(visit.status),
            resource: look::resource(self, recording, visit.step),
            started: words::duration(visit.entered_at),
            duration: visit.left_at.map(|_| words::duration(steps::duration(visit))).unwrap_or_default(),
            attempts: visit.attempts,
        };
        visits.map(row).collect()
    }

    /// The place of the step that is looked at in the table.
    #[must_use]
    pub fn table_place(&self) -> Option<usize> {
        let chosen = self.chosen_step?;
        self.inside.replay.visits().position(|visit| visit.step.0 as usize == chosen)
    }

    /// How long the run takes, in virtual milliseconds.
    #[must_use]
    pub fn length_millis(&self) -> u64 {
        self.recording().map_or(0, Recording::elapsed_millis)
    }

    /// The virtual time of the present moment, in milliseconds.
    #[must_use]
    pub fn now_millis(&self) -> u64 {
        let event = self.recording().and_then(|recording| recording.events().get(self.cursor.checked_sub(1)?));
        event.map_or(0, |event| event.at)
    }

    /// The last moment at a virtual time.
    #[must_use]
    pub(crate) fn moment_at(&self, millis: u64) -> usize {
        self.recording().map_or(0, |recording| recording.events().partition_point(|event| event.at <= millis))
    }

    /// The bars of some rows of the tree, over the whole run.
    #[must_use]
    pub fn time_rows(&self, range: Range<usize>) -> Vec<TimeRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let bar = |row: super::TreeRow| {
            let note = if row.note.is_empty() || !matches!(row.node, Node::Frame(_)) {
                String::new()
            } else {
                format!(" · {}", row.note)
            };
            let (span, parts) = match row.node {
                Node::Step(step) => (self.step_span(recording, step), self.step_parts(recording, step)),
                Node::Frame(frame) => (self.whole_span(recording, frame), Vec::new()),
                Node::Attempt(group) => {
                    let frames = self.inside.replay.index().frames_of(group).iter();
                    let spans = frames.filter_map(|frame| self.whole_span(recording, *frame));
                    (spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))), Vec::new())
                }
                Node::Nested(nested) => {
                    let execution = self.nested(nested);
                    let span = |of: &NestedExecution| (of.started_at, of.started_at + of.recording.elapsed_millis());
                    (execution.map(span), Vec::new())
                }
                Node::Inside(nested, inner) => (self.inner_span(nested, inner), Vec::new()),
            };
            TimeRow {
                index: row.index,
                node: row.node,
                name: format!("{}{note}", row.name),
                depth: row.depth,
                status: row.status,
                open: row.open,
                is_chosen: row.is_chosen,
                is_later: row.is_later,
                words: match span {
                    Some((from, to)) => {
                        format!("{}, from {} for {}", row.words, words::duration(from), words::duration(to.saturating_sub(from)))
                    }
                    None => row.words,
                },
                span,
                parts,
            }
        };
        self.tree_rows(range).into_iter().map(bar).collect()
    }

    /// From when to when something in an execution of another workflow is.
    fn inner_span(&self, nested: u32, inner: Inner) -> Option<(u64, u64)> {
        let Inner::Step(step) = inner else { return None };
        let sight = self.inner_sight(nested)?;
        let from = steps::entry_event(sight.recording, step)?.at;
        let left = sight.outcomes.step(step).and_then(|outcome| outcome.left_at);
        let to = left.unwrap_or(sight.recording.elapsed_millis());
        Some((sight.begins + from, sight.begins + to.max(from)))
    }

    /// From when to when a visit is, whatever moment is looked at.
    fn step_span(&self, recording: &Recording, step: StepId) -> Option<(u64, u64)> {
        let from = steps::entry_event(recording, step)?.at;
        let to = self.inside.outcomes.step(step).and_then(|outcome| outcome.left_at).unwrap_or(recording.elapsed_millis());
        Some((from, to.max(from)))
    }

    /// From when to when a branch or iteration is, whatever moment is looked at.
    fn whole_span(&self, recording: &Recording, frame: u32) -> Option<(u64, u64)> {
        let steps = self.inside.replay.index().steps(frame);
        let (first, last) = (StepId(*steps.first()?), StepId(*steps.last()?));
        Some((self.step_span(recording, first)?.0, self.step_span(recording, last)?.1))
    }

    /// The attempts of a visit with the waits between them; none where there was but one.
    fn step_parts(&self, recording: &Recording, step: StepId) -> Vec<TimePart> {
        let Some(outcome) =
            self.inside.outcomes.step(step).filter(|outcome| outcome.attempts > 1 || outcome.status == VisitStatus::Caught)
        else {
            return Vec::new();
        };
        let history = recording.steps.get(step.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
        let Some(history) = history.and_then(|frame| recording.histories.get(frame.history as usize)) else { return Vec::new() };
        let events = self.inside.replay.index().events(step).filter_map(|number| history.events.get(number.index()));
        let mut parts: Vec<TimePart> = Vec::new();
        let mut since = None;
        for event in events {
            if fold::begins_attempt(event.kind) {
                if let Some(last) = parts.last().filter(|last| last.to < event.at).copied() {
                    parts.push(TimePart { from: last.to, to: event.at, kind: "wait" });
                }
                since = Some(event.at);
            } else if fold::fails_attempt(event.kind) {
                parts.extend(since.take().map(|from| TimePart { from, to: event.at, kind: "failed" }));
            }
        }
        let end = outcome.left_at.unwrap_or(recording.elapsed_millis());
        parts.extend(since.map(|from| TimePart { from, to: end.max(from), kind: "work" }));
        parts
    }
}

/// The type of a visit's state, as the event of its entry says.
fn kind(recording: &Recording, step: StepId) -> String {
    let name = steps::entry_event(recording, step).map_or("", |event| event.kind.name());
    name.strip_suffix("StateEntered").unwrap_or(name).to_owned()
}

/// The distance in milliseconds between the lines of a scale of time: the least round one that makes at most so many lines.
#[must_use]
pub fn scale_step(length: u64, lines: u64) -> u64 {
    const SECOND: u64 = 1000;
    const DAY: u64 = 24 * 3600 * SECOND;
    let below_a_second = [1, 10, 100].into_iter().flat_map(|unit| [1, 2, 5].map(|step| unit * step));
    let of_the_clock = [1, 60].into_iter().flat_map(|unit| [1, 2, 5, 10, 15, 30].map(|step| unit * step * SECOND));
    let hours = [1, 2, 3, 6, 12].map(|step| step * 3600 * SECOND);
    let days = (0..9).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power) * DAY));
    let mut steps = below_a_second.chain(of_the_clock).chain(hours).chain(days);
    steps.find(|step| length <= step.saturating_mul(lines.max(1))).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_time_are_round_and_few() {
        for (length, lines, expected) in [
            (10_000, 8, 2_000),
            (9_500, 8, 2_000),
            (7, 8, 1),
            (90_000, 8, 15_000),
            (3_600_000, 8, 600_000),
            (31_536_000_000, 8, 4_320_000_000),
            (0, 8, 1),
        ] {
            let step = scale_step(length, lines);
            assert_eq!(step, expected, "{length} in {lines}");
            assert!(length.div_ceil(step) <= lines, "{length} in {lines}");
        }
    }
}
