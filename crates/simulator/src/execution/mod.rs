//! Running a program: an execution goes on in slices, in virtual time, and writes down everything in a recording.

mod failure;
mod kept;
mod machine;
mod nested;
mod options;
mod recover;
mod redrive;
mod reports;
mod scopes;
mod service;
mod turn;
mod variables;

use std::cmp::Reverse;
use std::sync::Arc;

use value::Value;

pub(crate) use failure::{Failure, Origin, TIMEOUT};
pub(crate) use kept::{Kept, Resume, is_redriven};
pub use machine::Outcome;
pub(crate) use machine::{
    ChildOutcome, Distribution, Expiry, Group, GroupKey, GroupKind, Item, Items, Iterations, OpenCallback, PendingTask, Phase,
    Probe,
};
pub(crate) use nested::Started;
pub use nested::{Start, StartAnswer, Workflow};
pub use options::{DEFAULT_START_MILLIS, Identity, Options, WorkflowType, too_large};
pub use redrive::NotRedrivable;
pub use reports::{NoSuchTask, OpenTask, Report};
pub(crate) use scopes::Branch;
pub(crate) use turn::{Turn, Worked};

use crate::host::TaskHost;
use crate::limits;
use crate::program::{Program, StateIndex};
use crate::recording::{Details, EventId, EventType, ExecutionArn, FrameRecord, History, Lengths, Measure, PayloadId, Recording};
use machine::{Frame, Machine, Run};
pub(crate) use service::Service;

/// One run of a program.
#[derive(Clone, Debug)]
pub struct Execution {
    program: Arc<Program>,
    service: Service,
    machine: Machine,
    recording: Recording,
}

/// How far [`Execution::run`] may go.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// At most this many turns: entries of states, ends of tasks and waits.
    pub turns: usize,
    /// Whether time passes while somebody could report on a callback: then its timeouts and heartbeats run out.
    pub time_passes_while_open: bool,
    /// How much memory there is; without it, all there may be.
    pub memory: Option<Memory>,
}

/// A limit of memory, and what tells how much is in use: the program's allocator knows, the simulator does not.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// The bytes in use.
    pub in_use: fn() -> usize,
    /// The most that may be in use, in bytes.
    pub most: usize,
}

/// Where [`Execution::run`] left off.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// The budget is used up.
    Running,
    /// Nothing happens until somebody reports with one of these tokens, or until time passes.
    Waiting(Vec<OpenTask>),
    /// It is over.
    Finished(Outcome),
}

/// A moment of an execution, to return to.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    machine: Machine,
    lengths: Lengths,
}

impl Execution {
    /// Starts an execution: its history has its first event.
    #[must_use]
    pub fn start(program: Arc<Program>, options: Options) -> Self {
        let mut machine = Machine::new(options.seed, options.start_millis, program.constants.len());
        let mut recording = Recording {
            start_millis: options.start_millis,
            role_arn: options.identity.role_arn.clone(),
            texts: program.texts.clone(),
            ..Recording::default()
        };
        let input = match options.input_text {
            Some(text) => recording.payloads.add_text(options.input, text),
            None => recording.payloads.add(options.input),
        };
        let execution_arn = ExecutionArn::beside(None, &options.identity.execution_arn(options.workflow_type));
        recording.histories.push(History { execution_arn, ..History::default() });
        recording.frames.push(FrameRecord { owner: None, index: 0, history: 0, scope: 0, attempt: 0 });
        let start = program.scopes[0].start;
        let frame = machine.add_frame(Frame::entering(0, 0, 0, start, input));
        let longest = match options.workflow_type {
            WorkflowType::Standard => limits::STANDARD_MILLIS,
            WorkflowType::Express => limits::EXPRESS_MILLIS,
        };
        let own = program.timeout_seconds.map(|seconds| (seconds.max(0.0) * 1000.0) as u64);
        machine.runs.push(Run {
            identity: Arc::new(options.identity),
            workflow_type: options.workflow_type,
            frame,
            group: None,
            index: 0,
            started_at: 0,
            input,
            deadline: Some(own.map_or(longest, |own| own.min(longest))),
            outcome: None,
            exhausted: false,
            context: None,
            variable_bytes: 0,
        });
        let service = Service::at(options.start_millis);
        let mut execution = Self { program, service, machine, recording };
        let mut host = crate::host::EchoHost;
        execution.turn(frame, &mut host).emit_into(
            0,
            None,
            EventId::default(),
            EventType::ExecutionStarted,
            Details::Input(input),
        );
        execution
    }

    /// Starts an execution at any state of the machine's own scope or inside, for a test of that state alone.
    pub(crate) fn start_at(
        program: Arc<Program>,
        options: Options,
        state: StateIndex,
        variables: &[(Arc<str>, Value)],
        context: Option<Value>,
        probe: Probe,
    ) -> Self {
        let mut execution = Self::start(program, options);
        let input = execution.input();
        let frame = &mut execution.machine.frames[0];
        frame.phase = Phase::Enter { state, input };
        for (name, value) in variables {
            frame.variables.assign(name, value.clone(), 0);
        }
        execution.machine.context = context;
        execution.machine.probe = Some(Box::new(probe));
        execution
    }

    /// Gives the state that is entered next another input, and sets variables of its scope. Tells whether a state is
    /// entered next at all.
    pub fn change_next_entry(&mut self, input: Option<Value>, variables: Option<&value::Object>) -> bool {
        let frames = &self.machine.frames;
        let live = self.machine.queue.iter().find(|entry| frames[entry.0].ticket == entry.1);
        let Some((key, _)) = live.copied() else { return false };
        let Phase::Enter { state, .. } = self.machine.frames[key].phase else { return false };
        let frame = &mut self.machine.frames[key];
        if let Some(input) = input {
            frame.phase = Phase::Enter { state, input: self.recording.payloads.add(input) };
        }
        let run = &mut self.machine.runs[frame.run as usize];
        for (name, value) in variables.into_iter().flat_map(value::Object::iter) {
            let bytes = Measure::of(value).bytes;
            run.variable_bytes = (run.variable_bytes + u64::from(bytes)).saturating_sub(frame.variables.bytes_of(name));
            frame.variables.assign(name, value.clone(), bytes);
        }
        true
    }

    /// Goes on until the state that is tested has come to a decision.
    pub(crate) fn run_test(&mut self, host: &mut dyn TaskHost) -> &Probe {
        const MOST_TURNS: usize = 1_000_000;
        for _ in 0..MOST_TURNS {
            let decided = self.machine.probe.as_ref().is_some_and(|probe| {
                probe.retried.is_some() || probe.left.is_some() || probe.failure.is_some() && self.outcome().is_some()
            });
            let one = Budget { turns: 1, ..Budget::default() };
            if decided || self.run(host, one) != Progress::Running {
                break;
            }
        }
        self.machine.probe.get_or_insert_default()
    }

    /// What has happened so far.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Ends with what has happened.
    #[must_use]
    pub fn into_recording(self) -> Recording {
        self.recording
    }

    /// The program it runs.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// As what it runs.
    #[must_use]
    pub fn workflow_type(&self) -> WorkflowType {
        self.machine.runs.first().map_or(WorkflowType::Standard, |run| run.workflow_type)
    }

    /// How it ended, once it has.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        self.machine.runs.first().and_then(|run| run.outcome.as_ref())
    }

    /// The virtual time, in milliseconds since the start.
    #[must_use]
    pub fn now_millis(&self) -> u64 {
        self.machine.now
    }

    /// How many events were recorded so far, those of child executions and of executions that Tasks have started included.
    #[must_use]
    pub fn events_recorded(&self) -> u64 {
        let nested = self.recording.nested.iter().flat_map(|nested| &nested.recording.histories);
        self.machine.events + nested.map(|history| history.events.len() as u64).sum::<u64>()
    }

    /// Goes on until it ends, has to wait, or has used up the budget.
    pub fn run(&mut self, host: &mut dyn TaskHost, budget: Budget) -> Progress {
        for _ in 0..budget.turns {
            let too_much = budget.memory.filter(|memory| (memory.in_use)() > memory.most);
            if let Some(memory) = too_much.filter(|_| self.outcome().is_none()) {
                self.give_up(&memory.complaint(), host);
            }
            if self.is_over() {
                break;
            }
            if self.outcome().is_none()
                && let Some((key, ticket)) = self.machine.queue.pop_front()
            {
                if self.machine.frames[key].ticket == ticket {
                    self.go_on(key, host);
                }
                continue;
            }
            if !budget.time_passes_while_open && self.next_is_open() {
                return self.stands();
            }
            if let Some((at, index)) = self.nested_is_next() {
                self.run_nested(at, index, host);
            } else if !self.pass_time(host) {
                return self.stands();
            }
        }
        if self.is_over() { self.stands() } else { Progress::Running }
    }

    /// How it stands when nothing happens by itself.
    fn stands(&self) -> Progress {
        match self.outcome() {
            Some(outcome) => Progress::Finished(outcome.clone()),
            None => Progress::Waiting(self.open_tasks()),
        }
    }

    /// Whether it has ended, and all that it has started.
    fn is_over(&self) -> bool {
        self.outcome().is_some() && self.machine.nest.is_quiet()
    }

    /// Whether nothing but the limits of open callbacks is left to happen next.
    fn next_is_open(&self) -> bool {
        let is_open = |timer: &machine::Timer| {
            self.machine.open.values().any(|open| (open.frame, open.ticket) == (timer.frame, timer.ticket))
        };
        if let Some((_, index)) = self.nested_is_next() {
            return self.machine.nest.running().any(|(nested, _, child)| nested == index && child.next_is_open());
        }
        if self.outcome().is_some() {
            return true;
        }
        match self.machine.timers.peek() {
            Some(Reverse(timer)) => is_open(timer),
            None => !self.open_tasks().is_empty(),
        }
    }

    /// `StopExecution`: it ends as aborted.
    pub fn abort(&mut self) {
        self.stop(None);
    }

    /// The same with a cause.
    fn stop(&mut self, cause: Option<String>) {
        if self.outcome().is_none() {
            let frame = self.machine.runs[0].frame;
            let mut host = crate::host::EchoHost;
            let mut turn = self.turn(frame, &mut host);
            let cause = cause.map(|cause| turn.recording.add_text(&cause));
            turn.abort_run(0, cause);
            self.stop_orphans();
        }
    }

    /// This moment, to return to with [`Execution::restore`].
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { machine: self.machine.clone(), lengths: self.recording.lengths() }
    }

    /// Returns to an earlier moment of this execution.
    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.machine = checkpoint.machine.clone();
        self.recording.truncate(&checkpoint.lengths);
    }

    /// The output, if it succeeded.
    #[must_use]
    pub fn output(&self) -> Option<&Value> {
        match self.outcome() {
            Some(Outcome::Succeeded(output)) => Some(self.recording.payloads.value(*output)),
            _ => None,
        }
    }

    fn turn<'a>(&'a mut self, key: usize, host: &'a mut dyn TaskHost) -> Turn<'a> {
        Turn {
            program: &self.program,
            machine: &mut self.machine,
            recording: &mut self.recording,
            host,
            service: self.service,
            key,
        }
    }

    fn go_on(&mut self, key: usize, host: &mut dyn TaskHost) {
        let run = self.machine.frames[key].run;
        self.turn(key, host).take();
        self.count_idle_turns(host);
        let state = &self.machine.runs[run as usize];
        if state.exhausted && state.outcome.is_none() {
            let cause = match state.workflow_type {
                WorkflowType::Standard => {
                    format!("The execution reached the maximum number of history events ({}).", limits::HISTORY_EVENTS)
                }
                WorkflowType::Express => format!(
                    "Stepwright stopped the simulation after {} events without an end. The service has no such limit for an Express execution, but ends it after five minutes: look for a loop that never ends.",
                    limits::EXPRESS_EVENTS
                ),
            };
            let outcome = Outcome::Failed { error: Some(Arc::from("States.Runtime")), cause: Some(Arc::from(cause)) };
            let frame = state.frame;
            self.turn(frame, host).end_run(run, outcome);
        }
        self.stop_orphans();
    }

    /// Ends an execution that goes on without leaving a trace, as a Retry can whose attempts record nothing.
    fn count_idle_turns(&mut self, host: &mut dyn TaskHost) {
        let (events, turns) = self.machine.idle;
        self.machine.idle = if events == self.machine.events { (events, turns + 1) } else { (self.machine.events, 0) };
        if turns >= limits::TURNS_WITHOUT_EVENT && self.outcome().is_none() {
            let cause = format!(
                "Stepwright stopped the simulation: {} turns in a row recorded no event, as a Retry without end does. Lower its MaxAttempts.",
                limits::TURNS_WITHOUT_EVENT
            );
            self.give_up(&cause, host);
        }
    }

    /// Ends an execution that cannot be simulated on.
    fn give_up(&mut self, cause: &str, host: &mut dyn TaskHost) {
        let outcome = Outcome::Failed { error: Some(Arc::from("States.Runtime")), cause: Some(Arc::from(cause)) };
        let frame = self.machine.runs[0].frame;
        self.turn(frame, host).end_run(0, outcome);
        self.stop_orphans();
    }

    /// An execution runs into its time limit.
    fn time_out(&mut self, at: u64, run: u32, host: &mut dyn TaskHost) {
        self.set_time(at);
        let frame = self.machine.runs[run as usize].frame;
        self.turn(frame, host).end_run(run, Outcome::TimedOut);
        self.stop_orphans();
    }

    /// Goes to the next moment at which something happens. Tells whether there is one.
    fn pass_time(&mut self, host: &mut dyn TaskHost) -> bool {
        let Some(Reverse(timer)) = self.machine.timers.pop() else { return false };
        if self.machine.frames[timer.frame].ticket != timer.ticket {
            return true;
        }
        let run = self.machine.frames[timer.frame].run;
        if let Some((at, run)) = self.due_deadline(timer.at, run) {
            self.machine.timers.push(Reverse(timer));
            self.time_out(at, run, host);
            return true;
        }
        self.set_time(timer.at);
        self.go_on(timer.frame, host);
        true
    }

    /// The execution that times out before a moment, if the one a timer belongs to, or the one around it, does.
    fn due_deadline(&self, at: u64, run: u32) -> Option<(u64, u32)> {
        let mut due = None;
        let mut next = Some(run);
        while let Some(run) = next {
            let state = &self.machine.runs[run as usize];
            if let Some(deadline) = state.deadline.filter(|deadline| *deadline < at && state.outcome.is_none())
                && due.is_none_or(|(earliest, _)| deadline <= earliest)
            {
                due = Some((deadline, run));
            }
            next = state.group.map(|group| self.machine.frames[self.machine.groups[group].owner].run);
        }
        due
    }

    fn set_time(&mut self, at: u64) {
        self.machine.now = at.max(self.machine.now);
        let since_start = i64::try_from(self.machine.now).unwrap_or(i64::MAX);
        self.machine.chance.millis = self.recording.start_millis.saturating_add(since_start);
    }

    /// The payload of the input.
    #[must_use]
    pub fn input(&self) -> PayloadId {
        self.machine.runs.first().map_or(PayloadId(0), |run| run.input)
    }
}

impl Memory {
    fn complaint(self) -> String {
        format!(
            "Stepwright stopped the simulation: it took more than {} MB of memory, which is what it may take here. What each state's \
             input and output hold is kept to go back to: pass references instead of large data, or try fewer items or rounds.",
            self.most / 1_000_000
        )
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { turns: usize::MAX, time_passes_while_open: true, memory: None }
    }
}

impl Progress {
    /// Whether nothing will happen by itself any more.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        matches!(self, Self::Finished(_))
    }
}
