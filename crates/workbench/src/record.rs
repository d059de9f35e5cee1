//! What is kept of a sheet in the browser, as text. The workflow itself is read before the first paint, by the parser that is
//! there anyway; history and drafts late.

use asl::document::{Document, StateKey};
use asl::text::{Span, TextEdit, Transaction};
use value::Value;

use crate::drafts::{Draft, FieldId, Named, StatePart};
use crate::history::{Change, History};
use crate::kept::Kept;
use crate::project::Project;
use crate::sheet::Sheet;

/// The version of the format; a later one is not read.
const VERSION: u32 = 2;
/// So many steps are kept, if they are not larger than this many bytes together.
const MOST_STEPS: usize = 1000;
const MOST_BYTES: usize = 512 * 1024;

/// A sheet as it was kept.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// The workflow.
    pub project: Project,
    /// The moment of its run to look at, if it came by a link.
    pub moment: Option<usize>,
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
            look: kept.text("look").unwrap_or_default(),
        };
        let moment = kept.number("moment").map(|moment| moment as usize);
        Ok(Self { key: kept.text("key").unwrap_or_default(), project, moment })
    }

    /// A sheet as text to keep.
    #[must_use]
    pub fn write(sheet: &Sheet) -> String {
        let rest = match &sheet.unread {
            Some(unread) => unread.rest.clone(),
            None => write_rest(sheet),
        };
        let look = match &sheet.unread {
            Some(unread) if unread.document => unread.look.clone(),
            _ => sheet.look.write(&sheet.document),
        };
        Value::object([
            ("version", Value::from(i64::from(VERSION))),
            ("key", Value::from(&*sheet.keeping.key)),
            ("name", Value::from(&**sheet.name)),
            ("example", sheet.example.as_deref().map_or(Value::Null, Value::from)),
            ("definition", Value::from(&*sheet.document.text)),
            ("scenarios", Value::from(&**sheet.scenarios.text())),
            ("chosen", Value::from(sheet.scenarios.chosen() as i64)),
            ("rest", Value::from(rest)),
            ("look", Value::from(look)),
        ])
        .to_json()
    }
}

/// A sheet as text for a link: what is in it, and nothing of how it came about. The moment is that of the run that is looked
/// at.
#[must_use]
pub fn shared(sheet: &Sheet) -> String {
    let mut members = value::Object::new();
    members.insert("version", i64::from(VERSION));
    members.insert("name", &**sheet.name);
    members.insert("definition", &*sheet.document.text);
    members.insert("scenarios", &**sheet.scenarios.text());
    members.insert("chosen", sheet.scenarios.chosen() as i64);
    if sheet.run.has_recording() && !sheet.run.is_stale() {
        members.insert("moment", sheet.run.cursor() as i64);
    }
    Value::from(members).to_json()
}

/// Drafts and history as text: what a field is by a list of words, states by their names, as keys live as long as a page.
fn write_rest(sheet: &Sheet) -> String {
    let document = &sheet.document;
    let name = |key| document.state(key).map(|id| document.definition.state(id).name.value.to_string());
    let all = sheet.drafts.all();
    let draft = |(field, draft): (&FieldId, &Draft)| {
        let field = Value::array(words_of(field, name)?);
        let error = draft.error.as_deref().map_or(Value::Null, Value::from);
        Some(Value::array([field, Value::from(draft.text.as_str()), error]))
    };
    let drafts: Vec<Value> = all.iter().filter_map(draft).collect();
    let mut bytes = 0;
    let mut fits = |change: &&Change| {
        bytes += size(change);
        bytes <= MOST_BYTES
    };
    let mut past: Vec<Value> = sheet.history.past().rev().take(MOST_STEPS).take_while(&mut fits).map(written).collect();
    let mut future: Vec<Value> = sheet.history.future().rev().take(MOST_STEPS).take_while(&mut fits).map(written).collect();
    past.reverse();
    future.reverse();
    let stops = crate::stops::written(&sheet.run, document);
    if drafts.is_empty() && past.is_empty() && future.is_empty() && stops.is_empty() {
        return String::new();
    }
    let lists = [("drafts", drafts), ("past", past), ("future", future), ("stops", stops)];
    Value::object(lists.map(|(name, list)| (name, Value::array(list)))).to_json()
}

/// Puts what a record holds beside the texts into the sheet. What cannot be read is left: the texts are what counts.
pub(crate) fn read_rest(sheet: &mut Sheet, rest: &str) {
    let Ok(rest) = value::parse(rest) else { return };
    let list = |name: &str| rest.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for draft in list("drafts").iter() {
        let field = draft.pointer("/0").and_then(|words| field_of(words, &sheet.document));
        if let (Some(field), Some(text)) = (field, draft.pointer("/1").and_then(Value::as_str)) {
            let error = draft.pointer("/2").and_then(Value::as_str).map(str::to_owned);
            sheet.drafts.restore(field, Draft { text: text.to_owned(), error });
        }
    }
    if !list("stops").is_empty() {
        crate::stops::restore(&mut sheet.run, &sheet.document, &list("stops"));
    }
    let changes = |name: &str| list(name).iter().filter_map(change_of).collect();
    *sheet.history = History::of(changes("past"), changes("future"));
}

fn words_of(field: &FieldId, name: impl Fn(StateKey) -> Option<String>) -> Option<Vec<String>> {
    let one = |word: &str| Some(vec![word.to_owned()]);
    let two = |word: &str, more: Option<String>| Some(vec![word.to_owned(), more?]);
    match field {
        FieldId::Part(StatePart::Field, key, pointer) => Some(vec!["State".to_owned(), name(*key)?, pointer.clone()]),
        FieldId::Part(StatePart::Parameter, key, parameter) => Some(vec!["Api".to_owned(), name(*key)?, parameter.clone()]),
        FieldId::StateName(key) => two("StateName", name(*key)),
        FieldId::StateJson(key) => two("StateJson", name(*key)),
        FieldId::Mock(key) => two("Mock", name(*key)),
        FieldId::Named(Named::Machine, pointer) => two("Machine", Some(pointer.clone())),
        FieldId::Named(Named::Function, name) => two("Function", Some(name.clone())),
        FieldId::Named(Named::Workflow, name) => two("Workflow", Some(name.clone())),
        FieldId::Named(Named::Placeholder, name) => two("Placeholder", Some(name.clone())),
        FieldId::Named(Named::Expected, pointer) => two("Expected", Some(pointer.clone())),
        FieldId::Part(StatePart::Mock, key, part) => Some(vec!["MockPart".to_owned(), name(*key)?, part.clone()]),
        FieldId::WorkflowName => one("WorkflowName"),
        FieldId::ScenarioName => one("ScenarioName"),
        FieldId::ScenarioInput => one("ScenarioInput"),
        FieldId::ScenarioDescription => one("ScenarioDescription"),
        FieldId::ScenarioSeed => one("ScenarioSeed"),
        FieldId::ScenarioStart => one("ScenarioStart"),
        FieldId::Services => one("Services"),
    }
}

fn field_of(words: &Value, document: &Document) -> Option<FieldId> {
    let word = |index: &str| words.pointer(index).and_then(Value::as_str);
    let more = || word("/1").map(str::to_owned);
    let key = || document.definition.find(word("/1")?).map(|id| document.key(id));
    Some(match word("/0")? {
        "State" => FieldId::Part(StatePart::Field, key()?, word("/2")?.to_owned()),
        "Api" => FieldId::Part(StatePart::Parameter, key()?, word("/2")?.to_owned()),
        "StateName" => FieldId::StateName(key()?),
        "StateJson" => FieldId::StateJson(key()?),
        "Mock" => FieldId::Mock(key()?),
        "Machine" => FieldId::Named(Named::Machine, more()?),
        "Function" => FieldId::Named(Named::Function, more()?),
        "Workflow" => FieldId::Named(Named::Workflow, more()?),
        "Placeholder" => FieldId::Named(Named::Placeholder, more()?),
        "Expected" => FieldId::Named(Named::Expected, more()?),
        "MockPart" => FieldId::Part(StatePart::Mock, key()?, word("/2")?.to_owned()),
        "WorkflowName" => FieldId::WorkflowName,
        "ScenarioName" => FieldId::ScenarioName,
        "ScenarioInput" => FieldId::ScenarioInput,
        "ScenarioDescription" => FieldId::ScenarioDescription,
        "ScenarioSeed" => FieldId::ScenarioSeed,
        "ScenarioStart" => FieldId::ScenarioStart,
        "Services" => FieldId::Services,
        _ => return None,
    })
}

fn size(change: &Change) -> usize {
    let texts = [&change.definition, &change.scenarios].into_iter().flatten();
    let inserted: usize = texts.flat_map(|change| &change.edits).map(|edit| edit.insert.len() + 16).sum();
    inserted + change.label.len() + 64
}

/// A change as a list: its label, the edits of both texts, the name, the scenario.
fn written(change: &Change) -> Value {
    let edit = |edit: &TextEdit| {
        let place = |offset: u32| Value::from(i64::from(offset));
        Value::array([place(edit.span.start), place(edit.span.end), Value::from(edit.insert.as_str())])
    };
    let edits =
        |change: &Option<Transaction>| change.as_ref().map_or(Value::Null, |change| Value::array(change.edits.iter().map(edit)));
    Value::array([
        Value::from(change.label.as_str()),
        edits(&change.definition),
        edits(&change.scenarios),
        change.name.as_deref().map_or(Value::Null, Value::from),
        change.chosen.map_or(Value::Null, |chosen| Value::from(chosen as i64)),
    ])
}

fn change_of(change: &Value) -> Option<Change> {
    let [label, definition, scenarios, name, chosen] = &change.as_array()?[..] else { return None };
    let label = label.as_str()?.to_owned();
    let edit = |edit: &Value| {
        let [start, end, insert] = &edit.as_array()?[..] else { return None };
        let place = |offset: &Value| offset.as_i64().and_then(|offset| u32::try_from(offset).ok());
        Some(TextEdit::replace(Span::new(place(start)?, place(end)?), insert.as_str()?))
    };
    let edits = |edits: &Value| {
        let edits = edits.as_array()?.iter().map(edit).collect::<Option<Vec<_>>>()?;
        Some(Transaction::new(label.clone(), edits))
    };
    Some(Change {
        definition: edits(definition),
        scenarios: edits(scenarios),
        name: name.as_str().map(Into::into),
        chosen: chosen.as_i64().and_then(|chosen| usize::try_from(chosen).ok()),
        label,
    })
}
