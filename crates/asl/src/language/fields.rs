//! What a field is: where it may be written, and what it holds.

use std::sync::LazyLock;

use super::StateType;
use super::table::FIELDS;
use crate::definition::QueryLanguage;

/// A field of an object of the language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The objects that have it.
    pub places: &'static [Place],
    /// The query languages that have it.
    pub languages: Languages,
    /// What it holds, where no expression stands in its place.
    pub holds: Holds,
    /// What of it is computed, if anything is.
    pub role: Option<Role>,
    /// When it must be written.
    pub need: Need,
    /// Whether it must hold something, where it is written.
    pub filled: bool,
    /// Since when Step Functions has it.
    pub since: Release,
    /// What it does, in a sentence.
    pub about: &'static str,
}

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The whole definition.
    Machine,
    /// A branch of a Parallel.
    Branch,
    /// A Map's `ItemProcessor` or `Iterator`.
    Processor,
    /// A processor's `ProcessorConfig`.
    ProcessorConfig,
    /// A state of a type.
    State(StateType),
    /// A rule of a Choice.
    Rule,
    /// A rule within `And`, `Or` or `Not`.
    InnerRule,
    /// An entry of `Retry`.
    Retrier,
    /// An entry of `Catch`.
    Catcher,
    /// A Map's `ItemReader`.
    ItemReader,
    /// A reader's `ReaderConfig`.
    ReaderConfig,
    /// A Map's `ItemBatcher`.
    ItemBatcher,
    /// A Map's `ResultWriter`.
    ResultWriter,
    /// A writer's `WriterConfig`.
    WriterConfig,
}

impl Place {
    /// How many there are.
    const COUNT: usize = 13 + StateType::ALL.len();

    /// A number below [`Self::COUNT`].
    fn index(self) -> usize {
        match self {
            Self::Machine => 0,
            Self::Branch => 1,
            Self::Processor => 2,
            Self::ProcessorConfig => 3,
            Self::Rule => 4,
            Self::InnerRule => 5,
            Self::Retrier => 6,
            Self::Catcher => 7,
            Self::ItemReader => 8,
            Self::ReaderConfig => 9,
            Self::ItemBatcher => 10,
            Self::ResultWriter => 11,
            Self::WriterConfig => 12,
            Self::State(of) => 13 + of as usize,
        }
    }
}

/// In which query languages a field may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Languages {
    /// In either.
    Both,
    /// In JSONPath only.
    JsonPath,
    /// In JSONata only.
    Jsonata,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// Any JSON.
    Json,
    /// Text.
    Text,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Text that is a date and time.
    Timestamp,
    /// Text that is a path.
    Path,
    /// The name of a state of the same scope.
    State,
    /// A number from the first to the second.
    Number(f64, f64),
    /// A whole number from the first to the second.
    Whole(f64, f64),
    /// True or false.
    Flag,
    /// An object.
    Object,
    /// A list.
    List,
    /// A list of texts.
    Texts,
}

/// What of a field is computed when the workflow runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Any JSON with `.$` members or `{% … %}` strings in it.
    Template,
    /// As `Template`, the top members being variables.
    Assign,
    /// A path, or `null`.
    Path,
    /// A path that must name one value.
    ReferencePath,
    /// Where a result is put: a Reference Path on `$`, or `null`.
    ResultPath,
    /// A path, or an intrinsic that gives text.
    PathOrIntrinsic,
    /// A value that in JSONata may be an expression.
    Setting,
}

/// When a field must be written. Fields of which one of several must be there are told by rules of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    Never,
    /// Always.
    Always,
    /// Where none of these fields stands beside it.
    Without(&'static [&'static str]),
    /// Where the first field beside it says the second.
    Where(&'static str, &'static str),
}

/// The releases that brought fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// The first.
    Launch,
    /// The Map state.
    Maps,
    /// Limits from data, and results selected from.
    DataLimits,
    /// Tasks in other accounts.
    Accounts,
    /// Distributed Maps.
    DistributedMaps,
    /// Bounds of retries, and errors from data.
    Retries,
    /// JSONata and variables.
    Jsonata,
    /// Formats of what distributed Maps write and read.
    Formats,
    /// Lists within files.
    NestedFiles,
}

impl Release {
    /// The month of the release.
    #[must_use]
    pub fn month(self) -> &'static str {
        match self {
            Self::Launch => "2016-12",
            Self::Maps => "2019-09",
            Self::DataLimits => "2020-08",
            Self::Accounts => "2022-11",
            Self::DistributedMaps => "2022-12",
            Self::Retries => "2023-09",
            Self::Jsonata => "2024-11",
            Self::Formats => "2025-02",
            Self::NestedFiles => "2025-09",
        }
    }
}

impl Languages {
    /// Whether a language is among them.
    #[must_use]
    pub fn have(self, language: QueryLanguage) -> bool {
        match self {
            Self::Both => true,
            Self::JsonPath => language == QueryLanguage::JsonPath,
            Self::Jsonata => language == QueryLanguage::Jsonata,
        }
    }
}

impl Field {
    pub(super) const fn new(name: &'static str, places: &'static [Place], holds: Holds, about: &'static str) -> Self {
        Self {
            name,
            places,
            languages: Languages::Both,
            holds,
            role: None,
            need: Need::Never,
            filled: false,
            since: Release::Launch,
            about,
        }
    }

    pub(super) const fn in_jsonpath(self) -> Self {
        Self { languages: Languages::JsonPath, ..self }
    }

    pub(super) const fn in_jsonata(self) -> Self {
        Self { languages: Languages::Jsonata, since: Release::Jsonata, ..self }
    }

    pub(super) const fn computed(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    pub(super) const fn needed(self) -> Self {
        self.needed_when(Need::Always)
    }

    pub(super) const fn needed_when(self, need: Need) -> Self {
        Self { need, ..self }
    }

    /// An empty list or object is refused.
    pub(super) const fn filled(self) -> Self {
        Self { filled: true, ..self }
    }

    pub(super) const fn since(self, since: Release) -> Self {
        Self { since, ..self }
    }
}

/// Every field, in the order in which they are best written.
#[must_use]
pub fn fields() -> &'static [Field] {
    FIELDS
}

/// The fields by place, each in the order of the table: whoever reads a definition asks for them at each of its objects.
static BY_PLACE: LazyLock<[Vec<&'static Field>; Place::COUNT]> = LazyLock::new(|| {
    let mut lists = [const { Vec::new() }; Place::COUNT];
    for field in FIELDS {
        for place in field.places {
            lists[place.index()].push(field);
        }
    }
    lists
});

/// The fields of an object, in both languages.
pub fn fields_of(place: Place) -> impl Iterator<Item = &'static Field> {
    BY_PLACE[place.index()].iter().copied()
}

/// A field of an object.
#[must_use]
pub fn field(place: Place, name: &str) -> Option<&'static Field> {
    fields_of(place).find(|field| field.name == name)
}
