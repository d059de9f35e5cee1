//! A sheet: one open workflow with all that belongs to it.

use std::collections::HashMap;
use std::sync::Arc;

use asl::definition::{MACHINE, QueryLanguage, ScopeId, StateId, StateKind};
use asl::document::{Document, StateKey};
use asl::edit::Place;
use asl::graph::{Edge, Graph, Slot, Target};
use asl::notation::Notation;
use asl::text::{Span, TextEdit, Transaction};
use asl::tree::Tree;

use crate::drafts::Drafts;
use crate::history::{Change, History, Origin};
use crate::linting::Linting;
use crate::message::Selected;
use crate::problems::{Diagnostic, ProblemRow, Severity};
use crate::project::Project;
use crate::run::{PassedView, Run};
use crate::scenarios::Scenarios;
use crate::scene::text::visible_text;
use crate::scene::{self, EdgeKey, EdgeLook, Look, NodeKey, Scene};
use crate::shared::Shared;
use crate::testing::TestBench;
use crate::text_log::TextLog;
use crate::tracked::{Part, Tracked};

/// Numbers the sheets of a page's life; none is given twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId(pub u32);

/// Diagrams of longer texts are first arranged by the engine, so that the page is not busy with them; those with many ways between
/// states already from the second on, as lines take most of the time.
const LARGE: usize = 600_000;
const LARGE_IF_DENSE: usize = 100_000;

/// One open workflow.
#[derive(Debug)]
pub struct Sheet {
    /// Which sheet it is.
    pub id: Tracked<SheetId>,
    /// The workflow's name.
    pub name: Tracked<Arc<str>>,
    /// The gallery's slug of the example that it was made from.
    pub example: Tracked<Option<Arc<str>>>,
    /// The definition.
    pub document: Tracked<Document>,
    /// The number of the text, and how the last ones came about.
    pub text_log: Tracked<TextLog>,
    /// What can be undone.
    pub history: Tracked<History>,
    /// What the linter says of the document, or said of the one before until it is heard again.
    pub diagnostics: Tracked<Arc<Vec<Diagnostic>>>,
    /// The worst problem of each state.
    pub problem_marks: Tracked<Shared<ProblemMarks>>,
    /// The diagram.
    pub scene: Tracked<Shared<Scene>>,
    /// How the diagram is looked at; the scene tells of its changes.
    pub look: Look,
    /// The question to the engine that arranges it, if it is large and not there yet.
    pub(crate) arranging: Option<engine::Ticket>,
    /// How dense diagrams are drawn: the first paint, which has none, does without.
    pub(crate) simplify: Option<scene::Simplify>,
    /// What is chosen.
    pub selected: Tracked<Selected>,
    /// The states that are chosen together, if the one that is chosen is among them.
    pub group: Tracked<Arc<Vec<StateKey>>>,
    /// What was typed and is not taken over yet.
    pub drafts: Tracked<Drafts>,
    /// Inputs, mocks, expectations.
    pub scenarios: Tracked<Scenarios>,
    /// What the engine finds wrong with them: where, and what.
    pub scenario_problems: Tracked<Vec<(String, String)>>,
    /// The run that is looked at, if any.
    pub run: Tracked<Run>,
    /// Tests of single states.
    pub testing: Tracked<TestBench>,
    pub(crate) linting: Tracked<Linting>,
    /// How it is kept in the browser.
    pub keeping: Tracked<Keeping>,
    /// What is read with the first message: the document's text, where the first paint does without; its history; drafts.
    pub(crate) unread: Option<Unread>,
}

/// How a sheet is kept in the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// The key of its record.
    pub key: Arc<str>,
    /// The version of the record that this sheet continues; 0 while there is none.
    pub version: u64,
    /// Whether there is anything in it that was not there when it was opened as an example or anew.
    pub touched: bool,
    /// Whether it has changed since it was stored.
    pub due: bool,
    /// Who may change it.
    pub held: Held,
    /// The moment to look at once it has run: it came with the link.
    pub moment: Option<usize>,
}

/// Who may change a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// This page.
    #[default]
    Here,
    /// Another page, which this one follows without changing it.
    Elsewhere,
    /// Nobody: it came by a link, and is not kept until somebody says so.
    ByLink,
}

/// What of a record is not read yet.
#[derive(Clone, Debug)]
pub(crate) struct Unread {
    /// Whether the document's text is to be read, too.
    pub document: bool,
    /// What the record holds beside the texts.
    pub rest: String,
    /// How the diagram was looked at.
    pub look: String,
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

impl Sheet {
    /// A sheet of a workflow, all of which is read.
    #[must_use]
    pub fn open(id: SheetId, project: Project, keeping: Keeping) -> Self {
        let tree = Tree::read(project.definition.as_str());
        let mut sheet = Self::of(id, project, keeping, tree, false);
        sheet.read_on();
        sheet
    }

    /// The same for the first paint, which does without the reader of YAML, the scenarios and the history.
    #[must_use]
    pub fn for_first_paint(id: SheetId, project: Project, keeping: Keeping) -> Self {
        let unread = Notation::of(&project.definition) == Some(Notation::Yaml);
        let tree = match unread {
            true => Tree::unread(project.definition.as_str(), Notation::Yaml),
            false => Tree::parse(project.definition.as_str()),
        };
        Self::of(id, project, keeping, tree, unread)
    }

    fn of(id: SheetId, project: Project, keeping: Keeping, tree: Tree, unread: bool) -> Self {
        let mut sheet = Self {
            id: Tracked::new(Part::Front, id),
            name: Tracked::new(Part::Name, project.name.into()),
            example: Tracked::new(Part::Example, project.example.map(Arc::from)),
            scenarios: Tracked::new(Part::Scenarios, Scenarios::unread(project.scenarios, project.chosen)),
            document: Tracked::new(Part::Document, Document::of(tree)),
            text_log: Tracked::new(Part::TextLog, TextLog::default()),
            history: Tracked::new(Part::History, History::default()),
            diagnostics: Tracked::new(Part::Diagnostics, Arc::default()),
            problem_marks: Tracked::new(Part::ProblemMarks, Shared::default()),
            scene: Tracked::new(Part::Scene, Shared::default()),
            look: Look::default(),
            arranging: None,
            simplify: None,
            selected: Tracked::new(Part::Selected, Selected::Machine),
            group: Tracked::new(Part::Group, Arc::default()),
            drafts: Tracked::new(Part::Drafts, Drafts::default()),
            scenario_problems: Tracked::new(Part::ScenarioProblems, Vec::new()),
            run: Tracked::new(Part::Run, Run::default()),
            testing: Tracked::new(Part::Testing, TestBench::default()),
            linting: Tracked::new(Part::Linting, Linting::default()),
            keeping: Tracked::new(Part::Keeping, keeping),
            unread: (unread || !project.rest.is_empty()).then_some(Unread {
                document: unread,
                rest: project.rest,
                look: project.look.clone(),
            }),
        };
        if unread {
            sheet.linting.text_changed();
        } else {
            sheet.look = Look::read(&project.look, &sheet.document);
            sheet.derive();
        }
        sheet.show_diagnostics(sheet.syntax_diagnostics());
        sheet
    }

    /// Reads what was left unread; whether there is a diagram now that was not there before.
    pub(crate) fn read_on(&mut self) -> bool {
        self.simplify = Some(scene::Simplify::PLAIN);
        if self.scenarios.is_unread() {
            self.scenarios.unpack();
        }
        let Some(unread) = self.unread.take() else { return false };
        if unread.document {
            *self.document = Document::new(self.document.text.clone());
            self.look = Look::read(&unread.look, &self.document);
            self.derive();
            self.show_diagnostics(self.syntax_diagnostics());
        }
        crate::record::read_rest(self, &unread.rest);
        unread.document
    }

    /// Brings everything that follows from the document up to date.
    pub(crate) fn derive(&mut self) {
        self.linting.text_changed();
        self.draw();
        if let Selected::State(key) = *self.selected
            && !self.is_drawn(key)
        {
            *self.selected = Selected::Machine;
        }
    }

    /// Whether a state is on the diagram, if only within a folded one. While the text is broken, the diagram is that of the last
    /// good text, and lacks what is new.
    #[must_use]
    pub fn is_drawn(&self, key: StateKey) -> bool {
        self.scene.state(key).is_some() || self.scene.hidden_by(key).is_some()
    }

    /// The states that are chosen: none, one, or several of one scope.
    #[must_use]
    pub fn chosen(&self) -> Vec<StateKey> {
        let Selected::State(key) = *self.selected else { return Vec::new() };
        let together: Vec<StateKey> = match self.group.contains(&key) {
            true => self.group.iter().copied().filter(|key| self.document.state(*key).is_some()).collect(),
            false => Vec::new(),
        };
        if together.len() > 1 { together } else { vec![key] }
    }

    /// The same by their places in the definition.
    #[must_use]
    pub fn chosen_ids(&self) -> Vec<StateId> {
        self.chosen().into_iter().filter_map(|key| self.document.state(key)).collect()
    }

    /// Whether a diagram is not there yet, because it is large and the engine is to arrange it. Once it is there, edits are
    /// drawn at once, whatever its size.
    #[must_use]
    pub fn is_arranged_elsewhere(&self) -> bool {
        let Document { text, picture, .. } = &*self.document;
        let states = &picture.definition.states;
        let ways = || states.iter().map(|state| asl::graph::slots(state).len()).sum::<usize>();
        let is_large = || text.len() > LARGE || text.len() > LARGE_IF_DENSE && 2 * ways() > 3 * states.len();
        self.scene.nodes.is_empty() && !picture.stale && !states.is_empty() && is_large()
    }

    /// Draws the diagram anew.
    pub(crate) fn draw(&mut self) {
        self.arranging = None;
        if !self.is_arranged_elsewhere() {
            self.draw_here();
        }
    }

    pub(crate) fn draw_here(&mut self) {
        let scene = scene::build_with(&self.document.picture, &self.look, &self.scene, self.simplify);
        // An edit that changes nothing of the diagram leaves it as it is, for everybody who draws it.
        if scene != **self.scene {
            *self.scene = Shared::new(scene);
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
        *self.problem_marks = Shared::new(ProblemMarks(marks));
        *self.diagnostics = Arc::new(diagnostics);
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
        match *self.selected {
            Selected::Transition(slot) => Place::On(slot),
            Selected::State(key) => self.document.state(key).map_or(Place::End(MACHINE), |id| self.place_after(id)),
            Selected::Machine => self.place_at_end(MACHINE, None),
        }
    }

    /// Behind a state: on its own transition, a Choice's last way, or at its scope's end.
    fn place_after(&self, id: StateId) -> Place {
        let state = self.document.definition.state(id);
        match asl::graph::slots(state).into_iter().rfind(|slot| !matches!(slot, Slot::Catch(..))) {
            Some(slot) => Place::On(slot),
            None => self.place_at_end(state.scope, Some(id)),
        }
    }

    /// At a scope's end; where nothing leads there, before the state at which the flow ends, or at the scope's start.
    fn place_at_end(&self, scope: ScopeId, last: Option<StateId>) -> Place {
        let graph = Graph::new(&self.document.definition);
        let edges = graph.scopes.get(scope.0 as usize).map(|scope| scope.edges.as_slice()).unwrap_or_default();
        if edges.is_empty() || edges.iter().any(|edge| matches!(edge.target, Target::End | Target::Unset)) {
            return Place::End(scope);
        }
        let leads_in = |edge: &&Edge| last.is_some_and(|last| edge.target == Target::State(last));
        edges.iter().find(leads_in).map_or(Place::On(Slot::StartAt(scope)), |edge| Place::On(edge.slot))
    }

    /// Whether a state's expressions are JSONata.
    #[must_use]
    pub fn is_jsonata(&self, key: StateKey) -> bool {
        let id = self.document.state(key);
        id.is_some_and(|id| self.document.definition.state(id).query_language == QueryLanguage::Jsonata)
    }

    /// What passed the chosen transition, or the one with this key.
    #[must_use]
    pub fn passed(&self, key: Option<EdgeKey>) -> Option<PassedView> {
        let edge = match (key, *self.selected) {
            (Some(key), _) => self.scene.edge(key)?,
            (None, Selected::Transition(slot)) => self.scene.edges.iter().find(|edge| edge.slot == slot)?,
            _ => return None,
        };
        match (edge.key.from, edge.to?) {
            (NodeKey::State(from), NodeKey::State(to)) => self.run.passed(from, to, edge.look == EdgeLook::Catch),
            _ => None,
        }
    }

    /// Whether the canvas shows an older diagram because the text is broken.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.document.picture.stale
    }

    /// What to tell whoever wants something done with a definition that cannot be read.
    pub(crate) fn readable(&self) -> Result<(), &'static str> {
        match self.is_stale() || self.document.is_broken() {
            true => Err("The definition has syntax errors; mend them first, see Problems"),
            false => Ok(()),
        }
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
            message: visible_text(&diagnostic.message).into_owned(),
            help: diagnostic.help.as_deref().unwrap_or_default().to_owned(),
            location: visible_text(&diagnostic.location).into_owned(),
            line: self.document.lines.position(&self.document.text, diagnostic.span.start).line as usize + 1,
            fix: diagnostic.fix.as_ref().map(|fix| crate::problems::capitalised(&fix.label)),
        };
        self.diagnostics.iter().map(row).collect()
    }

    /// Makes a change as one step of the history; whether anything is another now. Mocks follow the states.
    pub(crate) fn apply(&mut self, mut change: Change, origin: Origin) -> bool {
        if change.is_empty() {
            return false;
        }
        let after = change.definition.as_ref().map(|change| self.document.apply(change).0);
        if let Some(after) = &after {
            // The scenarios' own change comes first; what follows from the definition's is of the text after it.
            let mut scenarios = self.scenarios.clone();
            change.scenarios.as_ref().map(|change| scenarios.apply(change));
            let follow = scenarios.follow(&self.document, after, origin != Origin::Command);
            change.scenarios = match (change.scenarios.take(), follow) {
                (Some(own), Some(follow)) => Some(own.then(&follow)),
                (own, follow) => own.or(follow),
            };
        }
        let inverse = self.make(&change);
        self.history.record(inverse, origin);
        true
    }

    /// Takes the last step back, or does it again; its label.
    pub(crate) fn travel(&mut self, back: bool) -> Option<String> {
        let mut history = std::mem::take(&mut *self.history);
        let change = match back {
            true => history.undo(|change| self.make(change)),
            false => history.redo(|change| self.make(change)),
        };
        *self.history = history;
        change.map(|change| change.label)
    }

    /// Makes a change and gives the change that takes it back. Everything that follows is brought up to date.
    fn make(&mut self, change: &Change) -> Change {
        let mut inverse = Change { label: change.label.clone(), ..Change::default() };
        let chosen = self.scenarios.chosen();
        if let Some(change) = &change.scenarios {
            let before = self.tried(chosen).filter(|_| self.run.has_recording());
            inverse.scenarios = Some(self.scenarios.apply(change));
            // What is expected of a run makes it no other.
            let after = self.tried(chosen);
            if !before.zip(after).is_some_and(|(before, after)| before.is_same_run(&after)) {
                self.run.mark_stale();
            }
        }
        if let Some(index) = change.chosen {
            self.scenarios.choose(index);
        }
        inverse.chosen = (self.scenarios.chosen() != chosen).then_some(chosen);
        if let Some(name) = &change.name {
            inverse.name = Some(std::mem::replace(&mut self.name, Arc::clone(name)));
        }
        if let Some(change) = &change.definition {
            let (document, back) = self.document.apply(change);
            inverse.definition = Some(back);
            self.arrive(document, change);
        } else if change.scenarios.is_some() {
            // What the linter says depends on the workflow's type.
            self.linting.text_changed();
        }
        self.keeping.touched = true;
        inverse
    }

    /// The document is another one: everything that follows from it, too.
    fn arrive(&mut self, document: Document, change: &Transaction) {
        if let Selected::Transition(slot) = *self.selected {
            let after = self.document.slot_after(slot, change, &document);
            *self.selected = after.map_or(Selected::Machine, Selected::Transition);
        }
        self.text_log.note(&self.document, change);
        *self.document = document;
        self.run.mark_stale();
        self.derive_after(change);
    }

    /// Whether Tasks start executions of other workflows.
    pub(crate) fn starts_executions(&self) -> bool {
        let resource = |state: &asl::definition::State| match &state.kind {
            StateKind::Task(task) => task.resource.as_ref().map(|resource| resource.value.clone()),
            _ => None,
        };
        let lower = |resource: std::sync::Arc<str>| resource.to_ascii_lowercase();
        self.document
            .definition
            .states
            .iter()
            .filter_map(resource)
            .map(lower)
            .any(|resource| resource.contains("start") && resource.contains("execution"))
    }

    /// Another page has changed the workflow: this is what it is now.
    pub(crate) fn follow(&mut self, project: Project) {
        *self.scenarios = Scenarios::read(project.scenarios);
        self.scenarios.choose(project.chosen);
        *self.name = project.name.into();
        let whole = Span::new(0, self.document.text.len() as u32);
        let change = Transaction::new("follow", vec![TextEdit::replace(whole, project.definition)]);
        let change = change.trimmed(&self.document.text);
        let (document, _) = self.document.apply(&change);
        self.arrive(document, &change);
        *self.drafts = Drafts::default();
        crate::record::read_rest(self, &project.rest);
    }

    /// The workflow as it would be opened anew.
    #[must_use]
    pub fn project(&self) -> Project {
        Project {
            name: self.name.to_string(),
            example: self.example.as_deref().map(str::to_owned),
            definition: self.document.text.to_string(),
            scenarios: self.scenarios.text().to_string(),
            chosen: self.scenarios.chosen(),
            rest: String::new(),
            look: self.look.write(&self.document),
        }
    }
}
