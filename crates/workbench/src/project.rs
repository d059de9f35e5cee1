//! What a sheet is opened with.

/// The definition that a new workflow begins with: it gives what it gets.
pub const ONE_PASS: &str = "{\n  \"StartAt\": \"Pass\",\n  \"States\": {\n    \"Pass\": {\n      \"Type\": \"Pass\",\n      \"End\": true\n    }\n  }\n}\n";

/// A workflow with everything that belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The workflow's name.
    pub name: String,
    /// The example it was made from, unchanged or not.
    pub example: Option<String>,
    /// The definition's text.
    pub definition: String,
    /// Its scenarios, as a file's text; empty for none.
    pub scenarios: String,
    /// The scenario that is chosen.
    pub chosen: usize,
    /// What a record holds beside: history and drafts, to be read late.
    pub rest: String,
    /// How the diagram is looked at, as a record holds it.
    pub look: String,
}

impl Project {
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
            ..Self::default()
        }
    }

    /// A workflow of one Pass.
    #[must_use]
    pub fn empty() -> Self {
        Self { name: "New workflow".to_owned(), definition: ONE_PASS.to_owned(), ..Self::default() }
    }
}
