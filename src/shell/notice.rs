//! One short notice at the bottom: what was refused and why, or what was done out of sight.

use std::time::Duration;

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::problems::Severity;

use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, Prose};

/// How long what was merely done is told; longer while the pointer or the focus is on it.
const SHOWN: Duration = Duration::from_secs(10);

/// The notice, if there is one.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let store = Store::get();
    let notice = store.slice(|workbench| workbench.notice.clone());
    let over_run = store.slice(|workbench| workbench.panels.dock_open);
    let held = RwSignal::new(false);
    Effect::new(move |_| {
        let passes = |notice: &workbench::problems::Notice| notice.severity == Severity::Advice && notice.offer.is_none();
        if held.get() || !notice.with(|notice| notice.as_ref().is_some_and(passes)) {
            return;
        }
        let dismiss = move || store.send(Message::Screen(ScreenMessage::DismissNotice));
        if let Ok(timer) = set_timeout_with_handle(dismiss, SHOWN) {
            on_cleanup(move || timer.clear());
        }
    });
    move || {
        notice.get().map(|notice| {
            // The one before may have gone from under the pointer.
            held.set(false);
            let icon = match notice.severity {
                Severity::Error => Icon::Error,
                Severity::Warning => Icon::Warning,
                Severity::Advice => Icon::Info,
            };
            view! {
                <div
                    class="notice"
                    role="status"
                    data-over-run=move || over_run.get().to_string()
                    data-severity=notice.severity.name()
                    on:pointerenter=move |_| held.set(true)
                    on:pointerleave=move |_| held.set(false)
                    on:focusin=move |_| held.set(true)
                    on:focusout=move |_| held.set(false)
                >
                    <Glyph icon=icon />
                    <span class="notice__text"><Prose text=notice.text.to_string() /></span>
                    {notice.offer.map(|offer| {
                        view! {
                            <button type="button" class="button button--small" on:click=move |_| store.send(offer.message())>
                                {offer.label()}
                            </button>
                        }
                    })}
                    <IconButton icon=Icon::Close label="Dismiss" on_press=move || store.send(Message::Screen(ScreenMessage::DismissNotice)) />
                </div>
            }
        })
    }
}
