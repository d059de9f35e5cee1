//! The lessons that there are, by chapters.

use std::sync::Arc;

use value::Value;

use crate::effect::Effect;

/// The lessons that there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Library {
    /// Nobody has asked for them yet.
    #[default]
    Unasked,
    /// They are on their way.
    Awaited,
    /// They could not be loaded; what to do.
    Failed(String),
    /// They are here.
    Here(Arc<Vec<Chapter>>),
}

/// A chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// What a reader sees.
    pub title: String,
    /// What one can do after it.
    pub summary: String,
    /// Its lessons, in order.
    pub lessons: Vec<Listed>,
}

/// A lesson in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its name in a learner's progress.
    pub id: String,
    /// What a reader sees.
    pub title: String,
    /// Its one idea.
    pub idea: String,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Its JSON.
    pub text: Arc<str>,
}

impl Library {
    /// The wish to have them, where nobody has asked yet.
    pub(crate) fn ask(&mut self, shown: bool) -> Option<Effect> {
        if !shown || !matches!(self, Self::Unasked | Self::Failed(_)) {
            return None;
        }
        *self = Self::Awaited;
        Some(Effect::FetchLessons)
    }

    /// What has come.
    pub(crate) fn of(text: Option<&str>) -> Self {
        let failed = || Self::Failed("The lessons could not be loaded. Check the connection and try again.".to_owned());
        let Some(file) = text.and_then(|text| value::parse(text).ok()) else { return failed() };
        let Some(chapters) = file.get("chapters").and_then(Value::as_array) else { return failed() };
        Self::Here(Arc::new(chapters.iter().map(chapter).collect()))
    }

    /// The chapters, once they are here.
    #[must_use]
    pub fn chapters(&self) -> &[Chapter] {
        match self {
            Self::Here(chapters) => chapters,
            _ => &[],
        }
    }

    /// A lesson by its place.
    #[must_use]
    pub fn lesson(&self, chapter: usize, lesson: usize) -> Option<&Listed> {
        self.chapters().get(chapter)?.lessons.get(lesson)
    }

    /// The place of the lesson after this one.
    #[must_use]
    pub fn after(&self, (chapter, lesson): (usize, usize)) -> Option<(usize, usize)> {
        let next = [(chapter, lesson + 1), (chapter + 1, 0)];
        next.into_iter().find(|(chapter, lesson)| self.lesson(*chapter, *lesson).is_some())
    }
}

fn chapter(chapter: &Value) -> Chapter {
    let about = |name: &str| text_at(chapter.get("about"), name);
    let lessons = chapter.get("lessons").and_then(Value::as_array).map(|lessons| lessons.iter().map(listed).collect());
    Chapter { title: about("title"), summary: about("summary"), lessons: lessons.unwrap_or_default() }
}

pub(super) fn listed(lesson: &Value) -> Listed {
    let text = |name: &str| text_at(Some(lesson), name);
    Listed {
        id: text("id"),
        title: text("title"),
        idea: text("idea"),
        minutes: lesson.get("minutes").and_then(Value::as_i64).unwrap_or_default(),
        text: lesson.to_json().into(),
    }
}

fn text_at(object: Option<&Value>, name: &str) -> String {
    object.and_then(|object| object.get(name)).and_then(Value::as_str).unwrap_or_default().to_owned()
}
