//! How far a learner has come: kept in the browser, and taken along as a file.

use std::collections::BTreeSet;

use value::Value;

/// What was passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lessons that were gone through to the end.
    done: BTreeSet<String>,
    /// Lessons that were begun.
    begun: BTreeSet<String>,
}

impl Progress {
    /// What was kept; what cannot be read counts as nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let file = value::parse(text).unwrap_or_default();
        let names = |name: &str| {
            let list = file.get(name).and_then(Value::as_array);
            list.into_iter().flat_map(|list| list.iter()).filter_map(|name| Some(name.as_str()?.to_owned())).collect()
        };
        Self { done: names("done"), begun: names("begun") }
    }

    /// Adds what a file holds; whether it holds any progress.
    pub(crate) fn add(&mut self, text: &str) -> bool {
        let is_progress = value::parse(text).is_ok_and(|file| file.get("stepwrightProgress").is_some());
        let Self { done, begun } = Self::read(text);
        self.done.extend(done);
        self.begun.extend(begun);
        is_progress
    }

    /// As text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        let names = |names: &BTreeSet<String>| Value::array(names.iter().map(String::as_str));
        Value::object([("stepwrightProgress", Value::from(1)), ("done", names(&self.done)), ("begun", names(&self.begun))])
            .to_json()
    }

    /// Whether a lesson was gone through to the end.
    #[must_use]
    pub fn is_done(&self, lesson: &str) -> bool {
        self.done.contains(lesson)
    }

    /// Whether a lesson was begun.
    #[must_use]
    pub fn is_begun(&self, lesson: &str) -> bool {
        self.begun.contains(lesson)
    }

    /// How many lessons were gone through.
    #[must_use]
    pub fn count(&self) -> usize {
        self.done.len()
    }

    /// Whether this is news.
    pub(crate) fn begin(&mut self, lesson: &str) -> bool {
        self.begun.insert(lesson.to_owned())
    }

    /// Whether this is news.
    pub(crate) fn finish(&mut self, lesson: &str) -> bool {
        self.done.insert(lesson.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_comes_back_as_it_was_kept() {
        let mut progress = Progress::default();
        assert!(progress.begin("a") && progress.finish("a") && !progress.finish("a") && progress.begin("b"));
        assert_eq!(Progress::read(&progress.write()), progress);
        let mut other = Progress::default();
        assert!(other.finish("c") && other.add(&progress.write()) && other.is_done("a") && other.is_done("c"));
        assert!(!other.add("{}") && !other.add("x"));
        for broken in ["", "[]", "{\"done\": 3}", "{\"done\": [1, null]}"] {
            assert_eq!(Progress::read(broken), Progress::default(), "{broken}");
        }
    }
}
