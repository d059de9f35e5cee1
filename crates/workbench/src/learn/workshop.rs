//! Lessons in an order, as a file or link carries them.

use std::sync::Arc;

use value::Value;

use super::library::{Chapter, listed};

/// A workshop has at most so many lessons.
const MOST_LESSONS: usize = 60;

/// Lessons in an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workshop {
    /// What a reader sees; empty for a single lesson.
    pub title: String,
    /// The lessons.
    pub lessons: Vec<Value>,
}

impl Workshop {
    /// Whether a text looks like lessons: one, or a workshop.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        value::parse(text).is_ok_and(|value| is_workshop(&value) || is_lesson(&value))
    }

    /// Reads a workshop, or a lesson as a workshop of one. Whether the lessons themselves can be read, the engine says.
    pub fn read(text: &str) -> Result<Self, String> {
        let value = value::parse(text).map_err(|error| format!("this is no lesson, because it is not JSON: {error}"))?;
        if is_lesson(&value) {
            return Ok(Self { title: String::new(), lessons: vec![value] });
        }
        if !is_workshop(&value) {
            return Err("this is no lesson: a lesson has `version`, `id` and `workflow`, a workshop has `lessons`".to_owned());
        }
        let lessons = value.get("lessons").and_then(Value::as_array).cloned().unwrap_or_default();
        if lessons.is_empty() || !lessons.iter().all(is_lesson) {
            return Err("this workshop has no lessons, or holds something else, too".to_owned());
        }
        if lessons.len() > MOST_LESSONS {
            return Err(format!("this workshop has {} lessons; {MOST_LESSONS} are the most", lessons.len()));
        }
        let title = value.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self { title, lessons: Arc::unwrap_or_clone(lessons) })
    }

    /// As a file and a link hold it.
    #[must_use]
    pub fn write(&self) -> Value {
        Value::object([
            ("stepwrightWorkshop", Value::from(1)),
            ("title", Value::from(self.title.as_str())),
            ("lessons", Value::from(self.lessons.clone())),
        ])
    }

    /// What a reader sees: its title, or that of its only lesson.
    #[must_use]
    pub fn name(&self) -> String {
        let first = self.lessons.first().and_then(|lesson| lesson.get("title")).and_then(Value::as_str);
        match (self.title.trim(), first) {
            ("", Some(first)) => first.to_owned(),
            ("", None) => "Workshop".to_owned(),
            (title, _) => title.to_owned(),
        }
    }

    /// As a chapter of the map.
    pub(super) fn chapter(&self) -> Chapter {
        let count = match self.lessons.len() {
            1 => "A lesson that was opened here.".to_owned(),
            count => format!("{count} lessons that were opened here."),
        };
        Chapter { title: self.name(), summary: count, lessons: self.lessons.iter().map(listed).collect() }
    }
}

fn is_lesson(value: &Value) -> bool {
    value.get("id").and_then(Value::as_str).is_some() && value.get("workflow").is_some() && value.get("version").is_some()
}

fn is_workshop(value: &Value) -> bool {
    value.get("lessons").and_then(Value::as_array).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workshop_comes_back_and_a_lesson_is_one_of_one() {
        let lesson = r#"{"version":1,"id":"a","title":"A","workflow":{}}"#;
        let alone = Workshop::read(lesson).expect("a lesson");
        assert_eq!((alone.name(), alone.lessons.len()), ("A".to_owned(), 1));
        let two = Workshop { title: "Day one".to_owned(), lessons: vec![alone.lessons[0].clone(); 2] };
        assert_eq!(Workshop::read(&two.write().to_json()), Ok(two));
        assert!(Workshop::is_one(lesson));
        for (text, why) in [
            ("{", "not JSON"),
            ("[]", "no lesson"),
            (r#"{"StartAt":"A","States":{}}"#, "no lesson"),
            (r#"{"lessons":[]}"#, "no lessons"),
            (r#"{"lessons":[{"id":1}]}"#, "no lessons"),
        ] {
            assert!(Workshop::read(text).is_err_and(|told| told.contains(why)), "{text}");
        }
        let many = Workshop { title: String::new(), lessons: vec![alone.lessons[0].clone(); 61] };
        assert!(Workshop::read(&many.write().to_json()).is_err_and(|why| why.contains("61")));
    }
}
