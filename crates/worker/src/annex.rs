//! The split point: the engine's annex, and what only it reaches, is left out of a release's first module.

use engine::{ANNEX, Annex};

/// Why the annex is not there.
struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg_attr(split, wasm_split_helpers::wasm_split(annex, fallible))]
fn annex() -> Result<&'static Annex, NotLoaded> {
    Ok(&ANNEX)
}

/// The annex, as soon as it is loaded.
#[cfg(split)]
pub async fn load() -> Option<&'static Annex> {
    annex().await.ok()
}

/// The annex, which a build for development holds in its one module.
#[cfg(not(split))]
pub async fn load() -> Option<&'static Annex> {
    annex().ok()
}
