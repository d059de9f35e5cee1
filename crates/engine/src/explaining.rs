//! Answers to why a step went as it went.

use asl::document::Document;
use explain::why::{first_cause, first_cause_words, why};
use simulator::Recording;
use simulator::recording::{EventId, StepId};

use crate::protocol::{FirstCause, Reason, Reply, Ticket};

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
