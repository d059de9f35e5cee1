//! Carries out what the workbench asks of the world outside. Nothing else in the page leaves it.

use std::cell::{Cell, RefCell};
use std::time::Duration;

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

/// Wishes that concern the view: the canvas and the code pane listen to this.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewWish {
    /// Rises with every wish, so that the same wish twice is told twice.
    pub number: u32,
    /// The wish.
    pub effect: Option<Effect>,
}

/// The signal that canvas, code pane and screen-reader announcer follow.
#[derive(Clone, Copy)]
pub struct ViewWishes(pub RwSignal<ViewWish>);

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
        wish @ (Effect::ShowOnCanvas | Effect::ShowInCode(_) | Effect::FitCanvas | Effect::Announce(_)) => {
            if let Some(ViewWishes(signal)) = use_context() {
                signal.update(|current| *current = ViewWish { number: current.number + 1, effect: Some(wish) });
            }
        }
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
