//! The state of the whole app.

use std::sync::Arc;

use engine::Ticket;

use crate::apis::Apis;
use crate::assumptions::Assumptions;
use crate::commands::Overlay;
use crate::find::Find;
use crate::learn::Learn;
use crate::panels::Panels;
use crate::problems::{Notice, Severity};
use crate::production::Production;
use crate::project::Project;
use crate::record::Record;
use crate::sheet::{Held, Keeping, Sheet, SheetId};
use crate::shelf::Shelf;
use crate::ticket::Tickets;
use crate::tracked::{Part, Tracked};
use crate::versions::Versions;

/// Everything there is, but for what only the pointer knows.
#[derive(Debug)]
pub struct Workbench {
    /// The sheet that is looked at.
    pub front: Sheet,
    /// The other open sheets, the one looked at last at the end.
    pub(crate) resting: Tracked<Vec<Sheet>>,
    /// The workflows that the browser keeps.
    pub shelf: Tracked<Shelf>,
    /// The layout of the screen.
    pub panels: Tracked<Panels>,
    /// What prices are reckoned with.
    pub assumptions: Tracked<Assumptions>,
    /// What is known of AWS's APIs, as far as it was asked for.
    pub apis: Tracked<Apis>,
    /// What lies over the page to choose from.
    pub overlay: Tracked<Option<Overlay>>,
    /// The states that were copied last in this page, as ASL text.
    pub clipboard: Option<Arc<str>>,
    /// The search on the diagram, if there is one.
    pub find: Tracked<Option<Find>>,
    /// Lessons.
    pub learn: Tracked<Learn>,
    /// From design to production.
    pub production: Tracked<Option<Box<Production>>>,
    /// Earlier versions and other workflows, compared with the one in front.
    pub versions: Tracked<Option<Box<Versions>>>,
    /// A word to the user.
    pub notice: Tracked<Option<Notice>>,
    /// Whether the browser holds the newest state.
    pub saved: Tracked<Saved>,
    pub(crate) tickets: Tickets,
    /// What is wanted of the gallery: the question's number, and the example's slug.
    pub(crate) awaited_example: Option<(Ticket, String)>,
    /// A file whose workflows are wanted: the question's number, and the file's name.
    pub(crate) awaited_file: Option<(Ticket, String)>,
    /// Begins the keys of new records: another one in each page.
    session: Arc<str>,
    sheets: u32,
}

/// Whether the browser holds the newest state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// It does.
    #[default]
    Saved,
    /// It soon will.
    Saving,
    /// It does not; why, and what to do.
    Failed(String),
}

/// What the page finds when it is opened.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What the page's address holds: a workflow as text, or why it cannot be read.
    pub link: Option<Result<String, String>>,
    /// The record of the workflow that was in front, and its version.
    pub front: Option<(String, u64)>,
    /// Why the browser keeps nothing, if so.
    pub storage_fails: Option<String>,
    /// The layout of the screen.
    pub panels: Option<String>,
    /// A word that no other page has.
    pub session: String,
}

impl Workbench {
    /// The app as it was left: the stored workflow, or the first example on a first visit. What cannot be read is said, and
    /// kept where it is. YAML is read with the first message: the first paint does without its reader.
    #[must_use]
    pub fn restore(found: Found) -> Self {
        let panels = found.panels.as_deref().map(Panels::read).unwrap_or_default();
        let assumptions = found.panels.as_deref().map(Assumptions::read).unwrap_or_default();
        let mut notice = None;
        let record = found.front.map(|(text, version)| (Record::read(&text), version));
        let (project, keeping) = match record {
            Some((Ok(record), version)) => {
                let keeping = Keeping { key: record.key.into(), version, touched: true, ..Keeping::default() };
                (record.project, Some(keeping))
            }
            Some((Err(why), _)) => {
                let text = format!(
                    "The workflow that was open last could not be read ({why}). It is kept as it is; the first example is open instead"
                );
                notice = Some(Notice::new(Severity::Warning, text));
                (Project::first(), None)
            }
            None => (Project::first(), None),
        };
        let session: Arc<str> = found.session.into();
        let linked = found.link.map(|link| link.and_then(|text| Record::read(&text)));
        let (project, keeping) = match linked {
            Some(Ok(record)) => {
                let keeping = Keeping { key: key(&session, 1), held: Held::ByLink, moment: record.moment, ..Keeping::default() };
                (record.project, Some(keeping))
            }
            Some(Err(why)) => {
                notice = Some(Notice::new(Severity::Warning, why));
                (project, keeping)
            }
            None => (project, keeping),
        };
        let keeping = keeping.unwrap_or_else(|| Keeping { key: key(&session, 1), ..Keeping::default() });
        let mut workbench = Self::with(Sheet::for_first_paint(SheetId(1), project, keeping), panels, notice, session);
        *workbench.assumptions = assumptions;
        if let Some(why) = found.storage_fails {
            *workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
            workbench.saved.set_if_new(Saved::Failed(why));
        }
        workbench
    }

    /// An app with this workflow open.
    #[must_use]
    pub fn open(project: Project, panels: Panels, notice: Option<Notice>) -> Self {
        let keeping = Keeping { key: key("", 1), ..Keeping::default() };
        Self::with(Sheet::open(SheetId(1), project, keeping), panels, notice, Arc::default())
    }

    fn with(front: Sheet, panels: Panels, notice: Option<Notice>, session: Arc<str>) -> Self {
        Self {
            front,
            resting: Tracked::new(Part::Resting, Vec::new()),
            shelf: Tracked::new(Part::Shelf, Shelf::default()),
            panels: Tracked::new(Part::Panels, panels),
            assumptions: Tracked::new(Part::Assumptions, Assumptions::default()),
            apis: Tracked::new(Part::Apis, Apis::default()),
            overlay: Tracked::new(Part::Overlay, None),
            clipboard: None,
            find: Tracked::new(Part::Find, None),
            learn: Tracked::new(Part::Learn, Learn::default()),
            production: Tracked::new(Part::Production, None),
            versions: Tracked::new(Part::Versions, None),
            notice: Tracked::new(Part::Notice, notice),
            saved: Tracked::new(Part::Saved, Saved::Saved),
            tickets: Tickets::default(),
            awaited_example: None,
            awaited_file: None,
            session,
            sheets: 1,
        }
    }

    /// The version of a part: another one after each change of it, also when another sheet comes to the front.
    #[must_use]
    pub fn version(&self, part: Part) -> u64 {
        let Self {
            front,
            resting,
            shelf,
            panels,
            assumptions,
            apis,
            overlay,
            find,
            learn,
            production,
            versions,
            notice,
            saved,
            ..
        } = self;
        match part {
            Part::Front => front.id.version(),
            Part::Resting => resting.version(),
            Part::Name => front.name.version(),
            Part::Example => front.example.version(),
            Part::Document => front.document.version(),
            Part::TextLog => front.text_log.version(),
            Part::History => front.history.version(),
            Part::Diagnostics => front.diagnostics.version(),
            Part::ProblemMarks => front.problem_marks.version(),
            Part::Linting => front.linting.version(),
            Part::Scene => front.scene.version(),
            Part::Selected => front.selected.version(),
            Part::Group => front.group.version(),
            Part::Drafts => front.drafts.version(),
            Part::Scenarios => front.scenarios.version(),
            Part::ScenarioProblems => front.scenario_problems.version(),
            Part::Run => front.run.version(),
            Part::Testing => front.testing.version(),
            Part::Keeping => front.keeping.version(),
            Part::Shelf => shelf.version(),
            Part::Panels => panels.version(),
            Part::Assumptions => assumptions.version(),
            Part::Apis => apis.version(),
            Part::Overlay => overlay.version(),
            Part::Find => find.version(),
            Part::Learn => learn.version(),
            Part::Production => production.version(),
            Part::Versions => versions.version(),
            Part::Notice => notice.version(),
            Part::Saved => saved.version(),
        }
    }

    /// A new sheet for a workflow, with a record of its own to be kept in unless it continues one.
    pub(crate) fn new_sheet(&mut self, project: Project, keeping: Option<Keeping>) -> Sheet {
        self.sheets += 1;
        let keeping = keeping.unwrap_or_else(|| Keeping { key: key(&self.session, self.sheets), ..Keeping::default() });
        Sheet::open(SheetId(self.sheets), project, keeping)
    }

    /// A key for a record that no other page gives.
    pub(crate) fn fresh_key(&mut self) -> Arc<str> {
        self.sheets += 1;
        key(&self.session, self.sheets)
    }

    /// The other open workflows, if the one in front starts executions: by name, with their chosen scenarios.
    pub(crate) fn other_workflows(&self) -> Vec<engine::Workflow> {
        if !self.front.starts_executions() {
            return Vec::new();
        }
        let own = self.front.scenarios.workflows();
        let open = self.resting.iter().filter(|sheet| !sheet.document.is_broken());
        let open = open.filter(|sheet| own.iter().all(|own| *own.name != **sheet.name));
        let workflow = |sheet: &Sheet| engine::Workflow {
            name: sheet.name.to_string(),
            definition: sheet.definition_to_run(),
            scenario: sheet.scenarios.to_run(&sheet.document).unwrap_or_else(|_| "{}".to_owned()),
        };
        open.map(workflow).collect()
    }

    /// Whether what is chosen is still one of those that are chosen together.
    pub(crate) fn keeps_group(&self) -> bool {
        matches!(*self.front.selected, crate::message::Selected::State(key) if self.front.group.contains(&key))
    }

    /// An open sheet.
    #[must_use]
    pub fn sheet(&self, id: SheetId) -> Option<&Sheet> {
        std::iter::once(&self.front).chain(self.resting.iter()).find(|sheet| sheet.id == id)
    }

    /// An open sheet.
    pub(crate) fn sheet_mut(&mut self, id: SheetId) -> Option<&mut Sheet> {
        // Who looks at the others is not to be told of what concerns this one.
        if self.front.id == id { Some(&mut self.front) } else { self.resting.iter_mut().find(|sheet| sheet.id == id) }
    }

    /// All open sheets.
    pub(crate) fn sheets_mut(&mut self) -> impl Iterator<Item = &mut Sheet> {
        std::iter::once(&mut self.front).chain(self.resting.iter_mut())
    }

    /// The open sheet that is kept in this record.
    pub(crate) fn sheet_of_record(&mut self, key: &str) -> Option<&mut Sheet> {
        if *self.front.keeping.key == *key {
            return Some(&mut self.front);
        }
        self.resting.iter_mut().find(|sheet| *sheet.keeping.key == *key)
    }

    /// All open sheets, that in front first.
    pub fn open_sheets(&self) -> impl Iterator<Item = &Sheet> {
        std::iter::once(&self.front).chain(self.resting.iter().rev())
    }
}

fn key(session: &str, number: u32) -> Arc<str> {
    format!("{session}-{number}").into()
}
