//! A real execution's history as the recording of a run that nobody can go on with.

use std::sync::Arc;

use asl::tree::Tree;
use simulator::accounting::Account;
use simulator::fold::{Divergence, parting, snapshot};
use simulator::recording::import::read_history;
use simulator::recording::{EventId, EventType, Recording, wire};
use simulator::scenario::{Scenario, ScenarioHost};
use simulator::{Budget, Execution};
use value::Value;

use crate::protocol::{Parted, Reply, Summary, Ticket};

/// Where the way of a history and that of a definition which is played with its input and answers first part.
pub(crate) fn played_against(ticket: Ticket, definition: &Tree, history: &str) -> Reply {
    Reply::PlayedAgainst { ticket, found: parted(definition, history) }
}

fn parted(definition: &Tree, history: &str) -> Result<Option<Parted>, String> {
    /// So many turns, at most.
    const TURNS: usize = 400_000;
    let program = simulator::load_tree(definition).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        format!("it cannot be run: {first}")
    })?;
    let recording = read_history(history, program.state_names()).map_err(|error| error.to_string())?;
    if recording.events().first().is_none_or(|event| event.kind != EventType::ExecutionStarted) {
        return Err("the first events of the history are missing, and with them its input".to_owned());
    }
    let scenario = Scenario::as_recorded(&recording);
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    let mut host = ScenarioHost::new(&scenario);
    execution.run(&mut host, Budget { turns: TURNS, time_passes_while_open: false, memory: None });
    let found = parting(&recording, execution.recording());
    Ok(found.map(|found| Parted { sentence: words(&found), step: found.step.map(|step| step.0) }))
}

/// Where they part, in a sentence; names stand in backticks.
fn words(found: &Divergence) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_json(), str::to_owned);
    let (there, here) = (text(&found.one), text(&found.other));
    let times = |text: &str| if text == "1" { "once".to_owned() } else { format!("{text} times") };
    let (around, state) = match (found.what, found.place.split_last()) {
        ("the next state", _) | (_, None) => (found.place.as_slice(), None),
        (_, Some((state, around))) => (around, Some(state)),
    };
    let place: Vec<String> = around.iter().rev().map(|place| place_words(place)).collect();
    let at = if place.is_empty() { String::new() } else { format!(", in {}", place.join(" of ")) };
    let after = found.before.as_ref().map_or_else(|| "From the start".to_owned(), |before| format!("After `{before}`"));
    match (found.what, state) {
        ("the next state", _) if found.other.is_null() => {
            format!("{after}{at}, the history went on to `{there}`; this definition ends there")
        }
        ("the next state", _) if found.one.is_null() => {
            format!("{after}{at}, the history ended; this definition leads to `{here}`")
        }
        ("the next state", _) => format!("{after}{at}, the history went on to `{there}`; this definition leads to `{here}`"),
        ("attempts", Some(state)) => {
            format!("`{state}`{at} was tried {} in the history; this definition tries it {}", times(&there), times(&here))
        }
        ("branches or iterations", Some(state)) => {
            format!("`{state}`{at} had {there} branches or iterations in the history; this definition gives it {here}")
        }
        ("status", Some(state)) => format!("`{state}`{at} ended {there} in the history; with this definition it ends {here}"),
        (what, Some(state)) => {
            format!("`{state}`{at} ended in the history with the {what} `{there}`; with this definition it is `{here}`")
        }
        ("status", None) => format!("The history ended with `{there}`; this definition ends with `{here}`"),
        (what, None) => format!("The history ended with the {what} `{there}`; with this definition it is `{here}`"),
    }
}

/// A place around a state: other states' names are marked, branches and iterations are words already.
fn place_words(place: &str) -> String {
    if place.starts_with("branch or iteration ") { place.to_owned() } else { format!("`{place}`") }
}

/// Sends what a history tells, or why it cannot be read. States that the definition does not have follow after its own.
pub(crate) fn send(run: Ticket, definition: &Tree, history: &str, reply: &mut dyn FnMut(Reply)) {
    let names: Vec<Arc<str>> = asl::definition::read(definition).0.states.iter().map(|state| state.name.value.clone()).collect();
    match read_history(history, &names) {
        Ok(recording) => {
            let chunk = wire::Writer::default().write(&recording);
            let summary = summary(&recording, names.len(), definition);
            reply(Reply::Recorded { run, first: true, chunk });
            reply(Reply::Finished { run, summary });
        }
        Err(error) => reply(Reply::Refused { run, message: error.to_string() }),
    }
}

fn summary(recording: &Recording, states: usize, definition: &Tree) -> Summary {
    let end = snapshot(recording, states, EventId(recording.events().len() as u32));
    let text = |id| Some(recording.text(id).to_owned());
    Summary {
        status: end.status,
        output: end.output.map(|output| recording.payloads.value(output).to_json()),
        error: end.failure.and_then(|failure| failure.error).and_then(text),
        cause: end.failure.and_then(|failure| failure.cause).and_then(text),
        transitions: recording.transitions() as u32,
        virtual_millis: recording.elapsed_millis(),
        unmet: Vec::new(),
        observed: String::new(),
        account: simulator::load_tree(definition).ok().map(|program| Account::of(recording, &program)),
    }
}
