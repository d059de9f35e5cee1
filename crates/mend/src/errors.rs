//! Errors tried again, caught, or given more time.

use asl::definition::{State, StateId, StateKind};
use asl::edit::{NewState, NewWay, StateType, insert_entry, lead_to_new, set_field};
use asl::text::Spanned;
use asl::tree::quote;
use explain::errors::{Match, matching};
use simulator::Status;
use simulator::fold::{Replay, step_of};
use simulator::recording::{EventId, StepId};
use std::sync::Arc;

use crate::Offer;
use crate::case::{Case, Ran};

/// How often a time is doubled at most.
const DOUBLINGS: u32 = 16;

/// Remedies for the error of a step.
pub fn offers(case: &Case, base: &Ran, step: StepId) -> Vec<Offer> {
    let mut offers = vec![];
    if base.status == Status::TimedOut {
        offers.extend(more_time(case, base, None, "TimeoutSeconds"));
    }
    let moment = EventId(base.recording.events().len() as u32);
    let replay = Replay::at(&base.recording, moment);
    let Some(visit) = replay.visit(step).cloned() else { return offers };
    let Some(state) = case.document.definition.states.get(visit.state as usize) else { return offers };
    let view = step_of(&base.recording, replay.index(), visit, moment);
    let error = view.error.map(|error| base.recording.text(error).to_owned()).or_else(|| base.error.clone());
    let Some(error) = error else { return offers };
    match error.as_str() {
        "States.Timeout" => offers.extend(more_time(case, base, Some(state), "TimeoutSeconds")),
        "States.HeartbeatTimeout" => offers.extend(more_time(case, base, Some(state), "HeartbeatSeconds")),
        _ => {}
    }
    let can_fail = matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
    if can_fail && !matches!(error.as_str(), "States.Runtime" | "States.DataLimitExceeded") {
        offers.extend(retry(case, base, state, &error));
        offers.extend(catch(case, base, state, &error));
    }
    offers
}

fn is_taken(names: &[Spanned<Arc<str>>], error: &str) -> bool {
    let names: Vec<&str> = names.iter().map(|name| &*name.value).collect();
    !matches!(matching(&names, error), Match::Not(_))
}

/// The entry for every error, before which others stand.
fn before_all<'a>(mut lists: impl Iterator<Item = &'a [Spanned<Arc<str>>]>) -> Option<usize> {
    lists.position(|names| names.iter().any(|name| &*name.value == "States.ALL"))
}

fn retry(case: &Case, base: &Ran, state: &State, error: &str) -> Option<Offer> {
    if state.retry.iter().any(|retrier| is_taken(&retrier.error_equals, error)) {
        return None;
    }
    let json = format!(r#"{{"ErrorEquals": [{}], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2}}"#, quote(error));
    let place = before_all(state.retry.iter().map(|retrier| retrier.error_equals.as_slice()));
    let change = insert_entry(case.document, state.id, "/Retry", &json, place).ok()?;
    let (name, detail) = (&state.name.value, "3 times, after 2, 4 and 8 seconds".to_owned());
    case.tried(base, "retry", format!("Try `{name}` again after `{error}`"), detail, change)
}

fn catch(case: &Case, base: &Ran, state: &State, error: &str) -> Option<Offer> {
    if state.catch.iter().any(|catcher| is_taken(&catcher.error_equals, error)) {
        return None;
    }
    let name = &state.name.value;
    let handler = NewState { name: Some(format!("{name} failed")), ..NewState::of(StateType::Pass) };
    let change = lead_to_new(case.document, state.id, NewWay::Catcher, &handler).ok()?;
    let detail = format!("A catcher leads to a new state, `{name} failed`, where you say what happens then");
    case.tried(base, "catch", format!("Catch the error of `{name}`"), detail, change)
}

/// The shortest time, doubled from what is written, with which the run does not time out there.
fn more_time(case: &Case, base: &Ran, state: Option<&State>, field: &str) -> Option<Offer> {
    let tree = &case.document.tree;
    let id: Option<StateId> = state.map(|state| state.id);
    let object = state.map_or_else(|| tree.root(), |state| Some(state.node))?;
    let written = tree.value(tree.member(object, field)?).as_i64().filter(|seconds| *seconds > 0)?;
    let mut offer = None;
    for doubling in 1..=DOUBLINGS {
        let seconds = written.checked_shl(doubling).filter(|seconds| *seconds < 99_999_999)?;
        let change = set_field(case.document, id, &format!("/{field}"), &seconds.to_string()).ok()?;
        let whose = state.map_or_else(|| "the workflow".to_owned(), |state| format!("`{}`", state.name.value));
        let label = format!("Give {whose} more time");
        let detail = format!("`{field}` becomes {seconds} in place of {written}");
        let tried = case.tried(base, "timeout", label, detail, change)?;
        let helps = tried.outcome.helps;
        offer = Some(tried);
        if helps {
            break;
        }
    }
    offer.filter(|offer| offer.outcome.helps)
}
