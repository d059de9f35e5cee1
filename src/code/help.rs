//! What the workbench knows of a place in a text, as the editor asks for it.

use js_sys::{Array, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use workbench::assist::{self, Completions, Hover, Shade};
use workbench::inspector::Grammar;
use workbench::message::{Edit, Message};

use asl::document::StateKey;

use crate::store::Store;

/// The questions of an editor.
pub struct Help {
    /// What may be written at a place.
    pub on_complete: Closure<dyn FnMut(u32) -> JsValue>,
    /// What stands at a place.
    pub on_hover: Closure<dyn FnMut(u32) -> JsValue>,
    /// The words of an expression.
    pub on_colour: Closure<dyn FnMut(String) -> Uint32Array>,
    /// A problem is to be mended.
    pub on_fix: Closure<dyn FnMut(u32)>,
}

impl Help {
    /// Help for the definition's text, or for one state's own text, which `text` gives.
    pub fn of(store: Store, state: Option<StateKey>, text: fn(Store, Option<StateKey>) -> String) -> Self {
        let at = move |units: u32| {
            let text = text(store, state);
            let offset = assist::from_utf16(&text, units as usize);
            (text, offset)
        };
        Self {
            on_complete: Closure::new(move |units| {
                let (text, offset) = at(units);
                let own = state.map(|key| (key, text.as_str()));
                let found = store.peek(|workbench| assist::complete_definition(&workbench.front, own, offset));
                found.map_or(JsValue::UNDEFINED, |found| completions(&text, &found))
            }),
            on_hover: Closure::new(move |units| {
                let (text, offset) = at(units);
                let own = state.map(|key| (key, text.as_str()));
                let found = store.peek(|workbench| assist::hover_definition(&workbench.front, own, offset));
                found.map_or(JsValue::UNDEFINED, |found| words(&text, &found))
            }),
            on_colour: Closure::new(|text: String| colours(&text)),
            on_fix: Closure::new(move |index| store.send(Message::Edit(Edit::Fix(index as usize)))),
        }
    }
}

/// The document's text.
pub fn document_text(store: Store, _state: Option<StateKey>) -> String {
    store.peek(|workbench| workbench.front.document.text.to_string())
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a member of a fresh object cannot fail.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object.into()
}

fn units(text: &str, byte: usize) -> JsValue {
    (assist::to_utf16(text, byte) as u32).into()
}

fn completions(text: &str, found: &Completions) -> JsValue {
    let item = |item: &assist::Completion| {
        object(&[
            ("label", item.label.as_str().into()),
            ("detail", item.detail.as_str().into()),
            ("info", item.info.as_str().into()),
            ("insert", item.insert.as_str().into()),
            ("kind", item.kind.into()),
        ])
    };
    let items: Array = found.items.iter().map(item).collect();
    object(&[("from", units(text, found.replaces.start)), ("to", units(text, found.replaces.end)), ("items", items.into())])
}

fn words(text: &str, found: &Hover) -> JsValue {
    object(&[
        ("from", units(text, found.range.start)),
        ("to", units(text, found.range.end)),
        ("title", found.title.as_str().into()),
        ("text", found.text.as_str().into()),
        ("detail", found.detail.as_str().into()),
    ])
}

/// Three numbers a word: where it begins, where it ends, what it is.
fn colours(text: &str) -> Uint32Array {
    let number = |shade| match shade {
        Shade::Key => 0,
        Shade::Text => 1,
        Shade::Number => 2,
        Shade::Word => 3,
        Shade::Variable => 4,
        Shade::Function => 5,
        Shade::Name => 6,
        Shade::Mark => 7,
    };
    let mut numbers = Vec::new();
    let mut seen = (0, 0);
    let mut place = |byte: usize| {
        seen = (byte, seen.1 + text[seen.0..byte].encode_utf16().count() as u32);
        seen.1
    };
    for (range, shade) in assist::shades(Grammar::JsonataValue, text) {
        let (from, to) = (place(range.start), place(range.end));
        numbers.extend([from, to, number(shade)]);
    }
    Uint32Array::from(numbers.as_slice())
}
