//! A value of a lesson's text with its place, so that whatever is wrong with it can be told.

use value::{Object, Value};

use crate::LessonError;

/// Texts of lessons are short; a longer one is a mistake or an attack.
const LONGEST_TEXT: usize = 4_000;
/// So many questions, checks or scenarios are enough for anything that is learnt in ten minutes.
const LONGEST_LIST: usize = 60;

/// A value and where it is.
#[derive(Clone)]
pub(crate) struct Place<'a> {
    pub path: String,
    pub value: &'a Value,
}

pub(crate) type Read<T> = Result<T, LessonError>;

impl<'a> Place<'a> {
    pub fn wrong<T>(&self, message: impl Into<String>) -> Read<T> {
        Err(LessonError { place: self.path.clone(), message: message.into() })
    }

    /// The value as an object that has no other members than these.
    pub fn object(&self, what: &str, known: &[&str]) -> Read<&'a Object> {
        let members = self.any_object(what)?;
        match members.keys().find(|key| !known.contains(&&***key)) {
            Some(unknown) => self.wrong(format!("`{unknown}` is not known here; {what} has {}", known.join(", "))),
            None => Ok(members),
        }
    }

    /// The value as an object.
    pub fn any_object(&self, what: &str) -> Read<&'a Object> {
        match self.value {
            Value::Object(members) => Ok(members),
            other => self.wrong(format!("{what} is an object, not {}", other.type_phrase())),
        }
    }

    pub fn member(&self, name: &str) -> Option<Place<'a>> {
        let path = if self.path == LESSON { name.to_owned() } else { format!("{}.{name}", self.path) };
        self.value.get(name).map(|value| Place { path, value })
    }

    pub fn needed(&self, name: &str, what: &str) -> Read<Place<'a>> {
        match self.member(name) {
            Some(place) => Ok(place),
            None => self.wrong(format!("`{name}` is missing: {what}")),
        }
    }

    pub fn text(&self) -> Read<String> {
        match self.value {
            Value::String(text) if text.len() > LONGEST_TEXT => {
                self.wrong(format!("this text has {} bytes; a lesson's text has at most {LONGEST_TEXT}", text.len()))
            }
            Value::String(text) => Ok(text.to_string()),
            other => self.wrong(format!("a text is needed, not {}", other.type_phrase())),
        }
    }

    /// The text of a member; empty where there is none.
    pub fn text_of(&self, name: &str) -> Read<String> {
        self.member(name).map_or(Ok(String::new()), |place| place.text())
    }

    pub fn needed_text(&self, name: &str, what: &str) -> Read<String> {
        let place = self.needed(name, what)?;
        let text = place.text()?;
        if text.trim().is_empty() { place.wrong(format!("this text is empty: {what}")) } else { Ok(text) }
    }

    pub fn flag(&self, name: &str) -> Read<bool> {
        match self.member(name) {
            None => Ok(false),
            Some(Place { value: Value::Bool(flag), .. }) => Ok(*flag),
            Some(place) => place.wrong("true or false is needed"),
        }
    }

    /// The elements of a member that is a list; none where there is no such member.
    pub fn list(&self, name: &str) -> Read<Vec<Place<'a>>> {
        let Some(place) = self.member(name) else { return Ok(Vec::new()) };
        let Value::Array(items) = place.value else {
            return place.wrong(format!("a list is needed, not {}", place.value.type_phrase()));
        };
        if items.len() > LONGEST_LIST {
            return place.wrong(format!("this list has {} entries; a lesson's list has at most {LONGEST_LIST}", items.len()));
        }
        let item = |(index, value)| Place { path: format!("{}[{index}]", place.path), value };
        Ok(items.iter().enumerate().map(item).collect())
    }

    pub fn texts(&self, name: &str) -> Read<Vec<String>> {
        self.list(name)?.iter().map(Place::text).collect()
    }
}

/// What the whole is called in messages.
pub(crate) const LESSON: &str = "the lesson";
