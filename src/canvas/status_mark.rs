//! What a run leaves on a card. There is none before the first paint.

use leptos::prelude::*;
use workbench::run::NodeStatus;

use crate::ui::{Glyph, Icon};

/// The mark of a run: a glyph and, where a state was visited or tried more than once, how often.
pub fn status_mark(status: NodeStatus) -> Option<AnyView> {
    let icon = match status.name() {
        "succeeded" => Icon::Check,
        "failed" => Icon::Close,
        "caught" => Icon::Catch,
        "waiting" => Icon::Timer,
        "running" => Icon::Play,
        "aborted" => Icon::Minus,
        _ => return None,
    };
    let count = status.count_label();
    Some(
        view! {
            <span class="status-marks">
                {count.map(|count| view! { <span class="status-mark status-count">{count}</span> })}
                <span class="status-mark" title=status.words()>
                    <Glyph icon=icon />
                </span>
            </span>
        }
        .into_any(),
    )
}
