//! Reading a lesson, with messages that say what to do. Lessons come from strangers, too: everything is bounded.

mod question;
mod task;

use std::sync::Arc;

use simulator::scenario::{Scenario, read_scenario};
use value::Value;

use crate::patch;
use crate::place::{LESSON, Place, Read};
use crate::{Definition, Group, Lesson, LessonError};

/// A lesson's text may have so many bytes.
const LARGEST_LESSON: usize = 1024 * 1024;

const MEMBERS: [&str; 19] = [
    "$schema",
    "version",
    "id",
    "title",
    "idea",
    "trap",
    "minutes",
    "story",
    "teaches",
    "workflow",
    "faulty",
    "groups",
    "scenarios",
    "predict",
    "run",
    "investigate",
    "modify",
    "make",
    "remember",
];

/// Reads a lesson.
pub fn read(text: &str) -> Result<Lesson, LessonError> {
    let wrong = |message: String| LessonError { place: LESSON.to_owned(), message };
    if text.len() > LARGEST_LESSON {
        return Err(wrong(format!("it has {} bytes; a lesson has at most {LARGEST_LESSON}", text.len())));
    }
    let value = value::parse(text).map_err(|error| wrong(format!("this is not JSON: {error}")))?;
    lesson(&Place { path: LESSON.to_owned(), value: &value })
}

fn lesson(place: &Place) -> Read<Lesson> {
    place.object("a lesson", &MEMBERS)?;
    let version = place.needed("version", "it says by which rules the lesson is written, now 1")?;
    if version.value.as_i64() != Some(1) {
        return version.wrong("only version 1 is known here: perhaps a newer Stepwright can read it");
    }
    let workflow = definition(&place.needed("workflow", "it is the definition that the lesson looks at")?, &[])?;
    let workflow = Definition { faulty: place.flag("faulty")?, ..workflow };
    let scenarios = scenarios(place)?;
    let known = Known { workflow: &workflow, scenarios: &scenarios };
    let read = Lesson {
        id: id(place)?,
        title: place.needed_text("title", "the name that a reader sees")?,
        idea: place.needed_text("idea", "the one new idea, as a sentence")?,
        trap: place.text_of("trap")?,
        minutes: minutes(place)?,
        story: place.texts("story")?,
        teaches: place.texts("teaches")?,
        groups: place.list("groups")?.iter().map(group).collect::<Read<_>>()?,
        predict: question::questions(place, "predict", &known)?,
        run: place.text_of("run")?,
        investigate: question::questions(place, "investigate", &known)?,
        modify: place.member("modify").map(|place| task::task(&place, &known)).transpose()?,
        make: place.member("make").map(|place| task::task(&place, &known)).transpose()?,
        remember: place.text_of("remember")?,
        workflow: workflow.clone(),
        scenarios: scenarios.clone(),
    };
    if read.phases().is_empty() {
        return place.wrong("it asks nothing: give it at least one of predict, investigate, modify, make");
    }
    Ok(read)
}

/// What the parts of a lesson may refer to.
struct Known<'a> {
    workflow: &'a Definition,
    scenarios: &'a [Scenario],
}

impl Known<'_> {
    /// The scenario that a member names.
    fn scenario(&self, place: &Place) -> Read<usize> {
        let name = place.text()?;
        match self.scenarios.iter().position(|scenario| scenario.name == name) {
            Some(index) => Ok(index),
            None => place.wrong(format!("no scenario of the lesson has the name `{name}`")),
        }
    }
}

fn id(place: &Place) -> Read<String> {
    let id = place.needed_text("id", "a short name such as result-path")?;
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && id.len() <= 60 {
        return Ok(id);
    }
    place.needed("id", "")?.wrong("an id has at most 60 characters: small letters a to z, digits and hyphens")
}

fn minutes(place: &Place) -> Read<u32> {
    let Some(place) = place.member("minutes") else { return Ok(0) };
    match place.value.as_i64() {
        Some(minutes @ 1..=120) => Ok(minutes as u32),
        _ => place.wrong("a whole number of minutes from 1 to 120 is needed"),
    }
}

fn group(place: &Place) -> Read<Group> {
    place.object("a group", &["label", "states"])?;
    Ok(Group { label: place.needed_text("label", "what the states are for")?, states: place.texts("states")? })
}

fn scenarios(place: &Place) -> Read<Vec<Scenario>> {
    let mut read: Vec<Scenario> = Vec::new();
    for place in place.list("scenarios")? {
        let scenario = scenario(&place)?;
        if read.iter().any(|other| other.name == scenario.name) {
            return place.wrong(format!("there are two scenarios of the name `{}`", scenario.name));
        }
        read.push(scenario);
    }
    if read.is_empty() { place.wrong("`scenarios` is missing: at least one run to look at") } else { Ok(read) }
}

/// Reads a scenario, its messages at its place in the lesson.
fn scenario(place: &Place) -> Read<Scenario> {
    read_scenario(&place.value.to_json()).map_err(|error| {
        let inner = error.place.strip_prefix("the scenario").unwrap_or(&error.place);
        LessonError { place: format!("{}{inner}", place.path), message: error.message }
    })
}

/// Reads a definition: itself, its text, or another one with changes. `others` are those that changes may begin with.
fn definition(place: &Place, others: &[(&str, &Definition)]) -> Read<Definition> {
    let faulty = false;
    match place.value {
        Value::String(text) => Ok(Definition { text: text.clone(), faulty }),
        Value::Object(members) if members.contains_key("from") => changed(place, others),
        Value::Object(members) if members.contains_key("StartAt") || members.contains_key("States") => {
            Ok(Definition { text: Arc::from(place.value.to_json_pretty()), faulty })
        }
        Value::Object(_) => place.wrong("this is no definition: it has neither StartAt nor States, nor `from`"),
        other => place.wrong(format!("a definition is an object or its text, not {}", other.type_phrase())),
    }
}

fn changed(place: &Place, others: &[(&str, &Definition)]) -> Read<Definition> {
    place.object("a change", &["from", "set", "remove"])?;
    let from = place.needed("from", "what the changes begin with")?;
    let name = from.text()?;
    let Some((_, other)) = others.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = others.iter().map(|(known, _)| *known).collect();
        return from.wrong(format!("`{name}` cannot be begun with here; there is {}", names.join(", ")));
    };
    let Ok(mut value) = value::parse(&other.text) else {
        return from.wrong(format!("`{name}` is no JSON, so it cannot be changed by pointers: write the whole text"));
    };
    for pointer in place.texts("remove")? {
        patch::remove(&mut value, &pointer).or_else(|message| place.wrong(message))?;
    }
    if let Some(set) = place.member("set") {
        for (pointer, new) in set.any_object("`set`")?.iter() {
            patch::set(&mut value, pointer, new.clone()).or_else(|message| set.wrong(message))?;
        }
    }
    Ok(Definition { text: Arc::from(patch::tidied(&value).to_json_pretty()), faulty: false })
}
