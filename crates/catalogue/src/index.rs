//! The index of all services and their operations (`data/index.txt`).
//!
//! After lines with `#`, two lines for each service: `NAME|PREFIX|TITLE|WORDS`, where the words are other names that people
//! know it by, and its actions with blanks between them, a `-` before those that Step Functions cannot call.

use std::sync::Arc;

use asl::language::integrations;

use crate::integrations::optimized;

/// All services.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    entries: Vec<Entry>,
    date: Arc<str>,
}

/// A service, or the optimised integrations of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The service as a resource names it: `dynamodb`, `sfn`; of an optimised integration `states`.
    pub name: Arc<str>,
    /// What the names of its errors begin with: `DynamoDb`.
    pub prefix: Arc<str>,
    /// Its name in prose.
    pub title: Arc<str>,
    /// Whether these are optimised integrations.
    pub optimized: bool,
    /// Everything that finds it, in lower case, with blanks between the words.
    pub(crate) words: String,
    /// Its actions as they are written in the index.
    pub(crate) actions: Arc<str>,
}

impl Index {
    /// Reads the index's text; the optimised integrations come first, from the table of the language.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let date = text.lines().find_map(|line| line.strip_prefix("# date: ")).unwrap_or_default().into();
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut services = Vec::new();
        while let (Some(head), Some(actions)) = (lines.next(), lines.next()) {
            let mut parts = head.split('|');
            let mut part = || parts.next().unwrap_or_default();
            let (name, prefix, title, words) = (part(), part(), part(), part());
            let words = format!("{name} {} {words}", title.to_lowercase());
            services.push(Entry {
                name: name.into(),
                prefix: prefix.into(),
                title: title.into(),
                optimized: false,
                words,
                actions: actions.into(),
            });
        }
        let mut entries = optimized_entries(&services);
        entries.extend(services);
        Self { entries, date }
    }

    /// The day of the data, `YYYY-MM-DD`.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.date
    }

    /// All of them: the optimised integrations, then all services, each by name.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The service of this name.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| !entry.optimized && *entry.name == *name)
    }
}

impl Entry {
    /// Its actions, and whether Step Functions can call each.
    pub fn actions(&self) -> impl Iterator<Item = (&str, bool)> {
        self.actions.split_ascii_whitespace().map(|action| match action.strip_prefix('-') {
            Some(action) => (action, false),
            None => (action, true),
        })
    }

    /// Whether it has this action.
    #[must_use]
    pub fn has(&self, action: &str) -> bool {
        self.actions().any(|(known, _)| known == action)
    }
}

/// The optimised integrations, one entry a service.
fn optimized_entries(services: &[Entry]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for integration in integrations() {
        let Some(known) = optimized(integration.service) else { continue };
        if let Some(entry) = entries.last_mut().filter(|entry| *entry.name == *integration.service) {
            entry.actions = format!("{} {}", entry.actions, integration.action).into();
            continue;
        }
        let api = services.iter().find(|service| *service.name == *known.api);
        let title = known.title.or(api.map(|api| &*api.title)).unwrap_or(integration.service);
        let words = format!("{} {}", integration.service, api.map_or_else(|| title.to_lowercase(), |api| api.words.clone()));
        entries.push(Entry {
            name: integration.service.into(),
            prefix: known.prefix.into(),
            title: title.into(),
            optimized: true,
            words,
            actions: integration.action.into(),
        });
    }
    entries
}
