//! The steps as a tree: what is folded, filtered, searched and chosen, and the rows that are in view.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use simulator::fold::{self, Inner, Marks, Node, Row, VisitStatus, parent};
use simulator::recording::{PayloadId, Recording, StepId};

use super::inner::Sight;
use super::status::{status_name, status_words};
use super::{Run, items, steps, words};

/// A Parallel or Map with so many branches or iterations is unfolded at first.
const FEW: usize = 4;

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

    fn takes(self, status: VisitStatus) -> bool {
        match self {
            Self::All => true,
            Self::Failed => matches!(status, VisitStatus::Failed | VisitStatus::TimedOut),
            Self::Caught => status == VisitStatus::Caught,
            Self::Aborted => status == VisitStatus::Aborted,
            Self::Running => status.is_open(),
        }
    }
}

/// Where the keys of a tree go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeMove {
    /// So many rows on, or back.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Unfolds, or goes in.
    In,
    /// Folds, or goes out.
    Out,
    /// To the next row whose name begins so.
    To(String),
}

/// What is folded, filtered and searched.
#[derive(Debug, Default)]
pub(super) struct StepTree {
    rows: Vec<Row>,
    /// Folded or unfolded by hand.
    by_hand: HashMap<Node, bool>,
    /// The way to the step that is looked at: unfolded for as long as it is.
    way: Vec<Node>,
    filter: StepFilter,
    search: String,
    marks: Option<Marks>,
    /// The row that has the keys.
    active: Option<Node>,
    /// How many steps each filter finds.
    counts: [usize; StepFilter::ALL.len()],
    /// By state: the field that the items of a Map are called by.
    fields: Vec<(u32, String)>,
}

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

impl StepTree {
    /// For the next run: what was chosen stays, as far as it is not about single steps.
    pub fn begin_anew(&mut self) -> Self {
        Self { filter: self.filter, fields: std::mem::take(&mut self.fields), ..Self::default() }
    }
}

impl Run {
    /// How many rows the tree of steps has.
    #[must_use]
    pub fn tree_len(&self) -> usize {
        self.inside.tree.rows.len()
    }

    /// Some rows of the tree of steps.
    #[must_use]
    pub fn tree_rows(&self, range: Range<usize>) -> Vec<TreeRow> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let range = range.start.min(self.inside.tree.rows.len())..range.end.min(self.inside.tree.rows.len());
        let mut fields = HashMap::new();
        range.map(|index| self.tree_row(recording, index, &mut fields)).collect()
    }

    /// The row of the step that is looked at, or of the fold that it is hidden in.
    #[must_use]
    pub fn chosen_row(&self) -> Option<usize> {
        let recording = self.recording()?;
        let chosen = Node::Step(StepId(self.chosen_step? as u32));
        let mut node = Some(self.chosen_inner.map_or(chosen, |(nested, step)| Node::Inside(nested, Inner::Step(step))));
        while let Some(hidden) = node {
            if let Some(row) = self.row_of(hidden) {
                return Some(row);
            }
            node = parent(recording, self.inside.replay.index(), hidden);
        }
        None
    }

    /// The row that has the keys.
    #[must_use]
    pub fn active_row(&self) -> Option<usize> {
        self.inside.tree.active.and_then(|node| self.row_of(node)).or_else(|| self.chosen_row())
    }

    fn row_of(&self, node: Node) -> Option<usize> {
        self.inside.tree.rows.iter().position(|row| row.node == node)
    }

    /// Which steps are listed.
    #[must_use]
    pub fn filter(&self) -> StepFilter {
        self.inside.tree.filter
    }

    /// How many steps a filter finds.
    #[must_use]
    pub fn filter_count(&self, filter: StepFilter) -> usize {
        self.inside.tree.counts[filter as usize]
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

    fn tree_row(&self, recording: &Recording, index: usize, fields: &mut HashMap<u32, Option<String>>) -> TreeRow {
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
        let all = index.group(group).and_then(|group| index.length(group.owner)).unwrap_or_default().max(known);
        Counts {
            succeeded: tally.succeeded + tally.caught,
            failed: tally.failed,
            aborted: tally.aborted,
            running: tally.running + tally.retrying,
            all,
        }
    }

    pub(super) fn is_map(&self, recording: &Recording, frame: u32) -> bool {
        let owner = recording.frames.get(frame as usize).and_then(|frame| frame.owner);
        owner.is_some_and(|owner| self.is_map_step(recording, owner))
    }

    /// Whether a visit is of a Map.
    pub(super) fn is_map_step(&self, recording: &Recording, step: StepId) -> bool {
        steps::entry_event(recording, step).is_some_and(|event| event.kind == simulator::recording::EventType::MapStateEntered)
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

    /// Folds or unfolds a row.
    pub(crate) fn toggle(&mut self, node: Node) {
        let Some(open) = self.row_of(node).and_then(|row| self.inside.tree.rows[row].open) else { return };
        self.inside.tree.by_hand.insert(node, !open);
        self.inside.tree.active = Some(node);
        self.lay_rows();
    }

    /// The keys go to another row. Returns the step that is looked at then, if it is another one.
    pub(crate) fn move_in_tree(&mut self, to: &TreeMove) -> Option<Node> {
        let last = self.inside.tree.rows.len().checked_sub(1)?;
        let now = self.active_row().unwrap_or_default().min(last);
        let row = self.inside.tree.rows[now];
        let next = match to {
            TreeMove::By(rows) => now.saturating_add_signed(*rows).min(last),
            TreeMove::First => 0,
            TreeMove::Last => last,
            TreeMove::In if row.open == Some(false) => {
                self.toggle(row.node);
                return None;
            }
            TreeMove::In => (now + usize::from(row.open == Some(true))).min(last),
            TreeMove::Out if row.open == Some(true) => {
                self.toggle(row.node);
                return None;
            }
            TreeMove::Out => {
                let around = self.inside.tree.rows[..now].iter().rposition(|other| other.depth < row.depth);
                around.unwrap_or(now)
            }
            TreeMove::To(typed) => self.row_named(now, typed)?,
        };
        let node = self.inside.tree.rows[next].node;
        self.inside.tree.active = Some(node);
        Some(node)
    }

    /// The next row from here on whose name begins so; with one letter, the next after this one.
    fn row_named(&self, now: usize, typed: &str) -> Option<usize> {
        let recording = self.recording()?;
        let typed = typed.to_lowercase();
        let from = now + usize::from(typed.chars().count() == 1);
        let count = self.inside.tree.rows.len();
        let mut fields = HashMap::new();
        (0..count).map(|step| (from + step) % count).find(|index| {
            let row = self.tree_row(recording, *index, &mut fields);
            row.name.to_lowercase().starts_with(&typed) || row.note.to_lowercase().starts_with(&typed)
        })
    }

    /// What is looked at when a row is chosen: the step, or what tells most of a branch or iteration.
    #[must_use]
    pub(crate) fn step_of_row(&self, node: Node) -> Option<usize> {
        let index = self.inside.replay.index();
        let step = match node {
            Node::Step(step) => step,
            Node::Frame(frame) => return self.telling_step(frame),
            Node::Attempt(group) => index.group(group)?.owner,
            Node::Nested(nested) | Node::Inside(nested, _) => self.nested(nested)?.step,
        };
        Some(step.0 as usize)
    }

    /// What tells most of a branch or iteration: the first error in it, else its last step.
    pub(super) fn telling_step(&self, frame: u32) -> Option<usize> {
        let steps = self.inside.replay.index().steps(frame);
        let bad = |step: &&u32| {
            self.inside.outcomes.step(StepId(**step)).is_some_and(|outcome| StepFilter::Failed.takes(outcome.status))
        };
        let begun = || steps.iter().rev().find(|step| self.inside.replay.visit(StepId(**step)).is_some());
        steps.iter().find(bad).or_else(begun).or(steps.last()).map(|step| *step as usize)
    }

    /// Looks into an execution of another workflow.
    pub(crate) fn choose_inner(&mut self, node: Node) {
        self.chosen_inner = self.inner_step_of(node);
    }

    /// The row has the keys.
    pub(crate) fn activate(&mut self, node: Node) {
        self.inside.tree.active = Some(node);
    }

    /// The way to the step that is looked at is unfolded; `stays`, what was unfolded for the one before remains so.
    pub(super) fn show_way(&mut self, stays: bool) {
        let Some(recording) = self.recording() else { return };
        let index = self.inside.replay.index();
        let mut way = Vec::new();
        let mut node = self.chosen_step.map(|step| Node::Step(StepId(step as u32)));
        while let Some(inner) = node {
            node = parent(recording, index, inner);
            way.extend(node);
        }
        if way == self.inside.tree.way {
            return;
        }
        let before = std::mem::replace(&mut self.inside.tree.way, way);
        if stays {
            for node in before {
                self.inside.tree.by_hand.entry(node).or_insert(true);
            }
        }
        for node in self.inside.tree.way.clone() {
            // What was folded by hand is unfolded for what is looked at inside.
            if self.inside.tree.by_hand.get(&node) == Some(&false) {
                self.inside.tree.by_hand.remove(&node);
            }
        }
        self.lay_rows();
    }

    /// What matches is found anew, as after a new recording, filter or search.
    pub(super) fn list_steps(&mut self) {
        self.inside.tree.counts = StepFilter::ALL.map(|(filter, _)| self.count_steps(filter));
        self.inside.tree.marks = self.find_marks();
        self.lay_rows();
    }

    /// What goes on changes from moment to moment.
    pub(super) fn follow_running(&mut self) {
        self.inside.tree.counts[StepFilter::Running as usize] = self.count_running();
        if self.inside.tree.filter == StepFilter::Running {
            self.inside.tree.marks = self.find_marks();
            self.lay_rows();
        }
    }

    fn count_steps(&self, filter: StepFilter) -> usize {
        let Some(recording) = self.recording() else { return 0 };
        match filter {
            StepFilter::All => recording.steps.len(),
            StepFilter::Running => self.count_running(),
            filter => {
                let ends = (0..recording.steps.len() as u32).filter_map(|step| self.inside.outcomes.step(StepId(step)));
                ends.filter(|outcome| filter.takes(outcome.status)).count()
            }
        }
    }

    fn count_running(&self) -> usize {
        let states = 0..self.keys.len();
        states.map(|state| self.inside.replay.state(state)).map(|view| (view.running + view.retrying) as usize).sum()
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

    fn lay_rows(&mut self) {
        let (index, nested) = (self.inside.replay.index().clone(), self.inner_indices());
        let Some(recording) = self.recording() else {
            self.inside.tree.rows = Vec::new();
            return;
        };
        let tree = &self.inside.tree;
        let way: HashSet<Node> = tree.way.iter().copied().collect();
        let is_few = |owner: StepId| index.inside(owner).len() <= FEW;
        let is_open = |node: Node| {
            if let Some(open) = tree.by_hand.get(&node) {
                return *open;
            }
            let few = match node {
                Node::Step(step) => is_few(step),
                Node::Attempt(group) => index.frames_of(group).len() <= FEW,
                Node::Frame(frame) => recording.frames[frame as usize].owner.is_some_and(is_few),
                Node::Nested(_) | Node::Inside(..) => true,
            };
            way.contains(&node) || tree.marks.as_ref().map_or(few, |marks| marks.is_around(node))
        };
        self.inside.tree.rows = fold::flatten(&index, &nested, &is_open, self.inside.tree.marks.as_ref());
    }
}

/// What a row says of a visit.
fn describe_visit(sight: Sight, step: StepId, row: &mut TreeRow) {
    row.name = steps::visit_name(sight.recording, step).to_owned();
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
