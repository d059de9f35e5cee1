//! One short notice at the bottom: what was refused and why, or what was done out of sight.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::problems::Severity;

use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, Prose};

/// The notice, if there is one.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let store = Store::get();
    let notice = store.slice(|workbench| workbench.notice.clone());
    let over_run = store.slice(|workbench| workbench.panels.dock_open);
    move || {
        notice.get().map(|notice| {
            let icon = match notice.severity {
                Severity::Error => Icon::Error,
                Severity::Warning => Icon::Warning,
                Severity::Advice => Icon::Info,
            };
            view! {
                <div class="notice" role="status" data-over-run=move || over_run.get().to_string() data-severity=notice.severity.name()>
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
