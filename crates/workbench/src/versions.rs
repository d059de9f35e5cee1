//! Versions of the workflow in front: earlier ones that the browser kept, and other workflows that are open, each compared with
//! what is in front. The engine says what differs; taking an earlier one back is one step like any other.

use std::sync::Arc;

use asl::document::Document;
use asl::notation::Notation;
use asl::text::{Span, TextEdit, Transaction};
use asl::tree::Tree;
use engine::{Definition, Reply, Request, Ticket};

use crate::commands::Overlay;
use crate::effect::Effect;
use crate::history::Change;
use crate::message::{Message, ScreenMessage};
use crate::problems::{Notice, Severity};
use crate::project::Project;
use crate::record::Record;
use crate::sheet::{Sheet, SheetId};
use crate::workbench::Workbench;

/// The room. There is none until it is opened.
#[derive(Debug)]
pub struct Versions {
    /// Whose versions.
    sheet: SheetId,
    /// The earlier ones, newest first; `None` until the browser has said.
    earlier: Option<Vec<Earlier>>,
    chosen: Option<Other>,
    awaited: Option<Ticket>,
    comparison: Option<engine::Versions>,
    is_dark: bool,
    /// Whether only the list is wanted, and nothing is to be compared.
    is_list: bool,
}

/// An earlier version.
#[derive(Clone, Debug)]
struct Earlier {
    at: u64,
    project: Project,
    states: u32,
}

impl Earlier {
    /// Reads a record; none where a version of the page to come has written it.
    fn read((at, text): (u64, String)) -> Option<Self> {
        let project = Record::read(&text).ok()?.project;
        let document = Document::of(Tree::read(project.definition.as_str()));
        Some(Self { at, project, states: document.definition.states.len() as u32 })
    }
}

/// What is compared with the workflow in front.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Other {
    /// What it was at a time, in milliseconds since 1970.
    Earlier(u64),
    /// Another open workflow, by its record's key.
    Open(Arc<str>),
}

/// One that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherRow {
    /// Which.
    pub other: Other,
    /// Its name.
    pub name: String,
    /// How many states it has.
    pub states: u32,
}

/// What somebody does in the room, and what is said to it.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionsMessage {
    /// Opens it.
    Open,
    /// Asks for the list alone.
    List,
    /// What the browser has kept.
    Listed {
        /// Whose.
        key: Arc<str>,
        /// Earlier records, newest first, each with its time in milliseconds since 1970.
        texts: Vec<(u64, String)>,
        /// Whether the page is dark, and so pictures.
        is_dark: bool,
    },
    /// Compares with another.
    Choose(Other),
    /// Takes the chosen one back, as a step that can be undone.
    Restore,
    /// Opens the chosen one as a workflow of its own.
    OpenCopy,
}

impl Workbench {
    /// The versions and workflows that can be compared with the one in front; `None` while the browser is asked.
    #[must_use]
    pub fn other_versions(&self) -> Option<Vec<OtherRow>> {
        let room = self.versions.as_ref()?;
        let earlier = room.earlier.as_ref()?.iter().map(|earlier| OtherRow {
            other: Other::Earlier(earlier.at),
            name: earlier.project.name.clone(),
            states: earlier.states,
        });
        let open = self.open_sheets().filter(|sheet| sheet.id != *self.front.id).map(|sheet| OtherRow {
            other: Other::Open(sheet.keeping.key.clone()),
            name: sheet.name.to_string(),
            states: sheet.document.picture.definition.states.len() as u32,
        });
        Some(earlier.chain(open).collect())
    }

    /// The one that is compared with what is in front.
    #[must_use]
    pub fn compared_with(&self) -> Option<&Other> {
        self.versions.as_ref()?.chosen.as_ref()
    }

    /// What differs, once the engine has said.
    #[must_use]
    pub fn comparison(&self) -> Option<&engine::Versions> {
        self.versions.as_ref()?.comparison.as_ref()
    }

    /// The chosen one as a workflow.
    fn chosen_version(&self) -> Option<Project> {
        self.project_of(self.versions.as_ref()?.chosen.as_ref()?)
    }

    /// A version of the list, or another open workflow.
    pub(crate) fn project_of(&self, other: &Other) -> Option<Project> {
        match other {
            Other::Earlier(at) => {
                let room = self.versions.as_ref()?;
                room.earlier.iter().flatten().find(|earlier| earlier.at == *at).map(|earlier| earlier.project.clone())
            }
            Other::Open(key) => self.open_sheet(key).map(Sheet::project),
        }
    }

    /// The text of another workflow that is open; earlier versions do not change.
    pub(crate) fn open_text(&self, other: &Other) -> Option<Arc<str>> {
        match other {
            Other::Earlier(_) => None,
            Other::Open(key) => self.open_sheet(key).map(|sheet| sheet.document.text.clone()),
        }
    }

    fn open_sheet(&self, key: &str) -> Option<&Sheet> {
        self.open_sheets().find(|sheet| *sheet.keeping.key == *key)
    }
}

/// Takes in what somebody does.
pub(crate) fn update(workbench: &mut Workbench, message: VersionsMessage) -> Result<Vec<Effect>, String> {
    let sheet = *workbench.front.id;
    Ok(match message {
        VersionsMessage::Open => {
            let fetch = enter(workbench, sheet, false);
            let opened = crate::update::try_update(workbench, Message::Screen(ScreenMessage::Open(Overlay::Versions)))?;
            opened.into_iter().chain([fetch]).collect()
        }
        VersionsMessage::List => vec![enter(workbench, sheet, true)],
        VersionsMessage::Listed { key, texts, is_dark } => {
            if workbench.front.keeping.key != key {
                return Ok(Vec::new());
            }
            let Some(room) = workbench.versions.as_mut().filter(|room| room.sheet == sheet) else { return Ok(Vec::new()) };
            room.is_dark = is_dark;
            room.earlier = Some(texts.into_iter().filter_map(Earlier::read).collect());
            let wants_all = !room.is_list;
            let first = workbench.other_versions().and_then(|rows| rows.into_iter().next()).filter(|_| wants_all);
            first.map_or_else(Vec::new, |first| choose(workbench, first.other))
        }
        VersionsMessage::Choose(other) => choose(workbench, other),
        VersionsMessage::Restore => return restore(workbench),
        VersionsMessage::OpenCopy => {
            let project = workbench.chosen_version().ok_or_else(gone)?;
            let name = format!("{} (earlier)", project.name);
            workbench.overlay.set_if_new(None);
            crate::update::open(workbench, Project { name, example: None, rest: String::new(), ..project })
        }
    })
}

/// Begins with what the browser is to say.
fn enter(workbench: &mut Workbench, sheet: SheetId, is_list: bool) -> Effect {
    let room = Versions { sheet, earlier: None, chosen: None, awaited: None, comparison: None, is_dark: false, is_list };
    *workbench.versions = Some(Box::new(room));
    Effect::FetchVersions(workbench.front.keeping.key.clone())
}

fn gone() -> String {
    "this version is no longer there; open the list again".to_owned()
}

/// Asks what differs.
fn choose(workbench: &mut Workbench, other: Other) -> Vec<Effect> {
    let ticket = workbench.tickets.next(*workbench.front.id);
    let Some(room) = workbench.versions.as_mut() else { return Vec::new() };
    (room.chosen, room.awaited, room.comparison) = (Some(other), Some(ticket), None);
    let dark = room.is_dark;
    let Some(project) = workbench.chosen_version() else { return Vec::new() };
    let front = &workbench.front;
    let (old, new) = (to_send(project.definition), front.definition_to_send(front.document.text.to_string()));
    let scenarios = front.scenarios.text().to_string();
    vec![Effect::Engine(Request::Compare { ticket, old, new, scenarios, dark })]
}

fn to_send(text: String) -> Definition {
    let yaml = Notation::of(&text) == Some(Notation::Yaml);
    Definition { text, yaml }
}

/// Makes the workflow in front what the chosen one is.
fn restore(workbench: &mut Workbench) -> Result<Vec<Effect>, String> {
    let project = workbench.chosen_version().ok_or_else(gone)?;
    let front = &workbench.front;
    let (text, scenarios) = (front.document.text.clone(), front.scenarios.text().clone());
    let whole = |old: &str, new: String| {
        let edit = TextEdit::replace(Span::new(0, old.len() as u32), new);
        (old != edit.insert).then(|| Transaction::new("take back an earlier version", vec![edit]))
    };
    let change = Change {
        label: "Take back an earlier version".to_owned(),
        definition: whole(&text, project.definition),
        scenarios: whole(&scenarios, project.scenarios),
        chosen: Some(project.chosen),
        ..Change::default()
    };
    workbench.overlay.set_if_new(None);
    let mut effects = crate::update::apply(workbench, change);
    let said = "The earlier version is back. Undo takes you to what was here before.".to_owned();
    *workbench.notice = Some(Notice::new(Severity::Advice, said));
    effects.push(Effect::FitCanvas);
    Ok(effects)
}

/// Takes in what the engine says.
pub(crate) fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    if let (Reply::Compared { ticket, versions }, Some(room)) = (reply, workbench.versions.as_mut())
        && room.awaited == Some(ticket)
    {
        (room.awaited, room.comparison) = (None, Some(versions));
    }
    Vec::new()
}
