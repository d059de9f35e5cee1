//! What the workbench asks of the world outside: storage, clipboard, files, the engine's worker, timers.

use std::sync::Arc;

use asl::document::StateKey;
use asl::text::Span;
use engine::Request;

use crate::sheet::SheetId;

/// A wish that only the browser (or a test standing in for it) can fulfil.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Keep a sheet in the browser; its text is asked for when it is written.
    Store(SheetId),
    /// Say to the storage which record is looked at, so that a later visit begins with it; and ask for the right to change it.
    Front(Arc<str>),
    /// Give up the right to change a record.
    Release(Arc<str>),
    /// Take the right to change a record from the page that has it.
    TakeOver(Arc<str>),
    /// Ask for a record, to be told by `ShelfMessage::Fetched`.
    Fetch(Arc<str>),
    /// Ask for what a record was before, to be told by `VersionsMessage::Listed`.
    FetchVersions(Arc<str>),
    /// Take a record out of the storage.
    Remove(Arc<str>),
    /// Ask what is kept, to be told by `ShelfMessage::Listed`.
    List,
    /// Make a link that holds this text, to be told by `ShelfMessage::Linked`.
    Share(String),
    /// Load the lessons and what is kept of the progress, to be told by `LearnMessage::Arrived`.
    FetchLessons,
    /// Keep how far a learner has come.
    StoreProgress(String),
    /// Keep the lessons that are being written; nothing for none.
    StoreWorkshop(String),
    /// Take the link that the page was opened with out of its address.
    Unlink,
    /// Keep states among the user's own patterns.
    KeepPattern {
        /// What they are called.
        name: String,
        /// Their text.
        states: String,
    },
    /// Keep the panels' layout.
    StorePanels(String),
    /// Put this text on the clipboard and report by `FileMessage::Copied`.
    Copy {
        /// The text.
        text: String,
        /// What the user is told when it is there.
        said: String,
        /// The states that are deleted once it is there.
        cuts: Vec<StateKey>,
    },
    /// Offer this text as a file.
    Download {
        /// The file's name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Send this to the engine's worker, starting it if need be.
    Engine(Request),
    /// Fetch what is known of AWS's APIs, to be told by `ApisMessage::Came`: the index, or a service's file.
    FetchApi(Arc<str>),
    /// Send `RunMessage::Tick` with this number after so many milliseconds.
    Tick {
        /// The clock's number.
        clock: u32,
        /// Milliseconds of real time.
        after: u32,
    },
    /// Send `RunMessage::LookOn` once the page has drawn what there is.
    LookOn,
    /// Bring the chosen state into view on the canvas.
    ShowOnCanvas,
    /// The same, large enough to be read, in the middle.
    GoOnCanvas,
    /// Move the view by so much of the diagram.
    ShiftView {
        /// To the left.
        x: f64,
        /// Upwards.
        y: f64,
    },
    /// Magnify by so much; `None` for as large as it is.
    Zoom(Option<f64>),
    /// Let the chosen state be named where it stands.
    NameOnCanvas,
    /// Put the focus on the diagram.
    FocusCanvas,
    /// Put the focus into the inspector.
    FocusInspector,
    /// Use the whole screen, or no longer.
    FullScreen,
    /// Bring this range of the text into view in the code pane.
    ShowInCode(Span),
    /// Put the cursor into the field with this id.
    Focus(&'static str),
    /// Show the diagram anew: all of it, or the beginning of a large one.
    FitCanvas,
    /// Fit the whole diagram into the canvas.
    FitWhole,
    /// Say this to screen readers.
    Announce(String),
}

impl Effect {
    /// Whether it changes or asks for what the browser keeps from visit to visit.
    #[must_use]
    pub fn keeps(&self) -> bool {
        matches!(
            self,
            Self::Store(_)
                | Self::Front(_)
                | Self::Release(_)
                | Self::TakeOver(_)
                | Self::Remove(_)
                | Self::List
                | Self::StoreProgress(_)
                | Self::StoreWorkshop(_)
                | Self::StorePanels(_)
                | Self::Unlink
        )
    }
}
