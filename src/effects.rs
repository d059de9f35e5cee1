//! Carries out what the workbench asks of the world outside. Nothing else in the page leaves it.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use workbench::effect::Effect;
use workbench::message::{FileMessage, Message, RunMessage};

use crate::browser;
use crate::store::{PANELS_KEY, PROJECT_KEY, Store};
use crate::worker::Worker;

/// Storing waits this long for further changes, in milliseconds.
const STORE_AFTER: Duration = Duration::from_millis(250);

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker::default());
    static STORE_IS_DUE: Cell<bool> = const { Cell::new(false) };
}

/// Does what the effect says.
pub fn carry_out(store: Store, effect: Effect) {
    match effect {
        Effect::Store => store_soon(store),
        Effect::StorePanels(text) => {
            // Losing the panel layout is no loss worth a word.
            browser::store(PANELS_KEY, &text).ok();
        }
        Effect::Copy { text, said } => {
            browser::copy(&text, move |copied| store.send(Message::File(FileMessage::Copied(copied.then_some(said)))));
        }
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
        Effect::LookOn => set_timeout(move || store.send(Message::Run(RunMessage::LookOn)), Duration::ZERO),
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
