//! The worker's entry point: carries bytes between the page and the engine, and lets the engine go on between messages.

mod annex;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use engine::{Host, Memory, Reply, Request};
use js_sys::{Array, Uint8Array};
use peak_alloc::PeakAlloc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

/// What simulations and all else of the worker may take together, in bytes: browsers end pages that take much more.
const MOST_MEMORY: usize = 1_000_000_000;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fn in_use() -> usize {
    ALLOCATOR.current_usage()
}

#[wasm_bindgen]
extern "C" {
    /// Fails as an error that nobody caught would.
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &js_sys::Error);
}

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    let worker = Rc::new(Worker {
        scope,
        pulse: channel.port2(),
        pulsing: Cell::new(false),
        host: RefCell::new(Host::without_annex().within(Memory { in_use, most: MOST_MEMORY })),
        waiting: RefCell::default(),
    });

    let listener = worker.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| listener.receive(&event));
    worker.scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();

    let listener = worker.clone();
    let on_pulse = Closure::<dyn Fn()>::new(move || listener.tick());
    channel.port1().set_onmessage(Some(on_pulse.as_ref().unchecked_ref()));
    on_pulse.forget();

    worker.send(&Host::ready());
}

/// The engine's host, and what it is reached by.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    /// A message into this port comes back as a tick, after the page's messages that wait already. Unlike a timer it does not idle.
    pulse: MessagePort,
    /// Whether a tick is on its way.
    pulsing: Cell<bool>,
    host: RefCell<Host>,
    /// What waits for the annex, and what came after it.
    waiting: RefCell<VecDeque<Request>>,
}

impl Worker {
    /// Takes in a message of the page.
    fn receive(self: &Rc<Self>, event: &MessageEvent) {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        // The page hears of what fails here as of any other failure of its worker.
        let request = engine::decode_request(&bytes).unwrap_or_else(|error| wasm_bindgen::throw_str(&error.to_string()));
        if !self.waiting.borrow().is_empty() {
            self.waiting.borrow_mut().push_back(request);
        } else if self.host.borrow().can_answer(&request) {
            self.answer(request);
        } else {
            self.waiting.borrow_mut().push_back(request);
            spawn_local(self.clone().answer_with_annex());
        }
    }

    /// Answers what waits for the annex.
    async fn answer_with_annex(self: Rc<Self>) {
        let Some(annex) = annex::load().await else {
            let failure = js_sys::Error::new("a part of the simulator could not be loaded");
            return report_error(&failure);
        };
        self.host.borrow_mut().open_annex(annex);
        loop {
            let Some(request) = self.waiting.borrow_mut().pop_front() else { break };
            self.answer(request);
        }
    }

    fn answer(&self, request: Request) {
        self.host.borrow_mut().handle(request, &mut |reply| self.send(&reply));
        if self.host.borrow().has_work() {
            self.wake();
        }
    }

    /// Lets the engine go on for a slice.
    fn tick(&self) {
        self.pulsing.set(false);
        if self.host.borrow_mut().tick(&mut |reply| self.send(&reply)) {
            self.wake();
        }
    }

    /// Asks for a tick, unless one is on its way.
    fn wake(&self) {
        if !self.pulsing.replace(true)
            && let Err(error) = self.pulse.post_message(&JsValue::NULL)
        {
            wasm_bindgen::throw_val(error);
        }
    }

    /// Hands a reply over to the page, without another copy.
    fn send(&self, reply: &Reply) {
        let bytes = Uint8Array::from(engine::encode_reply(reply).as_slice());
        let transfer = Array::of1(&bytes.buffer());
        if let Err(error) = self.scope.post_message_with_transfer(&bytes, &transfer) {
            wasm_bindgen::throw_val(error);
        }
    }
}
