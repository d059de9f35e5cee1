//! How far a learner has come: kept in the browser, and taken along as a file.

use std::collections::{BTreeMap, BTreeSet};

use value::Value;

/// What was passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lessons that were gone through to the end.
    done: BTreeSet<String>,
    /// Lessons that were begun.
    begun: BTreeSet<String>,
    /// The page that was looked at last, of lessons that are not at their end.
    pages: BTreeMap<String, usize>,
    /// The pages that ask something and were left without a right answer.
    skipped: BTreeMap<String, BTreeSet<usize>>,
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
        let pages = file.get("pages").and_then(Value::as_object);
        let page = |(lesson, page): (&std::sync::Arc<str>, &Value)| Some((lesson.to_string(), page.as_f64()? as usize));
        let pages = pages.into_iter().flat_map(|pages| pages.iter()).filter_map(page).collect();
        let skipped = file.get("skipped").and_then(Value::as_object);
        let left = |(lesson, pages): (&std::sync::Arc<str>, &Value)| {
            let pages = pages.as_array()?.iter().filter_map(|page| Some(page.as_f64()? as usize));
            Some((lesson.to_string(), pages.collect()))
        };
        let skipped = skipped.into_iter().flat_map(|skipped| skipped.iter()).filter_map(left).collect();
        Self { done: names("done"), begun: names("begun"), pages, skipped }
    }

    /// Adds what a file holds; whether it holds any progress.
    pub(crate) fn add(&mut self, text: &str) -> bool {
        let is_progress = value::parse(text).is_ok_and(|file| file.get("stepwrightProgress").is_some());
        let Self { done, begun, pages, skipped } = Self::read(text);
        self.done.extend(done);
        self.begun.extend(begun);
        self.pages.extend(pages);
        self.skipped.extend(skipped);
        is_progress
    }

    /// As text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        let names = |names: &BTreeSet<String>| Value::array(names.iter().map(String::as_str));
        let pages = Value::object(self.pages.iter().map(|(lesson, page)| (lesson.as_str(), Value::from(*page as i64))));
        let left = |pages: &BTreeSet<usize>| Value::array(pages.iter().map(|page| Value::from(*page as i64)));
        let skipped = Value::object(self.skipped.iter().map(|(lesson, pages)| (lesson.as_str(), left(pages))));
        let (done, begun) = (names(&self.done), names(&self.begun));
        let members = [("done", done), ("begun", begun), ("pages", pages), ("skipped", skipped)];
        Value::object([("stepwrightProgress", Value::from(1))].into_iter().chain(members)).to_json()
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

    /// The page of a lesson to go on at.
    #[must_use]
    pub fn page(&self, lesson: &str) -> usize {
        self.pages.get(lesson).copied().unwrap_or_default()
    }

    /// The pages of a lesson that ask something and were left without a right answer.
    pub fn skipped(&self, lesson: &str) -> impl Iterator<Item = usize> {
        self.skipped.get(lesson).into_iter().flatten().copied()
    }

    /// Takes note that a page was left without a right answer; whether this is news. Who goes through a lesson again has
    /// answered it before.
    pub(crate) fn skip(&mut self, lesson: &str, page: usize) -> bool {
        !self.is_done(lesson) && self.skipped.entry(lesson.to_owned()).or_default().insert(page)
    }

    /// Takes note that a page has its right answer; whether this is news.
    pub(crate) fn pass(&mut self, lesson: &str, page: usize) -> bool {
        let Some(pages) = self.skipped.get_mut(lesson) else { return false };
        let is_news = pages.remove(&page);
        if pages.is_empty() {
            self.skipped.remove(lesson);
        }
        is_news
    }

    /// Takes note of where a lesson stands; whether this is news.
    pub(crate) fn stand(&mut self, lesson: &str, page: usize) -> bool {
        match page {
            0 => self.pages.remove(lesson).is_some(),
            page => self.pages.insert(lesson.to_owned(), page) != Some(page),
        }
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
        assert!(progress.stand("b", 3) && !progress.stand("b", 3) && !progress.stand("c", 0));
        assert!(progress.skip("b", 1) && !progress.skip("b", 1) && progress.skip("b", 2) && !progress.skip("a", 1));
        assert!(progress.pass("b", 1) && !progress.pass("b", 1) && progress.skipped("b").eq([2]));
        assert_eq!(Progress::read(&progress.write()), progress);
        assert_eq!((progress.page("b"), progress.page("a")), (3, 0));
        let mut other = Progress::default();
        assert!(other.finish("c") && other.add(&progress.write()) && other.is_done("a") && other.is_done("c"));
        assert!(!other.add("{}") && !other.add("x"));
        for broken in ["", "[]", "{\"done\": 3}", "{\"done\": [1, null]}"] {
            assert_eq!(Progress::read(broken), Progress::default(), "{broken}");
        }
    }
}
