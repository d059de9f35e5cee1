//! Answers to why a step went as it went, and to what the parts of an expression give.

use asl::document::Document;
use explain::Sight;
use explain::parts::{Gives, parts};
use explain::why::{first_cause, first_cause_words, why};
use simulator::Recording;
use simulator::fold::{Replay, step_of};
use simulator::recording::{EventId, StepId};

use crate::protocol::{FirstCause, Part, Reason, Reply, Ticket};

/// Longer values are cut: nobody reads them beside an expression.
const LONGEST: usize = 4_000;

/// Why a step went as it went.
pub(crate) fn why_of(run: Ticket, document: &Document, recording: &Recording, step: u32, moment: u32) -> Reply {
    let at = EventId(moment.min(recording.events().len() as u32));
    let found = why(document, recording, StepId(step), at);
    let (headline, reasons) = found.map_or_else(Default::default, |why| (why.headline, why.reasons));
    let reason = |reason: explain::why::Reason| Reason {
        verdict: reason.verdict.name().to_owned(),
        place: reason.place,
        sentence: reason.sentence,
    };
    let cause = first_cause(recording, at).zip(first_cause_words(document, recording, at));
    let first_cause = cause.map(|((step, _), sentence)| FirstCause { step: step.0, sentence });
    Reply::Why { run, step, moment, headline, reasons: reasons.into_iter().map(reason).collect(), first_cause }
}

/// What each part of an expression gives on a step's data, as it was at the end of the recording.
pub(crate) fn parts_of(run: Ticket, recording: &Recording, step: u32, expression: String) -> Reply {
    let moment = EventId(recording.events().len() as u32);
    let replay = Replay::at(recording, moment);
    let visit = replay.visit(StepId(step)).cloned();
    let view = visit.map(|visit| step_of(recording, replay.index(), visit, moment));
    let sight = view.map(|view| Sight::of(recording, &view)).unwrap_or_default();
    let part = |part: explain::parts::Part| {
        let (mut gives, is_json) = match part.gives {
            Gives::Value(value) => (value.to_json(), true),
            Gives::Nothing => ("nothing".to_owned(), false),
            Gives::Function => ("a function".to_owned(), false),
            Gives::Error(error) => (error, false),
        };
        let is_whole = gives.len() <= LONGEST;
        if let Some((cut, _)) = gives.char_indices().nth(LONGEST) {
            gives.truncate(cut);
            gives.push('…');
        }
        Part { start: part.range.start as u32, end: part.range.end as u32, gives, is_json: is_json && is_whole }
    };
    let parts = parts(&expression, &sight).into_iter().map(part).collect();
    Reply::Parts { run, step, expression, parts }
}
