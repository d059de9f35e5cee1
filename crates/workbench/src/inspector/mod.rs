//! The inspector's forms as data: which fields a state has, what they hold, and what a changed field means as an edit.
//!
//! Fields come from the language's table (`asl::language`); `forms` says where in the form each stands. Components only draw this.

mod condition;
mod errors;
mod field;
mod flow;
mod forms;
mod machine;
mod placeholders;
mod problems;
pub(crate) mod reader;
mod retry;
mod section;
mod transition;
mod variables;
mod words;

use asl::definition::{QueryLanguage, StateId, StateKind};
use asl::document::{Document, StateKey};
use asl::language::{Place, StateType};

pub use condition::{Row, RowAction, RowKind, Rows};
pub use field::{Choosable, Control, Encoding, Field, Grammar};
pub use machine::machine;
pub use problems::{FieldProblem, FieldProblems};
pub use retry::{Timeline, Wait};
pub use section::{Act, Block, Group, ListButton, Section, VariableRow, Variables};
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
    /// What is of every state: its comment, its query language.
    pub common: Block,
    /// Its fields, grouped.
    pub sections: Vec<Section>,
    /// Its whole text.
    pub json: String,
}

impl Form {
    /// The field with this pointer, wherever in the form it is.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&Field> {
        self.fields().find(|field| field.pointer == pointer)
    }

    /// The form where the fields of the API lead: the parameters as one text are folded away.
    #[must_use]
    pub fn led_by_api(mut self) -> Self {
        for block in self.sections.iter_mut().map(|section| &mut section.block) {
            let (whole, others) =
                block.fields.drain(..).partition(|field: &Field| matches!(&*field.pointer, "/Parameters" | "/Arguments"));
            block.fields = others;
            block
                .more
                .extend(Vec::into_iter(whole).map(|field: Field| Field { label: format!("{} as JSON", field.label), ..field }));
        }
        self
    }

    /// Every field of the form.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let groups = self.sections.iter().flat_map(|section| &section.groups).map(|group| &group.block);
        let blocks = self.sections.iter().map(|section| &section.block).chain(groups);
        std::iter::once(&self.common).chain(blocks).flat_map(Block::all)
    }
}

/// The form of a state of the document's picture.
#[must_use]
pub fn form(document: &Document, key: StateKey) -> Option<Form> {
    let picture = &document.picture;
    let id: StateId = picture.state(key)?;
    let state = picture.definition.state(id);
    let reader = Reader::new(picture, state);
    let place = Place::State(StateType::of(&state.kind).unwrap_or(StateType::Pass));
    let common = Block {
        fields: reader.all_known(place, "", &["Comment"]),
        more: reader.all_known(place, "", &["QueryLanguage"]),
        ..Block::default()
    };
    Some(Form {
        key,
        name: state.name.value.to_string(),
        kind: Kind::of(state),
        query_language: state.query_language,
        subtitle: asl::graph::subtitle(&picture.definition, state),
        common,
        sections: forms::sections(&reader),
        json: reader::json_text(&picture.tree, state.node),
    })
}

/// A rule of a Choice as an entry of its form, for whoever shows it by itself.
#[must_use]
pub fn rule(document: &Document, state: StateId, index: usize) -> Option<Group> {
    let picture = &document.picture;
    let state = picture.definition.states.get(state.0 as usize)?;
    match &state.kind {
        StateKind::Choice(choice) if index < choice.rules.len() => Some(flow::rule(&Reader::new(picture, state), choice, index)),
        _ => None,
    }
}
