//! What is put into a text: values still to be written, and members as they are written elsewhere.

use super::style::Style;
use crate::tree::quote;

/// A value on its way into a text, to be written in that text's notation and style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// JSON text, its further lines at the margin.
    Json(String),
    /// An object.
    Object(Vec<Entry>),
    /// An array.
    Array(Vec<Content>),
}

/// A member on its way into an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its value.
    pub content: Content,
    /// Name and value as they are written in YAML, if that is where they come from.
    pub written: Option<Written>,
}

/// A member as it is written in YAML, its comments included. Further lines stand as deep as from the margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// It can stand between brackets, too.
    pub in_brackets: bool,
    /// It holds comments, tags, anchors or aliases that the value alone would lose.
    pub has_more: bool,
}

impl Content {
    /// A string.
    pub fn text(text: &str) -> Self {
        Self::Json(quote(text))
    }

    /// As JSON text in this style, further lines at the margin.
    #[must_use]
    pub fn json(&self, style: &Style) -> String {
        match self {
            Self::Json(text) => text.clone(),
            Self::Array(items) => style.array(items.iter().map(|item| item.json(style)).collect()),
            Self::Object(members) => style.object(members.iter().map(|entry| entry.json_text(style)).collect()),
        }
    }
}

impl Entry {
    /// A member with a value still to be written.
    pub fn new(name: impl Into<String>, content: Content) -> Self {
        Self { name: name.into(), content, written: None }
    }

    /// A member with a value that is JSON text.
    pub fn json(name: impl Into<String>, json: impl Into<String>) -> Self {
        Self::new(name, Content::Json(json.into()))
    }

    /// As it stands in JSON, further lines at the margin.
    pub(super) fn json_text(&self, style: &Style) -> String {
        format!("{}{}{}", quote(&self.name), style.colon, self.content.json(style))
    }
}
