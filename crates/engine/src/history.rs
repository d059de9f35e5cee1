//! A real execution's history as the recording of a run that nobody can go on with.

use std::sync::Arc;

use asl::tree::Tree;
use simulator::accounting::Account;
use simulator::fold::snapshot;
use simulator::recording::import::read_history;
use simulator::recording::{EventId, Recording, wire};

use crate::protocol::{Reply, Summary, Ticket};

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
