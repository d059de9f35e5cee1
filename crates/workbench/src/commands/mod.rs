//! Every command of the page: its name, its key, whether it can be used now, and the message it stands for.
//!
//! Keys, the menu of a state, quick-add and the command palette all come from here, so that nothing is said twice.

mod entries;
mod structure;

use std::sync::Arc;

use asl::document::StateKey;
use asl::edit::{NewState, NewWay, Place};

pub use entries::{Entry, entries, filtered, keys, service_entries};
pub use structure::{Structure, outcome};

use crate::conversion::Conversion;
use crate::learn::LearnMessage;
use crate::message::{
    Choose, Edit, FileMessage, FindMessage, LookMessage, Message, RunMessage, ScenarioMessage, ScreenMessage, Selected,
};
use crate::panels::{Face, LeftTab, Panel, View};
use crate::production::{ProductionMessage, Tab};
use crate::scene::Point;
use crate::shelf::ShelfMessage;
use crate::versions::VersionsMessage;
use crate::workbench::Workbench;

/// What lies over the page until something is chosen from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Overlay {
    /// The command palette.
    Commands,
    /// States to add at a place.
    Add(Place),
    /// States to add with a new way that leads there.
    AddLed(StateKey, NewWay),
    /// All keys.
    Keys,
    /// What can be done with the chosen state, at a point of the window.
    StateMenu(Point),
    /// What a conversion would lose, to go on or not.
    Losses(Conversion),
    /// The workflows that are open or kept.
    Workflows,
    /// The link that holds the workflow.
    Share,
    /// The diagram as a picture, to be taken along.
    Picture,
    /// Forecast, permissions and monitoring.
    Production,
    /// Earlier versions, compared with what is in front.
    Versions,
}

impl Overlay {
    /// Whether AWS's services are found in it.
    #[must_use]
    pub fn adds_services(self) -> bool {
        matches!(self, Self::Add(_) | Self::AddLed(..) | Self::Commands)
    }
}

/// Something to do that has a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A command.
    Do(Command),
    /// Chooses a state and brings it into view.
    GoTo(StateKey),
    /// Adds a state.
    Add(NewState, Place),
    /// Adds a state with a new way that leads to it.
    AddLed(NewState, StateKey, NewWay),
    /// Opens an example of the gallery.
    Example(&'static str),
    /// Shows a workflow that is open or kept.
    Workflow(Arc<str>),
    /// Opens a lesson of the curriculum: its chapter and its place there.
    Lesson(usize, usize),
}

/// A command without further choices; those on a state mean the chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Puts the cursor into the state's name.
    Rename,
    /// Puts the state's text on the clipboard.
    CopyState,
    /// Keeps the chosen states among one's own patterns.
    KeepPattern,
    /// The same, and deletes the state.
    CutState,
    /// Adds what was copied last behind the state.
    PasteStates,
    /// Shows the form that tests the state alone.
    TestState,
    /// Sets or takes away a breakpoint on the state.
    Breakpoint,
    /// Runs up to the state.
    RunToHere,
    /// To where the step is over, with all inside.
    StepOver,
    /// Out of the Parallel or Map.
    StepOut,
    /// Deletes what is chosen.
    Delete,
    /// Chooses what to add behind the state.
    AddAfter,
    /// Takes the state out into a workflow of its own.
    Extract,
    /// Changes how states hang together.
    Structure(Structure),
    /// Chooses all states of the scope.
    ChooseAll,
    /// Chooses the state and all that comes after it.
    ChooseFrom,
    /// Chooses a line that leaves the state, then the next.
    NextLine,
    /// Draws the container as a card, or open.
    Fold,
    /// Draws all containers as cards, or open.
    FoldAll(bool),
    /// Lets the diagram flow the other way.
    Turn,
    /// Searches on the diagram.
    Find,
    /// Goes on in the inspector.
    EnterInspector,
    /// Shows the workflow as a list.
    Outline,
    /// Shows the diagram as large as it is.
    ActualSize,
    /// Magnifies the diagram, or makes it smaller.
    Zoom(bool),
    /// Shows or hides the small picture of the whole.
    Minimap,
    /// Uses the whole screen.
    FullScreen,
    /// Shows all keys.
    Keys,
    /// Runs the scenario.
    Run,
    /// Runs all scenarios.
    TryAll,
    /// One step on.
    StepForward,
    /// One step back.
    StepBack,
    /// Changes the data of the step that is looked at, to go on from there.
    Branch,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
    /// Shows the canvas, the code or both.
    Show(View),
    /// Opens or closes a panel.
    Toggle(Panel),
    /// Opens or closes the room of lessons.
    Learn,
    /// Shows the problems.
    Problems,
    /// Shows the examples.
    Examples,
    /// Fits the diagram into the canvas.
    Fit,
    /// Starts an empty workflow.
    New,
    /// Shows the workflows that are open or kept.
    Workflows,
    /// Closes the workflow; what it holds is kept.
    Close,
    /// Opens a copy of the workflow.
    DuplicateWorkflow,
    /// Deletes the workflow.
    DeleteWorkflow,
    /// Makes a link that holds the workflow.
    Share,
    /// Saves the scenarios as a file.
    DownloadScenarios,
    /// Copies the definition.
    Copy,
    /// Saves the definition as a file.
    Download,
    /// Makes a picture of the diagram.
    Picture,
    /// Shows earlier versions, and what differs.
    Versions,
    /// Shows forecast, permissions or monitoring.
    Production(Tab),
    /// Converts the definition to the other notation.
    Convert(Conversion),
}

use Command as C;
use Structure as S;

/// The commands with their names and keys, in groups, in the order in which they are listed.
const COMMANDS: &[(&str, Command, &str, &str)] = &[
    (STATE, C::AddAfter, "Add a state after this…", "N"),
    (STATE, C::Rename, "Rename", "F2"),
    (STATE, C::Structure(S::Duplicate), "Duplicate", "Ctrl+D"),
    (STATE, C::CopyState, "Copy as ASL", "Ctrl+C"),
    (STATE, C::KeepPattern, "Keep as a pattern of your own", ""),
    (STATE, C::CutState, "Cut", "Ctrl+X"),
    (STATE, C::PasteStates, "Paste after", "Ctrl+V"),
    (STATE, C::TestState, "Test this state…", "T"),
    (STATE, C::EnterInspector, "Open its fields", "Enter"),
    (STATE, C::Fold, "Fold or unfold", "F"),
    (STATE, C::NextLine, "Choose a line that leaves it", "L"),
    (STATE, C::ChooseFrom, "Choose it and all after it", "Shift+A"),
    (STATE, C::Breakpoint, "Breakpoint on or off", "F9"),
    (STATE, C::RunToHere, "Run to here", ""),
    (STATE, C::Structure(S::WrapInParallel), "Put into a Parallel", ""),
    (STATE, C::Structure(S::WrapInMap), "Put into a Map", ""),
    (STATE, C::Structure(S::Unwrap), "Dissolve the container", ""),
    (STATE, C::Extract, "Extract into a workflow of its own", ""),
    (STATE, C::Structure(S::AddRule), "Add a rule", ""),
    (STATE, C::Structure(S::AddDefault), "Add a Default", ""),
    (STATE, C::Structure(S::AddRetrier), "Retry on errors", ""),
    (STATE, C::Structure(S::AddCatcher), "Catch errors", ""),
    (STATE, C::Structure(S::ModerniseMap), "Convert Iterator to ItemProcessor", ""),
    (STATE, C::Structure(S::StateToJsonata), "Convert to JSONata", ""),
    (STATE, C::Delete, "Delete", "Delete"),
    (RUN, C::Run, "Run the workflow", "Ctrl+Enter"),
    (RUN, C::TryAll, "Run all scenarios", "Shift+R"),
    (RUN, C::StepForward, "Step", "."),
    (RUN, C::StepBack, "Step back", ","),
    (RUN, C::StepOver, "Step over", "Shift+."),
    (RUN, C::StepOut, "Step out of the Parallel or Map", "U"),
    (RUN, C::Branch, "Rewind to this step and change data…", "B"),
    (EDIT, C::Undo, "Undo", "Ctrl+Z"),
    (EDIT, C::Redo, "Redo", "Ctrl+Shift+Z"),
    (EDIT, C::Structure(S::MachineToJsonata), "Convert the whole workflow to JSONata", ""),
    (EDIT, C::Structure(S::Format), "Format the definition", ""),
    (VIEW, C::Show(View::Design), "Show the diagram", ""),
    (VIEW, C::Show(View::Split), "Show diagram and code", ""),
    (VIEW, C::Show(View::Code), "Show the code", ""),
    (EDIT, C::ChooseAll, "Choose all states of the scope", "Ctrl+A"),
    (VIEW, C::Find, "Find on the diagram…", "Ctrl+F"),
    (VIEW, C::Fit, "Fit the diagram", "1"),
    (VIEW, C::ActualSize, "Actual size", "0"),
    (VIEW, C::Zoom(true), "Zoom in", "+"),
    (VIEW, C::Zoom(false), "Zoom out", "-"),
    (VIEW, C::Turn, "Turn the flow: down or to the right", "Shift+T"),
    (VIEW, C::FoldAll(true), "Fold all containers", "Shift+F"),
    (VIEW, C::FoldAll(false), "Unfold all containers", "Shift+U"),
    (VIEW, C::Minimap, "Minimap", "M"),
    (VIEW, C::FullScreen, "Full screen", "Shift+Enter"),
    (VIEW, C::Outline, "Show the outline", "O"),
    (VIEW, C::Problems, "Show problems", ""),
    (VIEW, C::Examples, "Show the examples", ""),
    (VIEW, C::Learn, "Learn", ""),
    (VIEW, C::Toggle(Panel::Left), "Left panel", "["),
    (VIEW, C::Toggle(Panel::Inspector), "Inspector", "]"),
    (VIEW, C::Toggle(Panel::Dock), "Look at the run", "R"),
    (VIEW, C::Keys, "All keys", "?"),
    (FILE, C::Workflows, "Workflows…", "Ctrl+O"),
    (FILE, C::New, "New workflow", ""),
    (FILE, C::DuplicateWorkflow, "Duplicate this workflow", ""),
    (FILE, C::Close, "Close this workflow", ""),
    (FILE, C::DeleteWorkflow, "Delete this workflow", ""),
    (FILE, C::Share, "Share by a link…", ""),
    (FILE, C::Versions, "Earlier versions…", ""),
    (FILE, C::Picture, "Picture of the diagram…", ""),
    (FILE, C::Production(Tab::Forecast), "Forecast cost and duration…", ""),
    (FILE, C::Production(Tab::Permissions), "Permissions of the role…", ""),
    (FILE, C::Production(Tab::Monitoring), "Monitoring and alarms…", ""),
    (FILE, C::Copy, "Copy definition", ""),
    (FILE, C::Download, "Download definition", ""),
    (FILE, C::DownloadScenarios, "Download scenarios", ""),
    (FILE, C::Convert(Conversion::Copy), "Copy in the other notation", ""),
    (FILE, C::Convert(Conversion::Download), "Download in the other notation", ""),
    (FILE, C::Convert(Conversion::Rewrite), "Convert to the other notation", ""),
];

const STATE: &str = "State";
const RUN: &str = "Run";
const EDIT: &str = "Edit";
const VIEW: &str = "View";
const FILE: &str = "File";

impl Command {
    /// The message it stands for now, or a sentence on why it can't be used.
    pub fn message(self, workbench: &Workbench) -> Result<Message, String> {
        let chosen = match *workbench.front.selected {
            Selected::State(key) => workbench.front.document.state(key).map(|id| (key, id)),
            _ => None,
        };
        let needs_state = matches!(self, C::Rename | C::CopyState | C::KeepPattern | C::CutState | C::TestState | C::RunToHere);
        if needs_state && chosen.is_none() {
            return Err("choose a state first".to_owned());
        }
        Ok(match self {
            C::Rename => Message::Screen(ScreenMessage::NameOnCanvas),
            C::EnterInspector => Message::Screen(ScreenMessage::EnterInspector),
            C::ChooseAll => Message::Choose(Choose::All),
            C::ChooseFrom if chosen.is_none() => return Err("choose a state first".to_owned()),
            C::ChooseFrom => Message::Choose(Choose::From),
            C::NextLine => Message::NextLine(true),
            C::Fold => match chosen {
                Some((key, id)) if !asl::graph::inner_scopes(workbench.front.document.definition.state(id)).is_empty() => {
                    Message::Look(LookMessage::Fold(key))
                }
                _ => return Err("only a Parallel or a Map can be folded".to_owned()),
            },
            C::FoldAll(folds) => Message::Look(LookMessage::FoldAll(folds)),
            C::Turn => Message::Look(LookMessage::Turn),
            C::Find => Message::Find(FindMessage::Open),
            C::Outline => Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Outline)),
            C::ActualSize => Message::Screen(ScreenMessage::Zoom(None)),
            C::Zoom(nearer) => Message::Screen(ScreenMessage::Zoom(Some(if nearer { 1.25 } else { 0.8 }))),
            C::Minimap => Message::Screen(ScreenMessage::Minimap),
            C::FullScreen => Message::Screen(ScreenMessage::FullScreen),
            C::Keys => Message::Screen(ScreenMessage::Open(Overlay::Keys)),
            C::CopyState => Message::Edit(Edit::CopySelected),
            C::KeepPattern => Message::Edit(Edit::KeepPattern),
            C::CutState => Message::Edit(Edit::CutSelected),
            C::PasteStates => match &workbench.clipboard {
                Some(text) => Message::Edit(Edit::Paste(text.to_string())),
                None => return Err("copy a state first; what was copied elsewhere is pasted by Ctrl+V".to_owned()),
            },
            C::TestState => Message::Screen(ScreenMessage::SetFace(Face::Test)),
            C::Extract => {
                let states = workbench.front.chosen_ids();
                asl::edit::extract_states(&workbench.front.document, &states, "").map_err(|refusal| refusal.to_string())?;
                Message::Edit(Edit::ExtractSelected)
            }
            C::Delete if workbench.front.selected == Selected::Machine => return Err("choose a state or a line first".to_owned()),
            C::Delete => Message::Edit(Edit::DeleteSelected),
            C::AddAfter => Message::Screen(ScreenMessage::Open(Overlay::Add(workbench.front.place_at_selection()))),
            C::Structure(structure) => {
                outcome(workbench, structure).map_err(|refusal| refusal.to_string())?;
                Message::Edit(Edit::Structure(structure))
            }
            C::Breakpoint => {
                let what = workbench.front.breakpoint_here().ok_or("choose a state or a line between two states first")?;
                Message::Run(RunMessage::ToggleBreakpoint(what))
            }
            C::RunToHere => Message::Run(RunMessage::RunTo(chosen.ok_or("choose a state first")?.0)),
            C::StepOver | C::StepOut if !workbench.front.run.has_recording() => {
                return Err("run the workflow first".to_owned());
            }
            C::StepOver => Message::Run(RunMessage::StepOver),
            C::StepOut => Message::Run(RunMessage::StepOut),
            C::Run => Message::Run(RunMessage::Start),
            C::TryAll => Message::Scenario(ScenarioMessage::TryAll),
            C::StepForward => Message::Run(RunMessage::StepForward),
            C::StepBack => Message::Run(RunMessage::StepBack),
            C::Branch if workbench.front.run.step_words().is_none() => {
                return Err("run the workflow and choose a step first".to_owned());
            }
            C::Branch => Message::Run(RunMessage::EditData(true)),
            C::Undo if workbench.front.history.undo_label().is_none() => return Err("nothing was changed yet".to_owned()),
            C::Undo => Message::Edit(Edit::Undo),
            C::Redo if workbench.front.history.redo_label().is_none() => return Err("nothing was undone".to_owned()),
            C::Redo => Message::Edit(Edit::Redo),
            C::Show(view) => Message::Screen(ScreenMessage::SetView(view)),
            C::Toggle(panel) => Message::Screen(ScreenMessage::Toggle(panel)),
            C::Learn => Message::Learn(LearnMessage::Toggle),
            C::Problems => Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Problems)),
            C::Examples => Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Examples)),
            C::Fit => Message::Screen(ScreenMessage::Fit),
            C::New => Message::File(FileMessage::New),
            C::Workflows => Message::Screen(ScreenMessage::Open(Overlay::Workflows)),
            C::Close => Message::Shelf(ShelfMessage::Close),
            C::DuplicateWorkflow => Message::Shelf(ShelfMessage::Duplicate(workbench.front.keeping.key.clone())),
            C::DeleteWorkflow => Message::Shelf(ShelfMessage::Delete(workbench.front.keeping.key.clone())),
            C::Share => Message::File(FileMessage::Share),
            C::Picture => Message::Screen(ScreenMessage::Open(Overlay::Picture)),
            C::Versions => Message::Versions(VersionsMessage::Open),
            C::Production(tab) => Message::Production(ProductionMessage::Open(tab)),
            C::DownloadScenarios => Message::File(FileMessage::DownloadScenarios),
            C::Copy => Message::File(FileMessage::Copy),
            C::Download => Message::File(FileMessage::Download),
            C::Convert(_) if workbench.front.document.is_broken() => {
                return Err("mend the definition first, see Problems".to_owned());
            }
            C::Convert(conversion) => Message::File(FileMessage::Convert(conversion)),
        })
    }
}
