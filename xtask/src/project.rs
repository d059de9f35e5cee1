//! Where things are: the checkout and the folders that commands write to.

use std::path::{Path, PathBuf};

/// The folders of scripts, each bundled into one: what starts the page and keeps its workflows, and the text editor.
pub const SCRIPTS: [&str; 2] = ["boot", "editor"];

/// The checkout's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Tools that belong to this checkout; never committed.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The tools' programs: Trunk and wasm-bindgen.
pub fn tools_bin() -> PathBuf {
    tools().join("bin")
}

/// What quiet steps printed, one file per step.
pub fn logs() -> PathBuf {
    tools().join("logs")
}

/// Generated inputs of the bundler (style sheet, scripts); never committed.
pub fn generated() -> PathBuf {
    root().join(".generated")
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
