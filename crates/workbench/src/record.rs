//! What is kept of a sheet in the browser, as text. The workflow itself is read before the first paint, by the parser that is
//! there anyway; history and drafts late.

use asl::document::Document;
use asl::text::{Span, TextEdit, Transaction};
use serde::{Deserialize, Serialize};

use crate::drafts::{Draft, FieldId};
use crate::history::{Change, History};
use crate::kept::Kept;
use crate::project::Project;
use crate::sheet::Sheet;

/// The version of the format; a later one is not read.
const VERSION: u32 = 2;
/// So many steps are kept, if they are not larger than this many bytes together.
const MOST_STEPS: usize = 200;
const MOST_BYTES: usize = 512 * 1024;

/// A sheet as it was kept.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// The workflow.
    pub project: Project,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    key: &'a str,
    name: &'a str,
    example: Option<&'a str>,
    definition: &'a str,
    scenarios: &'a str,
    chosen: usize,
    rest: String,
}

impl Record {
    /// Reads what was kept, by this version of the page or one before; the error says why it can't be.
    pub fn read(text: &str) -> Result<Self, String> {
        let kept = Kept::read(text)?;
        let version = kept.number("version").ok_or("it has no version")?;
        if version > f64::from(VERSION) {
            return Err(format!("it is of version {version}, this page reads {VERSION}; reload to get the newest page"));
        }
        let text = |name: &str| kept.text(name).ok_or_else(|| format!("it has no {name}"));
        let (name, definition, scenarios) = (text("name")?, text("definition")?, text("scenarios")?);
        let project = Project {
            name,
            example: kept.text("example"),
            definition,
            scenarios,
            chosen: kept.number("chosen").map_or(0, |chosen| chosen as usize),
            rest: kept.text("rest").unwrap_or_default(),
        };
        Ok(Self { key: kept.text("key").unwrap_or_default(), project })
    }

    /// A sheet as text to keep.
    #[must_use]
    pub fn write(sheet: &Sheet) -> String {
        let rest = match &sheet.unread {
            Some(unread) => unread.rest.clone(),
            None => write_rest(sheet),
        };
        let written = Written {
            version: VERSION,
            key: &sheet.keeping.key,
            name: &sheet.name,
            example: sheet.example.as_deref(),
            definition: &sheet.document.text,
            scenarios: sheet.scenarios.text(),
            chosen: sheet.scenarios.chosen(),
            rest,
        };
        // Texts and numbers always serialise.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Rest {
    #[serde(default)]
    drafts: Vec<KeptDraft>,
    #[serde(default)]
    past: Vec<KeptChange>,
    #[serde(default)]
    future: Vec<KeptChange>,
}

/// A draft. States are known by name: their keys live as long as a page.
#[derive(Serialize, Deserialize)]
struct KeptDraft {
    field: KeptField,
    text: String,
    #[serde(default)]
    error: Option<String>,
}

#[derive(Serialize, Deserialize)]
enum KeptField {
    State(String, String),
    StateName(String),
    StateJson(String),
    Mock(String),
    Machine(String),
    Function(String),
    Workflow(String),
    Placeholder(String),
    WorkflowName,
    ScenarioName,
    ScenarioInput,
    ScenarioDescription,
    ScenarioSeed,
    ScenarioStart,
    Services,
}

#[derive(Serialize, Deserialize)]
struct KeptChange {
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    definition: Option<Vec<(u32, u32, String)>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scenarios: Option<Vec<(u32, u32, String)>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chosen: Option<usize>,
}

fn write_rest(sheet: &Sheet) -> String {
    let name = |key| {
        let document = &sheet.document;
        document.state(key).map(|id| document.definition.state(id).name.value.to_string())
    };
    let all = sheet.drafts.all();
    let drafts = all.iter().filter_map(|(field, Draft { text, error })| {
        Some(KeptDraft { field: field_to_keep(field, name)?, text: text.clone(), error: error.clone() })
    });
    let drafts: Vec<KeptDraft> = drafts.collect();
    let mut bytes = 0;
    let mut fits = |change: &&Change| {
        bytes += size(change);
        bytes <= MOST_BYTES
    };
    let mut past: Vec<KeptChange> =
        sheet.history.past().rev().take(MOST_STEPS).take_while(&mut fits).map(change_to_keep).collect();
    let mut future: Vec<KeptChange> =
        sheet.history.future().rev().take(MOST_STEPS).take_while(&mut fits).map(change_to_keep).collect();
    past.reverse();
    future.reverse();
    if drafts.is_empty() && past.is_empty() && future.is_empty() {
        return String::new();
    }
    serde_json::to_string(&Rest { drafts, past, future }).unwrap_or_default()
}

/// Puts what a record holds beside the texts into the sheet. What cannot be read is left: the texts are what counts.
pub(crate) fn read_rest(sheet: &mut Sheet, rest: &str) {
    let Ok(Rest { drafts, past, future }) = serde_json::from_str::<Rest>(rest) else { return };
    for draft in drafts {
        if let Some(field) = kept_field(draft.field, &sheet.document) {
            sheet.drafts.restore(field, Draft { text: draft.text, error: draft.error });
        }
    }
    sheet.history = History::of(past.into_iter().map(kept_change).collect(), future.into_iter().map(kept_change).collect());
}

fn field_to_keep(field: &FieldId, name: impl Fn(asl::document::StateKey) -> Option<String>) -> Option<KeptField> {
    Some(match field {
        FieldId::State(key, pointer) => KeptField::State(name(*key)?, pointer.clone()),
        FieldId::StateName(key) => KeptField::StateName(name(*key)?),
        FieldId::StateJson(key) => KeptField::StateJson(name(*key)?),
        FieldId::Mock(key) => KeptField::Mock(name(*key)?),
        FieldId::Machine(pointer) => KeptField::Machine(pointer.clone()),
        FieldId::Function(name) => KeptField::Function(name.clone()),
        FieldId::Workflow(name) => KeptField::Workflow(name.clone()),
        FieldId::Placeholder(name) => KeptField::Placeholder(name.clone()),
        FieldId::WorkflowName => KeptField::WorkflowName,
        FieldId::ScenarioName => KeptField::ScenarioName,
        FieldId::ScenarioInput => KeptField::ScenarioInput,
        FieldId::ScenarioDescription => KeptField::ScenarioDescription,
        FieldId::ScenarioSeed => KeptField::ScenarioSeed,
        FieldId::ScenarioStart => KeptField::ScenarioStart,
        FieldId::Services => KeptField::Services,
    })
}

fn kept_field(field: KeptField, document: &Document) -> Option<FieldId> {
    let key = |name: &str| document.definition.find(name).map(|id| document.key(id));
    Some(match field {
        KeptField::State(name, pointer) => FieldId::State(key(&name)?, pointer),
        KeptField::StateName(name) => FieldId::StateName(key(&name)?),
        KeptField::StateJson(name) => FieldId::StateJson(key(&name)?),
        KeptField::Mock(name) => FieldId::Mock(key(&name)?),
        KeptField::Machine(pointer) => FieldId::Machine(pointer),
        KeptField::Function(name) => FieldId::Function(name),
        KeptField::Workflow(name) => FieldId::Workflow(name),
        KeptField::Placeholder(name) => FieldId::Placeholder(name),
        KeptField::WorkflowName => FieldId::WorkflowName,
        KeptField::ScenarioName => FieldId::ScenarioName,
        KeptField::ScenarioInput => FieldId::ScenarioInput,
        KeptField::ScenarioDescription => FieldId::ScenarioDescription,
        KeptField::ScenarioSeed => FieldId::ScenarioSeed,
        KeptField::ScenarioStart => FieldId::ScenarioStart,
        KeptField::Services => FieldId::Services,
    })
}

fn size(change: &Change) -> usize {
    let texts = [&change.definition, &change.scenarios].into_iter().flatten();
    let inserted: usize = texts.flat_map(|change| &change.edits).map(|edit| edit.insert.len() + 16).sum();
    inserted + change.label.len() + 64
}

fn change_to_keep(change: &Change) -> KeptChange {
    let edits = |change: &Option<Transaction>| {
        let change = change.as_ref()?;
        Some(change.edits.iter().map(|edit| (edit.span.start, edit.span.end, edit.insert.clone())).collect())
    };
    KeptChange {
        label: change.label.clone(),
        definition: edits(&change.definition),
        scenarios: edits(&change.scenarios),
        name: change.name.as_deref().map(str::to_owned),
        chosen: change.chosen,
    }
}

fn kept_change(change: KeptChange) -> Change {
    let KeptChange { label, definition, scenarios, name, chosen } = change;
    let transaction = |edits: Vec<(u32, u32, String)>| {
        let edits = edits.into_iter().map(|(start, end, insert)| TextEdit::replace(Span::new(start, end), insert));
        Transaction::new(label.clone(), edits.collect())
    };
    Change {
        definition: definition.map(transaction),
        scenarios: scenarios.map(transaction),
        name: name.map(Into::into),
        chosen,
        label: label.clone(),
    }
}
