//! The lesson builder: lessons that are being written, from workflows and what their scenarios show. The engine drafts and
//! reviews; every change of the author's can be undone.

use engine::{Reply, Request, Ticket};
use value::Value;

use super::findings::Missing;
use super::pointer::put;
use super::workshop::Workshop;
use crate::effect::Effect;
use crate::workbench::Workbench;

/// So many changes can be undone.
const MOST_PAST: usize = 100;

/// What is being written.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    /// Whether it is looked at.
    pub shown: bool,
    /// The lessons, in their order.
    pub workshop: Workshop,
    /// The lesson that is looked at.
    pub at: usize,
    /// What is missing or not so in it, with the place; `None` while that is found out.
    pub findings: Option<Vec<(String, String)>>,
    /// Why there is no draft, if the last one failed.
    pub refused: Option<String>,
    past: Vec<(Workshop, usize)>,
    review: Option<Ticket>,
    draft: Option<(Ticket, Draft)>,
}

/// What for a draft is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// A new lesson, after the others.
    Lesson,
    /// What the scenarios show that the lesson does not ask or check yet.
    More,
}

/// What an author does.
#[derive(Clone, Debug)]
pub enum BuildMessage {
    /// Opens the builder.
    Open,
    /// Back to the map.
    Close,
    /// Makes a draft of the workflow in front.
    Draft(Draft),
    /// Looks at another lesson.
    Choose(usize),
    /// Moves a lesson to another place.
    Move(usize, usize),
    /// Takes a lesson out.
    Remove(usize),
    /// The workshop's title.
    Name(String),
    /// Writes at a pointer of the lesson that is looked at.
    Set(String, Value),
    /// Takes out what is there.
    Take(String),
    /// Moves a question or task to the other phase: from and to, each a pointer.
    Shift(String, String),
    /// Writes the workflow in front at a pointer: a task's start or solution, or the lesson's workflow.
    Diagram(String),
    /// Adds the workflow in front to the list at a pointer, with words still to be written: a foreseen mistake's, or those of
    /// another solution.
    Way {
        /// The list.
        list: String,
        /// The member that holds the words.
        member: &'static str,
        /// What is to be written.
        asks: &'static str,
    },
    /// Makes the chosen states a group: a new one, or the one at this place.
    Group(Option<usize>),
    /// Undoes the last change.
    Undo,
    /// Opens the lesson as a learner does.
    Try,
    /// Saves all as a file.
    Save,
    /// Makes a link that holds all.
    Share,
    /// Goes on with what is in a file.
    Load(String),
}

impl Builder {
    /// The lesson that is looked at.
    #[must_use]
    pub fn lesson(&self) -> Option<&Value> {
        self.workshop.lessons.get(self.at)
    }

    /// What stands at a pointer of it.
    #[must_use]
    pub fn value(&self, pointer: &str) -> Option<&Value> {
        self.lesson()?.pointer(pointer)
    }

    /// The text at a pointer; paragraphs are parted by an empty line.
    #[must_use]
    pub fn text(&self, pointer: &str) -> String {
        match self.value(pointer) {
            Some(Value::String(text)) => text.to_string(),
            Some(Value::Array(texts)) if texts.iter().all(|text| text.as_str().is_some()) => {
                texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n")
            }
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_json(),
        }
    }

    /// The groups of the lesson that is looked at: labels with names of states.
    #[must_use]
    pub fn groups(&self) -> Vec<(String, Vec<String>)> {
        let names = |group: &Value| {
            let states = group.get("states").and_then(Value::as_array)?;
            Some(states.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        let group = |group: &Value| Some((group.get("label")?.as_str()?.trim_matches(['[', ']']).to_owned(), names(group)?));
        let groups = self.value("/groups").and_then(Value::as_array);
        groups.into_iter().flat_map(|groups| groups.iter().filter_map(group)).collect()
    }

    /// How many things stand in the list at a pointer.
    #[must_use]
    pub fn count(&self, pointer: &str) -> usize {
        self.value(pointer).and_then(Value::as_array).map_or(0, |list| list.len())
    }

    /// What is missing or not so, in the words of the form; `None` while that is found out.
    #[must_use]
    pub fn missing(&self) -> Option<Vec<Missing>> {
        let findings = self.findings.as_ref()?;
        Some(findings.iter().map(|(place, says)| Missing::of(place, says)).collect())
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether a draft is on its way.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.draft.is_some()
    }

    /// As kept in the browser; nothing for nothing.
    fn kept(&self) -> Effect {
        let is_empty = self.workshop.lessons.is_empty();
        Effect::StoreWorkshop(if is_empty { String::new() } else { self.workshop.write().to_json() })
    }
}

/// Takes in what an author does.
pub(super) fn update(workbench: &mut Workbench, message: BuildMessage) -> Result<Vec<Effect>, String> {
    let front = workbench.front.json_to_run();
    let builder = &mut workbench.learn.builder;
    let lesson = builder.lesson().cloned();
    Ok(match message {
        BuildMessage::Open => {
            builder.shown = true;
            workbench.learn.shown = true;
            workbench.learn.leave();
            let asks = workbench.learn.library.ask(true);
            review(workbench).into_iter().chain(asks).collect()
        }
        BuildMessage::Close => {
            builder.shown = false;
            Vec::new()
        }
        BuildMessage::Draft(purpose) => draft(workbench, purpose),
        BuildMessage::Choose(at) => {
            builder.at = at.min(builder.workshop.lessons.len().saturating_sub(1));
            review(workbench).into_iter().collect()
        }
        BuildMessage::Move(from, to) => change(workbench, |workshop, at| {
            if from < workshop.lessons.len() && to < workshop.lessons.len() {
                let moved = workshop.lessons.remove(from);
                workshop.lessons.insert(to, moved);
                *at = to;
            }
        }),
        BuildMessage::Remove(index) => change(workbench, |workshop, at| {
            if index < workshop.lessons.len() {
                workshop.lessons.remove(index);
                *at = (*at).min(workshop.lessons.len().saturating_sub(1));
            }
        }),
        BuildMessage::Name(title) => change(workbench, |workshop, _| workshop.title = title),
        BuildMessage::Set(pointer, value) => change_lesson(workbench, lesson, |lesson| put(lesson, &pointer, Some(&value))),
        BuildMessage::Take(pointer) => change_lesson(workbench, lesson, |lesson| put(lesson, &pointer, None)),
        BuildMessage::Shift(from, to) => change_lesson(workbench, lesson, |lesson| match lesson.pointer(&from) {
            Some(moved) => put(&put(lesson, &from, None), &to, Some(moved)),
            None => lesson.clone(),
        }),
        BuildMessage::Diagram(pointer) => {
            let definition = value::parse(&front).map_err(|_| "mend the definition first, see Problems".to_owned())?;
            change_lesson(workbench, lesson, |lesson| put(lesson, &pointer, Some(&definition)))
        }
        BuildMessage::Way { list, member, asks } => {
            let definition = value::parse(&front).map_err(|_| "mend the definition first, see Problems".to_owned())?;
            let way = Value::object([("definition", definition), (member, Value::from(asks))]);
            change_lesson(workbench, lesson, |lesson| put(lesson, &format!("{list}/-"), Some(&way)))
        }
        BuildMessage::Group(at) => group(workbench, lesson, at)?,
        BuildMessage::Undo => {
            let Some((workshop, at)) = builder.past.pop() else { return Err("nothing was changed yet".to_owned()) };
            (builder.workshop, builder.at) = (workshop, at);
            let kept = builder.kept();
            review(workbench).into_iter().chain([kept]).collect()
        }
        BuildMessage::Try => {
            let lesson = lesson.ok_or("make a lesson first")?;
            super::open(workbench, &lesson.to_json(), None)
        }
        BuildMessage::Save => {
            let (text, name) = whole(&builder.workshop);
            vec![Effect::Download { name: format!("{}.json", crate::update::file_stem(&name)), text: text.to_json_pretty() }]
        }
        BuildMessage::Share => {
            let text = whole(&builder.workshop).0.to_json();
            workbench.shelf.link_to_lessons = true;
            vec![Effect::Share(text)]
        }
        BuildMessage::Load(text) => {
            let read = Workshop::read(&text)?;
            change(workbench, |workshop, at| (*workshop, *at) = (read, 0))
        }
    })
}

/// A workshop as it is taken along, and its name.
fn whole(workshop: &Workshop) -> (Value, String) {
    (workshop.write(), workshop.name())
}

/// Changes the workshop, so that it can be undone, is kept, and is reviewed anew.
fn change(workbench: &mut Workbench, change: impl FnOnce(&mut Workshop, &mut usize)) -> Vec<Effect> {
    let builder = &mut workbench.learn.builder;
    let before = (builder.workshop.clone(), builder.at);
    change(&mut builder.workshop, &mut builder.at);
    if before.0 == builder.workshop {
        return Vec::new();
    }
    builder.past.push(before);
    if builder.past.len() > MOST_PAST {
        builder.past.remove(0);
    }
    let kept = builder.kept();
    review(workbench).into_iter().chain([kept]).collect()
}

fn change_lesson(workbench: &mut Workbench, lesson: Option<Value>, new: impl FnOnce(&Value) -> Value) -> Vec<Effect> {
    let Some(lesson) = lesson else { return Vec::new() };
    change(workbench, |workshop, at| workshop.lessons[*at] = new(&lesson))
}

/// The chosen states as a group of the lesson, if they are states of its workflow.
fn group(workbench: &mut Workbench, lesson: Option<Value>, at: Option<usize>) -> Result<Vec<Effect>, String> {
    let definition = &workbench.front.document.definition;
    let chosen = workbench.front.chosen_ids().into_iter().map(|id| definition.state(id));
    let states: Vec<Value> = chosen.map(|state| Value::from(&*state.name.value)).collect();
    if states.is_empty() {
        return Err("choose the states of the group on the diagram first; Shift adds to those that are chosen".to_owned());
    }
    let states = Value::array(states);
    Ok(change_lesson(workbench, lesson, |lesson| match at {
        Some(at) => put(lesson, &format!("/groups/{at}/states"), Some(&states)),
        None => {
            let group = Value::object([("label", Value::from("[What are they for?]")), ("states", states.clone())]);
            put(lesson, "/groups/-", Some(&group))
        }
    }))
}

/// Asks what is missing in the lesson that is looked at.
fn review(workbench: &mut Workbench) -> Option<Effect> {
    let text = workbench.learn.builder.lesson()?.to_json();
    let ticket = workbench.tickets.next(*workbench.front.id);
    let builder = &mut workbench.learn.builder;
    (builder.findings, builder.review) = (None, Some(ticket));
    Some(Effect::Engine(Request::ReviewLesson { ticket, text }))
}

/// Asks for a draft: of the workflow in front, or of the lesson's own for what it does not ask yet.
fn draft(workbench: &mut Workbench, purpose: Draft) -> Vec<Effect> {
    let ticket = workbench.tickets.next(*workbench.front.id);
    let front = &workbench.front;
    let written = |name: &str| {
        let value = workbench.learn.builder.value(name)?;
        Some(value.as_str().map_or_else(|| value.to_json(), str::to_owned))
    };
    let (title, definition, scenarios) = match purpose {
        Draft::Lesson => (front.name.to_string(), front.json_to_run(), front.scenarios.text().to_string()),
        Draft::More => {
            let scenarios = workbench.learn.builder.value("/scenarios").cloned().unwrap_or_default();
            let scenarios = Value::object([("scenarios", scenarios)]).to_json();
            (workbench.learn.builder.text("/title"), written("/workflow").unwrap_or_default(), scenarios)
        }
    };
    let builder = &mut workbench.learn.builder;
    (builder.draft, builder.refused) = (Some((ticket, purpose)), None);
    vec![Effect::Engine(Request::DraftLesson { ticket, title, definition, scenarios })]
}

/// Takes in what the engine says.
pub(super) fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    let builder = &mut workbench.learn.builder;
    match reply {
        Reply::ReviewedLesson { ticket, findings } if builder.review == Some(ticket) => {
            (builder.findings, builder.review) = (Some(findings), None);
            Vec::new()
        }
        Reply::DraftedLesson { ticket, lesson } => {
            let Some((_, purpose)) = builder.draft.take_if(|(awaited, _)| *awaited == ticket) else { return Vec::new() };
            match lesson.and_then(|text| value::parse(&text).map_err(|error| error.to_string())) {
                Ok(lesson) => drafted(workbench, purpose, &lesson),
                Err(why) => {
                    builder.refused = Some(format!("This workflow cannot become a lesson yet: {why}"));
                    Vec::new()
                }
            }
        }
        _ => Vec::new(),
    }
}

fn drafted(workbench: &mut Workbench, purpose: Draft, drafted: &Value) -> Vec<Effect> {
    match purpose {
        Draft::Lesson => change(workbench, |workshop, at| {
            workshop.lessons.push(drafted.clone());
            *at = workshop.lessons.len() - 1;
        }),
        Draft::More => {
            let lesson = workbench.learn.builder.lesson().cloned();
            change_lesson(workbench, lesson, |lesson| with_more(lesson, drafted))
        }
    }
}

/// The lesson with the draft's questions and checks that it has none like.
fn with_more(lesson: &Value, drafted: &Value) -> Value {
    let items = |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    let asked: Vec<Value> = ["/predict", "/investigate"].iter().flat_map(|list| items(lesson, list).to_vec()).collect();
    let mut lesson = lesson.clone();
    let same = |one: &Value, other: &Value, names: [&str; 2]| names.iter().all(|name| text(one, name) == text(other, name));
    for question in items(drafted, "/predict").iter() {
        if !asked.iter().any(|asked| same(asked, question, ["scenario", "tells"])) {
            lesson = put(&lesson, "/predict/-", Some(question));
        }
    }
    let task = if lesson.get("make").is_some() { "make" } else { "modify" };
    if lesson.get(task).is_none() {
        return put(&lesson, "/modify", drafted.get("modify"));
    }
    let checks = items(&lesson, &format!("/{task}/checks"));
    for check in items(drafted, "/modify/checks").iter() {
        if !checks.iter().any(|there| same(there, check, ["like", "like"])) {
            lesson = put(&lesson, &format!("/{task}/checks/-"), Some(check));
        }
    }
    lesson
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).map(Value::to_json).unwrap_or_default()
}
