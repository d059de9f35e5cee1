//! What the tests of lessons share.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::collections::BTreeSet;
use std::path::Path;

use lessons::{Lesson, Phase};
use value::{Object, Value};

/// Collects what is wrong, so that one run tells all of it.
#[derive(Default)]
pub struct Complaints(Vec<String>);

impl Complaints {
    pub fn check(&mut self, holds: bool, complaint: impl FnOnce() -> String) {
        if !holds {
            self.0.push(complaint());
        }
    }

    pub fn none(self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

/// All lessons of the folder, with `CHAPTER/NN-id`, in order.
pub fn lessons() -> Vec<(String, Lesson)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let mut files = Vec::new();
    for chapter in folder.read_dir().expect("the folder of lessons") {
        let chapter = chapter.expect("a chapter").path();
        files.extend(chapter.read_dir().expect("a chapter's folder").map(|file| file.expect("a lesson").path()));
    }
    files.retain(|file| !file.ends_with("chapter.json"));
    files.sort();
    files.iter().map(|file| (name(&folder, file), read(file))).collect()
}

fn name(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).expect("below").with_extension("").to_string_lossy().into_owned()
}

fn read(file: &Path) -> Lesson {
    let text = std::fs::read_to_string(file).expect("a lesson");
    lessons::read(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The fields and state types of a definition.
pub fn words_of(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    each_state(&value::parse(text).unwrap_or_default(), &mut |_, state| {
        words.extend(state.get("Type").and_then(Value::as_str).map(str::to_owned));
        words.extend(state.keys().map(|key| key.trim_end_matches(".$").to_owned()));
    });
    words
}

fn each_state(scope: &Value, see: &mut dyn FnMut(&str, &Object)) {
    for (name, state) in scope.get("States").and_then(Value::as_object).into_iter().flat_map(|states| states.iter()) {
        see(name, state.as_object().expect("a state is an object"));
        let branches = state.get("Branches").and_then(Value::as_array);
        branches.into_iter().flat_map(|branches| branches.iter()).for_each(|branch| each_state(branch, see));
        state.get("ItemProcessor").into_iter().for_each(|scope| each_state(scope, see));
    }
}

/// The same definition with its states in the opposite order, and a comment.
pub fn written_otherwise(text: &str) -> String {
    let definition = value::parse(text).expect("a solution is JSON");
    let mut members = (**definition.as_object().expect("an object")).clone();
    let states = definition.get("States").and_then(Value::as_object).expect("states");
    let reversed: Object = states.iter().rev().map(|(name, state)| (name.clone(), state.clone())).collect();
    members.insert("States", reversed);
    members.insert("Comment", "written by somebody else");
    Value::from(members).to_json()
}

/// Every text that a learner reads, with what it is and how many characters it may have.
pub fn texts(lesson: &Lesson) -> Vec<(&'static str, &str, usize)> {
    let mut texts = vec![
        ("title", lesson.title.as_str(), 40),
        ("idea", &lesson.idea, 160),
        ("run", &lesson.run, 500),
        ("remember", &lesson.remember, 300),
    ];
    if !lesson.trap.is_empty() {
        texts.push(("trap", &lesson.trap, 120));
    }
    texts.extend(lesson.story.iter().map(|text| ("story", text.as_str(), 600)));
    texts.extend(lesson.groups.iter().map(|group| ("label", group.label.as_str(), 40)));
    for question in lesson.predict.iter().chain(&lesson.investigate) {
        texts.extend([("ask", question.ask.as_str(), 320), ("reason", question.reason.as_str(), 500)]);
        texts.extend(question.wrong.iter().map(|wrong| ("because", wrong.because.as_str(), 320)));
        if !question.otherwise.is_empty() {
            texts.push(("otherwise", &question.otherwise, 240));
        }
    }
    for task in [Phase::Modify, Phase::Make].into_iter().filter_map(|phase| lesson.task(phase)) {
        texts.push(("goal", &task.goal, 500));
        texts.extend(task.hints.iter().map(|hint| ("hint", hint.as_str(), 240)));
        texts.extend(task.checks.iter().map(|check| ("says", check.says.as_str(), 200)));
        let attempts = task.wrong.iter().chain(&task.others);
        texts.extend(attempts.map(|attempt| ("attempt", attempt.says.as_str(), 320)));
    }
    texts
}

/// A lesson's text with another value at a place.
pub fn changed(lesson: &str, pointer: &str, new: &str) -> String {
    let parts: Vec<String> = pointer[1..].split('/').map(|part| part.replace("~1", "/")).collect();
    set(&value::parse(lesson).expect("JSON"), &parts, &value::parse(new).expect("JSON")).to_json()
}

/// A lesson's text with other values at each of its places.
pub fn variants(lesson: &str) -> Vec<String> {
    const OTHERS: [&str; 9] = ["null", "true", "-1", "\"x\"", "[]", "{}", "[{}]", "[[1]]", "{\"from\":\"start\"}"];
    let mut pointers = Vec::new();
    collect(&value::parse(lesson).expect("JSON"), "", &mut pointers);
    let others = |pointer: &String| OTHERS.iter().map(|new| changed(lesson, pointer, new)).collect::<Vec<_>>();
    pointers.iter().flat_map(others).collect()
}

fn collect(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.replace('/', "~1"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let pointer = format!("{pointer}/{key}");
        collect(value, &pointer, pointers);
        pointers.push(pointer);
    }
}

fn set(value: &Value, parts: &[String], new: &Value) -> Value {
    let Some((first, rest)) = parts.split_first() else { return new.clone() };
    match value {
        Value::Array(items) => {
            let index: usize = first.parse().expect("an index");
            Value::array(items.iter().enumerate().map(|(at, item)| if at == index { set(item, rest, new) } else { item.clone() }))
        }
        other => {
            let mut members = other.as_object().map_or_else(Object::new, |members| (**members).clone());
            let inner = members.get(first).cloned().unwrap_or_default();
            members.insert(first.as_str(), set(&inner, rest, new));
            Value::from(members)
        }
    }
}

/// The text of a lesson, by `CHAPTER/NN-id`.
pub fn lesson(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    std::fs::read_to_string(folder.join(file).with_extension("json")).expect("a lesson")
}
