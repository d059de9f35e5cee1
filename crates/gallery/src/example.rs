//! One example of the gallery and how much it asks of its reader.

/// A workflow to open, run and learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The name in addresses and on the command line, such as `data-pipeline`; unique.
    pub slug: &'static str,
    /// The name that a reader sees.
    pub title: &'static str,
    /// What the workflow does, in one sentence.
    pub summary: &'static str,
    /// What to look at and to try, in a few sentences.
    pub story: &'static str,
    /// Words to filter by, in lower case: state types, services, patterns.
    pub tags: &'static [&'static str],
    /// How much it asks of its reader.
    pub level: Level,
    /// What it is about.
    pub topic: Topic,
    /// The text of the definition in Amazon States Language (JSON).
    pub definition: &'static str,
    /// The text of the scenario file (JSON): inputs, mocks and expectations.
    pub scenarios: &'static str,
}

/// An example as the gallery lists it, without its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// As in [`Example`].
    pub slug: &'static str,
    /// The name that a reader sees.
    pub title: &'static str,
    /// What the workflow does, in one sentence.
    pub summary: &'static str,
    /// What to look at and to try, in a few sentences.
    pub story: &'static str,
    /// Words to filter by, in lower case.
    pub tags: &'static [&'static str],
    /// How much it asks of its reader.
    pub level: Level,
    /// What it is about.
    pub topic: Topic,
}

impl Listing {
    pub(crate) const fn of(example: &Example) -> Self {
        Self {
            slug: example.slug,
            title: example.title,
            summary: example.summary,
            story: example.story,
            tags: example.tags,
            level: example.level,
            topic: example.topic,
        }
    }
}

/// How much an example asks of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Shows one idea; no knowledge is needed.
    First,
    /// Combines what daily work needs.
    Everyday,
    /// Shows a pattern with several parts that depend on each other.
    Advanced,
}

impl Level {
    /// The heading of the level in the gallery.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::First => "First steps",
            Self::Everyday => "Everyday",
            Self::Advanced => "Advanced",
        }
    }
}

/// What an example is about, first of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Where to begin.
    Start,
    /// Ways of putting states together that come again and again.
    Patterns,
    /// What AWS's services do.
    Services,
    /// What happens when something fails.
    Errors,
    /// What becomes of the data.
    Data,
}

impl Topic {
    /// All of them, in the order of the gallery.
    pub const ALL: [Self; 5] = [Self::Start, Self::Patterns, Self::Services, Self::Errors, Self::Data];

    /// The heading in the gallery.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "Start here",
            Self::Patterns => "Patterns",
            Self::Services => "Services",
            Self::Errors => "Errors",
            Self::Data => "Data",
        }
    }
}
