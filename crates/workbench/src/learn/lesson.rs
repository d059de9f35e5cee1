//! The lesson that is open: its pages, what was answered, and the sheets that it opens.

use std::collections::BTreeMap;

use engine::{Given, Judgement, KindView, LessonView, Phase, QuestionView, Request, TaskView, Ticket};
use value::Value;

use super::{LearnMessage, Progress};
use crate::effect::Effect;
use crate::message::{Message, RunMessage, ScenarioMessage, Selected};
use crate::project::Project;
use crate::sheet::SheetId;
use crate::workbench::Workbench;

/// A page of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// What it tells before anything is asked.
    Story,
    /// A question before anything was run, by its place.
    Predict(usize),
    /// What to do and look at while running it.
    Run,
    /// A question about the run, by its place.
    Investigate(usize),
    /// A working workflow to change.
    Modify,
    /// A workflow to build.
    Make,
    /// What to remember.
    Remember,
}

/// What was given on a page, and what was said to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// As typed or chosen.
    pub typed: String,
    /// What was said; `None` before, and while it is awaited.
    pub judgement: Option<Judgement>,
    /// The question to the engine that is not answered yet.
    awaited: Option<Ticket>,
    /// How many hints are shown.
    pub hints: usize,
    /// Whether the pieces of a solution are shown.
    pub arranges: bool,
}

/// A lesson that is open.
#[derive(Clone, Debug)]
pub struct OpenLesson {
    /// Its place in the curriculum, if it is of it.
    pub place: Option<(usize, usize)>,
    /// Its place among those that were brought here, if it is of them.
    pub own: Option<usize>,
    text: String,
    ticket: Ticket,
    /// What it holds, once the engine has read it; or why it cannot.
    pub lesson: Option<Result<Box<LessonView>, String>>,
    /// Which page is looked at.
    pub page: usize,
    answers: BTreeMap<Page, Answer>,
    /// The sheets that it has opened: of the workflow that is looked at, and of the tasks.
    sheets: BTreeMap<Page, SheetId>,
}

/// What is on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// Which page.
    pub page: Page,
    /// Its number, from 0, and how many there are.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// What is asked.
    pub question: Option<QuestionView>,
    /// What is to be changed or built.
    pub task: Option<TaskView>,
    /// What was given.
    pub answer: Answer,
    /// Whether the answer is on its way.
    pub waits: bool,
    /// Whether what the page asks is done, or it asks nothing.
    pub is_done: bool,
}

/// The run that a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedRun {
    /// Its place among the lesson's examples.
    pub scenario: usize,
    /// Its name.
    pub name: String,
    /// Whether it is to be looked at, and not to be told before.
    pub is_to_find: bool,
    /// Whether it is the one on the screen.
    pub is_shown: bool,
}

impl OpenLesson {
    pub(super) fn begin(text: &str, place: Option<(usize, usize)>, ticket: Ticket) -> Self {
        Self {
            place,
            own: None,
            text: text.to_owned(),
            ticket,
            lesson: None,
            page: 0,
            answers: BTreeMap::new(),
            sheets: BTreeMap::new(),
        }
    }

    /// What it holds, once the engine has read it.
    #[must_use]
    pub fn view(&self) -> Option<&LessonView> {
        self.lesson.as_ref()?.as_ref().ok().map(|view| &**view)
    }

    /// Its pages, in order.
    #[must_use]
    pub fn pages(&self) -> Vec<Page> {
        let Some(view) = self.view() else { return vec![] };
        let mut pages = vec![Page::Story];
        pages.extend((0..view.predict.len()).map(Page::Predict));
        if !view.run.is_empty() {
            pages.push(Page::Run);
        }
        pages.extend((0..view.investigate.len()).map(Page::Investigate));
        pages.extend(view.modify.as_ref().map(|_| Page::Modify));
        pages.extend(view.make.as_ref().map(|_| Page::Make));
        pages.push(Page::Remember);
        pages
    }

    /// The page that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<PageView> {
        let pages = self.pages();
        let page = *pages.get(self.page)?;
        let answer = self.answers.get(&page).cloned().unwrap_or_default();
        let (question, task) = (self.question(page).cloned(), self.task(page).cloned());
        let passed = answer.judgement.as_ref().is_some_and(|judgement| judgement.passed);
        Some(PageView {
            page,
            number: self.page,
            count: pages.len(),
            waits: answer.awaited.is_some(),
            is_done: passed || (question.is_none() && task.is_none()),
            question,
            task,
            answer,
        })
    }

    fn question(&self, page: Page) -> Option<&QuestionView> {
        let view = self.view()?;
        match page {
            Page::Predict(index) => view.predict.get(index),
            Page::Investigate(index) => view.investigate.get(index),
            _ => None,
        }
    }

    fn task(&self, page: Page) -> Option<&TaskView> {
        let view = self.view()?;
        match page {
            Page::Modify => view.modify.as_ref(),
            Page::Make => view.make.as_ref(),
            _ => None,
        }
    }

    /// The name under which progress in it is kept: who tries what is being written learns nothing.
    fn kept_id(&self) -> Option<&str> {
        self.view().filter(|_| self.place.is_some() || self.own.is_some()).map(|view| view.id.as_str())
    }

    /// The sheets that it has opened.
    pub(super) fn sheets(&self) -> impl Iterator<Item = SheetId> {
        self.sheets.values().copied()
    }

    /// Whether it has opened this sheet.
    #[must_use]
    pub fn shows(&self, sheet: SheetId) -> bool {
        self.sheets.values().any(|shown| *shown == sheet)
    }

    /// The labels that the author gives to states of the workflow.
    #[must_use]
    pub fn groups(&self) -> &[(String, Vec<String>)] {
        self.view().map_or(&[], |view| &view.groups)
    }

    fn answer_mut(&mut self) -> Option<(Page, &mut Answer)> {
        let page = *self.pages().get(self.page)?;
        Some((page, self.answers.entry(page).or_default()))
    }
}

/// Takes in what happens in an open lesson.
pub(super) fn update(workbench: &mut Workbench, message: LearnMessage) -> Result<Vec<Effect>, String> {
    let Some(open) = workbench.learn.open.as_ref() else { return Err("open a lesson first".to_owned()) };
    Ok(match message {
        LearnMessage::Turn(page) => turn(workbench, page),
        LearnMessage::Type(text) => {
            with_answer(workbench, |answer| {
                answer.typed = text;
                answer.judgement = None;
            });
            Vec::new()
        }
        // Once is enough while the answer is on its way.
        LearnMessage::Submit if open.current().is_some_and(|page| page.waits) => Vec::new(),
        LearnMessage::Submit => {
            let mut effects = to_its_sheet(workbench);
            effects.extend(submit(workbench));
            effects
        }
        LearnMessage::Hint => {
            let most = open.current().and_then(|page| page.task).map_or(0, |task| task.hints.len());
            with_answer(workbench, |answer| answer.hints = (answer.hints + 1).min(most));
            Vec::new()
        }
        LearnMessage::Arrange => {
            with_answer(workbench, |answer| answer.arranges = true);
            Vec::new()
        }
        LearnMessage::Put(index) => {
            let page = open.current().and_then(|page| page.task);
            let (name, state) = page.as_ref().and_then(|task| task.pieces.get(index)).ok_or("there is no such piece")?;
            let text = Value::object([(name.as_str(), value::parse(state).unwrap_or_default())]).to_json_pretty();
            let mut effects = to_its_sheet(workbench);
            effects.extend(crate::update::update(workbench, Message::Edit(crate::message::Edit::Paste(text))));
            effects
        }
        LearnMessage::Solution(index) => {
            let view = open.view().map(|view| view.title.clone()).unwrap_or_default();
            let task = open.current().and_then(|page| page.task).ok_or("this page has no solution")?;
            let definition = match index.checked_sub(1) {
                None => task.solution,
                Some(other) => task.others.get(other).ok_or("there is no such solution")?.1.clone(),
            };
            let project = Project { scenarios: task.scenarios, ..lesson_project(&format!("{view}: a solution"), definition) };
            crate::update::open(workbench, project)
        }
        LearnMessage::Run(scenario) => run_example(workbench, scenario),
        LearnMessage::Look(index) => look(workbench, index)?,
        LearnMessage::Restart => {
            let Some(page) = open.current() else { return Ok(Vec::new()) };
            let Some(task) = page.task else { return Ok(Vec::new()) };
            with_answer(workbench, |answer| *answer = Answer::default());
            let mut effects = to_its_sheet(workbench);
            effects.extend(crate::update::replace_text(workbench, "begin anew", &task.start));
            effects
        }
        _ => Vec::new(),
    })
}

fn with_answer(workbench: &mut Workbench, change: impl FnOnce(&mut Answer)) {
    if let Some((_, answer)) = workbench.learn.open.as_mut().and_then(OpenLesson::answer_mut) {
        change(answer);
    }
}

/// A workflow of a lesson: not kept until it is changed, like an example.
fn lesson_project(name: &str, definition: String) -> Project {
    Project { name: name.to_owned(), example: Some("lesson".to_owned()), definition, ..Project::default() }
}

/// Goes to a page, and shows the workflow that it is about.
fn turn(workbench: &mut Workbench, page: usize) -> Vec<Effect> {
    let Some(open) = workbench.learn.open.as_mut() else { return Vec::new() };
    let pages = open.pages();
    let Some(shown) = pages.get(page).copied() else { return Vec::new() };
    let left = open.current().filter(|left| left.number + 1 == page && !left.is_done);
    open.page = page;
    let skips = left.is_some_and(|left| note_progress(workbench, |progress, id| progress.skip(id, left.number)));
    let mut effects = show_sheet(workbench, shown);
    let Some(open) = workbench.learn.open.as_ref() else { return effects };
    if let Some(question) = open.question(shown) {
        effects.extend(choose_scenario(workbench, question.scenario as usize));
    } else if matches!(shown, Page::Modify | Page::Make) && workbench.panels.dock_open {
        // What is to be changed is changed in the place of forms and palette, not in that of a run.
        workbench.panels.dock_open = false;
        effects.push(Effect::FitCanvas);
    }
    effects.extend(keep_progress(workbench, page, skips));
    effects.push(Effect::Focus(PAGE));
    effects
}

/// Takes note of how it stands with the lesson that is open; whether this is news to keep.
fn note_progress(workbench: &mut Workbench, note: impl FnOnce(&mut Progress, &str) -> bool) -> bool {
    let Some(id) = workbench.learn.open.as_ref().and_then(|open| open.kept_id().map(str::to_owned)) else { return false };
    note(&mut workbench.learn.progress, &id)
}

/// Where the page stands on the screen; it takes the focus, so that keys go on from there.
const PAGE: &str = "lesson-page";

/// Keeps where the lesson stands, to go on there another time: at its end it is done, and begins anew.
fn keep_progress(workbench: &mut Workbench, page: usize, is_news: bool) -> Option<Effect> {
    let at_end = page + 1 == workbench.learn.open.as_ref()?.pages().len();
    let stands = note_progress(workbench, |progress, id| progress.stand(id, if at_end { 0 } else { page }));
    let ends = at_end && note_progress(workbench, Progress::finish);
    (is_news || stands || ends).then(|| Effect::StoreProgress(workbench.learn.progress.write()))
}

/// The page whose sheet a page shows: tasks have their own, all else looks at the lesson's workflow.
fn sheet_page(page: Page) -> Page {
    if matches!(page, Page::Modify | Page::Make) { page } else { Page::Story }
}

fn show_sheet(workbench: &mut Workbench, page: Page) -> Vec<Effect> {
    let page = sheet_page(page);
    let Some(open) = workbench.learn.open.as_ref() else { return Vec::new() };
    let Some(view) = open.view() else { return Vec::new() };
    if let Some(id) = open.sheets.get(&page).copied()
        && let Some(sheet) = workbench.sheet(id)
    {
        if workbench.front.id == id {
            return Vec::new();
        }
        let key = sheet.keeping.key.clone();
        return crate::update::show_open(workbench, &key);
    }
    let project = match open.task(page) {
        None => Project { scenarios: view.scenarios.clone(), ..lesson_project(&view.title, view.workflow.clone()) },
        Some(task) => {
            let name = format!("{}: {}", view.title, if page == Page::Make { "build" } else { "change" });
            Project { scenarios: task.scenarios.clone(), ..lesson_project(&name, task.start.clone()) }
        }
    };
    let effects = crate::update::open(workbench, project);
    let id = *workbench.front.id;
    if let Some(open) = workbench.learn.open.as_mut() {
        open.sheets.insert(page, id);
    }
    effects
}

/// What is done with a task is done with its workflow, whichever was looked at in between.
fn to_its_sheet(workbench: &mut Workbench) -> Vec<Effect> {
    match workbench.learn.open.as_ref().and_then(OpenLesson::current) {
        Some(page) if page.task.is_some() => show_sheet(workbench, page.page),
        _ => Vec::new(),
    }
}

impl Workbench {
    /// The pages of the open lesson that were left without a right answer, with their numbers.
    #[must_use]
    pub fn lesson_skipped(&self) -> Vec<(usize, Page)> {
        let Some(open) = self.learn.open.as_ref() else { return Vec::new() };
        let pages = open.pages();
        let skipped = open.kept_id().into_iter().flat_map(|id| self.learn.progress.skipped(id));
        skipped.filter_map(|number| Some((number, *pages.get(number)?))).collect()
    }

    /// The run that the question of the open lesson's page is about.
    #[must_use]
    pub fn lesson_asks_about(&self) -> Option<AskedRun> {
        let open = self.learn.open.as_ref()?;
        let page = *open.pages().get(open.page)?;
        let scenario = open.question(page).filter(|question| question.about_run)?.scenario as usize;
        let is_to_find = matches!(page, Page::Investigate(_));
        let runs = &open.view()?.runs;
        if runs.len() < 2 && !is_to_find {
            return None;
        }
        let run = &self.front.run;
        let is_fresh = run.has_recording() && !run.is_stale() && !run.is_history();
        Some(AskedRun {
            scenario,
            name: runs.get(scenario)?.clone(),
            is_to_find,
            is_shown: is_fresh && self.front.scenarios.chosen() == scenario && !self.lesson_is_elsewhere(),
        })
    }

    /// Whether another workflow is looked at than the one that the page of the open lesson is about.
    #[must_use]
    pub fn lesson_is_elsewhere(&self) -> bool {
        let page = self.learn.open.as_ref().and_then(|open| Some((open, *open.pages().get(open.page)?)));
        page.is_some_and(|(open, page)| open.sheets.get(&sheet_page(page)) != Some(&*self.front.id))
    }
}

fn choose_scenario(workbench: &mut Workbench, scenario: usize) -> Vec<Effect> {
    if workbench.front.scenarios.chosen() == scenario {
        return Vec::new();
    }
    crate::update::update(workbench, Message::Scenario(ScenarioMessage::Choose(scenario)))
}

/// Gives what is asked for on this page to the engine.
fn submit(workbench: &mut Workbench) -> Vec<Effect> {
    let Some(page) = workbench.learn.open.as_ref().and_then(OpenLesson::current) else { return Vec::new() };
    let (phase, given) = match page.page {
        Page::Predict(index) => (Phase::Predict, Given::Answer(index as u32, answer_text(workbench, &page))),
        Page::Investigate(index) => (Phase::Investigate, Given::Answer(index as u32, answer_text(workbench, &page))),
        Page::Modify => (Phase::Modify, Given::Definition(workbench.front.definition_to_run())),
        Page::Make => (Phase::Make, Given::Definition(workbench.front.definition_to_run())),
        Page::Story | Page::Run | Page::Remember => return Vec::new(),
    };
    let ticket = workbench.tickets.next(*workbench.front.id);
    let Some(open) = workbench.learn.open.as_mut() else { return Vec::new() };
    let text = open.text.clone();
    if let Some((_, answer)) = open.answer_mut() {
        answer.awaited = Some(ticket);
        answer.judgement = None;
    }
    vec![Effect::Engine(Request::Judge { ticket, text, phase, given })]
}

/// What is given to a question: what was typed; a place is the step that is looked at.
fn answer_text(workbench: &Workbench, page: &PageView) -> String {
    match page.question.as_ref().map(|question| &question.kind) {
        Some(KindView::Place) => match workbench.front.run.chosen_place() {
            Some((state, visit)) => {
                Value::object([("state", Value::from(state)), ("visit", Value::from(visit as i64))]).to_json()
            }
            None => "null".to_owned(),
        },
        Some(KindView::Input(given)) if page.answer.typed.is_empty() => given.clone(),
        Some(KindView::State) if page.answer.typed.is_empty() => chosen_state(workbench).unwrap_or_default(),
        _ => page.answer.typed.clone(),
    }
}

/// The state that is chosen on the diagram, by name.
fn chosen_state(workbench: &Workbench) -> Option<String> {
    match *workbench.front.selected {
        Selected::State(key) => {
            let id = workbench.front.document.state(key)?;
            Some(workbench.front.document.definition.state(id).name.value.to_string())
        }
        _ => None,
    }
}

/// Runs an example of the lesson, whichever workflow lies open.
fn run_example(workbench: &mut Workbench, scenario: usize) -> Vec<Effect> {
    let mut effects = show_sheet(workbench, Page::Story);
    effects.extend(choose_scenario(workbench, scenario));
    effects.extend(crate::update::update(workbench, Message::Run(RunMessage::Start)));
    effects
}

/// Opens the run of a check: its scenario comes last in the list of the learner's workflow, is chosen and run.
fn look(workbench: &mut Workbench, index: usize) -> Result<Vec<Effect>, String> {
    let answer = workbench.learn.open.as_ref().and_then(OpenLesson::current).map(|page| page.answer);
    let judgement = answer.and_then(|answer| answer.judgement).ok_or("check it first")?;
    let scenario = judgement.checks.get(index).and_then(|check| check.scenario.clone()).ok_or("this check runs nothing")?;
    let mut effects = crate::update::update(workbench, Message::Scenario(ScenarioMessage::Add(scenario)));
    effects.extend(crate::update::update(workbench, Message::Run(RunMessage::Start)));
    Ok(effects)
}

/// The engine has read a lesson.
pub(super) fn arrived(workbench: &mut Workbench, ticket: Ticket, lesson: Result<Box<LessonView>, String>) -> Vec<Effect> {
    let Some(open) = workbench.learn.open.as_mut().filter(|open| open.ticket == ticket && open.lesson.is_none()) else {
        return Vec::new();
    };
    let read = lesson.is_ok();
    open.lesson = Some(lesson);
    if !read {
        return Vec::new();
    }
    let (id, pages) = (open.kept_id().map(str::to_owned), open.pages().len());
    let page = id.as_ref().map_or(0, |id| workbench.learn.progress.page(id));
    let mut effects = turn(workbench, if page < pages { page } else { 0 });
    let left = std::mem::take(&mut workbench.learn.left);
    effects.extend(crate::update::close_untouched(workbench, &left));
    let learn = &mut *workbench.learn;
    if id.is_some_and(|id| learn.progress.begin(&id)) {
        effects.push(Effect::StoreProgress(learn.progress.write()));
    }
    effects
}

/// The engine has judged.
pub(super) fn judged(workbench: &mut Workbench, ticket: Ticket, judgement: Judgement) -> Vec<Effect> {
    let Some(open) = workbench.learn.open.as_mut() else { return Vec::new() };
    let Some((page, answer)) = open.answers.iter_mut().find(|(_, answer)| answer.awaited == Some(ticket)) else {
        return Vec::new();
    };
    answer.awaited = None;
    let said = match (judgement.passed, judgement.checks.iter().filter(|check| !check.passed).count()) {
        (true, _) => format!("Right. {}", judgement.explanation),
        (false, 0) => format!("Not yet. {}", judgement.explanation),
        (false, failed) => format!("Not yet: {failed} of {} checks fail. {}", judgement.checks.len(), judgement.explanation),
    };
    let problem = judgement.refused.first().or(judgement.doubts.first());
    let said = match problem {
        Some(problem) => format!("Your definition has a problem. {problem} {said}"),
        None => said,
    };
    let passed = judgement.passed.then_some(*page);
    answer.judgement = Some(judgement);
    let number = passed.and_then(|passed| open.pages().iter().position(|page| *page == passed));
    let is_news = number.is_some_and(|page| note_progress(workbench, |progress, id| progress.pass(id, page)));
    let kept = is_news.then(|| Effect::StoreProgress(workbench.learn.progress.write()));
    [Effect::Announce(said)].into_iter().chain(kept).collect()
}
