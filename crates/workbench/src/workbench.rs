//! The state of the whole app.

use std::collections::HashMap;
use std::sync::Arc;

use asl::definition::{MACHINE, QueryLanguage, StateId};
use asl::document::{Document, StateKey};
use asl::edit::Place;
use asl::graph::Slot;
use asl::history::History;
use asl::notation::Notation;
use asl::text::Transaction;
use asl::tree::Tree;

use crate::commands::Overlay;
use crate::drafts::Drafts;
use crate::linting::Linting;
use crate::message::Selected;
use crate::panels::Panels;
use crate::problems::{Diagnostic, Notice, ProblemRow, Severity};
use crate::project::Project;
use crate::run::Run;
use crate::scenarios::Scenarios;
use crate::scene::{self, Scene};
use crate::shared::Shared;
use crate::testing::TestBench;
use crate::text_log::TextLog;

/// Everything there is, but for what only the pointer knows.
#[derive(Debug)]
pub struct Workbench {
    /// The workflow's name.
    pub name: Arc<str>,
    /// The gallery's slug of the example that is open, until another text is opened.
    pub example: Option<Arc<str>>,
    /// The definition.
    pub document: Document,
    /// The number of the text, and how the last ones came about.
    pub text_log: TextLog,
    /// What can be undone.
    pub history: History,
    /// What the linter says of the document, or said of the one before until it is heard again.
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The worst problem of each state.
    pub problem_marks: Shared<ProblemMarks>,
    /// The diagram.
    pub scene: Shared<Scene>,
    /// What is chosen.
    pub selected: Selected,
    /// What was typed and is not taken over yet.
    pub drafts: Drafts,
    /// Inputs, mocks, expectations.
    pub scenarios: Scenarios,
    /// The run that is looked at, if any.
    pub run: Run,
    /// Tests of single states.
    pub testing: TestBench,
    /// The layout of the screen.
    pub panels: Panels,
    /// What lies over the page to choose from.
    pub overlay: Option<Overlay>,
    /// The states that were copied last in this page, as ASL text.
    pub clipboard: Option<Arc<str>>,
    /// A word to the user.
    pub notice: Option<Notice>,
    /// Whether the browser holds the newest state.
    pub saved: Saved,
    /// The project that was open before this one.
    pub(crate) former: Option<Project>,
    pub(crate) linting: Linting,
    /// The document's text is not read yet.
    pub(crate) unread: bool,
    /// The slug of the example whose texts are on their way.
    pub(crate) awaited_example: Option<String>,
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

/// The worst problem of each state that has one.
#[derive(Clone, Debug, Default)]
pub struct ProblemMarks(HashMap<StateKey, Severity>);

impl ProblemMarks {
    /// The worst problem of this state; advice alone leaves no mark.
    #[must_use]
    pub fn of(&self, key: StateKey) -> Option<Severity> {
        self.0.get(&key).copied().filter(|severity| *severity != Severity::Advice)
    }
}

impl Workbench {
    /// The app as it was left: the stored project, or the first example on a first visit. What cannot be read is said, and
    /// kept where it is until the next change. YAML is read with the first message: the first paint does without its reader.
    #[must_use]
    pub fn restore(project: Option<&str>, panels: Option<&str>) -> Self {
        let panels = panels.map(Panels::read).unwrap_or_default();
        let (project, notice) = match project.map(Project::read) {
            Some(Ok(project)) => (project, None),
            Some(Err(why)) => {
                let text =
                    format!("The workflow kept in this browser could not be read ({why}); the first example is open instead");
                (Project::first(), Some(Notice::new(Severity::Warning, text)))
            }
            None => (Project::first(), None),
        };
        let unread = Notation::of(&project.definition) == Some(Notation::Yaml);
        let tree = match unread {
            true => Tree::unread(project.definition.as_str(), Notation::Yaml),
            false => Tree::parse(project.definition.as_str()),
        };
        let workbench = Self::with(Document::of(tree), project, panels, notice);
        if unread { Self { unread, scene: Shared::default(), ..workbench } } else { workbench }
    }

    /// An app with this project open.
    #[must_use]
    pub fn open(project: Project, panels: Panels, notice: Option<Notice>) -> Self {
        Self::with(Document::new(project.definition.as_str()), project, panels, notice)
    }

    fn with(document: Document, project: Project, panels: Panels, notice: Option<Notice>) -> Self {
        let mut workbench = Self {
            name: project.name.into(),
            example: project.example.map(Arc::from),
            scenarios: Scenarios::unread(project.scenarios),
            document,
            text_log: TextLog::default(),
            history: History::default(),
            diagnostics: Arc::default(),
            problem_marks: Shared::default(),
            scene: Shared::default(),
            selected: Selected::Machine,
            drafts: Drafts::default(),
            run: Run::default(),
            testing: TestBench::default(),
            panels,
            overlay: None,
            clipboard: None,
            notice,
            saved: Saved::Saved,
            former: None,
            linting: Linting::default(),
            unread: false,
            awaited_example: None,
        };
        workbench.derive();
        workbench.show_diagnostics(workbench.syntax_diagnostics());
        workbench
    }

    /// Reads what was left unread; whether there was anything.
    pub(crate) fn read_on(&mut self) -> bool {
        let unread = std::mem::take(&mut self.unread);
        if unread {
            self.document = Document::new(self.document.text.clone());
            self.derive();
            self.show_diagnostics(self.syntax_diagnostics());
        }
        unread
    }

    /// Brings everything that follows from the document up to date.
    pub(crate) fn derive(&mut self) {
        self.linting.text_changed();
        self.scenarios.follow(&self.document);
        let scene = scene::build(&self.document.picture, &self.scene);
        // An edit that changes nothing of the diagram leaves it as it is, for everybody who draws it.
        if scene != *self.scene {
            self.scene = Shared::new(scene);
        }
        if let Selected::State(key) = self.selected
            && self.scene.state(key).is_none()
        {
            self.selected = Selected::Machine;
        }
    }

    /// The same after a change, which the diagnostics follow until the linter is heard.
    pub(crate) fn derive_after(&mut self, change: &Transaction) {
        self.derive();
        let mut diagnostics = self.diagnostics.to_vec();
        diagnostics.iter_mut().for_each(|diagnostic| diagnostic.follow(change));
        self.show_diagnostics(diagnostics);
    }

    /// Puts these diagnostics in the place of the former ones.
    pub(crate) fn show_diagnostics(&mut self, diagnostics: Vec<Diagnostic>) {
        let mut marks = HashMap::new();
        for diagnostic in &diagnostics {
            let Some(state) = self.state_at(diagnostic.span.start).filter(|_| !self.document.picture.stale) else { continue };
            let mark = marks.entry(self.document.key(state)).or_insert(diagnostic.severity);
            *mark = (*mark).min(diagnostic.severity);
        }
        self.problem_marks = Shared::new(ProblemMarks(marks));
        self.diagnostics = Arc::new(diagnostics);
    }

    /// What Undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<String> {
        let opened = || self.former.as_ref().map(|former| format!("back to {}", former.name));
        self.history.undo_label().map(str::to_owned).or_else(opened)
    }

    /// The innermost state whose text holds this place.
    #[must_use]
    pub fn state_at(&self, offset: u32) -> Option<StateId> {
        let definition = &self.document.definition;
        // States stand in the order of their names in the text, nested ones behind their container.
        let before = definition.states.partition_point(|state| state.name.span.start <= offset);
        let mut at = before.checked_sub(1).map(|index| StateId(index as u32));
        while let Some(id) = at {
            let state = definition.state(id);
            if state.span.touches(offset) || state.name.span.touches(offset) {
                break;
            }
            at = definition.scope(state.scope).owner;
        }
        at
    }

    /// Where a state is added that nobody puts anywhere: on the chosen transition, behind the chosen state, or at the end.
    #[must_use]
    pub fn place_at_selection(&self) -> Place {
        match self.selected {
            Selected::Transition(slot) => Place::On(slot),
            Selected::State(key) => self.document.state(key).map_or(Place::End(MACHINE), |id| self.place_after(id)),
            Selected::Machine => Place::End(MACHINE),
        }
    }

    /// Behind a state: on its own transition, a Choice's last way, or at its scope's end.
    fn place_after(&self, id: StateId) -> Place {
        let state = self.document.definition.state(id);
        match asl::graph::slots(state).into_iter().rfind(|slot| !matches!(slot, Slot::Catch(..))) {
            Some(slot) => Place::On(slot),
            None => Place::End(state.scope),
        }
    }

    /// Whether a state's expressions are JSONata.
    #[must_use]
    pub fn is_jsonata(&self, key: StateKey) -> bool {
        let id = self.document.state(key);
        id.is_some_and(|id| self.document.definition.state(id).query_language == QueryLanguage::Jsonata)
    }

    /// Whether the canvas shows an older diagram because the text is broken.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.document.picture.stale
    }

    /// How many errors and warnings there are.
    #[must_use]
    pub fn problem_counts(&self) -> (usize, usize) {
        let count = |wanted| self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == wanted).count();
        (count(Severity::Error), count(Severity::Warning))
    }

    /// The problems as rows.
    #[must_use]
    pub fn problem_rows(&self) -> Vec<ProblemRow> {
        let row = |diagnostic: &Diagnostic| ProblemRow {
            severity: diagnostic.severity,
            message: diagnostic.message.to_string(),
            help: diagnostic.help.as_deref().unwrap_or_default().to_owned(),
            location: diagnostic.location.to_string(),
            line: self.document.lines.position(&self.document.text, diagnostic.span.start).line as usize + 1,
            fix: diagnostic.fix.as_ref().map(|fix| capitalised(&fix.label)),
        };
        self.diagnostics.iter().map(row).collect()
    }

    /// The project as it is kept in the browser.
    #[must_use]
    pub fn project(&self) -> Project {
        Project {
            name: self.name.to_string(),
            example: self.example.as_deref().map(str::to_owned),
            definition: self.document.text.to_string(),
            scenarios: self.scenarios.write(),
        }
    }
}

/// The text with a capital first letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
