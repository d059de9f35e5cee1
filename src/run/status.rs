//! The glyph of a status: never told by colour alone.

use crate::ui::Icon;

/// The glyph of a status, by the name that style sheets use.
pub fn status_glyph(status: &str) -> Icon {
    match status {
        "succeeded" => Icon::Check,
        "failed" => Icon::Close,
        "caught" => Icon::Catch,
        "waiting" => Icon::Timer,
        "running" => Icon::Play,
        "aborted" => Icon::Minus,
        _ => Icon::More,
    }
}
