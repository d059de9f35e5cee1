//! The worker's entry point: carries bytes between the page and the engine, and lets the engine go on between messages.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::{Host, Reply};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    let worker = Rc::new(Worker { scope, pulse: channel.port2(), pulsing: Cell::new(false), host: RefCell::new(Host::new()) });

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
}

impl Worker {
    /// Answers a message of the page.
    fn receive(&self, event: &MessageEvent) {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match engine::decode_request(&bytes) {
            Ok(request) => self.host.borrow_mut().handle(request, &mut |reply| self.send(&reply)),
            // The page hears of it as of any other failure of its worker.
            Err(error) => wasm_bindgen::throw_str(&error.to_string()),
        }
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
