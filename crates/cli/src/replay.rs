//! `stepwright replay`: reads the history of a real execution and tells what happened.

use std::sync::Arc;

use simulator::Recording;
use simulator::fold::{status_word, visits};
use simulator::recording::{EventId, print};
use value::{Number, Object, Value};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::outcome::{Exit, Usage, complain, say};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let mut files = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    let (history, definition) = match files.as_slice() {
        [history] => (history, None),
        [history, definition] => (history, Some(definition)),
        _ => return Err(Usage("`replay` needs a history, and may have the definition: two files at most".to_owned())),
    };
    let names = match definition {
        Some(file) => Some(state_names(file, &read_file(file)?)?),
        None => None,
    };
    let recording = read(history, &read_file(history)?, names.as_deref().unwrap_or_default())?;
    Ok(print_recording(&recording, names.as_deref()))
}

/// Reads a history; `place` is what errors call it.
pub fn read(place: &str, text: &str, names: &[Arc<str>]) -> Result<Recording, Usage> {
    simulator::recording::import::read_history(text, names).map_err(|error| Usage(format!("`{place}` holds no history: {error}")))
}

/// Prints how each state went, and the events. With the names of a definition's states, what it does not have is told.
pub fn print_recording(recording: &Recording, names: Option<&[Arc<str>]>) -> Exit {
    for note in &recording.notes {
        complain(&format!("warning: {}", note.message));
    }
    let end = EventId(recording.events().len() as u32);
    let mut states = Vec::new();
    for visit in visits(recording, end) {
        let name = recording.texts.get(visit.state as usize).cloned().unwrap_or_default();
        if names.is_some_and(|names| !names.contains(&name)) {
            complain(&format!("warning: the definition has no state `{name}`"));
        }
        let mut printed = Object::new();
        printed.insert("state", name);
        printed.insert("entered", i64::from(visit.entered.0));
        printed.insert("status", status_word(visit.status));
        printed.insert("seconds", visit.left_at.and_then(|left| Number::from_f64((left - visit.entered_at) as f64 / 1000.0)));
        states.push(Value::from(printed));
    }
    let mut printed = Object::new();
    printed.insert("states", states);
    printed.insert("events", print::history(recording, 0));
    say(&Value::from(printed).to_json_pretty());
    let failed = recording.events().last().is_some_and(|event| {
        let name = event.kind.name();
        ["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"].contains(&name)
    });
    if failed { Exit::Found } else { Exit::Well }
}

/// The names of a definition's states; `place` is what errors call it.
pub fn state_names(place: &str, text: &str) -> Result<Vec<Arc<str>>, Usage> {
    let program = simulator::load(text).map_err(|problems| {
        let first = problems.into_iter().next().map(|problem| problem.message).unwrap_or_default();
        Usage(format!("`{place}` cannot be read as a definition: {first}"))
    })?;
    Ok(program.state_names().to_vec())
}
