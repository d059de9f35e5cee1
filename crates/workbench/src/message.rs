//! Everything a user, the browser or the engine can tell the workbench.

use asl::definition::StateId;
use asl::document::StateKey;
use asl::edit::{NewState, NewWay, Place};
use asl::graph::Slot;
use engine::{Answer, Reply};

use crate::apis::ApisMessage;
use crate::assist::PreviewMessage;
use crate::commands::{Action, Overlay, Structure};
use crate::conversion::Conversion;
use crate::drafts::DraftMessage;
use crate::learn::LearnMessage;
use crate::panels::{DataTab, DockTab, Face, LeftTab, Panel, Theme, View};
use crate::production::ProductionMessage;
use crate::run::{Breakpoint, Cure, EventFilter, Export, Node, ScenarioFace, Speed, StepFilter, TreeMove};
use crate::scenarios::{ExpectPart, MockEdit, WorkflowType};
use crate::shelf::ShelfMessage;
use crate::testing::TestMessage;
use crate::versions::{Other, VersionsMessage};

/// What happened. Messages on the document name states by key, so they hold from edit to edit.
#[derive(Clone, Debug)]
pub enum Message {
    /// The page is shown: what may wait until then begins.
    Began,
    /// Nothing is to be done.
    Nothing,
    /// Something that was typed into a field.
    Draft(DraftMessage),
    /// Something that was chosen from a menu or list, or by its key.
    Act(Action),
    /// Something to do with the definition.
    Edit(Edit),
    /// Something to do with a run.
    Run(RunMessage),
    /// Something to do with scenarios and mocks.
    Scenario(ScenarioMessage),
    /// Something to do with tests of single states.
    Test(TestMessage),
    /// Something to do with what an expression gives while it is typed.
    Preview(PreviewMessage),
    /// Something to do with files and the gallery.
    File(FileMessage),
    /// Something to do with lessons.
    Learn(LearnMessage),
    /// Something to do with forecasts, permissions and monitoring.
    Production(ProductionMessage),
    /// Something to do with earlier versions.
    Versions(VersionsMessage),
    /// Something to do with the workflows that are kept.
    Shelf(ShelfMessage),
    /// Something to do with AWS's APIs.
    Apis(ApisMessage),
    /// Something to do with the screen.
    Screen(ScreenMessage),
    /// Something to do with how the diagram is looked at.
    Look(LookMessage),
    /// Something to do with the search on the diagram.
    Find(FindMessage),
    /// Chooses several states.
    Choose(Choose),
    /// Chooses what the inspector shows.
    Select(Selected),
    /// Chooses the state next to the chosen one on the canvas.
    SelectNeighbour(Direction),
    /// Chooses the first line that leaves the chosen state, or the next one beside the chosen line; or the one before.
    NextLine(bool),
    /// Chooses the state the code cursor is in; the byte offset of the cursor.
    SelectAtOffset(u32),
}

impl Message {
    /// Whether it changes the workflow, so that who follows another page may not.
    pub(crate) fn changes_the_workflow(&self) -> bool {
        match self {
            Self::Edit(edit) => !matches!(edit, Edit::CopySelected),
            Self::Scenario(message) => message.changes_the_workflow(),
            Self::Draft(message) => !matches!(message, DraftMessage::Discard(_)),
            Self::Apis(message) => message.changes_the_workflow(),
            Self::Versions(message) => *message == VersionsMessage::Restore,
            Self::File(message) => matches!(
                message,
                FileMessage::Rename(_)
                    | FileMessage::Convert(Conversion::Rewrite)
                    | FileMessage::ConvertAnyway(Conversion::Rewrite)
            ),
            _ => false,
        }
    }

    /// Whether it comes after typing, so that what was typed is taken over before: everything that somebody does elsewhere.
    /// What the engine, the clock and the browser say does not disturb who is typing.
    pub(crate) fn follows_typing(&self) -> bool {
        match self {
            Self::Began | Self::Nothing | Self::Draft(DraftMessage::Type(..) | DraftMessage::Discard(_)) => false,
            Self::Draft(DraftMessage::TakeIn(_) | DraftMessage::Choose(..)) | Self::Preview(_) => false,
            Self::Run(message) => {
                !matches!(message, RunMessage::Tick(_) | RunMessage::LookOn | RunMessage::Engine(_) | RunMessage::EngineDied(_))
            }
            Self::File(message) => !matches!(message, FileMessage::Copied(_) | FileMessage::Unreadable(_)),
            Self::Shelf(message) => !matches!(
                message,
                ShelfMessage::Listed(_)
                    | ShelfMessage::Linked(_)
                    | ShelfMessage::Stored { .. }
                    | ShelfMessage::ChangedElsewhere(..)
                    | ShelfMessage::Access(..)
            ),
            Self::Learn(message) => {
                !matches!(message, LearnMessage::Arrived(..) | LearnMessage::Restore(_) | LearnMessage::Type(_))
            }
            Self::Apis(message) => message.changes_the_workflow(),
            Self::Screen(message) => !matches!(message, ScreenMessage::Resize(..) | ScreenMessage::DismissNotice),
            // Its places are of the text as it is; and whoever types here has left every field.
            Self::Edit(Edit::Type { .. }) => false,
            Self::Find(message) => !matches!(message, FindMessage::Type(_)),
            Self::Act(_) | Self::Edit(_) | Self::Scenario(_) | Self::Test(_) | Self::Select(_) => true,
            Self::Look(_) | Self::Choose(_) | Self::Production(_) => true,
            Self::Versions(message) => !matches!(message, VersionsMessage::Listed { .. }),
            Self::SelectNeighbour(_) | Self::NextLine(_) | Self::SelectAtOffset(_) => true,
        }
    }
}

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selected {
    /// Nothing: the machine itself.
    #[default]
    Machine,
    /// A state.
    State(StateKey),
    /// A transition.
    Transition(Slot),
}

/// How the diagram is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookMessage {
    /// Draws a container as a card, or open again.
    Fold(StateKey),
    /// Draws all containers as cards, or open.
    FoldAll(bool),
    /// Lets the diagram flow the other way: down, or to the right.
    Turn,
}

/// The search on the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindMessage {
    /// Shows the field to search in.
    Open,
    /// Looks for this.
    Type(String),
    /// On to the next that was found, or back.
    Step(bool),
    /// Ends the search.
    Close,
}

/// Choosing several states of one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choose {
    /// One more, or one less.
    Also(StateKey),
    /// One more in a direction.
    AlsoTo(Direction),
    /// Those of these that are in the scope of the first.
    These(Vec<StateKey>),
    /// All of the scope of what is chosen.
    All,
    /// The chosen state and all that the flow comes to after it.
    From,
}

/// A way on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the start.
    Up,
    /// Along the flow.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// Edits of the definition. Each becomes one transaction, or a notice that says why not.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Text typed in an editor.
    Type {
        /// The revision of the text that the places are of; in any other nothing is changed.
        revision: u64,
        /// What was typed.
        edits: Vec<Utf16Edit>,
        /// Whether it came after a rest: then it is undone by itself.
        after_pause: bool,
    },
    /// Adds a state and chooses it.
    Add {
        /// What to add.
        state: NewState,
        /// Where.
        place: Place,
    },
    /// Adds a state with a new rule or catcher that leads to it.
    AddLed {
        /// What to add.
        state: NewState,
        /// The state that the way leaves.
        from: StateKey,
        /// Which way.
        way: NewWay,
    },
    /// Adds a rule or catcher that leads to a state of the definition.
    Lead {
        /// The state that the way leaves.
        from: StateKey,
        /// Which way.
        way: NewWay,
        /// Where it leads.
        to: StateId,
    },
    /// Sets or removes a field of all chosen states that can have it.
    SetForAll {
        /// Its JSON Pointer, such as `/TimeoutSeconds`.
        pointer: &'static str,
        /// JSON text; `None` removes the field.
        json: Option<String>,
    },
    /// Adds a state after the chosen one, or at the end.
    AddAtSelection(NewState),
    /// Moves a state elsewhere.
    Move {
        /// Which.
        state: StateKey,
        /// Where to.
        place: Place,
    },
    /// Deletes a state; the flow heals.
    Delete(StateKey),
    /// Deletes several states.
    DeleteThese(Vec<StateKey>),
    /// Deletes whatever is chosen.
    DeleteSelected,
    /// Changes how the chosen state, or the machine, hangs together.
    Structure(Structure),
    /// Puts the chosen state's text on the clipboard.
    CopySelected,
    /// Keeps the chosen states among one's own patterns.
    KeepPattern,
    /// The same, and deletes the state.
    CutSelected,
    /// Takes the chosen state out into a workflow of its own, which is offered as a file.
    ExtractSelected,
    /// Adds the states of an ASL text behind the chosen state.
    Paste(String),
    /// Renames a state with every reference to it.
    Rename {
        /// Which.
        state: StateKey,
        /// The new name.
        name: String,
    },
    /// Points a transition elsewhere.
    Retarget {
        /// Which transition.
        slot: Slot,
        /// The state it shall lead to; `None` ends the scope.
        target: Option<StateId>,
    },
    /// Sets or removes a field, by a JSON Pointer from the state's object, or from the machine's for `None`.
    Field {
        /// The state, or the machine.
        state: Option<StateKey>,
        /// Such as `/Retry/0/MaxAttempts`.
        pointer: String,
        /// JSON text; `None` removes the field.
        json: Option<String>,
        /// Further fields to remove in the same step, such as the three other ways of a Wait.
        removing: Vec<String>,
    },
    /// Sets or removes several fields of a state in one step, by JSON Pointers from its object; those without JSON go.
    Fields {
        /// The state.
        state: StateKey,
        /// What each becomes.
        changes: Vec<(String, Option<String>)>,
    },
    /// Gives a member of a state another name at its place, and perhaps another value.
    RenameField {
        /// The state.
        state: StateKey,
        /// The member's JSON Pointer from the state's object.
        pointer: String,
        /// Its new name.
        name: String,
        /// JSON text; as it was for `None`.
        json: Option<String>,
    },
    /// Adds an entry to a list of the state, such as `/Retry`, `/Catch`, `/Choices`, `/Branches`.
    ListAdd {
        /// The state.
        state: StateKey,
        /// The list's JSON Pointer from the state's object.
        pointer: String,
        /// The entry's JSON text.
        json: String,
    },
    /// Takes an entry out of a list.
    ListRemove {
        /// The state.
        state: StateKey,
        /// The list's JSON Pointer.
        pointer: String,
        /// Which entry.
        index: usize,
    },
    /// Moves an entry of a list.
    ListMove {
        /// The state.
        state: StateKey,
        /// The list's JSON Pointer.
        pointer: String,
        /// Which entry.
        from: usize,
        /// To where.
        to: usize,
    },
    /// Puts another JSON text in the place of a state's object.
    ReplaceState {
        /// The state.
        state: StateKey,
        /// Its new text.
        json: String,
    },
    /// Applies the fix of a problem, by its place in the list of problems.
    Fix(usize),
    /// Applies the fixes of several problems, as far as they do not concern the same text.
    FixAll(Vec<usize>),
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
}

/// A replacement in positions of the text before it, counted in UTF-16 units as browsers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf16Edit {
    /// Where what is replaced begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What takes its place.
    pub insert: String,
}

/// Running and looking at a run.
#[derive(Clone, Debug)]
pub enum RunMessage {
    /// Runs the scenario and plays it.
    Start,
    /// Goes on playing, or pauses.
    PlayPause,
    /// One step on; starts a run where there is none.
    StepForward,
    /// One step back.
    StepBack,
    /// To where the step of the present moment is over, with all that it does inside.
    StepOver,
    /// To where the Parallel or Map around the step is over.
    StepOut,
    /// Sets or takes away a breakpoint.
    ToggleBreakpoint(Breakpoint),
    /// Takes away a breakpoint by its place in the list.
    RemoveBreakpoint(usize),
    /// Switches a breakpoint on or off.
    SwitchBreakpoint(usize, bool),
    /// To where a state is entered next; starts a run where there is none.
    RunTo(StateKey),
    /// To the first moment.
    ToStart,
    /// To the last moment.
    ToEnd,
    /// To the moment after this many events.
    Seek(usize),
    /// To this virtual time, in milliseconds.
    SeekTime(u64),
    /// Forgets the run; the engine does, too.
    Clear,
    /// Ends a run that is at work, as StopExecution does.
    Stop,
    /// How fast to play.
    SetSpeed(Speed),
    /// The playing clock ticked; the number tells an old clock's ticks.
    Tick(u32),
    /// The views of a long run go on towards the present moment.
    LookOn,
    /// Chooses a step of the run to look at.
    ChooseStep(usize),
    /// Something in the tree of steps.
    Tree(TreeMessage),
    /// Lists other events.
    FilterEvents(EventFilter, String),
    /// Saves the run as a file.
    Export(Export),
    /// Copies a text, as which it is told to the user.
    Copy(String, &'static str),
    /// Compares other steps with the one that is looked at from now on, or with none any more.
    Compare(bool),
    /// Begins or gives up changing the data of the step that is looked at.
    EditData(bool),
    /// Goes back to a step and on from there with other data.
    Branch {
        /// The step.
        step: usize,
        /// The state's input, as JSON text.
        input: String,
        /// Variables to set, as JSON text; may be empty.
        variables: String,
    },
    /// Answers a callback that the run waits for.
    Answer {
        /// The task token.
        token: String,
        /// What to report.
        answer: Answer,
    },
    /// Nobody answers: lets time pass until a timeout, or whatever comes first.
    PassTime,
    /// Goes on with a run that failed, timed out or was aborted, as RedriveExecution does.
    Redrive,
    /// Takes over a remedy that is offered, by its place among them.
    Mend(Cure, usize),
    /// Plays the real history that is looked at against another definition; `None` for the open one.
    PlayAgainst(Option<Other>),
    /// Asks what an expression gives on the data of the step that is looked at.
    Scratch(String),
    /// The engine said something.
    Engine(Reply),
    /// The engine's worker died; what it said.
    EngineDied(String),
}

/// The tree of steps.
#[derive(Clone, Debug)]
pub enum TreeMessage {
    /// Folds or unfolds a row.
    Toggle(Node),
    /// Looks at what a row shows.
    Pick(Node),
    /// Looks at the row that has the keys.
    PickActive,
    /// The keys go to another row.
    Move(TreeMove),
    /// Lists other steps.
    Filter(StepFilter),
    /// Searches names and data.
    Search(String),
    /// Calls the items of the Map at hand by this field.
    CallItemsBy(String),
    /// Looks at the step that the first error comes from.
    FirstFailure,
    /// Looks at another branch or iteration.
    ShowFrame(u32),
}

/// Scenarios and mocks.
#[derive(Clone, Debug)]
pub enum ScenarioMessage {
    /// Chooses one by its place in the list.
    Choose(usize),
    /// Adds this one at the end, as JSON, and chooses it; one of the same name is chosen instead.
    Add(String),
    /// Adds an empty one behind the chosen one, whose Tasks answer like that one's.
    New,
    /// Runs all of them, one after another.
    TryAll,
    /// Gives up running all of them.
    StopTrying,
    /// Makes scenarios for what none of them goes through.
    Generate,
    /// Ends making them: with those that were found so far, or without.
    StopGenerating(bool),
    /// Shows this of the chosen one.
    Show(ScenarioFace),
    /// Paints what they go through on the diagram, or shows the run again.
    Paint(bool),
    /// Goes to a state that none of them, or no part of it, goes through.
    GoTo(StateKey),
    /// Sets something that is expected, by its JSON Pointer in the expectation; empty takes it away.
    SetExpected(String, String),
    /// Expects a part of what the run gave.
    Expect(ExpectPart),
    /// Expects what came wherever it was otherwise than expected.
    Accept,
    /// Adds a scenario for each row of a table.
    AddTable(String),
    /// Saves them as a MockConfigFile of Step Functions Local.
    DownloadMockConfig,
    /// Edits how a state's Task answers.
    EditMock(StateKey, MockEdit),
    /// Lets a Task answer so that everything that is read of its result is there.
    Fit(StateKey),
    /// Lets a Task answer, in this case of its mock, as it did in the run.
    AnswerAsRun(StateKey, usize),
    /// Adds a copy of the chosen one.
    Duplicate,
    /// Deletes the chosen one.
    Delete,
    /// Renames the chosen one.
    Rename(String),
    /// Sets the input's text.
    SetInput(String),
    /// Sets what it is for.
    SetDescription(String),
    /// Sets the seed of everything random.
    SetSeed(String),
    /// Sets when virtual time begins.
    SetStartTime(String),
    /// Sets the value that a placeholder has in simulations; empty takes it away.
    SetPlaceholder(String, String),
    /// Sets the type of the workflow, in every scenario.
    SetType(WorkflowType),
    /// Sets what sandboxed services hold before a run, as JSON text.
    SetServices(String),
    /// Sets a function of the sandboxed Lambda; none takes it away.
    SetFunction(String, Option<String>),
    /// Sets the definition of a workflow that Tasks may start; none takes it away.
    SetWorkflow(String, Option<String>),
    /// Sandboxes every service that the workflow calls.
    SandboxCalls,
    /// Takes away the mocks of the states that call sandboxed services.
    LetServicesAnswer,
    /// Sets how a state's Task answers; JSON text of a mock, empty for none.
    SetMock {
        /// The state.
        state: StateKey,
        /// The mock's JSON text.
        json: String,
    },
}

impl ScenarioMessage {
    /// Whether it changes the scenarios, rather than what is looked at.
    fn changes_the_workflow(&self) -> bool {
        !matches!(
            self,
            Self::Choose(_)
                | Self::TryAll
                | Self::StopTrying
                | Self::StopGenerating(_)
                | Self::Show(_)
                | Self::Paint(_)
                | Self::GoTo(_)
                | Self::DownloadMockConfig
        )
    }
}

/// Files, the clipboard and the gallery.
#[derive(Clone, Debug)]
pub enum FileMessage {
    /// A file that was read.
    Read {
        /// The file's name, without folder.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// Opens a text on a sheet of its own, or does with it what it is for.
    Open {
        /// The file's name, without folder.
        name: String,
        /// Its text.
        text: String,
    },
    /// A pasted text: a definition is opened, states are added behind the chosen one.
    Paste(String),
    /// Opens an example of the gallery.
    OpenExample(String),
    /// Starts an empty workflow.
    New,
    /// Copies the definition to the clipboard.
    Copy,
    /// Saves the definition as a file.
    Download,
    /// Makes a link that holds the workflow, its scenarios and the moment of its run.
    Share,
    /// Saves the scenarios as a file, as the command line reads it.
    DownloadScenarios,
    /// Converts the definition to the other notation; asks first if that loses something.
    Convert(Conversion),
    /// The same without asking.
    ConvertAnyway(Conversion),
    /// Renames the workflow.
    Rename(String),
    /// The clipboard took the text: what to tell the user, and what was cut; or it did not.
    Copied(Option<(String, Vec<StateKey>)>),
    /// A file could not be read; why.
    Unreadable(String),
}

/// The screen.
#[derive(Clone, Debug)]
pub enum ScreenMessage {
    /// Design, split or code.
    SetView(View),
    /// What the left panel shows; opens it.
    SetLeftTab(LeftTab),
    /// What the dock shows; opens it.
    SetDockTab(DockTab),
    /// Opens or closes the pane under the run.
    TogglePane,
    /// What is shown of a step's data.
    SetDataTab(DataTab),
    /// Whether data is shown as text rather than as a tree.
    SetDataText(bool),
    /// Out of what was gone into last: from the run back to designing.
    StepOut,
    /// Opens or closes a panel.
    Toggle(Panel),
    /// Sets a panel's size in pixels.
    Resize(Panel, f64),
    /// Sets the runs a month that prices are for.
    SetMonthlyRuns(u64),
    /// Sets the memory that an Express workflow is thought to need, in megabytes.
    SetMegabytes(u64),
    /// Sets the colours.
    SetTheme(Theme),
    /// What the inspector shows of a state; opens it.
    SetFace(Face),
    /// Lays something over the page to choose from.
    Open(Overlay),
    /// Takes it away.
    CloseOverlay,
    /// Fits the diagram into the canvas.
    Fit,
    /// Puts the cursor into the chosen state's name.
    EditName,
    /// The same where the state stands on the diagram.
    NameOnCanvas,
    /// Puts the focus into the inspector.
    EnterInspector,
    /// Puts the focus on the diagram.
    ToCanvas,
    /// Magnifies the diagram by so much; `None` shows it as large as it is.
    Zoom(Option<f64>),
    /// The whole screen for the page, or no longer.
    FullScreen,
    /// Shows or hides the small picture of the whole diagram.
    Minimap,
    /// Shows the diagram, the stepper and the data, and nothing to change a workflow with.
    ShowAsPlayer,
    /// Takes the notice away.
    DismissNotice,
    /// Shows the place of a problem.
    ShowProblem(usize),
}
