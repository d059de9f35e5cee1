//! What the engine says, to the sheet that asked. A reply that nobody awaits any more is dropped.

use engine::{Problem, Reply, Ticket};

use crate::effect::Effect;
use crate::problems::{Notice, Offer, Severity, place_words};
use crate::run::{Rest, WhyView};
use crate::sheet::{Sheet, SheetId};
use crate::workbench::Workbench;

/// Takes in a reply.
pub fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Ready { .. } | Reply::Started { .. } | Reply::Paused { .. } => Vec::new(),
        Reply::Unpacked { ticket, found } => {
            super::unpack::arrived(workbench, ticket, found).unwrap_or_else(|why| super::refuse(workbench, why))
        }
        Reply::Example { ticket, slug, definition, scenarios } => {
            super::file::example_arrived(workbench, ticket, &slug, definition, scenarios)
        }
        Reply::Linted { ticket, findings, scenarios } => {
            if let Some(sheet) = sheet_of(workbench, ticket) {
                sheet.hear_linter(ticket, findings, scenarios);
            }
            Vec::new()
        }
        Reply::Arranged { ticket, numbers } => {
            let is_drawn = sheet_of(workbench, ticket).is_some_and(|sheet| sheet.hear_where_all_goes(ticket, &numbers));
            in_front(workbench, ticket, if is_drawn { vec![Effect::FitCanvas] } else { Vec::new() })
        }
        Reply::Previewed { ticket, outcome } => {
            if let Some(sheet) = sheet_of(workbench, ticket) {
                sheet.hear_preview(ticket, outcome);
            }
            Vec::new()
        }
        Reply::Tested { run, answer } => {
            let effects = sheet_of(workbench, run).map(|sheet| sheet.hear_test(run, &answer)).unwrap_or_default();
            in_front(workbench, run, effects)
        }
        Reply::Trying { run, arms } => {
            if let Some(sheet) = sheet_of(workbench, run) {
                sheet.run.trials_mut().hear_arms(run, arms);
            }
            Vec::new()
        }
        Reply::PlayedAgainst { ticket, found } => super::against::hear(workbench, ticket, found),
        Reply::Covered { run, arms, counts } => {
            if let Some(sheet) = sheet_of(workbench, run) {
                sheet.run.hear_covered(run, arms, counts);
            }
            Vec::new()
        }
        Reply::Tried { run, number, trial } => {
            if let Some(sheet) = sheet_of(workbench, run) {
                sheet.hear_trial(run, number, trial);
            }
            Vec::new()
        }
        Reply::TriedAll { run } => {
            let said = sheet_of(workbench, run).and_then(|sheet| sheet.run.trials_mut().end(run));
            said.map(|said| Effect::Announce(format!("Scenarios were run: {said}"))).into_iter().collect()
        }
        Reply::Compared { .. } => crate::versions::hear(workbench, reply),
        Reply::Permissions { .. } | Reply::Forecast { .. } | Reply::Logs { .. } | Reply::Trace { .. } => {
            crate::production::hear(workbench, reply)
        }
        Reply::Progress { run, .. } if crate::production::is_of(workbench, run) => crate::production::hear(workbench, reply),
        Reply::Progress { run, events, .. } => {
            if let Some(sheet) = sheet_of(workbench, run).filter(|sheet| sheet.run.trials().is_of(run)) {
                sheet.run.trials_mut().hear_progress(events);
                return Vec::new();
            }
            if let Some(sheet) = busy_sheet(workbench, run) {
                sheet.run.progress(events);
            }
            Vec::new()
        }
        Reply::Recorded { run, first, chunk } => {
            let Some(sheet) = busy_sheet(workbench, run) else { return Vec::new() };
            match sheet.run.read(first, &chunk) {
                Ok(()) => Vec::new(),
                Err(error) => give_up(workbench, run, error.to_string()),
            }
        }
        Reply::Services { run, contents } => {
            if let Some(sheet) = sheet_of(workbench, run).filter(|sheet| sheet.run.is_of(run)) {
                sheet.run.show_services(&contents);
            }
            Vec::new()
        }
        Reply::Mended { .. } | Reply::Generating { .. } | Reply::Generated { .. } => super::mend::hear(workbench, reply),
        Reply::Scratch { run, step, text, parts } => {
            if let Some(sheet) = sheet_of(workbench, run).filter(|sheet| sheet.run.is_of(run)) {
                sheet.run.hear_scratch(step, text, parts);
            }
            Vec::new()
        }
        Reply::Moments { run, condition, moments } => {
            if let Some(sheet) = sheet_of(workbench, run).filter(|sheet| sheet.run.is_of(run)) {
                sheet.run.hear_moments(&condition, &moments);
            }
            Vec::new()
        }
        Reply::Why { run, step, headline, reasons, first_cause, expressions, .. } => {
            if let Some(sheet) = sheet_of(workbench, run).filter(|sheet| sheet.run.is_of(run)) {
                sheet.run.hear_why(WhyView { step: step as usize, headline, reasons, first_cause }, expressions);
            }
            Vec::new()
        }
        Reply::Lesson { .. } | Reply::Judged { .. } | Reply::DraftedLesson { .. } | Reply::ReviewedLesson { .. } => {
            crate::learn::hear(workbench, reply)
        }
        Reply::Finished { run, summary } => rest(workbench, run, Rest::Finished(summary)),
        Reply::Waiting { run, tasks } => rest(workbench, run, Rest::Waiting(tasks)),
        Reply::Rejected { run, problems } => give_up_with(workbench, run, rejected(&problems), Some(Offer::Problems)),
        Reply::Refused { run, message } => give_up(workbench, run, message),
    }
}

/// The engine's worker is gone; why.
pub fn died(workbench: &mut Workbench, why: String) -> Vec<Effect> {
    for sheet in workbench.sheets_mut() {
        sheet.run.abandon();
        sheet.run.trials_mut().give_up();
        sheet.run.give_up_generating();
        sheet.run.forget_remedies();
        sheet.testing.engine_stopped();
        sheet.give_up_linting();
        sheet.give_up_arranging();
    }
    crate::production::engine_stopped(workbench);
    (workbench.awaited_example, workbench.awaited_file) = (None, None);
    *workbench.notice = Some(Notice::new(Severity::Error, why.clone()));
    vec![Effect::Announce(why)]
}

fn sheet_of(workbench: &mut Workbench, ticket: Ticket) -> Option<&mut Sheet> {
    workbench.sheet_mut(SheetId(ticket.sheet))
}

/// The sheet whose run this is, if it is at work.
fn busy_sheet(workbench: &mut Workbench, ticket: Ticket) -> Option<&mut Sheet> {
    sheet_of(workbench, ticket).filter(|sheet| sheet.run.is_current(ticket))
}

/// The effects, if the sheet is looked at.
fn in_front(workbench: &Workbench, ticket: Ticket, effects: Vec<Effect>) -> Vec<Effect> {
    if workbench.front.id.0 == ticket.sheet { effects } else { Vec::new() }
}

/// A run came to rest: it is played where it is looked at, and stands at its end elsewhere.
fn rest(workbench: &mut Workbench, ticket: Ticket, rest: Rest) -> Vec<Effect> {
    let Some(sheet) = busy_sheet(workbench, ticket) else { return Vec::new() };
    if let (Rest::Finished(summary), false) = (&rest, sheet.run.is_branch()) {
        sheet.run.trials_mut().hear_alone(ticket, summary);
    }
    let then_play = sheet.run.arrive(rest);
    if !sheet.run.large_payloads().is_empty() {
        sheet.linting.text_changed();
    }
    let in_vain = sheet.run.has_waited_in_vain();
    if workbench.front.id.0 == ticket.sheet {
        let mut effects = super::run::show_rest(workbench, then_play);
        if in_vain {
            let why = "No time passes: nothing but answers is awaited, and no timeout is set. Answer a callback, or stop the run";
            effects.extend(super::say(workbench, Severity::Advice, why.to_owned()));
        }
        return effects;
    }
    if let Some(sheet) = sheet_of(workbench, ticket) {
        let (scene, end) = (sheet.scene.clone(), sheet.run.length());
        sheet.run.seek(end, &scene);
    }
    Vec::new()
}

/// Why nothing can be run, in words: the first thing, and how many more there are.
fn rejected(problems: &[Problem]) -> String {
    let Some(first) = problems.first() else { return "This cannot be run".to_owned() };
    let more = match problems.len() - 1 {
        0 => String::new(),
        1 => ", and 1 more problem".to_owned(),
        more => format!(", and {more} more problems"),
    };
    match first.location.as_str() {
        "" | "/" => format!("This cannot be run: {}{more}", first.message),
        location => format!("This cannot be run. {}: {}{more}", place_words(location), first.message),
    }
}

/// A run cannot go on.
fn give_up(workbench: &mut Workbench, ticket: Ticket, why: String) -> Vec<Effect> {
    give_up_with(workbench, ticket, why, None)
}

/// A run cannot go on; what can be done about that.
fn give_up_with(workbench: &mut Workbench, ticket: Ticket, why: String, offer: Option<Offer>) -> Vec<Effect> {
    if crate::production::is_of(workbench, ticket) {
        return crate::production::refused(workbench, ticket, why);
    }
    let is_trial = sheet_of(workbench, ticket).filter(|sheet| sheet.run.trials().is_of(ticket));
    if let Some(sheet) = is_trial {
        sheet.run.trials_mut().give_up();
        return refuse_with(workbench, why, offer);
    }
    if let Some(sheet) = sheet_of(workbench, ticket).filter(|sheet| sheet.run.generating() == Some(ticket)) {
        sheet.run.give_up_generating();
        return refuse_with(workbench, why, offer);
    }
    let Some(sheet) = busy_sheet(workbench, ticket) else { return Vec::new() };
    sheet.run.abandon();
    match workbench.front.id.0 == ticket.sheet {
        true => refuse_with(workbench, why, offer),
        false => Vec::new(),
    }
}

fn refuse_with(workbench: &mut Workbench, why: String, offer: Option<Offer>) -> Vec<Effect> {
    let said = super::mend::without_marks(&why);
    *workbench.notice = Some(Notice { offer, ..Notice::new(Severity::Error, why) });
    vec![Effect::Announce(said)]
}
