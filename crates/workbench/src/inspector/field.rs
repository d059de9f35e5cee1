//! The parts of a form, and how what was typed becomes JSON.

use asl::document::StateKey;

use crate::message::Edit;

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// A sentence under the title; may be empty.
    pub note: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its list entries, such as rules or retriers.
    pub groups: Vec<Group>,
    /// What may be added to its list.
    pub add: Option<ListButton>,
    /// Whether it is folded until somebody opens it, with how many of its fields are set.
    pub folded: Option<usize>,
}

impl Section {
    /// A section of fields.
    #[must_use]
    pub fn of(title: &'static str, fields: Vec<Field>) -> Self {
        Self { title, note: String::new(), fields, groups: Vec::new(), add: None, folded: None }
    }

    /// The same section, folded while nobody asks for it.
    #[must_use]
    pub fn folded(self) -> Self {
        let set = self.fields.iter().filter(|field| field.is_set).count() + self.groups.len();
        Self { folded: Some(set), ..self }
    }
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
    pub fields: Vec<Field>,
}

/// A button that adds an entry to a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListButton {
    /// What it says.
    pub label: &'static str,
    /// The list's pointer from the state's object.
    pub list: &'static str,
    /// The entry's JSON text.
    pub json: String,
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its pointer from the state's object, such as `/Retry/0/MaxAttempts`; its identity in the form.
    pub pointer: String,
    /// Its name, AWS's own.
    pub label: String,
    /// What it is for.
    pub hint: String,
    /// What it looks like.
    pub control: Control,
    /// What it shows.
    pub value: String,
    /// Whether it is written in the definition.
    pub is_set: bool,
    /// How what is typed becomes JSON.
    pub encoding: Encoding,
    /// Fields that go when this one is set, such as `End` when `Next` is.
    pub excludes: Vec<String>,
    /// For a field that chooses a member's *name* (a comparison's operator): the JSON that the member keeps.
    pub carries: Option<String>,
}

/// What a field looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// One line; `mono` for paths, ARNs and expressions.
    Line {
        /// In the font of code.
        mono: bool,
        /// What stands there when it is empty.
        placeholder: &'static str,
    },
    /// Several lines of text.
    Lines(u32),
    /// JSON in several lines.
    Json(u32),
    /// One of a few; value and name.
    Select(Vec<(String, String)>),
}

/// How what is typed becomes JSON. Empty always means: not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A string.
    Text,
    /// A number, or an expression in `{% … %}`, or a placeholder `${…}`.
    Number,
    /// `true` or `false`, or an expression.
    Boolean,
    /// A path, or the word `null`.
    PathOrNull,
    /// JSON as it is; text that is an expression may stand without quotes.
    Json,
    /// Strings, separated by commas.
    List,
    /// The name of a state for `/Next`; empty for `/End`.
    NextOrEnd,
}

impl Field {
    /// A field that the definition does not have (any longer).
    #[must_use]
    pub fn missing(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            label: String::new(),
            hint: String::new(),
            control: Control::Line { mono: false, placeholder: "" },
            value: String::new(),
            is_set: false,
            encoding: Encoding::Text,
            excludes: Vec::new(),
            carries: None,
        }
    }

    /// The same field with several lines.
    #[must_use]
    pub fn lines(self, lines: u32) -> Self {
        Self { control: Control::Lines(lines), ..self }
    }

    /// The same field, which takes others out when it is set.
    #[must_use]
    pub fn excluding(self, others: &[&str]) -> Self {
        Self { excludes: others.iter().map(|other| (*other).to_owned()).collect(), ..self }
    }

    /// The edit that gives this field of `state` what was typed, or a sentence on what is wrong with it.
    pub fn edit(&self, state: StateKey, typed: &str) -> Result<Edit, String> {
        let typed = typed.trim();
        let pointer = self.pointer.clone();
        if self.encoding == Encoding::NextOrEnd {
            let base = pointer.trim_end_matches("/Next").to_owned();
            let (set, json, gone) = match typed {
                "" => ("/End", "true".to_owned(), "/Next"),
                name => ("/Next", quote(name), "/End"),
            };
            return Ok(Edit::Field {
                state: Some(state),
                pointer: base.clone() + set,
                json: Some(json),
                removing: vec![base + gone],
            });
        }
        if let (Some(json), Some((base, old))) = (&self.carries, pointer.rsplit_once('#')) {
            let json = Some(if typed.starts_with("Is") { "true".to_owned() } else { json.clone() });
            return Ok(Edit::Field {
                state: Some(state),
                pointer: format!("{base}/{typed}"),
                json,
                removing: vec![format!("{base}/{old}")],
            });
        }
        let json = if typed.is_empty() { None } else { Some(self.encoding.json(typed)?) };
        let removing = if json.is_some() { self.excludes.clone() } else { Vec::new() };
        Ok(Edit::Field { state: Some(state), pointer, json, removing })
    }
}

impl Encoding {
    /// What was typed, as JSON text.
    fn json(self, typed: &str) -> Result<String, String> {
        let is_free = is_expression(typed) || is_placeholder(typed);
        match self {
            Self::Text | Self::NextOrEnd => Ok(quote(typed)),
            Self::Number if is_placeholder(typed) => Ok(typed.to_owned()),
            Self::Boolean | Self::Json if is_expression(typed) => Ok(quote(typed)),
            Self::Number if is_free => Ok(quote(typed)),
            Self::Number => match typed.parse::<f64>() {
                Ok(number) if number.is_finite() && value::parse(typed).is_ok() => Ok(typed.to_owned()),
                _ => Err(format!("`{typed}` is not a number")),
            },
            Self::Boolean => match typed {
                "true" | "false" => Ok(typed.to_owned()),
                _ => Err("write true or false".to_owned()),
            },
            Self::PathOrNull if typed == "null" => Ok(typed.to_owned()),
            Self::PathOrNull => Ok(quote(typed)),
            Self::Json => check_json(typed),
            Self::List => {
                let items = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).map(quote);
                Ok(format!("[{}]", items.collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

fn check_json(typed: &str) -> Result<String, String> {
    let tree = asl::tree::Tree::parse(typed);
    match tree.problems().first() {
        None => Ok(typed.to_owned()),
        Some(problem) => Err(format!("not JSON yet: {}", problem.message)),
    }
}

fn is_expression(typed: &str) -> bool {
    typed.starts_with("{%") && typed.ends_with("%}")
}

fn is_placeholder(typed: &str) -> bool {
    asl::tree::is_placeholder(typed)
}

fn quote(text: &str) -> String {
    asl::tree::quote(text)
}
