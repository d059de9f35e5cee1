//! `stepwright explain`: a definition in words, or why a run went as it went.

use asl::document::Document;
use explain::why::{Verdict, first_cause_words, why};
use simulator::Execution;
use simulator::fold::visits;
use simulator::recording::EventId;
use simulator::scenario::Scenario;

use crate::arguments::{Argument, Arguments, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, say};
use crate::scenario_file::ScenarioFile;
use crate::simulate::{choose, simulate};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut wanted, mut state, mut scenarios, mut scenario, mut asks_why) = (None, None, None, None, None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted = Some(arguments.value(&option)?),
                "state" => state = Some(arguments.value(&option)?),
                "why" => asks_why = true,
                "scenarios" => scenarios = Some(arguments.value(&option)?),
                "scenario" => scenario = Some(arguments.value(&option)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`explain` needs a definition: a file, or - for the standard input".to_owned()))?;
    let opened = open_one(&file, wanted.as_deref())?;
    if let Some(name) = state.as_deref().filter(|name| opened.document.definition.find(name).is_none()) {
        return Err(Usage(format!("`{file}` has no state `{name}`")));
    }
    if !asks_why {
        say(&in_words(&opened.document, &title(&file, opened.place()), state.as_deref()));
        return Ok(Exit::Well);
    }
    let scenarios = scenarios.map_or_else(|| Ok(ScenarioFile::default()), |file| ScenarioFile::read(&file))?;
    let program = scenarios.program(&file, &opened)?;
    let document = Document::new(scenarios.filled(&opened));
    let chosen = match scenarios.scenarios.is_empty() {
        true => Scenario::default(),
        false => choose(scenarios.scenarios, scenario.as_deref()).map_err(Usage)?,
    };
    print_run(&document, &simulate(program, &chosen, None), state.as_deref());
    Ok(Exit::Well)
}

/// A definition's title: its name in the host, or its file's.
fn title(file: &str, place: Option<&str>) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    place.map_or_else(|| name.split('.').next().unwrap_or(name).to_owned(), str::to_owned)
}

fn in_words(document: &Document, title: &str, state: Option<&str>) -> String {
    let definition = &document.definition;
    match state.and_then(|name| definition.find(name)) {
        Some(id) => explain::describe::state(definition, definition.state(id)).join("\n"),
        None => explain::describe::markdown(document, title).trim_end().to_owned(),
    }
}

/// Each step of a run with its reasons, in the order of entry.
fn print_run(document: &Document, execution: &Execution, state: Option<&str>) {
    let recording = execution.recording();
    let moment = EventId(recording.events().len() as u32);
    if let Some(cause) = first_cause_words(document, recording, moment).filter(|_| state.is_none()) {
        say(&format!("{cause}\n"));
    }
    for visit in visits(recording, moment) {
        let name = recording.texts.get(visit.state as usize).map_or("", |name| name);
        if state.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let Some(why) = why(document, recording, visit.step, moment) else { continue };
        say(&format!("#{} {}", visit.step.0 + 1, why.headline));
        for reason in why.reasons {
            let mark = match reason.verdict {
                Verdict::Taken => "→",
                Verdict::NotTaken => "·",
                Verdict::NotReached => "…",
                Verdict::Failed => "✗",
                Verdict::Note => "i",
            };
            say(&format!("   {mark} {}", reason.sentence));
        }
    }
}
