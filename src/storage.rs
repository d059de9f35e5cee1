//! The page's side of what the browser keeps: `boot/` does the keeping, outside of the module, so that it outlives it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use workbench::Found;
use workbench::message::Message;
use workbench::record::Record;
use workbench::sheet::{Held, SheetId};
use workbench::shelf::{ShelfEntry, ShelfMessage, StoreFailure};
use workbench::versions::VersionsMessage;

use crate::browser;
use crate::store::{PANELS_KEY, Store};

/// Storing waits this long for further changes.
const STORE_AFTER: Duration = Duration::from_millis(250);

#[wasm_bindgen]
extern "C" {
    /// `globalThis.stepwright`, which `boot/` makes.
    type Bridge;

    #[wasm_bindgen(method, js_name = frontText)]
    fn front_text(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method, js_name = frontVersion)]
    fn front_version(this: &Bridge) -> f64;
    #[wasm_bindgen(method, js_name = frontKey)]
    fn front_key(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method, js_name = storageFailure)]
    fn storage_failure(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method)]
    fn session(this: &Bridge) -> String;

    #[wasm_bindgen(method, catch)]
    async fn put(
        this: &Bridge,
        key: &str,
        name: &str,
        states: u32,
        text: &str,
        version: f64,
        touched: bool,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn get(this: &Bridge, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn remove(this: &Bridge, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn list(this: &Bridge) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn revisions(this: &Bridge, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = linkText)]
    fn link_text(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method, js_name = linkFailure)]
    fn link_failure(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method, js_name = linkedLessons)]
    fn linked_lessons(this: &Bridge) -> Option<String>;
    #[wasm_bindgen(method, catch)]
    async fn share(this: &Bridge, text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn unlink(this: &Bridge);
    #[wasm_bindgen(method)]
    fn journal(this: &Bridge, key: &str, name: &str, states: u32, text: &str, version: f64, touched: bool) -> bool;
    #[wasm_bindgen(method)]
    fn front(this: &Bridge, key: &str);
    #[wasm_bindgen(method)]
    fn release(this: &Bridge, key: &str);
    #[wasm_bindgen(method, js_name = takeOver)]
    fn take_over(this: &Bridge, key: &str);
    #[wasm_bindgen(method)]
    fn listen(this: &Bridge, tell: &Closure<dyn FnMut(String, String, f64)>, flush: &Closure<dyn FnMut()>);
    #[wasm_bindgen(method)]
    fn keep(this: &Bridge, key: &str, name: &str, definition: &str);
}

thread_local! {
    /// The sheets whose newest state is not stored yet.
    static DUE: RefCell<BTreeMap<SheetId, Due>> = const { RefCell::new(BTreeMap::new()) };
}

/// How far the storing of a sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// It waits for further changes.
    Soon,
    /// It is being written.
    Writing,
    /// It is being written and was changed since.
    Again,
}

fn bridge() -> Option<Bridge> {
    let bridge = Reflect::get(&js_sys::global(), &"stepwright".into()).ok()?;
    bridge.is_object().then(|| bridge.unchecked_into())
}

/// What the page begins with.
pub fn found() -> Found {
    let panels = browser::stored(PANELS_KEY);
    let Some(bridge) = bridge() else { return Found { panels, ..Found::default() } };
    // The record's key is in its text, but for one of an earlier version of the page.
    let text = bridge.front_text().map(|text| match (text.contains("\"key\":"), bridge.front_key()) {
        (false, Some(key)) => text.replacen('{', &format!("{{\"key\":{},", asl::tree::quote(&key)), 1),
        _ => text,
    });
    Found {
        link: bridge.link_text().map(Ok).or_else(|| bridge.link_failure().map(Err)),
        front: text.map(|text| (text, bridge.front_version() as u64)),
        storage_fails: bridge.storage_failure(),
        panels,
        session: bridge.session(),
    }
}

/// Makes a link that holds a text.
pub fn share(store: Store, text: String) {
    let Some(bridge) = bridge() else { return };
    spawn_local(async move {
        let link = bridge.share(&text).await.ok().and_then(|link| link.as_string());
        store.send(Message::Shelf(ShelfMessage::Linked(link)));
    });
}

/// The lessons that the page was opened with.
pub fn linked_lessons() -> Option<String> {
    bridge()?.linked_lessons()
}

/// Takes the link that the page was opened with out of its address.
pub fn unlink() {
    if let Some(bridge) = bridge() {
        bridge.unlink();
    }
}

/// Hears of what other tabs do.
pub fn listen(store: Store) {
    let Some(bridge) = bridge() else { return };
    let tell = Closure::new(move |kind: String, key: String, value: f64| {
        let key: Arc<str> = key.into();
        store.send(Message::Shelf(match kind.as_str() {
            "changed" => ShelfMessage::ChangedElsewhere(key, value as u64),
            _ => ShelfMessage::Access(key, value != 0.0),
        }));
    });
    let flush = Closure::new(move || store_now(store));
    bridge.listen(&tell, &flush);
    // Both are called as long as the page lives.
    tell.forget();
    flush.forget();
}

/// Stores a sheet after a short rest, so that typing does not write on every key.
pub fn store_soon(store: Store, id: SheetId) {
    keep_outside(store, id);
    let starts = DUE.with_borrow_mut(|due| {
        let before = due.get(&id).copied();
        due.insert(id, if matches!(before, Some(Due::Writing | Due::Again)) { Due::Again } else { Due::Soon });
        before.is_none()
    });
    if starts {
        set_timeout(move || write_if_due(store, id), STORE_AFTER);
    }
}

/// The newest text lies outside of the module, should that die.
fn keep_outside(store: Store, id: SheetId) {
    let Some(bridge) = bridge() else { return };
    store.peek(|workbench| {
        if let Some(sheet) = workbench.sheet(id) {
            bridge.keep(&sheet.keeping.key, &sheet.name, &sheet.document.text);
        }
    });
}

/// Begins to store all that waits for it.
pub fn store_now(store: Store) {
    let waiting: Vec<SheetId> = DUE.with_borrow(|due| due.keys().copied().collect());
    waiting.into_iter().for_each(|id| write_if_due(store, id));
}

/// The page goes away: what is not stored yet is put where it can be put at once. Whether all of it found room.
pub fn store_in_haste(store: Store) -> bool {
    let Some(bridge) = bridge() else { return true };
    let waiting: Vec<SheetId> = DUE.with_borrow(|due| due.keys().copied().collect());
    // There is one place: what is looked at has it.
    let front = store.peek(|workbench| *workbench.front.id);
    let kept = waiting.iter().filter(|id| **id == front).all(|id| {
        let Some(writing) = Writing::of(store, *id) else { return true };
        let Writing { key, name, states, text, version, touched } = writing;
        bridge.journal(&key, &name, states, &text, version, touched)
    });
    store_now(store);
    kept
}

/// Whether there is anything that is not stored.
pub fn is_pending() -> bool {
    DUE.with_borrow(|due| !due.is_empty())
}

struct Writing {
    key: Arc<str>,
    name: String,
    states: u32,
    text: String,
    version: f64,
    touched: bool,
}

impl Writing {
    fn of(store: Store, id: SheetId) -> Option<Self> {
        store.peek(|workbench| {
            let sheet = workbench.sheet(id).filter(|sheet| sheet.keeping.held == Held::Here)?;
            Some(Self {
                key: sheet.keeping.key.clone(),
                name: sheet.name.to_string(),
                states: sheet.document.picture.definition.states.len() as u32,
                text: Record::write(sheet),
                version: sheet.keeping.version as f64,
                touched: sheet.keeping.touched,
            })
        })
    }
}

fn write_if_due(store: Store, id: SheetId) {
    let begins = DUE.with_borrow_mut(|due| {
        let soon = due.get(&id) == Some(&Due::Soon);
        if soon {
            due.insert(id, Due::Writing);
        }
        soon
    });
    if !begins {
        return;
    }
    let (Some(writing), Some(bridge)) = (Writing::of(store, id), bridge()) else {
        DUE.with_borrow_mut(|due| due.remove(&id));
        return;
    };
    spawn_local(async move {
        let Writing { key, name, states, text, version, touched } = writing;
        let result = match bridge.put(&key, &name, states, &text, version, touched).await {
            Ok(version) => Ok(version.as_f64().unwrap_or_default() as u64),
            Err(error) => Err(failure(&error)),
        };
        let outdated = DUE.with_borrow_mut(|due| due.remove(&id)) == Some(Due::Again);
        store.send(Message::Shelf(ShelfMessage::Stored { key, result, outdated }));
        if outdated {
            store_soon(store, id);
        }
    });
}

fn failure(error: &JsValue) -> StoreFailure {
    let member = |name: &str| Reflect::get(error, &name.into()).ok();
    match member("conflict").is_some_and(|conflict| conflict.is_truthy()) {
        true => StoreFailure::Conflict,
        false => StoreFailure::Failed(
            member("message")
                .and_then(|message| message.as_string())
                .unwrap_or_else(|| "The browser could not keep this; use File › Download definition".to_owned()),
        ),
    }
}

/// Asks for a record.
pub fn fetch(store: Store, key: Arc<str>) {
    spawn_local(async move {
        let found = match bridge() {
            Some(bridge) => bridge.get(&key).await.ok(),
            None => None,
        };
        let member = |name: &str| Reflect::get(found.as_ref()?, &name.into()).ok();
        let text = member("text").and_then(|text| text.as_string());
        let version = member("version").and_then(|version| version.as_f64()).unwrap_or_default() as u64;
        store.send(Message::Shelf(ShelfMessage::Fetched(key, text.map(|text| (text, version)))));
    });
}

/// Takes a record out.
pub fn remove(key: Arc<str>) {
    spawn_local(async move {
        if let Some(bridge) = bridge() {
            // What cannot be removed stays; the list tells.
            bridge.remove(&key).await.ok();
        }
    });
}

/// Asks what is kept.
pub fn list(store: Store) {
    spawn_local(async move {
        let Some(bridge) = bridge() else { return };
        let Ok(list) = bridge.list().await else { return };
        let list = js_sys::Array::from(&list);
        let entries = list.iter().filter_map(|entry| {
            let member = |name: &str| Reflect::get(&entry, &name.into()).ok();
            let number = |name: &str| member(name).and_then(|value| value.as_f64()).unwrap_or_default();
            Some(ShelfEntry {
                key: member("key")?.as_string()?.into(),
                name: member("name")?.as_string()?,
                edited: number("edited") as u64,
                bytes: number("bytes") as u32,
                states: number("states") as u32,
            })
        });
        store.send(Message::Shelf(ShelfMessage::Listed(entries.collect())));
    });
}

/// Asks what a record was before.
pub fn versions(store: Store, key: Arc<str>) {
    spawn_local(async move {
        let list = match bridge() {
            Some(bridge) => bridge.revisions(&key).await.ok(),
            None => None,
        };
        let list = list.map(|list| js_sys::Array::from(&list)).unwrap_or_default();
        let member = |entry: &JsValue, name: &str| Reflect::get(entry, &name.into()).ok();
        let text = |entry: JsValue| Some((member(&entry, "at")?.as_f64()? as u64, member(&entry, "text")?.as_string()?));
        let texts = list.iter().filter_map(text).collect();
        store.send(Message::Versions(VersionsMessage::Listed { key, texts, is_dark: store.is_dark() }));
    });
}

/// This record is looked at.
pub fn front(key: &str) {
    if let Some(bridge) = bridge() {
        bridge.front(key);
    }
}

/// This record is looked at no more.
pub fn release(key: &str) {
    if let Some(bridge) = bridge() {
        bridge.release(key);
    }
}

/// The right to change this record is wanted.
pub fn take_over(key: &str) {
    if let Some(bridge) = bridge() {
        bridge.take_over(key);
    }
}
