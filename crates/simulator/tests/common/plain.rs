//! The views of a moment, found the plain way: every event from the start, every visit looked at. Slow, and easy to believe.

use std::collections::BTreeMap;

use simulator::fold::{Leg, Visit, VisitStatus};
use simulator::recording::{Details, Event, EventId, EventType, Recording, StepId};

/// All visits up to a moment, in the order of their entry.
pub fn visits(recording: &Recording, moment: EventId) -> Vec<Visit> {
    if moment.0 == 0 {
        return Vec::new();
    }
    let mut fold = VisitsFold { visits: vec![None; recording.steps.len()] };
    for (history, events) in recording.histories.iter().enumerate() {
        let count = events_at(recording, history, moment);
        for (index, event) in events.events[..count].iter().enumerate() {
            fold.event(recording, history as u32, EventId(index as u32 + 1), event);
        }
        if count == events.events.len() {
            fold.end(history as u32, events.events.last());
        }
    }
    fold.visits.into_iter().flatten().collect()
}

fn events_at(recording: &Recording, history: usize, moment: EventId) -> usize {
    let events = &recording.histories[history].events;
    let own = recording.events();
    match own.get(moment.index()) {
        _ if history == 0 => (moment.0 as usize).min(events.len()),
        Some(_) if moment.0 as usize >= own.len() => events.len(),
        Some(event) => events.partition_point(|child| child.at <= event.at),
        None => 0,
    }
}

/// How often each part of the way was taken up to a moment, whose visits these are.
pub fn legs(recording: &Recording, moment: EventId, visits: &[Visit]) -> BTreeMap<Leg, u32> {
    let mut legs = BTreeMap::new();
    let mut go = |leg| *legs.entry(leg).or_default() += 1;
    let mut latest: Vec<Option<&Visit>> = vec![None; recording.frames.len()];
    for visit in visits {
        go(match latest[visit.frame as usize].replace(visit) {
            Some(before) => Leg::Between { from: before.state, to: visit.state, caught: before.status == VisitStatus::Caught },
            None => Leg::Start { scope: recording.frames[visit.frame as usize].scope },
        });
    }
    let left = |step: StepId| visits.iter().any(|visit| visit.step == step && visit.left_at.is_some());
    let finished = moment.0 as usize >= recording.events().len();
    for (frame, last) in recording.frames.iter().zip(latest) {
        let Some(last) = last.filter(|last| last.status == VisitStatus::Succeeded) else { continue };
        if frame.owner.map_or(finished, left) {
            go(Leg::End { from: last.state });
        }
    }
    legs
}

/// Builds visits event by event.
struct VisitsFold {
    visits: Vec<Option<Visit>>,
}

impl VisitsFold {
    fn event(&mut self, recording: &Recording, history: u32, id: EventId, event: &Event) {
        let Some(step) = event.step() else { return };
        if let Details::Entered { input, .. } = event.details {
            let Some(record) = recording.steps.get(step.0 as usize) else { return };
            let failed = event.kind == EventType::FailStateEntered;
            self.visits[step.0 as usize] = Some(Visit {
                step,
                state: record.state,
                frame: record.frame,
                history,
                status: if failed { VisitStatus::Failed } else { VisitStatus::Running },
                entered: id,
                latest: id,
                entered_at: event.at,
                left_at: failed.then_some(event.at),
                input,
                output: None,
                attempts: 1,
            });
            return;
        }
        let Some(Some(visit)) = self.visits.get_mut(step.0 as usize) else { return };
        visit.latest = id;
        if let Details::Exited { output, .. } = event.details {
            visit.status = if has_failed(visit) { VisitStatus::Caught } else { VisitStatus::Succeeded };
            visit.left_at = Some(event.at);
            visit.output = Some(output);
            return;
        }
        match event.kind {
            kind if begins_attempt(kind) && visit.status == VisitStatus::Retrying => {
                visit.status = VisitStatus::Running;
                visit.attempts += 1;
            }
            kind if fails_attempt(kind) || kind == EventType::MapIterationFailed => {
                let later = recording.histories[history as usize].events.iter().skip(id.0 as usize);
                let again = later.filter(|later| later.step() == Some(step)).any(|later| begins_attempt(later.kind));
                visit.status = if again { VisitStatus::Retrying } else { VisitStatus::Failed };
            }
            EventType::TaskStateAborted
            | EventType::WaitStateAborted
            | EventType::ParallelStateAborted
            | EventType::MapStateAborted => {
                visit.status = if has_failed(visit) { VisitStatus::Failed } else { VisitStatus::Aborted };
                visit.left_at = Some(event.at);
            }
            _ => {}
        }
        let container_failed =
            matches!(event.kind, EventType::MapIterationFailed | EventType::MapStateStarted | EventType::MapStateFailed)
                || matches!(event.kind, EventType::ParallelStateStarted | EventType::ParallelStateFailed);
        if container_failed {
            self.end_inside(recording, step, event.at);
        }
    }

    /// A Parallel or Map has failed or begins anew: what still runs inside has ended.
    fn end_inside(&mut self, recording: &Recording, owner: StepId, at: u64) {
        let inside = |frame: u32| {
            let mut frame = recording.frames.get(frame as usize);
            while let Some(outer) = frame.and_then(|frame| frame.owner) {
                if outer == owner {
                    return true;
                }
                frame = recording.steps.get(outer.0 as usize).and_then(|step| recording.frames.get(step.frame as usize));
            }
            false
        };
        let later = self.visits.iter_mut().skip(owner.0 as usize + 1).flatten();
        for visit in later.filter(|visit| visit.left_at.is_none() && inside(visit.frame)) {
            visit.status = if has_failed(visit) { VisitStatus::Failed } else { VisitStatus::Aborted };
            visit.left_at = Some(at);
        }
    }

    /// The execution has ended: what still runs ends with it.
    fn end(&mut self, history: u32, last: Option<&Event>) {
        let Some(last) = last else { return };
        let ended = match last.kind {
            EventType::ExecutionFailed => VisitStatus::Failed,
            EventType::ExecutionTimedOut => VisitStatus::TimedOut,
            EventType::ExecutionAborted => VisitStatus::Aborted,
            _ => return,
        };
        let open = |visit: &&mut Visit| visit.history == history && visit.left_at.is_none();
        for visit in self.visits.iter_mut().flatten().filter(open) {
            let failed_itself = has_failed(visit) || visit.latest == last.previous;
            visit.status = match ended {
                VisitStatus::Failed if !failed_itself => VisitStatus::Aborted,
                VisitStatus::TimedOut if has_failed(visit) => VisitStatus::Failed,
                ended => ended,
            };
            visit.left_at = Some(last.at);
        }
    }
}

fn has_failed(visit: &Visit) -> bool {
    matches!(visit.status, VisitStatus::Retrying | VisitStatus::Failed)
}

fn begins_attempt(kind: EventType) -> bool {
    ["TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled", "ParallelStateStarted", "MapStateStarted"]
        .contains(&kind.name())
}

fn fails_attempt(kind: EventType) -> bool {
    let name = kind.name();
    let of_work = ["Task", "LambdaFunction", "Activity"].iter().any(|work| name.starts_with(work));
    let failed = name.ends_with("Failed") && !name.ends_with("ScheduleFailed") && !name.ends_with("StartFailed");
    (of_work && (failed || name.ends_with("TimedOut")))
        || ["ParallelStateFailed", "MapStateFailed", "MapRunFailed", "EvaluationFailed"].contains(&name)
}
