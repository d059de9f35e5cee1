//! An SVG made into points by the browser: the script that does so loads when it is first wanted.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use workbench::scene::picture::{Fonts, put_into_png};

const FAILED: &str = "the browser could not paint the picture; take SVG instead";

/// An object that lies at an address of its own, until it is dropped.
pub struct Address(String);

impl Address {
    /// Gives an SVG an address.
    pub fn of_svg(svg: &str) -> Option<Self> {
        let blob = blob(&JsValue::from_str(svg), "image/svg+xml")?;
        web_sys::Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub fn text(&self) -> String {
        self.0.clone()
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        web_sys::Url::revoke_object_url(&self.0).ok();
    }
}

/// Bytes or text as the browser holds them.
fn blob(part: &JsValue, kind: &str) -> Option<web_sys::Blob> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(part), &options).ok()
}

/// Calls a function of the script.
async fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let page = js_sys::Reflect::get(&js_sys::global(), &"stepwright".into()).ok()?;
    let painter = awaited(&page, "painter", &[]).await?;
    awaited(&painter, name, arguments).await
}

async fn awaited(object: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: js_sys::Function = js_sys::Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    let promise = function.apply(object, &arguments.iter().collect::<js_sys::Array>()).ok()?;
    JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await.ok()
}

/// A PNG of an SVG, so many times as large, with a definition in it if one is given; or what to tell the user.
pub async fn png(svg: &str, scale: f64, definition: Option<&str>) -> Result<web_sys::Blob, &'static str> {
    let painted = call("paint", &[svg.into(), scale.into()]).await.ok_or(FAILED)?;
    let bytes = match definition {
        None => painted,
        Some(definition) => {
            let bytes = js_sys::Uint8Array::new(&painted).to_vec();
            js_sys::Uint8Array::from(put_into_png(&bytes, definition).ok_or(FAILED)?.as_slice()).into()
        }
    };
    blob(&bytes, "image/png").ok_or(FAILED)
}

/// Puts a PNG on the clipboard; whether that worked.
pub async fn copy_png(png: &web_sys::Blob) -> bool {
    call("copy", &[png.into()]).await.is_some()
}

/// The letters of pictures as they came.
pub fn fonts(text: &str) -> Option<Fonts<'static>> {
    Fonts::read(text)
}
