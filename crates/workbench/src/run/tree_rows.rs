//! What the rows of the tree of steps say: only those that are in view are made into text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use simulator::fold::{Inner, Node, Row, VisitStatus};
use simulator::recording::{EventType, Recording, StepId, StepRecord};

use super::inner::Sight;
use super::status::{status_name, status_words};
use super::{Run, items, steps, words};

/// A row, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TreeRow {
    /// What it shows.
    pub node: Node,
    /// Its place among the rows.
    pub index: usize,
    /// How deep it lies, from 0.
    pub depth: usize,
    /// Its place among its siblings from 1, and how many they are.
    pub place: (u32, u32),
    /// The state's name, or the iteration's number.
    pub name: String,
    /// What tells an iteration apart, and how what is inside stands.
    pub note: String,
    /// Its status, as style sheets name it.
    pub status: &'static str,
    /// What people hear.
    pub words: String,
    /// How long it took, if it took time.
    pub time: String,
    /// Whether it is unfolded; `None` where nothing is inside.
    pub open: Option<bool>,
    /// Whether it lies ahead of the present moment.
    pub is_later: bool,
    /// Whether the run branched off here, with other data.
    pub is_branch: bool,
    /// Whether a real history and the definition that it is played against part here.
    pub is_parting: bool,
    /// Whether it is the step that is looked at.
    pub is_chosen: bool,
    /// Whether it has the keys.
    pub is_active: bool,
    /// How branches or iterations inside stand: succeeded, failed, going on, and all.
    pub counts: Option<Counts>,
}

/// How the branches or iterations of a Parallel or Map stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// Ended well, caught errors included.
    pub succeeded: u32,
    /// Failed.
    pub failed: u32,
    /// Ended from outside.
    pub aborted: u32,
    /// At work.
    pub running: u32,
    /// All, those included that have not begun.
    pub all: u32,
}

impl Counts {
    /// The counts in words.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [
            (self.succeeded, "succeeded"),
            (self.failed, "failed"),
            (self.running, "running"),
            (self.aborted, "aborted"),
            (self.all.saturating_sub(self.succeeded + self.failed + self.running + self.aborted), "not begun"),
        ];
        let said = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Run {
    /// Some rows of the tree of steps.
    #[must_use]
    pub fn tree_rows(&self, range: Range<usize>) -> Vec<TreeRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let range = range.start.min(self.inside.tree.rows.len())..range.end.min(self.inside.tree.rows.len());
        let mut fields = HashMap::new();
        range.map(|index| self.tree_row(recording, index, &mut fields)).collect()
    }

    pub(super) fn tree_row(&self, recording: &Recording, index: usize, fields: &mut HashMap<u32, Option<String>>) -> TreeRow {
        let Row { node, depth, place, siblings, open } = self.inside.tree.rows[index];
        let mut row = TreeRow {
            node,
            index,
            depth: usize::from(depth),
            place: (place + 1, siblings),
            name: String::new(),
            note: String::new(),
            status: "none",
            words: String::new(),
            time: String::new(),
            open,
            is_later: false,
            is_branch: false,
            is_parting: false,
            is_chosen: false,
            is_active: self.inside.tree.active == Some(node),
            counts: None,
        };
        match node {
            Node::Step(step) => self.describe_step(recording, step, &mut row),
            Node::Frame(frame) => self.describe_frame(recording, frame, fields, &mut row),
            Node::Attempt(group) => self.describe_attempt(group, &mut row),
            Node::Nested(nested) => self.describe_nested(nested, &mut row),
            Node::Inside(nested, inner) => self.describe_inner(nested, inner, &mut row),
        }
        row
    }

    fn describe_step(&self, recording: &Recording, step: StepId, row: &mut TreeRow) {
        row.is_chosen = self.chosen_step == Some(step.0 as usize) && self.chosen_inner.is_none();
        row.is_branch = self.branch_step() == Some(step.0 as usize);
        row.is_parting = self.parting_step() == Some(step.0 as usize);
        row.counts = self.counts_of(step);
        let sight = Sight { recording, replay: &self.inside.replay, outcomes: &self.inside.outcomes, begins: 0 };
        describe_visit(sight, step, row);
    }

    fn describe_nested(&self, nested: u32, row: &mut TreeRow) {
        let Some(execution) = self.nested(nested) else { return };
        row.name = execution.workflow.clone();
        row.note = "execution".to_owned();
        let status = self.nested_status(nested);
        row.is_later = status.is_none();
        row.status = status.map_or("none", status_name);
        row.words = status.map_or("later", status_words).to_owned();
        let took = execution.recording.elapsed_millis();
        row.time = if took > 0 { words::duration(took) } else { String::new() };
    }

    fn describe_inner(&self, nested: u32, inner: Inner, row: &mut TreeRow) {
        let Some(sight) = self.inner_sight(nested) else { return };
        let index = sight.replay.index();
        match inner {
            Inner::Step(step) => {
                row.is_chosen = self.chosen_inner == Some((nested, step));
                describe_visit(sight, step, row);
            }
            Inner::Attempt(group) => {
                row.name = format!("Attempt {}", index.group(group).map_or(0, |group| group.attempt) + 1);
            }
            Inner::Frame(frame) => {
                let owner = sight.recording.frames.get(frame as usize).and_then(|frame| frame.owner);
                let is_map = owner.is_some_and(|owner| self.is_map_step(sight.recording, owner));
                (row.name, row.note) = items::frame_words(sight.recording, index, frame, None, is_map);
                let now = sight.replay.frame(frame);
                row.is_later = now.is_none();
                if let Some(status) = now.or_else(|| sight.outcomes.frame(frame)) {
                    (row.status, row.words) = (status_name(status), status_words(status).to_owned());
                }
            }
        }
    }

    fn describe_frame(&self, recording: &Recording, frame: u32, fields: &mut HashMap<u32, Option<String>>, row: &mut TreeRow) {
        let index = self.inside.replay.index();
        let field = match index.group_of(frame) {
            Some(group) => fields.entry(group).or_insert_with(|| self.field_of(group)).clone(),
            None => None,
        };
        (row.name, row.note) = items::frame_words(recording, index, frame, field.as_deref(), self.is_map(recording, frame));
        let now = self.inside.replay.frame(frame);
        row.is_later = now.is_none();
        if let Some(status) = now.or_else(|| self.inside.outcomes.frame(frame)) {
            row.status = status_name(status);
            row.words = format!("{}{}", if row.is_later { "later: " } else { "" }, status_words(status));
        }
        let took = self.frame_span(frame).map_or(0, |(from, to)| to.saturating_sub(from));
        row.time = if took > 0 { words::duration(took) } else { String::new() };
    }

    fn describe_attempt(&self, group: u32, row: &mut TreeRow) {
        let Some(attempt) = self.inside.replay.index().group(group).map(|group| group.attempt) else { return };
        row.name = format!("Attempt {}", attempt + 1);
        let counts = self.counts_of_group(group);
        row.is_later = self.inside.replay.tally(group).begun() == 0;
        row.status = match counts {
            Counts { failed: 1.., .. } => "failed",
            Counts { running: 1.., .. } => "running",
            Counts { aborted: 1.., .. } => "aborted",
            Counts { succeeded: 1.., .. } => "succeeded",
            _ => "none",
        };
        row.words = counts.words();
        row.counts = Some(counts);
    }

    /// When a branch or iteration began, and when it ended or what it has come to.
    pub(super) fn frame_span(&self, frame: u32) -> Option<(u64, u64)> {
        let first = self.inside.replay.visit(StepId(*self.inside.replay.index().steps(frame).first()?))?;
        let last = self.inside.replay.visit(self.inside.replay.latest_in(frame)?)?;
        Some((first.entered_at, last.left_at.unwrap_or(last.entered_at)))
    }

    /// How what a Parallel or Map has opened stands, in its latest attempt; `None` for other states.
    pub(super) fn counts_of(&self, step: StepId) -> Option<Counts> {
        let group = self.group_of(step)?;
        Some(self.counts_of_group(group))
    }

    /// The latest attempt of a Parallel or Map that has begun, else its first.
    pub(super) fn group_of(&self, step: StepId) -> Option<u32> {
        let mut groups = self.inside.replay.index().groups_of(step);
        let first = groups.start;
        if groups.is_empty() {
            return None;
        }
        groups.rfind(|group| self.inside.replay.tally(*group).begun() > 0).or(Some(first))
    }

    pub(super) fn counts_of_group(&self, group: u32) -> Counts {
        let index = self.inside.replay.index();
        let tally = self.inside.replay.tally(group);
        let known = index.frames_of(group).len() as u32;
        let owner = index.group(group).map(|group| group.owner);
        let all = owner.and_then(|owner| index.length(owner)).unwrap_or_default().max(known);
        let kept = owner.map_or(0, |owner| self.kept_by_redrive(owner, group));
        Counts {
            succeeded: tally.succeeded + tally.caught + kept,
            failed: tally.failed,
            aborted: tally.aborted,
            running: tally.running + tally.retrying,
            all,
        }
    }

    /// How many items of a Map a redrive has not run again, since they had succeeded before.
    fn kept_by_redrive(&self, owner: StepId, group: u32) -> u32 {
        let Some(recording) = self.recording() else { return 0 };
        let index = self.inside.replay.index();
        let item = |frame: &u32| recording.frames[*frame as usize].index;
        let mut kept = HashSet::new();
        let mut at = owner;
        while self.is_redriven_at(at) {
            let is_same = |other: &StepRecord| {
                (other.state, other.frame) == (recording.steps[at.0 as usize].state, recording.steps[at.0 as usize].frame)
            };
            let Some(before) = recording.steps[..at.0 as usize].iter().rposition(is_same) else { break };
            at = StepId(before as u32);
            let succeeded =
                |frame: &&u32| matches!(self.inside.replay.frame(**frame), Some(VisitStatus::Succeeded | VisitStatus::Caught));
            kept.extend(index.inside(at).iter().filter(succeeded).map(item));
        }
        if kept.is_empty() {
            return 0;
        }
        let again: HashSet<u32> = index.frames_of(group).iter().map(item).collect();
        kept.difference(&again).count() as u32
    }

    /// Whether a redrive went on with this visit.
    fn is_redriven_at(&self, step: StepId) -> bool {
        let is_own = |recording: &&Recording| recording.steps.get(step.0 as usize).is_some_and(|record| record.frame == 0);
        self.recording().filter(is_own).is_some_and(|recording| recording.is_redriven(step))
    }

    pub(super) fn is_map(&self, recording: &Recording, frame: u32) -> bool {
        let owner = recording.frames.get(frame as usize).and_then(|frame| frame.owner);
        owner.is_some_and(|owner| self.is_map_step(recording, owner))
    }

    /// The Map in which a visit lies, the nearest of several.
    pub(super) fn map_around(&self, step: StepId) -> Option<StepId> {
        let recording = self.recording()?;
        let mut at = step;
        loop {
            at = recording.frames.get(recording.steps.get(at.0 as usize)?.frame as usize)?.owner?;
            if self.is_map_step(recording, at) {
                return Some(at);
            }
        }
    }

    /// Whether a visit is of a Map.
    pub(super) fn is_map_step(&self, recording: &Recording, step: StepId) -> bool {
        steps::entry_event(recording, step).is_some_and(|event| event.kind == EventType::MapStateEntered)
    }

    /// The field that the items of an attempt of a Map are called by.
    pub(super) fn field_of(&self, group: u32) -> Option<String> {
        let recording = self.recording()?;
        let index = self.inside.replay.index();
        let state = recording.steps.get(index.group(group)?.owner.0 as usize)?.state;
        let chosen = self.inside.tree.fields.iter().find(|(of, _)| *of == state).map(|(_, field)| field.clone());
        chosen.or_else(|| items::fields(recording, index, group).into_iter().next())
    }

    /// The Map around the step that is looked at, or the one that it is: the fields its items can be called by, and that
    /// they are called by now.
    #[must_use]
    pub fn item_fields(&self) -> Option<(Vec<String>, Option<String>)> {
        let recording = self.recording()?;
        let index = self.inside.replay.index();
        let step = StepId(self.chosen_step? as u32);
        let group = match self.group_of(step) {
            Some(group) => group,
            None => index.group_of(recording.steps.get(step.0 as usize)?.frame)?,
        };
        if !self.is_map_step(recording, index.group(group)?.owner) {
            return None;
        }
        let fields = items::fields(recording, index, group);
        (!fields.is_empty()).then(|| (fields, self.field_of(group)))
    }

    /// Calls the items of the Map at hand by this field.
    pub(crate) fn call_items_by(&mut self, field: String) {
        let state = self.recording().and_then(|recording| {
            let index = self.inside.replay.index();
            let step = StepId(self.chosen_step? as u32);
            let owner = match self.group_of(step) {
                Some(_) => step,
                None => index.group(index.group_of(recording.steps.get(step.0 as usize)?.frame)?)?.owner,
            };
            Some(recording.steps.get(owner.0 as usize)?.state)
        });
        if let Some(state) = state {
            self.inside.tree.fields.retain(|(of, _)| *of != state);
            self.inside.tree.fields.push((state, field));
        }
    }
}

/// What a row says of a visit.
fn describe_visit(sight: Sight, step: StepId, row: &mut TreeRow) {
    row.name = steps::shown_name(sight.recording, step);
    match sight.replay.visit(step) {
        Some(visit) => {
            let took = steps::duration(visit);
            (row.status, row.words) = (status_name(visit.status), steps::visit_words(visit));
            row.time = if took > 0 { words::duration(took) } else { String::new() };
            if visit.attempts > 1 {
                row.note = format!("{} attempts", visit.attempts);
            }
        }
        None => {
            let status = sight.outcomes.step(step).map(|outcome| outcome.status);
            row.status = status.map_or("none", status_name);
            row.words = status.map_or_else(String::new, |status| format!("later: {}", status_words(status)));
            row.is_later = true;
        }
    }
}
