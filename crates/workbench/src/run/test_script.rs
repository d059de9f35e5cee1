//! A run as a script that has the service test each of its states alone, with the data that the run had.

use std::collections::BTreeSet;

use simulator::fold::{self, VisitStatus};
use simulator::recording::{Recording, Stage, StepId};
use value::Value;

use super::{Run, steps};

/// So many states are tested.
const MOST: usize = 200;

const HEAD: &str = r#"#!/bin/sh
# Has AWS Step Functions test each state of a run alone, with the data that the run had, and compares status and next state.
# Needs the AWS CLI, jq, and credentials that may call states:TestState. Give the definition's file as the first argument.
set -u
DEFINITION=${1:?give the definition as JSON, such as workflow.asl.json}
failed=0

check() {
  name=$1 status=$2 next=$3
  shift 3
  answer=$(aws stepfunctions test-state --definition "file://$DEFINITION" --inspection-level INFO --output json "$@") || answer='{}'
  if printf '%s' "$answer" | jq -e --arg status "$status" --arg next "$next" '.status == $status and (.nextState // "") == $next' > /dev/null; then
    echo "ok      $name"
  else
    echo "not ok  $name: expected $status${next:+, next $next}; got $(printf '%s' "$answer" | jq -c '{status, nextState, error, cause}')"
    failed=$((failed + 1))
  fi
}

"#;

const FOOT: &str = "\necho \"$failed failed\"\nexit \"$((failed > 0))\"\n";

/// The first visit of each state and outcome as calls of TestState.
pub(super) fn test_script(run: &Run, recording: &Recording) -> String {
    let mut seen = BTreeSet::new();
    let mut script = HEAD.to_owned();
    let replay = &run.inside.replay;
    for visit in replay.visits().filter(|visit| visit.history == 0) {
        let Some(status) = tested_status(visit.status) else { continue };
        let next = if status == "FAILED" { String::new() } else { next_state(run, recording, visit.step) };
        if seen.len() >= MOST || !seen.insert((visit.state, status, next.clone())) {
            continue;
        }
        let view = fold::step_of(recording, replay.index(), visit.clone(), replay.moment());
        let name = steps::visit_name(recording, visit.step);
        let mut call = format!("check {} {status} {} \\\n  --state-name {}", quoted(name), quoted(&next), quoted(name));
        let mut flag = |name: &str, value: &str| call += &format!(" \\\n  --{name} {}", quoted(value));
        flag("input", &recording.payloads.value(visit.input).to_json());
        let variables = fold::variables_at(recording, visit.step);
        if !variables.is_empty() {
            flag("variables", &Value::from(variables).to_json());
        }
        if recording.frames.get(visit.frame as usize).is_some_and(|frame| frame.owner.is_some()) {
            flag("context", &fold::context_at(recording, visit.step).to_json());
        }
        if let Some(mock) = mock_of(recording, &view) {
            flag("mock", &mock.to_json());
        }
        script += &call;
        script.push('\n');
    }
    script + FOOT
}

/// The status that TestState would give; none for what did not come to an end by itself.
fn tested_status(status: VisitStatus) -> Option<&'static str> {
    match status {
        VisitStatus::Succeeded => Some("SUCCEEDED"),
        VisitStatus::Caught => Some("CAUGHT_ERROR"),
        VisitStatus::Failed | VisitStatus::TimedOut => Some("FAILED"),
        VisitStatus::Running | VisitStatus::Retrying | VisitStatus::Aborted => None,
    }
}

/// The state that was entered next in the same scope; empty for none.
fn next_state(run: &Run, recording: &Recording, step: StepId) -> String {
    let Some(record) = recording.steps.get(step.0 as usize) else { return String::new() };
    let steps = run.inside.replay.index().steps(record.frame);
    let next = steps.get(steps.partition_point(|other| *other <= step.0));
    next.map(|next| steps::visit_name(recording, StepId(*next)).to_owned()).unwrap_or_default()
}

/// What the state's work answered.
fn mock_of(recording: &Recording, view: &fold::StepView) -> Option<Value> {
    if view.attempts.is_empty() {
        return None;
    }
    let text = |text| Value::from(recording.text(text));
    if view.visit.status != VisitStatus::Succeeded {
        let error = view.error.map_or_else(|| Value::from("States.TaskFailed"), text);
        let cause = view.cause.map_or_else(|| Value::from(""), text);
        return Some(Value::object([("errorOutput", Value::object([("error", error), ("cause", cause)]))]));
    }
    let (_, payload) = view.stages.iter().find(|(stage, _)| *stage == Stage::Result)?;
    Some(Value::object([("result", recording.payloads.value(*payload).to_json())]))
}

/// A word for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
