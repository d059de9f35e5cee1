//! A small editor for paths, expressions and templates: coloured as it is typed, with completion, documentation and a preview.
//!
//! A text area lies over the coloured text, which gives both their size. It costs as little as a plain field, so that a form may
//! have many; what helps is asked of `workbench::assist` when it is typed into.

use std::time::Duration;

use leptos::html::{Pre, Textarea};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent};
use workbench::assist::{self, Completions, Hover, PreviewMessage};
use workbench::drafts::{DraftMessage, FieldId, StatePart};
use workbench::inspector::Grammar;
use workbench::message::Message;

use asl::document::StateKey;

use super::popups::{Doc, Proposals};
use crate::drafts::Typing;
use crate::store::Store;
use crate::ui::FieldError;

/// So long nothing is typed before a preview is asked for.
const REST: Duration = Duration::from_millis(150);

/// A field of code of a state's form.
#[component]
pub fn CodeField(
    /// The state.
    state: StateKey,
    /// The field's pointer.
    pointer: String,
    /// Its id, unique on the page.
    id: String,
    /// What is written.
    value: Signal<String>,
    /// What it is written in.
    grammar: Grammar,
    /// How many lines are seen at least; one line takes Enter as done.
    lines: u32,
    /// What stands there while it is empty.
    placeholder: String,
    /// What it is called where no label names it.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let store = Store::get();
    let draft = FieldId::Part(StatePart::Field, state, pointer.clone());
    let typing = Typing::of(draft.clone(), value);
    let (on_input, on_change, on_key) = typing.listeners(lines == 1);
    let editor = Editor {
        store,
        state,
        pointer: StoredValue::new(pointer),
        grammar,
        text: NodeRef::new(),
        ink: NodeRef::new(),
        proposals: RwSignal::new(None),
        chosen: RwSignal::new(0),
        is_choosing: StoredValue::new(false),
        place: RwSignal::new((0.0, 0.0)),
        doc: RwSignal::new(None),
        due: StoredValue::new_local(None),
    };
    let shown = typing.shown;
    let preview_pointer = editor.pointer.get_value();
    let preview = store.slice(move |workbench| workbench.front.preview(state, &preview_pointer));
    let list_id = format!("{id}-list");
    let described = format!("{id}-about {id}-preview");
    let active = {
        let list_id = list_id.clone();
        move || editor.is_open().then(|| format!("{list_id}-{}", editor.chosen.get()))
    };
    let controls = {
        let list_id = list_id.clone();
        move || editor.is_open().then(|| list_id.clone())
    };
    let typed = move |event: Event| {
        on_input(event);
        editor.propose(false);
        editor.ask_soon();
    };
    let taken = draft.clone();
    let pressed = move |event: KeyboardEvent| {
        if !editor.key(&event, &taken) {
            on_key(event);
        }
    };
    let left = move |_: FocusEvent| {
        editor.proposals.set(None);
        editor.doc.set(None);
    };
    let dropped_on = draft.clone();
    let dropped = move |event: DragEvent| editor.drop(&event, &dropped_on);
    let pick = draft;
    let lines = lines.max(1).to_string();
    view! {
        <div class="code-field" on:mousemove=move |event| editor.point(&event) on:mouseleave=move |_| editor.doc.set(None)>
            <pre class="code-field__ink" aria-hidden="true" node_ref=editor.ink>
                {move || ink(grammar, &shown.get())}
                "\n"
            </pre>
            <textarea
                node_ref=editor.text
                id=id.clone()
                class="input code-field__text"
                rows=lines
                aria-label=label
                aria-describedby=described
                aria-autocomplete="list"
                aria-controls=controls
                aria-activedescendant=active
                aria-invalid=typing.invalid()
                data-draft=typing.is_draft()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=shown
                on:input=typed
                on:change=on_change
                on:keydown=pressed
                on:drop=dropped
                on:focus=move |_| editor.ask_soon()
                on:blur=left
            ></textarea>
        </div>
        <Proposals id=list_id found=editor.proposals chosen=editor.chosen place=editor.place on_pick=Box::new(move |index| editor.take(index, &pick)) />
        <Doc found=editor.doc place=editor.place />
        <FieldError error=typing.error />
        <p class="code-field__preview" id=format!("{id}-preview") aria-live="polite" hidden=move || preview.with(Option::is_none)>
            {move || preview.get().map(|preview| {
                let tone = preview.tone.name();
                let word = if preview.tone == assist::Tone::Value { "gives " } else { "" };
                view! {
                    <span class="code-field__gives" data-tone=tone>{word}<code>{preview.text}</code></span>
                    <span class="code-field__source">{preview.source}</span>
                }
            })}
        </p>
    }
}

/// The text in colours; each piece knows where it begins.
fn ink(grammar: Grammar, text: &str) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let plain = |from: usize, to: usize| view! { <span data-at=from.to_string()>{text[from..to].to_owned()}</span> }.into_any();
    for (range, shade) in assist::shades(grammar, text) {
        if at < range.start {
            pieces.push(plain(at, range.start));
        }
        let start = range.start.to_string();
        at = range.end;
        pieces.push(view! { <span class="ink" data-at=start data-shade=shade.name()>{text[range].to_owned()}</span> }.into_any());
    }
    if at < text.len() {
        pieces.push(plain(at, text.len()));
    }
    pieces
}

/// What a field of code is made of.
#[derive(Clone, Copy)]
struct Editor {
    store: Store,
    state: StateKey,
    pointer: StoredValue<String>,
    grammar: Grammar,
    text: NodeRef<Textarea>,
    ink: NodeRef<Pre>,
    proposals: RwSignal<Option<Completions>>,
    chosen: RwSignal<usize>,
    /// Whether somebody asked for the proposals or went along them: then Tab takes one, as it takes the only one; else it goes on
    /// to the next field.
    is_choosing: StoredValue<bool>,
    /// Where on the screen words appear.
    place: RwSignal<(f64, f64)>,
    doc: RwSignal<Option<Hover>>,
    /// The preview that will be asked for.
    due: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl Editor {
    fn is_open(self) -> bool {
        self.proposals.with(Option::is_some)
    }

    /// The text, and the byte that the cursor is at.
    fn cursor(self) -> Option<(String, usize)> {
        let element = self.text.get_untracked()?;
        let text = element.value();
        let units = element.selection_start().ok().flatten()?;
        let at = assist::from_utf16(&text, units as usize);
        Some((text, at))
    }

    fn sight(self) -> assist::Sight {
        self.pointer.with_value(|pointer| self.store.peek(|workbench| workbench.front.sight(self.state, pointer)))
    }

    /// Proposes what may be written; while nothing of a word is there only when it is `asked` for, or after a dot.
    fn propose(self, asked: bool) {
        let Some((text, at)) = self.cursor() else { return };
        let found = assist::complete(&self.sight(), self.grammar, &text, at);
        let begun = |found: &Completions| found.replaces.start < at || text[..at].ends_with('.');
        let is_done = |found: &Completions| found.items.len() == 1 && text[found.replaces.clone()] == found.items[0].insert;
        let found = found.filter(|found| (asked || begun(found)) && !is_done(found));
        if let Some(found) = &found {
            self.put_at(found.replaces.start, &text);
        }
        self.chosen.set(0);
        self.is_choosing.set_value(asked);
        self.doc.set(None);
        self.proposals.set(found);
    }

    /// Words appear below this byte of the text.
    fn put_at(self, byte: usize, text: &str) {
        let Some(ink) = self.ink.get_untracked() else { return };
        let before = assist::to_utf16(text, byte) as u32;
        if let Some((x, y)) = place_in(&ink, before) {
            self.place.set((x, y));
        }
    }

    /// Does what a key means while something is proposed; whether it meant something.
    fn key(self, event: &KeyboardEvent, draft: &FieldId) -> bool {
        if event.key() == " " && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            self.propose(true);
            return true;
        }
        let count = self.proposals.with_untracked(|found| found.as_ref().map_or(0, |found| found.items.len()));
        if count == 0 {
            return false;
        }
        let step = |by: usize| {
            self.is_choosing.set_value(true);
            self.chosen.update(|chosen| *chosen = (*chosen + by) % count);
        };
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(count - 1),
            "Tab" if event.shift_key() || (count > 1 && !self.is_choosing.get_value()) => {
                self.proposals.set(None);
                return false;
            }
            "Enter" | "Tab" if !event.shift_key() => self.take(self.chosen.get_untracked(), draft),
            "Escape" => self.proposals.set(None),
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Writes a proposal.
    fn take(self, index: usize, draft: &FieldId) {
        let found = self.proposals.get_untracked();
        self.proposals.set(None);
        let (Some(element), Some(found)) = (self.text.get_untracked(), found) else { return };
        let Some(item) = found.items.get(index) else { return };
        let text = element.value();
        let (from, to) =
            (assist::to_utf16(&text, found.replaces.start) as u32, assist::to_utf16(&text, found.replaces.end) as u32);
        element.set_range_text_with_start_and_end(&item.insert, from, to).ok();
        let after = from + item.insert.encode_utf16().count() as u32;
        element.set_selection_range(after, after).ok();
        self.store.send(Message::Draft(DraftMessage::Type(draft.clone(), element.value())));
        element.focus().ok();
        self.ask_soon();
    }

    /// Takes a path that is dropped: a field for one path has it from now on, an empty one of JSONata as an expression. Into
    /// other text the browser puts it where it is dropped.
    fn drop(self, event: &DragEvent, draft: &FieldId) {
        let path = event.data_transfer().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let Some(element) = self.text.get_untracked().filter(|_| path.starts_with('$')) else { return };
        let text = match self.grammar {
            Grammar::Path | Grammar::PathOrCall | Grammar::PathValue => path,
            Grammar::JsonataTemplate | Grammar::JsonataValue if element.value().trim().is_empty() => format!("{{% {path} %}}"),
            _ => return,
        };
        event.prevent_default();
        self.store.send(Message::Draft(DraftMessage::Choose(draft.clone(), text)));
        element.focus().ok();
    }

    /// Asks for a preview once nobody types for a moment.
    fn ask_soon(self) {
        let ask = move || {
            let Some(element) = self.text.try_get_untracked().flatten() else { return };
            let pointer = self.pointer.get_value();
            self.store.send(Message::Preview(PreviewMessage::Ask(self.state, pointer, element.value())));
        };
        let handle = set_timeout_with_handle(ask, REST).ok();
        if let Some(Some(before)) = self.due.try_update_value(|due| std::mem::replace(due, handle)) {
            before.clear();
        }
    }

    /// Tells what the pointer is over.
    fn point(self, event: &MouseEvent) {
        if self.proposals.with_untracked(Option::is_some) {
            return;
        }
        let (x, y) = (event.client_x() as f32, event.client_y() as f32);
        let under = document().elements_from_point(x, y);
        let at = under
            .iter()
            .filter_map(|element| element.dyn_into::<HtmlElement>().ok())
            .find_map(|element| element.dataset().get("at"));
        let Some((text, _)) = self.cursor() else { return };
        let at = at.and_then(|at| at.parse::<usize>().ok());
        let doc = at.and_then(|at| assist::hover(&self.sight(), self.grammar, &text, (at + 1).min(text.len())));
        if doc == self.doc.get_untracked() {
            return;
        }
        if let Some(found) = &doc {
            self.put_at(found.range.start, &text);
        }
        self.doc.set(doc);
    }
}

/// Where on the screen a unit of an element's text ends up: its left and its lower edge.
fn place_in(element: &web_sys::Element, units: u32) -> Option<(f64, f64)> {
    let range = document().create_range().ok()?;
    let mut left = units;
    let mut stack: Vec<web_sys::Node> = vec![element.clone().unchecked_into()];
    while let Some(node) = stack.pop() {
        if node.node_type() == web_sys::Node::TEXT_NODE {
            let length = node.text_content().unwrap_or_default().encode_utf16().count() as u32;
            if left <= length {
                range.set_start(&node, left).ok()?;
                range.set_end(&node, left).ok()?;
                let rect = range.get_bounding_client_rect();
                return Some((rect.left(), rect.bottom()));
            }
            left -= length;
            continue;
        }
        let children = node.child_nodes();
        stack.extend((0..children.length()).rev().filter_map(|index| children.get(index)));
    }
    None
}
