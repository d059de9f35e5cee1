//! Components of the page, in a real browser.
#![cfg(target_arch = "wasm32")]

use leptos::mount::mount_to;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_page_has_one_main_region() {
    let host = document().create_element("div").expect("an element");
    document().body().expect("a body").append_child(&host).expect("appended");
    let mounted = mount_to(host.clone().unchecked_into(), stepwright::App);
    assert_eq!(host.query_selector_all("main").expect("a valid selector").length(), 1);
    drop(mounted);
}
