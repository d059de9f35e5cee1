//! Learning: the map of chapters, the lesson that is open, and how far one has come. Lessons are texts that the page loads when
//! the room is first opened; the engine reads them and judges what is given.

mod builder;
mod findings;
mod groups;
mod lesson;
mod library;
mod pointer;
mod progress;
mod workshop;

use engine::Reply;

pub use builder::{BuildMessage, Builder, Draft};
pub use findings::Missing;
pub use groups::GroupPlace;
pub use lesson::{Answer, AskedRun, OpenLesson, Page, PageView};
pub use library::{Chapter, Library, Listed};
pub use progress::Progress;
pub use workshop::Workshop;

use crate::effect::Effect;
use crate::message::Message;
use crate::problems::{Notice, Offer, Severity};
use crate::sheet::SheetId;
use crate::workbench::Workbench;

/// The room.
#[derive(Debug, Default)]
pub struct Learn {
    /// Whether it is looked at.
    pub shown: bool,
    /// Whether the palette made room for it, and comes back when it goes.
    pub hides_left: bool,
    /// The lessons that there are.
    pub library: Library,
    /// Lessons that were opened from a file or link, as a chapter before the others.
    pub own: Option<Chapter>,
    /// Lessons that are being written.
    pub builder: Builder,
    /// The lesson that is open.
    pub open: Option<OpenLesson>,
    /// How far one has come.
    pub progress: Progress,
    /// What was forgotten last, to be brought back.
    forgotten: Option<Progress>,
    /// The sheets of lessons that were left, until another lesson's are there.
    left: Vec<SheetId>,
}

impl Learn {
    /// No lesson is open any more.
    fn leave(&mut self) {
        self.left.extend(self.open.take().iter().flat_map(OpenLesson::sheets));
    }
}

/// What somebody does in the room, and what comes to it.
#[derive(Clone, Debug)]
pub enum LearnMessage {
    /// Opens or closes the room.
    Toggle,
    /// The lessons' texts, or that they could not be loaded; and what was kept of the progress.
    Arrived(Option<String>, Option<String>),
    /// Asks for them again.
    Reload,
    /// Opens a lesson: of this chapter, at this place.
    Open(usize, usize),
    /// Opens lessons that are not of the curriculum: the text of one, or of a workshop.
    OpenText(String),
    /// Opens one of them, by its place.
    OpenOwn(usize),
    /// What was being written when the page was left.
    Restore(String),
    /// What an author does.
    Build(BuildMessage),
    /// Back to the map.
    Close,
    /// Goes to a page of the lesson.
    Turn(usize),
    /// What is typed or chosen as an answer.
    Type(String),
    /// Gives what is asked for on this page.
    Submit,
    /// The next hint.
    Hint,
    /// Shows the pieces of a solution, to be arranged.
    Arrange,
    /// Puts a piece into the workflow.
    Put(usize),
    /// Opens a solution on a sheet of its own; 0 is the author's, the others follow.
    Solution(usize),
    /// Runs an example of the lesson, by its place.
    Run(usize),
    /// Opens the run of a check in the stepper.
    Look(usize),
    /// Begins the task anew.
    Restart,
    /// Saves the progress as a file.
    Export,
    /// Adds the progress that a file holds.
    Import(String),
    /// Forgets the progress.
    Reset,
    /// Brings back what was forgotten last.
    Recall,
}

/// Takes in what concerns the room.
pub(crate) fn update(workbench: &mut Workbench, message: LearnMessage) -> Result<Vec<Effect>, String> {
    Ok(match message {
        LearnMessage::Toggle => {
            let shown = !workbench.learn.shown;
            workbench.learn.shown = shown;
            workbench.learn.library.ask(shown).into_iter().chain([Effect::FitCanvas]).collect()
        }
        LearnMessage::Reload => {
            workbench.learn.library = Library::Unasked;
            workbench.learn.library.ask(true).into_iter().collect()
        }
        LearnMessage::Arrived(text, kept) => {
            workbench.learn.library = Library::of(text.as_deref());
            if let Some(kept) = kept {
                workbench.learn.progress = Progress::read(&kept);
            }
            Vec::new()
        }
        LearnMessage::Open(chapter, lesson) => {
            let text = workbench.learn.library.lesson(chapter, lesson).ok_or("there is no such lesson")?.text.clone();
            open(workbench, text.as_ref(), Some((chapter, lesson)))
        }
        LearnMessage::OpenText(text) => {
            let workshop = Workshop::read(&text)?;
            workbench.learn.own = Some(workshop.chapter());
            workbench.learn.builder.shown = false;
            workbench.learn.leave();
            let mut effects: Vec<Effect> = if workshop.lessons.len() == 1 { open_own(workbench, 0)? } else { Vec::new() };
            workbench.learn.shown = true;
            effects.extend(workbench.learn.library.ask(true));
            effects
        }
        LearnMessage::OpenOwn(index) => open_own(workbench, index)?,
        LearnMessage::Restore(text) => {
            if workbench.learn.builder.workshop.lessons.is_empty()
                && let Ok(workshop) = Workshop::read(&text)
            {
                workbench.learn.builder.workshop = workshop;
            }
            Vec::new()
        }
        LearnMessage::Build(message) => builder::update(workbench, message)?,
        LearnMessage::Close => {
            workbench.learn.leave();
            Vec::new()
        }
        LearnMessage::Import(text) => {
            let learn = &mut *workbench.learn;
            if !learn.progress.add(&text) {
                return Err("this file holds no progress; Save my progress makes one".to_owned());
            }
            vec![Effect::StoreProgress(learn.progress.write()), Effect::Announce("Progress added".to_owned())]
        }
        LearnMessage::Export => {
            let text = workbench.learn.progress.write();
            vec![Effect::Download { name: "stepwright-progress.json".to_owned(), text }]
        }
        LearnMessage::Reset => {
            let learn = &mut *workbench.learn;
            learn.forgotten = Some(std::mem::take(&mut learn.progress));
            let said = "Your progress is forgotten";
            *workbench.notice = Some(Notice { offer: Some(Offer::Recall), ..Notice::new(Severity::Advice, said) });
            vec![Effect::StoreProgress(workbench.learn.progress.write()), Effect::Announce(said.to_owned())]
        }
        LearnMessage::Recall => {
            let learn = &mut *workbench.learn;
            let forgotten = learn.forgotten.take().ok_or("nothing was forgotten")?;
            learn.progress.add(&forgotten.write());
            vec![Effect::StoreProgress(learn.progress.write()), Effect::Announce("Your progress is back".to_owned())]
        }
        in_lesson => lesson::update(workbench, in_lesson)?,
    })
}

/// Lessons take the palette's place, so that the diagram keeps its own; it comes back when they go, and in a run, whose steps
/// stand there.
pub(crate) fn make_room(workbench: &mut Workbench) {
    let takes_place = workbench.learn.shown && !workbench.panels.dock_open;
    match (takes_place, workbench.panels.left_open) {
        (true, true) => (workbench.panels.left_open, workbench.learn.hides_left) = (false, true),
        (false, false) if workbench.learn.hides_left => workbench.panels.left_open = true,
        _ => {}
    }
    workbench.learn.hides_left &= workbench.learn.shown;
}

/// Opens a lesson of those that were brought here.
fn open_own(workbench: &mut Workbench, index: usize) -> Result<Vec<Effect>, String> {
    let own = workbench.learn.own.as_ref().and_then(|own| own.lessons.get(index)).ok_or("there is no such lesson")?;
    let text = own.text.clone();
    let effects = open(workbench, &text, None);
    if let Some(open) = workbench.learn.open.as_mut() {
        open.own = Some(index);
    }
    Ok(effects)
}

/// Asks the engine to read a lesson.
fn open(workbench: &mut Workbench, text: &str, place: Option<(usize, usize)>) -> Vec<Effect> {
    let ticket = workbench.tickets.next(*workbench.front.id);
    workbench.learn.shown = true;
    // What is open under a run is about other work.
    workbench.panels.pane_open = false;
    workbench.learn.leave();
    workbench.learn.open = Some(OpenLesson::begin(text, place, ticket));
    vec![Effect::Engine(engine::Request::Lesson { ticket, text: text.to_owned() })]
}

/// Takes in what the engine says of lessons.
pub(crate) fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Lesson { ticket, lesson } => lesson::arrived(workbench, ticket, lesson),
        reviewed @ (Reply::ReviewedLesson { .. } | Reply::DraftedLesson { .. }) => builder::hear(workbench, reviewed),
        Reply::Judged { ticket, judgement } => lesson::judged(workbench, ticket, judgement),
        _ => Vec::new(),
    }
}

impl From<LearnMessage> for Message {
    fn from(message: LearnMessage) -> Self {
        Self::Learn(message)
    }
}
