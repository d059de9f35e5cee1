//! The state of a running execution: its clock, its frames, and what each is waiting for. Cloning it makes a checkpoint.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::Arc;

use expressions::Environment;
use value::Value;

use super::failure::Failure;
use super::kept::Kept;
use super::nested::Nest;
use super::options::{Identity, WorkflowType};
use super::variables::Variables;
use crate::host::{Refusal, TaskOutcome};
use crate::program::{Next, StateIndex};
use crate::recording::{CallId, EventId, PayloadId, StepId};

/// A frame of the machine; frames are used again after they end.
pub(crate) type FrameKey = usize;
/// A group of frames that belong to one visit of a Parallel or Map.
pub(crate) type GroupKey = usize;

/// Everything that changes while an execution runs, but for the recording.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    /// Virtual milliseconds since the start.
    pub now: u64,
    pub chance: Chance,
    /// Frames that can go on at once, first come first served.
    pub queue: VecDeque<(FrameKey, u64)>,
    pub timers: BinaryHeap<Reverse<Timer>>,
    /// Counts timers, so that those of the same moment fire in the order they were set.
    pub timer_count: u64,
    pub frames: Vec<Frame>,
    pub free_frames: Vec<FrameKey>,
    pub groups: Vec<Group>,
    pub free_groups: Vec<GroupKey>,
    /// The execution, and the child executions of distributed Maps.
    pub runs: Vec<Run>,
    /// Callbacks and activities that somebody has to report on, by token.
    pub open: BTreeMap<Arc<str>, OpenCallback>,
    /// Where the program's constants are in the recording.
    pub constants: Vec<Option<PayloadId>>,
    /// How many tickets were given out.
    pub tickets: u64,
    /// What a test of a single state wants to know.
    pub probe: Option<Box<Probe>>,
    /// Takes the place of the context object in a test of a single state.
    pub context: Option<Value>,
    /// The executions that Tasks have started.
    pub nest: Nest,
    /// How many events were recorded.
    pub events: u64,
    /// How often the execution was redriven.
    pub redrives: u32,
    /// What was kept then, by the visits that went on with it.
    pub kept: BTreeMap<StepId, Arc<Kept>>,
    /// How many events there were at the last turn that recorded any, and how many turns there were since.
    pub idle: (u64, u32),
}

/// What a test of a single state wants to know; the execution stops when the state has come to a decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Probe {
    /// The retrier that was used, and its delay in seconds.
    pub retried: Option<(usize, f64)>,
    /// The retrier that would have been used, had it not been used up.
    pub exhausted: Option<usize>,
    /// The catcher that was used.
    pub caught: Option<usize>,
    /// The output and the way on.
    pub left: Option<(PayloadId, Next)>,
    /// The error that the state failed with, caught or not.
    pub failure: Option<Failure>,
    /// A Map's items, and what its selector made of them.
    pub items: Option<PayloadId>,
    pub selected: Option<PayloadId>,
    /// What an ItemReader's ItemsPointer found, and the batches that the ItemBatcher made.
    pub pointed: Option<PayloadId>,
    pub batched: Option<PayloadId>,
    pub max_concurrency: Option<usize>,
    pub tolerated_count: Option<u32>,
    pub tolerated_percentage: Option<f64>,
    /// How many iterations a mocked Map counts as failed.
    pub failed_iterations: Option<u32>,
    /// How often each retrier counts as used.
    pub retrier_count: Option<u32>,
}

/// The seeded source of randomness and the virtual clock, as expressions see them.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    pub state: u64,
    pub millis: i64,
}

impl Environment for Chance {
    fn now_millis(&mut self) -> i64 {
        self.millis
    }

    fn random(&mut self) -> f64 {
        // SplitMix64, whose first 53 bits make a double.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A moment at which a frame goes on, unless it has gone on before (its ticket is then another).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timer {
    pub at: u64,
    pub order: u64,
    pub frame: FrameKey,
    pub ticket: u64,
}

/// A callback or activity that somebody has to report on.
#[derive(Clone, Debug)]
pub(crate) struct OpenCallback {
    pub frame: FrameKey,
    pub ticket: u64,
}

/// One scope being run: the execution itself, a branch, an iteration.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Its place in the recording's frames.
    pub record: u32,
    /// The run whose history its events go to.
    pub run: u32,
    /// The Parallel or Map visit that it is part of.
    pub group: Option<GroupKey>,
    /// Which branch or iteration it is.
    pub index: u32,
    /// The event that the next one points to.
    pub last: EventId,
    pub variables: Variables,
    pub visit: Visit,
    pub phase: Phase,
    /// Changes whenever what the frame waits for changes.
    pub ticket: u64,
    /// The item of the innermost Map around it.
    pub item: Option<Arc<Item>>,
    /// What a redrive has kept of the Parallel or Map that it enters next.
    pub kept: Option<Arc<Kept>>,
}

impl Frame {
    /// A frame at the head of a history, which enters a state next.
    pub fn entering(record: u32, run: u32, index: u32, state: StateIndex, input: PayloadId) -> Self {
        Self {
            record,
            run,
            group: None,
            index,
            last: EventId::default(),
            variables: Variables::default(),
            visit: Visit::not_yet(state, input),
            phase: Phase::Enter { state, input },
            ticket: 0,
            item: None,
            kept: None,
        }
    }
}

/// The visit that a frame is at.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub state: StateIndex,
    pub step: StepId,
    /// The raw input.
    pub input: PayloadId,
    pub entered: EventId,
    /// The event before its entry.
    pub before: EventId,
    pub entered_at: u64,
    /// How often each retrier was used; empty until one is.
    pub attempts: Vec<u32>,
    /// How often the state was retried.
    pub retries: u32,
    /// The context object, once it was needed.
    pub context: Option<Value>,
    /// The token of its task, once it was needed.
    pub token: Option<Arc<str>>,
    /// The effective input, for what is evaluated after the work.
    pub effective: PayloadId,
}

impl Visit {
    /// The visit of a frame that has not entered a state yet.
    pub fn not_yet(state: StateIndex, input: PayloadId) -> Self {
        Self {
            state,
            step: StepId(0),
            input,
            entered: EventId::default(),
            before: EventId::default(),
            entered_at: 0,
            attempts: Vec::new(),
            retries: 0,
            context: None,
            token: None,
            effective: input,
        }
    }
}

/// What a frame does next.
#[derive(Clone, Debug)]
pub(crate) enum Phase {
    /// It enters a state.
    Enter { state: StateIndex, input: PayloadId },
    /// It begins the work of its state, once more after a retry.
    Work,
    /// It waits for its task.
    Task(Box<PendingTask>),
    /// It waits until a moment.
    Wait,
    /// It waits for its branches or iterations.
    Group(GroupKey),
    /// All of its branches or iterations have succeeded.
    Joined(GroupKey),
    /// It is over.
    Over,
}

/// A task that was started.
#[derive(Clone, Debug)]
pub(crate) struct PendingTask {
    pub call: CallId,
    /// What comes of it when its time is there; `None` while somebody has to report.
    pub outcome: Option<TaskOutcome>,
    /// What takes the place of the outcome because time ran out first.
    pub timeout: Option<Expiry>,
    /// Its timeout is in the history already.
    pub expired: bool,
    /// When the task as a whole times out.
    pub deadline: Option<u64>,
    /// How long a heartbeat lasts.
    pub heartbeat_millis: Option<u64>,
    /// How far it came, if its work did not begin.
    pub refused: Option<Refusal>,
}

/// Which limit ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    Task,
    Heartbeat,
}

/// The item that an iteration is about, as `$$.Map.Item` shows it.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub index: u32,
    pub value: Value,
    /// The member's name, when the items are an object.
    pub key: Option<Arc<str>>,
    /// `STATE_DATA` or the S3 place of the items.
    pub source: Arc<str>,
}

impl Item {
    /// What an iteration is given without a selector: members of an object come with their names.
    pub fn whole(&self) -> Value {
        match &self.key {
            Some(key) => Value::object([("Key", Value::from(key.clone())), ("Value", self.value.clone())]),
            None => self.value.clone(),
        }
    }
}

/// The branches or iterations of one visit.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub owner: FrameKey,
    pub kind: GroupKind,
    pub results: Vec<Option<PayloadId>>,
    /// Frames that run now, with their indices.
    pub running: BTreeMap<u32, FrameKey>,
    /// How many have ended.
    pub ended: u32,
    /// What a redrive has kept of them.
    pub kept: Option<Arc<Kept>>,
}

#[derive(Clone, Debug)]
pub(crate) enum GroupKind {
    Parallel,
    Map(Box<Iterations>),
}

/// The iterations of a Map.
#[derive(Clone, Debug)]
pub(crate) struct Iterations {
    pub items: Arc<Items>,
    /// The next to start.
    pub next: u32,
    /// For a distributed Map: its Map Run and how many failures it tolerates.
    pub distributed: Option<Distribution>,
}

/// What a distributed Map keeps.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    pub map_run: u32,
    pub tolerated_count: Option<u32>,
    pub tolerated_percentage: Option<f64>,
    pub failed: u32,
    /// How each child ended, for the ResultWriter.
    pub outcomes: Vec<Option<ChildOutcome>>,
}

/// How a child execution ended.
#[derive(Clone, Debug)]
pub(crate) struct ChildOutcome {
    pub run: u32,
    pub failure: Option<Failure>,
}

/// The inputs of a Map's iterations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Items {
    /// The items, before selection.
    pub values: Vec<Value>,
    /// Names, when they come from an object.
    pub keys: Vec<Arc<str>>,
    /// `STATE_DATA` or the S3 place.
    pub source: Arc<str>,
    /// The place of each, where they come from several objects.
    pub sources: Vec<Arc<str>>,
    /// Selected and batched inputs; empty where each iteration selects its own.
    pub batches: Vec<Value>,
}

impl Items {
    /// How many iterations there are.
    pub fn count(&self) -> usize {
        if self.batches.is_empty() { self.values.len() } else { self.batches.len() }
    }

    /// One item with what the context object says of it.
    pub fn item(&self, index: usize) -> Item {
        Item {
            index: index as u32,
            value: self.values.get(index).cloned().unwrap_or_default(),
            key: self.keys.get(index).cloned(),
            source: self.sources.get(index).unwrap_or(&self.source).clone(),
        }
    }
}

/// One execution: the one that was asked for, or a child of a distributed Map.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub identity: Arc<Identity>,
    pub workflow_type: WorkflowType,
    pub frame: FrameKey,
    /// The group of the distributed Map that started it.
    pub group: Option<GroupKey>,
    pub index: u32,
    pub started_at: u64,
    pub input: PayloadId,
    /// When it times out.
    pub deadline: Option<u64>,
    pub outcome: Option<Outcome>,
    /// No further event fits into its history.
    pub exhausted: bool,
    /// The parts of the context object that never change, once they were needed.
    pub context: Option<(Value, Value)>,
    /// How many bytes the variables of all its scopes have.
    pub variable_bytes: u64,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// `SUCCEEDED`, with the output.
    Succeeded(PayloadId),
    /// `FAILED`.
    Failed {
        /// The error's name, if there is one.
        error: Option<Arc<str>>,
        /// The cause, if there is one.
        cause: Option<Arc<str>>,
    },
    /// `TIMED_OUT`.
    TimedOut,
    /// `ABORTED`.
    Aborted,
}

impl Machine {
    pub fn new(seed: u64, start_millis: i64, constants: usize) -> Self {
        Self {
            now: 0,
            chance: Chance { state: seed, millis: start_millis },
            queue: VecDeque::new(),
            timers: BinaryHeap::new(),
            timer_count: 0,
            frames: Vec::new(),
            free_frames: Vec::new(),
            groups: Vec::new(),
            free_groups: Vec::new(),
            runs: Vec::new(),
            open: BTreeMap::new(),
            constants: vec![None; constants],
            tickets: 0,
            probe: None,
            context: None,
            nest: Nest::default(),
            events: 0,
            redrives: 0,
            kept: BTreeMap::new(),
            idle: (0, 0),
        }
    }

    /// Puts a frame to use; it can go on at once.
    pub fn add_frame(&mut self, mut frame: Frame) -> FrameKey {
        self.tickets += 1;
        frame.ticket = self.tickets;
        let key = self.place_frame(frame);
        self.ready(key);
        key
    }

    fn place_frame(&mut self, frame: Frame) -> FrameKey {
        match self.free_frames.pop() {
            Some(key) => {
                self.frames[key] = frame;
                key
            }
            None => {
                self.frames.push(frame);
                self.frames.len() - 1
            }
        }
    }

    pub fn add_group(&mut self, group: Group) -> GroupKey {
        match self.free_groups.pop() {
            Some(key) => {
                self.groups[key] = group;
                key
            }
            None => {
                self.groups.push(group);
                self.groups.len() - 1
            }
        }
    }

    /// Ends a frame; what it waited for finds it gone.
    pub fn end_frame(&mut self, key: FrameKey) {
        self.tickets += 1;
        let frame = &mut self.frames[key];
        frame.phase = Phase::Over;
        frame.ticket = self.tickets;
        if let Some(token) = frame.visit.token.take() {
            self.open.remove(&token);
        }
        self.nest.let_go(key);
        if let Some(run) = self.runs.get_mut(self.frames[key].run as usize) {
            run.variable_bytes = run.variable_bytes.saturating_sub(self.frames[key].variables.own_bytes());
        }
        self.free_frames.push(key);
    }

    /// Lets a frame go on when its turn comes.
    pub fn ready(&mut self, key: FrameKey) {
        self.queue.push_back((key, self.frames[key].ticket));
    }

    /// Wakes a frame at a moment, unless it has gone on by then.
    pub fn wake_at(&mut self, key: FrameKey, at: u64) {
        self.timer_count += 1;
        let ticket = self.frames[key].ticket;
        self.timers.push(Reverse(Timer { at, order: self.timer_count, frame: key, ticket }));
    }

    /// The frames besides this one whose tasks time out at this very moment, in the order of their timers.
    pub fn expiring_now(&mut self, besides: FrameKey) -> Vec<FrameKey> {
        let mut due = Vec::new();
        while let Some(Reverse(timer)) = self.timers.peek().filter(|timer| timer.0.at == self.now).copied() {
            self.timers.pop();
            due.push(timer);
        }
        self.timers.extend(due.iter().copied().map(Reverse));
        let expires = |timer: &Timer| {
            let frame = &self.frames[timer.frame];
            let task = if let Phase::Task(task) = &frame.phase { Some(task) } else { None };
            timer.frame != besides
                && frame.ticket == timer.ticket
                && task.is_some_and(|task| task.timeout.is_some() && !task.expired)
        };
        due.iter().filter(|timer| expires(timer)).map(|timer| timer.frame).collect()
    }

    /// A new ticket for a frame, so that earlier timers no longer wake it.
    pub fn renew_ticket(&mut self, key: FrameKey) {
        self.tickets += 1;
        self.frames[key].ticket = self.tickets;
    }
}
