//! Keeps the focus in a form whose fields are drawn anew: what stands in the place of the field that had it gets it.

use std::collections::HashSet;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement};

use crate::browser;

/// The place of the field that had the focus last. Fields say theirs by `data-place`: a field that becomes another one, as the
/// operand of a test does when its operator is chosen, keeps its place.
#[derive(Clone, Copy)]
pub struct KeptFocus {
    place: StoredValue<Option<String>>,
}

impl Default for KeptFocus {
    fn default() -> Self {
        Self { place: StoredValue::new(None) }
    }
}

impl KeptFocus {
    /// Takes note of where the focus goes.
    pub fn remember(self, event: &FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let around = target.and_then(|target| target.closest("[data-place]").ok().flatten());
        self.place.try_set_value(around.and_then(|element| element.get_attribute("data-place")));
    }

    /// Gives the focus back, if the change that was just made took away what had it.
    pub fn keep(self) {
        let again = move || {
            if browser::is_focus_lost()
                && let Some(Some(place)) = self.place.try_get_value()
                && let Some(control) = control_at(&place)
            {
                control.focus().ok();
            }
        };
        // Not at once: while the focus goes from one field to the next, for a moment nothing has it.
        request_animation_frame(again);
    }
}

/// Makes a change that adds something, and leads into the first field of what is new.
pub fn enter_new(change: impl FnOnce()) {
    let before: HashSet<String> = fields().into_iter().map(|(name, _)| name).collect();
    change();
    let enter = move || {
        if let Some((_, field)) = fields().into_iter().find(|(name, _)| !before.contains(name)) {
            field.focus().ok();
        }
    };
    // What is drawn in the next frame is there in the one after.
    request_animation_frame(move || request_animation_frame(enter));
}

/// The fields of the form, by what stays the same when they are drawn anew.
fn fields() -> Vec<(String, HtmlElement)> {
    let named = elements(".form :is(input, select, textarea)").filter_map(|element| {
        let place = element.closest("[data-place]").ok().flatten().and_then(|around| around.get_attribute("data-place"));
        Some((place.unwrap_or_else(|| element.id()), element)).filter(|(name, _)| !name.is_empty())
    });
    named.collect()
}

fn elements(selector: &str) -> impl Iterator<Item = HtmlElement> + use<> {
    let all = document().query_selector_all(selector).ok();
    all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |index| all.get(index)?.dyn_into().ok()))
}

/// The control of the field at a place.
fn control_at(place: &str) -> Option<HtmlElement> {
    let field = elements("[data-place]").find(|element| element.get_attribute("data-place").as_deref() == Some(place))?;
    field.query_selector("select, textarea, input, button").ok()??.dyn_into().ok()
}
