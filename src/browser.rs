//! The few things of the browser that several rooms need, each as a plain function.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use workbench::message::FileMessage;

/// Larger files are refused: a definition may have 1 MiB, and a history of 25,000 events with its payloads some ten times that.
const LARGEST_FILE: f64 = 32.0 * 1024.0 * 1024.0;

/// Whether this page is the player: made to be shown inside of other pages, it changes and keeps nothing.
pub fn is_player() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-player"))
}

/// The same workflow in the page that can change it: the page's own folder with the link's fragment.
pub fn address_of_editor() -> String {
    format!("./{}", window().location().hash().unwrap_or_default())
}

/// Whether the system asks for dark colours.
pub fn prefers_dark() -> bool {
    matches_media("(prefers-color-scheme: dark)")
}

/// Whether the user asks for less motion.
pub fn prefers_stillness() -> bool {
    matches_media("(prefers-reduced-motion: reduce)")
}

/// The window's width in pixels.
pub fn window_width() -> f64 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default()
}

/// The window's height in pixels.
pub fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Whether the window is so narrow that side panels leave the canvas little room, or lie over it.
pub fn is_narrow() -> bool {
    matches_media("(max-width: 1100px)")
}

/// Whether the page is as narrow as on a phone, where everything stands below each other.
pub fn is_phone() -> bool {
    matches_media("(max-width: 640px)")
}

/// Scrolls an element to the top, on a phone; elsewhere it is in sight.
pub fn scroll_to_on_phone(id: &'static str) {
    if is_phone() {
        request_animation_frame(move || {
            if let Some(element) = document().get_element_by_id(id) {
                element.scroll_into_view();
            }
        });
    }
}

fn matches_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the focus that leaves an element goes to something inside it.
pub fn focus_stays_inside(event: &web_sys::FocusEvent) -> bool {
    let here = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    here.is_some_and(|here| here.contains(next.as_ref()) && next.is_some())
}

/// Puts the focus on the element with this id.
pub fn focus_element(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        element.focus().ok();
    }
}

/// Whether the event happened in a list to choose from, which takes letters but no text.
pub fn is_in_select(event: &web_sys::Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok();
    target.is_some_and(|element| element.tag_name() == "SELECT")
}

/// Whether the event happened in something that takes typing, which keeps its keys.
pub fn is_typing(event: &web_sys::Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok();
    target.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.closest(".cm-editor").ok().flatten().is_some()
    })
}

/// Reads a file's text and hands on the message that opens it, or that says why it can't be read.
pub fn read_file(file: web_sys::File, then: impl FnOnce(FileMessage) + 'static) {
    let name = file.name();
    if file.size() > LARGEST_FILE {
        let megabytes = file.size() / 1024.0 / 1024.0;
        then(FileMessage::Unreadable(format!(
            "{name} has {megabytes:.0} MB; a definition may have 1 MiB, and files of up to 32 MB can be opened here"
        )));
        return;
    }
    spawn_local(async move {
        let message = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => FileMessage::Read { name, bytes: js_sys::Uint8Array::new(&buffer).to_vec() },
            Err(_) => FileMessage::Unreadable(format!("{name} could not be read; try to open it again")),
        };
        then(message);
    });
}

/// Fetches a file of the page's own from the folder that an attribute of the boot script names; `None` if it does not come.
pub fn fetch_text(folder: &str, file: &str, then: impl FnOnce(Option<String>) + 'static) {
    let folder = document().get_element_by_id("boot").and_then(|boot| boot.get_attribute(folder)).unwrap_or_default();
    let promise = window().fetch_with_str(&format!("{folder}{file}"));
    spawn_local(async move {
        let text = async {
            let response: web_sys::Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
            let text = if response.ok() { response.text().ok()? } else { return None };
            JsFuture::from(text).await.ok()?.as_string()
        };
        then(text.await);
    });
}

/// Puts text on the clipboard; reports whether that worked.
pub fn copy(text: &str, then: impl FnOnce(bool) + 'static) {
    let navigator = window().navigator();
    // A page that is not served securely has none.
    if !js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object()) {
        set_timeout(move || then(false), std::time::Duration::ZERO);
        return;
    }
    let promise = navigator.clipboard().write_text(text);
    spawn_local(async move { then(JsFuture::from(promise).await.is_ok()) });
}

/// Offers text as a file to save.
pub fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    download_blob(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Offers what a browser holds as a file to save.
pub fn download_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}

/// What the browser keeps under a key.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Keeps text under a key; the error says what to do.
pub fn store(key: &str, text: &str) -> Result<(), String> {
    let storage = window().local_storage().ok().flatten();
    let Some(storage) = storage else {
        return Err("This browser does not let the page keep anything; use File › Download definition".to_owned());
    };
    storage
        .set_item(key, text)
        .map_err(|_| "The browser's storage is full; use File › Download definition to keep your work".to_owned())
}

/// Listens to an event of the window before anything inside the page hears it, for as long as the page lives.
pub fn listen_first<E: JsCast + 'static>(name: &'static str, hear: impl Fn(&E) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(event) = event.dyn_ref::<E>() {
            hear(event);
        }
    });
    window().add_event_listener_with_callback_and_bool(name, listener.as_ref().unchecked_ref(), true).ok();
    listener.forget();
}

/// Whether the event happened on the canvas or on nothing in particular.
pub fn is_on_canvas(event: &web_sys::Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok();
    target.is_none_or(|element| element.tag_name() == "BODY" || element.closest(".canvas").ok().flatten().is_some())
}

/// Whether the event happened in what shows a run.
pub fn is_in_run(event: &web_sys::Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok();
    target.is_some_and(|element| element.closest(".steps-panel, .data-panel, .dock-frame").ok().flatten().is_some())
}

/// Whether the event happened on a state's card, or on the ground of the canvas, and not on a control over it.
pub fn is_on_card(event: &web_sys::Event) -> bool {
    let target = event.composed_path().get(0).dyn_into::<web_sys::Element>().ok();
    target.is_none_or(|element| {
        element.tag_name() == "BODY" || element.class_list().contains("canvas") || element.has_attribute("data-card")
    })
}

/// Chooses the card that has the focus, as a press on it would.
pub fn choose_card(event: &web_sys::Event) {
    let target = event.composed_path().get(0).dyn_into::<web_sys::HtmlElement>().ok();
    if let Some(card) = target.filter(|card| card.get_attribute("aria-pressed").as_deref() == Some("false")) {
        card.click();
    }
}

/// Whether the event happened in the text editor, or in a panel of it that is gone by now.
pub fn is_in_editor(event: &web_sys::Event) -> bool {
    let path = event.composed_path();
    let mut elements = path.iter().filter_map(|target| target.dyn_into::<web_sys::Element>().ok());
    elements.any(|element| element.class_list().contains("cm-editor"))
}

/// Whether a menu or a list lies over the page, which takes Escape itself.
pub fn is_overlay_open() -> bool {
    document().query_selector(".veil, [role=menu]:not([hidden])").ok().flatten().is_some()
}

/// What takes every key while it lies over the page.
const OVER_THE_PAGE: &str = "dialog[open], .veil";

/// Whether a dialog or a list lies over the page, which takes every key.
pub fn is_dialog_open() -> bool {
    document().query_selector(OVER_THE_PAGE).ok().flatten().is_some()
}

/// Whether something lies over the page and over an element of it.
fn is_covered(element: &web_sys::Element) -> bool {
    is_dialog_open() && element.closest(OVER_THE_PAGE).ok().flatten().is_none()
}

/// Whether some text of the page is selected, which Ctrl+C then means.
pub fn has_text_selection() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

/// Milliseconds since the page was opened.
pub fn milliseconds() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Moves the focus among an element's buttons as menus and tabs do, if the key means that.
pub fn move_focus(event: &web_sys::KeyboardEvent) {
    move_focus_in(event, "button");
}

/// The same among the elements that a selector names.
pub fn move_focus_in(event: &web_sys::KeyboardEvent, selector: &str) {
    let Some(inside) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let Ok(buttons) = inside.query_selector_all(selector) else { return };
    let buttons: Vec<web_sys::HtmlElement> =
        (0..buttons.length()).filter_map(|index| buttons.get(index)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let now = buttons.iter().position(|button| active.as_ref() == Some(button.as_ref()));
    let last = buttons.len().wrapping_sub(1);
    let next = match (event.key().as_str(), now) {
        ("Home", _) | ("ArrowDown" | "ArrowRight", None) => 0,
        ("End", _) | ("ArrowUp" | "ArrowLeft", None) => last,
        ("ArrowDown" | "ArrowRight", Some(now)) => {
            if now == last {
                0
            } else {
                now + 1
            }
        }
        ("ArrowUp" | "ArrowLeft", Some(now)) => now.checked_sub(1).unwrap_or(last),
        _ => return,
    };
    event.prevent_default();
    if let Some(button) = buttons.get(next) {
        button.focus().ok();
    }
}

/// Brings an element of a list into view.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Gives the focus back to what has it now, once the component that asks is gone.
pub fn return_focus() {
    let before =
        StoredValue::new_local(document().active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()));
    on_cleanup(move || {
        if let Some(Some(element)) = before.try_get_value() {
            element.focus().ok();
        }
    });
}

/// Moves the focus to a state's card, if the focus is on the canvas already.
pub fn focus_card(id: &str) {
    let document = document();
    let on_canvas = document.active_element().is_some_and(|element| element.closest(".canvas").ok().flatten().is_some());
    let card = document.query_selector(&format!("[data-card=\"{id}\"]")).ok().flatten();
    // Whoever types on the canvas, a name or what to find, goes on typing.
    let types = document.active_element().is_some_and(|element| element.tag_name() == "INPUT");
    if let (true, false, Some(card)) = (on_canvas, types, card.and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok())) {
        card.focus().ok();
    }
}

/// Puts the focus on the first field inside of what a selector names, or on the first button where there is no field, once
/// that is drawn.
pub fn focus_inside(selector: &'static str) {
    let fields = ["input", "select", "textarea"].map(|field| format!("{selector} {field}:not([disabled])")).join(", ");
    let buttons = format!("{selector} button:not([disabled])");
    request_animation_frame(move || {
        let find = |wanted: &str| document().query_selector(wanted).ok().flatten();
        let found = find(&fields).or_else(|| find(&buttons));
        let found = found.filter(|element| !is_covered(element));
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            element.focus().ok();
        }
    });
}

/// Whether nothing on the page has the focus.
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Gives the page the whole screen, or takes it back.
pub fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        root.request_fullscreen().ok();
    }
}

/// Puts the focus on a state's card, or on the canvas where the state has none.
pub fn focus_on_canvas(id: Option<&str>) {
    let document = document();
    let card = id.and_then(|id| document.query_selector(&format!("[data-card=\"{id}\"]")).ok().flatten());
    let element = card.or_else(|| document.query_selector(".canvas").ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Puts the cursor into a field and selects what is in it: at once, so that no key goes elsewhere, or once it is drawn.
/// Whoever has gone on meanwhile is left where they are: with what lies over the page, or anywhere once the field was theirs.
pub fn focus_field(id: &'static str) {
    let given = Rc::new(RefCell::new(None::<web_sys::HtmlElement>));
    let give = move || {
        let was_given = given.borrow().as_ref().is_some_and(|element| element.is_connected());
        let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        let Some(element) = element.filter(|element| !was_given && !is_covered(element)) else { return };
        if !element.contains(document().active_element().as_deref()) {
            element.focus().ok();
            if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
                field.select();
            }
        }
        given.replace(Some(element));
    };
    give();
    let drawn = give.clone();
    // What the change draws is there after the tasks that wait now; the frame after them may be late.
    spawn_local(async move {
        tick().await;
        drawn();
    });
    request_animation_frame(give);
}
