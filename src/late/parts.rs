//! The split point: everything that only [`late`] reaches is left out of a release's first module.

use super::Late;

const FAILED: &str = "A part of the page could not be loaded. Check the connection and reload; your workflow is safe.";

static LATE: Late = Late {
    update: workbench::update,
    carry_out: crate::effects::carry_out,
    draw: super::room::draw,
    status_mark: crate::canvas::status_mark,
    shape: crate::ui::late_shape,
    listen: crate::shell::listen,
};

/// Why the rest of the page is not there.
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

/// The table, as soon as it is loaded; or what to tell the user.
#[cfg(split)]
pub async fn load() -> Result<&'static Late, &'static str> {
    late().await.map_err(|NotLoaded| FAILED)
}

/// The table, which a build for development holds in its one module.
#[cfg(not(split))]
pub async fn load() -> Result<&'static Late, &'static str> {
    late().map_err(|NotLoaded| FAILED)
}
