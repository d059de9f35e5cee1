//! Whoever's control goes away, or can no longer be pressed, is left near to where it was: the focus is never lost to the page.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

use crate::browser;

/// What the focus is left on: nothing that is typed into, where the page's keys would become text.
const CONTROLS: &str = "button:not([disabled]), a[href], summary, [tabindex=\"0\"]";

/// What has the focus, and what is around it, from the inside out.
type Around = Rc<RefCell<Vec<HtmlElement>>>;

/// Watches the page from now on.
pub fn keep_place() {
    let around = Around::default();
    let focused = window_event_listener(leptos::ev::focusin, {
        let around = around.clone();
        move |event| {
            let mut at = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let mut chain = Vec::new();
            while let Some(element) = at.filter(|element| element.tag_name() != "BODY") {
                at = element.parent_element().and_then(|parent| parent.dyn_into::<HtmlElement>().ok());
                chain.push(element);
            }
            *around.borrow_mut() = chain;
        }
    });
    let changed = Closure::<dyn FnMut()>::new(move || {
        if is_lost(&around) {
            let around = around.clone();
            // Those who know better where it belongs have put it there by then.
            request_animation_frame(move || set_timeout(move || leave_near(&around), Duration::ZERO));
        }
    });
    if let (Ok(observer), Some(body)) = (MutationObserver::new(changed.as_ref().unchecked_ref()), document().body()) {
        let wanted = MutationObserverInit::new();
        wanted.set_child_list(true);
        wanted.set_subtree(true);
        let names = ["disabled", "hidden"].map(wasm_bindgen::JsValue::from);
        wanted.set_attribute_filter(&names.into_iter().collect::<js_sys::Array>());
        observer.observe_with_options(&body, &wanted).ok();
        // As long as the page itself.
        changed.forget();
    }
    on_cleanup(move || focused.remove());
}

/// Whether nothing has the focus since what had it is gone.
fn is_lost(around: &Around) -> bool {
    browser::is_focus_lost() && around.borrow().first().is_some_and(|element| !can_have_focus(element))
}

fn can_have_focus(element: &Element) -> bool {
    let is_disabled = element.has_attribute("disabled");
    element.is_connected() && !is_disabled && element.get_client_rects().length() > 0
}

/// Puts it on the nearest of what was around: on that itself, or on the first control in it.
fn leave_near(around: &Around) {
    if !is_lost(around) || browser::is_dialog_open() {
        return;
    }
    let chain = around.borrow().clone();
    let near = chain.iter().skip(1).filter(|element| element.is_connected()).find_map(|element| {
        if element.has_attribute("tabindex") && can_have_focus(element) {
            return Some(element.clone());
        }
        let inside = element.query_selector_all(CONTROLS).ok()?;
        let controls = (0..inside.length()).filter_map(|at| inside.item(at)?.dyn_into::<HtmlElement>().ok());
        let mut seen = controls.filter(|control| can_have_focus(control));
        seen.next()
    });
    if let Some(near) = near {
        near.focus().ok();
    }
}
