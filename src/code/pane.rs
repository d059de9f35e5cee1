//! Mounts the editor and keeps text, problems and selection in step with the workbench.

use std::cell::Cell;
use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use workbench::commands::Structure;
use workbench::message::{Edit, Message, Selected};
use workbench::panels::Theme;
use workbench::problems::{Diagnostic, Severity};
use workbench::sheet::SheetId;

use super::editor::{self, Handle, Listeners, Mark, Mounting};
use super::help::{Help, document_text};
use crate::browser;
use crate::canvas::view_wishes;
use crate::store::Store;

/// Who rests for so many milliseconds begins a new step of undo.
const PAUSE: f64 = 1500.0;
/// The revision of a text that never was.
const UNKNOWN: u64 = u64::MAX;

/// The code pane.
#[component]
pub fn CodePane() -> impl IntoView {
    let store = Store::get();
    let parent = NodeRef::<Div>::new();
    let handle = RwSignal::new_local(None::<Handle>);
    let failed = RwSignal::new(false);
    let shown = Rc::new(Cell::new((SheetId::default(), UNKNOWN)));
    let refused = RwSignal::new(0);
    let listeners = StoredValue::new_local((listen(store, shown.clone(), refused), Help::of(store, None, document_text)));

    let mounted_text = shown.clone();
    Effect::new(move |_| {
        let Some(parent) = parent.get() else { return };
        let shown = mounted_text.clone();
        spawn_local(async move {
            match mount(store, &parent, &shown, listeners).await {
                Ok(editor) => {
                    handle.try_set(editor);
                    // Where what had the focus went with the diagram, it goes on here.
                    request_animation_frame(move || {
                        if let Some(editor) = handle.try_get_untracked().flatten().filter(|_| browser::is_focus_lost()) {
                            editor.focus();
                        }
                    });
                }
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    });
    keep_in_step(store, handle, shown, refused);
    on_cleanup(move || {
        if let Some(editor) = handle.try_get_untracked().flatten() {
            editor.destroy();
        }
        request_animation_frame(|| {
            if browser::is_focus_lost() && !browser::is_dialog_open() {
                view_wishes::focus();
            }
        });
    });

    let status = store.slice(|workbench| {
        let worst = workbench.front.diagnostics.iter().min_by_key(|diagnostic| diagnostic.severity);
        worst.filter(|worst| worst.severity != Severity::Advice).map(|worst| {
            let line = workbench.front.document.lines.position(&workbench.front.document.text, worst.span.start).line + 1;
            (worst.severity.name(), format!("Line {line}: {}", worst.message))
        })
    });
    let written = store.slice(|workbench| {
        let sheet = &workbench.front;
        (sheet.document.tree.notation(), sheet.document.text.len(), sheet.is_unlinted())
    });
    let status_text = Signal::derive(move || {
        let (notation, size, is_unlinted) = written.get();
        let judgement = if is_unlinted { "not checked" } else { "no problems" };
        status.get().map_or_else(|| format!("{} · {size} bytes · {judgement}", notation.name()), |(_, text)| text)
    });
    view! {
        <div class="code">
            <div class="code__editor" node_ref=parent>
                <Show when=move || failed.get()>
                    <p class="empty" role="alert">"The editor could not be loaded. Check the connection and open the code view again."</p>
                </Show>
            </div>
            <p class="code__status" data-severity=move || status.get().map_or("none", |(severity, _)| severity) role="status">
                <span>{status_text}</span>
            </p>
            <button
                type="button"
                class="button button--quiet button--small code__format"
                title="Lay the whole text out anew, as one step that can be undone"
                on:click=move |_| store.send(Message::Edit(Edit::Structure(Structure::Format)))
            >
                "Format"
            </button>
        </div>
    }
}

type Shared = StoredValue<(Listeners, Help), LocalStorage>;

/// The listeners live as long as the pane; a pane that is gone mounts nothing.
async fn mount(
    store: Store,
    parent: &web_sys::HtmlDivElement,
    shown: &Shown,
    listeners: Shared,
) -> Result<Option<Handle>, wasm_bindgen::JsValue> {
    let options = || {
        listeners.try_with_value(|(listeners, help)| {
            store.peek(|workbench| {
                shown.set(place(workbench));
                let document = &workbench.front.document;
                let (theme, notation) = (theme_name(workbench.panels.theme), document.tree.notation());
                let mounting = Mounting { text: &document.text, theme, label: "Definition", notation, small: false };
                editor::options(&mounting, listeners, help)
            })
        })
    };
    editor::mount(parent, options).await
}

fn listen(store: Store, shown: Shown, refused: RwSignal<u32>) -> Listeners {
    let mut last_typed = 0.0;
    Listeners {
        on_change: Some(Closure::new(move |changes| {
            let edits = editor::read_changes(&changes);
            let now = browser::milliseconds();
            let rest = now - std::mem::replace(&mut last_typed, now);
            let (sheet, revision) = shown.get();
            // The editor shows this change already.
            shown.set((sheet, revision.wrapping_add(1)));
            store.send(Message::Edit(Edit::Type { revision, edits, after_pause: rest > PAUSE }));
            if store.peek(place) != shown.get() {
                // It was refused: what the editor shows is no text of the document's.
                shown.set((sheet, UNKNOWN));
                refused.try_update(|number| *number += 1);
            }
        })),
        on_selection: Some(Closure::new(move |from: u32, _to: u32| {
            let offset = store.peek(|workbench| workbench.front.document.lines.from_utf16(&workbench.front.document.text, from));
            store.send(Message::SelectAtOffset(offset));
        })),
        on_undo: Some(Closure::new(move || store.send(Message::Edit(Edit::Undo)))),
        on_redo: Some(Closure::new(move || store.send(Message::Edit(Edit::Redo)))),
        on_blur: None,
    }
}

/// Follows the document, its problems, the colours, and wishes to show a place.
fn keep_in_step(store: Store, handle: RwSignal<Option<Handle>, LocalStorage>, shown: Shown, refused: RwSignal<u32>) {
    let newest = store.slice(place);
    let follow = move |editor: &Handle| {
        let newest = store.peek(place);
        show_text(store, editor, shown.replace(newest));
    };
    let follow_text = follow.clone();
    let follow_first = follow.clone();
    Effect::new(move |_| {
        newest.get();
        refused.track();
        handle.with(|editor| editor.as_ref().map(&follow_first));
    });
    let notation = store.slice(|workbench| workbench.front.document.tree.notation());
    Effect::new(move |_| {
        let notation = notation.get();
        handle.with(|editor| editor.as_ref().map(|editor| editor.set_notation(notation)));
    });
    let diagnostics = store.slice(|workbench| workbench::shared::Shared(workbench.front.diagnostics.clone()));
    Effect::new(move |_| {
        diagnostics.get();
        let marks = store.peek(marks);
        handle.with(|editor| editor.as_ref().map(|editor| editor.set_diagnostics(&marks)));
    });
    let chosen = store.slice(chosen_place);
    let is_new = Cell::new(true);
    Effect::new(move |_| {
        let (from, to) = chosen.get().unwrap_or_default();
        handle.with(|editor| {
            if let Some(editor) = editor {
                follow_text(editor);
                // What was chosen before the editor was there is shown; later wishes come by themselves.
                editor.set_mark(from, to, is_new.replace(false));
            }
        });
    });
    let theme = store.slice(|workbench| workbench.panels.theme);
    Effect::new(move |_| {
        let name = theme_name(theme.get());
        handle.with(|editor| editor.as_ref().map(|editor| editor.set_theme(name)));
    });
    let shown = store.wishes.show_in_code;
    Effect::new(move |_| {
        let (_, span) = shown.get();
        let (from, to) = store.peek(|workbench| {
            let document = &workbench.front.document;
            (document.lines.utf16(&document.text, span.start), document.lines.utf16(&document.text, span.end))
        });
        handle.with_untracked(|editor| {
            editor.as_ref().map(|editor| {
                // The place is of the newest text.
                follow(editor);
                editor.reveal(from, to);
            })
        });
    });
}

/// Which text an editor shows: whose, and its revision.
type Shown = Rc<Cell<(SheetId, u64)>>;

/// Which text is the newest.
fn place(workbench: &workbench::Workbench) -> (SheetId, u64) {
    (*workbench.front.id, workbench.front.text_log.revision())
}

/// Brings an editor that shows this text up to date.
fn show_text(store: Store, editor: &Handle, (sheet, shown): (SheetId, u64)) {
    let (changes, text, length) = store.peek(|workbench| {
        let document = &workbench.front.document;
        let length = document.lines.utf16(&document.text, document.text.len() as u32);
        let same_sheet = workbench.front.id == sheet;
        (workbench.front.text_log.since(shown).filter(|_| same_sheet), document.text.clone(), length)
    });
    let follows = changes.is_some_and(|changes| match changes.split_last() {
        None => true,
        Some((last, before)) => {
            for edits in before {
                editor.apply_changes(edits, u32::MAX);
            }
            editor.apply_changes(last, length)
        }
    });
    if !follows {
        editor.set_text(&text);
    }
}

/// The place of the chosen state's text, in UTF-16 units.
fn chosen_place(workbench: &workbench::Workbench) -> Option<(u32, u32)> {
    let document = &workbench.front.document;
    let Selected::State(key) = *workbench.front.selected else { return None };
    let state = document.definition.state(document.state(key).filter(|_| !workbench.front.is_stale())?);
    let units = |byte| document.lines.utf16(&document.text, byte);
    Some((units(state.name.span.start), units(state.span.end)))
}

fn marks(workbench: &workbench::Workbench) -> Vec<Mark> {
    let document = &workbench.front.document;
    let is_linted = workbench.front.is_linted();
    let mark = |(index, diagnostic): (usize, &Diagnostic)| Mark {
        fix: diagnostic.fix.as_ref().filter(|_| is_linted).map(|fix| (index, fix.label.clone())),
        from: document.lines.utf16(&document.text, diagnostic.span.start),
        to: document.lines.utf16(&document.text, diagnostic.span.end),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "info",
        },
        message: diagnostic.message.to_string(),
        help: diagnostic.help.as_deref().unwrap_or_default().to_owned(),
    };
    workbench.front.diagnostics.iter().enumerate().map(mark).collect()
}

pub fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => "dark",
        Theme::Light => "light",
        Theme::System if browser::prefers_dark() => "dark",
        Theme::System => "light",
    }
}
