//! The split points: what only one of them reaches is left out of a release's first module, and of each other's. A build for
//! development holds everything in its one module.

use leptos::prelude::AnyView;

use super::{Late, Room, room};

const FAILED: &str = "A part of the page could not be loaded. Check the connection and reload; your workflow is safe.";

static LATE: Late = Late {
    update: workbench::update,
    carry_out: crate::effects::carry_out,
    draw: room::draw,
    status_mark: crate::canvas::status_mark,
    marks: crate::canvas::card_marks,
    draw_next: crate::canvas::draw_next,
    shape: crate::ui::late_shape,
    listen: crate::shell::listen,
};

/// What draws the rooms of a part.
pub type Draw = fn(Room) -> AnyView;

/// A part of the page that loads when something of it is first shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Runs.
    Run,
    /// Lessons, the text, dialogs.
    Aside,
}

/// Why a part is not there.
struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg_attr(split, wasm_split_helpers::wasm_split(late, fallible))]
fn late() -> Result<&'static Late, NotLoaded> {
    Ok(&LATE)
}

#[cfg_attr(split, wasm_split_helpers::wasm_split(run, fallible))]
fn run() -> Result<Draw, NotLoaded> {
    Ok(room::draw_run)
}

#[cfg_attr(split, wasm_split_helpers::wasm_split(aside, fallible))]
fn aside() -> Result<Draw, NotLoaded> {
    Ok(room::draw_aside)
}

/// Waits for a split point's module, or calls what stands in its place.
macro_rules! reached {
    ($call:expr) => {{
        #[cfg(split)]
        let there = $call.await;
        #[cfg(not(split))]
        let there = $call;
        there.map_err(|NotLoaded| FAILED)
    }};
}

/// The table of what loads after the first paint, as soon as it is loaded; or what to tell the user.
pub async fn load() -> Result<&'static Late, &'static str> {
    reached!(late())
}

/// What draws a part, as soon as it is loaded; or what to tell the user.
pub async fn load_part(part: Part) -> Result<Draw, &'static str> {
    match part {
        Part::Run => reached!(run()),
        Part::Aside => reached!(aside()),
    }
}
