//! What a run costs, and how near it comes to the service's limits.

use serde::{Deserialize, Serialize};

use asl::definition::IntegrationPattern;

use crate::execution::WorkflowType;
use crate::limits;
use crate::program::{Integration, KindProgram, Program};
use crate::recording::{Measure, PayloadId, Recording};

/// Dollars for a thousand state transitions of a Standard workflow (us-east-1 and most regions).
pub const STANDARD_PER_THOUSAND: f64 = 0.025;
/// State transitions that are free in each month.
pub const STANDARD_FREE: u64 = 4_000;
/// Dollars for a million Express executions.
pub const EXPRESS_PER_MILLION: f64 = 1.0;
/// Dollars for a gigabyte-second of an Express workflow, for the first thousand gigabyte-hours of a month.
pub const EXPRESS_PER_GIGABYTE_SECOND: f64 = 0.000_016_67;
/// Express duration is billed in steps of so many milliseconds.
const EXPRESS_STEP_MILLIS: u64 = 100;
/// Express memory is billed in steps of so many megabytes.
const EXPRESS_STEP_MEGABYTES: u64 = 64;

/// What a run costs, and how near it comes to the limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// State transitions: entries and retries, those of child executions included.
    pub transitions: u64,
    /// Retries among them.
    pub retries: u64,
    /// Events of the execution's own history, of at most [`limits::HISTORY_EVENTS`].
    pub events: u64,
    /// Virtual milliseconds from start to end.
    pub duration_millis: u64,
    /// The largest payload, of at most [`limits::PAYLOAD_BYTES`].
    pub largest_payload: Option<(PayloadId, u32)>,
    /// Why it could not be an Express workflow; empty where it could.
    pub not_express: Vec<String>,
}

impl Account {
    /// The account of a recording; the program tells what an Express workflow may not have.
    #[must_use]
    pub fn of(recording: &Recording, program: &Program) -> Self {
        Self {
            transitions: recording.transitions() as u64,
            retries: u64::from(recording.retries),
            events: recording.events().len() as u64,
            duration_millis: recording.elapsed_millis(),
            largest_payload: largest_payload(recording),
            not_express: not_express(recording, program),
        }
    }

    /// Dollars for `runs` such runs in a month as a Standard workflow, the free transitions taken off.
    #[must_use]
    pub fn standard_dollars(&self, runs: u64) -> f64 {
        let billed = self.transitions.saturating_mul(runs).saturating_sub(STANDARD_FREE);
        billed as f64 / 1000.0 * STANDARD_PER_THOUSAND
    }

    /// Dollars for this run alone, nothing taken off for what is free.
    #[must_use]
    pub fn run_dollars(&self, workflow_type: WorkflowType) -> f64 {
        match workflow_type {
            WorkflowType::Standard => self.transitions as f64 / 1000.0 * STANDARD_PER_THOUSAND,
            WorkflowType::Express => self.express_dollars(1, EXPRESS_STEP_MEGABYTES),
        }
    }

    /// Dollars for `runs` such runs in a month as an Express workflow that needs so many megabytes.
    #[must_use]
    pub fn express_dollars(&self, runs: u64, megabytes: u64) -> f64 {
        let seconds = self.duration_millis.div_ceil(EXPRESS_STEP_MILLIS) as f64 / 10.0;
        let gigabytes = (megabytes.max(1).div_ceil(EXPRESS_STEP_MEGABYTES) * EXPRESS_STEP_MEGABYTES) as f64 / 1024.0;
        runs as f64 * (EXPRESS_PER_MILLION / 1_000_000.0 + seconds * gigabytes * EXPRESS_PER_GIGABYTE_SECOND)
    }
}

/// Measures only what could be larger than the largest so far.
fn largest_payload(recording: &Recording) -> Option<(PayloadId, u32)> {
    let mut largest: Option<(PayloadId, u32)> = None;
    for index in 0..recording.payloads.len() {
        let id = PayloadId(index as u32);
        let most = largest.map_or(0, |(_, bytes)| bytes);
        if recording.payloads.bound(id).bytes <= most {
            continue;
        }
        let bytes = Measure::of(recording.payloads.value(id)).bytes;
        if bytes > most {
            largest = Some((id, bytes));
        }
    }
    largest
}

fn not_express(recording: &Recording, program: &Program) -> Vec<String> {
    let mut reasons = Vec::new();
    for (state, name) in program.states.iter().zip(program.state_names()) {
        match &state.kind {
            KindProgram::Task(task) if task.integration == Integration::Activity => {
                reasons.push(format!("`{name}` is an activity"));
            }
            KindProgram::Task(task) => match task.integration.pattern() {
                IntegrationPattern::RequestResponse => {}
                IntegrationPattern::Callback => reasons.push(format!("`{name}` waits for a task token")),
                IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed => {
                    reasons.push(format!("`{name}` waits for a job to end"));
                }
            },
            KindProgram::Map(map) if map.distributed => reasons.push(format!("`{name}` is a distributed Map")),
            _ => {}
        }
    }
    if recording.elapsed_millis() > limits::EXPRESS_MILLIS {
        reasons.push("it takes longer than five minutes".to_owned());
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(transitions: u64, duration_millis: u64) -> Account {
        Account { transitions, retries: 0, events: 0, duration_millis, largest_payload: None, not_express: Vec::new() }
    }

    #[test]
    fn prices_are_as_the_price_list_says() {
        let close = |a: f64, b: f64| (a - b).abs() < 0.05;
        assert!(close(account(10, 0).standard_dollars(100_000), 24.9), "1,000,000 transitions less the free ones");
        assert_eq!(account(4, 0).standard_dollars(1000), 0.0);
        assert!(close(account(0, 30_000).express_dollars(1_000_000, 64), 32.26), "a million runs of 30 s");
        assert_eq!(account(0, 1).express_dollars(1, 1), account(0, 100).express_dollars(1, 64));
    }
}
