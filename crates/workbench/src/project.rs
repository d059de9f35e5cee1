//! What is kept in the browser from visit to visit.

use serde::Serialize;

use crate::kept::Kept;

/// The version of the format; a later one is not read.
const VERSION: u32 = 1;

/// The definition that a new workflow begins with: it gives what it gets.
pub const ONE_PASS: &str = "{\n  \"StartAt\": \"Pass\",\n  \"States\": {\n    \"Pass\": {\n      \"Type\": \"Pass\",\n      \"End\": true\n    }\n  }\n}\n";

/// A workflow with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The workflow's name.
    pub name: String,
    /// The example it was made from, unchanged or not.
    pub example: Option<String>,
    /// The definition's text.
    pub definition: String,
    /// Its scenarios, as a file's text.
    pub scenarios: String,
}

#[derive(Serialize)]
struct Stored {
    version: u32,
    name: String,
    example: Option<String>,
    definition: String,
    scenarios: String,
}

impl Project {
    /// Reads what was kept; the error says why it can't be.
    pub fn read(text: &str) -> Result<Self, String> {
        let kept = Kept::read(text)?;
        let version = kept.number("version").ok_or("it has no version")?;
        if version > f64::from(VERSION) {
            return Err(format!("it is of version {version}, this page reads {VERSION}; reload to get the newest page"));
        }
        let text = |name: &str| kept.text(name).ok_or_else(|| format!("it has no {name}"));
        let (name, definition, scenarios) = (text("name")?, text("definition")?, text("scenarios")?);
        Ok(Self { name, example: kept.text("example"), definition, scenarios })
    }

    /// The text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        let stored = Stored {
            version: VERSION,
            name: self.name.clone(),
            example: self.example.clone(),
            definition: self.definition.clone(),
            scenarios: self.scenarios.clone(),
        };
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// What a first visit opens: the gallery's first example.
    #[must_use]
    pub fn first() -> Self {
        Self::example(gallery::first())
    }

    /// An example of the gallery.
    #[must_use]
    pub fn example(example: &gallery::Example) -> Self {
        Self {
            name: example.title.to_owned(),
            example: Some(example.slug.to_owned()),
            definition: example.definition.to_owned(),
            scenarios: example.scenarios.to_owned(),
        }
    }

    /// A workflow of one Pass.
    #[must_use]
    pub fn empty() -> Self {
        Self { name: "New workflow".to_owned(), example: None, definition: ONE_PASS.to_owned(), scenarios: String::new() }
    }
}
