//! Answers to why a step went as it went.

use asl::document::Document;
use explain::Sight;
use explain::expressed::{expressions, sight_of};
use explain::parts;
use explain::why::{first_cause, first_cause_words, why};
use simulator::Recording;
use simulator::fold::{Index, Replay, step_of};
use simulator::recording::{EventId, StepId, StepRecord};
use value::Value;

use crate::protocol::{Expressed, FirstCause, Gives, Part, Reason, Reply, Ticket};

/// So many steps are looked at for a condition.
const MOST_STEPS: usize = 20_000;
/// Longer values are cut.
const LONGEST: usize = 2000;

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
    let expressed = expressions(document, recording, StepId(step), at).into_iter();
    let expressed = expressed.map(|found| Expressed { place: found.place, text: found.text, parts: told(found.parts) }).collect();
    Reply::Why {
        run,
        step,
        moment,
        headline,
        reasons: reasons.into_iter().map(reason).collect(),
        first_cause,
        expressions: expressed,
    }
}

/// What the parts of an expression give on the data of a step.
pub(crate) fn scratch(run: Ticket, recording: &Recording, step: u32, moment: u32, text: String) -> Reply {
    let at = EventId(moment.min(recording.events().len() as u32));
    let parts = sight_of(recording, StepId(step), at).map(|sight| told(parts::parts(&text, &sight)));
    Reply::Scratch { run, step, parts: parts.unwrap_or_default(), text }
}

/// The moments at which a condition holds: just after a state was entered, on what it sees.
pub(crate) fn moments(run: Ticket, recording: &Recording, condition: String) -> Reply {
    let (mut moments, mut wrong, mut can_be) = (vec![], None, false);
    let mut replay = Replay::one_way(recording, Index::of(recording).into());
    let own = |step: &StepRecord| recording.frames.get(step.frame as usize).is_some_and(|frame| frame.history == 0);
    for (index, step) in recording.steps.iter().enumerate().filter(|(_, step)| own(step)).take(MOST_STEPS) {
        replay.seek(recording, step.entered, usize::MAX);
        let Some(visit) = replay.visit(StepId(index as u32)).cloned() else { continue };
        let sight = Sight::of(recording, &step_of(recording, replay.index(), visit, step.entered));
        match parts::parts(&condition, &sight).pop().map(|whole| whole.gives) {
            Some(parts::Gives::Value(Value::Bool(true))) => moments.push(step.entered.0),
            // What is not there does not hold; only what can be evaluated nowhere is wrong.
            Some(parts::Gives::Error(why)) => wrong = Some(why),
            None => wrong = Some("write a path that gives true, or a JSONata expression in {% … %}".to_owned()),
            _ => can_be = true,
        }
    }
    let wrong = wrong.filter(|_| moments.is_empty() && !can_be);
    Reply::Moments { run, condition, moments: wrong.map_or(Ok(moments), Err) }
}

fn told(parts: Vec<parts::Part>) -> Vec<Part> {
    let told = |part: parts::Part| Part {
        start: part.range.start as u32,
        end: part.range.end as u32,
        gives: match part.gives {
            parts::Gives::Value(value) => Gives::Value(cut(value.to_json())),
            parts::Gives::Nothing => Gives::Nothing,
            parts::Gives::Function => Gives::Function,
            parts::Gives::Error(why) => Gives::Error(why),
        },
    };
    parts.into_iter().map(told).collect()
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
