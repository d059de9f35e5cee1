//! The curriculum: chapters of lessons, in the order of the folders in `lessons/`.

/// A chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its name in addresses, such as `data`; the folder's without its number.
    pub id: &'static str,
    /// What a reader sees.
    pub title: &'static str,
    /// What one can do after it, in a sentence.
    pub summary: &'static str,
    /// The texts of its lessons, in order, for [`crate::read`].
    pub lessons: &'static [&'static str],
}

/// The texts of the lessons in a chapter's folder.
macro_rules! lessons {
    ($folder:literal: $($file:literal),* $(,)?) => {
        &[$(include_str!(concat!("../lessons/", $folder, "/", $file, ".json"))),*]
    };
}

/// All chapters. Whoever calls this carries all their texts.
#[must_use]
pub fn chapters() -> &'static [Chapter] {
    &CHAPTERS
}

static CHAPTERS: [Chapter; 6] = [
    Chapter {
        id: "first-steps",
        title: "First steps",
        summary: "States follow each other, and one document goes through them.",
        lessons: lessons!("1-first-steps": "01-what-happens-next", "02-one-document", "03-pass", "04-how-it-ends"),
    },
    Chapter {
        id: "data",
        title: "Data",
        summary: "Know what each state sees, keeps and hands on.",
        lessons: lessons!("2-data": "01-result-path", "02-five-gates", "03-dynamic-names", "04-jsonata", "05-variables", "06-payload-limit"),
    },
    Chapter {
        id: "decisions",
        title: "Decisions and loops",
        summary: "Choose a way, come back, and stop in time.",
        lessons: lessons!("3-decisions": "01-first-rule", "02-missing-values", "03-polling", "04-history-limit"),
    },
    Chapter {
        id: "failure",
        title: "Failure",
        summary: "Expect what can go wrong, and decide what then.",
        lessons: lessons!("4-failure": "01-retry", "02-error-names", "03-catch", "04-timeouts", "05-saga", "06-idempotency"),
    },
    Chapter {
        id: "many-things",
        title: "Many things at once",
        summary: "Side by side, for each, and waiting for others.",
        lessons: lessons!("5-many-things": "01-parallel", "02-map", "03-one-bad-item", "04-distributed-map", "05-callbacks", "06-nested"),
    },
    Chapter {
        id: "production",
        title: "To production",
        summary: "Choose, count, protect, watch and prove it.",
        lessons: lessons!("6-production": "01-standard-or-express", "02-cost", "03-least-privilege", "04-what-to-watch", "05-prove-it", "06-repair-ways", "07-repair-text", "08-repair-runs"),
    },
];
