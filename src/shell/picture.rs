//! The dialog that makes a picture of the diagram: what it shall be, how it will look, and where it goes.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use workbench::message::{Message, ScreenMessage};
use workbench::pictures::{Format, Wanted};

use super::painter::{self, Address};
use crate::browser;
use crate::store::{Store, memo};
use crate::ui::{Modal, Segmented};

/// What is said once a picture has been taken along.
type Said = RwSignal<Option<&'static str>>;

/// The dialog.
#[component]
pub fn PictureDialog() -> impl IntoView {
    let store = Store::get();
    let close = move || store.send(Message::Screen(ScreenMessage::CloseOverlay));
    let has_run = store.peek(|workbench| workbench.front.has_run_to_show());
    let is_dark = store.is_dark();
    let format = RwSignal::new(Format::Svg);
    let wanted = RwSignal::new(Wanted { dark: is_dark, run: has_run, definition: true });
    let fonts = RwSignal::new(None::<String>);
    browser::fetch_text("data-fonts", "", move |text| drop(fonts.try_set(text)));
    let said: Said = RwSignal::new(None);
    let text = memo(move |_| {
        let fonts = fonts.with(|text| text.as_deref().and_then(painter::fonts));
        store.peek(|workbench| workbench.front.picture(format.get(), wanted.get(), fonts.as_ref()))
    });
    let download = move |_| take(store, format.get_untracked(), wanted.get_untracked(), text.get_untracked(), said, false);
    let copy = move |_| take(store, format.get_untracked(), wanted.get_untracked(), text.get_untracked(), said, true);
    Effect::new(move |_| {
        format.get();
        wanted.get();
        said.set(None);
    });
    let flag = move |label: &'static str, is_set: fn(&Wanted) -> bool, set: fn(&mut Wanted, bool), is_there: bool| {
        view! {
            <label class="picture__flag">
                <input
                    type="checkbox"
                    prop:checked=move || is_set(&wanted.get()) && is_there
                    disabled=move || !is_there || !format.get().is_drawn()
                    on:change=move |event| wanted.update(|wanted| set(wanted, event_target_checked(&event)))
                />
                {label}
            </label>
        }
    };
    view! {
        <Modal class="ask ask--picture" titled_by="picture-title" on_close=close>
            <h2 id="picture-title" class="ask__title">"Picture of the diagram"</h2>
            <Preview format text />
            <div class="picture__choices">
                <Segmented label="Format" options=Format::ALL.to_vec() value=format on_change=move |chosen| format.set(chosen) />
                <Segmented
                    label="Colours"
                    options=vec![(false, "Light"), (true, "Dark")]
                    value=Signal::derive(move || wanted.get().dark)
                    on_change=move |dark| wanted.update(|wanted| wanted.dark = dark)
                />
            </div>
            <p class="picture__purpose">{move || format.get().purpose()}</p>
            {flag(
                if has_run { "Show how the run went" } else { "Show how the run went (run it first)" },
                |wanted| wanted.run,
                |wanted, run| wanted.run = run,
                has_run,
            )}
            {flag(
                "Put the definition inside, so that the picture opens as the workflow again",
                |wanted| wanted.definition,
                |wanted, definition| wanted.definition = definition,
                true,
            )}
            <div class="ask__buttons">
                <p class="picture__said" role="status">{move || said.get()}</p>
                <button type="button" class="button" on:click=move |_| close()>
                    "Close"
                </button>
                <button type="button" class="button" on:click=copy>
                    {move || if format.get() == Format::Png { "Copy image" } else { "Copy text" }}
                </button>
                <button type="button" class="button button--primary" on:click=download>
                    "Download"
                </button>
            </div>
        </Modal>
    }
}

/// How it will look.
#[component]
fn Preview(format: RwSignal<Format>, text: Memo<String>) -> impl IntoView {
    // The picture that is shown keeps its address for as long as it is shown.
    let address = StoredValue::new_local(None::<Address>);
    let shown = move || {
        let made = text.with(|text| Address::of_svg(text));
        let source = made.as_ref().map(Address::text);
        address.try_set_value(made);
        source
    };
    move || {
        match format.get() {
        Format::Svg | Format::Png => {
            view! { <div class="picture__preview"><img alt="The picture as it will be" src=shown /></div> }.into_any()
        }
        Format::Mermaid | Format::Drawio => {
            view! { <pre class="picture__preview picture__text scroll" tabindex="0" aria-label="The text as it will be">{move || text.get()}</pre> }
                .into_any()
        }
    }
    }
}

/// Saves the picture, or puts it on the clipboard.
fn take(store: Store, format: Format, wanted: Wanted, text: String, said: Said, copies: bool) {
    let tell = move |done: bool| {
        let words = match (done, copies) {
            (true, true) => "Copied",
            (true, false) => "Downloaded",
            (false, true) => "The browser refused the clipboard; download it instead",
            (false, false) => "The browser refused the download; copy it instead",
        };
        said.try_set(Some(words));
    };
    let (name, scale, definition) = store.peek(|workbench| {
        let sheet = &workbench.front;
        (sheet.picture_name(format), sheet.picture_scale(), wanted.definition.then(|| sheet.document.text.to_string()))
    });
    match (format, copies) {
        (Format::Png, _) => spawn_local(async move {
            match painter::png(&text, scale, definition.as_deref()).await {
                Ok(png) if copies => tell(painter::copy_png(&png).await),
                Ok(png) => tell(browser::download_blob(&name, &png).is_ok()),
                Err(why) => drop(said.try_set(Some(why))),
            }
        }),
        (_, true) => browser::copy(&text, tell),
        (_, false) => tell(browser::download(&name, &text).is_ok()),
    }
}
