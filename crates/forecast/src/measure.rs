//! What one run came to.

use simulator::accounting::Account;
use simulator::recording::{Details, EventType};
use simulator::{Execution, Outcome, Program, Recording, Status};

/// What one run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// How it ended.
    pub status: Status,
    /// From start to end, in virtual milliseconds.
    pub millis: u64,
    /// State transitions of its own and of its Maps' children, retries included.
    pub transitions: u64,
    /// State transitions of executions that its Tasks started.
    pub nested_transitions: u64,
    /// Events of its own history.
    pub events: u64,
    /// The largest payload, in bytes.
    pub payload_bytes: u64,
    /// Bytes of everything that states gave out.
    pub written_bytes: u64,
    /// The most items of an inline Map.
    pub inline_items: u64,
    /// Map Runs.
    pub map_runs: u64,
    /// The state in which it failed, by its place in the definition.
    pub failed_in: Option<usize>,
    /// The error that it failed with.
    pub error: Option<String>,
    /// By state: visits, milliseconds in all, retries and failures.
    pub states: Vec<StateMeasure>,
}

/// What one run came to in one state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StateMeasure {
    /// How often it was entered.
    pub visits: u64,
    /// How long it took in all visits.
    pub millis: u64,
    /// Attempts of its work that failed.
    pub failures: u64,
}

impl Measure {
    /// Measures a run that has ended.
    pub fn of(execution: &Execution, program: &Program) -> Self {
        let recording = execution.recording();
        let account = Account::of(recording, program);
        let (status, error) = match execution.outcome() {
            Some(Outcome::Succeeded(_)) => (Status::Succeeded, None),
            Some(Outcome::Failed { error, .. }) => (Status::Failed, error.as_deref().map(str::to_owned)),
            Some(Outcome::TimedOut) => (Status::TimedOut, Some("States.Timeout".to_owned())),
            Some(Outcome::Aborted) => (Status::Aborted, None),
            None => (Status::Running, None),
        };
        let mut measure = Self {
            status,
            millis: account.duration_millis,
            transitions: account.transitions,
            nested_transitions: nested(recording),
            events: account.events,
            payload_bytes: account.largest_payload.map_or(0, |(_, bytes)| u64::from(bytes)),
            written_bytes: 0,
            inline_items: 0,
            map_runs: recording.map_runs.len() as u64,
            failed_in: None,
            error,
            states: vec![StateMeasure::default(); program.state_names().len()],
        };
        measure.walk(recording);
        measure
    }

    /// Goes over the events once.
    fn walk(&mut self, recording: &Recording) {
        let mut open: Vec<(u64, u64)> = vec![(0, 0); recording.steps.len()];
        // What failed was entered and never left; of several such the one whose work failed last, else the innermost.
        let (mut last_failure, mut inside, mut entered) = (None, vec![0_u64; open.len()], 0);
        for event in recording.histories.iter().flat_map(|history| &history.events) {
            if let (EventType::MapStateStarted, Details::Length(items)) = (event.kind, event.details) {
                self.inline_items = self.inline_items.max(u64::from(items));
            }
            let Some(step) = event.step().map(|step| step.0 as usize).filter(|step| *step < open.len()) else { continue };
            let state = recording.steps[step].state as usize;
            let Some(of_state) = self.states.get_mut(state) else { continue };
            if event.kind.is_state_entered() {
                of_state.visits += 1;
                open[step] = (event.at, event.at);
                entered += 1;
                inside[step] = entered;
            }
            if event.kind.is_state_exited() {
                inside[step] = 0;
            }
            open[step].1 = event.at;
            if is_failure(event.kind) {
                of_state.failures += 1;
                last_failure = Some(step);
            }
            if let Details::Exited { output, .. } = event.details {
                self.written_bytes += u64::from(recording.payloads.bound(output).bytes);
            }
        }
        for (step, (from, to)) in recording.steps.iter().zip(open) {
            if let Some(state) = self.states.get_mut(step.state as usize) {
                state.millis += to.saturating_sub(from);
            }
        }
        let innermost = (0..inside.len()).max_by_key(|step| inside[*step]).filter(|step| inside[*step] > 0);
        let failed = last_failure.filter(|step: &usize| inside[*step] > 0).or(innermost);
        self.failed_in = failed.filter(|_| self.status != Status::Succeeded).map(|step| recording.steps[step].state as usize);
    }
}

fn is_failure(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::TaskFailed
            | EventType::TaskTimedOut
            | EventType::TaskStartFailed
            | EventType::TaskSubmitFailed
            | EventType::LambdaFunctionFailed
            | EventType::LambdaFunctionTimedOut
            | EventType::LambdaFunctionStartFailed
            | EventType::LambdaFunctionScheduleFailed
            | EventType::ActivityFailed
            | EventType::ActivityTimedOut
            | EventType::ActivityScheduleFailed
            | EventType::EvaluationFailed
            | EventType::FailStateEntered
            | EventType::MapRunFailed
    )
}

/// The transitions of all executions that were started, and of those that they started.
fn nested(recording: &Recording) -> u64 {
    recording.nested.iter().map(|nested| nested.recording.transitions() as u64 + self::nested(&nested.recording)).sum()
}
