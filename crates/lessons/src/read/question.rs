//! Reading questions.

use expressions::jsonata::{Dialect, Expression};

use super::Known;
use crate::place::{Place, Read};
use crate::{Kind, Question, Wrong};

const MEMBERS: [&str; 10] = ["ask", "scenario", "kind", "unit", "options", "answer", "tells", "wrong", "otherwise", "reason"];
const KINDS: &str = "state, json, text, number, place, choice or input";

/// The questions of a phase.
pub(super) fn questions(place: &Place, phase: &str, known: &Known) -> Read<Vec<Question>> {
    place.list(phase)?.iter().map(|place| question(place, known)).collect()
}

fn question(place: &Place, known: &Known) -> Read<Question> {
    place.object("a question", &MEMBERS)?;
    let kind = kind(place)?;
    let answer = place.needed("answer", "the right answer")?;
    fits(&answer, &kind)?;
    let tells = place.member("tells").map(|place| expression(&place)).transpose()?;
    if kind == Kind::Input && tells.is_none() {
        return place.wrong("`tells` is missing: it is true where a run does what was asked");
    }
    Ok(Question {
        ask: place.needed_text("ask", "the question")?,
        scenario: place.member("scenario").map_or(Ok(0), |place| known.scenario(&place))?,
        answer: answer.value.clone(),
        tells,
        wrong: place.list("wrong")?.iter().map(|place| wrong(place, &kind)).collect::<Read<_>>()?,
        otherwise: place.text_of("otherwise")?,
        reason: place.needed_text("reason", "why the answer is right")?,
        kind,
    })
}

fn kind(place: &Place) -> Read<Kind> {
    let kind = place.needed("kind", &format!("what an answer is: {KINDS}"))?;
    match kind.text()?.as_str() {
        "state" => Ok(Kind::State),
        "json" => Ok(Kind::Json),
        "text" => Ok(Kind::Text),
        "number" => Ok(Kind::Number { unit: place.text_of("unit")? }),
        "place" => Ok(Kind::Place),
        "choice" => {
            let options = place.texts("options")?;
            if options.len() < 2 { place.wrong("`options` needs at least two sentences") } else { Ok(Kind::Choice { options }) }
        }
        "input" => Ok(Kind::Input),
        other => kind.wrong(format!("`{other}` is not known; an answer is {KINDS}")),
    }
}

fn wrong(place: &Place, kind: &Kind) -> Read<Wrong> {
    place.object("a wrong answer", &["answer", "because"])?;
    let answer = place.needed("answer", "the wrong answer")?;
    fits(&answer, kind)?;
    Ok(Wrong { answer: answer.value.clone(), because: place.needed_text("because", "what is mistaken in it")? })
}

/// Whether a value can be an answer of a kind.
fn fits(place: &Place, kind: &Kind) -> Read<()> {
    let value = place.value;
    match kind {
        Kind::State if value.as_str().is_none() => place.wrong("the name of a state is needed"),
        Kind::Text if value.as_str().is_none() => place.wrong("a text is needed"),
        Kind::Number { .. } if value.as_number().is_none() => place.wrong("a number is needed"),
        Kind::Place => {
            place.object("a place in a run", &["state", "visit"])?;
            place.needed_text("state", "the name of a state")?;
            match place.member("visit") {
                Some(visit) if visit.value.as_i64().is_none_or(|visit| visit < 1) => visit.wrong("visits are counted from 1"),
                _ => Ok(()),
            }
        }
        Kind::Choice { options } => {
            let known = value.as_str().is_some_and(|text| options.iter().any(|option| option == text));
            if known { Ok(()) } else { place.wrong("this is none of the `options`") }
        }
        _ => Ok(()),
    }
}

/// Reads a JSONata expression over a run.
fn expression(place: &Place) -> Read<Expression> {
    let text = place.text()?;
    Expression::compile(&text, Dialect::Trial).or_else(|error| place.wrong(format!("this is no JSONata expression: {error}")))
}
