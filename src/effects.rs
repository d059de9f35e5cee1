//! Carries out what the workbench asks of the world outside. Nothing else in the page leaves it.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use asl::text::Span;
use leptos::prelude::*;
use workbench::effect::Effect;
use workbench::message::{FileMessage, Message, RunMessage};

use crate::browser;
use crate::store::Store;
use crate::worker::Worker;

/// Where the project is kept.
pub const PROJECT_KEY: &str = "stepwright.project";
/// Where the layout of the screen is kept.
pub const PANELS_KEY: &str = "stepwright.panels";

/// Storing waits this long for further changes, in milliseconds.
const STORE_AFTER: Duration = Duration::from_millis(250);

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker::default());
    static STORE_IS_DUE: Cell<bool> = const { Cell::new(false) };
}

/// Wishes that concern what is on the screen. Each is a signal of its own with a number that rises, so that the same wish
/// twice is told twice and none hides another.
#[derive(Clone, Copy)]
pub struct ViewWishes {
    /// Fit the diagram into the canvas.
    pub fit: RwSignal<u32>,
    /// Bring the chosen state into view.
    pub show_on_canvas: RwSignal<u32>,
    /// Bring a range of the text into view.
    pub show_in_code: RwSignal<(u32, Span)>,
    /// Say something to screen readers.
    pub announcement: RwSignal<(u32, String)>,
}

impl ViewWishes {
    /// Fresh signals.
    pub fn new() -> Self {
        Self {
            fit: RwSignal::new(0),
            show_on_canvas: RwSignal::new(0),
            show_in_code: RwSignal::default(),
            announcement: RwSignal::default(),
        }
    }
}

/// Does what the effect says.
pub fn carry_out(store: Store, effect: Effect) {
    match effect {
        Effect::Store => store_soon(store),
        Effect::StorePanels(text) => {
            // Losing the panel layout is no loss worth a word.
            browser::store(PANELS_KEY, &text).ok();
        }
        Effect::Copy(text) => browser::copy(&text, move |copied| store.send(Message::File(FileMessage::Copied(copied)))),
        Effect::Download { name, text } => {
            if browser::download(&name, &text).is_err() {
                store.send(Message::File(FileMessage::Unreadable(
                    "the browser refused the download; copy the definition instead".to_owned(),
                )));
            }
        }
        Effect::Engine(request) => WORKER.with_borrow_mut(|worker| worker.send(store, request)),
        Effect::StopEngine => WORKER.with_borrow_mut(Worker::stop),
        Effect::Tick { clock, after } => {
            set_timeout(move || store.send(Message::Run(RunMessage::Tick(clock))), Duration::from_millis(u64::from(after)));
        }
        Effect::Focus(id) => browser::focus_field(id),
        Effect::FitCanvas => store.wishes.fit.update(|number| *number += 1),
        Effect::ShowOnCanvas => store.wishes.show_on_canvas.update(|number| *number += 1),
        Effect::ShowInCode(span) => store.wishes.show_in_code.update(|(number, shown)| (*number, *shown) = (*number + 1, span)),
        Effect::Announce(text) => store.wishes.announcement.update(|(number, said)| (*number, *said) = (*number + 1, text)),
    }
}

/// Stores the project after a short rest, so that typing does not write on every key.
fn store_soon(store: Store) {
    if !STORE_IS_DUE.replace(true) {
        set_timeout(move || store_now(store), STORE_AFTER);
    }
}

/// Stores the project if that is due; called when the page goes away, too.
pub fn store_now(store: Store) {
    if STORE_IS_DUE.replace(false) {
        let result = browser::store(PROJECT_KEY, &store.peek(|workbench| workbench.project().write()));
        store.send(Message::File(FileMessage::Stored(result)));
    }
}

/// Ends the worker that died or does not fit; the next request starts a new one.
pub fn forget_worker() {
    WORKER.with(|worker| {
        // A worker that dies while it is being asked is ended by whoever asks.
        if let Ok(mut worker) = worker.try_borrow_mut() {
            worker.stop();
        }
    });
}
