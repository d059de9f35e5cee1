//! Reading tasks: what a learner changes or builds, and how that is checked.

use value::{Object, Value};

use super::{Known, definition, scenario};
use crate::place::{Place, Read};
use crate::{Attempt, Check, Definition, Requirement, Subject, Task, Test};

const MEMBERS: [&str; 9] = ["goal", "start", "faulty", "checks", "hints", "distractors", "solution", "others", "wrong"];
/// What a check has beside the members of a scenario.
const OWN: [&str; 3] = ["says", "hidden", "like"];

pub(super) fn task(place: &Place, known: &Known) -> Read<Task> {
    place.object("a task", &MEMBERS)?;
    let from = [("workflow", known.workflow)];
    let start = match place.member("start") {
        Some(start) => Definition { faulty: place.flag("faulty")?, ..definition(&start, &from)? },
        None => known.workflow.clone(),
    };
    let from = [("workflow", known.workflow), ("start", &start)];
    let solution = definition(&place.needed("solution", "a definition that passes every check")?, &from)?;
    let from = [("workflow", known.workflow), ("start", &start), ("solution", &solution)];
    let attempts =
        |name: &str, says: &str| place.list(name)?.iter().map(|place| attempt(place, says, &from)).collect::<Read<_>>();
    let checks: Vec<Check> = place.list("checks")?.iter().map(|place| check(place, known)).collect::<Read<_>>()?;
    if checks.is_empty() {
        return place.wrong("`checks` is missing: what the workflow must do");
    }
    Ok(Task {
        goal: place.needed_text("goal", "what is to be reached")?,
        checks,
        hints: place.texts("hints")?,
        distractors: distractors(place)?,
        others: attempts("others", "says")?,
        wrong: attempts("wrong", "because")?,
        start,
        solution,
    })
}

fn attempt(place: &Place, says: &str, from: &[(&str, &Definition)]) -> Read<Attempt> {
    place.object("an attempt", &["definition", "faulty", says])?;
    let read = definition(&place.needed("definition", "the definition of the attempt")?, from)?;
    let definition = Definition { faulty: place.flag("faulty")?, ..read };
    Ok(Attempt { definition, says: place.needed_text(says, "what there is to say about it")? })
}

fn distractors(place: &Place) -> Read<Vec<(String, Value)>> {
    let Some(place) = place.member("distractors") else { return Ok(Vec::new()) };
    let states = place.any_object("`distractors`")?;
    Ok(states.iter().map(|(name, state)| (name.to_string(), state.clone())).collect())
}

fn check(place: &Place, known: &Known) -> Read<Check> {
    let members = place.any_object("a check")?;
    let says = place.needed_text("says", "what is expected, in words")?;
    let hidden = place.flag("hidden")?;
    let test = match requirement(place, members)? {
        Some(requirement) => Test::Has(requirement),
        None => Test::Runs(Box::new(run(place, members, known)?)),
    };
    Ok(Check { says, hidden, test })
}

fn requirement(place: &Place, members: &Object) -> Read<Option<Requirement>> {
    const KINDS: [&str; 3] = ["uses", "avoids", "mostStates"];
    let Some(kind) = KINDS.into_iter().find(|kind| members.contains_key(kind)) else { return Ok(None) };
    place.object("a check of the definition", &["says", "hidden", kind])?;
    let given = place.needed(kind, "")?;
    Ok(Some(match kind {
        "uses" => Requirement::Uses(subject(&given)?),
        "avoids" => Requirement::Avoids(subject(&given)?),
        _ => match given.value.as_i64() {
            Some(most @ 1..) => Requirement::MostStates(most as usize),
            _ => return given.wrong("a number of states from 1 is needed"),
        },
    }))
}

fn subject(place: &Place) -> Read<Subject> {
    const KNOWN: [&str; 5] = ["field", "type", "resource", "text", "state"];
    place.object("what is looked for", &KNOWN)?;
    let text = |name: &str| place.member(name).map(|place| place.text()).transpose();
    let [field, state_type, resource, part, state] = KNOWN.map(text);
    let subject = Subject { field: field?, state_type: state_type?, resource: resource?, text: part?, state: state? };
    if subject == Subject::default() { place.wrong("one of field, type, resource, text or state is needed") } else { Ok(subject) }
}

/// The scenario of a check: its own members, those of the one it is like, and its sentence as the name.
fn run(place: &Place, members: &Object, known: &Known) -> Read<simulator::scenario::Scenario> {
    let mut written = Object::new();
    let says = place.text_of("says")?;
    if let Some(like) = place.member("like") {
        let like = simulator::scenario::write_scenario(&known.scenarios[known.scenario(&like)?]);
        for (name, value) in like.as_object().into_iter().flat_map(|members| members.iter()) {
            written.insert(name.clone(), value.clone());
        }
        written.remove("expect");
    }
    written.insert("name", says.trim_end_matches('.').replace('`', ""));
    for (name, value) in members.iter().filter(|(name, _)| !OWN.contains(&&***name)) {
        written.insert(name.clone(), value.clone());
    }
    if !written.contains_key("expect") {
        return place.wrong("nothing is checked: give it `expect`, or one of uses, avoids, mostStates");
    }
    scenario(&Place { path: place.path.clone(), value: &Value::from(written) })
}
