//! The inspector's forms as data: which fields a state has, what they hold, and what a changed field means as an edit.
//!
//! Components only draw this; all knowledge of fields is here.

mod errors;
mod field;
mod flow;
mod forms;
pub(crate) mod reader;
mod retry_words;
mod transition;

use asl::definition::{QueryLanguage, StateId};
use asl::document::{Document, StateKey};

pub use field::{Control, Encoding, Field, Group, ListButton, Section};
pub use transition::{TransitionForm, transition};

use crate::palette::Kind;
use reader::Reader;

/// The form of one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The state.
    pub key: StateKey,
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// The language of its expressions.
    pub query_language: QueryLanguage,
    /// One quiet line on what it does.
    pub subtitle: String,
    /// Its comment.
    pub comment: Field,
    /// Its fields, grouped.
    pub sections: Vec<Section>,
    /// Its whole text.
    pub json: String,
}

impl Form {
    /// The field with this pointer, wherever in the form it is.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&Field> {
        let groups = self.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.fields);
        let fields = self.sections.iter().flat_map(|section| &section.fields).chain(groups);
        std::iter::once(&self.comment).chain(fields).find(|field| field.pointer == pointer)
    }
}

/// The form of a state of the document's picture.
#[must_use]
pub fn form(document: &Document, key: StateKey) -> Option<Form> {
    let picture = &document.picture;
    let id: StateId = picture.state(key)?;
    let state = picture.definition.state(id);
    let reader = Reader::new(picture, state);
    Some(Form {
        key,
        name: state.name.value.to_string(),
        kind: Kind::of(state),
        query_language: state.query_language,
        subtitle: asl::graph::subtitle(&picture.definition, state),
        comment: reader.text("/Comment", "Comment", "A note for people; the service ignores it").lines(2),
        sections: forms::sections(&reader),
        json: reader::json_text(&picture.tree, state.node),
    })
}
