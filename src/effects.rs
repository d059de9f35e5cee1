//! Carries out what the workbench asks of the world outside. Nothing else in the page leaves it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use workbench::apis::ApisMessage;
use workbench::effect::Effect;
use workbench::learn::LearnMessage;
use workbench::message::{FileMessage, Message, RunMessage};
use workbench::scene::Point;

use crate::browser;
use crate::canvas::view_wishes;
use crate::storage;
use crate::store::{PANELS_KEY, Store};

use crate::worker::Worker;

/// Where the progress in lessons is kept.
const PROGRESS_KEY: &str = "stepwright.progress";
/// Where the lessons are kept that are being written.
const WORKSHOP_KEY: &str = "stepwright.workshop";

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(Worker::default());
}

/// Does what the effect says.
pub fn carry_out(store: Store, effect: Effect) {
    if effect.keeps() && browser::is_player() {
        return;
    }
    match effect {
        Effect::Store(id) => storage::store_soon(store, id),
        Effect::Front(key) => storage::front(&key),
        Effect::Release(key) => storage::release(&key),
        Effect::TakeOver(key) => storage::take_over(&key),
        Effect::Fetch(key) => storage::fetch(store, key),
        Effect::FetchVersions(key) => storage::versions(store, key),
        Effect::Remove(key) => storage::remove(key),
        Effect::List => storage::list(store),
        Effect::Share(text) => storage::share(store, text),
        Effect::Unlink => storage::unlink(),
        Effect::FetchLessons => browser::fetch_text("data-lessons", "", move |text| {
            store.send(Message::Learn(LearnMessage::Arrived(text, browser::stored(PROGRESS_KEY))));
            if let Some(text) = browser::stored(WORKSHOP_KEY) {
                store.send(Message::Learn(LearnMessage::Restore(text)));
            }
        }),
        // Who keeps nothing here has been told so.
        Effect::StoreProgress(text) => drop(browser::store(PROGRESS_KEY, &text)),
        Effect::KeepPattern { name, states } => crate::palette::keep(store, &name, states),
        Effect::StoreWorkshop(text) => drop(browser::store(WORKSHOP_KEY, &text)),
        Effect::StorePanels(text) => {
            // Losing the panel layout is no loss worth a word.
            browser::store(PANELS_KEY, &text).ok();
        }
        Effect::Copy { text, said, cuts } => {
            browser::copy(&text, move |copied| store.send(Message::File(FileMessage::Copied(copied.then_some((said, cuts))))));
        }
        Effect::Download { name, text } => {
            if browser::download(&name, &text).is_err() {
                store.send(Message::File(FileMessage::Unreadable(
                    "the browser refused the download; copy the definition instead".to_owned(),
                )));
            }
        }
        Effect::FetchApi(file) => {
            browser::fetch_text("data-catalogue", &format!("{file}.txt"), move |text| {
                store.send(Message::Apis(ApisMessage::Came(file, text)));
            });
        }
        Effect::Engine(request) => WORKER.with_borrow_mut(|worker| worker.send(store, request)),
        Effect::Tick { clock, after } => {
            set_timeout(move || store.send(Message::Run(RunMessage::Tick(clock))), Duration::from_millis(u64::from(after)));
        }
        Effect::LookOn => set_timeout(move || store.send(Message::Run(RunMessage::LookOn)), Duration::ZERO),
        Effect::Focus(id) => browser::focus_field(id),
        Effect::FitCanvas => store.wishes.fit.update(|(number, whole)| (*number, *whole) = (*number + 1, false)),
        Effect::FitWhole => store.wishes.fit.update(|(number, whole)| (*number, *whole) = (*number + 1, true)),
        Effect::ShowOnCanvas => store.wishes.show_on_canvas.update(|number| *number += 1),
        Effect::GoOnCanvas => view_wishes::go(),
        Effect::ShiftView { x, y } => view_wishes::shift(Point { x, y }),
        Effect::Zoom(factor) => view_wishes::zoom(factor),
        Effect::NameOnCanvas => view_wishes::name(store),
        Effect::FocusCanvas => view_wishes::focus(),
        Effect::FocusInspector => browser::focus_inside(".panel--inspector .panel__body"),
        Effect::FullScreen => browser::toggle_full_screen(),
        Effect::ShowInCode(span) => store.wishes.show_in_code.update(|(number, shown)| (*number, *shown) = (*number + 1, span)),
        Effect::Announce(text) => store.wishes.announcement.update(|(number, said)| (*number, *said) = (*number + 1, text)),
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
