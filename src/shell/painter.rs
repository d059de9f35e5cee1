//! An SVG made into points, by the browser.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use workbench::scene::picture::{put_into_png, scale_within};
use workbench::scene::{Size, picture};

/// How many points of the picture a point of the canvas becomes.
const SCALE: f64 = 2.0;
const FAILED: &str = "the browser could not paint the picture; take SVG instead";

/// An object that lies at an address of its own, until it is dropped.
pub struct Address(String);

impl Address {
    /// Gives an SVG an address.
    pub fn of_svg(svg: &str) -> Option<Self> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type("image/svg+xml");
        let parts = js_sys::Array::of1(&JsValue::from_str(svg));
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
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

/// A PNG of an SVG, with a definition in it if one is given; or what to tell the user.
pub async fn png(svg: &str, definition: Option<&str>) -> Result<web_sys::Blob, &'static str> {
    let painted = paint(svg).await.ok_or(FAILED)?;
    let Some(definition) = definition else { return Ok(painted) };
    let buffer = JsFuture::from(painted.array_buffer()).await.map_err(|_| FAILED)?;
    let bytes = put_into_png(&js_sys::Uint8Array::new(&buffer).to_vec(), definition).ok_or(FAILED)?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/png");
    web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|_| FAILED)
}

async fn paint(svg: &str) -> Option<web_sys::Blob> {
    let address = Address::of_svg(svg)?;
    let image = web_sys::HtmlImageElement::new().ok()?;
    image.set_src(&address.text());
    JsFuture::from(image.decode()).await.ok()?;
    let size = Size::new(f64::from(image.natural_width()), f64::from(image.natural_height()));
    let scale = scale_within(size, SCALE);
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((size.width * scale) as u32);
    canvas.set_height((size.height * scale) as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    let promise = js_sys::Promise::new(&mut |done, _| {
        let done = Rc::new(done);
        let told = Rc::clone(&done);
        let take = Closure::once_into_js(move |blob: JsValue| drop(told.call1(&JsValue::NULL, &blob)));
        if canvas.to_blob(take.unchecked_ref()).is_err() {
            done.call1(&JsValue::NULL, &JsValue::NULL).ok();
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

#[wasm_bindgen]
extern "C" {
    /// What the clipboard takes beside text.
    type ClipboardItem;

    #[wasm_bindgen(constructor, catch)]
    fn new(parts: &js_sys::Object) -> Result<ClipboardItem, JsValue>;
}

/// Puts a PNG on the clipboard; whether that worked.
pub async fn copy_png(png: &web_sys::Blob) -> bool {
    let written = || {
        let parts = js_sys::Object::new();
        js_sys::Reflect::set(&parts, &"image/png".into(), png).ok()?;
        let items = js_sys::Array::of1(ClipboardItem::new(&parts).ok()?.unchecked_ref());
        let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
        let write: js_sys::Function = js_sys::Reflect::get(&clipboard, &"write".into()).ok()?.dyn_into().ok()?;
        write.call1(&clipboard, &items).ok()?.dyn_into::<js_sys::Promise>().ok()
    };
    match written() {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// The letters of pictures as they came.
pub fn fonts(text: &str) -> Option<picture::Fonts<'static>> {
    picture::Fonts::read(text)
}
