//! The text editor's bundle, as it is seen from Rust. It is loaded when the pane is first shown.

use asl::notation::Notation;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use workbench::message::Utf16Edit;

use super::help::Help;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = stepwright, js_name = editor, catch)]
    async fn load_editor() -> Result<JsValue, JsValue>;

    /// The bundle's module.
    type Module;

    #[wasm_bindgen(method, catch)]
    fn mount(this: &Module, parent: &HtmlElement, options: &Object) -> Result<Handle, JsValue>;

    /// A mounted editor.
    #[derive(Clone)]
    pub type Handle;

    /// Makes the text equal to this one by the smallest change.
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &Handle, text: &str);

    /// Applies changes that lead to a text of this length; whether they fit.
    #[wasm_bindgen(method, js_name = applyChanges)]
    fn apply_changes_value(this: &Handle, changes: &Array, length: u32) -> bool;

    #[wasm_bindgen(method, js_name = setDiagnostics)]
    fn set_diagnostics_value(this: &Handle, diagnostics: &Array);

    /// Selects a range and brings it into view.
    #[wasm_bindgen(method)]
    pub fn reveal(this: &Handle, from: u32, to: u32);

    /// The whole text.
    #[wasm_bindgen(method, js_name = getText)]
    pub fn text(this: &Handle) -> String;

    /// Marks the lines of a range; brings it into view if it is to be shown and none of it can be seen.
    #[wasm_bindgen(method, js_name = setMark)]
    pub fn set_mark(this: &Handle, from: u32, to: u32, show: bool);

    /// Sets the colours, `light` or `dark`.
    #[wasm_bindgen(method, js_name = setTheme)]
    pub fn set_theme(this: &Handle, theme: &str);

    #[wasm_bindgen(method, js_name = setLanguage)]
    fn set_language(this: &Handle, name: &str);

    /// Takes the focus.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Handle);

    /// Takes the editor down.
    #[wasm_bindgen(method)]
    pub fn destroy(this: &Handle);
}

/// What the editor tells the page.
#[derive(Default)]
pub struct Listeners {
    /// The user changed the text.
    pub on_change: Option<Closure<dyn FnMut(JsValue)>>,
    /// The user moved the cursor.
    pub on_selection: Option<Closure<dyn FnMut(u32, u32)>>,
    /// The user asked for undo.
    pub on_undo: Option<Closure<dyn FnMut()>>,
    /// The user asked for redo.
    pub on_redo: Option<Closure<dyn FnMut()>>,
    /// The user left the editor.
    pub on_blur: Option<Closure<dyn FnMut()>>,
}

/// A problem as the editor marks it, in UTF-16 positions.
pub struct Mark {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What mends it, and its place in the list of problems.
    pub fix: Option<(usize, String)>,
}

/// What an editor is mounted with.
pub struct Mounting<'a> {
    /// The text.
    pub text: &'a str,
    /// `light` or `dark`.
    pub theme: &'a str,
    /// What a screen reader calls it.
    pub label: &'a str,
    /// What it is written in.
    pub notation: Notation,
    /// Whether it is a small one, whose undo is its own business.
    pub small: bool,
}

/// What the bundle is given to mount an editor.
pub fn options(mounting: &Mounting, listeners: &Listeners, help: &Help) -> Object {
    let options = Object::new();
    let mut members: Vec<(&str, JsValue)> = vec![
        ("text", mounting.text.into()),
        ("theme", mounting.theme.into()),
        ("label", mounting.label.into()),
        ("language", language(mounting.notation).into()),
        ("gutters", (!mounting.small).into()),
        ("ownHistory", mounting.small.into()),
        ("onComplete", help.on_complete.as_ref().clone()),
        ("onHover", help.on_hover.as_ref().clone()),
        ("onColour", help.on_colour.as_ref().clone()),
        ("onFix", help.on_fix.as_ref().clone()),
    ];
    let heard = [
        ("onChange", listeners.on_change.as_ref().map(|heard| heard.as_ref())),
        ("onSelection", listeners.on_selection.as_ref().map(|heard| heard.as_ref())),
        ("onUndo", listeners.on_undo.as_ref().map(|heard| heard.as_ref())),
        ("onRedo", listeners.on_redo.as_ref().map(|heard| heard.as_ref())),
        ("onBlur", listeners.on_blur.as_ref().map(|heard| heard.as_ref())),
    ];
    members.extend(heard.into_iter().filter_map(|(name, heard): (&str, Option<&JsValue>)| Some((name, heard?.clone()))));
    for (name, value) in &members {
        // Setting a member of a fresh object cannot fail.
        Reflect::set(&options, &(*name).into(), value).ok();
    }
    options
}

/// Loads the bundle and puts an editor into `parent`, with the options of that moment. Where there are none any more, because whoever
/// wanted the editor is gone meanwhile, there is no editor.
pub async fn mount(parent: &HtmlElement, options: impl FnOnce() -> Option<Object>) -> Result<Option<Handle>, JsValue> {
    let module: Module = load_editor().await?.unchecked_into();
    options().map(|options| module.mount(parent, &options)).transpose()
}

/// The editor's name of a notation.
fn language(notation: Notation) -> &'static str {
    match notation {
        Notation::Json => "json",
        Notation::Yaml => "yaml",
    }
}

impl Handle {
    /// Sets the notation whose words are coloured.
    pub fn set_notation(&self, notation: Notation) {
        self.set_language(language(notation));
    }

    /// Applies replaced ranges that lead to a text of so many UTF-16 units; whether they fit.
    pub fn apply_changes(&self, edits: &[Utf16Edit], length: u32) -> bool {
        let list = edits.iter().map(|edit| {
            let entry = Object::new();
            let members = [
                ("from", JsValue::from(edit.from)),
                ("to", JsValue::from(edit.to)),
                ("insert", JsValue::from(edit.insert.as_str())),
            ];
            for (name, value) in members {
                // Setting a member of a fresh object cannot fail.
                Reflect::set(&entry, &name.into(), &value).ok();
            }
            entry
        });
        self.apply_changes_value(&list.collect(), length)
    }

    /// Shows problems in the text and in the gutter.
    pub fn set_diagnostics(&self, marks: &[Mark]) {
        let list = Array::new();
        for mark in marks {
            let entry = Object::new();
            for (name, value) in [
                ("from", JsValue::from(mark.from)),
                ("to", JsValue::from(mark.to)),
                ("severity", JsValue::from(mark.severity)),
                ("message", JsValue::from(mark.message.as_str())),
                ("help", JsValue::from(mark.help.as_str())),
            ] {
                // Setting a member of a fresh object cannot fail.
                Reflect::set(&entry, &name.into(), &value).ok();
            }
            if let Some((index, fix)) = &mark.fix {
                Reflect::set(&entry, &"fix".into(), &fix.as_str().into()).ok();
                Reflect::set(&entry, &"index".into(), &(*index as u32).into()).ok();
            }
            list.push(&entry);
        }
        self.set_diagnostics_value(&list);
    }
}

/// The replaced ranges that the editor reports.
pub fn read_changes(changes: &JsValue) -> Vec<Utf16Edit> {
    let number = |change: &JsValue, name: &str| {
        Reflect::get(change, &name.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default() as u32
    };
    let read = |change: JsValue| Utf16Edit {
        from: number(&change, "from"),
        to: number(&change, "to"),
        insert: Reflect::get(&change, &"insert".into()).ok().and_then(|value| value.as_string()).unwrap_or_default(),
    };
    Array::from(changes).iter().map(read).collect()
}
