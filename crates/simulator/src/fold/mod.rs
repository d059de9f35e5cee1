//! Views of a run: pure functions over a recording and a moment in it.
//!
//! A moment is a number of events of the execution's own history; child executions are seen as they were at its time.

mod divergence;
mod index;
mod outcomes;
mod replay;
mod sight;
mod snapshot;
mod step;
mod tally;
mod trace;
mod tree;
mod visits;

pub use divergence::{Divergence, divergence, parting};
pub use index::{Group, Index};
pub use outcomes::{Outcome, Outcomes};
pub use replay::Replay;
pub use sight::{context_at, variables_at};
pub use snapshot::{FailurePoint, Snapshot, snapshot, snapshot_of};
pub use step::{Attempt, StepView, step, step_of};
pub use tally::{Leg, StateView, Tally};
pub use trace::{csv, status_word, trace_json, visit_name, visit_path};
pub use tree::{Inner, Marks, Node, Row, flatten, parent};
pub use visits::{Visit, VisitStatus, begins_attempt, ends_what_is_inside, fails_attempt, visits};

use crate::recording::{EventId, Recording};

/// The number of events of a history that have happened at a moment of the execution's own history.
pub fn events_at(recording: &Recording, history: usize, moment: EventId) -> usize {
    let Some(events) = recording.histories.get(history).map(|history| &history.events) else { return 0 };
    if history == 0 {
        return (moment.0 as usize).min(events.len());
    }
    let own = recording.events();
    match own.get(moment.index()).filter(|_| moment.0 > 0) {
        Some(_) if moment.0 as usize >= own.len() => events.len(),
        Some(event) => events.partition_point(|child| child.at <= event.at),
        None => 0,
    }
}
