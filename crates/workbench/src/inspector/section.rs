//! The parts of a form: sections, entries of lists, and what both hold.

use asl::document::StateKey;

use super::condition::Rows;
use super::field::Field;
use super::retry::Timeline;
use crate::message::Edit;

/// A titled part of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// A sentence under the title; may be empty.
    pub note: String,
    /// Its fields.
    pub block: Block,
    /// Its list entries, such as rules or retriers.
    pub groups: Vec<Group>,
    /// What may be added to its list.
    pub add: Option<ListButton>,
    /// Whether it is folded until somebody opens it, with how many of its fields are set.
    pub folded: Option<usize>,
}

/// Fields that stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The condition of a rule, row by row.
    pub rows: Option<Rows>,
    /// The fields that are always seen.
    pub fields: Vec<Field>,
    /// Those that are folded until somebody asks for them.
    pub more: Vec<Field>,
    /// The variables that are set.
    pub variables: Option<Variables>,
    /// The waits of a retrier.
    pub timeline: Option<Timeline>,
}

/// An entry of a list: a rule, a retrier, a catcher, a branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it says of itself, in words.
    pub title: String,
    /// The list's pointer from the state's object, such as `/Retry`.
    pub list: &'static str,
    /// Which entry.
    pub index: usize,
    /// How many entries the list has.
    pub count: usize,
    /// Its fields.
    pub block: Block,
}

/// A button that adds an entry to a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListButton {
    /// What it says.
    pub label: &'static str,
    /// What it does.
    pub act: Act,
}

/// The variables that an `Assign` sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Variables {
    /// The pointer of the `Assign`.
    pub pointer: String,
    /// One row a variable.
    pub rows: Vec<VariableRow>,
    /// What adds another one.
    pub add: Act,
    /// The whole as JSON, where it is no plain object.
    pub whole: Option<Field>,
}

/// A variable that is set.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableRow {
    /// Its name without `$`, to be changed.
    pub name: Field,
    /// What it is set to.
    pub value: Field,
    /// The states that read it, with how many more there are.
    pub used_in: Vec<(StateKey, String)>,
    /// What takes it out.
    pub remove: Act,
}

/// Something that a button of a form does to its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Sets fields, or removes those without JSON, as one step.
    Set(Vec<(String, Option<String>)>),
    /// Adds an entry to a list.
    Add {
        /// The list's pointer.
        list: String,
        /// The entry's JSON.
        json: String,
    },
    /// Takes an entry out of a list.
    Remove {
        /// The list's pointer.
        list: String,
        /// Which entry.
        index: usize,
    },
    /// Moves an entry of a list.
    Move {
        /// The list's pointer.
        list: String,
        /// Which entry.
        from: usize,
        /// To where.
        to: usize,
    },
}

impl Act {
    /// The edit that it stands for.
    #[must_use]
    pub fn edit(self, state: StateKey) -> Edit {
        match self {
            Self::Set(changes) => Edit::Fields { state, changes },
            Self::Add { list, json } => Edit::ListAdd { state, pointer: list, json },
            Self::Remove { list, index } => Edit::ListRemove { state, pointer: list, index },
            Self::Move { list, from, to } => Edit::ListMove { state, pointer: list, from, to },
        }
    }
}

impl Section {
    /// A section of fields.
    #[must_use]
    pub fn of(title: &'static str, block: Block) -> Self {
        Self { title, note: String::new(), block, groups: Vec::new(), add: None, folded: None }
    }

    /// The same section, folded while nothing of it is set.
    #[must_use]
    pub fn folded(self) -> Self {
        let set = self.block.set_count() + self.groups.len();
        Self { folded: Some(set), ..self }
    }
}

impl Block {
    /// A block of fields.
    #[must_use]
    pub fn of(fields: Vec<Field>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// All fields of it, wherever they are.
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        let rows = self.rows.iter().flat_map(Rows::fields);
        let variables = self
            .variables
            .iter()
            .flat_map(|variables| variables.rows.iter().flat_map(|row| [&row.name, &row.value]).chain(variables.whole.as_ref()));
        rows.chain(&self.fields).chain(&self.more).chain(variables)
    }

    fn set_count(&self) -> usize {
        let variables = self.variables.as_ref().map_or(0, |variables| variables.rows.len());
        self.fields.iter().chain(&self.more).filter(|field| field.is_set).count() + variables
    }
}
