//! The page's side of the engine's worker: starts it when it is needed, carries bytes, ends it when it must.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::{PROTOCOL, Reply, Request};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use workbench::message::{Message, RunMessage};

use crate::browser;
use crate::store::Store;

/// What the user is told when the worker is gone.
const DIED: &str = "The simulator stopped unexpectedly and was started anew. Your workflow is safe; run it again.";
/// The same when it does not answer.
const SILENT: &str = "The simulator did not answer for half a minute and was started anew. Your workflow is safe; if it happens \
    again with the same scenario, look for an expression or a loop that never ends.";
/// So long may it be silent, in milliseconds.
const PATIENCE: f64 = 30_000.0;
/// The same when it does not even start.
const NO_START: &str = "The simulator could not be started. Reload the page; if that does not help, use a current browser.";

/// The engine's worker, if one is running.
#[derive(Default)]
pub struct Worker {
    running: Option<Running>,
}

struct Running {
    worker: web_sys::Worker,
    /// What waits until the worker is ready; `None` once it is. What is posted earlier would be lost.
    waiting: Rc<RefCell<Option<Vec<Request>>>>,
    /// When it was heard last, in milliseconds of the page's life.
    heard: Rc<Cell<f64>>,
    _on_message: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Worker {
    /// Sends a request, starting the worker if need be.
    pub fn send(&mut self, store: Store, request: Request) {
        if self.running.is_none() {
            match Running::start(store) {
                Ok(running) => self.running = Some(running),
                Err(_) => {
                    // Told later: the store is in the middle of a message.
                    set_timeout(move || died(store, NO_START), std::time::Duration::ZERO);
                    return;
                }
            }
        }
        if let Some(running) = &self.running {
            if !matches!(request, Request::Forget { .. }) {
                running.wait_for_answer(store);
            }
            running.send(request);
        }
    }

    /// Ends the worker at once, whatever it does.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.worker.terminate();
        }
    }
}

impl Running {
    fn start(store: Store) -> Result<Self, JsValue> {
        let boot = document().get_element_by_id("boot").ok_or(JsValue::NULL)?;
        let address = boot.get_attribute("data-worker").ok_or(JsValue::NULL)?;
        let base = document().base_uri()?.ok_or(JsValue::NULL)?;
        let url = web_sys::Url::new_with_base(&address, &base)?;
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&url.href(), &options)?;

        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let heard = Rc::new(Cell::new(browser::milliseconds()));
        let on_message = {
            let (worker, waiting, heard) = (worker.clone(), waiting.clone(), heard.clone());
            Closure::new(move |event: web_sys::MessageEvent| {
                heard.set(browser::milliseconds());
                receive(store, &worker, &waiting, &event);
            })
        };
        let never_ready = waiting.clone();
        let on_error = Closure::new(move |event: web_sys::Event| {
            event.prevent_default();
            died(store, if never_ready.borrow().is_some() { NO_START } else { DIED });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, waiting, heard, _on_message: on_message, _on_error: on_error })
    }

    /// Ends the worker if it says nothing for too long after it was asked something.
    fn wait_for_answer(&self, store: Store) {
        let (asked, heard) = (browser::milliseconds(), Rc::downgrade(&self.heard));
        let look = move || {
            // Gone, or heard since: all is well.
            if heard.upgrade().is_some_and(|heard| heard.get() <= asked) {
                died(store, SILENT);
            }
        };
        set_timeout(look, std::time::Duration::from_millis(PATIENCE as u64));
    }

    fn send(&self, request: Request) {
        match self.waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(request),
            None => post(&self.worker, &request),
        }
    }
}

fn receive(store: Store, worker: &web_sys::Worker, waiting: &RefCell<Option<Vec<Request>>>, event: &web_sys::MessageEvent) {
    let bytes = Uint8Array::new(&event.data()).to_vec();
    match engine::decode_reply(&bytes) {
        Ok(Reply::Ready { protocol }) if protocol == PROTOCOL => {
            for request in waiting.borrow_mut().take().unwrap_or_default() {
                post(worker, &request);
            }
        }
        Ok(Reply::Ready { .. }) => died(store, "The page was updated while it was open. Reload it to run workflows."),
        Ok(reply) => store.send(Message::Run(RunMessage::Engine(reply))),
        Err(_) => died(store, DIED),
    }
}

fn post(worker: &web_sys::Worker, request: &Request) {
    let bytes = Uint8Array::from(engine::encode_request(request).as_slice());
    let transfer = js_sys::Array::of1(&bytes.buffer());
    // Posting plain bytes fails only if the worker is gone, which its error event tells.
    worker.post_message_with_transfer(&bytes, &transfer).ok();
}

fn died(store: Store, why: &str) {
    crate::effects::forget_worker();
    store.send(Message::Run(RunMessage::EngineDied(why.to_owned())));
}
